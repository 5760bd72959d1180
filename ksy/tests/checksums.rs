//! Checksums of schemas: ranges, and the order of verification and computation.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_frames::{Event, Finder, Scanner};
use bytescope_inspect::{Limits, Outcome, Verified};
use bytescope_ksy::{Report, SampleParams, Sampler, Schema, SchemaSearch};

fn parse(text: &str) -> Result<Schema, Report> {
    Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())
}

fn schema(text: &str) -> Schema {
    parse(text).unwrap_or_else(|report| panic!("{report}"))
}

fn read(text: &str, data: &[u8]) -> Outcome<()> {
    schema(text).inspect(data, Limits::default(), true)
}

/// Returns the faults with their paths, and the paths of the verified checksums.
fn verdict(text: &str, data: &[u8]) -> (Vec<String>, Vec<String>) {
    let outcome = read(text, data);
    let faults = outcome.tree.recorded_faults();
    let faults = faults.iter().map(|(path, fault)| format!("{path}: {fault}")).collect();
    let mut verified = Vec::new();
    outcome.tree.walk(&mut |path, node| {
        if let Some(Verified::Checksum(_)) = node.extra.as_ref().and_then(|e| e.verified) {
            verified.push(path.to_string());
        }
    });
    (faults, verified)
}

/// Asserts that these checksums are verified, and that a changed byte at each offset is detected.
fn assert_verified(text: &str, data: &[u8], checksums: &[&str], covered: &[usize]) {
    assert_eq!(verdict(text, data), (vec![], checksums.iter().map(|s| (*s).to_owned()).collect()));
    for at in covered {
        let mut changed = data.to_vec();
        changed[*at] ^= 0x10;
        let (faults, _) = verdict(text, &changed);
        assert!(faults.iter().any(|fault| fault.contains("mismatch")), "{at}: {faults:?}");
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: String = hex.split_whitespace().collect();
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

const LAYOUTS: [(&str, &str); 4] = [
    (
        "before",
        "
  - {id: a, size: 2, if: flags & 1 != 0}
  - {id: b, size: 3, if: flags & 2 != 0}
  - {id: c, type: u1, if: flags & 4 != 0}
  - {id: sum, type: u4, -checksum: {algorithm: crc-32, from: a, to: b}}",
    ),
    (
        "first",
        "
  - {id: sum, type: u4, -checksum: {algorithm: crc-32, from: a, to: c}}
  - {id: a, size: 2, if: flags & 1 != 0}
  - {id: b, size: 3, if: flags & 2 != 0}
  - {id: c, type: u1, if: flags & 4 != 0}",
    ),
    (
        "only",
        "
  - {id: sum, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: a, to: a}}
  - {id: a, size: 2, if: flags & 1 != 0}
  - {id: end, type: u1}",
    ),
    (
        "size",
        "
  - {id: size, type: u1}
  - {id: sum, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: a, to: body}}
  - {id: a, size: 2, if: flags & 1 != 0}
  - {id: body, size: size}",
    ),
];

/// Derived types give the same results (`inspect/tests/checksums.rs`).
#[test]
fn ranges_start_and_end_with_present_fields() {
    let cases = include_str!("../../inspect/tests/vectors/checksum_ranges.txt");
    let mut count = 0;
    for case in cases.lines().filter(|line| !line.starts_with('#')) {
        let [layout, data, expected] = case.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{case}")
        };
        let (_, fields) = LAYOUTS.iter().find(|(name, _)| *name == layout).unwrap();
        let text =
            format!("meta: {{id: t, endian: le}}\nseq:\n  - {{id: flags, type: u1}}{fields}\n");
        let found = match verdict(&text, &bytes(data)) {
            (faults, verified) if faults.is_empty() => {
                assert_eq!(verified, ["sum"], "{case}");
                "ok".to_owned()
            }
            (faults, _) => faults.join("; "),
        };
        assert_eq!(found.trim_start_matches("sum: "), expected, "{case}");
        count += 1;
    }
    assert!(count > 30);
}

