//! Values in the physical types of Parquet, and their encodings.

use super::dictionary::Dictionary;
use super::runs::{bit_width, write_deltas, write_runs};
use crate::batch::{ColumnValues, Strings};
use crate::schema::ColumnKind;
use parquet::basic::Encoding;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::file::statistics::Statistics;
use std::cmp::Ordering;
use std::ops::Range;

/// Size in bytes of a decimal number of 20 digits.
pub(super) const DECIMAL_SIZE: usize = 9;

/// Maximum size of a text or of bytes in the statistics.
const MAX_BOUND: usize = 64;

/// Non-null values of a column chunk.
pub(super) enum Physical<'v> {
    Bool(Vec<bool>),
    /// Integers and floats of 32 or 64 bits, as their bits.
    Number {
        is_long: bool,
        values: Vec<u64>,
    },
    Bytes(Vec<&'v [u8]>),
    /// Concatenated values of a fixed size.
    Fixed {
        size: usize,
        data: Vec<u8>,
    },
}

impl<'v> Physical<'v> {
    /// Converts the values at these indices.
    pub(super) fn of(values: &'v ColumnValues, mut rows: impl Iterator<Item = usize>) -> Self {
        macro_rules! number {
            ($values:expr, $is_long:expr, $bits:expr) => {{
                let bits = |row| $values.get(row).copied().map_or(0, $bits);
                Self::Number { is_long: $is_long, values: rows.map(bits).collect() }
            }};
        }
        let int = |value: i32| u64::from(value.cast_unsigned());
        let strings = |values: &'v Strings, rows: &mut dyn Iterator<Item = usize>| {
            Self::Bytes(rows.map(|row| values.get(row)).collect())
        };
        match values {
            ColumnValues::Bool(v) => {
                Self::Bool(rows.map(|row| v.get(row) == Some(&true)).collect())
            }
            ColumnValues::I8(v) => number!(v, false, |value: i8| int(value.into())),
            ColumnValues::U8(v) => number!(v, false, u64::from),
            ColumnValues::I16(v) => number!(v, false, |value: i16| int(value.into())),
            ColumnValues::U16(v) => number!(v, false, u64::from),
            ColumnValues::I32(v) => number!(v, false, int),
            ColumnValues::U32(v) => number!(v, false, u64::from),
            ColumnValues::I64(v) => number!(v, true, i64::cast_unsigned),
            ColumnValues::U64(v) => number!(v, true, |value| value),
            ColumnValues::F32(v) => number!(v, false, |value| f32::to_bits(value).into()),
            ColumnValues::F64(v) => number!(v, true, f64::to_bits),
            ColumnValues::F16(v) => {
                let bits = |row: usize| v.get(row).copied().unwrap_or(0_u16).to_le_bytes();
                Self::Fixed { size: 2, data: rows.flat_map(bits).collect() }
            }
            ColumnValues::I128(v) => {
                let bytes = |row: usize| {
                    let [_, _, _, _, _, _, _, rest @ ..] =
                        v.get(row).copied().unwrap_or(0_i128).to_be_bytes();
                    rest
                };
                Self::Fixed { size: DECIMAL_SIZE, data: rows.flat_map(bytes).collect() }
            }
            ColumnValues::Text(v) | ColumnValues::Bytes(v) | ColumnValues::Json(v) => {
                strings(v, &mut rows)
            }
            // The leaves of nested columns have other kinds.
            ColumnValues::Nested(_) => Self::Bytes(Vec::new()),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Bool(values) => values.len(),
            Self::Number { values, .. } => values.len(),
            Self::Bytes(values) => values.len(),
            Self::Fixed { size, data } => data.len().checked_div(*size).unwrap_or(0),
        }
    }

    /// Appends values in the plain encoding.
    fn write_plain(&self, range: Range<usize>, to: &mut Vec<u8>) {
        match self {
            Self::Bool(values) => {
                for group in values.get(range).unwrap_or_default().chunks(8) {
                    let bit = |byte: u8, (at, value): (usize, &bool)| byte | u8::from(*value) << at;
                    to.push(group.iter().enumerate().fold(0, bit));
                }
            }
            Self::Number { is_long, values } => {
                write_numbers(values.get(range).unwrap_or_default(), *is_long, to);
            }
            Self::Bytes(values) => write_bytes(values.get(range).unwrap_or_default(), to),
            Self::Fixed { size, data } => {
                let at = |index: usize| index.saturating_mul(*size);
                to.extend_from_slice(data.get(at(range.start)..at(range.end)).unwrap_or_default());
            }
        }
    }

    fn plain_size(&self) -> usize {
        match self {
            Self::Bool(values) => values.len().div_ceil(8),
            Self::Number { is_long, values } => {
                values.len().saturating_mul(if *is_long { 8 } else { 4 })
            }
            Self::Bytes(values) => {
                let size = |value: &&[u8]| value.len().saturating_add(4);
                values.iter().map(size).fold(0, usize::saturating_add)
            }
            Self::Fixed { data, .. } => data.len(),
        }
    }
}

