//! Checksums of fixed-size records.
//!
//! CRCs and XORs are affine: each input bit flips a fixed set of checksum bits. The checksum of a
//! record is therefore the XOR of the checksum of an all-zero record and the contributions of its
//! bytes. With one lookup table per byte of the record, the lookups are independent: no remainder
//! is carried from byte to byte, and there is no final step.

use super::{Algorithm, AlgorithmKind, sum};
use crate::columns::RecordChecksum;
use binrw::Endian;
use std::ops::{BitXor, Range};

/// Maximum total size of the tables in bytes: they must fit in the L1 cache together with the
/// records.
const MAX_TABLES_SIZE: usize = 32 << 10;

/// A checksum of fixed-size records, with a lookup table per covered byte.
///
/// If the record is long enough, tables of zeros are added for neighboring bytes, so that lookups
/// are done in whole blocks.
#[derive(Clone, Debug)]
pub(crate) struct FixedChecksum<W> {
    /// Record size in bytes.
    size: usize,
    tables: Box<[[W; 256]]>,
    /// Offset of the first table's byte.
    from: usize,
    /// Checksum of an all-zero record.
    zeros: W,
    /// Offset of the stored checksum.
    stored_at: usize,
}

/// Number of bytes looked up per unrolled block.
const BLOCK: usize = 8;

/// Word type of a stored checksum.
pub(crate) trait ChecksumWord: Copy + Default + Eq + BitXor<Output = Self> {
    /// Size in bytes.
    const SIZE: usize;

    /// Reads the word at the start of `bytes`.
    fn first(bytes: &[u8]) -> Option<Self>;
}

macro_rules! words {
    ($($word:ident),*) => {
        $(impl ChecksumWord for $word {
            const SIZE: usize = size_of::<Self>();

            #[inline(always)]
            fn first(bytes: &[u8]) -> Option<Self> {
                bytes.first_chunk().map(|bytes| Self::from_le_bytes(*bytes))
            }
        })*
    };
}
words!(u8, u16, u32, u64);

impl<W: ChecksumWord> FixedChecksum<W> {
    /// Creates the tables for records of `size` bytes; `None` if the checksum is not affine, is not
    /// stored in a word of this type, extends past the record, or requires tables that are too
    /// large.
    pub(crate) fn new(sum: &RecordChecksum, size: usize) -> Option<Self> {
        let indices = |range: &Range<u64>| {
            Some(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
        };
        let (algorithm, covers) = (sum.algorithm, indices(&sum.covers)?);
        let stored_in = indices(&sum.span)?;
        let fits = stored_in.len() == W::SIZE && algorithm.width().div_ceil(8) as usize <= W::SIZE;
        if !fits || !algorithm.is_affine() || size < covers.end.max(stored_in.end) {
            return None;
        }
        let count = covers.len().next_multiple_of(BLOCK).min(size);
        if count > MAX_TABLES_SIZE.checked_div(size_of::<[W; 256]>())? {
            return None;
        }
        let from = covers.start.min(size.saturating_sub(count));
        let mut tables = vec![[W::default(); 256]; count].into_boxed_slice();
        let first = covers.start.saturating_sub(from);
        let mut record = vec![0; covers.len()];
        let zeros = stored(algorithm.compute(&record), sum.endian)?;
        for (at, table) in tables.iter_mut().skip(first).take(covers.len()).enumerate() {
            for byte in 1..=u8::MAX {
                // Only the entries of single bits are computed; any other entry is the XOR of two
                // earlier entries.
                let lowest = byte & byte.wrapping_neg();
                let change = if byte == lowest {
                    *record.get_mut(at)? = byte;
                    stored::<W>(algorithm.compute(&record), sum.endian)? ^ zeros
                } else {
                    lookup(table, byte ^ lowest) ^ lookup(table, lowest)
                };
                *table.get_mut(usize::from(byte))? = change;
            }
            *record.get_mut(at)? = 0;
        }
        Some(Self { size, tables, from, zeros, stored_at: stored_in.start })
    }

    /// True if the stored checksum matches the record.
    #[inline]
    pub(crate) fn holds(&self, record: &[u8]) -> bool {
        let bytes = record.get(self.from..).unwrap_or_default();
        let sum = self.tables.iter().zip(bytes).fold(self.zeros, add);
        record.len() >= self.size && self.is_stored(record, sum)
    }

    /// Returns the number of leading records for which `head_matches` is true and the checksum
    /// matches.
    pub(crate) fn run(&self, records: &[u8], head_matches: impl Fn(&[u8]) -> bool) -> usize {
        let records = records.chunks_exact(self.size.max(1));
        macro_rules! blocks {
            ($($count:literal)*) => {
                match self.tables.as_chunks::<BLOCK>() {
                    $((tables, []) if tables.len() == $count => {
                        let Some(tables) = tables.first_chunk::<$count>() else { return 0 };
                        let holds = |r: &&[u8]| head_matches(r) && self.holds_blocks(tables, r);
                        records.take_while(holds).count()
                    })*
                    _ => records.take_while(|r| head_matches(r) && self.holds(r)).count(),
                }
            };
        }
        blocks!(1 2 3 4)
    }

    /// [`holds`](Self::holds) for a constant number of table blocks.
    #[inline(always)]
    fn holds_blocks<const N: usize>(&self, tables: &[[[W; 256]; BLOCK]; N], record: &[u8]) -> bool {
        let bytes = record.get(self.from..).unwrap_or_default();
        let Some(blocks) = bytes.as_chunks::<BLOCK>().0.first_chunk::<N>() else { return false };
        let sum = tables
            .iter()
            .zip(blocks)
            .fold(self.zeros, |sum, (tables, bytes)| tables.iter().zip(bytes).fold(sum, add));
        self.is_stored(record, sum)
    }

    /// True if `sum` is the checksum stored in the record.
    #[inline(always)]
    fn is_stored(&self, record: &[u8], sum: W) -> bool {
        record.get(self.stored_at..).and_then(W::first) == Some(sum)
    }
}

#[inline(always)]
fn add<W: ChecksumWord>(sum: W, (table, byte): (&[W; 256], &u8)) -> W {
    sum ^ lookup(table, *byte)
}

#[inline(always)]
#[allow(clippy::indexing_slicing, reason = "a byte has 256 values")]
fn lookup<W: ChecksumWord>(table: &[W; 256], byte: u8) -> W {
    table[usize::from(byte)]
}

/// Converts a checksum to the word whose little-endian bytes are its stored bytes.
fn stored<W: ChecksumWord>(checksum: u64, endian: Endian) -> Option<W> {
    let mut bytes = checksum.to_le_bytes();
    let bytes = bytes.get_mut(..W::SIZE)?;
    if endian == Endian::Big {
        bytes.reverse();
    }
    W::first(bytes)
}

impl Algorithm {
    /// True if the checksum of the XOR of three equal-length inputs is the XOR of their checksums.
    fn is_affine(self) -> bool {
        match &self.0.kind {
            AlgorithmKind::Crc(_) | AlgorithmKind::Crc32(_) => true,
            AlgorithmKind::Sum(sum) => matches!(sum, sum::Sum::Xor(..)),
        }
    }
}
