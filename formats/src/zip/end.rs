//! What stands at the end of an archive (4.3.14 to 4.3.16).

use super::name::Untold;
use super::words::{HostSystem, version};
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, Text};

/// What the archive is found to be, for the records that tell it; `None` when it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whether there is an end record at all.
    pub end: bool,
    /// Whether the central directory is not where these records say.
    pub lost: bool,
    /// Bytes from the start of this record to the next one, or to the end of the file.
    pub room: u64,
    /// Whether there is a zip64 end record.
    pub zip64: bool,
    /// Where the zip64 end record stands, from the start of the archive.
    pub zip64_offset: Option<u64>,
    /// Entries of the central directory.
    pub entries: Option<u64>,
    /// Bytes of the central directory.
    pub size: Option<u64>,
    /// Where the central directory stands, from the start of the archive.
    pub offset: Option<u64>,
}

impl Found {
    /// What a 16-bit field should hold that now holds `stored`. All ones stand for a number in
    /// the zip64 record; old writers just leave higher bits away.
    fn short(&self, stored: u16, value: Option<u64>) -> Option<u64> {
        let moved = stored == u16::MAX && self.zip64;
        value.filter(|_| !moved).map(|value| value & u64::from(u16::MAX))
    }

    /// What a 32-bit field should hold that now holds `stored`.
    fn long(&self, stored: u32, value: Option<u64>) -> Option<u64> {
        value.filter(|_| stored != u32::MAX || !self.zip64)
    }
}

/// End of central directory record (4.3.16)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(found: Found))]
#[br(pre_assert(found.end, "the end of central directory record is missing"))]
pub struct End {
    /// Number of this disk (4.4.20)
    #[brw(magic = b"PK\x05\x06")]
    #[inspect(magic("signature", "The bytes PK\\x05\\x06"))]
    pub number_of_this_disk: u16,
    /// The disk on which the central directory starts
    pub disk_with_central_directory: u16,
    /// Entries of the central directory on this disk
    pub entries_on_this_disk: u16,
    /// Entries of the central directory
    #[inspect(expect("number of entries", found.short(total_entries, found.entries)))]
    pub total_entries: u16,
    /// Size of the central directory
    #[inspect(unit = "bytes")]
    #[inspect(expect("size of the central directory", found.long(central_directory_size, found.size)))]
    pub central_directory_size: u32,
    /// Where the central directory starts on its disk
    #[inspect(hex)]
    #[inspect(expect("offset of the central directory", found.long(central_directory_offset, found.offset)))]
    #[br(assert(!found.lost, "no central directory there"))]
    pub central_directory_offset: u32,
    /// Bytes of the comment
    #[inspect(unit = "bytes")]
    #[inspect(check(u64::from(comment_length) <= found.room.saturating_sub(22), "longer than what is left of the file"))]
    pub comment_length: u16,
    /// Comment on the archive
    #[br(if(comment_length > 0), count = found.room.saturating_sub(22).min(comment_length.into()))]
    pub comment: Option<Text<Untold>>,
}

/// Zip64 end of central directory locator (4.3.15)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x06\x07")]
#[br(import(found: Found))]
#[inspect(magic("signature", "The bytes PK\\x06\\x07"))]
pub struct Locator {
    /// The disk on which the zip64 end record starts
    pub disk_with_zip64_end: u32,
    /// Where the zip64 end record starts on its disk
    #[inspect(hex)]
    #[inspect(check(found.zip64, "no zip64 end of central directory record there"))]
    #[inspect(expect("offset of the zip64 end record", found.zip64_offset))]
    pub zip64_end_offset: u64,
    /// Number of disks
    pub total_disks: u32,
}

/// Zip64 end of central directory record (4.3.14)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x06\x06")]
#[br(import(found: Found))]
#[inspect(magic("signature", "The bytes PK\\x06\\x06"))]
pub struct Zip64End {
    /// Bytes of this record behind this field
    #[inspect(unit = "bytes")]
    #[inspect(expect("size of the record up to the locator", found.room.saturating_sub(12)))]
    pub size: u64,
    /// Version of the specification that the writer knew
    #[inspect(note = version(version_made_by))]
    pub version_made_by: u8,
    /// The system of the writer
    pub host_system: HostSystem,
    /// Version of the specification that a reader must know
    #[inspect(note = version(version_needed_to_extract.to_le_bytes()[0]))]
    pub version_needed_to_extract: u16,
    /// Number of this disk
    pub number_of_this_disk: u32,
    /// The disk on which the central directory starts
    pub disk_with_central_directory: u32,
    /// Entries of the central directory on this disk
    pub entries_on_this_disk: u64,
    /// Entries of the central directory
    #[inspect(expect("number of entries", found.entries))]
    pub total_entries: u64,
    /// Size of the central directory
    #[inspect(unit = "bytes", expect("size of the central directory", found.size))]
    pub central_directory_size: u64,
    /// Where the central directory starts on its disk
    #[inspect(hex, expect("offset of the central directory", found.offset))]
    #[br(assert(!found.lost, "no central directory there"))]
    pub central_directory_offset: u64,
    /// Extensible data sector: how the central directory is encrypted (4.3.14.2)
    #[br(if(found.room > 56), count = found.room.saturating_sub(56))]
    pub extensible_data: Option<Blob>,
}
