//! Formats and files that the command line names.

use crate::args::{Bounds, Naming, Reading};
use crate::say::{Status, complain, report};
use bytescope::inspect::{Limits, OpenError};
use bytescope::ksy::Search;
use bytescope::{AnyFormat, Excerpt, FormatError, Formats, ReadOptions, ReadProblem};
use std::io;
use std::path::{Path, PathBuf};

/// The formats that can be named or detected: schemas are looked for in the folders of `-I`, then
/// in those of `BYTESCOPE_PATH`.
pub(crate) fn formats(include: &[PathBuf]) -> Formats {
    Formats::new(search(include))
}

/// The folders in which schemas are looked for, beside the folder of the schema that imports them.
pub(crate) fn search(include: &[PathBuf]) -> Search {
    let path = std::env::var_os("BYTESCOPE_PATH").unwrap_or_default();
    let more = std::env::split_paths(&path).filter(|p| !p.as_os_str().is_empty());
    Search { folders: include.iter().cloned().chain(more).collect(), ..Search::default() }
}

impl Naming {
    /// The formats that can be named or detected.
    pub(crate) fn formats(&self) -> Formats {
        Formats::new(Search { max_aliases: self.max_aliases, ..search(&self.include) })
    }

    /// The format that `-f` or `-s` names, if one of them is given. Prints why there is none.
    pub(crate) fn named(&self, formats: &Formats) -> Result<Option<AnyFormat>, Status> {
        let named = match (&self.schema, &self.format) {
            (Some(path), _) => formats.open(path),
            (None, Some(name)) => formats.named(name),
            (None, None) => return Ok(None),
        };
        named.map(Some).map_err(|error| unusable(&error))
    }
}

/// Prints why a format cannot be used.
pub(crate) fn unusable(error: &FormatError) -> Status {
    match error {
        FormatError::Schema(found) => report(found),
        error => complain("--format", error),
    }
}

/// The format of this name that can be written; prints why there is none.
pub(crate) fn writable(name: &str) -> Result<&'static bytescope::formats::Format, Status> {
    match AnyFormat::named(name).map(|format| format.built_in()) {
        Ok(Some(format)) => Ok(format),
        Ok(None) => Err(complain(
            "--format",
            format!("'{name}' is described by a schema, which can only be read"),
        )),
        Err(error) => Err(unusable(&error)),
    }
}

impl Reading {
    /// Opens a file; `-` is the standard input.
    pub(crate) fn open(&self, path: &Path) -> Result<Excerpt, OpenError> {
        let mut options = ReadOptions::default();
        (options.offset, options.length) = (self.offset, self.length);
        (options.max_read, options.map) = (self.max_read, true);
        match path.as_os_str() == "-" {
            true => Excerpt::read("<stdin>", io::stdin().lock(), &options),
            false => Excerpt::open(path, &options),
        }
    }

    /// The limits that the options set.
    pub(crate) fn limits(&self) -> Limits {
        self.bounds.limits()
    }
}

impl Bounds {
    /// The limits that the options set.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            nodes: self.max_nodes,
            inflated: self.max_inflate,
            depth: self.max_depth,
            idle: self.max_idle,
        }
    }
}

/// What to print about bytes that are not there.
pub(crate) fn advised(problem: &ReadProblem) -> String {
    match problem {
        ReadProblem::PastEnd { size, offset } => {
            format!("has {size} bytes, so nothing stands at --offset {offset}")
        }
        ReadProblem::MoreThan(_) => format!("{problem} (see --max-read)"),
        ReadProblem::Truncated { .. } => {
            format!("{problem}; what was shown of the rest is not there any more")
        }
        problem => problem.to_string(),
    }
}
