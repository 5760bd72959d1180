//! ICMP (RFC 792) and `ICMPv6` (RFC 4443).

use super::{InternetChecksum, PseudoHeader, SegmentSum, peek_segment};
use binrw::binrw;
use bytescope_inspect::{Blob, Expected, Inspect, NestedContent, labels, to_end};

/// ICMP message (RFC 792)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(is_complete: bool))]
#[inspect(summary = "ICMP {message_type}")]
pub struct Icmp {
    #[br(parse_with = peek_segment, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    sum: SegmentSum,
    /// Type of the message
    pub message_type: IcmpType,
    /// Code: details of the type
    pub code: u8,
    /// Checksum of the message
    #[inspect(hex, expect(
        "checksum",
        Expected::checksum(is_complete.then(|| sum.checksum(checksum)))
    ))]
    pub checksum: InternetChecksum,
    /// Identifier of echo messages; otherwise depends on the type
    pub identifier: u16,
    /// Sequence number of echo messages; otherwise depends on the type
    pub sequence_number: u16,
    /// Data; of an error, the start of the packet that caused it
    #[br(parse_with = to_end)]
    #[inspect(format = message_type.is_error().then(|| original("ipv4")))]
    pub data: Blob,
}

labels! {
    /// Type of an ICMP message (IANA ICMP parameters)
    pub struct IcmpType(u8) {
        /// Echo reply
        ECHO_REPLY = 0,
        /// Destination unreachable
        DESTINATION_UNREACHABLE = 3,
        /// Source quench
        SOURCE_QUENCH = 4,
        /// Redirect
        REDIRECT = 5,
        /// Echo request
        ECHO_REQUEST = 8,
        /// Router advertisement
        ROUTER_ADVERTISEMENT = 9,
        /// Router solicitation
        ROUTER_SOLICITATION = 10,
        /// Time exceeded
        TIME_EXCEEDED = 11,
        /// Parameter problem
        PARAMETER_PROBLEM = 12,
        /// Timestamp request
        TIMESTAMP_REQUEST = 13,
        /// Timestamp reply
        TIMESTAMP_REPLY = 14,
    }
}

impl IcmpType {
    /// True if the data is the start of the packet that caused the message.
    fn is_error(self) -> bool {
        matches!(
            self,
            Self::DESTINATION_UNREACHABLE
                | Self::SOURCE_QUENCH
                | Self::REDIRECT
                | Self::TIME_EXCEEDED
                | Self::PARAMETER_PROBLEM
        )
    }
}

/// Returns the start of a packet.
fn original(format: &'static str) -> NestedContent {
    NestedContent::of(format).original_size(Some(u64::MAX))
}

/// `ICMPv6` message (RFC 4443)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(pseudo: Option<PseudoHeader>))]
#[inspect(summary = "ICMPv6 {message_type}")]
pub struct Icmpv6 {
    #[br(parse_with = peek_segment, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    sum: SegmentSum,
    /// Type of the message
    pub message_type: Icmpv6Type,
    /// Code: details of the type
    pub code: u8,
    /// Checksum of the message and the pseudo header
    #[inspect(
        hex,
        note = sum.note(pseudo, checksum),
        expect("checksum", Expected::checksum(sum.with_pseudo_header(pseudo, checksum)))
    )]
    pub checksum: InternetChecksum,
    /// Message body; of an error, 4 bytes and the start of the packet that caused it
    #[br(parse_with = to_end)]
    pub data: Blob,
}

labels! {
    /// Type of an `ICMPv6` message (IANA `ICMPv6` parameters)
    pub struct Icmpv6Type(u8) {
        /// Destination unreachable
        DESTINATION_UNREACHABLE = 1,
        /// Packet too big
        PACKET_TOO_BIG = 2,
        /// Time exceeded
        TIME_EXCEEDED = 3,
        /// Parameter problem
        PARAMETER_PROBLEM = 4,
        /// Echo request
        ECHO_REQUEST = 128,
        /// Echo reply
        ECHO_REPLY = 129,
        /// Multicast listener query
        MULTICAST_LISTENER_QUERY = 130,
        /// Multicast listener report
        MULTICAST_LISTENER_REPORT = 131,
        /// Multicast listener done
        MULTICAST_LISTENER_DONE = 132,
        /// Router solicitation (RFC 4861)
        ROUTER_SOLICITATION = 133,
        /// Router advertisement (RFC 4861)
        ROUTER_ADVERTISEMENT = 134,
        /// Neighbor solicitation (RFC 4861)
        NEIGHBOR_SOLICITATION = 135,
        /// Neighbor advertisement (RFC 4861)
        NEIGHBOR_ADVERTISEMENT = 136,
        /// Redirect (RFC 4861)
        REDIRECT = 137,
        /// Multicast listener report, version 2 (RFC 9777)
        MULTICAST_LISTENER_REPORT_V2 = 143,
    }
}
