//! Fields in the page.

use super::HtmlView;
use super::bytes::ByteRanges;
use crate::view::value::{describe, set_flags, summary_of};
use bytescope_inspect::checksum::display_name;
use bytescope_inspect::{
    BufferId, Buffers, Grouped, Meta, MetaRef, Node, TableRows, Value, Verified, escape,
};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

/// Smallest number of items at the start of a list.
const MIN_ITEMS: u64 = 4;

/// Maximum length in characters of the summary of a structure.
const MAX_SUMMARY: usize = 120;

/// Maximum number of fields considered for a summary.
const MAX_SUMMARIZED: usize = 24;

/// Maximum number of fields in the summary of a structure.
const MAX_SUMMARY_FIELDS: usize = 6;

/// A field as JSON. Keys are short because there are many fields.
#[derive(Serialize)]
struct PageNode<'n> {
    /// Level; the root has level 0.
    d: u32,
    /// Index of the metadata.
    m: usize,
    /// Index in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    i: Option<u64>,
    /// Buffer.
    #[serde(skip_serializing_if = "is_zero")]
    b: u32,
    /// Offset in the buffer, without the offset of the source in its file.
    s: u64,
    /// Size in bytes.
    l: u64,
    /// Bits, for a field that is a part of its bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<String>,
    /// Style of the value.
    #[serde(skip_serializing_if = "str::is_empty")]
    k: &'static str,
    /// Value.
    #[serde(skip_serializing_if = "str::is_empty")]
    v: &'n str,
    /// Description of the value.
    #[serde(skip_serializing_if = "str::is_empty")]
    e: &'n str,
    /// Note.
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<&'n str>,
    /// Verified checksum or length.
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<String>,
    /// Fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    f: Option<String>,
    /// True if stored out of line.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    o: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "signature required by serde")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Writer of the fields.
pub(super) struct PageTree<'t, W> {
    view: &'t HtmlView<'t>,
    out: &'t mut W,
    ranges: &'t mut ByteRanges,
    /// Metadata of the fields.
    pub(super) metas: Vec<MetaRef>,
    /// Indices in `metas`, which keeps the metadata alive.
    known: HashMap<*const Meta, usize>,
    /// Indices of the fields with a fault, by path.
    pub(super) fault_nodes: HashMap<String, usize>,
    /// Invalid rows, by path of the table.
    rows: HashMap<String, BTreeSet<u64>>,
    /// Number of items at the start of a list.
    head: u64,
    count: usize,
    /// Number of elements in the JSON.
    written: usize,
    pub(super) num_omitted: u64,
}

impl<'t, W: Write> PageTree<'t, W> {
    pub(super) fn new(view: &'t HtmlView<'t>, out: &'t mut W, ranges: &'t mut ByteRanges) -> Self {
        let mut rows: HashMap<String, BTreeSet<u64>> = HashMap::new();
        for (path, _) in view.faults {
            for (at, _) in path.match_indices('[') {
                let (table, rest) = path.split_at(at);
                let index = rest.trim_start_matches('[').split(']').next().unwrap_or_default();
                if let Ok(index) = index.parse() {
                    rows.entry(table.to_owned()).or_default().insert(index);
                }
            }
        }
        Self {
            view,
            out,
            ranges,
            metas: Vec::new(),
            known: HashMap::new(),
            fault_nodes: HashMap::new(),
            rows,
            head: view.options.max_items,
            count: 0,
            written: 0,
            num_omitted: 0,
        }
    }

    /// Writes all fields in display order, each before the fields in it.
    pub(super) fn write(&mut self) -> io::Result<()> {
        let max = self.view.options.max_fields;
        while self.head > MIN_ITEMS && self.size(self.view.node, max) > max {
            // A list with more items than fields in the page cannot be complete.
            self.head = (self.head / 2).min(max as u64);
        }
        self.node(self.view.node, "", 0)
    }

    /// Counts the fields below a node; stops above `max`.
    fn size(&self, node: &Node, max: usize) -> usize {
        let mut size = 1_usize;
        if let Value::Table(rows) = &node.value
            && rows.count() > 0
        {
            let context = self.view.context;
            let row = rows.get(context.bytes, 0, context.limits);
            let row = row.map_or(1, |row| self.size(&row, max));
            let shown = usize::try_from(rows.count().min(self.head)).unwrap_or(usize::MAX);
            size = size.saturating_add(row.saturating_mul(shown));
        }
        let is_list = matches!(node.value, Value::List);
        for (position, child) in node.children_besides_rows().enumerate() {
            if size > max || is_list && position as u64 > self.head {
                break;
            }
            size = size.saturating_add(self.size(child, max.saturating_sub(size)));
        }
        size
    }

