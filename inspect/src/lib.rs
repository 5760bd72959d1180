//! Field trees from [`binrw`] declarations.
//!
//! `#[derive(Inspect)]` above `#[binrw]` makes a second reader out of the same directives: one
//! that keeps every field with its place, bytes, value, doc sentence and faults. Reading into a
//! tree never fails: [`inspect()`](fn@inspect) gives an [`Outcome`] whose tree holds all that
//! could be read, and the error at the field where it arose.

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

#[allow(unused_extern_crates)]
extern crate self as bytescope_inspect;

mod blob;
mod buffer;
mod checksum;
mod cx;
mod fault;
mod inspect;
mod layout;
mod leaf;
mod limits;
mod macros;
mod node;
mod source;
mod span;
mod table;
mod text;
mod u24;
mod until;
mod value;
mod within;

pub use blob::Blob;
pub use buffer::{Buffer, Bytes, Origin};
pub use bytescope_derive::Inspect;
pub use checksum::Checksum;
pub use cx::{Cx, IntoNote};
pub use fault::{Fault, FaultKind, too_short};
pub use inspect::{FixedSize, Inspect, Outcome, ToEnd, inspect, to_end};
pub use limits::Limits;
pub use node::{Extra, Meta, MetaRef, Node, Path};
pub use source::{OpenError, Source};
pub use span::{BufferId, Span};
pub use table::{Rows, Table};
pub use text::{Charset, Latin1, Padded, Terminated, Text, Utf8};
pub use u24::U24;
pub use value::{Label, Value};
pub use within::Within;

/// What `#[derive(Inspect)]` writes calls to.
#[doc(hidden)]
pub mod derived {
    pub use crate::until::{until, until_exclusive};
    use crate::{Cx, Inspect};
    pub use binrw;
    use binrw::error::CustomError;
    use binrw::{BinResult, Endian, Error};
    use std::fmt::Debug;

    /// A count of any integer type.
    pub fn count<N>(cx: &Cx<'_>, n: N) -> BinResult<usize>
    where
        N: TryInto<usize> + Copy + Debug,
    {
        let message = || format!("a count of {n:?} is out of range");
        n.try_into().map_err(|_| Error::AssertFail { pos: cx.pos(), message: message() })
    }

    /// Calls a `parse_with` function; its value is shown as `Debug` shows it.
    pub fn parse<'s, A, T: Debug, F>(f: F, cx: &mut Cx<'s>, endian: Endian, args: A) -> BinResult<T>
    where
        F: FnOnce(&mut Cx<'s>, Endian, A) -> BinResult<T>,
    {
        let value = f(cx, endian, args)?;
        if !cx.is_muted() {
            cx.leaf(format!("{value:?}"));
        }
        Ok(value)
    }

    /// Reads a stored value and maps it, showing both.
    pub fn map<I: Inspect, O: Debug>(
        cx: &mut Cx<'_>,
        endian: Endian,
        args: I::Args<'_>,
        f: impl FnOnce(I) -> O,
    ) -> BinResult<O> {
        let value = f(I::inspect(cx, endian, args)?);
        cx.mapped(&value);
        Ok(value)
    }

    /// Reads a stored value and maps it if it can be, showing both.
    pub fn try_map<I: Inspect, O: Debug, E: CustomError + 'static>(
        cx: &mut Cx<'_>,
        endian: Endian,
        args: I::Args<'_>,
        f: impl FnOnce(I) -> Result<O, E>,
    ) -> BinResult<O> {
        let pos = cx.pos();
        let raw = I::inspect(cx, endian, args)?;
        let value = f(raw).map_err(|e| Error::Custom { pos, err: Box::new(e) })?;
        cx.mapped(&value);
        Ok(value)
    }
}
