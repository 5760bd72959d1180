//! From a file to a model: the file, what it imports, and what its opaque types name.

use crate::diag::{Loc, Report, Sources};
use crate::model::source::Reader;
use crate::model::{self, FileDef, Model, Named, TypeId};
use crate::yaml;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Where schemas are looked for, and what loading them may cost.
#[derive(Clone, Debug)]
pub struct Search {
    /// Folders for absolute imports, `/common/vlq`, and for opaque types.
    pub folders: Vec<PathBuf>,
    /// YAML nodes that aliases may stand for, in one file.
    pub max_aliases: u64,
}

impl Default for Search {
    fn default() -> Self {
        Self { folders: Vec::new(), max_aliases: 100_000 }
    }
}

/// Files that one schema may consist of.
const MOST_FILES: usize = 1000;

/// Everything that was read.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) model: Model,
    pub(crate) sources: Sources,
    pub(crate) reader: Reader,
}

struct Loader<'s> {
    search: &'s Search,
    loaded: Loaded,
    /// The file of each path that was read.
    seen: HashMap<PathBuf, Option<TypeId>>,
    /// Files whose imports are still to be read.
    waiting: Vec<(usize, PathBuf)>,
}

/// Reads a schema and all it needs.
pub(crate) fn load(path: &Path, text: String, search: &Search) -> Loaded {
    let mut loader =
        Loader { search, loaded: Loaded::default(), seen: HashMap::new(), waiting: Vec::new() };
    loader.file(path.to_owned(), text);
    while let Some((file, path)) = loader.waiting.pop() {
        loader.imports(file, &path);
        loader.opaque(file, &path);
    }
    loader.loaded
}

/// One way to name a file.
fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

impl Loader<'_> {
    fn file(&mut self, path: PathBuf, text: String) -> Option<TypeId> {
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
                self.search.folders.iter().map(|f| with_ending(f, absolute)).find(|p| p.is_file())
            } else {
                let folder = path.parent().unwrap_or(Path::new(""));
                Some(with_ending(folder, &name.text)).filter(|p| p.is_file())
            };
            let Some(found) = found else {
                let message = format!("the schema `{}.ksy` is not to be found", name.text);
                let found = self.loaded.reader.error(name.at.loc, &name.at.path, message);
                if name.text.starts_with('/') {
                    let folders: Vec<_> =
                        self.search.folders.iter().map(|f| f.display().to_string()).collect();
                    found.help(match folders.as_slice() {
                        [] => "absolute imports are looked for in the folders given with -I"
                            .to_owned(),
                        _ => format!("looked for in {}", folders.join(", ")),
                    });
                } else {
                    found.help("imports are looked for beside the file that imports them");
                }
                continue;
            };
            self.once(found, name.at.loc, &name.at.path);
        }
    }

    /// Reads a file, unless that has been done.
    fn once(&mut self, path: PathBuf, from: Loc, at: &str) {
        if self.seen.contains_key(&canonical(&path)) {
            return;
        }
        if self.seen.len() >= MOST_FILES {
            let message = format!("more than {MOST_FILES} files belong to this schema");
            self.loaded.reader.error(from, at, message);
            return;
        }
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                self.file(path, text);
            }
            Err(error) => {
                let message = format!("cannot read {}: {error}", path.display());
                self.loaded.reader.error(from, at, message);
            }
        }
    }

    /// Looks for the types that a file leaves to others.
    fn opaque(&mut self, file: usize, path: &Path) {
        let Some(def) = self.def(file).filter(|f| f.opaque) else { return };
        let names = self.loaded.model.outside(def.top);
        for (name, loc) in names {
            let beside = path.parent().unwrap_or(Path::new(""));
            let folders =
                std::iter::once(beside).chain(self.search.folders.iter().map(PathBuf::as_path));
            let found = folders.map(|f| with_ending(f, &name)).find(|p| p.is_file());
            if let Some(found) = found {
                self.once(found, loc, "");
            }
        }
    }
}

fn with_ending(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.ksy"))
}

/// Reads the file of a schema.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn text_of(path: &Path) -> Result<String, Report> {
    std::fs::read_to_string(path).map_err(|error| {
        let mut sources = Sources::default();
        let file = sources.add(path.to_owned(), String::new());
        let mut reader = Reader::default();
        let loc = Loc { file, line: 1, col: 1, len: 1 };
        reader.error(loc, "", format!("cannot read the schema: {error}"));
        reader.found.finish(sources)
    })
}
