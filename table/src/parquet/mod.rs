//! Parquet files, with one row group per block of rows.
//!
//! See <https://parquet.apache.org/docs/file-format/>. The pages of a column have the smallest of three
//! encodings: a dictionary, differences of integers, or plain values. They are compressed with
//! Zstandard by default. Lists and structures are nested columns. The Arrow schema, with the units of
//! the columns, is stored as metadata under the customary key `ARROW:schema`.
//!
//! In a file with the rows of several tables, a column without values in a row group takes no space
//! in it. A column of tables without rows is omitted from the file: the schema is at its end.

mod chunk;
mod codec;
mod columns;
mod dictionary;
mod runs;
mod shred;
mod values;

use super::batch::ColumnValues;
use super::block::{Joined, RowBlock};
use super::compression::TableCompression;
use super::schema::{ColumnKind, Field, TableSchema};
use super::writer::{BlockSize, TableFormat, write_end};
use chunk::{ChunkWriter, ColumnChunk, write_levels};
use codec::PageCompressor;
use parquet::basic::Encoding;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{
    ColumnChunkMetaData, FileMetaData, KeyValue, ParquetMetaData, ParquetMetaDataWriter,
    RowGroupMetaData,
};
use parquet::schema::types::SchemaDescPtr;
use shred::{Leaf, LeafValues, NONE, shred};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use values::Physical;

/// The Parquet file format: the columns and the compression of a file.
#[derive(Clone, Debug)]
pub struct ParquetFormat {
    columns: Arc<ParquetColumns>,
    compression: TableCompression,
}

/// Columns of a file.
#[derive(Debug)]
struct ParquetColumns {
    joined: Joined,
    /// Leaves of each column.
    leaves: Vec<Vec<Leaf>>,
    /// True for the columns that are in every file.
    required: Vec<bool>,
}

/// An encoded row group.
#[derive(Debug)]
pub struct EncodedRowGroup {
    group: RowGroup,
    bytes: Vec<u8>,
}

/// Positions of the columns of a row group.
#[derive(Debug)]
struct RowGroup {
    rows: usize,
    /// Column chunks of the columns of the tables with rows, by index of the column.
    columns: Vec<(usize, Vec<ColumnChunk>)>,
}

/// Input size per row group in bytes.
const BLOCK_SIZE: usize = 4 << 20;

impl ParquetFormat {
    /// Sets the compression.
    #[must_use]
    pub fn compression(self, compression: TableCompression) -> Self {
        Self { compression, ..self }
    }

    fn encode_group(&self, block: &mut RowBlock) -> io::Result<EncodedRowGroup> {
        let ParquetColumns { joined, leaves, .. } = &*self.columns;
        let mut encoder = GroupEncoder {
            writer: ChunkWriter::new(PageCompressor::new(self.compression)?),
            rows: block.rows(),
        };
        let tables: Vec<SparseRows> =
            (0..block.tables.len()).map(|table| SparseRows::new(block.rows_of(table))).collect();
        let all = SparseRows::new((0..block.rows() as u32).collect());
        let mut columns = Vec::new();
        for (index, (field, leaves)) in joined.schema().fields.iter().zip(leaves).enumerate() {
            let sources = joined.sources(block, index);
            let chunks = match sources.as_slice() {
                // The first column of a row group starts it.
                [] if index == 0 => encoder.nulls(leaves)?,
                [] => continue,
                [(table, batch, column)] if joined.is_same(field, *table, *column) => {
                    let (Some(values), Some(rows)) =
                        (batch.columns().get(*column), tables.get(*table))
                    else {
                        continue;
                    };
                    encoder.column(field, leaves, values, batch.valid(*column), rows)?
                }
                _ => {
                    let column = joined.column(block, index);
                    encoder.column(field, leaves, &column.values, column.valid(), &all)?
                }
            };
            columns.push((index, chunks));
        }
        let group = RowGroup { rows: encoder.rows, columns };
        Ok(EncodedRowGroup { group, bytes: encoder.writer.bytes })
    }
}

/// Rows of a table in a block, with the definition levels of its columns without nulls.
struct SparseRows {
    /// For each row of the block, the index of the row in the table, or [`NONE`].
    rows: Vec<u32>,
    def: Vec<u8>,
    encoded: Vec<u8>,
}

impl SparseRows {
    fn new(rows: Vec<u32>) -> Self {
        let def: Vec<u8> = rows.iter().map(|row| u8::from(*row != NONE)).collect();
        let mut encoded = Vec::new();
        write_levels(&def, 1, &mut encoded);
        Self { rows, def, encoded }
    }
}

/// Encoder of a row group.
struct GroupEncoder {
    writer: ChunkWriter,
    rows: usize,
}

