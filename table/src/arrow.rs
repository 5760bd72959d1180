//! Arrow record batches, and Arrow IPC files and streams.
//!
//! See <https://arrow.apache.org/docs/format/Columnar.html>. The unit of a column is stored in its
//! metadata under the key `unit`.
//!
//! [`arrow_array`] and [`arrow_schema`] are re-exported, so that dependents use the same versions.

pub use {arrow_array, arrow_schema};

use super::batch::{Batch, ColumnValues, Strings};
use super::block::{Joined, RowBlock};
use super::schema::{ColumnKind, TableSchema};
use super::writer::{BlockSize, TableFormat, write_end};
use arrow_array::types::Float16Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Decimal128Array, PrimitiveArray, RecordBatch,
    RecordBatchOptions, StringArray,
};
use arrow_buffer::{Buffer, OffsetBuffer};
use arrow_ipc::convert::IpcSchemaEncoder;
use arrow_ipc::writer::{DictionaryTracker, IpcDataGenerator, IpcWriteOptions, StreamWriter};
use arrow_ipc::{Block, FooterBuilder, MetadataVersion};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flatbuffers::FlatBufferBuilder;
use half::f16;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// Returns the Arrow schema of a table.
pub fn schema(schema: &TableSchema) -> SchemaRef {
    let field = |field: &super::Field| {
        let arrow = Field::new(&field.name, data_type(field.kind), field.nullable);
        match field.unit.is_empty() {
            true => arrow,
            false => arrow.with_metadata([("unit".to_owned(), field.unit.clone())].into()),
        }
    };
    let fields: Vec<_> = schema.fields.iter().map(field).collect();
    Arc::new(arrow_schema::Schema::new(fields))
}

/// Decimal precision of integers that need more than 64 bits.
pub(crate) const DECIMAL_PRECISION: u8 = 20;

fn data_type(kind: ColumnKind) -> DataType {
    match kind {
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
    let arrays = columns.map(|(values, valid)| {
        let valid = std::mem::take(valid);
        array(values, (!valid.is_empty()).then_some(valid))
    });
    let arrays = arrays.collect::<Result<_, _>>()?;
    batch.rows = 0;
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(schema.clone(), arrays, &options)
}

fn array(values: &mut ColumnValues, valid: Option<Vec<bool>>) -> Result<ArrayRef, ArrowError> {
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
    })
}

/// Moves variable-length values out as Arrow offsets and data.
fn parts(values: &mut Strings) -> Result<(OffsetBuffer<i32>, Buffer), ArrowError> {
    let Strings { data, ends } = std::mem::take(values);
    if i32::try_from(data.len()).is_err() {
        return Err(ArrowError::OffsetOverflowError(data.len()));
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let lengths = ends.iter().zip(starts).map(|(end, start)| end.saturating_sub(start));
    Ok((OffsetBuffer::from_lengths(lengths), data.into()))
}

/// Input size per record batch in bytes.
const BLOCK_SIZE: usize = 1 << 20;

/// The Arrow IPC file format, with random access to record batches.
#[derive(Debug)]
pub struct ArrowFileFormat {
    joined: Joined,
    schema: SchemaRef,
}

/// The Arrow IPC stream format, which is read sequentially.
#[derive(Debug)]
pub struct ArrowStreamFormat(ArrowFileFormat);

impl TableFormat for ArrowFileFormat {
    type Encoded = Option<RecordBatch>;
    type File<W: Write> = ArrowFile<W>;

    fn new(tables: &[TableSchema], names: &[String]) -> io::Result<Self> {
        let joined = Joined::new(tables, names);
        Ok(Self { schema: schema(joined.schema()), joined })
    }

    fn block_size(&self) -> BlockSize {
        BlockSize { bytes: BLOCK_SIZE, full: true }
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut Option<RecordBatch>) -> io::Result<()> {
        let mut scratch = Batch::default();
        let batch = self.joined.batch(rows, &mut scratch);
        *to = batch.map(|batch| take(batch, &self.schema)).transpose().map_err(io_error)?;
        Ok(())
    }

    fn create<W: Write>(&self, out: W) -> io::Result<ArrowFile<W>> {
        ArrowFile::create(out, self.schema.clone())
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
    fn create(mut out: W, schema: SchemaRef) -> io::Result<Self> {
        let mut start = MAGIC.to_vec();
        start.resize(ALIGNED_MAGIC_SIZE, 0);
        let mut stream = StreamWriter::try_new(start, &schema).map_err(io_error)?;
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
        BlockSize { bytes: BLOCK_SIZE, full: false }
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut Option<RecordBatch>) -> io::Result<()> {
        self.0.encode(rows, to)
    }

    fn create<W: Write>(&self, out: W) -> io::Result<StreamWriter<W>> {
        StreamWriter::try_new(out, &self.0.schema).map_err(io_error)
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
