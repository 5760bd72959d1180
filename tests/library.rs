//! The public interface of the library.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::decode::{Account, DecodeOptions, Decoder, Input, Observer, Reject, RowKind};
use bytescope::edit::PatchOptions;
use bytescope::generate::{Generator, Mutator};
use bytescope::inspect::{FaultKind, Limits};
use bytescope::ksy::{Schema, SchemaSearch};
use bytescope::table::{Cell, TableKind};
use bytescope::{AnyFormat, DecodeError, Document, DocumentError, Excerpt, Formats};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path)
}

fn schema(text: &str) -> AnyFormat {
    let schema = Schema::parse("own.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    schema.unwrap_or_else(|report| panic!("{report}")).into()
}

/// Schema of a user's frames: sync pattern, message type, body by message type, checksum.
const FRAMES: &str = "
meta: {id: own, endian: le, -frame: {max-size: 32}}
seq:
  - {id: sync, contents: [0xaa, 0x55]}
  - {id: kind, type: u1}
  - id: body
    type: {switch-on: kind, cases: {1: level, 2: text}}
  - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: kind, to: body}}
types:
  level: {seq: [{id: x, type: f8}]}
  text: {seq: [{id: x, type: str, size: 3, encoding: ASCII}]}
";

fn frame(kind: u8, body: &[u8]) -> Vec<u8> {
    let sum = body.iter().fold(kind, |sum, byte| sum ^ byte);
    [&[0xaa, 0x55, kind], body, &[sum]].concat()
}

/// Decodes the input. Returns the table and the account.
fn table(decoder: Decoder, input: Input, kind: TableKind) -> (String, Account) {
    let run = decoder.open(input).unwrap();
    let (out, account) = run.write(kind, Vec::new(), &mut ()).unwrap();
    (String::from_utf8(out).unwrap(), account)
}

#[test]
fn documents_are_opened_selected_and_checked() {
    let doc = Document::open(sample("png/rgba.png")).unwrap();
    assert_eq!((doc.format().name(), doc.is_valid()), ("png", true));
    let types = doc.select(&"chunks[].type".parse().unwrap());
    let types: Vec<_> = types.iter().map(|(_, node)| doc.bytes_of(node)).collect();
    assert_eq!(types, [b"IHDR", b"tEXt", b"IDAT", b"IEND"]);
    let (path, _) = doc.at(0x14).unwrap();
    assert_eq!(path, "chunks[0].data.height");
    assert_eq!(doc.find("IDAT", 10)[0].0, "chunks[2].type");
    assert!(doc.at(doc.bytes().len() as u64).is_none());

    let doc = Document::open(sample("png/bad-crc.png")).unwrap();
    let (path, fault) = doc.faults(10).remove(0);
    assert_eq!(
        (path.as_str(), fault.offset, fault.kind),
        ("chunks[0].crc", 0x1d, FaultKind::Mismatch)
    );
    assert_eq!(fault.expected.unwrap().as_int(), Some(0x3a7e_9b55));

    let unknown = Document::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    assert!(matches!(unknown, Err(DocumentError::UnknownFormat)));
    let missing = Document::open("no-such-file");
    assert!(matches!(missing, Err(DocumentError::Open(_))));
}

/// Rows of tables are found by offset and by value, and have faults.
#[test]
fn rows_of_tables_are_nodes() {
    let bytes = fs::read(sample("sensor/readings.bin")).unwrap();
    let doc = Document::from_bytes(bytes, AnyFormat::named("sensor").unwrap());
    let (path, node) = doc.at(16).unwrap();
    assert_eq!((path.as_str(), node.as_int()), ("records[1].timestamp", Some(1_700_000_060)));
    assert_eq!(doc.find("1700000120", 10)[0].0, "records[2].timestamp");

    let mut bytes = fs::read(sample("sensor_xor/readings.bin")).unwrap();
    bytes[20] ^= 1;
    let doc = Document::from_bytes(bytes, AnyFormat::named("sensor_xor").unwrap());
    assert_eq!(doc.faults(10)[0].0, "records[1].checksum");
}

