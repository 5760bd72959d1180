//! Parquet files, with one row group per batch.
//!
//! See <https://parquet.apache.org/docs/file-format/>. Values use the plain encoding without a
//! dictionary: sensor values rarely repeat, and plain values are read and written at memory speed.
//! The Arrow schema, with the units of the columns, is stored as metadata under the customary key
//! `ARROW:schema`.

use super::arrow::DECIMAL_PRECISION;
use super::batch::{Batch, ColumnValues, Strings};
use super::block::{Joined, RowBlock};
use super::schema::{ColumnKind, Field, TableSchema};
use super::writer::{BlockSize, TableFormat, write_end};
use bytes::Bytes;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{
    FileMetaData, KeyValue, ParquetMetaData, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// The Parquet file format: schema and properties shared by all row groups of a file.
#[derive(Debug)]
pub struct ParquetFormat {
    joined: Joined,
    schema: TypePtr,
    columns: SchemaDescPtr,
    properties: WriterPropertiesPtr,
}

/// An encoded row group: the data and the metadata of each column chunk.
#[derive(Debug, Default)]
pub struct EncodedRowGroup(Vec<(Bytes, ColumnCloseResult)>);

impl ParquetFormat {
    fn of(joined: Joined) -> io::Result<Self> {
        let columns = &joined.schema().fields;
        let fields: Result<Vec<_>> = columns.iter().map(|f| field(f).map(Arc::new)).collect();
        let root = fields
            .and_then(|fields| Type::group_type_builder("schema").with_fields(fields).build())
            .map_err(io_error)?;
        let arrow = super::arrow::schema_message(&super::arrow::schema(joined.schema()));
        let properties = WriterProperties::builder()
            .set_dictionary_enabled(false)
            .set_offset_index_disabled(true)
            .set_data_page_size_limit(MAX_PAGE_SIZE)
            .set_data_page_row_count_limit(usize::MAX)
            .set_write_batch_size(PAGE_CHECK_INTERVAL)
            .set_created_by(concat!("bytescope ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(vec![KeyValue::new("ARROW:schema".to_owned(), arrow)]));
        let schema = Arc::new(root);
        let columns = Arc::new(SchemaDescriptor::new(schema.clone()));
        Ok(Self { joined, schema, columns, properties: Arc::new(properties.build()) })
    }

    fn encode_group(&self, batch: &Batch) -> io::Result<EncodedRowGroup> {
        let columns = batch.columns.iter().enumerate();
        let chunks: Result<_> = columns
            .map(|(index, v)| self.encode_column(index, v, batch.valid(index), batch.rows))
            .collect();
        chunks.map(EncodedRowGroup).map_err(io_error)
    }

    fn encode_column(
        &self,
        index: usize,
        values: &ColumnValues,
        valid: Option<&[bool]>,
        rows: usize,
    ) -> Result<(Bytes, ColumnCloseResult)> {
        let mut out = TrackedWrite::new(Vec::new());
        let page = Box::new(SerializedPageWriter::new(&mut out));
        let mut writer =
            get_column_writer(self.columns.column(index), self.properties.clone(), page);
        // In an optional column, the definition level of a row is 1 if its value is not null.
        let optional = self.columns.column(index).max_def_level() > 0;
        let levels: Option<Vec<i16>> = optional.then(|| match valid {
            Some(valid) => valid.iter().map(|valid| i16::from(*valid)).collect(),
            None => vec![1; rows],
        });
        fill(&mut writer, values, valid, levels.as_deref())?;
        let close = writer.close()?;
        Ok((out.into_inner()?.into(), close))
    }
}

/// Input size per row group in bytes.
const BLOCK_SIZE: usize = 4 << 20;

impl TableFormat for ParquetFormat {
    type Encoded = Option<EncodedRowGroup>;
    type File<W: Write> = ParquetFile<W>;

    fn new(tables: &[TableSchema], names: &[String]) -> io::Result<Self> {
        Self::of(Joined::new(tables, names))
    }

    fn block_size(&self) -> BlockSize {
        BlockSize { bytes: BLOCK_SIZE, full: true }
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut Option<EncodedRowGroup>) -> io::Result<()> {
        let mut scratch = Batch::default();
        let batch = self.joined.batch(rows, &mut scratch);
        *to = batch.map(|batch| self.encode_group(batch)).transpose()?;
        Ok(())
    }

    fn create<W: Write>(&self, out: W) -> io::Result<ParquetFile<W>> {
        ParquetFile::create(out, self)
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

/// First bytes of a Parquet file.
const MAGIC: &[u8] = b"PAR1";

/// Maximum size of a page in bytes. A page may exceed it by the values of one
/// [`PAGE_CHECK_INTERVAL`].
const MAX_PAGE_SIZE: usize = 1 << 20;

/// Number of values between checks of the page size.
const PAGE_CHECK_INTERVAL: usize = 64 << 10;

/// A Parquet file being written sequentially.
pub struct ParquetFile<W: Write> {
    /// In-memory writer, since the `parquet` crate requires an output that is `Send`. Its bytes are
    /// then copied to `out`.
    file: SerializedFileWriter<Vec<u8>>,
    out: W,
    columns: SchemaDescPtr,
    properties: WriterPropertiesPtr,
    /// True if the start of the file has been written.
    started: bool,
    /// Number of row groups in the output, if a further row group could not be written.
    complete: Option<usize>,
}

impl<W: Write> fmt::Debug for ParquetFile<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetFile").finish_non_exhaustive()
    }
}

impl<W: Write> ParquetFile<W> {
    fn create(out: W, format: &ParquetFormat) -> io::Result<Self> {
        let (schema, properties) = (format.schema.clone(), format.properties.clone());
        let file = SerializedFileWriter::new(Vec::new(), schema, properties).map_err(io_error)?;
        let (columns, properties) = (format.columns.clone(), format.properties.clone());
        Ok(Self { file, out, columns, properties, started: false, complete: None })
    }

    fn write(&mut self, group: EncodedRowGroup) -> io::Result<()> {
        let complete = self.file.flushed_row_groups().len();
        let append = || {
            let mut to = self.file.next_row_group()?;
            for (bytes, close) in group.0 {
                to.append_column(&bytes, close)?;
            }
            to.close()
        };
        append().map_err(io_error)?;
        self.file.flush()?;
        // A single call, so that the output can remove an incomplete row group.
        let written = self.out.write_all(self.file.inner());
        self.file.inner_mut().clear();
        match written {
            Ok(()) => self.started = true,
            Err(_) => self.complete = self.complete.or(Some(complete)),
        }
        written
    }

    /// Ends the file after a row group that could not be written.
    fn finish_complete(mut self, complete: usize) -> io::Result<W> {
        let groups = self.file.flushed_row_groups().get(..complete).unwrap_or_default().to_vec();
        let rows = groups.iter().map(RowGroupMetaData::num_rows).sum();
        let properties = &self.properties;
        let file = FileMetaData::new(
            properties.writer_version().as_num(),
            rows,
            Some(properties.created_by().to_owned()),
            properties.key_value_metadata().cloned(),
            self.columns.clone(),
            None,
        );
        let mut end = if self.started { Vec::new() } else { MAGIC.to_vec() };
        let metadata = ParquetMetaData::new(file, groups);
        ParquetMetaDataWriter::new(&mut end, &metadata).finish().map_err(io_error)?;
        write_end(&mut self.out, &end)?;
        Ok(self.out)
    }

    fn finish(mut self) -> io::Result<W> {
        if let Some(complete) = self.complete {
            return self.finish_complete(complete);
        }
        let rest = self.file.into_inner().map_err(io_error)?;
        write_end(&mut self.out, &rest)?;
        Ok(self.out)
    }
}

fn io_error(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

/// Size in bytes of a decimal number with [`DECIMAL_PRECISION`] digits.
const DECIMAL_SIZE: usize = 9;

fn field(field: &Field) -> Result<Type> {
    let integer = |bit_width, is_signed| Some(LogicalType::integer(bit_width, is_signed));
    let (physical, logical) = match field.kind {
        ColumnKind::Bool => (Physical::BOOLEAN, None),
        ColumnKind::I8 => (Physical::INT32, integer(8, true)),
        ColumnKind::U8 => (Physical::INT32, integer(8, false)),
        ColumnKind::I16 => (Physical::INT32, integer(16, true)),
        ColumnKind::U16 => (Physical::INT32, integer(16, false)),
        ColumnKind::I32 => (Physical::INT32, None),
        ColumnKind::U32 => (Physical::INT32, integer(32, false)),
        ColumnKind::I64 => (Physical::INT64, None),
        ColumnKind::U64 => (Physical::INT64, integer(64, false)),
        ColumnKind::I128 => {
            let decimal = LogicalType::decimal(0, DECIMAL_PRECISION.into());
            (Physical::FIXED_LEN_BYTE_ARRAY, Some(decimal))
        }
        ColumnKind::F16 => (Physical::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::Float16)),
        ColumnKind::F32 => (Physical::FLOAT, None),
        ColumnKind::F64 => (Physical::DOUBLE, None),
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        ColumnKind::Bytes => (Physical::BYTE_ARRAY, None),
    };
    let repetition = if field.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(&field.name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .with_length(match field.kind {
            ColumnKind::F16 => 2,
            ColumnKind::I128 => DECIMAL_SIZE as i32,
            _ => -1,
        })
        .with_precision(if field.kind == ColumnKind::I128 { DECIMAL_PRECISION.into() } else { -1 })
        .with_scale(if field.kind == ColumnKind::I128 { 0 } else { -1 })
        .build()
}

/// Writes the non-null values. Integers of up to 64 bits are stored in 32 or 64 bits.
fn fill(
    writer: &mut ColumnWriter<'_>,
    values: &ColumnValues,
    valid: Option<&[bool]>,
    levels: Option<&[i16]>,
) -> Result<()> {
    use ColumnWriter as To;
    macro_rules! put {
        ($to:expr, $values:expr, $convert:expr) => {{
            let converted: Vec<_> = non_null($values, valid).map($convert).collect();
            $to.write_batch(&converted, levels, None)?;
        }};
    }
    match (writer, values) {
        (To::FloatColumnWriter(to), ColumnValues::F32(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::DoubleColumnWriter(to), ColumnValues::F64(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::Int32ColumnWriter(to), ColumnValues::I32(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::Int64ColumnWriter(to), ColumnValues::I64(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::BoolColumnWriter(to), ColumnValues::Bool(v)) => put!(to, v, |v| v),
        (To::Int32ColumnWriter(to), ColumnValues::I8(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), ColumnValues::U8(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), ColumnValues::I16(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), ColumnValues::U16(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), ColumnValues::I32(v)) => put!(to, v, |v| v),
        (To::Int32ColumnWriter(to), ColumnValues::U32(v)) => put!(to, v, u32::cast_signed),
        (To::Int64ColumnWriter(to), ColumnValues::I64(v)) => put!(to, v, |v| v),
        (To::Int64ColumnWriter(to), ColumnValues::U64(v)) => put!(to, v, u64::cast_signed),
        (To::FloatColumnWriter(to), ColumnValues::F32(v)) => put!(to, v, |v| v),
        (To::DoubleColumnWriter(to), ColumnValues::F64(v)) => put!(to, v, |v| v),
        (To::FixedLenByteArrayColumnWriter(to), ColumnValues::F16(v)) => {
            put!(to, v, |v: u16| FixedLenByteArray::from(v.to_le_bytes().to_vec()));
        }
        (To::FixedLenByteArrayColumnWriter(to), ColumnValues::I128(v)) => {
            put!(to, v, |v: i128| {
                let [_, _, _, _, _, _, _, rest @ ..] = v.to_be_bytes();
                FixedLenByteArray::from(rest.to_vec())
            });
        }
        (
            To::ByteArrayColumnWriter(to),
            ColumnValues::Text(v) | ColumnValues::Bytes(v) | ColumnValues::Json(v),
        ) => {
            to.write_batch(&byte_arrays(v, valid), levels, None)?;
        }
        _ => return Err(ParquetError::General("the batch does not match the schema".to_owned())),
    }
    Ok(())
}

/// Returns the non-null values.
fn non_null<'v, T: Copy>(
    values: &'v [T],
    valid: Option<&'v [bool]>,
) -> impl Iterator<Item = T> + 'v {
    let is_valid = move |row: usize| valid.is_none_or(|valid| valid.get(row) == Some(&true));
    values.iter().enumerate().filter(move |(row, _)| is_valid(*row)).map(|(_, value)| *value)
}

fn byte_arrays(values: &Strings, valid: Option<&[bool]>) -> Vec<ByteArray> {
    let rows: Vec<usize> = (0..values.ends.len()).collect();
    let all = Bytes::copy_from_slice(&values.data);
    non_null(&rows, valid).map(|row| all.slice_ref(slice(&all, values, row)).into()).collect()
}

/// Returns the value of a row as a slice of `all`, a copy of the data of all values.
fn slice<'a>(all: &'a Bytes, values: &Strings, row: usize) -> &'a [u8] {
    let end = values.ends.get(row).copied().unwrap_or_default();
    let start = end.saturating_sub(values.get(row).len());
    all.get(start..end).unwrap_or_default()
}
