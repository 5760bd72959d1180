//! The block in which Android keeps the signatures of a package (APK Signature Scheme v2).

use binrw::{BinResult, binrw};
use bytescope_inspect::{Blob, Inspect, Within, labels, to_end};
use std::io::{Read, Seek, SeekFrom};

/// APK signing block: it stands right before the central directory
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct ApkSigningBlock {
    /// Bytes of the block behind this field
    #[inspect(unit = "bytes")]
    pub size: u64,
    /// Signatures and other blocks
    #[br(count = size.saturating_sub(24))]
    pub pairs: Within<Pairs>,
    /// The size again
    #[inspect(unit = "bytes", default = size, expect("copy of the size", size))]
    pub size_again: u64,
    /// The letters `APK Sig Block 42`
    pub magic: Magic,
}

/// The letters at the end of the block
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"APK Sig Block 42")]
pub struct Magic;

/// The blocks in an APK signing block
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Pairs(#[br(parse_with = to_end)] pub Vec<Pair>);

/// A block with its identifier
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Pair {
    /// Bytes of identifier and value
    #[inspect(unit = "bytes", check(length >= 4, "shorter than the identifier"))]
    pub length: u64,
    /// What the block is
    #[inspect(hex)]
    pub id: BlockId,
    /// What the block holds
    #[br(count = length.saturating_sub(4))]
    pub value: Blob,
}

labels! {
    /// What a block of an APK signing block is
    pub struct BlockId(u32) {
        /// APK Signature Scheme v2
        SIGNATURE_V2 = 0x7109_871a,
        /// APK Signature Scheme v3
        SIGNATURE_V3 = 0xf053_68c0,
        /// APK Signature Scheme v3.1
        SIGNATURE_V3_1 = 0x1b93_ad61,
        /// Zeros that fill up to a page
        PADDING = 0x4272_6577,
        /// What the package depends on, encrypted for the shop
        DEPENDENCY_INFO = 0x504b_4453,
        /// Signature of the shop
        SOURCE_STAMP = 0x6dff_800d,
    }
}

impl ApkSigningBlock {
    /// Where the block starts that ends at `end`, if there is one.
    pub(super) fn before<R: Read + Seek>(reader: &mut R, end: u64) -> BinResult<Option<u64>> {
        let Some(footer) = end.checked_sub(24) else { return Ok(None) };
        let mut bytes = Vec::new();
        reader.seek(SeekFrom::Start(footer))?;
        reader.take(24).read_to_end(&mut bytes)?;
        let Some((size, magic)) = bytes.split_first_chunk() else { return Ok(None) };
        // The size counts neither itself nor, of course, what stands before it.
        let start = u64::from_le_bytes(*size).checked_add(8).and_then(|size| end.checked_sub(size));
        Ok(start.filter(|start| magic == Magic::MAGIC && *start <= footer.saturating_sub(8)))
    }
}
