//! Fields at an offset.

use super::Document;
use crate::view::FaultView;
use crate::view::PlainView;
use crate::view::json::JsonContext;
use crate::view::value::{describe, summary_of};
use bytescope_inspect::{BufferId, Node, Path, Span, TableRows, Value, escape};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A field that contains the byte at an offset; see [`Document::visit_at`].
#[derive(Clone, Copy, Debug)]
pub struct LocatedField<'f> {
    /// Path of the field; empty for the file itself.
    pub path: &'f str,
    /// The field.
    pub node: &'f Node,
    /// Context of the node.
    pub context: JsonContext<'f>,
    /// True if the field or a field around it is stored out of line or computed on demand.
    pub is_out_of_line: bool,
}

impl Document {
    /// Passes all fields that contain a byte of a buffer, or bits of it, each before the fields and
    /// lists around it. Several chains of fields contain the byte if fields overlap or are stored out
    /// of line. Rows of tables are included. Offsets in the source are relative to the start of the
    /// file.
    ///
    /// ```
    /// use bytescope::Document;
    /// use bytescope::inspect::BufferId;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// let mut paths = Vec::new();
    /// doc.visit_at(BufferId::SOURCE, 0x12, &mut |field| paths.push(field.path.to_owned()));
    /// assert_eq!(paths, ["chunks[0].data.width", "chunks[0].data", "chunks[0]", "chunks", ""]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn visit_at(&self, buffer: BufferId, offset: u64, visit: &mut dyn FnMut(LocatedField<'_>)) {
        let start = if buffer == BufferId::SOURCE { self.excerpt.offset() } else { 0 };
        let Some(offset) = offset.checked_sub(start) else { return };
        let byte = Span::bytes(buffer, offset, offset.saturating_add(1));
        let mut search = FieldSearch { doc: self, byte, visit };
        search.node("", &Path::ROOT, self.tree());
    }
}

/// A search for the fields that contain a byte.
struct FieldSearch<'s> {
    doc: &'s Document,
    byte: Span,
    visit: &'s mut dyn FnMut(LocatedField<'_>),
}

impl FieldSearch<'_> {
    /// Visits a node after the nodes below it. `base` is the path of the row that contains the node,
    /// if any, and `below` the path of the node in the row or in the tree.
    fn node(&mut self, base: &str, below: &Path<'_>, node: &Node) {
        for child in node.children_besides_rows() {
            self.node(base, &below.to(child), child);
        }
        if let Value::Table(rows) = &node.value {
            self.row(&joined(base, below), rows);
        }
        if node.span.overlaps(self.byte) {
            let is_out_of_line = node.is_out_of_line() || below.is_out_of_line();
            let (path, context) = (&joined(base, below), self.doc.context());
            (self.visit)(LocatedField { path, node, context, is_out_of_line });
        }
    }

    /// Visits the row of a table that contains the byte.
    fn row(&mut self, table: &str, rows: &TableRows) {
        if !rows.span().overlaps(self.byte) {
            return;
        }
        let (bytes, limits) = (self.doc.buffers(), self.doc.limits());
        let index = rows.index_at(bytes, self.byte.start(), limits);
        if let Some(row) = index.and_then(|index| rows.get(bytes, index, limits)) {
            let base = format!("{table}[{}]", row.index.unwrap_or_default());
            self.node(&base, &Path::ROOT, &row);
        }
    }
}

/// Returns the path of a node in a row.
fn joined(base: &str, below: &Path<'_>) -> String {
    let below = below.to_string();
    let dot = if base.is_empty() || below.is_empty() || below.starts_with('[') { "" } else { "." };
    format!("{base}{dot}{below}")
}

impl LocatedField<'_> {
    /// Returns a short description of the value: that of a tree. Control characters are escaped.
    pub fn description(&self) -> String {
        if let Some(summary) = summary_of(self.node, self.context) {
            return escape(&summary).into_owned();
        }
        let mut text = Vec::new();
        describe(&mut text, self.node, self.context.bytes.of(self.node.content()));
        String::from_utf8_lossy(&text).into_owned()
    }
}

/// An object without the fields below.
impl Serialize for LocatedField<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (node, context) = (self.node, self.context);
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("path", self.path)?;
        map.serialize_entry("type", &node.meta.ty)?;
        if node.span.buffer != BufferId::SOURCE {
            map.serialize_entry("buffer", &node.span.buffer.0)?;
        }
        map.serialize_entry("offset", &context.offset(node.span))?;
        map.serialize_entry("size", &node.span.len())?;
        if !node.value.is_container() && !node.is_hidden() {
            map.serialize_entry("value", &PlainView::new(node, context))?;
        }
        map.serialize_entry("text", &self.description())?;
        if !node.meta.doc.is_empty() {
            map.serialize_entry("doc", &node.meta.doc)?;
        }
        if self.is_out_of_line {
            map.serialize_entry("out_of_line", &true)?;
        }
        if let Some(fault) = node.fault() {
            let base = if node.span.buffer == BufferId::SOURCE { context.base } else { 0 };
            let fault = fault.clone().at(fault.offset.saturating_add(base));
            map.serialize_entry("error", &FaultView::new(self.path, &fault))?;
        }
        map.end()
    }
}
