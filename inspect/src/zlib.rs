//! Decompression of zlib streams (RFC 1950).

use crate::{Algorithm, Fact, Fault, FaultKind, Limit};
use flate2::{Decompress, FlushDecompress, Status};

/// Maximum size of the decompression buffer in bytes.
const MAX_BUFFER: usize = 64 << 10;

/// Decompresses a zlib stream to at most `left` bytes. Returns the content, which is incomplete if
/// a fault is returned. The offset of the fault is 0. If the content would exceed `left` bytes, the
/// fault reports `limit` as the maximum.
pub fn inflate_zlib(stream: &[u8], left: u64, limit: u64) -> (Vec<u8>, Option<Fault>) {
    let mut content = Vec::new();
    let fault = match inflate(stream, true, left, &mut content) {
        Ok(_) => None,
        Err(ZlibFailure::Limit) => Some(Fault::limit_reached(Limit::Decompressed, 0, limit)),
        Err(ZlibFailure::Truncated | ZlibFailure::Corrupt) => Some(diagnose(stream, &content)),
    };
    (content, fault)
}

/// Decompression error.
enum ZlibFailure {
    Limit,
    Truncated,
    Corrupt,
}

/// Appends the decompressed data to `content` and returns the size of the compressed data in bytes.
/// `header` is true for a zlib stream, and false for raw DEFLATE data.
fn inflate(
    stream: &[u8],
    header: bool,
    left: u64,
    content: &mut Vec<u8>,
) -> Result<usize, ZlibFailure> {
    let mut inflater = Decompress::new(header);
    let mut buffer = vec![0; MAX_BUFFER.min(stream.len().saturating_mul(4).saturating_add(64))];
    loop {
        let (taken, made) = (inflater.total_in(), inflater.total_out());
        let rest = stream.get(index(taken)..).unwrap_or_default();
        let status = inflater.decompress(rest, &mut buffer, FlushDecompress::None);
        let made = inflater.total_out().saturating_sub(made);
        content.extend_from_slice(buffer.get(..index(made)).unwrap_or_default());
        if content.len() as u64 > left {
            content.truncate(index(left));
            return Err(ZlibFailure::Limit);
        }
        match status {
            Ok(Status::StreamEnd) => return Ok(index(inflater.total_in())),
            Ok(_) if made == 0 && inflater.total_in() == taken => {
                return Err(ZlibFailure::Truncated);
            }
            Ok(_) => {}
            Err(_) => return Err(ZlibFailure::Corrupt),
        }
    }
}

fn index(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// Size of the header in bytes.
const HEADER_SIZE: usize = 2;
/// FLG bit for a preset dictionary.
const FDICT: u8 = 0x20;

/// Returns the fault of a stream that cannot be decompressed. `content` is the decompressed data up
/// to the fault.
fn diagnose(stream: &[u8], content: &[u8]) -> Fault {
    let fault = |message: &str| Fault::soft(FaultKind::Rule, 0, message);
    let (expected, found) = (Fact::description("a final block"), Fact::description("end of data"));
    let truncated = fault("truncated DEFLATE data").with(expected, found);
    let Some(([cmf, flags], data)) = stream.split_first_chunk::<HEADER_SIZE>() else {
        return truncated;
    };
    let is_valid =
        cmf & 0x0f == 8 && cmf >> 4 <= 7 && u16::from_be_bytes([*cmf, *flags]).is_multiple_of(31);
    if !is_valid {
        return fault("invalid zlib header (RFC 1950)");
    }
    if flags & FDICT != 0 {
        return fault("zlib stream with a preset dictionary, which bytescope cannot decompress");
    }
    // The first attempt stopped at the same block, or after the last block.
    let size = match inflate(data, false, u64::MAX, &mut Vec::new()) {
        Ok(size) => size,
        Err(ZlibFailure::Truncated) => return truncated,
        Err(ZlibFailure::Corrupt | ZlibFailure::Limit) => {
            return fault("invalid DEFLATE data (RFC 1951)");
        }
    };
    let trailer = data.get(size..).unwrap_or_default();
    match trailer.first_chunk() {
        Some(stored) => {
            let hex = |value| Fact::Hex { value, digits: 8 };
            let stored = u64::from(u32::from_be_bytes(*stored));
            fault("Adler-32 mismatch").with(hex(Algorithm::ADLER_32.compute(content)), hex(stored))
        }
        None => {
            let (expected, found) = (Fact::Size(4), Fact::Size(trailer.len() as u64));
            fault("truncated Adler-32 checksum").with(expected, found)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::ZlibEncoder;
    use std::io::Read;

    fn message(stream: &[u8], left: u64) -> (usize, String) {
        let (content, fault) = inflate_zlib(stream, left, 1 << 20);
        (content.len(), fault.map_or(String::new(), |fault| fault.to_string()))
    }

    #[test]
    fn faults_are_distinguished() {
        let content = b"words words words words".repeat(10_000);
        let mut stream = Vec::new();
        ZlibEncoder::new(&*content, Compression::default()).read_to_end(&mut stream).unwrap();
        let (len, end) = (content.len(), stream.len());
        assert_eq!(message(&stream, len as u64), (len, String::new()));
        let limit = "limit reached: more than 1,048,576 decompressed bytes";
        assert_eq!(message(&stream, 1000), (1000, limit.to_owned()));

        let truncated = "truncated DEFLATE data: expected a final block, found end of data";
        assert_eq!(message(&stream[..end / 2], u64::MAX).1, truncated);
        assert_eq!(message(&[], u64::MAX), (0, truncated.to_owned()));
        assert_eq!(message(&[0x78], u64::MAX), (0, truncated.to_owned()));
        assert_eq!(
            message(&stream[..end - 1], u64::MAX),
            (len, "truncated Adler-32 checksum: expected 4 bytes, found 3 bytes".to_owned())
        );
        assert_eq!(
            message(b"not zlib", u64::MAX),
            (0, "invalid zlib header (RFC 1950)".to_owned())
        );
        assert_eq!(
            message(&[0x78, 0xda, 0x07], u64::MAX),
            (0, "invalid DEFLATE data (RFC 1951)".to_owned())
        );
        assert!(message(&[0x78, 0xbb, 0, 0, 0, 1], u64::MAX).1.contains("preset dictionary"));
        // An empty stored block with an invalid checksum.
        assert_eq!(
            message(&[0x78, 0xda, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 2], u64::MAX),
            (0, "Adler-32 mismatch: expected 0x00000001, found 0x00000002".to_owned())
        );
        stream[end - 4] ^= 0x80;
        let (found, mismatch) = message(&stream, u64::MAX);
        assert_eq!(found, len);
        assert!(mismatch.starts_with("Adler-32 mismatch: expected 0x"), "{mismatch}");
    }
}
