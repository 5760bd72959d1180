//! Types whose values are sent one after the other: what tells their bytes from others.

use crate::checksum::Algorithm;
use crate::{FixedSize, Inspect, Limits, Outcome, inspect};
use binrw::{BinRead, BinWrite, Endian};
use std::io::Cursor;

/// What must hold of the bytes of a type of fixed size, in a form that is quick to check.
///
/// `#[derive(Inspect)]` with `#[inspect(fixed)]` makes it of `magic` and `checksum`. Rules that
/// are expressions are not in it; then it is not [complete](Self::is_complete).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    constants: Vec<(usize, Vec<u8>)>,
    sums: Vec<Sum>,
    partial: bool,
}

/// A checksum in a value of fixed size; all places are bytes from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How it is computed.
    pub algorithm: Algorithm,
    /// The first byte that it covers.
    pub from: usize,
    /// Behind the last byte that it covers.
    pub to: usize,
    /// Where it is stored.
    pub at: usize,
    /// Bytes it takes there, 1 to 8.
    pub size: usize,
    /// Their order.
    pub endian: Endian,
}

impl Sum {
    /// What should be stored in `bytes`, and what is; `None` when they are too few.
    #[inline]
    pub fn compare(&self, bytes: &[u8]) -> Option<(u64, u64)> {
        let expected = self.algorithm.compute(bytes.get(self.from..self.to)?);
        let stored = bytes.get(self.at..)?.get(..self.size)?;
        let found = match (self.endian, stored) {
            (_, [byte]) => u64::from(*byte),
            (Endian::Little, [low, high]) => u64::from(u16::from_le_bytes([*low, *high])),
            (Endian::Big, [high, low]) => u64::from(u16::from_be_bytes([*high, *low])),
            (Endian::Little, bytes) => bytes.iter().rev().fold(0, |n, b| (n << 8) | u64::from(*b)),
            (Endian::Big, bytes) => bytes.iter().fold(0, |n, b| (n << 8) | u64::from(*b)),
        };
        Some((expected, found))
    }
}

/// A rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach<'r> {
    /// Another constant is expected at this place.
    Constant(usize, &'r [u8]),
    /// Another checksum is expected, and what is found.
    Sum(&'r Sum, u64, u64),
}

impl Rules {
    /// No rules: any bytes will do.
    pub fn none() -> Self {
        Self::default()
    }

    /// Rules of which nothing is known.
    pub fn unknown() -> Self {
        Self { partial: true, ..Self::default() }
    }

    /// Whether there are no other rules.
    pub fn is_complete(&self) -> bool {
        !self.partial
    }

    /// The checksums.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// Says that there are rules that are not in here.
    pub fn and_others(&mut self) {
        self.partial = true;
    }

    /// Adds a constant that stands at `at`; its size.
    pub fn constant<M>(&mut self, at: usize, value: &M, endian: Endian) -> usize
    where
        M: for<'a> BinWrite<Args<'a> = ()>,
    {
        let mut bytes = Cursor::new(Vec::new());
        self.partial |= value.write_options(&mut bytes, endian, ()).is_err();
        let bytes = bytes.into_inner();
        let size = bytes.len();
        self.constants.push((at, bytes));
        size
    }

    /// Adds the rules of a part that stands at `at`; its size.
    pub fn part<T: Inspect + FixedSize>(&mut self, at: usize, endian: Endian) -> usize {
        if !T::TOTAL {
            let part = T::rules(endian);
            self.partial |= part.partial;
            let place = |offset: usize| offset.saturating_add(at);
            self.constants.extend(part.constants.into_iter().map(|(o, bytes)| (place(o), bytes)));
            self.sums.extend(part.sums.into_iter().map(|sum| Sum {
                from: place(sum.from),
                to: place(sum.to),
                at: place(sum.at),
                ..sum
            }));
        }
        usize::try_from(T::SIZE).unwrap_or(usize::MAX)
    }

    /// Adds a checksum.
    pub fn sum(&mut self, sum: Sum) {
        self.partial |= !(1..=8).contains(&sum.size);
        self.sums.push(sum);
    }

    /// Whether they hold of `bytes`, which are a whole value.
    #[inline]
    pub fn hold(&self, bytes: &[u8]) -> bool {
        let fits = |(at, wanted): &(usize, Vec<u8>)| {
            let found = bytes.get(*at..).unwrap_or_default().iter();
            found.len() >= wanted.len() && found.zip(wanted).all(|(found, wanted)| found == wanted)
        };
        self.constants.iter().all(fits)
            && self.sums.iter().all(|sum| sum.compare(bytes).is_some_and(|(a, b)| a == b))
    }

    /// Compares constants with `bytes`, as far as they go.
    ///
    /// # Errors
    /// The first constant that is another.
    #[inline]
    pub fn constants(&self, bytes: &[u8]) -> Result<(), Breach<'_>> {
        for (at, wanted) in &self.constants {
            let found = bytes.get(*at..).unwrap_or_default();
            if !found.starts_with(wanted) && !wanted.starts_with(found) {
                return Err(Breach::Constant(*at, wanted));
            }
        }
        Ok(())
    }

    /// Computes the checksums of `bytes`, which are a whole value.
    ///
    /// # Errors
    /// The first checksum that is wrong.
    #[inline]
    pub fn checksums(&self, bytes: &[u8]) -> Result<(), Breach<'_>> {
        for sum in &self.sums {
            if let Some((expected, found)) = sum.compare(bytes)
                && expected != found
            {
                return Err(Breach::Sum(sum, expected, found));
            }
        }
        Ok(())
    }
}

/// A binrw type whose values are sent one after the other.
#[derive(Clone, Copy, Debug)]
pub struct FrameType {
    /// The bytes that every value starts with; empty when there are none.
    pub sync: &'static [u8],
    /// Bytes of the longest value.
    pub max_len: usize,
    /// Whether values have a checksum.
    pub checked: bool,
    /// The rules of a type of fixed size, all of whose values have `max_len` bytes.
    pub rules: Option<fn() -> Rules>,
    /// Reads a value into a field tree.
    pub inspect: fn(&[u8], Limits) -> Outcome<()>,
}

impl FrameType {
    /// A type of fixed size. It need not say its byte order, which is little-endian then.
    pub const fn fixed<T>() -> Self
    where
        T: FixedSize + Inspect + for<'a> BinRead<Args<'a> = ()>,
    {
        #[allow(clippy::cast_possible_truncation, reason = "a type of 4 GiB does not compile")]
        let size = T::SIZE as usize;
        let rules: fn() -> Rules = || T::rules(Endian::Little);
        Self { rules: Some(rules), ..Self::sized::<T>(size) }
    }

    /// A type whose values have at most `max_len` bytes.
    pub const fn sized<T>(max_len: usize) -> Self
    where
        T: Inspect + for<'a> BinRead<Args<'a> = ()>,
    {
        Self {
            sync: T::MAGIC,
            max_len,
            checked: T::CHECKED,
            rules: None,
            inspect: |data, limits| inspect::<T>(data, Endian::Little, (), limits).untyped(),
        }
    }
}
