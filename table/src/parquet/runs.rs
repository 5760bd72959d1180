//! Run-length, bit-packed and delta encodings of integers.
//!
//! See <https://parquet.apache.org/docs/file-format/data-pages/encodings/>.

/// Number of values that are bit-packed together.
const GROUP: usize = 8;

/// Returns the number of bits of a number.
pub(super) fn bit_width(max: u32) -> u8 {
    32_u32.saturating_sub(max.leading_zeros()) as u8
}

/// Appends values as runs of equal values and bit-packed groups.
pub(super) fn write_runs<T: Copy + PartialEq + Into<u32>>(
    values: &[T],
    width: u8,
    to: &mut Vec<u8>,
) {
    let (mut rest, mut literals) = (values, 0_usize);
    // The first `literals` values of `rest` are to be bit-packed.
    while let Some((first, after)) = rest.get(literals..).and_then(<[T]>::split_first) {
        let run = after.iter().take_while(|value| *value == first).count().saturating_add(1);
        // A bit-packed group before a run is completed with values of the run.
        let missing = literals.next_multiple_of(GROUP).saturating_sub(literals);
        if run < missing.saturating_add(GROUP) {
            literals = literals.saturating_add(run);
            continue;
        }
        let (packed, run_values) = rest.split_at(literals.saturating_add(missing));
        write_packed(packed, width, to);
        let run = run.saturating_sub(missing);
        write_varint((run as u64) << 1, to);
        let value: u32 = (*first).into();
        to.extend(value.to_le_bytes().iter().take(usize::from(width.div_ceil(8))));
        rest = run_values.get(run..).unwrap_or_default();
        literals = 0;
    }
    write_packed(rest, width, to);
}

/// Appends bit-packed groups. The last group is padded with zeros.
fn write_packed<T: Copy + Into<u32>>(values: &[T], width: u8, to: &mut Vec<u8>) {
    if values.is_empty() {
        return;
    }
    let groups = values.len().div_ceil(GROUP);
    write_varint((groups as u64) << 1 | 1, to);
    let padding = groups.saturating_mul(GROUP).saturating_sub(values.len());
    let values = values.iter().map(|value| u64::from((*value).into()));
    pack(values.chain(std::iter::repeat_n(0, padding)), width, to);
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
        write_runs(&[0_u32, 1, 2, 3, 4, 5, 6, 7], 3, &mut to);
        assert_eq!(to, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);

        // A run is written once; three values before it are completed with five of its values.
        let mut to = Vec::new();
        let values = [&[1_u8, 0, 1][..], &[0; 100]].concat();
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
