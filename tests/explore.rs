//! `bytescope explore` in a pseudo-terminal: keys in, screen out.
//!
//! `BLESS=1 cargo test --test explore` writes the screens in `tests/screens`.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/mod.rs"]
mod support;
#[path = "support/terminal.rs"]
mod terminal;

use bytescope::formats::FileFormat;
use bytescope::formats::sensor::Reading;
use bytescope::formats::sensor_frame::SensorFrames;
use bytescope_properties::samples;
use rustix::process::Signal;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::process::Command;
use std::thread;
use std::time::Duration;
use support::Folder;
use terminal::PtyProgram;

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";
const ESCAPE: &str = "\x1b";

/// Returns a command that explores a file with arguments.
fn explore(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.arg("explore").args(args).current_dir(samples::root());
    command.env("TERM", "xterm-256color").env_remove("NO_COLOR").env_remove("BYTESCOPE_PATH");
    command
}

/// Starts the browser and waits until the screen is drawn.
fn open(args: &[&str], columns: u16, rows: u16) -> PtyProgram {
    let program = PtyProgram::start(&explore(args), columns, rows);
    program.wait_for(" ─ ");
    program.settled();
    program
}

/// Types keys, and waits until the screen is complete.
fn typed(program: &mut PtyProgram, keys: &[&str]) -> String {
    for key in keys {
        program.keys(key);
        program.settled();
    }
    program.settled()
}

/// Compares the screen with a stored one.
#[track_caller]
fn assert_screen(name: &str, found: &str) {
    let path = samples::root().join("tests/screens").join(format!("{name}.txt"));
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{name}: expected\n{expected}\nfound\n{found}");
}

#[test]
fn screens_are_as_stored() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("png", &["samples/png/texts.png"], &[]),
        ("png-find", &["samples/png/texts.png"], &["/author\r"]),
        ("png-fault", &["samples/png/bad-crc.png"], &["n"]),
        ("png-bytes", &["samples/png/texts.png"], &["\t", "g0x30\r"]),
        ("png-help", &["samples/png/texts.png"], &["?"]),
        ("elf-table", &["samples/elf/library-x86-64.so"], &["gsection_headers[3].sh_addr\r"]),
        ("sensor", &["-f", "sensor", "samples/sensor/readings.bin"], &[DOWN, DOWN, " "]),
        ("gzip-large-detail", &["samples/gzip/plain.gz"], &["gmembers[0].header.mtime\r", "v"]),
        ("unrecognized", &["LICENSE-MIT"], &[]),
        ("prompt", &["samples/png/texts.png"], &["gchunks[99]\r"]),
        ("nested", &["samples/gzip/nested.tar.gz"], &["gmembers[0].data\r", ENTER]),
        ("copy", &["samples/png/texts.png"], &["gchunks[0].data.width\r", "y"]),
    ];
    for (name, args, keys) in cases {
        for (columns, rows) in [(80, 24), (120, 40)] {
            let mut program = open(args, columns, rows);
            let screen = typed(&mut program, keys);
            assert_screen(&format!("{name}-{columns}x{rows}"), &screen);
        }
    }
}

#[test]
fn panes_follow_each_other() {
    let mut program = open(&["samples/png/texts.png"], 100, 30);
    typed(&mut program, &["gchunks[0].data.height\r"]);
    program.wait_for("[00 00 00 01]");
    assert!(program.inverted().contains("height"), "{}", program.inverted());
    // The byte cursor moves to the next field, which is selected in the tree.
    let screen = typed(&mut program, &["\t", "\x1b[C\x1b[C\x1b[C\x1b[C"]);
    assert!(screen.contains("chunks[0].data.bit_depth"), "{screen}");
    program.keys("q");
    assert_eq!(program.end(), Some(0));
    program.assert_restored();
}

#[test]
fn the_mouse_selects_unfolds_and_scrolls() {
    let mut program = open(&["samples/png/texts.png"], 80, 24);
    let line = |program: &PtyProgram, text: &str| {
        let screen = program.screen();
        screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{screen}"))
            + 1
    };
    let click = |x: usize, y: usize| format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m");
    let second = line(&program, "▸ [1]");
    typed(&mut program, &[&click(6, second)]);
    program.wait_for("chunks[1]\n");
    typed(&mut program, &[&click(6, second)]);
    program.wait_for("▾ [1]");
    // The bytes of the signature.
    typed(&mut program, &[&click(50, 2)]);
    program.wait_for("PNG signature");
    let before = program.screen();
    typed(&mut program, &["\x1b[<65;60;4M"]);
    assert_ne!(before, program.screen());
    program.keys("q");
    assert_eq!(program.end(), Some(0));
}

#[test]
fn the_layout_follows_the_size() {
    let mut program = open(&["samples/png/texts.png"], 80, 24);
    program.resize(140, 50);
    program.wait("16 bytes per line", |screen| screen.contains("00 00 00 0d 49 48 44 52  .PNG"));
    program.resize(60, 20);
    program.wait_for("must have at least 80×24");
    program.keys(DOWN);
    program.resize(80, 24);
    program.wait_for("chunks");
    program.keys("\x03");
    assert_eq!(program.end(), Some(0));
    program.assert_restored();
}

