//! Builds an archive from JSON. Its parts are placed in sequence.
//!
//! Fields with `expect` may be omitted, as in other formats. Central directory fields that are
//! determined by the local entries may also be omitted.

use super::central::{CentralEntry, LocalHeaderRange};
use super::end::{ArchiveEnd, Locator, Zip64End};
use super::extra::zip64;
use super::labels::CompressionMethod;
use super::layout::ArchiveLayout;
use super::local::{DescriptorForm, ZipEntry};
use super::padding::Padding;
use super::{ApkSigningBlock, DigitalSignature, End, Zip};
use crate::deflate::Inflater;
use crate::encode::optional_field;
use binrw::{BinWrite, Endian, VecArgs};
use bytescope_inspect::{Blob, BuildResult, Draft, FromJson, Limits, Within, to_bytes};
use std::collections::HashSet;

/// Builds an archive.
pub(super) fn file(draft: &mut Draft<'_>, endian: Endian, (): ()) -> BuildResult<Zip> {
    const ANYWHERE: LocalHeaderRange = LocalHeaderRange { base: 0, end: u64::MAX, disk: 0 };
    draft.object()?;
    let known = draft.has("central_directory");
    let args = VecArgs { count: 0, inner: (ANYWHERE,) };
    let mut central_directory: Vec<CentralEntry> =
        Vec::from_json(&mut draft.field("central_directory"), endian, args)?;
    let digital_signature: Option<DigitalSignature> =
        optional_field(draft, "digital_signature", endian, ())?;
    let bytes = VecArgs { count: 0, inner: () };
    let prefix: Option<Blob> = optional_field(draft, "prefix", endian, bytes)?;
    let args = VecArgs { count: 0, inner: VecArgs { count: 0, inner: (None,) } };
    let mut entries: Vec<Within<ZipEntry>> =
        Vec::from_json(&mut draft.field("entries"), endian, args)?;
    let apk_signing_block: Option<ApkSigningBlock> =
        optional_field(draft, "apk_signing_block", endian, ())?;
    let actual = ArchiveEnd { end: true, ..ArchiveEnd::default() };
    let mut zip64_end: Option<Zip64End> = optional_field(draft, "zip64_end", endian, (actual,))?;
    let mut zip64_locator: Option<Locator> =
        optional_field(draft, "zip64_locator", endian, (actual,))?;
    let actual = ArchiveEnd { available: u64::MAX, ..actual };
    let mut end = End::from_json(&mut draft.field("end"), endian, (actual,))?;
    let bytes = VecArgs { count: 0, inner: () };
    let padding: Option<Blob> = optional_field(draft, "padding", endian, bytes)?;
    draft.done()?;

    let disk = zip64_end.as_ref().map_or(end.number_of_this_disk.into(), |z| z.number_of_this_disk);
    let here = LocalHeaderRange { disk, ..ANYWHERE };
    let block = size(draft, &apk_signing_block, endian)?;
    let open: HashSet<String> = draft.missing().into_iter().collect();
    let is_open = |path: &str| open.contains(path);

    // The sizes in a data descriptor have 32 or 64 bits. If all offsets are given, they determine
    // the width.
    let mut lengths = Vec::new();
    for entry in &mut entries {
        if let Some(entry) = &mut entry.value {
            let wide = zip64(&entry.extra_fields).is_some();
            entry.set_width(wide);
        }
        lengths.push(size(draft, entry, endian)?);
    }
    let mut offsets: Vec<u64> = central_directory.iter().filter_map(|c| c.start(here)).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let central_offset = match (&zip64_end, end.central_directory_offset) {
        (Some(zip64), u32::MAX) => zip64.central_directory_offset,
        (_, offset) => offset.into(),
    };
    let ends = offsets.iter().skip(1).copied().chain([central_offset.saturating_sub(block)]);
    for (((entry, length), start), end) in
        entries.iter_mut().zip(&mut lengths).zip(&offsets).zip(ends)
    {
        let Some(entry) = &mut entry.value else { continue };
        let wide = entry.has_wide_descriptor();
        let other = if wide { length.checked_sub(8) } else { length.checked_add(8) };
        if entry.data_descriptor.is_some() && other.is_some() && end.checked_sub(*start) == other {
            entry.set_width(!wide);
            *length = other.unwrap_or_default();
        }
    }

    let first = prefix.as_ref().map_or(0, Blob::len);
    let mut at = first;
    let mut used = HashSet::new();
    let mut starts = Vec::new();
    for length in lengths {
        starts.push(at);
        at = at.saturating_add(length);
    }
    if !open.is_empty() {
        for (index, entry) in central_directory.iter_mut().enumerate() {
            let same = |i: &usize| {
                let local = entries.get(*i).and_then(|entry| entry.value.as_ref());
                !used.contains(i)
                    && local.is_some_and(|l| l.file_name.bytes == entry.file_name.bytes)
            };
            let found = Some(index).filter(same).or_else(|| (0..entries.len()).find(same));
            let Some(found) = found else { continue };
            used.insert(found);
            let local = entries.get(found).and_then(|entry| entry.value.as_ref());
            if let (Some(local), Some(start)) = (local, starts.get(found)) {
                entry.complete(draft, &format!("central_directory[{index}]"), local, *start);
            }
        }
    }

    let first_header = central_directory.iter().filter_map(|entry| entry.start(here)).min();
    let central = at.saturating_add(block);
    let base = match first_header {
        Some(first_header) => first.saturating_sub(first_header),
        None if is_open("end.central_directory_offset") => 0,
        None => central.saturating_sub(central_offset),
    };
    let directory = size(draft, &central_directory, endian)?.saturating_add(size(
        draft,
        &digital_signature,
        endian,
    )?);
    let central_end = central.saturating_add(directory);
    let mut next = central_end;
    let (mut zip64_at, mut locator_at) = (None, None);
    if let Some(record) = &mut zip64_end {
        let fixed = size(draft, record, endian)?;
        let offset = zip64_locator.as_ref().map(|locator| locator.zip64_end_offset);
        let offset = offset.filter(|_| !is_open("zip64_locator.zip64_end_offset"));
        let start = offset.and_then(|o| o.checked_add(base)).filter(|start| *start > next);
        let start = start.unwrap_or(next);
        zip64_at = Some(start);
        let fields = [
            ("zip64_end.size", &mut record.size, fixed.saturating_sub(12)),
            ("zip64_end.total_entries", &mut record.total_entries, central_directory.len() as u64),
            ("zip64_end.central_directory_size", &mut record.central_directory_size, directory),
            (
                "zip64_end.central_directory_offset",
                &mut record.central_directory_offset,
                central.saturating_sub(base),
            ),
        ];
        for (path, field, value) in fields {
            fill(draft, path, field, value);
        }
        // There may be zeros between the record and its locator.
        next = start.saturating_add(fixed.max(record.size.saturating_add(12)));
    }
    if let Some(locator) = &mut zip64_locator {
        let offset = zip64_at.unwrap_or_default().saturating_sub(base);
        fill(draft, "zip64_locator.zip64_end_offset", &mut locator.zip64_end_offset, offset);
        locator_at = Some(next);
        next = next.saturating_add(size(draft, locator, endian)?);
    }
    let count = central_directory.len() as u64;
    fill(draft, "end.total_entries", &mut end.total_entries, count);
    fill(draft, "end.central_directory_size", &mut end.central_directory_size, directory);
    let offset = central.saturating_sub(base);
    fill(draft, "end.central_directory_offset", &mut end.central_directory_offset, offset);
    let len = next.saturating_add(size(draft, &end, endian)?);
    let layout = ArchiveLayout {
        len: len.saturating_add(padding.as_ref().map_or(0, Blob::len)),
        end: Some(next),
        locator: locator_at,
        zip64_end: zip64_at,
        base,
        central,
        central_end: zip64_at.or(locator_at).unwrap_or(next),
        known,
        count,
        disk,
        signing_block: apk_signing_block.as_ref().map(|_| at),
    };
    Ok(Zip {
        layout,
        has_signature: digital_signature.is_some(),
        central_end,
        start: first,
        begins_with_entry: prefix.is_none() && !entries.is_empty(),
        unused: Padding::default(),
        trailing: Padding::default(),
        uncovered: None,
        central_directory,
        digital_signature,
        prefix,
        entries,
        apk_signing_block,
        zip64_end,
        zip64_locator,
        end,
        padding,
    })
}

