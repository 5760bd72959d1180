//! Nested content: `--deep`, paths through it, `check --deep` and `get`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::nested::{NestedOptions, NestedPath};
use bytescope::{AnyFormat, Document, DocumentOptions, Excerpt, Formats};
use bytescope_properties::samples;
use serde_json::Value as Json;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::Command;

fn run(args: &[&str]) -> (i32, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    let output = command.args(args).current_dir(samples::root()).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), output.stdout, errors)
}

fn text(args: &[&str]) -> (i32, String, String) {
    let (code, out, errors) = run(args);
    (code, String::from_utf8(out).unwrap(), errors)
}

fn sample(path: &str) -> Vec<u8> {
    fs::read(samples::root().join(path)).unwrap()
}

/// Folder that is removed at the end of a test.
struct TestFolder(PathBuf);

impl TestFolder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("bytescope-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for TestFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const TAR_GZ: &str = "samples/gzip/nested.tar.gz";
const ZIP: &str = "samples/zip/nested.zip";

#[test]
fn nested_content_is_shown_below_its_field() {
    let (code, out, errors) = text(&[TAR_GZ, "--deep"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    let data = out.find(" data ").unwrap();
    let tar = out.find("→ tar archive, 1 member, 10,240 bytes  — from deflate").unwrap();
    let png = out.find("→ PNG image, 4×4").unwrap();
    let crc = out.find("crc32 ").unwrap();
    assert!(data < tar && tar < png && png < crc, "{out}");
    // Offsets in decoded bytes.
    assert!(out.contains("\n    +200  ") || out.contains("\n      +0  "), "{out}");

    // Stored content has offsets in the file.
    let (_, out, _) = text(&[ZIP, "--path", "entries[1].data/members[0].header.id"]);
    let data = sample(ZIP);
    let start = data.windows(3).position(|bytes| bytes == b"\x1f\x8b\x08").unwrap();
    assert!(out.starts_with(&format!("{start:08x}  1f 8b")), "{out}");
}

#[test]
fn json_contains_nested_content() {
    let (code, out, _) = text(&["--json", TAR_GZ, "--deep"]);
    assert_eq!(code, 0);
    let json: Json = serde_json::from_str(&out).unwrap();
    let tar = &json["members"][0]["data"]["$nested"];
    assert_eq!((&tar["$format"], &tar["$coding"]), (&"tar".into(), &"deflate".into()));
    let png = &tar["entries"][0]["data"]["$nested"];
    assert_eq!(png["$format"], "png");
    assert_eq!(png["chunks"][0]["type"], "IHDR");

    let (_, out, _) = text(&["--json=full", ZIP, "--deep", "--path", "entries"]);
    let json: Json = serde_json::from_str(&out).unwrap();
    let fields = json["fields"][0]["fields"].as_array().unwrap();
    let data = fields.iter().find(|field| field["path"] == "entries[0].data").unwrap();
    assert_eq!(data["nested"]["format"], "png");
}

#[test]
fn paths_continue_in_nested_content() {
    let path = "members[0].data/entries[0].data/chunks[type=IHDR].data.width";
    let (code, out, errors) = text(&[TAR_GZ, "--path", path]);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert!(out.contains("width  4 px"), "{out}");
    let (code, _, errors) = text(&[TAR_GZ, "--path", "members[0].data/entries[0].nothing"]);
    assert_eq!(code, 2);
    assert!(errors.contains("unknown field 'entries[0].nothing' in 'members[0].data'"), "{errors}");
    let (code, _, errors) = text(&[TAR_GZ, "--path", "members[0].crc32/entries"]);
    assert_eq!(code, 2);
    assert!(errors.contains("no nested content of a known format in 'members[0].crc32'"));
    let (code, out, _) = text(&[TAR_GZ, "--path", "members[0].data/"]);
    assert!(code == 0 && out.contains("end_of_archive"), "{out}");
}

#[test]
fn nested_content_is_checked() {
    let folder = TestFolder::new("nested-check");
    let mut png = sample("samples/png/rgba.png");
    png[0x1d] ^= 1;
    let mut archive = sample("samples/tar/v7.tar");
    archive.truncate(512);
    // Only the data of the member is damaged.
    let size = format!("{:011o}\0", png.len());
    archive[124..136].copy_from_slice(size.as_bytes());
    archive[148..156].fill(b' ');
    let sum: u32 = archive.iter().map(|byte| u32::from(*byte)).sum();
    archive[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    archive.extend_from_slice(&png);
    archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
    let file = folder.file("damaged.tar", &archive);
    assert_eq!(run(&["check", &file]).0, 0);
    let (code, out, _) = text(&["check", "--deep", &file]);
    assert_eq!(code, 1);
    assert!(out.contains("entries[0].data/chunks[0].crc at 0x21d: CRC-32 mismatch"), "{out}");
    let (code, out, _) = text(&["check", "--deep", "--json", &file]);
    let json: Json = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["faults"][0]["path"]), (1, &"entries[0].data/chunks[0].crc".into()));

    let (code, out, _) = text(&["check", "--deep", TAR_GZ]);
    assert!(code == 0 && out.contains("ok (gzip, 2 nested)"), "{out}");
}

#[test]
fn a_limit_on_decompressed_data_is_reported() {
    let args = ["check", "--deep", "--max-inflate", "2000", TAR_GZ];
    let (code, out, _) = text(&args);
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("limit reached: more than 2,000 decompressed bytes"), "{out}");
    let (code, out, errors) =
        run(&["get", TAR_GZ, "members[0].data", "--inflate", "--max-inflate", "9"]);
    assert_eq!((code, out.len()), (3, 9));
    assert!(errors.contains("--max-inflate"), "{errors}");
}

#[test]
fn bytes_of_fields_are_written() {
    let png = sample("samples/png/rgba.png");
    assert_eq!(run(&["get", TAR_GZ, "members[0].data/entries[0].data"]).1, png);
    assert_eq!(run(&["get", ZIP, "entries[0].data", "--inflate"]).1, png);
    assert_eq!(run(&["get", ZIP, "entries[0].data/"]).1, png);
    assert_eq!(run(&["get", ZIP, "entries[1].data"]).1, sample("samples/gzip/plain.gz"));
    let types = run(&["get", "samples/png/rgba.png", "chunks[].type"]).1;
    assert_eq!(types, b"IHDRtEXtIDATIEND");
    let tail = run(&["get", "samples/png/rgba.png", "chunks[0].type", "--length", "30"]).1;
    assert_eq!(tail, b"IHDR");

    let (code, out, errors) = run(&["get", "samples/png/rgba.png", "chunks[0].type", "--inflate"]);
    assert!((code, out.len()) == (1, 0) && errors.contains("not DEFLATE, zlib or gzip data"));
    assert_eq!(run(&["get", ZIP, "entries[9].data"]).0, 2);
    assert_eq!(run(&["get", "README.md", "x"]).0, 1);
}

#[test]
fn an_output_does_not_replace_its_input_or_an_old_file_by_incomplete_data() {
    let folder = TestFolder::new("nested-get");
    let file = folder.file("a.zip", &sample(ZIP));
    let (code, _, errors) = run(&["get", &file, "entries[0].data", "-o", &file]);
    assert_eq!(code, 2, "{errors}");
    assert_eq!(fs::read(&file).unwrap(), sample(ZIP));
    let old = folder.file("old", b"old");
    let cut = folder.file("cut.gz", &sample("samples/gzip/bad-deflate.gz"));
    let (code, ..) = run(&["get", &cut, "members[0].data", "--inflate", "-o", &old]);
    assert_ne!(code, 0);
    assert_eq!(fs::read(&old).unwrap(), b"old");
    let args = ["get", &file, "entries[0].data", "--inflate", "-o", &old];
    assert_eq!(run(&args).0, 0);
    assert_eq!(fs::read(&old).unwrap(), sample("samples/png/rgba.png"));
}

/// Returns the captured packets of a capture with a link type.
fn capture(link_type: u32, packets: &[(&[u8], usize)]) -> Vec<u8> {
    let mut file = b"\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\x04\0".to_vec();
    file.extend(link_type.to_le_bytes());
    for (packet, size) in packets {
        file.extend([0; 8]);
        file.extend((packet.len() as u32).to_le_bytes());
        file.extend((*size as u32).to_le_bytes());
        file.extend(*packet);
    }
    file
}

#[test]
fn packets_are_opened_by_link_type() {
    let formats = Formats::default();
    for (link_type, file, format) in [
        (1, "ethernet/tcp.bin", "ethernet"),
        (101, "ip/v6.bin", "ip"),
        (228, "ipv4/tcp.bin", "ipv4"),
        (229, "ipv6/udp.bin", "ipv6"),
        (113, "linux_sll/tcp.bin", "linux_sll"),
        (276, "linux_sll2/tcp.bin", "linux_sll2"),
    ] {
        let packet = sample(&format!("samples/{file}"));
        let bytes = capture(link_type, &[(&packet, packet.len())]);
        let doc = Document::from_bytes(bytes, AnyFormat::named("pcap").unwrap());
        let mut found = Vec::new();
        let limit = doc.walk_nested(&formats, NestedOptions::default(), &mut |inner| {
            found.push((inner.format().name().to_owned(), inner.is_valid()));
            ControlFlow::Continue(())
        });
        assert_eq!((found, limit), (vec![(format.to_owned(), true)], None), "{link_type}");
    }
}

/// A packet of which only the start was captured is not invalid.
#[test]
fn truncated_packets_of_a_capture_are_valid() {
    let packet = sample("samples/ethernet/tcp.bin");
    for size in 0..packet.len() {
        let bytes = capture(1, &[(&packet[..size], packet.len())]);
        let doc = Document::from_bytes(bytes, AnyFormat::named("pcap").unwrap());
        let found = doc.check_nested(&Formats::default(), NestedOptions::default(), 10);
        assert_eq!(found.faults, [], "{size}");
    }
    let bytes = capture(1, &[(&packet[..70], 70)]);
    let doc = Document::from_bytes(bytes, AnyFormat::named("pcap").unwrap());
    let found = doc.check_nested(&Formats::default(), NestedOptions::default(), 10);
    assert!(!found.faults.is_empty());
}

#[test]
fn user_schemas_declare_and_detect_nested_content() {
    use bytescope::ksy::{Schema, SchemaSearch};
    let schema = |text: &str| {
        let text = text.to_owned();
        AnyFormat::from(Schema::parse("x.ksy".as_ref(), text, &SchemaSearch::default()).unwrap())
    };
    let inner = schema("meta: {id: inner}\nseq: [{id: magic, contents: INNER}, {id: x, size: 20}]");
    let outer = schema(
        "meta: {id: outer}\nseq: [{id: kind, type: u1}, {id: body, size-eos: true, \
         -format: {switch-on: kind, cases: {1: udp, 2: pydt}}}]",
    );
    let formats = Formats::default().with(inner);
    let open = |bytes: &[u8]| {
        let doc = Document::from_bytes(bytes.to_vec(), outer.clone());
        let (path, body) = &doc.select(&"body".parse().unwrap())[0];
        doc.nested(path, body, &formats).map(|inner| inner.format().name().to_owned())
    };
    let datagram = [&[1][..], &sample("samples/udp/question.bin")].concat();
    assert_eq!(open(&datagram).as_deref(), Some("udp"));
    let detected = [&[3][..], b"INNER", &[7; 20]].concat();
    assert_eq!(open(&detected).as_deref(), Some("inner"));
    assert_eq!(open(&[&[3][..], &[7; 40]].concat()), None);
}

/// Archives within archives are opened up to a maximum depth.
#[test]
fn depth_and_size_are_bounded() {
    let mut bytes = sample("samples/png/rgba.png");
    for _ in 0..12 {
        let mut archive = sample("samples/tar/v7.tar");
        archive.truncate(512);
        let size = format!("{:011o}\0", bytes.len());
        archive[124..136].copy_from_slice(size.as_bytes());
        archive[148..156].fill(b' ');
        let sum: u32 = archive.iter().map(|byte| u32::from(*byte)).sum();
        archive[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        archive.extend_from_slice(&bytes);
        archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
        bytes = archive;
    }
    let doc = Document::read(
        Excerpt::memory("deep", bytes),
        AnyFormat::named("tar").unwrap(),
        DocumentOptions::default(),
    );
    let formats = Formats::default();
    let found = doc.check_nested(&formats, NestedOptions::default(), 10);
    assert_eq!(found.num_documents, 8);
    assert!(found.faults.iter().all(|found| found.fault.limit().is_some()));
    let mut options = NestedOptions::default();
    options.max_bytes = Some(10_000);
    let found = doc.check_nested(&formats, options, 10);
    assert!(found.num_documents < 2 && found.faults.len() == 1);
    let path: NestedPath =
        "entries[0].data/entries[0].data/entries[0].header.name".parse().unwrap();
    let mut names = Vec::new();
    doc.visit_path(&path, &formats, &mut |inner, fields| {
        names.extend(fields.iter().map(|(_, node)| node.value.to_string()));
        assert_eq!(inner.location().map(bytescope::nested::NestedLocation::level), Some(2));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(names, ["\"note\""]);
}
