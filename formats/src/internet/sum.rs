//! Internet checksum (RFC 1071): the complement of the one's complement sum of 16-bit words.
//!
//! A network interface may complete checksums after a packet is captured by its sender: the field then
//! contains 0 or the sum of the pseudo header. Such values are accepted with a note, because the packet
//! on the wire has another one.

use super::labels::IpProtocol;
use binrw::io::Read;
use binrw::{BinResult, Endian, binrw};
use bytescope_inspect::{BuildResult, Draft, Inspect};
use std::io::SeekFrom;

/// Internet checksum
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[brw(big)]
#[inspect(from_json = checksum_from_json)]
pub struct InternetChecksum(pub u16);

/// Reads a checksum from JSON. An omitted one is not 0, which means that it is not computed.
fn checksum_from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<InternetChecksum> {
    let checksum = draft.integer()?.map(u16::try_from).transpose();
    let checksum = checksum.map_err(|_| draft.error("must be 0 to 65535"))?;
    Ok(InternetChecksum(checksum.unwrap_or(1)))
}

/// Sum and size of a range of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SegmentSum {
    /// Sum of the 16-bit words.
    sum: u64,
    /// Size in bytes.
    size: u64,
}

/// Fields of the IP header that the checksum of a segment covers (RFC 9293, 3.1; RFC 8200, 8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PseudoHeader {
    /// Sum of the addresses and the protocol.
    sum: u64,
}

impl SegmentSum {
    /// Returns the sum of bytes; an odd last byte is padded with a zero.
    pub fn of(bytes: &[u8]) -> Self {
        let word = |pair: &[u8]| match pair {
            [high, low] => u64::from(u16::from_be_bytes([*high, *low])),
            [high] => u64::from(*high) << 8,
            _ => 0,
        };
        Self { sum: bytes.chunks(2).map(word).fold(0, u64::wrapping_add), size: bytes.len() as u64 }
    }

    /// Returns the size in bytes.
    pub(crate) fn size(self) -> u64 {
        self.size
    }

    /// Returns the checksum, given the stored checksum, which the sum contains.
    pub(crate) fn checksum(self, stored: InternetChecksum) -> u16 {
        complement(self.sum.saturating_sub(stored.0.into()))
    }

    /// Returns the checksum of a segment with a pseudo header; `None` if the stored checksum is to be
    /// completed by the network interface.
    pub(crate) fn with_pseudo_header(
        self,
        pseudo: Option<PseudoHeader>,
        stored: InternetChecksum,
    ) -> Option<u16> {
        let InternetChecksum(stored) = stored;
        let sum = pseudo?.sum.saturating_add(self.size);
        let is_partial = stored == !complement(sum);
        let whole = sum.saturating_add(self.sum).saturating_sub(stored.into());
        let checksum = complement(whole);
        (!is_partial || stored == checksum).then_some(checksum)
    }

    /// Returns a note on a checksum that is not verified.
    pub(crate) fn note(
        self,
        pseudo: Option<PseudoHeader>,
        stored: InternetChecksum,
    ) -> Option<&'static str> {
        match (pseudo, self.with_pseudo_header(pseudo, stored)) {
            (None, _) => Some("not verified: the pseudo header is not available"),
            (Some(_), None) => Some("sum of the pseudo header (checksum offload)"),
            (Some(_), Some(_)) => None,
        }
    }
}

impl PseudoHeader {
    /// Creates the pseudo header for a protocol.
    pub fn new(source: &[u8], destination: &[u8], protocol: IpProtocol) -> Self {
        let addresses = SegmentSum::of(source).sum.saturating_add(SegmentSum::of(destination).sum);
        Self { sum: addresses.saturating_add(protocol.0.into()) }
    }
}

/// Folds a sum to 16 bits and complements it.
fn complement(mut sum: u64) -> u16 {
    while sum > 0xffff {
        sum = (sum & 0xffff).saturating_add(sum >> 16);
    }
    u16::try_from(sum).map_or(0, |sum| !sum)
}

