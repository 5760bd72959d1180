//! CSV and NDJSON files: the rows of one or more tables as lines, in order.

use super::block::{Joined, RowBlock};
use super::formula::is_formula;
use super::schema::TableSchema;
use super::text::{LineStyle, Lines};
use super::writer::{BlockSize, TableFormat};
use std::io::{self, Write};

/// Input size per block in bytes, small enough for the L2 cache.
const BLOCK_SIZE: usize = 128 << 10;

/// Input size in bytes per block of rows of several tables. These may contain lists, whose text is
/// many times larger than the input.
const SMALL_BLOCK_SIZE: usize = 8 << 10;

/// Comma-separated values, with the columns of all tables.
#[derive(Debug)]
pub struct Csv {
    styles: Vec<LineStyle>,
    columns: TableSchema,
    header: Vec<u8>,
}

impl Csv {
    /// Prefixes the column names that a spreadsheet would evaluate as formulas with an apostrophe.
    pub(super) fn escape_header(&mut self) {
        let mut columns = self.columns.clone();
        for field in columns.fields.iter_mut().filter(|field| is_formula(field.name.as_bytes())) {
            field.name.insert(0, '\'');
        }
        self.header = LineStyle::csv(&columns).header().to_vec();
    }
}

/// One JSON object per row, with the columns of its table.
#[derive(Debug)]
pub struct Ndjson {
    styles: Vec<LineStyle>,
}

/// Rows encoded as lines.
#[derive(Debug, Default)]
pub struct EncodedLines {
    /// Lines of each table.
    tables: Vec<Lines>,
    /// Lines of all tables in row order; empty if there is only one table.
    ordered: Vec<u8>,
}

impl TableFormat for Csv {
    type Encoded = EncodedLines;
    type File<W: Write> = W;

    fn new(tables: &[TableSchema], names: &[String]) -> io::Result<Self> {
        let joined = Joined::new(tables, names);
        let all = joined.schema();
        let styles = match tables {
            [only] if only == all => vec![LineStyle::csv(only)],
            tables => tables.iter().map(|table| LineStyle::csv_part(table, all)).collect(),
        };
        let header = LineStyle::csv(all).header().to_vec();
        Ok(Self { styles, columns: all.clone(), header })
    }

    fn block_size(&self) -> BlockSize {
        block_size(&self.styles)
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut EncodedLines) -> io::Result<()> {
        to.encode(&self.styles, rows);
        Ok(())
    }

    fn create<W: Write>(&self, mut out: W) -> io::Result<W> {
        out.write_all(&self.header)?;
        Ok(out)
    }

    fn write<W: Write>(out: &mut W, rows: &mut EncodedLines) -> io::Result<()> {
        rows.write(out)
    }

    fn flush<W: Write>(out: &mut W) -> io::Result<()> {
        out.flush()
    }

    fn finish<W: Write>(out: W) -> io::Result<W> {
        Ok(out)
    }
}

impl TableFormat for Ndjson {
    type Encoded = EncodedLines;
    type File<W: Write> = W;

    fn new(tables: &[TableSchema], _names: &[String]) -> io::Result<Self> {
        Ok(Self { styles: tables.iter().map(LineStyle::ndjson).collect() })
    }

    fn block_size(&self) -> BlockSize {
        block_size(&self.styles)
    }

    fn encode(&self, rows: &mut RowBlock, to: &mut EncodedLines) -> io::Result<()> {
        to.encode(&self.styles, rows);
        Ok(())
    }

    fn create<W: Write>(&self, out: W) -> io::Result<W> {
        Ok(out)
    }

    fn write<W: Write>(out: &mut W, rows: &mut EncodedLines) -> io::Result<()> {
        rows.write(out)
    }

    fn flush<W: Write>(out: &mut W) -> io::Result<()> {
        out.flush()
    }

    fn finish<W: Write>(out: W) -> io::Result<W> {
        Ok(out)
    }
}

fn block_size(styles: &[LineStyle]) -> BlockSize {
    let bytes = if styles.len() == 1 { BLOCK_SIZE } else { SMALL_BLOCK_SIZE };
    BlockSize { bytes, full: false }
}

impl EncodedLines {
    fn encode(&mut self, styles: &[LineStyle], rows: &RowBlock) {
        let Self { tables, ordered } = self;
        tables.resize_with(styles.len(), || match styles.len() {
            1 => Lines::default(),
            _ => Lines::indexed(),
        });
        tables.iter_mut().for_each(Lines::clear);
        ordered.clear();
        for ((style, batch), lines) in styles.iter().zip(&rows.tables).zip(&mut *tables) {
            style.write(batch, lines);
        }
        let mut rest: Vec<_> = tables.iter().map(Lines::each).collect();
        for table in &rows.order {
            let line = rest.get_mut(usize::from(*table)).and_then(Iterator::next);
            ordered.extend_from_slice(line.unwrap_or_default());
        }
    }

    fn write(&mut self, out: &mut impl Write) -> io::Result<()> {
        match self.tables.as_slice() {
            [only] => out.write_all(only.as_bytes()),
            _ => out.write_all(&self.ordered),
        }
    }
}
