//! Inputs that are ready to be decoded, and the driver of all sources of rows.

use super::account::{Account, Observer};
use super::options::DecodeOptions;
use super::source::{Job, Put, Sink, Table};
use super::{frames, items, records};
use crate::table::{AnyTableFormat, BlockSize, Joined, RowBlock, Schema, TableKind};
use bytescope_inspect::Fault;
use std::fmt;
use std::io::{self, Write};

/// A source of rows: one variant for each file of this folder that has one.
pub(in crate::decode) enum Source {
    Records(Box<records::Records>),
    Items(Box<items::Items>),
    Frames(Box<frames::Frames>),
}

impl Source {
    pub(super) fn tables(&self) -> Vec<Table> {
        match self {
            Self::Records(records) => vec![records.table()],
            Self::Items(items) => vec![items.table()],
            Self::Frames(frames) => frames.tables(),
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

/// An input whose columns are known, ready to be decoded.
pub struct Run {
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) tables: Vec<Table>,
    pub(super) schemas: Vec<Schema>,
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
    /// Name of the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns of all tables.
    pub fn schema(&self) -> &Schema {
        self.joined.schema()
    }

    /// The tables: one, or one for each kind of message.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Path of the list whose items are decoded.
    pub fn list(&self) -> Option<&str> {
        match &self.source {
            Source::Records(_) | Source::Frames(_) => None,
            Source::Items(items) => Some(items.path()),
        }
    }

    /// Size of a record in bytes.
    pub fn record_size(&self) -> Option<u64> {
        match &self.source {
            Source::Records(records) => Some(records.record_size()),
            Source::Items(_) | Source::Frames(_) => None,
        }
    }

    /// Faults of the input outside of its records, with the paths of their fields.
    pub fn faults(&self) -> &[(String, Fault)] {
        match &self.source {
            Source::Records(records) => records.faults(),
            Source::Items(_) | Source::Frames(_) => &[],
        }
    }

    /// Number of bytes to decode, if that is known.
    pub fn len(&self) -> Option<u64> {
        match &self.source {
            Source::Records(records) => records.len(),
            Source::Items(_) => None,
            Source::Frames(frames) => frames.len(),
        }
    }

    /// Whether there are no bytes to decode, if that is known.
    pub fn is_empty(&self) -> Option<bool> {
        self.len().map(|len| len == 0)
    }

    /// Whether decoding can be ended early with [`Stop`](super::Stop).
    pub fn is_live(&self) -> bool {
        match &self.source {
            Source::Records(_) | Source::Items(_) => false,
            Source::Frames(frames) => frames.is_live(&self.options),
        }
    }

    /// Decodes into a file of a table format. Rows are encoded on several threads.
    ///
    /// If the input fails midway, the file is complete up to there and the account has the error.
    ///
    /// # Errors
    /// Those of the output.
    pub fn write<W: Write>(
        self,
        kind: TableKind,
        out: W,
        observer: &mut dyn Observer,
    ) -> io::Result<(W, Account)> {
        let format = AnyTableFormat::of(kind, &self.schemas, &self.options.columns)?;
        let mut file = format.create(out)?;
        let account = self.decode(
            format.block_size(),
            observer,
            |rows, to| format.encode(rows, to),
            |rows, is_live| {
                file.write(rows)?;
                if is_live { file.flush() } else { Ok(()) }
            },
        )?;
        Ok((file.finish()?, account))
    }

    /// Counts rows without decoding their values. Of records, the whole input is read and checked.
    ///
    /// # Errors
    /// Those of the observer.
    pub fn count(self, observer: &mut dyn Observer) -> io::Result<Account> {
        let Self { source, options, .. } = self;
        let block = BlockSize { bytes: COUNTED, full: false };
        let job = Job { options: &options, block, count_only: true, observer };
        source.run(job, &|_: &mut RowBlock, (): &mut ()| {}, &mut |(), _| Ok(()))
    }

    /// Decodes on several threads: `encode` makes something of the rows of each block, and `put`
    /// takes it, in order and on this thread.
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
            &|rows: &mut RowBlock, to: &mut Encoded<E>| to.error = encode(rows, &mut to.rows).err(),
            &mut |encoded, is_live| match encoded.error.take() {
                Some(error) => Err(error),
                None => put(&mut encoded.rows, is_live),
            },
        )
    }
}

/// Bytes of frames that are counted at a time.
const COUNTED: usize = 512 << 10;

/// Encoded rows, or why there are none.
#[derive(Default)]
struct Encoded<E> {
    rows: E,
    error: Option<io::Error>,
}
