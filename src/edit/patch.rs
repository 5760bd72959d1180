//! In-place changes of named fields. A value is written in the form in which its field is stored, and kept only if it
//! is read back.

use super::stored;
use crate::Document;
use crate::document::suggest::hint;
use crate::format::AnyFormat;
use bytescope_inspect::{
    Buffers, BuildErrorKind, DraftOptions, EncodeError, Fact, Fault, FaultKind, Limits, Node,
    PrivateBytes, Quantity, Selector, SelectorError, Value,
};
use bytescope_ksy::{FieldEdit, Schema};
use std::fmt;
use std::str::FromStr;

/// A change: the path of a field and its new value.
#[derive(Clone, Debug)]
pub struct Change {
    path: Selector,
    pub(super) value: String,
}

impl Change {
    /// Creates a change of the field at a path.
    pub(super) fn new(path: &str, value: String) -> Result<Self, PatchError> {
        Ok(Self { path: path.parse()?, value })
    }
}

impl FromStr for Change {
    type Err = PatchError;

    fn from_str(text: &str) -> Result<Self, PatchError> {
        let (path, value) =
            text.split_once('=').ok_or("expected PATH=VALUE, e.g. chunks[1].data.text=Sunrise")?;
        Ok(Self { path: path.parse()?, value: value.to_owned() })
    }
}

/// Error when changing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatchError {
    /// Kind of the error, for hints to the user.
    pub kind: PatchErrorKind,
    /// Description of the problem, with the path of the field.
    pub message: String,
}

/// Kind of a [`PatchError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatchErrorKind {
    /// The field does not exist or cannot store the value.
    Refused,
    /// The value would change the size of the field, which requires a new file.
    Size,
    /// The text is longer than its field; [`PatchOptions::truncate`] truncates it.
    TooLong,
    /// The changed file would be invalid; [`PatchOptions::keep`] accepts it.
    Invalid,
}

impl PatchError {
    pub(super) fn new(kind: PatchErrorKind, message: String) -> Self {
        Self { kind, message }
    }

    /// Prefixes the message with the path of the field.
    fn within(self, path: impl fmt::Display) -> Self {
        Self { message: format!("{path}: {}", self.message), ..self }
    }
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PatchError {}

impl From<SelectorError> for PatchError {
    fn from(error: SelectorError) -> Self {
        error.to_string().into()
    }
}

impl From<String> for PatchError {
    fn from(message: String) -> Self {
        Self::new(PatchErrorKind::Refused, message)
    }
}

impl From<&str> for PatchError {
    fn from(message: &str) -> Self {
        message.to_owned().into()
    }
}

/// Options for [`Document::set`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PatchOptions {
    /// Change only the named fields, even if that makes the file invalid.
    pub keep: bool,
    /// Truncate text that is too long for its field, at a character boundary.
    pub truncate: bool,
    /// If a value changes the size of its field, move everything after the field, and change the
    /// lengths, counts and offsets that depend on it.
    pub resize: bool,
}

/// Maximum number of rounds, each of which recomputes one dependent field.
const MAX_ROUNDS: usize = 8;
/// Maximum number of faults to examine, and of paths to search for a suggestion.
const MAX_SEARCHED: usize = 10_000;

impl Document {
    /// Returns the bytes of the file with some fields changed and the dependent lengths and
    /// checksums recomputed. Existing faults are left unchanged.
    ///
    /// ```
    /// use bytescope::Document;
    /// use bytescope::edit::PatchOptions;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// let options = PatchOptions { keep: true, ..PatchOptions::default() };
    /// let changed = doc.set(&["chunks[0].data.interlace_method=ADAM7".parse()?], options)?;
    /// assert_eq!((doc.bytes()[28], changed[28]), (0, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if a field does not exist or cannot store its value, or if the result would
    /// be invalid.
    pub fn set(&self, changes: &[Change], options: PatchOptions) -> Result<Vec<u8>, PatchError> {
        Ok(self.patch(changes, options)?.apply(self).into_vec())
    }

    /// Returns the bytes that change if some fields are changed as by [`set`](Self::set). Of a mapped
    /// file, only the bytes are read that its schema needs to find and check the fields.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`set`](Self::set).
    pub fn patch(
        &self,
        changes: &[Change],
        options: PatchOptions,
    ) -> Result<FilePatch, PatchError> {
        let PatchOptions { keep, truncate, resize } = options;
        let patch = Patch { format: self.format(), keep, truncate };
        match patch.apply(self, changes) {
            Err(error)
                if resize
                    && matches!(error.kind, PatchErrorKind::Size | PatchErrorKind::TooLong) =>
            {
                patch.resize(self, changes).map(FilePatch::File)
            }
            result => result.map(FilePatch::Edits),
        }
    }
}

