//! Internet Protocol version 4 (RFC 791).

use crate::FileFormat;
use crate::internet::{
    InternetChecksum, IpPayload, IpProtocol, Ipv4Address, PseudoHeader, SegmentSum, is_missing,
    missing, packet_size, peek_available, peek_sum,
};
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Expected, Inspect, Within, bits, labels, to_end};

/// IPv4 packet, possibly followed by padding
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "IPv4 packet, {source_address} → {destination_address}, {payload}")]
pub struct Ipv4 {
    /// Packet
    #[inspect(flat)]
    pub packet: Ipv4Packet,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    rest: u64,
    /// Bytes after the packet, such as the padding of a short frame
    #[br(if(rest > 0), parse_with = to_end)]
    pub trailer: Option<Blob>,
}

/// IPv4 packet (RFC 791, 3.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "{source_address} → {destination_address}  {payload}")]
pub struct Ipv4Packet {
    #[br(parse_with = peek_header, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    sum: SegmentSum,
    /// Version and header length
    #[inspect(
        hex,
        check(version_ihl.version() == 4, "version must be 4"),
        check(version_ihl.ihl() >= 5, "header length must be at least 5")
    )]
    pub version_ihl: VersionIhl,
    /// Type of service: differentiated services field (RFC 2474) and ECN (RFC 3168)
    #[inspect(hex)]
    pub type_of_service: TypeOfService,
    /// Length of header and payload in bytes; 0 before segmentation by the network interface
    #[inspect(
        unit = "bytes",
        note = (total_length == 0).then_some("segmentation offload"),
        check(
            total_length == 0 || u64::from(total_length) >= header_size(version_ihl),
            "must not be less than the size of the header"
        )
    )]
    pub total_length: u16,
    /// Identification of the fragments of a datagram
    #[inspect(hex)]
    pub identification: u16,
    /// Flags and fragment offset
    #[inspect(hex, check(flags_fragment.reserved() == 0, "reserved bit must be 0"))]
    pub flags_fragment: FlagsFragment,
    /// Time to live in hops
    pub time_to_live: u8,
    /// Protocol of the payload
    pub protocol: IpProtocol,
    /// Checksum of the header; 0 if it is computed by the network interface after capture
    #[inspect(
        hex,
        note = is_offloaded(sum, header_checksum).then_some("not computed (checksum offload)"),
        expect("checksum", Expected::checksum(
            (!is_offloaded(sum, header_checksum) && sum.size() == header_size(version_ihl))
                .then(|| sum.checksum(header_checksum))
        ))
    )]
    pub header_checksum: InternetChecksum,
    /// Source address
    pub source_address: Ipv4Address,
    /// Destination address
    pub destination_address: Ipv4Address,
    /// Options, padded to a multiple of 4 bytes
    #[br(if(version_ihl.ihl() > 5), count = header_size(version_ihl).saturating_sub(20))]
    pub options: Option<Within<Ipv4Options>>,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    available: u64,
    /// Payload
    #[br(count = packet_size(total_length.into(), header_size(version_ihl), available))]
    #[br(args { inner: (
        protocol,
        (!is_missing(total_length.into(), header_size(version_ihl), available)).then(||
            PseudoHeader::new(&source_address.0, &destination_address.0, protocol)),
        flags_fragment.is_fragment(),
    ) })]
    pub payload: Within<IpPayload>,
    /// Rest of the payload, which the data lacks
    #[br(if(is_missing(total_length.into(), header_size(version_ihl), available)))]
    #[br(count = missing(total_length.into(), header_size(version_ihl), available))]
    pub missing: Option<Blob>,
}

bits! {
    /// Version and header length
    pub struct VersionIhl(u8) {
        /// Version: 4
        version: 4..8,
        /// Header length (IHL) in 32-bit words
        ihl: 0..4,
    }
}

bits! {
    /// Type of service
    pub struct TypeOfService(u8) {
        /// Differentiated services code point
        dscp: 2..8,
        /// Explicit congestion notification
        ecn: 0..2 as Ecn,
    }
}

labels! {
    /// Explicit congestion notification (RFC 3168)
    pub struct Ecn(u8) {
        /// Not ECN-capable
        NOT_ECT = 0,
        /// ECN-capable, codepoint 1
        ECT_1 = 1,
        /// ECN-capable, codepoint 0
        ECT_0 = 2,
        /// Congestion experienced
        CE = 3,
    }
}

bits! {
    /// Flags and fragment offset
    pub struct FlagsFragment(u16) {
        /// Must be zero
        reserved: 15..16,
        /// Don't fragment
        DF: 14..15,
        /// More fragments
        MF: 13..14,
        /// Fragment offset in units of 8 bytes
        fragment_offset: 0..13,
    }
}

impl FlagsFragment {
    /// True for a fragment of a datagram.
    fn is_fragment(self) -> bool {
        self.MF() == 1 || self.fragment_offset() > 0
    }
}

/// Options up to the end of the header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Ipv4Options {
    /// Options
    #[br(parse_with = to_end)]
    #[inspect(flat)]
    pub options: Vec<Ipv4Option>,
}

/// Option (RFC 791, 3.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Ipv4Option {
    /// Option type
    pub option_type: Ipv4OptionType,
    /// Length of type, length and data
    #[br(if(!option_type.is_single()))]
    #[inspect(unit = "bytes", check(length.is_none_or(|length| length >= 2), "must be at least 2"))]
    pub length: Option<u8>,
    /// Option data
    #[br(if(length.is_some_and(|length| length > 2)))]
    #[br(count = length.unwrap_or_default().saturating_sub(2))]
    pub data: Option<Blob>,
}

labels! {
    /// Option type (IANA IP option numbers)
    pub struct Ipv4OptionType(u8) {
        /// End of options list
        EOOL = 0,
        /// No operation
        NOP = 1,
        /// Record route
        RR = 7,
        /// Timestamp
        TS = 68,
        /// Traceroute
        TR = 82,
        /// Security
        SEC = 130,
        /// Loose source route
        LSR = 131,
        /// Strict source route
        SSR = 137,
        /// Router alert
        RTRALT = 148,
    }
}

impl Ipv4OptionType {
    /// True if the option has no length and data.
    fn is_single(self) -> bool {
        matches!(self, Self::EOOL | Self::NOP)
    }
}

/// Returns the size of the header in bytes.
fn header_size(version_ihl: VersionIhl) -> u64 {
    u64::from(version_ihl.ihl()).saturating_mul(4).max(20)
}

/// True if the header checksum is to be computed by the network interface.
fn is_offloaded(sum: SegmentSum, stored: InternetChecksum) -> bool {
    stored.0 == 0 && sum.checksum(stored) != 0
}

/// Returns the sum of the header, whose size is in its first byte.
fn peek_header<R: binrw::io::Read + binrw::io::Seek>(
    reader: &mut R,
    endian: Endian,
    (): (),
) -> binrw::BinResult<SegmentSum> {
    let start = reader.stream_position()?;
    let mut first = [0];
    let filled = reader.read(&mut first)?;
    reader.seek(std::io::SeekFrom::Start(start))?;
    let size = if filled == 0 { 0 } else { header_size(VersionIhl(first[0])) };
    peek_sum(reader, endian, (size,))
}

impl FileFormat for Ipv4 {
    const NAME: &'static str = "ipv4";
    const TITLE: &'static str = "IPv4 packet";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "RFC 791";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}
