//! Verifies compressed pixels and palette indices.

use super::rle::{self, Unit};
use super::{Compression, DibHeader, Os2Compression, WindowsCompression};
use binrw::BinResult;
use binrw::io::Read;

/// Returns the first fault of the pixels, `stored` bytes at the current offset: in compressed data,
/// or a palette index that is not less than `colors`, the number of palette entries. Returns `None`
/// for other uncompressed pixels, and for Huffman coding and CMYK, which are not decoded.
#[binrw::parser(reader)]
pub(super) fn find_fault(dib: &DibHeader, colors: u64, stored: u64) -> BinResult<Option<String>> {
    use {Compression::*, Os2Compression as O, WindowsCompression as W};
    let start = reader.stream_position()?;
    let mut data = reader.take(stored);
    let unit = match (dib.compression(), dib.bits_per_pixel()) {
        (Windows(W::BI_RLE4) | Os2(O::BCA_RLE4), 4) => Unit::Nibble,
        (Windows(W::BI_RLE8) | Os2(O::BCA_RLE8), 8) => Unit::Byte,
        (Os2(O::BCA_RLE24), 24) => Unit::Triple,
        (Windows(W::BI_JPEG), _) => return magic_fault(&mut data, JPEG_MAGIC),
        (Windows(W::BI_PNG), _) => return magic_fault(&mut data, PNG_MAGIC),
        (Windows(W::BI_RGB) | Os2(O::BCA_UNCOMP), depth @ (1 | 2 | 4 | 8)) => {
            let Some(max) = last_color(colors, depth) else { return Ok(None) };
            return index_fault(&mut data, start, (dib.width(), dib.rows()), depth, max);
        }
        _ => return Ok(None),
    };
    let size = (usize::try_from(dib.width()), usize::try_from(dib.rows()));
    // A width of 0 is a fault of the header.
    let (Ok(width @ 1..), Ok(rows)) = size else { return Ok(None) };
    let last = match unit {
        Unit::Triple => None,
        Unit::Nibble | Unit::Byte => last_color(colors, dib.bits_per_pixel()),
    };
    let fault = rle::verify(&mut data, unit, width, rows, last.unwrap_or(u8::MAX))?;
    Ok(fault.map(|fault| {
        let at = start.saturating_add(fault.offset);
        format!("stored row {} of {rows} at {at:#x}: {}", fault.row, fault.message)
    }))
}

/// Returns the index of the last of `colors` palette entries if pixels of `depth` bits can exceed it.
fn last_color(colors: u64, depth: u16) -> Option<u8> {
    let last = u8::try_from(colors.checked_sub(1)?).ok()?;
    (u32::from(last) < (1_u32 << depth.min(8)).saturating_sub(1)).then_some(last)
}

/// Returns the first palette index greater than `last` in uncompressed rows of 1, 2, 4 or 8 bits per
/// pixel.
fn index_fault<R: Read>(
    data: &mut R,
    start: u64,
    (width, rows): (u32, u32),
    depth: u16,
    last: u8,
) -> BinResult<Option<String>> {
    let mut chunk = Vec::new();
    let mut offset = start;
    let row_bytes = u64::from(width).saturating_mul(depth.into()).div_ceil(32).saturating_mul(4);
    for row in 0..rows {
        // A row may be larger than the file.
        let (mut pixels, mut left) = (width as usize, row_bytes);
        while left > 0 {
            chunk.clear();
            let size = data.take(left.min(CHUNK)).read_to_end(&mut chunk)? as u64;
            if size == 0 {
                return Ok(None);
            }
            let indices = (offset..).zip(&chunk).flat_map(|(at, byte)| {
                let unused = 8_u16.saturating_sub(depth);
                let shifts = (0..=unused).rev().step_by(depth.into()).map(u32::from);
                let mask = u8::MAX.checked_shr(unused.into()).unwrap_or(0);
                shifts.map(move |shift| (at, byte.checked_shr(shift).unwrap_or(0) & mask))
            });
            if let Some((at, index)) = indices.take(pixels).find(|(_, index)| *index > last) {
                let message = rle::index_out_of_range(index, last);
                return Ok(Some(format!("stored row {row} of {rows} at {at:#x}: {message}")));
            }
            let read = chunk.len().saturating_mul(8).checked_div(depth.into());
            pixels = pixels.saturating_sub(read.unwrap_or(0));
            (offset, left) = (offset.saturating_add(size), left.saturating_sub(size));
        }
    }
    Ok(None)
}

/// Number of bytes that [`index_fault`] reads at once.
const CHUNK: u64 = 64 << 10;

/// First bytes of a JPEG file: the start-of-image marker.
const JPEG_MAGIC: &[u8] = b"\xff\xd8";
/// First bytes of a PNG file.
const PNG_MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Returns a fault if `data` does not start with `magic`.
fn magic_fault<R: Read>(data: &mut R, magic: &[u8]) -> BinResult<Option<String>> {
    let mut found = Vec::new();
    data.take(magic.len() as u64).read_to_end(&mut found)?;
    let (magic, found) = (magic.escape_ascii(), found.escape_ascii());
    let (magic, found) = (magic.to_string(), found.to_string());
    Ok((found != magic).then(|| format!("bad magic: expected \"{magic}\", found \"{found}\"")))
}
