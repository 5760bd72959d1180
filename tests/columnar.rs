//! Tables as Parquet and Arrow, read back by the crates that others read them with.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]
#![cfg(feature = "columnar")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Float16Type, Float32Type, Int8Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::{FileReader, StreamReader};
use bytes::Bytes;
use bytescope::table::arrow::{self, ArrowWriter};
use bytescope::table::parquet::{Groups, ParquetWriter};
use bytescope::table::{Batch, Cell, Field, Kind, Schema};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field as Read, Row};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

fn decode(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.arg("decode").args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

/// Columns of every kind, some rows without a value.
fn table() -> (Schema, Batch) {
    let kinds = [
        Kind::Bool,
        Kind::I8,
        Kind::U8,
        Kind::I16,
        Kind::U16,
        Kind::I32,
        Kind::U32,
        Kind::I64,
        Kind::U64,
        Kind::F16,
        Kind::F32,
        Kind::F64,
        Kind::Text,
        Kind::Bytes,
    ];
    let fields = kinds.iter().map(|kind| Field::new(format!("{kind:?}"), *kind));
    let schema = Schema { fields: fields.collect() };
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
        Cell::Int(0x3e00),
        Cell::F32(0.1),
        Cell::F64(0.1),
        Cell::Text("Zoë"),
        Cell::Bytes(&[0, 255]),
    ];
    batch.push(&first);
    batch.push(&[Cell::Null; 14]);
    batch.push(&first);
    (schema, batch)
}

fn rows(file: Vec<u8>) -> Vec<Row> {
    let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

#[test]
fn parquet_holds_every_kind_of_value_and_none() {
    let (schema, batch) = table();
    let groups = Groups::new(&schema).unwrap();
    let mut writer = ParquetWriter::new(Vec::new(), &groups).unwrap();
    for _ in 0..2 {
        writer.write(groups.make(&batch).unwrap()).unwrap();
    }
    let rows = rows(writer.finish().unwrap());
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
        Read::Float16(half::f16::from_f32(1.5)),
        Read::Float(0.1),
        Read::Double(0.1),
        Read::Str("Zoë".to_owned()),
        Read::Bytes(vec![0, 255].into()),
    ];
    assert_eq!(values(&rows[0]), expected);
    assert_eq!(values(&rows[5]), expected);
    assert_eq!(values(&rows[1]), vec![Read::Null; 14]);
}

fn is_that_table(batch: &RecordBatch) {
    assert_eq!((batch.num_rows(), batch.num_columns()), (3, 14));
    assert!(batch.columns().iter().all(|c| c.is_valid(0) && c.is_null(1) && c.is_valid(2)));
    assert!(batch.column(0).as_boolean().value(0));
    assert_eq!(batch.column(1).as_primitive::<Int8Type>().value(0), -128);
    assert_eq!(batch.column(8).as_primitive::<UInt64Type>().value(0), u64::MAX);
    assert_eq!(batch.column(9).as_primitive::<Float16Type>().value(0).to_f32(), 1.5);
    assert_eq!(batch.column(10).as_primitive::<Float32Type>().value(2), 0.1);
    assert_eq!(batch.column(12).as_string::<i32>().value(0), "Zoë");
    assert_eq!(batch.column(13).as_binary::<i32>().value(2), [0, 255]);
}

#[test]
fn arrow_holds_every_kind_of_value_and_none() {
    for stream in [false, true] {
        let (schema, mut batch) = table();
        let schema = arrow::schema(&schema);
        let made = arrow::take(&mut batch, &schema).unwrap();
        assert_eq!(batch.rows(), 0);
        let mut file = match stream {
            true => ArrowWriter::stream(Vec::new(), &schema).unwrap(),
            false => ArrowWriter::file(Vec::new(), &schema).unwrap(),
        };
        file.write(&made).unwrap();
        let file = Cursor::new(file.finish().unwrap());
        let read: Vec<_> = match stream {
            true => StreamReader::try_new(file, None).unwrap().map(Result::unwrap).collect(),
            false => FileReader::try_new(file, None).unwrap().map(Result::unwrap).collect(),
        };
        assert_eq!(read.len(), 1);
        is_that_table(&read[0]);
    }
}

/// The columns of a format, with their units, as a file and through a pipe.
#[test]
fn readings_with_their_units() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("columnar");
    fs::create_dir_all(&folder).unwrap();
    let source = ["-f", "sensor", "samples/sensor/readings.bin"];

    let path = folder.join("readings.arrow");
    let output = decode(&[&source[..], &["-o", path.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let reader = FileReader::try_new(fs::File::open(&path).unwrap(), None).unwrap();
    let unit =
        |name| reader.schema().field_with_name(name).unwrap().metadata().get("unit").cloned();
    assert_eq!(unit("temperature").as_deref(), Some("°C"));
    assert_eq!(unit("sensor_id"), None);

    let output = decode(&[&source[..], &["--to", "arrow"]].concat());
    let stream = StreamReader::try_new(Cursor::new(output.stdout), None).unwrap();
    let batches: Vec<_> = stream.map(Result::unwrap).collect();
    let times = batches[0].column(0).as_primitive::<UInt32Type>();
    assert_eq!((batches[0].num_rows(), times.value(5)), (6, 1_700_000_300));

    let output = decode(&[&source[..], &["--to", "parquet"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let reader = SerializedFileReader::new(Bytes::from(output.stdout.clone())).unwrap();
    let meta = reader.metadata().file_metadata();
    let keys = meta.key_value_metadata().unwrap();
    assert_eq!(keys[0].key, "ARROW:schema");
    let rows = rows(output.stdout);
    assert_eq!(rows.len(), 6);
    assert_eq!(
        rows[1].to_string(),
        "{timestamp: 1700000060, sensor_id: 2, temperature: 21.75, humidity: 39.25}"
    );
}

/// Many row groups, made on several threads, in order.
#[test]
fn row_groups_are_in_order() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("columnar");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("numbers.bin");
    let numbers: Vec<u8> = (0..3_000_000_u32).flat_map(u32::to_le_bytes).collect();
    fs::write(&path, numbers).unwrap();
    let output =
        decode(&["--struct", "<I", path.to_str().unwrap(), "--to", "parquet", "--threads", "4"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let reader = SerializedFileReader::new(Bytes::from(output.stdout)).unwrap();
    assert!(reader.num_row_groups() > 2);
    let rows = reader.get_row_iter(None).unwrap();
    let read = rows.map(|row| row.unwrap().get_column_iter().next().unwrap().1.clone());
    assert!(read.eq((0..3_000_000).map(Read::UInt)));
}
