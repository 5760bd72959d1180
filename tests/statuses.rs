//! Exit statuses: limits, inputs that change while they are read, closed outputs, unreadable files.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope_properties::samples;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use support::Folder;

impl Folder {
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn start<A: AsRef<std::ffi::OsStr>>(args: &[A]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn finish(child: Child) -> (i32, Vec<u8>, String) {
    let done = child.wait_with_output().unwrap();
    (done.status.code().expect("no signal"), done.stdout, String::from_utf8(done.stderr).unwrap())
}

fn run<A: AsRef<std::ffi::OsStr>>(args: &[A], input: &[u8]) -> (i32, String, String) {
    let mut child = start(args);
    // The program may end before it has read all input.
    let _ = child.stdin.take().unwrap().write_all(input);
    let (status, out, err) = finish(child);
    (status, String::from_utf8_lossy(&out).into_owned(), err)
}

const LIST: &str = "meta: {id: l, endian: le}\nseq: [{id: r, type: u4x, repeat: eos}]\n\
    types: {u4x: {seq: [{id: a, type: u4}]}}\n";

/// Every command that buffers a pipe obeys `--max-read`, and reports it.
#[test]
fn read_limit_is_reported_by_every_command() {
    let folder = Folder::new("limit");
    let schema = folder.file("l.ksy", LIST.as_bytes());
    let schema = schema.to_str().unwrap();
    let log = {
        let mut log = b"ULog\x01\x12\x35\x01".to_vec();
        log.extend([0; 8]);
        log.extend([40, 0, b'B']);
        log.extend([0; 40]);
        for text in ["t:uint8_t a;", "u:uint8_t b;"] {
            log.extend([u8::try_from(text.len()).unwrap(), 0, b'F']);
            log.extend(text.as_bytes());
        }
        log
    };
    let wav = fs::read(samples::root().join("samples/png/rgba.png")).unwrap();
    let zeros = vec![0; 4000];
    let json = format!("{{\"x\": \"{}\"}}", "a".repeat(4000));
    let cases: [(&[&str], &[u8]); 9] = [
        (&["inspect", "-s", schema, "-"], &zeros),
        (&["inspect", "--json", "-s", schema, "-"], &zeros),
        (&["check", "-s", schema, "-"], &zeros),
        (&["check", "-"], &wav),
        (&["eval", "-s", schema, "-", "r.size"], &zeros),
        (&["decode", "-s", schema, "-"], &zeros),
        (&["decode", "-f", "ulog", "-"], &log),
        (&["encode", "-f", "png", "-"], json.as_bytes()),
        (&["encode", "-f", "sensor", "--from", "ndjson", "-"], json.as_bytes()),
    ];
    for (args, input) in cases {
        let mut args = args.to_vec();
        args.splice(1..1, ["--max-read", "79"]);
        let (status, out, err) = run(&args, input);
        assert_eq!(status, 3, "{args:?}: {out}{err}");
        let message =
            "limit reached: more than 79 bytes; the rest was not read (raise with --max-read)";
        assert!(err.contains(message) || out.contains(message), "{args:?}: {out}{err}");
    }
    // An incomplete last row is not a fault of the input.
    let (_, out, err) = run(&["decode", "-s", schema, "-", "--max-read", "79"], &zeros);
    assert!(out.lines().count() == 20 && !err.contains("unexpected end"), "{out}{err}");
    let device =
        run(&["set", "-f", "sensor", "/dev/zero", "a=1", "--in-place", "--max-read", "1K"], b"");
    assert!(device.0 == 3 && device.2.contains("limit reached"), "{}", device.2);
}

/// Starts a command, waits for its first output, truncates the file, and returns the result.
fn truncated(args: &[&str], file: &Path, size: u64) -> (i32, Vec<u8>, String) {
    let mut child = start(args);
    let mut first = vec![0; 50_000];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    File::options().write(true).open(file).unwrap().set_len(size).unwrap();
    let (status, rest, err) = finish(child);
    first.extend(rest);
    (status, first, err)
}

#[test]
fn truncation_is_reported_and_zeros_are_not_printed() {
    let folder = Folder::new("truncated");
    let schema = folder.file("l.ksy", LIST.as_bytes());
    let schema = schema.to_str().unwrap();
    let size = 24_u32 << 20;
    let pydt = [&b"PYDT\0\x01"[..], &size.to_be_bytes(), &vec![1; size as usize]].concat();
    let path = folder.0.join("big");
    let big = path.to_str().unwrap();
    let cases: [(&[&str], &str); 9] = [
        (&["inspect", "--json", big], "0000000000000000"),
        (&["inspect", "--json=full", big], "0000000000000000"),
        (&["inspect", "--all", "-s", schema, big], " a 0\n"),
        (&["inspect", "--json", "-s", schema, big], "\"a\":0}"),
        (&["dump", "--all", big], " 00 00 00 00 00 00 00 00"),
        (&["dump", "--plain", big], "0000000000000000"),
        (&["eval", "-f", "pydt", big, "payload"], "0000000000000000"),
        (&["decode", "-s", schema, big], "\n0\n"),
        (&["decode", "--struct", "<I", big], "\n0\n"),
    ];
    for (args, zeros) in cases {
        fs::write(&path, &pydt).unwrap();
        let (status, out, err) = truncated(args, &path, 8 << 20);
        assert_eq!(status, 1, "{args:?}: {err}");
        assert!(err.contains("truncated"), "{args:?}: {err}");
        let out = String::from_utf8_lossy(&out);
        // The size field at the start has some zeros.
        let body = out.get(2000..).unwrap();
        assert!(!body.contains(zeros), "{args:?}: zeros");
    }
}

#[test]
fn closed_output_does_not_hide_faults() {
    let folder = Folder::new("closed");
    let files = folder.0.join("d");
    fs::create_dir(&files).unwrap();
    let root = samples::root().join("samples/png");
    // Enough text to fill the buffer of the pipe.
    for index in 0..3000 {
        symlink(root.join("rgba.png"), files.join(format!("{}-{index:04}.png", "v".repeat(60))))
            .unwrap();
    }
    let check = |more: &[&str]| {
        let mut args = vec!["check", files.to_str().unwrap()];
        args.extend(more);
        let mut child = start(&args);
        let mut first = [0; 100];
        child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
        drop(child.stdout.take());
        finish(child).0
    };
    assert_eq!(check(&[]), 0);
    // The only invalid file is the last one.
    symlink(root.join("bad-crc.png"), files.join("z.png")).unwrap();
    assert_eq!((check(&[]), check(&["--json"]), check(&["--sarif"])), (1, 1, 1));
    symlink("missing", files.join("y.png")).unwrap();
    fs::remove_file(files.join("z.png")).unwrap();
    assert_eq!(check(&[]), 2);
}

#[test]
fn closed_output_keeps_the_status_of_other_commands() {
    let folder = Folder::new("pipe");
    let schema = folder.file("l.ksy", LIST.as_bytes());
    let data = folder.file("l.bin", &vec![1; 1_000_001]);
    for args in [["inspect", "--all", "-s"].as_slice(), &["inspect", "--json", "-s"]] {
        let mut args = args.to_vec();
        args.extend([schema.to_str().unwrap(), data.to_str().unwrap()]);
        let mut child = start(&args);
        child.stdout.as_mut().unwrap().read_exact(&mut [0; 10]).unwrap();
        drop(child.stdout.take());
        assert_eq!(finish(child).0, 1, "{args:?}");
    }
}

#[test]
fn entries_of_folders_that_cannot_be_read_are_reported() {
    let folder = Folder::new("folders");
    let deep = folder.0.join("d/a/b");
    fs::create_dir_all(&deep).unwrap();
    let valid = samples::root().join("samples/png/rgba.png");
    fs::copy(&valid, deep.join("ok.png")).unwrap();
    fs::copy(&valid, folder.0.join("d/z.png")).unwrap();
    let top = folder.0.join("d");
    let check = || run(&["check", top.to_str().unwrap()], b"");
    assert_eq!(check().0, 0);
    symlink("missing.png", deep.join("gone.png")).unwrap();
    let (status, out, err) = check();
    assert_eq!((status, out.matches(": ok (png)").count()), (2, 2), "{out}");
    assert!(err.contains("gone.png: dangling symbolic link"), "{err}");
    fs::remove_file(deep.join("gone.png")).unwrap();
    symlink("loop.png", deep.join("loop.png")).unwrap();
    assert_eq!(check().0, 2);
    fs::remove_file(deep.join("loop.png")).unwrap();
    // Links to folders are not followed.
    symlink("..", deep.join("up")).unwrap();
    assert_eq!(check().0, 0);
}

/// Limits of the program are not faults of the file, and no end of the data is invented.
#[test]
fn own_limits_are_incomplete() {
    let folder = Folder::new("own");
    let nested = "meta: {id: n}\nseq: [{id: a, type: t(9)}]\n\
        types: {t: {params: [{id: n, type: u4}], seq: [{id: b, type: t(n - 1), if: n > 0}]}}\n";
    let schema = folder.file("n.ksy", nested.as_bytes());
    let data = folder.file("n.bin", b"");
    let (schema, data) = (schema.to_str().unwrap(), data.to_str().unwrap());
    for command in ["check", "inspect"] {
        let (status, out, err) = run(&[command, "-s", schema, data, "--max-depth", "5"], b"");
        assert_eq!(status, 3, "{out}{err}");
        assert!(!out.contains("unexpected end") && !err.contains("unexpected end"), "{out}{err}");
        assert_eq!(run(&[command, "-s", schema, data], b"").0, 0);
    }
    // A zlib stream of 1000 zeros, stored without compression.
    let head = [0x78, 1, 1, 0xe8, 3, 0x17, 0xfc];
    let stream = [&head[..], &[0; 1000], &[3, 0xe8, 0, 1]].concat();
    let text = b"meta: {id: z}\nseq: [{id: a, size-eos: true, process: zlib}]\n";
    let (schema, data) = (folder.file("z.ksy", text), folder.file("z.bin", &stream));
    let (schema, data) = (schema.to_str().unwrap(), data.to_str().unwrap());
    assert_eq!(run(&["check", "-s", schema, data], b"").0, 0);
    let (status, out, _) = run(&["check", "-s", schema, data, "--max-inflate", "999"], b"");
    assert!(status == 3 && out.contains("999 decompressed bytes"), "{status}: {out}");
}
