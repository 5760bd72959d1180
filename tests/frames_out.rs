//! Rows become frames again, and frames are sent to devices and addresses.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope::AnyFormat;
use bytescope::edit::{RowFormat, encode_frames};
use bytescope::inspect::DraftOptions;
use serde_json::Value;
use std::fs;
use support::Folder;

/// Returns the frames of the published test vectors of a protocol, as transmitted.
fn vectors(protocol: &str) -> Vec<Vec<u8>> {
    let path = format!("{}/tests/vectors/protocols/{protocol}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let frame = |line: &str| {
        let vector: Value = serde_json::from_str(line).unwrap();
        let frame = vector.get("sent").or(vector.get("frame")).unwrap();
        hex::decode(frame.as_str().unwrap()).unwrap()
    };
    text.lines().map(frame).collect()
}

/// Encodes rows of text as frames.
fn encode(format: &str, rows: &str, kind: RowFormat) -> Result<Vec<u8>, String> {
    let format = AnyFormat::named(format).unwrap();
    let mut out = Vec::new();
    let mut put = |frame: &[u8]| {
        out.extend_from_slice(frame);
        Ok(())
    };
    let options = DraftOptions::default();
    let result = encode_frames(&format, rows.as_bytes(), kind, options, &mut put);
    result.map(|_| out).map_err(|error| error.to_string())
}

/// Decodes a stream of frames to rows, and the rows to frames.
fn round_trip(protocol: &str, options: &str) {
    let scratch = Folder::new(&format!("frames-out-{protocol}{options}"));
    scratch.write("in.bin", vectors(protocol).concat());
    for kind in ["ndjson", "csv"] {
        let out = scratch.shell(&format!(
            "bytescope decode -q {options} -f {protocol} in.bin --to {kind} > rows.{kind}
             bytescope encode -f {protocol} rows.{kind} -o out.bin || exit 9
             bytescope decode -q -f {protocol} in.bin --to {kind} | sed 's/^{{\"offset\":[0-9]*,//; s/^[0-9]*,//' > a
             bytescope decode -q -f {protocol} out.bin --to {kind} | sed 's/^{{\"offset\":[0-9]*,//; s/^[0-9]*,//' > b
             cmp a b"
        ));
        assert!(out.status.success(), "{protocol} {kind}: {out:?}");
        let rows = scratch.text(&format!("rows.{kind}"));
        assert!(rows.lines().count() > 1, "{protocol}: {rows}");
        let frames = fs::read(scratch.0.join("out.bin")).unwrap();
        let all = vectors(protocol).concat();
        let found = fs::read(scratch.0.join("in.bin")).unwrap();
        assert_eq!(found, all);
        // Bytes outside of valid frames: delimiters before frames, and unverified messages.
        match protocol {
            "hdlc_example" => assert!(frames.len() < all.len()),
            "mavlink" => assert_eq!(frames, all[..frames.len()]),
            _ => assert_eq!(frames, all, "{protocol} {kind}"),
        }
    }
}

#[test]
fn rows_of_most_protocols_are_complete() {
    for protocol in [
        "ccsds",
        "cobs_example",
        "crsf",
        "hdlc_example",
        "modbus_request",
        "modbus_response",
        "sbus",
    ] {
        round_trip(protocol, "");
    }
}

#[test]
fn rows_of_ubx_are_complete() {
    round_trip("ubx", "");
}

#[test]
fn rows_of_mavlink_are_complete() {
    round_trip("mavlink", "");
}

#[test]
fn frames_are_restored_from_their_bytes() {
    for protocol in ["nmea", "rtcm3", "cobs_example", "crsf"] {
        round_trip(protocol, "--raw");
    }
}

