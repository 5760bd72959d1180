//! Rows decoded to tables.

use crate::first_line;
use crate::schemas::{LIMITS, format_named};
use bytescope::decode::{DecodeOptions, Decoder, Input, Run};
use bytescope::layout::StructFormat;
use bytescope::table::TableKind;
use serde_json::Value as Json;
use std::collections::HashSet;
use std::num::NonZero;

/// Maximum record size in bytes of a struct format.
const MAX_RECORD: usize = 1 << 16;
/// Maximum number of columns of tables that are read back as a whole.
const MAX_COLUMNS: usize = 256;
/// Maximum size of a name of a part in bytes.
const MAX_NAME: usize = 40;

/// Rows of any format are written to tables that can be read back, with the same number of rows on
/// any number of threads. The first line of the input is `FORMAT[+FORMAT…] TYPE [OPTION=VALUE…]`,
/// with the format `struct:FORMAT` for records.
pub fn tables(data: &[u8]) {
    let Some((line, input)) = first_line(data) else { return };
    let mut words = line.split(' ');
    let (Some(names), Some(kind)) = (words.next(), words.next()) else { return };
    let Some(kind) = table_kind(kind) else { return };
    let (mut options, mut split) = (DecodeOptions::default(), None);
    options.limits = LIMITS;
    for word in words {
        match word.split_once('=') {
            Some(("each", path)) => options.each = Some(path.to_owned()),
            Some(("column", name)) => options.columns.push(name.to_owned()),
            Some(("skip", number)) => options.skip = number.parse().unwrap_or(0),
            Some(("limit", number)) => options.limit = number.parse().ok(),
            Some(("offset", number)) => options.offset = number.parse().unwrap_or(0),
            Some(("split", column)) => split = Some(column),
            None if word == "instances" => options.instances = true,
            None if word == "formulas" => options.escape_formulas = true,
            _ => return,
        }
    }
    let open = |threads: usize| {
        let mut options = options.clone();
        options.threads = NonZero::new(threads);
        decoder(names)?.options(options).open(Input::memory("input", input.to_vec())).ok()
    };
    let Some(run) = open(1) else { return };
    if let Some(column) = split {
        return check_split(run, column, kind);
    }
    let columns: Vec<String> = run.schema().names().map(str::to_owned).collect();
    let (table, account) = run.write(kind, Vec::new(), &mut ()).unwrap();
    assert!(account.error.is_none(), "{:?}", account.error);
    // Each column of a Parquet or Arrow file takes time, and some protocols have thousands.
    let is_wide = columns.len() > MAX_COLUMNS;
    let rows = match is_wide {
        true => count_rows(kind, &table),
        false => read_rows(kind, &table, &columns).len(),
    };
    assert_eq!(rows as u64, account.rows, "rows of the table");
    if let Some(frames) = &account.frames {
        assert_eq!(frames.tally.bytes(), account.bytes, "bytes of the account");
    }
    if !is_wide {
        let (again, _) = open(2).unwrap().write(kind, Vec::new(), &mut ()).unwrap();
        assert!(table == again, "the table depends on the number of threads");
    }
    let counted = open(1).unwrap().count(&mut ()).unwrap();
    assert_eq!(counted.rows, account.rows, "counted rows");
}

fn decoder(names: &str) -> Option<Decoder> {
    match names.strip_prefix("struct:") {
        Some(text) => {
            let format = StructFormat::parse(text).ok()?;
            (format.size() <= MAX_RECORD).then_some(())?;
            Some(Decoder::records(format.layout().ok()?))
        }
        None => Some(Decoder::new(names.split('+').map(format_named).collect::<Option<Vec<_>>>()?)),
    }
}

/// Checks that the parts of a table have all its rows, and unique names.
fn check_split(run: Run, column: &str, kind: TableKind) {
    let Ok(column) = run.split_column(column) else { return };
    let column = column.max_name_size(MAX_NAME);
    let mut names = HashSet::new();
    let open = |name: &str| {
        assert!(name.len() <= MAX_NAME && !name.contains(['/', '\0']), "{name:?}");
        assert!(names.insert(name.to_lowercase()), "{name:?} is used twice");
        Ok(Vec::new())
    };
    let (parts, account) = run.split(&column, kind, open, &mut ()).unwrap();
    let rows: usize = parts.iter().map(|part| count_rows(kind, part)).sum();
    assert_eq!(rows as u64, account.rows, "rows of the parts");
}

/// Returns the type of table with this name.
pub(crate) fn table_kind(name: &str) -> Option<TableKind> {
    Some(match name {
        "csv" => TableKind::Csv,
        "ndjson" => TableKind::Ndjson,
        #[cfg(feature = "columnar")]
        "parquet" => TableKind::Parquet,
        #[cfg(feature = "columnar")]
        "arrow" => TableKind::Arrow,
        #[cfg(feature = "columnar")]
        "arrow-stream" => TableKind::ArrowStream,
        _ => return None,
    })
}

