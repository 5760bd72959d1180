//! An object store with the S3 protocol: moto, a server in Python. `sql/ci` installs it and sets
//! `MOTO_PYTHON`, the interpreter that has it.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../../datafusion/tests/common/mod.rs"]
mod common;

use common::{Sums, folder, frames, list, records};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

struct Server {
    process: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    fn start() -> Self {
        let python = std::env::var("MOTO_PYTHON").expect("MOTO_PYTHON: a Python with moto[server]");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let text = port.to_string();
        let mut command = Command::new(python);
        command.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &text]);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { process, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < Duration::from_secs(60), "moto does not start");
            thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// Creates a bucket or an object.
    fn put(&self, path: &str, bytes: &[u8]) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = bytes.len();
        let key = "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, \
            SignedHeaders=host, Signature=0";
        let head = format!(
            "PUT /{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{key}\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }

    /// Runs the program; returns its output without the header, and its messages.
    fn sql(&self, args: &[&str]) -> (Vec<String>, String) {
        let out = Command::new(env!("CARGO_BIN_EXE_bytescope-sql"))
            .args(["--to", "csv", "-p", "3"])
            .args(args)
            .env("AWS_ENDPOINT", format!("http://127.0.0.1:{}", self.port))
            .env("AWS_ALLOW_HTTP", "true")
            .envs([("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")])
            .env("AWS_REGION", "us-east-1")
            .output()
            .unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        let rows = text.lines().skip(1).map(str::to_owned).collect();
        (rows, String::from_utf8(out.stderr).unwrap())
    }
}

#[test]
#[ignore = "requires moto[server], which sql/ci installs"]
fn objects_are_read_in_ranges() {
    let server = Server::start();
    server.put("fleet", b"");
    let mut total = Sums::default();
    for day in 1..4_u64 {
        // More than one request per object.
        let (bytes, sums) = records(day, 200_000);
        server.put(&format!("fleet/2026/day{day}/a.bin"), &bytes);
        total.join(&sums);
    }
    let (bytes, _) = records(9, 10);
    server.put("fleet/2026/day1/b.txt", &bytes);
    let setup = "create external table t stored as bytescope location 's3://fleet/2026/*/*.bin' \
        options (format 'sensor');";
    let sql = format!(
        "{setup} select count(*), sum(sensor_id), sum(temperature) from t where humidity > 1"
    );
    let expected = format!("{},{},{:?}", total.rows, total.ids, total.temperatures);
    assert_eq!(server.sql(&["-e", &sql]), (vec![expected], String::new()));

    let (bytes, sums) = frames(4, 150_000);
    server.put("fleet/noise.bin", &bytes);
    let sql = "select count(*), sum(sensor_id), sum(temperature) \
        from bytescope('s3://fleet/noise.bin', 'sensor_frame')";
    let expected = format!("{},{},{:?}", sums.rows, sums.ids, sums.temperatures);
    assert_eq!(server.sql(&["-e", sql]), (vec![expected], String::new()));

    // Files that are needed whole are copied to a temporary file.
    let folder = folder("s3");
    fs::write(folder.join("readings.ksy"), common::SCHEMA).unwrap();
    let (bytes, sums) = list(5, 50_000);
    server.put("fleet/list.bin", &bytes);
    let sql = format!(
        "select file, count(*), sum(sensor_id) from bytescope('s3://fleet/list.bin', '{}/readings.ksy') \
         where humidity > 1 group by file",
        folder.display()
    );
    let expected = format!("s3://fleet/list.bin,{},{}", sums.rows, sums.ids);
    assert_eq!(server.sql(&["-e", &sql]), (vec![expected], String::new()));

    let sql = "select * from bytescope('s3://fleet/missing.bin', 'sensor')";
    let (_, message) = server.sql(&["-e", sql]);
    assert!(message.contains("s3://fleet/missing.bin"), "{message}");
    server.put("fleet/cut.bin", &[0; 30]);
    let sql = "select sum(humidity) from bytescope('s3://fleet/cut.bin', 'sensor')";
    let (_, message) = server.sql(&["-e", sql]);
    let expected = "s3://fleet/cut.bin: at 0x1c: 2 bytes after the last complete record";
    assert!(message.contains(expected), "{message}");
}
