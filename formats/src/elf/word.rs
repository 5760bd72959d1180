//! What differs between 32-bit and 64-bit files.

use super::headers::Segment;
use super::headers::{ProgramHeader32, ProgramHeader64, SectionFlags32, SectionFlags64};
use super::names::Names;
use super::symbols::{Symbol32, Symbol64};
use binrw::{BinRead, BinWrite};
use bytescope_inspect::{FixedSize, FromJson, Load, Value};
use std::fmt::Debug;

/// A part of a record whose layout is the same for every value.
pub trait Part<A = ()>:
    for<'a> BinRead<Args<'a> = A>
    + for<'a> BinWrite<Args<'a> = ()>
    + FromJson
    + Load
    + FixedSize
    + Clone
    + Debug
    + PartialEq
    + Send
    + Sync
    + 'static
{
}

impl<A, T> Part<A> for T where
    T: for<'a> BinRead<Args<'a> = A>
        + for<'a> BinWrite<Args<'a> = ()>
        + FromJson
        + Load
        + FixedSize
        + Clone
        + Debug
        + PartialEq
        + Send
        + Sync
        + 'static
{
}

/// An address, offset or size of a file's class, and the records whose order of fields depends
/// on the class.
///
/// Declarations call it `N`, for `W` is the writer in what binrw makes of them.
pub trait Word: Part + Copy + Into<u64> + TryFrom<u64> + Into<Value> {
    /// Whether this is the 64-bit class.
    const IS_64: bool;
    /// The signed integer of the same size.
    type Signed: Part + Copy + Into<i64>;
    /// The flags of a section.
    type SectionFlags: Part + Copy + SectionFlags;
    /// A program header.
    type ProgramHeader: Part<(Names,)> + Segment;
    /// A symbol.
    type Symbol: Part<(Names,)>;
}

impl Word for u32 {
    const IS_64: bool = false;
    type Signed = i32;
    type SectionFlags = SectionFlags32;
    type ProgramHeader = ProgramHeader32;
    type Symbol = Symbol32;
}

impl Word for u64 {
    const IS_64: bool = true;
    type Signed = i64;
    type SectionFlags = SectionFlags64;
    type ProgramHeader = ProgramHeader64;
    type Symbol = Symbol64;
}

/// The flags of a section, whatever their width.
pub trait SectionFlags {
    /// Whether the content begins with a compression header.
    fn is_compressed(&self) -> bool;
    /// The flags that are set, by name.
    fn in_words(self) -> String;
}

/// The value of a word of either class.
pub(super) fn wide<W: Word>(word: W) -> u64 {
    word.into()
}
