//! Files written with schemas: `encode`, `set` and `roundtrip`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope::edit::RoundTrip;
use bytescope::formats::SCHEMAS;
use bytescope::inspect::DraftOptions;
use bytescope::ksy::{SampleParams, Sampler};
use bytescope::{AnyFormat, Document};
use bytescope_properties::samples;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use support::Folder;

/// A list of entries with a table of offsets and a checksum.
const TABLE: &str = "
meta: {id: table, endian: le, encoding: UTF-8}
seq:
  - {id: magic, contents: TB}
  - {id: sum, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: count, to: entries}}
  - {id: count, type: u1}
  - {id: entries, type: entry, repeat: expr, repeat-expr: count}
types:
  entry:
    seq:
      - {id: offset, type: u2}
      - {id: size, type: u1}
    instances:
      text: {io: _root._io, pos: offset, size: size, type: str}
";

/// Runs the program and returns its exit status, output and messages.
fn run(args: &[&str], input: &[u8]) -> (i32, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    let child = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = child.stderr(Stdio::piped()).spawn().unwrap();
    // The program may end before it has read all input.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input);
    let done = child.wait_with_output().unwrap();
    let messages = String::from_utf8(done.stderr).unwrap();
    (done.status.code().expect("no signal"), done.stdout, messages)
}

struct Table {
    folder: Folder,
    schema: String,
    file: String,
}

/// Writes the schema, and a file with two entries.
fn table(name: &str) -> Table {
    let folder = Folder::new(name);
    let path = |name: &str| folder.0.join(name).display().to_string();
    let (schema, file) = (path("table.ksy"), path("table.bin"));
    fs::write(&schema, TABLE).unwrap();
    let json = json!({"entries": [{"text": "one"}, {"text": "zwölf"}]});
    let args = ["encode", "-s", &schema, "-", "-o", &file];
    let (status, _, messages) = run(&args, json.to_string().as_bytes());
    assert_eq!((status, messages.as_str()), (0, ""));
    Table { folder, schema, file }
}

#[test]
fn samples_of_schemas_come_back() {
    let mut count = 0;
    for source in SCHEMAS {
        let format = AnyFormat::named(source.name).unwrap();
        let folder = samples::root().join("samples").join(source.name);
        let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        for path in files.filter(|path| path.extension().is_none_or(|e| e != "tree" && e != "py")) {
            let doc = Document::open_as(&path, format.clone()).unwrap();
            if doc.faults(1).is_empty() {
                count += 1;
                let result = doc.round_trip();
                assert!(matches!(result, RoundTrip::Same), "{}: {result}", path.display());
            }
        }
    }
    assert!(count > 20, "{count} samples");
}

#[test]
fn generated_samples_of_schemas_come_back() {
    let mut count = 0;
    for source in SCHEMAS {
        let format = AnyFormat::named(source.name).unwrap();
        let schema = format.schema().unwrap();
        let sampler = Sampler::new(schema);
        for index in 0..4 {
            let params = SampleParams { seed: 22, index, size: 200 };
            let Ok(sample) = sampler.generate(params) else { continue };
            let doc = Document::from_bytes(sample, format.clone());
            if doc.faults(1).is_empty() {
                count += 1;
                let result = doc.round_trip();
                assert!(matches!(result, RoundTrip::Same), "{} {index}: {result}", source.name);
            }
        }
    }
    assert!(count > 2 * SCHEMAS.len(), "{count} samples");
}

#[test]
fn a_table_is_encoded_and_checked() {
    let Table { schema, file, folder: _folder } = table("encode");
    let bytes = fs::read(&file).unwrap();
    assert_eq!(&bytes[4..], b"\x02\x0b\x00\x03\x0e\x00\x06onezw\xc3\xb6lf");
    let (status, out, _) = run(&["check", "-s", &schema, &file], b"");
    assert_eq!(status, 0, "{}", String::from_utf8_lossy(&out));
    let (status, out, _) = run(&["roundtrip", "-s", &schema, &file], b"");
    let line = format!("{file}: table, 20 bytes: same bytes\n");
    assert_eq!((status, String::from_utf8(out).unwrap()), (0, line));
}

