//! Everything that is nested in a document.

use super::address;
use crate::document::Document;
use crate::format::Formats;
use bytescope_inspect::{ContentCoding, Fault, FaultKind, Limit, Node, TableRows, Value};
use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

/// Maximum total size of nested content by default, in multiples of the maximum size of decompressed
/// data.
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
    /// [`Limits::decompressed`](crate::inspect::Limits::decompressed), or 100 times the size of the
    /// file if this is more.
    pub max_bytes: Option<u64>,
}

impl Default for NestedOptions {
    fn default() -> Self {
        Self { max_level: 8, max_bytes: None }
    }
}

/// Work that may still be done to open what is nested in a document.
#[derive(Debug)]
pub struct NestedBudget {
    max_level: u32,
    /// Maximum total size of the documents in bytes.
    max: u64,
    /// Total size of the documents up to now.
    used: Cell<u64>,
    /// Limit that was reached.
    limit: RefCell<Option<Fault>>,
}

impl NestedBudget {
    /// Creates the budget for a document.
    pub fn new(doc: &Document, options: NestedOptions) -> Self {
        let size = (doc.bytes().len() as u64).saturating_mul(MAX_RATIO);
        let default = doc.limits().decompressed.saturating_mul(MAX_LIMITS).max(size);
        Self {
            max_level: options.max_level,
            max: options.max_bytes.unwrap_or(default),
            used: Cell::default(),
            limit: RefCell::default(),
        }
    }

    /// Returns the limit that was reached, if any.
    pub fn limit(&self) -> Option<Fault> {
        self.limit.borrow().clone()
    }

    /// Opens the content of a field, unless a limit is reached.
    pub(crate) fn open(
        &self,
        doc: &Document,
        node: &Node,
        path: &str,
        formats: &Formats,
    ) -> Option<Document> {
        if self.used.get() > self.max || !doc.may_have_nested(node) {
            return None;
        }
        let inner = doc.nested(path, node, formats)?;
        let used = self.used.get().saturating_add(inner.bytes().len() as u64);
        self.used.set(used);
        let limit = if inner.level() > self.max_level {
            Some((Limit::Depth, u64::from(self.max_level)))
        } else {
            (used > self.max).then_some((Limit::Decompressed, self.max))
        };
        let Some((limit, max)) = limit else { return Some(inner) };
        let message =
            format!("{}; the rest of the nested content was not opened", limit.message(max));
        let fault = Fault::soft(FaultKind::Limit(limit), 0, message);
        self.limit.borrow_mut().get_or_insert(fault);
        None
    }

    /// True if nothing more can be opened.
    fn is_exhausted(&self) -> bool {
        self.used.get() > self.max
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

impl NestedFault {
    /// Returns the offset of the fault with its buffer: `deflate:0x10`.
    pub fn address(&self) -> String {
        address(self.buffer, self.fault.offset)
    }
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

/// Function that processes a document nested in the field with a path.
type VisitNested<'v> = dyn FnMut(&str, &Node, Document) -> ControlFlow<()> + 'v;

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
    /// let doc = Document::open("samples/gzip/nested.tar.gz")?;
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
        let budget = NestedBudget::new(self, options);
        let _: ControlFlow<()> = walk(self, formats, &budget, visit);
        budget.limit()
    }

    /// Opens what is nested in a field or below it, but not what is nested in that, and calls `visit`
    /// with the path of the field, the field and the document.
    pub fn nested_below(
        &self,
        path: &str,
        node: &Node,
        formats: &Formats,
        budget: &NestedBudget,
        visit: &mut VisitNested<'_>,
    ) -> ControlFlow<()> {
        NestedSearch { doc: self, formats, budget, visit }.node(node, path)
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
            let limit = |max| (String::new(), Fault::limit_reached(Limit::Decompressed, 0, max));
            let limit = location.limit().map(limit);
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
        let limit = |fault| NestedFault { path: String::new(), buffer: None, fault };
        found.faults.extend(reached.map(limit));
        found
    }
}

fn walk(
    doc: &Document,
    formats: &Formats,
    budget: &NestedBudget,
    visit: &mut dyn FnMut(&Document) -> ControlFlow<()>,
) -> ControlFlow<()> {
    doc.nested_below("", doc.tree(), formats, budget, &mut |_, _, inner| {
        visit(&inner)?;
        walk(&inner, formats, budget, visit)
    })
}

/// Search for nested documents in one document.
struct NestedSearch<'s, 'v> {
    doc: &'s Document,
    formats: &'s Formats,
    budget: &'s NestedBudget,
    visit: &'s mut VisitNested<'v>,
}

impl NestedSearch<'_, '_> {
    fn node(&mut self, node: &Node, path: &str) -> ControlFlow<()> {
        if self.budget.is_exhausted() {
            return ControlFlow::Break(());
        }
        let doc = self.doc;
        if !path.is_empty()
            && let Some(inner) = self.budget.open(doc, node, path, self.formats)
        {
            return (self.visit)(path, node, inner);
        }
        if let Value::Table(rows) = &node.value
            && may_contain(doc, rows)
        {
            for row in doc.rows(rows) {
                self.node(&row, &row.path_below(path))?;
            }
        }
        for child in node.children_besides_rows() {
            if may_be_above(doc, child) {
                self.node(child, &child.path_below(path))?;
            }
        }
        ControlFlow::Continue(())
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
