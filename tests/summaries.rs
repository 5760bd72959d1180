//! Summaries, tables and search on the command line.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::io::Write;
use std::process::{Command, Stdio};
use support::Folder;

/// Runs the program on input, and returns exit status, output and messages.
fn run_with_input(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run(args: &[&str]) -> (i32, String, String) {
    run_with_input(args, b"")
}

/// Writes a file in the folder and returns its path.
fn write(folder: &Folder, name: &str, bytes: &[u8]) -> String {
    folder.write(name, bytes);
    folder.0.join(name).to_str().unwrap().to_owned()
}

/// Returns the first line of the output, without the file name and size.
fn summary(path: &str) -> String {
    let (_, out, _) = run(&[path]);
    let line = out.lines().next().unwrap_or_default().to_owned();
    let text = line.strip_prefix(&format!("{path}: ")).unwrap_or(&line);
    let end = text.rfind(", ").unwrap_or(text.len());
    text[..end].to_owned()
}

#[test]
fn files_have_summaries() {
    for (path, expected) in [
        ("samples/png/rgba.png", "PNG image, 4×4, 8-bit RGBA, 1 text chunk"),
        ("samples/png/animation.png", "PNG image, 2×1, 8-bit gray, animation of 2 frames"),
        ("samples/bmp/rgb24.bmp", "BMP image, 4×3, 24-bit, BI_RGB"),
        ("samples/wav/pcm24-stereo.wav", "WAVE audio, PCM, stereo, 44100 Hz, 24-bit"),
        ("samples/gzip/plain.gz", "gzip file, 1 member, \"elegy.txt\", 177 bytes uncompressed"),
        ("samples/zip/adjusted.zip", "ZIP archive, 1 entry, 47 bytes → 47 bytes"),
        ("samples/java_class/Hello.class", "Java class Hello, java_5, 7 fields, 3 methods"),
        ("samples/pydb/table.pydb", "PYDB table, 4 records"),
        ("samples/pydt/hello.pydt", "PYDT payload, version 1"),
    ] {
        assert_eq!(summary(path), expected, "{path}");
    }
}

/// Damaged and missing fields are left out of the summary.
#[test]
fn summary_of_an_invalid_file_has_what_is_known() {
    let bytes = std::fs::read("samples/png/rgba.png").unwrap();
    let folder = Folder::new("summary-invalid");
    let path = write(&folder, "cut.png", &bytes[..40]);
    let (status, out, _) = run(&[&path]);
    assert_eq!(status, 1);
    let first = out.lines().next().unwrap();
    assert!(first.ends_with("PNG image, 4×4, 8-bit RGBA, 40 bytes — 1 fault"), "{first}");
    let path = write(&folder, "head.png", &bytes[..20]);
    let first = run(&[&path]).1.lines().next().unwrap().to_owned();
    assert!(first.ends_with("PNG image, 20 bytes — 1 fault"), "{first}");
}

#[test]
fn summaries_are_in_json_and_check() {
    let (_, out, _) = run(&["--json", "samples/png/rgba.png"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["$summary"], "PNG image, 4×4, 8-bit RGBA, 1 text chunk");
    let (_, out, _) = run(&["--json=full", "samples/png/rgba.png", "--path", "chunks[1]"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["summary"], "tEXt  Title: \"Rainbow\"");
    let (_, out, _) = run(&["check", "samples/png/rgba.png"]);
    assert_eq!(out, "samples/png/rgba.png: ok (png) — PNG image, 4×4, 8-bit RGBA, 1 text chunk\n");
    let (_, out, _) = run(&["check", "--json", "samples/png/rgba.png"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["summary"], "PNG image, 4×4, 8-bit RGBA, 1 text chunk");
}

/// The first item and the invalid ones are unfolded.
#[test]
fn items_are_folded() {
    let (_, out, _) = run(&["samples/png/rgba.png"]);
    assert_eq!(out.matches(" crc ").count(), 1, "{out}");
    assert!(out.contains("[2]   IDAT  66 bytes  ✓\n"), "{out}");
    let (_, out, _) = run(&["samples/png/rgba.png", "--all"]);
    assert_eq!(out.matches(" crc ").count(), 4, "{out}");
    let mut bytes = std::fs::read("samples/png/rgba.png").unwrap();
    bytes[0x30] ^= 1;
    let folder = Folder::new("folded");
    let path = write(&folder, "broken.png", &bytes);
    let (_, out, _) = run(&[&path]);
    assert_eq!(out.matches(" crc ").count(), 2, "{out}");
    assert!(out.contains("✗ CRC-32 mismatch"), "{out}");
}

#[test]
fn records_are_tables() {
    let args = ["samples/zip/adjusted.zip", "--path", "entries"];
    let (_, out, _) = run(&args);
    let lines: Vec<_> = out.lines().map(str::trim_end).collect();
    assert!(
        lines[1].ends_with("name         method  size  packed       crc32  date        time"),
        "{out}"
    );
    assert!(lines[2].contains("[0]  ulysses.txt  STORED    47      47  0x4d2cbe13"), "{out}");
    let (_, out, _) = run(&[&args[..], &["--columns", "name=file_name,crc32"]].concat());
    assert!(out.lines().nth(1).unwrap().ends_with("name              crc32"), "{out}");
    let (_, out, _) = run(&[&args[..], &["--view", "tree"]].concat());
    assert!(out.contains("version_needed_to_extract"), "{out}");
    let (_, out, _) = run(&["samples/png/rgba.png", "--path", "chunks", "--view", "table"]);
    assert!(out.contains("length"), "{out}");
    let (status, _, err) = run(&["samples/png/rgba.png", "--json", "--columns", "x"]);
    assert_eq!(status, 2, "{err}");
}

/// The last item of a list that is not held is shown.
#[test]
fn last_item_of_a_long_list_is_shown() {
    let folder = Folder::new("last");
    let schema = "\
meta: {id: long, endian: le}
seq: [{id: recs, type: rec, repeat: eos}]
types:
  rec:
    seq: [{id: n, type: u1}, {id: id, type: u4}, {id: data, size: n}]
";
    let schema = write(&folder, "long.ksy", schema.as_bytes());
    let bytes: Vec<u8> = (0..40_000_u32)
        .flat_map(|id| {
            let size = (id % 3) as usize;
            [&[size as u8], &id.to_le_bytes()[..], &b"abc"[..size]].concat()
        })
        .collect();
    let file = write(&folder, "long.bin", &bytes);
    for view in ["auto", "tree"] {
        let (status, out, _) = run(&["-s", &schema, &file, "--view", view]);
        assert_eq!(status, 0);
        let last = out.lines().last().unwrap();
        assert!(last.ends_with("[39999]  n 0, id 39999, data 0 bytes"), "{view}: {last}");
        assert!(out.contains("… 39,935 more, [64] to [39998]"), "{view}");
    }
}

#[test]
fn fields_are_lines() {
    let (_, out, _) = run(&["samples/png/rgba.png", "--flat"]);
    let crc: Vec<_> = out.lines().filter(|line| line.contains("].crc")).collect();
    assert_eq!(crc.len(), 4);
    assert_eq!(crc[0], "chunks[0].crc                   0x0000001d  0xa9f19e7e  ✓ CRC-32");
    // All rows are included.
    let (_, out, _) = run(&["-f", "player", "samples/player/scores.bin", "--flat"]);
    assert_eq!(out.lines().count(), 10, "{out}");
}

#[test]
fn names_values_and_bytes_are_found() {
    let find = |query: &str| {
        let (status, out, _) = run(&["samples/png/rgba.png", "--find", query]);
        let paths = out.lines().map(|line| line.split(' ').next().unwrap_or_default().to_owned());
        (status, paths.collect::<Vec<_>>())
    };
    assert_eq!(find("rainbow"), (0, vec!["chunks[1].data.text".into()]));
    assert_eq!(find("color_type=TRUECOLOR").1, ["chunks[0].data.color_type"]);
    assert_eq!(find("\"IDAT\"").1, ["chunks[2].type"]);
    assert_eq!(find("hex:49 44 41 54").1, ["chunks[2].type"]);
    assert_eq!(find("0xa9f19e7e").1, ["chunks[0].crc"]);
    assert_eq!(find("nothing like this"), (2, vec![]));
    let (status, _, err) = run(&["samples/png/rgba.png", "--find", "hex:4"]);
    assert!(status == 2 && err.contains("invalid hex digits"), "{err}");
    // A number that is not the value of a field.
    let folder = Folder::new("find-raw");
    let path = write(&folder, "raw.pydt", b"PYDT\0\x01\0\0\0\x06..\x00\xc2\x01\x00");
    let (_, out, _) = run(&[&path, "--find", "115200"]);
    assert_eq!(out, "payload                         0x0000000c  00 c2 01 00  u32le\n");
}

#[test]
fn paths_select_by_condition() {
    let select = |path: &str| {
        let (_, out, _) = run(&["samples/png/rgba.png", "--json=full", "--path", path]);
        let values = out.lines().filter(|line| line.contains("\"path\""));
        values.count()
    };
    assert!(select("chunks[type=IDAT]") > 0);
    assert!(select("chunks[-1].crc") > 0);
    assert!(select("**.crc") >= 4);
    let (status, _, err) = run(&["samples/png/rgba.png", "--path", "chunks[type=XXXX]"]);
    assert!(status == 2 && err.contains("no field matches"), "{err}");
    let (_, _, err) = run(&["samples/png/rgba.png", "--path", "widht"]);
    assert!(err.contains("did you mean chunks[0].data.width?"), "{err}");
}

#[test]
fn schemas_declare_summaries_columns_and_targets() {
    let folder = Folder::new("schema-summaries");
    let schema = "\
meta: {id: own, endian: le}
-summary: 'Own file, {items:count item}, {names:count name}'
seq:
  - {id: num, type: u1}
  - {id: items, type: item, repeat: expr, repeat-expr: num}
  - {id: names, type: strz, encoding: ASCII, repeat: eos}
types:
  item:
    -summary: '{name}  {double}'
    -columns: [name, size=value, double]
    seq:
      - {id: name, type: u1, -target: '_root.names[name]'}
      - {id: value, type: u2}
    instances:
      double: {value: value * 2}
";
    let schema = write(&folder, "own.ksy", schema.as_bytes());
    let file = write(&folder, "own.bin", b"\x02\x01\x05\0\0\x07\0zero\0one\0");
    let (status, out, err) = run(&["-s", &schema, &file]);
    assert_eq!((status, err.as_str()), (0, ""));
    let lines: Vec<_> = out.lines().map(str::trim_end).collect();
    assert!(lines[0].ends_with("Own file, 2 items, 2 names, 16 bytes"), "{out}");
    assert!(lines[3].ends_with("name  size  double"), "{out}");
    assert!(lines[4].ends_with("[0]  one      5      10"), "{out}");
    assert!(lines[5].ends_with("[1]  zero     7      14"), "{out}");
    let (_, out, _) = run(&["-s", &schema, &file, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["items"][0], serde_json::json!({"name": 1, "$name": "one", "value": 5}));
    // Unknown fields and syntax errors are reported.
    let wrong =
        "meta: {id: own}\n-summary: '{a}, {b:wrong}'\n-columns: [c]\nseq: [{id: x, type: u1}]\n";
    let wrong = write(&folder, "wrong.ksy", wrong.as_bytes());
    let (status, _, err) = run(&["schema", "check", &wrong]);
    assert_eq!(status, 2);
    assert!(err.contains("invalid summary at column 9"), "{err}");
    assert!(err.contains("unknown field `c` in `-columns`"), "{err}");
    let unknown = "meta: {id: own}\n-summary: '{xx}'\nseq: [{id: x, type: u1}]\n";
    let unknown = write(&folder, "unknown.ksy", unknown.as_bytes());
    let (_, _, err) = run(&["schema", "check", &unknown]);
    assert!(err.contains("unknown field `xx` in `-summary`"), "{err}");
    // A representation for the web IDE is used if its fields are known.
    let web =
        "meta: {id: own}\n-webide-representation: '{x:dec} of it'\nseq: [{id: x, type: u1}]\n";
    let web = write(&folder, "web.ksy", web.as_bytes());
    let (_, out, _) = run_with_input(&["-s", &web, "-"], b"\x07");
    assert!(out.starts_with("<stdin>: 7 of it, 1 byte\n"), "{out}");
}

/// The offset of a string may be given by the string.
#[test]
fn offsets_of_strings_are_encoded_by_name() {
    let sample = "samples/elf/debug-link.o";
    let (_, out, _) = run(&["--json", sample]);
    let mut json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["section_headers"][3]["$sh_name"], ".data");
    json["section_headers"][3]["sh_name"] = ".data".into();
    json["section_headers"][5]["sh_name"] = ".shstrtab".into();
    let folder = Folder::new("names");
    let output = folder.0.join("out.o").to_str().unwrap().to_owned();
    let encode = |json: &serde_json::Value| {
        let args = ["encode", "-f", "elf", "-", "-o", &output];
        run_with_input(&args, json.to_string().as_bytes())
    };
    assert_eq!(encode(&json).0, 0);
    assert_eq!(std::fs::read(&output).unwrap(), std::fs::read(sample).unwrap());
    json["section_headers"][3]["sh_name"] = ".other".into();
    let (status, _, err) = encode(&json);
    assert_eq!(status, 1);
    assert!(
        err.contains("section_headers[3].sh_name: \".other\" is not in the string table"),
        "{err}"
    );
    // Other numbers have no names.
    json["section_headers"][3]["sh_name"] = 0.into();
    json["section_headers"][3]["sh_addr"] = ".data".into();
    let (status, _, err) = encode(&json);
    assert!(status == 1 && err.contains("expected an integer, found \".data\""), "{err}");
}

/// The shell runs the program to complete its arguments.
#[test]
fn shells_complete_formats_and_fields() {
    let complete = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
            .args(["--", "bytescope"])
            .args(words)
            .env("BYTESCOPE_COMPLETE", "bash")
            .env("_CLAP_IFS", "\n")
            .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete(&["-f", "java"]), "java_class");
    assert_eq!(
        complete(&["samples/png/rgba.png", "--path", "chunks[0].data.wi"]),
        "chunks[0].data.width"
    );
    assert!(
        complete(&["set", "samples/png/rgba.png", "chunks[0].data.color_type=TRUE"])
            .contains("=TRUECOLOR_ALPHA")
    );
    assert_eq!(complete(&["completio"]), "completions");
}
