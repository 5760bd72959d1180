//! Names and texts from outside are escaped on every way out of the program.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope::inspect::is_control_text;
use bytescope_properties::samples;
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;
use support::Folder;

/// Text that clears the screen, forges lines and commands, and reorders text.
const HOSTILE: &str =
    "x\n::error title=forged::y\r\x1b]0;z\x07\u{9b}2J\u{202e}\u{2066}\u{2028}##[e]";

impl Folder {
    fn file(&self, name: impl AsRef<OsStr>, bytes: &[u8]) -> OsString {
        fs::write(self.0.join(name.as_ref()), bytes).unwrap();
        name.as_ref().to_owned()
    }

    /// Runs the program in the folder. Returns the status, standard output and standard error.
    fn run(&self, args: &[&OsStr]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        let done = command.args(args).current_dir(&self.0).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
    }
}

/// Asserts that text consists of printable lines, none of which is a command of a build server.
fn assert_plain(text: &str) {
    let control = text.chars().find(|c| *c != '\n' && is_control_text(*c));
    assert!(control.is_none(), "{control:?} in {text}");
    let is_command = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
    assert!(!text.lines().any(is_command), "{text}");
}

fn invalid_png() -> Vec<u8> {
    fs::read(samples::root().join("samples/png/bad-crc.png")).unwrap()
}

fn args<'a>(first: &[&'a str], file: &'a OsStr) -> Vec<&'a OsStr> {
    first.iter().copied().map(OsStr::new).chain([file]).collect()
}

#[test]
fn file_names_are_escaped_in_every_report() {
    let folder = Folder::new("names");
    let name = OsString::from(format!("{}.png", HOSTILE.replace('/', "_")));
    folder.file(&name, &invalid_png());
    let commands: [&[&str]; 12] = [
        &["check"],
        &["check", "--junit"],
        &["check", "--sarif"],
        &["check", "--json"],
        &["inspect"],
        &["inspect", "--json"],
        &["inspect", "--json=full", "x"],
        &["dump", "x"],
        &["dump", "--plain", "--c"],
        &["eval", "--offset", "9999"],
        &["decode"],
        &["encode", "-f", "png"],
    ];
    for command in commands {
        let (status, out, err) = folder.run(&args(command, &name));
        assert_ne!(status, 0, "{command:?}");
        assert_plain(&out);
        assert_plain(&err);
    }
    // The missing file has a message with the same name.
    fs::remove_file(folder.0.join(&name)).unwrap();
    for command in commands {
        let (status, out, err) = folder.run(&args(command, &name));
        assert_eq!(status, 2, "{command:?}");
        assert_plain(&out);
        assert_plain(&err);
    }
}

#[test]
fn a_name_is_not_a_command_of_a_build_server() {
    let folder = Folder::new("command");
    let name = folder.file("::error::x.png", &invalid_png());
    let (status, out, _) = folder.run(&args(&["check"], &name));
    assert!(status == 1 && out.starts_with("\\x3a:error::x.png: chunks[0].crc"), "{out}");
    assert_plain(&folder.run(&args(&["inspect"], &name)).1);
    let (status, _, err) = folder.run(&args(&["check", "--unknown"], OsStr::new("--y\u{9b}\x1b")));
    assert_eq!(status, 2);
    assert_plain(&err);
}

/// Usage errors quote arguments, or parts of them.
#[test]
fn arguments_in_usage_errors_are_escaped() {
    let folder = Folder::new("usage");
    let (path, name) = (format!("--path={HOSTILE}"), format!("--{HOSTILE}"));
    let commands: [&[&str]; 7] = [
        &["inspect", "x", "--path", HOSTILE],
        &["inspect", "x", &path],
        &["man", HOSTILE, HOSTILE],
        &["decode", "--struct", HOSTILE],
        &["decode", "--to", HOSTILE],
        &[&name],
        &["dump", "x", "--offset", HOSTILE],
    ];
    for command in commands {
        let all: Vec<&OsStr> = command.iter().copied().map(OsStr::new).collect();
        let (status, out, err) = folder.run(&all);
        assert_eq!((status, out.as_str()), (2, ""), "{command:?}");
        assert_plain(&err);
    }
}

#[test]
fn names_that_are_not_utf8_are_reversible() {
    let folder = Folder::new("bytes");
    let name = OsStr::from_bytes(b"a\xff b\xc3.png");
    if fs::write(folder.0.join(name), invalid_png()).is_err() {
        return;
    }
    let (_, out, _) = folder.run(&args(&["check"], name));
    assert!(out.starts_with("a\\xff b\\xc3.png: chunks[0].crc"), "{out}");
    let (_, out, _) = folder.run(&args(&["check", "--sarif"], name));
    let log: Value = serde_json::from_str(&out).unwrap();
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a%FF%20b%C3.png");
    let (_, out, _) = folder.run(&args(&["check", "--json"], name));
    let line: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(line["file"], "a\\xff b\\xc3.png");
}

