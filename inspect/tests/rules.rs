//! The rules of types of fixed size that are data.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::{Endian, binrw};
use bytescope_inspect::{Algorithm, FixedSize, FrameType, Inspect, Rules, Sum, inspect};

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
    inner: Inner,
    #[brw(little)]
    #[inspect(hex, checksum(Algorithm::CRC_16_MODBUS, from = kind, to = inner))]
    crc: u16,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[inspect(fixed)]
struct Checked {
    #[inspect(check(low < 10, "must be below 10"))]
    low: u8,
    outer: Outer,
}

#[test]
fn places_and_orders_are_those_of_the_declaration() {
    assert_eq!((Inner::SIZE, Outer::SIZE, Checked::SIZE), (5, 12, 13));
    let rules = Outer::rules(Endian::Little);
    let sum =
        |algorithm, (from, to), at, size, endian| Sum { algorithm, from, to, at, size, endian };
    let expected = [
        sum(Algorithm::SUM_8, (6, 10), 5, 1, Endian::Big),
        sum(Algorithm::CRC_16_MODBUS, (4, 10), 10, 2, Endian::Little),
    ];
    assert_eq!(rules.sums(), expected);
    assert!(rules.is_complete());
    assert!(!Checked::rules(Endian::Little).is_complete());
    assert_eq!(Checked::rules(Endian::Little).sums()[1].at, 11);
    assert_eq!(<u32 as FixedSize>::rules(Endian::Little), Rules::unknown());
}

#[test]
fn rules_say_what_the_tree_says() {
    let mut bytes = vec![0xaa, 0x55, 1, 2, 7, 0, 1, 2, 3, 4, 0, 0];
    bytes[5] = 10;
    let crc = Algorithm::CRC_16_MODBUS.compute(&bytes[4..10]) as u16;
    bytes[10..].copy_from_slice(&crc.to_le_bytes());
    let rules = Outer::rules(Endian::Little);
    let good = |bytes: &[u8]| {
        let tree = inspect::<Outer>(bytes, Endian::Little, (), Default::default());
        let by_tree = tree.value.is_ok() && !tree.tree.has_fault();
        let by_rules = rules.constants(bytes).is_ok() && rules.checksums(bytes).is_ok();
        assert_eq!(by_tree, by_rules, "{bytes:02x?}");
        by_rules
    };
    assert!(good(&bytes));
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(!good(&bytes));
    }
}

#[test]
fn a_frame_type_says_how_its_frames_begin() {
    let ty = FrameType::fixed::<Outer>();
    assert_eq!((ty.sync, ty.max_len, ty.checked), (&b"\xaa\x55"[..], 12, true));
    let ty = FrameType::fixed::<Checked>();
    assert_eq!((ty.sync, ty.checked), (&[][..], false));
    assert_eq!((ty.rules.unwrap())().sums().len(), 2);
}
