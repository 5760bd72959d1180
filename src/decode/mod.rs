//! Decoding of records, list items, frames in a noisy stream and log messages into tables.
//!
//! A [`Decoder`] combines formats and options. [Opening](Decoder::open) an [`Input`] returns a
//! [`Run`] with known columns, whose rows are decoded into [batches](Run::batches), a
//! [file](Run::write) or [several files](Run::split). The resulting [`Account`] covers every byte
//! of the input.
//!
//! ```
//! use bytescope::AnyFormat;
//! use bytescope::decode::{Decoder, Input};
//!
//! let capture = std::fs::read("samples/sensor_frame/bad-noise.bin")?;
//! let formats = [AnyFormat::named("sensor_frame")?];
//! let decoder = Decoder::new(formats).columns(["offset", "temperature"]);
//! let mut batches = decoder.open(Input::memory("noise.bin", capture))?.batches()?;
//! let mut rows = 0;
//! for batch in &mut batches {
//!     rows += batch?.rows() as u64;
//! }
//! let account = batches.finish()?;
//! assert_eq!(account.rows, rows);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod batches;
mod error;
mod follow;
mod frames;
mod input;
mod items;
mod network;
mod options;
mod records;
mod run;
mod serial;
mod several;
mod source;
mod split;
mod stoppable;

pub use account::{Account, FrameAccount, InvalidRecord, MessageCount, Observer, Reject};
pub use batches::Batches;
pub use error::DecodeError;
pub use input::{Input, InputOptions};
pub(crate) use network::resolve as resolve_address;
pub use options::{DecodeOptions, Stop};
pub use run::Run;
pub(crate) use serial::configure as configure_serial;
pub use serial::{Parity, SerialError, SerialSettings};
pub use several::InputRuns;
pub use source::InputTable;
pub use split::{PartName, SplitColumn};

use crate::format::{AnyFormat, Formats};
use crate::layout::RecordLayout;
use crate::table::{Joined, TableSchema};
use run::RowSource;

/// Decodes inputs into tables.
#[derive(Debug, Default)]
pub struct Decoder {
    formats: Vec<AnyFormat>,
    layout: Option<RecordLayout>,
    known: Formats,
    options: DecodeOptions,
}

/// Kind of the decoded rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowKind {
    /// Fixed-size records.
    Records,
    /// Items of a list in a schema.
    Items,
    /// Frames found in a stream, or messages of a log.
    Frames,
}

impl Decoder {
    /// Creates a decoder for one format, or for the frames of several formats. If `formats` is
    /// empty, the format of each input is detected.
    pub fn new(formats: impl IntoIterator<Item = AnyFormat>) -> Self {
        Self { formats: formats.into_iter().collect(), ..Self::default() }
    }

    /// Creates a decoder for records with this layout.
    pub fn records(layout: RecordLayout) -> Self {
        Self { layout: Some(layout), ..Self::default() }
    }

    /// Sets the formats that can be detected.
    #[must_use]
    pub fn known_formats(self, known: Formats) -> Self {
        Self { known, ..self }
    }

    /// Replaces all options, including those set by the methods below.
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

    /// Returns the kind of the decoded rows; [`RowKind::Records`] if the format is to be detected.
    pub fn row_kind(&self) -> RowKind {
        kind_of(&self.formats, &self.options)
    }

    /// Opens an input: locates its records and determines the columns.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read or contains nothing to decode, or if the options
    /// do not match the input, e.g. if a selected column does not exist.
    pub fn open(&self, input: Input) -> Result<Run, DecodeError> {
        let (run, all) = self.open_part(input, &self.options.columns)?;
        Joined::new(&all, &[]).schema().select(&self.options.columns)?;
        Ok(run)
    }

    /// Opens an input with these of the named columns that it has. Also returns the columns of all
    /// tables, selected or not.
    fn open_part(
        &self,
        input: Input,
        columns: &[String],
    ) -> Result<(Run, Vec<TableSchema>), DecodeError> {
        let Self { formats, layout, known, options } = self;
        let (mut formats, mut options) = (formats.clone(), options.clone());
        options.columns = columns.to_vec();
        let name = input.name().to_owned();
        if formats.is_empty() && layout.is_none() {
            formats.extend(detect(known, &input, options.offset)?);
        }
        let source = match (layout, kind_of(&formats, &options)) {
            (Some(layout), _) => {
                RowSource::Records(Box::new(records::RecordSource::new(layout, input, &options)?))
            }
            (None, RowKind::Records) => {
                let format = formats.first().and_then(AnyFormat::built_in);
                RowSource::Records(Box::new(records::RecordSource::find(format, input, &options)?))
            }
            (None, RowKind::Items) => {
                let schema = formats.first().and_then(AnyFormat::schema);
                let schema = schema.ok_or(DecodeError::UnknownFormat)?;
                RowSource::Items(Box::new(items::ItemSource::new(schema, input, &options)?))
            }
            (None, RowKind::Frames) => {
                RowSource::Frames(Box::new(frames::FrameSource::new(&formats, input, &options)?))
            }
        };
        let tables = source.tables();
        let schemas: Vec<TableSchema> = tables.iter().map(|table| table.columns.clone()).collect();
        let joined = Joined::new(&schemas, &options.columns);
        let all = source.all_columns();
        Ok((Run { name, source, tables, schemas, joined, options }, all))
    }
}

/// Maximum number of leading bytes used to detect a format.
const HEAD_SIZE: usize = 64 << 10;

/// Detects the schema of an input; `None` if its format is a Rust type or is not recognized.
fn detect(known: &Formats, input: &Input, offset: u64) -> Result<Option<AnyFormat>, DecodeError> {
    let head = input.head(offset, HEAD_SIZE)?;
    Ok(known.detect(&head).filter(|format| format.built_in().is_none()))
}

fn kind_of(formats: &[AnyFormat], options: &DecodeOptions) -> RowKind {
    match formats {
        [] => RowKind::Records,
        [log] if log.log().is_some() && options.each.is_none() => RowKind::Frames,
        [only] if only.schema().is_some() && (options.each.is_some() || !only.is_framed()) => {
            RowKind::Items
        }
        [only] if !only.is_framed() => RowKind::Records,
        _ => RowKind::Frames,
    }
}