#[test]
fn frames_of_a_built_in_format_become_rows() {
    let bytes = fs::read(sample("sensor_frame/bad-noise.bin")).unwrap();
    let format = || AnyFormat::named("sensor_frame").unwrap();
    let decoder = Decoder::new([format()]).columns(["offset", "temperature"]);
    assert_eq!(decoder.row_kind(), RowKind::Frames);
    let mut batches =
        decoder.open(Input::memory("noise", bytes.clone())).unwrap().batches().unwrap();
    assert_eq!(batches.schema().names().collect::<Vec<_>>(), ["offset", "temperature"]);
    let rows: usize = batches.by_ref().map(|batch| batch.unwrap().rows()).sum();
    let account = batches.finish().unwrap();
    assert!(rows > 0);
    assert_eq!(account.rows, rows as u64);
    // Every byte is accounted for, in files and in pipes.
    let frames = account.frames.unwrap();
    assert_eq!(frames.tally.bytes(), bytes.len() as u64);
    let run =
        Decoder::new([format()]).open(Input::file(sample("sensor_frame/bad-noise.bin")).unwrap());
    assert_eq!(run.unwrap().count(&mut ()).unwrap().frames.unwrap().tally, frames.tally);
}

#[test]
fn frames_of_a_user_schema_become_rows() {
    let capture = [
        &b"noise"[..],
        &frame(1, &0.5_f64.to_le_bytes()),
        &[0xaa, 0x55, 9, 8],
        &frame(2, b"abc"),
        &frame(1, &f64::NEG_INFINITY.to_le_bytes()),
    ]
    .concat();
    let input = || Input::memory("capture", capture.clone());
    let (rows, account) = table(Decoder::new([schema(FRAMES)]), input(), TableKind::Ndjson);
    let expected = "{\"offset\":5,\"protocol\":\"own\",\"message\":\"1\",\"kind\":1,\"body.x\":0.5,\"sum\":222}\n\
         {\"offset\":21,\"protocol\":\"own\",\"message\":\"2\",\"kind\":2,\"body.x\":\"abc\",\"sum\":98}\n\
         {\"offset\":28,\"protocol\":\"own\",\"message\":\"1\",\"kind\":1,\"body.x\":\"-Infinity\",\"sum\":14}\n";
    assert_eq!(rows, expected);
    let frames = account.frames.unwrap();
    let counts: Vec<_> = frames.messages.iter().map(|m| (m.message.as_deref(), m.frames)).collect();
    assert_eq!(counts, [(Some("1"), 2), (Some("2"), 1)]);

    #[derive(Default)]
    struct RejectList(Vec<Reject>);
    impl Observer for RejectList {
        fn needs_rejects(&self) -> bool {
            true
        }
        fn reject(&mut self, reject: &Reject) -> io::Result<()> {
            self.0.push(reject.clone());
            Ok(())
        }
    }
    let mut rejects = RejectList::default();
    Decoder::new([schema(FRAMES)]).open(input()).unwrap().count(&mut rejects).unwrap();
    let reasons: Vec<_> = rejects.0.iter().map(|reject| (reject.offset, reject.reason)).collect();
    assert_eq!(reasons, [(0, "skipped"), (17, "checksum"), (18, "skipped")], "{:?}", rejects.0);
}

#[test]
fn rows_are_split_by_a_column() {
    let capture = [frame(1, &[0; 8]), frame(2, b"abc"), frame(1, &[0; 8])].concat();
    let run = Decoder::new([schema(FRAMES)]).open(Input::memory("capture", capture)).unwrap();
    let by = run.split_column("message").unwrap();
    let mut names = Vec::new();
    let open = |name: &str| {
        names.push(name.to_owned());
        Ok(Vec::new())
    };
    let (files, account) = run.split(&by, TableKind::Csv, open, &mut ()).unwrap();
    assert_eq!((names.as_slice(), account.rows), (&["1".to_owned(), "2".to_owned()][..], 3));
    let lines = files.iter().map(|file| file.iter().filter(|byte| **byte == b'\n').count());
    assert_eq!(lines.collect::<Vec<_>>(), [3, 2]);
}

