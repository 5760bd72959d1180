//! Everything that is nested in a document.

use crate::document::Document;
use crate::format::Formats;
use bytescope_inspect::{ContentCoding, Fault, FaultKind, Limit, Limits, Node, TableRows, Value};
use std::ops::ControlFlow;

/// Maximum total size of nested content by default, in multiples of [`Limits::decompressed`].
const MAX_LIMITS: u64 = 4;
/// Maximum total size of nested content by default, in multiples of the size of the file, if this is
/// more.
const MAX_RATIO: u64 = 100;

/// Limits for opening everything that is nested in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NestedOptions {
    /// Maximum number of nested documents within each other.
    pub max_level: u32,
    /// Maximum total size of the nested documents in bytes. By default, four times
    /// [`Limits::decompressed`], or 100 times the size of the file if this is more.
    pub max_bytes: Option<u64>,
}

impl Default for NestedOptions {
    fn default() -> Self {
        Self { max_level: 8, max_bytes: None }
    }
}

/// A fault of a nested document.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NestedFault {
    /// Path of the field from the outermost file on.
    pub path: String,
    /// Coding of the bytes to which the offset of the fault refers; `None` for the file.
    pub buffer: Option<ContentCoding>,
    /// The fault.
    pub fault: Fault,
}

/// Faults of all nested documents.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NestedFaults {
    /// Faults, up to a maximum number.
    pub faults: Vec<NestedFault>,
    /// Number of other faults.
    pub num_others: u64,
    /// Number of nested documents.
    pub num_documents: u64,
}

impl Document {
    /// Opens everything that is nested in this document, and calls `visit` with each document: first a
    /// document, then those nested in it. Returns the limit that was reached, if any.
    ///
    /// At most one document per level is in memory.
    ///
    /// ```
    /// use bytescope::nested::NestedOptions;
    /// use bytescope::{Document, Formats};
    /// use std::ops::ControlFlow;
    ///
    /// let doc = Document::open("samples/gzip/png.tar.gz")?;
    /// let mut found = Vec::new();
    /// doc.walk_nested(&Formats::default(), NestedOptions::default(), &mut |inner| {
    ///     found.push(inner.format().name().to_owned());
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!(found, ["tar", "png"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn walk_nested(
        &self,
        formats: &Formats,
        options: NestedOptions,
        visit: &mut dyn FnMut(&Self) -> ControlFlow<()>,
    ) -> Option<Fault> {
        let Limits { decompressed, .. } = self.limits();
        let size = (self.bytes().len() as u64).saturating_mul(MAX_RATIO);
        let max = options.max_bytes.unwrap_or(decompressed.saturating_mul(MAX_LIMITS).max(size));
        let mut walk =
            NestedWalk { formats, visit, max_level: options.max_level, max, used: 0, limit: None };
        let _: ControlFlow<()> = walk.document(self);
        walk.limit
    }

    /// Checks everything that is nested in this document, and returns up to `max` faults.
    pub fn check_nested(
        &self,
        formats: &Formats,
        options: NestedOptions,
        max: usize,
    ) -> NestedFaults {
        let mut found = NestedFaults::default();
        let reached = self.walk_nested(formats, options, &mut |doc| {
            let Some(location) = doc.location() else { return ControlFlow::Continue(()) };
            found.num_documents = found.num_documents.saturating_add(1);
            let buffer = location.buffer();
            let limit = location
                .limit()
                .map(|max| (String::new(), Fault::limit_reached(Limit::Decompressed, 0, max)));
            let left = max.saturating_sub(found.faults.len());
            let listed = doc.check_all(left);
            found.num_others = found.num_others.saturating_add(listed.num_others);
            let faults = listed.faults.into_iter().chain(limit);
            found.faults.extend(faults.map(|(path, fault)| NestedFault {
                path: location.path_of(&path),
                buffer,
                fault,
            }));
            ControlFlow::Continue(())
        });
        found.faults.extend(reached.map(|fault| NestedFault {
            path: String::new(),
            buffer: None,
            fault,
        }));
        found
    }
}

struct NestedWalk<'w> {
    formats: &'w Formats,
    visit: &'w mut dyn FnMut(&Document) -> ControlFlow<()>,
    max_level: u32,
    /// Maximum total size of the documents in bytes.
    max: u64,
    /// Total size of the documents up to now.
    used: u64,
    /// Limit that was reached.
    limit: Option<Fault>,
}

impl NestedWalk<'_> {
    fn document(&mut self, doc: &Document) -> ControlFlow<()> {
        self.node(doc, doc.tree(), "")
    }

    fn node(&mut self, doc: &Document, node: &Node, path: &str) -> ControlFlow<()> {
        if !path.is_empty() && self.open(doc, node, path)? {
            return ControlFlow::Continue(());
        }
        if let Value::Table(rows) = &node.value
            && may_contain(doc, rows)
        {
            for row in doc.rows(rows) {
                self.node(doc, &row, &row.path_below(path))?;
            }
        }
        for child in node.children_besides_rows() {
            if may_be_above(doc, child) {
                self.node(doc, child, &child.path_below(path))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Opens the content of a field. Returns false if it has none.
    fn open(&mut self, doc: &Document, node: &Node, path: &str) -> ControlFlow<(), bool> {
        if !doc.may_have_nested(node) {
            return ControlFlow::Continue(false);
        }
        let Some(inner) = doc.nested(path, node, self.formats) else {
            return ControlFlow::Continue(false);
        };
        if inner.level() > self.max_level {
            let max = self.max_level;
            let fault = Fault::limit_reached(Limit::Depth, 0, max.into());
            self.limit.get_or_insert(fault);
            return ControlFlow::Continue(true);
        }
        self.used = self.used.saturating_add(inner.bytes().len() as u64);
        if self.used > self.max {
            self.limit = Some(Fault::soft(
                FaultKind::Limit(Limit::Decompressed),
                0,
                format!(
                    "{}; the rest of the nested content was not opened",
                    Limit::Decompressed.message(self.max)
                ),
            ));
            return ControlFlow::Break(());
        }
        (self.visit)(&inner)?;
        self.document(&inner)?;
        ControlFlow::Continue(true)
    }
}

/// True if a node or its descendants may have nested content.
fn may_be_above(doc: &Document, node: &Node) -> bool {
    node.value.is_container() || !node.children.is_empty() || doc.may_have_nested(node)
}

/// True if rows of a table may have nested content. Fixed-size records have the same fields.
fn may_contain(doc: &Document, rows: &TableRows) -> bool {
    if rows.stride().is_none() {
        return true;
    }
    let first = rows.get(doc.buffers(), 0, doc.limits());
    let mut found = false;
    if let Some(row) = first {
        row.walk(&mut |_, node| found |= doc.may_have_nested(node));
    }
    found
}
