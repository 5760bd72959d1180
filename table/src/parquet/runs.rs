//! Run-length, bit-packed and delta encodings of integers.
//!
//! See <https://parquet.apache.org/docs/file-format/data-pages/encodings/>.

/// Number of values that are bit-packed together.
const GROUP: usize = 8;

/// Returns the number of bits of a number.
pub(super) fn bit_width(max: u32) -> u8 {
    32_u32.saturating_sub(max.leading_zeros()) as u8
}

/// Encoder of runs of equal values and bit-packed groups.
pub(super) struct RunEncoder<'t> {
    /// Number of bits of a value.
    width: u8,
    /// Values that will be bit-packed.
    literals: Vec<u32>,
    to: &'t mut Vec<u8>,
}

impl<'t> RunEncoder<'t> {
    pub(super) fn new(width: u8, to: &'t mut Vec<u8>) -> Self {
        Self { width, literals: Vec::new(), to }
    }

    /// Adds a value `count` times.
    pub(super) fn push(&mut self, value: u32, count: usize) {
        let literals = self.literals.len();
        // A bit-packed group before a run is completed with values of the run.
        let missing = literals.next_multiple_of(GROUP).saturating_sub(literals);
        if count < missing.saturating_add(GROUP) {
            self.literals.extend(std::iter::repeat_n(value, count));
            return;
        }
        self.literals.extend(std::iter::repeat_n(value, missing));
        self.pack();
        write_varint((count.saturating_sub(missing) as u64) << 1, self.to);
        let size = usize::from(self.width.div_ceil(8));
        self.to.extend(value.to_le_bytes().iter().take(size));
    }

    /// Writes the bit-packed groups. The last group is padded with zeros.
    fn pack(&mut self) {
        if self.literals.is_empty() {
            return;
        }
        let groups = self.literals.len().div_ceil(GROUP);
        write_varint((groups as u64) << 1 | 1, self.to);
        let padding = groups.saturating_mul(GROUP).saturating_sub(self.literals.len());
        let values = self.literals.iter().map(|value| u64::from(*value));
        pack(values.chain(std::iter::repeat_n(0, padding)), self.width, self.to);
        self.literals.clear();
    }

    /// Writes the remaining values.
    pub(super) fn finish(mut self) {
        self.pack();
    }
}

/// Appends values as runs of equal values and bit-packed groups.
pub(super) fn write_runs(values: &[u32], width: u8, to: &mut Vec<u8>) {
    let mut encoder = RunEncoder::new(width, to);
    values.chunk_by(u32::eq).for_each(|run| {
        encoder.push(run.first().copied().unwrap_or(0), run.len());
    });
    encoder.finish();
}

/// Appends values of `width` bits, starting with the least significant bit. Their total size must be
/// whole bytes.
fn pack(values: impl Iterator<Item = u64>, width: u8, to: &mut Vec<u8>) {
    let (mut bits, mut filled) = (0_u128, 0_u32);
    for value in values {
        bits |= u128::from(value).wrapping_shl(filled);
        filled = filled.saturating_add(width.into());
        if filled >= 64 {
            to.extend_from_slice(&(bits as u64).to_le_bytes());
            bits >>= 64;
            filled = filled.saturating_sub(64);
        }
    }
    to.extend(bits.to_le_bytes().iter().take(filled.div_ceil(8) as usize));
}

pub(super) fn write_varint(mut value: u64, to: &mut Vec<u8>) {
    while value >= 0x80 {
        to.push(value as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    (value.wrapping_shl(1) ^ value.wrapping_shr(63)).cast_unsigned()
}

/// Number of values per block of deltas.
const BLOCK: usize = 128;

/// Number of parts of a block, each with its own width.
const PARTS: usize = 4;

/// Appends integers as differences: `DELTA_BINARY_PACKED`. `values` have 32 or 64 bits; those with 32
/// bits are sign-extended.
pub(super) fn write_deltas(values: &[i64], is_long: bool, to: &mut Vec<u8>) {
    write_varint(BLOCK as u64, to);
    write_varint(PARTS as u64, to);
    write_varint(values.len() as u64, to);
    write_varint(zigzag(values.first().copied().unwrap_or(0)), to);
    // Differences wrap around at the size of the type.
    let wrap = |value: i64| if is_long { value } else { i64::from(value as i32) };
    let offset = |value: i64| match is_long {
        true => value.cast_unsigned(),
        false => u64::from((value as i32).cast_unsigned()),
    };
    let pairs = values.iter().zip(values.iter().skip(1));
    let deltas: Vec<i64> = pairs.map(|(a, b)| wrap(b.wrapping_sub(*a))).collect();
    for block in deltas.chunks(BLOCK) {
        let min = block.iter().copied().min().unwrap_or(0);
        write_varint(zigzag(min), to);
        let part_size = BLOCK / PARTS;
        let parts: Vec<&[i64]> = block.chunks(part_size).collect();
        let width = |part: &&[i64]| {
            let max = part.iter().map(|delta| offset(delta.wrapping_sub(min))).max();
            64_u32.saturating_sub(max.unwrap_or(0).leading_zeros()) as u8
        };
        let widths: Vec<u8> = parts.iter().map(width).collect();
        to.extend((0..PARTS).map(|part| widths.get(part).copied().unwrap_or(0)));
        for (part, width) in parts.iter().zip(widths) {
            let padding = part_size.saturating_sub(part.len());
            let offsets = part.iter().map(|delta| offset(delta.wrapping_sub(min)));
            pack(offsets.chain(std::iter::repeat_n(0, padding)), width, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_groups_follow_the_specification() {
        // The example of the specification: 0 to 7 with three bits.
        let mut to = Vec::new();
        write_runs(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &mut to);
        assert_eq!(to, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);

        // A run is written once; three values before it are completed with five of its values.
        let mut to = Vec::new();
        let values = [&[1, 0, 1][..], &[0; 100]].concat();
        write_runs(&values, 1, &mut to);
        assert_eq!(to, [0b11, 0b101, 95 << 1 & 0x7f | 0x80, 1, 0]);
    }

    #[test]
    fn deltas_follow_the_specification() {
        // The first example of the specification.
        let mut to = Vec::new();
        write_deltas(&[1, 2, 3, 4, 5], false, &mut to);
        assert_eq!(to, [0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0]);
        // Extreme values.
        let mut to = Vec::new();
        write_deltas(&[i32::MIN.into(), i32::MAX.into()], false, &mut to);
        assert_eq!(to.get(to.len().saturating_sub(5)..), Some(&[1, 0, 0, 0, 0][..]));
    }
}