impl GroupEncoder {
    fn column(
        &mut self,
        field: &Field,
        leaves: &[Leaf],
        values: &ColumnValues,
        valid: Option<&[bool]>,
        table: &SparseRows,
    ) -> io::Result<Vec<ColumnChunk>> {
        let is_flat = field.kind != ColumnKind::Nested && field.timestamp().is_none();
        if let (Some(leaf), true) = (leaves.first(), is_flat) {
            return Ok(vec![self.flat(*leaf, values, valid, table)?]);
        }
        let mut chunks = Vec::new();
        let mut next = leaves.iter();
        shred(field, values, valid, &table.rows, &mut |leaf_values| {
            if let Some(leaf) = next.next() {
                chunks.push(self.writer.add(*leaf, leaf_values, None)?);
            }
            io::Result::Ok(())
        })?;
        Ok(chunks)
    }

    /// Adds a column of plain values.
    fn flat(
        &mut self,
        leaf: Leaf,
        values: &ColumnValues,
        valid: Option<&[bool]>,
        table: &SparseRows,
    ) -> io::Result<ColumnChunk> {
        let valid = valid.filter(|_| leaf.max_def > 0);
        let is_valid = |row: &usize| valid.is_none_or(|valid| valid.get(*row) == Some(&true));
        let physical = Physical::of(values, (0..values.len()).filter(is_valid));
        let (def, encoded) = match valid {
            _ if leaf.max_def == 0 => (Cow::Borrowed(&[][..]), None),
            None => (Cow::Borrowed(table.def.as_slice()), Some(table.encoded.as_slice())),
            Some(_) => {
                let level = |row: &u32| u8::from(*row != NONE && is_valid(&(*row as usize)));
                (Cow::Owned(table.rows.iter().map(level).collect()), None)
            }
        };
        let (rep, entries) = (Vec::new(), self.rows);
        self.writer.add(leaf, LeafValues { def, rep, entries, values: physical }, encoded)
    }

    fn nulls(&mut self, leaves: &[Leaf]) -> io::Result<Vec<ColumnChunk>> {
        leaves.iter().map(|leaf| self.writer.add_nulls(*leaf, self.rows)).collect()
    }
}

impl TableFormat for ParquetFormat {
    type Encoded = Option<EncodedRowGroup>;
    type File<W: Write> = ParquetFile<W>;

    fn new(tables: &[TableSchema], names: &[String]) -> io::Result<Self> {
        let joined = Joined::new(tables, names);
        let fields = &joined.schema().fields;
        // Checks that the columns can be represented.
        columns::schema(fields.iter()).map_err(io_error)?;
        let leaves = |field: &Field| {
            let mut leaves = Vec::new();
            shred::leaves(field, 0, 0, &mut leaves);
            leaves
        };
        let leaves: Vec<Vec<Leaf>> = fields.iter().map(leaves).collect();
        if leaves.iter().flatten().any(|leaf| leaf.max_def == u8::MAX) {
            return Err(io::Error::other("nesting of columns exceeds 254 levels"));
        }
        let required = match names.is_empty() {
            true => (0..fields.len()).map(|column| joined.is_common(column)).collect(),
            false => vec![true; fields.len()],
        };
        let columns = Arc::new(ParquetColumns { joined, leaves, required });
        Ok(Self { columns, compression: TableCompression::default() })
    }

    fn block_size(&self) -> BlockSize {
        BlockSize { bytes: BLOCK_SIZE, full: true }
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut Option<EncodedRowGroup>) -> io::Result<()> {
        *to = (rows.rows() > 0).then(|| self.encode_group(rows)).transpose()?;
        Ok(())
    }

    fn create<W: Write>(&self, out: W) -> io::Result<ParquetFile<W>> {
        Ok(ParquetFile { format: self.clone(), out, size: 0, groups: Vec::new() })
    }

    fn write<W: Write>(
        file: &mut ParquetFile<W>,
        rows: &mut Option<EncodedRowGroup>,
    ) -> io::Result<()> {
        rows.take().map_or(Ok(()), |group| file.write(group))
    }

    fn flush<W: Write>(_: &mut ParquetFile<W>) -> io::Result<()> {
        Ok(())
    }

    fn finish<W: Write>(file: ParquetFile<W>) -> io::Result<W> {
        file.finish()
    }
}

/// First and last bytes of a Parquet file.
const MAGIC: &[u8] = b"PAR1";

/// Version of the file format.
const VERSION: i32 = 2;

/// A Parquet file being written sequentially.
pub struct ParquetFile<W: Write> {
    format: ParquetFormat,
    out: W,
    /// Size of the output in bytes.
    size: u64,
    /// Row groups in the output.
    groups: Vec<RowGroup>,
}

impl<W: Write> fmt::Debug for ParquetFile<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetFile").finish_non_exhaustive()
    }
}

