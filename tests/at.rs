//! `inspect --at` and `--as`: fields at an offset, and the bytes there as other types.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope_properties::samples;
use serde_json::{Value, json};
use support::Folder;

fn run(args: &[&str]) -> (i32, String, String) {
    let mut command = Folder::new("at").command(args);
    let output = command.current_dir(samples::root()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Returns the paths that `--at` prints.
fn paths(args: &[&str]) -> Vec<String> {
    let (status, out, err) = run(args);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    out.lines().map(|line| line.split("  ").next().unwrap().to_owned()).collect()
}

fn json_of(args: &[&str]) -> Value {
    serde_json::from_str(&run(args).1).unwrap()
}

#[test]
fn innermost_field_is_first() {
    let found = paths(&["samples/png/rgba.png", "--at", "0x12"]);
    assert_eq!(found, ["chunks[0].data.width", "chunks[0].data", "chunks[0]", "chunks"]);
    let out = run(&["samples/png/rgba.png", "--at", "18"]).1;
    let first = out.lines().next().unwrap();
    assert!(first.starts_with("chunks[0].data.width  0x10..0x14  4 px  "), "{out}");
    assert!(first.ends_with("  Width of the image"), "{out}");
}

#[test]
fn rows_and_bits_are_fields() {
    let found = paths(&["samples/pydb/table.pydb", "--at", "0x18"]);
    assert_eq!(found, ["records[1].id", "records[1]", "records"]);
    let found = paths(&["samples/gzip/plain.gz", "--at", "3"]);
    assert_eq!(found.len(), 6 + 4, "{found:?}");
    assert_eq!(found[3], "members[0].header.flags.FNAME");
    assert_eq!(found[6], "members[0].header.flags");
    // Decompressed text.
    let found = paths(&["samples/png/texts.png", "--at", "1:0x4"]);
    assert!(found[0].ends_with(".inflated"), "{found:?}");
    let text = run(&["samples/png/texts.png", "--at", "1:0x4", "--as", "ascii"]).1;
    assert!(text.starts_with("\" and over"), "{text}");
}

#[test]
fn json_has_the_same_fields() {
    let found = json_of(&["--json", "samples/pydb/table.pydb", "--at", "0x18"]);
    let fields = found["fields"].as_array().unwrap();
    assert_eq!((&found["offset"], fields.len()), (&json!(24), 3));
    assert_eq!(fields[0]["path"], "records[1].id");
    assert_eq!((&fields[0]["offset"], &fields[0]["size"]), (&json!(24), &json!(4)));
    assert_eq!(fields[0]["value"], json!(101));
    assert_eq!(fields[2]["text"], "4 records of 8 bytes");
}

#[test]
fn offsets_are_those_of_the_file() {
    let folder = Folder::new("offset");
    let sample = samples::root().join("samples/pydb/table.pydb");
    folder.write("shifted", [&[0; 16][..], &std::fs::read(sample).unwrap()].concat());
    let path = folder.0.join("shifted");
    let path = path.to_str().unwrap();
    let found = paths(&[path, "--offset", "16", "--at", "0x28"]);
    assert_eq!(found, ["records[1].id", "records[1]", "records"]);
    let (_, out, _) = run(&[path, "--offset", "16", "--at", "0x28", "--as", "u32be"]);
    assert_eq!(out, "101\n");
    let (status, out, err) = run(&[path, "--offset", "16", "--at", "8"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("offset 0x8 precedes the start at 0x10"), "{err}");
}

#[test]
fn offset_past_the_end_is_an_error() {
    for more in [&[][..], &["--as", "all"], &["--as", "u8"]] {
        for offset in ["148", "0x1000", "0xffffffffffffffff", "1:0"] {
            let args = [&["samples/png/rgba.png", "--at", offset], more].concat();
            let (status, out, err) = run(&args);
            assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
            assert!(err.contains("offset"), "{err}");
        }
    }
    assert_eq!(run(&["samples/png/rgba.png", "--at", "147"]).0, 0);
}

#[test]
fn faults_decide_the_status() {
    let (status, out, err) = run(&["samples/png/bad-crc.png", "--at", "0x1d"]);
    assert_eq!(status, 1);
    assert!(out.starts_with("chunks[0].crc"), "{out}");
    assert!(out.contains("✗ CRC-32 mismatch"), "{out}");
    assert!(err.contains("CRC-32 mismatch"), "{err}");
}

#[test]
fn one_type_is_printed_alone() {
    let png = "samples/png/rgba.png";
    assert_eq!(run(&[png, "--at", "0x10", "--as", "u32be"]), (0, "4\n".into(), String::new()));
    assert_eq!(run(&[png, "--at", "0xc", "--as", "ascii"]).1, "\"IHDR\"\n");
    let both = run(&[png, "samples/pydb/table.pydb", "--at", "0", "--as", "u8"]).1;
    assert_eq!(both, "samples/png/rgba.png: 137\nsamples/pydb/table.pydb: 80\n");
}

#[test]
fn all_types_fit_in_80_columns() {
    for (file, offset) in
        [("samples/png/rgba.png", "0"), ("samples/png/rgba.png", "28"), ("Cargo.toml", "3")]
    {
        let (status, out, err) = run(&[file, "--at", offset, "--as", "all"]);
        assert_eq!((status, err.as_str()), (0, ""));
        for line in out.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        for name in ["u24", "f16", "filetime", "sleb128", "utf16be", "guid"] {
            assert!(out.lines().any(|line| line.starts_with(name)), "{name}: {out}");
        }
    }
}

#[test]
fn any_file_has_values_up_to_its_end() {
    let (status, out, _) = run(&["LICENSE-MIT", "--at", "0", "--as", "text"]);
    assert_eq!(status, 0, "the format is not needed");
    assert!(out.contains("ascii      \""), "{out}");
    let folder = Folder::new("short");
    folder.write("short", [1, 2, 3]);
    let path = folder.0.join("short");
    let path = path.to_str().unwrap();
    let (status, out, _) = run(&[path, "--at", "0", "--as", "integer"]);
    assert_eq!(status, 0);
    assert!(out.contains("u24        197121                          66051\n"), "{out}");
    assert!(out.contains("needs 4 bytes, 3 left"), "{out}");
    let (status, out, err) = run(&[path, "--at", "0", "--as", "u64le"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.contains("u64le at 0x0: needs 8 bytes, 3 left"), "{err}");
    // Fields need a format.
    let (status, _, err) = run(&[path, "--at", "0"]);
    assert_eq!(status, 1);
    assert!(err.contains("unrecognized format"), "{err}");
}

#[test]
fn values_are_typed_in_json() {
    let args = ["--json", "samples/png/rgba.png", "--at", "0x90", "--as", "u32,f64be,time"];
    let found = json_of(&args);
    assert_eq!(found["bytes"], "ae426082");
    let values = found["values"].as_array().unwrap();
    assert_eq!(
        values[1],
        json!({"name": "u32be", "group": "integer", "size": 4, "value": 0xae42_6082_u32})
    );
    assert_eq!(values[2]["error"], "needs 8 bytes, 4 left");
    assert!(values.iter().skip(3).all(|value| value["group"] == "time"));
}

#[test]
fn unknown_type_is_a_usage_error() {
    let (status, _, err) = run(&["samples/png/rgba.png", "--at", "0", "--as", "u33"]);
    assert_eq!(status, 2);
    assert!(err.contains("'u33'") && err.contains("'u32'"), "{err}");
    assert_eq!(run(&["samples/png/rgba.png", "--as", "u32"]).0, 2);
}
