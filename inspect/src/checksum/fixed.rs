//! Checksums of many records of one size.
//!
//! A CRC is linear: with the bits of the input its own bits change, each always in the same way.
//! So the checksum of a record is that of zeros, and for each of its bytes what that byte changes,
//! all combined by exclusive or. A table for each place makes that one independent lookup a byte,
//! with neither a remainder that moves on nor steps at the end.

use super::{Algorithm, Kind, sum};
use crate::columns::Sum;
use binrw::Endian;
use std::ops::{BitXor, Range};

/// Bytes of tables that stay in the nearest cache, beside what they are used on.
const MOST: usize = 32 << 10;

/// A checksum of records, with a table for each byte that it covers.
///
/// Bytes beside those may be looked up, too, in tables of zeros: what is looked up shall be whole
/// blocks, if a record is long enough for that.
#[derive(Clone, Debug)]
pub(crate) struct Fixed<W> {
    /// Bytes of a record.
    size: usize,
    tables: Box<[[W; 256]]>,
    /// The place of the byte that the first table is for.
    from: usize,
    /// The checksum of zeros.
    zeros: W,
    stands: usize,
}

/// So many bytes are looked up without asking how many.
const BLOCK: usize = 8;

/// A word that a checksum is stored in.
pub(crate) trait Word: Copy + Default + Eq + BitXor<Output = Self> {
    /// Bytes of it.
    const SIZE: usize;

    /// The word at the beginning of these bytes.
    fn first(bytes: &[u8]) -> Option<Self>;
}

macro_rules! words {
    ($($word:ident),*) => {
        $(impl Word for $word {
            const SIZE: usize = size_of::<Self>();

            #[inline(always)]
            fn first(bytes: &[u8]) -> Option<Self> {
                bytes.first_chunk().map(|bytes| Self::from_le_bytes(*bytes))
            }
        })*
    };
}
words!(u8, u16, u32, u64);

impl<W: Word> Fixed<W> {
    /// A checksum of records of this size, unless it is not linear, is not stored in such a word, or
    /// its tables are large.
    pub(crate) fn new(sum: &Sum, size: usize) -> Option<Self> {
        let place = |range: &Range<u64>| {
            Some(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
        };
        let (algorithm, covers, stands) = (sum.algorithm, place(&sum.covers)?, place(&sum.stands)?);
        let fits = stands.len() == W::SIZE && algorithm.width().div_ceil(8) as usize <= W::SIZE;
        if !fits || !algorithm.is_linear() || size < covers.end.max(stands.end) {
            return None;
        }
        let looked = covers.len().next_multiple_of(BLOCK).min(size);
        if looked > MOST.checked_div(size_of::<[W; 256]>())? {
            return None;
        }
        let from = covers.start.min(size.saturating_sub(looked));
        let mut tables = vec![[W::default(); 256]; looked].into_boxed_slice();
        let first = covers.start.saturating_sub(from);
        let mut record = vec![0; covers.len()];
        let zeros = stored(algorithm.compute(&record), sum.endian)?;
        for (at, table) in tables.iter_mut().skip(first).take(covers.len()).enumerate() {
            for byte in 1..=u8::MAX {
                // All bits but the lowest were there before; a single bit is computed.
                let lowest = byte & byte.wrapping_neg();
                let change = if byte == lowest {
                    *record.get_mut(at)? = byte;
                    stored::<W>(algorithm.compute(&record), sum.endian)? ^ zeros
                } else {
                    look(table, byte ^ lowest) ^ look(table, lowest)
                };
                *table.get_mut(usize::from(byte))? = change;
            }
            *record.get_mut(at)? = 0;
        }
        Some(Self { size, tables, from, zeros, stands: stands.start })
    }

    /// Whether the checksum of this record is right.
    #[inline]
    pub(crate) fn holds(&self, record: &[u8]) -> bool {
        let looked = record.get(self.from..).unwrap_or_default();
        let sum = self.tables.iter().zip(looked).fold(self.zeros, add);
        record.len() >= self.size && self.stands(record, sum)
    }

    /// How many records, from the first on, begin as they should and have the right checksum.
    pub(crate) fn run(&self, records: &[u8], begins: impl Fn(&[u8]) -> bool) -> usize {
        let records = records.chunks_exact(self.size.max(1));
        macro_rules! blocks {
            ($($count:literal)*) => {
                match self.tables.as_chunks::<BLOCK>() {
                    $((tables, []) if tables.len() == $count => {
                        let Some(tables) = tables.first_chunk::<$count>() else { return 0 };
                        records.take_while(|r| begins(r) && self.of_blocks(tables, r)).count()
                    })*
                    _ => records.take_while(|r| begins(r) && self.holds(r)).count(),
                }
            };
        }
        blocks!(1 2 3 4)
    }

    /// [`holds`](Self::holds), where the tables are these.
    #[inline(always)]
    fn of_blocks<const N: usize>(&self, tables: &[[[W; 256]; BLOCK]; N], record: &[u8]) -> bool {
        let looked = record.get(self.from..).unwrap_or_default();
        let Some(blocks) = looked.as_chunks::<BLOCK>().0.first_chunk::<N>() else { return false };
        let sum = tables
            .iter()
            .zip(blocks)
            .fold(self.zeros, |sum, (tables, bytes)| tables.iter().zip(bytes).fold(sum, add));
        self.stands(record, sum)
    }

    /// Whether this checksum stands in the record.
    #[inline(always)]
    fn stands(&self, record: &[u8], sum: W) -> bool {
        record.get(self.stands..).and_then(W::first) == Some(sum)
    }
}

#[inline(always)]
fn add<W: Word>(sum: W, (table, byte): (&[W; 256], &u8)) -> W {
    sum ^ look(table, *byte)
}

#[inline(always)]
#[allow(clippy::indexing_slicing, reason = "a byte has 256 values")]
fn look<W: Word>(table: &[W; 256], byte: u8) -> W {
    table[usize::from(byte)]
}

/// The word whose bytes are those that a checksum is stored in.
fn stored<W: Word>(checksum: u64, endian: Endian) -> Option<W> {
    let mut bytes = checksum.to_le_bytes();
    let bytes = bytes.get_mut(..W::SIZE)?;
    if endian == Endian::Big {
        bytes.reverse();
    }
    W::first(bytes)
}

impl Algorithm {
    /// Whether the exclusive or of three inputs of one length has that of their checksums.
    fn is_linear(self) -> bool {
        match &self.0.kind {
            Kind::Crc(_) | Kind::Crc32(_) => true,
            Kind::Sum(sum) => matches!(sum, sum::Sum::Xor(..)),
        }
    }
}
