//! Arrow record batches, and Arrow IPC files and streams.
//!
//! See <https://arrow.apache.org/docs/format/Columnar.html>. The unit of a column is stored in its
//! metadata under the key `unit`.
//!
//! [`arrow_array`] and [`arrow_schema`] are re-exported, so that dependents use the same versions.

pub use {arrow_array, arrow_schema};

use super::batch::{Batch, ColumnValues, Strings};
use super::block::{Joined, RowBlock};
use super::compression::TableCompression;
use super::nested::{ChildColumn, NestedType, NestedValues};
use super::schema::{ColumnKind, TableSchema};
use super::time::{EpochUnit, timestamps};
use super::writer::{BlockSize, TableFormat, write_end};
use arrow_array::types::{
    ArrowTimestampType, Float16Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Decimal128Array, ListArray, PrimitiveArray, RecordBatch,
    RecordBatchOptions, StringArray, StructArray,
};
use arrow_buffer::{Buffer, OffsetBuffer};
use arrow_ipc::convert::IpcSchemaEncoder;
use arrow_ipc::writer::{DictionaryTracker, IpcDataGenerator, IpcWriteOptions, StreamWriter};
use arrow_ipc::{Block, CompressionType, FooterBuilder, MetadataVersion};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef, TimeUnit};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flatbuffers::FlatBufferBuilder;
use half::f16;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// Returns the Arrow schema of a table.
pub fn schema(schema: &TableSchema) -> SchemaRef {
    let fields: Vec<_> = schema.fields.iter().map(arrow_field).collect();
    Arc::new(arrow_schema::Schema::new(fields))
}

/// Returns the Arrow schema of a table in a Parquet file, which has no timestamps in seconds.
pub(crate) fn parquet_schema(schema: &TableSchema) -> SchemaRef {
    let converted = |field: &Arc<Field>| {
        let data_type = without_seconds(field.data_type());
        Arc::new(field.as_ref().clone().with_data_type(data_type))
    };
    let fields: Vec<_> = self::schema(schema).fields().iter().map(converted).collect();
    Arc::new(arrow_schema::Schema::new(fields))
}

fn without_seconds(data_type: &DataType) -> DataType {
    let convert = |field: &Arc<Field>| {
        Arc::new(field.as_ref().clone().with_data_type(without_seconds(field.data_type())))
    };
    match data_type {
        DataType::Timestamp(TimeUnit::Second, zone) => {
            DataType::Timestamp(TimeUnit::Millisecond, zone.clone())
        }
        DataType::List(item) => DataType::List(convert(item)),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(convert).collect()),
        other => other.clone(),
    }
}

fn arrow_field(field: &super::Field) -> Field {
    let arrow = Field::new(&field.name, data_type(field), field.is_optional());
    match field.unit.is_empty() {
        true => arrow,
        false => arrow.with_metadata([("unit".to_owned(), field.unit.clone())].into()),
    }
}

/// Name of the items of lists.
pub(crate) const ELEMENT: &str = "element";

/// Decimal precision of integers that need more than 64 bits.
pub(crate) const DECIMAL_PRECISION: u8 = 20;

