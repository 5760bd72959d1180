//! Ethernet frames (IEEE 802.3), with VLAN tags (IEEE 802.1Q).

use crate::FileFormat;
use crate::internet::{EtherType, LinkPayload, MacAddress};
use binrw::io::Read;
use binrw::{BinResult, Endian, binrw};
use bytescope_inspect::{Algorithm, Blob, Inspect, bits};

/// Ethernet frame (IEEE 802.3, 3.1), without preamble
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "Ethernet frame, {vlan_tags[0]}, {ether_type}, {payload}")]
pub struct Ethernet {
    #[br(parse_with = peek_frame, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    layout: FrameLayout,
    /// Destination address
    pub destination: MacAddress,
    /// Source address
    pub source: MacAddress,
    /// VLAN tags, outermost first (IEEE 802.1Q)
    #[br(if(layout.num_tags > 0), count = layout.num_tags)]
    pub vlan_tags: Vec<VlanTag>,
    /// Protocol of the payload, or its size in bytes
    #[inspect(hex)]
    pub ether_type: EtherType,
    /// Payload
    #[br(args(ether_type))]
    pub payload: LinkPayload,
    #[br(parse_with = peek_padding, args(layout.has_fcs), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    padding_size: u64,
    /// Padding up to the minimum size of a frame, or other bytes after the payload
    #[br(if(padding_size > 0), count = padding_size)]
    pub padding: Option<Blob>,
    /// Frame check sequence: CRC-32 of the frame. Most captures lack it.
    #[br(if(layout.has_fcs), little)]
    #[bw(little)]
    #[inspect(hex, note = "matches the frame")]
    pub frame_check_sequence: Option<u32>,
}

/// VLAN tag
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "VLAN {tag_control.VID}")]
pub struct VlanTag {
    /// Tag protocol identifier (TPID)
    #[inspect(hex)]
    pub tag_protocol: EtherType,
    /// Tag control information (TCI)
    #[inspect(hex)]
    pub tag_control: TagControl,
}

bits! {
    /// Tag control information
    pub struct TagControl(u16) {
        /// Priority code point
        PCP: 13..16,
        /// Drop eligible indicator
        DEI: 12..13,
        /// VLAN identifier
        VID: 0..12,
    }
}

/// Structure of a frame that is determined in advance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameLayout {
    num_tags: usize,
    /// True if the frame ends with its CRC-32.
    has_fcs: bool,
}

/// Maximum size of a frame whose check sequence is searched: a jumbo frame.
const MAX_SIZE: u64 = 16 << 10;
/// Size of the two addresses in bytes.
const ADDRESSES: usize = 12;
/// Size of the header in bytes.
const HEADER_SIZE: usize = 14;
/// Size of the frame check sequence in bytes.
const FCS_SIZE: u64 = 4;

#[binrw::parser(reader)]
fn peek_frame() -> BinResult<FrameLayout> {
    let mut frame = Vec::new();
    reader.take(MAX_SIZE).read_to_end(&mut frame)?;
    let types = frame.get(ADDRESSES..).unwrap_or_default().chunks_exact(4);
    let is_tag = |tag: &&[u8]| match tag {
        [high, low, ..] => EtherType(u16::from_be_bytes([*high, *low])).is_tag(),
        _ => false,
    };
    let num_tags = types.take_while(is_tag).count();
    let has_fcs = match frame.split_last_chunk::<4>() {
        Some((covered, fcs)) if covered.len() > HEADER_SIZE => {
            Algorithm::CRC_32.compute(covered) == u64::from(u32::from_le_bytes(*fcs))
        }
        _ => false,
    };
    Ok(FrameLayout { num_tags, has_fcs })
}

/// Returns the number of bytes before the frame check sequence, or before the end of the frame.
#[binrw::parser(reader)]
fn peek_padding(has_fcs: bool) -> BinResult<u64> {
    let rest = crate::internet::peek_available(reader, Endian::Big, ())?;
    Ok(if has_fcs { rest.saturating_sub(FCS_SIZE) } else { rest })
}

impl FileFormat for Ethernet {
    const NAME: &'static str = "ethernet";
    const TITLE: &'static str = "Ethernet frame";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "IEEE 802.3, IEEE 802.1Q";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
}
