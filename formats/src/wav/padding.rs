//! Zero padding after the last chunk of a list.

use binrw::BinResult;
use binrw::io::{Read, Seek, SeekFrom};

/// Finds zero padding at the end of a list of chunks. The bytes of the list are searched only once.
#[derive(Debug)]
pub(super) struct ZeroPadding {
    /// End offset of the list.
    end: u64,
    /// Offset up to which the padding does not start.
    searched: u64,
}

impl ZeroPadding {
    /// Creates a search in a list that ends at offset `end`, or at the end of the data.
    pub(super) fn before(end: u64) -> Self {
        Self { end, searched: 0 }
    }

    /// True if only zeros remain, or nothing. Does not change the offset of the reader.
    pub(super) fn starts_here<R: Read + Seek>(&mut self, reader: &mut R) -> BinResult<bool> {
        let start = reader.stream_position()?;
        if start < self.searched {
            return Ok(false);
        }
        let mut buffer = [0; 256];
        let mut at = start;
        let found = loop {
            let left = self.end.saturating_sub(at);
            let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
            let filled = reader.read(buffer.get_mut(..wanted).unwrap_or_default())?;
            let bytes = buffer.get(..filled).unwrap_or_default();
            if let Some(nonzero) = bytes.iter().position(|byte| *byte != 0) {
                break Some(at.saturating_add(nonzero as u64));
            }
            if filled == 0 {
                break None;
            }
            at = at.saturating_add(filled as u64);
        };
        reader.seek(SeekFrom::Start(start))?;
        self.searched = found.map_or(self.searched, |nonzero| nonzero.saturating_add(1));
        Ok(found.is_none())
    }
}
