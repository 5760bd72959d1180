//! Text that a spreadsheet would evaluate.

use super::batch::{ColumnValues, Strings};
use super::block::RowBlock;

/// True if a spreadsheet treats a cell with this text as a formula.
pub(super) fn is_formula(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n'))
        // Full-width forms of the same characters.
        || ["＝", "＋", "－", "＠"].iter().any(|c| text.starts_with(c.as_bytes()))
}

impl RowBlock {
    /// Prefixes every text that a spreadsheet would evaluate as a formula with an apostrophe. The
    /// spreadsheet then shows the text. Numbers are not changed.
    ///
    /// ```
    /// use bytescope_table::{Cell, ColumnKind, Field, RowBlock, TableSchema};
    ///
    /// let schema = TableSchema { fields: vec![Field::new("name", ColumnKind::Text)] };
    /// let mut rows = RowBlock::new(&[schema]);
    /// rows.tables[0].push(&[Cell::Text("=1+2")]);
    /// rows.escape_formulas();
    /// assert_eq!(rows.tables[0].cell(0, 0), Cell::Text("'=1+2"));
    /// ```
    pub fn escape_formulas(&mut self) {
        for values in self.tables.iter_mut().flat_map(|table| &mut table.columns) {
            if let ColumnValues::Text(texts) = values {
                escape(texts);
            }
        }
    }
}

fn escape(texts: &mut Strings) {
    let rows = texts.ends.len();
    if !(0..rows).any(|row| is_formula(texts.get(row))) {
        return;
    }
    let mut escaped = Strings::default();
    for row in 0..rows {
        let text = texts.get(row);
        match is_formula(text) {
            true => escaped.push(&[b"'", text].concat()),
            false => escaped.push(text),
        }
    }
    *texts = escaped;
}
