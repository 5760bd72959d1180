//! Limits on how often fields may cover the same bytes.

use crate::{Fault, FaultKind, Limit, Span};

/// Maximum total size of the tables of a tree, in multiples of the data size. Tables of valid files
/// do not overlap.
const MAX_TABLE_COVERAGE: u64 = 4;
/// Maximum total size of byte fields, in multiples of the data size. Some formats have several
/// views of the same bytes.
const MAX_BYTE_COVERAGE: u64 = 16;
/// Total size of byte fields in bytes that is always allowed, for small data.
const FREE_BYTES: u64 = 1 << 20;

/// Total number of bytes covered by tables and byte fields. Without a limit, a small file could
/// contain a thousand tables that each cover the whole file, and output would grow to gigabytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Covered {
    tables: u64,
    bytes: u64,
}

impl Covered {
    /// Counts a table in data of `len` bytes. Returns a fault if its rows must not be shown.
    pub fn table(&mut self, span: Span, len: u64) -> Option<Fault> {
        self.tables = self.tables.saturating_add(span.len());
        fault(self.tables, len, MAX_TABLE_COVERAGE, span, "overlapping tables")
    }

    /// Counts a byte or text field in data of `len` bytes. Returns a fault if it must not be shown.
    pub fn bytes(&mut self, span: Span, len: u64) -> Option<Fault> {
        self.bytes = self.bytes.saturating_add(span.len());
        if self.bytes <= FREE_BYTES {
            return None;
        }
        fault(self.bytes, len, MAX_BYTE_COVERAGE, span, "overlapping byte fields")
    }
}

/// Returns the fault at `span` if fields cover the data more than `max` times.
fn fault(covered: u64, len: u64, max: u64, span: Span, fields: &str) -> Option<Fault> {
    (covered > len.saturating_mul(max)).then(|| {
        let message = format!(
            "limit reached: {fields} cover the data more than {max} times (content not shown)"
        );
        Fault::soft(FaultKind::Limit(Limit::Coverage), span.start(), message)
    })
}
