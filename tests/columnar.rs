//! Parquet and Arrow output, read back with the official crates.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]
#![cfg(feature = "columnar")]

use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
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