/// A legacy U-Boot image written by `mkimage` 2023.01: both checksums are stored before the data,
/// one in a header that contains the checksum itself.
const UIMAGE: &str = "
meta: {id: uimage, endian: be, encoding: ASCII}
seq:
  - {id: header, type: header}
  - {id: data, size: header.len_image}
types:
  header:
    seq:
      - {id: magic, contents: [0x27, 0x05, 0x19, 0x56]}
      - {id: header_crc, type: u4, -checksum: {algorithm: crc-32, from: magic, to: name, self: zero}}
      - {id: timestamp, type: u4}
      - {id: len_image, type: u4}
      - {id: load, type: u4}
      - {id: entry, type: u4}
      - {id: data_crc, type: u4, -checksum: {algorithm: crc-32, from: _parent.data, to: _root.data}}
      - {id: kinds, size: 4}
      - {id: name, size: 32}
";

fn uimage() -> Vec<u8> {
    let head = "27051956 ce3116b6 6553f100 0000001d 00000000 00000000 6a9b16ae 05020600";
    let mut data = bytes(head);
    data.extend(b"test image");
    data.resize(64, 0);
    data.extend(bytes("00000015 00000000"));
    data.extend(b"hello from bytescope\n");
    data
}

#[test]
fn images_of_mkimage_are_verified() {
    let covered: Vec<usize> = (4..12).chain(16..93).collect();
    assert_verified(UIMAGE, &uimage(), &["header.header_crc", "header.data_crc"], &covered);
    // By default, a checksum that covers itself covers all fields.
    let short = UIMAGE.replace(", from: magic, to: name, self: zero", ", self: zero");
    assert_verified(&short, &uimage(), &["header.header_crc", "header.data_crc"], &[4, 63]);
    // The same by offsets.
    let offsets = UIMAGE
        .replace("from: magic, to: name", "range: [0, 64]")
        .replace("from: _parent.data, to: _root.data", "range: [64, '64 + len_image']");
    assert_verified(&offsets, &uimage(), &["header.header_crc", "header.data_crc"], &[4, 63, 92]);
}

/// A checksum that precedes its data is not verified if the data is truncated.
#[test]
fn checksums_of_truncated_data_are_not_verified() {
    let data = uimage();
    let (faults, verified) = verdict(UIMAGE, &data[..90]);
    assert_eq!(faults, ["data: unexpected end of data: expected 29 bytes, found 26 bytes"]);
    assert_eq!(verified, ["header.header_crc"]);
    let (_, verified) = verdict(UIMAGE, &data[..60]);
    assert_eq!(verified, [""; 0]);
}

/// The footer of an .xz file starts with the checksum of the fields after it, and its index ends
/// with a checksum. The file was written by `xz` 5.4.
#[test]
fn checksums_before_and_after_their_range_are_verified() {
    let text = "
meta: {id: xz, endian: le}
seq:
  - {id: magic, contents: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]}
  - {id: flags, size: 2}
  - {id: crc, type: u4, -checksum: {algorithm: crc-32, from: flags, to: flags}}
  - {id: blocks, size: '_io.size - 12 - 12 - (footer_size + 1) * 4'}
  - {id: index, size: footer_size * 4}
  - {id: index_crc, type: u4, -checksum: {algorithm: crc-32, from: index, to: index}}
  - {id: footer, type: footer}
instances:
  footer_size: {pos: _io.size - 8, type: u4}
types:
  footer:
    seq:
      - {id: crc, type: u4, -checksum: {algorithm: crc-32, from: backward_size, to: flags}}
      - {id: backward_size, type: u4}
      - {id: flags, size: 2}
      - {id: magic, contents: YZ}
";
    let data = bytes(XZ);
    let end = data.len();
    let covered = [6, 7, 8, end - 20, end - 12, end - 4, end - 3];
    assert_verified(text, &data, &["crc", "index_crc", "footer.crc"], &covered);
}

