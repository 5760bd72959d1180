//! Items of known extent are decoded a column at a time, on several threads. The output is that of
//! a schema whose items are read one at a time.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use support::Folder;

const SCHEMA: &str = "
meta: {id: log, endian: le, bit-endian: le, encoding: ASCII}
seq: [{id: head, size: 3}, {id: recs, type: rec, repeat: eos}]
types:
  rec:
    seq:
      - {id: time, type: u4}
      - {id: kind, type: u1, enum: kinds}
      - {id: ready, type: b1}
      - {id: mode, type: b7}
      - {id: body, size: 6, type: body}
      - {id: u, size: 4, type: {switch-on: kind, cases: {'kinds::power': power, 'kinds::pos': pos}}}
      - {id: name, type: str, size: 3, pad-right: 0x20}
      - {id: ch, type: pair, repeat: expr, repeat-expr: 2}
    instances: {late: {value: time * 2 - mode}}
  body: {seq: [{id: mark, contents: [7]}, {id: low, type: u1, valid: {max: 200}}, {id: v, type: f4}]}
  power: {seq: [{id: volt, type: s2}, {id: amp, type: s2}]}
  pos: {seq: [{id: x, type: f4}]}
  pair: {seq: [{id: a, type: s2}, {id: b, size: 1}]}
enums: {kinds: {0: power, 1: pos, 2: raw}}
";

/// A list to which an expression refers is read one item at a time.
const REFERRING: &str = "instances: {count: {value: recs.size}}\n";

/// Returns records; every `damaged`-th one is invalid.
fn records(count: u32, damaged: u32) -> Vec<u8> {
    let mut data = b"log".to_vec();
    for n in 0..count {
        let is_damaged = damaged > 0 && n % damaged == damaged - 1;
        data.extend(n.to_le_bytes());
        data.extend([(n % 4) as u8, (n % 251) as u8, if is_damaged && n % 2 == 0 { 8 } else { 7 }]);
        data.push(if is_damaged && n % 2 == 1 { 201 } else { (n % 200) as u8 });
        data.extend((n as f32 / 8.0).to_le_bytes());
        data.extend((n as f32 * 1.5).to_le_bytes());
        data.extend(if is_damaged && n % 3 == 0 { *b"\xffz " } else { *b"ab " });
        data.extend([(n % 256) as u8, (n / 256 % 256) as u8, 1, 255, 255, 2]);
    }
    data
}

/// Returns status, messages and output of the program.
fn decode(folder: &Folder, schema: &str, args: &[&str]) -> (Option<i32>, String, Vec<u8>) {
    let args = [&["decode", "-s", schema], args, &["data.bin"]].concat();
    let output = folder.command(&args).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), err.replace(schema, "SCHEMA"), output.stdout)
}

#[test]
fn rows_do_not_depend_on_how_items_are_read() {
    let folder = Folder::new("items");
    folder.write("known.ksy", SCHEMA);
    folder.write("slow.ksy", format!("{SCHEMA}{REFERRING}"));
    let inputs = [(9000, 0, 0), (9000, 7, 5), (12_000, 2500, 0), (1, 1, 0), (0, 0, 2)];
    for (count, damaged, cut) in inputs {
        let mut data = records(count, damaged);
        data.truncate(data.len() - cut);
        folder.write("data.bin", &data);
        for args in [
            &["--to", "csv"][..],
            &["--to", "ndjson"],
            &["--to", "parquet"],
            &["--to", "arrow"],
            &["--to", "csv", "--columns", "ch,time"],
            &["--to", "csv", "--instances"],
            &["--to", "csv", "--skip", "10", "--limit", "8000"],
            &["--to", "ndjson", "--skip", "8990"],
            &["--to", "csv", "--limit", "0"],
            &["--count"],
        ] {
            let expected = decode(&folder, "slow.ksy", args);
            for threads in ["1", "2", "5"] {
                let args = [args, &["--threads", threads]].concat();
                let found = decode(&folder, "known.ksy", &args);
                assert_eq!(found.1, expected.1, "{count} {damaged} {args:?}");
                assert!(found == expected, "{count} {damaged} {args:?}");
            }
        }
    }
}
