//! Address Resolution Protocol (RFC 826).

use super::{EtherType, HardwareType, Ipv4Address, MacAddress};
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, labels};

/// ARP message (RFC 826)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "{operation}  {sender_protocol_address} → {target_protocol_address}")]
pub struct Arp {
    /// Hardware address space (`ar$hrd`)
    pub hardware_type: HardwareType,
    /// Protocol address space (`ar$pro`): an `EtherType`
    #[inspect(hex)]
    pub protocol_type: EtherType,
    /// Length of a hardware address (`ar$hln`)
    #[inspect(unit = "bytes")]
    pub hardware_length: u8,
    /// Length of a protocol address (`ar$pln`)
    #[inspect(unit = "bytes")]
    pub protocol_length: u8,
    /// Operation code (`ar$op`)
    pub operation: ArpOperation,
    /// Addresses of sender and target
    #[br(args(
        protocol_type == EtherType::IPV4 && (hardware_length, protocol_length) == (6, 4),
        hardware_length,
        protocol_length
    ))]
    #[inspect(flat)]
    pub addresses: ArpAddresses,
}

labels! {
    /// Operation code
    pub struct ArpOperation(u16) {
        /// Request for a hardware address
        REQUEST = 1,
        /// Reply with a hardware address
        REPLY = 2,
        /// Request for a protocol address (RARP)
        REVERSE_REQUEST = 3,
        /// Reply with a protocol address (RARP)
        REVERSE_REPLY = 4,
        /// Request for the protocol address of a hardware address (`InARP`)
        INVERSE_REQUEST = 8,
        /// Reply with the protocol address of a hardware address (`InARP`)
        INVERSE_REPLY = 9,
    }
}

/// Addresses of sender and target
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(is_ethernet: bool, hardware_length: u8, protocol_length: u8))]
pub enum ArpAddresses {
    /// MAC and IPv4 addresses
    #[br(pre_assert(is_ethernet))]
    Ethernet {
        /// Hardware address of the sender (`ar$sha`)
        sender_hardware_address: MacAddress,
        /// Protocol address of the sender (`ar$spa`)
        sender_protocol_address: Ipv4Address,
        /// Hardware address of the target (`ar$tha`)
        target_hardware_address: MacAddress,
        /// Protocol address of the target (`ar$tpa`)
        target_protocol_address: Ipv4Address,
    },
    /// Any other addresses
    #[br(pre_assert(!is_ethernet))]
    Other {
        /// Hardware address of the sender (`ar$sha`)
        #[br(count = hardware_length)]
        sender_hardware_bytes: Blob,
        /// Protocol address of the sender (`ar$spa`)
        #[br(count = protocol_length)]
        sender_protocol_bytes: Blob,
        /// Hardware address of the target (`ar$tha`)
        #[br(count = hardware_length)]
        target_hardware_bytes: Blob,
        /// Protocol address of the target (`ar$tpa`)
        #[br(count = protocol_length)]
        target_protocol_bytes: Blob,
    },
}
