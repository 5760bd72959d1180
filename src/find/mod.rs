//! Search in documents: names, values and bytes.

mod query;

pub use query::{FindQuery, QueryError, TextQuery};

use crate::Document;
use bytescope_inspect::{Buffers, Node, Selector, Span};
use memchr::memmem;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// A match of a [`FindQuery`].
#[derive(Clone, Debug)]
pub enum FindMatch<'d> {
    /// A field.
    Field {
        /// Path of the field.
        path: String,
        /// The field.
        node: Cow<'d, Node>,
    },
    /// Bytes of the file or of a derived buffer.
    Bytes {
        /// Buffer, offset and size.
        span: Span,
        /// Encoding of the number that was searched for, such as `u32le`.
        encoding: Option<&'static str>,
        /// Path of the innermost field that contains the first byte; empty if there is none.
        path: String,
    },
}

impl Document {
    /// Calls `visit` with every match of a query until it breaks: fields in display order, including
    /// all table rows, then bytes in the order of their offsets. A number is also searched for as
    /// bytes, in 32 or 64 bits and both byte orders.
    ///
    /// ```
    /// use bytescope::Document;
    /// use bytescope::find::{FindMatch, FindQuery};
    /// use std::ops::ControlFlow;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// let mut paths = Vec::new();
    /// let _ = doc.search(&FindQuery::parse("rainbow")?, &mut |found| {
    ///     if let FindMatch::Field { path, .. } = found {
    ///         paths.push(path);
    ///     }
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!(paths, ["chunks[1].data.text"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn search<'d>(
        &'d self,
        query: &FindQuery,
        visit: &mut dyn FnMut(FindMatch<'d>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let encodings = query.encodings();
        let mut fields: Vec<Span> = Vec::new();
        self.search_fields(query, &mut |path, node| {
            if !encodings.is_empty() {
                fields.push(node.span);
            }
            visit(FindMatch::Field { path: path.to_owned(), node })
        })?;
        if let FindQuery::Bytes(bytes) = query {
            return self.search_bytes(bytes, None, visit);
        }
        for (encoding, bytes) in encodings {
            // Fields with this value are matches already.
            self.search_bytes(&bytes, Some(encoding), &mut |found| match &found {
                FindMatch::Bytes { span, .. }
                    if fields.iter().any(|field| field.contains(*span)) =>
                {
                    ControlFlow::Continue(())
                }
                _ => visit(found),
            })?;
        }
        ControlFlow::Continue(())
    }

    /// Calls `visit` with every field that matches, and its path, until it breaks.
    fn search_fields<'d>(
        &'d self,
        query: &FindQuery,
        visit: &mut dyn FnMut(&str, Cow<'d, Node>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let everything = Selector::everything();
        everything.visit(self.tree(), self.buffers(), self.limits(), &mut |path, node| {
            let is_match = !path.is_empty() && query.matches(&node);
            if is_match { visit(path, node) } else { ControlFlow::Continue(()) }
        })
    }

    fn search_bytes<'d>(
        &'d self,
        wanted: &[u8],
        encoding: Option<&'static str>,
        visit: &mut dyn FnMut(FindMatch<'d>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Buffers { source, buffers } = self.buffers();
        let derived = buffers.iter().map(|buffer| &*buffer.bytes);
        for (id, bytes) in (0..).zip(std::iter::once(source).chain(derived)) {
            for start in memmem::find_iter(bytes, wanted) {
                let (start, size) = (start as u64, wanted.len() as u64);
                let buffer = bytescope_inspect::BufferId(id);
                let span = Span::bytes(buffer, start, start.saturating_add(size));
                let offset = start.saturating_add(self.excerpt().offset());
                let field = if id == 0 { self.at(offset) } else { None };
                let path = field.map_or_else(String::new, |(path, _)| path);
                visit(FindMatch::Bytes { span, encoding, path })?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Returns up to `max` fields that match a query, with their paths. The query has the syntax of
    /// [`FindQuery::parse`]; an invalid one finds nothing.
    ///
    /// ```
    /// use bytescope::Document;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// let found = doc.find("IEND", 10);
    /// assert_eq!(found[0].0, "chunks[3].type");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn find(&self, query: &str, max: usize) -> Vec<(String, Cow<'_, Node>)> {
        let mut found = Vec::new();
        let Ok(query) = FindQuery::parse(query) else { return found };
        let _ = self.search_fields(&query, &mut |path, node| {
            if found.len() >= max {
                return ControlFlow::Break(());
            }
            found.push((path.to_owned(), node));
            ControlFlow::Continue(())
        });
        found
    }
}
