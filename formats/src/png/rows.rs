//! Rows of an image: sizes (7.2, 8.1), filter types (9.2) and palette indices (11.2.2).

use super::{ColorType, ImageHeader, Interlace};
use bytescope_inspect::{Fact, Fault, FaultKind};

/// Dimensions and pixel format of an image or frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct ImageLayout {
    width: u32,
    height: u32,
    bits_per_pixel: u8,
    /// Number of palette entries, to which pixels of `bits_per_pixel` bits are compared.
    entries: Option<u16>,
    interlaced: bool,
}

/// Rule for PNG four-byte unsigned integers (7.1).
pub(super) const INTEGER: &str = "must be less than 2^31 (7.1)";

/// True if the number satisfies [`INTEGER`].
pub(super) fn is_integer(number: u32) -> bool {
    number < 1 << 31
}

/// Offset and step of the columns and rows of each Adam7 pass (8.1).
const ADAM7: [[(u32, u32); 2]; 7] = [
    [(0, 8), (0, 8)],
    [(4, 8), (0, 8)],
    [(0, 4), (4, 8)],
    [(2, 4), (0, 4)],
    [(0, 2), (2, 4)],
    [(1, 2), (0, 2)],
    [(0, 1), (1, 2)],
];

/// Reduced image of a pass; the whole image if it is not interlaced.
#[derive(Clone, Copy, Debug)]
struct Pass {
    /// Number of the pass, from 1; 0 if the image is not interlaced.
    number: u8,
    width: u32,
    rows: u32,
    /// Size of a row in bytes, without the filter type.
    row_size: u64,
}

impl ImageLayout {
    /// Returns the layout of an image; `None` if the header is invalid. An invalid palette is not
    /// compared with the pixels.
    pub(super) fn of(header: &ImageHeader, palette_entries: Option<u16>) -> Option<Self> {
        let channels = header.color_type.channels()?;
        let is_size = |size| size > 0 && is_integer(size);
        let is_valid = super::depth_fits(header.color_type, header.bit_depth)
            && is_size(header.width)
            && is_size(header.height)
            && header.compression_method.name().is_some()
            && header.filter_method.name().is_some()
            && header.interlace_method.name().is_some();
        let is_indexed = header.color_type == ColorType::INDEXED;
        is_valid.then_some(Self {
            width: header.width,
            height: header.height,
            bits_per_pixel: header.bit_depth.saturating_mul(channels),
            entries: palette_entries
                .filter(|entries| is_indexed && *entries < super::max_entries(header.bit_depth)),
            interlaced: header.interlace_method == Interlace::ADAM7,
        })
    }

    /// Returns the layout of a frame; `None` if it has no pixels.
    pub(super) fn with_size(self, width: u32, height: u32) -> Option<Self> {
        (width > 0 && height > 0).then_some(Self { width, height, ..self })
    }

    /// Returns the passes that have pixels (8.1).
    fn passes(self) -> Vec<Pass> {
        let row_size =
            |width: u32| u64::from(width).saturating_mul(self.bits_per_pixel.into()).div_ceil(8);
        let pass = |number, width, rows| Pass { number, width, rows, row_size: row_size(width) };
        if !self.interlaced {
            return vec![pass(0, self.width, self.height)];
        }
        let size =
            |whole: u32, (offset, step): (u32, u32)| whole.saturating_sub(offset).div_ceil(step);
        let sizes = ADAM7.map(|[x, y]| (size(self.width, x), size(self.height, y)));
        let passes = (1..).zip(sizes).map(|(number, (width, rows))| pass(number, width, rows));
        passes.filter(|pass| pass.width > 0 && pass.rows > 0).collect()
    }
}

/// Verifies the rows of an image as their bytes arrive.
#[derive(Debug)]
pub(super) struct Rows {
    /// Passes that are not complete, last one first.
    passes: Vec<Pass>,
    /// Index of the row in its pass.
    row: u32,
    /// Number of missing bytes of the row; `None` if the next byte is a filter type.
    missing: Option<u64>,
    /// Size of all rows in bytes, with their filter types.
    size: u64,
    indices: Option<Indices>,
}