const XZ: &str = "fd377a585a000004e6d6b4460200210116000000742fe5a3e00011000c5d00341949ee8de94f7e2121b00000 \
    1f01d9c887c143c800012812c96a628e1fb6f37d010000000004595a";

/// The header of a GUID partition table written by `sfdisk` 2.38: a checksum of the header, which
/// has a size field, and of the entries, which are in other sectors.
#[test]
fn partition_tables_of_sfdisk_are_verified() {
    let text = "
meta: {id: gpt, endian: le}
seq:
  - {id: boot, size: 512}
  - {id: header, type: header, size: 512}
  - {id: entries, size: header.num_entries * header.entry_size}
types:
  header:
    seq:
      - {id: magic, contents: EFI PART}
      - {id: revision, type: u4}
      - {id: size, type: u4}
      - {id: crc, type: u4, -checksum: {algorithm: crc-32, range: [0, size], self: zero}}
      - {id: reserved, type: u4}
      - {id: lbas, type: u8, repeat: expr, repeat-expr: 4}
      - {id: guid, size: 16}
      - {id: entries_lba, type: u8}
      - {id: num_entries, type: u4}
      - {id: entry_size, type: u4}
      - id: entries_crc
        type: u4
        -checksum: {algorithm: crc-32, from: _parent.entries, to: _parent.entries}
";
    let mut data = vec![0; 512];
    data.extend(bytes(GPT_HEADER));
    data.resize(1024, 0);
    data.extend(bytes(GPT_ENTRY));
    data.resize(1024 + 128 * 128, 0);
    let covered = [512 + 20, 512 + 50, 512 + 88, 1024, 1100, 17_000];
    assert_verified(text, &data, &["header.crc", "header.entries_crc"], &covered);
}

const GPT_HEADER: &str = "4546492050415254000001005c00000018b00d86000000000100000000000000ff0f00000000000022000000 \
    00000000de0f0000000000001111111122223333444455555555555502000000000000008000000080000000 \
    bb56ad21";
const GPT_ENTRY: &str = "af3dc60f838472478e793d69d8477de48f07f5d254ae4d8c892765ac1a00e820280000000000000027080000 \
    0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 \
    00000000000000000000000000000000000000000000000000000000000000000000000000000000";

/// The checksum of an ext4 superblock written by `mkfs.ext4` 1.47 is CRC-32C without a final XOR.
#[test]
fn custom_crcs_are_verified() {
    let crc = "{width: 32, poly: 0x1edc6f41, init: 0xffffffff, refin: true}";
    let text = format!(
        "
meta: {{id: ext4, endian: le}}
seq:
  - {{id: fields, size: 1020}}
  - {{id: checksum, type: u4, -checksum: {{algorithm: {crc}, from: fields}}}}
"
    );
    let mut data = vec![0; 1024];
    for (at, hex) in EXT4 {
        let part = bytes(hex);
        data[*at..*at + part.len()].copy_from_slice(&part);
    }
    assert_verified(&text, &data, &["checksum"], &[0, 500, 1019, 1023]);
    // CRC-32C of the catalog differs in its final XOR.
    let standard = text.replace(crc, "crc-32c");
    assert_eq!(verdict(&standard, &data).1, [""; 0]);
    let same = text.replace("refin: true", "refin: true, xorout: 0xffffffff");
    let names: Vec<String> =
        [&standard, &same].map(|text| verdict(text, &data).0[0].clone()).to_vec();
    assert_eq!(names[0], names[1]);
    assert!(names[0].contains("CRC-32/ISCSI mismatch"), "{names:?}");
}

