//! Assembly of rows with offsets into consecutive bytes.

use super::{Failure, ReverseErrorKind};
use bytescope_inspect::Quantity;
use std::io::Write;

/// Size of the buffer for repeated bytes.
const FILL_SIZE: usize = 64 << 10;

/// A row of a dump.
#[derive(Debug)]
pub(super) struct DumpRow {
    /// Index of the offset in the line.
    pub(super) at: usize,
    /// Offset of the first byte.
    pub(super) offset: u64,
    /// Size in bytes of a unit. The end offset determines the size of the last unit.
    pub(super) unit: usize,
    /// Byte that is invisible at the end of a row, a space in a dump of characters, and the maximum
    /// size of the row with such bytes.
    pub(super) invisible: Option<(u8, usize)>,
}

/// End offset of a dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DumpEnd {
    /// Repeated rows are complete.
    Rows,
    /// The last repeated row may be incomplete.
    PartialRepetition,
}

/// Handling of gaps between rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct GapPolicy {
    /// Value of missing bytes; gaps are errors if `None`.
    pub(super) fill: Option<u8>,
    /// Maximum total number of bytes for repeated rows and gaps.
    pub(super) max_fill: u64,
}

/// Writes rows in the order of their offsets. A row is written when the next offset is known.
#[derive(Debug)]
pub(super) struct Assembler {
    gaps: GapPolicy,
    /// False if bytes are only counted.
    writing: bool,
    /// Offset of the first byte.
    first: Option<u64>,
    /// Last row, with its contents.
    row: Option<DumpRow>,
    bytes: Vec<u8>,
    /// True after a `*`.
    starred: bool,
    /// True after the end offset.
    ended: bool,
    /// Number of rows and end offsets that continue at the end of the row before them.
    pub(super) continued: usize,
    /// Number of bytes of repeated rows and gaps.
    spent: u64,
    /// Number of bytes of gaps.
    pub(super) filled: u64,
    /// Number of bytes in total.
    pub(super) size: u64,
}

impl Assembler {
    pub(super) fn new(gaps: GapPolicy) -> Self {
        Self {
            gaps,
            writing: true,
            first: None,
            row: None,
            bytes: Vec::new(),
            starred: false,
            ended: false,
            continued: 0,
            spent: 0,
            filled: 0,
            size: 0,
        }
    }

    /// Creates an assembler that counts bytes, and for which every gap is an error.
    pub(super) fn dry() -> Self {
        let gaps = GapPolicy { fill: None, max_fill: u64::MAX };
        Self { writing: false, ..Self::new(gaps) }
    }

    /// Returns the offset of the first byte.
    pub(super) fn start(&self) -> u64 {
        self.first.unwrap_or(0)
    }

    /// Returns the size including the last row.
    pub(super) fn size_with_row(&self) -> u64 {
        self.size.saturating_add(self.bytes.len() as u64)
    }

    /// Fills gaps with zeros, unless another value is set.
    pub(super) fn seek(&mut self) {
        self.gaps.fill.get_or_insert(0);
    }

    /// Writes bytes without an offset.
    pub(super) fn put(&mut self, bytes: &[u8], out: &mut dyn Write) -> Result<(), Failure> {
        self.size = self.size.saturating_add(bytes.len() as u64);
        if self.writing {
            out.write_all(bytes)?;
        }
        Ok(())
    }

    /// Adds a row, whose contents are taken from `bytes`.
    pub(super) fn row(
        &mut self,
        row: DumpRow,
        bytes: &mut Vec<u8>,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        self.flush_to(row.at, row.offset, None, out)?;
        self.first.get_or_insert(row.offset);
        self.row = Some(row);
        std::mem::swap(&mut self.bytes, bytes);
        Ok(())
    }

    /// Marks the row before as repeated up to the next offset.
    pub(super) fn star(&mut self, at: usize) -> Result<(), Failure> {
        if self.row.is_none() || self.starred || self.ended {
            return Err(Failure::at(at, "`*` must follow a row"));
        }
        self.starred = true;
        Ok(())
    }

    /// Ends the dump. The last of several repeated rows may be `partial`.
    pub(super) fn end(
        &mut self,
        at: usize,
        offset: u64,
        partial: bool,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let end = if partial { DumpEnd::PartialRepetition } else { DumpEnd::Rows };
        self.flush_to(at, offset, Some(end), out)?;
        self.first.get_or_insert(offset);
        self.ended = true;
        Ok(())
    }

