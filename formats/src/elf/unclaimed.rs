//! Bytes not covered by any table or section.

use super::class::ClassWord;
use super::layout::{FileLayout, segment_span};
use super::names::set_note;
use crate::span::{self, FileSpan, is_zero};
use binrw::{BinRead, BinResult, Endian, VecArgs, binrw};
use bytescope_inspect::{Blob, Cx, FixedSize, Inspect, Meta, Value};
use std::io::{Read, Seek, SeekFrom};

/// Signature appended to a kernel module (`module_signature`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(size: u64))]
pub struct ModuleSignature {
    /// Signature data: a PKCS #7 message
    #[br(count = size)]
    pub signature: Blob,
    /// Public-key algorithm; 0 if given in the message
    pub algo: u8,
    /// Digest algorithm; 0 if given in the message
    pub hash: u8,
    /// Key identifier type; 2 = PKCS #7
    pub id_type: u8,
    /// Length of the signer's name
    pub signer_len: u8,
    /// Length of the key identifier
    pub key_id_len: u8,
    /// Padding
    pub pad: [u8; 3],
    /// Length of the signature data
    #[inspect(
        unit = "bytes",
        check(u64::from(sig_len) == size, "does not match the size of the signature")
    )]
    pub sig_len: u32,
    /// Marker of a signed module
    pub marker: [u8; 28],
}

const MARKER: &[u8; 28] = b"~Module signature appended~\n";
/// Distance in bytes from `sig_len` to the end of the file.
const SIG_LEN_FROM_END: u64 = 32;
/// Size in bytes of the fields after the signature data.
pub(super) const SIGNATURE_TRAILER_SIZE: u64 = 40;

/// Bytes not covered by any table or section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclaimed {
    pub(super) span: FileSpan,
    /// Reason why the bytes are not in a section; empty for contents of segments.
    note: &'static str,
}

/// Note of inactive space (gABI, chapter 4: the headers and sections need not cover every byte).
const INACTIVE: &str = "not in a section or segment";
const TAIL: &str = "padding of the preceding section";

/// Finds the spans not covered by any table or section, and the signature at the end of the file.
pub(super) fn find<W: ClassWord, R: Read + Seek>(
    reader: &mut R,
    layout: &mut FileLayout<W>,
) -> BinResult<()> {
    let end = layout.file_end;
    let (claimed, segments) = described_by(layout);
    let mut gaps = span::gaps(claimed, end);
    if let Some(last) = gaps.last_mut()
        && last.end == end
        && last.size() >= SIGNATURE_TRAILER_SIZE
        && let Some(size) = signature_size(reader, *last)?
    {
        layout.signature = Some(size);
        last.end = end.saturating_sub(SIGNATURE_TRAILER_SIZE).saturating_sub(size);
    }
    let described = span::gaps(segments, end);
    // Zero fill at the end of the file does not belong to a segment.
    let fill = described.last().zip(gaps.last()).map(|(outside, gap)| FileSpan {
        start: outside.start.max(gap.start),
        end: outside.end.min(gap.end),
    });
    let fill = match fill {
        Some(fill) if fill.size() > 0 && fill.end == end && is_zero(reader, fill)? => Some(fill),
        _ => None,
    };
    let tails = tail_starts(layout);
    let (mut parts, mut unclaimed) = (Vec::new(), Vec::new());
    for gap in gaps {
        for (part, hole) in split(gap, &described) {
            let note = if tails.binary_search(&part.start).is_ok() { TAIL } else { "" };
            for (span, note) in [(part, note), (hole, INACTIVE)] {
                // Zeros between sections are padding.
                let zero = span.size() == 0 || is_zero(reader, span)?;
                if span.end == end && note == INACTIVE {
                    let nonzero = (!zero).then_some(span.start);
                    layout.uncovered = layout.uncovered.or(nonzero);
                } else if span.size() > 0 {
                    parts.push(Unclaimed { span, note });
                    let is_last_tail = note == TAIL && span.end == end;
                    unclaimed.extend((!zero || is_last_tail).then_some(Unclaimed { span, note }));
                }
            }
        }
    }
    let fill = fill.map(|span| Unclaimed { span, note: "" });
    unclaimed.extend(fill);
    // JSON does not contain the offsets. If they are ambiguous, the zeros between sections are also
    // included.
    let spans = |list: &[Unclaimed]| list.iter().map(|part| part.span).collect::<Vec<_>>();
    let mut items: Vec<Item> = unclaimed.iter().map(|part| (part.span.size(), false)).collect();
    if let (Some(last), Some(_)) = (items.last_mut(), fill) {
        last.1 = true;
    }
    let is_unique = assign(&spans(&parts), &items)
        .is_ok_and(|(assigned, _)| unclaimed.iter().map(|part| part.span).eq(assigned));
    if !is_unique && layout.uncovered.is_none() {
        parts.extend(fill);
        unclaimed = parts;
    }
    layout.unclaimed = unclaimed;
    Ok(())
}

