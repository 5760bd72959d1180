//! From bytes to tables: records, list items, frames in noise, messages of logs.
//!
//! A [`Decoder`] holds formats and options. It [opens](Decoder::open) an [`Input`], which makes a
//! [`Run`]: its columns are known, and its rows come as [batches](Run::batches), as a
//! [file](Run::write) or as [several files](Run::split). The [`Account`] at the end has every byte
//! of the input in it.
//!
//! ```
//! use bytescope::AnyFormat;
//! use bytescope::decode::{Decoder, Input};
//!
//! let capture = std::fs::read("samples/sensor_frame/bad-noise.bin")?;
//! let decoder = Decoder::new([AnyFormat::named("sensor_frame")?]).columns(["offset", "temperature"]);
//! let mut batches = decoder.open(Input::memory("noise.bin", capture))?.batches()?;
//! let mut rows = 0;
//! for batch in &mut batches {
//!     rows += batch.rows() as u64;
//! }
//! let account = batches.finish()?;
//! assert_eq!(account.rows, rows);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod batches;
mod error;
mod frames;
mod input;
mod items;
mod options;
mod records;
mod split;

pub use account::{Account, FrameAccount, InvalidRecord, MessageCount, Observer, Reject};
pub use batches::Batches;
pub use error::DecodeError;
pub use input::Input;
pub use options::{DecodeOptions, Stop};
pub use split::SplitColumn;

use crate::format::{AnyFormat, Formats};
use crate::layout::Layout;
use crate::table::{AnyTableFormat, BlockSize, Joined, RowBlock, Schema, TableKind};
use bytescope_inspect::Fault;
use std::io::{self, Write};
use std::sync::Arc;

/// Decodes inputs into tables.
#[derive(Debug, Default)]
pub struct Decoder {
    formats: Vec<AnyFormat>,
    layout: Option<Layout>,
    known: Formats,
    options: DecodeOptions,
}

/// The kinds of sources of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowKind {
    /// Records of a fixed size.
    Records,
    /// Items of a list that a schema describes.
    Items,
    /// Frames that are searched for in the input, or messages of a log.
    Frames,
}

impl Decoder {
    /// A decoder of one format, or of the frames of several; without a format, that of each input
    /// is detected.
    pub fn new(formats: impl IntoIterator<Item = AnyFormat>) -> Self {
        Self { formats: formats.into_iter().collect(), ..Self::default() }
    }

    /// A decoder of records of this layout.
    pub fn records(layout: Layout) -> Self {
        Self { layout: Some(layout), ..Self::default() }
    }

    /// Takes the format of an input from these, where none is given.
    #[must_use]
    pub fn known_formats(self, known: Formats) -> Self {
        Self { known, ..self }
    }

    /// Replaces all options.
    #[must_use]
    pub fn options(self, options: DecodeOptions) -> Self {
        Self { options, ..self }
    }

    /// Selects columns by name, in this order.
    #[must_use]
    pub fn columns<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.options.columns = names.into_iter().map(Into::into).collect();
        self
    }

    /// Selects the list whose items are decoded.
    #[must_use]
    pub fn each(mut self, path: impl Into<String>) -> Self {
        self.options.each = Some(path.into());
        self
    }

    /// Limits the number of rows.
    #[must_use]
    pub fn limit(mut self, rows: u64) -> Self {
        self.options.limit = Some(rows);
        self
    }

    /// The kind of rows that inputs are decoded into.
    pub fn row_kind(&self) -> RowKind {
        kind_of(&self.formats, &self.options)
    }

    /// Opens an input: finds its records, and decides which columns there are.
    ///
    /// # Errors
    /// There is nothing to decode, or a column is not known.
    pub fn open(self, input: Input) -> Result<Run, DecodeError> {
        let Self { mut formats, layout, known, options } = self;
        let name = input.name().to_owned();
        if formats.is_empty() && layout.is_none() {
            formats.extend(detect(&known, &input, options.offset)?);
        }
        let source = match (layout, kind_of(&formats, &options)) {
            (Some(layout), _) => {
                Source::Records(Box::new(records::Records::new(&layout, input, &options)?))
            }
            (None, RowKind::Records) => {
                let format = formats.first().and_then(AnyFormat::built_in);
                Source::Records(Box::new(records::Records::find(format, input, &options)?))
            }
            (None, RowKind::Items) => {
                let schema = formats.first().and_then(AnyFormat::schema);
                let schema = schema.ok_or(DecodeError::UnknownFormat)?;
                Source::Items(Box::new(items::Items::new(schema, input, &options)?))
            }
            (None, RowKind::Frames) => {
                Source::Frames(Box::new(frames::Frames::new(&formats, input, &options)?))
            }
        };
        let tables = source.tables();
        let schemas: Vec<Schema> = tables.iter().map(|table| table.columns.clone()).collect();
        let joined = Joined::new(&schemas, &options.columns);
        Ok(Run { name, source, tables, schemas, joined, options })
    }
}

/// Bytes that formats are detected by.
const HEAD: usize = 64 << 10;

/// The schema that the content of a regular file matches, unless it is of a built-in type.
fn detect(known: &Formats, input: &Input, offset: u64) -> Result<Option<AnyFormat>, DecodeError> {
    let head = input.head(offset, HEAD)?;
    Ok(known.detect(&head).filter(|format| format.built_in().is_none()))
}

fn kind_of(formats: &[AnyFormat], options: &DecodeOptions) -> RowKind {
    match formats {
        [] => RowKind::Records,
        [log] if log.log().is_some() && options.each.is_none() => RowKind::Frames,
        [one] if one.schema().is_some() && (options.each.is_some() || !one.is_framed()) => {
            RowKind::Items
        }
        [one] if !one.is_framed() => RowKind::Records,
        _ => RowKind::Frames,
    }
}

/// A source of rows: one variant for each file of this folder that has one.
enum Source {
    Records(Box<records::Records>),
    Items(Box<items::Items>),
    Frames(Box<frames::Frames>),
}

/// What is done with the rows of a source.
trait Sink<E>: Sync {
    /// Encodes rows, on any thread.
    fn encode(&self, rows: &mut RowBlock, to: &mut E);
}

impl<E, F: Fn(&mut RowBlock, &mut E) + Sync> Sink<E> for F {
    fn encode(&self, rows: &mut RowBlock, to: &mut E) {
        self(rows, to);
    }
}

/// Takes encoded rows in order, and whether more may be long in coming.
type Put<'p, E> = &'p mut dyn FnMut(&mut E, bool) -> io::Result<()>;

/// How a source is decoded.
struct Job<'j> {
    options: &'j DecodeOptions,
    block: BlockSize,
    /// Rows are counted, not decoded.
    count_only: bool,
    observer: &'j mut dyn Observer,
}

impl Source {
    fn tables(&self) -> Vec<Table> {
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

/// A table that rows of an input are in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Table {
    /// The columns.
    pub columns: Schema,
    /// Name of the protocol, of a table of frames.
    pub protocol: Option<String>,
    /// The kinds of messages whose rows are in this table, where these are known.
    pub messages: Vec<Arc<str>>,
}

/// An input whose columns are known, ready to be decoded.
pub struct Run {
    name: String,
    source: Source,
    tables: Vec<Table>,
    schemas: Vec<Schema>,
    joined: Joined,
    options: DecodeOptions,
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

    /// Whether decoding can be ended early with [`Stop`].
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
    fn decode<E: Default + Send>(
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