    /// Writes the last row, if no end offset is required.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        if self.starred {
            return Err(Failure::at(0, "unexpected end of data: expected an offset after `*`"));
        }
        let Some(row) = self.row.take() else { return Ok(()) };
        if row.unit > 1 || row.invisible.is_some() {
            return Err(Failure::at(
                0,
                "unexpected end of data: expected the end offset, which determines the size of \
                 the last row",
            ));
        }
        self.put_row(usize::MAX, out)
    }

    fn put_row(&mut self, length: usize, out: &mut dyn Write) -> Result<(), Failure> {
        let bytes = std::mem::take(&mut self.bytes);
        self.put(bytes.get(..length.min(bytes.len())).unwrap_or_default(), out)?;
        self.bytes = bytes;
        Ok(())
    }

    /// Writes the last row, and its repetitions or a gap up to `offset`.
    fn flush_to(
        &mut self,
        at: usize,
        offset: u64,
        last: Option<DumpEnd>,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        if self.ended {
            return Err(Failure::at(
                at,
                format!("expected the end of the dump after the end offset, found {offset:#x}"),
            ));
        }
        let Some(row) = self.row.take() else { return Ok(()) };
        let starred = std::mem::take(&mut self.starred);
        self.complete(&row, offset, starred);
        let length = self.bytes.len() as u64;
        let Some(end) = row.offset.checked_add(length) else {
            return Err(Failure::at(at, "out of range: offset of more than 64 bits"));
        };
        let Some(missing) = offset.checked_sub(end) else {
            return self.flush_part(&row, (at, offset, end), last.is_some() && !starred, out);
        };
        let whole = last == Some(DumpEnd::PartialRepetition)
            || missing.checked_rem(length).is_some_and(|rest| rest == 0);
        if missing == 0 || starred && whole {
            self.continued = self.continued.saturating_add(1);
        } else if starred {
            return Err(Failure::at(
                at,
                format!(
                    "offset must be {end:#x} plus a multiple of {length}, the size of the repeated \
                     row: found {offset:#x}"
                ),
            ));
        } else if self.gaps.fill.is_none() {
            return Err(Failure::of(
                ReverseErrorKind::Gap,
                at,
                format!(
                    "offset does not continue the previous row: expected {end:#x}, found \
                     {offset:#x}"
                ),
            ));
        }
        self.put_row(usize::MAX, out)?;
        self.fill(at, missing, starred, out)
    }

    /// Adds the invisible bytes at the end of a row.
    fn complete(&mut self, row: &DumpRow, offset: u64, starred: bool) {
        let Some((byte, limit)) = row.invisible else { return };
        let length = match starred {
            true => limit,
            false => match usize::try_from(offset.saturating_sub(row.offset)) {
                Ok(length) if length <= limit => length,
                _ => return,
            },
        };
        if self.bytes.len() < length {
            self.bytes.resize(length, byte);
        }
    }

    /// Writes the last row up to an end offset in its last unit.
    fn flush_part(
        &mut self,
        row: &DumpRow,
        (at, offset, end): (usize, u64, u64),
        last: bool,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let excess = usize::try_from(end.saturating_sub(offset)).unwrap_or(usize::MAX);
        let kept = self.bytes.len().saturating_sub(excess);
        let padding = self.bytes.get(kept..).unwrap_or_default();
        if last && excess < row.unit && padding.iter().all(|byte| *byte == 0) {
            self.continued = self.continued.saturating_add(1);
            return self.put_row(kept, out);
        }
        Err(Failure::at(
            at,
            format!("offset {offset:#x} is before {end:#x}, the end of the previous line"),
        ))
    }

    /// Writes `missing` bytes: the last row again after a `*`, otherwise the fill value.
    fn fill(
        &mut self,
        at: usize,
        missing: u64,
        starred: bool,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        if missing == 0 {
            return Ok(());
        }
        self.charge(at, missing)?;
        if !starred {
            self.filled = self.filled.saturating_add(missing);
        }
        if !self.writing {
            self.size = self.size.saturating_add(missing);
            return Ok(());
        }
        let unit = if starred { &*self.bytes } else { &[self.gaps.fill.unwrap_or_default()] };
        let count = FILL_SIZE.checked_div(unit.len()).unwrap_or_default().max(1);
        let block = unit.repeat(count);
        let mut left = missing;
        while left > 0 {
            let length = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
            let part = block.get(..length).unwrap_or_default();
            self.put(part, out)?;
            left = left.saturating_sub(length as u64);
        }
        Ok(())
    }

    /// Verifies that a gap may be filled.
    pub(super) fn check_gap(&self, at: usize, end: u64, address: u64) -> Result<(), Failure> {
        if address > end && self.gaps.fill.is_none() {
            return Err(Failure::of(
                ReverseErrorKind::Gap,
                at,
                format!("address does not continue: expected {end:#x}, found {address:#x}"),
            ));
        }
        Ok(())
    }

    /// Writes a gap of `missing` bytes without rows.
    pub(super) fn gap(
        &mut self,
        at: usize,
        missing: u64,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        self.fill(at, missing, false, out)
    }

    /// Adds trailing elements of an array, which are zero.
    pub(super) fn zeros(
        &mut self,
        at: usize,
        count: u64,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let fill = self.gaps.fill.replace(0);
        let result = self.fill(at, count, false, out);
        self.gaps.fill = fill;
        result
    }

    /// Sets the offset of the first byte.
    pub(super) fn set_start(&mut self, offset: u64) {
        self.first = Some(offset);
    }

    fn charge(&mut self, at: usize, missing: u64) -> Result<(), Failure> {
        self.spent = self.spent.saturating_add(missing);
        if self.spent > self.gaps.max_fill {
            let limit = Quantity::bytes(self.gaps.max_fill);
            return Err(Failure::of(
                ReverseErrorKind::FillLimit,
                at,
                format!("limit reached: repeated lines and gaps of more than {limit}"),
            ));
        }
        Ok(())
    }
}