#[test]
fn colors_are_optional() {
    let is_colored = |output: &str| {
        let mut sequences = output.split("\x1b[").skip(1).filter_map(|part| part.split_once('m'));
        sequences.any(|(codes, _)| {
            codes
                .split(';')
                .any(|code| matches!(code.len(), 2) && code.starts_with('3') && code != "39")
        })
    };
    let mut program = open(&["samples/png/bad-crc.png"], 80, 24);
    typed(&mut program, &["n"]);
    assert!(is_colored(&program.output()));
    let mut command = explore(&["samples/png/bad-crc.png"]);
    command.env("NO_COLOR", "1");
    let mut program = PtyProgram::start(&command, 80, 24);
    program.wait_for("? help");
    typed(&mut program, &["n"]);
    assert!(!is_colored(&program.output()), "{:?}", program.output());
    assert!(program.inverted().contains("crc"), "{}", program.inverted());
}

#[test]
fn signals_restore_the_terminal() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut program = open(&["samples/png/texts.png"], 80, 24);
        assert!(program.is_full_screen());
        program.signal(signal);
        assert_eq!(program.end(), None);
        assert_eq!(program.ended_by(), Some(signal.as_raw()));
        program.assert_restored();
    }
}

#[test]
fn the_program_can_be_suspended() {
    let mut program = open(&["samples/png/texts.png"], 80, 24);
    for stop in ["\x1a", ""] {
        match stop {
            "" => program.signal(Signal::TSTP),
            key => program.keys(key),
        }
        program.wait_stopped();
        program.assert_restored();
        program.signal(Signal::CONT);
        program.wait("full-screen mode", |_| program.is_full_screen());
        program.wait_for("? help");
    }
    program.keys("q");
    assert_eq!(program.end(), Some(0));
    program.assert_restored();
}

#[test]
fn fields_are_changed_and_written_atomically() {
    let folder = Folder::new("edit");
    let original = fs::read(samples::root().join("samples/png/texts.png")).unwrap();
    folder.write("a.png", &original);
    let path = folder.0.join("a.png");
    let mut program = open(&[path.to_str().unwrap()], 100, 30);
    typed(&mut program, &["gchunks[1].data.text\r", "e"]);
    program.wait_for("new value: Grüße aus Köln");
    typed(&mut program, &["\x15", "too long for this field", ENTER]);
    program.wait_for("bytes");
    typed(&mut program, &["\x15", "Greetings fr K", ENTER]);
    program.wait_for("(changed)");
    // The checksum is recomputed.
    let screen = typed(&mut program, &["gchunks[1].crc\r"]);
    assert!(screen.contains("✓ CRC-32"), "{screen}");
    assert_eq!(fs::read(&path).unwrap(), original);
    typed(&mut program, &["u"]);
    program.wait_for("undone: chunks[1].data.text");
    assert!(!program.screen().contains("(changed)"));
    typed(&mut program, &["w"]);
    program.wait_for("no changes");
    // A value that makes the file invalid is confirmed.
    typed(&mut program, &["gchunks[0].data.width\r", "e", "\x15", "7", ENTER]);
    program.wait_for("Enter keeps it anyway");
    typed(&mut program, &[ENTER]);
    program.wait_for("(changed)");
    program.keys("q");
    program.wait_for("Changes are not stored");
    typed(&mut program, &[ESCAPE, "w", "\x15"]);
    program.keys(folder.0.join("b.png").to_str().unwrap());
    program.keys(ENTER);
    program.wait_for("written: ");
    program.keys("q");
    assert_eq!(program.end(), Some(0));
    let written = fs::read(folder.0.join("b.png")).unwrap();
    assert_eq!((written.len(), written[19]), (original.len(), 7));
    assert_eq!(fs::read(&path).unwrap(), original);
}

#[test]
fn a_file_of_another_program_is_not_replaced_silently() {
    let folder = Folder::new("replace");
    let original = fs::read(samples::root().join("samples/bmp/rgb24.bmp")).unwrap();
    folder.write("a.bmp", &original);
    let path = folder.0.join("a.bmp");
    let mut program = open(&[path.to_str().unwrap()], 100, 30);
    let field = "dib_header.x_pixels_per_meter";
    typed(&mut program, &[&format!("g{field}\r"), "e", "\x15", "77", ENTER]);
    program.wait_for("(changed)");
    folder.write("a.bmp", b"new");
    typed(&mut program, &["w", ENTER]);
    program.wait_for("another program has changed the file");
    assert_eq!(fs::read(&path).unwrap(), b"new");
    typed(&mut program, &[ENTER]);
    program.wait_for("written: ");
    assert_eq!(fs::read(&path).unwrap().len(), original.len());
    program.keys("q");
    assert_eq!(program.end(), Some(0));
}

