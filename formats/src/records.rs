//! Typed access to the records of a file: in sequence, by index or in parallel.

use crate::{Error, Record};
use binrw::io::Cursor;
use binrw::{BinRead, BinResult};
use bytescope_inspect::{OpenError, OpenOptions, Quantity, Source};
use std::marker::PhantomData;
use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Records of a memory-mapped file. A record is read on access, and an iterator releases the memory
/// of the records it has passed, so the file may be larger than memory.
///
/// Records are read by binrw alone: checksums are not verified, and other declared rules are not
/// checked.
///
/// ```
/// use bytescope_formats::Records;
/// use bytescope_formats::sensor::Reading;
///
/// let readings = Records::<Reading>::open("../samples/sensor/readings.bin")?;
/// assert_eq!((readings.len(), readings.trailing_bytes()), (6, 0));
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
    /// Offset of the first record.
    start: usize,
    record: PhantomData<fn() -> T>,
}

/// Size in bytes of a chunk of records, whose memory is released after it is read.
const CHUNK_SIZE: usize = 1 << 20;

impl<T: Record + for<'a> BinRead<Args<'a> = ()>> Records<T> {
    /// Opens a file that consists of records only. A large file is memory-mapped: see
    /// [`bytescope_inspect::Source::open`] for the consequences of concurrent changes.
    ///
    /// # Errors
    /// Returns an error if the file cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_at(path, 0)
    }

    /// Opens a file with records from offset `start` on. A large file is memory-mapped, as by
    /// [`Records::open`].
    ///
    /// # Errors
    /// Returns an error if the file cannot be opened.
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

    /// Provides access to the records of a source from offset `start` on.
    pub fn new(source: Source, start: usize) -> Self {
        Self { source, start, record: PhantomData }
    }

    /// Returns the number of complete records.
    pub fn len(&self) -> usize {
        self.bytes().len().checked_div(size::<T>()).unwrap_or(0)
    }

    /// True if there are no complete records.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of trailing bytes after the last complete record.
    pub fn trailing_bytes(&self) -> usize {
        self.bytes().len().checked_rem(size::<T>()).unwrap_or(0)
    }

    /// Returns the bytes of all records.
    pub fn bytes(&self) -> &[u8] {
        self.source.bytes().get(self.start..).unwrap_or_default()
    }

    /// Reads the record with this index.
    ///
    /// # Errors
    /// Returns an error if the index is out of range or the record is invalid.
    pub fn get(&self, index: usize) -> BinResult<T> {
        let start = index.saturating_mul(size::<T>());
        let record = self.bytes().get(start..start.saturating_add(size::<T>()));
        let Some(record) = record else {
            let message = format!(
                "record {index} is out of range: {}",
                Quantity::new(self.len() as u64, "record")
            );
            return Err(binrw::Error::AssertFail { pos: start as u64, message });
        };
        read(record)
    }

    /// Returns an iterator over the records. It releases the memory of the records it has passed.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { records: self, next: 0, released: 0 }
    }

    /// Calls `each` in parallel, with chunks of about 1 MiB of records, and returns the results in
    /// file order.
    pub fn par_chunks<R: Send>(&self, each: impl Fn(RecordChunk<'_, T>) -> R + Sync) -> Vec<R> {
        let per_chunk = CHUNK_SIZE.checked_div(size::<T>()).unwrap_or(1).max(1);
        let count = self.len().div_ceil(per_chunk);
        let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(count)));
        let work = || loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return;
            }
            let first = index.saturating_mul(per_chunk);
            let result = each(self.chunk(first, per_chunk));
            self.release(first, per_chunk);
            // `each` runs without the lock, so the lock is never poisoned.
            if let Ok(mut results) = results.lock() {
                results.push((index, result));
            }
        };
        let cores = thread::available_parallelism().map_or(1, NonZero::get).min(count);
        thread::scope(|scope| {
            for _ in 1..cores {
                scope.spawn(work);
            }
            work();
        });
        let mut results = results.into_inner().unwrap_or_default();
        results.sort_unstable_by_key(|(index, _)| *index);
        results.into_iter().map(|(_, result)| result).collect()
    }

    /// Returns at most `max` records from `first` on.
    fn chunk(&self, first: usize, max: usize) -> RecordChunk<'_, T> {
        let start = first.saturating_mul(size::<T>());
        let count = max.min(self.len().saturating_sub(first));
        let end = start.saturating_add(count.saturating_mul(size::<T>()));
        let bytes = self.bytes().get(start..end).unwrap_or_default();
        RecordChunk { first, bytes, record: PhantomData }
    }

    /// Releases the memory of `count` records from `first` on.
    fn release(&self, first: usize, count: usize) {
        let start = first.saturating_mul(size::<T>()).saturating_add(self.start);
        self.source.release(start..start.saturating_add(count.saturating_mul(size::<T>())));
    }
}

/// Consecutive records.
#[derive(Debug)]
pub struct RecordChunk<'r, T> {
    /// Index of the first record.
    pub first: usize,
    /// Bytes of the records.
    pub bytes: &'r [u8],
    record: PhantomData<fn() -> T>,
}

impl<'r, T: Record + for<'a> BinRead<Args<'a> = ()>> RecordChunk<'r, T> {
    /// Returns an iterator over the records.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = BinResult<T>> + use<'r, T> {
        self.bytes.chunks_exact(size::<T>()).map(read)
    }
}

/// Iterator over records: see [`Records::iter`].
#[derive(Debug)]
pub struct Iter<'r, T> {
    records: &'r Records<T>,
    /// Index of the next record.
    next: usize,
    /// Index of the first record whose memory has not been released.
    released: usize,
}

impl<T: Record + for<'a> BinRead<Args<'a> = ()>> Iterator for Iter<'_, T> {
    type Item = BinResult<T>;

    fn next(&mut self) -> Option<BinResult<T>> {
        let consumed = self.next.saturating_sub(self.released);
        if consumed.saturating_mul(size::<T>()) >= CHUNK_SIZE {
            self.records.release(self.released, consumed);
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

/// Returns the size of a record in bytes, at least 1.
fn size<T: Record>() -> usize {
    usize::try_from(T::SIZE).unwrap_or(usize::MAX).max(1)
}

#[inline]
fn read<T: Record + for<'a> BinRead<Args<'a> = ()>>(record: &[u8]) -> BinResult<T> {
    T::read_options(&mut Cursor::new(record), T::ENDIAN, ())
}
