//! Loading of schemas: a file, its imports, and the files of its opaque types.

use crate::diag::{Loc, Report, Sources};
use crate::encoding;
use crate::model::source::Reader;
use crate::model::{self, FileDef, Model, Named, TypeId};
use crate::yaml;
use bytescope_inspect::{IoMessage, Quantity};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Search folders and limit for loading schemas.
#[derive(Clone, Debug)]
pub struct SchemaSearch {
    /// Folders for absolute imports, such as `/common/vlq`, and for the files of opaque types.
    pub folders: Vec<PathBuf>,
    /// Maximum number of YAML nodes that alias expansion may add per file.
    pub max_aliases: u64,
    /// Texts of the imports and of the files of opaque types, by path, as listed by
    /// [`Schema::sources`](crate::Schema::sources). If set, no files are read.
    pub texts: Option<HashMap<PathBuf, String>>,
}

impl SchemaSearch {
    fn has_file(&self, path: &Path) -> bool {
        self.texts.as_ref().map_or_else(|| path.is_file(), |texts| texts.contains_key(path))
    }

    /// Returns the text of a file; the error is the message.
    fn read(&self, path: &Path) -> Result<String, String> {
        match &self.texts {
            Some(texts) => texts.get(path).cloned().ok_or_else(|| "no such file".to_owned()),
            None => read(path),
        }
    }
}

impl Default for SchemaSearch {
    fn default() -> Self {
        Self { folders: Vec::new(), max_aliases: 100_000, texts: None }
    }
}

/// Maximum number of files per schema.
const MAX_FILES: usize = 1000;
/// Maximum size of a schema file in bytes.
const MAX_SIZE: u64 = 64 << 20;

/// A loaded schema with its sources and diagnostics.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) model: Model,
    pub(crate) sources: Sources,
    pub(crate) reader: Reader,
}

struct Loader<'s> {
    search: &'s SchemaSearch,
    loaded: Loaded,
    /// Top-level type of each file read, by canonical path.
    seen: HashMap<PathBuf, Option<TypeId>>,
    /// Files whose imports have not been loaded yet.
    waiting: Vec<(usize, PathBuf)>,
}

/// Loads a schema and, recursively, the files it depends on.
pub(crate) fn load(path: &Path, text: String, search: &SchemaSearch) -> Loaded {
    let mut loader =
        Loader { search, loaded: Loaded::default(), seen: HashMap::new(), waiting: Vec::new() };
    loader.file(path.to_owned(), text);
    while let Some((file, path)) = loader.waiting.pop() {
        loader.imports(file, &path);
        loader.opaque_types(file, &path);
    }
    loader.loaded
}

/// Returns the canonical path of a file, which identifies it.
fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

impl Loader<'_> {
    fn file(&mut self, path: PathBuf, text: String) -> Option<TypeId> {
        let text = normalized(text);
        let key = canonical(&path);
        self.seen.insert(key.clone(), None);
        let source = self.loaded.sources.add(path.clone(), text.clone());
        let Loaded { model, reader, .. } = &mut self.loaded;
        let yaml = match yaml::parse(&text, source, self.search.max_aliases) {
            Ok(yaml) => yaml,
            Err(error) => {
                let found = reader.error(error.loc, "", error.message).limit(error.limit);
                if let Some(help) = error.help {
                    found.help(help);
                }
                return None;
            }
        };
        let files = model.files.len();
        let top = model::read(model, reader, &yaml);
        if model.files.len() > files {
            self.waiting.push((files, path));
        }
        self.seen.insert(key, top);
        top
    }

    fn def(&self, file: usize) -> Option<&FileDef> {
        self.loaded.model.files.get(file)
    }

    fn imports(&mut self, file: usize, path: &Path) {
        let names: Vec<Named> = self.def(file).map(|f| f.imports.clone()).unwrap_or_default();
        for name in names {
            let found = if let Some(absolute) = name.text.strip_prefix('/') {
                self.search
                    .folders
                    .iter()
                    .map(|f| ksy_path(f, absolute))
                    .find(|p| self.search.has_file(p))
            } else {
                let folder = path.parent().unwrap_or(Path::new(""));
                Some(ksy_path(folder, &name.text)).filter(|p| self.search.has_file(p))
            };
            let Some(found) = found else {
                let message = format!("import `{}.ksy` not found", name.text);
                let found = self.loaded.reader.error(name.at.loc, &name.at.path, message);
                if name.text.starts_with('/') {
                    let folders: Vec<_> =
                        self.search.folders.iter().map(|f| f.display().to_string()).collect();
                    found.help(match folders.as_slice() {
                        [] => "use -I to add a folder for absolute imports".to_owned(),
                        _ => format!("searched {}", folders.join(", ")),
                    });
                } else {
                    found.help("imports are relative to the folder of the importing file");
                }
                continue;
            };
            self.read_once(found, name.at.loc, &name.at.path);
        }
    }

    /// Reads a file unless it has been read before.
    fn read_once(&mut self, path: PathBuf, from: Loc, at: &str) {
        if self.seen.contains_key(&canonical(&path)) {
            return;
        }
        if self.seen.len() >= MAX_FILES {
            let message = format!("limit reached: more than {MAX_FILES} files in one schema");
            self.loaded.reader.error(from, at, message);
            return;
        }
        match self.search.read(&path) {
            Ok(text) => {
                self.file(path, text);
            }
            Err(problem) => {
                let message = format!("cannot read {}: {problem}", path.display());
                self.loaded.reader.error(from, at, message);
            }
        }
    }

    /// Searches for the files of the opaque types used in a file, and reads those that exist.
    fn opaque_types(&mut self, file: usize, path: &Path) {
        let Some(def) = self.def(file).filter(|f| f.opaque) else { return };
        let names = self.loaded.model.undeclared_types(def.top);
        for (name, loc) in names {
            let folder = path.parent().unwrap_or(Path::new(""));
            let folders =
                std::iter::once(folder).chain(self.search.folders.iter().map(PathBuf::as_path));
            let found = folders.map(|f| ksy_path(f, &name)).find(|p| self.search.has_file(p));
            if let Some(found) = found {
                self.read_once(found, loc, "");
            }
        }
    }
}