impl Rows {
    pub(super) fn new(layout: ImageLayout) -> Self {
        let mut passes = layout.passes();
        let sizes = passes
            .iter()
            .map(|pass| pass.row_size.saturating_add(1).saturating_mul(pass.rows.into()));
        let size = sizes.fold(0, u64::saturating_add);
        let row_size = passes.iter().map(|pass| pass.row_size).max().unwrap_or_default();
        passes.reverse();
        let indices = layout
            .entries
            .filter(|_| row_size <= MAX_ROW_SIZE)
            .map(|entries| Indices::new(layout.bits_per_pixel, entries));
        Self { passes, row: 0, missing: None, size, indices }
    }

    /// Returns the size of all rows in bytes, with their filter types.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Verifies the next bytes. Bytes after the last row are ignored.
    ///
    /// # Errors
    /// Returns the fault of an invalid row, at offset 0.
    pub(super) fn feed(&mut self, mut bytes: &[u8]) -> Result<(), Fault> {
        while let (Some(pass), Some((first, rest))) = (self.passes.last(), bytes.split_first()) {
            let pass = *pass;
            match self.missing {
                None => {
                    if *first > MAX_FILTER_TYPE {
                        let message = format!("invalid filter type{} (9.2)", self.location(pass));
                        let fault = Fault::soft(FaultKind::Rule, 0, message);
                        let expected = Fact::description(format!("0 to {MAX_FILTER_TYPE}"));
                        return Err(fault.with(expected, Fact::from(i128::from(*first))));
                    }
                    if let Some(indices) = &mut self.indices {
                        indices.start(*first);
                    }
                    self.missing = Some(pass.row_size);
                    bytes = rest;
                }
                Some(missing) => {
                    let len = usize::try_from(missing).unwrap_or(usize::MAX).min(bytes.len());
                    let (row, rest) = bytes.split_at_checked(len).unwrap_or((bytes, &[]));
                    if let Some(indices) = &mut self.indices {
                        indices.row.extend_from_slice(row);
                    }
                    self.missing = Some(missing.saturating_sub(len as u64));
                    bytes = rest;
                }
            }
            if self.missing == Some(0) {
                self.end_row(pass)?;
            }
        }
        Ok(())
    }

    /// Ends a row, and the pass if it is the last row.
    fn end_row(&mut self, pass: Pass) -> Result<(), Fault> {
        if let Some(indices) = &mut self.indices
            && let Some(index) = indices.finish(pass.width)
        {
            let greatest = indices.entries.saturating_sub(1);
            let message = format!("palette index out of range{} (11.2.2)", self.location(pass));
            let fault = Fault::soft(FaultKind::Rule, 0, message);
            let expected = Fact::AtMost(Box::new(Fact::from(i128::from(greatest))));
            return Err(fault.with(expected, Fact::from(i128::from(index))));
        }
        self.missing = None;
        self.row = self.row.saturating_add(1);
        if self.row >= pass.rows {
            self.row = 0;
            self.passes.pop();
            if let Some(indices) = &mut self.indices {
                indices.previous.clear();
            }
        }
        Ok(())
    }

    /// Describes the position of the current row for a message.
    fn location(&self, pass: Pass) -> String {
        match pass.number {
            0 => format!(" in row {}", self.row),
            number => format!(" in row {} of pass {number}", self.row),
        }
    }
}

/// Greatest filter type (9.2).
const MAX_FILTER_TYPE: u8 = 4;
/// Maximum size in bytes of rows whose pixels are compared with the palette, so that memory use
/// does not depend on the header. Readers usually limit the width to a million pixels.
const MAX_ROW_SIZE: u64 = 1 << 20;

/// Palette indices of a row.
#[derive(Debug)]
struct Indices {
    bits: u8,
    entries: u16,
    filter: u8,
    /// Bytes of the row.
    row: Vec<u8>,
    /// Unfiltered previous row; empty in the first row of a pass.
    previous: Vec<u8>,
}

impl Indices {
    fn new(bits: u8, entries: u16) -> Self {
        Self { bits, entries, filter: 0, row: Vec::new(), previous: Vec::new() }
    }