/// Result of changing fields of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePatch {
    /// Bytes to replace, in order; later ones may replace earlier ones.
    Edits(Vec<FieldEdit>),
    /// The whole file, if its size changes.
    File(Vec<u8>),
}

impl FilePatch {
    /// Returns the changed file. Of a mapped file, only changed pages are copied.
    pub fn apply(self, original: &Document) -> PrivateBytes {
        match self {
            Self::File(bytes) => bytes.into(),
            Self::Edits(edits) => {
                let mut bytes = original.excerpt().private_bytes();
                edits.iter().for_each(|edit| edit.apply(&mut bytes));
                bytes
            }
        }
    }
}

/// Changes of a file.
struct Patch<'f> {
    format: &'f AnyFormat,
    keep: bool,
    truncate: bool,
}

impl Patch<'_> {
    /// Changes fields without changing the size of the file.
    fn apply(&self, doc: &Document, changes: &[Change]) -> Result<Vec<FieldEdit>, PatchError> {
        let known: Vec<(String, Fault)> =
            if self.keep { Vec::new() } else { self.faults(doc.bytes()) };
        let was_invalid = |path: &str| known.iter().any(|(known, _)| known == path);
        let mut bytes = doc.excerpt().private_bytes();
        let mut edits = Vec::new();
        for change in changes {
            edits.extend(self.change(&mut bytes, &change.path, &change.value)?);
        }
        if self.keep {
            return Ok(edits);
        }
        let is_changed = |path: &str| changes.iter().any(|c| c.path.to_string() == path);
        for _ in 0..MAX_ROUNDS {
            let mut faults = self.faults(&bytes);
            faults.retain(|(path, _)| !was_invalid(path));
            let computed = faults.iter().find_map(|(path, fault)| {
                let dependent = fault.kind == FaultKind::Mismatch && !is_changed(path);
                Some((path, fault.expected.as_ref().filter(|_| dependent).and_then(change_value)?))
            });
            let Some((path, value)) = computed else {
                return match faults.first() {
                    None => Ok(edits),
                    Some((path, fault)) => {
                        let message = format!("the result would be invalid: {path}: {fault}");
                        Err(PatchError::new(PatchErrorKind::Invalid, message))
                    }
                };
            };
            let path = path.parse()?;
            let value = self.digits(&bytes, &path, value);
            edits.extend(self.change(&mut bytes, &path, &value)?);
        }
        Err("dependent fields do not converge".into())
    }

    /// Returns a number as the hex digits of a text field, such as the checksum of a sentence. The
    /// value of another field is unchanged.
    fn digits(&self, bytes: &[u8], path: &Selector, value: String) -> String {
        let Ok((_, node)) = self.node(bytes, path) else { return value };
        match (&node.value, value.parse::<u64>()) {
            (Value::Text(now), Ok(number)) => {
                let width = now.len();
                let is_lower = now.bytes().any(|digit| digit.is_ascii_lowercase());
                if is_lower { format!("{number:0width$x}") } else { format!("{number:0width$X}") }
            }
            _ => value,
        }
    }

    /// Changes fields whose size changes.
    fn resize(&self, doc: &Document, changes: &[Change]) -> Result<Vec<u8>, PatchError> {
        let known = self.faults(doc.bytes());
        let options = doc.options().instances(self.format.schema().is_some());
        let doc = Document::from_bytes_with(doc.bytes().to_vec(), self.format.clone(), options);
        let mut found = Vec::new();
        for change in changes {
            let (path, node) = self.node(doc.bytes(), &change.path)?;
            if node.value.is_container() {
                return Err(stored::not_a_value(&node).within(&change.path));
            }
            found.push((path, change));
        }
        let bytes = super::resize::resize(&doc, &found)?;
        let faults = self.faults(&bytes);
        let new = faults.iter().find(|(path, _)| !known.iter().any(|(known, _)| known == path));
        match new.filter(|_| !self.keep) {
            None => Ok(bytes),
            Some((path, fault)) => {
                let message = format!("the result would be invalid: {path}: {fault}");
                Err(PatchError::new(PatchErrorKind::Invalid, message))
            }
        }
    }

    /// Changes a field and returns the new bytes.
    fn change(
        &self,
        bytes: &mut [u8],
        at: &Selector,
        value: &str,
    ) -> Result<Vec<FieldEdit>, PatchError> {
        let (path, node) = self.node(bytes, at)?;
        let changed = match self.format.schema() {
            Some(schema) => self.edit(bytes, schema, &path, &node, value),
            None => self.put(bytes, at, &node, value),
        };
        changed.map_err(|error| error.within(at))
    }

    /// Changes a field of a schema.
    fn edit(
        &self,
        bytes: &mut [u8],
        schema: &Schema,
        path: &str,
        node: &Node,
        value: &str,
    ) -> Result<Vec<FieldEdit>, PatchError> {
        if node.value.is_container() {
            return Err(stored::not_a_value(node));
        }
        let options = DraftOptions { truncate: self.truncate, keep: false };
        let edits = |bytes: &[u8]| {
            schema.edit(bytes, path, value, options).map_err(|error| match error {
                EncodeError::Json(error) => {
                    let kind = match error.kind {
                        BuildErrorKind::TooLong => PatchErrorKind::TooLong,
                        BuildErrorKind::Computed => PatchErrorKind::Size,
                        _ => PatchErrorKind::Refused,
                    };
                    PatchError::new(kind, error.message)
                }
                error => error.to_string().into(),
            })
        };
        let (mut undo, new) = (Vec::new(), edits(bytes)?);
        for FieldEdit { offset, bytes: new } in &new {
            let start = index(*offset);
            let place = bytes.get_mut(start..start.saturating_add(new.len()));
            let place = place.ok_or("the field is truncated")?;
            undo.push((start, place.to_vec()));
            place.copy_from_slice(new);
        }
        // The field is kept only if it is read back: a second change would change nothing.
        let is_stored = edits(bytes).is_ok_and(|edits| edits.iter().all(|edit| edit.is_in(bytes)));
        if is_stored {
            return Ok(new);
        }
        for (start, old) in undo.into_iter().rev() {
            if let Some(place) = bytes.get_mut(start..start.saturating_add(old.len())) {
                place.copy_from_slice(&old);
            }
        }
        Err("the field cannot store this value".into())
    }

    fn faults(&self, bytes: &[u8]) -> Vec<(String, Fault)> {
        self.format.check(bytes, Limits::default(), MAX_SEARCHED)
    }

    /// Returns the single field at a path.
    fn node(&self, bytes: &[u8], path: &Selector) -> Result<(String, Node), PatchError> {
        let limits = Limits { storage: true, ..Limits::default() };
        let is_schema = self.format.schema().is_some();
        let outcome = self.format.inspect(bytes, limits, is_schema);
        let buffers = Buffers { source: bytes, buffers: &outcome.buffers };
        let mut found = path.select(&outcome.tree, buffers, limits);
        match (found.pop(), found.len()) {
            (None, _) => Err(format!(
                "unknown field '{path}'; {}",
                hint(&outcome.tree, buffers, limits, path)
            )
            .into()),
            (Some((_, node)), 0) if node.span.buffer.0 > 0 && !is_schema => {
                let message =
                    format!("{path} is in decompressed data, which cannot be changed in place");
                Err(message.into())
            }
            (Some((path, node)), 0) => Ok((path, node.into_owned())),
            (Some(_), more) => Err(format!(
                "{path} matches {}; choose one",
                Quantity::new(more as u64 + 1, "field")
            )
            .into()),
        }
    }

    /// Writes a value to the bytes of a field, as the field stores it.
    fn put(
        &self,
        bytes: &mut [u8],
        path: &Selector,
        node: &Node,
        value: &str,
    ) -> Result<Vec<FieldEdit>, PatchError> {
        let (start, end) = (index(node.span.start()), index(node.span.end()));
        let field = bytes.get(start..end).ok_or("the field is truncated")?;
        let old = field.to_vec();
        let stored = stored::encode(node, &old, value, self.truncate)?;
        if stored.bytes == old {
            return Ok(Vec::new());
        }
        if let Some(field) = bytes.get_mut(start..end).filter(|f| f.len() == stored.bytes.len()) {
            field.copy_from_slice(&stored.bytes);
        }
        if self.node(bytes, path).is_ok_and(|(_, now)| stored.value.matches(&now)) {
            return Ok(vec![FieldEdit { offset: start as u64, bytes: stored.bytes }]);
        }
        if let Some(field) = bytes.get_mut(start..end) {
            field.copy_from_slice(&old);
        }
        Err(match &node.value {
            Value::Text(_) | Value::Bytes => stored::wrong_size(old.len()),
            _ => "the field cannot store this value".into(),
        })
    }
}

/// Formats a required value as the value of a [`Change`].
fn change_value(required: &Fact) -> Option<String> {
    match required {
        Fact::Value(Value::Text(text)) => Some(text.to_string()),
        fact => fact.as_int().map(|number| number.to_string()),
    }
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