#[test]
fn a_refused_file_keeps_the_old_one() {
    let Table { schema, file, folder: _folder } = table("refused");
    let before = fs::read(&file).unwrap();
    for (json, message) in [
        (
            "{\"count\": 1, \"entries\": [{\"text\": \"a\"}, {\"text\": \"b\"}]}",
            "entries: has 2 items",
        ),
        ("{\"entries\": [{\"text\": 5}]}", "entries[0].text: expected text, found 5"),
        (
            "{\"entries\": [{\"txt\": \"a\"}]}",
            "entries[0]: unknown field 'txt'; did you mean 'text'?",
        ),
        ("{\"magic\": \"5442ff\", \"entries\": []}", "magic: must be"),
        ("{\"entries\": [", "invalid JSON"),
    ] {
        let args = ["encode", "-s", &schema, "-", "-o", &file];
        let (status, _, messages) = run(&args, json.as_bytes());
        assert_eq!(status, 1, "{json}: {messages}");
        assert!(messages.contains(message), "{json}: {messages}");
        assert_eq!(fs::read(&file).unwrap(), before, "{json}");
    }
    let (status, _, messages) = run(&["encode", "-", "-o", &file], b"{}");
    assert_eq!(status, 2, "{messages}");
}

#[test]
fn a_field_of_another_size_moves_the_rest() {
    let Table { schema, file, folder } = table("resize");
    let change = "entries[0].text=eleven";
    let (status, _, messages) = run(&["set", "-s", &schema, &file, change, "--in-place"], b"");
    assert_eq!(status, 1);
    assert!(messages.contains("entries[0].text: has 6 bytes"), "{messages}");
    let args = ["set", "-s", &schema, &file, change, "--resize", "--dry-run"];
    let (status, out, _) = run(&args, b"");
    let out = String::from_utf8(out).unwrap();
    assert_eq!(status, 0);
    assert!(out.ends_with("20 bytes → 23 bytes\n"), "{out}");
    assert!(
        out.contains("entries[1].offset\n  - 0x00000008  0e 00  14\n  + 0x00000008  11 00  17\n"),
        "{out}"
    );
    let result = folder.0.join("new.bin").display().to_string();
    let args = ["set", "-s", &schema, &file, change, "--resize", "-o", &result];
    assert_eq!(run(&args, b"").0, 0);
    let bytes = fs::read(&result).unwrap();
    assert_eq!(&bytes[4..], b"\x02\x0b\x00\x06\x11\x00\x06elevenzw\xc3\xb6lf");
    assert_eq!(run(&["check", "-s", &schema, &result], b"").0, 0);
}

#[test]
fn a_changed_field_changes_only_its_bytes_and_checksums() {
    let Table { schema, file, folder: _folder } = table("patch");
    let before = fs::read(&file).unwrap();
    let args = ["set", "-s", &schema, &file, "entries[1].text=elfund", "--in-place"];
    assert_eq!(run(&args, b"").0, 0);
    let after = fs::read(&file).unwrap();
    assert_eq!(&after[14..], b"elfund");
    assert_eq!(after[..14], before[..14]);
    // The checksum covers the entries.
    let args = ["set", "-s", &schema, &file, "entries[1].size=5", "--in-place"];
    assert_eq!(run(&args, b"").0, 0);
    assert_ne!(fs::read(&file).unwrap()[2..4], before[2..4]);
    assert_eq!(run(&["check", "-s", &schema, &file], b"").0, 0);
}