fn write_numbers(values: &[u64], is_long: bool, to: &mut Vec<u8>) {
    match is_long {
        true => to.extend(values.iter().flat_map(|value| value.to_le_bytes())),
        false => to.extend(values.iter().flat_map(|value| (*value as u32).to_le_bytes())),
    }
}

fn write_bytes(values: &[&[u8]], to: &mut Vec<u8>) {
    for value in values {
        to.extend_from_slice(&(value.len() as u32).to_le_bytes());
        to.extend_from_slice(value);
    }
}

/// Values and their encoding.
pub(super) struct EncodedValues<'v> {
    pub(super) values: Physical<'v>,
    pub(super) encoding: Encoding,
    /// Number of values and contents of the dictionary page.
    pub(super) dictionary: Option<(usize, Vec<u8>)>,
    indices: Vec<u32>,
    index_width: u8,
    /// Smallest and largest value, of those in the dictionary.
    pub(super) statistics: Option<Statistics>,
}

/// Number of values from which the encoding as differences is considered.
const MIN_DELTAS: usize = 32;

impl<'v> EncodedValues<'v> {
    /// Chooses the smallest encoding: with a dictionary, as differences or plain.
    pub(super) fn new(values: Physical<'v>, kind: ColumnKind, nulls: u64) -> Self {
        let plain_size = values.plain_size();
        let mut encoded = Self {
            values,
            encoding: Encoding::PLAIN,
            dictionary: None,
            indices: Vec::new(),
            index_width: 0,
            statistics: None,
        };
        let bounds = match &encoded.values {
            Physical::Number { is_long, values } => {
                let dictionary = Dictionary::of(values);
                let distinct = dictionary.as_ref().map_or(values, |found| &found.entries);
                let bounds = number_bounds(distinct, *is_long, kind, nulls);
                if let Some(Dictionary { entries, indices }) = dictionary {
                    let mut page = Vec::new();
                    write_numbers(&entries, *is_long, &mut page);
                    encoded.index(entries.len(), page, indices, plain_size);
                }
                bounds
            }
            Physical::Bytes(values) => {
                let dictionary = Dictionary::of(values);
                let distinct = dictionary.as_ref().map_or(values, |found| &found.entries);
                let bounds = byte_bounds(distinct, nulls);
                if let Some(Dictionary { entries, indices }) = dictionary {
                    let mut page = Vec::new();
                    write_bytes(&entries, &mut page);
                    encoded.index(entries.len(), page, indices, plain_size);
                }
                bounds
            }
            Physical::Bool(values) => {
                let (min, max) = (values.iter().min().copied(), values.iter().max().copied());
                Statistics::boolean(min, max, None, Some(nulls), false)
            }
            Physical::Fixed { size, data } => fixed_bounds(*size, data, nulls),
        };
        encoded.statistics = Some(bounds);
        if encoded.dictionary.is_none()
            && let Some(deltas) = encoded.deltas(kind)
            && deltas.saturating_mul(3) < plain_size.saturating_mul(2)
        {
            encoded.encoding = Encoding::DELTA_BINARY_PACKED;
        }
        encoded
    }

    /// Uses a dictionary, if it has less than half the size of the plain values. Otherwise, compressed
    /// plain values are usually smaller.
    fn index(&mut self, count: usize, page: Vec<u8>, indices: Vec<u32>, plain_size: usize) {
        let width = bit_width(count.saturating_sub(1) as u32);
        let bits = indices.len().saturating_mul(width.into());
        let size = page.len().saturating_add(bits / 8).saturating_add(DICTIONARY_OVERHEAD);
        if size.saturating_mul(2) < plain_size {
            self.encoding = Encoding::RLE_DICTIONARY;
            (self.dictionary, self.indices) = (Some((count, page)), indices);
            self.index_width = width;
        }
    }

    /// Returns the size of integers as differences, estimated from the first values.
    fn deltas(&self, kind: ColumnKind) -> Option<usize> {
        let Physical::Number { values, .. } = &self.values else { return None };
        let is_float = matches!(kind, ColumnKind::F32 | ColumnKind::F64);
        if is_float || values.len() < MIN_DELTAS {
            return None;
        }
        let sample = values.len().min(DELTA_SAMPLE);
        let mut page = Vec::new();
        self.write_deltas(0..sample, &mut page);
        page.len().checked_mul(values.len())?.checked_div(sample)
    }

    fn write_deltas(&self, range: Range<usize>, to: &mut Vec<u8>) {
        let Physical::Number { is_long, values } = &self.values else { return };
        let signed = |value: &u64| match is_long {
            true => value.cast_signed(),
            false => (*value as u32).cast_signed().into(),
        };
        let values: Vec<i64> = values.get(range).into_iter().flatten().map(signed).collect();
        write_deltas(&values, *is_long, to);
    }