fn data_type(field: &super::Field) -> DataType {
    if let Some(unit) = field.timestamp() {
        let unit = match unit {
            EpochUnit::Seconds => TimeUnit::Second,
            EpochUnit::Milliseconds => TimeUnit::Millisecond,
            EpochUnit::Microseconds => TimeUnit::Microsecond,
            EpochUnit::Nanoseconds => TimeUnit::Nanosecond,
        };
        return DataType::Timestamp(unit, Some("UTC".into()));
    }
    match field.kind {
        ColumnKind::Bool => DataType::Boolean,
        ColumnKind::I8 => DataType::Int8,
        ColumnKind::U8 => DataType::UInt8,
        ColumnKind::I16 => DataType::Int16,
        ColumnKind::U16 => DataType::UInt16,
        ColumnKind::I32 => DataType::Int32,
        ColumnKind::U32 => DataType::UInt32,
        ColumnKind::I64 => DataType::Int64,
        ColumnKind::U64 => DataType::UInt64,
        ColumnKind::I128 => DataType::Decimal128(DECIMAL_PRECISION, 0),
        ColumnKind::F16 => DataType::Float16,
        ColumnKind::F32 => DataType::Float32,
        ColumnKind::F64 => DataType::Float64,
        ColumnKind::Text | ColumnKind::Json => DataType::Utf8,
        ColumnKind::Bytes => DataType::Binary,
        ColumnKind::Nested => match field.nested.as_deref() {
            None => DataType::Utf8,
            Some(NestedType::List(item)) => {
                DataType::List(Arc::new(arrow_field(item).with_name(ELEMENT)))
            }
            Some(NestedType::Struct(fields)) => {
                DataType::Struct(fields.iter().map(arrow_field).collect())
            }
        },
    }
}

/// Moves the rows out of a batch. Numbers are not copied.
///
/// # Errors
/// Returns an error if the batch does not match the schema, or a text or byte column exceeds 32-bit
/// offsets.
pub fn take(batch: &mut Batch, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let rows = batch.rows;
    let columns = batch.columns.iter_mut().zip(&mut batch.valid);
    let arrays = columns.zip(schema.fields()).map(|((values, valid), field)| {
        let valid = std::mem::take(valid);
        array(values, (!valid.is_empty()).then_some(valid), field.data_type())
    });
    let arrays = arrays.collect::<Result<_, _>>()?;
    batch.rows = 0;
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(schema.clone(), arrays, &options)
}

