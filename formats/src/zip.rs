//! ZIP archives (PKWARE APPNOTE 6.3.10), including jar, apk, docx and many others.

mod central;
mod content;
mod end;
mod extra;
mod from_json;
mod labels;
mod layout;
mod local;
mod name;
mod padding;
mod salvage;
mod signing;
mod uint;
mod write;

pub use central::{CentralEntry, DigitalSignature, LocalHeaderRange};
pub use end::{ArchiveEnd, End, Locator, Zip64End};
pub use extra::{
    Aes, AesStrength, AesVersion, ExtendedTimestamp, ExtraContext, ExtraData, ExtraField,
    ExtraFields, HeaderId, NtfsAttribute, NtfsData, Times, Zip64, Zip64Values,
};
pub use labels::{CompressionMethod, GeneralPurposeFlags, HostSystem, InternalAttributes};
pub use local::{DataDescriptor, DescriptorForm, ZipEntry};
pub use name::{Cp437, EntryName, UnspecifiedCharset};
pub use signing::{ApkMagic, ApkSigningBlock, BlockId, Pair, Pairs};
pub use uint::Uint;

use crate::{FileFormat, format};
use binrw::{BinResult, Endian, binread};
use bytescope_inspect::{Blob, Inspect, Within};
use layout::ArchiveLayout;
use padding::Padding;
use std::io::SeekFrom;

/// ZIP archive: a sequence of files, followed by the central directory (4.3.6)
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[br(little)]
#[inspect(salvage = salvage::salvage, from_json = from_json::file)]
#[inspect(
    summary = "ZIP archive, {entries:count entry}, {central_directory[].compressed_size:sum:size} → {central_directory[].uncompressed_size:sum:size}, {central_directory[flags.encrypted=1]:count encrypted entry}"
)]
pub struct Zip {
    #[br(parse_with = ArchiveLayout::find)]
    #[inspect(skip)]
    layout: ArchiveLayout,
    /// Central directory: one header per file (4.3.12)
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
    #[br(parse_with = current_offset)]
    #[inspect(skip)]
    central_end: u64,
    #[br(calc = local::first(&central_directory, &layout))]
    start: u64,
    #[br(parse_with = peek_entry, restore_position)]
    #[inspect(skip)]
    begins_with_entry: bool,
    #[br(parse_with = Padding::find_before, args(start), restore_position)]
    #[inspect(skip)]
    unused: Padding,
    /// Data before the archive, such as a self-extracting program
    #[br(if(start > 0), seek_before = SeekFrom::Start(0), count = start)]
    #[inspect(note = unused.note(), check(
        !begins_with_entry || unused.size > 0,
        "local file header not listed in the central directory"
    ))]
    pub prefix: Option<Blob>,
    /// Files in archive order (4.3.7)
    #[br(if(layout.known), seek_before = SeekFrom::Start(start))]
    #[br(parse_with = local::read, args(&central_directory, &layout))]
    #[inspect(with = local::inspect)]
    #[inspect(check(
        local::shared(&central_directory, &layout) == 0,
        "several central directory entries share one local header"
    ))]
    pub entries: Vec<Within<ZipEntry>>,
    /// APK signing block: signatures of an Android package
    #[br(if(layout.signing_block.is_some()))]
    #[br(seek_before = SeekFrom::Start(layout.entries_end()))]
    pub apk_signing_block: Option<ApkSigningBlock>,
    /// Zip64 end of central directory record (4.3.14)
    #[br(if(layout.zip64_end.is_some()))]
    #[br(seek_before = SeekFrom::Start(layout.zip64_end.unwrap_or_default()))]
    #[br(args(ArchiveEnd {
        available: layout.zip64_end_available(),
        ..layout.archive_end_with(&central_directory, central_end)
    }))]
    pub zip64_end: Option<Zip64End>,
    /// Zip64 end of central directory locator (4.3.15)
    #[br(if(layout.locator.is_some()))]
    #[br(seek_before = SeekFrom::Start(layout.locator.unwrap_or_default()))]
    #[br(args(layout.archive_end_with(&central_directory, central_end)))]
    pub zip64_locator: Option<Locator>,
    /// End of central directory record (4.3.16)
    #[br(seek_before = SeekFrom::Start(layout.end.unwrap_or(layout.len)))]
    #[br(args(ArchiveEnd {
        available: layout.end_available(),
        ..layout.archive_end_with(&central_directory, central_end)
    }))]
    pub end: End,
    #[br(parse_with = Padding::find, args(false), restore_position)]
    #[inspect(skip)]
    trailing: Padding,
    /// Zero padding after the archive, up to the end of a tape or disk block
    #[br(if(trailing.size > 0), count = trailing.size)]
    pub padding: Option<Blob>,
    #[br(parse_with = write::uncovered, args(&layout, &entries, central_end), restore_position)]
    #[inspect(skip)]
    uncovered: Option<u64>,
}

/// True if a digital signature follows the central directory.
#[binrw::parser(reader)]
fn peek_signature(layout: &ArchiveLayout) -> BinResult<bool> {
    let at = reader.stream_position()?;
    let found = layout::signature_at(reader, at)?;
    Ok(at < layout.central_end && found == DigitalSignature::MAGIC)
}

/// True if the file starts with a local file header.
#[binrw::parser(reader)]
fn peek_entry() -> BinResult<bool> {
    Ok(layout::signature_at(reader, 0)? == ZipEntry::MAGIC)
}

/// Returns the current offset of the reader.
#[binrw::parser(reader)]
fn current_offset() -> BinResult<u64> {
    Ok(reader.stream_position()?)
}

impl FileFormat for Zip {
    const NAME: &'static str = "zip";
    const TITLE: &'static str = "ZIP archive";
    const EXTENSIONS: &'static [&'static str] = &[
        "zip", "jar", "war", "ear", "apk", "aar", "whl", "egg", "pyz", "docx", "xlsx", "pptx",
        "odt", "ods", "odp", "epub", "xpi", "nupkg", "vsix", "npz", "kmz", "3mf", "cbz", "ipa",
    ];
    const SPEC: &'static str = "PKWARE APPNOTE 6.3.10";
    const ENDIAN: Endian = Endian::Little;
    const BY_CONTENT: bool = true;

    /// Archives may follow other data, such as a program, so the end of the file is also searched.
    fn detect(data: &[u8]) -> bool {
        begins_or_ends_with_archive(data) || ArchiveLayout::is_within(data)
    }
}

impl Zip {
    /// True if `data` contains an archive between other data, so that neither its start nor its end
    /// identifies the format. Such data may be of another format that contains an archive.
    pub fn is_enclosed_in(data: &[u8]) -> bool {
        !begins_or_ends_with_archive(data) && ArchiveLayout::is_within(data)
    }
}

/// True if an archive starts at the start of `data` or ends at its end.
fn begins_or_ends_with_archive(data: &[u8]) -> bool {
    let starts: [&[u8]; 4] = [ZipEntry::MAGIC, End::MAGIC, b"PK\x07\x08PK", b"PK00PK"];
    starts.iter().any(|start| format::begins(data, start)) || ArchiveLayout::is_at_end_of(data)
}
