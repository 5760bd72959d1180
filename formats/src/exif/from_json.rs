//! Builds Exif data from JSON.
//!
//! Offsets, counts and pointers between directories may be omitted. A directory is then placed
//! after the preceding parts, followed by its out-of-line values, each at an even offset (TIFF 6.0,
//! section 2).

use super::values::MAX_TEXT;
use super::{
    Directories, EntryContent, Exif, ExifTag, FieldType, Ifd, IfdEntry, OffsetBase, Space,
    TiffByteOrder, offsets, unclaimed,
};
use crate::encode::optional_field;
use binrw::{Endian, VecArgs};
use bytescope_inspect::{Blob, BuildResult, Charset, Draft, FromJson, Terminated};
use serde_json::Value as Json;

/// Maximum region of Exif data. Larger offsets in JSON are errors.
pub(super) const MAX_REGION: OffsetBase = OffsetBase { start: 0, end: 1 << 26 };

/// Builds Exif data.
pub(super) fn exif(draft: &mut Draft<'_>, endian: Endian, (): ()) -> BuildResult<Exif> {
    draft.object()?;
    let byte_order: TiffByteOrder = required(draft, "byte_order", endian, ())?;
    let endian = if byte_order == TiffByteOrder::MM { Endian::Big } else { Endian::Little };
    let bytes = || VecArgs { count: 0, inner: () };
    let mut directories = Directories {
        magic: optional_field(draft, "magic", endian, ())?.unwrap_or(42),
        first_ifd_offset: u32::from_json(&mut draft.field("first_ifd_offset"), endian, ())?,
        ifd0: optional_field(draft, "ifd0", endian, (MAX_REGION, Space::Tiff, true))?,
        exif_ifd: optional_field(draft, "exif_ifd", endian, (MAX_REGION, Space::Tiff, false))?,
        interoperability_ifd: optional_field(
            draft,
            "interoperability_ifd",
            endian,
            (MAX_REGION, Space::Interoperability, false),
        )?,
        gps_ifd: optional_field(draft, "gps_ifd", endian, (MAX_REGION, Space::Gps, false))?,
        ifd1: optional_field(draft, "ifd1", endian, (MAX_REGION, Space::Tiff, true))?,
        thumbnail: optional_field(draft, "thumbnail", endian, bytes())?,
    };
    let args = VecArgs { count: 0, inner: bytes() };
    let blobs: Vec<Blob> = optional_field(draft, "unclaimed", endian, args)?.unwrap_or_default();
    draft.done()?;
    offsets::fill(draft, &mut directories)?;
    let unclaimed_offsets = unclaimed::assign_offsets(&directories, &blobs).ok_or_else(|| {
        let message = "does not fit in the gaps between values (omit it or give all offsets)";
        draft.field("unclaimed").error(message)
    })?;
    Ok(Exif { byte_order, directories, unclaimed: blobs, unclaimed_offsets })
}

/// Builds a directory.
pub(super) fn ifd(
    draft: &mut Draft<'_>,
    endian: Endian,
    (base, space, _): (OffsetBase, Space, bool),
) -> BuildResult<Ifd> {
    draft.object()?;
    let mut entry_count = u16::from_json(&mut draft.field("entry_count"), endian, ())?;
    let args = VecArgs { count: 0, inner: (base, space) };
    let mut field = draft.field("entries");
    let entries: Vec<IfdEntry> = Vec::from_json(&mut field, endian, args)?;
    if draft.is_open("entry_count") {
        let count = u16::try_from(entries.len());
        entry_count = count.map_err(|_| field.error("must not have more than 65,535 entries"))?;
        draft.mark_computed("entry_count");
    }
    draft.check_count("entry_count", Some(entry_count.into()), entries.len())?;
    let next_ifd_offset = Some(u32::from_json(&mut draft.field("next_ifd_offset"), endian, ())?);
    draft.done()?;
    Ok(Ifd { entry_count, entries, next_ifd_offset })
}

/// Builds an IFD entry.
pub(super) fn entry(
    draft: &mut Draft<'_>,
    endian: Endian,
    (base, space): (OffsetBase, Space),
) -> BuildResult<IfdEntry> {
    draft.object()?;
    let tag: ExifTag = required(draft, "tag", endian, (space,))?;
    let kind: FieldType = required(draft, "type", endian, ())?;
    let mut count = u32::from_json(&mut draft.field("count"), endian, ())?;
    let value = draft.field("value");
    if let Some(Json::String(text)) = value.json()
        && kind.is_text()
        && is_long(text)
        && !is_hex(text)
    {
        let message = format!("text of {MAX_TEXT} bytes or more must be given as hex digits");
        return Err(value.error(message));
    }
    if draft.is_open("count") {
        count = count_of(value.json(), tag, kind);
        draft.mark_computed("count");
    }
    let content =
        draft.flat(|draft| EntryContent::from_json(draft, endian, (base, tag, kind, count)))?;
    draft.done()?;
    let value = match &content {
        EntryContent::Value { value } | EntryContent::ValueOffset { value: Some(value), .. } => {
            Some(value)
        }
        EntryContent::ValueOffset { value: None, .. } | EntryContent::Unknown { .. } => None,
    };
    if let Some(value) = value {
        draft.check_count("count", usize::try_from(count).ok(), value.count(endian))?;
    }
    Ok(IfdEntry { tag, r#type: kind, count, content })
}

/// Returns the number of values in JSON.
fn count_of(json: Option<&Json>, tag: ExifTag, kind: FieldType) -> u32 {
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

/// True for text that, with its NUL, is too long to be decoded.
fn is_long(text: &str) -> bool {
    u32::try_from(text.len()).map_or(true, |len| len >= MAX_TEXT)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// Builds a required field: its value cannot be computed from other fields.
fn required<T: FromJson>(
    draft: &mut Draft<'_>,
    name: &str,
    endian: Endian,
    args: T::Args<'_>,
) -> BuildResult<T> {
    let mut field = draft.field(name);
    if field.is_missing() {
        return Err(field.missing_error());
    }
    T::from_json(&mut field, endian, args)
}
