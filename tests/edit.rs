//! `set` and `encode`: changed bytes, and failures such as a killed process, a full disk or invalid
//! input.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope_properties::samples;
use support::Folder;

use std::fs;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn bytescope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.args(args).current_dir(samples::root());
    command
}

fn run(args: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } = bytescope(args).output().unwrap();
    (status.code().expect("no signal"), String::from_utf8(stderr).unwrap())
}

impl Folder {
    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

/// If `set --in-place` is killed, the file has either its old or its new content.
#[cfg(unix)]
#[test]
fn a_kill_leaves_the_old_or_the_new_file() {
    let folder = Folder::new("kill");
    let path = folder.file("payload.pydt");
    let file = |version: u8| {
        let payload = vec![7; 8 << 20];
        let mut bytes = b"PYDT\0".to_vec();
        bytes.push(version);
        bytes.extend((payload.len() as u32).to_be_bytes());
        bytes.extend(payload);
        bytes
    };
    let (old, new) = (file(1), file(2));
    let mut seen = [0, 0];
    for round in 0..40_u64 {
        fs::write(&path, &old).unwrap();
        let mut child = bytescope(&["set", &path, "version=2", "--in-place"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(round * 1700 % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = fs::read(&path).unwrap();
        assert!(found == old || found == new, "round {round}: {} bytes", found.len());
        seen[usize::from(found == new)] += 1;
    }
    assert!(seen[0] > 0, "no process was killed before it replaced the file");
}

#[cfg(unix)]
#[test]
fn permissions_and_symbolic_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("permissions");
    let (path, link) = (folder.file("scores.bin"), folder.file("link.bin"));
    fs::copy(samples::root().join("samples/player/scores.bin"), &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&path, &link).unwrap();
    assert_eq!(
        run(&["set", "-f", "player", &link, "records[0].score=1", "--in-place"]),
        (0, String::new())
    );
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&path).unwrap()[20..24], [1, 0, 0, 0]);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "no temporary file is left");
}

/// `set` changes only the given fields and those computed from them.
#[test]
fn other_bytes_are_unchanged() {
    let folder = Folder::new("bytes");
    let out = folder.file("out");
    for (format, sample, change, changed) in [
        ("png", "samples/png/rgba.png", "chunks[1].data.text=Sunrise", 47..58),
        ("bmp", "samples/bmp/rgb24.bmp", "dib_header.x_pixels_per_meter=1", 38..42),
        ("gzip", "samples/gzip/plain.gz", "members[0].header.mtime=1", 4..8),
        ("zip", "samples/zip/plain.zip", "entries[0].version_needed_to_extract=11", 4..6),
        ("sensor_xor", "samples/sensor_xor/readings.bin", "records[0].sensor_id=77", 4..18),
        ("pydb", "samples/pydb/table.pydb", "header.flags=0x80000000", 12..16),
        ("elf", "samples/elf/program-mips.elf", "header.e_entry=0x400010", 24..28),
    ] {
        let (status, err) = run(&["set", "-f", format, sample, change, "-o", &out, "--keep"]);
        assert_eq!(status, 0, "{sample}: {err}");
        let (status, err) = run(&["set", "-f", format, sample, change, "-o", &out]);
        if format == "zip" {
            // The value no longer matches the central directory.
            assert!(status == 0 || err.contains("the result would be invalid"), "{err}");
            continue;
        }
        assert_eq!(status, 0, "{sample}: {err}");
        let old = fs::read(samples::root().join(sample)).unwrap();
        let new = fs::read(&out).unwrap();
        assert_eq!(old.len(), new.len());
        let differ: Vec<_> = (0..old.len()).filter(|i| old[*i] != new[*i]).collect();
        assert!(
            !differ.is_empty() && differ.iter().all(|i| changed.contains(i)),
            "{sample}: {differ:?}"
        );
        assert_eq!(run(&["check", "-f", format, &out]).0, 0);
    }
}

