//! Changes of fields that change their size.

use super::patch::{Change, PatchError, PatchErrorKind};
use super::targets::pointer;
use crate::view::PlainView;
use crate::{AnyFormat, Document};
use bytescope_inspect::{BuildErrorKind, DraftOptions, EncodeError};
use bytescope_ksy::{Resizing, Schema, SchemaWriter};
use serde_json::Value as Json;
use std::collections::HashSet;

/// Maximum number of numbers that are computed again.
const MAX_COMPUTED: usize = 10_000;

/// Returns the bytes of a file with changed fields. Lengths, counts, offsets and checksums that
/// depend on the size of a field follow it.
pub(super) fn resize(doc: &Document, changes: &[(String, &Change)]) -> Result<Vec<u8>, PatchError> {
    let json = plain_json(doc)?;
    let mut changed = json.clone();
    for (path, change) in changes {
        let Some(value) = changed.pointer_mut(&pointer(path)) else {
            return Err(format!("{path}: not a field of the file").into());
        };
        *value = Json::from(change.value.as_str());
    }
    let fixed: HashSet<String> = changes.iter().map(|(path, _)| path.clone()).collect();
    let written = written(doc, &json, &changed, &fixed, false)?;
    if let Some(schema) = doc.format().schema() {
        changes.iter().try_for_each(|(path, change)| verify(schema, &written, path, change))?;
    }
    Ok(written)
}

/// Returns the bytes of a file with changed values. Values at the paths in `fixed` do not follow the
/// changes. If items were inserted or removed, data at offsets gets new places.
pub(super) fn written(
    doc: &Document,
    json: &Json,
    changed: &Json,
    fixed: &HashSet<String>,
    restructured: bool,
) -> Result<Vec<u8>, PatchError> {
    match doc.format().schema() {
        Some(schema) => {
            let changes = Resizing { json, changed, fixed, restructured };
            let written = SchemaWriter::new(schema).resize(doc.bytes(), changes);
            written.map_err(|error| refusal(&error))
        }
        None => recomputed(doc.format(), changed.clone(), fixed),
    }
}

/// Returns a document as JSON.
pub(super) fn plain_json(doc: &Document) -> Result<Json, PatchError> {
    let (node, context) = (doc.tree(), doc.context());
    let view = PlainView::new(node, context);
    serde_json::to_value(view).map_err(|error| error.to_string().into())
}

fn refusal(error: &EncodeError) -> PatchError {
    PatchError::new(PatchErrorKind::Refused, error.to_string())
}

/// Checks that a field has its new value: changing it again changes nothing.
fn verify(schema: &Schema, bytes: &[u8], path: &str, change: &Change) -> Result<(), PatchError> {
    let edits = schema.edit(bytes, path, &change.value, DraftOptions::default());
    let edits = edits.map_err(|error| refusal(&error))?;
    match edits.iter().all(|edit| edit.is_in(bytes)) {
        true => Ok(()),
        false => Err(format!("{path}: the field cannot store this value").into()),
    }
}

/// Encodes values of a built-in format. Numbers that contradict the changed fields are computed.
fn recomputed(
    format: &AnyFormat,
    json: Json,
    fixed: &HashSet<String>,
) -> Result<Vec<u8>, PatchError> {
    let mut json = json;
    for _ in 0..MAX_COMPUTED {
        let error = match format.encode(&json, DraftOptions::default()) {
            Ok(bytes) => return Ok(bytes),
            Err(EncodeError::Json(error)) if error.kind == BuildErrorKind::Computed => error,
            Err(EncodeError::Fault { path, fault }) => {
                bytescope_inspect::BuildError::new(path, fault.to_string())
            }
            Err(error) => return Err(refusal(&error)),
        };
        let removed = !fixed.contains(&error.path) && remove(&mut json, &error.path);
        if !removed {
            return Err(refusal(&error.into()));
        }
    }
    Err("dependent fields do not converge".into())
}

/// Removes a field from JSON.
pub(super) fn remove(json: &mut Json, path: &str) -> bool {
    let (outer, name) = path.rsplit_once('.').unwrap_or(("", path));
    let object = json.pointer_mut(&pointer(outer)).and_then(Json::as_object_mut);
    object.is_some_and(|object| object.remove(name).is_some())
}
