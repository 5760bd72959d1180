//! Table file formats.
//!
//! Several threads encode rows in parallel ([`TableFormat::encode`]); one thread writes them in
//! order ([`TableFormat::write`]). [`AnyTableFormat`] is a format chosen at run time by a
//! [`TableKind`]; [`TableFile`] writes individual rows.

use super::batch::{Batch, ColumnValues};
use super::block::RowBlock;
use super::cell::Cell;
use super::compression::TableCompression;
use super::lines::{Csv, Ndjson};
use super::schema::TableSchema;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// A table file format, shared by the threads that encode rows.
pub trait TableFormat: Sized + Send + Sync {
    /// Encoded rows, in reused memory.
    type Encoded: Default + Send;
    /// State of a file being written.
    type File<W: Write>;

    /// Creates the format for the rows of these tables. The columns are in the order of `names`,
    /// which must be empty or name all columns.
    ///
    /// # Errors
    /// Returns an error if the format does not support these columns.
    fn new(tables: &[TableSchema], names: &[String]) -> io::Result<Self>;

    /// Returns the recommended size of a block of rows.
    fn block_size(&self) -> BlockSize;

    /// Encodes rows. Leaves the contents of the block unspecified.
    ///
    /// # Errors
    /// Returns an error if the rows exceed a limit of the format.
    fn encode(&self, rows: &mut RowBlock, to: &mut Self::Encoded) -> io::Result<()>;

    /// Starts a file.
    ///
    /// # Errors
    /// Returns an error if writing to the output fails.
    fn create<W: Write>(&self, out: W) -> io::Result<Self::File<W>>;

    /// Writes encoded rows.
    ///
    /// # Errors
    /// Returns an error if writing to the output fails.
    fn write<W: Write>(file: &mut Self::File<W>, rows: &mut Self::Encoded) -> io::Result<()>;

    /// Flushes the output, so that readers see the rows written so far. Has no effect if files of
    /// the format can be read only when complete.
    ///
    /// # Errors
    /// Returns an error if writing to the output fails.
    fn flush<W: Write>(file: &mut Self::File<W>) -> io::Result<()>;

    /// Ends the file and returns the output. After an error of [`write`](Self::write), the file
    /// contains the rows before it, if the output removes the rest of a failed
    /// [`write_all`](Write::write_all).
    ///
    /// # Errors
    /// Returns an error if writing to the output fails.
    fn finish<W: Write>(file: Self::File<W>) -> io::Result<W>;
}

/// Recommended size of a block of rows to encode at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockSize {
    /// Input size per block in bytes.
    pub bytes: usize,
    /// True if blocks must be full, even if rows arrive slowly.
    pub full: bool,
}

