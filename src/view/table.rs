//! Lists of records as tables: one row per item, one column per field.

use super::JsonContext;
use super::time::unix_time;
use super::value::{common_prefix, describe, push, push_display, set_flags, summary_of};
use super::width::{clipped, width};
use crate::table::digits::blanks;
use bytescope_inspect::{Grouped, Node, Presentation, Value, escape};

/// Maximum width of a column.
const MAX_WIDTH: usize = 40;
/// Number of spaces between columns.
const GAP: usize = 2;

/// Columns of a table that fit in the available width.
#[derive(Debug)]
pub(super) struct TableColumns {
    columns: Vec<TableColumn>,
    /// Width of the indices in brackets.
    index: usize,
    /// Titles of the columns that do not fit.
    left_out: Vec<String>,
    /// Wanted columns that no row has.
    unknown: Vec<String>,
}

#[derive(Debug)]
struct TableColumn {
    /// Path of the field from the row.
    path: String,
    title: String,
    width: usize,
    /// True if all values are numbers.
    right: bool,
}

impl TableColumns {
    /// Returns the columns of rows like `sample`; `None` if they are not shown as a table.
    ///
    /// If `wanted` is not empty, it has the columns. Otherwise, the type of the rows
    /// declares them, or all fields of the first row are columns.
    pub(super) fn of(
        sample: &[&Node],
        last: u64,
        wanted: &[String],
        context: JsonContext<'_>,
        available: usize,
    ) -> Option<Self> {
        let first = sample.first()?;
        let declared = declared_columns(first);
        if declared.len() < 2 && wanted.is_empty() {
            return None;
        }
        let (chosen, unknown) = match wanted {
            [] => (titled(declared), Vec::new()),
            _ => wanted_columns(wanted, &titled(declared), sample),
        };
        let columns = chosen.into_iter();
        let mut columns: Vec<_> = columns
            .map(|(title, path)| TableColumn { width: width(&title), title, right: true, path })
            .collect();
        for column in &mut columns {
            for row in sample {
                let Some(node) = row.descendant(&column.path) else { continue };
                column.width = column.width.max(width(&cell(node, context))).min(MAX_WIDTH);
                column.right &= is_number(node);
            }
        }
        // A column without a value in any row is left out, and a flag that is never set.
        columns.retain(|column| {
            sample.iter().any(|row| {
                let found = row.descendant(&column.path);
                found.is_some_and(|node| !wanted.is_empty() || !is_flag(node) || is_set(node))
            })
        });
        let index = last.checked_ilog10().unwrap_or(0) as usize + 3;
        let (mut used, mut fitting) = (index, 0);
        for column in &columns {
            used = used.saturating_add(column.width).saturating_add(GAP);
            if used > available && fitting > 0 {
                break;
            }
            fitting += 1;
        }
        let left_out = columns.split_off(fitting).into_iter().map(|column| column.title);
        Some(Self { left_out: left_out.collect(), unknown, columns, index })
    }

    /// Returns the titles of the columns that do not fit.
    pub(super) fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Returns the wanted columns that no row has.
    pub(super) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Appends the titles.
    pub(super) fn titles(&self, to: &mut Vec<u8>) {
        blanks(to, self.index);
        let titles = self.columns.iter().map(|column| (column, column.title.clone()));
        cells(to, titles);
    }

    /// Appends the values of a row.
    pub(super) fn row(&self, to: &mut Vec<u8>, row: &Node, context: JsonContext<'_>) {
        let start = to.len();
        push_display(to, format_args!("[{}]", row.index.unwrap_or_default()));
        blanks(to, self.index.saturating_sub(to.len().saturating_sub(start)));
        let values = self.columns.iter().map(|column| {
            let value = row.descendant(&column.path).map(|node| cell(node, context));
            (column, value.unwrap_or_default())
        });
        cells(to, values);
    }
}

/// Appends cells, aligned by their columns.
fn cells<'c>(to: &mut Vec<u8>, cells: impl Iterator<Item = (&'c TableColumn, String)>) {
    // Blanks before the next cell, so that lines do not end with blanks.
    let mut pending = 0;
    for (column, text) in cells {
        let text = clipped(&text, column.width);
        let free = column.width.saturating_sub(width(&text));
        let (before, after) = if column.right { (free, 0) } else { (0, free) };
        pending += GAP + before;
        if !text.is_empty() {
            blanks(to, pending);
            push(to, &text);
            pending = 0;
        }
        pending += after;
    }
}

/// Returns the columns that the type of a row declares, each with its title if one is given;
/// otherwise all fields of the row.
fn declared_columns(row: &Node) -> Vec<(Option<String>, String)> {
    match row.presentation() {
        Some(declared) if !declared.columns.is_empty() => {
            declared.columns.iter().map(|column| split(column)).collect()
        }
        _ => {
            let mut paths = Vec::new();
            leaves(row, "", &mut paths);
            paths.into_iter().map(|path| (None, path)).collect()
        }
    }
}

