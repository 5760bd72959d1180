//! Opened inputs and their decoding.

use super::account::{Account, Observer};
use super::options::DecodeOptions;
use super::source::{InputTable, Job, Put, Sink};
use super::{frames, items, records};
use crate::table::{AnyTableFormat, Batch, BlockSize, Joined, RowBlock, TableKind, TableSchema};
use bytescope_inspect::Fault;
use std::fmt;
use std::io::{self, Write};

/// A source of rows.
pub(in crate::decode) enum RowSource {
    Records(Box<records::RecordSource>),
    Items(Box<items::ItemSource>),
    Frames(Box<frames::FrameSource>),
}

impl RowSource {
    pub(super) fn tables(&self) -> Vec<InputTable> {
        match self {
            Self::Records(records) => vec![records.table()],
            Self::Items(items) => vec![items.table()],
            Self::Frames(frames) => frames.tables(),
        }
    }

    /// Stores lists and structures in nested columns instead of JSON text.
    pub(super) fn nest(&mut self) {
        match self {
            Self::Records(_) => {}
            Self::Items(items) => items.nest(),
            Self::Frames(frames) => frames.nest(),
        }
    }

    /// Returns all columns of each table, selected or not.
    pub(super) fn all_columns(&self) -> Vec<TableSchema> {
        match self {
            Self::Records(records) => vec![records.all_columns().clone()],
            Self::Items(items) => vec![items.all_columns().clone()],
            Self::Frames(frames) => frames.all_columns(),
        }
    }

    fn run<E: Default + Send>(
        self,
        job: Job<'_>,
        sink: &impl Sink<E>,
        put: Put<'_, E>,
    ) -> io::Result<Account> {
        match self {
            Self::Records(records) => records.run(job, sink, put),
            Self::Items(items) => items.run(job, sink, put),
            Self::Frames(frames) => frames.run(job, sink, put),
        }
    }
}

