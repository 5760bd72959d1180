//! Paths through nested content, such as `entries[0].data/chunks[0].type`.

use super::NestedLocation;
use crate::document::{Document, FoundNodes};
use crate::format::Formats;
use bytescope_inspect::{Selector, SelectorError};
use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;

/// A path through nested content: selectors separated by `/`. Each one selects fields in the content
/// of the fields that the previous one selects. If the path ends with `/`, the content as a whole is
/// selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NestedPath {
    /// Selectors of fields that contain the next document.
    outer: Vec<Selector>,
    /// Selector in the innermost document; `None` for its root.
    last: Option<Selector>,
    text: String,
}

impl FromStr for NestedPath {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let mut parts = Vec::new();
        let mut start = 0_usize;
        for end in separators(text).chain([text.len()]) {
            let part = text.get(start..end).unwrap_or_default();
            let is_end = end == text.len() && start > 0;
            if !(part.is_empty() && is_end) {
                parts.push(Some(part.parse::<Selector>().map_err(|mut error| {
                    error.column = error.column.saturating_add(start);
                    error
                })?));
            } else {
                parts.push(None);
            }
            start = end.saturating_add(1);
        }
        let last = parts.pop().flatten();
        Ok(Self { outer: parts.into_iter().flatten().collect(), last, text: text.to_owned() })
    }
}

/// Returns the offsets of the separators, which are not in brackets or quotes.
fn separators(text: &str) -> impl Iterator<Item = usize> + '_ {
    let (mut brackets, mut quote, mut is_escaped) = (0_u32, None, false);
    text.char_indices().filter_map(move |(at, c)| {
        if std::mem::take(&mut is_escaped) {
            return None;
        }
        match (quote, c) {
            (Some(_), '\\') => is_escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if brackets > 0 => quote = Some(c),
            (None, '[') => brackets = brackets.saturating_add(1),
            (None, ']') => brackets = brackets.saturating_sub(1),
            (None, '/') if brackets == 0 => return Some(at),
            _ => {}
        }
        None
    })
}

impl fmt::Display for NestedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Selector> for NestedPath {
    fn from(selector: Selector) -> Self {
        let text = selector.to_string();
        Self { outer: Vec::new(), last: Some(selector), text }
    }
}

impl NestedPath {
    /// Returns the selector in the innermost document; `None` for its root.
    pub fn selector(&self) -> Option<&Selector> {
        self.last.as_ref()
    }

    /// True if the path selects fields of nested content.
    pub fn is_nested(&self) -> bool {
        !self.outer.is_empty()
    }
}

/// Error of a path that selects nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathError {
    /// No field has this path.
    UnknownField {
        /// Selector without a match.
        selector: String,
        /// Path of the field with the searched content; empty for the outermost file.
        within: String,
        /// True if the selector selects at most one field.
        is_single: bool,
        /// Fields with a similar path, or other advice.
        hint: String,
    },
    /// A field has no nested content of a known format.
    NoContent {
        /// Path of the field.
        path: String,
    },
}

impl PathError {
    /// Creates the error for a path that selects no field of a document.
    pub fn unknown_field(doc: &Document, selector: &Selector) -> Self {
        Self::UnknownField {
            selector: selector.to_string(),
            within: doc.location().map(NestedLocation::path).unwrap_or_default(),
            is_single: selector.is_single(),
            hint: doc.hint(selector),
        }
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField { selector, within, is_single, hint } => {
                let problem = if *is_single { "unknown field" } else { "no field matches" };
                write!(f, "{problem} '{selector}'")?;
                if !within.is_empty() {
                    write!(f, " in '{within}'")?;
                }
                write!(f, "; {hint}")
            }
            Self::NoContent { path } => {
                write!(f, "no nested content of a known format in '{path}'")
            }
        }
    }
}

impl std::error::Error for PathError {}

impl Document {
    /// Calls `visit` with each document in which a path selects fields, and with these fields: this
    /// document, or documents nested in it. At most one document per level is in memory.
    ///
    /// # Errors
    /// Returns an error if the path selects nothing.
    pub fn visit_path(
        &self,
        path: &NestedPath,
        formats: &Formats,
        visit: &mut dyn FnMut(&Self, FoundNodes<'_>) -> ControlFlow<()>,
    ) -> Result<(), PathError> {
        let mut search = PathSearch { path, formats, visit, found: false, error: None };
        let _: ControlFlow<()> = search.within(self, &path.outer);
        match search.error {
            Some(error) if !search.found => Err(error),
            _ => Ok(()),
        }
    }
}

struct PathSearch<'s> {
    path: &'s NestedPath,
    formats: &'s Formats,
    visit: &'s mut dyn FnMut(&Document, FoundNodes<'_>) -> ControlFlow<()>,
    /// True if a field was found.
    found: bool,
    /// First error.
    error: Option<PathError>,
}

impl PathSearch<'_> {
    fn within(&mut self, doc: &Document, outer: &[Selector]) -> ControlFlow<()> {
        let Some((selector, rest)) = outer.split_first() else { return self.fields(doc) };
        let fields = doc.select(selector);
        if fields.is_empty() {
            self.unknown(doc, selector);
        }
        for (path, node) in fields {
            match doc.nested(&path, &node, self.formats) {
                Some(inner) => self.within(&inner, rest)?,
                None => {
                    let path = doc.location().map_or(path.clone(), |at| at.path_of(&path));
                    self.error.get_or_insert(PathError::NoContent { path });
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn fields(&mut self, doc: &Document) -> ControlFlow<()> {
        let fields = match &self.path.last {
            Some(selector) => doc.select(selector),
            None => vec![(String::new(), Cow::Borrowed(doc.tree()))],
        };
        match (&self.path.last, fields.is_empty()) {
            (Some(selector), true) => {
                self.unknown(doc, selector);
                ControlFlow::Continue(())
            }
            _ => {
                self.found = true;
                (self.visit)(doc, fields)
            }
        }
    }

    fn unknown(&mut self, doc: &Document, selector: &Selector) {
        self.error.get_or_insert(PathError::unknown_field(doc, selector));
    }
}

#[cfg(test)]
mod tests {
    use super::NestedPath;

    #[test]
    fn paths_are_split_outside_of_brackets() {
        let parse = |text: &str| text.parse::<NestedPath>();
        let path = parse("members[0].data/entries[0].data/chunks[0].type").unwrap();
        assert!(path.is_nested() && path.outer.len() == 2);
        let root = parse("entries[1].data/").unwrap();
        assert!(root.is_nested() && root.last.is_none());
        assert!(!parse("entries[1].data").unwrap().is_nested());
        for (text, column) in [("", 1), ("/a", 1), ("a//b", 3), ("a/b..c", 4), ("a/[x/]", 3)] {
            assert_eq!(parse(text).unwrap_err().column, column, "{text}");
        }
        let found: Vec<_> = super::separators("a[name=\"b/]c\"].d/e").collect();
        assert_eq!(found, [16]);
        let escaped: Vec<_> = super::separators(r#"a[name="b\"/"]/e"#).collect();
        assert_eq!(escaped, [14]);
    }
}
