//! Opens the content of a field as a document.

use super::detect::{MAX_HEAD, MIN_SIZE};
use super::location::{NestedLocation, NestedStep};
use crate::document::{Document, Excerpt};
use crate::format::Formats;
use bytescope_inspect::{BufferId, ContentCoding, DecodingEnd, NestedContent, Node, Value};
use std::borrow::Cow;

/// Maximum number of documents around a nested document.
const MAX_LEVELS: u32 = 16;

/// Decoded bytes of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldContent<'d> {
    /// The bytes, up to the first fault of the coding or to the maximum size.
    pub bytes: Cow<'d, [u8]>,
    /// Coding of the stored bytes.
    pub coding: ContentCoding,
    /// Reason for which decoding ended.
    pub end: DecodingEnd,
}

impl Document {
    /// Returns the location in the outermost file, if this document is nested in another one.
    pub fn location(&self) -> Option<&NestedLocation> {
        self.location.as_deref()
    }

    /// True if a field may have nested content: it is declared, or the field consists of bytes whose
    /// format can be detected. This is a quick test; [`nested`](Self::nested) opens the content.
    pub fn may_have_nested(&self, node: &Node) -> bool {
        let is_aligned =
            node.span.bit_start.is_multiple_of(8) && node.span.bit_len.is_multiple_of(8);
        if !is_aligned || node.span.is_empty() || node.is_hidden() {
            return false;
        }
        if node.nested_content().is_some() {
            return true;
        }
        let size = node.content().len();
        let is_bytes = matches!(node.value, Value::Bytes) && !node.is_filler();
        is_bytes && size >= MIN_SIZE && (size as usize) < self.bytes_in(node).len()
    }

    /// Returns the buffer that contains a field.
    fn bytes_in(&self, node: &Node) -> &[u8] {
        self.buffers().buffer(node.content().buffer)
    }

    /// Opens the content of a field of this document, given the path of the field. Returns `None` if
    /// it has no nested content, or if its format is not recognized among `formats`.
    ///
    /// The declaration of the field determines the coding (such as DEFLATE) and the format. Otherwise
    /// the format is detected from the first bytes.
    ///
    /// Content that is not decoded shares the memory of this document, and its offsets are offsets in
    /// the file. Decoded content is limited to
    /// [`Limits::decompressed`](crate::inspect::Limits::decompressed); see [`NestedLocation::limit`].
    ///
    /// ```
    /// use bytescope::{Document, Formats};
    ///
    /// let doc = Document::open("samples/zip/nested.zip")?;
    /// let (path, data) = &doc.select(&"entries[0].data".parse()?)[0];
    /// let inner = doc.nested(path, data, &Formats::default()).ok_or("no nested content")?;
    /// assert_eq!((inner.format().name(), inner.is_valid()), ("png", true));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nested(&self, path: &str, node: &Node, formats: &Formats) -> Option<Self> {
        if !self.may_have_nested(node) || self.level() >= MAX_LEVELS {
            return None;
        }
        let declared = node.nested_content();
        let content = declared.cloned().unwrap_or(NestedContent::FILE);
        let (format, is_conclusive) =
            self.nested_format(node, &content, declared.is_some(), formats)?;
        let max_size = self.limits().decompressed;
        let span = self.span_of_content(node);
        let (excerpt, end) = match content.coding {
            ContentCoding::Identity if span.buffer == BufferId::SOURCE => {
                (self.excerpt().part(span.start(), span.end()), DecodingEnd::Complete)
            }
            ContentCoding::Identity => {
                let bytes = self.buffers().of(span).to_vec();
                (Excerpt::memory(self.name(), bytes), DecodingEnd::Complete)
            }
            coding => {
                let decoded = coding.decode(self.buffers().of(span), max_size);
                (Excerpt::memory(self.name(), decoded.bytes), decoded.end)
            }
        };
        let is_partial =
            content.original_size.is_some_and(|size| size > excerpt.bytes().len() as u64);
        let end = if is_partial { DecodingEnd::Truncated } else { end };
        // A span in a derived buffer of this document has been decoded by its format.
        let mut steps = self.location().map_or_else(Vec::new, |outer| outer.steps.clone());
        steps.push(NestedStep { path: path.to_owned(), coding: content.coding });
        let location = NestedLocation { steps, end, max_size };
        let excerpt = excerpt.partial(location.is_partial());
        let doc = Self::read(excerpt, format, self.options()).located(location);
        (is_conclusive || doc.is_valid()).then_some(doc)
    }

    /// Returns the format of the content of a field, and whether it is certain.
    fn nested_format(
        &self,
        node: &Node,
        content: &NestedContent,
        is_declared: bool,
        formats: &Formats,
    ) -> Option<(crate::AnyFormat, bool)> {
        if let Some(format) = content.format.as_deref().and_then(|name| formats.named(name).ok()) {
            return Some((format, true));
        }
        let stored = self.buffers().of(self.span_of_content(node));
        if !is_declared {
            return formats.detect_in_field(stored);
        }
        let found = match content.coding {
            ContentCoding::Identity => formats.detect(stored),
            coding => formats.detect(&coding.decode(stored, MAX_HEAD as u64).bytes),
        };
        found.map(|format| (format, true))
    }

    /// Returns the decoded bytes of a field with its declared coding, up to `max` bytes. Bytes of a
    /// field without a coding are returned as they are.
    pub fn content_of(&self, node: &Node, max: u64) -> FieldContent<'_> {
        let coding = node.nested_content().map_or(ContentCoding::Identity, |c| c.coding);
        self.decoded(node, coding, max)
    }

    /// Returns the bytes of a field decoded with a coding, up to `max` bytes.
    pub fn decoded(&self, node: &Node, coding: ContentCoding, max: u64) -> FieldContent<'_> {
        let stored = self.buffers().of(self.span_of_content(node));
        if coding == ContentCoding::Identity {
            return FieldContent {
                bytes: Cow::Borrowed(stored),
                coding,
                end: DecodingEnd::Complete,
            };
        }
        let decoded = coding.decode(stored, max);
        FieldContent { bytes: Cow::Owned(decoded.bytes), coding, end: decoded.end }
    }

    /// Returns the decompressed bytes of a field, up to `max` bytes: with its declared coding, or with
    /// the coding that its header indicates, or as raw DEFLATE data if they are complete. Returns
    /// `None` if the bytes are not compressed.
    pub fn inflated(&self, node: &Node, max: u64) -> Option<FieldContent<'_>> {
        let declared = node.nested_content().map(|content| content.coding);
        let stored = self.buffers().of(self.span_of_content(node));
        let declared = declared.filter(|coding| *coding != ContentCoding::Identity);
        if let Some(coding) = declared.or_else(|| ContentCoding::detect(stored)) {
            let content = self.decoded(node, coding, max);
            // A zlib header may be a coincidence.
            if declared.is_some() || !content.bytes.is_empty() {
                return Some(content);
            }
        }
        let content = self.decoded(node, ContentCoding::Deflate, max);
        matches!(content.end, DecodingEnd::Complete | DecodingEnd::Limit).then_some(content)
    }

    /// Returns the span of the content of a field: of its value, or of all items of a list.
    fn span_of_content(&self, node: &Node) -> bytescope_inspect::Span {
        if node.value.is_container() { node.span } else { node.content() }
    }

    /// Returns the number of documents around this one.
    pub(super) fn level(&self) -> u32 {
        self.location().map_or(0, NestedLocation::level)
    }
}
