//! Assigns offsets omitted from JSON.

use super::from_json::MAX_REGION;
use super::{Directories, ENTRY_SIZE, EntryContent, ExifTag, HEADER_SIZE, Ifd, TagValues, TiffTag};
use crate::span::FileSpan;
use bytescope_inspect::{Blob, BuildResult, Draft, Quantity};

/// Target of an offset, other than a value.
#[derive(Clone, Copy, PartialEq)]
enum TiffPart {
    Ifd0,
    ExifIfd,
    InteroperabilityIfd,
    GpsIfd,
    Ifd1,
    Thumbnail,
}

use TiffPart::{ExifIfd, GpsIfd, Ifd0, Ifd1, InteroperabilityIfd, Thumbnail};

/// Parts in layout order. Each part is after the part that points to it.
const PARTS: [TiffPart; 6] = [Ifd0, ExifIfd, InteroperabilityIfd, GpsIfd, Ifd1, Thumbnail];

impl TiffPart {
    fn name(self) -> &'static str {
        match self {
            Ifd0 => "ifd0",
            ExifIfd => "exif_ifd",
            InteroperabilityIfd => "interoperability_ifd",
            GpsIfd => "gps_ifd",
            Ifd1 => "ifd1",
            Thumbnail => "thumbnail",
        }
    }

    fn ifd(self, directories: &mut Directories) -> Option<&mut Ifd> {
        match self {
            Ifd0 => directories.ifd0.as_mut(),
            ExifIfd => directories.exif_ifd.as_mut(),
            InteroperabilityIfd => directories.interoperability_ifd.as_mut(),
            GpsIfd => directories.gps_ifd.as_mut(),
            Ifd1 => directories.ifd1.as_mut(),
            Thumbnail => None,
        }
    }

    /// Returns the size in bytes; `None` if absent.
    fn size(self, directories: &mut Directories) -> Option<u64> {
        match self {
            Thumbnail => directories.thumbnail.as_ref().map(Blob::len),
            _ => self.ifd(directories).map(|ifd| {
                let entries = ENTRY_SIZE.saturating_mul(ifd.entries.len() as u64);
                let next = if ifd.next_ifd_offset.is_some() { 4 } else { 0 };
                entries.saturating_add(2).saturating_add(next)
            }),
        }
    }

    /// Describes the field that points to the part.
    fn pointer_name(self) -> &'static str {
        match self {
            Ifd0 => "first_ifd_offset",
            ExifIfd => "tag ExifIFD in ifd0",
            InteroperabilityIfd => "tag InteroperabilityIFD in exif_ifd",
            GpsIfd => "tag GPSInfoIFD in ifd0",
            Ifd1 => "next_ifd_offset of ifd0",
            Thumbnail => "tag JPEGInterchangeFormat in ifd1",
        }
    }

    /// Returns the field that points to the part.
    fn link(self, directories: &mut Directories) -> Option<PartLink<'_>> {
        let (directory, tag) = match self {
            Ifd0 => {
                let path = "first_ifd_offset".to_owned();
                let slot = &mut directories.first_ifd_offset;
                return Some(PartLink { path, value: *slot, slot: Some(slot) });
            }
            Ifd1 => {
                let slot = directories.ifd0.as_mut()?.next_ifd_offset.as_mut()?;
                let value = *slot;
                return Some(PartLink { path: next_path(Ifd0), value, slot: Some(slot) });
            }
            ExifIfd => (Ifd0, TiffTag::ExifIFD),
            InteroperabilityIfd => (ExifIfd, TiffTag::InteroperabilityIFD),
            GpsIfd => (Ifd0, TiffTag::GPSInfoIFD),
            Thumbnail => (Ifd1, TiffTag::JPEGInterchangeFormat),
        };
        tag_link(directory, tag, directories)
    }
}

/// Returns the path of the offset of the next IFD.
fn next_path(part: TiffPart) -> String {
    format!("{}.next_ifd_offset", part.name())
}

/// Field that gives the offset or size of a part.
struct PartLink<'d> {
    path: String,
    value: u32,
    /// Mutable reference to the value, if its type is LONG.
    slot: Option<&'d mut u32>,
}

impl PartLink<'_> {
    /// Sets an omitted field.
    fn set(self, draft: &Draft<'_>, value: u64) -> BuildResult<()> {
        let error = |message| Err(draft.error_at(&self.path, format!("is missing, and {message}")));
        match (self.slot, u32::try_from(value)) {
            (Some(slot), Ok(value)) => *slot = value,
            (None, _) => return error("can be computed only for type LONG"),
            (_, Err(_)) => return error("its target is out of range"),
        }
        draft.mark_computed(&self.path);
        Ok(())
    }
}

/// Returns the value field of a tag in a directory.
fn tag_link(
    directory: TiffPart,
    tag: TiffTag,
    directories: &mut Directories,
) -> Option<PartLink<'_>> {
    let mut entries = directory.ifd(directories)?.entries.iter_mut().enumerate();
    let (index, entry) = entries.find(|(_, entry)| entry.tag == ExifTag::Tiff(tag))?;
    let path = format!("{}.entries[{index}].value", directory.name());
    let value = entry.content.as_u32()?;
    let slot = match &mut entry.content {
        EntryContent::Value { value: TagValues::Long(slot) } => Some(slot),
        _ => None,
    };
    Some(PartLink { path, value, slot })
}

