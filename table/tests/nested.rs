//! Nested columns, omitted columns and compression, read back with the `parquet` and `arrow` crates.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]
#![cfg(feature = "columnar")]

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt8Type;
use arrow_ipc::reader::FileReader;
use bytes::Bytes;
use bytescope_table::{
    AnyTableFormat, Batch, Cell, ColumnKind, ColumnValues, Field, LineStyle, Lines, NestedType,
    NestedValues, RowBlock, TableCompression, TableKind, TableSchema,
};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Row;
use std::cell::RefCell;
use std::io::{self, Cursor, ErrorKind, Write};
use std::rc::Rc;

/// Writes blocks of rows.
fn write(format: &AnyTableFormat, blocks: Vec<RowBlock>) -> Vec<u8> {
    let mut file = format.create(Vec::new()).unwrap();
    for mut rows in blocks {
        let mut encoded = Default::default();
        format.encode(&mut rows, &mut encoded).unwrap();
        file.write(&mut encoded).unwrap();
    }
    file.finish().unwrap()
}

fn rows(file: Vec<u8>) -> Vec<String> {
    let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
    reader.get_row_iter(None).unwrap().map(|row| Row::to_string(&row.unwrap())).collect()
}

fn names(file: &[u8]) -> Vec<String> {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(file)).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect()
}

/// A list of structures with a list, and rows with values, an empty list and a null.
fn nested() -> (TableSchema, Batch) {
    let sizes = NestedType::List(Field::new("", ColumnKind::U8));
    let fields = vec![Field::new("name", ColumnKind::Text), Field::nested("sizes", sizes)];
    let list = NestedType::List(Field::nested("", NestedType::Struct(fields)));
    let fields = vec![Field::new("id", ColumnKind::U16), Field::nested("parts", list)];
    let schema = TableSchema { fields };
    let mut batch = Batch::new(&schema);
    for id in 0..3 {
        let mut row = batch.row();
        row.push(&Cell::Int(id));
        row.push_with(|column| {
            let ColumnValues::Nested(NestedValues::List { ends, items }) = column else {
                return false;
            };
            for part in 0..if id == 0 { 2 } else { 0 } {
                items.push_with(|item| {
                    let ColumnValues::Nested(NestedValues::Struct(fields)) = item else {
                        return false;
                    };
                    fields[0].column.push(if part == 0 { &Cell::Text("a") } else { &Cell::Null });
                    fields[1].column.push_with(|sizes| {
                        let ColumnValues::Nested(NestedValues::List { ends, items }) = sizes else {
                            return false;
                        };
                        (0..part * 2).for_each(|size| items.push(&Cell::Int(size)));
                        ends.push(items.len());
                        true
                    });
                    true
                });
            }
            ends.push(items.len());
            id < 2
        });
        row.finish();
    }
    (schema, batch)
}

#[test]
fn nested_columns_are_read_back() {
    let (schema, batch) = nested();
    let block = || RowBlock { tables: vec![batch.clone()], order: Vec::new() };
    let format = |kind| AnyTableFormat::of(kind, std::slice::from_ref(&schema), &[]).unwrap();

    let mut lines = Lines::default();
    LineStyle::ndjson(&schema).write(&batch, &mut lines);
    let expected = "{\"id\":0,\"parts\":[{\"name\":\"a\",\"sizes\":[]},{\"sizes\":[0,1]}]}\n\
                    {\"id\":1,\"parts\":[]}\n{\"id\":2,\"parts\":null}\n";
    assert_eq!(std::str::from_utf8(lines.as_bytes()), Ok(expected));

    let file = write(&format(TableKind::Parquet), vec![block(), block()]);
    let read = rows(file);
    assert_eq!(read.len(), 6);
    assert_eq!(
        read[..3],
        [
            "{id: 0, parts: [{name: \"a\", sizes: []}, {name: null, sizes: [0, 1]}]}",
            "{id: 1, parts: []}",
            "{id: 2, parts: null}"
        ]
    );
    assert_eq!(read[..3], read[3..]);

    let file = write(&format(TableKind::Arrow), vec![block()]);
    let mut reader = FileReader::try_new(Cursor::new(file), None).unwrap();
    let batch = reader.next().unwrap().unwrap();
    let parts = batch.column(1).as_list::<i32>();
    assert!(parts.is_valid(1) && parts.is_null(2));
    let items = parts.value(0);
    let sizes = items.as_struct().column(1).as_list::<i32>().value(1);
    assert_eq!(sizes.as_primitive::<UInt8Type>().values(), &[0, 1]);
}