/// Reads a table with these columns. Returns its cells as text, only those of text
/// columns for Arrow.
pub(crate) fn read_rows(kind: TableKind, table: &[u8], columns: &[String]) -> Vec<Vec<String>> {
    match kind {
        TableKind::Csv => read_csv(table, Some(columns)),
        TableKind::Ndjson => {
            let text = std::str::from_utf8(table).unwrap();
            let row = |line: &str| {
                let row: serde_json::Map<String, Json> = serde_json::from_str(line).unwrap();
                let known = |name: &String| columns.contains(name);
                assert!(row.keys().all(known), "columns {columns:?}, found {row:?}");
                columns.iter().map(|name| json_text(row.get(name))).collect()
            };
            assert!(text.is_empty() || text.ends_with('\n'));
            text.split_terminator('\n').map(row).collect()
        }
        #[cfg(feature = "columnar")]
        kind => columnar::read(kind, table, columns),
        #[cfg(not(feature = "columnar"))]
        _ => unreachable!("an unknown kind of table"),
    }
}

fn count_rows(kind: TableKind, table: &[u8]) -> usize {
    match kind {
        TableKind::Csv => read_csv(table, None).len(),
        TableKind::Ndjson => table.iter().filter(|byte| **byte == b'\n').count(),
        #[cfg(feature = "columnar")]
        kind => columnar::count(kind, table),
        #[cfg(not(feature = "columnar"))]
        _ => unreachable!("an unknown kind of table"),
    }
}

fn read_csv(table: &[u8], columns: Option<&[String]>) -> Vec<Vec<String>> {
    // The `csv` crate skips empty lines: rows without columns.
    if columns.is_some_and(<[String]>::is_empty) {
        return table.iter().filter(|byte| **byte == b'\n').map(|_| Vec::new()).collect();
    }
    let mut reader = csv::Reader::from_reader(table);
    if let Some(columns) = columns {
        assert!(reader.headers().unwrap().iter().eq(columns), "header of {columns:?}");
    }
    let texts = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|row| texts(row.unwrap())).collect()
}

fn json_text(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(feature = "columnar")]
mod columnar {
    //! Readers of Parquet and Arrow files.

    use arrow_ipc::reader::{FileReader, StreamReader};
    use arrow_schema::FieldRef;
    use bytes::Bytes;
    use bytescope::table::TableKind;
    use bytescope::table::arrow::arrow_array::cast::AsArray;
    use bytescope::table::arrow::arrow_array::{Array, RecordBatch, StringArray};
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::Field;
    use std::io::Cursor;

    pub(super) fn read(kind: TableKind, table: &[u8], columns: &[String]) -> Vec<Vec<String>> {
        if kind != TableKind::Parquet {
            let batches = batches(kind, table);
            let is_column = |(field, name): (&FieldRef, &String)| field.name() == name;
            for batch in &batches {
                let schema = batch.schema();
                assert!(schema.fields().iter().zip(columns).all(is_column), "{columns:?}");
            }
            return batches.iter().flat_map(text_rows).collect();
        }
        let reader = SerializedFileReader::new(Bytes::copy_from_slice(table)).unwrap();
        let schema = reader.metadata().file_metadata().schema_descr();
        // Columns of tables without rows are omitted.
        let mut known = columns.iter();
        for field in schema.root_schema().get_fields() {
            assert!(known.any(|name| name == field.name()), "columns {columns:?}");
        }
        if columns.is_empty() {
            return vec![Vec::new(); count(kind, table)];
        }
        let text = |field: &Field| match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            other => other.to_string(),
        };
        let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
        rows.map(|row| row.get_column_iter().map(|(_, field)| text(field)).collect()).collect()
    }

    pub(super) fn count(kind: TableKind, table: &[u8]) -> usize {
        match kind {
            TableKind::Parquet => {
                let reader = SerializedFileReader::new(Bytes::copy_from_slice(table)).unwrap();
                reader.metadata().file_metadata().num_rows() as usize
            }
            kind => batches(kind, table).iter().map(RecordBatch::num_rows).sum(),
        }
    }

    fn batches(kind: TableKind, table: &[u8]) -> Vec<RecordBatch> {
        let table = Cursor::new(table);
        match kind {
            TableKind::Arrow => {
                FileReader::try_new(table, None).unwrap().map(Result::unwrap).collect()
            }
            _ => StreamReader::try_new(table, None).unwrap().map(Result::unwrap).collect(),
        }
    }

    fn text_rows(batch: &RecordBatch) -> Vec<Vec<String>> {
        let texts: Vec<_> =
            batch.columns().iter().map(|column| column.as_string_opt::<i32>()).collect();
        let cell = |texts: &Option<&StringArray>, row: usize| {
            let text = texts.filter(|texts| texts.is_valid(row)).map(|texts| texts.value(row));
            text.unwrap_or_default().to_owned()
        };
        let row = |row| texts.iter().map(|texts| cell(texts, row)).collect();
        (0..batch.num_rows()).map(row).collect()
    }
}