#[test]
fn copied_text_is_sent_to_the_terminal() {
    let mut program = open(&["samples/png/texts.png"], 80, 24);
    typed(&mut program, &["gchunks[0].data\r", "y", "p"]);
    program.wait_for("Copied path");
    // "chunks[0].data" in base64.
    assert!(program.output().contains("\x1b]52;c;Y2h1bmtzWzBdLmRhdGE=\x07"));
    typed(&mut program, &[ESCAPE, "y", "b"]);
    assert!(program.screen().contains("0000000100000001080000"), "{}", program.screen());
}

#[test]
fn names_and_values_are_escaped() {
    let folder = Folder::new("escapes");
    let title = "\x1b]0;title\x07";
    let name = format!("a{title}.png");
    let mut bytes = fs::read(samples::root().join("samples/png/texts.png")).unwrap();
    // The first bytes of the text.
    bytes[0x30..0x30 + title.len()].copy_from_slice(title.as_bytes());
    folder.write(&name, bytes);
    let mut command = explore(&[&name]);
    command.current_dir(&folder.0);
    let mut program = PtyProgram::start(&command, 100, 30);
    program.wait_for(" ─ ");
    typed(&mut program, &["gchunks[1].data.text\r"]);
    assert!(!program.output().contains(title), "{:?}", program.output());
    assert!(program.screen().contains("title"), "{}", program.screen());
    typed(&mut program, &["yv"]);
    assert!(!program.output().contains(title), "{:?}", program.output());
}

#[test]
fn a_terminal_is_required() {
    let output = explore(&["samples/png/texts.png"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(message, "bytescope: explore: standard output must be a terminal\n");
    for args in [&["missing.png"][..], &["samples"], &["-f", "nosuch", "samples/png/texts.png"]] {
        let mut program = PtyProgram::start(&explore(args), 80, 24);
        assert_eq!(program.end(), Some(2), "{args:?}");
        assert!(!program.output().contains("\x1b[?1049h"), "{args:?}");
    }
}

/// Returns a frame of the built-in format `sensor_frame`.
fn frame(temperature: f32) -> Vec<u8> {
    let reading = Reading { timestamp: 7, sensor_id: 3, temperature, humidity: 2.5 };
    SensorFrames::new([reading]).unwrap().to_bytes().unwrap()
}

#[test]
fn live_input_is_shown_and_opened_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let args = ["--live", "-f", "sensor_frame", &format!("tcp://{address}")];
    let mut program = PtyProgram::start(&explore(&args), 100, 30);
    let (mut peer, _) = listener.accept().unwrap();
    program.wait_for("no messages yet");
    for n in 0..10_u8 {
        peer.write_all(&frame(f32::from(n))).unwrap();
        thread::sleep(Duration::from_millis(30));
    }
    program.wait("10 messages", |screen| screen.contains("READING") && screen.contains("9.0 °C"));
    program.wait_for("10 messages in");
    assert!(program.screen().contains("open for"), "{}", program.screen());
    peer.write_all(b"noise noise").unwrap();
    peer.write_all(&frame(1.25)).unwrap();
    program.wait_for("11 bytes outside frames");
    program.wait_for("1.25 °C");
    drop(peer);
    program.wait_for("end of input");
    let (mut peer, _) = listener.accept().unwrap();
    program.wait_for("open for");
    program.wait_for("input lost 1 time");
    peer.write_all(&frame(42.0)).unwrap();
    program.wait_for("12 messages in");
    program.wait_for("42.0 °C");
    drop((peer, listener));
    program.wait_for("Connection refused");
    program.wait_for("to open it again");
    program.keys("?");
    program.wait_for("reset the statistics");
    program.keys("qq");
    assert_eq!(program.end(), Some(0));
    program.assert_restored();
}

#[test]
fn the_end_of_a_pipe_is_shown() {
    let folder = Folder::new("pipe");
    folder.write("capture.bin", [frame(1.0), frame(2.0)].concat());
    let mut command = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_bytescope");
    let script = format!("cat capture.bin | {program} explore --live -f sensor_frame -");
    command.args(["-c", &script]).current_dir(&folder.0).env("TERM", "xterm-256color");
    let mut program = PtyProgram::start(&command, 80, 24);
    program.wait_for("2 messages in");
    program.wait_for("end of input");
    program.keys("q");
    assert_eq!(program.end(), Some(0));
    let mut program = PtyProgram::start(&explore(&["--live", "-", "-f", "sensor_frame"]), 80, 24);
    assert_eq!(program.end(), Some(2));
}

#[test]
fn the_manual_shows_stored_screens() {
    let page = fs::read_to_string(samples::root().join("docs/explore.md")).unwrap();
    for name in ["png-find-120x40", "elf-table-80x24", "nested-80x24"] {
        let path = samples::root().join("tests/screens").join(format!("{name}.txt"));
        let screen = fs::read_to_string(path).unwrap();
        assert!(page.contains(&format!("```text\n{screen}```")), "docs/explore.md: {name}");
    }
}