/// Maximum size of an IP packet in bytes. Larger ones are not summed.
const MAX_SIZE: u64 = 0xffff;

/// Returns the sum of the next `size` bytes, or up to the end of the data.
#[binrw::parser(reader)]
pub(crate) fn peek_sum(size: u64) -> BinResult<SegmentSum> {
    let mut bytes = Vec::new();
    reader.take(size).read_to_end(&mut bytes)?;
    Ok(SegmentSum::of(&bytes))
}

/// Returns the sum of the bytes up to the end of the region.
#[binrw::parser(reader)]
pub(crate) fn peek_segment() -> BinResult<SegmentSum> {
    let mut bytes = Vec::new();
    reader.take(MAX_SIZE).read_to_end(&mut bytes)?;
    Ok(SegmentSum::of(&bytes))
}

/// Returns the sum of a UDP datagram, whose length is in its header.
#[binrw::parser(reader)]
pub(crate) fn peek_udp() -> BinResult<SegmentSum> {
    let mut bytes = Vec::new();
    reader.take(MAX_SIZE).read_to_end(&mut bytes)?;
    let length = match bytes.get(4..6) {
        Some([high, low]) => usize::from(u16::from_be_bytes([*high, *low])),
        _ => 0,
    };
    let end = if length == 0 { bytes.len() } else { length.min(bytes.len()) };
    Ok(SegmentSum::of(bytes.get(..end).unwrap_or_default()))
}

/// Returns the number of bytes up to the end of the region.
#[binrw::parser(reader)]
pub(crate) fn peek_available() -> BinResult<u64> {
    let at = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(at))?;
    Ok(end.saturating_sub(at))
}

/// Returns the size of the rest of a packet, of which `available` bytes are present. A declared size
/// of 0 is that of a packet which the network interface divides (segmentation offload).
pub(crate) fn packet_size(declared: u64, header: u64, available: u64) -> u64 {
    if declared == 0 { available } else { declared.saturating_sub(header).min(available) }
}

/// Returns the number of bytes that a packet lacks.
pub(crate) fn missing(declared: u64, header: u64, available: u64) -> u64 {
    declared.saturating_sub(header).saturating_sub(available)
}

/// True if a packet lacks bytes.
pub(crate) fn is_missing(declared: u64, header: u64, available: u64) -> bool {
    missing(declared, header, available) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_follow_rfc_1071() {
        // Header of RFC 1071 style example; the checksum is 0xb861.
        let header =
            b"\x45\x00\x00\x73\x00\x00\x40\x00\x40\x11\xb8\x61\xc0\xa8\x00\x01\xc0\xa8\x00\xc7";
        assert_eq!(SegmentSum::of(header).checksum(InternetChecksum(0xb861)), 0xb861);
        // An odd byte is padded.
        assert_eq!(SegmentSum::of(&[1]).checksum(InternetChecksum(0)), 0xfeff);
        let pseudo = PseudoHeader::new(&[10, 0, 0, 1], &[10, 0, 0, 2], IpProtocol::TCP);
        let segment = SegmentSum { sum: 0x1234, size: 20 };
        // 0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 6 + 20 = 0x141d
        assert_eq!(
            segment.with_pseudo_header(Some(pseudo), InternetChecksum(0)),
            Some(!(0x141d + 0x1234))
        );
        let partial = SegmentSum { sum: 0x1234 + 0x141d, size: 20 };
        assert_eq!(partial.with_pseudo_header(Some(pseudo), InternetChecksum(0x141d)), None);
        assert!(partial.note(Some(pseudo), InternetChecksum(0x141d)).is_some());
        assert_eq!(segment.with_pseudo_header(None, InternetChecksum(0)), None);
    }

    #[test]
    fn sizes_of_truncated_packets_are_limited() {
        assert_eq!(packet_size(40, 20, 100), 20);
        assert_eq!((packet_size(40, 20, 5), missing(40, 20, 5)), (5, 15));
        assert_eq!((packet_size(0, 20, 5), is_missing(0, 20, 5)), (5, false));
        assert_eq!(packet_size(10, 20, 5), 0);
    }
}