impl<W: Write> ParquetFile<W> {
    fn write(&mut self, encoded: EncodedRowGroup) -> io::Result<()> {
        let EncodedRowGroup { mut group, mut bytes } = encoded;
        if self.size == 0 {
            bytes.splice(0..0, MAGIC.iter().copied());
        }
        let start = self.size.max(MAGIC.len() as u64);
        for chunk in group.columns.iter_mut().flat_map(|(_, chunks)| chunks) {
            chunk.offset = chunk.offset.saturating_add(start);
        }
        // A single call, so that the output can remove an incomplete row group.
        self.out.write_all(&bytes)?;
        self.size = self.size.saturating_add(bytes.len() as u64);
        self.groups.push(group);
        Ok(())
    }

    /// Ends the file with the row groups that were written.
    fn finish(mut self) -> io::Result<W> {
        let ParquetColumns { joined, leaves, required } = &*self.format.columns;
        let mut kept = required.clone();
        for (index, _) in
            self.groups.iter().flat_map(|group| &group.columns).filter(|(index, _)| *index > 0)
        {
            if let Some(kept) = kept.get_mut(*index) {
                *kept = true;
            }
        }
        if !kept.contains(&true) {
            kept.fill(true);
        }
        let fields: Vec<(usize, &Field)> = joined
            .schema()
            .fields
            .iter()
            .enumerate()
            .filter(|(at, _)| kept.get(*at) == Some(&true))
            .collect();
        let schema = columns::schema(fields.iter().map(|(_, field)| *field)).map_err(io_error)?;
        let compressor = PageCompressor::new(self.format.compression)?;
        let mut writer = ChunkWriter::new(compressor);
        if self.size == 0 {
            writer.bytes.extend_from_slice(MAGIC);
        }
        let mut groups = Vec::new();
        for group in std::mem::take(&mut self.groups) {
            let mut columns = group.columns.into_iter().peekable();
            let mut chunks = Vec::new();
            for (index, _) in &fields {
                while columns.next_if(|(at, _)| at < index).is_some() {}
                match columns.next_if(|(at, _)| at == index) {
                    Some((_, own)) => chunks.extend(own),
                    // The column has no values in this row group.
                    None => {
                        for leaf in leaves.get(*index).into_iter().flatten() {
                            let mut chunk = writer.add_nulls(*leaf, group.rows)?;
                            chunk.offset = chunk.offset.saturating_add(self.size);
                            chunks.push(chunk);
                        }
                    }
                }
            }
            let compression = self.format.compression;
            groups.push(metadata(&schema, compression, group.rows, chunks).map_err(io_error)?);
        }
        let rows = groups.iter().map(RowGroupMetaData::num_rows).sum();
        let all: TableSchema =
            TableSchema { fields: fields.iter().map(|(_, field)| (*field).clone()).collect() };
        let arrow = super::arrow::schema_message(&super::arrow::parquet_schema(&all));
        let keys = vec![KeyValue::new("ARROW:schema".to_owned(), arrow)];
        let created_by = concat!("bytescope ", env!("CARGO_PKG_VERSION")).to_owned();
        let file = FileMetaData::new(VERSION, rows, Some(created_by), Some(keys), schema, None);
        let metadata = ParquetMetaData::new(file, groups);
        let mut end = writer.bytes;
        ParquetMetaDataWriter::new(&mut end, &metadata).finish().map_err(io_error)?;
        write_end(&mut self.out, &end)?;
        Ok(self.out)
    }
}

/// Returns the metadata of a row group with these column chunks.
fn metadata(
    schema: &SchemaDescPtr,
    compression: TableCompression,
    rows: usize,
    chunks: Vec<ColumnChunk>,
) -> Result<RowGroupMetaData> {
    let plain_size: u64 = chunks.iter().map(|chunk| chunk.plain_size).sum();
    let start = chunks.first().map(|chunk| chunk.offset);
    let columns = chunks.into_iter().enumerate().map(|(index, chunk)| {
        let first = chunk.offset.cast_signed();
        let mut encodings = vec![Encoding::RLE, chunk.encoding];
        if chunk.dictionary_size.is_some() {
            encodings.push(Encoding::PLAIN);
        }
        let data = first.saturating_add(chunk.dictionary_size.unwrap_or(0).into());
        let builder = ColumnChunkMetaData::builder(schema.column(index))
            .set_encodings(encodings)
            .set_num_values(chunk.entries.cast_signed())
            .set_compression_codec(codec::codec(compression))
            .set_total_compressed_size(chunk.size.cast_signed())
            .set_total_uncompressed_size(chunk.plain_size.cast_signed())
            .set_data_page_offset(data)
            .set_dictionary_page_offset(chunk.dictionary_size.map(|_| first));
        match chunk.statistics {
            Some(statistics) => builder.set_statistics(*statistics),
            None => builder,
        }
        .build()
    });
    let builder = RowGroupMetaData::builder(schema.clone())
        .set_column_metadata(columns.collect::<Result<_>>()?)
        .set_total_byte_size(plain_size.cast_signed())
        .set_num_rows(rows as i64);
    match start {
        Some(start) => builder.set_file_offset(start.cast_signed()),
        None => builder,
    }
    .build()
}

fn io_error(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
