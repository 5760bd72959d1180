//! A field tree as a self-contained HTML page: tree and hex side by side.
//!
//! The page needs no network. The tree and the bytes are JSON in the page, from which its script creates
//! the visible part only, so the size of the page is limited, not that of the file.

mod bytes;
mod text;
mod tree;

#[cfg(test)]
mod tests;

use super::json::JsonContext;
use crate::Document;
use bytes::ByteRanges;
use bytescope_inspect::{Buffers, Fault, Grouped, Limit, Node, Quantity, escape};
use std::collections::HashMap;
use std::io::{self, Write};
use text::{Html, PageText};
use tree::PageTree;

/// Style sheet of the page.
const STYLE: &str = include_str!("page.css");

/// Script of the page.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("model.js"),
    include_str!("tree.js"),
    include_str!("hex.js"),
    include_str!("search.js"),
    include_str!("page.js"),
);

/// Hashes of style sheet and script for the content security policy. A test compares them.
const STYLE_HASH: &str = include_str!("style.sha256");
/// See [`STYLE_HASH`].
const SCRIPT_HASH: &str = include_str!("script.sha256");

/// Version of the data in the page.
const VERSION: u32 = 1;

/// Options of an [`HtmlView`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct HtmlOptions {
    /// Maximum number of fields in the page. Of long lists, items in the middle are omitted first.
    /// Invalid fields are included beyond this number.
    pub max_fields: usize,
    /// Maximum number of items at the start of a list. The last item and invalid items are also
    /// included.
    pub max_items: u64,
    /// Maximum number of bytes in the hex view.
    pub max_bytes: u64,
    /// Maximum number of bytes of one field in the hex view, unless the file is small.
    pub max_field_bytes: u64,
    /// Maximum number of levels; unlimited if `None`.
    pub depth: Option<u32>,
    /// Text appended to the note on omitted fields and bytes.
    pub omitted_hint: &'static str,
    /// Text appended to a fault that is a reached limit.
    pub limit_hint: Option<fn(Limit) -> &'static str>,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self {
            max_fields: 10_000,
            max_items: 64,
            max_bytes: 256 << 10,
            max_field_bytes: 256,
            depth: None,
            omitted_hint: "",
            limit_hint: None,
        }
    }
}

impl HtmlOptions {
    /// Returns options with the largest page that browsers can show.
    #[must_use]
    pub fn complete(self) -> Self {
        Self {
            max_fields: 400_000,
            max_items: u64::MAX,
            max_bytes: 8 << 20,
            max_field_bytes: u64::MAX,
            ..self
        }
    }
}

/// A tree as an HTML page.
///
/// ```
/// use bytescope::Document;
/// use bytescope::view::{HtmlOptions, HtmlView};
///
/// let doc = Document::open("samples/png/bad-crc.png")?;
/// let faults = doc.faults(100);
/// let mut page = Vec::new();
/// HtmlView::of(&doc, &faults, HtmlOptions::default()).write(&mut page)?;
/// assert!(page.starts_with(b"<!doctype html>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct HtmlView<'v> {
    /// Name of the file.
    pub name: &'v str,
    /// Summary of the file, or display name of the format.
    pub summary: String,
    /// Root of the tree.
    pub node: &'v Node,
    /// Context of the root.
    pub context: JsonContext<'v>,
    /// Faults of the file, with offsets in the file.
    pub faults: &'v [(String, Fault)],
    /// Options of the page.
    pub options: HtmlOptions,
}

impl<'v> HtmlView<'v> {
    /// Creates the view of a document with these faults.
    pub fn of(doc: &'v Document, faults: &'v [(String, Fault)], options: HtmlOptions) -> Self {
        Self {
            name: doc.name(),
            summary: doc.summary(),
            node: doc.tree(),
            context: doc.context(),
            faults,
            options,
        }
    }