#[test]
fn records_and_items_become_rows() {
    let input = || Input::file(sample("pydb/table.pydb")).unwrap();
    let decoder = Decoder::new([]).columns(["value"]).limit(2);
    let (rows, account) = table(decoder, input(), TableKind::Csv);
    assert_eq!((rows.as_str(), account.rows), ("value\n0.0\n1.25\n", 2));

    let list = "
meta: {id: list, endian: be}
seq: [{id: header, size: 16}, {id: rows, type: row, repeat: eos}]
types: {row: {seq: [{id: id, type: u4}, {id: value, type: f4}]}}
";
    let (rows, _) = table(Decoder::new([schema(list)]).limit(2), input(), TableKind::Csv);
    assert_eq!(rows, "id,value\n100,0.0\n101,1.25\n");

    let error = Decoder::new([]).columns(["vlue"]).open(input()).err().unwrap();
    assert!(matches!(error, DecodeError::Columns(_)), "{error}");
    assert!(error.to_string().contains("did you mean 'value'?"), "{error}");
    let error = Decoder::new([]).open(Input::memory("text", b"text".to_vec())).err().unwrap();
    assert!(error.is_invalid_data(), "{error}");
}

/// If the reader fails, the account contains the error, and rows decoded before it are complete.
#[test]
fn read_errors_are_in_the_account() {
    struct Failing(Vec<u8>);
    impl io::Read for Failing {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::other("unplugged"));
            }
            let count = to.len().min(self.0.len());
            to[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }
    let input = Input::reader("line", Failing([frame(2, b"abc"), frame(2, b"def")].concat()));
    let (rows, account) = table(Decoder::new([schema(FRAMES)]), input, TableKind::Csv);
    assert_eq!(rows.lines().count(), 3);
    assert_eq!(account.error.unwrap().to_string(), "unplugged");
}

#[test]
fn files_are_edited_and_encoded() {
    let doc = Document::open(sample("png/rgba.png")).unwrap();
    let change = "chunks[1].data.keyword=Author".parse().unwrap();
    let refused = doc.set(&[change], PatchOptions::default()).unwrap_err();
    assert!(refused.to_string().starts_with("chunks[1].data.keyword: "), "{refused}");
    let change = "chunks[0].data.color_type=TRUECOLOR_ALPHA".parse().unwrap();
    assert_eq!(doc.set(&[change], PatchOptions::default()).unwrap(), doc.bytes());

    let doc = Document::open(sample("pydb/table.pydb")).unwrap();
    let json = serde_json::to_value(doc.json()).unwrap();
    let made = doc.format().encode(&json, Default::default()).unwrap();
    assert_eq!(made, doc.bytes());
    assert!(schema(FRAMES).encode(&json, Default::default()).is_err());
}

#[test]
fn samples_and_mutants_are_generated() {
    for format in [AnyFormat::named("pydb").unwrap(), schema(FRAMES)] {
        let generator = Generator::new(&format, 7, None);
        let sample = generator.sample(0).unwrap();
        assert_eq!(format.check(&sample, Limits::default(), 1), []);
        let mutator = Mutator::new(&format);
        let mutant = mutator.mutant(&sample, 0, &mut generator.random(0)).unwrap();
        assert_ne!(format.check(&mutant.bytes, Limits::default(), 1), []);
    }
}

