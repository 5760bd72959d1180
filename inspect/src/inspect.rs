//! The trait behind every field, and the outcome of reading a whole input.

use crate::layout::{self, Gaps};
use crate::{Buffer, BufferId, Cx, Fault, Limits, Meta, Node, Span};
use binrw::{BinRead, BinResult, Endian};
use std::io::{Read, Seek};

/// A type that can be read field by field into a tree.
///
/// `inspect` reads just what [`BinRead`] reads: the same bytes, the same value, the same verdict.
/// Derive it above `#[binrw]`; write it by hand only for leaves.
pub trait Inspect: BinRead {
    /// The name shown as the type of a field.
    const TYPE: &'static str;
    /// What the type stands for; may be empty.
    const DOC: &'static str = "";
    /// The bytes every value starts with; empty when there is no such constant.
    const MAGIC: &'static [u8] = &[];
    /// Whether any bytes of the right length are a good value, so that unseen rows need no check.
    const TOTAL: bool = false;
    /// Whether a field of every value is a checksum.
    const CHECKED: bool = false;
    /// The meta of an item of a sequence of this type.
    const ITEM: &'static Meta = &Meta::new("", Self::TYPE, Self::DOC);

    /// Reads a value and records its fields below the node that is open.
    ///
    /// # Errors
    /// Those of [`BinRead::read_options`].
    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self>;

    /// Reads a sequence of values: one item each, unless the type says otherwise.
    ///
    /// # Errors
    /// Those of the first item that fails.
    fn inspect_many(
        cx: &mut Cx<'_>,
        endian: Endian,
        count: usize,
        args: Self::Args<'_>,
    ) -> BinResult<Vec<Self>>
    where
        for<'a> Self::Args<'a>: Clone,
    {
        cx.leaf(crate::Value::List);
        let mut items = Vec::new();
        for index in 0..count {
            items.push(
                cx.item(index as u64, Self::ITEM, |cx| Self::inspect(cx, endian, args.clone()))?,
            );
        }
        Ok(items)
    }
}

/// A type that can fill what is left of the file or of the region around it.
///
/// Use it as `#[br(parse_with = to_end)]`. A field that is made from JSON, too, takes
/// [`VecArgs`](binrw::VecArgs) of these arguments when its size is known.
pub trait ToEnd: Sized {
    /// What an item needs to know.
    type Args<'a>;

    /// Reads up to the end.
    ///
    /// # Errors
    /// What is left does not fit the type.
    fn read_to_end<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: Self::Args<'_>,
    ) -> BinResult<Self>;

    /// Reads up to the end, recording what is read.
    ///
    /// # Errors
    /// As [`read_to_end`](Self::read_to_end).
    fn inspect_to_end(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self>;
}

/// Reads a field up to the end of the file or of the region around it: for `parse_with`.
///
/// Unlike [`binrw::helpers::until_eof`] this fails when the last item is cut short.
///
/// # Errors
/// What is left does not fit the type.
pub fn to_end<T: ToEnd, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    args: T::Args<'_>,
) -> BinResult<T> {
    T::read_to_end(reader, endian, args)
}

/// What came of reading an input: always a tree, and the value if there was one.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Every field that was read, faults included; fillers for what no field covers.
    pub tree: Node,
    /// The value, or the error that ended the reading.
    pub value: BinResult<T>,
    /// Where reading ended, in bytes.
    pub end: u64,
    /// Buffers made from the source's bytes; [`BufferId`] `n` is element `n - 1`.
    pub buffers: Vec<Buffer>,
}

impl<T> Outcome<T> {
    /// The same without the value.
    pub fn untyped(self) -> Outcome<()> {
        let Self { tree, value, end, buffers } = self;
        Outcome { tree, value: value.map(drop), end, buffers }
    }
}

impl Outcome<()> {
    /// The outcome of a reader that makes its own nodes: adds what no field covers. Nodes that are
    /// not in file order stay as they are.
    pub fn of(
        mut tree: Node,
        data: &[u8],
        fault: Option<&Fault>,
        end: u64,
        buffers: Vec<Buffer>,
        gaps: Gaps,
    ) -> Self {
        tree.span = Span::bytes(BufferId::SOURCE, 0, data.len() as u64);
        layout::complete(&mut tree, data, gaps, false);
        let value = fault.map_or(Ok(()), |fault| Err(fault.clone().into()));
        Self { tree, value, end, buffers }
    }
}

/// Reads `data` as a `T` into a tree.
///
/// ```
/// use bytescope_inspect::{Inspect, Limits, inspect};
/// use binrw::{Endian, binrw};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Size {
///     /// Width in pixels
///     width: u16,
///     /// Height in pixels
///     height: u16,
/// }
///
/// let outcome = inspect::<Size>(&[64, 0, 32], Endian::Little, (), Limits::default());
/// assert!(outcome.value.is_err());
/// assert_eq!(outcome.tree.children[0].value.to_string(), "64");
/// let (path, fault) = outcome.tree.recorded_faults().remove(0);
/// assert_eq!((path.as_str(), fault.offset), ("height", 2));
/// ```
pub fn inspect<T: Inspect>(
    data: &[u8],
    endian: Endian,
    args: T::Args<'_>,
    limits: Limits,
) -> Outcome<T> {
    let root = Node { meta: T::ITEM.into(), ..Node::default() };
    let mut cx = Cx::new(data, limits, Vec::new(), root);
    let value = T::inspect(&mut cx, endian, args);
    let end = cx.pos();
    if let Err(error) = &value {
        cx.place_at_top(error);
    }
    // What was read but no longer shown must not count as bytes of no field.
    let partial = value.is_err() || cx.is_full();
    let (mut tree, buffers) = cx.finish();
    tree.span = Span::bytes(BufferId::SOURCE, 0, data.len() as u64);
    let gaps = if partial { Gaps::Unread } else { Gaps::Faults };
    layout::complete(&mut tree, data, gaps, true);
    Outcome { tree, value, end, buffers }
}