/// Places parts and values whose offsets are omitted, and sets the fields that point to them.
pub(super) fn fill(draft: &Draft<'_>, directories: &mut Directories) -> BuildResult<()> {
    let mut space = FreeSpace::find(draft, directories)?;
    space.settle_next(draft, directories);
    for part in PARTS {
        let Some(size) = part.size(directories) else { continue };
        if let Some(link) = part.link(directories).filter(|link| draft.is_open(&link.path)) {
            link.set(draft, space.allocate(size))?;
        }
        let entries = part.ifd(directories).map(|ifd| ifd.entries.iter_mut());
        for (index, entry) in entries.into_iter().flatten().enumerate() {
            let size = entry.r#type.size_of(entry.count).unwrap_or_default();
            if let EntryContent::ValueOffset { offset, value: Some(_) } = &mut entry.content {
                let path = offset_path(part, index);
                if draft.is_open(&path) {
                    let link = PartLink { path, value: 0, slot: Some(offset) };
                    link.set(draft, space.allocate(size))?;
                }
            }
        }
    }
    let Some(len) = Thumbnail.size(directories) else { return Ok(()) };
    match tag_link(Ifd1, TiffTag::JPEGInterchangeFormatLength, directories) {
        Some(link) if draft.is_open(&link.path) => link.set(draft, len),
        Some(link) => {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            draft.check_count(&link.path, usize::try_from(link.value).ok(), len)
        }
        None => {
            let message = "requires tag JPEGInterchangeFormatLength in ifd1";
            Err(draft.error_at(Thumbnail.name(), message))
        }
    }
}

/// Returns the path of a value offset.
fn offset_path(part: TiffPart, index: usize) -> String {
    format!("{}.entries[{index}].offset", part.name())
}

/// Space not occupied by parts and values with given offsets.
struct FreeSpace {
    /// Occupied spans, in descending order.
    occupied: Vec<FileSpan>,
    /// First offset that may be free.
    next: u64,
    /// True if the offsets of all parts and values are given.
    complete: bool,
}

impl FreeSpace {
    /// Determines the free space.
    fn find(draft: &Draft<'_>, directories: &mut Directories) -> BuildResult<Self> {
        let mut space = Self { occupied: Vec::new(), next: HEADER_SIZE, complete: true };
        for part in PARTS {
            let size = part.size(directories);
            let link = part.link(directories).map(|link| (draft.is_open(&link.path), link));
            match (size, link) {
                (Some(size), Some((false, link))) => {
                    space.occupy(draft, &link.path, link.value, size)?;
                }
                (Some(_), Some((true, _))) => space.complete = false,
                (Some(_), None) => {
                    let message = format!("requires {}", part.pointer_name());
                    return Err(draft.error_at(part.name(), message));
                }
                (None, Some((open, link))) if part != Ifd1 || !open && link.value != 0 => {
                    if open || MAX_REGION.contains(link.value, 2) && !draft.options().keep {
                        let message = format!("is missing, but {} points to it", link.path);
                        return Err(draft.error_at(part.name(), message));
                    }
                }
                (None, _) => {}
            }
            let entries = part.ifd(directories).map(|ifd| ifd.entries.iter());
            for (index, entry) in entries.into_iter().flatten().enumerate() {
                let EntryContent::ValueOffset { offset, value: Some(_) } = &entry.content else {
                    continue;
                };
                let path = offset_path(part, index);
                if draft.is_open(&path) {
                    space.complete = false;
                } else {
                    let size = entry.r#type.size_of(entry.count).unwrap_or_default();
                    space.occupy(draft, &path, *offset, size)?;
                }
            }
        }
        space.occupied.sort_unstable_by_key(|span| std::cmp::Reverse(span.start));
        Ok(space)
    }

    /// Marks a span as occupied.
    fn occupy(&mut self, draft: &Draft<'_>, path: &str, at: u32, size: u64) -> BuildResult<()> {
        if !MAX_REGION.contains(at, size) {
            let message =
                format!("offset {at:#x} exceeds the limit of {}", Quantity::bytes(MAX_REGION.end));
            return Err(draft.error_at(path, message));
        }
        self.occupied.push(FileSpan::new(at.into(), size));
        Ok(())
    }

    /// Sets omitted offsets of the next IFD to 0. If all other offsets are given, such a field is
    /// left out if it would overlap another part or end the data: some writers omit it there.
    fn settle_next(&self, draft: &Draft<'_>, directories: &mut Directories) {
        let end = self.occupied.iter().map(|span| span.end).max();
        for part in PARTS {
            let path = next_path(part);
            if !draft.is_open(&path) || part == Ifd0 && Ifd1.size(directories).is_some() {
                continue;
            }
            let size = part.size(directories).unwrap_or_default();
            let span = part.link(directories).map(|link| FileSpan::new(link.value.into(), size));
            let is_left_out = |span: FileSpan| {
                let others = self.occupied.iter().filter(|other| other.start != span.start);
                let next = span.end.saturating_sub(4);
                Some(span.end) == end
                    || others.into_iter().any(|o| o.start < span.end && next < o.end)
            };
            if let Some(ifd) = part.ifd(directories)
                && self.complete
                && span.is_some_and(is_left_out)
            {
                ifd.next_ifd_offset = None;
            }
            draft.mark_computed(&path);
        }
    }

    /// Allocates the next `size` free bytes, at an even offset.
    fn allocate(&mut self, size: u64) -> u64 {
        let even = |at: u64| at.checked_next_multiple_of(2).unwrap_or(at);
        let mut at = even(self.next);
        while let Some(span) = self.occupied.last() {
            if span.start >= at.saturating_add(size) {
                break;
            }
            at = at.max(even(span.end));
            self.occupied.pop();
        }
        self.next = at.saturating_add(size);
        at
    }
}
