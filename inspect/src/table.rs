//! Fixed-size records that are decoded on demand.

use crate::blob::{skip, stream_len};
use crate::inspect::ToEnd;
use crate::{
    Blob, BuildResult, Cx, Draft, EncodeError, FixedSize, FromJson, Inspect, Load, Quantity,
    RecordColumns, Span, TableRows, encode, to_bytes, too_short,
};
use binrw::{BinRead, BinResult, BinWrite, Endian, Error, VecArgs};
use std::fmt;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;

/// Contiguous fixed-size records, decoded on demand. Reading a table takes the same time for one
/// record and for a million.
///
/// `A` is the type of the binrw arguments of a record, usually `()`.
///
/// ```
/// use bytescope_inspect::{Inspect, Table};
/// use binrw::{Endian, binrw};
///
/// #[derive(Inspect)]
/// #[binrw]
/// #[derive(Debug, PartialEq)]
/// #[inspect(fixed)]
/// struct Point {
///     x: u16,
///     y: u16,
/// }
///
/// let table = Table::from_records(&[Point { x: 1, y: 2 }, Point { x: 3, y: 4 }], Endian::Big)?;
/// assert_eq!(table.bytes.as_bytes(), Some(&[0, 1, 0, 2, 0, 3, 0, 4][..]));
/// let last = table.rows(&[]).last().transpose()?;
/// assert_eq!(last, Some(Point { x: 3, y: 4 }));
/// # Ok::<(), binrw::Error>(())
/// ```
pub struct Table<T, A = ()> {
    /// The encoded records.
    pub bytes: Blob,
    /// Number of records.
    pub count: u64,
    /// Byte order of the records.
    pub endian: Endian,
    args: A,
    record: PhantomData<fn() -> T>,
}

impl<T, A> Table<T, A>
where
    T: FixedSize + for<'a> BinRead<Args<'a> = A>,
    A: Clone,
{
    /// Reads record `index` from memory, or from `reader`, a stream of the source.
    ///
    /// # Errors
    /// Returns an error if the index is out of range or the record is not a valid `T`.
    pub fn get<R: Read + Seek>(&self, reader: &mut R, index: u64) -> BinResult<T> {
        let start = self.bytes.span().map_or(0, Span::start);
        let offset = index.saturating_mul(T::SIZE).saturating_add(start);
        if index >= self.count {
            let count = Quantity::new(self.count, "record");
            let message = format!("record {index} is out of range: {count}");
            return Err(Error::AssertFail { pos: offset, message });
        }
        match &self.bytes {
            Blob::Owned(bytes) => self.read_at(&mut Cursor::new(bytes), offset),
            Blob::At(_) => self.read_at(reader, offset),
        }
    }

    /// Returns an iterator over the records, from memory or from the `source` that they were read
    /// from.
    pub fn rows<'t>(
        &'t self,
        source: &'t [u8],
    ) -> impl ExactSizeIterator<Item = BinResult<T>> + use<'t, T, A> {
        let size = usize::try_from(T::SIZE).unwrap_or(usize::MAX).max(1);
        let records = self.bytes.of(source).chunks_exact(size);
        records.map(|record| self.read_at(&mut Cursor::new(record), 0))
    }

    fn read_at<R: Read + Seek>(&self, reader: &mut R, offset: u64) -> BinResult<T> {
        reader.seek(SeekFrom::Start(offset))?;
        T::read_options(reader, self.endian, self.args.clone())
    }
}

impl<T, A> Table<T, A>
where
    T: FixedSize + for<'a> BinWrite<Args<'a> = ()>,
    A: Default,
{
    /// Creates a table in memory.
    ///
    /// # Errors
    /// Returns an error if a record cannot be written.
    pub fn from_records(records: &[T], endian: Endian) -> BinResult<Self> {
        let mut bytes = Cursor::new(Vec::new());
        for record in records {
            record.write_options(&mut bytes, endian, ())?;
        }
        let (bytes, count) = (bytes.into_inner().into(), records.len() as u64);
        Ok(Self { bytes, count, endian, args: A::default(), record: PhantomData })
    }
}

impl<T, A: Clone> Clone for Table<T, A> {
    fn clone(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            count: self.count,
            endian: self.endian,
            args: self.args.clone(),
            record: PhantomData,
        }
    }
}

impl<T, A> fmt::Debug for Table<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("bytes", &self.bytes).field("count", &self.count).finish()
    }
}

