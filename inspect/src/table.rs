//! Records of one size, indexed and never collected.

use crate::blob::{skip, stream_len};
use crate::inspect::ToEnd;
use crate::{BufferId, Cx, FixedSize, Inspect, Limits, Meta, Node, Span, Value, too_short};
use binrw::{BinRead, BinResult, BinWrite, Endian, Error, VecArgs};
use std::fmt;
use std::io::{Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::sync::Arc;

/// A run of records of one size: a million of them cost no more than one.
///
/// `A` is what every record needs to know (its binrw arguments), often nothing.
pub struct Table<T, A = ()> {
    /// Where the records stand.
    pub span: Span,
    /// How many there are.
    pub count: u64,
    /// The byte order they are read with.
    pub endian: Endian,
    args: A,
    record: PhantomData<fn() -> T>,
}

impl<T, A> Table<T, A>
where
    T: FixedSize + for<'a> BinRead<Args<'a> = A>,
    A: Clone,
{
    /// Reads record `index`.
    ///
    /// # Errors
    /// There is no such record, or it does not hold what its type demands.
    pub fn get<R: Read + Seek>(&self, reader: &mut R, index: u64) -> BinResult<T> {
        if index >= self.count {
            let message = format!("record {index} of {}", self.count);
            return Err(Error::AssertFail { pos: self.span.end(), message });
        }
        let offset = index.saturating_mul(T::SIZE).saturating_add(self.span.start());
        reader.seek(SeekFrom::Start(offset))?;
        T::read_options(reader, self.endian, self.args.clone())
    }
}

impl<T, A: Clone> Clone for Table<T, A> {
    fn clone(&self) -> Self {
        Self { args: self.args.clone(), record: PhantomData, ..*self }
    }
}

impl<T, A> fmt::Debug for Table<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("span", &self.span).field("count", &self.count).finish()
    }
}

impl<T, A> PartialEq for Table<T, A> {
    fn eq(&self, other: &Self) -> bool {
        (self.span, self.count, self.endian) == (other.span, other.count, other.endian)
    }
}

impl<T, A> BinRead for Table<T, A>
where
    T: FixedSize,
    A: Clone + 'static,
{
    type Args<'a> = VecArgs<A>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: VecArgs<A>,
    ) -> BinResult<Self> {
        let count = args.count as u64;
        let span = skip(reader, count.saturating_mul(T::SIZE))?;
        Ok(Self { span, count, endian, args: args.inner, record: PhantomData })
    }
}

impl<T, A> BinWrite for Table<T, A> {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, _: &mut W, _: Endian, (): ()) -> BinResult<()> {
        if self.count == 0 {
            return Ok(());
        }
        let message = "the records of a table were not loaded".to_owned();
        Err(Error::AssertFail { pos: self.span.start(), message })
    }
}

impl<T, A> Inspect for Table<T, A>
where
    T: FixedSize + Inspect + for<'a> BinRead<Args<'a> = A>,
    A: Clone + Send + Sync + 'static,
{
    const TYPE: &'static str = T::TYPE;
    const DOC: &'static str = T::DOC;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: VecArgs<A>) -> BinResult<Self> {
        let start = cx.pos();
        let fits = cx.left().checked_div(T::SIZE).unwrap_or(0);
        let count = fits.min(args.count as u64);
        let span = cx.skip(count.saturating_mul(T::SIZE))?;
        let inner = args.inner.clone();
        cx.leaf(Value::Table(Box::new(Rows {
            span,
            count,
            stride: T::SIZE,
            total: T::TOTAL,
            meta: T::ITEM,
            item: Arc::new(move |cx| T::inspect(cx, endian, inner.clone()).map(drop)),
        })));
        if count < args.count as u64 {
            // The record that is cut short shows its fields and the fault.
            let wanted = (args.count as u64).saturating_mul(T::SIZE);
            let left = cx.end().saturating_sub(start);
            return cx.item(count, T::ITEM, |cx| {
                T::inspect(cx, endian, args.inner)?;
                Err(too_short(wanted, left))
            });
        }
        Ok(Self { span, count, endian, args: args.inner, record: PhantomData })
    }
}

impl<T, A> ToEnd for Table<T, A>
where
    T: FixedSize + Inspect + for<'a> BinRead<Args<'a> = A>,
    A: Clone + Send + Sync + 'static,
{
    type Args<'a> = A;

    fn read_to_end<R: Read + Seek>(reader: &mut R, endian: Endian, args: A) -> BinResult<Self> {
        let left = stream_len(reader)?.saturating_sub(reader.stream_position()?);
        Self::read_options(reader, endian, VecArgs { count: records::<T>(left), inner: args })
    }

    fn inspect_to_end(cx: &mut Cx<'_>, endian: Endian, args: A) -> BinResult<Self> {
        let count = records::<T>(cx.left());
        Self::inspect(cx, endian, VecArgs { count, inner: args })
    }
}

/// How many records `left` bytes ask for; a part of one asks for one.
fn records<T: FixedSize>(left: u64) -> usize {
    left.checked_next_multiple_of(T::SIZE)
        .and_then(|whole| whole.checked_div(T::SIZE))
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(0)
}

type ReadRow = dyn Fn(&mut Cx<'_>) -> BinResult<()> + Send + Sync;

/// A table as a value of the tree: rows are made when somebody looks at them.
#[derive(Clone)]
pub struct Rows {
    span: Span,
    count: u64,
    stride: u64,
    total: bool,
    meta: &'static Meta,
    item: Arc<ReadRow>,
}

impl Rows {
    /// The number of records.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Bytes from one record to the next.
    pub fn stride(&self) -> u64 {
        self.stride
    }

    /// Where the records stand.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether no record can be at fault.
    pub fn is_total(&self) -> bool {
        self.total
    }

    /// The name of a record's type.
    pub fn type_name(&self) -> &'static str {
        &self.meta.ty
    }

    /// Reads record `index` from the buffer that the table stands in; `None` past the end.
    pub fn get(&self, buffer: &[u8], index: u64, limits: Limits) -> Option<Node> {
        if index >= self.count {
            return None;
        }
        let start = index.saturating_mul(self.stride).saturating_add(self.span.start());
        let end = start.saturating_add(self.stride);
        let span = Span::bytes(self.span.buffer, start, end);
        let root = Node { meta: self.meta.into(), index: Some(index), span, ..Node::default() };
        let mut cx = Cx::new(buffer, limits, Vec::new(), root);
        cx.rewind(start);
        if let Err(error) = (self.item)(&mut cx) {
            cx.place_at_top(&error);
        }
        Some(cx.finish().0)
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows({} x {} bytes)", self.count, self.stride)
    }
}

impl Rows {
    /// The buffer that the table stands in.
    pub fn buffer(&self) -> BufferId {
        self.span.buffer
    }
}
