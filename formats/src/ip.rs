//! IP packets of any version.

use crate::FileFormat;
use crate::ipv4::Ipv4;
use crate::ipv6::Ipv6;
use binrw::{Endian, binrw};
use bytescope_inspect::Inspect;

/// IP packet: IPv4 or IPv6, identified by the version
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Ip {
    #[br(parse_with = peek_version, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    version: u8,
    /// Packet
    #[br(args(version))]
    #[inspect(flat)]
    pub packet: IpPacket,
}

/// IP packet
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(version: u8))]
pub enum IpPacket {
    /// IPv6 packet
    #[br(pre_assert(version == 6))]
    Ipv6(Ipv6),
    /// IPv4 packet, also if the version is invalid
    #[br(pre_assert(version != 6))]
    Ipv4(Ipv4),
}

#[binrw::parser(reader)]
fn peek_version() -> binrw::BinResult<u8> {
    let mut first = [0];
    // An empty packet is invalid in any version.
    Ok(reader.read_exact(&mut first).map_or(0, |()| first[0] >> 4))
}

impl FileFormat for Ip {
    const NAME: &'static str = "ip";
    const TITLE: &'static str = "IP packet";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "RFC 791, RFC 8200";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}
