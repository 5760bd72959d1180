//! APK signing block: signatures of an Android package (APK Signature Scheme v2).

use binrw::{BinResult, binrw};
use bytescope_inspect::{Blob, Inspect, Within, labels, to_end};
use std::io::{Read, Seek, SeekFrom};

/// APK signing block, immediately before the central directory
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct ApkSigningBlock {
    /// Size of the block, excluding this field
    #[inspect(unit = "bytes")]
    pub size: u64,
    /// ID-value pairs
    #[br(count = size.saturating_sub(24))]
    pub pairs: Within<Pairs>,
    /// Size of the block, repeated
    #[inspect(unit = "bytes", default = size, expect("the first size field", size))]
    pub size_again: u64,
    /// Magic: `APK Sig Block 42`
    pub magic: ApkMagic,
}

/// Magic at the end of the block
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"APK Sig Block 42")]
pub struct ApkMagic;

/// ID-value pairs of an APK signing block
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Pairs(#[br(parse_with = to_end)] pub Vec<Pair>);

/// ID-value pair
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Pair {
    /// Size of the ID and the value
    #[inspect(unit = "bytes", check(length >= 4, "must be at least 4"))]
    pub length: u64,
    /// ID
    #[inspect(hex)]
    pub id: BlockId,
    /// Value
    #[br(count = length.saturating_sub(4))]
    pub value: Blob,
}

labels! {
    /// ID of a pair in an APK signing block
    pub struct BlockId(u32) {
        /// APK Signature Scheme v2
        SIGNATURE_V2 = 0x7109_871a,
        /// APK Signature Scheme v3
        SIGNATURE_V3 = 0xf053_68c0,
        /// APK Signature Scheme v3.1
        SIGNATURE_V3_1 = 0x1b93_ad61,
        /// Verity padding
        PADDING = 0x4272_6577,
        /// Dependency information, encrypted for Google Play
        DEPENDENCY_INFO = 0x504b_4453,
        /// Source stamp
        SOURCE_STAMP = 0x6dff_800d,
    }
}

impl ApkSigningBlock {
    /// Returns the start offset of the block that ends at `end`, if present.
    pub(super) fn before<R: Read + Seek>(reader: &mut R, end: u64) -> BinResult<Option<u64>> {
        let Some(footer) = end.checked_sub(24) else { return Ok(None) };
        let mut bytes = Vec::new();
        reader.seek(SeekFrom::Start(footer))?;
        reader.take(24).read_to_end(&mut bytes)?;
        let Some((size, magic)) = bytes.split_first_chunk() else { return Ok(None) };
        // The size excludes the first size field.
        let start = u64::from_le_bytes(*size).checked_add(8).and_then(|size| end.checked_sub(size));
        Ok(start.filter(|start| magic == ApkMagic::MAGIC && *start <= footer.saturating_sub(8)))
    }
}