/// Parts of the superblock that are not zero.
const EXT4: &[(usize, &str)] = &[
    (1, "04000000100000cc000000ce0a0000f503000001"),
    (33, "200000002000000004"),
    (48, "6c3a0d6b0000ffff53ef0100010000006c3a0d6b"),
    (76, "01"),
    (84, "0b000000000100003c000000c20200006b04000036fb4221c8384a4fa44197f22707543e"),
    (206, "1f"),
    (224, "08"),
    (236, "dbff72a7684a4c94961381451614d9e1010140000c"),
    (264, "6c3a0d6b0af3030004"),
    (284, "0200000030000000020000000f0000003300000011000000ef0300004301"),
    (334, "10"),
    (348, "2000200001"),
    (372, "0401000034"),
    (584, "2405"),
    (1020, "7638a0ae"),
];

#[test]
fn ranges_extend_over_enclosing_objects() {
    let text = "
meta: {id: nested, endian: le}
seq:
  - {id: tag, type: u1}
  - {id: outer, type: outer}
  - {id: end, type: u1}
types:
  outer:
    seq:
      - {id: before, type: u1}
      - {id: inner, type: inner}
      - {id: after, type: u1}
  inner:
    seq:
      - {id: a, type: u1}
      - {id: s, type: u1, -checksum: {algorithm: sum-8, from: _root.tag, to: _parent._parent.end, self: zero}}
      - {id: t, type: u1, -checksum: {algorithm: xor-8, from: _parent.before, to: a}}
      - {id: b, type: pair}
  pair: {seq: [{id: x, type: u1}, {id: y, type: u1, -checksum: {algorithm: sum-8, from: _parent.b.x, to: x}}]}
";
    let data = [1, 2, 3, 1 + 2 + 3 + 1 + 9 + 9 + 7 + 8, 2 ^ 3, 9, 9, 7, 8];
    let sums = ["outer.inner.s", "outer.inner.t", "outer.inner.b.y"];
    assert_verified(text, &data, &sums, &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn ranges_can_be_items_and_instances() {
    let text = "
meta: {id: parts, endian: le}
seq:
  - {id: sum, type: u1, -checksum: {algorithm: sum-8, from: 'items[1]', to: 'items[n - 1]'}}
  - {id: own, type: u1, -checksum: {algorithm: sum-8, from: tail, to: tail}}
  - {id: n, type: u1}
  - {id: items, type: u1, repeat: expr, repeat-expr: 4}
instances:
  tail: {pos: _io.size - 2, size: 2}
";
    assert_verified(text, &[5, 30, 3, 1, 2, 3, 4, 10, 20], &["sum", "own"], &[0, 4, 5, 7, 8]);
    let (faults, _) = verdict(text, &[5, 30, 9, 1, 2, 3, 4, 10, 20]);
    assert_eq!(faults, ["sum: index 8 of the checksum range is out of range"]);
    // An absent field in an absent object.
    let text = "
meta: {id: absent}
seq:
  - {id: sum, type: u1, -checksum: {algorithm: sum-8, from: a.x, to: b}}
  - {id: a, type: t, if: false}
  - {id: b, type: u1}
types: {t: {seq: [{id: x, type: u1}]}}
";
    assert_verified(text, &[7, 7], &["sum"], &[0, 1]);
}

/// A checksum at the end of a file covers the fields before it.
#[test]
fn checksums_can_be_instances() {
    let text = "
meta: {id: trailer, endian: le}
seq:
  - {id: len, type: u1}
  - {id: body, size: len}
instances:
  sum: {pos: _io.size - 1, type: u1, -checksum: {algorithm: sum-8}}
  part: {pos: len + 1, type: u1, -checksum: {algorithm: xor-8, from: body, to: body}}
";
    assert_verified(text, &[2, 3, 4, 7, 0, 9], &["sum", "part"], &[1, 2, 3, 5]);
    let schema = schema(text);
    let made =
        Sampler::new(&schema).generate(SampleParams { seed: 1, index: 0, size: 40 }).unwrap();
    assert_eq!(schema.inspect(&made, Limits::default(), true).tree.recorded_faults(), []);
}

#[test]
fn offsets_out_of_range_are_faults_of_the_checksum() {
    let text = "
meta: {id: offsets}
seq:
  - {id: start, type: u1}
  - {id: end, type: u1}
  - {id: sum, type: u1, -checksum: {algorithm: sum-8, range: [start, end]}}
  - {id: rest, size-eos: true}
";
    for (data, expected) in [
        (&[3, 5, 12, 5, 7][..], None),
        (&[0, 2, 2, 5, 7], None),
        (&[4, 4, 0, 5, 7], None),
        (&[4, 3, 0, 5, 7], Some("checksum range ends before it starts")),
        (
            &[3, 6, 12, 5, 7],
            Some(
                "end of the checksum range is past the end of the stream: expected at most 5, found 6",
            ),
        ),
        (&[0, 5, 12, 5, 7], Some("checksum range contains the checksum itself")),
    ] {
        let expected: Vec<String> = expected.iter().map(|text| format!("sum: {text}")).collect();
        assert_eq!(verdict(text, data).0, expected, "{data:?}");
    }
    // `_io.pos` is the offset of the checksum.
    let text = "
meta: {id: pos}
seq: [{id: a, size: 2}, {id: s, type: u1, -checksum: {algorithm: sum-8, range: [0, _io.pos]}}, {id: b, size: 1}]
";
    assert_verified(text, &[1, 2, 3, 4], &["s"], &[0, 1, 2]);
}

/// Bits of a checksum count as zeros, also if it shares a byte with other fields.
#[test]
fn bit_checksums_cover_themselves_as_zeros() {
    let text = "
meta: {id: bits, bit-endian: be}
seq:
  - {id: high, type: b4}
  - {id: sum, type: b8, -checksum: {algorithm: sum-8, self: zero}}
  - {id: low, type: b4}
";
    assert_verified(text, &[0xaa, 0x33], &["sum"], &[]);
}

/// Stored checksums of any type are compared by their bits.
#[test]
fn checksums_have_any_type() {
    let of = |ty: &str| {
        format!(
            "meta: {{id: t, endian: be, encoding: ASCII}}\nseq: [{{id: d, size: 2}}, \
             {{id: s, {ty}, -checksum: {{algorithm: crc-16/ibm-3740, from: d, to: d}}}}]"
        )
    };
    for (ty, stored) in [
        ("type: u2", "CRC"),
        ("type: s2", "CRC"),
        ("size: 2", "CRC"),
        ("type: b16", "CRC"),
        ("type: str, size: 4", "TEXT"),
    ] {
        for data in [[0_u8, 1], [1, 3], [0x80, 0x3f], [0xff, 0xff]] {
            let crc = bytescope_inspect::Algorithm::CRC_16_IBM_3740.compute(&data);
            let stored = match stored {
                "CRC" => u16::try_from(crc).unwrap().to_be_bytes().to_vec(),
                _ => format!("{crc:04X}").into_bytes(),
            };
            assert_verified(&of(ty), &[&data[..], &stored].concat(), &["s"], &[0, 1]);
        }
    }
}

/// Frames whose checksum precedes its data, which is not typed, are found.
#[test]
fn frames_with_a_leading_checksum_are_found() {
    let text = "
meta: {id: fr, endian: be, -frame: {max-size: 64}}
seq:
  - {id: sync, contents: [0xa5, 0x5a]}
  - {id: len, type: u1}
  - {id: crc, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: BODY, to: BODY}}
  - {id: body, size: len}
";
    let around = text.replace("from: BODY, to: BODY", "from: sync, to: body, self: zero");
    let offsets = text.replace("from: BODY, to: BODY", "range: [2, 5 + len], self: zero");
    let plain = text.replace("BODY", "body");
    for (text, covered) in [(&plain, 5), (&around, 0), (&offsets, 2)] {
        let mut data = vec![9, 0xa5];
        let mut expected = Vec::new();
        for n in 0..5_u8 {
            expected.push(data.len() as u64);
            let body: Vec<u8> = (0..n * 3).map(|at| at ^ n).collect();
            let mut frame = vec![0xa5, 0x5a, n * 3, 0, 0];
            frame.extend(&body);
            let crc = bytescope_inspect::Algorithm::CRC_16_IBM_3740.compute(&frame[covered..]);
            frame[3..5].copy_from_slice(&u16::try_from(crc).unwrap().to_be_bytes());
            data.extend(frame);
        }
        // A damaged frame.
        let damaged = data.len();
        data.extend([0xa5, 0x5a, 1, 0, 0, 1]);
        for chunk in [1, 7, data.len()] {
            let finder = Finder::new(vec![schema(text).frame_schema().unwrap()]).unwrap();
            let mut scanner = Scanner::new(finder);
            let (mut valid, mut rejected) = (Vec::new(), Vec::new());
            let mut on = |event: Event<'_>| match event {
                Event::Valid(frame, _) => valid.push(frame.offset),
                Event::Rejected(found) => rejected.push(found.offset),
                _ => {}
            };
            data.chunks(chunk).for_each(|part| scanner.feed(part, &mut on));
            scanner.finish(&mut on);
            assert_eq!(valid, expected, "{chunk} {text}");
            assert_eq!(rejected, [damaged as u64]);
        }
    }
}

