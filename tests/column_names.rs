//! Fields with the names of the columns before them: both are kept, and the field is numbered.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::decode::{Decoder, Input};
use bytescope::ksy::{Schema, SchemaSearch};
use bytescope::table::TableKind;
use std::process::Command;

/// Frames with a sync pattern, two message types and fields named like the columns.
const SCHEMA: &str = "
meta: {id: names, endian: le, -frame: {max-size: 16}}
seq:
  - {id: sync, contents: [0xaa]}
  - {id: kind, type: u1, enum: kinds, valid: {in-enum: true}}
  - {id: body, size: 2, type: {switch-on: kind, cases: {'kinds::one': one, 'kinds::two': two}}}
  - {id: offset, type: u1}
  - {id: message, type: u1}
  - {id: offset_2, type: u1}
  - {id: protocol, type: u1}
  - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: kind, to: protocol}}
types:
  one: {seq: [{id: x, type: u2}]}
  two: {seq: [{id: y, type: s2}]}
enums: {kinds: {1: one, 2: two}}
";

fn stream() -> Vec<u8> {
    let frame = |kind: u8| {
        let body = [kind, 7, 0, 10, 11, 12, 13];
        let sum = body.iter().fold(0, |sum, byte| sum ^ byte);
        [&[0xaa][..], &body, &[sum]].concat()
    };
    [frame(1), frame(2)].concat()
}

#[test]
fn fields_and_built_in_columns_are_kept() {
    let folder = std::env::temp_dir().join(format!("bytescope-names-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("names.ksy"), SCHEMA).unwrap();
    std::fs::write(folder.join("a"), stream()).unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        command.args(["decode", "-q", "-s", "names.ksy", "a"]).args(args).current_dir(&folder);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let header = "offset,protocol,message,kind,offset_2,message_2,offset_2_2,protocol_2,sum,body,body.x,body.y";
    let csv = run(&[]);
    let (first, rows) = csv.split_once('\n').unwrap();
    let sorted = |line: &str| {
        let mut names: Vec<&str> = line.split(',').collect();
        names.sort_unstable();
        names.join(",")
    };
    assert_eq!(sorted(first), sorted(header));
    assert!(rows.starts_with("0,names,one,one,") && rows.contains("\n9,names,two,two,"), "{rows}");
    let columns = "message_2,offset,offset_2,offset_2_2,protocol_2,message";
    let csv = run(&["--columns", columns]);
    assert_eq!(csv, format!("{columns}\n11,0,10,12,13,one\n11,9,10,12,13,two\n"));
    let json = run(&["--columns", "offset_2,offset", "--to", "ndjson"]);
    assert_eq!(json, "{\"offset_2\":10,\"offset\":0}\n{\"offset_2\":10,\"offset\":9}\n");
    run(&["--split-by", "message_2", "-o", "{}.csv"]);
    assert_eq!(std::fs::read_to_string(folder.join("11.csv")).unwrap().lines().count(), 2);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(feature = "columnar")]
#[test]
fn columnar_files_have_the_same_names() {
    let schema = Schema::parse("names.ksy".as_ref(), SCHEMA.to_owned(), &SchemaSearch::default());
    let decoder = Decoder::new([schema.unwrap().into()]);
    let open = || decoder.open(Input::memory("a", stream())).unwrap();
    let names: Vec<String> = open().schema().names().map(str::to_owned).collect();
    for name in ["offset", "offset_2", "offset_2_2", "message", "message_2", "protocol_2"] {
        assert!(names.iter().any(|own| own == name), "{name}: {names:?}");
    }
    let (bytes, _) = open().write(TableKind::ArrowStream, Vec::new(), &mut ()).unwrap();
    let batch = arrow_ipc::reader::StreamReader::try_new(&*bytes, None).unwrap().next().unwrap();
    let batch = batch.unwrap();
    let own: Vec<_> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(own, names);
    let (bytes, _) = open().write(TableKind::Parquet, Vec::new(), &mut ()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(names.iter().all(|name| text.contains(name)));
}
