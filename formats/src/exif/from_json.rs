//! Exif data from JSON.
//!
//! Offsets, counts and pointers between directories may be left out. A directory then stands
//! behind what comes before it, and the values that it leads to stand behind it, each at an even
//! place (TIFF 6.0, section 2).

use super::values::TEXT;
use super::{
    ByteOrder, Content, Directories, Entry, Exif, Extent, FieldType, Ifd, Space, Tag, layout,
    unclaimed,
};
use crate::encode::part;
use binrw::{Endian, VecArgs};
use bytescope_inspect::{Blob, BuildResult, Charset, Draft, FromJson, Terminated};
use serde_json::Value as Json;

/// Bytes that offsets may lead to while nobody knows how many there will be: what lies behind is
/// taken for a mistake.
pub(super) const EVERYWHERE: Extent = Extent { start: 0, end: 1 << 26 };

/// Makes Exif data.
pub(super) fn exif(draft: &mut Draft<'_>, endian: Endian, (): ()) -> BuildResult<Exif> {
    draft.object()?;
    let byte_order: ByteOrder = needed(draft, "byte_order", endian, ())?;
    let endian = if byte_order == ByteOrder::MM { Endian::Big } else { Endian::Little };
    let bytes = || VecArgs { count: 0, inner: () };
    let mut directories = Directories {
        magic: part(draft, "magic", endian, ())?.unwrap_or(42),
        first_ifd_offset: u32::from_json(&mut draft.field("first_ifd_offset"), endian, ())?,
        ifd0: part(draft, "ifd0", endian, (EVERYWHERE, Space::Tiff, true))?,
        exif_ifd: part(draft, "exif_ifd", endian, (EVERYWHERE, Space::Tiff, false))?,
        interoperability_ifd: part(
            draft,
            "interoperability_ifd",
            endian,
            (EVERYWHERE, Space::Interoperability, false),
        )?,
        gps_ifd: part(draft, "gps_ifd", endian, (EVERYWHERE, Space::Gps, false))?,
        ifd1: part(draft, "ifd1", endian, (EVERYWHERE, Space::Tiff, true))?,
        thumbnail: part(draft, "thumbnail", endian, bytes())?,
    };
    let args = VecArgs { count: 0, inner: bytes() };
    let runs: Vec<Blob> = part(draft, "unclaimed", endian, args)?.unwrap_or_default();
    draft.done()?;
    layout::fill(draft, &mut directories)?;
    let starts = unclaimed::place(&directories, &runs).ok_or_else(|| {
        let message = "these bytes fit no gap between the values; leave them out, or give all \
                       offsets";
        draft.field("unclaimed").error(message)
    })?;
    Ok(Exif { byte_order, directories, unclaimed: runs, starts })
}

/// Makes a directory.
pub(super) fn ifd(
    draft: &mut Draft<'_>,
    endian: Endian,
    (extent, space, _): (Extent, Space, bool),
) -> BuildResult<Ifd> {
    draft.object()?;
    let mut entry_count = u16::from_json(&mut draft.field("entry_count"), endian, ())?;
    let args = VecArgs { count: 0, inner: (extent, space) };
    let mut field = draft.field("entries");
    let entries: Vec<Entry> = Vec::from_json(&mut field, endian, args)?;
    if draft.is_open("entry_count") {
        let count = u16::try_from(entries.len());
        entry_count = count.map_err(|_| field.error("a directory has at most 65535 tags"))?;
        draft.settle("entry_count");
    }
    draft.counted("entry_count", Some(entry_count.into()), entries.len())?;
    let next_ifd_offset = Some(u32::from_json(&mut draft.field("next_ifd_offset"), endian, ())?);
    draft.done()?;
    Ok(Ifd { entry_count, entries, next_ifd_offset })
}

/// Makes a tag and its value.
pub(super) fn entry(
    draft: &mut Draft<'_>,
    endian: Endian,
    (extent, space): (Extent, Space),
) -> BuildResult<Entry> {
    draft.object()?;
    let tag: Tag = needed(draft, "tag", endian, (space,))?;
    let kind: FieldType = needed(draft, "type", endian, ())?;
    let mut count = u32::from_json(&mut draft.field("count"), endian, ())?;
    let value = draft.field("value");
    if let Some(Json::String(text)) = value.json()
        && kind.is_text()
        && is_long(text)
        && !is_hex(text)
    {
        let message = format!("a text of more than {TEXT} bytes is given as hex digits");
        return Err(value.error(message));
    }
    if draft.is_open("count") {
        count = told(value.json(), tag, kind);
        draft.settle("count");
    }
    let content =
        draft.flat(|draft| Content::from_json(draft, endian, (extent, tag, kind, count)))?;
    draft.done()?;
    let value = match &content {
        Content::Inline { value } | Content::Pointed { value: Some(value), .. } => Some(value),
        Content::Pointed { value: None, .. } | Content::Unknown { .. } => None,
    };
    if let Some(value) = value {
        draft.counted("count", usize::try_from(count).ok(), value.count(endian))?;
    }
    Ok(Entry { tag, r#type: kind, count, content })
}

/// How many values the JSON gives.
fn told(json: Option<&Json>, tag: Tag, kind: FieldType) -> u32 {
    let count = match json {
        Some(Json::Array(items)) => items.len(),
        Some(Json::String(text)) if kind.is_text() && !is_long(text) => {
            Terminated::encode(text).map_or(0, |bytes| bytes.len())
        }
        Some(Json::String(text)) if tag.is_version() && !is_long(text) => text.len(),
        Some(Json::String(digits)) if kind.is_bytes() => digits.len() / 2,
        Some(Json::Object(map)) => match map.get("$hex").and_then(Json::as_str) {
            Some(digits) => digits.len() / 2,
            None => 1,
        },
        _ => 1,
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether a text is so long that it would be shown as bytes.
fn is_long(text: &str) -> bool {
    u32::try_from(text.len()).map_or(true, |len| len >= TEXT)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// A field that nothing else tells.
fn needed<T: FromJson>(
    draft: &mut Draft<'_>,
    name: &str,
    endian: Endian,
    args: T::Args<'_>,
) -> BuildResult<T> {
    let mut field = draft.field(name);
    if field.is_missing() {
        return Err(field.demanded());
    }
    T::from_json(&mut field, endian, args)
}
