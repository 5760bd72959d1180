//! The faults of a tree as a list, those of table rows included.

use super::json::Sight;
use super::tree::shown_rows;
use bytescope_inspect::{Fault, Node, Value};
use serde::Serialize;

/// Every fault of a tree with the path of its field, up to `most`, with those of the rows of tables:
/// of all rows, or of those that a tree of text shows.
///
/// What was found `aside` counts when it is asked for.
pub fn faults(
    tree: &Node,
    sight: &Sight<'_>,
    (all, aside): (bool, bool),
    most: usize,
) -> Vec<(String, Fault)> {
    let mut found = Vec::new();
    tree.walk(&mut |path, node| {
        if !aside && path.is_aside() {
            return;
        }
        if let Some(fault) = node.fault() {
            found.push((path.to_string(), fault.clone()));
        }
        if let Value::Table(rows) = &node.value
            && !rows.is_total()
        {
            let path = path.to_string();
            let left = most.saturating_sub(found.len());
            let buffer = sight.bytes.buffer(rows.buffer());
            let rows = shown_rows(rows, all).filter_map(|i| rows.get(buffer, i, sight.limits));
            found.extend(rows.flat_map(|row| faults_of_row(&path, &row)).take(left));
        }
    });
    found.truncate(most);
    found
}

/// The faults of a row of the table at `path`.
fn faults_of_row(path: &str, row: &Node) -> Vec<(String, Fault)> {
    let index = row.index.unwrap_or_default();
    let join = |below: String| match below.as_str() {
        "" => format!("{path}[{index}]"),
        below => format!("{path}[{index}].{below}"),
    };
    row.faults().into_iter().map(|(below, fault)| (join(below), fault.clone())).collect()
}

/// A fault as JSON shows it.
#[derive(Debug, Serialize)]
pub struct FaultView<'f> {
    path: &'f str,
    offset: u64,
    kind: &'static str,
    message: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<&'f str>,
}

impl<'f> FaultView<'f> {
    /// The view of a fault at `path`.
    pub fn new(path: &'f str, fault: &'f Fault) -> Self {
        Self {
            path,
            offset: fault.offset,
            kind: fault.kind.name(),
            message: &fault.message,
            expected: fault.expected.as_deref(),
            actual: fault.actual.as_deref(),
        }
    }

    /// The view of an element of [`faults`].
    pub fn of(found: &'f (String, Fault)) -> Self {
        Self::new(&found.0, &found.1)
    }
}
