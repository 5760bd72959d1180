//! `schema fuzz`: the created project is complete. That of a Rust parser compares it with the schema;
//! that of a C or C++ parser mutates inputs by field.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::Folder;

/// Returns a folder with schemas in two folders. The main schema imports by a relative and an absolute
/// path.
fn schemas(name: &str) -> Folder {
    let folder = Folder::new(name);
    let write = |name: &str, text: &str| {
        let path = folder.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("log/log.ksy", LOG);
    write("log/part/text.ksy", TEXT);
    write("lib/num/count.ksy", "meta: {id: count, endian: be}\nseq: [{id: n, type: u2}]\n");
    folder
}

impl Folder {
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
    let scratch = schemas("complete");
    let done = scratch.fuzz(&["log/log.ksy", "-I", "lib", "-o", "made/here"]);
    let stderr = String::from_utf8(done.stderr).unwrap();
    assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0), "{stderr}");
    let expected = [
        ".gitignore",
        "Cargo.lock",
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
    for name in expected.iter().filter(|name| **name != "Cargo.lock") {
        assert!(!made(name).contains('@'), "unreplaced placeholder: {name}");
    }
}

#[test]
fn projects_are_created_atomically_in_new_or_empty_folders() {
    let scratch = schemas("refused");
    for (arguments, problem) in [
        (&["log/log.ksy", "-I", "lib", "-o", "log"][..], "log: is not empty"),
        (&["log/log.ksy", "-I", "lib", "-o", "log/log.ksy"], "is a file"),
        (&["log/log.ksy", "-o", "made"], "use -I to add a folder for absolute imports"),
        (&["no.ksy", "-o", "made"], "cannot read the schema"),
        (&["-f", "pngg", "--lang", "c", "-o", "made"], "did you mean 'png'?"),
        (&["-f", "png", "-o", "made"], "a Rust parser is compared with a schema"),
        (&["log/log.ksy", "-I", "lib", "--function", "f", "-o", "made"], "requires --lang c"),
        (&["-f", "png", "--lang", "c", "--function", "a-b", "-o", "made"], "name of a C function"),
        (&["-f", "png", "--lang", "c", "--function", "int", "-o", "made"], "name of a C function"),
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
    let scratch = schemas("compared");
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

/// Schema whose data a parser rejects unless length and checksum are correct.
const MESSAGE: &str = "\
meta: {id: message, title: Message, endian: be}
seq:
  - {id: magic, contents: MSG}
  - {id: len_body, type: u2}
  - {id: body, size: len_body}
  - {id: crc, type: u4, -checksum: {algorithm: crc-32, from: magic, to: body}}
";
/// Parser of the messages in C. It returns the size of the body, or -1.
const MESSAGE_PARSER: &str = r#"
#include <stddef.h>
#include <stdint.h>
#include <string.h>
int read_message(const uint8_t *data, size_t size) {
    size_t body = size < 5 ? 0 : (size_t)data[3] << 8 | data[4];
    uint32_t crc = 0xffffffff;
    if (size != body + 9 || memcmp(data, "MSG", 3) != 0) return -1;
    for (size_t at = 0; at < body + 5; at++) {
        crc ^= data[at];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    uint8_t stored[4];
    for (int at = 0; at < 4; at++) stored[at] = (uint8_t)(~crc >> (24 - 8 * at));
    return memcmp(data + size - 4, stored, 4) == 0 ? (int)body : -1;
}
"#;
/// Substitute for the fuzzers: mutates a message 1000 times with each entry point, and prints the numbers
/// of accepted messages and of different body sizes.
const DRIVER: &str = r#"
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
int read_message(const uint8_t *, size_t);
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);
size_t LLVMFuzzerCustomMutator(uint8_t *, size_t, size_t, unsigned int);
void *afl_custom_init(const void *, unsigned int);
size_t afl_custom_fuzz(void *, uint8_t *, size_t, uint8_t **, uint8_t *, size_t, size_t);
void afl_custom_deinit(void *);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size) {
    (void)max_size;
    data[size / 2] ^= 1;
    return size;
}
static uint8_t data[64];
static const uint8_t start[] = "MSG\0\4body\x9c\xbd\x3d\x42";
int main(void) {
    for (int fuzzer = 0; fuzzer < 2; fuzzer++) {
        void *afl = afl_custom_init(NULL, 7);
        int accepted = 0, sizes = 0, seen[64] = {0};
        for (unsigned seed = 0; seed < 1000; seed++) {
            size_t size = sizeof start - 1;
            memcpy(data, start, size);
            if (fuzzer == 0) {
                size = LLVMFuzzerCustomMutator(data, size, sizeof data, seed);
            } else {
                uint8_t *output;
                size = afl_custom_fuzz(afl, data, size, &output, NULL, 0, sizeof data);
                if (size > sizeof data) return 1;
                memcpy(data, output, size);
            }
            LLVMFuzzerTestOneInput(data, size);
            int body = read_message(data, size);
            if (body >= 0) {
                accepted++;
                sizes += !seen[body]++;
            }
        }
        afl_custom_deinit(afl);
        printf("%d %d\n", accepted, sizes);
    }
    return 0;
}
"#;

#[test]
fn c_and_cpp_projects_are_complete() {
    let scratch = schemas("c-complete");
    let made =
        |folder: &str, name: &str| fs::read_to_string(scratch.0.join(folder).join(name)).unwrap();
    let common = [".gitignore", "Cargo.lock", "Cargo.toml", "Makefile", "README.md", "fuzz.dict"];
    let copied = ["include/1/num/count.ksy", "schema/log.ksy", "schema/part/text.ksy"];
    let log = ["log/log.ksy", "-I", "lib"];
    for (folder, arguments, sources) in [
        ("c", [&log[..], &["--lang", "c"]].concat(), &["harness.c", "mutator.rs", "parse.c"][..]),
        (
            "cpp",
            [&log[..], &["--lang", "cpp"]].concat(),
            &["harness.cpp", "mutator.rs", "parse.cpp"],
        ),
        (
            "named",
            [&log[..], &["--lang", "c", "--function", "read_log"]].concat(),
            &["harness.c", "mutator.rs"],
        ),
        ("gif", vec!["-f", "gif", "--lang", "c"], &["harness.c", "mutator.rs", "parse.c"]),
    ] {
        let done = scratch.fuzz(&[&arguments[..], &["-o", folder]].concat());
        let stderr = String::from_utf8(done.stderr).unwrap();
        assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0), "{stderr}");
        let (corpus, others): (Vec<_>, Vec<_>) =
            scratch.names(folder).into_iter().partition(|name| name.starts_with("corpus/"));
        let copied = if folder == "gif" { &[][..] } else { &copied };
        let mut expected = [&common[..], copied, sources].concat();
        expected.sort_unstable();
        assert_eq!(others, expected, "{folder}");
        for name in ["corpus/empty", "corpus/valid-0", "corpus/damaged-0"] {
            assert!(corpus.contains(&name.to_owned()), "{corpus:?}");
        }
        for name in expected.into_iter().filter(|name| *name != "Cargo.lock") {
            let text = made(folder, name).replace("$@", "");
            assert!(!text.contains('@'), "unreplaced placeholder: {folder}/{name}");
        }
    }
    assert!(made("named", "harness.c").contains("int read_log(const uint8_t *data, size_t size);"));
    assert!(made("cpp", "harness.cpp").contains("extern \"C\" int LLVMFuzzerTestOneInput"));
    assert!(made("gif", "mutator.rs").contains("AnyFormat::named(\"gif\")"));
    assert!(made("c", "mutator.rs").contains("root.join(\"schema/log.ksy\")"));
    assert!(made("c", "Cargo.toml").contains(", default-features = false }"));
}

