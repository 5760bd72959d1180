//! Items read at known offsets give the same rows and faults as those read by the machine.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use super::*;
use crate::{Random, SampleParams, Sampler, SchemaSearch};
use bytescope_table::Cell;

/// Schemas whose items are of known extent.
const KNOWN: &[(&str, &str)] = &[
    ("numbers", "
meta: {id: numbers, endian: le}
seq: [{id: head, type: u2}, {id: items, type: item, repeat: eos}]
types:
  item:
    seq:
      - {id: a, type: u1}
      - {id: b, type: s1}
      - {id: c, type: u2be}
      - {id: d, type: s2}
      - {id: e, type: u4}
      - {id: f, type: s4be}
      - {id: g, type: u8}
      - {id: h, type: s8}
      - {id: i, type: f4}
      - {id: j, type: f8be}
      - {id: k, size: 3}
      - {id: none, size: 0}
"),
    ("bits", "
meta: {id: bits, endian: be, bit-endian: be}
seq: [{id: items, type: item, repeat: eos}]
enums: {mode: {0: off, 1: 'on', 5: auto}}
types:
  item:
    seq:
      - {id: a, type: b1}
      - {id: b, type: b3, enum: mode}
      - {id: c, type: b12}
      - {id: d, type: b7, -signed: twos-complement}
      - {id: e, type: b1}
      - {id: f, type: b33}
      - {id: low, type: low}
      - {id: g, type: b1, enum: mode}
      - {id: h, type: b4, -signed: sign-magnitude, repeat: expr, repeat-expr: 5}
      - {id: i, type: u1}
  low:
    meta: {bit-endian: le}
    seq: [{id: a, type: b5}, {id: b, type: b10}, {id: c, type: b3le}]
"),
    ("log", "
meta: {id: log, endian: le, bit-endian: le}
seq: [{id: recs, type: rec, repeat: eos}]
types:
  rec:
    seq:
      - {id: time, type: u4}
      - {id: kind, type: u1, enum: kinds}
      - {id: ready, type: b1}
      - {id: mode, type: b3}
      - {type: b4}
      - {id: level, type: b10}
      - {type: b6}
      - {id: raw, type: s2}
      - {id: ch, type: chan, repeat: expr, repeat-expr: 3}
      - {id: u, size: 8, type: {switch-on: kind, cases: {'kinds::power': power, 'kinds::pos': pos}}}
      - {id: flags, type: u1}
      - {size: 3}
    instances:
      celsius: {value: raw * 0.01 - 40}
      sum: {value: raw + time * 2}
      high: {value: level > 500 and ready}
      next: {value: level % 3, enum: kinds}
      ratio: {value: 'level / (mode - 1)'}
      far: {value: 'kind == kinds::pos ? raw : -time'}
  chan:
    seq: [{id: raw, type: s2}, {id: gain, type: u1}, {size: 1}, {id: count, type: u2}]
  power:
    seq: [{id: volt, type: s2}, {id: amp, type: s2}]
    instances: {watt: {value: volt * amp * 0.5}}
  pos: {seq: [{id: x, type: f4}, {id: y, type: f4}]}
enums: {kinds: {0: power, 1: pos, 2: raw}}
"),
    ("rules", "
meta: {id: rules, endian: le, encoding: UTF-8}
seq: [{id: items, type: item, repeat: eos}]
types:
  item:
    seq: [{id: body, size: 24, type: body}, {id: after, type: u1}]
  body:
    seq:
      - {id: magic, contents: [1]}
      - {id: one, type: u1, valid: 1}
      - {id: few, type: u1, valid: {any-of: [0, 1, 3]}}
      - {id: low, type: s1, valid: {max: 100}}
      - {id: odd, type: u1, valid: {expr: _ % 2 == 0 or _ < 100}}
      - {id: more, type: u1, valid: {min: low}}
      - {id: near, type: f4, valid: {min: -1e30, max: 1e30}}
      - {id: kind, type: u1, enum: kinds, valid: {in-enum: true}}
      - {id: soft, type: u1, -check: {max: 200}}
      - {id: name, type: str, size: 4, pad-right: 0x20, terminator: 0}
      - {id: word, type: str, size: 1, encoding: ASCII, valid: {any-of: ['\"a\"', '\"b\"', '\"\\u0000\"']}}
      - {id: raw, size: 2, pad-right: 0xff}
      - {id: pairs, type: pair, repeat: expr, repeat-expr: 2}
  pair: {seq: [{id: x, type: u1, valid: {max: 250}}, {id: s, type: str, size: 1, encoding: ASCII}]}
enums: {kinds: {0: a, 1: b, 7: c}}
"),
    ("guards", "
meta: {id: guards, endian: be, encoding: ASCII}
seq: [{id: count, type: u1}, {id: items, type: item, repeat: expr, repeat-expr: count * 3}]
types:
  item:
    seq:
      - {id: kind, type: u1}
      - {id: v, type: {switch-on: kind, cases: {1: u2, 2: s2, 3: two, _: f2}}}
      - {id: w, size: 3, type: {switch-on: kind & 3, cases: {0: maybe, 1: two, 2: more}}}
      - {id: number, type: str, size: 3, -number: integer}
      - {id: inner, type: inner}
  one: {seq: [{id: n, type: u1}]}
  two: {seq: [{id: a, type: u1}, {id: b, type: s1}]}
  f2: {seq: [{id: a, size: 2}]}
  maybe: {seq: [{id: flag, type: b1}, {id: x, type: u2, if: flag and _parent.kind != 4}]}
  more: {seq: [{id: div, type: u1}, {id: z, type: u1, if: 10 / div > 2}]}
  inner:
    seq:
      - {id: sub, size: 4, type: sub}
      - {id: rows, type: row, repeat: expr, repeat-expr: 2}
  sub: {seq: [{id: t, type: u1}, {id: s, type: str, size: 1, -number: integer, if: t < 60 or _parent._parent.kind == 1}]}
  row:
    seq:
      - {id: t, type: u1}
      - {id: y, size: 2, type: {switch-on: t, cases: {0: two, 1: one}}}
      - {id: bits, type: b1, repeat: expr, repeat-expr: 8}
      - {id: many, type: u1, repeat: expr, repeat-expr: 3}
      - {id: opt, size: 2, type: opt}
  opt: {seq: [{id: q, type: u1}, {id: e, type: u1, if: q == 0}]}
"),
    ("values", "
meta: {id: values, endian: le}
seq: [{id: items, type: s2, repeat: eos, valid: {min: -32000}}]
"),
    ("cases", "
meta: {id: cases, endian: le}
seq: [{id: items, type: item, repeat: eos}]
types:
  item: {seq: [{id: v, type: u1, valid: {any-of: [0, 1, 2]}}, {id: s, size: 6, type: sized}]}
  sized: {seq: [{id: a, type: u1}, {id: b, type: half, size: 2}, {id: c, type: u1}]}
  half: {seq: [{id: h, type: u1, valid: {max: 200}}]}
"),
];

/// Schemas whose items the machine reads.
const OTHER: &[&str] = &[
    "seq: [{id: items, type: item, repeat: eos}]
types: {item: {seq: [{id: k, type: u1}, {id: x, type: u2, if: k == 0}]}}",
    "seq: [{id: items, type: item, repeat: eos}]
types: {item: {seq: [{id: k, type: u1}, {id: x, size: k}]}}",
    "seq: [{id: items, type: item, repeat: eos}]
types: {item: {seq: [{id: k, type: u1}, {id: x, type: {switch-on: k, cases: {1: u1, 2: u1}}}]}}",
    "seq: [{id: items, type: item, repeat: eos}]
types: {item: {seq: [{id: k, type: u1}, {id: x, size: 2, type: inner}]}, inner: {seq: [{id: a, type: u4}]}}",
    "seq: [{id: items, type: item, repeat: until, repeat-until: _.k == 0}]
types: {item: {seq: [{id: k, type: u1}]}}",
    "seq: [{id: items, type: item, repeat: eos}]
instances: {first: {value: 'items[0].k'}}
types: {item: {seq: [{id: k, type: u1, valid: {max: 250}}]}}",
    "seq: [{id: items, type: item, repeat: eos}]
types: {item: {seq: [{id: k, type: u1}, {id: s, type: u1, -checksum: {algorithm: xor-8, from: k, to: k}}]}}",
];

/// Rows as text, the faults of items, and the fault that ended reading.
type Table = (Vec<String>, Vec<String>, Option<String>);

struct Reader {
    rows: Vec<String>,
    faults: Vec<String>,
    batch: Batch,
    /// Number of items that were read at known offsets.
    flat: u64,
}

impl Reader {
    fn take(&mut self, mut row: Row<'_, '_>) -> ControlFlow<()> {
        match row.fault() {
            Some((path, fault)) => self.faults.push(format!("{path} {fault:?}")),
            None => row.add_to(&mut self.batch),
        }
        ControlFlow::Continue(())
    }
}

fn read(rows: &SchemaRows, data: &[u8], block: u64, known: bool) -> (Table, u64) {
    let batch = Batch::new(rows.columns());
    let mut reader = Reader { rows: Vec::new(), faults: Vec::new(), batch, flat: 0 };
    let fault = if known {
        rows.read_items(data, Limits::default(), &mut |list| match list {
            ListRows::Row(row) => reader.take(row),
            ListRows::Items(mut items) => {
                let columns = items.columns().clone();
                let size = columns.item_size() as u64;
                let bytes = |first: u64, count: u64| {
                    let start = items.offset() + first * size;
                    &data[start as usize..(start + count * size) as usize]
                };
                let all = bytes(0, items.count());
                let mut first = 0;
                while first < items.count() {
                    let count = block.min(items.count() - first);
                    let size = size as usize;
                    let part = &all[first as usize * size..][..count as usize * size];
                    if columns.are_valid(part) {
                        columns.fill(part, &mut reader.batch);
                        reader.flat += count;
                        first += count;
                        items.pass(first);
                    } else {
                        items.row(first, &mut |row| reader.take(row))?;
                        first += 1;
                    }
                }
                ControlFlow::Continue(())
            }
        })
    } else {
        rows.read(data, Limits::default(), &mut |row| reader.take(row))
    };
    let columns = reader.batch.columns().len();
    for row in 0..reader.batch.rows() {
        let cell = |column| match reader.batch.cell(column, row) {
            // NaN is not equal to itself.
            Cell::F32(value) => format!("F32({:x})", value.to_bits()),
            Cell::F64(value) => format!("F64({:x})", value.to_bits()),
            Cell::Nested(value) => value.to_json(),
            cell => format!("{cell:?}"),
        };
        reader.rows.push((0..columns).map(cell).collect::<Vec<_>>().join(" "));
    }
    ((reader.rows, reader.faults, fault.map(|fault| format!("{fault:?}"))), reader.flat)
}

fn schema(text: &str) -> Schema {
    let parsed = Schema::parse("x.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    parsed.unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// Returns data: samples, small random numbers, each damaged and truncated.
fn inputs(schema: &Schema, random: &mut Random) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    for index in 0..6 {
        let params = SampleParams { seed: 7, index, size: 400 };
        all.extend(Sampler::new(schema).generate(params));
        let small = |random: &mut Random| match random.below(3) {
            0 => random.below(256) as u8,
            _ => random.below(4) as u8,
        };
        all.push((0..300 + index * 7).map(|_| small(random)).collect());
    }
    for mut data in all.clone() {
        for _ in 0..4 {
            if !data.is_empty() {
                let at = random.index(data.len());
                data[at] ^= 1 << random.below(8);
            }
            all.push(data.clone());
        }
        data.truncate(random.index(data.len() + 1));
        all.push(data);
    }
    all
}

#[test]
fn known_offsets_and_machine_give_the_same_rows() {
    let mut random = Random::new(1);
    for (name, text) in KNOWN {
        let schema = schema(text);
        for instances in [false, true] {
            let mut flat = 0;
            let all = schema.rows(None, instances).unwrap();
            let names: Vec<String> = all.columns().names().map(str::to_owned).collect();
            let one = schema.rows(None, instances).unwrap();
            let one = one.select(&[names[random.index(names.len())].clone()]).unwrap();
            let mut nested = schema.rows(None, instances).unwrap();
            nested.nest();
            for data in inputs(&schema, &mut random) {
                for rows in [&all, &one, &nested] {
                    let (slow, _) = read(rows, &data, 1, false);
                    for block in [1, 5] {
                        let (fast, count) = read(rows, &data, block, true);
                        assert_eq!(fast, slow, "{name} {}", hex::encode(&data));
                        flat += count;
                    }
                }
            }
            assert!(flat > 500, "{name}: {flat} items at known offsets");
        }
    }
}

#[test]
fn items_of_unknown_extent_are_read_by_the_machine() {
    let mut random = Random::new(2);
    for text in OTHER {
        let schema = schema(&format!("meta: {{id: other, endian: le}}\n{text}"));
        let rows = schema.rows(None, true).unwrap();
        for data in inputs(&schema, &mut random) {
            let (fast, flat) = read(&rows, &data, 3, true);
            assert_eq!((fast, flat), (read(&rows, &data, 1, false).0, 0), "{text}");
        }
    }
}
