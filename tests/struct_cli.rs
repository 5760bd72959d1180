//! `bytescope struct`: output, messages and exit status.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

fn bytescope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.arg("struct").args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Returns exit status, standard output and standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    finish(bytescope(args).stdin(Stdio::null()).output().unwrap())
}

fn run_with(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = start(args);
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    // The program prints while it reads, and may exit before it has read all input.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    finish(output)
}

fn start(args: &[&str]) -> Child {
    let mut command = bytescope(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn finish(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn success(args: &[&str]) -> String {
    let (status, out, err) = run(args);
    assert_eq!((status, err.as_str()), (0, ""), "{args:?}");
    out
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn values_are_packed() {
    let cases: &[(&[&str], &str)] = &[
        (&["<hI", "-5", "0x10"], "fbff10000000"),
        (&["<hI", "--", "-5", "0x10"], "fbff10000000"),
        (&[">b", "-0x80"], "80"),
        (&["<2f", "-inf", "nan"], "000080ff0000c07f"),
        (&["<d", "-0x1.8p3"], "00000000000028c0"),
        (&["<d", "-1e-3"], "fca9f1d24d6250bf"),
        (&["<?2B", "true", "false", "True"], "010001"),
        (&["<4s3s3p", "-abc", "hex:00ff", "héllo"], "2d61626300ff000268c3"),
        (&["<F", "1.5-2j"], "0000c03f000000c0"),
        (&["3s", "--", "--raw"], "2d2d72"),
        (&["@bq0h", "1", "2"], "01000000000000000200000000000000"),
        (&["<3x"], "000000"),
        (&[""], ""),
        (&["P", "-1"], "ffffffffffffffff"),
    ];
    for (args, hex) in cases {
        assert_eq!(success(&[&["pack"], *args].concat()), format!("{hex}\n"), "{args:?}");
    }
}

#[test]
fn raw_is_an_option_before_and_after_values() {
    for args in [
        ["pack", "--raw", "<h", "-5"],
        ["pack", "<h", "--raw", "-5"],
        ["pack", "<h", "-5", "--raw"],
    ] {
        let output = bytescope(&args).output().unwrap();
        assert_eq!(output.stdout, [0xfb, 0xff], "{args:?}");
        assert!(output.status.success());
    }
}

#[cfg(unix)]
#[test]
fn arguments_may_be_invalid_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let value = std::ffi::OsStr::from_bytes(b"\xff\xfe");
    let output = bytescope(&["pack", "2s"]).arg(value).output().unwrap();
    assert_eq!(output.stdout, b"fffe\n");
}

#[test]
fn wrong_usage_is_reported() {
    let cases: &[(&[&str], &str)] = &[
        (&["pack", "<hk", "1"], "at column 3: 'k' is not a format code"),
        (&["pack", "<3 h", "1"], "at column 3: ' ' must not separate"),
        (&["size", "<n"], "at column 2: 'n' is valid only in native formats"),
        (&["size", "h3"], "at column 3: format code missing"),
        (
            &["size", "99999999999999999999h"],
            "at column 21: limit reached: record larger than 9,223,372,036,854,775,807 bytes",
        ),
        (&["pack", "<h"], "expected 1 value, found 0"),
        (&["pack", "<h", "1", "2"], "expected 1 value, found 2"),
        (
            &["pack", "<hh", "1", "40000"],
            "value 2 ('h'): out of range: expected -32768 to 32767, found 40000",
        ),
        (
            &["pack", "<h", "1.0"],
            "value 1 ('h'): expected an integer such as -5 or 0x10, found '1.0'",
        ),
        (&["pack", "<e", "65520"], "value 1 ('e'): out of range: found 65520.0 (use 'f' or 'd')"),
        (&["pack", "c", "ab"], "value 1 ('c'): expected 1 byte, found 2 bytes"),
        (
            &["pack", "s", "hex:0"],
            "value 1 ('s'): expected bytes as text or as hex:…, found 'hex:0'",
        ),
        (
            &["pack", "999999999999999999s", "a"],
            "cannot allocate a record of 999,999,999,999,999,999 bytes",
        ),
        (&["unpack", "<h", "--hex", "0"], "--hex: odd number of hex digits"),
        (&["unpack", "<h", "--hex", "0x00"], "--hex: at column 2: 'x' is not a hex digit"),
        (&["unpack", "<h", "--hex", "0000", "--names", "a,b"], "--names: expected 1 name, found 2"),
        (&["unpack", "<hh", "--hex", "0000", "--names", "a,a"], "duplicate name 'a'"),
        (&["unpack", "<hh", "--hex", "0000", "--names", "a,"], "empty name"),
        (&["unpack", "<0h", "--hex", "", "--iter"], "record size must not be 0"),
        (&["unpack", "<h", "no-such-file"], "no-such-file: no such file"),
        (&["unpack", "<h", "src"], "src: is a folder"),
    ];
    for (args, message) in cases {
        let (status, out, err) = run(args);
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(message), "{args:?}: {err}");
    }
}

#[test]
fn data_of_the_wrong_size_is_invalid() {
    let cases: &[(&[&str], &str)] = &[
        (&["--hex", "00"], "--hex: unexpected end of data: expected 2 bytes, found 1 byte"),
        (&["--hex", "000000"], "--hex: trailing bytes after a record of 2 bytes (use --length 2"),
        (&["--hex", "", "--offset", "9"], "found 0"),
    ];
    for (args, message) in cases {
        let (status, out, err) = run(&[&["unpack", "<h"], *args].concat());
        assert_eq!((status, out.as_str()), (1, ""), "{args:?}");
        assert!(err.contains(message), "{args:?}: {err}");
    }
}

#[test]
fn unpacked_values_are_json() {
    let hex =
        success(&["pack", "<efdFq4sp?", "nan", "-inf", "0.1", "1-infj", "-1", "hex:00ff", "", "1"]);
    let out = success(&["unpack", "<efdFq4sp?", "--hex", hex.trim()]);
    let expected = json!(["NaN", "-Infinity", 0.1, [1.0, "-Infinity"], -1, "00ff0000", "", true]);
    assert_eq!(json_lines(&out), [expected]);
    assert_eq!(success(&["unpack", "<f", "--hex", "cd cc cc 3d"]), "[0.1]\n");
    assert_eq!(
        success(&["unpack", ">Q", "--hex", "ff:ff:ff:ff:ff:ff:ff:ff"]),
        "[18446744073709551615]\n"
    );
    let named = success(&["unpack", "<hb", "--hex", "fbff07", "--names", "tall \"x\",wide"]);
    assert_eq!(named, "{\"tall \\\"x\\\"\":-5,\"wide\":7}\n");
    assert_eq!(success(&["unpack", "<3x", "--hex", "000000"]), "[]\n");
}

#[test]
fn files_and_pipes_are_unpacked() {
    let args = ["unpack", "<I", "samples/pydb/table.pydb", "--length", "4"];
    assert_eq!(success(&args), "[1111775568]\n");
    let args = ["unpack", ">4sH", "samples/pydb/table.pydb", "--offset=0", "--length", "0x6"];
    assert_eq!(success(&args), "[\"50594442\",1]\n");
    for file in [&[][..], &["-"]] {
        let (status, out, _) = run_with(&[&["unpack", "<h"], file].concat(), &[1, 2]);
        assert_eq!((status, out.as_str()), (0, "[513]\n"));
        let args = [&["unpack", "<h", "--iter", "--offset", "1"], file].concat();
        let (status, out, _) = run_with(&args, &[9, 1, 0, 2, 0]);
        assert_eq!((status, out.as_str()), (0, "[1]\n[2]\n"));
    }
}

#[test]
fn records_before_trailing_bytes_are_printed() {
    let (status, out, err) =
        run_with(&["unpack", "<H", "--iter", "--names", "n"], &[1, 0, 2, 0, 3]);
    assert_eq!((status, out.as_str()), (1, "{\"n\":1}\n{\"n\":2}\n"));
    assert_eq!(err, "bytescope: <stdin>: 1 trailing byte after 2 records of 2 bytes\n");
    assert_eq!(success(&["unpack", "<H", "--iter", "--hex", ""]), "");
}

#[test]
fn records_across_block_boundaries_are_complete() {
    let data: Vec<u8> = (0..3_000_000u32).map(|i| (i / 7) as u8).collect();
    for size in [1, 7, 65_537, 262_144, 700_000] {
        let (status, out, _) = run_with(&["unpack", &format!("<{size}s"), "--iter"], &data);
        let rows: Vec<_> = out.lines().map(|line| line.trim_matches(['[', ']', '"'])).collect();
        let whole = data.len() / size;
        assert_eq!(rows.len(), whole, "{size}");
        assert_eq!(rows.concat(), hex::encode(&data[..whole * size]), "{size}");
        assert_eq!(status, i32::from(whole * size < data.len()), "{size}");
    }
}

#[test]
fn records_of_a_live_pipe_are_printed_immediately() {
    let mut child = start(&["unpack", "<H", "--iter"]);
    let mut input = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 1..=3u16 {
        input.write_all(&number.to_le_bytes()).unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), format!("[{number}]"));
    }
    drop(input);
    assert!(lines.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut child = start(&["unpack", "<H", "--iter"]);
    let mut input = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // The program exits before the end of the input.
    let zeros = [0; 1 << 16];
    while input.write_all(&zeros).is_ok() {}
    let mut message = String::new();
    child.stderr.take().unwrap().read_to_string(&mut message).unwrap();
    assert_eq!((child.wait().unwrap().code(), message.as_str()), (Some(0), ""));
}

#[test]
fn record_sizes_are_printed() {
    for (format, size) in
        [("", "0"), ("@bq", "16"), ("<bq", "9"), ("bq0q b", "17"), ("<IHff", "14")]
    {
        assert_eq!(success(&["size", format]), format!("{size}\n"), "{format}");
    }
}
