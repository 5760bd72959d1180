//! Parsed files: bytes, format, field tree and faults.

mod excerpt;
mod locate;
mod stream;
pub(crate) mod suggest;
mod validity;
mod values;

pub use excerpt::{Excerpt, ReadOptions, ReadProblem, VerifiedOutput};
pub use locate::LocatedField;
pub use validity::Validity;
pub use values::ValueError;

use crate::format::{AnyFormat, FormatError, Formats};
use crate::nested::NestedLocation;
use crate::view::PlainView;
use crate::view::json::JsonContext;
use crate::view::tree::HEAD;
use bytescope_inspect::{
    BufferId, Buffers, Coverage, Fault, FaultList, FaultOptions, Limits, Node, OpenError, Outcome,
    Selector, Span, Summary, TableRows, Value,
};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::path::Path;

/// Error when opening a document.
#[derive(Debug)]
#[non_exhaustive]
pub enum DocumentError {
    /// The file cannot be opened or read.
    Open(OpenError),
    /// The format of the file is not recognized.
    UnknownFormat,
    /// The format cannot be loaded.
    Format(FormatError),
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::UnknownFormat => f.write_str("unrecognized format"),
            Self::Format(error) => error.fmt(f),
        }
    }
}

// The messages are those of the inner errors, so `source` returns `None`.
impl std::error::Error for DocumentError {}

impl From<OpenError> for DocumentError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<FormatError> for DocumentError {
    fn from(error: FormatError) -> Self {
        Self::Format(error)
    }
}

/// Options for reading a document.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct DocumentOptions {
    /// Resource limits.
    pub limits: Limits,
    /// Include the instances of a schema in the tree.
    pub instances: bool,
}

impl DocumentOptions {
    /// Sets the limits.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Includes or excludes the instances of a schema.
    #[must_use]
    pub fn instances(self, instances: bool) -> Self {
        Self { instances, ..self }
    }
}

/// A parsed file.
///
/// Parsing does not fail: an invalid file has [`faults`](Self::faults), and its
/// [`tree`](Self::tree) contains everything that could be read.
///
/// ```
/// use bytescope::Document;
///
/// let doc = Document::open("samples/png/rgba.png")?;
/// assert!(doc.is_valid());
/// assert_eq!(doc.format().name(), "png");
/// let types = doc.select(&"chunks[].type".parse()?);
/// assert_eq!(doc.bytes_of(&types[0].1), b"IHDR");
/// let (path, node) = doc.at(0x10).unwrap();
/// assert_eq!((path.as_str(), node.value.to_string()), ("chunks[0].data.width", "4".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Document {
    excerpt: Excerpt,
    format: AnyFormat,
    options: DocumentOptions,
    outcome: Outcome<()>,
    /// Location in the outermost file, if the document is nested.
    pub(crate) location: Option<Box<NestedLocation>>,
}

/// Nodes of a tree with their paths.
pub type FoundNodes<'d> = Vec<(String, Cow<'d, Node>)>;

