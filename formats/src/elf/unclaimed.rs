//! Bytes that neither a table nor a section describes.

use super::headers::SectionHeader;
use super::plan::{Plan, held};
use super::word::Word;
use crate::place::{self, Place, is_zero};
use binrw::{BinRead, BinResult, Endian, binrw};
use bytescope_inspect::{Blob, FixedSize, Inspect};
use std::io::{Read, Seek, SeekFrom};

/// Signature of a kernel module
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(size: u64))]
pub struct ModuleSignature {
    /// The signature, a PKCS #7 message
    #[br(count = size)]
    pub signature: Blob,
    /// Algorithm of the key; 0 when the message says it
    pub algo: u8,
    /// Algorithm of the hash; 0 when the message says it
    pub hash: u8,
    /// How the key is told: 2 for PKCS #7
    pub id_type: u8,
    /// Bytes of the signer's name
    pub signer_len: u8,
    /// Bytes of the key's identifier
    pub key_id_len: u8,
    /// Reserved
    pub pad: [u8; 3],
    /// Bytes of the signature
    #[inspect(unit = "bytes", check(u64::from(sig_len) == size, "not the bytes that stand here"))]
    pub sig_len: u32,
    /// The line that tells that a module is signed
    pub marker: [u8; 28],
}

const MARKER: &[u8; 28] = b"~Module signature appended~\n";
/// How far the size of the signature stands before the end of the file.
const SIZE_FIELD: u64 = 32;
/// Bytes of a signature behind the signature itself.
pub(super) const TAIL: u64 = 40;

/// The runs of bytes that no table and no section describes, and the signature at the end.
pub(super) fn find<W: Word, R: Read + Seek>(reader: &mut R, plan: &mut Plan<W>) -> BinResult<()> {
    let end = plan.file_end;
    let (claimed, segments) = described_by(plan);
    let mut gaps = place::gaps(claimed, end);
    if let Some(last) = gaps.last_mut()
        && last.end == end
        && last.size() >= TAIL
        && let Some(size) = signed(reader, *last)?
    {
        plan.signature = Some(size);
        last.end = end.saturating_sub(TAIL).saturating_sub(size);
    }
    let described = place::gaps(segments, end);
    // A fill with zeros up to the end of the file belongs to no segment.
    let fill = described.last().zip(gaps.last()).map(|(outside, gap)| Place {
        start: outside.start.max(gap.start),
        end: outside.end.min(gap.end),
    });
    let fill = match fill {
        Some(fill) if fill.size() > 0 && fill.end == end && is_zero(reader, fill)? => Some(fill),
        _ => None,
    };
    for gap in gaps {
        for (part, hole) in split(gap, &described) {
            // Zeros between sections are padding, as everywhere.
            if part.size() > 0 && !is_zero(reader, part)? {
                plan.unclaimed.push(part);
            }
            if plan.lost.is_none() && hole.size() > 0 && !is_zero(reader, hole)? {
                plan.lost = Some(hole.start);
            }
        }
    }
    plan.unclaimed.extend(fill);
    Ok(())
}

/// The places that tables and sections describe, and those of the segments.
fn described_by<W: Word>(plan: &Plan<W>) -> (Vec<Place>, Vec<Place>) {
    let header = if W::IS_64 { 64 } else { 52 };
    let entries = plan.segments.len() as u64;
    let mut claimed = vec![
        Place::new(0, header),
        Place::new(plan.phoff, W::ProgramHeader::SIZE.saturating_mul(entries)),
        plan.names.headers,
    ];
    claimed.extend(plan.headers.iter().map(SectionHeader::place));
    let segments: Vec<Place> = plan.segments.iter().map(held).collect();
    if !plan.has_sections() {
        claimed.extend(&segments);
    }
    (claimed, segments)
}

/// The parts of a gap that are of segments, each with the hole behind it that is of none.
fn split(gap: Place, holes: &[Place]) -> Vec<(Place, Place)> {
    let first = holes.partition_point(|outside| outside.end <= gap.start);
    let outside = holes.get(first..).unwrap_or_default();
    let outside = outside.iter().take_while(|outside| outside.start < gap.end);
    let mut start = gap.start;
    let mut parts = Vec::new();
    for hole in outside.copied().chain([Place { start: gap.end, end: gap.end }]) {
        let part = Place { start, end: hole.start };
        let hole = Place { start: hole.start.max(gap.start), end: hole.end.min(gap.end) };
        start = start.max(hole.end);
        parts.push((part, hole));
    }
    parts
}

/// Finds where the runs of bytes go that nothing describes, in a file that is to be made, and
/// with them where that ends. The reverse of [`find`]: a run fills just what lies between the
/// places that are described, and a run of zeros goes up to the end of the file.
pub(super) fn place<W: Word>(
    plan: &mut Plan<W>,
    runs: &[Blob],
    signature: Option<u64>,
) -> Result<(), &'static str> {
    let (claimed, segments) = described_by(plan);
    let ends = claimed.iter().chain(&segments).filter(|place| place.size() > 0);
    let mut end = ends.map(|place| place.end).max().unwrap_or_default();
    let holes = place::gaps(segments, end);
    let parts = place::gaps(claimed, end).into_iter().flat_map(|gap| split(gap, &holes));
    let parts: Vec<Place> = parts.map(|(part, _)| part).filter(|part| part.size() > 0).collect();
    let zeros = |run: &&Blob| run.as_bytes().is_some_and(|b| b.iter().all(|byte| *byte == 0));
    let fill = runs.last().filter(zeros);
    let inner = runs.len().saturating_sub(usize::from(fill.is_some()));
    let inner = runs.get(..inner).unwrap_or_default();
    // Where zeros stand instead of a run, runs may have more than one place to go.
    let mut from_left = inner.iter().peekable();
    for part in &parts {
        if from_left.next_if(|run| run.len() == part.size()).is_some() {
            plan.unclaimed.push(*part);
        }
    }
    let mut from_right = inner.iter().rev().peekable();
    let mut last = Vec::new();
    for part in parts.iter().rev() {
        if from_right.next_if(|run| run.len() == part.size()).is_some() {
            last.push(*part);
        }
    }
    last.reverse();
    if plan.unclaimed.len() != inner.len() {
        return Err("the runs do not fit what sections leave of the segments");
    }
    if plan.unclaimed != last {
        return Err("sections leave several places where these runs may go");
    }
    if let Some(fill) = fill {
        plan.unclaimed.push(Place::new(end, fill.len()));
        end = end.saturating_add(fill.len());
    }
    plan.signature = signature;
    plan.file_end = end.saturating_add(signature.map_or(0, |size| size.saturating_add(TAIL)));
    Ok(())
}

/// Bytes of the signature that ends a file, if there is one in `place`.
fn signed<R: Read + Seek>(reader: &mut R, place: Place) -> BinResult<Option<u64>> {
    reader.seek(SeekFrom::Start(place.end.saturating_sub(MARKER.len() as u64)))?;
    let marker = <[u8; 28]>::read_options(reader, Endian::Big, ())?;
    if marker != *MARKER {
        return Ok(None);
    }
    reader.seek(SeekFrom::Start(place.end.saturating_sub(SIZE_FIELD)))?;
    let size = u32::read_options(reader, Endian::Big, ())?;
    Ok(Some(u64::from(size).min(place.size().saturating_sub(TAIL))))
}
