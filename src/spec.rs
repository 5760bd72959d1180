//! How a format is named on the command line, and what it then is.

use crate::cli::Naming;
use crate::cmd::{self, Status};
use bytescope_formats::{FORMATS, Format, ReadPicture};
use bytescope_inspect::{Limits, Outcome};
use bytescope_ksy::{Report, Schema, Search};
use std::path::PathBuf;
use std::sync::Arc;

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
    if let Some(path) = &naming.schema {
        let schema = Schema::open(path, &search(&naming.include)).map_err(Unusable::Schema)?;
        return Ok(Some(Spec::Schema(schema.into())));
    }
    let Some(name) = &naming.format else { return Ok(None) };
    match builtin(name) {
        Ok(format) => Ok(Some(Spec::Format(format))),
        Err(problem) => Err(Unusable::Unknown(problem)),
    }
}

/// The built-in format of that name.
///
/// # Errors
/// A message with the names that come near.
pub(crate) fn builtin(name: &str) -> Result<&'static Format, String> {
    bytescope_formats::by_name(name).ok_or_else(|| {
        let near = FORMATS.iter().find(|f| {
            f.name.starts_with(name) || name.starts_with(f.name) || f.extensions.contains(&name)
        });
        let hint = match near {
            Some(format) => format!("did you mean '{}'?", format.name),
            None => {
                let names: Vec<_> = FORMATS.iter().map(|f| f.name).collect();
                format!("known are: {}", names.join(", "))
            }
        };
        format!("there is no format '{name}'; {hint}")
    })
}

/// The format of `bytes`: the one that was named, or what the content looks like.
pub(crate) fn of(named: Option<&Spec>, bytes: &[u8]) -> Option<Spec> {
    named.cloned().or_else(|| bytescope_formats::detect(bytes).map(Spec::Format))
}
