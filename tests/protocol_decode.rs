//! `bytescope decode` with frames of schemas: several protocols, tables per message type, reports.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::Folder;

const ACK: &str = "b562 0501 0200 0601 0f38";
const GLL: &[u8] = b"$GNGLL,5327.04319,N,00214.41396,W,223232.00,A,A*67\r\n";
const STATION: &str = "d300133ed7d30202980edeef34b4bd62ac0941986f33360b98";
/// MAVLink message that the schema does not define. Its checksum cannot be verified.
const UNKNOWN: &str = "fd0200000001017777000102abcd";

fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex.replace(' ', "")).unwrap()
}

/// Builds a stream of three protocols, with noise after the first and the last frame.
fn mixed() -> Vec<u8> {
    [&bytes(ACK)[..], b"\xb5\x62noise", GLL, &bytes(STATION), &bytes(ACK), b"$G"].concat()
}

impl Folder {
    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.0.join(name), bytes).unwrap();
        self.path(name)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn decode(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    let output = command.arg("decode").args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const PROTOCOLS: [&str; 6] = ["-f", "ubx", "-f", "nmea", "-f", "rtcm3"];

#[test]
fn rows_have_offset_protocol_message_and_dotted_columns() {
    let folder = Folder::new("rows");
    let file = folder.file("mixed.bin", &mixed());
    let args = [&PROTOCOLS[..], &["--to", "ndjson", &file]].concat();
    let (status, out, stderr) = decode(&args);
    assert_eq!(status, 0, "{stderr}");
    let all = rows(&out);
    let kinds: Vec<_> = all
        .iter()
        .map(|row| {
            (
                row["offset"].as_u64().unwrap(),
                row["protocol"].as_str().unwrap(),
                row["message"].as_str().unwrap(),
            )
        })
        .collect();
    let expected =
        [(0, "ubx", "ack_ack"), (17, "nmea", "GLL"), (69, "rtcm3", "1005"), (94, "ubx", "ack_ack")];
    assert_eq!(kinds, expected);
    assert_eq!(all[0]["payload.cls_id"], "cfg");
    assert_eq!(all[2]["payload.reference_station_id"], 2003);
    assert!(all[0].get("payload.reference_station_id").is_none(), "a column of another message");
    let computed = [&PROTOCOLS[..], &["--to", "ndjson", "--instances", &file]].concat();
    let station = &rows(&decode(&computed).1)[2];
    assert_eq!(station["payload.ecef_x"], 11_141_045_999_u64);
}

#[test]
fn csv_has_the_columns_of_all_messages() {
    let folder = Folder::new("csv");
    let file = folder.file("mixed.bin", &mixed());
    let (_, out, _) = decode(&[&PROTOCOLS[..], &["-q", &file]].concat());
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let all: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(all.len(), 4);
    let cell = |row: usize, name: &str| all[row][at(name)].to_owned();
    assert_eq!(cell(0, "payload.cls_id"), "cfg");
    assert_eq!(cell(0, "payload.reference_station_id"), "");
    assert_eq!(cell(2, "payload.reference_station_id"), "2003");
    assert_eq!(cell(1, "sentence.fields.lat.text"), "5327.04319");
    let chosen =
        [&PROTOCOLS[..], &["-q", "--columns", "offset,payload.reference_station_id", &file]]
            .concat();
    let (_, out, _) = decode(&chosen);
    assert_eq!(out, "offset,payload.reference_station_id\n69,2003\n");
}

/// One table per message type or per value of another column is written.
#[test]
fn tables_are_split_by_a_column() {
    let folder = Folder::new("split");
    let poll = bytes("b562 0107 0000 0819");
    let file = folder.file("mixed.bin", &[mixed(), poll].concat());
    let to = folder.path("out/{}.csv");
    let (status, out, stderr) =
        decode(&[&PROTOCOLS[..], &["--split-by", "-o", &to, &file]].concat());
    assert_eq!((status, out.as_str()), (0, ""), "{stderr}");
    let names = ["nmea_GLL.csv", "rtcm3_1005.csv", "ubx_ack_ack.csv", "ubx_nav_pvt.csv"];
    assert_eq!(folder.names("out"), names);
    let acks = fs::read_to_string(folder.path("out/ubx_ack_ack.csv")).unwrap();
    let header = "offset,protocol,message,class,id,length,payload.cls_id,payload.msg_id,checksum";
    assert_eq!(acks.lines().next(), Some(header));
    assert_eq!(acks.lines().count(), 3);
    // A poll has no payload, but its table has the columns of the message.
    let poll = fs::read_to_string(folder.path("out/ubx_nav_pvt.csv")).unwrap();
    assert!(poll.lines().next().unwrap().contains("payload.lon"), "{poll}");

    let one = folder.path("one/{}.ndjson");
    let (status, _, stderr) = decode(&["-f", "ubx", "--split-by", "class", "-o", &one, &file]);
    assert_eq!(status, 0, "{stderr}");
    assert!(
        folder.names("one").iter().all(|name| name.starts_with("ack") || name.starts_with("nav"))
    );

    for args in [
        &["--split-by", "-o", "plain.csv"][..],
        &["--split-by", "nonsense", "-o", "{}.csv"],
        &["--split-by"],
    ] {
        let (status, _, stderr) = decode(&[&["-f", "ubx", &file], args].concat());
        assert_eq!(status, 2, "{stderr}");
        assert!(!Path::new("plain.csv").exists());
    }
}

/// A message type that contains a path cannot escape the output folder.
#[test]
fn message_types_in_file_names_are_sanitized() {
    let folder = Folder::new("names");
    let text = "../../../x,a";
    let sum = text.bytes().fold(0, |sum, byte| sum ^ byte);
    let file = folder.file("line.txt", format!("${text}*{sum:02X}\r\n").as_bytes());
    let to = folder.path("out/{}.csv");
    let (status, _, stderr) = decode(&["-f", "nmea", "--split-by", "-o", &to, &file]);
    assert_eq!(status, 0, "{stderr}");
    assert_eq!(folder.names("out"), ["%2E.%2F..%2F..%2Fx.csv"]);
}

/// Frames that cannot be verified are rejects, not rows.
#[test]
fn unverified_frames_are_not_counted_as_valid() {
    let folder = Folder::new("unverified");
    let file = folder.file("unknown.bin", &bytes(UNKNOWN));
    let rejects = folder.path("rejects.ndjson");
    let args =
        ["-f", "mavlink", "--to", "ndjson", "--report", "json", "--rejects", &rejects, &file];
    let (status, out, stderr) = decode(&args);
    assert_eq!((status, out.as_str()), (1, ""), "{stderr}");
    let report = stderr.lines().find(|line| line.starts_with('{')).unwrap();
    let report: Value = serde_json::from_str(report).unwrap();
    assert_eq!(report["valid"]["frames"], 0);
    assert_eq!(report["unverified"], serde_json::json!({"frames": 1, "bytes": 14}));
    let rejects = rows(&fs::read_to_string(rejects).unwrap());
    assert_eq!(rejects[0]["reason"], "unverified");
}

#[test]
fn wrong_usage_is_rejected() {
    let folder = Folder::new("usage");
    let file = folder.file("mixed.bin", &mixed());
    let plain = "meta: {id: plain, endian: le}\nseq: [{id: a, type: u1}]\n";
    let plain = folder.file("plain.ksy", plain.as_bytes());
    for (args, problem) in [
        (&["-f", "ubx", "-f", "ubx"][..], "duplicate format"),
        (&["-f", "ubx", "-f", "png"], "this format has no frames"),
        (&["-f", "ubx", "-s", &plain], "add `-frame"),
        (&["-s", &plain, "--strict"], "add `-frame"),
        (&["-f", "ubx", "--columns", "payload.i_toww"], "did you mean 'payload.i_tow'?"),
        (&["-f", "ubx", "--columns", "offset,offset"], "duplicate column 'offset'"),
    ] {
        let (status, _, stderr) = decode(&[args, &[&file]].concat());
        assert_eq!(status, 2, "{args:?}: {stderr}");
        assert!(stderr.contains(problem), "{args:?}: {stderr}");
    }
}

/// `--each messages` decodes messages that are defined by earlier messages.
#[test]
fn self_describing_logs_become_rows() {
    let folder = Folder::new("dataflash");
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/protocols");
    let vectors = fs::read_to_string(vectors.join("dataflash.jsonl")).unwrap();
    for line in vectors.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let file = folder.file("log.bin", &bytes(line["frame"].as_str().unwrap()));
        let args = ["-f", "dataflash", "--each", "messages", "--to", "ndjson", &file];
        let (status, out, stderr) = decode(&args);
        assert_eq!(status, 0, "{stderr}");
        assert!(rows(&out).len() > 1, "{out}");
    }
}
