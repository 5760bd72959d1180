//! Records written one after the other, to a file or a pipe.

use crate::Error;
use binrw::io::Cursor;
use binrw::{BinResult, BinWrite, Endian};
use bytescope_inspect::{FixedSize, Table};
use std::io::{self, Write};
use std::marker::PhantomData;

/// A record of a fixed size that files hold many of.
pub trait Record: FixedSize + for<'a> BinWrite<Args<'a> = ()> + Clone {
    /// The byte order of the files.
    const ENDIAN: Endian;

    /// Computes what follows from the other fields: a checksum.
    ///
    /// # Errors
    /// The fields cannot be written.
    fn seal(&mut self) -> BinResult<()> {
        Ok(())
    }
}

/// Bytes that are kept back until there are so many, or until [`flush`](RecordWriter::flush).
const BLOCK: usize = 64 << 10;

/// Writes records with their checksums. The output gets whole records only: every call of its
/// `write` begins at the start of a record and offers whole records, unless it took a part of one
/// the last time; then the rest of that record comes first.
///
/// Records are kept back until there is a block of them; [`flush`](Self::flush) hands them over.
/// What was not flushed when the writer is dropped is lost, as the error could not be told.
///
/// When the output fails, the records that it did not take are kept, and the next push or flush
/// offers them again. At no time is a record offered twice or out of order. If it fails for good in
/// the middle of a record, [`into_parts`](Self::into_parts) tells how many bytes are missing.
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
    /// Records, the first of which may have lost its head to the output.
    waiting: Vec<u8>,
    record: PhantomData<fn(R)>,
}

impl<R: Record, W: Write> RecordWriter<R, W> {
    /// A writer to `out`, which may hold records already.
    pub fn new(out: W) -> Self {
        Self { out, waiting: Vec::new(), record: PhantomData }
    }

    /// Adds a record; its checksum is computed, whatever the field holds.
    ///
    /// # Errors
    /// The record cannot be written and was not added; or the output failed, and the record is
    /// kept with those before it.
    pub fn push(&mut self, record: &R) -> io::Result<()> {
        let mut record = record.clone();
        let whole = self.waiting.len();
        let mut end = Cursor::new(&mut self.waiting);
        end.set_position(whole as u64);
        let written = record.seal().and_then(|()| record.write_options(&mut end, R::ENDIAN, ()));
        if let Err(error) = written {
            self.waiting.truncate(whole);
            return Err(io::Error::other(error));
        }
        if self.waiting.len() >= BLOCK { self.drain() } else { Ok(()) }
    }

    /// Hands over every record and flushes the output.
    ///
    /// # Errors
    /// The output failed; the records that it did not take are kept.
    pub fn flush(&mut self) -> io::Result<()> {
        self.drain()?;
        self.out.flush()
    }

    /// Flushes, and gives the output back.
    ///
    /// # Errors
    /// The output failed. Use [`flush`](Self::flush) first to keep the records then.
    pub fn into_inner(mut self) -> io::Result<W> {
        self.flush()?;
        Ok(self.out)
    }

    /// The output, and the bytes that it has not taken. Unless it took a part of a record, they
    /// are whole records.
    pub fn into_parts(self) -> (W, Vec<u8>) {
        (self.out, self.waiting)
    }

    /// Offers what is waiting until all of it is taken.
    fn drain(&mut self) -> io::Result<()> {
        let mut taken = 0;
        let result = loop {
            let rest = self.waiting.get(taken..).unwrap_or_default();
            if rest.is_empty() {
                break Ok(());
            }
            match self.out.write(rest) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => taken = taken.saturating_add(count).min(self.waiting.len()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        self.waiting.drain(..taken);
        result
    }
}

/// A table of sealed records.
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
