//! Commands: output, messages and exit status.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use serde_json::json;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn bytescope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.args(args).current_dir(samples::root()).env_remove("NO_COLOR");
    command
}

fn run(args: &[&str]) -> (i32, String, String) {
    finish(bytescope(args).output().unwrap())
}

fn run_with(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = bytescope(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The program may exit before it has read all input.
    let _ = child.stdin.take().unwrap().write_all(input);
    finish(child.wait_with_output().unwrap())
}

fn finish(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

/// Temporary file.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("bytescope-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

const VALID: &str = "samples/pydb/table.pydb";
const INVALID: &str = "samples/pydb/bad-count.pydb";

#[test]
fn inspect_is_the_default_command() {
    assert_eq!(run(&[VALID]), run(&["inspect", VALID]));
    let (status, out, err) = run(&[VALID]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("record_count"));
}

#[test]
fn preview_is_ignored_without_a_terminal() {
    let picture = "samples/bmp/rgb24.bmp";
    assert_eq!(run(&[picture, "--preview"]), run(&[picture]));
    assert_eq!(run(&["--color=always", picture, "--preview"]), run(&["--color=always", picture]));
    assert_eq!(run(&[picture, "--preview", "--json"]).0, 2);
}

#[test]
fn standard_input_is_read() {
    let data = fs::read(samples::root().join(VALID)).unwrap();
    let (status, out, _) = run_with(&["-"], &data);
    assert_eq!(status, 0);
    assert!(out.starts_with("<stdin>: PYDB table, 4 records, 48 bytes"), "{out}");
}

#[test]
fn path_selects_fields() {
    let (status, out, _) = run(&[VALID, "--path", "records[1].value"]);
    assert_eq!(status, 0);
    assert_eq!(out, "0000001c  3f a0 00 00               records[1].value  1.25\n");
    let (_, out, _) = run(&[VALID, "--path", "records[].id", "--json"]);
    assert_eq!(out, "100\n101\n102\n103\n");
    let (status, out, err) = run(&[VALID, "--path", "rekords"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("unknown field 'rekords'; did you mean records?"), "{err}");
    assert_eq!(run(&[VALID, "--path", "a[["]).0, 2);
}

#[test]
fn offset_and_length_select_a_range_of_the_file() {
    let mut data = vec![0xee; 100];
    data.extend(fs::read(samples::root().join(VALID)).unwrap());
    data.extend([0xee; 7]);
    let file = Scratch::new("embedded", &data);
    let (status, out, _) = run(&["--offset", "0x64", "--length", "48", file.path()]);
    assert_eq!(status, 0, "{out}");
    assert!(out.contains("\n00000064  50 59 44 42 "), "{out}");
    assert_eq!(run(&["--offset", "100", file.path()]).0, 1);
    let (status, _, err) = run(&["--offset", "1K", file.path()]);
    assert_eq!(status, 1);
    assert!(err.contains("--offset 1024 is past the end of the file (155 bytes)"), "{err}");
}

/// A reached limit is not a fault of the file.
#[test]
fn a_reached_limit_is_not_a_verdict() {
    let (status, out, _) = run(&["check", "--json", "--max-nodes", "5", VALID]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &value["complete"]), (3, &false.into()), "{out}");
    assert_eq!((&value["ok"], &value["faults"]), (&serde_json::Value::Null, &json!([])), "{out}");
    assert_eq!(value["limits"][0]["limit"], "nodes");

    let (status, out, _) = run(&["--json", "--max-nodes", "5", VALID]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &value["$complete"]), (3, &false.into()), "{out}");
    assert_eq!((value.get("$error"), &value["$limit"]["kind"]), (None, &"limit".into()));

    // The end of the data that was read is not the end of the file.
    let png = fs::read(samples::root().join("samples/png/rgba.png")).unwrap();
    for format in ["png", "zip", "bmp"] {
        let args = ["check", "-f", format, "--max-read", "40", "-"];
        let (status, out, _) = run_with(&args, &png);
        let expected = if format == "bmp" { 1 } else { 3 };
        assert_eq!(status, expected, "{format}: {out}");
        assert!(out.contains("limit reached: more than 40 bytes"), "{out}");
    }
    // A fault in the verified part is still a fault.
    assert_eq!(run(&["check", "--max-nodes", "14", "samples/png/bad-crc.png"]).0, 1);
}

#[test]
fn expressions_are_evaluated_for_every_format() {
    let eval =
        |expressions: &[&str]| run(&[&["eval", "samples/png/rgba.png"], expressions].concat());
    let expressions = [
        "chunks[0].data.width * 2",
        "chunks.last.type == 'IEND'",
        "chunks[0].data.color_type == 6 and chunks[0].data.color_type == 'TRUECOLOR_ALPHA'",
        r#"f"{chunks[0].data.width}x{chunks[0].data.height}""#,
        "[3, 1, 2].max + chunks.size",
        "chunks[0].data.color_type",
    ];
    let (status, out, _) = eval(&expressions);
    assert_eq!(out, "8\ntrue\ntrue\n\"4x4\"\n7\n\"TRUECOLOR_ALPHA\"\n");
    assert_eq!(status, 0);
    for (expression, message) in [
        ("chunks[9].crc", "index 9 is out of range: 4 items"),
        ("chunks[0].width", "unknown field `width`; fields: length, type, data, crc"),
        ("chunks + 1", "expected a value, found an array"),
    ] {
        let (status, _, err) = eval(&[expression]);
        assert!(status == 1 && err.contains(message), "{err}");
    }
    // A schema is detected, too, and a table is an array.
    let (_, out, _) = run(&["eval", "samples/gif/wide-codes.gif", "blocks.size > 0"]);
    assert_eq!(out, "true\n");
    let (_, out, _) = run(&["eval", VALID, "records.size", "records[1].id - records.first.id"]);
    assert_eq!(out, "4\n1\n");
}

#[test]
fn full_json_contains_paths_and_bit_positions() {
    let schema = "meta: {id: bits, bit-endian: be}\n\
        seq: [{id: head, type: head}]\n\
        types: {head: {seq: [{id: a, type: b4}, {id: b, type: b12}]}}\n";
    let schema = Scratch::new("bits.ksy", schema.as_bytes());
    let data = Scratch::new("bits.bin", b"\x12\x34");
    let args = ["-s", schema.path(), data.path(), "--json=full", "--path", "head"];
    let (_, out, _) = run(&args);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    let second = &value["fields"][1];
    assert_eq!((&value["path"], &second["path"]), (&json!("head"), &json!("head.b")));
    assert_eq!((&second["bit_offset"], &second["bit_size"]), (&json!(4), &json!(12)));
}

#[test]
fn json_is_valid_in_every_mode() {
    for sample in samples::all() {
        let path = sample.path.to_str().unwrap();
        for mode in ["--json", "--json=full"] {
            let (status, out, _) = run(&[mode, "-f", &sample.format, path]);
            let value: serde_json::Value = serde_json::from_str(&out).expect(path);
            let expected = match value.to_string() {
                text if text.contains("error\":") => 1,
                _ if value["$complete"] == false => 3,
                _ => 0,
            };
            assert_eq!(status, expected, "{path} {mode}");
        }
        let (_, out, _) = run(&["check", "--json", "-f", &sample.format, path]);
        serde_json::from_str::<serde_json::Value>(&out).expect(path);
    }
}

#[test]
fn json_of_several_files_has_one_line_per_file() {
    let unknown = Scratch::new("unknown", b"what is this?");
    let (status, out, err) = run(&["--json", VALID, "no-such-file", INVALID, unknown.path()]);
    assert_eq!(status, 2);
    assert!(err.contains("no-such-file: no such file"), "{err}");
    let values: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(values.len(), 4);
    assert_eq!(values[0]["$file"], VALID);
    assert_eq!(values[0]["header"]["record_count"], 4);
    assert_eq!(values[1]["$error"]["kind"], "io");
    assert_eq!(values[2]["$error"]["path"], "records[1].id");
    assert_eq!(values[2]["$error"]["offset"], 24);
    assert_eq!(values[3]["$head"], hex::encode("what is this?"));
}

#[test]
fn unknown_content_is_dumped() {
    let (status, out, err) = run_with(&["-"], b"hello");
    assert_eq!(status, 1);
    assert!(out.starts_with("00000000  68 65 6c 6c 6f"), "{out}");
    assert!(err.contains("unrecognized format (use -f NAME"), "{err}");
    let (status, _, err) = run_with(&["-"], b"");
    assert_eq!(status, 1);
    assert!(err.contains("is empty"), "{err}");
}

#[test]
fn wrong_usage_has_exit_status_2() {
    let (status, out, err) = run(&["-f", "pgn", VALID]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("unknown format 'pgn'"), "{err}");
    let (status, _, err) = run(&["samples"]);
    assert_eq!(status, 2);
    assert!(err.contains("is a folder"), "{err}");
    assert_eq!(run(&[]).0, 2);
    assert_eq!(run(&["--length", "many", VALID]).0, 2);
    assert_eq!(run(&["man", "--command", "nothing"]).0, 2);
}

#[test]
fn check_prints_one_line_per_file() {
    let (status, out, _) = run(&["check", VALID, INVALID]);
    assert_eq!(status, 1);
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines[0], format!("{VALID}: ok (pydb) — PYDB table, 4 records"));
    assert!(lines[1].starts_with(&format!("{INVALID}: records[1].id at 0x18: ")), "{out}");
    let (_, out, _) = run(&["check", "--quiet", VALID]);
    assert_eq!(out, "");
}