    /// Starts a row.
    fn start(&mut self, filter: u8) {
        self.filter = filter;
        self.row.clear();
    }

    /// Ends a row of `width` pixels. Returns the greatest index if it is out of range.
    fn finish(&mut self, width: u32) -> Option<u8> {
        self.previous.resize(self.row.len(), 0);
        unfilter(self.filter, &mut self.row, &self.previous);
        let greatest = greatest(&self.row, self.bits, width);
        std::mem::swap(&mut self.row, &mut self.previous);
        (u16::from(greatest) >= self.entries).then_some(greatest)
    }
}

/// Reverses the filter of a row of one byte per pixel or less (9.2).
fn unfilter(filter: u8, row: &mut [u8], above: &[u8]) {
    let (mut left, mut corner) = (0_u8, 0_u8);
    for (byte, above) in row.iter_mut().zip(above) {
        let predicted = match filter {
            1 => left,
            2 => *above,
            3 => left.midpoint(*above),
            4 => paeth(left, *above, corner),
            _ => 0,
        };
        *byte = byte.wrapping_add(predicted);
        (left, corner) = (*byte, *above);
    }
}

/// Returns the Paeth predictor (9.4): the neighbor closest to `left + above - corner`.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let distance_left = above.abs_diff(corner);
    let distance_above = left.abs_diff(corner);
    let sum = u16::from(left).saturating_add(above.into());
    let distance_corner = sum.abs_diff(u16::from(corner).saturating_mul(2));
    if distance_left <= distance_above && u16::from(distance_left) <= distance_corner {
        left
    } else if u16::from(distance_above) <= distance_corner {
        above
    } else {
        corner
    }
}

/// Returns the greatest index in a row of `width` pixels of `bits` bits each, the leftmost pixel in
/// the high-order bits of a byte (7.2).
fn greatest(row: &[u8], bits: u8, width: u32) -> u8 {
    if bits >= 8 {
        return row.iter().copied().max().unwrap_or_default();
    }
    let shifts = (1..=8_u32).map(|n| 8_u32.saturating_sub(n.saturating_mul(bits.into())));
    let per_byte = 8_u32.checked_div(bits.into()).unwrap_or(1);
    let shifts: Vec<u32> = shifts.take(per_byte as usize).collect();
    let mask = u8::MAX.checked_shr(8_u32.saturating_sub(bits.into())).unwrap_or_default();
    let index = |byte: u8, shift: &u32| byte.checked_shr(*shift).unwrap_or_default() & mask;
    let Some((last, whole)) = row.split_last() else { return 0 };
    let whole = whole.iter().flat_map(|byte| shifts.iter().map(|shift| index(*byte, shift)));
    let rest = width.checked_rem(per_byte).filter(|rest| *rest > 0).unwrap_or(per_byte);
    let last = shifts.iter().take(rest as usize).map(|shift| index(*last, shift));
    whole.chain(last).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_reversed() {
        // Rows of the specification's filters over 10, 200, 30 above.
        let above = [10, 200, 30];
        for (filter, expected) in [
            (0, [1, 2, 3]),
            (1, [1, 3, 6]),
            (2, [11, 202, 33]),
            (3, [6, 105, 70]),
            (4, [11, 202, 33]),
        ] {
            let mut row = [1, 2, 3];
            unfilter(filter, &mut row, &above);
            assert_eq!(row, expected, "filter {filter}");
        }
        assert_eq!([paeth(10, 20, 30), paeth(50, 60, 30), paeth(255, 255, 0)], [10, 60, 255]);
    }

    #[test]
    fn padding_bits_are_not_pixels() {
        assert_eq!(greatest(&[0b0001_1011, 0b0100_1111], 2, 6), 3);
        assert_eq!(greatest(&[0b0001_0000, 0b0110_1111], 2, 6), 2);
        assert_eq!(greatest(&[0b0000_0000, 0b0111_1111], 1, 9), 0);
        assert_eq!(greatest(&[0x12, 0x3f], 4, 3), 3);
        assert_eq!(greatest(&[7, 9], 8, 2), 9);
        assert_eq!(greatest(&[], 4, 0), 0);
    }
}
