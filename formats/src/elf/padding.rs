//! Padding between fields. Zeros are implied; other bytes are fields, so that they are not lost.

use binrw::{BinResult, NullString, binrw};
use bytescope_inspect::{Blob, Inspect};
use std::io::{Read, SeekFrom};

/// Returns the size of padding that contains a nonzero byte; 0 for zeros. The padding has `size`
/// bytes and starts `skip` bytes after the current offset, which does not change.
#[binrw::parser(reader)]
pub(super) fn nonzero(skip: u64, size: i64) -> BinResult<u64> {
    let start = reader.stream_position()?;
    reader.seek(SeekFrom::Start(start.saturating_add(skip)))?;
    let mut bytes = Vec::new();
    reader.take(u64::try_from(size).unwrap_or(0)).read_to_end(&mut bytes)?;
    reader.seek(SeekFrom::Start(start))?;
    Ok(if bytes.iter().all(|byte| *byte == 0) { 0 } else { bytes.len() as u64 })
}

/// Returns the number of implied bytes of padding: none if the padding is a field.
pub(super) fn implied(is_field: bool, size: i64) -> i64 {
    if is_field { 0 } else { size }
}

/// Returns the number of padding bytes after `size` bytes that start `head` bytes past an aligned
/// offset.
pub(super) fn padding(align: u8, head: u64, size: u32) -> i64 {
    let end = head.saturating_add(size.into());
    let up = end.checked_next_multiple_of(align.max(1).into()).unwrap_or(end);
    i64::try_from(up.saturating_sub(end)).unwrap_or(0)
}

/// Link to a separate debug file
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct DebugLink {
    /// File name
    pub filename: NullString,
    #[br(temp, parse_with = nonzero, args(0, link_padding(&filename)))]
    #[bw(ignore)]
    #[inspect(skip)]
    kept: u64,
    /// Padding up to a multiple of 4 bytes, counted from the start of the section; only if it is not
    /// zero
    #[br(if(kept > 0), count = kept)]
    pub padding: Option<Blob>,
    /// CRC-32 of the debug file
    #[br(pad_before = implied(kept > 0, link_padding(&filename)))]
    #[bw(pad_before = implied(padding.is_some(), link_padding(filename)))]
    #[inspect(hex)]
    pub crc: u32,
}

/// Returns the size of the padding after the NUL of a file name.
fn link_padding(filename: &NullString) -> i64 {
    padding(4, 1, u32::try_from(filename.len()).unwrap_or(u32::MAX))
}
