//! What can be read of an archive that is cut or whose central directory is broken.

use super::central::{Bounds, CentralEntry};
use super::end::{End, Found, Locator, Zip64End};
use super::layout::Layout;
use super::local::{DESCRIPTOR, Entry, size_in_headers};
use super::words::Flags;
use binrw::{BinResult, Endian, VecArgs};
use bytescope_inspect::{Blob, Cx, Inspect, Meta, Value};
use memchr::memmem;

const MARKER: &Meta = &Meta::new("prefix", "bytes", "Marker of an archive that was split");
const ENTRIES: &Meta = &Meta::new("entries", "Entry[]", "The local entries, one after the other");
const CENTRAL: &Meta = &Meta::new("central_directory", "CentralEntry[]", CentralEntry::DOC);
const ZIP64_END: &Meta = &Meta::new("zip64_end", "Zip64End", Zip64End::DOC);
const LOCATOR: &Meta = &Meta::new("zip64_locator", "Locator", Locator::DOC);
const END: &Meta = &Meta::new("end", "End", End::DOC);

/// Shows local entries one after the other, and behind them a central directory that is cut.
pub(super) fn salvage(cx: &mut Cx<'_>, endian: Endian) -> BinResult<()> {
    let layout = Layout::find(cx, endian, ())?;
    cx.rewind(0);
    // What fails is shown at its field, and the other parts are still worth a try.
    let _ = entries(cx, endian);
    let anywhere = Bounds { base: 0, end: layout.len, disk: 0 };
    let bounds = if layout.known { layout.bounds() } else { anywhere };
    let _ = list::<CentralEntry>(cx, CENTRAL, |cx| CentralEntry::inspect(cx, endian, (bounds,)));
    let found = layout.found();
    let room = layout.zip64_room();
    part::<Zip64End>(cx, ZIP64_END, layout.zip64_end, endian, Found { room, ..found })?;
    part::<Locator>(cx, LOCATOR, layout.locator, endian, found)?;
    let room = layout.end_room();
    part::<End>(cx, END, layout.end, endian, Found { room, ..found })
}

fn is_shown(cx: &mut Cx<'_>, meta: &Meta) -> bool {
    cx.top().is_some_and(|node| node.child(&meta.name).is_some())
}

fn entries(cx: &mut Cx<'_>, endian: Endian) -> BinResult<()> {
    let marker = cx.slice(0, 4);
    if marker == DESCRIPTOR || marker == b"PK00" {
        cx.field(MARKER, |cx| Blob::inspect(cx, endian, VecArgs { count: 4, inner: () }))?;
    }
    list::<Entry>(cx, ENTRIES, |cx| Entry::inspect(cx, endian, (None,)))
}

/// Shows items for as long as they begin with their signature.
fn list<T: Inspect>(
    cx: &mut Cx<'_>,
    meta: &'static Meta,
    mut read: impl FnMut(&mut Cx<'_>) -> BinResult<T>,
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
            cx.item(index, T::ITEM, &mut read)?;
        }
        Ok(())
    })
}

/// Shows a record at the end of the archive.
fn part<T: for<'a> Inspect<Args<'a> = (Found,)>>(
    cx: &mut Cx<'_>,
    meta: &'static Meta,
    at: Option<u64>,
    endian: Endian,
    found: Found,
) -> BinResult<()> {
    let Some(at) = at.filter(|_| !is_shown(cx, meta)) else { return Ok(()) };
    cx.rewind(at);
    cx.field(meta, |cx| T::inspect(cx, endian, (found,))).map(drop)
}

/// The twin of the reader of the data's size: without a central directory the size of streamed
/// data stands only behind it.
pub(super) fn data_size(
    cx: &mut Cx<'_>,
    _: Endian,
    (central, compressed_size, flags, long): (Option<&CentralEntry>, u32, Flags, Option<u64>),
) -> BinResult<u64> {
    let told = size_in_headers(central, compressed_size, long);
    let is_unknown = told == 0 || told == u64::from(u32::MAX);
    if central.is_some() || flags.data_descriptor() == 0 || !is_unknown {
        return Ok(told);
    }
    Ok(streamed(cx.slice(cx.pos(), cx.end())).unwrap_or(cx.left()))
}

/// The size of the data at the start of `bytes`: a data descriptor behind it says just that size.
fn streamed(bytes: &[u8]) -> Option<u64> {
    let int = |at: Option<usize>, wide: bool| {
        let rest = bytes.get(at?..)?;
        match wide {
            true => rest.first_chunk().map(|b| u64::from_le_bytes(*b)),
            false => rest.first_chunk().map(|b| u32::from_le_bytes(*b).into()),
        }
    };
    for at in memmem::find_iter(bytes, b"PK") {
        let signature = bytes.get(at..)?.first_chunk::<4>()?;
        // From the signature found to the start of the descriptor and to the size in it.
        let places = match signature {
            [_, _, 7, 8] => [(0, 8, false), (0, 8, true)],
            [_, _, 3, 4] | [_, _, 1, 2] => [(12, 4, false), (20, 4, true)],
            _ => continue,
        };
        for (before, inside, wide) in places {
            let start = at.checked_sub(before);
            let size = int(start.and_then(|start| start.checked_add(inside)), wide);
            if size.is_some() && size == start.map(|start| start as u64) {
                return size;
            }
        }
    }
    None
}
