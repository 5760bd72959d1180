//! A recording survives its input, a full disk and signals.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope::formats::FileFormat;
use bytescope::formats::sensor::Reading;
use bytescope::formats::sensor_frame::SensorFrames;
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::{self, File};
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use support::Folder;

impl Folder {
    fn spawn(&self, args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        command.arg("decode").args(args).current_dir(&self.0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }
}

/// Returns the exit status and standard error.
fn end(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Waits until a file has a size.
fn wait_for(path: &Path, size: impl Fn(u64) -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !fs::metadata(path).is_ok_and(|meta| size(meta.len())) {
        assert!(Instant::now() < until, "timeout: {}", path.display());
        thread::sleep(Duration::from_millis(5));
    }
}

fn reading(number: usize) -> Reading {
    let sensor_id = u16::try_from(number % 7).unwrap();
    Reading { timestamp: 7, sensor_id, temperature: 1.5, humidity: 2.5 }
}

fn frames(count: usize) -> Vec<u8> {
    SensorFrames::new((0..count).map(reading)).unwrap().to_bytes().unwrap()
}

/// Returns the number of rows of a complete file.
fn rows(path: &Path) -> usize {
    let bytes = fs::read(path).unwrap();
    match path.extension().unwrap().to_str().unwrap() {
        "csv" => {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.ends_with('\n'), "{text}");
            csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).count()
        }
        "ndjson" => {
            let text = String::from_utf8(bytes).unwrap();
            let each = text.lines().map(serde_json::from_str::<serde_json::Value>);
            each.map(Result::unwrap).count()
        }
        #[cfg(feature = "columnar")]
        "parquet" => {
            use parquet::file::reader::{FileReader as _, SerializedFileReader};
            let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
            let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap).count();
            assert_eq!(i64::try_from(rows).unwrap(), reader.metadata().file_metadata().num_rows());
            rows
        }
        #[cfg(feature = "columnar")]
        "arrow" => {
            let reader = arrow_ipc::reader::FileReader::try_new(std::io::Cursor::new(bytes), None);
            reader.unwrap().map(|batch| batch.unwrap().num_rows()).sum()
        }
        other => panic!("{other}"),
    }
}

/// Types of files. The last two are not complete while they grow.
fn kinds() -> &'static [&'static str] {
    if cfg!(feature = "columnar") {
        &["csv", "ndjson", "parquet", "arrow"]
    } else {
        &["csv", "ndjson"]
    }
}

/// A pseudoterminal that is removed while it is recorded.
#[test]
fn a_recording_survives_an_unplugged_line() {
    let folder = Folder::new("line");
    for kind in kinds() {
        for split in [false, true] {
            let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC);
            let master = master.unwrap();
            grantpt(&master).unwrap();
            unlockpt(&master).unwrap();
            let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
            // Keeps the line open until the program has opened it.
            let line = File::options().read(true).write(true).open(&name).unwrap();
            let mut settings = rustix::termios::tcgetattr(&line).unwrap();
            settings.make_raw();
            let now = rustix::termios::OptionalActions::Now;
            rustix::termios::tcsetattr(&line, now, &settings).unwrap();
            let file = format!("out.{kind}");
            let pattern = format!("{{}}-{kind}.{kind}");
            let args = match split {
                false => vec!["-f", "sensor_frame", &name, "-o", &file, "--rejects", "rejects"],
                true => {
                    vec!["-f", "sensor_frame", &name, "--split-by", "sensor_id", "-o", &pattern]
                }
            };
            let child = folder.spawn(&args);
            let mut master = File::from(master);
            let grows =
                folder.0.join(if split { format!("6-{kind}.{kind}") } else { file.clone() });
            master.write_all(&[&frames(14)[..], &[1, 2, 3]].concat()).unwrap();
            let is_text = ["csv", "ndjson"].contains(kind);
            wait_for(&grows, |size| !is_text || size > 60);
            // The program has opened the line, and may still be reading.
            thread::sleep(Duration::from_millis(200));
            drop(line);
            drop(master);
            let (status, stderr) = end(child);
            assert_eq!(status, Some(2), "{kind} {split}: {stderr}");
            let message = format!("{name}: input failed after 283 bytes: ");
            assert!(stderr.contains(&message) && stderr.contains("; 14 rows written"), "{stderr}");
            if split {
                for number in 0..7 {
                    assert_eq!(rows(&folder.0.join(format!("{number}-{kind}.{kind}"))), 2);
                }
            } else {
                assert_eq!(rows(&folder.0.join(&file)), 14);
                let rejects = fs::read_to_string(folder.0.join("rejects")).unwrap();
                assert!(rejects.contains("\"offset\":280"), "{rejects}");
            }
        }
    }
}

