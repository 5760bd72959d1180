//! In-memory output for files written in any order.

use std::io::{Error, ErrorKind, Result, Seek, SeekFrom, Write};

/// Output that accepts the parts of a file in any order. Overlapping parts must agree: a byte, once
/// written, never changes. Bytes that are not written are zero.
#[derive(Debug, Default)]
pub(crate) struct OutputBuffer {
    bytes: Vec<u8>,
    pos: u64,
    /// Written spans, in ascending order and not adjacent.
    written: Vec<(usize, usize)>,
    /// Number of bytes skipped between parts.
    skipped: usize,
}

/// Maximum number of bytes skipped between parts. A larger number indicates an invalid offset.
const MAX_SKIPPED: usize = 1 << 28;

impl OutputBuffer {
    /// Returns the finished file.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns the offset of the next part.
    pub(crate) fn pos(&self) -> u64 {
        self.pos
    }

    /// Returns an error if `new` differs from bytes already written.
    fn compare(&self, start: usize, new: &[u8]) -> Result<()> {
        let end = start.saturating_add(new.len());
        let first = self.written.partition_point(|span| span.1 <= start);
        for (from, to) in self.written.iter().skip(first).take_while(|span| span.0 < end) {
            let (from, to) = ((*from).max(start), (*to).min(end));
            let old = self.bytes.get(from..to);
            let new = new.get(from.saturating_sub(start)..to.saturating_sub(start));
            if old != new {
                let pairs = old.unwrap_or_default().iter().zip(new.unwrap_or_default());
                let same = pairs.take_while(|(old, new)| old == new).count();
                let at = from.saturating_add(same);
                return Err(Error::other(format!("conflicting values for the byte at {at:#x}")));
            }
        }
        Ok(())
    }

    fn add_span(&mut self, start: usize, end: usize) {
        if let Some(last) = self.written.last_mut()
            && last.1 == start
        {
            last.1 = end;
            return;
        }
        let first = self.written.partition_point(|span| span.1 < start);
        let after = self.written.partition_point(|span| span.0 <= end);
        let joined = self.written.get(first..after).unwrap_or_default();
        let start = joined.first().map_or(start, |span| span.0.min(start));
        let end = joined.last().map_or(end, |span| span.1.max(end));
        self.written.splice(first..after.max(first), [(start, end)]);
    }
}

impl Write for OutputBuffer {
    fn write(&mut self, new: &[u8]) -> Result<usize> {
        if new.is_empty() {
            return Ok(0);
        }
        let out_of_range = |_| Error::new(ErrorKind::OutOfMemory, "offset out of range");
        let start = usize::try_from(self.pos).map_err(out_of_range)?;
        let end = start.checked_add(new.len()).ok_or(ErrorKind::OutOfMemory)?;
        self.compare(start, new)?;
        if end > self.bytes.len() {
            self.skipped = self.skipped.saturating_add(start.saturating_sub(self.bytes.len()));
            if self.skipped > MAX_SKIPPED {
                let message = format!("gaps before offset {start:#x} exceed {MAX_SKIPPED} bytes");
                return Err(Error::other(message));
            }
            let more = end.saturating_sub(self.bytes.len());
            self.bytes.try_reserve(more).map_err(|_| ErrorKind::OutOfMemory)?;
            if start < self.bytes.len() {
                self.bytes.truncate(start);
            } else {
                self.bytes.resize(start, 0);
            }
            self.bytes.extend_from_slice(new);
        } else if let Some(old) = self.bytes.get_mut(start..end) {
            old.copy_from_slice(new);
        }
        self.add_span(start, end);
        self.pos = end as u64;
        Ok(new.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Seek for OutputBuffer {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.pos.checked_add_signed(by),
            SeekFrom::End(by) => (self.bytes.len() as u64).checked_add_signed(by),
        };
        self.pos = target.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.pos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(output: &mut OutputBuffer, at: u64, bytes: &[u8]) -> Result<()> {
        output.seek(SeekFrom::Start(at))?;
        output.write_all(bytes)
    }

    #[test]
    fn parts_are_accepted_in_any_order() {
        let mut output = OutputBuffer::default();
        put(&mut output, 6, b"gh").unwrap();
        put(&mut output, 0, b"ab").unwrap();
        put(&mut output, 3, b"d").unwrap();
        put(&mut output, 1, b"bc").unwrap();
        put(&mut output, 1, b"bcd").unwrap();
        assert_eq!(output.written, [(0, 4), (6, 8)]);
        assert_eq!(output.into_bytes(), b"abcd\0\0gh");
    }

    #[test]
    fn conflicting_parts_are_rejected() {
        let mut output = OutputBuffer::default();
        put(&mut output, 0, b"ab").unwrap();
        put(&mut output, 4, b"ef").unwrap();
        assert!(put(&mut output, 1, b"b\0\0ef").is_ok());
        let error = put(&mut output, 0, b"abcd").unwrap_err();
        assert_eq!(error.to_string(), "conflicting values for the byte at 0x2");
        assert!(put(&mut output, 1 << 60, b"x").is_err());
        assert_eq!(output.into_bytes(), b"ab\0\0ef");
    }
}