#[test]
fn records_of_a_rust_type_are_frames() {
    let scratch = Folder::new("frames-out-records");
    let out = scratch.shell(
        "bytescope generate -f sensor_frame --seed 1 -o in.bin
         bytescope decode -q -f sensor_frame in.bin --to ndjson \
         | bytescope encode -f sensor_frame --from ndjson -o out.bin && cmp in.bin out.bin",
    );
    assert!(out.status.success(), "{out:?}");
}

#[test]
fn an_edited_value_is_written_with_its_checksum() {
    let text = b"$GPGLL,4717.11,N,00833.91,E,092321.00,A,A*67\r\n";
    let hex = hex::encode(text);
    let row = format!(
        "{{\"sentence.address\":\"GPGLL\",\"sentence.fields.status\":\"V\",\"frame\":\"{hex}\"}}\n"
    );
    let found = encode("nmea", &row, RowFormat::Ndjson);
    let found = found.map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(found.as_deref(), Ok("$GPGLL,4717.11,N,00833.91,E,092321.00,V,A*70\r\n"));
}

#[test]
fn a_sentence_ends_with_a_line_end() {
    let row = r#"{"start":"sentence","sentence.address":"GPTXT","sentence.fields.num_msg":1,
        "sentence.fields.msg_num":1,"sentence.fields.msg_type":"02","sentence.fields.text":"hi"}"#
        .replace('\n', "");
    let found = encode("nmea", &row, RowFormat::Ndjson);
    let found = found.map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(found.as_ref().is_ok_and(|line| line.ends_with("*4C\r\n")), "{found:?}");
}

#[test]
fn the_message_name_selects_the_message() {
    let row = r#"{"message":"cfg_rate","payload.meas_rate":200,"payload.nav_rate":1,"payload.time_ref":"gps"}"#;
    let found = encode("ubx", row, RowFormat::Ndjson).map(hex::encode);
    assert_eq!(found.as_deref(), Ok("b56206080600c80001000100de6a"));
    // Nested JSON, as of `inspect --json`.
    let row = r#"{"class":"cfg","id":8,"payload":{"meas_rate":200,"nav_rate":1,"time_ref":"gps"}}"#;
    assert_eq!(encode("ubx", row, RowFormat::Ndjson).map(hex::encode), found);
    // A message without payload polls the message.
    let found = encode("ubx", r#"{"message":"cfg_rate"}"#, RowFormat::Ndjson).map(hex::encode);
    assert_eq!(found.as_deref(), Ok("b562060800000e30"));
    let row = r#"{"message":"heartbeat","magic":"v2","incompat_flags":0,"compat_flags":0,"seq":0,"sysid":255,"compid":190,
        "payload.custom_mode":0,"payload.type":"gcs","payload.autopilot":8,"payload.base_mode":0,
        "payload.system_status":4,"payload.mavlink_version":3}"#
        .replace('\n', "");
    let found = encode("mavlink", &row, RowFormat::Ndjson);
    assert_eq!(found.map(|frame| frame.len()), Ok(21));
}