#[test]
fn a_recording_survives_a_reset_connection() {
    let folder = Folder::new("reset");
    for (format, data) in [("sensor_frame", frames(5)), ("sensor", vec![0; 5 * 14])] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("tcp://{}", listener.local_addr().unwrap());
        let child = folder.spawn(&["-f", format, &address, "-o", "out.csv"]);
        let (mut peer, _) = listener.accept().unwrap();
        peer.write_all(&data).unwrap();
        wait_for(&folder.0.join("out.csv"), |size| size > 100);
        let linger = Some(Duration::ZERO);
        rustix::net::sockopt::set_socket_linger(&peer, linger).unwrap();
        drop(peer);
        let (status, stderr) = end(child);
        assert_eq!(status, Some(2), "{stderr}");
        let message = format!("input failed after {} bytes: Connection reset", data.len());
        assert!(stderr.contains(&message), "{stderr}");
        assert_eq!(rows(&folder.0.join("out.csv")), 5);
        fs::remove_file(folder.0.join("out.csv")).unwrap();
    }
}

/// Definitions in a log can be anywhere, so it is read completely before the first row.
#[test]
fn a_log_survives_a_reset_connection() {
    let folder = Folder::new("log");
    let message = |letter: u8, body: &[u8]| {
        let size = u16::try_from(body.len()).unwrap().to_le_bytes();
        [&size[..], &[letter], body].concat()
    };
    let mut log = [&b"ULog\x01\x12\x35\x01"[..], &[0; 8]].concat();
    log.extend(message(b'B', &[0; 40]));
    log.extend(message(b'F', b"t:uint64_t timestamp;uint8_t a;"));
    log.extend(message(b'A', b"\0\0\0t"));
    for number in 0..5 {
        log.extend(message(b'D', &[&[0; 10][..], &[number]].concat()));
    }
    for kind in kinds() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("tcp://{}", listener.local_addr().unwrap());
        let file = format!("out.{kind}");
        let child = folder.spawn(&["-f", "ulog", &address, "-o", &file]);
        let (mut peer, _) = listener.accept().unwrap();
        peer.write_all(&log).unwrap();
        // Data that has not been read is lost by the reset.
        thread::sleep(Duration::from_millis(1000));
        rustix::net::sockopt::set_socket_linger(&peer, Some(Duration::ZERO)).unwrap();
        drop(peer);
        let (status, stderr) = end(child);
        assert_eq!(status, Some(2), "{kind}: {stderr}");
        let message = format!("input failed after {} bytes: Connection reset", log.len());
        assert!(stderr.contains(&message), "{kind}: {stderr}");
        assert_eq!(rows(&folder.0.join(&file)), 5, "{kind}");
    }
}

/// The first signal ends a recording, even if the input waits for data.
#[test]
fn a_signal_completes_a_recording() {
    let folder = Folder::new("signal");
    for (number, signal) in [Signal::INT, Signal::TERM, Signal::HUP].into_iter().enumerate() {
        for kind in kinds() {
            let file = format!("out-{number}.{kind}");
            // Records and frames, with an incomplete last one.
            let (format, data) = match number {
                0 => ("sensor", vec![1; 5 * 14 + 3]),
                _ => ("sensor_frame", [&frames(5)[..], &frames(1)[..9]].concat()),
            };
            let mut child = folder.spawn(&["-f", format, "-o", &file]);
            let mut input = child.stdin.take().unwrap();
            input.write_all(&data).unwrap();
            wait_for(&folder.0.join(&file), |_| true);
            thread::sleep(Duration::from_millis(300));
            kill_process(Pid::from_child(&child), signal).unwrap();
            let (status, stderr) = end(child);
            assert_eq!(status, Some(0), "{signal:?} {kind}: {stderr}");
            assert_eq!(rows(&folder.0.join(&file)), 5, "{signal:?} {kind}");
            drop(input);
        }
    }
    let names = fs::read_dir(&folder.0).unwrap().count();
    assert_eq!(names, 3 * kinds().len());
}

