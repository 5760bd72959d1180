//! Zip archives (PKWARE APPNOTE 6.3.10), as jar, apk, docx and many others are.

mod central;
mod end;
mod extra;
mod from_json;
mod layout;
mod local;
mod name;
mod salvage;
mod signing;
mod uint;
mod words;
mod write;

pub use central::{Bounds, CentralEntry, DigitalSignature};
pub use end::{End, Found, Locator, Zip64End};
pub use extra::{
    Aes, AesStrength, AesVersion, ExtendedTimestamp, ExtraData, ExtraField, ExtraFields, HeaderId,
    Moved, NtfsAttribute, NtfsData, Place, Times, Zip64,
};
pub use local::{DataDescriptor, Entry, Form};
pub use name::{Cp437, Name, Untold};
pub use signing::{ApkSigningBlock, BlockId, Magic, Pair, Pairs};
pub use uint::Uint;
pub use words::{Flags, HostSystem, InternalAttributes, Method};

use crate::{FileFormat, format};
use binrw::{BinResult, Endian, binread};
use bytescope_inspect::{Blob, Inspect, Within};
use layout::Layout;
use std::io::SeekFrom;

/// Zip archive: files one after the other, and a directory of them at the end (4.3.6)
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[br(little)]
#[inspect(salvage = salvage::salvage, from_json = from_json::file)]
pub struct Zip {
    #[br(parse_with = Layout::find)]
    #[inspect(skip)]
    layout: Layout,
    /// The central directory: an entry for each file (4.3.12)
    #[br(if(layout.known), seek_before = SeekFrom::Start(layout.central))]
    #[br(parse_with = central::read, args(&layout))]
    #[inspect(with = central::inspect)]
    pub central_directory: Vec<CentralEntry>,
    #[br(parse_with = peek_signature, args(&layout), restore_position)]
    #[inspect(skip)]
    has_signature: bool,
    /// Digital signature of the central directory (4.3.13)
    #[br(if(has_signature))]
    pub digital_signature: Option<DigitalSignature>,
    #[br(parse_with = position)]
    #[inspect(skip)]
    central_end: u64,
    #[br(calc = local::first(&central_directory, &layout))]
    start: u64,
    #[br(parse_with = peek_entry, restore_position)]
    #[inspect(skip)]
    begins_with_entry: bool,
    /// What stands before the archive: often a program that unpacks it or runs from it
    #[br(if(start > 0), seek_before = SeekFrom::Start(0), count = start)]
    #[inspect(check(!begins_with_entry, "a local entry that the central directory does not list"))]
    pub prefix: Option<Blob>,
    /// The files in the order in which they stand in the archive (4.3.7)
    #[br(if(layout.known), seek_before = SeekFrom::Start(start))]
    #[br(parse_with = local::read, args(&central_directory, &layout))]
    #[inspect(with = local::inspect)]
    #[inspect(check(
        local::shared(&central_directory, &layout) == 0,
        "entries of the central directory that share a local header"
    ))]
    pub entries: Vec<Within<Entry>>,
    /// APK signing block: signatures of an Android package
    #[br(if(layout.signing_block.is_some()))]
    #[br(seek_before = SeekFrom::Start(layout.entries_end()))]
    pub apk_signing_block: Option<ApkSigningBlock>,
    /// Zip64 end of central directory record (4.3.14)
    #[br(if(layout.zip64_end.is_some()))]
    #[br(seek_before = SeekFrom::Start(layout.zip64_end.unwrap_or_default()))]
    #[br(args(Found {
        room: layout.zip64_room(),
        ..layout.found_with(&central_directory, central_end)
    }))]
    pub zip64_end: Option<Zip64End>,
    /// Zip64 end of central directory locator (4.3.15)
    #[br(if(layout.locator.is_some()))]
    #[br(seek_before = SeekFrom::Start(layout.locator.unwrap_or_default()))]
    #[br(args(layout.found_with(&central_directory, central_end)))]
    pub zip64_locator: Option<Locator>,
    /// End of central directory record (4.3.16)
    #[br(seek_before = SeekFrom::Start(layout.end.unwrap_or(layout.len)))]
    #[br(args(Found {
        room: layout.end_room(),
        ..layout.found_with(&central_directory, central_end)
    }))]
    pub end: End,
    #[br(parse_with = write::lost, args(&layout, &entries, central_end), restore_position)]
    #[inspect(skip)]
    lost: Option<u64>,
}

/// Whether a digital signature follows the central directory.
#[binrw::parser(reader)]
fn peek_signature(layout: &Layout) -> BinResult<bool> {
    let at = reader.stream_position()?;
    let found = layout::signature_at(reader, at)?;
    Ok(at < layout.central_end && found == DigitalSignature::MAGIC)
}

/// Whether the file begins with a local entry.
#[binrw::parser(reader)]
fn peek_entry() -> BinResult<bool> {
    Ok(layout::signature_at(reader, 0)? == Entry::MAGIC)
}

/// Where the reader is.
#[binrw::parser(reader)]
fn position() -> BinResult<u64> {
    Ok(reader.stream_position()?)
}

impl FileFormat for Zip {
    const NAME: &'static str = "zip";
    const TITLE: &'static str = "zip archive";
    const EXTENSIONS: &'static [&'static str] = &[
        "zip", "jar", "war", "ear", "apk", "aar", "whl", "egg", "pyz", "docx", "xlsx", "pptx",
        "odt", "ods", "odp", "epub", "xpi", "nupkg", "vsix", "npz", "kmz", "3mf", "cbz", "ipa",
    ];
    const SPEC: &'static str = "PKWARE APPNOTE 6.3.10";
    const ENDIAN: Endian = Endian::Little;
    const BY_CONTENT: bool = true;

    /// Stubs of all kinds stand before archives, so the end counts as well.
    fn detect(data: &[u8]) -> bool {
        let starts: [&[u8]; 4] = [Entry::MAGIC, End::MAGIC, b"PK\x07\x08PK", b"PK00PK"];
        starts.iter().any(|start| format::begins(data, start)) || Layout::is_at_end_of(data)
    }
}