#[test]
fn invalid_rows_are_reported_with_their_line() {
    for (row, expected) in [
        ("{\"message\":\"cfg_rate\"}\n\n{\"mess", "line 3, column 6: "),
        ("7", "line 1: expected an object, found 7"),
        ("[1]", "line 1: expected an object, found an array"),
        ("{}", "line 1: class: is missing, and no other field determines it"),
        ("{\"message\":\"cfg_rat\",\"id\":1}", "line 1: class: is missing"),
        ("{\"message\":\"cfg_rate\",\"payload.x\":1}", "line 1: payload: unknown field 'x'"),
        (
            "{\"message\":\"cfg_rate\",\"payload.meas_rate\":\"fast\",\"payload.nav_rate\":1,\"payload.time_ref\":0}",
            "line 1: payload.meas_rate: ",
        ),
        (
            "{\"message\":\"cfg_rate\",\"payload.meas_rate\":70000,\"payload.nav_rate\":1,\"payload.time_ref\":0}",
            "line 1: payload.meas_rate: ",
        ),
        ("{\"message\":\"cfg_rate\",\"checksum\":1}", "line 1: checksum: "),
        ("{\"message\":\"cfg_rate\",\"length\":1}", "line 1: "),
        ("{\"payload\":1,\"payload.x\":1}", "line 1: payload.x: conflicts with"),
        ("{\"frame\":\"zz\"}", "line 1: frame: expected bytes as hexadecimal digits"),
        ("{\"frame\":\"b56206\"}", "line 1: frame: is not exactly one frame"),
        ("{\"frame\":\"b562060800000e31\"}", "line 1: frame: is not a valid frame"),
        ("{\"frame\":\"b562060800000e30\",\"x\":1}", "line 1: x: is not a column of this frame"),
    ] {
        let found = encode("ubx", row, RowFormat::Ndjson).unwrap_err();
        assert!(found.starts_with(expected), "{row}: {found}");
    }
    for (rows, expected) in [
        ("message,payload.x\ncfg_rate,\ncfg_rate,1\n", "line 3: payload: unknown field 'x'"),
        ("message,message\n", "line 1: duplicate column 'message'"),
        ("message\na,b\n", "line 2: number of values"),
        ("", "missing header row"),
    ] {
        let found = encode("ubx", rows, RowFormat::Csv).unwrap_err();
        assert!(found.starts_with(expected), "{rows}: {found}");
    }
    assert_eq!(encode("ubx", "", RowFormat::Ndjson), Ok(vec![]));
    let found = encode("png", "{}", RowFormat::Ndjson).unwrap_err();
    assert!(found.contains("frames"), "{found}");
}

#[test]
fn a_file_is_kept_if_a_row_is_invalid() {
    let scratch = Folder::new("frames-out-kept");
    scratch
        .write("rows.ndjson", "{\"message\":\"cfg_rate\"}\n{\"message\":\"cfg_rate\",\"y\":1}\n");
    scratch.write("out.bin", "before");
    let out = scratch.shell("bytescope encode -f ubx rows.ndjson -o out.bin");
    assert_eq!(out.status.code(), Some(1), "{out:?}");
    let message = String::from_utf8(out.stderr).unwrap();
    assert!(message.starts_with("bytescope: rows.ndjson: line 2: unknown field 'y'"), "{message}");
    assert_eq!(scratch.text("out.bin"), "before");
    // A stream is written row by row.
    let out = scratch.shell("bytescope encode -f ubx rows.ndjson");
    assert_eq!((out.status.code(), out.stdout.len()), (Some(1), 8));
}

#[test]
fn frames_of_user_schemas_are_stuffed() {
    let scratch = Folder::new("frames-out-stuffed");
    for (stuffing, expected) in
        [("cobs", "02c0010204c0"), ("slip", "dbdc00dbdcc0"), ("hdlc", "c000c07e")]
    {
        scratch.write(
            "a.ksy",
            format!(
                "meta: {{id: a, endian: le, -frame: {{max-size: 16, stuffing: {stuffing}}}}}\n\
                 seq:\n  - {{id: offset, type: u2}}\n  - {{id: sum, type: u1, \
                 -checksum: {{algorithm: xor-8, from: offset, to: offset}}}}\n"
            ),
        );
        let out = scratch.shell(
            "echo '{\"offset\": 192}' | bytescope encode -s a.ksy --from ndjson > a.bin
             bytescope decode -q -s a.ksy --to ndjson a.bin > a.ndjson; cat a.ndjson
             bytescope encode -s a.ksy a.ndjson | cmp - a.bin",
        );
        assert!(out.status.success(), "{out:?}");
        let rows = String::from_utf8(out.stdout).unwrap();
        assert_eq!(rows, "{\"offset\":0,\"protocol\":\"a\",\"offset_2\":192,\"sum\":192}\n");
        let bytes = hex::encode(fs::read(scratch.0.join("a.bin")).unwrap());
        if stuffing != "cobs" {
            assert_eq!(bytes, expected);
        }
    }
}

