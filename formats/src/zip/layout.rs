//! Where the parts of an archive stand: found from the end.

use super::central::{Bounds, CentralEntry};
use super::end::{End, Found, Locator, Zip64End};
use super::local::Entry;
use super::signing::ApkSigningBlock;
use binrw::{BinRead, BinResult, Endian};
use bytescope_inspect::Inspect;
use memchr::memmem;
use std::io::{Read, Seek, SeekFrom};

/// Bytes of an end record without its comment.
const END_SIZE: u64 = 22;
/// Bytes of a locator.
const LOCATOR_SIZE: u64 = 20;
/// A zip64 end record that is not where the locator says is looked for in so many bytes.
const ZIP64_END_REACH: u64 = 4096;
/// The end record can only start in so many bytes before the end of the file.
const TAIL: u64 = END_SIZE + u16::MAX as u64;

/// Where the parts of an archive stand, in bytes of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// The length of the file.
    pub(super) len: u64,
    /// The end record.
    pub(super) end: Option<u64>,
    /// The zip64 locator.
    pub(super) locator: Option<u64>,
    /// The zip64 end record.
    pub(super) zip64_end: Option<u64>,
    /// What offsets count from.
    pub(super) base: u64,
    /// The first entry of the central directory, and the byte behind the last.
    pub(super) central: u64,
    pub(super) central_end: u64,
    /// Whether the central directory was found.
    pub(super) known: bool,
    /// How many entries the central directory is said to have.
    pub(super) count: u64,
    /// The disk that this file is.
    pub(super) disk: u32,
    /// The APK signing block.
    pub(super) signing_block: Option<u64>,
}