#[test]
fn check_finds_an_invalid_row_in_a_long_table() {
    let mut data = Vec::new();
    for i in 0..5000_u32 {
        let mut record = i.to_le_bytes().to_vec();
        record.extend([1, 0, 0, 0, 0xc0, 0x3f, 0, 0, 0x80, 0x3f]);
        let sum = record.iter().fold(0, |sum, byte| sum ^ byte);
        record.extend(u32::from(sum ^ u8::from(i == 4321)).to_le_bytes());
        data.extend(record);
    }
    let file = Scratch::new("rows", &data);
    let (status, out, _) = run(&["check", "-f", "sensor_xor", file.path()]);
    assert_eq!(status, 1);
    assert_eq!(out.lines().count(), 1);
    assert!(out.contains("records[4321].checksum at 0x12fe0: XOR-8 mismatch"), "{out}");
}

#[test]
fn a_long_table_is_elided_but_its_partial_record_is_shown() {
    let data = vec![0; 14 * 1000 + 3];
    let file = Scratch::new("half", &data);
    let (status, out, err) = run(&["-f", "sensor", file.path()]);
    assert_eq!(status, 1);
    assert!(out.contains("… 935 more, [64] to [998] (--all shows them)"), "{out}");
    assert!(err.contains("records[1000].timestamp at 0x36b0"), "{err}");
    let (_, out, _) = run(&["-f", "sensor", "--all", file.path()]);
    assert_eq!(out.lines().filter(|line| line.ends_with("0          0.0       0.0")).count(), 1000);
}