/// Schemas in a folder are found by name, and by constants at fixed offsets.
#[test]
fn schemas_in_folders_are_found() {
    let folder = std::env::temp_dir().join(format!("bytescope-{}-found", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let text = "
meta: {id: late, endian: le}
seq: [{id: size, type: u4}, {id: magic, contents: LATE}, {id: rest, size-eos: true}]
";
    fs::write(folder.join("late.ksy"), text).unwrap();
    fs::write(folder.join("invalid.ksy"), "meta: {").unwrap();
    let formats =
        Formats::new(SchemaSearch { folders: vec![folder.clone()], ..SchemaSearch::default() });
    let found = formats.detect(b"\x01\0\0\0LATE...").map(|format| format.name().to_owned());
    let other = formats.detect(b"\x01\0\0\0LATF...").map(|format| format.name().to_owned());
    let named = formats.named("late").map(|format| format.name().to_owned());
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!((found.as_deref(), other), (Some("late"), None));
    assert_eq!(named.unwrap(), "late");
    assert!(formats.named("bmo").unwrap_err().to_string().contains("did you mean 'bmp'?"));

    let excerpt = Excerpt::memory("late", b"\x01\0\0\0LATE...".to_vec());
    let doc = Document::detect(excerpt, &formats, Default::default()).unwrap();
    assert_eq!(doc.find("LATE", 1), []);
    assert_eq!(doc.bytes_of(doc.tree().child("magic").unwrap()), b"LATE");
}

#[test]
fn columns_contain_values_of_several_types() {
    let wide = "
meta: {id: wide, endian: le}
seq: [{id: items, type: item, repeat: eos}]
types:
  item:
    seq:
      - {id: kind, type: u1}
      - id: body
        type: {switch-on: kind, cases: {1: big, 2: small}}
  big: {seq: [{id: v, type: u8}]}
  small: {seq: [{id: v, type: s4}]}
";
    let data = [&[1][..], &u64::MAX.to_le_bytes(), &[2], &(-5_i32).to_le_bytes()].concat();
    let input = || Input::memory("wide", data.clone());
    let decoder = || Decoder::new([schema(wide)]).each("items");
    let (rows, _) = table(decoder(), input(), TableKind::Ndjson);
    assert_eq!(rows, "{\"kind\":1,\"body.v\":18446744073709551615}\n{\"kind\":2,\"body.v\":-5}\n");
    let (rows, _) = table(decoder(), input(), TableKind::Csv);
    assert_eq!(rows, "kind,body.v\n1,18446744073709551615\n2,-5\n");

    let mixed = "
meta: {id: it, endian: le}
seq: [{id: items, type: item, repeat: eos}]
types:
  item:
    seq:
      - {id: kind, type: u1}
      - id: body
        type: {switch-on: kind, cases: {1: flt, 2: txt}}
  flt: {seq: [{id: x, type: f8}, {id: z, type: f4}]}
  txt: {seq: [{id: x, type: str, size: 3, encoding: ASCII}, {id: z, type: str, size: 3, encoding: ASCII}]}
";
    let data = [
        &[1][..],
        &1e300_f64.to_le_bytes(),
        &0.1_f32.to_le_bytes(),
        &[2],
        b"abcdef",
        &[1],
        &f64::INFINITY.to_le_bytes(),
        &f32::NAN.to_le_bytes(),
    ]
    .concat();
    let decoder = Decoder::new([schema(mixed)]).each("items");
    let (rows, _) = table(decoder, Input::memory("it", data), TableKind::Csv);
    assert_eq!(rows, "kind,body.x,body.z\n1,1e+300,0.1\n2,abc,def\n1,Infinity,NaN\n");
}

#[test]
fn floats_in_text_columns_are_printed_like_those_in_float_columns() {
    let capture = [frame(1, &1e300_f64.to_le_bytes()), frame(2, b"abc")].concat();
    let run = Decoder::new([schema(FRAMES)]).columns(["body.x"]);
    let mut batches = run.open(Input::memory("itf", capture)).unwrap().batches().unwrap();
    let batch = batches.next().unwrap().unwrap();
    assert_eq!((batch.cell(0, 0), batch.cell(0, 1)), (Cell::Text("1e+300"), Cell::Text("abc")));
}

/// Messages without any selected column are not rows, so `skip` and `limit` do not count them.
#[test]
fn messages_without_selected_columns_are_not_counted() {
    let schema_text = FRAMES.replace("text: {seq: [{id: x", "text: {seq: [{id: t");
    let level = frame(1, &[0; 8]);
    let capture = [&level, &frame(2, b"abc"), &level, &frame(2, b"def"), &frame(2, b"ghi")];
    let capture = capture.map(Vec::as_slice).concat();
    let mut options = DecodeOptions::default();
    options.columns = vec!["body.t".to_owned()];
    for (skip, limit, expected) in [(0, None, 3), (0, Some(1), 1), (1, Some(1), 1), (1, None, 2)] {
        (options.skip, options.limit) = (skip, limit);
        let decoder = || Decoder::new([schema(&schema_text)]).options(options.clone());
        let input = || Input::memory("capture", capture.clone());
        let (text, account) = table(decoder(), input(), TableKind::Csv);
        let all = ["abc", "def", "ghi"];
        let first = usize::try_from(skip).unwrap();
        let lines: Vec<_> = text.lines().skip(1).collect();
        assert_eq!((lines.as_slice(), account.rows), (&all[first..][..expected], expected as u64));
        let counted = decoder().open(input()).unwrap().count(&mut ()).unwrap();
        assert_eq!(counted.rows, expected as u64, "{skip} {limit:?}");
    }
}

/// A schema with the name of a log format is decoded as frames.
#[test]
fn a_user_schema_named_like_a_log_format_is_not_a_log() {
    let text = "
meta: {id: ulog, endian: le, -frame: {max-size: 16}}
seq:
  - {id: sync, contents: [0xaa, 0x55]}
  - {id: v, type: u1}
  - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: v, to: v}}
";
    let data = [0xaa, 0x55, 1, 1, 0xaa, 0x55, 2, 2];
    let run = Decoder::new([schema(text)]).open(Input::memory("u.bin", data)).unwrap();
    assert_eq!(run.count(&mut ()).unwrap().rows, 2);
    let mut options = DecodeOptions::default();
    options.columns = vec!["v".to_owned()];
    let decoder = Decoder::new([schema(text)]).options(options);
    assert_eq!(table(decoder, Input::memory("u.bin", data), TableKind::Csv).0, "v\n1\n2\n");
}

