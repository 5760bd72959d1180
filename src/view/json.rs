//! Trees as JSON: plain values, or full details of each field.

use super::FaultView;
use bytescope_inspect::{
    BufferId, Buffers, Fault, FaultKind, Limits, Node, NonFinite, Span, TableRows, Value, Verified,
};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt;

/// Context of a node, for views.
#[derive(Clone, Copy, Debug)]
pub struct JsonContext<'v> {
    /// Buffers in which spans are resolved.
    pub bytes: Buffers<'v>,
    /// Resource limits for reading table rows.
    pub limits: Limits,
    /// Offset of the source in its file, which is added to all offsets in the source.
    pub base: u64,
}

impl JsonContext<'_> {
    /// Returns the offset of a span in the file, or in its derived buffer.
    pub fn offset(&self, span: Span) -> u64 {
        let base = if span.buffer == BufferId::SOURCE { self.base } else { 0 };
        span.start().saturating_add(base)
    }
}

/// A node as a plain value: structures as objects, bytes as hex, enum values as names.
///
/// Information about the whole file is stored in the root under keys that start with `$`.
#[derive(Clone, Copy, Debug)]
pub struct PlainView<'v> {
    /// The node.
    pub node: &'v Node,
    /// Context of the node.
    pub context: JsonContext<'v>,
    /// Name of the file, if several are shown.
    pub file: Option<&'v str>,
    /// Summary of the file, stored if the node is a structure.
    pub summary: Option<&'v str>,
    /// Faults of the file.
    pub faults: &'v [(String, Fault)],
    /// Bytes of the file that its values do not determine: [`Document::remainder`].
    ///
    /// [`Document::remainder`]: crate::Document::remainder
    pub rest: Option<&'v serde_json::Value>,
}

impl<'v> PlainView<'v> {
    /// Creates the view of a node without information about its file.
    pub fn new(node: &'v Node, context: JsonContext<'v>) -> Self {
        Self { node, context, file: None, summary: None, faults: &[], rest: None }
    }

    fn child(&self, node: &'v Node) -> Self {
        Self { node, file: None, summary: None, faults: &[], rest: None, ..*self }
    }

    fn file_faults<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let is_limit = |found: &&(String, Fault)| found.1.limit().is_some();
        let faults: Vec<_> =
            self.faults.iter().filter(|found| !is_limit(found)).map(FaultView::of).collect();
        if let Some(first) = faults.first() {
            map.serialize_entry("$error", first)?;
        }
        if faults.len() > 1 {
            map.serialize_entry("$errors", &faults)?;
        }
        if let Some(limit) = self.faults.iter().find(is_limit) {
            map.serialize_entry("$complete", &false)?;
            map.serialize_entry("$limit", &FaultView::of(limit))?;
        }
        Ok(())
    }
}

