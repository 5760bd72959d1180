//! Records of a file as values, one after the other, by number, or on every core.

use crate::{Error, Record};
use binrw::io::Cursor;
use binrw::{BinRead, BinResult};
use bytescope_inspect::{OpenError, OpenOptions, Source};
use std::marker::PhantomData;
use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The records of a file, which stay in the file: it is mapped, a record becomes a value when it
/// is asked for, and the memory behind an iterator is given back. So a file may be larger than
/// the memory.
///
/// Records are read as binrw reads them. What else their declaration demands (a checksum) is not
/// looked at.
///
/// ```
/// use bytescope_formats::Records;
/// use bytescope_formats::sensor::Reading;
///
/// let readings = Records::<Reading>::open("../samples/sensor/readings.bin")?;
/// assert_eq!((readings.len(), readings.left_over()), (6, 0));
/// assert_eq!(readings.get(4)?.sensor_id, 1);
///
/// let mut warmest = f32::MIN;
/// for reading in &readings {
///     warmest = warmest.max(reading?.temperature);
/// }
/// assert_eq!(warmest, 22.75);
///
/// let counts = readings.par_chunks(|chunk| chunk.iter().filter(Result::is_ok).count());
/// assert_eq!(counts.iter().sum::<usize>(), 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Records<T> {
    source: Source,
    /// Where the first record stands.
    start: usize,
    record: PhantomData<fn() -> T>,
}

/// Bytes that are looked at before their memory is given back.
const WINDOW: usize = 1 << 20;

impl<T: Record + for<'a> BinRead<Args<'a> = ()>> Records<T> {
    /// The records of a file that holds nothing else. A large file is mapped: see
    /// [`bytescope_inspect::Source::open`] for what that means when others change it.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_at(path, 0)
    }

    /// The records of a file, from byte `start` on. A large file is mapped, as by [`Records::open`].
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open_at(path: impl AsRef<Path>, start: usize) -> Result<Self, Error> {
        let path = path.as_ref();
        let source = Source::open(path, OpenOptions::MAPPED).map_err(|error| {
            let source = match error {
                OpenError::Io(source) => source,
                other => std::io::Error::other(other),
            };
            Error::Open { path: path.to_owned(), source }
        })?;
        Ok(Self::new(source, start))
    }

    /// The records of a source, from byte `start` on.
    pub fn new(source: Source, start: usize) -> Self {
        Self { source, start, record: PhantomData }
    }

    /// How many whole records there are.
    pub fn len(&self) -> usize {
        self.bytes().len().checked_div(size::<T>()).unwrap_or(0)
    }

    /// Whether there is no whole record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes behind the last whole record.
    pub fn left_over(&self) -> usize {
        self.bytes().len().checked_rem(size::<T>()).unwrap_or(0)
    }

    /// The bytes of all records.
    pub fn bytes(&self) -> &[u8] {
        self.source.bytes().get(self.start..).unwrap_or_default()
    }

    /// Record `index`.
    ///
    /// # Errors
    /// There is no such record, or its bytes are not what its type demands.
    pub fn get(&self, index: usize) -> BinResult<T> {
        let start = index.saturating_mul(size::<T>());
        let record = self.bytes().get(start..start.saturating_add(size::<T>()));
        let Some(record) = record else {
            let message = format!("record {index} of {}", self.len());
            return Err(binrw::Error::AssertFail { pos: start as u64, message });
        };
        read(record)
    }

    /// The records one after the other. The memory of those behind is given back.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { records: self, next: 0, released: 0 }
    }

    /// Calls `each` with every run of about a million bytes of records, on every core; gives what
    /// it makes of them, in their order.
    pub fn par_chunks<R: Send>(&self, each: impl Fn(Chunk<'_, T>) -> R + Sync) -> Vec<R> {
        let many = WINDOW.checked_div(size::<T>()).unwrap_or(1).max(1);
        let count = self.len().div_ceil(many);
        let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(count)));
        let work = || loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return;
            }
            let first = number.saturating_mul(many);
            let result = each(self.chunk(first, many));
            self.release(first, many);
            // A lock is poisoned when `each` panicked, which the scope tells of.
            if let Ok(mut made) = made.lock() {
                made.push((number, result));
            }
        };
        let cores = thread::available_parallelism().map_or(1, NonZero::get).min(count);
        thread::scope(|scope| {
            for _ in 1..cores {
                scope.spawn(work);
            }
            work();
        });
        let mut made = made.into_inner().unwrap_or_default();
        made.sort_unstable_by_key(|(number, _)| *number);
        made.into_iter().map(|(_, result)| result).collect()
    }

    /// Up to `many` records from `first` on.
    fn chunk(&self, first: usize, many: usize) -> Chunk<'_, T> {
        let start = first.saturating_mul(size::<T>());
        let count = many.min(self.len().saturating_sub(first));
        let end = start.saturating_add(count.saturating_mul(size::<T>()));
        let bytes = self.bytes().get(start..end).unwrap_or_default();
        Chunk { first, bytes, record: PhantomData }
    }

    fn release(&self, first: usize, many: usize) {
        let start = first.saturating_mul(size::<T>()).saturating_add(self.start);
        self.source.release(start..start.saturating_add(many.saturating_mul(size::<T>())));
    }
}

/// Some records in a row.
#[derive(Debug)]
pub struct Chunk<'r, T> {
    /// The number of the first of them.
    pub first: usize,
    /// Their bytes.
    pub bytes: &'r [u8],
    record: PhantomData<fn() -> T>,
}

impl<'r, T: Record + for<'a> BinRead<Args<'a> = ()>> Chunk<'r, T> {
    /// The records one after the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = BinResult<T>> + use<'r, T> {
        self.bytes.chunks_exact(size::<T>()).map(read)
    }
}

/// The records one after the other: see [`Records::iter`].
#[derive(Debug)]
pub struct Iter<'r, T> {
    records: &'r Records<T>,
    next: usize,
    /// The first record whose memory has not been given back.
    released: usize,
}

impl<T: Record + for<'a> BinRead<Args<'a> = ()>> Iterator for Iter<'_, T> {
    type Item = BinResult<T>;

    fn next(&mut self) -> Option<BinResult<T>> {
        let behind = self.next.saturating_sub(self.released);
        if behind.saturating_mul(size::<T>()) >= WINDOW {
            self.records.release(self.released, behind);
            self.released = self.next;
        }
        let start = self.next.saturating_mul(size::<T>());
        let record = self.records.bytes().get(start..start.saturating_add(size::<T>()))?;
        self.next = self.next.saturating_add(1);
        Some(read(record))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.records.len().saturating_sub(self.next);
        (left, Some(left))
    }
}

impl<T: Record + for<'a> BinRead<Args<'a> = ()>> ExactSizeIterator for Iter<'_, T> {}

impl<'r, T: Record + for<'a> BinRead<Args<'a> = ()>> IntoIterator for &'r Records<T> {
    type Item = BinResult<T>;
    type IntoIter = Iter<'r, T>;

    fn into_iter(self) -> Iter<'r, T> {
        self.iter()
    }
}

/// Bytes of a record. No type of a record is empty or too large to be addressed.
fn size<T: Record>() -> usize {
    usize::try_from(T::SIZE).unwrap_or(usize::MAX).max(1)
}

#[inline]
fn read<T: Record + for<'a> BinRead<Args<'a> = ()>>(record: &[u8]) -> BinResult<T> {
    T::read_options(&mut Cursor::new(record), T::ENDIAN, ())
}
