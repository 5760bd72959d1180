//! Compressed image data: a zlib stream in consecutive chunks (10.1), decompressed in steps.

use super::rows::Rows;
use bytescope_inspect::{Algorithm, Fact, Fault, FaultKind, Quantity, checksum};
use flate2::{Decompress, FlushDecompress, Status};

/// Maximum size of the buffer for decompressed bytes.
const BUFFER_SIZE: usize = 32 << 10;
/// Size of the zlib header and of the Adler-32 checksum in bytes (RFC 1950).
const HEADER_SIZE: usize = 2;
const TRAILER_SIZE: usize = 4;
/// FLG bit for a preset dictionary.
const FDICT: u8 = 0x20;

/// Verifies the image data of an image or frame: the zlib stream, its size and its rows. Memory use
/// does not depend on the size of the image.
#[derive(Debug)]
pub(super) struct ImageStream {
    inflater: Decompress,
    part: Part,
    /// Bytes of the header or trailer.
    bytes: Vec<u8>,
    adler: checksum::Running,
    buffer: Vec<u8>,
    rows: Rows,
}

/// Part of the stream that the next byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Header,
    Blocks,
    Trailer,
    End,
}

fn fault(message: impl Into<String>) -> Fault {
    Fault::soft(FaultKind::Rule, 0, message)
}

impl ImageStream {
    pub(super) fn new(rows: Rows) -> Self {
        // One more byte than expected reveals data that is too long.
        let size = usize::try_from(rows.size()).unwrap_or(usize::MAX).saturating_add(1);
        Self {
            inflater: Decompress::new(false),
            part: Part::Header,
            bytes: Vec::new(),
            adler: Algorithm::ADLER_32.start(),
            buffer: vec![0; size.min(BUFFER_SIZE)],
            rows,
        }
    }

    /// Verifies the data of the next chunk.
    ///
    /// # Errors
    /// Returns the first fault. Its offset is that of the invalid bytes in `data`, or 0.
    pub(super) fn feed(&mut self, mut data: &[u8]) -> Result<(), Fault> {
        let len = data.len();
        while !data.is_empty() {
            let at = len.saturating_sub(data.len()) as u64;
            data = match self.part {
                Part::Header => self.header(data).map_err(|fault| fault.at(at))?,
                Part::Blocks => self.blocks(data).map_err(|fault| {
                    let offset = at.saturating_add(fault.offset);
                    fault.at(offset)
                })?,
                Part::Trailer => self.trailer(data).map_err(|fault| fault.at(at))?,
                Part::End => {
                    let excess = Quantity::new(data.len() as u64, "trailing byte");
                    let message = format!("{excess} after the end of the zlib stream (10.1)");
                    return Err(fault(message).at(at));
                }
            };
        }
        Ok(())
    }

    /// Verifies that the stream is complete.
    ///
    /// # Errors
    /// Returns a fault if the stream is truncated.
    pub(super) fn finish(&self) -> Result<(), Fault> {
        match self.part {
            Part::Header | Part::Blocks => {
                let expected = Fact::description("a final block");
                let found = Fact::description("end of data");
                Err(fault("truncated DEFLATE data").with(expected, found))
            }
            Part::Trailer => {
                let (expected, found) = (TRAILER_SIZE as u64, self.bytes.len() as u64);
                let fault = fault("truncated Adler-32 checksum");
                Err(fault.with(Fact::Size(expected), Fact::Size(found)))
            }
            Part::End => Ok(()),
        }
    }

    /// Collects up to `size` bytes of the header or trailer. Returns the rest of `data`.
    fn collect<'d>(&mut self, data: &'d [u8], size: usize) -> &'d [u8] {
        let missing = size.saturating_sub(self.bytes.len()).min(data.len());
        let (taken, rest) = data.split_at_checked(missing).unwrap_or((data, &[]));
        self.bytes.extend_from_slice(taken);
        rest
    }

    fn header<'d>(&mut self, data: &'d [u8]) -> Result<&'d [u8], Fault> {
        let rest = self.collect(data, HEADER_SIZE);
        if let [cmf, flags] = *self.bytes {
            let is_valid = cmf & 0x0f == 8
                && cmf >> 4 <= 7
                && u16::from_be_bytes([cmf, flags]).is_multiple_of(31);
            if !is_valid {
                return Err(fault("invalid zlib header (RFC 1950)"));
            }
            if flags & FDICT != 0 {
                return Err(fault("zlib stream with a preset dictionary"));
            }
            self.bytes.clear();
            self.part = Part::Blocks;
        }
        Ok(rest)
    }

    fn blocks<'d>(&mut self, mut data: &'d [u8]) -> Result<&'d [u8], Fault> {
        let len = data.len();
        loop {
            let (taken, made) = (self.inflater.total_in(), self.inflater.total_out());
            let status = self.inflater.decompress(data, &mut self.buffer, FlushDecompress::None);
            let size = self.inflater.total_out();
            let index = |end: u64, start| usize::try_from(end.saturating_sub(start)).unwrap_or(0);
            let (taken, made) = (index(self.inflater.total_in(), taken), index(size, made));
            data = data.get(taken..).unwrap_or_default();
            let Ok(status) = status else {
                let at = len.saturating_sub(data.len()) as u64;
                return Err(fault("invalid DEFLATE data (RFC 1951)").at(at));
            };
            let rows = self.buffer.get(..made).unwrap_or_default();
            self.adler.update(rows);
            self.rows.feed(rows)?;
            let expected = self.rows.size();
            if size > expected {
                return Err(wrong_size(expected, Fact::description("more")));
            }
            if status == Status::StreamEnd {
                if size < expected {
                    return Err(wrong_size(expected, Fact::Size(size)));
                }
                self.part = Part::Trailer;
                return Ok(data);
            }
            let is_stuck = taken == 0 && made == 0;
            if is_stuck && !data.is_empty() {
                let at = len.saturating_sub(data.len()) as u64;
                return Err(fault("invalid DEFLATE data (RFC 1951)").at(at));
            }
            if data.is_empty() && made < self.buffer.len() {
                return Ok(data);
            }
        }
    }

    fn trailer<'d>(&mut self, data: &'d [u8]) -> Result<&'d [u8], Fault> {
        let rest = self.collect(data, TRAILER_SIZE);
        if let Some(stored) = self.bytes.first_chunk() {
            let stored = u64::from(u32::from_be_bytes(*stored));
            let computed = self.adler.clone().finish();
            if stored != computed {
                let hex = |value| Fact::Hex { value, digits: 8 };
                let fault = Fault::soft(FaultKind::Mismatch, 0, "Adler-32 mismatch");
                return Err(fault.with(hex(computed), hex(stored)));
            }
            self.part = Part::End;
        }
        Ok(rest)
    }
}

/// Creates the fault for image data that is not `expected` bytes long.
fn wrong_size(expected: u64, found: Fact) -> Fault {
    let message = "size of the decompressed data does not match the size of the image";
    fault(message).with(Fact::Size(expected), found)
}
