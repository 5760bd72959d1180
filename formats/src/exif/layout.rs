//! Places for what JSON gives no offset of.

use super::from_json::EVERYWHERE;
use super::{Content, Directories, ENTRY, HEADER, Ifd, Tag, TiffTag, Values};
use crate::place::Place;
use bytescope_inspect::{Blob, BuildResult, Draft};

/// What an offset leads to, besides values.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Ifd0,
    ExifIfd,
    InteroperabilityIfd,
    GpsIfd,
    Ifd1,
    Thumbnail,
}

use Part::{ExifIfd, GpsIfd, Ifd0, Ifd1, InteroperabilityIfd, Thumbnail};

/// The parts in the order in which they are laid out; each behind the one that leads to it.
const PARTS: [Part; 6] = [Ifd0, ExifIfd, InteroperabilityIfd, GpsIfd, Ifd1, Thumbnail];

impl Part {
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

    /// The bytes that it takes; `None` when it is not there.
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

    /// What leads to it, in words.
    fn from(self) -> &'static str {
        match self {
            Ifd0 => "first_ifd_offset",
            ExifIfd => "a tag ExifIFD in ifd0",
            InteroperabilityIfd => "a tag InteroperabilityIFD in exif_ifd",
            GpsIfd => "a tag GPSInfoIFD in ifd0",
            Ifd1 => "next_ifd_offset of ifd0",
            Thumbnail => "a tag JPEGInterchangeFormat in ifd1",
        }
    }

    /// The number that leads to it, and its path.
    fn link(self, directories: &mut Directories) -> Option<Link<'_>> {
        let (home, tag) = match self {
            Ifd0 => {
                let path = "first_ifd_offset".to_owned();
                let slot = &mut directories.first_ifd_offset;
                return Some(Link { path, at: *slot, slot: Some(slot) });
            }
            Ifd1 => {
                let slot = directories.ifd0.as_mut()?.next_ifd_offset.as_mut()?;
                let at = *slot;
                return Some(Link { path: next_path(Ifd0), at, slot: Some(slot) });
            }
            ExifIfd => (Ifd0, TiffTag::ExifIFD),
            InteroperabilityIfd => (ExifIfd, TiffTag::InteroperabilityIFD),
            GpsIfd => (Ifd0, TiffTag::GPSInfoIFD),
            Thumbnail => (Ifd1, TiffTag::JPEGInterchangeFormat),
        };
        number(home, tag, directories)
    }
}

fn next_path(part: Part) -> String {
    format!("{}.next_ifd_offset", part.name())
}

/// A number that says something of a part.
struct Link<'d> {
    path: String,
    at: u32,
    /// Where it can be changed: unless it is of a type that is too short.
    slot: Option<&'d mut u32>,
}

impl Link<'_> {
    /// Sets a number that was left out.
    fn set(self, draft: &Draft<'_>, to: u64) -> BuildResult<()> {
        let error = |message| Err(draft.error_at(&self.path, format!("is missing, and {message}")));
        match (self.slot, u32::try_from(to)) {
            (Some(slot), Ok(to)) => *slot = to,
            (None, _) => return error("is computed for the type LONG only"),
            (_, Err(_)) => return error("what it leads to is too far behind"),
        }
        draft.settle(&self.path);
        Ok(())
    }
}

/// The number that a tag of a directory holds.
fn number(home: Part, tag: TiffTag, directories: &mut Directories) -> Option<Link<'_>> {
    let mut entries = home.ifd(directories)?.entries.iter_mut().enumerate();
    let (index, entry) = entries.find(|(_, entry)| entry.tag == Tag::Tiff(tag))?;
    let path = format!("{}.entries[{index}].value", home.name());
    let at = entry.content.as_u32()?;
    let slot = match &mut entry.content {
        Content::Inline { value: Values::Long(slot) } => Some(slot),
        _ => None,
    };
    Some(Link { path, at, slot })
}