/// Names of fields match in any case if there is no exact match.
#[test]
fn paths_ignore_case() {
    for flag in ["PF_R", "pf_r"] {
        let path = format!("program_headers[0].p_flags.{flag}");
        let (status, out, err) = run(&["samples/elf/program-mips.elf", "--path", &path]);
        assert_eq!(status, 0, "{err}");
        assert!(out.contains("program_headers[0].p_flags.PF_R  1"), "{out}");
    }
}

#[test]
fn depth_limits_levels_and_docs_adds_descriptions() {
    let (_, out, _) = run(&[VALID, "--depth", "1"]);
    assert_eq!(out.lines().count(), 3, "{out}");
    let (_, out, _) = run(&[VALID, "--docs", "--path", "header.flags"]);
    assert!(out.contains("# Flags, reserved for application use"), "{out}");
}

#[test]
fn color_follows_option_and_environment() {
    let escape = |args: &[&str], no_color: bool| {
        let mut command = bytescope(args);
        if no_color {
            command.env("NO_COLOR", "1");
        }
        finish(command.output().unwrap()).1.contains('\x1b')
    };
    assert!(!escape(&[VALID], false), "a pipe is not a terminal");
    assert!(escape(&["--color", "always", VALID], true), "the option takes precedence");
    assert!(!escape(&["--color", "never", VALID], false));
    assert!(escape(&["dump", "--color=always", VALID], false));
}

