//! `bytescope decode`: tables compared with those of Python (`tests/record_decode_vectors.py`);
//! options, messages and exit status.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::layout::StructFormat;
use bytescope::table::{Gather, LineStyle, Lines};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn decode(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.arg("decode").args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Returns exit status, standard output and standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    finish(decode(args).stdin(Stdio::null()).output().unwrap())
}

fn run_with(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = start(args);
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // The program prints while it reads, and may exit before it has read all input.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    finish(output)
}

fn start(args: &[&str]) -> Child {
    let mut command = decode(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn finish(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

/// Creates an empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("decode").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn tables_equal_those_of_python() {
    let mut count = 0;
    for line in include_str!("vectors/decode.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| case[key].as_str().unwrap();
        let names: Vec<_> =
            case["names"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
        let format = StructFormat::parse(text("format")).unwrap();
        let gather = Gather::new(&format.layout().unwrap().named(&names).unwrap());
        let (mut batch, mut lines) = (gather.batch(), Lines::default());
        gather.fill(&mut batch, &hex::decode(text("hex")).unwrap());
        for (key, style) in [
            ("csv", LineStyle::csv(gather.schema())),
            ("ndjson", LineStyle::ndjson(gather.schema())),
        ] {
            lines.clear();
            style.write(&batch, &mut lines);
            let table = [style.header(), lines.as_bytes()].concat();
            let table = String::from_utf8(table).unwrap();
            for (ours, theirs) in table.lines().zip(text(key).lines()) {
                assert_eq!(ours, theirs, "{} {key}", text("format"));
            }
            assert_eq!(table.len(), text(key).len());
        }
        count += 1;
    }
    assert!(count >= 100, "{count}");
}

#[test]
fn the_table_does_not_depend_on_threads_or_the_type_of_input() {
    let records: Vec<u8> = (0..200_000_u32)
        .flat_map(|n| [n.to_le_bytes(), (n as f32 / 8.0).to_le_bytes()].concat())
        .collect();
    let path = folder("threads").join("records.bin");
    fs::write(&path, &records).unwrap();
    let args = ["--struct", "<If", "--names", "n,eighth", "-q"];
    let expected: String = std::iter::once("n,eighth\n".to_owned())
        .chain((0..200_000).map(|n| format!("{n},{:?}\n", n as f32 / 8.0)))
        .collect();
    for threads in ["1", "2", "5"] {
        let args = [&args[..], &["--threads", threads]].concat();
        let (status, out, err) = run(&[&args[..], &[path.to_str().unwrap()]].concat());
        assert!((status, err.as_str()) == (0, "") && out == expected, "{threads} {status} {err}");
        let (status, out, err) = run_with(&args, &records);
        assert!((status, err.as_str()) == (0, "") && out == expected, "{threads} {status} {err}");
    }
}

#[test]
fn records_and_columns_are_selected() {
    let file = "samples/sensor/readings.bin";
    let part = ["-f", "sensor", "--columns", "humidity,timestamp", "--skip", "1", "--limit", "2"];
    let expected = "humidity,timestamp\n39.25,1700000060\n38.25,1700000120\n";
    let (status, out, err) = run(&[&part[..], &[file]].concat());
    assert_eq!((status, out.as_str()), (0, expected), "{err}");
    assert_eq!(err, format!("bytescope: {file}: 2 records from 28 bytes\n"));
    let (status, out, _) = run_with(&part, &fs::read(file).unwrap());
    assert_eq!((status, out.as_str()), (0, expected));
    // The same records, selected by offset.
    let part = ["--struct", "<IHff", "--offset", "14", "--limit", "2", "--columns", "f3,f0", file];
    let (status, out, _) = run(&part);
    assert_eq!((status, out.replace("f3,f0", "humidity,timestamp").as_str()), (0, expected));
}

#[test]
fn invalid_records_are_reported_and_omitted() {
    let file = "samples/sensor_xor/bad-checksum.bin";
    let (status, out, err) = run(&["-f", "sensor_xor", file]);
    assert_eq!(status, 1);
    assert_eq!(
        out,
        "timestamp,sensor_id,temperature,humidity,checksum\n\
         1700000000,1,21.5,40.25,72\n1700000120,1,22.0,38.25,20\n"
    );
    assert_eq!(
        err,
        format!(
            "bytescope: {file}: records[1].checksum at 0x20: XOR-8 mismatch: expected 0x59, found 0x49\n\
             bytescope: {file}: records[3].checksum at 0x44: XOR-8 mismatch: expected 0xd5, found 0x2a\n\
             bytescope: {file}: 2 records from 72 bytes; 2 invalid records omitted\n"
        )
    );
    let (status, out, err) = run(&["-f", "player", "samples/player/bad-name.bin", "-q"]);
    assert_eq!((status, out.as_str()), (1, "name,score\nAda,1\n"));
    assert!(err.contains("records[1].name at 0x18: invalid UTF-8"), "{err}");
    // Only the first ten invalid records are reported individually.
    let bad = fs::read(file).unwrap().get(18..36).unwrap().repeat(1000);
    let (status, out, err) = run_with(&["-f", "sensor_xor"], &bad);
    assert_eq!((status, out.lines().count(), err.lines().count()), (1, 1, 12), "{err}");
    assert!(err.contains("990 more invalid records"), "{err}");
}

#[test]
fn truncated_data_and_trailing_bytes_are_reported() {
    let cases = [
        ("sensor", "sensor/bad-half.bin", 4, "8 trailing bytes after 3 records of 14 bytes"),
        ("pydb", "pydb/bad-cut.pydb", 3, "unexpected end of data: expected 4 records, found 2"),
        ("pydb", "pydb/bad-count.pydb", 2, "expected 4,294,967,295 records, found 1"),
        ("pydb", "pydb/bad-trailing.pydb", 5, "3 trailing bytes after 4 records of 8 bytes"),
        ("pydb", "pydb/bad-cut-header.pydb", 0, "no records: header.record_count at 0x6"),
        ("pydb", "pydb/bad-record-size.pydb", 0, "no records: header.record_size at 0xa"),
    ];
    for (format, file, lines, message) in cases {
        let file = format!("samples/{file}");
        for found in
            [run(&["-f", format, &file]), run_with(&["-f", format], &fs::read(&file).unwrap())]
        {
            let (status, out, err) = found;
            assert_eq!((status, out.lines().count()), (1, lines), "{file}: {err}");
            assert!(err.contains(message), "{file}: {err}");
        }
    }
}

#[test]
fn wrong_usage_is_rejected() {
    let file = "samples/sensor/readings.bin";
    let cases: &[(&[&str], i32, &str)] = &[
        (&[file], 1, "unrecognized format (use -f NAME or --struct FMT"),
        (&["-f", "senso", file], 2, "did you mean 'sensor'?"),
        (&["-f", "sensor", "nowhere.bin"], 2, "nowhere.bin: no such file"),
        (&["-f", "sensor", "samples"], 2, "is a folder"),
        (&["-f", "sensor", "--columns", "x", file], 2, "unknown column 'x' (columns: timestamp,"),
        (&["--struct", "<IHff", "--names", "a", file], 2, "names"),
        (
            &["-f", "sensor", "--columns", "humidity,humidity", file],
            2,
            "duplicate column 'humidity'",
        ),
        (&["--struct", "0s", file], 2, "bytes"),
        (&["--struct", "4x", file], 2, "records must have at least one value"),
        (&["--struct", "<k", file], 2, "'k'"),
        (&["-f", "sensor", "--struct", "<I", file], 2, "cannot be used with"),
        (&["--to", "xml", file], 2, "possible values"),
        (&["samples/bmp/rgb24.bmp"], 1, "no fixed-size records"),
        (&["-f", "sensor", file, "-o", "nowhere/x.csv"], 2, "nowhere/x.csv: no such folder"),
        (&["-f", "sensor", file, "--threads", "0"], 2, "must be at least 1"),
        (&["-f", "sensor", "tcp://nowhere"], 2, "tcp://nowhere: invalid address"),
        (
            &["-f", "ubx", "-f", "nmea", "-f", "rtcm3", file, "--count"],
            1,
            "no ubx, nmea or rtcm3 frames in 84 bytes\n",
        ),
        (&["--struct", "99999999999s", file], 1, "84 trailing bytes after 0 records"),
    ];
    for (args, expected, message) in cases {
        let (status, _, err) = run(args);
        assert_eq!(status, *expected, "{args:?}: {err}");
        assert!(err.contains(message), "{args:?}: {err}");
    }
}

/// An existing output file is replaced as a whole, or kept on failure.
#[test]
fn output_files_are_atomic() {
    let folder = folder("atomic");
    let path = folder.join("table.ndjson");
    fs::write(&path, "before").unwrap();
    let (status, out, _) =
        run(&["-f", "sensor", "samples/sensor/nowhere.bin", "-o", path.to_str().unwrap()]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), "before");
    let (status, out, _) =
        run(&["-f", "sensor", "samples/sensor/readings.bin", "-o", path.to_str().unwrap()]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert!(fs::read_to_string(&path).unwrap().starts_with("{\"timestamp\":1700000000,"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut child = start(&["--struct", "<H"]);
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let block = [0; 1 << 16];
        while stdin.write_all(&block).is_ok() {}
    });
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "f0\n");
    drop(out);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    writer.join().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = decode(&["-f", "sensor", "samples/sensor/readings.bin"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let (status, _, err) = finish(output);
    assert_eq!(status, 2);
    assert_eq!(err, "bytescope: <stdout>: No space left on device\n");
}

/// Rows are written while the pipe is open, as soon as their records arrive.
#[test]
fn rows_of_a_live_pipe_are_written_immediately() {
    let mut child = start(&["-f", "sensor", "--to", "ndjson"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let records = fs::read("samples/sensor/readings.bin").unwrap();
    // One and a half records, then the other half and another record.
    for part in [0..21, 21..42] {
        stdin.write_all(&records[part]).unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.starts_with("{\"timestamp\":1700000"), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn enum_values_are_written_by_name() {
    let file = fs::read_dir("samples/elf")
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .find(|path| !path.contains("bad") && !path.ends_with(".tree") && !path.ends_with(".py"))
        .unwrap();
    let columns = ["--each", "section_headers", "--columns", "sh_type,sh_offset", "--limit", "1"];
    let (status, out, err) = run(&[&[file.as_str()], &columns[..]].concat());
    assert_eq!((status, out.as_str()), (0, "sh_type,sh_offset\nSHT_NULL,0\n"), "{file}: {err}");
    let (status, _, err) = run(&[file.as_str()]);
    assert_eq!(status, 2, "{err}");
    assert!(err.contains("several lists of records (choose one with --each): "), "{err}");
}

/// Items with a wrong checksum have no row, and each is reported.
#[test]
fn invalid_items_are_omitted() {
    let schema = std::env::temp_dir().join(format!("bytescope-items-{}.ksy", std::process::id()));
    let text = "
meta: {id: items}
params: [{id: head, type: u1}]
seq:
  - {id: start, size: head}
  - {id: items, type: item, repeat: eos}
types:
  item:
    seq:
      - {id: n, type: u1}
      - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: n, to: n}}
";
    fs::write(&schema, text).unwrap();
    let args = ["-s", schema.to_str().unwrap(), "-"];
    let with = |data: &[u8]| run_with(&[&args[..], &["--param", "head=1"]].concat(), data);
    let (status, out, err) = with(&[0, 1, 1, 2, 3, 4, 4]);
    assert_eq!((status, out.as_str()), (1, "n,sum\n1,1\n4,4\n"), "{err}");
    let lines: Vec<_> = err.lines().collect();
    assert_eq!(
        lines,
        [
            "bytescope: <stdin>: items[1].sum at 0x4: XOR-8 mismatch: expected 0x02, found 0x03",
            "bytescope: <stdin>: 2 records of items from 7 bytes; 1 invalid record omitted",
        ]
    );
    let many: Vec<u8> = (0..50).map(|n| n % 2).collect();
    let (status, out, err) = with(&[&[9][..], &many].concat());
    assert_eq!((status, out.as_str()), (1, "n,sum\n"), "{err}");
    assert!(err.contains("15 more invalid records"), "{err}");
    let (status, _, err) = run_with(&args, &[0]);
    assert_eq!(status, 1);
    assert!(
        err.contains("no value of parameter `head` of type `u1` (use --param head=VALUE)"),
        "{err}"
    );
    fs::remove_file(schema).unwrap();
}