impl Document {
    /// Opens a file and detects its built-in format.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or its format is not recognized.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DocumentError> {
        let excerpt = Excerpt::open(path, &ReadOptions::default())?;
        Self::detect(excerpt, &Formats::default(), DocumentOptions::default())
    }

    /// Opens a file as the given format.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub fn open_as(path: impl AsRef<Path>, format: AnyFormat) -> Result<Self, DocumentError> {
        let excerpt = Excerpt::open(path, &ReadOptions::default())?;
        Ok(Self::read(excerpt, format, DocumentOptions::default()))
    }

    /// Parses bytes in memory as the given format.
    pub fn from_bytes(bytes: Vec<u8>, format: AnyFormat) -> Self {
        let excerpt = Excerpt::memory("", bytes);
        Self::read(excerpt, format, DocumentOptions::default())
    }

    /// Parses bytes in memory as the given format.
    pub fn from_bytes_with(bytes: Vec<u8>, format: AnyFormat, options: DocumentOptions) -> Self {
        Self::read(Excerpt::memory("", bytes), format, options)
    }

    /// Detects the format of an excerpt among `formats` and parses the excerpt.
    ///
    /// # Errors
    /// Returns an error if the format is not recognized.
    pub fn detect(
        excerpt: Excerpt,
        formats: &Formats,
        options: DocumentOptions,
    ) -> Result<Self, DocumentError> {
        let format = formats.detect(excerpt.bytes()).ok_or(DocumentError::UnknownFormat)?;
        Ok(Self::read(excerpt, format, options))
    }

    /// Parses an excerpt as the given format.
    pub fn read(excerpt: Excerpt, format: AnyFormat, options: DocumentOptions) -> Self {
        let DocumentOptions { limits, instances } = options;
        let bytes = excerpt.bytes();
        let outcome = format.inspect_with(bytes, limits, instances, &mut excerpt.releaser());
        Self { excerpt, format, options, outcome, location: None }
    }

    /// Sets the location in the outermost file.
    pub(crate) fn located(self, location: NestedLocation) -> Self {
        Self { location: Some(Box::new(location)), ..self }
    }

    /// Returns the name of the file.
    pub fn name(&self) -> &str {
        self.excerpt.name()
    }

    /// Returns the parsed excerpt.
    pub fn excerpt(&self) -> &Excerpt {
        &self.excerpt
    }

    /// Returns the contents of the excerpt.
    pub fn bytes(&self) -> &[u8] {
        self.excerpt.bytes()
    }

    /// Returns the format of the file.
    pub fn format(&self) -> &AnyFormat {
        &self.format
    }

    /// Returns the field tree.
    pub fn tree(&self) -> &Node {
        &self.outcome.tree
    }

    /// Returns the resource limits.
    pub fn limits(&self) -> Limits {
        self.options.limits
    }

    /// Returns the options that the document was read with.
    pub fn options(&self) -> DocumentOptions {
        self.options
    }

    /// Returns the source bytes and derived buffers, to resolve spans.
    pub fn buffers(&self) -> Buffers<'_> {
        Buffers { source: self.bytes(), buffers: &self.outcome.buffers }
    }

    /// Returns the bytes of a node of this document.
    ///
    /// ```
    /// use bytescope::Document;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// let (_, signature) = &doc.select(&"chunks[0].type".parse()?)[0];
    /// assert_eq!(doc.bytes_of(signature), b"IHDR");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bytes_of(&self, node: &Node) -> &[u8] {
        self.buffers().of(node.span)
    }

    /// Returns one line about the contents of the file: the summary that its format declares, or the
    /// title of the format.
    ///
    /// ```
    /// use bytescope::Document;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// assert_eq!(doc.summary(), "PNG image, 4×4, 8-bit RGBA, 1 text chunk");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn summary(&self) -> String {
        self.declared_summary().unwrap_or_else(|| self.format().title().to_owned())
    }

    /// Returns the summary that the format declares; `None` if it declares none.
    pub fn declared_summary(&self) -> Option<String> {
        let (tree, title) = (self.tree(), self.format().title());
        let declared = tree.presentation().filter(|declared| !declared.summary.is_empty())?;
        let summary = Summary::parse(&declared.summary).ok()?;
        Some(summary.text_or(title, tree, self.buffers(), self.limits()))
    }

    /// Returns the summary of a structure of this document, such as a list item; `None` if its type
    /// declares none.
    pub fn item_summary(&self, node: &Node) -> Option<String> {
        node.summary(self.buffers(), self.limits())
    }

    /// Returns the nodes that match a selector, in order. Table rows are read as needed.
    pub fn select(&self, selector: &Selector) -> FoundNodes<'_> {
        selector.select(self.tree(), self.buffers(), self.limits())
    }

    /// Returns a hint for a message about a path that selects nothing: similar paths, or the names of
    /// the top-level fields.
    ///
    /// ```
    /// use bytescope::Document;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// assert_eq!(doc.hint(&"widht".parse()?), "did you mean chunks[0].data.width?");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hint(&self, selector: &Selector) -> String {
        suggest::hint(self.tree(), self.buffers(), self.limits(), selector)
    }

    /// Returns the paths that continue a partial path by one step, for completion.
    ///
    /// ```
    /// use bytescope::Document;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// assert_eq!(doc.completions("chunks[0].data.wi"), ["chunks[0].data.width"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn completions(&self, partial: &str) -> Vec<String> {
        suggest::completions(self.tree(), self.buffers(), self.limits(), partial)
    }

    /// Returns the innermost field at an offset in the file, with its path.
    pub fn at(&self, offset: u64) -> Option<(String, Cow<'_, Node>)> {
        let offset = offset.checked_sub(self.excerpt.offset())?;
        let byte = Span::bytes(BufferId::SOURCE, offset, offset.saturating_add(1));
        let mut innermost: Option<(String, &Node)> = None;
        self.tree().walk(&mut |path, node| {
            let inner = innermost.as_ref().is_none_or(|(_, known)| known.span.contains(node.span));
            if node.span.contains(byte) && inner {
                innermost = Some((path.to_string(), node));
            }
        });
        let (path, node) = innermost?;
        let Value::Table(rows) = &node.value else { return Some((path, Cow::Borrowed(node))) };
        self.in_table(&path, rows, byte).or(Some((path, Cow::Borrowed(node))))
    }

    /// Returns the innermost field at a byte within a table.
    fn in_table<'d>(
        &'d self,
        path: &str,
        rows: &TableRows,
        byte: Span,
    ) -> Option<(String, Cow<'d, Node>)> {
        let index = rows.index_at(self.buffers(), byte.start(), self.limits())?;
        let row = rows.get(self.buffers(), index, self.limits())?;
        let mut innermost: Option<(String, Node)> = None;
        row.walk(&mut |below, node| {
            let inner = innermost.as_ref().is_none_or(|(_, known)| known.span.contains(node.span));
            if node.span.contains(byte) && inner {
                let dot = if below.to_string().is_empty() { "" } else { "." };
                innermost = Some((format!("{path}[{index}]{dot}{below}"), node.clone()));
            }
        });
        innermost.map(|(path, node)| (path, Cow::Owned(node)))
    }

    /// Returns an iterator over the rows of a table, which are read one at a time.
    pub fn rows<'d>(&'d self, rows: &'d TableRows) -> impl Iterator<Item = Node> + 'd {
        rows.rows(self.buffers(), 0..rows.count(), self.limits())
    }

    /// Returns up to `max` faults with the paths of their fields, including faults of all table
    /// rows. Offsets are relative to the start of the file. Faults of instances are included only
    /// by [`check`](Self::check).
    pub fn faults(&self, max: usize) -> Vec<(String, Fault)> {
        self.faults_in(true, max)
    }

    /// Returns the [`faults`](Self::faults). If `all_rows` is false, only the table rows are read
    /// that a [`TreeView`](crate::view::TreeView) shows by default.
    pub fn faults_in(&self, all_rows: bool, max: usize) -> Vec<(String, Fault)> {
        let rows = if all_rows { u64::MAX } else { HEAD };
        let options = FaultOptions {
            rows,
            include_out_of_line: false,
            max_faults: max,
            limits: self.limits(),
        };
        self.listed(&options)
    }

    /// Returns up to `max` faults, including faults of all table rows and of the instances in the
    /// tree (see [`DocumentOptions::instances`]).
    pub fn check(&self, max: usize) -> Vec<(String, Fault)> {
        self.check_all(max).faults
    }

    /// Returns up to `max` faults, like [`check`](Self::check), and counts the others.
    pub fn check_all(&self, max: usize) -> FaultList {
        let options =
            FaultOptions { max_faults: max, limits: self.limits(), ..FaultOptions::default() };
        let mut found = self.outcome.fault_list(self.bytes(), &options);
        let listed = std::mem::take(&mut found.faults);
        found.faults = self.in_file(listed);
        let is_cut = matches!(self.excerpt.problem(), Some(ReadProblem::LimitReached(_)));
        if is_cut || self.excerpt.is_partial() {
            return found;
        }
        // A file of several frames is not a single one.
        let is_valid = found.faults.is_empty();
        let frames = stream::faults(self.format(), self.bytes(), self.limits(), is_valid, max);
        if let Some(mut frames) = frames {
            let in_file = |(path, fault)| (path, self.excerpt.in_file(fault));
            frames.faults = std::mem::take(&mut frames.faults).into_iter().map(in_file).collect();
            return frames;
        }
        found
    }

    /// Returns the bytes that no field covers and up to `max` pairs of overlapping fields. Offsets
    /// are relative to the start of the file.
    pub fn coverage(&self, max: usize) -> Coverage {
        let base = self.excerpt.offset();
        let shifted = |span: Span| Span {
            bit_start: span.bit_start.saturating_add(base.saturating_mul(8)),
            ..span
        };
        let mut coverage = Coverage::of(self.tree(), max);
        coverage.first_uncovered = coverage.first_uncovered.saturating_add(base);
        for overlap in &mut coverage.overlaps {
            overlap.span = shifted(overlap.span);
            overlap.other_span = shifted(overlap.other_span);
        }
        coverage
    }

    /// Returns the faults of the tree. If the input was not read to its end, faults at the end of
    /// the data and in the size of the file are not faults of the file.
    fn listed(&self, options: &FaultOptions) -> Vec<(String, Fault)> {
        self.in_file(self.outcome.faults(self.bytes(), options))
    }

    /// Returns faults with offsets in the file, without those that may be due to a limit on reading.
    fn in_file(&self, found: Vec<(String, Fault)>) -> Vec<(String, Fault)> {
        let found = found.into_iter();
        let found = found.filter(|(_, fault)| !self.excerpt.is_due_to_limit(fault));
        found.map(|(path, fault)| (path, self.excerpt.in_file(fault))).collect()
    }

    /// Returns the validity of the file. Instances of a schema are not evaluated.
    pub fn validity(&self) -> Validity {
        let missing = self.excerpt.problem().map(|problem| problem.fault());
        let mut found = self.faults(1);
        if found.iter().any(|(_, fault)| fault.limit().is_some()) {
            found = self.faults(MAX_FAULTS);
        }
        Validity::of(found.iter().map(|(_, fault)| fault).chain(&missing))
    }

    /// True if there are no [`faults`](Self::faults), no limit was reached, and no requested bytes
    /// are missing.
    pub fn is_valid(&self) -> bool {
        self.validity() == Validity::Valid
    }

    /// Returns the context for views of the nodes of this document.
    pub fn context(&self) -> JsonContext<'_> {
        let base = self.excerpt.offset();
        JsonContext { bytes: self.buffers(), limits: self.limits(), base }
    }

    /// Returns the tree as plain values for serialization: structures as objects, bytes as hex,
    /// enum values as names. The first fault of an invalid file is stored under `$error`; if there
    /// are more, up to 1000 faults are stored under `$errors`.
    pub fn json(&self) -> DocumentJson<'_> {
        DocumentJson { doc: self, faults: self.faults(MAX_FAULTS), rest: self.remainder() }
    }

    /// Returns the bytes of the file that its values do not determine, such as bytes between fields
    /// or compressed data: the value of `$rest`, with which [`AnyFormat::encode`] gives the same
    /// bytes. `None` if there are no such bytes, for formats that no schema defines, and for files
    /// that are invalid or larger than 4 MiB.
    pub fn remainder(&self) -> Option<serde_json::Value> {
        let schema = self.format().schema()?;
        let data = self.bytes();
        let is_whole = self.excerpt.offset() == 0 && self.location.is_none();
        let (node, context) = (self.tree(), self.context());
        let is_determined = || schema.determines_fields() && !has_fillers(node);
        // The faults of all rows and instances are searched last.
        if !is_whole || data.len() > MAX_REMAINDER || is_determined() || !self.faults(1).is_empty()
        {
            return None;
        }
        let view = PlainView::new(node, context);
        let json = serde_json::to_value(view).ok()?;
        schema.remainder(&json, data)
    }
}

/// Maximum size of a file whose remainder is determined, in bytes.
pub(crate) const MAX_REMAINDER: usize = 4 << 20;

/// Maximum number of faults in the JSON of a document.
const MAX_FAULTS: usize = 1000;

/// True if a tree contains bytes that no field covers.
fn has_fillers(node: &Node) -> bool {
    node.is_filler() || node.children.iter().any(has_fillers)
}

/// A document as plain JSON; see [`Document::json`].
#[derive(Debug)]
pub struct DocumentJson<'d> {
    doc: &'d Document,
    faults: Vec<(String, Fault)>,
    rest: Option<serde_json::Value>,
}

impl Serialize for DocumentJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (node, context) = (self.doc.tree(), self.doc.context());
        let summary = self.doc.declared_summary();
        let summary = summary.as_deref();
        let (faults, rest) = (&self.faults, self.rest.as_ref());
        PlainView { node, context, file: None, summary, faults, rest }.serialize(to)
    }
}