/// Checksums are computed in the order of their dependencies.
#[test]
fn samples_have_valid_nested_checksums() {
    for text in [
        UIMAGE,
        "
meta: {id: nested, endian: le}
seq:
  - {id: outer, type: u4, -checksum: {algorithm: crc-32, from: middle, to: end}}
  - {id: middle, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: inner, to: body}}
  - {id: inner, type: s2, -checksum: {algorithm: crc-16/ibm-3740, from: body, to: body}}
  - {id: body, size: 9}
  - {id: end, type: u4, -checksum: {algorithm: adler-32, from: middle, to: body}}
",
        "
meta: {id: chunks, endian: be, encoding: ASCII}
seq:
  - {id: all, size: 4, -checksum: {algorithm: crc-32, self: zero}}
  - {id: n, type: u1}
  - {id: chunks, type: chunk, repeat: expr, repeat-expr: n}
  - {id: tail, type: str, size: 4, -checksum: {algorithm: crc-16/arc, from: chunks, to: chunks}}
types:
  chunk:
    seq:
      - {id: crc, type: b24, -checksum: {algorithm: crc-24q, from: len, to: body}}
      - {id: len, type: u1}
      - {id: body, size: len}
",
        "
meta: {id: ranges, endian: le}
seq:
  - {id: head, type: head, size: 16}
  - {id: rest, size: head.size % 64}
types:
  head:
    seq:
      - {id: size, type: u4}
      - {id: all, type: u4, -checksum: {algorithm: crc-32, from: _parent.head, to: _parent.rest, self: zero}}
      - {id: own, type: u4, -checksum: {algorithm: crc-32, range: [8 + 4, _io.size]}}
",
        "
meta: {id: packed, endian: le}
seq:
  - {id: len, type: u2}
  - {id: body, type: body, size: len, process: zlib}
  - {id: crc, type: u4, -checksum: {algorithm: crc-32, from: body, to: body}}
types:
  body:
    seq:
      - {id: crc, type: s4, -checksum: {algorithm: crc-32, from: a, to: a}}
      - {id: a, size: 20}
",
    ] {
        let schema = schema(text);
        let sampler = Sampler::new(&schema);
        for index in 0..20 {
            let made = sampler.generate(SampleParams { seed: 3, index, size: 200 });
            let made = made.unwrap_or_else(|error| panic!("{}: {error}", schema.name()));
            let outcome = schema.inspect(&made, Limits::default(), true);
            assert_eq!(outcome.tree.recorded_faults(), []);
        }
    }
}
