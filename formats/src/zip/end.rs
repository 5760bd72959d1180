//! End of central directory records (4.3.14 to 4.3.16).

use super::labels::{HostSystem, version};
use super::name::UnspecifiedCharset;
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, Text};

/// Actual properties of the archive, with which its end records are compared. Unknown values are
/// `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArchiveEnd {
    /// True if the end of central directory record was found.
    pub end: bool,
    /// True if the central directory is not at the offset given by these records.
    pub misplaced: bool,
    /// Number of bytes from the start of this record to the next record or to the end of the file.
    pub available: u64,
    /// True if there is a Zip64 end of central directory record.
    pub zip64: bool,
    /// Offset of the Zip64 end of central directory record, from the start of the archive.
    pub zip64_offset: Option<u64>,
    /// Number of entries in the central directory.
    pub entries: Option<u64>,
    /// Size of the central directory in bytes.
    pub size: Option<u64>,
    /// Offset of the central directory, from the start of the archive.
    pub offset: Option<u64>,
}

impl ArchiveEnd {
    /// Returns the expected value of a 16-bit field that contains `stored`; `None` for 0xffff if
    /// the value is in the Zip64 record. Old writers store the low 16 bits of larger values.
    fn short(&self, stored: u16, value: Option<u64>) -> Option<u64> {
        let in_zip64 = stored == u16::MAX && self.zip64;
        value.filter(|_| !in_zip64).map(|value| value & u64::from(u16::MAX))
    }

    /// Returns the expected value of a 32-bit field that contains `stored`; `None` for 0xffffffff
    /// if the value is in the Zip64 record.
    fn long(&self, stored: u32, value: Option<u64>) -> Option<u64> {
        value.filter(|_| stored != u32::MAX || !self.zip64)
    }
}

/// End of central directory record (4.3.16)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(actual: ArchiveEnd))]
#[br(pre_assert(actual.end, "end of central directory record not found"))]
pub struct End {
    /// Number of this disk (4.4.20)
    #[brw(magic = b"PK\x05\x06")]
    #[inspect(magic("signature", "End of central directory signature: PK\\x05\\x06"))]
    pub number_of_this_disk: u16,
    /// Number of the disk with the start of the central directory (4.4.21)
    pub disk_with_central_directory: u16,
    /// Number of entries in the central directory on this disk (4.4.22)
    pub entries_on_this_disk: u16,
    /// Total number of entries in the central directory (4.4.23)
    #[inspect(expect("the number of entries", actual.short(total_entries, actual.entries)))]
    pub total_entries: u16,
    /// Size of the central directory (4.4.24)
    #[inspect(unit = "bytes")]
    #[inspect(expect("the size of the central directory", actual.long(central_directory_size, actual.size)))]
    pub central_directory_size: u32,
    /// Offset of the start of the central directory, on its disk (4.4.25)
    #[inspect(hex)]
    #[inspect(expect("the offset of the central directory", actual.long(central_directory_offset, actual.offset)))]
    #[br(assert(!actual.misplaced, "no central directory at this offset"))]
    pub central_directory_offset: u32,
    /// ZIP file comment length (4.4.26)
    #[inspect(unit = "bytes")]
    #[inspect(check(u64::from(comment_length) <= actual.available.saturating_sub(22), "extends past the end of the file"))]
    pub comment_length: u16,
    /// ZIP file comment (4.4.27)
    #[br(if(comment_length > 0), count = actual.available.saturating_sub(22).min(comment_length.into()))]
    pub comment: Option<Text<UnspecifiedCharset>>,
}

impl End {
    /// True if a value is stored in the Zip64 end of central directory record (4.4.1.4).
    pub(super) fn requires_zip64(&self) -> bool {
        let short = [
            self.number_of_this_disk,
            self.disk_with_central_directory,
            self.entries_on_this_disk,
            self.total_entries,
        ];
        let long = [self.central_directory_size, self.central_directory_offset];
        short.contains(&u16::MAX) || long.contains(&u32::MAX)
    }
}

/// Zip64 end of central directory locator (4.3.15)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x06\x07")]
#[br(import(actual: ArchiveEnd))]
#[inspect(magic("signature", "Signature: PK\\x06\\x07"))]
pub struct Locator {
    /// Number of the disk with the start of the Zip64 end of central directory record
    pub disk_with_zip64_end: u32,
    /// Relative offset of the Zip64 end of central directory record
    #[inspect(hex)]
    #[inspect(check(actual.zip64, "no Zip64 end of central directory record at this offset"))]
    #[inspect(expect("the offset of the Zip64 end record", actual.zip64_offset))]
    pub zip64_end_offset: u64,
    /// Total number of disks
    pub total_disks: u32,
}

/// Zip64 end of central directory record (4.3.14)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x06\x06")]
#[br(import(actual: ArchiveEnd))]
#[inspect(magic("signature", "Signature: PK\\x06\\x06"))]
pub struct Zip64End {
    /// Size of the rest of this record
    #[inspect(unit = "bytes")]
    #[inspect(expect("the size of the record", actual.available.saturating_sub(12)))]
    pub size: u64,
    /// Version of the specification supported by the writer (4.4.2)
    #[inspect(note = version(version_made_by))]
    pub version_made_by: u8,
    /// Host system of the writer (4.4.2)
    pub host_system: HostSystem,
    /// Version needed to extract (4.4.3)
    #[inspect(note = version(version_needed_to_extract.to_le_bytes()[0]))]
    pub version_needed_to_extract: u16,
    /// Number of this disk
    pub number_of_this_disk: u32,
    /// Number of the disk with the start of the central directory
    pub disk_with_central_directory: u32,
    /// Number of entries in the central directory on this disk
    pub entries_on_this_disk: u64,
    /// Total number of entries in the central directory
    #[inspect(expect("the number of entries", actual.entries))]
    pub total_entries: u64,
    /// Size of the central directory
    #[inspect(unit = "bytes", expect("the size of the central directory", actual.size))]
    pub central_directory_size: u64,
    /// Offset of the start of the central directory, on its disk
    #[inspect(hex, expect("the offset of the central directory", actual.offset))]
    #[br(assert(!actual.misplaced, "no central directory at this offset"))]
    pub central_directory_offset: u64,
    /// Zip64 extensible data sector (4.3.14.2)
    #[br(if(actual.available > 56), count = actual.available.saturating_sub(56))]
    pub extensible_data: Option<Blob>,
}

impl Zip64End {
    /// True if the values are those of the end of central directory record. Some writers add this
    /// record even if all values fit in the other.
    pub(super) fn repeats(&self, end: &End) -> bool {
        let own = (self.total_entries, self.central_directory_size, self.central_directory_offset);
        let short = (end.total_entries, end.central_directory_size, end.central_directory_offset);
        own == (short.0.into(), short.1.into(), short.2.into())
    }
}