/// Defines [`TableKind`] and the enums with a variant per format.
macro_rules! formats {
    ($($(#[$meta:meta])* $kind:ident($format:ty): $doc:literal,)*) => {
        /// Name of a table file format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum TableKind {
            $(#[doc = $doc] $(#[$meta])* $kind,)*
        }

        /// A table file format chosen at run time.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum AnyTableFormat {
            $(#[doc = $doc] $(#[$meta])* $kind($format),)*
        }

        /// Rows encoded by an [`AnyTableFormat`].
        #[derive(Debug, Default)]
        #[non_exhaustive]
        pub enum AnyEncoded {
            /// No rows yet.
            #[default]
            None,
            $(#[doc = $doc] $(#[$meta])* $kind(<$format as TableFormat>::Encoded),)*
        }

        /// A file being written by an [`AnyTableFormat`].
        #[non_exhaustive]
        pub enum AnyFile<W: Write> {
            $(#[doc = $doc] $(#[$meta])* $kind(<$format as TableFormat>::File<W>),)*
        }

        impl<W: Write> fmt::Debug for AnyFile<W> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $($(#[$meta])* Self::$kind(_) => stringify!($kind),)*
                })
            }
        }

        impl AnyTableFormat {
            /// Creates the format of this kind for the rows of these tables. The columns are in the
            /// order of `names`, which must be empty or name all columns.
            ///
            /// # Errors
            /// Returns an error if the format does not support these columns.
            pub fn of(
                kind: TableKind,
                tables: &[TableSchema],
                names: &[String],
            ) -> io::Result<Self> {
                Ok(match kind {
                    $($(#[$meta])* TableKind::$kind => {
                        Self::$kind(<$format as TableFormat>::new(tables, names)?)
                    })*
                })
            }

            /// Returns the recommended size of a block of rows.
            pub fn block_size(&self) -> BlockSize {
                match self {
                    $($(#[$meta])* Self::$kind(format) => format.block_size(),)*
                }
            }

            /// Encodes rows; see [`TableFormat::encode`].
            ///
            /// # Errors
            /// Returns an error if the rows exceed a limit of the format.
            pub fn encode(&self, rows: &mut RowBlock, to: &mut AnyEncoded) -> io::Result<()> {
                match self {
                    $($(#[$meta])* Self::$kind(format) => {
                        if !matches!(to, AnyEncoded::$kind(_)) {
                            *to = AnyEncoded::$kind(Default::default());
                        }
                        match to {
                            AnyEncoded::$kind(to) => format.encode(rows, to),
                            _ => Ok(()),
                        }
                    })*
                }
            }

            /// Starts a file.
            ///
            /// # Errors
            /// Returns an error if writing to the output fails.
            pub fn create<W: Write>(&self, out: W) -> io::Result<AnyFile<W>> {
                Ok(match self {
                    $($(#[$meta])* Self::$kind(format) => AnyFile::$kind(format.create(out)?),)*
                })
            }
        }

        impl<W: Write> AnyFile<W> {
            /// Writes rows encoded by the format of this file.
            ///
            /// # Errors
            /// Returns an error if writing to the output fails.
            pub fn write(&mut self, rows: &mut AnyEncoded) -> io::Result<()> {
                match (self, rows) {
                    $($(#[$meta])* (Self::$kind(file), AnyEncoded::$kind(rows)) => {
                        <$format as TableFormat>::write(file, rows)
                    })*
                    _ => Ok(()),
                }
            }

            /// Flushes the output; see [`TableFormat::flush`].
            ///
            /// # Errors
            /// Returns an error if writing to the output fails.
            pub fn flush(&mut self) -> io::Result<()> {
                match self {
                    $($(#[$meta])* Self::$kind(file) => <$format as TableFormat>::flush(file),)*
                }
            }

            /// Ends the file and returns the output.
            ///
            /// # Errors
            /// Returns an error if writing to the output fails.
            pub fn finish(self) -> io::Result<W> {
                match self {
                    $($(#[$meta])* Self::$kind(file) => <$format as TableFormat>::finish(file),)*
                }
            }
        }
    };
}

formats! {
    Csv(Csv): "Comma-separated values with a header row, quoted as in RFC 4180.",
    Ndjson(Ndjson): "One JSON object per line.",
    #[cfg(feature = "columnar")]
    Parquet(super::parquet::ParquetFormat): "A Parquet file, compressed with Zstandard by default.",
    #[cfg(feature = "columnar")]
    Arrow(super::arrow::ArrowFileFormat): "An Arrow IPC file.",
    #[cfg(feature = "columnar")]
    ArrowStream(super::arrow::ArrowStreamFormat): "An Arrow IPC stream.",
}

impl AnyTableFormat {
    /// Escapes the column names of a CSV file like the texts of its rows; see
    /// [`RowBlock::escape_formulas`].
    #[must_use]
    pub fn escape_formulas(mut self) -> Self {
        if let Self::Csv(csv) = &mut self {
            csv.escape_header();
        }
        self
    }
}

impl AnyTableFormat {
    /// Sets the compression. By default, Parquet files are compressed with Zstandard, and Arrow files
    /// are not compressed.
    ///
    /// # Errors
    /// Returns an error if files of the format cannot be compressed with this method.
    pub fn compression(self, compression: TableCompression) -> io::Result<Self> {
        match self {
            #[cfg(feature = "columnar")]
            Self::Parquet(format) => Ok(Self::Parquet(format.compression(compression))),
            #[cfg(feature = "columnar")]
            Self::Arrow(format) => format.compression(compression).map(Self::Arrow),
            #[cfg(feature = "columnar")]
            Self::ArrowStream(format) => format.compression(compression).map(Self::ArrowStream),
            Self::Csv(_) | Self::Ndjson(_) => {
                let message = format!("compression with {compression} requires Parquet or Arrow");
                Err(io::Error::new(io::ErrorKind::Unsupported, message))
            }
        }
    }
}

impl TableKind {
    /// True if tables of this type can be compressed with a method.
    pub fn supports(self, compression: TableCompression) -> bool {
        match self {
            Self::Csv | Self::Ndjson => {
                // Used only with the feature `columnar`.
                let _ = compression;
                false
            }
            #[cfg(feature = "columnar")]
            Self::Parquet => true,
            #[cfg(feature = "columnar")]
            Self::Arrow | Self::ArrowStream => matches!(
                compression,
                TableCompression::None | TableCompression::Lz4 | TableCompression::Zstd(_)
            ),
        }
    }

    /// True if tables of this type have nested columns for lists and structures.
    pub fn has_nested(self) -> bool {
        !matches!(self, Self::Csv | Self::Ndjson)
    }

    /// Returns the size of the complete rows at the start of `bytes`, which start with a row of this type
    /// of file. Returns 0 for Parquet and Arrow, whose rows are not separate.
    pub fn complete_rows(self, bytes: &[u8]) -> usize {
        match self {
            Self::Csv => {
                let (mut quoted, mut complete) = (false, 0);
                for (at, byte) in bytes.iter().enumerate() {
                    match byte {
                        b'"' => quoted = !quoted,
                        b'\n' if !quoted => complete = at.saturating_add(1),
                        _ => {}
                    }
                }
                complete
            }
            Self::Ndjson => {
                bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1))
            }
            #[cfg(feature = "columnar")]
            Self::Parquet | Self::Arrow | Self::ArrowStream => 0,
        }
    }
}

/// Writes the end of a file. The output may have reserved space for it, which is used after an error.
#[cfg(feature = "columnar")]
pub(super) fn write_end(out: &mut impl Write, end: &[u8]) -> io::Result<()> {
    out.write_all(end).or_else(|_| out.write_all(end))
}

/// A table file to which individual rows are written.
///
/// ```
/// use bytescope_table::{Cell, ColumnKind, Field, TableFile, TableKind, TableSchema};
///
/// let schema = TableSchema { fields: vec![Field::new("x", ColumnKind::U64)] };
/// let mut file = TableFile::create(TableKind::Csv, &schema, Vec::new())?;
/// file.push(&[Cell::Int(u64::MAX.into())])?;
/// assert_eq!(file.finish()?, b"x\n18446744073709551615\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct TableFile<W: Write> {
    format: Arc<AnyTableFormat>,
    file: AnyFile<W>,
    rows: RowBlock,
    encoded: AnyEncoded,
    /// Number of rows to encode at a time.
    block_rows: usize,
}

impl<W: Write> fmt::Debug for TableFile<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableFile").field("format", &self.format).finish_non_exhaustive()
    }
}

/// Maximum number of rows that a [`TableFile`] encodes at a time.
const BLOCK_ROWS: usize = 4096;

/// Maximum number of rows that a [`TableFile`] encodes at a time if blocks should be full, as the row
/// groups of a Parquet file.
const FULL_BLOCK_ROWS: usize = 1 << 16;

/// Size of texts and lists in bytes from which the rows of a [`TableFile`] are encoded.
const MAX_DATA_SIZE: usize = 8 << 20;

/// Number of rows between checks of [`MAX_DATA_SIZE`].
const SIZE_CHECK_INTERVAL: usize = 64;

/// Number of rows of the first block of a [`TableFile`]. The number is doubled for each block, so that a
/// full disk does not lose all rows of a small file.
const FIRST_BLOCK_ROWS: usize = 256;

impl<W: Write> TableFile<W> {
    /// Starts a table with these columns.
    ///
    /// # Errors
    /// Returns an error if the format does not support the columns, or writing to the output fails.
    pub fn create(kind: TableKind, schema: &TableSchema, out: W) -> io::Result<Self> {
        let format = AnyTableFormat::of(kind, std::slice::from_ref(schema), &[])?;
        Self::with_format(Arc::new(format), schema, out)
    }

    /// Starts a table with these columns, with the format of another file with the same columns.
    ///
    /// # Errors
    /// Returns an error if writing to the output fails.
    pub fn with_format(
        format: Arc<AnyTableFormat>,
        schema: &TableSchema,
        out: W,
    ) -> io::Result<Self> {
        let file = format.create(out)?;
        let rows = RowBlock::new(std::slice::from_ref(schema));
        let encoded = AnyEncoded::default();
        Ok(Self { format, file, rows, encoded, block_rows: FIRST_BLOCK_ROWS })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Returns an error if the rows exceed a limit of the format or writing to the output fails.
    pub fn push(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        self.rows.tables.iter_mut().for_each(|table: &mut Batch| table.push(row));
        let rows = self.rows.rows();
        let is_large = || {
            let sizes =
                self.rows.tables.iter().flat_map(Batch::columns).map(ColumnValues::data_size);
            sizes.fold(0, usize::saturating_add) >= MAX_DATA_SIZE
        };
        let is_checked = rows.is_multiple_of(SIZE_CHECK_INTERVAL);
        if rows < self.block_rows && !(is_checked && is_large()) {
            return Ok(());
        }
        let max = if self.format.block_size().full { FULL_BLOCK_ROWS } else { BLOCK_ROWS };
        self.block_rows = self.block_rows.saturating_mul(2).min(max);
        self.write()
    }

    /// Returns the number of rows that are not written yet.
    pub fn pending_rows(&self) -> usize {
        self.rows.rows()
    }

    /// Writes the rows added so far, even if the format recommends full blocks.
    ///
    /// # Errors
    /// Returns an error if the rows exceed a limit of the format or writing to the output fails.
    pub fn write(&mut self) -> io::Result<()> {
        if self.rows.rows() > 0 {
            let encoded = self.format.encode(&mut self.rows, &mut self.encoded);
            // Rows that cannot be written are not written again.
            let written = encoded.and_then(|()| self.file.write(&mut self.encoded));
            self.rows.clear();
            written?;
        }
        Ok(())
    }

    /// Writes and flushes the rows added so far. Has no effect if the format requires full blocks.
    ///
    /// # Errors
    /// Returns an error if the rows exceed a limit of the format or writing to the output fails.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.format.block_size().full {
            return Ok(());
        }
        self.write()?;
        self.file.flush()
    }

    /// Writes the remaining rows, ends the file and returns the output. The file is ended even if the
    /// rows cannot be written.
    ///
    /// # Errors
    /// Returns an error if the rows exceed a limit of the format or writing to the output fails.
    pub fn finish(mut self) -> io::Result<W> {
        let written = self.write();
        let out = self.file.finish();
        written?;
        out
    }
}