impl Serialize for PlainView<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let node = self.node;
        let has_file_keys = self.file.is_some() || !self.faults.is_empty();
        if let Some(fault) = failed(node) {
            let mut map = to.serialize_map(Some(1))?;
            map.serialize_entry(fault_key(fault), &fault.to_string())?;
            return map.end();
        }
        let is_leaf = !node.value.is_container() && !has_file_keys;
        if let Some(fault) = node.fault().filter(|_| is_leaf && node.is_hidden()) {
            let mut map = to.serialize_map(Some(1))?;
            map.serialize_entry(fault_key(fault), &fault.to_string())?;
            return map.end();
        }
        match &node.value {
            Value::Group => {
                let mut map = to.serialize_map(None)?;
                if node.children.is_empty()
                    && !has_file_keys
                    && let Some(fault) = node.fault()
                {
                    map.serialize_entry(fault_key(fault), &fault.to_string())?;
                    return map.end();
                }
                if let Some(file) = self.file {
                    map.serialize_entry("$file", file)?;
                }
                if let Some(summary) = self.summary {
                    map.serialize_entry("$summary", summary)?;
                }
                for child in node.children.iter().filter(|c| !c.is_filler()) {
                    map.serialize_entry(&child.meta.name, &self.child(child))?;
                    if let Some(target) = child.target() {
                        map.serialize_entry(&format!("${}", child.meta.name), target)?;
                    }
                }
                if let Some(rest) = self.rest {
                    map.serialize_entry("$rest", rest)?;
                }
                self.file_faults(&mut map)?;
                map.end()
            }
            // Wraps a value that is not an object, to add the keys of the file.
            _ if has_file_keys => {
                let mut map = to.serialize_map(None)?;
                if let Some(file) = self.file {
                    map.serialize_entry("$file", file)?;
                }
                map.serialize_entry("$value", &self.child(node))?;
                self.file_faults(&mut map)?;
                map.end()
            }
            Value::List => to.collect_seq(
                node.children.iter().filter(|c| !c.is_filler()).map(|c| self.child(c)),
            ),
            Value::Table(rows) => self.rows(rows, to),
            Value::Null => to.serialize_unit(),
            Value::Bool(v) => to.serialize_bool(*v),
            Value::Ref(path) => {
                let mut map = to.serialize_map(Some(1))?;
                map.serialize_entry("$ref", path)?;
                map.end()
            }
            Value::UInt(v) => to.serialize_u64(*v),
            Value::Int(v) => to.serialize_i64(*v),
            Value::F32(v) if v.is_finite() => to.serialize_f32(*v),
            Value::F64(v) if v.is_finite() => to.serialize_f64(*v),
            Value::F32(v) => to.serialize_str(&NonFinite::from(*v).to_string()),
            Value::F64(v) => to.serialize_str(&NonFinite::from(*v).to_string()),
            Value::Text(_) if node.extra.as_ref().is_some_and(|e| e.lossy) => {
                let mut map = to.serialize_map(Some(1))?;
                map.serialize_entry("$hex", &AsText(Hex(self.context.bytes.of(node.span))))?;
                map.end()
            }
            Value::Text(text) => to.serialize_str(text),
            Value::Label(label) => to.serialize_str(&label.name),
            Value::Bytes => to.collect_str(&Hex(self.context.bytes.of(node.content()))),
        }
    }
}

/// Returns the key of a fault that replaces a value.
fn fault_key(fault: &Fault) -> &'static str {
    if fault.limit().is_some() { "$limit" } else { "$error" }
}

/// Returns the fault that prevented reading an instance. Faults of nested instances are ignored.
fn failed(node: &Node) -> Option<&Fault> {
    fn first(node: &Node) -> Option<&Fault> {
        let fails = |f: &&Fault| !matches!(f.kind, FaultKind::Mismatch | FaultKind::Uncovered);
        let below = || node.children.iter().filter(|c| !c.is_out_of_line()).find_map(first);
        node.fault().filter(fails).or_else(below)
    }
    if node.is_out_of_line() { first(node) } else { None }
}

impl PlainView<'_> {
    fn rows<S: Serializer>(&self, rows: &TableRows, to: S) -> Result<S::Ok, S::Error> {
        let mut seq = to.serialize_seq(None)?;
        for row in rows.rows(self.context.bytes, 0..rows.count(), self.context.limits) {
            let view = PlainView { node: &row, ..self.child(self.node) };
            seq.serialize_element(&view)?;
        }
        for rest in self.node.children_besides_rows().filter(|c| !c.is_filler()) {
            seq.serialize_element(&self.child(rest))?;
        }
        seq.end()
    }
}

/// Returns a non-finite number, which JSON lacks, as a string that Python and JavaScript can parse.
pub(super) fn not_finite(value: f64) -> &'static str {
    match (value.is_nan(), value > 0.0) {
        (true, _) => "NaN",
        (false, true) => "Infinity",
        (false, false) => "-Infinity",
    }
}

/// Bytes as lowercase hex, encoded in chunks.
pub(super) struct Hex<'b>(pub(super) &'b [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; 1024];
        for chunk in self.0.chunks(digits.len() / 2) {
            let space = digits.get_mut(..chunk.len() * 2).unwrap_or_default();
            hex::encode_to_slice(chunk, space).map_err(|_| fmt::Error)?;
            f.write_str(std::str::from_utf8(space).map_err(|_| fmt::Error)?)?;
        }
        Ok(())
    }
}

/// A node and its fields, recursively, with full details.
#[derive(Clone, Copy, Debug)]
pub struct FullView<'v> {
    /// The node.
    pub node: &'v Node,
    /// Path of the node.
    pub path: &'v str,
    /// Context of the node.
    pub context: JsonContext<'v>,
    /// Name of the file, if several are shown.
    pub file: Option<&'v str>,
    /// False if a limit was reached before the whole file was read.
    pub complete: bool,
}

