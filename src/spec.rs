//! How a format is named on the command line, and what it then is.

use crate::cli::Naming;
use crate::cmd::{self, Status};
use bytescope_formats::{FORMATS, Format, ReadPicture, SCHEMAS, SchemaSource, schema_named};
use bytescope_inspect::{Fault, FaultOptions, Limits, Outcome, nearest};
use bytescope_ksy::{Report, Schema, Search};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A format: built in, or described by a schema.
#[derive(Clone, Debug)]
pub(crate) enum Spec {
    Format(&'static Format),
    Schema(Arc<Schema>),
}

/// Why a format that was named cannot be used.
pub(crate) enum Unusable {
    /// There is no such format; what to do instead.
    Unknown(String),
    /// The schema is faulty.
    Schema(Report),
}

impl Unusable {
    /// Says so on the standard error.
    pub(crate) fn complain(&self) -> Status {
        match self {
            Self::Unknown(problem) => cmd::complain("--format", problem),
            Self::Schema(found) => cmd::report(found),
        }
    }
}

impl Spec {
    /// The name, as `-f` takes it.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Format(format) => format.name,
            Self::Schema(schema) => schema.name(),
        }
    }

    /// What people call it.
    pub(crate) fn title(&self) -> &str {
        match self {
            Self::Format(format) => format.title,
            Self::Schema(schema) => schema.title(),
        }
    }

    /// Reads data into a field tree.
    pub(crate) fn inspect(&self, data: &[u8], limits: Limits, instances: bool) -> Outcome<()> {
        match self {
            Self::Format(format) => (format.inspect)(data, limits),
            Self::Schema(schema) => schema.inspect(data, limits, instances),
        }
    }

    /// What is wrong with data, as `check` counts it: the first faults, with the paths of their
    /// fields.
    pub(crate) fn faults(&self, data: &[u8], limits: Limits, most: usize) -> Vec<(String, Fault)> {
        let outcome = self.inspect(data, limits, true);
        outcome.faults(data, &FaultOptions { limits, most, ..FaultOptions::default() })
    }

    /// How to see the picture, where there is one.
    pub(crate) fn picture(&self) -> Option<ReadPicture> {
        match self {
            Self::Format(format) => format.picture,
            Self::Schema(_) => None,
        }
    }
}

/// Where schemas are looked for besides the folder they stand in: `-I`, then `BYTESCOPE_PATH`.
pub(crate) fn search(include: &[PathBuf]) -> Search {
    let path = std::env::var_os("BYTESCOPE_PATH").unwrap_or_default();
    let more = std::env::split_paths(&path).filter(|p| !p.as_os_str().is_empty());
    Search { folders: include.iter().cloned().chain(more).collect(), ..Search::default() }
}

/// The format that `-f` or `-s` names; none when neither is given.
pub(crate) fn named(naming: &Naming) -> Result<Option<Spec>, Unusable> {
    let search = Search { max_aliases: naming.max_aliases, ..search(&naming.include) };
    if let Some(path) = &naming.schema {
        return open(path, &search).map(Some);
    }
    let Some(name) = &naming.format else { return Ok(None) };
    if let Some(format) = bytescope_formats::by_name(name) {
        return Ok(Some(Spec::Format(format)));
    }
    if let Some(source) = schema_named(name) {
        return Ok(built_in(source).map(Spec::Schema));
    }
    let file = format!("{name}.ksy");
    match search.folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file()) {
        Some(path) => open(&path, &search).map(Some),
        None => Err(Unusable::Unknown(unknown(name))),
    }
}

fn open(path: &Path, search: &Search) -> Result<Spec, Unusable> {
    let schema = Schema::open(path, search).map_err(Unusable::Schema)?;
    Ok(Spec::Schema(schema.into()))
}

/// A schema that is built in; it is read when it is first asked for. A test holds all of them to be
/// good.
pub(crate) fn built_in(source: SchemaSource) -> Option<Arc<Schema>> {
    static READ: [OnceLock<Option<Arc<Schema>>>; SCHEMAS.len()] =
        [const { OnceLock::new() }; SCHEMAS.len()];
    let at = SCHEMAS.iter().position(|known| known.name == source.name)?;
    let read = || {
        let path = PathBuf::from(format!("{}.ksy", source.name));
        Schema::parse(&path, source.text.to_owned(), &Search::default()).ok().map(Arc::new)
    };
    READ.get(at)?.get_or_init(read).clone()
}

/// The built-in format of that name that is a Rust type: it can be written.
///
/// # Errors
/// A message with the names that come near.
pub(crate) fn writable(name: &str) -> Result<&'static Format, String> {
    bytescope_formats::by_name(name).ok_or_else(|| match schema_named(name) {
        Some(_) => format!("'{name}' is described by a schema, which can only be read"),
        None => unknown(name),
    })
}

/// Says that there is no such format, and what comes near.
fn unknown(name: &str) -> String {
    let near = FORMATS.iter().find(|f| {
        f.name.starts_with(name) || name.starts_with(f.name) || f.extensions.contains(&name)
    });
    let names = || FORMATS.iter().map(|f| f.name).chain(SCHEMAS.iter().map(|s| s.name));
    let near = near.map(|f| f.name).or_else(|| nearest(name, names()));
    let hint = match near {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("known are: {}", names().collect::<Vec<_>>().join(", ")),
    };
    format!("there is no format '{name}'; {hint}")
}

/// The format of `bytes`: the one that was named, or what the content looks like.
pub(crate) fn of(named: Option<&Spec>, bytes: &[u8]) -> Option<Spec> {
    let found = named.cloned().or_else(|| bytescope_formats::detect(bytes).map(Spec::Format));
    found.or_else(|| {
        let mut schemas = SCHEMAS.iter().filter_map(|source| built_in(*source));
        schemas.find(|schema| schema.begins(bytes)).map(Spec::Schema)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_schema_is_good() {
        for source in SCHEMAS {
            let path = PathBuf::from(format!("{}.ksy", source.name));
            let schema = Schema::parse(&path, source.text.to_owned(), &Search::default());
            let schema = schema.unwrap_or_else(|report| panic!("{report}"));
            assert_eq!(schema.name(), source.name);
            assert!(!schema.doc().is_empty(), "{} says nothing of itself", source.name);
            assert!(schema.warnings().diagnostics.is_empty(), "{}", schema.warnings());
        }
    }
}
