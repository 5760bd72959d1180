//! Parquet and Arrow output, read back with the official crates.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]
#![cfg(feature = "columnar")]

use arrow_array::cast::AsArray;
use arrow_array::types::TimestampSecondType;
use arrow_ipc::reader::{FileReader, StreamReader};
use bytes::Bytes;
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

fn rows(file: Vec<u8>) -> Vec<Row> {
    let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

/// Arrow files contain the units, and Arrow and Parquet on standard output contain the values.
#[test]
fn columns_have_values_and_units() {
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
    let times = batches[0].column(0).as_primitive::<TimestampSecondType>();
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
        "{timestamp: 2023-11-14 22:14:20.000 +00:00, sensor_id: 2, temperature: 21.75, humidity: 39.25}"
    );
}

#[test]
fn row_groups_of_several_threads_are_in_order() {
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

/// Schema of records with a time, a list of structures and a computed value in them.
const LOG: &str = "
meta: {id: log, endian: le}
seq: [{id: entries, type: entry, repeat: eos}]
types:
  entry:
    seq:
      - {id: time, type: u4, -unit: s, -epoch: unix}
      - {id: len_parts, type: u1}
      - {id: parts, type: part, repeat: expr, repeat-expr: len_parts}
  part:
    seq:
      - {id: raw, type: s2, -unit: mV}
      - {id: flags, type: u1, repeat: expr, repeat-expr: 2}
      - {id: name, type: strz, encoding: ASCII, if: raw > 0}
    instances:
      volts: {value: raw / 1000.0, -unit: V}
";

const ENTRIES: &[u8] = b"\x00\xf1\x53\x65\x02\xe8\x03\x01\x02one\0\xff\xff\x03\x04\
                         \x3c\xf1\x53\x65\x00";

/// Writes a schema and data; returns their paths.
fn log(name: &str) -> (String, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("columnar");
    fs::create_dir_all(&folder).unwrap();
    let (schema, data) = (folder.join(format!("{name}.ksy")), folder.join(format!("{name}.bin")));
    fs::write(&schema, LOG).unwrap();
    fs::write(&data, ENTRIES).unwrap();
    (schema.to_str().unwrap().to_owned(), data.to_str().unwrap().to_owned())
}

/// Lists of a schema are nested columns with computed values, and declared times are timestamps. Text
/// contains the stored values.
#[test]
fn lists_and_times_of_a_schema_have_their_types() {
    let (schema, data) = log("lists");
    let output = decode(&["-s", &schema, &data, "--to", "parquet", "--instances"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let rows: Vec<String> = rows(output.stdout).iter().map(Row::to_string).collect();
    assert_eq!(
        rows,
        [
            "{time: 2023-11-14 22:13:20.000 +00:00, len_parts: 2, parts: [\
             {raw: 1000, flags: [1, 2], name: \"one\", volts: 1.0}, \
             {raw: -1, flags: [3, 4], name: null, volts: -1E-3}]}",
            "{time: 2023-11-14 22:14:20.000 +00:00, len_parts: 0, parts: []}"
        ]
    );
    let output = decode(&["-s", &schema, &data, "--to", "ndjson", "--limit", "1"]);
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "{\"time\":1700000000,\"len_parts\":2,\"parts\":[\
         {\"raw\":1000,\"flags\":[1,2],\"name\":\"one\"},{\"raw\":-1,\"flags\":[3,4]}]}\n"
    );
    let output = decode(&["-s", &schema, &data, "--to", "arrow"]);
    let stream = StreamReader::try_new(Cursor::new(output.stdout), None).unwrap();
    let fields = stream.schema();
    let types: Vec<String> =
        fields.fields().iter().map(|field| field.data_type().to_string()).collect();
    assert_eq!(types[0], "Timestamp(s, \"UTC\")");
    assert!(types[2].starts_with("List("), "{types:?}");
    let parts: usize =
        stream.map(|batch| batch.unwrap().column(2).as_list::<i32>().values().len()).sum();
    assert_eq!(parts, 2);
}

/// Returns a UBX frame.
fn ubx(class: u8, id: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![0xb5, 0x62, class, id, payload.len() as u8, 0];
    frame.extend_from_slice(payload);
    let (mut a, mut b) = (0_u8, 0_u8);
    for byte in &frame[2..] {
        a = a.wrapping_add(*byte);
        b = b.wrapping_add(a);
    }
    frame.extend([a, b]);
    frame
}

/// A table of several message types has the columns of those that occur.
#[test]
fn columns_of_messages_that_do_not_occur_are_omitted() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("columnar");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("messages.ubx");
    // NAV-CLOCK and ACK-ACK.
    fs::write(&path, [ubx(1, 0x22, &[7; 20]), ubx(5, 1, &[6, 1])].concat()).unwrap();
    let source = ["-f", "ubx", path.to_str().unwrap()];
    let names = |args: &[&str]| {
        let output = decode(&[&source[..], args].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let reader = SerializedFileReader::new(Bytes::from(output.stdout)).unwrap();
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let fields = schema.root_schema().get_fields().iter();
        fields.map(|field| field.name().to_owned()).collect::<Vec<_>>()
    };
    let ndjson = decode(&[&source[..], &["--to", "ndjson"]].concat());
    let text = String::from_utf8(ndjson.stdout).unwrap();
    let all = names(&["--to", "parquet"]);
    assert!(all.iter().any(|name| name.contains("clk")), "{all:?}");
    for name in &all {
        assert!(text.contains(&format!("\"{name}\":")), "{name}");
    }
    // Named columns are written.
    let named = ["offset", "payload.svs"];
    assert_eq!(names(&["--to", "parquet", "--columns", &named.join(",")]), named);
}

#[test]
fn compression_is_selected_by_name() {
    let source = ["-f", "sensor", "samples/sensor/readings.bin"];
    for method in ["none", "snappy", "lz4", "zstd", "zstd:19", "gzip", "gzip:1"] {
        let output = decode(&[&source[..], &["--to", "parquet", "--compression", method]].concat());
        assert_eq!(output.status.code(), Some(0), "{method}: {output:?}");
        assert_eq!(rows(output.stdout).len(), 6, "{method}");
    }
    for (kind, method, message) in [
        ("csv", "zstd", "requires Parquet or Arrow"),
        ("arrow", "gzip", "Arrow supports none, lz4 and zstd"),
        ("parquet", "zstd:23", "level of zstd must be 1 to 22, found 23"),
        ("parquet", "lzma", "must be none, snappy, lz4, zstd or gzip, found \"lzma\""),
    ] {
        let output = decode(&[&source[..], &["--to", kind, "--compression", method]].concat());
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(message), "{text}");
    }
}
