//! Rows that come one by one, into a table of any kind.

use crate::cli::{Decode, TableKind};
use crate::output::Output;
use crate::table::{Batch, Cell, Lines, Schema, Style};
use std::io::{self, Write};

/// Rows that are written at a time.
const ROWS: usize = 4096;

/// A table that is being written.
pub(super) struct Sink {
    batch: Batch,
    writer: Writer,
}

/// Lines of text.
struct Text {
    style: Style,
    lines: Lines,
    out: Output,
}

enum Writer {
    Text(Box<Text>),
    #[cfg(feature = "columnar")]
    Parquet {
        groups: crate::table::parquet::Groups,
        writer: Box<crate::table::parquet::ParquetWriter<Output>>,
    },
    #[cfg(feature = "columnar")]
    Arrow {
        schema: std::sync::Arc<arrow_schema::Schema>,
        writer: Box<crate::table::arrow::ArrowWriter<Output>>,
    },
}

impl Sink {
    /// A table with these columns.
    ///
    /// # Errors
    /// Those of the output.
    pub(super) fn new(options: &Decode, schema: &Schema, out: Output) -> io::Result<Self> {
        let kind = options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref()));
        let text = |style: Style, mut out: Output| -> io::Result<Writer> {
            out.write_all(style.header())?;
            Ok(Writer::Text(Box::new(Text { style, lines: Lines::default(), out })))
        };
        let writer = match kind {
            TableKind::Csv => text(Style::csv(schema), out)?,
            TableKind::Ndjson => text(Style::ndjson(schema), out)?,
            #[cfg(feature = "columnar")]
            TableKind::Parquet => {
                let groups = crate::table::parquet::Groups::new(schema)?;
                let writer = crate::table::parquet::ParquetWriter::new(out, &groups)?;
                Writer::Parquet { groups, writer: Box::new(writer) }
            }
            #[cfg(feature = "columnar")]
            TableKind::Arrow => {
                use crate::table::arrow::{self, ArrowWriter};
                let (schema, mut out) = (arrow::schema(schema), out);
                out.flush()?;
                let writer = match &options.output {
                    Some(_) => ArrowWriter::file(out, &schema)?,
                    None => ArrowWriter::stream(out, &schema)?,
                };
                Writer::Arrow { schema, writer: Box::new(writer) }
            }
        };
        Ok(Self { batch: Batch::new(schema), writer })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of the output.
    pub(super) fn push(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        self.batch.push(row);
        if self.batch.rows() < ROWS { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> io::Result<()> {
        match &mut self.writer {
            Writer::Text(text) => {
                let Text { style, lines, out } = &mut **text;
                lines.clear();
                style.write(&self.batch, lines);
                out.write_all(lines.as_bytes())?;
            }
            #[cfg(feature = "columnar")]
            Writer::Parquet { groups, writer } => writer.write(groups.make(&self.batch)?)?,
            #[cfg(feature = "columnar")]
            Writer::Arrow { schema, writer } => {
                let batch = crate::table::arrow::take(&mut self.batch, schema);
                writer.write(&batch.map_err(crate::table::arrow::io_error)?)?;
            }
        }
        self.batch.clear();
        Ok(())
    }

    /// Writes the rows that are there, so that whoever reads has them; whole groups of Parquet wait.
    ///
    /// # Errors
    /// Those of the output.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        match &self.writer {
            Writer::Text(_) => self.write()?,
            #[cfg(feature = "columnar")]
            _ => return Ok(()),
        }
        match &mut self.writer {
            Writer::Text(text) => text.out.flush(),
            #[cfg(feature = "columnar")]
            _ => Ok(()),
        }
    }

    /// Writes what is left; a file takes its name.
    ///
    /// # Errors
    /// Those of the output.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.batch.rows() > 0 {
            self.write()?;
        }
        let out = match self.writer {
            Writer::Text(text) => text.out,
            #[cfg(feature = "columnar")]
            Writer::Parquet { writer, .. } => writer.finish()?,
            #[cfg(feature = "columnar")]
            Writer::Arrow { writer, .. } => writer.finish()?,
        };
        out.commit()
    }
}
