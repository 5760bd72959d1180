//! Columns of fixed-size records.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::{Endian, binrw};
use bytescope_inspect::checksum::Algorithm;
use bytescope_inspect::{ColumnContent, FixedSize, Inspect, Padded, RecordColumns, U24};

bytescope_inspect::labels! {
    /// Measurement mode.
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
fn columns_have_names_ranges_types_and_byte_orders() {
    let columns = RecordColumns::of::<Sample>(Endian::Big);
    let found: Vec<_> = columns
        .found()
        .iter()
        .map(|c| (c.name.as_str(), c.range.clone(), c.content, c.endian == Endian::Big))
        .collect();
    let expected = [
        ("time", 0..8, ColumnContent::Unsigned, false),
        ("mode", 8..10, ColumnContent::Unsigned, false),
        ("points[0].x", 10..12, ColumnContent::Signed, false),
        ("points[0].y", 12..15, ColumnContent::Unsigned, true),
        ("points[1].x", 15..17, ColumnContent::Signed, false),
        ("points[1].y", 17..20, ColumnContent::Unsigned, true),
        ("raw", 20..23, ColumnContent::Bytes, true),
        ("name", 23..27, ColumnContent::Text, false),
        ("x", 27..29, ColumnContent::Signed, false),
        ("y", 29..32, ColumnContent::Unsigned, true),
        ("sum", 32..34, ColumnContent::Unsigned, true),
    ];
    assert_eq!(found, expected);
    assert_eq!(Sample::SIZE, 34);
    assert_eq!(columns.found()[0].meta.unit, "ms");
    assert_eq!((columns.found()[1].labels.unwrap().find)("SINGLE"), Some(1));
}

#[test]
fn checksums_are_verified() {
    let columns = RecordColumns::of::<Sample>(Endian::Little);
    let sum = &columns.checksums()[0];
    assert_eq!((sum.covers.clone(), sum.span.clone()), (8..27, 32..34));
    let mut record = [0x55; 34];
    record[32] = 0;
    record[33] = 0x55;
    assert!(sum.holds(&record));
    record[32] = 1;
    assert!(!sum.holds(&record));
    assert!(!sum.holds(&record[..33]));
    // Text may be invalid UTF-8, so records have rules besides the checksum.
    assert!(columns.has_rules());
    assert!(!RecordColumns::of::<Point>(Endian::Big).has_rules());
}
