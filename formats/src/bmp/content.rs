//! Verifies compressed pixels.

use super::rle::{self, Unit};
use super::{Compression, DibHeader, Os2Compression, WindowsCompression};
use binrw::BinResult;
use binrw::io::Read;

/// Returns the first fault of compressed pixels: `stored` bytes at the current offset. Returns
/// `None` for uncompressed pixels, and for Huffman coding and CMYK, which are not decoded.
#[binrw::parser(reader)]
pub(super) fn find_fault(dib: &DibHeader, stored: u64) -> BinResult<Option<String>> {
    use {Compression::*, Os2Compression as O, WindowsCompression as W};
    let start = reader.stream_position()?;
    let mut data = reader.take(stored);
    let unit = match (dib.compression(), dib.bits_per_pixel()) {
        (Windows(W::BI_RLE4) | Os2(O::BCA_RLE4), 4) => Unit::Nibble,
        (Windows(W::BI_RLE8) | Os2(O::BCA_RLE8), 8) => Unit::Byte,
        (Os2(O::BCA_RLE24), 24) => Unit::Triple,
        (Windows(W::BI_JPEG), _) => return magic_fault(&mut data, JPEG_MAGIC),
        (Windows(W::BI_PNG), _) => return magic_fault(&mut data, PNG_MAGIC),
        _ => return Ok(None),
    };
    let size = (usize::try_from(dib.width()), usize::try_from(dib.rows()));
    // A width of 0 is a fault of the header.
    let (Ok(width @ 1..), Ok(rows)) = size else { return Ok(None) };
    let fault = rle::verify(&mut data, unit, width, rows)?;
    Ok(fault.map(|fault| {
        let at = start.saturating_add(fault.offset);
        format!("stored row {} of {rows} at {at:#x}: {}", fault.row, fault.message)
    }))
}

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