#[test]
fn items_are_inserted_and_removed() {
    let Table { schema, file, folder: _folder } = table("items");
    let doc = Document::open_as(&file, AnyFormat::open(&schema).unwrap()).unwrap();
    let mut edit = doc.edit().unwrap();
    edit.append("entries", json!({"text": "drei"})).unwrap();
    edit.remove("entries[0]").unwrap();
    let bytes = edit.write().unwrap();
    assert_eq!(&bytes[4..], b"\x02\x0b\x00\x06\x11\x00\x04zw\xc3\xb6lfdrei");
    assert!(Document::from_bytes(bytes, doc.format().clone()).is_valid());
    assert!(edit.set("entries[7].text", json!("x")).is_err());
    assert!(edit.insert("entries", 9, json!({})).is_err());
    let text = Document::open(samples::root().join("samples/png/rgba.png")).unwrap();
    let mut edit = text.edit().unwrap();
    edit.set("chunks[1].data.text", json!("A longer text")).unwrap();
    let png = Document::from_bytes(edit.write().unwrap(), text.format().clone());
    assert!(png.is_valid() && png.bytes().len() > text.bytes().len());
}

#[test]
fn json_of_any_protocol_frame_is_encoded() {
    let mut count = 0;
    for (name, sample) in samples::generated() {
        let format = AnyFormat::named(&name).unwrap();
        let Some(_) = format.schema() else { continue };
        let doc = Document::from_bytes(sample, format.clone());
        if !doc.faults(1).is_empty() {
            continue;
        }
        let mut json = serde_json::to_value(doc.json()).unwrap();
        json.as_object_mut().unwrap().remove("$summary");
        let bytes = format.encode(&json, DraftOptions::default());
        let bytes = bytes.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(bytes, doc.bytes(), "{name}");
        count += 1;
    }
    assert!(count > 20, "{count} frames");
}

#[test]
fn wrong_files_are_reported() {
    let Table { schema, file, folder } = table("wrong");
    let cut = folder.0.join("cut.bin");
    fs::write(&cut, &fs::read(&file).unwrap()[..6]).unwrap();
    let cut = cut.display().to_string();
    let (status, out, _) = run(&["roundtrip", "-s", &schema, &cut, &file], b"");
    let out = String::from_utf8(out).unwrap();
    assert_eq!(status, 1);
    assert!(out.contains("not compared: entries[0].offset: unexpected end of data"), "{out}");
    let missing = Path::new(&file).with_extension("none").display().to_string();
    assert_eq!(run(&["roundtrip", "-s", &schema, &missing], b"").0, 2);
    let (status, out, _) = run(&["roundtrip", "-s", &schema, &file, "--json"], b"");
    let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!((status, &json["same"], &json["size"]), (0, &json!(true), &json!(20)));
}

#[test]
fn a_large_file_is_edited_in_place() {
    let folder = Folder::new("large");
    let path = folder.0.join("records.bin").to_str().unwrap().to_owned();
    let records = 1_250_000;
    fs::write(&path, vec![0_u8; records * 14]).unwrap();
    let link = folder.0.join("link.bin").to_str().unwrap().to_owned();
    fs::hard_link(&path, &link).unwrap();
    let args = ["set", "-f", "sensor", &path, "records[1000000].sensor_id=258", "--in-place"];
    assert_eq!(run(&args, b""), (0, Vec::new(), String::new()));
    let changed = fs::read(&link).unwrap();
    let at = 1_000_000 * 14 + 4;
    assert_eq!((changed.len(), &changed[at..at + 2]), (records * 14, &[2, 1][..]));
    assert_eq!(changed.iter().filter(|byte| **byte != 0).count(), 2);
    // A value that the field cannot store changes nothing.
    let args = ["set", "-f", "sensor", &path, "records[0].sensor_id=70000", "--in-place"];
    assert_eq!(run(&args, b"").0, 1);
    assert!(fs::read(&link).unwrap() == changed);
    let edits =
        |size, offset| bytescope::output::edit_file(path.as_ref(), size, [(offset, &[1][..])]);
    let size = changed.len() as u64;
    assert_eq!(edits(size + 1, 0).unwrap_err().to_string(), "was changed by another process");
    edits(size, size).unwrap_err();
    assert!(fs::read(&link).unwrap() == changed);
    assert!(!bytescope::output::edit_file("/dev/null".as_ref(), 0, []).unwrap());
}