impl<T, A> PartialEq for Table<T, A> {
    fn eq(&self, other: &Self) -> bool {
        (&self.bytes, self.count, self.endian) == (&other.bytes, other.count, other.endian)
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
        let bytes = Blob::At(skip(reader, count.saturating_mul(T::SIZE))?);
        Ok(Self { bytes, count, endian, args: args.inner, record: PhantomData })
    }
}

/// Writes the encoded records.
impl<T, A> BinWrite for Table<T, A> {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        if endian != self.endian && !self.bytes.is_empty() {
            let message = "the table's records are stored in the opposite byte order".to_owned();
            return Err(Error::AssertFail { pos: writer.stream_position()?, message });
        }
        self.bytes.write_options(writer, endian, ())
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
        let declared = Some(args.count as u64);
        Self::inspect_records(cx, endian, args, declared)
    }
}

impl<T, A> FromJson for Table<T, A>
where
    T: FixedSize + FromJson + for<'a> BinRead<Args<'a> = A> + for<'a> BinWrite<Args<'a> = ()>,
    A: Clone + Send + Sync + 'static,
{
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: VecArgs<A>) -> BuildResult<Self> {
        let args = args.inner;
        let (mut bytes, mut count) = (Vec::new(), 0_u64);
        for mut item in draft.items()? {
            match item.json() {
                // Omitted checksums of a record cover only the record, so they are computed here.
                Some(json) if !T::TOTAL => bytes.extend(
                    encode::<T>(json, endian, args.clone(), draft.options(), |record, _| {
                        to_bytes(record, endian).map_err(EncodeError::write)
                    })
                    .map_err(|e| item.inside(e))?,
                ),
                _ => {
                    let record = T::from_json(&mut item, endian, args.clone())?;
                    bytes.extend(to_bytes(&record, endian).map_err(|e| item.error(e.to_string()))?);
                }
            }
            count = count.saturating_add(1);
        }
        Ok(Self { bytes: Blob::Owned(bytes), count, endian, args, record: PhantomData })
    }
}

impl<T, A> Load for Table<T, A> {
    fn load(&mut self, source: &[u8]) {
        self.bytes.load(source);
    }
}

impl<T, A> Table<T, A>
where
    T: FixedSize + Inspect + for<'a> BinRead<Args<'a> = A>,
    A: Clone + Send + Sync + 'static,
{
    /// Records the table as a value of the open node. A truncated last record is read and causes an
    /// error.
    fn inspect_records(
        cx: &mut Cx<'_>,
        endian: Endian,
        args: VecArgs<A>,
        declared: Option<u64>,
    ) -> BinResult<Self> {
        let start = cx.pos();
        let complete = cx.remaining().checked_div(T::SIZE).unwrap_or(0);
        let count = complete.min(args.count as u64);
        let span = cx.skip(count.saturating_mul(T::SIZE))?;
        let inner = args.inner.clone();
        let columns = move || RecordColumns::of_record(T::columns, endian);
        let rows = TableRows::new(span, T::SIZE, T::TOTAL, T::ITEM.into(), columns, move |row| {
            let start = row.root.span.start();
            let mut cx = Cx::new(row.buffer, row.limits, Vec::new(), row.root);
            cx.rewind(start);
            if let Err(error) = T::inspect(&mut cx, endian, inner.clone()) {
                cx.record_error(&error);
            }
            cx.finish().0
        });
        cx.table(rows.with_declared(declared));
        if count < args.count as u64 {
            // Read the truncated record, so that its fields and the fault are shown.
            let expected = (args.count as u64).saturating_mul(T::SIZE);
            let left = cx.end().saturating_sub(start);
            return cx.item(count, T::ITEM, |cx| {
                T::inspect(cx, endian, args.inner)?;
                Err(too_short(expected, left))
            });
        }
        let bytes = Blob::At(span);
        Ok(Self { bytes, count, endian, args: args.inner, record: PhantomData })
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
        let count = records::<T>(cx.remaining());
        Self::inspect_records(cx, endian, VecArgs { count, inner: args }, None)
    }
}

/// Returns the number of records in `left` bytes, including a truncated last record.
fn records<T: FixedSize>(left: u64) -> usize {
    left.checked_next_multiple_of(T::SIZE)
        .and_then(|whole| whole.checked_div(T::SIZE))
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(0)
}
