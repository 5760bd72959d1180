//! The program: notes and advice of `dump --reverse`, and offsets of parts of files.
#![allow(missing_docs, clippy::unwrap_used)]

use std::io::Write as _;
use std::process::{Command, Stdio};

fn run(args: &[&str], input: &str) -> (i32, Vec<u8>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may exit before it reads all input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), output.stdout, text)
}

#[test]
fn the_program_prints_notes_and_advice() {
    let words = "0000000 5089\n0000002\n";
    let (status, out, err) = run(&["dump", "--reverse", "-"], words);
    assert_eq!((status, out.as_slice()), (0, &b"\x89P"[..]));
    assert!(err.contains("words are read as little-endian"), "{err}");
    assert_eq!(run(&["dump", "--reverse=hexdump", "-"], words).2, "");
    let (_, out, err) = run(&["dump", "--reverse", "--big-endian", "-"], words);
    assert_eq!((out.as_slice(), err.as_str()), (&b"P\x89"[..], ""));
    let (status, _, err) = run(&["dump", "--reverse", "-"], "00000000 89 50\n");
    assert_eq!(status, 1);
    assert!(err.contains("is an offset or data (choose with --reverse=NOTATION"), "{err}");
    let gap = ":0100100041AE\n:0100120042AB\n:00000001FF\n";
    assert!(run(&["dump", "--reverse", "-"], gap).2.contains("(use --fill BYTE to fill the gap)"));
    let (_, out, err) = run(&["dump", "-r", "--fill", "0xff", "-"], gap);
    assert_eq!(out, b"A\xffB");
    assert!(err.contains("filled gaps: 1 byte"), "{err}");
    assert_eq!(run(&["dump", "--reverse=base64", "-"], "").0, 2);
    assert_eq!(run(&["dump", "--reverse", "--offset", "1", "-"], "").0, 2);
}

/// The offset must not be past the end, from files and from pipes.
#[test]
fn offsets_past_the_end_are_reported() {
    let file = "samples/pydt/hello.pydt";
    for option in ["--offset", "--skip"] {
        let (status, out, err) = run(&["dump", option, "28", file], "");
        assert_eq!((status, out.len()), (1, 0));
        assert!(err.contains("--offset 28 is past the end of the file (27 bytes)"), "{err}");
        let (status, _, err) = run(&["dump", option, "4", "-"], "abc");
        assert_eq!(status, 1);
        assert!(err.contains("--offset 4 is past the end of the file (3 bytes)"), "{err}");
    }
    assert_eq!(run(&["dump", "--offset", "27", file], "").0, 0);
    assert_eq!(run(&["dump", "--offset", "3", "-"], "abc").0, 0);
}

/// Offsets of a part of an unrecognized file are those of the file.
#[test]
fn parts_of_unrecognized_files_have_their_offsets() {
    let (_, out, err) = run(&["--offset", "3", "-"], "abcdef");
    assert_eq!(
        out,
        b"00000003  64 65 66                                          |def|\n00000006\n"
    );
    assert!(err.contains("unrecognized format at 0x3 (use -f NAME"), "{err}");
    let (_, out, _) = run(&["--offset", "3", "--json", "-"], "abcdef");
    assert!(String::from_utf8(out).unwrap().contains("\"offset\": 3"));
    let (_, _, err) = run(&["--offset", "6", "-"], "abcdef");
    assert!(err.contains("the part of the file is empty at 0x6"), "{err}");
    assert!(run(&["-"], "abcdef").2.contains("unrecognized format (use -f NAME"));
}
