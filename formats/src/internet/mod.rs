//! Internet packets: addresses, protocol numbers and checksums (RFC 1071) that several protocols share.

mod address;
mod arp;
mod icmp;
mod labels;
mod payload;
mod sum;

pub use address::{Ipv4Address, Ipv6Address, MacAddress};
pub use arp::{Arp, ArpAddresses, ArpOperation};
pub use icmp::{Icmp, IcmpType, Icmpv6, Icmpv6Type};
pub use labels::{EtherType, HardwareType, IpProtocol};
pub use payload::{IpPayload, LinkPayload};
pub use sum::{InternetChecksum, PseudoHeader, SegmentSum};

pub(crate) use sum::{
    is_missing, missing, packet_size, peek_available, peek_segment, peek_sum, peek_udp,
};
