//! Rows of frames in live inputs are written immediately.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::formats::FileFormat;
use bytescope::formats::sensor::Reading;
use bytescope::formats::sensor_frame::SensorFrames;
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

fn frame(number: u16) -> Vec<u8> {
    let reading = Reading { timestamp: 7, sensor_id: number, temperature: 1.5, humidity: 2.5 };
    SensorFrames::new([reading]).unwrap().to_bytes().unwrap()
}

struct Live {
    child: Child,
    rows: Receiver<(Instant, String)>,
}

impl Live {
    fn new(args: &[&str]) -> Self {
        Self::of(&["-f", "sensor_frame", "--columns", "sensor_id"], args)
    }

    fn of(format: &[&str], args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        command.arg("decode").args(format).args(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, rows) = channel();
        let out = child.stdout.take().unwrap();
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let _ = sender.send((Instant::now(), line));
            }
        });
        Self { child, rows }
    }

    fn row(&self) -> (Instant, String) {
        self.rows.recv_timeout(Duration::from_secs(20)).expect("a row")
    }

    /// Sends frames one at a time, waiting for each row. Returns the minimum latency.
    fn min_latency(&self, to: &mut impl Write) -> Duration {
        assert_eq!(self.row().1, "sensor_id");
        let mut minimum = Duration::MAX;
        for number in 0..20 {
            // In two pieces, as received from a serial port. The preceding noise must not cause a
            // delay.
            let bytes = [b"noise\xaa", &frame(number)[..]].concat();
            let (first, second) = bytes.split_at(13);
            to.write_all(first).unwrap();
            to.flush().unwrap();
            let sent = Instant::now();
            to.write_all(second).unwrap();
            to.flush().unwrap();
            let (seen, row) = self.row();
            assert_eq!(row, number.to_string());
            minimum = minimum.min(seen.saturating_duration_since(sent));
        }
        minimum
    }

    /// Waits for the program to exit. Returns its exit status and standard error.
    fn end(mut self) -> (Option<i32>, String) {
        let mut errors = self.child.stderr.take().unwrap();
        let (sender, stderr) = channel();
        thread::spawn(move || {
            let mut text = String::new();
            errors.read_to_string(&mut text).unwrap();
            sender.send(text).unwrap();
        });
        let stderr = stderr.recv_timeout(Duration::from_secs(20)).expect("the program exits");
        (self.child.wait().unwrap().code(), stderr)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // The program is still running only if the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Maximum of the minimum latency of several frames, which hardly depends on the load of the
/// machine.
const MAX_LATENCY: Duration = Duration::from_millis(50);

#[test]
fn frames_of_a_connection_become_rows_immediately() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let live = Live::new(&[&format!("tcp://{}", listener.local_addr().unwrap())]);
    let (mut peer, _) = listener.accept().unwrap();
    peer.set_nodelay(true).unwrap();
    assert!(live.min_latency(&mut peer) < MAX_LATENCY);
    drop(peer);
    let (status, stderr) = live.end();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("READING 20"), "{stderr}");
}

/// Acknowledgment of a u-blox receiver (UBX-ACK-ACK).
const ACK: &[u8] = &[0xb5, 0x62, 5, 1, 2, 0, 6, 1, 0x0f, 0x38];

/// Frames of two schemas in one stream.
#[test]
fn messages_of_schemas_become_rows_immediately() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let live = Live::of(&["-f", "ubx", "-f", "nmea"], &["--to", "ndjson", &address]);
    let (mut peer, _) = listener.accept().unwrap();
    peer.set_nodelay(true).unwrap();
    let gll = b"$GNGLL,5327.04319,N,00214.41396,W,223232.00,A,A*67\r\n";
    let mut minimum = Duration::MAX;
    for (message, name) in [(ACK, "ack_ack"), (gll, "GLL")].repeat(8) {
        let (first, second) = message.split_at(message.len() / 2);
        peer.write_all(first).unwrap();
        let sent = Instant::now();
        peer.write_all(second).unwrap();
        let (seen, row) = live.row();
        assert!(row.contains(&format!("\"message\":\"{name}\"")), "{row}");
        minimum = minimum.min(seen.saturating_duration_since(sent));
    }
    assert!(minimum < MAX_LATENCY);
    drop(peer);
    let (status, stderr) = live.end();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("16 frames: ubx ack_ack 8, nmea GLL 8"), "{stderr}");
}

#[test]
fn a_disconnected_serial_port_ends_the_table() {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
    let mut master = File::from(master);
    let live = Live::new(&["--baud", "115200", &name]);
    assert!(live.min_latency(&mut master) < MAX_LATENCY);
    drop(master);
    // Linux reports an error, other systems the end of the input; the rows are complete either way.
    let (status, stderr) = live.end();
    assert!(matches!(status, Some(0 | 2)), "{stderr}");
    assert!(stderr.contains("READING 20"), "{stderr}");
}

#[test]
fn a_growing_file_is_followed_until_interrupted() {
    let path = std::env::temp_dir().join(format!("bytescope-{}-grows.bin", std::process::id()));
    let mut file = File::create(&path).unwrap();
    let live = Live::new(&["--follow", path.to_str().unwrap()]);
    assert!(live.min_latency(&mut file) < MAX_LATENCY);
    kill_process(Pid::from_child(&live.child), Signal::INT).unwrap();
    let (status, stderr) = live.end();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("READING 20"), "{stderr}");
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_pause_does_not_affect_the_result() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let live = Live::new(&[&address]);
    let (mut peer, _) = listener.accept().unwrap();
    assert_eq!(live.row().1, "sensor_id");
    let stream = [frame(1), frame(2)[..9].to_vec(), frame(3)].concat();
    for piece in stream.chunks(13) {
        peer.write_all(piece).unwrap();
        thread::sleep(Duration::from_millis(300));
    }
    assert_eq!([live.row().1, live.row().1], ["1", "3"]);
    drop(peer);
    let (status, stderr) = live.end();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("1 candidate rejected") && !stderr.contains("timed out"), "{stderr}");
}

