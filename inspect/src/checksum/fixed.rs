//! Checksums of many records of one size.
//!
//! A CRC is linear: with the bits of the input its own bits change, each always in the same way.
//! So the checksum of a record is that of zeros, and for each of its bytes what that byte changes,
//! all combined by exclusive or. A table for each place makes that one independent lookup a byte,
//! with neither a remainder that moves on nor steps at the end.

use super::{Algorithm, Kind, Sum};
use binrw::Endian;
use std::ops::{BitXor, Range};

/// Bytes of tables that stay in the nearest cache, beside what they are used on.
const MOST: usize = 32 << 10;

/// A checksum of records, with a table for each byte that it covers.
#[derive(Clone, Debug)]
pub(crate) struct Fixed<W> {
    tables: Box<[[W; 256]]>,
    /// The checksum of zeros.
    zeros: W,
    covers: Range<usize>,
    stands: usize,
}

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
    /// The checksum, unless it is not linear, is not stored in such a word, or its tables are large.
    pub(crate) fn new(
        algorithm: Algorithm,
        covers: &Range<u64>,
        stands: &Range<u64>,
        endian: Endian,
    ) -> Option<Self> {
        let place = |range: &Range<u64>| {
            Some(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
        };
        let (covers, stands) = (place(covers)?, place(stands)?);
        let fits =
            stands.len() == W::SIZE && usize::from(algorithm.width()) <= W::SIZE.checked_mul(8)?;
        let most = MOST.checked_div(size_of::<[W; 256]>())?;
        if !fits || !algorithm.is_linear() || covers.len() > most {
            return None;
        }
        let mut record = vec![0; covers.len()];
        let zeros = stored(algorithm.compute(&record), endian)?;
        let mut tables = vec![[W::default(); 256]; covers.len()].into_boxed_slice();
        for (at, table) in tables.iter_mut().enumerate() {
            for byte in 1..=u8::MAX {
                // All bits but the lowest were there before; a single bit is computed.
                let lowest = byte & byte.wrapping_neg();
                let change = if byte == lowest {
                    *record.get_mut(at)? = byte;
                    stored::<W>(algorithm.compute(&record), endian)? ^ zeros
                } else {
                    *table.get(usize::from(byte ^ lowest))? ^ *table.get(usize::from(lowest))?
                };
                *table.get_mut(usize::from(byte))? = change;
            }
            *record.get_mut(at)? = 0;
        }
        Some(Self { tables, zeros, covers, stands: stands.start })
    }

    /// Whether the checksum of this record is right.
    #[inline(always)]
    pub(crate) fn holds(&self, record: &[u8]) -> bool {
        let stands = record.get(self.stands..).and_then(W::first);
        let covered = record.get(self.covers.clone());
        covered.zip(stands).is_some_and(|(covered, stands)| self.of(covered) == stands)
    }

    /// The checksum of the bytes that are covered, as it is stored.
    #[inline(always)]
    fn of(&self, covered: &[u8]) -> W {
        let (tables, other_tables) = self.tables.as_chunks::<8>();
        let (bytes, others) = covered.as_chunks::<8>();
        let add = |sum: W, (table, byte): (&[W; 256], &u8)| sum ^ look(table, *byte);
        let blocks = tables.iter().zip(bytes);
        let sum =
            blocks.fold(self.zeros, |sum, (tables, bytes)| tables.iter().zip(bytes).fold(sum, add));
        other_tables.iter().zip(others).fold(sum, add)
    }
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
            Kind::Sum(sum) => matches!(sum, Sum::Xor(..)),
        }
    }
}
