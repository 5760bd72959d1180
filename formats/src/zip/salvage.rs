//! Partial reading of archives that are truncated or have a corrupt central directory.

use super::central::{CentralEntry, LocalHeaderRange};
use super::content::ContentVerifier;
use super::end::{ArchiveEnd, End, Locator, Zip64End};
use super::labels::GeneralPurposeFlags;
use super::layout::ArchiveLayout;
use super::local::{DESCRIPTOR, ZipEntry, size_in_headers};
use binrw::{BinResult, Endian, VecArgs};
use bytescope_inspect::{Blob, Cx, Inspect, Meta, Value};
use memchr::memmem;

const MARKER: &Meta = &Meta::new("prefix", "bytes", "Signature of a split archive");
const ENTRIES: &Meta = &Meta::new("entries", "Entry[]", "Local entries in archive order");
const CENTRAL: &Meta = &Meta::new("central_directory", "CentralEntry[]", CentralEntry::DOC);
const ZIP64_END: &Meta = &Meta::new("zip64_end", "Zip64End", Zip64End::DOC);
const LOCATOR: &Meta = &Meta::new("zip64_locator", "Locator", Locator::DOC);
const END: &Meta = &Meta::new("end", "End", End::DOC);

/// Shows the local entries in sequence, then the valid start of the central directory, then the end
/// records.
pub(super) fn salvage(cx: &mut Cx<'_>, endian: Endian) -> BinResult<()> {
    let layout = ArchiveLayout::find(cx, endian, ())?;
    cx.rewind(0);
    // Faults are shown at their fields. The remaining parts may still be readable.
    let _ = entries(cx, endian);
    let anywhere = LocalHeaderRange { base: 0, end: layout.len, disk: 0 };
    let bounds = if layout.known { layout.bounds() } else { anywhere };
    let read = |cx: &mut Cx<'_>| CentralEntry::inspect(cx, endian, (bounds,));
    let _ = list(cx, CENTRAL, read, |_, _, _| ());
    let actual = layout.archive_end();
    let available = layout.zip64_end_available();
    end_record::<Zip64End>(
        cx,
        ZIP64_END,
        layout.zip64_end,
        endian,
        ArchiveEnd { available, ..actual },
    )?;
    end_record::<Locator>(cx, LOCATOR, layout.locator, endian, actual)?;
    let available = layout.end_available();
    end_record::<End>(cx, END, layout.end, endian, ArchiveEnd { available, ..actual })
}

/// True if the field is already part of the field tree.
fn is_shown(cx: &mut Cx<'_>, meta: &Meta) -> bool {
    cx.top().is_some_and(|node| node.child(&meta.name).is_some())
}

/// Shows the signature of a split archive, if any, and the local entries.
fn entries(cx: &mut Cx<'_>, endian: Endian) -> BinResult<()> {
    let marker = cx.slice(0, 4);
    if marker == DESCRIPTOR || marker == b"PK00" {
        cx.field(MARKER, |cx| Blob::inspect(cx, endian, VecArgs { count: 4, inner: () }))?;
    }
    let mut verifier = ContentVerifier::new(cx);
    let read = |cx: &mut Cx<'_>| ZipEntry::inspect(cx, endian, (None,));
    list(cx, ENTRIES, read, |cx, index, entry| verifier.verify(cx, index, entry, None))
}

/// Shows items as long as they start with their signature. `finish` is called after each item.
fn list<T: Inspect>(
    cx: &mut Cx<'_>,
    meta: &'static Meta,
    mut read: impl FnMut(&mut Cx<'_>) -> BinResult<T>,
    mut finish: impl FnMut(&mut Cx<'_>, u64, &T),
) -> BinResult<()> {
    let is_next = |cx: &Cx<'_>| cx.slice(cx.pos(), cx.pos().saturating_add(4)) == T::MAGIC;
    if is_shown(cx, meta) || !is_next(cx) {
        return Ok(());
    }
    cx.field(meta, |cx| {
        cx.leaf(Value::List);
        for index in 0.. {
            if !is_next(cx) {
                break;
            }
            let item = cx.item(index, T::ITEM, &mut read)?;
            finish(cx, index, &item);
        }
        Ok(())
    })
}

/// Shows a record at the end of the archive.
fn end_record<T: for<'a> Inspect<Args<'a> = (ArchiveEnd,)>>(
    cx: &mut Cx<'_>,
    meta: &'static Meta,
    at: Option<u64>,
    endian: Endian,
    actual: ArchiveEnd,
) -> BinResult<()> {
    let Some(at) = at.filter(|_| !is_shown(cx, meta)) else { return Ok(()) };
    cx.rewind(at);
    cx.field(meta, |cx| T::inspect(cx, endian, (actual,))).map(drop)
}

/// Counterpart of `local::data_size` that also determines the size of streamed data. Without a
/// central directory, this size is stored only after the data.
pub(super) fn data_size(
    cx: &mut Cx<'_>,
    _: Endian,
    (central, compressed_size, flags, long): (
        Option<&CentralEntry>,
        u32,
        GeneralPurposeFlags,
        Option<u64>,
    ),
) -> BinResult<u64> {
    let size = size_in_headers(central, compressed_size, long);
    let is_unknown = size == 0 || size == u64::from(u32::MAX);
    if central.is_some() || flags.data_descriptor() == 0 || !is_unknown {
        return Ok(size);
    }
    Ok(streamed_size(cx.slice(cx.pos(), cx.end())).unwrap_or(cx.remaining()))
}

/// Returns the size of the data at the start of `bytes`, from the data descriptor that follows it.
fn streamed_size(bytes: &[u8]) -> Option<u64> {
    let int = |at: Option<usize>, wide: bool| {
        let rest = bytes.get(at?..)?;
        match wide {
            true => rest.first_chunk().map(|b| u64::from_le_bytes(*b)),
            false => rest.first_chunk().map(|b| u32::from_le_bytes(*b).into()),
        }
    };
    for at in memmem::find_iter(bytes, b"PK") {
        let signature = bytes.get(at..)?.first_chunk::<4>()?;
        // Distance from the signature back to the descriptor, offset of the compressed size in the
        // descriptor, and true for 64-bit sizes.
        let candidates = match signature {
            [_, _, 7, 8] => [(0, 8, false), (0, 8, true)],
            [_, _, 3, 4] | [_, _, 1, 2] => [(12, 4, false), (20, 4, true)],
            _ => continue,
        };
        for (before, inside, wide) in candidates {
            let start = at.checked_sub(before);
            let size = int(start.and_then(|start| start.checked_add(inside)), wide);
            if size.is_some() && size == start.map(|start| start as u64) {
                return size;
            }
        }
    }
    None
}