/// A named pipe is opened only once. Between two opens, the writer would have no reader.
#[test]
fn a_named_pipe_is_opened_once() {
    let path = std::env::temp_dir().join(format!("bytescope-{}-pipe", std::process::id()));
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let live = Live::new(&[path.to_str().unwrap()]);
    // Blocks until the program has opened the pipe for reading.
    let mut to = File::options().write(true).open(&path).unwrap();
    live.min_latency(&mut to);
    drop(to);
    let (status, stderr) = live.end();
    std::fs::remove_file(&path).unwrap();
    assert_eq!((status, stderr.contains("READING 20")), (Some(0), true), "{stderr}");
}

#[test]
fn datagrams_become_rows_immediately() {
    let free = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let live = Live::new(&[&format!("udp://{free}")]);
    // The header is written after the socket is bound.
    assert_eq!(live.row().1, "sensor_id");
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    for number in 0..20 {
        let bytes = [b"noise\xaa", &frame(number)[..]].concat();
        let (first, second) = bytes.split_at(13);
        // An empty datagram does not end the input.
        for part in [first, &[], second] {
            peer.send_to(part, free).unwrap();
        }
        assert_eq!(live.row().1, number.to_string());
    }
    kill_process(Pid::from_child(&live.child), Signal::INT).unwrap();
    let (status, stderr) = live.end();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("READING 20"), "{stderr}");
}

#[test]
fn the_first_connection_is_read_to_its_end() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let live = Live::new(&[&format!("tcp-listen://{free}")]);
    let started = Instant::now();
    let mut peer = loop {
        match TcpStream::connect(free) {
            Ok(peer) => break peer,
            Err(error) if started.elapsed() > Duration::from_secs(20) => panic!("{error}"),
            Err(_) => thread::sleep(Duration::from_millis(10)),
        }
    };
    peer.set_nodelay(true).unwrap();
    assert!(live.min_latency(&mut peer) < MAX_LATENCY);
    drop(peer);
    let (status, stderr) = live.end();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("READING 20"), "{stderr}");
}

#[test]
fn unavailable_addresses_are_reported() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = format!("tcp-listen://{}", taken.local_addr().unwrap());
    for (input, problem) in [
        (&*taken, "in use"),
        ("udp://127.0.0.1", "invalid address: expected host:port"),
        ("tcp-listen://127.0.0.1:x", "invalid address: expected host:port"),
    ] {
        let (status, stderr) = Live::new(&[input]).end();
        let is_reported = stderr.contains(&format!("bytescope: {input}: "))
            && stderr.to_lowercase().contains(problem);
        assert!(status == Some(2) && is_reported, "{input}: {stderr}");
    }
}

/// Rotation renames the file, and a new file is created at its path.
#[test]
fn a_file_is_followed_through_rotation() {
    let path = std::env::temp_dir().join(format!("bytescope-{}-rotates.bin", std::process::id()));
    let renamed = path.with_extension("1");
    let mut file = File::create(&path).unwrap();
    let live = Live::new(&["--follow", path.to_str().unwrap()]);
    assert_eq!(live.row().1, "sensor_id");
    let expect = |file: &mut File, number| {
        file.write_all(&frame(number)).unwrap();
        assert_eq!(live.row().1, number.to_string());
    };
    expect(&mut file, 1);
    std::fs::rename(&path, &renamed).unwrap();
    // The writer still has the renamed file open.
    expect(&mut file, 2);
    let mut next = File::create(&path).unwrap();
    expect(&mut file, 3);
    // A frame that continues in the next file.
    let split = frame(4);
    file.write_all(&split[..9]).unwrap();
    next.write_all(&split[9..]).unwrap();
    assert_eq!(live.row().1, "4");
    expect(&mut next, 5);
    // Truncation to fewer bytes than have been read.
    next.set_len(0).unwrap();
    let mut truncated = File::create(&path).unwrap();
    expect(&mut truncated, 6);
    kill_process(Pid::from_child(&live.child), Signal::INT).unwrap();
    let (status, stderr) = live.end();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("120 bytes: 120 in valid frames"), "{stderr}");
    std::fs::remove_file(path).unwrap();
    std::fs::remove_file(renamed).unwrap();
}

#[test]
fn serial_ports_have_parity_and_stop_bits() {
    use rustix::termios::{ControlModes, tcgetattr};

    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
    let live = Live::new(&["--serial", "100000,8E2", &name]);
    assert_eq!(live.row().1, "sensor_id");
    let settings = tcgetattr(&master).unwrap();
    // A pseudoterminal does not keep the parity.
    assert!(settings.control_modes.contains(ControlModes::CSTOPB | ControlModes::CS8));
    assert_eq!((settings.input_speed(), settings.output_speed()), (100_000, 100_000));
    let mut master = File::from(master);
    master.write_all(&frame(7)).unwrap();
    assert_eq!(live.row().1, "7");
    drop(live);
    for (args, problem) in [
        (["--serial", "0"], "baud rate must be a positive integer, found '0'"),
        (["--serial", "9600,9N1"], "framing must be data bits"),
        (["--baud", "0"], "'0'"),
        (["--baud", "9600"], "not a serial port"),
        (["--serial", "9600,8E1"], "not a serial port"),
    ] {
        let (status, stderr) = Live::new(&[args[0], args[1], "Cargo.toml"]).end();
        assert!(status == Some(2) && stderr.contains(problem), "{args:?}: {stderr}");
    }
}