impl Serialize for FullView<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (node, bytes) = (self.node, self.context.bytes);
        let mut map = to.serialize_map(None)?;
        if let Some(file) = self.file {
            map.serialize_entry("$file", file)?;
        }
        if !self.complete {
            map.serialize_entry("$complete", &false)?;
        }
        map.serialize_entry("path", self.path)?;
        map.serialize_entry("type", &node.meta.ty)?;
        if node.span.buffer.0 > 0 {
            map.serialize_entry("buffer", &node.span.buffer.0)?;
        }
        map.serialize_entry("offset", &self.context.offset(node.span))?;
        map.serialize_entry("size", &node.span.len())?;
        if !node.span.bit_start.is_multiple_of(8) || !node.span.bit_len.is_multiple_of(8) {
            map.serialize_entry("bit_offset", &(node.span.bit_start % 8))?;
            map.serialize_entry("bit_size", &node.span.bit_len)?;
        }
        let leaf = !node.value.is_container();
        if leaf && !node.is_hidden() {
            map.serialize_entry("raw", &AsText(Hex(bytes.of(node.span))))?;
            let plain = PlainView::new(node, self.context);
            match &node.value {
                Value::Label(label) => {
                    map.serialize_entry("value", &label.raw)?;
                    map.serialize_entry("label", &label.name)?;
                }
                Value::Bytes if node.content() == node.span => {}
                _ => map.serialize_entry("value", &plain)?,
            }
        }
        self.remarks(&mut map)?;
        if let Value::Table(rows) = &node.value {
            map.serialize_entry("fields", &FullRows { view: self, rows })?;
        } else if !node.children.is_empty() || !leaf {
            map.serialize_entry("fields", &FullChildren(self))?;
        }
        map.end()
    }
}

impl FullView<'_> {
    fn remarks<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut text = |key: &str, value: Option<&str>| match value {
            Some(value) if !value.is_empty() => map.serialize_entry(key, value),
            _ => Ok(()),
        };
        let (meta, extra) = (&self.node.meta, self.node.extra.as_deref());
        text("summary", self.node.summary(self.context.bytes, self.context.limits).as_deref())?;
        text("unit", Some(&meta.unit))?;
        text("variant", extra.and_then(|e| e.variant))?;
        text("target", self.node.target())?;
        text("mapped", extra.and_then(|e| e.mapped.as_deref()))?;
        text("note", extra.and_then(|e| e.note.as_deref()))?;
        text("verified", extra.and_then(|e| e.verified).map(Verified::rule))?;
        text("doc", Some(&meta.doc))?;
        if let Some((lo, hi)) = extra.and_then(|e| e.bits) {
            map.serialize_entry("bits", &[lo, hi])?;
        }
        if let Some(fault) = self.node.fault() {
            let offset = self.context.base.saturating_add(fault.offset);
            let fault = fault.clone().at(offset);
            let key = if fault.limit().is_some() { "limit" } else { "error" };
            map.serialize_entry(key, &FaultView::new(self.path, &fault))?;
        }
        Ok(())
    }

    /// Appends a child of the node.
    fn child<S: SerializeSeq>(&self, seq: &mut S, node: &Node) -> Result<(), S::Error> {
        let path = &node.path_below(self.path);
        seq.serialize_element(&FullView {
            node,
            path,
            context: self.context,
            file: None,
            complete: true,
        })
    }
}

struct FullChildren<'v>(&'v FullView<'v>);

impl Serialize for FullChildren<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut seq = to.serialize_seq(Some(self.0.node.children.len()))?;
        for child in &self.0.node.children {
            self.0.child(&mut seq, child)?;
        }
        seq.end()
    }
}

struct FullRows<'v> {
    view: &'v FullView<'v>,
    rows: &'v TableRows,
}

impl Serialize for FullRows<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut seq = to.serialize_seq(None)?;
        let context = self.view.context;
        for row in self.rows.rows(context.bytes, 0..self.rows.count(), context.limits) {
            self.view.child(&mut seq, &row)?;
        }
        for rest in self.view.node.children_besides_rows() {
            self.view.child(&mut seq, rest)?;
        }
        seq.end()
    }
}

/// A value in its `Display` format, as a JSON string.
struct AsText<T>(T);

impl<T: fmt::Display> Serialize for AsText<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}