/// Lists of different structures with the same name have the fields of both.
#[test]
fn nested_columns_are_joined() {
    let table = |name: &str, kind| {
        let list = |field| NestedType::List(Field::nested("", NestedType::Struct(vec![field])));
        let schema =
            TableSchema { fields: vec![Field::nested("items", list(Field::new(name, kind)))] };
        let mut batch = Batch::new(&schema);
        batch.extend(1, |_, column| {
            let ColumnValues::Nested(NestedValues::List { ends, items }) = column else {
                return None;
            };
            items.push_with(|item| {
                let ColumnValues::Nested(NestedValues::Struct(fields)) = item else { return false };
                fields[0].column.push(&Cell::Int(7));
                true
            });
            ends.push(1);
            None
        });
        (schema, batch)
    };
    let file = |tables: [(TableSchema, Batch); 2]| {
        let (schemas, tables): (Vec<_>, _) = tables.into_iter().unzip();
        let format = AnyTableFormat::of(TableKind::Parquet, &schemas, &[]).unwrap();
        rows(write(&format, vec![RowBlock { tables, order: vec![1, 0] }]))
    };
    let read = file([table("a", ColumnKind::U8), table("b", ColumnKind::I16)]);
    assert_eq!(read, ["{items: [{a: null, b: 7}]}", "{items: [{a: 7, b: null}]}"]);
    let read = file([table("a", ColumnKind::U8), table("a", ColumnKind::I16)]);
    assert_eq!(read, ["{items: [{a: 7}]}", "{items: [{a: 7}]}"]);
}

/// Columns of tables without rows are omitted. Columns of tables that have rows later are null in
/// earlier row groups.
#[test]
fn columns_of_tables_without_rows_are_omitted() {
    let table = |name: &str| TableSchema {
        fields: vec![Field::new("offset", ColumnKind::U64), Field::new(name, ColumnKind::U8)],
    };
    let tables = ["a", "b", "c"].map(table);
    let block = |table: u16, values: &[i128]| {
        let mut rows = RowBlock::new(&tables);
        for value in values {
            rows.tables[usize::from(table)].push(&[Cell::Int(*value), Cell::Int(*value)]);
            rows.order.push(table);
        }
        rows
    };
    let format = AnyTableFormat::of(TableKind::Parquet, &tables, &[]).unwrap();
    let file = write(&format, vec![block(0, &[1, 2]), block(2, &[3]), block(0, &[4])]);
    assert_eq!(names(&file), ["offset", "a", "c"]);
    assert_eq!(
        rows(file),
        [
            "{offset: 1, a: 1, c: null}",
            "{offset: 2, a: 2, c: null}",
            "{offset: 3, a: null, c: 3}",
            "{offset: 4, a: 4, c: null}"
        ]
    );
    // The first column may be of one table only.
    let apart =
        ["a", "b"].map(|name| TableSchema { fields: vec![Field::new(name, ColumnKind::U8)] });
    let apart_format = AnyTableFormat::of(TableKind::Parquet, &apart, &[]).unwrap();
    let apart_block = |table: u16| {
        let mut rows = RowBlock::new(&apart);
        rows.tables[usize::from(table)].push(&[Cell::Int(5)]);
        rows.order.push(table);
        rows
    };
    let file = write(&apart_format, vec![apart_block(1), apart_block(0)]);
    assert_eq!(rows(file), ["{a: null, b: 5}", "{a: 5, b: null}"]);
    assert_eq!(rows(write(&apart_format, vec![apart_block(1)])), ["{b: 5}"]);
    // Columns of all tables are in every file, and so are columns that are requested by name.
    assert_eq!(names(&write(&format, Vec::new())), ["offset"]);
    let all = ["c", "b", "offset", "a"].map(str::to_owned);
    let format = AnyTableFormat::of(TableKind::Parquet, &tables, &all).unwrap();
    let file = write(&format, vec![block(0, &[1])]);
    assert_eq!(names(&file), all);
    assert_eq!(rows(file), ["{c: null, b: null, offset: 1, a: 1}"]);
}

