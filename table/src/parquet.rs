//! Parquet: batches as row groups.
//!
//! The format is that of <https://parquet.apache.org/docs/file-format/>. Values are written plain:
//! what sensors measure hardly repeats, and is read and written at the speed of memory that way.
//! The Arrow schema, with the units of the columns, stands beside it under `ARROW:schema`, as
//! other programs keep it.

use super::arrow::DIGITS;
use super::batch::{Batch, Strings, Values};
use super::block::{Joined, RowBlock};
use super::schema::{Field, Kind, Schema};
use super::writer::{BlockSize, TableFormat};
use bytes::Bytes;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type, TypePtr};
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// The Parquet file format: what all row groups of a file share.
#[derive(Debug)]
pub struct Groups {
    joined: Joined,
    schema: TypePtr,
    columns: SchemaDescPtr,
    properties: WriterPropertiesPtr,
}

/// A row group that is ready to be written: each column's bytes and what the file says of them.
#[derive(Debug, Default)]
pub struct Group(Vec<(Bytes, ColumnCloseResult)>);

impl Groups {
    fn of(joined: Joined) -> io::Result<Self> {
        let columns = &joined.schema().fields;
        let fields: Result<Vec<_>> = columns.iter().map(|f| field(f).map(Arc::new)).collect();
        let root = fields
            .and_then(|fields| Type::group_type_builder("schema").with_fields(fields).build())
            .map_err(io_error)?;
        let arrow = super::arrow::message(&super::arrow::schema(joined.schema()));
        let properties = WriterProperties::builder()
            .set_dictionary_enabled(false)
            .set_offset_index_disabled(true)
            .set_data_page_size_limit(PAGE)
            .set_data_page_row_count_limit(usize::MAX)
            .set_write_batch_size(STEP)
            .set_created_by(concat!("bytescope ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(vec![KeyValue::new("ARROW:schema".to_owned(), arrow)]));
        let schema = Arc::new(root);
        let columns = Arc::new(SchemaDescriptor::new(schema.clone()));
        Ok(Self { joined, schema, columns, properties: Arc::new(properties.build()) })
    }

    fn make(&self, batch: &Batch) -> io::Result<Group> {
        let columns = batch.columns.iter().enumerate();
        let made: Result<_> =
            columns.map(|(at, v)| self.column(at, v, batch.valid(at), batch.rows)).collect();
        made.map(Group).map_err(io_error)
    }

    fn column(
        &self,
        index: usize,
        values: &Values,
        valid: Option<&[bool]>,
        rows: usize,
    ) -> Result<(Bytes, ColumnCloseResult)> {
        let mut out = TrackedWrite::new(Vec::new());
        let page = Box::new(SerializedPageWriter::new(&mut out));
        let mut writer =
            get_column_writer(self.columns.column(index), self.properties.clone(), page);
        // Where rows may have no value, each says whether it has one.
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

/// Bytes of rows in a row group.
const BLOCK: usize = 4 << 20;

impl TableFormat for Groups {
    type Encoded = Option<Group>;
    type File<W: Write> = ParquetFile<W>;

    fn new(tables: &[Schema], first: &[String]) -> io::Result<Self> {
        Self::of(Joined::new(tables, first))
    }

    fn block_size(&self) -> BlockSize {
        BlockSize { bytes: BLOCK, full: true }
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut Option<Group>) -> io::Result<()> {
        let mut memory = Batch::default();
        let batch = self.joined.batch(rows, &mut memory);
        *to = batch.map(|batch| self.make(batch)).transpose()?;
        Ok(())
    }

    fn create<W: Write>(&self, out: W) -> io::Result<ParquetFile<W>> {
        ParquetFile::create(out, self)
    }

    fn write<W: Write>(file: &mut ParquetFile<W>, rows: &mut Option<Group>) -> io::Result<()> {
        rows.take().map_or(Ok(()), |group| file.write(group))
    }

    fn flush<W: Write>(_: &mut ParquetFile<W>) -> io::Result<()> {
        Ok(())
    }

    fn finish<W: Write>(file: ParquetFile<W>) -> io::Result<W> {
        file.finish()
    }
}

/// Bytes of a page.
const PAGE: usize = 1 << 20;

/// Values after which the size of a page is looked at.
const STEP: usize = 64 << 10;

/// A Parquet file that is being written, front to back.
pub struct ParquetFile<W: Write> {
    /// It wants an output that may go to other threads; so it writes to memory, and what it wrote
    /// goes on from there.
    file: SerializedFileWriter<Vec<u8>>,
    out: W,
}

impl<W: Write> fmt::Debug for ParquetFile<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetFile").finish_non_exhaustive()
    }
}

impl<W: Write> ParquetFile<W> {
    fn create(out: W, groups: &Groups) -> io::Result<Self> {
        let (schema, properties) = (groups.schema.clone(), groups.properties.clone());
        let file = SerializedFileWriter::new(Vec::new(), schema, properties).map_err(io_error)?;
        Ok(Self { file, out })
    }

    fn write(&mut self, group: Group) -> io::Result<()> {
        let append = || {
            let mut to = self.file.next_row_group()?;
            for (bytes, close) in group.0 {
                to.append_column(&bytes, close)?;
            }
            to.close()
        };
        append().map_err(io_error)?;
        self.file.flush()?;
        self.out.write_all(self.file.inner())?;
        self.file.inner_mut().clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<W> {
        let rest = self.file.into_inner().map_err(io_error)?;
        self.out.write_all(&rest)?;
        Ok(self.out)
    }
}

fn io_error(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

/// Bytes of a decimal number of [`DIGITS`] digits.
const DECIMAL_BYTES: usize = 9;

fn field(field: &Field) -> Result<Type> {
    let integer = |bit_width, is_signed| Some(LogicalType::integer(bit_width, is_signed));
    let (physical, logical) = match field.kind {
        Kind::Bool => (Physical::BOOLEAN, None),
        Kind::I8 => (Physical::INT32, integer(8, true)),
        Kind::U8 => (Physical::INT32, integer(8, false)),
        Kind::I16 => (Physical::INT32, integer(16, true)),
        Kind::U16 => (Physical::INT32, integer(16, false)),
        Kind::I32 => (Physical::INT32, None),
        Kind::U32 => (Physical::INT32, integer(32, false)),
        Kind::I64 => (Physical::INT64, None),
        Kind::U64 => (Physical::INT64, integer(64, false)),
        Kind::I128 => {
            (Physical::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::decimal(0, DIGITS.into())))
        }
        Kind::F16 => (Physical::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::Float16)),
        Kind::F32 => (Physical::FLOAT, None),
        Kind::F64 => (Physical::DOUBLE, None),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        Kind::Bytes => (Physical::BYTE_ARRAY, None),
    };
    let repetition = if field.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(&field.name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .with_length(match field.kind {
            Kind::F16 => 2,
            Kind::I128 => DECIMAL_BYTES as i32,
            _ => -1,
        })
        .with_precision(if field.kind == Kind::I128 { DIGITS.into() } else { -1 })
        .with_scale(if field.kind == Kind::I128 { 0 } else { -1 })
        .build()
}

/// Writes the values that are there. Integers are stored in 32 or 64 bits, whatever their width.
fn fill(
    writer: &mut ColumnWriter<'_>,
    values: &Values,
    valid: Option<&[bool]>,
    levels: Option<&[i16]>,
) -> Result<()> {
    use ColumnWriter as To;
    macro_rules! put {
        ($to:expr, $values:expr, $make:expr) => {{
            let made: Vec<_> = there($values, valid).map($make).collect();
            $to.write_batch(&made, levels, None)?;
        }};
    }
    match (writer, values) {
        (To::FloatColumnWriter(to), Values::F32(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::DoubleColumnWriter(to), Values::F64(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::Int32ColumnWriter(to), Values::I32(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::Int64ColumnWriter(to), Values::I64(v)) if valid.is_none() => {
            to.write_batch(v, levels, None)?;
        }
        (To::BoolColumnWriter(to), Values::Bool(v)) => put!(to, v, |v| v),
        (To::Int32ColumnWriter(to), Values::I8(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), Values::U8(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), Values::I16(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), Values::U16(v)) => put!(to, v, i32::from),
        (To::Int32ColumnWriter(to), Values::I32(v)) => put!(to, v, |v| v),
        (To::Int32ColumnWriter(to), Values::U32(v)) => put!(to, v, u32::cast_signed),
        (To::Int64ColumnWriter(to), Values::I64(v)) => put!(to, v, |v| v),
        (To::Int64ColumnWriter(to), Values::U64(v)) => put!(to, v, u64::cast_signed),
        (To::FloatColumnWriter(to), Values::F32(v)) => put!(to, v, |v| v),
        (To::DoubleColumnWriter(to), Values::F64(v)) => put!(to, v, |v| v),
        (To::FixedLenByteArrayColumnWriter(to), Values::F16(v)) => {
            put!(to, v, |v: u16| FixedLenByteArray::from(v.to_le_bytes().to_vec()));
        }
        (To::FixedLenByteArrayColumnWriter(to), Values::I128(v)) => {
            put!(to, v, |v: i128| {
                let [_, _, _, _, _, _, _, rest @ ..] = v.to_be_bytes();
                FixedLenByteArray::from(rest.to_vec())
            });
        }
        (To::ByteArrayColumnWriter(to), Values::Text(v) | Values::Bytes(v) | Values::Json(v)) => {
            to.write_batch(&strings(v, valid), levels, None)?;
        }
        _ => return Err(ParquetError::General("a batch of another schema".to_owned())),
    }
    Ok(())
}

/// The values of the rows that have one.
fn there<'v, T: Copy>(values: &'v [T], valid: Option<&'v [bool]>) -> impl Iterator<Item = T> + 'v {
    let is_there = move |row: usize| valid.is_none_or(|valid| valid.get(row) == Some(&true));
    values.iter().enumerate().filter(move |(row, _)| is_there(*row)).map(|(_, value)| *value)
}

fn strings(values: &Strings, valid: Option<&[bool]>) -> Vec<ByteArray> {
    let rows: Vec<usize> = (0..values.ends.len()).collect();
    let all = Bytes::copy_from_slice(&values.data);
    there(&rows, valid).map(|row| all.slice_ref(slice(&all, values, row)).into()).collect()
}

/// The value of a row in a copy of all of them.
fn slice<'a>(all: &'a Bytes, values: &Strings, row: usize) -> &'a [u8] {
    let end = values.ends.get(row).copied().unwrap_or_default();
    let start = end.saturating_sub(values.get(row).len());
    all.get(start..end).unwrap_or_default()
}
