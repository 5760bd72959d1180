//! Large blobs in files: the JSON has `{"$file": NAME}` in place of their bytes.

use bytescope_inspect::{OrderedJson, ordered_json};
use serde_json::Value as Json;
use std::fs;
use std::path::Path;

/// Maximum length of a hex string in characters; longer ones become files.
const MAX_INLINE: usize = 512;

/// Moves every large blob into a file of `folder`, named after its path.
///
/// # Errors
/// A file cannot be written: its path and the reason.
pub(crate) fn store(json: &mut OrderedJson, folder: &Path, path: &str) -> Result<(), String> {
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
            // Uppercase digits would come back as lowercase.
            if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
                return Ok(());
            }
            let name = format!("{path}.bin");
            let file = folder.join(&name);
            let problem = |e| format!("{}: {e}", file.display());
            fs::create_dir_all(folder).and_then(|()| fs::write(&file, bytes)).map_err(problem)?;
            *json = ordered_json!({"$file": name});
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Replaces each `{"$file": NAME}` by the bytes of the file.
///
/// # Errors
/// A file cannot be read: its path and the reason.
pub(crate) fn load(json: &mut Json, folder: &Path) -> Result<(), String> {
    if let Some(name) = json.get("$file").and_then(Json::as_str)
        && json.as_object().is_some_and(|map| map.len() == 1)
    {
        let name = Path::new(name);
        // A name from JSON must not lead out of the folder.
        let plain = name.components().count() == 1 && name.file_name().is_some();
        if !plain {
            return Err(format!("$file {}: must be a file name without a folder", name.display()));
        }
        let file = folder.join(name);
        let bytes = fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        *json = Json::String(hex::encode(bytes));
        return Ok(());
    }
    match json {
        Json::Object(map) => map.values_mut().try_for_each(|value| load(value, folder)),
        Json::Array(items) => items.iter_mut().try_for_each(|item| load(item, folder)),
        _ => Ok(()),
    }
}
