//! Layout and other static properties of fixed-size types.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::{Endian, binrw};
use bytescope_inspect::{Algorithm, FixedSize, FrameType, Inspect, RecordColumns, inspect};

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[inspect(fixed)]
struct Inner {
    #[inspect(hex, checksum(Algorithm::SUM_8, from = a, to = b))]
    sum: u8,
    a: u16,
    #[brw(big)]
    b: u16,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[brw(big, magic = b"\xaa\x55")]
#[inspect(fixed)]
struct Outer {
    #[brw(magic = 0x0102_u16)]
    kind: u8,
    level: i16,
    #[brw(little)]
    #[inspect(hex, checksum(Algorithm::CRC_16_MODBUS, from = kind, to = level))]
    crc: u16,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[inspect(fixed)]
struct Checked {
    #[inspect(check(low < 10, "must be less than 10"))]
    low: u8,
    outer: Outer,
}

#[test]
fn layout_matches_the_declaration() {
    assert_eq!((Inner::SIZE, Outer::SIZE, Checked::SIZE), (5, 9, 10));
    let columns = RecordColumns::of::<Outer>(Endian::Little);
    let sum = &columns.checksums()[0];
    assert_eq!((sum.covers.clone(), sum.span.clone(), sum.endian), (4..7, 7..9, Endian::Little));
    let constants = columns.constants().iter().map(|c| (c.at, &c.bytes[..]));
    assert_eq!(constants.collect::<Vec<_>>(), [(0, &[0xaa, 0x55][..]), (2, &[1, 2])]);
    assert_eq!((columns.has_rules(), columns.size()), (false, 9));
    let names: Vec<_> =
        columns.found().iter().map(|c| (c.name.as_str(), c.range.clone())).collect();
    assert_eq!(names, [("kind", 4..5), ("level", 5..7), ("crc", 7..9)]);
    assert!(RecordColumns::of::<Checked>(Endian::Little).has_rules());
    let inner = RecordColumns::of::<Inner>(Endian::Big);
    assert_eq!(
        (inner.checksums()[0].covers.clone(), inner.checksums()[0].endian),
        (1..5, Endian::Big)
    );
}

#[test]
fn layout_and_tree_agree_about_validity() {
    let mut bytes = vec![0xaa, 0x55, 1, 2, 7, 10, 1, 0, 0];
    let crc = Algorithm::CRC_16_MODBUS.compute(&bytes[4..7]) as u16;
    bytes[7..].copy_from_slice(&crc.to_le_bytes());
    let columns = RecordColumns::of::<Outer>(Endian::Little);
    let is_valid = |bytes: &[u8]| {
        let outcome = inspect::<Outer>(bytes, Endian::Little, (), Default::default());
        let is_valid = outcome.value.is_ok() && !outcome.tree.has_fault();
        assert_eq!(is_valid, columns.is_valid(bytes), "{bytes:02x?}");
        is_valid
    };
    assert!(is_valid(&bytes));
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(!is_valid(&bytes));
    }
}

#[test]
fn frame_types_have_sync_pattern_and_size() {
    let ty = FrameType::fixed::<Outer>();
    assert_eq!((ty.sync, ty.max_len, ty.checked), (&b"\xaa\x55"[..], 9, true));
    let ty = FrameType::fixed::<Checked>();
    assert_eq!((ty.sync, ty.checked), (&[][..], false));
}
