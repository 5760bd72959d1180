//! Payload of link-layer frames and of IP packets.

use super::{Arp, EtherType, Icmp, Icmpv6, IpProtocol, PseudoHeader};
use crate::ipv4::Ipv4Packet;
use crate::ipv6::Ipv6Packet;
use crate::tcp::TcpSegment;
use crate::udp::UdpDatagram;
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, to_end};

/// Payload of a link-layer frame
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(protocol: EtherType))]
pub enum LinkPayload {
    /// IPv4 packet
    #[br(pre_assert(protocol == EtherType::IPV4))]
    Ipv4(Ipv4Packet),
    /// IPv6 packet
    #[br(pre_assert(protocol == EtherType::IPV6))]
    Ipv6(Ipv6Packet),
    /// ARP message
    #[br(pre_assert(matches!(protocol, EtherType::ARP | EtherType::RARP)))]
    Arp(Arp),
    /// LLC frame (IEEE 802.2)
    #[br(pre_assert(protocol.length().is_some()))]
    Llc(#[br(count = protocol.length().unwrap_or_default())] Blob),
    /// Any other protocol
    #[br(pre_assert(protocol.length().is_none()
        && !matches!(protocol, EtherType::IPV4 | EtherType::IPV6 | EtherType::ARP | EtherType::RARP)))]
    Other(#[br(parse_with = to_end)] Blob),
}

/// Payload of an IP packet
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(protocol: IpProtocol, pseudo: Option<PseudoHeader>, is_fragment: bool))]
pub enum IpPayload {
    /// TCP segment
    #[br(pre_assert(protocol == IpProtocol::TCP && !is_fragment))]
    Tcp(#[br(args(pseudo))] TcpSegment),
    /// UDP datagram
    #[br(pre_assert(protocol == IpProtocol::UDP && !is_fragment))]
    Udp(#[br(args(pseudo))] UdpDatagram),
    /// ICMP message
    #[br(pre_assert(protocol == IpProtocol::ICMP && !is_fragment))]
    Icmp(#[br(args(pseudo.is_some()))] Icmp),
    /// `ICMPv6` message
    #[br(pre_assert(protocol == IpProtocol::IPV6_ICMP && !is_fragment))]
    Icmpv6(#[br(args(pseudo))] Icmpv6),
    /// IPv4 packet in a tunnel
    #[br(pre_assert(protocol == IpProtocol::IPV4 && !is_fragment))]
    Tunnel4 {
        /// IPv4 packet
        #[br(parse_with = to_end)]
        #[inspect(format = "ipv4")]
        packet: Blob,
    },
    /// IPv6 packet in a tunnel
    #[br(pre_assert(protocol == IpProtocol::IPV6 && !is_fragment))]
    Tunnel6 {
        /// IPv6 packet
        #[br(parse_with = to_end)]
        #[inspect(format = "ipv6")]
        packet: Blob,
    },
    /// Any other protocol, or a fragment
    #[br(pre_assert(is_fragment || !protocol.is_decoded()))]
    Other(#[br(parse_with = to_end)] Blob),
}

impl IpProtocol {
    /// True if the payload is not just bytes.
    fn is_decoded(self) -> bool {
        matches!(
            self,
            Self::TCP | Self::UDP | Self::ICMP | Self::IPV6_ICMP | Self::IPV4 | Self::IPV6
        )
    }
}