/// Returns the encoded size of a part in bytes.
fn size<T>(draft: &Draft<'_>, part: &T, endian: Endian) -> BuildResult<u64>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
{
    let bytes = to_bytes(part, endian).map_err(|error| draft.error(error.to_string()))?;
    Ok(bytes.len() as u64)
}

/// Sets an omitted field. If the value does not fit, all bits are set, as specified (4.4.1.4).
fn fill<N>(draft: &Draft<'_>, path: &str, field: &mut N, value: u64)
where
    N: TryFrom<u64> + std::ops::Not<Output = N> + Default,
{
    if draft.is_open(path) {
        *field = N::try_from(value).unwrap_or_else(|_| !N::default());
        draft.mark_computed(path);
    }
}

impl CentralEntry {
    /// Sets omitted fields from the local entry at `start`.
    fn complete(&mut self, draft: &Draft<'_>, path: &str, local: &ZipEntry, start: u64) {
        let stored = local.data_size();
        let compressed = format!("{path}.compressed_size");
        fill(draft, &compressed, &mut self.compressed_size, stored);
        fill(draft, &format!("{path}.local_header_offset"), &mut self.local_header_offset, start);
        let data = local.data.as_bytes().unwrap_or_default();
        let content = match self.compression_method {
            _ if self.flags.encrypted() == 1 => None,
            CompressionMethod::STORED => Some((stored, crc32fast::hash(data))),
            CompressionMethod::DEFLATED => {
                let inflated = Inflater::new().inflate(data, Limits::default().decompressed);
                inflated.ok().map(|inflated| (inflated.inflated_len, inflated.crc32))
            }
            _ => None,
        };
        if let Some((size, crc)) = content {
            fill(draft, &format!("{path}.uncompressed_size"), &mut self.uncompressed_size, size);
            fill(draft, &format!("{path}.crc32"), &mut self.crc32, crc.into());
        }
    }
}

impl ZipEntry {
    /// Returns the size of the data in bytes, including encryption headers and trailers.
    fn data_size(&self) -> u64 {
        let blobs = [&self.encryption_header, &self.aes_salt, &self.aes_authentication_code];
        let around = blobs.into_iter().flatten().map(Blob::len);
        let check = if self.aes_password_verification.is_some() { 2 } else { 0 };
        around.chain([check]).fold(self.data.len(), u64::saturating_add)
    }

    /// True if the sizes in the data descriptor have 64 bits.
    fn has_wide_descriptor(&self) -> bool {
        self.data_descriptor.as_ref().is_some_and(|d| d.compressed_size.size == 8)
    }

    /// Sets the width of the sizes in the data descriptor: 64 bits if `wide` or if required.
    fn set_width(&mut self, wide: bool) {
        let Some(descriptor) = &mut self.data_descriptor else { return };
        let sizes = [&mut descriptor.compressed_size, &mut descriptor.uncompressed_size];
        let wide = wide || sizes.iter().any(|size| size.value > u32::MAX.into());
        for size in sizes {
            size.size = DescriptorForm { wide, ..DescriptorForm::default() }.width();
        }
    }
}
