//! Tables as files: what every file format implements, and the formats that there are.
//!
//! Rows are encoded by several threads at a time ([`TableFormat::encode`]) and written in order by
//! one ([`TableFormat::write`]). [`AnyTableFormat`] is any of the formats, chosen by a [`TableKind`];
//! [`TableFile`] writes rows that come one by one.

use super::batch::Batch;
use super::block::RowBlock;
use super::cell::Cell;
use super::lines::{Csv, Ndjson};
use super::schema::Schema;
use std::fmt;
use std::io::{self, Write};

/// A file format for tables: what the threads that encode rows share.
pub trait TableFormat: Sized + Send + Sync {
    /// Encoded rows. The memory is used again.
    type Encoded: Default + Send;
    /// The state of a file that is being written.
    type File<W: Write>;

    /// The format of the rows of these tables. Columns in `first` come first, in that order.
    ///
    /// # Errors
    /// The format cannot hold these columns.
    fn new(tables: &[Schema], first: &[String]) -> io::Result<Self>;

    /// How many rows are best encoded at a time.
    fn block_size(&self) -> BlockSize;

    /// Encodes rows. What is in the block afterwards is of no use.
    ///
    /// # Errors
    /// A value is too large for the format.
    fn encode(&self, rows: &mut RowBlock, to: &mut Self::Encoded) -> io::Result<()>;

    /// Starts a file.
    ///
    /// # Errors
    /// Those of the output.
    fn create<W: Write>(&self, out: W) -> io::Result<Self::File<W>>;

    /// Writes encoded rows.
    ///
    /// # Errors
    /// Those of the output.
    fn write<W: Write>(file: &mut Self::File<W>, rows: &mut Self::Encoded) -> io::Result<()>;

    /// Passes on what has been written, so that a reader has it.
    ///
    /// # Errors
    /// Those of the output.
    fn flush<W: Write>(file: &mut Self::File<W>) -> io::Result<()>;

    /// Ends the file and returns the output.
    ///
    /// # Errors
    /// Those of the output.
    fn finish<W: Write>(file: Self::File<W>) -> io::Result<W>;
}

/// How many rows are encoded at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockSize {
    /// Bytes of the input that become rows.
    pub bytes: usize,
    /// Whether to wait for that many, even where rows come slowly.
    pub full: bool,
}

/// Defines [`TableKind`] and the enums that hold any of the formats.
macro_rules! formats {
    ($($(#[$meta:meta])* $kind:ident($format:ty): $doc:literal,)*) => {
        /// The file formats of tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum TableKind {
            $(#[doc = $doc] $(#[$meta])* $kind,)*
        }

        /// Any of the file formats.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum AnyTableFormat {
            $(#[doc = $doc] $(#[$meta])* $kind($format),)*
        }

        /// Rows that [`AnyTableFormat`] has encoded.
        #[derive(Debug, Default)]
        #[non_exhaustive]
        pub enum AnyEncoded {
            /// No rows yet.
            #[default]
            None,
            $(#[doc = $doc] $(#[$meta])* $kind(<$format as TableFormat>::Encoded),)*
        }

        /// A file that [`AnyTableFormat`] is writing.
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
            /// The format of this kind, for the rows of these tables. Columns in `first` come
            /// first, in that order.
            ///
            /// # Errors
            /// The format cannot hold these columns.
            pub fn of(kind: TableKind, tables: &[Schema], first: &[String]) -> io::Result<Self> {
                Ok(match kind {
                    $($(#[$meta])* TableKind::$kind => {
                        Self::$kind(<$format as TableFormat>::new(tables, first)?)
                    })*
                })
            }

            /// How many rows are best encoded at a time.
            pub fn block_size(&self) -> BlockSize {
                match self {
                    $($(#[$meta])* Self::$kind(format) => format.block_size(),)*
                }
            }

            /// Encodes rows: [`TableFormat::encode`].
            ///
            /// # Errors
            /// A value is too large for the format.
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
            /// Those of the output.
            pub fn create<W: Write>(&self, out: W) -> io::Result<AnyFile<W>> {
                Ok(match self {
                    $($(#[$meta])* Self::$kind(format) => AnyFile::$kind(format.create(out)?),)*
                })
            }
        }

        impl<W: Write> AnyFile<W> {
            /// Writes rows that the format of this file has encoded.
            ///
            /// # Errors
            /// Those of the output.
            pub fn write(&mut self, rows: &mut AnyEncoded) -> io::Result<()> {
                match (self, rows) {
                    $($(#[$meta])* (Self::$kind(file), AnyEncoded::$kind(rows)) => {
                        <$format as TableFormat>::write(file, rows)
                    })*
                    _ => Ok(()),
                }
            }

            /// Passes on what has been written, so that a reader has it.
            ///
            /// # Errors
            /// Those of the output.
            pub fn flush(&mut self) -> io::Result<()> {
                match self {
                    $($(#[$meta])* Self::$kind(file) => <$format as TableFormat>::flush(file),)*
                }
            }

            /// Ends the file and returns the output.
            ///
            /// # Errors
            /// Those of the output.
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
    Parquet(super::parquet::Groups): "A Parquet file, not compressed.",
    #[cfg(feature = "columnar")]
    Arrow(super::arrow::ArrowFile): "An Arrow IPC file.",
    #[cfg(feature = "columnar")]
    ArrowStream(super::arrow::ArrowStream): "An Arrow IPC stream.",
}

/// Rows that are written one by one.
///
/// ```
/// use bytescope_table::{Cell, Field, Kind, Schema, TableFile, TableKind};
///
/// let schema = Schema { fields: vec![Field::new("x", Kind::U64)] };
/// let mut file = TableFile::create(TableKind::Csv, &schema, Vec::new())?;
/// file.push(&[Cell::Int(u64::MAX.into())])?;
/// assert_eq!(file.finish()?, b"x\n18446744073709551615\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct TableFile<W: Write> {
    format: AnyTableFormat,
    file: AnyFile<W>,
    rows: RowBlock,
    encoded: AnyEncoded,
}

impl<W: Write> fmt::Debug for TableFile<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableFile").field("format", &self.format).finish_non_exhaustive()
    }
}

/// Rows that a [`TableFile`] encodes at a time.
const ROWS: usize = 4096;

impl<W: Write> TableFile<W> {
    /// Starts a table with these columns.
    ///
    /// # Errors
    /// Those of the output, or the format cannot hold the columns.
    pub fn create(kind: TableKind, schema: &Schema, out: W) -> io::Result<Self> {
        let tables = std::slice::from_ref(schema);
        let format = AnyTableFormat::of(kind, tables, &[])?;
        let file = format.create(out)?;
        let rows = RowBlock::new(tables);
        Ok(Self { format, file, rows, encoded: AnyEncoded::default() })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of the output.
    pub fn push(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        self.rows.tables.iter_mut().for_each(|table: &mut Batch| table.push(row));
        if self.rows.rows() < ROWS { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> io::Result<()> {
        if self.rows.rows() > 0 {
            self.format.encode(&mut self.rows, &mut self.encoded)?;
            self.file.write(&mut self.encoded)?;
            self.rows.clear();
        }
        Ok(())
    }

    /// Writes the rows added so far, so that a reader has them, unless the format waits for more.
    ///
    /// # Errors
    /// Those of the output.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.format.block_size().full {
            return Ok(());
        }
        self.write()?;
        self.file.flush()
    }

    /// Writes the remaining rows, ends the file and returns the output.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.write()?;
        self.file.finish()
    }
}