/// Every compression method and encoding, with values in several pages.
#[test]
fn compressed_values_are_read_back() {
    let fields = vec![
        Field { nullable: false, ..Field::new("counter", ColumnKind::I64) },
        Field::new("random", ColumnKind::U32),
        Field::new("text", ColumnKind::Text),
        Field::new("float", ColumnKind::F64),
    ];
    let schema = TableSchema { fields };
    let mut batch = Batch::new(&schema);
    let (mut state, mut expected) = (1_u64, Vec::new());
    for row in 0..300_000_i64 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let random = (state >> 32) as u32;
        let text = format!("text {}", random % 100);
        let cell = if random.is_multiple_of(3) { Cell::Null } else { Cell::Text(&text) };
        batch.push(&[
            Cell::Int(i64::MIN.saturating_add(row * 1000).into()),
            Cell::Int(random.into()),
            cell,
            Cell::F64(f64::from(random) / 7.0),
        ]);
        if row % 10_007 == 0 {
            expected.push((row, random, cell != Cell::Null));
        }
    }
    let method = |name: &str| name.parse::<TableCompression>().unwrap();
    for name in ["none", "snappy", "lz4", "zstd", "zstd:9", "gzip", "gzip:0"] {
        let format = AnyTableFormat::of(TableKind::Parquet, std::slice::from_ref(&schema), &[]);
        let format = format.unwrap().compression(method(name)).unwrap();
        let rows = RowBlock { tables: vec![batch.clone()], order: Vec::new() };
        let file = write(&format, vec![rows]);
        let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
        let read: Vec<Row> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(read.len(), 300_000, "{name}");
        for (row, random, has_text) in &expected {
            let text = if *has_text { format!("\"text {}\"", random % 100) } else { "null".into() };
            let counter = i64::MIN + row * 1000;
            let float = f64::from(*random) / 7.0;
            let columns: Vec<String> =
                read[*row as usize].get_column_iter().map(|(_, field)| field.to_string()).collect();
            assert_eq!(columns[..3], [counter.to_string(), random.to_string(), text], "{name}");
            assert_eq!(columns[3].parse(), Ok(float), "{name}");
        }
    }
    let tables = std::slice::from_ref(&schema);
    for (kind, name) in [(TableKind::Arrow, "gzip"), (TableKind::Csv, "zstd")] {
        let format = AnyTableFormat::of(kind, tables, &[]).unwrap();
        let error = format.compression(method(name)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
    for name in ["none", "lz4", "zstd:3"] {
        let format = AnyTableFormat::of(TableKind::Arrow, tables, &[]).unwrap();
        let format = format.compression(method(name)).unwrap();
        let rows = RowBlock { tables: vec![batch.clone()], order: Vec::new() };
        let file = Cursor::new(write(&format, vec![rows]));
        let reader = FileReader::try_new(file, None).unwrap();
        assert_eq!(reader.map(|batch| batch.unwrap().num_rows()).sum::<usize>(), 300_000);
    }
}

/// An output of limited size. A call that exceeds the size writes nothing.
#[derive(Clone, Default)]
struct Full(Rc<RefCell<(Vec<u8>, usize)>>);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (written, limit) = &mut *self.0.borrow_mut();
        if written.len() + bytes.len() > *limit {
            return Err(ErrorKind::StorageFull.into());
        }
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// If the metadata of all row groups does not fit on the disk, the file contains fewer row groups.
#[test]
fn a_file_without_space_for_its_metadata_is_valid() {
    let fields = (0..20).map(|n| Field::new(format!("column {n}"), ColumnKind::U8)).collect();
    let tables = [TableSchema { fields }];
    let format = AnyTableFormat::of(TableKind::Parquet, &tables, &[]).unwrap();
    for space in [8_000, 30_000] {
        let out = Full::default();
        out.0.borrow_mut().1 = usize::MAX;
        let mut file = format.create(out.clone()).unwrap();
        for _ in 0..64 {
            let mut rows = RowBlock::new(&tables);
            rows.tables[0].push(&[Cell::Int(1); 20]);
            let mut encoded = Default::default();
            format.encode(&mut rows, &mut encoded).unwrap();
            file.write(&mut encoded).unwrap();
        }
        let size = out.0.borrow().0.len();
        out.0.borrow_mut().1 = size + space;
        let error = file.finish().map(drop).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorageFull);
        let count = rows(out.0.borrow().0.clone()).len();
        assert!([1, 2, 4, 8, 16, 32].contains(&count), "{space}: {count}");
    }
}
