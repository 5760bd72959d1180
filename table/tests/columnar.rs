//! Parquet and Arrow files, read back with the `parquet` and `arrow` crates.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]
#![cfg(feature = "columnar")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float16Type, Float32Type, Int8Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::{FileReader, StreamReader};
use bytes::Bytes;
use bytescope_table::{
    AnyTableFormat, Batch, Cell, ColumnKind, Field, RowBlock, TableFile, TableKind, TableSchema,
};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field as Read, Row};
use std::cell::RefCell;
use std::io::{self, Cursor, Write};
use std::rc::Rc;

/// Returns a table with a column of every kind except JSON, and a row of nulls.
fn table() -> (TableSchema, Batch) {
    let kinds = [
        ColumnKind::Bool,
        ColumnKind::I8,
        ColumnKind::U8,
        ColumnKind::I16,
        ColumnKind::U16,
        ColumnKind::I32,
        ColumnKind::U32,
        ColumnKind::I64,
        ColumnKind::U64,
        ColumnKind::I128,
        ColumnKind::F16,
        ColumnKind::F32,
        ColumnKind::F64,
        ColumnKind::Text,
        ColumnKind::Bytes,
    ];
    let fields = kinds.iter().map(|kind| Field::new(format!("{kind:?}"), *kind));
    let schema = TableSchema { fields: fields.collect() };
    let mut batch = Batch::new(&schema);
    let first = [
        Cell::Bool(true),
        Cell::Int(-128),
        Cell::Int(255),
        Cell::Int(-32768),
        Cell::Int(65535),
        Cell::Int(i32::MIN.into()),
        Cell::Int(u32::MAX.into()),
        Cell::Int(i64::MIN.into()),
        Cell::Int(u64::MAX.into()),
        Cell::Int(-i128::from(u64::MAX)),
        Cell::F16(0x3e00),
        Cell::F32(0.1),
        Cell::F64(0.1),
        Cell::Text("Zoë"),
        Cell::Bytes(&[0, 255]),
    ];
    batch.push(&first);
    batch.push(&[Cell::Null; 15]);
    batch.push(&first);
    (schema, batch)
}

/// Returns a file with the rows of a batch, repeated `times` times.
fn file(kind: TableKind, schema: &TableSchema, batch: &Batch, times: usize) -> Vec<u8> {
    let tables = std::slice::from_ref(schema);
    let format = AnyTableFormat::of(kind, tables, &[]).unwrap();
    let mut file = format.create(Vec::new()).unwrap();
    for _ in 0..times {
        let mut rows = RowBlock { tables: vec![batch.clone()], order: Vec::new() };
        let mut encoded = Default::default();
        format.encode(&mut rows, &mut encoded).unwrap();
        file.write(&mut encoded).unwrap();
    }
    file.finish().unwrap()
}

/// Returns a decimal number of 20 digits, as read by the `parquet` crate.
fn decimal(value: i128) -> Read {
    let bytes = value.to_be_bytes()[7..].to_vec();
    Read::Decimal(parquet::data_type::Decimal::from_bytes(bytes.into(), 20, 0))
}