/// Returns the start offsets of the bytes after an end mark, in ascending order.
fn tail_starts<W: ClassWord>(layout: &FileLayout<W>) -> Vec<u64> {
    let tails = layout.tails.iter().filter(|tail| tail.size() > 0);
    let mut starts: Vec<u64> = tails.map(|tail| tail.start).collect();
    starts.sort_unstable();
    starts
}

/// Returns the spans of the contents of tables and sections, and the spans of segments and of bytes
/// after an end mark.
fn described_by<W: ClassWord>(layout: &FileLayout<W>) -> (Vec<FileSpan>, Vec<FileSpan>) {
    let header = if W::IS_64 { 64 } else { 52 };
    let entries = layout.segments.len() as u64;
    let mut claimed = vec![
        FileSpan::new(0, header),
        FileSpan::new(layout.phoff, W::ProgramHeader::SIZE.saturating_mul(entries)),
        layout.names.headers,
    ];
    claimed.extend(layout.content_spans());
    let segments = layout.segments.iter().map(segment_span);
    (claimed, segments.chain(layout.tails.iter().copied()).collect())
}

/// Splits a gap into parts within segments, each followed by a hole outside all segments.
fn split(gap: FileSpan, holes: &[FileSpan]) -> Vec<(FileSpan, FileSpan)> {
    let first = holes.partition_point(|outside| outside.end <= gap.start);
    let outside = holes.get(first..).unwrap_or_default();
    let outside = outside.iter().take_while(|outside| outside.start < gap.end);
    let mut start = gap.start;
    let mut parts = Vec::new();
    for hole in outside.copied().chain([FileSpan { start: gap.end, end: gap.end }]) {
        let part = FileSpan { start, end: hole.start };
        let hole = FileSpan { start: hole.start.max(gap.start), end: hole.end.min(gap.end) };
        start = start.max(hole.end);
        parts.push((part, hole));
    }
    parts
}

/// Size of an item, and true if all of its bytes are zero.
type Item = (u64, bool);

/// Assigns items to the gaps `parts` between tables and sections: each item fills a gap exactly. A
/// gap may contain zeros instead of an item. The second result is the size of a final item of zeros
/// at the end of the file.
fn assign(parts: &[FileSpan], items: &[Item]) -> Result<(Vec<FileSpan>, u64), &'static str> {
    let fills = |items: &[Item]| items.iter().map(|item| item.0).eq(parts.iter().map(|p| p.size()));
    if fills(items) {
        return Ok((parts.to_vec(), 0));
    }
    let (inner, fill) = match items.split_last() {
        Some((last, inner)) if last.1 => (inner, last.0),
        _ => (items, 0),
    };
    if fills(inner) {
        return Ok((parts.to_vec(), fill));
    }
    let mut from_left = inner.iter().peekable();
    let mut first = Vec::new();
    for part in parts {
        if from_left.next_if(|item| item.0 == part.size()).is_some() {
            first.push(*part);
        }
    }
    let mut from_right = inner.iter().rev().peekable();
    let mut last = Vec::new();
    for part in parts.iter().rev() {
        if from_right.next_if(|item| item.0 == part.size()).is_some() {
            last.push(*part);
        }
    }
    last.reverse();
    if first.len() != inner.len() {
        return Err("items do not fit in the gaps between sections");
    }
    if first != last {
        return Err("ambiguous assignment of items to the gaps between sections");
    }
    Ok((first, fill))
}