#[test]
fn dumps_are_reversible() {
    let data: Vec<u8> = (0..=255).chain([0; 100]).chain(b"end\n".iter().copied()).collect();
    let file = Scratch::new("dump", &data);
    for style in [&["dump"][..], &["dump", "--plain"], &["dump", "--columns", "7"], &["dump", "-a"]]
    {
        let mut args = style.to_vec();
        args.push(file.path());
        let (status, text, _) = run(&args);
        assert_eq!(status, 0);
        let out = Scratch::new("dump-back", b"old");
        let (status, _, err) =
            run_with(&["dump", "--reverse", "-", "-o", out.path()], text.as_bytes());
        assert_eq!(status, 0, "{err}");
        assert!(fs::read(&out.0).unwrap() == data, "{style:?}");
    }
    let (_, text, _) = run(&["dump", "--skip", "0x10", "--length", "4", file.path()]);
    assert_eq!(text.lines().last(), Some("00000014"));
    let (_, text, _) = run_with(&["dump", "--skip", "3", "-n", "2", "-"], b"abcdefg");
    assert!(text.starts_with("00000003  64 65 "), "{text}");
    let (_, text, _) = run_with(&["dump", "--c", "-"], b"ab");
    assert!(text.contains("0x61, 0x62"), "{text}");
}

/// `--columns` applies to every style of dump, as in `xxd`.
#[test]
fn columns_set_the_number_of_bytes_per_line() {
    let first = |args: &[&str]| run(args).1.lines().nth(1).unwrap().to_owned();
    assert_eq!(first(&["dump", "--plain", "-c", "4", VALID]), "00010000");
    assert_eq!(first(&["dump", "--c", "-c", "4", VALID]), "  0x50, 0x59, 0x44, 0x42,");
    let (status, _, err) = run(&["dump", "-c", "0", VALID]);
    assert_eq!(status, 2);
    assert!(err.contains("must be 1 to 256"), "{err}");
}

#[test]
fn an_invalid_dump_leaves_the_old_file() {
    let out = Scratch::new("old", b"old");
    let args = ["dump", "--reverse", "-", "-o", out.path()];
    let (status, _, err) = run_with(&args, b"00 01\n00 zz\n");
    assert_eq!(status, 1);
    assert!(err.contains("line 2, column 4: expected two hex digits"), "{err}");
    assert_eq!(fs::read(&out.0).unwrap(), b"old");
}