/// Dropping the batches does not wait for a blocked reader. The stop flag ends decoding of live
/// inputs and files.
#[test]
fn decoding_can_be_stopped() {
    struct Silent;
    impl io::Read for Silent {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            loop {
                std::thread::park();
            }
        }
    }
    let format = || schema(FRAMES);
    let run = Decoder::new([format()]).open(Input::reader("silent", Silent)).unwrap();
    let options = DecodeOptions::default();
    let stop = options.stop.clone();
    drop(run.batches().unwrap());
    let run =
        Decoder::new([format()]).options(options).open(Input::reader("silent", Silent)).unwrap();
    let batches = run.batches().unwrap();
    stop.stop();
    assert_eq!(batches.finish().unwrap().rows, 0);

    let mut options = DecodeOptions::default();
    options.stop.stop();
    options.threads = std::num::NonZero::new(1);
    let decoder = Decoder::new([AnyFormat::named("sensor").unwrap()]).options(options);
    let run = decoder.open(Input::file(sample("sensor/readings.bin")).unwrap()).unwrap();
    assert_eq!(run.count(&mut ()).unwrap().rows, 0);
}

/// Input that is read in small parts, and its size.
struct Remote(Vec<u8>);

impl bytescope::frames::ReadAt for Remote {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        let size = to.len().min(1000);
        self.0[..].read_at(&mut to[..size], offset)
    }
}

/// Decodes with options into NDJSON.
fn ndjson(format: &AnyFormat, bytes: &[u8], options: DecodeOptions) -> String {
    let decoder = Decoder::new([format.clone()]).options(options);
    let input = Input::random_access("remote", Remote(bytes.to_vec()), bytes.len() as u64);
    let (rows, account) = table(decoder, input, TableKind::Ndjson);
    assert!(account.error.is_none(), "{account:?}");
    rows
}

