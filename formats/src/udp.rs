//! User Datagram Protocol (RFC 768).

use crate::FileFormat;
use crate::internet::{
    InternetChecksum, PseudoHeader, SegmentSum, is_missing, missing, packet_size, peek_available,
    peek_udp,
};
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Expected, Inspect, to_end};

/// UDP datagram without an IP header; the checksum cannot be verified
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Udp {
    /// Datagram
    #[br(args(None))]
    #[inspect(flat)]
    pub datagram: UdpDatagram,
}

/// UDP datagram (RFC 768)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(pseudo: Option<PseudoHeader>))]
#[inspect(summary = "UDP {source_port} → {destination_port}  {data:size}")]
pub struct UdpDatagram {
    #[br(parse_with = peek_udp, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    sum: SegmentSum,
    /// Source port; 0 if unused
    pub source_port: u16,
    /// Destination port
    pub destination_port: u16,
    /// Length of header and data in bytes; 0 for a jumbogram (RFC 2675)
    #[inspect(unit = "bytes", check(matches!(length, 0 | 8..), "must be at least 8"))]
    pub length: u16,
    /// Checksum of the datagram and the pseudo header of the IP packet; 0 if not computed
    #[inspect(
        hex,
        note = note(sum, pseudo, checksum),
        expect("checksum", Expected::checksum(expected(sum, pseudo, checksum)))
    )]
    pub checksum: InternetChecksum,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    available: u64,
    /// Data
    #[br(count = packet_size(length.into(), HEADER_SIZE, available))]
    pub data: Blob,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    rest: u64,
    /// Bytes after the datagram (surplus area of RFC 9868)
    #[br(if(rest > 0), parse_with = to_end)]
    pub surplus: Option<Blob>,
    /// Rest of the data, which the packet lacks
    #[br(if(is_missing(length.into(), HEADER_SIZE, available)))]
    #[br(count = missing(length.into(), HEADER_SIZE, available))]
    pub missing: Option<Blob>,
}

/// Size of the header in bytes.
const HEADER_SIZE: u64 = 8;

/// Returns the expected checksum; `None` if it is not verified. A computed checksum of 0 is sent as
/// 0xffff.
fn expected(
    sum: SegmentSum,
    pseudo: Option<PseudoHeader>,
    stored: InternetChecksum,
) -> Option<u16> {
    let computed = sum.with_pseudo_header(pseudo, stored).filter(|_| stored.0 != 0)?;
    Some(if computed == 0 { 0xffff } else { computed })
}

/// Returns a note on a checksum that is not verified.
fn note(
    sum: SegmentSum,
    pseudo: Option<PseudoHeader>,
    stored: InternetChecksum,
) -> Option<&'static str> {
    if stored.0 == 0 { Some("not computed") } else { sum.note(pseudo, stored) }
}

impl FileFormat for Udp {
    const NAME: &'static str = "udp";
    const TITLE: &'static str = "UDP datagram";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "RFC 768";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}
