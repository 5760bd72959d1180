//! Offsets omitted from JSON.

use super::from_json::EVERYWHERE;
use super::{Directories, ENTRY, EntryContent, ExifTag, HEADER, Ifd, TagValues, TiffTag};
use crate::span::FileSpan;
use bytescope_inspect::{Blob, BuildResult, Draft};

/// Target of an offset, other than values.
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

/// Parts in layout order; each follows the one that points to it.
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
                let entries = ENTRY.saturating_mul(ifd.entries.len() as u64);
                let next = if ifd.next_ifd_offset.is_some() { 4 } else { 0 };
                entries.saturating_add(2).saturating_add(next)
            }),
        }
    }

    /// Describes the field that points to the part.
    fn from(self) -> &'static str {
        match self {
            Ifd0 => "first_ifd_offset",
            ExifIfd => "tag ExifIFD in ifd0",
            InteroperabilityIfd => "tag InteroperabilityIFD in exif_ifd",
            GpsIfd => "tag GPSInfoIFD in ifd0",
            Ifd1 => "next_ifd_offset of ifd0",
            Thumbnail => "tag JPEGInterchangeFormat in ifd1",
        }
    }

    /// Returns the offset that points to the part, with its path.
    fn link(self, directories: &mut Directories) -> Option<PartLink<'_>> {
        let (home, tag) = match self {
            Ifd0 => {
                let path = "first_ifd_offset".to_owned();
                let slot = &mut directories.first_ifd_offset;
                return Some(PartLink { path, at: *slot, slot: Some(slot) });
            }
            Ifd1 => {
                let slot = directories.ifd0.as_mut()?.next_ifd_offset.as_mut()?;
                let at = *slot;
                return Some(PartLink { path: next_path(Ifd0), at, slot: Some(slot) });
            }
            ExifIfd => (Ifd0, TiffTag::ExifIFD),
            InteroperabilityIfd => (ExifIfd, TiffTag::InteroperabilityIFD),
            GpsIfd => (Ifd0, TiffTag::GPSInfoIFD),
            Thumbnail => (Ifd1, TiffTag::JPEGInterchangeFormat),
        };
        number(home, tag, directories)
    }
}

fn next_path(part: TiffPart) -> String {
    format!("{}.next_ifd_offset", part.name())
}

/// Number that gives the offset or size of a part.
struct PartLink<'d> {
    path: String,
    at: u32,
    /// Mutable reference to the number, unless its type is too short.
    slot: Option<&'d mut u32>,
}

impl PartLink<'_> {
    /// Sets an omitted number.
    fn set(self, draft: &Draft<'_>, to: u64) -> BuildResult<()> {
        let error = |message| Err(draft.error_at(&self.path, format!("is missing, and {message}")));
        match (self.slot, u32::try_from(to)) {
            (Some(slot), Ok(to)) => *slot = to,
            (None, _) => return error("can be computed for type LONG only"),
            (_, Err(_)) => return error("its target is out of range"),
        }
        draft.settle(&self.path);
        Ok(())
    }
}

/// Returns the integer value of a tag in a directory.
fn number(home: TiffPart, tag: TiffTag, directories: &mut Directories) -> Option<PartLink<'_>> {
    let mut entries = home.ifd(directories)?.entries.iter_mut().enumerate();
    let (index, entry) = entries.find(|(_, entry)| entry.tag == ExifTag::Tiff(tag))?;
    let path = format!("{}.entries[{index}].value", home.name());
    let at = entry.content.as_u32()?;
    let slot = match &mut entry.content {
        EntryContent::Value { value: TagValues::Long(slot) } => Some(slot),
        _ => None,
    };
    Some(PartLink { path, at, slot })
}

