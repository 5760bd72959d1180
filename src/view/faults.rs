//! The faults of a tree as a list, those of table rows included.

use bytescope_inspect::{Bytes, Fault, Limits, Node, Rows, Value};
use serde::Serialize;

/// Every fault of a tree with the path of its field, up to `most`; reads the rows of tables that
/// can be at fault.
pub fn faults(tree: &Node, bytes: Bytes<'_>, limits: Limits, most: usize) -> Vec<(String, Fault)> {
    let mut found = Vec::new();
    tree.walk(&mut |path, node| {
        if found.len() >= most {
            return;
        }
        if let Some(fault) = node.fault() {
            found.push((path.to_string(), fault.clone()));
        }
        if let Value::Table(rows) = &node.value
            && !rows.is_total()
        {
            let path = path.to_string();
            for (below, fault) in row_faults(rows, bytes, limits) {
                if found.len() >= most {
                    break;
                }
                found.push((format!("{path}{below}"), fault));
            }
        }
    });
    found
}

/// The faults of the rows of a table, read one after the other.
fn row_faults<'r>(
    rows: &'r Rows,
    bytes: Bytes<'r>,
    limits: Limits,
) -> impl Iterator<Item = (String, Fault)> + 'r {
    let buffer = bytes.buffer(rows.buffer());
    (0..rows.count()).filter_map(move |index| rows.get(buffer, index, limits)).flat_map(|row| {
        let index = row.index.unwrap_or_default();
        let join = |path: String| match path.as_str() {
            "" => format!("[{index}]"),
            path => format!("[{index}].{path}"),
        };
        let found = row.faults().into_iter();
        found.map(|(path, fault)| (join(path), fault.clone())).collect::<Vec<_>>()
    })
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
