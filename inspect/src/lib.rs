//! Field trees from [`binrw`] declarations.
//!
//! `#[derive(Inspect)]` above `#[binrw]` generates a second reader from the same directives. This
//! reader records every field with its span, value, documentation and fault. The tree is returned
//! even if reading fails: [`inspect()`](fn@inspect) returns an [`Outcome`] whose tree contains all
//! fields that could be read, with the error recorded at the field that caused it.

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

#[allow(unused_extern_crates)]
extern crate self as bytescope_inspect;

mod blob;
mod buffer;
pub mod checksum;
mod columns;
mod content;
mod counted;
mod coverage;
mod covered;
mod cx;
mod encode;
mod escape;
mod fact;
mod fault;
mod faults;
mod frame;
mod from_json;
mod gaps;
mod inspect;
mod json;
mod leaf;
mod limits;
mod load;
mod macros;
mod meta;
mod nan;
mod nearest;
mod node;
mod ordered;
mod presentation;
mod quantity;
mod round_trip;
mod rows;
mod selector;
mod source;
mod span;
mod sparse;
mod storage;
mod summary;
mod table;
mod text;
mod u24;
mod until;
mod value;
mod verifier;
mod within;
mod zlib;

pub use binrw::{self, BinResult, Endian};
pub use blob::Blob;
pub use buffer::{Buffer, Buffers, Origin};
/// # Example
///
/// ```
/// use bytescope_inspect::binrw::{self, Endian, binrw};
/// use bytescope_inspect::{Algorithm, Blob, Inspect, Limits, inspect};
///
/// /// A packet
/// #[derive(Inspect)]
/// #[binrw]
/// #[brw(magic = b"PK")]
/// struct Packet {
///     /// Payload size
///     #[inspect(unit = "bytes")]
///     size: u8,
///     /// Payload
///     #[br(count = size)]
///     payload: Blob,
///     /// XOR of all bytes of the payload
///     #[inspect(hex, checksum(Algorithm::XOR_8, from = payload, to = payload))]
///     sum: u8,
/// }
///
/// let read = inspect::<Packet>(b"PK\x02ab\x00", Endian::Big, (), Limits::default());
/// let (path, fault) = read.tree.recorded_faults().remove(0);
/// assert_eq!((path.as_str(), fault.offset), ("sum", 5));
/// ```
pub use bytescope_derive::Inspect;
pub use checksum::Algorithm;
pub use columns::{
    ColumnContent, FixedSize, RecordChecksum, RecordColumn, RecordColumns, RecordConstant,
};
pub use content::{ContentCoding, DecodedContent, DecodingEnd, IntoNested, NestedContent};
pub use counted::Counted;
pub use coverage::{Coverage, Overlap};
pub use covered::Covered;
pub use cx::{Cx, Expected, FieldRange, IntoNote, ItemList, unverified_range};
pub use encode::{EncodeError, EncodeTextError, encode, to_bytes};
pub use escape::{
    EscapedText, JsonText, TerminalText, escape, escape_to, is_control_text, path_text,
};
pub use fact::Fact;
pub use fault::{Fault, FaultKind, too_short};
pub use faults::{FaultList, FaultOptions};
pub use frame::FrameType;
pub use from_json::{
    BuildError, BuildErrorKind, BuildResult, Draft, DraftOptions, FromJson, parse_integer,
};
pub use gaps::Gaps;
pub use inspect::{Inspect, Outcome, ToEnd, inspect, to_end};
pub use json::{JsonError, UniqueJson, parse_json};
pub use limits::{Limit, Limits};
pub use load::Load;
pub use meta::{LabelSet, Meta, MetaRef};
pub use nan::{NonFinite, parse_f32, parse_f64};
pub use nearest::nearest;
pub use node::{Extra, Node, Path, Verified};
pub use ordered::OrderedJson;
pub use presentation::{Presentation, PresentationRef};
pub use quantity::{Grouped, Quantity, SizeText};
pub use rows::{RecordRow, RowIterator, RowMarks, RowRequest, TableRows};
pub use selector::{Selector, SelectorError};
pub use source::{
    IoMessage, OpenError, OpenOptions, PrivateBytes, Source, cause_of, ignore_file_size_signal,
    is_signal_ignored,
};
pub use span::{BufferId, Span};
pub use sparse::SparseIndex;
pub use storage::Storage;
pub use summary::{Summary, SummaryError};
pub use table::Table;
pub use text::{Charset, Latin1, NulPadded, Padded, Terminated, Text, Utf8};
pub use u24::U24;
pub use value::{Label, Value};
pub use verifier::Verifier;
pub use within::Within;
pub use zlib::inflate_zlib;

#[doc(hidden)]
pub mod derived;

/// Tests the example in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