#[test]
fn texts_of_schemas_are_escaped() {
    let folder = Folder::new("schema");
    let text = serde_json::to_string(HOSTILE).unwrap();
    let schema = format!(
        "meta: {{id: h, title: {text}, encoding: UTF-8}}\n\
         doc: {text}\n\
         seq:\n\
         - {{id: n, type: u1, doc: {text}, -unit: {text}}}\n\
         - {{id: k, type: u1, enum: e}}\n\
         - {{id: t, type: str, size-eos: true, valid: {{expr: 'false'}}}}\n\
         enums: {{e: {{1: {{id: one, doc: {text}, -orig-id: {text}}}}}}}\n"
    );
    let schema = folder.file("h.ksy", schema.as_bytes());
    let data = folder.file("h.bin", &[b"\x01\x01", HOSTILE.as_bytes()].concat());
    for command in [
        ["inspect", "--docs"].as_slice(),
        &["--color=always", "inspect", "--docs"],
        &["inspect", "--json"],
        &["inspect", "--json=full"],
        &["check"],
        &["check", "--json"],
        &["check", "--sarif"],
        &["check", "--junit"],
    ] {
        let mut all = args(command, OsStr::new("-s"));
        all.extend([&*schema, &*data]);
        let (_, out, err) = folder.run(&all);
        // Sequences of styles are `ESC [`, parameters and `m`.
        let style = |text: &str| {
            let parts = text.split("\x1b[");
            let parts =
                parts.enumerate().map(|(index, part)| match (index, part.split_once('m')) {
                    (0, _) | (_, None) => part,
                    (_, Some((_, rest))) => rest,
                });
            parts.collect::<String>()
        };
        match command.contains(&"--color=always") {
            true => assert_plain(&style(&out)),
            false => assert_plain(&out),
        }
        assert_plain(&err);
    }
}

#[test]
fn errors_of_schemas_are_escaped() {
    let folder = Folder::new("errors");
    let text = serde_json::to_string(HOSTILE).unwrap();
    for schema in [
        format!("meta: {{id: {text}}}\nseq: []\n"),
        format!("meta: {{id: a}}\nseq: [{{id: q, type: {text}}}]\n"),
        format!("meta: {{id: a, imports: [{text}]}}\nseq: []\n"),
        format!("meta: {{id: a}}\n{text}: 1\n"),
        "meta: {id: a}\nseq: [{id: q, type: \"\u{202e}\u{9b}x\"}]\n".to_owned(),
        "meta: {id: a}\nseq: [{id: q, type: \x1bx}]\n".to_owned(),
    ] {
        let file = folder.file("e.ksy", schema.as_bytes());
        let (_, out, err) = folder.run(&args(&["schema", "check"], &file));
        assert!(out.is_empty() && !err.is_empty());
        assert_plain(&err);
        assert_plain(&folder.run(&args(&["schema", "check", "--json"], &file)).1);
    }
}

#[test]
fn formulas_are_escaped_on_request() {
    let folder = Folder::new("formula");
    let schema = "meta: {id: f, encoding: UTF-8}\nseq: [{id: r, type: r, repeat: eos}]\n\
        types: {r: {seq: [{id: n, type: s1}, {id: t, type: strz}]}}\n";
    let schema = folder.file("f.ksy", schema.as_bytes());
    let data = folder.file("f.bin", b"\xff=1+2\0\x01@x,y\0\x02plain\0\x03-1\0\x04\0");
    let decode = |more: &[&str]| {
        let mut all: Vec<&OsStr> = vec!["decode".as_ref(), "-q".as_ref(), "-s".as_ref(), &schema];
        all.push(&data);
        all.extend(more.iter().map(OsStr::new));
        folder.run(&all)
    };
    assert_eq!(decode(&[]).1, "n,t\n-1,=1+2\n1,\"@x,y\"\n2,plain\n3,-1\n4,\n");
    let escaped = "n,t\n-1,'=1+2\n1,\"'@x,y\"\n2,plain\n3,'-1\n4,\n";
    assert_eq!(decode(&["--escape-formulas"]).1, escaped);
    assert_eq!(decode(&["--escape-formulas", "--to", "ndjson"]).0, 2);
    // Column names and names of inputs.
    let input = folder.file("=1.bin", b"\x07");
    let mut all = args(&["decode", "-q", "--escape-formulas", "--struct", "B"], &input);
    all.extend(["--names", "@v"].map(OsStr::new));
    assert_eq!(folder.run(&all).1, "'@v\n7\n");
    all.push(&input);
    assert_eq!(folder.run(&all).1, "file,'@v\n'=1.bin,7\n'=1.bin,7\n");
    fs::create_dir(folder.0.join("t")).unwrap();
    let frames = samples::root().join("samples/sensor_frame/bad-noise.bin");
    let mut all = args(&["decode", "-q", "--escape-formulas", "-f"], OsStr::new("sensor_frame"));
    all.extend([frames.as_os_str(), "--split-by".as_ref(), "type".as_ref(), "-o".as_ref()]);
    all.push("t/{}.csv".as_ref());
    assert_eq!(folder.run(&all).0, 0);
}