    /// Writes a node and the fields in it.
    fn node(&mut self, node: &Node, path: &str, level: u32) -> io::Result<()> {
        let position = self.element(node, level)?;
        if node.fault().is_some() {
            self.fault_nodes.entry(path.to_owned()).or_insert(position);
        }
        let below = level.saturating_add(1);
        if self.view.options.depth.is_some_and(|depth| level >= depth) {
            return Ok(());
        }
        if let Value::Table(rows) = &node.value {
            self.rows(rows, path, below)?;
        }
        let is_list = matches!(node.value, Value::List);
        let last = node.children.iter().rev().find_map(|child| child.index);
        let num_items = if is_list { node.num_items().unwrap_or(0) } else { 0 };
        let mut fillers = 0_u64;
        let mut hidden = Hidden::default();
        for child in node.children_besides_rows() {
            let is_over = is_list
                && match child.index {
                    Some(index) => {
                        num_items > self.head && index >= self.head && Some(index) != last
                    }
                    None => {
                        fillers = fillers.saturating_add(1);
                        fillers > self.head
                    }
                };
            let is_full = self.count >= self.view.options.max_fields;
            let is_omitted = (is_over || is_full) && !(child.has_fault() && self.has_space());
            if is_omitted {
                hidden.add(child.index);
                continue;
            }
            self.elided(&mut hidden, below)?;
            let path = child.path_below(path);
            self.node(child, &path, below)?;
        }
        self.elided(&mut hidden, below)
    }

    /// Writes the first rows, the invalid ones and the last one.
    fn rows(&mut self, rows: &TableRows, path: &str, level: u32) -> io::Result<()> {
        let context = self.view.context;
        let mut indices = self.rows.remove(path).unwrap_or_default();
        indices.retain(|index| *index < rows.count() && *index >= self.head);
        indices.extend(rows.count().checked_sub(1).filter(|last| *last >= self.head));
        let first = 0..rows.count().min(self.head);
        let mut next = 0_u64;
        for index in first.chain(indices) {
            let is_full = self.count >= self.view.options.max_fields;
            if is_full && (index < self.head || !self.has_space()) {
                continue;
            }
            let Some(row) = rows.get(context.bytes, index, context.limits) else { continue };
            self.gap(next, index, level)?;
            next = index.saturating_add(1);
            self.node(&row, &row.path_below(path), level)?;
        }
        self.gap(next, rows.count(), level)
    }

    /// True if invalid fields can be added to a page that has the maximum number of fields.
    fn has_space(&self) -> bool {
        self.count < self.view.options.max_fields.saturating_mul(2)
    }

    /// Writes an element for omitted rows.
    fn gap(&mut self, from: u64, to: u64, level: u32) -> io::Result<()> {
        let last = to.saturating_sub(1);
        let count = to.saturating_sub(from);
        let indices = (count > 0).then_some((from, last));
        self.elided(&mut Hidden { count, indices }, level)
    }

    /// Writes an element for omitted items or fields, if there are any.
    fn elided(&mut self, hidden: &mut Hidden, level: u32) -> io::Result<()> {
        let Hidden { count, indices } = std::mem::take(hidden);
        if count == 0 {
            return Ok(());
        }
        self.num_omitted = self.num_omitted.saturating_add(count);
        let what = match indices {
            Some((from, to)) if from == to => format!("[{from}] not included"),
            Some((from, to)) => {
                format!("{} items not included, [{from}] to [{to}]", Grouped(count))
            }
            None => format!("{} fields not included", Grouped(count)),
        };
        self.separator()?;
        write!(self.out, "{{\"d\":{level},\"t\":{}}}", serde_json::Value::from(what))
    }

    fn separator(&mut self) -> io::Result<()> {
        super::separator(self.out, self.written)?;
        self.written = self.written.saturating_add(1);
        Ok(())
    }

