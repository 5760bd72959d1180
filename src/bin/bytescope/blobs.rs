//! Large blobs in files: the JSON contains `{"$file": NAME}` instead of the hex digits.

use crate::output::{Outputs, create_folder, file_path};
use bytescope::output::{FileNames, MAX_FILE_NAME, OutputOptions};
use bytescope_inspect::{IoMessage, OrderedJson, ordered_json};
use serde_json::Value as Json;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Maximum length in characters of a hex string that remains in the JSON.
const MAX_INLINE: usize = 512;

/// Extension of the files.
const EXTENSION: &str = ".bin";

/// Folder for the large blobs of one or more files.
pub(crate) struct BlobFolder<'f> {
    folder: &'f Path,
    outputs: Outputs,
    names: FileNames,
}

impl<'f> BlobFolder<'f> {
    /// Uses a folder for the blobs of these files. It is created when needed.
    pub(crate) fn new(folder: &'f Path, files: &[PathBuf]) -> Self {
        let names = FileNames::new(MAX_FILE_NAME.saturating_sub(EXTENSION.len())).keep("[]");
        Self { folder, outputs: Outputs::of(files), names }
    }

    /// Moves every large blob to a file, named after the path of its field. `path` is that of the JSON.
    /// If `file` is given, the names start with its name.
    ///
    /// # Errors
    /// Returns an error with the path if a file cannot be written.
    pub(crate) fn store(
        &mut self,
        json: &mut OrderedJson,
        file: Option<&Path>,
        path: &str,
    ) -> io::Result<()> {
        let prefix = file.map(|file| match file_path(Some(file)) {
            Some(file) => format!("{}.", file.file_name().unwrap_or_default().to_string_lossy()),
            None => "stdin.".to_owned(),
        });
        self.store_in(json, &prefix.unwrap_or_default(), path)
    }

    fn store_in(&mut self, json: &mut OrderedJson, prefix: &str, path: &str) -> io::Result<()> {
        match json {
            OrderedJson::Object(fields) => fields.iter_mut().try_for_each(|(name, value)| {
                let dot = if path.is_empty() { "" } else { "." };
                self.store_in(value, prefix, &format!("{path}{dot}{name}"))
            }),
            OrderedJson::Array(items) => items
                .iter_mut()
                .enumerate()
                .try_for_each(|(i, item)| self.store_in(item, prefix, &format!("{path}[{i}]"))),
            OrderedJson::String(text) if text.len() > MAX_INLINE => {
                let Ok(bytes) = hex::decode(text.as_bytes()) else { return Ok(()) };
                // Loading returns lowercase digits, so text with uppercase digits remains in the
                // JSON.
                if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
                    return Ok(());
                }
                let name = format!("{}{EXTENSION}", self.names.assign(prefix, path).name);
                create_folder(self.folder)?;
                let options = OutputOptions::default().durable(false);
                let mut out = self.outputs.file(&self.folder.join(&name), &options)?;
                out.write_all(&bytes)?;
                out.commit()?;
                *json = ordered_json!({"$file": name});
                Ok(())
            }
            _ => Ok(()),
        }
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
        let failed = |error: &io::Error| format!("{}: {}", file.display(), IoMessage(error));
        // Reading a named pipe or device could block or not end.
        if !fs::metadata(&file).map_err(|error| failed(&error))?.is_file() {
            return Err(format!("{}: is not a regular file", file.display()));
        }
        let bytes = fs::read(&file).map_err(|error| failed(&error))?;
        *json = Json::String(hex::encode(bytes));
        return Ok(());
    }
    match json {
        Json::Object(map) => map.values_mut().try_for_each(|value| load(value, folder)),
        Json::Array(items) => items.iter_mut().try_for_each(|item| load(item, folder)),
        _ => Ok(()),
    }
}
