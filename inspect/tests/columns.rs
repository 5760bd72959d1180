//! What a declaration says of the columns of its records.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::{Endian, binrw};
use bytescope_inspect::checksum::Algorithm;
use bytescope_inspect::{Columns, FixedSize, Holds, Inspect, Padded, U24};

bytescope_inspect::labels! {
    /// How it is measured.
    pub struct Mode(u16) {
        /// Once
        SINGLE = 1,
    }
}

#[derive(Inspect)]
#[binrw]
#[inspect(fixed)]
struct Point {
    x: i16,
    #[brw(big)]
    y: U24,
}

#[derive(Inspect)]
#[binrw]
#[brw(little)]
#[inspect(fixed)]
struct Sample {
    #[inspect(unit = "ms")]
    time: u64,
    mode: Mode,
    points: [Point; 2],
    raw: [u8; 3],
    name: Padded<4>,
    #[inspect(flat)]
    last: Point,
    #[brw(big)]
    #[inspect(hex, checksum(Algorithm::named("xor-8").unwrap(), from = mode, to = name))]
    sum: u16,
}

#[test]
fn names_places_and_types() {
    let columns = Columns::of::<Sample>(Endian::Big);
    let found: Vec<_> = columns
        .found()
        .iter()
        .map(|c| (c.name.as_str(), c.range.clone(), c.holds, c.endian == Endian::Big))
        .collect();
    let expected = [
        ("time", 0..8, Holds::Unsigned, false),
        ("mode", 8..10, Holds::Unsigned, false),
        ("points[0].x", 10..12, Holds::Signed, false),
        ("points[0].y", 12..15, Holds::Unsigned, true),
        ("points[1].x", 15..17, Holds::Signed, false),
        ("points[1].y", 17..20, Holds::Unsigned, true),
        ("raw", 20..23, Holds::Bytes, true),
        ("name", 23..27, Holds::Text, false),
        ("x", 27..29, Holds::Signed, false),
        ("y", 29..32, Holds::Unsigned, true),
        ("sum", 32..34, Holds::Unsigned, true),
    ];
    assert_eq!(found, expected);
    assert_eq!(Sample::SIZE, 34);
    assert_eq!(columns.found()[0].meta.unit, "ms");
    assert_eq!((columns.found()[1].labels.unwrap().find)("SINGLE"), Some(1));
}

#[test]
fn a_checksum_is_found_right_or_wrong() {
    let columns = Columns::of::<Sample>(Endian::Little);
    let sum = &columns.sums()[0];
    assert_eq!((sum.covers.clone(), sum.stands.clone()), (8..27, 32..34));
    let mut record = [0x55; 34];
    record[32] = 0;
    record[33] = 0x55;
    assert!(sum.holds(&record));
    record[32] = 1;
    assert!(!sum.holds(&record));
    assert!(!sum.holds(&record[..33]));
    // Text may be no text, so the declaration may demand more than its checksum.
    assert!(columns.is_demanding());
    assert!(!Columns::of::<Point>(Endian::Big).is_demanding());
}
