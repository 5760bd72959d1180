//! A bound on how often fields may cover the same bytes.

use crate::{Fault, FaultKind, Limit, Span};

/// How often the tables of a tree may cover its data. Those of good files lie beside each other.
const MOST_TABLES: u64 = 4;
/// How often fields of bytes may; some formats look at the same bytes in several ways.
const MOST_BYTES: u64 = 256;

/// What fields cover that are no nodes inside, all together. A small file could have a thousand
/// tables that all cover it whole, and whoever shows them would write gigabytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Covered {
    tables: u64,
    bytes: u64,
}

impl Covered {
    /// Counts a table over data of so many bytes; why its rows cannot be shown, if they cannot.
    pub fn table(&mut self, span: Span, len: u64) -> Option<Fault> {
        self.tables = self.tables.saturating_add(span.len());
        let message = "tables lie upon each other; the rows of this one are not shown";
        exceeds(self.tables, len, MOST_TABLES, span, message)
    }

    /// Counts a field of bytes; why it cannot be shown, if it cannot.
    pub fn bytes(&mut self, span: Span, len: u64) -> Option<Fault> {
        self.bytes = self.bytes.saturating_add(span.len());
        let message = "fields of bytes lie upon each other; this one is not shown";
        exceeds(self.bytes, len, MOST_BYTES, span, message)
    }
}

fn exceeds(covered: u64, len: u64, most: u64, span: Span, message: &str) -> Option<Fault> {
    (covered > len.saturating_mul(most)).then(|| {
        let message = format!("{message}, as the data is covered more than {most} times");
        Fault::soft(FaultKind::Limit(Limit::Coverage), span.start(), message)
    })
}
