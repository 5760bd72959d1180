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
//!     rows += batch?.rows() as u64;
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
mod run;
mod source;
mod split;

pub use account::{Account, FrameAccount, InvalidRecord, MessageCount, Observer, Reject};
pub use batches::Batches;
pub use error::DecodeError;
pub use input::{Input, InputOptions};
pub use options::{DecodeOptions, Stop};
pub use run::Run;
pub use source::Table;
pub use split::SplitColumn;

use crate::format::{AnyFormat, Formats};
use crate::layout::Layout;
use crate::table::{Joined, Schema};
use run::Source;

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

    /// Replaces all options, those that the methods below have set included.
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
    pub fn open(&self, input: Input) -> Result<Run, DecodeError> {
        let Self { formats, layout, known, options } = self;
        let (mut formats, options) = (formats.clone(), options.clone());
        let name = input.name().to_owned();
        if formats.is_empty() && layout.is_none() {
            formats.extend(detect(known, &input, options.offset)?);
        }
        let source = match (layout, kind_of(&formats, &options)) {
            (Some(layout), _) => {
                Source::Records(Box::new(records::Records::new(layout, input, &options)?))
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

/// The schema that the content of an input matches, unless it is of a built-in type.
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
