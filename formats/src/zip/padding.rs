//! Padding between parts of an archive: zeros, and virtual entries of Android packages.

use super::local::ZipEntry;
use crate::deflate::fill;
use binrw::{BinResult, Endian};
use bytescope_inspect::{Inspect, Quantity};
use std::io::{Read, Seek, SeekFrom};

/// Size of a local file header without its name and extra field, in bytes.
const HEADER_SIZE: usize = 30;
/// Size of the first read in bytes. Usually the first byte is not padding.
const FIRST_READ: usize = 64;
/// Maximum size of a read in bytes.
const MAX_READ: usize = 4096;

/// Bytes without meaning up to the next part of the archive.
///
/// zipflinger, which writes debug packages, does not move entries when one is removed. It fills the
/// gap with virtual entries: local file headers without name and data, whose extra field consists of
/// zeros. They are not in the central directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Padding {
    /// Size in bytes; 0 if there are other bytes.
    pub(super) size: u64,
    /// Number of virtual entries.
    virtual_entries: u64,
}

impl Padding {
    /// Returns the padding from the current offset to the end of the region. Without a central
    /// directory, `listed` is false, and virtual entries are entries like any other.
    pub(super) fn find<R: Read + Seek>(
        reader: &mut R,
        _: Endian,
        (listed,): (bool,),
    ) -> BinResult<Self> {
        let start = reader.stream_position()?;
        Self::between(reader, start, u64::MAX, listed)
    }

    /// Returns the padding from the start of the file to `end`.
    pub(super) fn find_before<R: Read + Seek>(
        reader: &mut R,
        _: Endian,
        (end,): (u64,),
    ) -> BinResult<Self> {
        Self::between(reader, 0, end, true)
    }

    fn between<R: Read + Seek>(
        reader: &mut R,
        start: u64,
        end: u64,
        virtual_entries: bool,
    ) -> BinResult<Self> {
        let mut found = Self::default();
        let (mut buffer, mut size) = ([0; MAX_READ], FIRST_READ);
        // Number of bytes that must follow, all of them zero: the rest of an extra field.
        let mut required = 0_u64;
        loop {
            let at = start.saturating_add(found.size);
            let left = usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX);
            reader.seek(SeekFrom::Start(at))?;
            let space = buffer.get_mut(..size.min(left)).unwrap_or_default();
            let filled = fill(reader, space)?;
            let bytes = buffer.get(..filled).unwrap_or_default();
            if bytes.is_empty() {
                return Ok(if required == 0 { found } else { Self::default() });
            }
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            if zeros > 0 {
                found.size = found.size.saturating_add(zeros as u64);
                required = required.saturating_sub(zeros as u64);
            } else if required == 0
                && virtual_entries
                && let Some(extra) = virtual_entry(bytes)
            {
                found.size = found.size.saturating_add(HEADER_SIZE as u64);
                found.virtual_entries = found.virtual_entries.saturating_add(1);
                required = extra.into();
            } else {
                return Ok(Self::default());
            }
            // Only bytes that were all zero lead to a longer read, so the time is linear.
            size = if zeros == filled { size.saturating_mul(2).min(MAX_READ) } else { FIRST_READ };
        }
    }

    /// Describes the padding, unless it consists of zeros.
    pub(super) fn note(self) -> Option<String> {
        let count = self.virtual_entries;
        (count > 0).then(|| Quantity::new(count, "virtual entry").to_string())
    }
}

/// Returns the size of the extra field if `bytes` start with the header of a virtual entry: all
/// fields except the time, the date and this size are zero.
fn virtual_entry(bytes: &[u8]) -> Option<u16> {
    let rest = bytes.strip_prefix(ZipEntry::MAGIC)?;
    let (before, rest) = rest.split_first_chunk::<6>()?;
    let (_time_and_date, rest) = rest.split_first_chunk::<4>()?;
    let (after, rest) = rest.split_first_chunk::<14>()?;
    let is_empty = before.iter().chain(after).all(|byte| *byte == 0);
    let extra = u16::from_le_bytes(*rest.first_chunk()?);
    is_empty.then_some(extra)
}