#[test]
fn a_full_disk_is_reported() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    for args in
        [&[VALID][..], &["--json", VALID], &["dump", VALID], &["check", VALID], &["formats"]]
    {
        let output = bytescope(args).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let (status, _, err) = finish(output);
        assert_eq!(status, 2, "{args:?}");
        assert_eq!(err, "bytescope: <stdout>: No space left on device\n");
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    // A whole number of records.
    let data = vec![7; 14 * 300_000];
    let file = Scratch::new("pipe", &data);
    for args in [&["dump", "-a", file.path()][..], &["-f", "sensor", "--all", file.path()]] {
        let mut child =
            bytescope(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn completions_and_manual_pages_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (status, out, _) = run(&["completions", shell]);
        assert_eq!(status, 0);
        assert!(out.contains("bytescope"));
    }
    assert!(run(&["man"]).1.contains(".TH"));
    assert!(run(&["man", "--command", "dump"]).1.contains("columns"));
    let (_, out, _) = run(&["formats", "--json"]);
    let formats: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(formats.as_array().unwrap().iter().any(|f| f["name"] == "png"));
}

/// Files of a folder are checked in order. Files with unrecognized formats are skipped, and their
/// number is reported.
#[test]
fn folders_are_checked() {
    let (status, out, err) = run(&["check", "samples/pydb"]);
    assert_eq!(status, 1);
    let files: Vec<_> = out.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert!(files.len() > 5 && files.is_sorted(), "{out}");
    assert!(!out.contains(".tree") && err.contains("with an unrecognized format"), "{err}");
    // Files with the extension of a built-in format are not skipped.
    assert!(out.contains("samples/pydb/bad-magic.pydb: "), "{out}");
    let (_, pattern, _) = run(&["check", "samples/pydb/*.pydb"]);
    assert_eq!(pattern, out);
    let (status, _, err) = run(&["check", "a[*"]);
    assert_eq!(status, 2);
    assert!(err.contains("a[*: invalid pattern: column 2: "), "{err}");
    let (status, _, err) = run(&["check", "samples/no-such-*"]);
    assert_eq!((status, err.contains("no file matches")), (2, true), "{err}");
    let (status, _, err) = run(&["check", "src/bin/bytescope/cmd/check"]);
    assert_eq!((status, err.contains("no files to check")), (2, true), "{err}");
}

/// The three reports contain the same results.
#[test]
fn reports_agree() {
    let files = ["samples/png", "samples/gzip", "no-such-file"];
    let report = |kind| run(&[&["check", kind], &files[..]].concat());
    let (status, lines, _) = report("--json");
    assert_eq!(status, 2);
    let files: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let invalid = files.iter().filter(|file| file["ok"] == false).count();
    let faults: usize = files.iter().map(|file| file["faults"].as_array().unwrap().len()).sum();

    let (status, log, _) = report("--sarif");
    assert_eq!(status, 2);
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), faults);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
    }

    let (status, xml, _) = report("--junit");
    assert_eq!(status, 2);
    assert_eq!(xml.matches("<testcase ").count(), files.len());
    assert_eq!(xml.matches("<failure ").count() + xml.matches("<error ").count(), invalid);
}

#[test]
fn parameters_of_a_schema_are_set() {
    let text = b"
meta: {id: sized, endian: be}
params: [{id: wide, type: bool}, {id: kind, type: u1, enum: kinds}]
seq: [{id: n, type: {switch-on: wide, cases: {true: u4, false: u2}}}]
instances: {shown: {value: kind}}
enums: {kinds: {1: first}}
";
    let (schema, file) =
        (Scratch::new("sized.ksy", text), Scratch::new("sized.bin", &[0, 1, 0, 0]));
    let (schema, file) = (schema.path(), file.path());
    let base = ["--json", "--instances", "-s", schema, file, "--param"];
    let with = |args: &[&str]| run(&[&base[..], args].concat());
    let (status, out, err) = with(&["wide=true", "--param", "kind=first"]);
    assert_eq!((status, err.as_str()), (0, ""), "{err}");
    assert_eq!(out, "{\n  \"n\": 65536,\n  \"shown\": \"first\"\n}\n");
    for (args, message) in [
        (
            &["width=2"][..],
            "--param: unknown parameter `width`; parameters of `sized`: `wide` and `kind`\n",
        ),
        (
            &["wide=2"],
            "--param: invalid value `2` of parameter `wide` of type `bool`: expected a boolean, found an integer\n",
        ),
        (&["wide=true", "--param", "wide=false"], "--param: several values of parameter `wide`\n"),
    ] {
        let (status, out, err) = with(args);
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert_eq!(err, format!("bytescope: {message}"));
    }
    let (status, _, err) = run(&["check", file, "--param", "wide=true"]);
    assert_eq!(
        (status, err.as_str()),
        (2, "bytescope: --param: requires a schema (use -s FILE.ksy)\n")
    );
}
