//! Bytes in the page: those around its fields.

use super::{HtmlOptions, separator};
use bytescope_inspect::{BufferId, Buffers, Span};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Maximum size in bytes of a buffer that is included completely, if the total allows it.
const MAX_WHOLE: u64 = 64 << 10;

/// Number of bytes per line. Ranges start and end with a line.
const LINE: u64 = 16;

/// Number of bytes at the end of a large field.
const TAIL: u64 = 64;

/// Maximum number of bytes between two ranges that are joined.
const MAX_GAP: u64 = 64;

/// Number of bytes before and after the offset of a fault.
const AROUND: u64 = 64;

/// Ranges of bytes, per buffer.
#[derive(Debug, Default)]
pub(super) struct ByteRanges {
    buffers: BTreeMap<u32, Vec<(u64, u64)>>,
}

impl ByteRanges {
    /// Adds the bytes of a field; of a large field, those at its start and end.
    pub(super) fn add(&mut self, span: Span, max: u64) {
        let (start, end) = (span.start(), span.end());
        let ranges = self.buffers.entry(span.buffer.0).or_default();
        if end.saturating_sub(start) <= max {
            return push(ranges, start, end);
        }
        push(ranges, start, start.saturating_add(max.saturating_sub(TAIL)));
        push(ranges, end.saturating_sub(TAIL), end);
    }

    /// Adds the bytes around an offset in the source.
    pub(super) fn around(&mut self, offset: u64) {
        let ranges = self.buffers.entry(BufferId::SOURCE.0).or_default();
        push(ranges, offset.saturating_sub(AROUND), offset.saturating_add(AROUND));
    }

    /// Writes the buffers as JSON. Returns the number of bytes of the source that are missing.
    pub(super) fn write(
        mut self,
        bytes: Buffers<'_>,
        options: &HtmlOptions,
        out: &mut impl Write,
    ) -> io::Result<u64> {
        let mut left = options.max_bytes;
        let mut missing = 0;
        self.buffers.entry(BufferId::SOURCE.0).or_default();
        for (index, (id, ranges)) in self.buffers.into_iter().enumerate() {
            let data = bytes.buffer(BufferId(id));
            let size = data.len() as u64;
            separator(out, index)?;
            write!(out, "{{\"id\":{id},\"size\":{size}")?;
            let buffer =
                usize::try_from(id).ok().and_then(|id| bytes.buffers.get(id.checked_sub(1)?));
            if let Some(origin) = buffer.map(|buffer| buffer.origin) {
                let Span { buffer, .. } = origin.input;
                let (start, len) = (origin.input.start(), origin.input.len());
                let process = serde_json::Value::from(origin.process);
                write!(out, ",\"process\":{process},\"from\":[{},{start},{len}]", buffer.0)?;
            }
            out.write_all(b",\"parts\":[")?;
            let is_whole =
                size <= left && (size <= MAX_WHOLE || options.max_field_bytes == u64::MAX);
            let ranges = if is_whole { vec![(0, size)] } else { merged(ranges, size) };
            let mut included = 0_u64;
            for (index, (start, end)) in ranges.into_iter().enumerate() {
                let end = end.min(start.saturating_add(left));
                if end <= start {
                    break;
                }
                let len = end.saturating_sub(start);
                left = left.saturating_sub(len);
                included = included.saturating_add(len);
                separator(out, index)?;
                write!(out, "[{start},\"")?;
                digits(bytes.of(Span::bytes(BufferId(id), start, end)), out)?;
                out.write_all(b"\"]")?;
            }
            out.write_all(b"]}")?;
            if id == BufferId::SOURCE.0 {
                missing = size.saturating_sub(included);
            }
        }
        Ok(missing)
    }
}

/// Adds a range, which is often adjacent to the last one.
fn push(ranges: &mut Vec<(u64, u64)>, start: u64, end: u64) {
    match ranges.last_mut() {
        Some(last) if last.0 <= start && start <= last.1 => last.1 = last.1.max(end),
        _ if start < end => ranges.push((start, end)),
        _ => {}
    }
}

/// Returns the ranges in order, rounded to lines and without overlaps.
fn merged(mut ranges: Vec<(u64, u64)>, size: u64) -> Vec<(u64, u64)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u64, u64)> = Vec::new();
    for (start, end) in ranges {
        let start = start.saturating_sub(start % LINE);
        let end = end.checked_next_multiple_of(LINE).unwrap_or(size).min(size);
        match merged.last_mut() {
            Some(last) if start <= last.1.saturating_add(MAX_GAP) => last.1 = last.1.max(end),
            _ if start < end => merged.push((start, end)),
            _ => {}
        }
    }
    merged
}

/// Writes bytes as hex digits.
fn digits(bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    for chunk in bytes.chunks(4096) {
        out.write_all(hex::encode(chunk).as_bytes())?;
    }
    Ok(())
}