fn rows(file: Vec<u8>) -> Vec<Row> {
    let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

#[test]
fn parquet_preserves_every_kind_and_null() {
    let (schema, batch) = table();
    let rows = rows(file(TableKind::Parquet, &schema, &batch, 2));
    assert_eq!(rows.len(), 6);
    let values =
        |row: &Row| row.get_column_iter().map(|(_, value)| value.clone()).collect::<Vec<_>>();
    let expected = [
        Read::Bool(true),
        Read::Byte(-128),
        Read::UByte(255),
        Read::Short(-32768),
        Read::UShort(65535),
        Read::Int(i32::MIN),
        Read::UInt(u32::MAX),
        Read::Long(i64::MIN),
        Read::ULong(u64::MAX),
        decimal(-i128::from(u64::MAX)),
        Read::Float16(half::f16::from_f32(1.5)),
        Read::Float(0.1),
        Read::Double(0.1),
        Read::Str("Zoë".to_owned()),
        Read::Bytes(vec![0, 255].into()),
    ];
    assert_eq!(values(&rows[0]), expected);
    assert_eq!(values(&rows[5]), expected);
    assert_eq!(values(&rows[1]), vec![Read::Null; 15]);
}

fn assert_is_table(batch: &RecordBatch) {
    assert_eq!((batch.num_rows(), batch.num_columns()), (3, 15));
    assert!(batch.columns().iter().all(|c| c.is_valid(0) && c.is_null(1) && c.is_valid(2)));
    assert!(batch.column(0).as_boolean().value(0));
    assert_eq!(batch.column(1).as_primitive::<Int8Type>().value(0), -128);
    assert_eq!(batch.column(8).as_primitive::<UInt64Type>().value(0), u64::MAX);
    let wide = batch.column(9).as_primitive::<Decimal128Type>();
    assert_eq!((wide.value(0), wide.precision(), wide.scale()), (-i128::from(u64::MAX), 20, 0));
    assert_eq!(batch.column(10).as_primitive::<Float16Type>().value(0).to_f32(), 1.5);
    assert_eq!(batch.column(11).as_primitive::<Float32Type>().value(2), 0.1);
    assert_eq!(batch.column(13).as_string::<i32>().value(0), "Zoë");
    assert_eq!(batch.column(14).as_binary::<i32>().value(2), [0, 255]);
}

#[test]
fn arrow_preserves_every_kind_and_null() {
    for kind in [TableKind::Arrow, TableKind::ArrowStream] {
        let (schema, batch) = table();
        let file = Cursor::new(file(kind, &schema, &batch, 1));
        let read: Vec<_> = match kind {
            TableKind::Arrow => FileReader::try_new(file, None).unwrap().collect(),
            _ => StreamReader::try_new(file, None).unwrap().collect(),
        };
        assert_eq!(read.len(), 1);
        assert_is_table(read[0].as_ref().unwrap());
    }
}

/// Columns with the same name are merged, with the rows of both tables in order.
#[test]
fn tables_are_joined() {
    let table = |kind, cells: &[Cell<'_>]| {
        let schema = TableSchema { fields: vec![Field::new("v", kind)] };
        let mut batch = Batch::new(&schema);
        cells.iter().for_each(|cell| batch.push(&[*cell]));
        (schema, batch)
    };
    let joined = |pairs: [(TableSchema, Batch); 2], kind| {
        let [(a, x), (b, y)] = pairs;
        let format = AnyTableFormat::of(kind, &[a, b], &[]).unwrap();
        let mut rows = RowBlock { tables: vec![x, y], order: vec![1, 0, 0] };
        let mut encoded = Default::default();
        format.encode(&mut rows, &mut encoded).unwrap();
        let mut file = format.create(Vec::new()).unwrap();
        file.write(&mut encoded).unwrap();
        file.finish().unwrap()
    };
    let integers = || {
        [
            table(ColumnKind::U64, &[Cell::Int(u64::MAX.into()), Cell::Null]),
            table(ColumnKind::I8, &[Cell::Int(-5)]),
        ]
    };
    let rows_of = |file| rows(file).iter().map(Row::to_string).collect::<Vec<_>>();
    // The reader prints a point after decimals of scale 0.
    let expected = ["{v: -5.}", "{v: 18446744073709551615.}", "{v: null}"];
    assert_eq!(rows_of(joined(integers(), TableKind::Parquet)), expected);
    assert_eq!(joined(integers(), TableKind::Csv), b"v\n-5\n18446744073709551615\n\"\"\n");
    let texts = || {
        [
            table(ColumnKind::F64, &[Cell::F64(1e300), Cell::F64(f64::INFINITY)]),
            table(ColumnKind::Text, &[Cell::Text("abc")]),
        ]
    };
    let expected = ["{v: \"abc\"}", "{v: \"1e+300\"}", "{v: \"Infinity\"}"];
    assert_eq!(rows_of(joined(texts(), TableKind::Parquet)), expected);
}

#[test]
fn individual_rows_are_written() {
    let (schema, batch) = table();
    let mut file = TableFile::create(TableKind::Parquet, &schema, Vec::new()).unwrap();
    for row in 0..batch.rows() {
        let cells = (0..schema.fields.len()).map(|column| batch.cell(column, row));
        file.push(&cells.collect::<Vec<_>>()).unwrap();
    }
    assert_eq!(rows(file.finish().unwrap()).len(), 3);
}

/// An output of limited size. A call that exceeds the size writes nothing. Space for the end of the file
/// is reserved until a call fails.
#[derive(Clone)]
struct Limited {
    written: Rc<RefCell<Vec<u8>>>,
    limit: usize,
    reserved: usize,
}

/// Reserved size in bytes.
const RESERVED: usize = 3000;

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.written.borrow_mut();
        if written.len() + bytes.len() + self.reserved > self.limit {
            self.reserved = 0;
            return Err(io::ErrorKind::StorageFull.into());
        }
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file whose output is full contains the rows before the first block that could not be written.
#[test]
fn a_file_is_ended_after_a_failed_write() {
    let schema = TableSchema { fields: vec![Field::new("v", ColumnKind::U32)] };
    for kind in [TableKind::Parquet, TableKind::Arrow] {
        let mut most = 0;
        for size in [900, 2000, 4000, 7000, 9000] {
            let limit = size + RESERVED;
            let out = Limited { written: Rc::default(), limit, reserved: RESERVED };
            let mut file = TableFile::create(kind, &schema, out.clone()).unwrap();
            let row = |number: u32| [Cell::Int(number.into())];
            // 1,800 rows: the last block fails when the file is ended.
            let failed = (0..1800).find_map(|number| file.push(&row(number)).err());
            assert!(failed.is_none_or(|error| error.kind() == io::ErrorKind::StorageFull));
            let _ = file.finish();
            let bytes = Bytes::from(out.written.borrow().clone());
            let rows: usize = match kind {
                TableKind::Parquet => {
                    let reader = SerializedFileReader::new(bytes).unwrap();
                    reader.get_row_iter(None).unwrap().map(Result::unwrap).count()
                }
                _ => {
                    let reader = FileReader::try_new(Cursor::new(bytes), None).unwrap();
                    reader.map(|batch| batch.unwrap().num_rows()).sum()
                }
            };
            // Complete blocks of 256, 512 and 1,024 rows.
            assert!(
                [0, 256, 768, 1792, 1800].contains(&rows) && rows >= most,
                "{kind:?} {size}: {rows}"
            );
            most = rows;
        }
        assert!(most >= 768, "{kind:?}: {most}");
    }
}