/// Writing past the file size limit fails like writing to a full disk.
#[test]
fn a_recording_survives_a_full_disk() {
    let folder = Folder::new("full");
    // Values that cannot be compressed.
    let random = |number: u32| {
        let bits = number.wrapping_mul(2_654_435_761);
        let temperature = f32::from_bits(bits >> 8 | 0x3f00_0000);
        Reading { timestamp: bits ^ bits >> 15, temperature, ..reading(number as usize) }
    };
    let frames = SensorFrames::new((0..200_000).map(random)).unwrap().to_bytes().unwrap();
    fs::write(folder.0.join("in.bin"), frames).unwrap();
    let program = env!("CARGO_BIN_EXE_bytescope");
    for kind in kinds() {
        for output in [format!("-o out.{kind}"), format!("--split-by type -o '{{}}.{kind}'")] {
            // The unit is 512 or 1,024 bytes.
            let script = format!(
                "ulimit -f 1000; cat in.bin | {program} decode -f sensor_frame {output} \
                 --columns offset,timestamp,type,temperature,sensor_id"
            );
            let mut shell = Command::new("sh");
            let result = shell.args(["-c", &script]).current_dir(&folder.0).output().unwrap();
            let stderr = String::from_utf8(result.stderr).unwrap();
            assert_eq!(result.status.code(), Some(2), "{output}: {stderr}");
            assert!(stderr.contains(" bytes of complete data"), "{output}: {stderr}");
            let name = if output.starts_with("-o") { "out" } else { "READING" };
            let rows = rows(&folder.0.join(format!("{name}.{kind}")));
            assert!((2000..200_000).contains(&rows), "{output}: {rows}: {stderr}");
        }
    }
}

/// Rejects that cannot be written are complete up to the last line.
#[test]
fn rejects_end_with_a_complete_line() {
    let folder = Folder::new("rejects");
    let noisy: Vec<u8> = (0..2000).flat_map(|_| [&frames(1)[..], b"\x01"].concat()).collect();
    fs::write(folder.0.join("in.bin"), noisy).unwrap();
    let program = env!("CARGO_BIN_EXE_bytescope");
    let script = format!(
        "ulimit -f 20; cat in.bin | {program} decode -f sensor_frame --count --rejects r.ndjson"
    );
    let mut shell = Command::new("sh");
    let result = shell.args(["-c", &script]).current_dir(&folder.0).output().unwrap();
    let stderr = String::from_utf8(result.stderr).unwrap();
    assert_eq!(result.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("2,000 frames") && stderr.contains("r.ndjson: "), "{stderr}");
    let rows = rows(&folder.0.join("r.ndjson"));
    assert!((50..2000).contains(&rows), "{rows}");
}

/// Text tables can be read while they grow, also if they are split.
#[test]
fn tables_are_readable_while_they_grow() {
    let folder = Folder::new("grow");
    fs::write(folder.0.join("3.csv"), "old content").unwrap();
    let mut child =
        folder.spawn(&["-f", "sensor_frame", "--split-by", "sensor_id", "-o", "{}.csv"]);
    let mut input = child.stdin.take().unwrap();
    for count in 1..4 {
        input.write_all(&frames(7)).unwrap();
        let until = Instant::now() + Duration::from_secs(20);
        let lines = || fs::read_to_string(folder.0.join("3.csv")).unwrap().lines().count();
        while lines() != count + 1 {
            assert!(Instant::now() < until, "timeout");
            thread::sleep(Duration::from_millis(5));
        }
    }
    drop(input);
    let (status, stderr) = end(child);
    assert_eq!(status, Some(0), "{stderr}");
}
