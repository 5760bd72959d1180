//! Offsets of the parts of an archive, located from the end of the file.

use super::central::{CentralEntry, LocalHeaderRange};
use super::end::{ArchiveEnd, End, Locator, Zip64End};
use super::local::ZipEntry;
use super::signing::ApkSigningBlock;
use binrw::{BinRead, BinResult, Endian};
use bytescope_inspect::Inspect;
use memchr::memmem;
use std::io::{Read, Seek, SeekFrom};

/// Size of the end of central directory record without the comment, in bytes.
const END_SIZE: u64 = 22;
/// Size of the Zip64 locator in bytes.
const LOCATOR_SIZE: u64 = 20;
/// Size of the Zip64 end record without extensible data, in bytes.
const ZIP64_END_SIZE: u64 = 56;
/// Maximum distance in bytes from a Zip64 end record to its locator, if the record is not at the
/// offset in the locator.
const MAX_ZIP64_END_DISTANCE: u64 = 4096;
/// Maximum size of the end record with its comment, in bytes.
const MAX_END_SIZE: u64 = END_SIZE + u16::MAX as u64;

/// File offsets of the parts of an archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ArchiveLayout {
    /// Size of the file in bytes.
    pub(super) len: u64,
    /// End of central directory record.
    pub(super) end: Option<u64>,
    /// Zip64 locator.
    pub(super) locator: Option<u64>,
    /// Zip64 end record.
    pub(super) zip64_end: Option<u64>,
    /// Start of the archive. Offsets in the archive are relative to it.
    pub(super) base: u64,
    /// Start of the central directory.
    pub(super) central: u64,
    /// End of the central directory.
    pub(super) central_end: u64,
    /// True if the central directory was found.
    pub(super) known: bool,
    /// Declared number of central directory entries.
    pub(super) count: u64,
    /// Number of the disk that this file represents.
    pub(super) disk: u32,
    /// APK signing block.
    pub(super) signing_block: Option<u64>,
}

impl ArchiveLayout {
    /// Finds the parts of an archive. Without an end record, none are found.
    pub(super) fn find<R: Read + Seek>(reader: &mut R, _: Endian, (): ()) -> BinResult<Self> {
        let len = reader.seek(SeekFrom::End(0))?;
        let from = len.saturating_sub(MAX_END_SIZE);
        let mut tail = Vec::new();
        reader.seek(SeekFrom::Start(from))?;
        reader.take(MAX_END_SIZE).read_to_end(&mut tail)?;
        let mut best = Self { len, ..Self::default() };
        for candidate in end_candidates(&tail) {
            let layout = Self::before(reader, len, from.saturating_add(candidate.at))?;
            // An end record that does not end at the end of the file may belong to an archive
            // nested in a truncated archive.
            let may_be_nested = candidate.is_complete && !candidate.fits && layout.base > 0;
            if may_be_nested && signature_at(reader, 0)? == ZipEntry::MAGIC {
                continue;
            }
            if layout.known {
                return Ok(layout);
            }
            if best.end.is_none() {
                best = layout;
            }
        }
        Ok(best)
    }

    /// Finds the parts that precede the end record at `end`.
    fn before<R: Read + Seek>(reader: &mut R, len: u64, end: u64) -> BinResult<Self> {
        let found = ArchiveEnd { end: true, ..ArchiveEnd::default() };
        let Some(record) = read_at::<End, _>(reader, end, (found,)) else {
            return Ok(Self { len, end: Some(end), ..Self::default() });
        };
        let mut count = record.total_entries.into();
        let mut size = record.central_directory_size.into();
        let mut offset = record.central_directory_offset.into();
        let mut disk = record.number_of_this_disk.into();
        let (mut locator, mut zip64_end) = (None, None);
        if let Some(zip64) = Zip64Records::before(reader, end, &record)? {
            locator = Some(zip64.locator);
            if let Some((start, record)) = zip64.end {
                zip64_end = Some(start);
                count = record.total_entries;
                size = record.central_directory_size;
                offset = record.central_directory_offset;
                disk = record.number_of_this_disk;
            }
        }
        let central_end = zip64_end.or(locator).unwrap_or(end);
        let layout = Self { len, end: Some(end), locator, zip64_end, ..Self::default() };
        let mut layout = Self { central_end, count, disk, ..layout };
        if let Some((base, central)) = layout.central_directory(reader, size, offset)? {
            layout = Self { base, central, known: true, ..layout };
            layout.signing_block = ApkSigningBlock::before(reader, central)?;
        }
        Ok(layout)
    }

