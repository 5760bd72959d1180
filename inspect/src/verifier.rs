//! Fast verification of fixed-size records.

use crate::checksum::FixedChecksum;
use crate::columns::{RecordChecksum, RecordColumns, RecordConstant};

/// The constants and checksums of a record type, prepared for verifying many encoded records.
///
/// ```
/// use binrw::{Endian, binrw};
/// use bytescope_inspect::checksum::Algorithm;
/// use bytescope_inspect::{Inspect, RecordColumns, Verifier};
///
/// #[derive(Inspect)]
/// #[binrw]
/// #[brw(big, magic = b"\xaa")]
/// #[inspect(fixed)]
/// struct Level {
///     level: u16,
///     #[inspect(checksum(Algorithm::XOR_8, from = level, to = level))]
///     sum: u8,
/// }
///
/// let verifier = Verifier::new(&RecordColumns::of::<Level>(Endian::Big));
/// assert!(verifier.holds(&[0xaa, 0x12, 0x34, 0x26]));
/// assert_eq!(verifier.run(&[0xaa, 1, 2, 3, 0xaa, 4, 5, 1, 0xaa, 1, 2, 0]), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Verifier {
    /// Size of a record in bytes.
    size: usize,
    head: Head,
    /// Constants not included in `head`.
    constants: Vec<RecordConstant>,
    sums: Vec<PreparedChecksum>,
}

/// Constants within the first eight bytes of a record, checked with one comparison.
#[derive(Clone, Copy, Debug)]
struct Head {
    mask: u64,
    value: u64,
}

/// A checksum, by the integer type in which it is stored.
#[derive(Clone, Debug)]
enum PreparedChecksum {
    U8(FixedChecksum<u8>),
    U16(FixedChecksum<u16>),
    U32(FixedChecksum<u32>),
    U64(FixedChecksum<u64>),
    /// Checksum without lookup tables.
    Other(RecordChecksum),
}

impl Verifier {
    /// Creates the verifier for records with these columns.
    pub fn new(columns: &RecordColumns) -> Self {
        let size = usize::try_from(columns.size()).unwrap_or(usize::MAX);
        let (mut head, mut constants) = (Head { mask: 0, value: 0 }, Vec::new());
        for constant in columns.constants() {
            match head.with(constant).filter(|_| size >= size_of::<u64>()) {
                Some(both) => head = both,
                None => constants.push(constant.clone()),
            }
        }
        let sums = columns.checksums().iter().map(|sum| PreparedChecksum::new(sum, size)).collect();
        Self { size, head, constants, sums }
    }

    /// True if the constants and checksums of a record match.
    #[inline]
    pub fn holds(&self, record: &[u8]) -> bool {
        self.head.holds(record)
            && self.constants.iter().all(|constant| constant.matches(record))
            && self.sums.iter().all(|sum| sum.holds(record))
    }

    /// Returns the number of contiguous valid records at the start of these bytes.
    pub fn run(&self, records: &[u8]) -> usize {
        let head_matches = |record: &[u8]| self.head.holds(record);
        // Dispatch on the kind of checksum once, not per record.
        match (self.constants.as_slice(), self.sums.as_slice()) {
            ([], [PreparedChecksum::U8(sum)]) => sum.run(records, head_matches),
            ([], [PreparedChecksum::U16(sum)]) => sum.run(records, head_matches),
            ([], [PreparedChecksum::U32(sum)]) => sum.run(records, head_matches),
            ([], [PreparedChecksum::U64(sum)]) => sum.run(records, head_matches),
            _ => {
                let records = records.chunks_exact(self.size.max(1));
                records.take_while(|record| self.holds(record)).count()
            }
        }
    }
}

impl Head {
    /// Adds a constant; `None` if it extends past the first eight bytes.
    fn with(self, constant: &RecordConstant) -> Option<Self> {
        let (mut mask, mut value) = (self.mask.to_le_bytes(), self.value.to_le_bytes());
        for (at, byte) in (constant.at..).zip(&constant.bytes) {
            *mask.get_mut(at)? = 0xff;
            *value.get_mut(at)? = *byte;
        }
        Some(Self { mask: u64::from_le_bytes(mask), value: u64::from_le_bytes(value) })
    }

