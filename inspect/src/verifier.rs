//! Tells quickly whether records are good.

use crate::checksum::Fixed;
use crate::columns::{Columns, Constant, Sum};

/// The constants and checksums of the records of a declaration, prepared to be compared where they
/// stand in many records.
///
/// ```
/// use binrw::{Endian, binrw};
/// use bytescope_inspect::checksum::Algorithm;
/// use bytescope_inspect::{Columns, Inspect, Verifier};
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
/// let verifier = Verifier::new(&Columns::of::<Level>(Endian::Big));
/// assert!(verifier.holds(&[0xaa, 0x12, 0x34, 0x26]));
/// assert_eq!(verifier.run(&[0xaa, 1, 2, 3, 0xaa, 4, 5, 1, 0xaa, 1, 2, 0]), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Verifier {
    /// Bytes of a record.
    size: usize,
    head: Head,
    /// Constants that are not in the head.
    constants: Vec<Constant>,
    sums: Vec<Prepared>,
}

/// The constants within the first eight bytes of a record: one comparison.
#[derive(Clone, Copy, Debug)]
struct Head {
    mask: u64,
    value: u64,
}

/// A checksum, by the word that it is stored in.
#[derive(Clone, Debug)]
enum Prepared {
    U8(Fixed<u8>),
    U16(Fixed<u16>),
    U32(Fixed<u32>),
    U64(Fixed<u64>),
    /// One that there are no tables for.
    Other(Sum),
}

impl Verifier {
    /// That of these records.
    pub fn new(columns: &Columns) -> Self {
        let size = usize::try_from(columns.size()).unwrap_or(usize::MAX);
        let (mut head, mut constants) = (Head { mask: 0, value: 0 }, Vec::new());
        for constant in columns.constants() {
            match head.with(constant).filter(|_| size >= size_of::<u64>()) {
                Some(both) => head = both,
                None => constants.push(constant.clone()),
            }
        }
        let sums = columns.sums().iter().map(|sum| Prepared::new(sum, size)).collect();
        Self { size, head, constants, sums }
    }

    /// Whether the constants and checksums of a record are right.
    #[inline]
    pub fn holds(&self, record: &[u8]) -> bool {
        self.head.holds(record)
            && self.constants.iter().all(|constant| constant.holds(record))
            && self.sums.iter().all(|sum| sum.holds(record))
    }

    /// How many records at the beginning of these bytes have the right constants and checksums.
    pub fn run(&self, records: &[u8]) -> usize {
        let begins = |record: &[u8]| self.head.holds(record);
        // What kind of checksum it is need not be asked for each record.
        match (self.constants.as_slice(), self.sums.as_slice()) {
            ([], [Prepared::U8(sum)]) => sum.run(records, begins),
            ([], [Prepared::U16(sum)]) => sum.run(records, begins),
            ([], [Prepared::U32(sum)]) => sum.run(records, begins),
            ([], [Prepared::U64(sum)]) => sum.run(records, begins),
            _ => {
                let records = records.chunks_exact(self.size.max(1));
                records.take_while(|record| self.holds(record)).count()
            }
        }
    }
}

impl Head {
    /// Also with this constant, if it stands there.
    fn with(self, constant: &Constant) -> Option<Self> {
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

impl Prepared {
    fn new(sum: &Sum, size: usize) -> Self {
        let prepared = match sum.stands.end.saturating_sub(sum.stands.start) {
            1 => Fixed::new(sum, size).map(Self::U8),
            2 => Fixed::new(sum, size).map(Self::U16),
            4 => Fixed::new(sum, size).map(Self::U32),
            8 => Fixed::new(sum, size).map(Self::U64),
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
    use crate::columns::Holds;
    use binrw::Endian;

    /// For every algorithm, place of the checksum, byte order and length: what is compared with
    /// tables is what the algorithm says, and no flipped bit is missed that it would not miss.
    #[test]
    fn tables_say_what_the_algorithm_says() {
        // Miri takes its time.
        for algorithm in Algorithm::all().step_by(if cfg!(miri) { 40 } else { 1 }) {
            let size = u64::from(algorithm.width().div_ceil(8).next_power_of_two());
            for (covered, endian) in [0, 1, 7, 8, 9, 16, 30, 70]
                .into_iter()
                .filter(|covered| !cfg!(miri) || *covered < 9)
                .flat_map(|covered| [(covered, Endian::Little), (covered, Endian::Big)])
            {
                let mut columns = Columns::new();
                columns.constant(&0x55_u8, Endian::Little);
                columns.leaf(Holds::Bytes, covered, Endian::Little);
                columns.leaf(Holds::Unsigned, size, endian);
                let covers = 1..covered + 1;
                let stands = covers.end..covers.end + size;
                columns.checksum(algorithm, stands.clone(), covers.clone(), endian);
                let verifier = Verifier::new(&columns);
                let mut record: Vec<u8> = (0..stands.end).map(|n| (n * 91) as u8 ^ 0x55).collect();
                let sum = algorithm.compute(&record[1..covered as usize + 1]);
                let mut bytes = sum.to_le_bytes()[..size as usize].to_vec();
                if endian == Endian::Big {
                    bytes.reverse();
                }
                record[stands.start as usize..].copy_from_slice(&bytes);
                assert!(verifier.holds(&record), "{algorithm:?} {covered} {endian:?}");
                assert_eq!(verifier.run(&record.repeat(3)), 3);
                for bit in 0..record.len() * 8 {
                    let mut other = record.clone();
                    other[bit / 8] ^= 1 << (bit % 8);
                    assert_eq!(verifier.holds(&other), columns.hold(&other), "{algorithm:?} {bit}");
                    assert_eq!(verifier.run(&other), usize::from(columns.hold(&other)));
                }
                assert!(!verifier.holds(&record[..record.len() - 1]));
            }
        }
    }

    #[test]
    fn constants_within_and_behind_the_head() {
        let mut columns = Columns::new();
        columns.constant(&0x1234_u16, Endian::Big);
        columns.leaf(Holds::Unsigned, 5, Endian::Big);
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
