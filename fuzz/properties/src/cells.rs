//! Tables of any text.

use crate::first_line;
use crate::tables::{read_rows, table_kind};
use bytescope::table::{Cell, ColumnKind, Field, RowBlock, TableFile, TableSchema};

/// Maximum number of columns.
const MAX_COLUMNS: usize = 8;

/// Characters at the start of a cell that a spreadsheet evaluates as a formula.
const FORMULAS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Text in a table is read back unchanged, and escaped text is not a formula. The first line of the
/// input names the type of the table. The rest are rows that end with `1E` and cells that end with
/// `1F`, the first row being the names of the columns; the cell `00` is null.
pub fn text_cells(data: &[u8]) {
    let Some((line, text)) = first_line(data) else { return };
    let Some(kind) = table_kind(line) else { return };
    let text = String::from_utf8_lossy(text);
    let mut rows = text.split('\u{1e}').map(|row| row.split('\u{1f}').collect::<Vec<_>>());
    let mut names = rows.next().unwrap_or_default();
    names.truncate(MAX_COLUMNS);
    if (1..names.len()).any(|at| names[..at].contains(&names[at])) {
        return;
    }
    let fields = names.iter().map(|name| Field::new(*name, ColumnKind::Text)).collect();
    let schema = TableSchema { fields };
    let mut file = TableFile::create(kind, &schema, Vec::new()).unwrap();
    let mut escaped = RowBlock::new(std::slice::from_ref(&schema));
    let mut expected: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let text = |column: usize| row.get(column).copied().filter(|text| *text != "\0");
        let texts: Vec<Option<&str>> = (0..names.len()).map(text).collect();
        let cells: Vec<Cell<'_>> =
            texts.iter().map(|text| text.map_or(Cell::Null, Cell::Text)).collect();
        file.push(&cells).unwrap();
        escaped.tables[0].push(&cells);
        expected.push(texts.iter().map(|text| text.unwrap_or_default().to_owned()).collect());
    }
    let file = file.finish().unwrap();
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(read_rows(kind, &file, &names), expected);
    escaped.escape_formulas();
    for (row, texts) in expected.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            let shown = escaped.tables[0].cell(column, row).to_text();
            assert!(!shown.starts_with(FORMULAS), "{shown:?} is a formula");
            assert!(shown == *text || shown == format!("'{text}"), "{text:?} became {shown:?}");
        }
    }
}
