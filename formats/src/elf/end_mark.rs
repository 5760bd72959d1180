//! Contents that end at a mark: the dynamic array (`DT_NULL`), a path (NUL), and strings. Bytes after
//! the mark are padding, such as the spare entries that linkers reserve in a dynamic array.

use super::class::ClassWord;
use super::dynamic::Dynamic;
use super::labels::DynamicTag;
use super::names::{FileSpan, Names};
use super::payload::{Content, ContentKind};
use super::sections::Part;
use binrw::{BinRead, BinResult, Endian, NullString, VecArgs};
use bytescope_inspect::{Cx, FixedSize, Inspect, Latin1, Table, Text, Value};
use std::io::{Read, Seek, SeekFrom};

/// Dynamic array up to its end mark.
type DynamicArray<W> = Table<Dynamic<W>, (Names,)>;

/// Returns the number of entries between the current offset and `end`: up to and including
/// `DT_NULL`. Without `DT_NULL`, a truncated last entry is included.
fn count_entries<W: ClassWord, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    names: Names,
    end: u64,
) -> BinResult<u64> {
    let start = reader.stream_position()?;
    let left = end.saturating_sub(start);
    let complete = left.checked_div(Dynamic::<W>::SIZE).unwrap_or(0);
    let mut count = None;
    for index in 1..=complete {
        let entry = Dynamic::<W>::read_options(reader, endian, (names,))?;
        if entry.pair().0 == DynamicTag::DT_NULL {
            count = Some(index);
            break;
        }
    }
    reader.seek(SeekFrom::Start(start))?;
    Ok(count.unwrap_or(left.div_ceil(Dynamic::<W>::SIZE)))
}

/// Returns the end offset of the stream without changing its offset.
fn stream_end<R: Seek>(reader: &mut R) -> BinResult<u64> {
    let start = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(start))?;
    Ok(end)
}

fn table_args(count: u64, names: Names) -> VecArgs<(Names,)> {
    VecArgs { count: usize::try_from(count).unwrap_or(usize::MAX), inner: (names,) }
}

/// Reads a dynamic array and its padding.
pub(super) fn dynamic_array<R: Read + Seek, W: ClassWord>(
    reader: &mut R,
    endian: Endian,
    (names,): (Names,),
) -> BinResult<DynamicArray<W>> {
    let end = stream_end(reader)?;
    let count = count_entries::<W, R>(reader, endian, names, end)?;
    let table = Table::read_options(reader, endian, table_args(count, names))?;
    reader.seek(SeekFrom::Start(end))?;
    Ok(table)
}

/// Reads a dynamic array into the field tree.
pub(super) fn show_dynamic_array<W: ClassWord>(
    cx: &mut Cx<'_>,
    endian: Endian,
    (names,): (Names,),
) -> BinResult<DynamicArray<W>> {
    let end = cx.end();
    let count = count_entries::<W, _>(cx, endian, names, end)?;
    let table = Table::inspect(cx, endian, table_args(count, names))?;
    cx.rewind(end);
    Ok(table)
}

/// Reads a path and its padding.
pub(super) fn path<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (): (),
) -> BinResult<NullString> {
    let end = stream_end(reader)?;
    let path = NullString::read_options(reader, endian, ())?;
    reader.seek(SeekFrom::Start(end))?;
    Ok(path)
}

/// Reads a path into the field tree.
pub(super) fn show_path(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<NullString> {
    let path = NullString::inspect(cx, endian, ())?;
    cx.rewind(cx.end());
    Ok(path)
}

/// Reads null-terminated strings up to the end. The last string may lack its NUL.
pub(super) fn strings<R: Read + Seek>(
    reader: &mut R,
    _: Endian,
    (): (),
) -> BinResult<Vec<NullString>> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let strings = bytes.split_inclusive(|byte| *byte == 0);
    Ok(strings.map(|text| NullString(text.strip_suffix(&[0]).unwrap_or(text).to_vec())).collect())
}

/// Reads strings into the field tree.
pub(super) fn show_strings(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Vec<NullString>> {
    cx.leaf(Value::List);
    let mut strings = Vec::new();
    while cx.remaining() > 0 {
        let index = strings.len() as u64;
        let left = cx.slice(cx.pos(), cx.end());
        let terminated = memchr::memchr(0, left).is_some();
        strings.push(cx.item(index, NullString::ITEM, |cx| {
            if terminated || left.is_empty() {
                return NullString::inspect(cx, endian, ());
            }
            let args = VecArgs { count: left.len(), inner: () };
            Text::<Latin1>::inspect(cx, endian, args).map(|text| NullString(text.bytes))
        })?);
    }
    Ok(strings)
}

/// Returns the bytes after the end mark of a section or segment; an empty span if there are none.
pub(super) fn tail<W: ClassWord, R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (kind, names, span): (ContentKind, Names, FileSpan),
) -> BinResult<FileSpan> {
    let size = match kind {
        _ if span.size() == 0 => return Ok(FileSpan::default()),
        ContentKind::Dynamic => {
            reader.seek(SeekFrom::Start(span.start))?;
            let count = count_entries::<W, R>(reader, endian, names, span.end)?;
            count.saturating_mul(Dynamic::<W>::SIZE)
        }
        ContentKind::Path => {
            reader.seek(SeekFrom::Start(span.start))?;
            let mut path = Vec::new();
            reader.take(span.size()).read_to_end(&mut path)?;
            memchr::memchr(0, &path).map_or(path.len() as u64, |nul| (nul as u64).saturating_add(1))
        }
        _ => return Ok(FileSpan::default()),
    };
    Ok(FileSpan { start: span.start.saturating_add(size), end: span.end })
}

/// Returns the bytes after the end mark of a section or segment to be written.
pub(super) fn written_tail<W: ClassWord>(part: &Part<W>, span: FileSpan) -> FileSpan {
    let size = match part.as_ref().and_then(|part| part.value.as_ref()) {
        Some(Content::Dynamic(entries)) => entries.bytes.len(),
        Some(Content::Path(path)) => (path.len() as u64).saturating_add(1),
        _ => return FileSpan::default(),
    };
    FileSpan { start: span.start.saturating_add(size), end: span.end }
}