/// Gives what has no offset a place, and sets the numbers that lead there.
pub(super) fn fill(draft: &Draft<'_>, directories: &mut Directories) -> BuildResult<()> {
    let mut room = Room::given(draft, directories)?;
    room.settle_next(draft, directories);
    for part in PARTS {
        let Some(size) = part.size(directories) else { continue };
        if let Some(link) = part.link(directories).filter(|link| draft.is_open(&link.path)) {
            link.set(draft, room.take(size))?;
        }
        let entries = part.ifd(directories).map(|ifd| ifd.entries.iter_mut());
        for (index, entry) in entries.into_iter().flatten().enumerate() {
            let size = entry.r#type.size_of(entry.count).unwrap_or_default();
            if let Content::Pointed { offset, value: Some(_) } = &mut entry.content {
                let path = offset_path(part, index);
                if draft.is_open(&path) {
                    Link { path, at: 0, slot: Some(offset) }.set(draft, room.take(size))?;
                }
            }
        }
    }
    let Some(len) = Thumbnail.size(directories) else { return Ok(()) };
    match number(Ifd1, TiffTag::JPEGInterchangeFormatLength, directories) {
        Some(link) if draft.is_open(&link.path) => link.set(draft, len),
        Some(link) => {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            draft.counted(&link.path, usize::try_from(link.at).ok(), len)
        }
        None => {
            let message = "needs a tag JPEGInterchangeFormatLength in ifd1";
            Err(draft.error_at(Thumbnail.name(), message))
        }
    }
}

fn offset_path(part: Part, index: usize) -> String {
    format!("{}.entries[{index}].offset", part.name())
}

/// Where there is room.
struct Room {
    /// What has a place, the last first.
    taken: Vec<Place>,
    /// The first byte that may be free.
    next: u64,
    /// Whether every part and value has a place.
    complete: bool,
}

impl Room {
    /// The room that is left by what has an offset.
    fn given(draft: &Draft<'_>, directories: &mut Directories) -> BuildResult<Self> {
        let mut room = Self { taken: Vec::new(), next: HEADER, complete: true };
        for part in PARTS {
            let size = part.size(directories);
            let link = part.link(directories).map(|link| (draft.is_open(&link.path), link));
            match (size, link) {
                (Some(size), Some((false, link))) => room.put(draft, &link.path, link.at, size)?,
                (Some(_), Some((true, _))) => room.complete = false,
                (Some(_), None) => {
                    let message = format!("needs {} to lead here", part.from());
                    return Err(draft.error_at(part.name(), message));
                }
                (None, Some((open, link))) if part != Ifd1 || !open && link.at != 0 => {
                    if open || EVERYWHERE.holds(link.at, 2) && !draft.options().keep {
                        let message = format!("is missing, but {} leads to it", link.path);
                        return Err(draft.error_at(part.name(), message));
                    }
                }
                (None, _) => {}
            }
            let entries = part.ifd(directories).map(|ifd| ifd.entries.iter());
            for (index, entry) in entries.into_iter().flatten().enumerate() {
                let Content::Pointed { offset, value: Some(_) } = &entry.content else { continue };
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
            let message = format!("{at} makes more than {} bytes of Exif data", EVERYWHERE.end);
            return Err(draft.error_at(path, message));
        }
        self.taken.push(Place::new(at.into(), size));
        Ok(())
    }

    /// Sets what was left out of the offsets behind directories to none. Where everything has its
    /// place, one for which there is no room, or that would be the last of all, is not there: so
    /// files are read that lack it.
    fn settle_next(&self, draft: &Draft<'_>, directories: &mut Directories) {
        let end = self.taken.iter().map(|place| place.end).max();
        for part in PARTS {
            let path = next_path(part);
            if !draft.is_open(&path) || part == Ifd0 && Ifd1.size(directories).is_some() {
                continue;
            }
            let size = part.size(directories).unwrap_or_default();
            let place = part.link(directories).map(|link| Place::new(link.at.into(), size));
            let lacks = |place: Place| {
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

    /// Takes the next free bytes.
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