impl Layout {
    /// Finds the parts of an archive. Without an end record there are none.
    pub(super) fn find<R: Read + Seek>(reader: &mut R, _: Endian, (): ()) -> BinResult<Self> {
        let len = reader.seek(SeekFrom::End(0))?;
        let from = len.saturating_sub(TAIL);
        let mut tail = Vec::new();
        reader.seek(SeekFrom::Start(from))?;
        reader.take(TAIL).read_to_end(&mut tail)?;
        let mut best = Self { len, ..Self::default() };
        for candidate in last_ends(&tail) {
            let layout = Self::before(reader, len, from.saturating_add(candidate.at))?;
            // What is not at the very end may be that of an archive within an archive that is cut.
            let may_be_inner = candidate.is_whole && !candidate.fits && layout.base > 0;
            if may_be_inner && signature_at(reader, 0)? == Entry::MAGIC {
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

    /// Finds the parts before the end record at `end`.
    fn before<R: Read + Seek>(reader: &mut R, len: u64, end: u64) -> BinResult<Self> {
        let found = Found { end: true, ..Found::default() };
        let Some(record) = read_at::<End, _>(reader, end, (found,)) else {
            return Ok(Self { len, end: Some(end), ..Self::default() });
        };
        let mut count = record.total_entries.into();
        let mut size = record.central_directory_size.into();
        let mut offset = record.central_directory_offset.into();
        let mut disk = record.number_of_this_disk.into();
        let locator = end.checked_sub(LOCATOR_SIZE);
        let record = locator.and_then(|at| read_at::<Locator, _>(reader, at, (found,)));
        let locator = locator.filter(|_| record.is_some());
        let mut zip64_end = None;
        if let (Some(at), Some(record)) = (locator, record) {
            // Behind a prefix that the offset leaves out, the record still stands right before.
            let places = [Some(record.zip64_end_offset), last_zip64_end(reader, at)?];
            for place in places.into_iter().flatten().filter(|place| *place < at) {
                if zip64_end.is_none()
                    && let Some(record) = read_at::<Zip64End, _>(reader, place, (found,))
                {
                    zip64_end = Some(place);
                    count = record.total_entries;
                    size = record.central_directory_size;
                    offset = record.central_directory_offset;
                    disk = record.number_of_this_disk;
                }
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

    /// What offsets count from, and where the central directory starts, if it can be found.
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
            // Something stands before the archive, or the offset lies: then the first local
            // header tells.
            let base = start.saturating_sub(offset);
            let bounds = Bounds { base: 0, end: u64::MAX, disk: self.disk };
            if let Some(entry) = read_at::<CentralEntry, _>(reader, start, (bounds,)) {
                let header = entry.local_header_offset();
                let moved = signature_at(reader, base.saturating_add(header))?;
                if moved != Entry::MAGIC && signature_at(reader, header)? == Entry::MAGIC {
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

    /// Where the local entries end.
    pub(super) fn entries_end(&self) -> u64 {
        self.signing_block.unwrap_or(self.central)
    }

    /// Where local headers may stand.
    pub(super) fn bounds(&self) -> Bounds {
        Bounds { base: self.base, end: self.entries_end(), disk: self.disk }
    }

    /// What is known of the archive without its central directory.
    pub(super) fn found(&self) -> Found {
        Found { end: self.end.is_some(), zip64: self.zip64_end.is_some(), ..Found::default() }
    }

    /// What the records at the end should say, when the central directory has so many entries
    /// and ends there.
    pub(super) fn found_with(&self, entries: &[CentralEntry], central_end: u64) -> Found {
        if !self.known {
            return Found { lost: true, ..self.found() };
        }
        Found {
            zip64_offset: self.zip64_end.map(|at| at.saturating_sub(self.base)),
            entries: Some(entries.len() as u64),
            size: Some(central_end.saturating_sub(self.central)),
            offset: Some(self.central.saturating_sub(self.base)),
            ..self.found()
        }
    }

    /// Bytes between the zip64 end record and the locator.
    pub(super) fn zip64_room(&self) -> u64 {
        let end = self.locator.unwrap_or_default();
        end.saturating_sub(self.zip64_end.unwrap_or_default())
    }

    /// Bytes from the end record on.
    pub(super) fn end_room(&self) -> u64 {
        self.len.saturating_sub(self.end.unwrap_or_default())
    }

    /// Whether `data` ends as an archive does, whatever stands before it.
    pub(super) fn is_at_end_of(data: &[u8]) -> bool {
        let mut reader = std::io::Cursor::new(data);
        let start = data.len().saturating_sub(usize::try_from(TAIL).unwrap_or(usize::MAX));
        let tail = data.get(start..).unwrap_or_default();
        if !last_ends(tail).first().is_some_and(|end| end.fits) {
            return false;
        }
        Self::find(&mut reader, Endian::Little, ()).is_ok_and(|layout| {
            let first = signature_at(&mut reader, layout.central);
            layout.known && first.is_ok_and(|first| first == CentralEntry::MAGIC)
        })
    }
}

/// What may be an end record, by its place in the tail of the file.
#[derive(Clone, Copy)]
struct Candidate {
    at: u64,
    /// All of it is there, but for its comment.
    is_whole: bool,
    /// Its comment goes just to the end of the file.
    fits: bool,
}

/// How many end records are tried. A comment can hold what looks like one.
const TRIES: usize = 8;

/// The last of what may be end records in `tail`, the likeliest first: those whose comment fits,
/// then those that are whole, then those that are cut short.
fn last_ends(tail: &[u8]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for at in memmem::rfind_iter(tail, End::MAGIC) {
        let rest = tail.get(at..).unwrap_or_default();
        let comment = rest.get(20..).and_then(<[u8]>::first_chunk);
        let size = comment.map(|c| END_SIZE.saturating_add(u16::from_le_bytes(*c).into()));
        let fits = size == Some(rest.len() as u64);
        found.push(Candidate { at: at as u64, is_whole: size.is_some(), fits });
    }
    found.sort_by_key(|end| (!end.fits, !end.is_whole));
    found.truncate(TRIES);
    found
}

/// The last place before `end` that has the signature of a zip64 end record.
fn last_zip64_end<R: Read + Seek>(reader: &mut R, end: u64) -> BinResult<Option<u64>> {
    let start = end.saturating_sub(ZIP64_END_REACH);
    let mut bytes = Vec::new();
    reader.seek(SeekFrom::Start(start))?;
    reader.take(end.saturating_sub(start)).read_to_end(&mut bytes)?;
    let found = memmem::rfind(&bytes, Zip64End::MAGIC);
    Ok(found.map(|at| start.saturating_add(at as u64)))
}

/// The four bytes at `at`, as far as there are any.
pub(super) fn signature_at<R: Read + Seek>(reader: &mut R, at: u64) -> BinResult<Vec<u8>> {
    let mut signature = Vec::new();
    reader.seek(SeekFrom::Start(at))?;
    reader.take(4).read_to_end(&mut signature)?;
    Ok(signature)
}

/// The record at `at`, if there is one.
fn read_at<T: BinRead, R: Read + Seek>(reader: &mut R, at: u64, args: T::Args<'_>) -> Option<T> {
    reader.seek(SeekFrom::Start(at)).ok()?;
    T::read_options(reader, Endian::Little, args).ok()
}