fn array(
    values: &mut ColumnValues,
    valid: Option<Vec<bool>>,
    data_type: &DataType,
) -> Result<ArrayRef, ArrowError> {
    if let DataType::Timestamp(unit, _) = data_type {
        let times = timestamps(values, 1);
        values.clear();
        let is_valid = |row: usize| valid.as_ref().and_then(|valid| valid.get(row)) != Some(&false);
        let times = times.into_iter().enumerate();
        let times = times.map(|(row, time)| time.filter(|_| is_valid(row)));
        return Ok(match unit {
            TimeUnit::Second => times_array::<TimestampSecondType>(times),
            TimeUnit::Millisecond => times_array::<TimestampMillisecondType>(times),
            TimeUnit::Microsecond => times_array::<TimestampMicrosecondType>(times),
            TimeUnit::Nanosecond => times_array::<TimestampNanosecondType>(times),
        });
    }
    let nulls = valid.map(Into::into);
    macro_rules! number {
        ($values:expr) => {
            Arc::new(PrimitiveArray::try_new(std::mem::take($values).into(), nulls)?)
        };
    }
    Ok(match values {
        ColumnValues::Bool(v) => Arc::new(BooleanArray::new(std::mem::take(v).into(), nulls)),
        ColumnValues::I8(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::Int8Type>>,
        ColumnValues::U8(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::UInt8Type>>,
        ColumnValues::I16(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::Int16Type>>,
        ColumnValues::U16(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::UInt16Type>>,
        ColumnValues::I32(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::Int32Type>>,
        ColumnValues::U32(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::UInt32Type>>,
        ColumnValues::I64(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::Int64Type>>,
        ColumnValues::U64(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::UInt64Type>>,
        ColumnValues::F32(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::Float32Type>>,
        ColumnValues::F64(v) => number!(v) as Arc<PrimitiveArray<arrow_array::types::Float64Type>>,
        ColumnValues::I128(v) => {
            let numbers: Decimal128Array =
                PrimitiveArray::try_new(std::mem::take(v).into(), nulls)?;
            Arc::new(numbers.with_precision_and_scale(DECIMAL_PRECISION, 0)?)
        }
        ColumnValues::F16(v) => {
            let halves: Vec<f16> = v.drain(..).map(f16::from_bits).collect();
            Arc::new(PrimitiveArray::<Float16Type>::try_new(halves.into(), nulls)?)
        }
        ColumnValues::Text(v) | ColumnValues::Json(v) => {
            let (offsets, data) = parts(v)?;
            Arc::new(StringArray::try_new(offsets, data, nulls)?)
        }
        ColumnValues::Bytes(v) => {
            let (offsets, data) = parts(v)?;
            Arc::new(BinaryArray::try_new(offsets, data, nulls)?)
        }
        ColumnValues::Nested(v) => match (v, data_type) {
            (NestedValues::List { ends, items }, DataType::List(item)) => {
                let offsets = offsets(&std::mem::take(ends), items.len())?;
                let items = child(items, item.data_type())?;
                Arc::new(ListArray::try_new(item.clone(), offsets, items, nulls)?)
            }
            (NestedValues::Struct(columns), DataType::Struct(fields)) => {
                let columns = columns.iter_mut().zip(fields);
                let arrays =
                    columns.map(|(named, field)| child(&mut named.column, field.data_type()));
                let arrays = arrays.collect::<Result<_, _>>()?;
                Arc::new(StructArray::try_new(fields.clone(), arrays, nulls)?)
            }
            _ => {
                let message = "the column does not match the schema".to_owned();
                return Err(ArrowError::SchemaError(message));
            }
        },
    })
}

fn times_array<T: ArrowTimestampType>(times: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(times.collect::<PrimitiveArray<T>>().with_timezone("UTC"))
}

/// Moves variable-length values out as Arrow offsets and data.
fn parts(values: &mut Strings) -> Result<(OffsetBuffer<i32>, Buffer), ArrowError> {
    let Strings { data, ends } = std::mem::take(values);
    Ok((offsets(&ends, data.len())?, data.into()))
}

/// Converts the ends of values to Arrow offsets.
fn offsets(ends: &[usize], size: usize) -> Result<OffsetBuffer<i32>, ArrowError> {
    if i32::try_from(size).is_err() {
        return Err(ArrowError::OffsetOverflowError(size));
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let lengths = ends.iter().zip(starts).map(|(end, start)| end.saturating_sub(start));
    Ok(OffsetBuffer::from_lengths(lengths))
}

/// Moves the values of a child column out.
fn child(column: &mut ChildColumn, data_type: &DataType) -> Result<ArrayRef, ArrowError> {
    let valid = std::mem::take(&mut column.valid);
    array(&mut column.values, (!valid.is_empty()).then_some(valid), data_type)
}

/// Input size per record batch in bytes.
const BLOCK_SIZE: usize = 1 << 20;

/// Minimum input size per record batch in bytes.
const MIN_BLOCK_SIZE: usize = 16 << 10;

/// Maximum number of columns of batches of [`BLOCK_SIZE`].
const NARROW: usize = 64;

/// The Arrow IPC file format, with random access to record batches.
#[derive(Debug)]
pub struct ArrowFileFormat {
    joined: Joined,
    schema: SchemaRef,
    options: IpcWriteOptions,
}

/// The Arrow IPC stream format, which is read sequentially.
#[derive(Debug)]
pub struct ArrowStreamFormat(ArrowFileFormat);

impl ArrowFileFormat {
    /// Returns the input size per record batch. A column takes space in each row even if the row is in
    /// a table without the column, so batches of tables with many columns have fewer rows.
    fn block_bytes(&self) -> usize {
        let blocks = self.schema.fields().len().div_ceil(NARROW).max(1);
        BLOCK_SIZE.checked_div(blocks).unwrap_or(BLOCK_SIZE).max(MIN_BLOCK_SIZE)
    }

    /// Sets the compression of the buffers: none by default.
    ///
    /// # Errors
    /// Returns an error unless the method is LZ4 or Zstandard.
    pub fn compression(self, compression: TableCompression) -> io::Result<Self> {
        let (method, level) = match compression {
            TableCompression::None => (None, None),
            TableCompression::Lz4 => (Some(CompressionType::LZ4_FRAME), None),
            TableCompression::Zstd(level) => (Some(CompressionType::ZSTD), Some(level.into())),
            TableCompression::Snappy | TableCompression::Gzip(_) => {
                let message = format!("Arrow files cannot be compressed with {compression}");
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            }
        };
        let options = IpcWriteOptions::default().try_with_compression(method);
        let options = options.and_then(|options| options.try_with_compression_level(level));
        Ok(Self { options: options.map_err(io_error)?, ..self })
    }
}

impl ArrowStreamFormat {
    /// Sets the compression; see [`ArrowFileFormat::compression`].
    ///
    /// # Errors
    /// Returns an error unless the method is LZ4 or Zstandard.
    pub fn compression(self, compression: TableCompression) -> io::Result<Self> {
        self.0.compression(compression).map(Self)
    }
}

impl TableFormat for ArrowFileFormat {
    type Encoded = Option<RecordBatch>;
    type File<W: Write> = ArrowFile<W>;

    fn new(tables: &[TableSchema], names: &[String]) -> io::Result<Self> {
        let joined = Joined::new(tables, names);
        let options = IpcWriteOptions::default();
        Ok(Self { schema: schema(joined.schema()), joined, options })
    }

    fn block_size(&self) -> BlockSize {
        BlockSize { bytes: self.block_bytes(), full: true }
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut Option<RecordBatch>) -> io::Result<()> {
        let mut scratch = Batch::default();
        let batch = self.joined.batch(rows, &mut scratch);
        *to = batch.map(|batch| take(batch, &self.schema)).transpose().map_err(io_error)?;
        Ok(())
    }

    fn create<W: Write>(&self, out: W) -> io::Result<ArrowFile<W>> {
        ArrowFile::create(out, self.schema.clone(), self.options.clone())
    }

    fn write<W: Write>(file: &mut ArrowFile<W>, rows: &mut Option<RecordBatch>) -> io::Result<()> {
        rows.take().map_or(Ok(()), |batch| file.write(&batch))
    }

    fn flush<W: Write>(_: &mut ArrowFile<W>) -> io::Result<()> {
        Ok(())
    }

    fn finish<W: Write>(file: ArrowFile<W>) -> io::Result<W> {
        file.finish()
    }
}

/// An Arrow IPC file being written sequentially: a stream of record batches, and a footer with their
/// positions.
///
/// `FileWriter` of the crate `arrow-ipc` also writes such files. It cannot end a file after a record
/// batch that could not be written.
pub struct ArrowFile<W: Write> {
    stream: StreamWriter<Vec<u8>>,
    schema: SchemaRef,
    out: W,
    /// Positions of the record batches in the output.
    blocks: Vec<Block>,
    /// Number of bytes in the output.
    written: usize,
}

impl<W: Write> fmt::Debug for ArrowFile<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArrowFile").finish_non_exhaustive()
    }
}

/// First and last bytes of an Arrow IPC file.
const MAGIC: &[u8] = b"ARROW1";

/// First bytes of an Arrow IPC file, aligned to the alignment of its messages.
const ALIGNED_MAGIC_SIZE: usize = 64;

impl<W: Write> ArrowFile<W> {
    fn create(mut out: W, schema: SchemaRef, options: IpcWriteOptions) -> io::Result<Self> {
        let mut start = MAGIC.to_vec();
        start.resize(ALIGNED_MAGIC_SIZE, 0);
        let stream = StreamWriter::try_new_with_options(start, &schema, options);
        let mut stream = stream.map_err(io_error)?;
        let start = std::mem::take(stream.get_mut());
        out.write_all(&start)?;
        Ok(Self { stream, schema, out, blocks: Vec::new(), written: start.len() })
    }

    fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.stream.get_mut().clear();
        self.stream.write(batch).map_err(io_error)?;
        let message = self.stream.get_ref();
        // A message starts with a continuation marker and the size of its metadata.
        let size: Option<[u8; 4]> = message.get(4..8).and_then(|size| size.try_into().ok());
        let metadata = u32::from_le_bytes(size.unwrap_or_default()).saturating_add(8);
        let body = (message.len() as i64).saturating_sub(metadata.into());
        let metadata = i32::try_from(metadata).map_err(io::Error::other)?;
        let offset = i64::try_from(self.written).map_err(io::Error::other)?;
        // A single call, so that the output can remove an incomplete record batch.
        self.out.write_all(message)?;
        self.written = self.written.saturating_add(message.len());
        self.blocks.push(Block::new(offset, metadata, body));
        Ok(())
    }

    fn finish(mut self) -> io::Result<W> {
        let mut builder = FlatBufferBuilder::new();
        let (dictionaries, batches) =
            (builder.create_vector::<Block>(&[]), builder.create_vector(&self.blocks));
        let mut tracker = DictionaryTracker::new(true);
        let schema = IpcSchemaEncoder::new()
            .with_dictionary_tracker(&mut tracker)
            .schema_to_fb_offset(&mut builder, &self.schema);
        let mut footer = FooterBuilder::new(&mut builder);
        footer.add_version(MetadataVersion::V5);
        footer.add_schema(schema);
        footer.add_dictionaries(dictionaries);
        footer.add_recordBatches(batches);
        let root = footer.finish();
        builder.finish(root, None);
        let footer = builder.finished_data();
        let size = i32::try_from(footer.len()).map_err(io::Error::other)?;
        // A continuation marker without a message ends the stream.
        let end = [&[0xff; 4], &[0; 4][..], footer, &size.to_le_bytes(), MAGIC].concat();
        write_end(&mut self.out, &end)?;
        Ok(self.out)
    }
}

impl TableFormat for ArrowStreamFormat {
    type Encoded = Option<RecordBatch>;
    type File<W: Write> = StreamWriter<W>;

    fn new(tables: &[TableSchema], names: &[String]) -> io::Result<Self> {
        ArrowFileFormat::new(tables, names).map(Self)
    }

    fn block_size(&self) -> BlockSize {
        BlockSize { bytes: self.0.block_bytes(), full: false }
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut Option<RecordBatch>) -> io::Result<()> {
        self.0.encode(rows, to)
    }

    fn create<W: Write>(&self, out: W) -> io::Result<StreamWriter<W>> {
        let options = self.0.options.clone();
        StreamWriter::try_new_with_options(out, &self.0.schema, options).map_err(io_error)
    }

    fn write<W: Write>(
        file: &mut StreamWriter<W>,
        rows: &mut Option<RecordBatch>,
    ) -> io::Result<()> {
        rows.take().map_or(Ok(()), |batch| file.write(&batch)).map_err(io_error)
    }

    fn flush<W: Write>(file: &mut StreamWriter<W>) -> io::Result<()> {
        file.flush().map_err(io_error)
    }

    fn finish<W: Write>(file: StreamWriter<W>) -> io::Result<W> {
        file.into_inner().map_err(io_error)
    }
}

/// Returns the I/O error inside an Arrow error, or wraps the Arrow error.
pub(crate) fn io_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

/// Returns the value of the key `ARROW:schema` in Parquet files: the IPC message of the schema in
/// Base64.
pub(crate) fn schema_message(schema: &SchemaRef) -> String {
    let mut tracker = DictionaryTracker::new(true);
    let encoded = IpcDataGenerator::default().schema_to_bytes_with_dictionary_tracker(
        schema,
        &mut tracker,
        &IpcWriteOptions::default(),
    );
    let length = u32::try_from(encoded.ipc_message.len()).unwrap_or(u32::MAX);
    let message = [&[0xff; 4], &length.to_le_bytes()[..], &encoded.ipc_message].concat();
    BASE64_STANDARD.encode(message)
}
