//! Numbers that are given by the name of what they refer to.

use crate::{AnyFormat, Document};
use bytescope_inspect::{BuildError, EncodeError, Selector};
use memchr::memmem;
use serde_json::Value as Json;

/// Maximum number of numbers that are given by a name.
const MAX_NAMES: usize = 10_000;

/// A number that is given by a name.
struct NamedNumber {
    /// Path of the number.
    path: String,
    name: String,
    /// Error if the number cannot be given by a name.
    error: BuildError,
}

/// Encodes JSON in which the offset of a string may be the string: `"sh_name": ".text"`.
///
/// The file is first encoded with 0 in place of these offsets. Its fields then indicate the tables of
/// the strings.
///
/// # Errors
/// Returns the errors of `encode`, also if a name is not in the table.
pub(crate) fn encode_names(
    format: &AnyFormat,
    json: &Json,
    encode: impl Fn(&Json) -> Result<Vec<u8>, EncodeError>,
) -> Result<Vec<u8>, EncodeError> {
    let mut numbers: Vec<NamedNumber> = Vec::new();
    let mut changed: Option<Json> = None;
    let bytes = loop {
        let json = changed.as_ref().unwrap_or(json);
        let error = match encode(json) {
            Ok(bytes) => break bytes,
            Err(EncodeError::Json(error)) if numbers.len() < MAX_NAMES => error,
            Err(error) => return Err(error),
        };
        let Some(name) = json.pointer(&pointer(&error.path)).and_then(Json::as_str) else {
            // The first problem is that a name is not a number.
            let first = numbers.into_iter().next().map(|number| number.error);
            return Err(first.unwrap_or(error).into());
        };
        let name = name.to_owned();
        let mut next = json.clone();
        if let Some(value) = next.pointer_mut(&pointer(&error.path)) {
            *value = Json::from(0);
        }
        changed = Some(next);
        numbers.push(NamedNumber { path: error.path.clone(), name, error });
    };
    let Some(mut json) = changed else { return Ok(bytes) };
    let doc = Document::from_bytes(bytes, format.clone());
    for number in numbers {
        let Some(offset) = offset_of(&doc, &number) else { return Err(number.error.into()) };
        let Some(offset) = offset else {
            let message = format!("{:?} is not in the string table", number.name);
            return Err(BuildError::new(number.path, message).into());
        };
        if let Some(value) = json.pointer_mut(&pointer(&number.path)) {
            *value = Json::from(offset);
        }
    }
    encode(&json)
}

/// Returns the offset of a name in the table to which the number refers. The outer option is `None`
/// if the number is not the offset of a string.
fn offset_of(doc: &Document, number: &NamedNumber) -> Option<Option<u64>> {
    let selector: Selector = number.path.parse().ok()?;
    let (_, node) = doc.select(&selector).pop()?;
    let table = node.extra.as_ref()?.strings?;
    let strings = doc.buffers().of(table);
    let wanted = [number.name.as_bytes(), b"\0"].concat();
    Some(memmem::find(strings, &wanted).map(|offset| offset as u64))
}

/// Returns the JSON pointer of a path such as `section_headers[3].sh_name`.
pub(super) fn pointer(path: &str) -> String {
    let steps = path.split(['.', '[']).filter(|step| !step.is_empty());
    steps.map(|step| format!("/{}", step.trim_end_matches(']'))).collect()
}
