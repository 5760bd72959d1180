//! Fixed-size records and a buffered writer for them.

use crate::Error;
use binrw::io::Cursor;
use binrw::{BinResult, BinWrite, Endian};
use bytescope_inspect::{FixedSize, Table};
use std::io::{self, Write};
use std::marker::PhantomData;

/// Record of a fixed size.
pub trait Record: FixedSize + for<'a> BinWrite<Args<'a> = ()> + Clone {
    /// Byte order.
    const ENDIAN: Endian;

    /// Computes the fields that depend on other fields, such as a checksum.
    ///
    /// # Errors
    /// Returns an error if the fields cannot be encoded.
    fn seal(&mut self) -> BinResult<()> {
        Ok(())
    }
}

/// Buffer size in bytes at which records are written without a [`flush`](RecordWriter::flush).
const BLOCK_SIZE: usize = 64 << 10;

/// Buffered writer of records, which computes their checksums.
///
/// Each call of the output's `write` passes whole records. Only after a partial write does the next
/// call start with the rest of a record.
///
/// Records are buffered until a block is full or [`flush`](Self::flush) is called. Dropping the
/// writer discards the buffered records, because an error could not be reported.
///
/// If the output fails, unwritten records are kept, and the next push or flush retries them.
/// Records are never written twice or out of order. If the output fails permanently in the middle
/// of a record, [`into_parts`](Self::into_parts) returns the missing bytes.
///
/// ```
/// use bytescope_formats::{RecordWriter, sensor::Reading};
///
/// let mut writer = RecordWriter::<Reading, _>::new(Vec::new());
/// writer.push(&Reading { timestamp: 1, sensor_id: 2, temperature: 21.5, humidity: 40.0 })?;
/// assert_eq!(writer.into_inner()?.len(), 14);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct RecordWriter<R, W> {
    out: W,
    /// Unwritten bytes. After a partial write, they start with the rest of a record.
    pending: Vec<u8>,
    record: PhantomData<fn(R)>,
}

impl<R: Record, W: Write> RecordWriter<R, W> {
    /// Creates a writer that appends to `out`.
    pub fn new(out: W) -> Self {
        Self { out, pending: Vec::new(), record: PhantomData }
    }

    /// Adds a record. Its checksum is computed; the value in `record` is ignored.
    ///
    /// # Errors
    /// Returns an error if the record cannot be encoded, in which case it is not added, or if the
    /// output fails, in which case all unwritten records are kept.
    pub fn push(&mut self, record: &R) -> io::Result<()> {
        let mut record = record.clone();
        let start = self.pending.len();
        let mut end = Cursor::new(&mut self.pending);
        end.set_position(start as u64);
        let written = record.seal().and_then(|()| record.write_options(&mut end, R::ENDIAN, ()));
        if let Err(error) = written {
            self.pending.truncate(start);
            return Err(io::Error::other(error));
        }
        if self.pending.len() >= BLOCK_SIZE { self.drain() } else { Ok(()) }
    }

    /// Writes all buffered records and flushes the output.
    ///
    /// # Errors
    /// Returns an error if the output fails; unwritten records are kept.
    pub fn flush(&mut self) -> io::Result<()> {
        self.drain()?;
        self.out.flush()
    }

    /// Flushes and returns the output.
    ///
    /// # Errors
    /// Returns an error if the output fails; unwritten records are lost. To keep them, call
    /// [`flush`](Self::flush) first.
    pub fn into_inner(mut self) -> io::Result<W> {
        self.flush()?;
        Ok(self.out)
    }

    /// Returns the output and the unwritten bytes, which are whole records except after a partial
    /// write.
    pub fn into_parts(self) -> (W, Vec<u8>) {
        (self.out, self.pending)
    }

    /// Writes all pending bytes.
    fn drain(&mut self) -> io::Result<()> {
        let mut written = 0;
        let result = loop {
            let rest = self.pending.get(written..).unwrap_or_default();
            if rest.is_empty() {
                break Ok(());
            }
            match self.out.write(rest) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => written = written.saturating_add(count).min(self.pending.len()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        self.pending.drain(..written);
        result
    }
}

/// Creates a table of sealed records.
pub(crate) fn table<R: Record, A: Default>(records: &[R]) -> Result<Table<R, A>, Error> {
    let seal = |record: &R| {
        let mut record = record.clone();
        record.seal().map(|()| record)
    };
    let records: BinResult<Vec<R>> = records.iter().map(seal).collect();
    records
        .and_then(|records| Table::from_records(&records, R::ENDIAN))
        .map_err(|source| Error::Write { format: "record", offset: 0, source })
}