/// A title is text from outside. It must not become code.
#[test]
fn titles_are_not_in_code() {
    let scratch = schemas("title");
    let text = MESSAGE.replace("title: Message", r#"title: "*/ XYZ\n XYZ""#);
    fs::write(scratch.0.join("message.ksy"), text).unwrap();
    for language in ["rust", "c", "cpp"] {
        let done = scratch.fuzz(&["message.ksy", "--lang", language, "-o", language]);
        assert!(done.status.success());
        for name in scratch.names(language) {
            let code =
                [".rs", ".c", ".cpp", ".toml", "Makefile"].iter().any(|end| name.ends_with(end));
            let text = fs::read(scratch.0.join(language).join(&name)).unwrap();
            assert!(!code || !String::from_utf8(text).unwrap().contains("XYZ"), "{name}");
        }
    }
}

/// The mutator is built with the dependencies of this test, and the harness with the C compiler, and
/// with clang and libFuzzer if they are installed.
#[test]
fn mutations_have_correct_lengths_and_checksums() {
    let scratch = schemas("mutations");
    fs::write(scratch.0.join("message.ksy"), MESSAGE).unwrap();
    let project = scratch.0.join("made");
    let create = ["message.ksy", "--lang", "c", "--function", "read_message", "-o", "made"];
    assert!(scratch.fuzz(&create).status.success());
    fs::write(project.join("message.c"), MESSAGE_PARSER).unwrap();
    fs::write(project.join("driver.c"), DRIVER).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let command = Command::new(program)
            .args(arguments)
            .current_dir(&project)
            .env("CARGO_MANIFEST_DIR", &project)
            .output();
        command.inspect(|done| {
            assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
        })
    };
    let deps = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let library = newest(&deps, "libbytescope-");
    let (search, library) =
        (format!("dependency={}", deps.display()), format!("bytescope={}", library.display()));
    let arguments =
        ["--edition=2024", "--crate-type=staticlib", "--crate-name=mutator", "-Cpanic=unwind"];
    run("rustc", &[&arguments[..], &["-L", &search, "--extern", &library, "mutator.rs"]].concat())
        .unwrap();
    let system = ["libmutator.a", "-lpthread", "-ldl", "-lm"];
    let sources = ["-DWITH_MUTATOR", "-Wall", "-Wextra", "-Werror", "harness.c", "message.c"];
    run("cc", &[&["-o", "driver"], &sources[..], &["driver.c"], &system].concat()).unwrap();
    let printed = run(&project.join("driver").display().to_string(), &[]).unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    let numbers: Vec<usize> = printed.split_whitespace().map(|n| n.parse().unwrap()).collect();
    let [libfuzzer, libfuzzer_sizes, afl, afl_sizes] = numbers[..] else { panic!("{printed}") };
    assert!(libfuzzer > 500 && afl > 600, "{printed}");
    assert!(libfuzzer_sizes > 10 && afl_sizes > 10, "{printed}");
    // Clang may be installed without libFuzzer.
    let probe = ["-fsanitize=fuzzer,address", "-o", "fuzz"];
    let clang = Command::new("clang")
        .args([&probe[..], &sources, &system].concat())
        .current_dir(&project)
        .output();
    match clang {
        Ok(done) if done.status.success() => {
            let fuzz = project.join("fuzz").display().to_string();
            run(&fuzz, &["-runs=2000", "-seed=1", "-dict=fuzz.dict", "corpus"]).unwrap();
        }
        Ok(done) => {
            let stderr = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(stderr.contains("libclang_rt") || stderr.contains("fuzzer"), "{stderr}");
            eprintln!("skipped: clang has no libFuzzer");
        }
        Err(error) => eprintln!("skipped: clang: {error}"),
    }
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
