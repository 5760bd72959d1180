//! The [`Inspect`] trait, which every field type implements, and the outcome of reading an input.

use crate::gaps::{self, Gaps};
use crate::{Buffer, BufferId, Cx, Fault, Limits, Meta, Node, Presentation, Span};
use binrw::{BinRead, BinResult, Endian};
use std::io::{Read, Seek};

/// A type that can be read field by field into a tree.
///
/// `inspect` must agree with [`BinRead`]: same bytes read, same value, same success or failure.
/// Derive the trait above `#[binrw]`; implement it by hand only for leaves.
pub trait Inspect: BinRead {
    /// Type name shown for fields.
    const TYPE: &'static str;
    /// Description of the type; may be empty.
    const DOC: &'static str = "";
    /// Magic bytes at the start of every value; empty if values have no magic.
    const MAGIC: &'static [u8] = &[];
    /// True if any bytes of the right size are a valid value. Table rows of such a type are not
    /// checked for faults.
    const TOTAL: bool = false;
    /// True if every value contains a checksum field.
    const CHECKED: bool = false;
    /// Summary and columns of a value.
    const PRESENTATION: Option<&'static Presentation> = None;
    /// Metadata of an item of a list of this type.
    const ITEM: &'static Meta = &Meta::of_item(Self::TYPE, Self::DOC, Self::PRESENTATION);

    /// Reads a value and records its fields as children of the open node.
    ///
    /// # Errors
    /// Returns an error if [`BinRead::read_options`] does, or if a limit stops the reader.
    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self>;

    /// Reads `count` values. The default implementation records one item per value.
    ///
    /// # Errors
    /// Returns the error of the first item that fails.
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

/// A type that can extend to the end of the file or of the enclosing region.
///
/// Declare such a field with `#[br(parse_with = to_end)]`. If the type also implements
/// [`FromJson`](crate::FromJson), its [`BinRead::Args`] must be [`VecArgs`](binrw::VecArgs) of
/// [`ToEnd::Args`].
pub trait ToEnd: Sized {
    /// Arguments of an item.
    type Args<'a>;

    /// Reads to the end.
    ///
    /// # Errors
    /// Returns an error if the remaining bytes are not a valid value.
    fn read_to_end<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: Self::Args<'_>,
    ) -> BinResult<Self>;

    /// Reads to the end and records the fields.
    ///
    /// # Errors
    /// Returns an error if the remaining bytes are not a valid value.
    fn inspect_to_end(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self>;
}

/// Reads a field that extends to the end of the file or of the enclosing region. A parser for
/// `parse_with`.
///
/// Unlike [`binrw::helpers::until_eof`], this parser fails if the last item is truncated.
///
/// # Errors
/// Returns an error if the remaining bytes are not a valid value.
pub fn to_end<T: ToEnd, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    args: T::Args<'_>,
) -> BinResult<T> {
    T::read_to_end(reader, endian, args)
}

/// Result of reading an input: always a tree, and the value or an error.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Tree of all fields that were read, with their faults, and of fillers for bytes not covered
    /// by any field.
    pub tree: Node,
    /// The value, or the error that stopped the reader.
    pub value: BinResult<T>,
    /// Byte offset at which reading ended.
    pub end: u64,
    /// Derived buffers (decompressed or unstuffed bytes). Buffer `n` is element `n - 1`.
    pub buffers: Vec<Buffer>,
}

impl<T> Outcome<T> {
    /// Drops the value, but keeps an error.
    pub fn untyped(self) -> Outcome<()> {
        let Self { tree, value, end, buffers } = self;
        Outcome { tree, value: value.map(drop), end, buffers }
    }
}

impl Outcome<()> {
    /// Creates the outcome of a reader that builds its own nodes. Adds fillers for bytes not
    /// covered by any field; does not sort nodes into file order.
    pub fn of(
        mut tree: Node,
        data: &[u8],
        fault: Option<&Fault>,
        end: u64,
        buffers: Vec<Buffer>,
        gaps: Gaps,
    ) -> Self {
        tree.span = Span::bytes(BufferId::SOURCE, 0, data.len() as u64);
        gaps::complete(&mut tree, data, gaps, false);
        let value = fault.map_or(Ok(()), |fault| Err(fault.clone().into()));
        Self { tree, value, end, buffers }
    }
}

/// Reads `data` as a `T` and returns the field tree.
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
        cx.record_error(error);
    }
    // After the node limit is reached, fields are read without nodes, so gaps are not faults.
    let partial = value.is_err() || cx.is_full();
    let (mut tree, buffers) = cx.finish();
    tree.span = Span::bytes(BufferId::SOURCE, 0, data.len() as u64);
    let gaps = if partial { Gaps::Unread } else { Gaps::Faults };
    gaps::complete(&mut tree, data, gaps, true);
    Outcome { tree, value, end, buffers }
}