    /// Returns the start offsets of the archive and of the central directory, if found.
    fn central_directory<R: Read + Seek>(
        &self,
        reader: &mut R,
        size: u64,
        offset: u64,
    ) -> BinResult<Option<(u64, u64)>> {
        if offset.checked_add(size) == Some(self.central_end) {
            return Ok(Some((0, offset)));
        }
        if let Some(start) = self.central_end.checked_sub(size)
            && (self.count == 0 && size == 0 || signature_at(reader, start)? == CentralEntry::MAGIC)
        {
            // Either the archive has a prefix or the offset is invalid. The offset of the first
            // local header shows which is the case.
            let base = start.saturating_sub(offset);
            let range = LocalHeaderRange { base: 0, end: u64::MAX, disk: self.disk };
            if let Some(entry) = read_at::<CentralEntry, _>(reader, start, (range,)) {
                let header = entry.local_header_offset();
                let moved = signature_at(reader, base.saturating_add(header))?;
                if moved != ZipEntry::MAGIC && signature_at(reader, header)? == ZipEntry::MAGIC {
                    return Ok(Some((0, start)));
                }
            }
            return Ok(Some((base, start)));
        }
        if offset < self.central_end && signature_at(reader, offset)? == CentralEntry::MAGIC {
            return Ok(Some((0, offset)));
        }
        Ok((self.count == 0).then_some((0, self.central_end)))
    }

    /// Returns the end offset of the local entries.
    pub(super) fn entries_end(&self) -> u64 {
        self.signing_block.unwrap_or(self.central)
    }

    /// Returns the valid range of local header offsets.
    pub(super) fn bounds(&self) -> LocalHeaderRange {
        LocalHeaderRange { base: self.base, end: self.entries_end(), disk: self.disk }
    }

    /// Returns the properties of the archive that do not depend on its central directory.
    pub(super) fn archive_end(&self) -> ArchiveEnd {
        ArchiveEnd {
            end: self.end.is_some(),
            zip64: self.zip64_end.is_some(),
            ..ArchiveEnd::default()
        }
    }

    /// Returns the values expected in the end records if the central directory has these entries
    /// and ends at `central_end`.
    pub(super) fn archive_end_with(
        &self,
        entries: &[CentralEntry],
        central_end: u64,
    ) -> ArchiveEnd {
        if !self.known {
            return ArchiveEnd { misplaced: true, ..self.archive_end() };
        }
        ArchiveEnd {
            zip64_offset: self.zip64_end.map(|at| at.saturating_sub(self.base)),
            entries: Some(entries.len() as u64),
            size: Some(central_end.saturating_sub(self.central)),
            offset: Some(self.central.saturating_sub(self.base)),
            ..self.archive_end()
        }
    }

    /// Returns the number of bytes from the start of the Zip64 end record to the locator.
    pub(super) fn zip64_end_available(&self) -> u64 {
        let end = self.locator.unwrap_or_default();
        end.saturating_sub(self.zip64_end.unwrap_or_default())
    }

    /// Returns the number of bytes from the start of the end record to the end of the file.
    pub(super) fn end_available(&self) -> u64 {
        self.len.saturating_sub(self.end.unwrap_or_default())
    }

    /// True if `data` contains a complete archive with at least one entry, which other data may
    /// precede and follow.
    pub(super) fn is_within(data: &[u8]) -> bool {
        let mut reader = std::io::Cursor::new(data);
        let Ok(layout) = Self::find(&mut reader, Endian::Little, ()) else { return false };
        let first = || read_at::<CentralEntry, _>(&mut reader, layout.central, (layout.bounds(),));
        let Some(entry) = layout.known.then(first).flatten() else { return false };
        let signature = entry.start(layout.bounds()).map(|start| signature_at(&mut reader, start));
        signature.is_some_and(|found| found.is_ok_and(|found| found == ZipEntry::MAGIC))
    }

    /// True if `data` ends with an archive, regardless of the preceding bytes.
    pub(super) fn is_at_end_of(data: &[u8]) -> bool {
        let mut reader = std::io::Cursor::new(data);
        let start = data.len().saturating_sub(usize::try_from(MAX_END_SIZE).unwrap_or(usize::MAX));
        let tail = data.get(start..).unwrap_or_default();
        if !end_candidates(tail).first().is_some_and(|end| end.fits) {
            return false;
        }
        Self::find(&mut reader, Endian::Little, ()).is_ok_and(|layout| {
            let first = signature_at(&mut reader, layout.central);
            layout.known && first.is_ok_and(|first| first == CentralEntry::MAGIC)
        })
    }
}