/// Assigns spans to the unclaimed bytes of a file to be written and determines the file size. This
/// is the reverse of [`find`].
pub(super) fn assign_spans<W: ClassWord>(
    layout: &mut FileLayout<W>,
    blobs: &[Blob],
    signature: Option<u64>,
) -> Result<(), &'static str> {
    let (claimed, segments) = described_by(layout);
    let ends = claimed.iter().chain(&segments).filter(|span| span.size() > 0);
    let mut end = ends.map(|span| span.end).max().unwrap_or_default();
    let holes = span::gaps(segments, end);
    let parts = span::gaps(claimed, end).into_iter().flat_map(|gap| split(gap, &holes));
    let parts = parts.flat_map(|(part, hole)| [part, hole]).filter(|part| part.size() > 0);
    let parts: Vec<FileSpan> = parts.collect();
    let zeros = |blob: &Blob| blob.as_bytes().is_some_and(|b| b.iter().all(|byte| *byte == 0));
    let items: Vec<Item> = blobs.iter().map(|blob| (blob.len(), zeros(blob))).collect();
    let (mut spans, fill) = assign(&parts, &items)?;
    if fill > 0 {
        spans.push(FileSpan::new(end, fill));
        end = end.saturating_add(fill);
    }
    layout.unclaimed = spans.into_iter().map(|span| Unclaimed { span, note: "" }).collect();
    layout.signature = signature;
    layout.file_end =
        end.saturating_add(signature.map_or(0, |size| size.saturating_add(SIGNATURE_TRAILER_SIZE)));
    Ok(())
}

/// Reads the unclaimed bytes.
pub(super) fn read<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (parts,): (&[Unclaimed],),
) -> BinResult<Vec<Blob>> {
    let spans: Vec<FileSpan> = parts.iter().map(|part| part.span).collect();
    span::blobs(reader, endian, (&spans,))
}

const UNCLAIMED: &Meta = &Meta::new("", "bytes", "Bytes not covered by any field");

/// Reads the unclaimed bytes into the field tree.
pub(super) fn show(
    cx: &mut Cx<'_>,
    endian: Endian,
    (parts,): (&[Unclaimed],),
) -> BinResult<Vec<Blob>> {
    cx.leaf(Value::List);
    let mut blobs = Vec::new();
    for (index, part) in (0..).zip(parts) {
        cx.rewind(part.span.start);
        let count = usize::try_from(part.span.size()).unwrap_or(usize::MAX);
        blobs.push(cx.item(index, UNCLAIMED, |cx| {
            let blob = Blob::inspect(cx, endian, VecArgs { count, inner: () })?;
            set_note(cx, part.note);
            Ok(blob)
        })?);
    }
    Ok(blobs)
}

/// Returns the size in bytes of the signature at the end of `span`, if present.
fn signature_size<R: Read + Seek>(reader: &mut R, span: FileSpan) -> BinResult<Option<u64>> {
    reader.seek(SeekFrom::Start(span.end.saturating_sub(MARKER.len() as u64)))?;
    let marker = <[u8; 28]>::read_options(reader, Endian::Big, ())?;
    if marker != *MARKER {
        return Ok(None);
    }
    reader.seek(SeekFrom::Start(span.end.saturating_sub(SIG_LEN_FROM_END)))?;
    let size = u32::read_options(reader, Endian::Big, ())?;
    Ok(Some(u64::from(size).min(span.size().saturating_sub(SIGNATURE_TRAILER_SIZE))))
}