/// An opened input with known columns, ready to be decoded.
pub struct Run {
    pub(super) name: String,
    pub(super) source: RowSource,
    pub(super) tables: Vec<InputTable>,
    pub(super) schemas: Vec<TableSchema>,
    pub(super) joined: Joined,
    pub(super) options: DecodeOptions,
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("name", &self.name)
            .field("tables", &self.tables)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Run {
    /// Returns the name of the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the columns of all tables.
    pub fn schema(&self) -> &TableSchema {
        self.joined.schema()
    }

    /// Returns the tables of the rows: a single table, or one per message type.
    pub fn tables(&self) -> &[InputTable] {
        &self.tables
    }

    /// Returns the path of the list whose items are decoded.
    pub fn list(&self) -> Option<&str> {
        match &self.source {
            RowSource::Records(_) | RowSource::Frames(_) => None,
            RowSource::Items(items) => Some(items.path()),
        }
    }

    /// Returns the size of a record in bytes.
    pub fn record_size(&self) -> Option<u64> {
        match &self.source {
            RowSource::Records(records) => Some(records.record_size()),
            RowSource::Items(_) | RowSource::Frames(_) => None,
        }
    }

    /// Returns the faults of the input outside its records, with the paths of their fields.
    pub fn faults(&self) -> &[(String, Fault)] {
        match &self.source {
            RowSource::Records(records) => records.faults(),
            RowSource::Items(_) | RowSource::Frames(_) => &[],
        }
    }

    /// Returns the number of bytes to decode, if known.
    pub fn len(&self) -> Option<u64> {
        match &self.source {
            RowSource::Records(records) => records.len(),
            RowSource::Items(_) => None,
            RowSource::Frames(frames) => frames.len(),
        }
    }

    /// True if the number of bytes to decode is 0; `None` if it is unknown.
    pub fn is_empty(&self) -> Option<bool> {
        self.len().map(|len| len == 0)
    }

    /// True if frames are decoded as they arrive, so that [`Stop`](super::Stop) ends decoding while
    /// waiting for input.
    pub fn is_live(&self) -> bool {
        match &self.source {
            RowSource::Records(_) | RowSource::Items(_) => false,
            RowSource::Frames(frames) => frames.is_live(&self.options),
        }
    }

    /// True if the input is decoded as it arrives and may not be available again: a pipe, serial
    /// port, connection or growing file. [`Stop`](super::Stop) ends decoding while waiting for
    /// input.
    pub fn is_recording(&self) -> bool {
        match &self.source {
            RowSource::Records(records) => records.is_recording(),
            RowSource::Items(_) => false,
            RowSource::Frames(frames) => frames.is_recording(),
        }
    }

    /// Decodes lists and structures into nested columns instead of JSON text, if their items have the
    /// same type. Has no effect on columns of other values.
    #[must_use]
    pub fn nested(mut self) -> Self {
        let mut fields = self.schemas.iter().flat_map(|schema| &schema.fields);
        if fields.all(|field| field.nested.is_none()) {
            return self;
        }
        self.source.nest();
        self.tables = self.source.tables();
        self.schemas = self.tables.iter().map(|table| table.columns.clone()).collect();
        self.joined = Joined::new(&self.schemas, &self.options.columns);
        self
    }

    /// Returns the same run with the columns for a type of table.
    pub(super) fn for_kind(self, kind: TableKind) -> Self {
        if kind.has_nested() { self.nested() } else { self }
    }

    /// Decodes into a file of a table format. Rows are encoded on several threads.
    ///
    /// If reading the input fails, the file contains all rows before the error, and the account
    /// contains the error.
    ///
    /// # Errors
    /// Returns an error if writing to the output fails, or the first error of the observer. The file
    /// is ended if that is possible, so that the rows before the error can be read.
    pub fn write<W: Write>(
        self,
        kind: TableKind,
        out: W,
        observer: &mut dyn Observer,
    ) -> io::Result<(W, Account)> {
        let run = self.for_kind(kind);
        let format = AnyTableFormat::of(kind, &run.schemas, &run.options.columns)?;
        let format = run.options.apply_to(format)?;
        let mut file = format.create(out)?;
        let decoded = run.decode(
            format.block_size(),
            observer,
            |rows, to| format.encode(rows, to),
            |rows, is_live| {
                file.write(rows)?;
                if is_live { file.flush() } else { Ok(()) }
            },
        );
        // The file is ended even if decoding failed.
        let out = file.finish();
        let account = decoded?;
        Ok((out?, account))
    }

    /// True if ranges of the input can be decoded separately: fixed-size records, and frames that are
    /// not confirmed by adjacent frames and have a sync pattern or a delimiter.
    pub fn is_splittable(&self) -> bool {
        match &self.source {
            RowSource::Records(records) => records.len().is_some(),
            RowSource::Items(_) => false,
            RowSource::Frames(frames) => frames.is_splittable(),
        }
    }

    /// Returns the number of rows of the whole input if it is certain without reading the rows: that of
    /// complete fixed-size records that cannot be invalid.
    pub fn exact_rows(&self) -> Option<u64> {
        match &self.source {
            RowSource::Records(records) => records.exact_rows(),
            RowSource::Items(_) | RowSource::Frames(_) => None,
        }
    }

    /// Decodes into batches on the calling thread, and on others if
    /// [`threads`](DecodeOptions::threads) allows it. Each batch has the columns of
    /// [`schema`](Self::schema). The first error of `put` ends decoding.
    ///
    /// # Errors
    /// Returns the first error of `put` or of the observer. An input error is in the account.
    pub fn for_each_batch(
        self,
        observer: &mut dyn Observer,
        mut put: impl FnMut(&mut Batch) -> io::Result<()>,
    ) -> io::Result<Account> {
        let joined = self.joined.clone();
        let block = BlockSize { bytes: BATCH_BLOCK_SIZE, full: false };
        let encode = move |rows: &mut RowBlock, to: &mut Option<Batch>| {
            let mut scratch = Batch::default();
            *to = joined.batch(rows, &mut scratch).map(std::mem::take);
            // Replaces the batch that was moved out.
            if rows.tables.len() == 1 {
                rows.tables = vec![Batch::new(joined.schema())];
            }
            Ok(())
        };
        self.decode(block, observer, encode, |batch, _| match batch.as_mut() {
            Some(batch) => put(batch),
            None => Ok(()),
        })
    }

    /// Counts rows without decoding their values. Records are still read and checked.
    ///
    /// # Errors
    /// Returns the first error of the observer.
    pub fn count(self, observer: &mut dyn Observer) -> io::Result<Account> {
        let Self { source, options, .. } = self;
        let block = BlockSize { bytes: COUNT_BLOCK_SIZE, full: false };
        let job = Job { options: &options, block, count_only: true, observer };
        source.run(job, &|_: &mut RowBlock, (): &mut ()| {}, &mut |(), _| Ok(()))
    }

    /// Decodes on several threads: `encode` converts the rows of each block, and `put` receives the
    /// results in order on the calling thread.
    pub(super) fn decode<E: Default + Send>(
        self,
        block: BlockSize,
        observer: &mut dyn Observer,
        encode: impl Fn(&mut RowBlock, &mut E) -> io::Result<()> + Sync,
        mut put: impl FnMut(&mut E, bool) -> io::Result<()>,
    ) -> io::Result<Account> {
        let Self { source, options, .. } = self;
        let job = Job { options: &options, block, count_only: false, observer };
        source.run(
            job,
            &|rows: &mut RowBlock, to: &mut Encoded<E>| {
                if options.escape_formulas {
                    rows.escape_formulas();
                }
                to.error = encode(rows, &mut to.rows).err();
            },
            &mut |encoded, is_live| match encoded.error.take() {
                Some(error) => Err(error),
                None => put(&mut encoded.rows, is_live),
            },
        )
    }
}

/// Input size per batch in bytes.
const BATCH_BLOCK_SIZE: usize = 1 << 20;

/// Input size per block in bytes when counting rows.
const COUNT_BLOCK_SIZE: usize = 512 << 10;

/// Encoded rows, or the error of encoding them.
#[derive(Default)]
struct Encoded<E> {
    rows: E,
    error: Option<io::Error>,
}
