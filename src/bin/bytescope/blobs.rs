//! Large blobs in files: the JSON contains `{"$file": NAME}` instead of the hex digits.

use crate::output::{create_folder, write_file};
use bytescope_inspect::{IoMessage, OrderedJson, ordered_json};
use serde_json::Value as Json;
use std::fs;
use std::io;
use std::path::Path;

/// Maximum length in characters of a hex string that remains in the JSON.
const MAX_INLINE: usize = 512;

/// Moves every large blob to a file in `folder`, named after the path of its field.
///
/// # Errors
/// Returns an error with the path if a file cannot be written.
pub(crate) fn store(json: &mut OrderedJson, folder: &Path, path: &str) -> io::Result<()> {
    match json {
        OrderedJson::Object(fields) => fields.iter_mut().try_for_each(|(name, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            store(value, folder, &format!("{path}{dot}{name}"))
        }),
        OrderedJson::Array(items) => items
            .iter_mut()
            .enumerate()
            .try_for_each(|(i, item)| store(item, folder, &format!("{path}[{i}]"))),
        OrderedJson::String(text) if text.len() > MAX_INLINE => {
            let Ok(bytes) = hex::decode(text.as_bytes()) else { return Ok(()) };
            // Loading returns lowercase digits, so text with uppercase digits remains in the JSON.
            if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
                return Ok(());
            }
            let name = format!("{path}.bin");
            create_folder(folder)?;
            write_file(&folder.join(&name), &bytes)?;
            *json = ordered_json!({"$file": name});
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Replaces each `{"$file": NAME}` with the bytes of the file in hex.
///
/// # Errors
/// Returns the path and the reason if a name contains a folder or a file cannot be read.
pub(crate) fn load(json: &mut Json, folder: &Path) -> Result<(), String> {
    if let Some(name) = json.get("$file").and_then(Json::as_str)
        && json.as_object().is_some_and(|map| map.len() == 1)
    {
        let name = Path::new(name);
        // A path in the JSON could refer to a file outside the folder.
        let is_file_name = name.components().count() == 1 && name.file_name().is_some();
        if !is_file_name {
            return Err(format!("$file {}: must be a file name without a folder", name.display()));
        }
        let file = folder.join(name);
        let bytes = fs::read(&file)
            .map_err(|error| format!("{}: {}", file.display(), IoMessage(&error)))?;
        *json = Json::String(hex::encode(bytes));
        return Ok(());
    }
    match json {
        Json::Object(map) => map.values_mut().try_for_each(|value| load(value, folder)),
        Json::Array(items) => items.iter_mut().try_for_each(|item| load(item, folder)),
        _ => Ok(()),
    }
}
