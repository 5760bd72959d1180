//! Large blobs as files beside the JSON: `{"$file": NAME}` stands for the bytes of a file.

use bytescope_inspect::{OrderedJson, ordered_json};
use serde_json::Value as Json;
use std::fs;
use std::path::Path;

/// Hex strings of more characters than this become files.
const LARGE: usize = 512;

/// Moves every large blob into a file of `folder`, named after its path.
///
/// # Errors
/// A sentence that says which file could not be written.
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
        OrderedJson::String(text) if text.len() > LARGE => {
            let Ok(bytes) = hex::decode(text.as_bytes()) else { return Ok(()) };
            // A text of upper-case digits would come back as another one.
            if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
                return Ok(());
            }
            let name = format!("{path}.bin");
            let at = folder.join(&name);
            let problem = |e| format!("{}: {e}", at.display());
            fs::create_dir_all(folder).and_then(|()| fs::write(&at, bytes)).map_err(problem)?;
            *json = ordered_json!({"$file": name});
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Puts the bytes of the files back in their places.
///
/// # Errors
/// A sentence that says which file could not be read.
pub(crate) fn load(json: &mut Json, folder: &Path) -> Result<(), String> {
    if let Some(name) = json.get("$file").and_then(Json::as_str)
        && json.as_object().is_some_and(|map| map.len() == 1)
    {
        let name = Path::new(name);
        // A name from a JSON file must not lead out of the folder.
        let plain = name.components().count() == 1 && name.file_name().is_some();
        if !plain {
            return Err(format!("$file {}: a name without a folder is expected", name.display()));
        }
        let at = folder.join(name);
        let bytes = fs::read(&at).map_err(|e| format!("{}: {e}", at.display()))?;
        *json = Json::String(hex::encode(bytes));
        return Ok(());
    }
    match json {
        Json::Object(map) => map.values_mut().try_for_each(|value| load(value, folder)),
        Json::Array(items) => items.iter_mut().try_for_each(|item| load(item, folder)),
        _ => Ok(()),
    }
}
