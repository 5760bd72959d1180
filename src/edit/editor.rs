//! Changes of values and lists of a document, written as a new file.

use super::patch::PatchError;
use super::resize;
use super::targets::pointer;
use crate::Document;
use serde_json::Value as Json;
use std::collections::HashSet;

/// Changes of a document: values, and items of lists. Lengths, counts, offsets and checksums that
/// depend on them follow.
///
/// ```
/// use bytescope::Document;
/// use serde_json::json;
///
/// let doc = Document::open("samples/pydb/table.pydb")?;
/// let mut edit = doc.edit()?;
/// edit.set("records[0].value", json!(2.5))?;
/// edit.remove("records[1]")?;
/// let bytes = edit.write()?;
/// assert_eq!(Document::from_bytes(bytes, doc.format().clone()).find("2.5", 1)[0].0, "records[0].value");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct DocumentEditor {
    doc: Document,
    original: Json,
    changed: Json,
    /// Paths of the changed values.
    fixed: HashSet<String>,
    /// True if items were inserted or removed.
    restructured: bool,
}

impl Document {
    /// Starts changes of the document. The document itself remains unchanged.
    ///
    /// # Errors
    /// Returns an error if the document cannot be represented as JSON.
    pub fn edit(&self) -> Result<DocumentEditor, PatchError> {
        let options = self.options().instances(self.format().schema().is_some());
        let doc = Self::from_bytes_with(self.bytes().to_vec(), self.format().clone(), options);
        let original = resize::plain_json(&doc)?;
        let changed = original.clone();
        Ok(DocumentEditor { doc, original, changed, fixed: HashSet::new(), restructured: false })
    }
}

impl DocumentEditor {
    /// Sets the value at a path, such as `records[0].name`. The value has the form of the
    /// [JSON](Document::json) of a document; a structure replaces the whole structure.
    ///
    /// # Errors
    /// Returns an error if there is no such field.
    pub fn set(&mut self, path: &str, value: Json) -> Result<(), PatchError> {
        *self.value(path)? = value;
        self.fixed.insert(path.to_owned());
        Ok(())
    }

    /// Inserts an item before item `index` of the list at a path.
    ///
    /// # Errors
    /// Returns an error if there is no such list, or if it has fewer items.
    pub fn insert(&mut self, list: &str, index: usize, item: Json) -> Result<(), PatchError> {
        let items = self.list(list)?;
        if index > items.len() {
            return Err(
                format!("{list}: index must be at most {}, found {index}", items.len()).into()
            );
        }
        items.insert(index, item);
        self.restructured = true;
        Ok(())
    }

    /// Appends an item to the list at a path.
    ///
    /// # Errors
    /// Returns an error if there is no such list.
    pub fn append(&mut self, list: &str, item: Json) -> Result<(), PatchError> {
        self.list(list)?.push(item);
        self.restructured = true;
        Ok(())
    }

    /// Removes an item of a list, such as `chunks[2]`, or an optional field.
    ///
    /// # Errors
    /// Returns an error if there is no such item or field.
    pub fn remove(&mut self, path: &str) -> Result<(), PatchError> {
        self.value(path)?;
        self.restructured = true;
        if let Some((list, index)) = path.strip_suffix(']').and_then(|path| path.rsplit_once('[')) {
            let index: usize = index.parse().map_err(|_| format!("{path}: not an item"))?;
            self.list(list)?.remove(index);
            return Ok(());
        }
        resize::remove(&mut self.changed, path);
        Ok(())
    }

    /// Returns the bytes of the changed file.
    ///
    /// # Errors
    /// Returns an error if the values do not form a valid file.
    pub fn write(&self) -> Result<Vec<u8>, PatchError> {
        let Self { doc, original, changed, fixed, restructured } = self;
        resize::written(doc, original, changed, fixed, *restructured)
    }

    fn value(&mut self, path: &str) -> Result<&mut Json, PatchError> {
        let found = self.changed.pointer_mut(&pointer(path));
        found.ok_or_else(|| format!("{path}: no such field").into())
    }

    fn list(&mut self, path: &str) -> Result<&mut Vec<Json>, PatchError> {
        self.value(path)?.as_array_mut().ok_or_else(|| format!("{path}: not a list").into())
    }
}