#[test]
fn an_invalid_value_leaves_the_old_file() {
    let folder = Folder::new("bad");
    let out = folder.file("out.pydt");
    for (json, message) in [
        (
            r#"{"version": 70000, "payload": ""}"#,
            "version: out of range: expected 0 to 65535, found 70000",
        ),
        (r#"{"version": 1.5, "payload": ""}"#, "version: expected an integer, found 1.5"),
        (r#"{"version": 1, "payload": "0g"}"#, "payload: expected two hex digits at character 1"),
        (r#"{"version": 1, "payload": 7}"#, "payload: expected a string of hex digits, found 7"),
        (r#"{"version": 1}"#, "payload: is missing"),
        (
            r#"{"magic": "50594442", "version": 1, "payload": ""}"#,
            "magic: must be 50594454, a constant of the format",
        ),
        (r#"{"version": 1, "paylod": ""}"#, "payload: is missing (is 'paylod' a typo?)"),
        (
            r#"{"version": 1, "length": 2, "payload": "00"}"#,
            "length: does not match the data: expected 1, found 2",
        ),
        (r#"{"version": 1, "payload": "", "x": 1}"#, "unknown field 'x'; known fields: "),
        ("[1]", "expected an object, found an array"),
        ("{\n", "line 1, column 1: invalid JSON: unexpected end of data"),
        (
            r#"{"version": 1, "version": 2, "payload": ""}"#,
            "line 1, column 24: duplicate key 'version'",
        ),
    ] {
        fs::write(&out, "old").unwrap();
        let input = folder.file("in.json");
        fs::write(&input, json).unwrap();
        let (status, err) = run(&["encode", "-f", "pydt", &input, "-o", &out]);
        assert_eq!(status, 1, "{json}");
        assert!(err.contains(message), "{json}: {err}");
        assert_eq!(fs::read(&out).unwrap(), b"old");
    }
}

#[test]
fn records_stream_from_csv_and_ndjson() {
    let folder = Folder::new("records");
    let (csv, bin) = (folder.file("log.csv"), folder.file("log.bin"));
    let mut text = "humidity,sensor_id,timestamp,temperature\n".to_owned();
    (0..5000).for_each(|i| text.push_str(&format!("{}.5,{},{i},-1e-3\n", i % 100, i % 7)));
    fs::write(&csv, text).unwrap();
    assert_eq!(run(&["encode", "-f", "sensor", &csv, "-o", &bin]), (0, String::new()));
    let bytes = fs::read(&bin).unwrap();
    assert_eq!(bytes.len(), 5000 * 14);
    assert_eq!(bytes[14 * 4999..][..6], [0x87, 0x13, 0, 0, 1, 0]);
    fs::write(&csv, "timestamp,sensor_id,temperature,humidity\n1,2,3,4\n1,2,x,4\n").unwrap();
    let (status, err) = run(&["encode", "-f", "sensor", &csv, "-o", &bin]);
    assert_eq!(status, 1);
    assert!(err.contains("line 3: temperature: expected a number, found \"x\""), "{err}");
    assert_eq!(fs::read(&bin).unwrap().len(), 5000 * 14, "the old file is kept");
}

/// The header contains the number of records, even if the output is a pipe, which cannot be
/// rewritten.
#[test]
fn headers_contain_the_number_of_rows() {
    let folder = Folder::new("rows");
    let (csv, bin) = (folder.file("rows.csv"), folder.file("rows.pydb"));
    fs::write(&csv, "value,id\n0.5,1\n-2,2\n1e3,3\n").unwrap();
    assert_eq!(run(&["encode", "-f", "pydb", &csv, "-o", &bin]), (0, String::new()));
    let file = fs::read(&bin).unwrap();
    assert_eq!(file[..20], *b"PYDB\0\x01\0\0\0\x03\0\x08\0\0\0\0\0\0\0\x01");
    assert_eq!(file.len(), 16 + 3 * 8);
    let piped = bytescope(&["encode", "-f", "pydb", &csv]).output().unwrap();
    assert_eq!(piped.stdout, file);
    for (rows, message) in [
        (
            "id,value\n1,2,3\n",
            "line 2: number of values does not match the header row: expected 2, found 3",
        ),
        ("id\n1\n", "line 1: value: is missing"),
        ("id,value,x\n1,2,3\n", "line 1: unknown field 'x'"),
        ("id,value,id\n1,2,3\n", "line 1: duplicate column 'id'"),
        ("id,value\n1,x\n", "line 2: value: expected a number, found \"x\""),
        ("", "missing header row"),
    ] {
        fs::write(&csv, rows).unwrap();
        let (status, err) = run(&["encode", "-f", "pydb", &csv, "-o", &bin]);
        assert_eq!(status, 1, "{rows}");
        assert!(err.contains(message), "{rows}: {err}");
        assert_eq!(fs::read(&bin).unwrap(), file, "the old file is kept");
    }
    let (status, err) = run(&["encode", "-f", "pydt", &csv, "-o", &bin]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot be encoded from CSV or NDJSON"), "{err}");
}

#[test]
fn invalid_lines_of_ndjson_are_located() {
    let folder = Folder::new("ndjson");
    let (rows, bin) = (folder.file("rows.ndjson"), folder.file("rows.pydb"));
    for (line, message) in [
        (r#"{"id": 1, "id": 2}"#, "line 3, column 14: duplicate key 'id'"),
        (r#"{"id": 1,"#, "line 3, column 9: invalid JSON: unexpected end of data"),
        (r#"{"id": x}"#, "line 3, column 8: invalid JSON: expected value"),
    ] {
        fs::write(&rows, format!("{{\"id\": 1, \"value\": 2}}\n\n{line}\n")).unwrap();
        let (status, err) = run(&["encode", "-f", "pydb", &rows, "-o", &bin]);
        assert_eq!((status, err), (1, format!("bytescope: {rows}: {message}\n")));
    }
}

/// Files that cannot be read or written have exit status 2, and errors name them.
#[test]
fn unreadable_inputs_and_outputs_are_named() {
    let folder = Folder::new("unreadable");
    let (csv, missing) = (folder.file("rows.csv"), folder.file("missing/rows.pydb"));
    fs::write(&csv, "id,value\n1,2\n").unwrap();
    let path = folder.0.to_str().unwrap();
    for (args, message) in [
        (vec!["encode", "-f", "pydb", path], format!("{path}: is a folder")),
        (vec!["encode", "-f", "pydb", &missing], format!("{missing}: no such file")),
        (vec!["encode", "-f", "pydb", &csv, "-o", &missing], format!("{missing}: no such folder")),
        (vec!["encode", "-f", "pydb", &csv, "-o", path], format!("{path}: is a folder")),
        (
            vec!["generate", "-f", "png", "--count", "2", "-o", &csv],
            format!("{csv}: is not a folder"),
        ),
    ] {
        let (status, err) = run(&args);
        assert_eq!(status, 2, "{args:?}: {err}");
        assert!(err.starts_with(&format!("bytescope: {message}")), "{args:?}: {err}");
    }
    // `-` is standard output.
    let piped = bytescope(&["encode", "-f", "pydb", &csv, "-o", "-"]).output().unwrap();
    assert!(piped.stdout.starts_with(b"PYDB"), "{piped:?}");
}

/// A full disk or a file size limit does not affect the old file.
#[cfg(target_os = "linux")]
#[test]
fn a_failed_write_leaves_the_old_file() {
    let folder = Folder::new("full");
    let (csv, bin) = (folder.file("log.csv"), folder.file("log.bin"));
    let rows = "1,2,3,4\n".repeat(100_000);
    fs::write(&csv, format!("timestamp,sensor_id,temperature,humidity\n{rows}")).unwrap();
    fs::write(&bin, "old").unwrap();
    let limited = format!(
        "ulimit -f 1; exec {} encode -f sensor {csv} -o {bin}",
        env!("CARGO_BIN_EXE_bytescope")
    );
    let done = Command::new("sh").args(["-c", &limited]).output().unwrap();
    assert_eq!(done.status.code(), Some(2), "{done:?}");
    assert!(String::from_utf8(done.stderr).unwrap().contains("log.bin: File too large"));
    assert_eq!(fs::read(&bin).unwrap(), b"old");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "no temporary file is left");
    let (status, err) = run(&["encode", "-f", "sensor", &csv, "-o", "/dev/full"]);
    assert_eq!(status, 2);
    assert_eq!(err, "bytescope: /dev/full: No space left on device\n");
}

#[test]
fn json_of_an_invalid_file_is_rejected() {
    let folder = Folder::new("invalid");
    let (json, out) = (folder.file("b.json"), folder.file("out.png"));
    let shown = bytescope(&["--json", "samples/png/bad-trailing.png"]).output().unwrap();
    fs::write(&json, shown.stdout).unwrap();
    let (status, err) = run(&["encode", "-f", "png", &json, "-o", &out]);
    assert_eq!(status, 1);
    assert!(err.contains("5 trailing bytes"), "{err}");
    assert_eq!(run(&["encode", "-f", "png", "--keep", &json, "-o", &out]).0, 0);
    assert_eq!(run(&["check", &out]).0, 0, "the trailing bytes are not in the JSON");
}

#[test]
fn enum_names_replace_unknown_values() {
    let folder = Folder::new("names");
    let (odd, out) = (folder.file("odd.bmp"), folder.file("out.bmp"));
    let sample = "samples/bmp/rgb24.bmp";
    let set = |from: &str, change: &str, to: &str| run(&["set", from, change, "-o", to, "--keep"]);
    assert_eq!(set(sample, "dib_header.compression=77", &odd).0, 0);
    assert_eq!(set(&odd, "dib_header.compression=BI_RGB", &out), (0, String::new()));
    assert_eq!(fs::read(&out).unwrap(), fs::read(samples::root().join(sample)).unwrap());
    let (status, err) = set(&odd, "dib_header.compression=BI_RGP", &out);
    assert_eq!(status, 1);
    assert!(err.contains("did you mean 'BI_RGB'?"), "{err}");
    let (_, err) = set(&odd, "dib_header.widht=7", &out);
    assert!(err.contains("did you mean dib_header.width?"), "{err}");
}
