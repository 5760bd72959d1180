//! Linux cooked captures: pseudo headers of packets captured on the `any` device.

use crate::FileFormat;
use crate::internet::{EtherType, HardwareType, LinkPayload, peek_available};
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Inspect, labels, to_end};

/// Packet with a Linux cooked-mode header (`LINKTYPE_LINUX_SLL`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "Linux cooked capture packet, {packet_type}, {protocol}, {payload}")]
pub struct LinuxSll {
    /// Packet type
    pub packet_type: SllPacketType,
    /// Hardware type of the device (ARPHRD)
    pub arphrd_type: HardwareType,
    /// Length of the sender's link-layer address
    #[inspect(unit = "bytes")]
    pub address_length: u16,
    /// Sender's link-layer address, padded to 8 bytes
    #[br(count = 8)]
    pub address: Blob,
    /// Protocol of the payload
    #[inspect(hex)]
    pub protocol: EtherType,
    /// Payload
    #[br(args(protocol))]
    pub payload: LinkPayload,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    rest: u64,
    /// Bytes after the payload
    #[br(if(rest > 0), parse_with = to_end)]
    pub trailer: Option<Blob>,
}

/// Packet with a Linux cooked-mode header, version 2 (`LINKTYPE_LINUX_SLL2`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "Linux cooked capture packet, {packet_type}, {protocol}, {payload}")]
pub struct LinuxSll2 {
    /// Protocol of the payload
    #[inspect(hex)]
    pub protocol: EtherType,
    /// Reserved
    #[inspect(hex, check(reserved == 0, "must be 0"))]
    pub reserved: u16,
    /// Index of the interface
    pub interface_index: u32,
    /// Hardware type of the device (ARPHRD)
    pub arphrd_type: HardwareType,
    /// Packet type
    pub packet_type: Sll2PacketType,
    /// Length of the sender's link-layer address
    #[inspect(unit = "bytes")]
    pub address_length: u8,
    /// Sender's link-layer address, padded to 8 bytes
    #[br(count = 8)]
    pub address: Blob,
    /// Payload
    #[br(args(protocol))]
    pub payload: LinkPayload,
    #[br(parse_with = peek_available, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    rest: u64,
    /// Bytes after the payload
    #[br(if(rest > 0), parse_with = to_end)]
    pub trailer: Option<Blob>,
}

labels! {
    /// Packet type
    pub struct SllPacketType(u16) {
        /// Sent to this host
        HOST = 0,
        /// Broadcast
        BROADCAST = 1,
        /// Multicast
        MULTICAST = 2,
        /// Sent by another host to another host
        OTHER_HOST = 3,
        /// Sent by this host
        OUTGOING = 4,
    }
}

labels! {
    /// Packet type
    pub struct Sll2PacketType(u8) {
        /// Sent to this host
        HOST = 0,
        /// Broadcast
        BROADCAST = 1,
        /// Multicast
        MULTICAST = 2,
        /// Sent by another host to another host
        OTHER_HOST = 3,
        /// Sent by this host
        OUTGOING = 4,
    }
}

impl FileFormat for LinuxSll {
    const NAME: &'static str = "linux_sll";
    const TITLE: &'static str = "Linux cooked capture packet";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "LINKTYPE_LINUX_SLL (tcpdump.org)";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}

impl FileFormat for LinuxSll2 {
    const NAME: &'static str = "linux_sll2";
    const TITLE: &'static str = "Linux cooked capture packet, version 2";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "LINKTYPE_LINUX_SLL2 (tcpdump.org)";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}
