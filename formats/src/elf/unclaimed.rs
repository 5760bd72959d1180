//! Bytes not covered by any table or section.

use super::class::ClassWord;
use super::layout::{FileLayout, segment_span};
use super::tables::SectionHeader;
use crate::span::{self, FileSpan, is_zero};
use binrw::{BinRead, BinResult, Endian, binrw};
use bytescope_inspect::{Blob, FixedSize, Inspect};
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
    for gap in gaps {
        for (part, hole) in split(gap, &described) {
            // Zeros between sections are padding.
            if part.size() > 0 && !is_zero(reader, part)? {
                layout.unclaimed.push(part);
            }
            if layout.uncovered.is_none() && hole.size() > 0 && !is_zero(reader, hole)? {
                layout.uncovered = Some(hole.start);
            }
        }
    }
    layout.unclaimed.extend(fill);
    Ok(())
}

/// Returns the spans of tables and sections, and the spans of segments.
fn described_by<W: ClassWord>(layout: &FileLayout<W>) -> (Vec<FileSpan>, Vec<FileSpan>) {
    let header = if W::IS_64 { 64 } else { 52 };
    let entries = layout.segments.len() as u64;
    let mut claimed = vec![
        FileSpan::new(0, header),
        FileSpan::new(layout.phoff, W::ProgramHeader::SIZE.saturating_mul(entries)),
        layout.names.headers,
    ];
    claimed.extend(layout.headers.iter().map(SectionHeader::span));
    let segments: Vec<FileSpan> = layout.segments.iter().map(segment_span).collect();
    if !layout.has_sections() {
        claimed.extend(&segments);
    }
    (claimed, segments)
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

/// Assigns spans to the unclaimed bytes of a file to be written and determines the file size. This
/// is the reverse of [`find`]: each blob exactly fills a gap between tables and sections, and a
/// final blob of zeros extends to the end of the file.
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
    let parts: Vec<FileSpan> = parts.map(|(part, _)| part).filter(|part| part.size() > 0).collect();
    let zeros = |blob: &&Blob| blob.as_bytes().is_some_and(|b| b.iter().all(|byte| *byte == 0));
    let fill = blobs.last().filter(zeros);
    let inner = blobs.len().saturating_sub(usize::from(fill.is_some()));
    let inner = blobs.get(..inner).unwrap_or_default();
    // A gap may contain zeros instead of a blob, so the assignment may be ambiguous.
    let mut from_left = inner.iter().peekable();
    for part in &parts {
        if from_left.next_if(|blob| blob.len() == part.size()).is_some() {
            layout.unclaimed.push(*part);
        }
    }
    let mut from_right = inner.iter().rev().peekable();
    let mut last = Vec::new();
    for part in parts.iter().rev() {
        if from_right.next_if(|blob| blob.len() == part.size()).is_some() {
            last.push(*part);
        }
    }
    last.reverse();
    if layout.unclaimed.len() != inner.len() {
        return Err("items do not fit in the gaps between sections");
    }
    if layout.unclaimed != last {
        return Err("ambiguous assignment of items to the gaps between sections");
    }
    if let Some(fill) = fill {
        layout.unclaimed.push(FileSpan::new(end, fill.len()));
        end = end.saturating_add(fill.len());
    }
    layout.signature = signature;
    layout.file_end =
        end.saturating_add(signature.map_or(0, |size| size.saturating_add(SIGNATURE_TRAILER_SIZE)));
    Ok(())
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
