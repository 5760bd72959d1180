//! Internet Protocol version 6 (RFC 8200).

use crate::FileFormat;
use crate::internet::{
    IpPayload, IpProtocol, Ipv6Address, PseudoHeader, is_missing, missing, packet_size,
    peek_available,
};
use binrw::helpers::until;
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Inspect, Within, bits, to_end};

/// IPv6 packet, possibly followed by padding
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "IPv6 packet, {source_address} → {destination_address}, {payload}")]
pub struct Ipv6 {
    /// Packet
    #[inspect(flat)]
    pub packet: Ipv6Packet,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    rest: u64,
    /// Bytes after the packet, such as the padding of a short frame
    #[br(if(rest > 0), parse_with = to_end)]
    pub trailer: Option<Blob>,
}

/// IPv6 packet (RFC 8200, 3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "{source_address} → {destination_address}  {payload}")]
pub struct Ipv6Packet {
    /// Version, traffic class and flow label
    #[inspect(hex, check(version_class_flow.version() == 6, "version must be 6"))]
    pub version_class_flow: VersionClassFlow,
    /// Length of extension headers and payload in bytes; 0 for a jumbogram or before segmentation by
    /// the network interface
    #[inspect(unit = "bytes")]
    pub payload_length: u16,
    /// Type of the next header
    pub next_header: IpProtocol,
    /// Hop limit
    pub hop_limit: u8,
    /// Source address
    pub source_address: Ipv6Address,
    /// Destination address
    pub destination_address: Ipv6Address,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    available: u64,
    /// Extension headers and payload
    #[br(count = body_size(payload_length, next_header, available))]
    #[br(args { inner: (
        next_header,
        source_address,
        destination_address,
        is_missing(payload_length.into(), 0, available),
    ) })]
    #[inspect(flat)]
    pub body: Within<Ipv6Body>,
    /// Rest of the payload, which the data lacks
    #[br(if(is_missing(payload_length.into(), 0, available)))]
    #[br(count = missing(payload_length.into(), 0, available))]
    pub missing: Option<Blob>,
}

bits! {
    /// Version, traffic class and flow label
    pub struct VersionClassFlow(u32) {
        /// Version: 6
        version: 28..32,
        /// Differentiated services code point (RFC 2474)
        dscp: 22..28,
        /// Explicit congestion notification (RFC 3168)
        ecn: 20..22,
        /// Flow label (RFC 6437)
        flow_label: 0..20,
    }
}

/// Extension headers and payload
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(
    next_header: IpProtocol,
    source: Ipv6Address,
    destination: Ipv6Address,
    is_truncated: bool
))]
pub struct Ipv6Body {
    /// Extension headers (4)
    #[br(if(next_header.is_extension()))]
    #[br(parse_with = until(|header: &ExtensionHeader| !header.next_header.is_extension()))]
    pub extension_headers: Vec<ExtensionHeader>,
    /// Payload
    #[br(args(
        last_header(next_header, &extension_headers),
        // The destination is not the final one if a routing header follows.
        (!is_truncated && !has(next_header, &extension_headers, IpProtocol::IPV6_ROUTE)).then(||
            PseudoHeader::new(
                &source.0,
                &destination.0,
                last_header(next_header, &extension_headers)
            )),
        is_fragment(next_header, &extension_headers)
    ))]
    pub payload: IpPayload,
}

/// Extension header (RFC 8200, 4; RFC 6564)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct ExtensionHeader {
    /// Type of the next header
    pub next_header: IpProtocol,
    /// Length in units of 8 bytes, without the first one; reserved in a fragment header
    pub header_length: u8,
    /// Options or other content of the header
    #[br(count = u32::from(header_length).saturating_mul(8).saturating_add(6))]
    pub data: Blob,
}

/// Returns the size of extension headers and payload. A packet without next header may have trailing
/// bytes.
fn body_size(payload_length: u16, next_header: IpProtocol, available: u64) -> u64 {
    match payload_length {
        0 if next_header == IpProtocol::IPV6_NONXT => 0,
        length => packet_size(length.into(), 0, available),
    }
}

/// Returns the type of the payload.
fn last_header(next_header: IpProtocol, headers: &[ExtensionHeader]) -> IpProtocol {
    headers.last().map_or(next_header, |header| header.next_header)
}

/// True if an extension header has this type.
fn has(next_header: IpProtocol, headers: &[ExtensionHeader], wanted: IpProtocol) -> bool {
    let types = std::iter::once(next_header).chain(headers.iter().map(|h| h.next_header));
    types.take(headers.len()).any(|found| found == wanted)
}

/// True for a fragment of a packet.
fn is_fragment(next_header: IpProtocol, headers: &[ExtensionHeader]) -> bool {
    has(next_header, headers, IpProtocol::IPV6_FRAG)
}

impl FileFormat for Ipv6 {
    const NAME: &'static str = "ipv6";
    const TITLE: &'static str = "IPv6 packet";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "RFC 8200";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}