    #[inline(always)]
    fn holds(self, record: &[u8]) -> bool {
        match record.first_chunk() {
            Some(head) => u64::from_le_bytes(*head) & self.mask == self.value,
            None => self.mask == 0,
        }
    }
}

impl PreparedChecksum {
    fn new(sum: &RecordChecksum, size: usize) -> Self {
        let prepared = match sum.span.end.saturating_sub(sum.span.start) {
            1 => FixedChecksum::new(sum, size).map(Self::U8),
            2 => FixedChecksum::new(sum, size).map(Self::U16),
            4 => FixedChecksum::new(sum, size).map(Self::U32),
            8 => FixedChecksum::new(sum, size).map(Self::U64),
            _ => None,
        };
        prepared.unwrap_or_else(|| Self::Other(sum.clone()))
    }

    #[inline]
    fn holds(&self, record: &[u8]) -> bool {
        match self {
            Self::U8(sum) => sum.holds(record),
            Self::U16(sum) => sum.holds(record),
            Self::U32(sum) => sum.holds(record),
            Self::U64(sum) => sum.holds(record),
            Self::Other(sum) => sum.holds(record),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checksum::Algorithm;
    use crate::columns::ColumnContent;
    use binrw::Endian;

    /// For every algorithm, byte order and size of the covered range, the lookup tables agree with
    /// the algorithm about the valid record and every bit flip.
    #[test]
    fn tables_agree_with_the_algorithm() {
        // Fewer cases under Miri, which is slow.
        for algorithm in Algorithm::all().step_by(if cfg!(miri) { 40 } else { 1 }) {
            let size = u64::from(algorithm.width().div_ceil(8).next_power_of_two());
            for (covered, endian) in [0, 1, 7, 8, 9, 16, 30, 70]
                .into_iter()
                .filter(|covered| !cfg!(miri) || *covered < 9)
                .flat_map(|covered| [(covered, Endian::Little), (covered, Endian::Big)])
            {
                let mut columns = RecordColumns::new();
                columns.constant(&0x55_u8, Endian::Little);
                columns.leaf(ColumnContent::Bytes, covered, Endian::Little);
                columns.leaf(ColumnContent::Unsigned, size, endian);
                let covers = 1..covered + 1;
                let stored = covers.end..covers.end + size;
                columns.checksum(algorithm, stored.clone(), covers.clone(), endian);
                let verifier = Verifier::new(&columns);
                let mut record: Vec<u8> = (0..stored.end).map(|n| (n * 91) as u8 ^ 0x55).collect();
                let sum = algorithm.compute(&record[1..covered as usize + 1]);
                let mut bytes = sum.to_le_bytes()[..size as usize].to_vec();
                if endian == Endian::Big {
                    bytes.reverse();
                }
                record[stored.start as usize..].copy_from_slice(&bytes);
                assert!(verifier.holds(&record), "{algorithm:?} {covered} {endian:?}");
                assert_eq!(verifier.run(&record.repeat(3)), 3);
                for bit in 0..record.len() * 8 {
                    let mut other = record.clone();
                    other[bit / 8] ^= 1 << (bit % 8);
                    assert_eq!(
                        verifier.holds(&other),
                        columns.is_valid(&other),
                        "{algorithm:?} {bit}"
                    );
                    assert_eq!(verifier.run(&other), usize::from(columns.is_valid(&other)));
                }
                assert!(!verifier.holds(&record[..record.len() - 1]));
            }
        }
    }

    #[test]
    fn constants_in_and_after_the_head_are_checked() {
        let mut columns = RecordColumns::new();
        columns.constant(&0x1234_u16, Endian::Big);
        columns.leaf(ColumnContent::Unsigned, 5, Endian::Big);
        columns.constant(&0x5678_u16, Endian::Big);
        let verifier = Verifier::new(&columns);
        let record = [0x12, 0x34, 0, 1, 2, 3, 4, 0x56, 0x78];
        assert!(verifier.holds(&record));
        for at in [0, 1, 7, 8] {
            let mut other = record;
            other[at] ^= 1;
            assert!(!verifier.holds(&other), "{at}");
        }
    }
}