#[cfg(unix)]
mod sending {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use std::fs::File;
    use std::io::{Read, Write};
    use std::net::{TcpListener, UdpSocket};
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;

    const ROW: &[u8] = b"{\"message\":\"cfg_rate\"}\n";
    const FRAME: [u8; 8] = [0xb5, 0x62, 6, 8, 0, 0, 0x0e, 0x30];

    fn start(args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        command.args(["encode", "-f", "ubx", "--from", "ndjson"]).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    #[test]
    fn frames_are_sent_to_a_tcp_address_as_rows_arrive() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut child = start(&["-o", &format!("tcp://{}", listener.local_addr().unwrap())]);
        let (mut peer, _) = listener.accept().unwrap();
        peer.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut rows = child.stdin.take().unwrap();
        for _ in 0..3 {
            rows.write_all(ROW).unwrap();
            let mut frame = [0; 8];
            peer.read_exact(&mut frame).unwrap();
            assert_eq!(frame, FRAME);
        }
        drop(rows);
        assert_eq!(peer.read(&mut [0; 8]).unwrap(), 0);
        assert!(child.wait().unwrap().success());
    }

    #[test]
    fn each_frame_is_a_datagram() {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut child = start(&["-o", &format!("udp://{}", socket.local_addr().unwrap())]);
        child.stdin.take().unwrap().write_all(&ROW.repeat(2)).unwrap();
        for _ in 0..2 {
            let mut frame = [0; 64];
            assert_eq!(socket.recv(&mut frame).unwrap(), 8);
            assert_eq!(frame[..8], FRAME);
        }
        assert!(child.wait().unwrap().success());
    }

    #[test]
    fn frames_are_sent_to_a_serial_port_unchanged() {
        let port = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&port).unwrap();
        unlockpt(&port).unwrap();
        let name = ptsname(&port, Vec::new()).unwrap().into_string().unwrap();
        // The port remains open until its data has been read.
        let keep = File::open(&name).unwrap();
        let mut port = File::from(port);
        let mut child = start(&["-o", &name, "--baud", "115200"]);
        let row = r#"{"message":"cfg_rate","payload.meas_rate":2570,"payload.nav_rate":1,"payload.time_ref":0}"#;
        child.stdin.take().unwrap().write_all(row.as_bytes()).unwrap();
        let mut frame = [0; 14];
        port.read_exact(&mut frame).unwrap();
        // Line feeds are not translated.
        assert_eq!(hex::encode(&frame[..12]), "b562060806000a0a01000000");
        assert!(child.wait().unwrap().success());
        drop(keep);
    }

    #[test]
    fn unusable_outputs_are_reported() {
        let fails = |args: &[&str], expected: &str| {
            let out = start(args).wait_with_output().unwrap();
            let message = String::from_utf8(out.stderr).unwrap();
            assert_eq!(out.status.code(), Some(2), "{message}");
            assert!(message.contains(expected), "{message}");
        };
        fails(&["-o", "tcp://127.0.0.1"], "invalid address: expected HOST:PORT");
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        fails(&["-o", &format!("tcp://{closed}")], "refused");
        fails(&["-o", "/dev/null", "--baud", "9600"], "not a serial port");
        fails(&["-o", "tcp://127.0.0.1:1", "--baud", "9600"], "require a serial port");
        fails(&["--baud", "9600"], "--output");
    }

    #[test]
    fn a_closed_connection_is_an_error() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut child = start(&["-o", &format!("tcp://{}", listener.local_addr().unwrap())]);
        drop(listener.accept().unwrap());
        let mut rows = child.stdin.take().unwrap();
        while rows.write_all(ROW).is_ok() {}
        drop(rows);
        let out = child.wait_with_output().unwrap();
        let message = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{message}");
        assert!(message.contains("connection closed by the other side"), "{message}");
    }
}