/// Places parts and values without offsets, and sets the numbers that point to them.
pub(super) fn fill(draft: &Draft<'_>, directories: &mut Directories) -> BuildResult<()> {
    let mut room = FreeSpace::given(draft, directories)?;
    room.settle_next(draft, directories);
    for part in PARTS {
        let Some(size) = part.size(directories) else { continue };
        if let Some(link) = part.link(directories).filter(|link| draft.is_open(&link.path)) {
            link.set(draft, room.take(size))?;
        }
        let entries = part.ifd(directories).map(|ifd| ifd.entries.iter_mut());
        for (index, entry) in entries.into_iter().flatten().enumerate() {
            let size = entry.r#type.size_of(entry.count).unwrap_or_default();
            if let EntryContent::ValueOffset { offset, value: Some(_) } = &mut entry.content {
                let path = offset_path(part, index);
                if draft.is_open(&path) {
                    PartLink { path, at: 0, slot: Some(offset) }.set(draft, room.take(size))?;
                }
            }
        }
    }
    let Some(len) = Thumbnail.size(directories) else { return Ok(()) };
    match number(Ifd1, TiffTag::JPEGInterchangeFormatLength, directories) {
        Some(link) if draft.is_open(&link.path) => link.set(draft, len),
        Some(link) => {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            draft.check_count(&link.path, usize::try_from(link.at).ok(), len)
        }
        None => {
            let message = "requires tag JPEGInterchangeFormatLength in ifd1";
            Err(draft.error_at(Thumbnail.name(), message))
        }
    }
}

fn offset_path(part: TiffPart, index: usize) -> String {
    format!("{}.entries[{index}].offset", part.name())
}

/// Free space.
struct FreeSpace {
    /// Occupied spans, in descending order.
    taken: Vec<FileSpan>,
    /// First offset that may be free.
    next: u64,
    /// True if every part and value has an offset.
    complete: bool,
}

impl FreeSpace {
    /// Determines the space that is not occupied by parts and values with offsets.
    fn given(draft: &Draft<'_>, directories: &mut Directories) -> BuildResult<Self> {
        let mut room = Self { taken: Vec::new(), next: HEADER, complete: true };
        for part in PARTS {
            let size = part.size(directories);
            let link = part.link(directories).map(|link| (draft.is_open(&link.path), link));
            match (size, link) {
                (Some(size), Some((false, link))) => room.put(draft, &link.path, link.at, size)?,
                (Some(_), Some((true, _))) => room.complete = false,
                (Some(_), None) => {
                    let message = format!("requires {}", part.from());
                    return Err(draft.error_at(part.name(), message));
                }
                (None, Some((open, link))) if part != Ifd1 || !open && link.at != 0 => {
                    if open || EVERYWHERE.holds(link.at, 2) && !draft.options().keep {
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
                    room.complete = false;
                } else {
                    let size = entry.r#type.size_of(entry.count).unwrap_or_default();
                    room.put(draft, &path, *offset, size)?;
                }
            }
        }
        room.taken.sort_unstable_by_key(|place| std::cmp::Reverse(place.start));
        Ok(room)
    }

    fn put(&mut self, draft: &Draft<'_>, path: &str, at: u32, size: u64) -> BuildResult<()> {
        if !EVERYWHERE.holds(at, size) {
            let message = format!("{at:#x} is past the limit of {} bytes", EVERYWHERE.end);
            return Err(draft.error_at(path, message));
        }
        self.taken.push(FileSpan::new(at.into(), size));
        Ok(())
    }

    /// Sets omitted offsets of the next IFD to 0. If all parts are placed, an offset that has no
    /// room or would end the data is treated as absent, as in files that lack it.
    fn settle_next(&self, draft: &Draft<'_>, directories: &mut Directories) {
        let end = self.taken.iter().map(|place| place.end).max();
        for part in PARTS {
            let path = next_path(part);
            if !draft.is_open(&path) || part == Ifd0 && Ifd1.size(directories).is_some() {
                continue;
            }
            let size = part.size(directories).unwrap_or_default();
            let place = part.link(directories).map(|link| FileSpan::new(link.at.into(), size));
            let lacks = |place: FileSpan| {
                let others = self.taken.iter().filter(|other| other.start != place.start);
                let next = place.end.saturating_sub(4);
                Some(place.end) == end
                    || others.into_iter().any(|o| o.start < place.end && next < o.end)
            };
            if let Some(ifd) = part.ifd(directories)
                && self.complete
                && place.is_some_and(lacks)
            {
                ifd.next_ifd_offset = None;
            }
            draft.settle(&path);
        }
    }

    /// Allocates the next free bytes.
    fn take(&mut self, size: u64) -> u64 {
        let even = |at: u64| at.checked_next_multiple_of(2).unwrap_or(at);
        let mut at = even(self.next);
        while let Some(place) = self.taken.last() {
            if place.start >= at.saturating_add(size) {
                break;
            }
            at = at.max(even(place.end));
            self.taken.pop();
        }
        self.next = at.saturating_add(size);
        at
    }
}