#[test]
fn ranges_have_the_rows_of_the_whole_input() {
    let mut stream = Vec::new();
    for number in 0..400_u32 {
        let text = frame(2, &number.to_le_bytes()[..3]);
        let level = frame(1, &f64::from(number).to_le_bytes());
        stream.extend([&level[..], &text, &level[..number as usize % 7]].concat());
    }
    let records = fs::read(sample("sensor/readings.bin")).unwrap().repeat(3000);
    let checked = fs::read(sample("sensor_xor/bad-checksum.bin")).unwrap().repeat(2000);
    let inputs = [
        (schema(FRAMES), stream),
        (AnyFormat::named("sensor").unwrap(), records),
        (AnyFormat::named("sensor_xor").unwrap(), checked),
    ];
    for (format, bytes) in &inputs {
        let options = || {
            let mut options = DecodeOptions::default();
            options.offsets = true;
            options
        };
        let whole = ndjson(format, bytes, options());
        let (first, last) = (whole.lines().next().unwrap(), whole.lines().last().unwrap());
        assert!(
            first.starts_with("{\"offset\":0,") && !last.starts_with("{\"offset\":0,"),
            "{last}"
        );
        for parts in [2, 3, 64] {
            let cut = |part: usize| (bytes.len() * part / parts) as u64;
            let part = |part: usize| {
                let mut options = options();
                options.range = Some(cut(part)..cut(part + 1));
                ndjson(format, bytes, options)
            };
            let rows: String = (0..parts).map(part).collect();
            assert!(rows == whole, "{}: {parts} parts", format.name());
        }
    }
}

#[test]
fn message_types_are_selected() {
    let stream = [frame(1, &[0; 8]), frame(2, b"abc"), frame(2, b"xyz")].concat();
    let format = schema(FRAMES);
    let mut options = DecodeOptions::default();
    options.message = Some("2".to_owned());
    options.columns = vec!["offset".to_owned(), "body.x".to_owned()];
    let expected = "{\"offset\":12,\"body.x\":\"abc\"}\n{\"offset\":19,\"body.x\":\"xyz\"}\n";
    assert_eq!(ndjson(&format, &stream, options.clone()), expected);
    let count = Decoder::new([format.clone()]).options(options.clone());
    let run = count.open(Input::memory("m", stream.clone())).unwrap();
    assert_eq!(run.count(&mut ()).unwrap().rows, 2);
    options.message = Some("3".to_owned());
    let error = Decoder::new([format]).options(options).open(Input::memory("m", stream));
    assert!(error.unwrap_err().to_string().starts_with("unknown message type '3'"));
}

#[test]
fn items_have_offsets() {
    let text = "
meta: {id: own, endian: le}
seq:
  - {id: magic, contents: AB}
  - {id: items, type: item, repeat: eos}
types:
  item: {seq: [{id: offset, type: u1}, {id: y, type: u2}]}
";
    let bytes = b"AB\x01\x02\x00\x03\x04\x00";
    let rows = |columns: &[&str]| {
        let mut options = DecodeOptions::default();
        options.offsets = true;
        options.columns = columns.iter().map(|name| (*name).to_owned()).collect();
        ndjson(&schema(text), bytes, options)
    };
    let expected = "{\"offset\":2,\"offset_2\":1,\"y\":2}\n{\"offset\":5,\"offset_2\":3,\"y\":4}\n";
    assert_eq!(rows(&[]), expected);
    assert_eq!(rows(&["y", "offset"]), "{\"y\":2,\"offset\":2}\n{\"y\":4,\"offset\":5}\n");
    assert_eq!(rows(&["offset"]), "{\"offset\":2}\n{\"offset\":5}\n");
    assert_eq!(rows(&["offset_2"]), "{\"offset_2\":1}\n{\"offset_2\":3}\n");
}