/// Removes a byte order mark, and replaces carriage returns that end a line.
fn normalized(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if text.replace("\r\n", "").contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

fn ksy_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.ksy"))
}

/// Reads the text of a schema file.
///
/// # Errors
/// Returns an error if the file cannot be read.
pub(crate) fn read_text(path: &Path) -> Result<String, Report> {
    read(path).map_err(|problem| {
        let mut sources = Sources::default();
        let file = sources.add(path.to_owned(), String::new());
        let mut reader = Reader::default();
        let loc = Loc { file, line: 1, col: 1, len: 1 };
        reader.error(loc, "", format!("cannot read the schema: {problem}"));
        reader.diagnostics.finish(sources)
    })
}

/// Reads a file as text; the error is the message.
fn read(path: &Path) -> Result<String, String> {
    let open = File::open(path).and_then(|file| {
        let mut bytes = Vec::new();
        file.take(MAX_SIZE.saturating_add(1)).read_to_end(&mut bytes).map(|_| bytes)
    });
    let bytes = open.map_err(|error| IoMessage(&error).to_string())?;
    match bytes.len() as u64 > MAX_SIZE {
        true => Err(format!("limit reached: more than {}", Quantity::bytes(MAX_SIZE))),
        false => decode(bytes),
    }
}

/// Decodes UTF-8, or UTF-16 and UTF-32 with a byte order mark or a first character of ASCII, as
/// YAML requires.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let name = match bytes.as_slice() {
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] => "UTF-32",
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => "UTF-16",
        [0, 0, 0, _, ..] => "UTF-32BE",
        [_, 0, 0, 0, ..] => "UTF-32LE",
        [0, _, ..] => "UTF-16BE",
        [_, 0, ..] => "UTF-16LE",
        _ => "UTF-8",
    };
    let encoding = encoding::named(name).ok_or("unknown encoding")?.encoding;
    if let Some((message, at)) = encoding.invalid(&bytes) {
        return Err(format!("{message} at offset {at:#x}"));
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) if name == "UTF-8" => text,
        Ok(text) => encoding.decode(text.as_bytes()).into_owned(),
        Err(error) => encoding.decode(error.as_bytes()).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_may_be_in_any_encoding_of_yaml() {
        let text = "meta: {id: é}";
        let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
        let little: Vec<u8> = units(u16::to_le_bytes);
        let big: Vec<u8> = units(u16::to_be_bytes);
        let wide: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        for bytes in [
            text.as_bytes(),
            &[b"\xef\xbb\xbf", text.as_bytes()].concat(),
            &little,
            &big,
            &wide,
            &[b"\xff\xfe", little.as_slice()].concat(),
            &[b"\xfe\xff", big.as_slice()].concat(),
            &[b"\xff\xfe\0\0", wide.as_slice()].concat(),
        ] {
            assert_eq!(decode(bytes.to_vec()).map(normalized).as_deref(), Ok(text), "{bytes:02x?}");
        }
        assert_eq!(decode(b"a\xff".to_vec()).unwrap_err(), "invalid UTF-8 at offset 0x1");
        assert_eq!(normalized("a\rb\r\nc".to_owned()), "a\nb\nc");
    }
}