    /// Writes a node. Returns its position.
    fn element(&mut self, node: &Node, level: u32) -> io::Result<usize> {
        let position = self.written;
        self.separator()?;
        self.count = self.count.saturating_add(1);
        let context = self.view.context;
        let declared = if level > 0 { summary_of(node, context) } else { None };
        let mut value = match &declared {
            Some(summary) => escape(summary).into_owned(),
            None => description(node, context.bytes),
        };
        let is_unnamed = value.is_empty() && !node.children.is_empty() && level > 0;
        if is_unnamed {
            value = summary(node, context.bytes);
        }
        let is_summary = is_unnamed || declared.is_some();
        let extra = node.extra.as_deref();
        let meaning = match &node.value {
            Value::Label(label) => escape(&label.doc),
            _ => "".into(),
        };
        let flags = if node.note().is_none() { set_flags(node) } else { None };
        let note = node.note().or(flags.as_deref()).filter(|note| !note.is_empty()).map(escape);
        let span = node.span;
        let bits = match extra.and_then(|extra| extra.bits) {
            Some((low, high)) => Some(bit_range(low, high)),
            None if !span.bit_start.is_multiple_of(8) || !span.bit_len.is_multiple_of(8) => {
                Some(format!("{} bits from bit {}", span.bit_len, span.bit_start % 8))
            }
            None => None,
        };
        let element = PageNode {
            d: level,
            m: self.meta(&node.meta),
            i: node.index,
            b: span.buffer.0,
            s: span.start(),
            l: span.len(),
            x: bits,
            k: style(node, is_summary),
            v: &value,
            e: &meaning,
            n: note.as_deref(),
            c: extra.and_then(|extra| extra.verified).map(verified),
            f: node.fault().map(|fault| {
                let base = if span.buffer == BufferId::SOURCE { context.base } else { 0 };
                let at = match fault.offset == span.start() {
                    true => String::new(),
                    false => format!(" (at {:#x})", fault.offset.saturating_add(base)),
                };
                escape(&format!("{}{at}", self.view.message(fault))).into_owned()
            }),
            o: node.is_out_of_line(),
        };
        serde_json::to_writer(&mut *self.out, &element)?;
        if !node.value.is_container() && !node.is_hidden() {
            self.ranges.add(span, self.view.options.max_field_bytes);
            let content = node.content();
            if content.buffer != span.buffer {
                self.ranges.add(content, self.view.options.max_field_bytes);
            }
        }
        Ok(position)
    }

    /// Returns the index of metadata.
    fn meta(&mut self, meta: &MetaRef) -> usize {
        let metas = &mut self.metas;
        *self.known.entry(&raw const **meta).or_insert_with(|| {
            metas.push(meta.clone());
            metas.len().saturating_sub(1)
        })
    }
}

/// Omitted children.
#[derive(Default)]
struct Hidden {
    count: u64,
    /// Indices of the first and last omitted item.
    indices: Option<(u64, u64)>,
}

impl Hidden {
    fn add(&mut self, index: Option<u64>) {
        self.count = self.count.saturating_add(1);
        if let Some(index) = index {
            self.indices = Some((self.indices.map_or(index, |indices| indices.0), index));
        }
    }
}

/// Returns the name of the style of a value.
fn style(node: &Node, is_summary: bool) -> &'static str {
    match node.value {
        _ if is_summary => "summary",
        _ if node.is_filler() => "filler",
        Value::Label(_) => "label",
        Value::Text(_) => "text",
        Value::Group | Value::List | Value::Table(_) | Value::Bytes => "size",
        _ => "",
    }
}

fn bit_range(low: u8, high: u8) -> String {
    let last = high.saturating_sub(1);
    if low == last { format!("bit {low}") } else { format!("bits {low}–{last}") }
}

fn verified(verified: Verified) -> String {
    match verified {
        Verified::Checksum(name) => display_name(name).to_string(),
        rule => rule.rule().to_owned(),
    }
}

/// Returns a short description of the value.
fn description(node: &Node, bytes: Buffers<'_>) -> String {
    let mut value = Vec::new();
    describe(&mut value, node, bytes.of(node.content()));
    String::from_utf8_lossy(&value).into_owned()
}

/// Returns a summary of a structure that declares none: names and values of some of its fields, text and names first.
fn summary(node: &Node, bytes: Buffers<'_>) -> String {
    let mut fields: Vec<&Node> = Vec::new();
    let mut nodes: Vec<&Node> = node.children.iter().rev().collect();
    while let Some(node) = nodes.pop() {
        if fields.len() >= MAX_SUMMARIZED {
            break;
        }
        let is_group = matches!(node.value, Value::Group);
        let is_constant = node.meta.ty == "constant";
        let verified = node.extra.as_deref().and_then(|extra| extra.verified);
        if is_group && node.children.len() <= MAX_SUMMARIZED {
            nodes.extend(node.children.iter().rev());
        } else if !node.value.is_container()
            && !node.is_filler()
            && !is_constant
            && !matches!(verified, Some(Verified::Checksum(_)))
        {
            fields.push(node);
        }
    }
    fields.sort_by_key(|field| match field.value {
        Value::Text(_) => 0,
        Value::Label(_) => 1,
        _ => 2,
    });
    let fields = fields
        .into_iter()
        .take(MAX_SUMMARY_FIELDS)
        .map(|field| format!("{} {}", escape(&field.meta.name), description(field, bytes)));
    let text = fields.collect::<Vec<_>>().join(", ");
    match text.char_indices().nth(MAX_SUMMARY) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