fn split(column: &str) -> (Option<String>, String) {
    let (title, path) = Presentation::split_column(column);
    (title.map(str::to_owned), path.to_owned())
}

/// Adds the missing titles: names of fields without the prefix that all of them share.
fn titled(columns: Vec<(Option<String>, String)>) -> Vec<(String, String)> {
    let names: Vec<_> = columns.iter().map(|(_, path)| last_name(path)).collect();
    let prefix = common_prefix(&names);
    let title = |path: &str| {
        let name = last_name(path);
        name.get(prefix..).unwrap_or(name).to_owned()
    };
    columns.into_iter().map(|(given, path)| (given.unwrap_or_else(|| title(&path)), path)).collect()
}

/// Returns the wanted columns, and those that no row has. A column may be given by the title under
/// which it is shown by default.
fn wanted_columns(
    wanted: &[String],
    by_default: &[(String, String)],
    sample: &[&Node],
) -> (Vec<(String, String)>, Vec<String>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for column in wanted {
        let (title, path) = split(column);
        if sample.iter().any(|row| row.descendant(&path).is_some()) {
            known.push((title, path));
        } else if let Some((shown, field)) = by_default.iter().find(|(shown, _)| *shown == path) {
            known.push((Some(title.unwrap_or_else(|| shown.clone())), field.clone()));
        } else {
            unknown.push(path);
        }
    }
    (titled(known), unknown)
}

/// Adds the paths of the leaves below a node.
fn leaves(node: &Node, path: &str, paths: &mut Vec<String>) {
    for child in node.children.iter().filter(|child| child.index.is_none() && !child.is_filler()) {
        let path = child.path_below(path);
        if child.value.is_container() && !child.children.is_empty() {
            leaves(child, &path, paths);
        } else {
            paths.push(path);
        }
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// True for a bit of a bit field.
fn is_flag(node: &Node) -> bool {
    let bits = node.extra.as_ref().and_then(|extra| extra.bits);
    bits.is_some_and(|(lo, hi)| hi.saturating_sub(lo) == 1)
}

fn is_set(node: &Node) -> bool {
    node.as_int() != Some(0)
}

fn is_number(node: &Node) -> bool {
    let number =
        matches!(node.value, Value::UInt(_) | Value::Int(_) | Value::F32(_) | Value::F64(_));
    number && node.target().is_none() && node.note().is_none()
}

/// Returns the value of a field as the text of a cell.
fn cell(node: &Node, context: JsonContext<'_>) -> String {
    if node.fault().is_some() {
        return "✗".to_owned();
    }
    if is_flag(node) {
        return if is_set(node) { "yes".to_owned() } else { String::new() };
    }
    if let Some(flags) = set_flags(node) {
        return escape(&flags).into_owned();
    }
    if let Some(time) = unix_time(node) {
        return time;
    }
    // An offset of an empty string.
    if node.extra.as_ref().is_some_and(|extra| extra.strings.is_some()) && node.as_int() == Some(0)
    {
        return String::new();
    }
    if let Some(text) = node.target().or(node.note()) {
        return escape(text).into_owned();
    }
    let mut text = Vec::new();
    match &node.value {
        Value::Label(label) => push(&mut text, &label.name),
        Value::Text(value) => push(&mut text, value),
        Value::UInt(value) if node.meta.unit == "bytes" => push_display(&mut text, Grouped(*value)),
        Value::UInt(_) | Value::Int(_) if node.meta.hex => describe(&mut text, node, &[]),
        Value::UInt(_) | Value::Int(_) | Value::F32(_) | Value::F64(_) => {
            push_display(&mut text, &node.value);
        }
        Value::Group => match summary_of(node, context) {
            Some(summary) => push(&mut text, &summary),
            None => describe(&mut text, node, &[]),
        },
        _ => describe(&mut text, node, context.bytes.of(node.content())),
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// Columns of numbers, several of which are on a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberColumns {
    /// Number of columns.
    pub(super) count: usize,
    width: usize,
}

impl NumberColumns {
    /// Returns columns for numbers like `sample`.
    pub(super) fn of(sample: &[Node]) -> Self {
        let widest = sample.iter().map(|row| number(row).len()).max().unwrap_or(0);
        // 8 numbers of up to 5 digits fit in 80 columns.
        let count = match widest {
            0..=5 => 8,
            6..=11 => 4,
            _ => 2,
        };
        Self { count, width: widest }
    }

    /// Appends the index of the first number in brackets, and the numbers.
    pub(super) fn line(self, to: &mut Vec<u8>, rows: &[Node]) {
        let index = rows.first().and_then(|row| row.index).unwrap_or_default();
        push_display(to, format_args!("[{index}]"));
        for row in rows {
            let text = number(row);
            blanks(to, GAP.saturating_add(self.width.saturating_sub(text.len())));
            to.extend_from_slice(&text);
        }
    }
}

fn number(row: &Node) -> Vec<u8> {
    let mut text = Vec::new();
    describe(&mut text, row, &[]);
    text
}
