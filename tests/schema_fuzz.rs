//! `schema fuzz`: the created project is complete, and its test compares the parser with the
//! schema.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Temporary folder with schemas.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("bytescope-fuzz-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        // Schemas in two folders. The main schema imports by a relative and an absolute path.
        let write = |name: &str, text: &str| {
            fs::create_dir_all(path.join(name).parent().unwrap()).unwrap();
            fs::write(path.join(name), text).unwrap();
        };
        write("log/log.ksy", LOG);
        write("log/part/text.ksy", TEXT);
        write("lib/num/count.ksy", "meta: {id: count, endian: be}\nseq: [{id: n, type: u2}]\n");
        Self(path)
    }

    fn fuzz(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bytescope"))
            .args(["schema", "fuzz"])
            .args(arguments)
            .args(["--bytescope", env!("CARGO_MANIFEST_DIR")])
            .current_dir(&self.0)
            .output()
            .unwrap()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        list(&self.0.join(folder), "", &mut found);
        found.sort();
        found
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn list(folder: &Path, before: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{before}{}", entry.file_name().into_string().unwrap());
        match entry.path().is_dir() {
            true => list(&entry.path(), &format!("{name}/"), found),
            false => found.push(name),
        }
    }
}

const LOG: &str = "\
meta: {id: day_log, title: Day log, imports: [part/text, /num/count]}
seq:
  - {id: magic, contents: LOG1}
  - {id: count, type: count}
  - {id: texts, type: text, repeat: expr, repeat-expr: count.n}
";
const TEXT: &str = "\
meta: {id: text}
seq: [{id: len, type: u1, valid: {max: 4}}, {id: text, size: len}]
";
/// Valid parser of the format.
const PARSER: &str = "
pub fn parse(data: &[u8]) -> Option<usize> {
    let mut rest = data.strip_prefix(b\"LOG1\")?;
    let count = u16::from_be_bytes(rest.get(..2)?.try_into().ok()?);
    rest = &rest[2..];
    for _ in 0..count {
        let (len, text) = rest.split_first()?;
        rest = (*len <= 4).then(|| text.get((*len).into()..))??;
    }
    Some(data.len() - rest.len())
}
";

#[test]
fn the_project_is_complete() {
    let scratch = Scratch::new("complete");
    let done = scratch.fuzz(&["log/log.ksy", "-I", "lib", "-o", "made/here"]);
    let stderr = String::from_utf8(done.stderr).unwrap();
    assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0), "{stderr}");
    let expected = [
        ".gitignore",
        "Cargo.toml",
        "README.md",
        "agrees.dict",
        "fuzz_targets/agrees.rs",
        "include/1/num/count.ksy",
        "schema/log.ksy",
        "schema/part/text.ksy",
        "src/lib.rs",
        "src/parse.rs",
        "tests/replay.rs",
    ];
    let (corpus, others): (Vec<_>, Vec<_>) =
        scratch.names("made").into_iter().partition(|name| name.starts_with("here/corpus/agrees/"));
    assert_eq!(others, expected.map(|name| format!("here/{name}")));
    for kind in ["empty", "longer", "valid-0", "valid-1", "damaged-0"] {
        assert!(corpus.contains(&format!("here/corpus/agrees/{kind}")), "{corpus:?}");
    }
    let made = |name: &str| fs::read_to_string(scratch.0.join("made/here").join(name)).unwrap();
    assert!(made("agrees.dict").contains("\"LOG1\"\n"));
    assert!(made("Cargo.toml").contains("name = \"day-log-fuzz\""));
    assert!(made("src/lib.rs").contains("[\"include/1\"]"));
    for name in expected {
        assert!(!made(name).contains('@'), "unreplaced placeholder: {name}");
    }
}

#[test]
fn projects_are_created_atomically_in_new_or_empty_folders() {
    let scratch = Scratch::new("refused");
    for (arguments, problem) in [
        (&["log/log.ksy", "-I", "lib", "-o", "log"][..], "log: is not empty"),
        (&["log/log.ksy", "-I", "lib", "-o", "log/log.ksy"], "is a file"),
        (&["log/log.ksy", "-o", "made"], "use -I to add a folder for absolute imports"),
        (&["no.ksy", "-o", "made"], "cannot read the schema"),
    ] {
        let done = scratch.fuzz(arguments);
        let stderr = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(problem), "{stderr}");
    }
    assert_eq!(scratch.names("").len(), 3, "{:?}", scratch.names(""));
    fs::create_dir(scratch.0.join("empty")).unwrap();
    assert_eq!(scratch.fuzz(&["log/log.ksy", "-I", "lib", "-o", "empty"]).status.code(), Some(0));
}

/// The project's test accepts a valid parser and rejects invalid ones. It is built with the
/// dependencies of this test.
#[test]
fn a_parser_is_compared_with_the_schema() {
    let scratch = Scratch::new("compared");
    assert!(scratch.fuzz(&["log/log.ksy", "-I", "lib", "-o", "made"]).status.success());
    let (passed, stderr) = replay(&scratch.0.join("made"), PARSER);
    assert!(passed, "{stderr}");
    let corpus = scratch.0.join("made/corpus/agrees");
    fs::write(corpus.join("long"), b"LOG1\0\x01\x05fives").unwrap();
    for (right, instead, problem) in [
        ("(*len <= 4)", "true", "rejects texts[0].len at 0x6: "),
        ("data.len() - rest.len()", "data.len()", "accepts 6 of 12 bytes; the parser accepts 12"),
        ("LOG1", "LOG2", " bytes; the parser rejects the data"),
    ] {
        let (passed, stderr) = replay(&scratch.0.join("made"), &PARSER.replace(right, instead));
        assert!(!passed && stderr.contains(problem), "{instead}: {stderr}");
    }
}

/// Builds and runs `tests/replay.rs` of a project with a parser. Returns true if it passed, and its
/// output.
fn replay(project: &Path, parser: &str) -> (bool, String) {
    fs::write(project.join("src/parse.rs"), parser).unwrap();
    let deps = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let ksy = newest(&deps, "libbytescope_ksy-");
    let build = |arguments: &[&str]| {
        let done = Command::new("rustc")
            .args(["--edition=2024", "-L"])
            .arg(format!("dependency={}", deps.display()))
            .arg("--extern")
            .arg(format!("bytescope_ksy={}", ksy.display()))
            .args(arguments)
            .env("CARGO_MANIFEST_DIR", project)
            .current_dir(project)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    build(&["--crate-type=rlib", "--crate-name=day_log_fuzz", "src/lib.rs"]);
    let own = "day_log_fuzz=libday_log_fuzz.rlib";
    build(&["--test", "--extern", own, "-o", "replay", "tests/replay.rs"]);
    build(&["--extern", own, "-o", "agrees", "fuzz_targets/agrees.rs"]);
    let done = Command::new(project.join("replay")).output().unwrap();
    let output = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&output).into_owned())
}

/// Returns the most recently built library whose name starts with `prefix`.
fn newest(folder: &Path, prefix: &str) -> PathBuf {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let libraries = entries.filter(|entry| {
        let name = entry.file_name().into_string().unwrap_or_default();
        name.starts_with(prefix) && name.ends_with(".rlib")
    });
    let newest = libraries.max_by_key(|entry| entry.metadata().unwrap().modified().unwrap());
    newest.expect("a built library").path()
}