    /// Appends values of a data page.
    pub(super) fn write(&self, range: Range<usize>, to: &mut Vec<u8>) {
        match self.encoding {
            Encoding::RLE_DICTIONARY => {
                to.push(self.index_width);
                let indices = self.indices.get(range).unwrap_or_default();
                write_runs(indices, self.index_width, to);
            }
            Encoding::DELTA_BINARY_PACKED => self.write_deltas(range, to),
            _ => self.values.write_plain(range, to),
        }
    }

    /// Returns the approximate size of all values of the data pages.
    pub(super) fn size(&self) -> usize {
        match self.encoding {
            Encoding::RLE_DICTIONARY => {
                self.indices.len().saturating_mul(self.index_width.into()) / 8
            }
            _ => self.values.plain_size(),
        }
    }
}

/// Size in bytes of the header of a dictionary page and its entry in the metadata.
const DICTIONARY_OVERHEAD: usize = 32;

/// Number of values from which the size of differences is estimated.
const DELTA_SAMPLE: usize = 4096;

fn number_bounds(values: &[u64], is_long: bool, kind: ColumnKind, nulls: u64) -> Statistics {
    let nulls = Some(nulls);
    match kind {
        ColumnKind::F32 => {
            let values = values.iter().map(|bits| f32::from_bits(*bits as u32));
            let bounds = float_bounds(values, f32::total_cmp, |value| value.is_nan());
            // Zeros of both signs are equal.
            let (min, max) = bounds.unzip();
            let (min, max) =
                (min.map(|min| if min == 0.0 { -0.0 } else { min }), max.map(|max| max + 0.0));
            Statistics::float(min, max, None, nulls, false)
        }
        ColumnKind::F64 => {
            let values = values.iter().map(|bits| f64::from_bits(*bits));
            let bounds = float_bounds(values, f64::total_cmp, |value| value.is_nan());
            let (min, max) = bounds.unzip();
            let (min, max) =
                (min.map(|min| if min == 0.0 { -0.0 } else { min }), max.map(|max| max + 0.0));
            Statistics::double(min, max, None, nulls, false)
        }
        _ => {
            let is_signed = matches!(
                kind,
                ColumnKind::I8 | ColumnKind::I16 | ColumnKind::I32 | ColumnKind::I64
            );
            let key = |bits: &&u64| match (is_signed, is_long) {
                (false, _) => i128::from(**bits),
                (true, true) => bits.cast_signed().into(),
                (true, false) => (**bits as u32).cast_signed().into(),
            };
            let (min, max) = (values.iter().min_by_key(key), values.iter().max_by_key(key));
            let int = |bits: Option<&u64>| bits.map(|bits| (*bits as u32).cast_signed());
            let long = |bits: Option<&u64>| bits.map(|bits| bits.cast_signed());
            match is_long {
                true => Statistics::int64(long(min), long(max), None, nulls, false),
                false => Statistics::int32(int(min), int(max), None, nulls, false),
            }
        }
    }
}

/// Returns the smallest and the largest float; `None` if there is none, or any that is not a number.
fn float_bounds<T: Copy>(
    values: impl Iterator<Item = T> + Clone,
    order: impl Fn(&T, &T) -> Ordering,
    is_nan: impl Fn(&T) -> bool,
) -> Option<(T, T)> {
    if values.clone().any(|value| is_nan(&value)) {
        return None;
    }
    Some((values.clone().min_by(&order)?, values.max_by(&order)?))
}

fn byte_bounds(values: &[&[u8]], nulls: u64) -> Statistics {
    let (min, max) = (values.iter().min(), values.iter().max());
    let is_short = |bound: &Option<&&[u8]>| bound.is_some_and(|bound| bound.len() <= MAX_BOUND);
    let bounds = (is_short(&min) && is_short(&max)).then_some(()).and(min.zip(max));
    let (min, max) = bounds.unzip();
    let array = |bound: &&[u8]| ByteArray::from(bound.to_vec());
    Statistics::byte_array(min.map(array), max.map(array), None, Some(nulls), false)
}

/// Returns the bounds of decimals. Floats of 16 bits have none.
fn fixed_bounds(size: usize, data: &[u8], nulls: u64) -> Statistics {
    let values = || data.chunks_exact(size.max(1)).filter(|_| size == DECIMAL_SIZE);
    // The sign is in the first byte.
    let key = |value: &&[u8]| {
        let (first, rest) = value.split_first().unwrap_or((&0, &[]));
        (first.cast_signed(), rest.to_vec())
    };
    let array = |bound: &[u8]| FixedLenByteArray::from(bound.to_vec());
    let (min, max) = (values().min_by_key(key).map(array), values().max_by_key(key).map(array));
    Statistics::fixed_len_byte_array(min, max, None, Some(nulls), false)
}
