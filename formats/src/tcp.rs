//! Transmission Control Protocol (RFC 9293).

use crate::FileFormat;
use crate::internet::{InternetChecksum, PseudoHeader, SegmentSum, peek_segment};
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Expected, Inspect, Within, bits, labels, to_end};

/// TCP segment without an IP header; the checksum cannot be verified
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Tcp {
    /// Segment
    #[br(args(None))]
    #[inspect(flat)]
    pub segment: TcpSegment,
}

/// TCP segment (RFC 9293, 3.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(pseudo: Option<PseudoHeader>))]
#[inspect(summary = "TCP {source_port} → {destination_port}  {offset_flags:note}  {data:size}")]
pub struct TcpSegment {
    #[br(parse_with = peek_segment, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    sum: SegmentSum,
    /// Source port
    pub source_port: u16,
    /// Destination port
    pub destination_port: u16,
    /// Sequence number of the first byte of data, or of SYN
    pub sequence_number: u32,
    /// Next sequence number that the sender expects to receive; valid if ACK is set
    pub acknowledgment_number: u32,
    /// Data offset and control bits
    #[inspect(
        hex,
        note = flags(offset_flags),
        check(offset_flags.data_offset() >= 5, "data offset must be at least 5")
    )]
    pub offset_flags: OffsetFlags,
    /// Receive window, before scaling
    pub window: u16,
    /// Checksum of the segment and the pseudo header of the IP packet
    #[inspect(
        hex,
        note = sum.note(pseudo, checksum),
        expect("checksum", Expected::checksum(sum.with_pseudo_header(pseudo, checksum)))
    )]
    pub checksum: InternetChecksum,
    /// Offset of the end of urgent data from the sequence number; valid if URG is set
    pub urgent_pointer: u16,
    /// Options, padded to a multiple of 4 bytes
    #[br(if(offset_flags.data_offset() > 5), count = options_size(offset_flags))]
    pub options: Option<Within<TcpOptions>>,
    /// Data
    #[br(parse_with = to_end)]
    pub data: Blob,
}

bits! {
    /// Data offset and control bits
    pub struct OffsetFlags(u16) {
        /// Size of the header in 32-bit words
        data_offset: 12..16,
        /// Reserved
        reserved: 9..12,
        /// Accurate ECN, formerly nonce sum
        AE: 8..9,
        /// Congestion window reduced
        CWR: 7..8,
        /// ECN-Echo
        ECE: 6..7,
        /// Urgent pointer is valid
        URG: 5..6,
        /// Acknowledgment number is valid
        ACK: 4..5,
        /// Push function
        PSH: 3..4,
        /// Reset the connection
        RST: 2..3,
        /// Synchronize sequence numbers
        SYN: 1..2,
        /// No more data from the sender
        FIN: 0..1,
    }
}

/// Options up to the end of the header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct TcpOptions {
    /// Options
    #[br(parse_with = to_end)]
    #[inspect(flat)]
    pub options: Vec<TcpOption>,
}

/// Option (RFC 9293, 3.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct TcpOption {
    /// Option kind
    pub kind: TcpOptionKind,
    /// Length of kind, length and data
    #[br(if(!kind.is_single()))]
    #[inspect(unit = "bytes", check(length.is_none_or(|length| length >= 2), "must be at least 2"))]
    pub length: Option<u8>,
    /// Option data
    #[br(if(length.is_some_and(|length| length > 2)))]
    #[br(count = length.unwrap_or_default().saturating_sub(2), args { inner: (kind, length.unwrap_or_default()) })]
    pub data: Option<Within<TcpOptionData>>,
}

labels! {
    /// Option kind (IANA TCP parameters)
    pub struct TcpOptionKind(u8) {
        /// End of option list
        END = 0,
        /// No operation
        NOP = 1,
        /// Maximum segment size
        MSS = 2,
        /// Window scale (RFC 7323)
        WINDOW_SCALE = 3,
        /// Selective acknowledgment permitted (RFC 2018)
        SACK_PERMITTED = 4,
        /// Selective acknowledgment (RFC 2018)
        SACK = 5,
        /// Timestamps (RFC 7323)
        TIMESTAMPS = 8,
        /// MD5 signature (RFC 2385)
        MD5_SIGNATURE = 19,
        /// User timeout (RFC 5482)
        USER_TIMEOUT = 28,
        /// Authentication (RFC 5925)
        AUTHENTICATION = 29,
        /// Multipath TCP (RFC 8684)
        MULTIPATH = 30,
        /// Fast Open cookie (RFC 7413)
        FAST_OPEN = 34,
    }
}

impl TcpOptionKind {
    /// True if the option has no length and data.
    fn is_single(self) -> bool {
        matches!(self, Self::END | Self::NOP)
    }
}

/// Option data
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(kind: TcpOptionKind, length: u8))]
pub enum TcpOptionData {
    /// Maximum segment size
    #[br(pre_assert((kind, length) == (TcpOptionKind::MSS, 4)))]
    MaximumSegmentSize {
        /// Maximum segment size that the sender can receive
        #[inspect(unit = "bytes")]
        maximum_segment_size: u16,
    },
    /// Window scale
    #[br(pre_assert((kind, length) == (TcpOptionKind::WINDOW_SCALE, 3)))]
    WindowScale {
        /// Number of bits by which window sizes are shifted
        #[inspect(unit = "bits")]
        shift_count: u8,
    },
    /// Selective acknowledgment
    #[br(pre_assert(kind == TcpOptionKind::SACK && length % 8 == 2))]
    Sack {
        /// Ranges of received sequence numbers
        #[br(parse_with = to_end)]
        blocks: Vec<SackBlock>,
    },
    /// Timestamps
    #[br(pre_assert((kind, length) == (TcpOptionKind::TIMESTAMPS, 10)))]
    Timestamps {
        /// Timestamp of the sender (`TSval`)
        timestamp: u32,
        /// Echoed timestamp (`TSecr`)
        echo_reply: u32,
    },
    /// Any other option
    #[br(pre_assert(!is_decoded(kind, length)))]
    Other(#[br(parse_with = to_end)] Blob),
}

/// Range of received sequence numbers
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct SackBlock {
    /// First sequence number
    pub left_edge: u32,
    /// Sequence number after the last one
    pub right_edge: u32,
}

/// True if the data of an option is not just bytes.
fn is_decoded(kind: TcpOptionKind, length: u8) -> bool {
    let size = match kind {
        TcpOptionKind::MSS => 4,
        TcpOptionKind::WINDOW_SCALE => 3,
        TcpOptionKind::TIMESTAMPS => 10,
        TcpOptionKind::SACK => return length % 8 == 2,
        _ => return false,
    };
    length == size
}

/// Returns the names of the flags that are set.
fn flags(offset_flags: OffsetFlags) -> String {
    OffsetFlags(offset_flags.0 & 0x1ff).describe().replace(", ", " ")
}

/// Returns the size of the options in bytes.
fn options_size(offset_flags: OffsetFlags) -> u16 {
    offset_flags.data_offset().saturating_mul(4).saturating_sub(20)
}

impl FileFormat for Tcp {
    const NAME: &'static str = "tcp";
    const TITLE: &'static str = "TCP segment";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "RFC 9293";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}