    /// Writes the page.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let size = self.context.bytes.source.len() as u64;
        let subtitle = format!("{}, {}", self.summary, Quantity::bytes(size));
        let (verdict, class) = self.verdict();
        let start = self.name.rfind(['/', '\\']).map_or(0, |at| at.saturating_add(1));
        let (folder, name) = self.name.split_at(start);
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"bytescope {}\">\n<title>{} – bytescope</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n",
            SCRIPT_HASH.trim(),
            STYLE_HASH.trim(),
            env!("CARGO_PKG_VERSION"),
            Html(name),
        )?;
        write!(
            out,
            include_str!("body.html"),
            folder = Html(folder),
            name = Html(name),
            subtitle = Html(&subtitle),
            class = class,
            verdict = Html(&verdict),
        )?;
        self.fault_list(out)?;
        out.write_all(include_str!("panes.html").as_bytes())?;
        out.write_all(b"<script type=\"application/json\" id=\"data\">")?;
        self.data(&mut PageText(&mut *out))?;
        write!(out, "</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")
    }

    /// Returns the verdict on the file, and the name of its style.
    fn verdict(&self) -> (String, &'static str) {
        let faults = self.faults.iter().filter(|(_, fault)| fault.limit().is_none()).count();
        match (faults, self.faults.len()) {
            (0, 0) => ("no faults".to_owned(), "valid"),
            (0, _) => ("incomplete".to_owned(), "incomplete"),
            (n, _) => (Quantity::new(n as u64, "fault").to_string(), "invalid"),
        }
    }

    /// Writes the faults as a list that is readable without the script.
    fn fault_list(&self, out: &mut impl Write) -> io::Result<()> {
        if self.faults.is_empty() {
            return Ok(());
        }
        out.write_all(b"<section id=\"faults\" aria-label=\"Faults\">\n<ol>\n")?;
        for (path, fault) in self.faults {
            let path = if path.is_empty() { "file" } else { path };
            writeln!(
                out,
                "<li><button type=\"button\"><code>{}</code> <span class=\"at\">at {:#x}</span> \
                 <span class=\"message\">{}</span></button></li>",
                Html(path),
                fault.offset,
                Html(&self.message(fault)),
            )?;
        }
        out.write_all(b"</ol>\n</section>\n")
    }

    fn message(&self, fault: &Fault) -> String {
        let hint =
            fault.limit().zip(self.options.limit_hint).map_or("", |(limit, hint)| hint(limit));
        format!("{fault}{hint}")
    }

    /// Writes the data of the page as JSON.
    fn data(&self, out: &mut impl Write) -> io::Result<()> {
        let mut ranges = ByteRanges::default();
        write!(out, "{{\"version\":{VERSION},\"base\":{},\"nodes\":[", self.context.base)?;
        let (metas, fault_nodes, omitted) = {
            let mut tree = PageTree::new(self, &mut *out, &mut ranges);
            tree.write()?;
            (tree.metas, tree.fault_nodes, tree.num_omitted)
        };
        out.write_all(b"],\n\"metas\":[")?;
        for (index, meta) in metas.iter().enumerate() {
            separator(out, index)?;
            serde_json::to_writer(
                &mut *out,
                &[&meta.name, &meta.ty, &meta.doc, &meta.unit].map(|text| escape(text)),
            )?;
        }
        out.write_all(b"],\n\"faults\":[")?;
        self.fault_links(&fault_nodes, &mut ranges, out)?;
        out.write_all(b"],\n\"buffers\":[")?;
        let Buffers { source, .. } = self.context.bytes;
        let missing = ranges.write(self.context.bytes, &self.options, out)?;
        let notes = self.notes(omitted, missing, source.len() as u64);
        write!(out, "],\n\"note\":{}}}\n", serde_json::Value::from(notes))
    }

    /// Writes the node of each fault, or null.
    fn fault_links(
        &self,
        nodes: &HashMap<String, usize>,
        ranges: &mut ByteRanges,
        out: &mut impl Write,
    ) -> io::Result<()> {
        for (index, (path, fault)) in self.faults.iter().enumerate() {
            separator(out, index)?;
            match nodes.get(path) {
                Some(node) => write!(out, "{node}")?,
                None => out.write_all(b"null")?,
            }
            if let Some(offset) = fault.offset.checked_sub(self.context.base) {
                ranges.around(offset);
            }
        }
        Ok(())
    }

    /// Returns the note on omitted fields and bytes.
    fn notes(&self, fields: u64, bytes: u64, size: u64) -> String {
        let mut parts = Vec::new();
        if fields > 0 {
            parts.push(format!("{} items or fields", Grouped(fields)));
        }
        if bytes > 0 {
            parts.push(format!("{} of {}", Quantity::bytes(bytes), Quantity::bytes(size)));
        }
        match parts.is_empty() {
            true => String::new(),
            false => format!("Not included: {}{}", parts.join("; "), self.options.omitted_hint),
        }
    }
}

fn separator(out: &mut impl Write, index: usize) -> io::Result<()> {
    out.write_all(if index > 0 { b",\n" } else { b"" })
}