/// Possible end record in the tail of the file.
#[derive(Clone, Copy)]
struct EndCandidate {
    /// Offset in the tail.
    at: u64,
    /// True if the record is complete, apart from its comment.
    is_complete: bool,
    /// True if the comment ends exactly at the end of the file.
    fits: bool,
}

/// Maximum number of candidates to try. A comment may contain the signature.
const MAX_CANDIDATES: usize = 8;

/// Returns the possible end records in `tail`, most likely first: records whose comment ends at the
/// end of the file, then other complete records, then truncated records. In each group, later
/// records come first.
fn end_candidates(tail: &[u8]) -> Vec<EndCandidate> {
    let mut found = Vec::new();
    // Searching forward is several times faster.
    let offsets: Vec<_> = memmem::find_iter(tail, End::MAGIC).collect();
    for at in offsets.into_iter().rev() {
        let rest = tail.get(at..).unwrap_or_default();
        let comment = rest.get(20..).and_then(<[u8]>::first_chunk);
        let size = comment.map(|c| END_SIZE.saturating_add(u16::from_le_bytes(*c).into()));
        let fits = size == Some(rest.len() as u64);
        found.push(EndCandidate { at: at as u64, is_complete: size.is_some(), fits });
    }
    found.sort_by_key(|end| (!end.fits, !end.is_complete));
    found.truncate(MAX_CANDIDATES);
    found
}

/// Zip64 records between the central directory and the end record.
struct Zip64Records {
    /// Offset of the locator.
    locator: u64,
    /// Offset and values of the Zip64 end record, if it was found.
    end: Option<(u64, Zip64End)>,
}

impl Zip64Records {
    /// Finds the records before the end record at `end`.
    ///
    /// Names and comments in the central directory may contain any bytes, so the 20 bytes before
    /// the end record may only resemble a locator. They are a locator only if the end record
    /// requires a Zip64 record, or if there is one that repeats the values of the end record.
    fn before<R: Read + Seek>(reader: &mut R, end: u64, record: &End) -> BinResult<Option<Self>> {
        let found = ArchiveEnd { end: true, ..ArchiveEnd::default() };
        let (size, offset) = (record.central_directory_size, record.central_directory_offset);
        let Some(at) = end.checked_sub(LOCATOR_SIZE) else { return Ok(None) };
        let Some(locator) = read_at::<Locator, _>(reader, at, (found,)) else { return Ok(None) };
        // The central directory includes these bytes.
        if u64::from(offset).checked_add(size.into()) == Some(end) {
            return Ok(None);
        }
        // If the offset does not include the size of a prefix, the record still precedes the
        // locator.
        let candidates = [Some(locator.zip64_end_offset), last_zip64_end(reader, at)?];
        let mut zip64 = None;
        for start in candidates.into_iter().flatten() {
            let fits = start.checked_add(ZIP64_END_SIZE).is_some_and(|end| end <= at);
            if zip64.is_none() && fits {
                let read = read_at::<Zip64End, _>(reader, start, (found,));
                zip64 = read.map(|read| (start, read));
            }
        }
        let is_locator = match &zip64 {
            Some((_, zip64)) => record.requires_zip64() || zip64.repeats(record),
            None => {
                let central = end.saturating_sub(size.into());
                let is_central = signature_at(reader, central)? == CentralEntry::MAGIC;
                record.requires_zip64() && !is_central
            }
        };
        Ok(is_locator.then_some(Self { locator: at, end: zip64 }))
    }
}

/// Returns the offset of the last Zip64 end record signature shortly before `end`.
fn last_zip64_end<R: Read + Seek>(reader: &mut R, end: u64) -> BinResult<Option<u64>> {
    let start = end.saturating_sub(MAX_ZIP64_END_DISTANCE);
    let mut bytes = Vec::new();
    reader.seek(SeekFrom::Start(start))?;
    reader.take(end.saturating_sub(start)).read_to_end(&mut bytes)?;
    let found = memmem::rfind(&bytes, Zip64End::MAGIC);
    Ok(found.map(|at| start.saturating_add(at as u64)))
}

/// Returns the four bytes at `at`, or fewer at the end of the file.
pub(super) fn signature_at<R: Read + Seek>(reader: &mut R, at: u64) -> BinResult<Vec<u8>> {
    let mut signature = Vec::new();
    reader.seek(SeekFrom::Start(at))?;
    reader.take(4).read_to_end(&mut signature)?;
    Ok(signature)
}

/// Reads the record at `at`, if it is valid.
fn read_at<T: BinRead, R: Read + Seek>(reader: &mut R, at: u64, args: T::Args<'_>) -> Option<T> {
    reader.seek(SeekFrom::Start(at)).ok()?;
    T::read_options(reader, Endian::Little, args).ok()
}
