//! Opens the formats and files given on the command line.

use crate::args::{FormatArgs, InputArgs, LimitArgs};
use crate::messages::{ExitStatus, report_diagnostics, report_problem};
use bytescope::decode::{Input, InputOptions};
use bytescope::inspect::{Fault, IoMessage, Limits, OpenError, path_text};
use bytescope::ksy::{Parameter, SchemaSearch};
use bytescope::{AnyFormat, Excerpt, FormatError, Formats, ReadOptions, ReadProblem};
use std::io;
use std::path::{Path, PathBuf};

/// Returns the available formats: built-in formats, and schemas in the folders of `-I` and
/// `BYTESCOPE_PATH`.
pub(crate) fn formats(include: &[PathBuf]) -> Formats {
    Formats::new(search(include))
}

/// Returns the search path for schemas: the folders of `-I`, then those of `BYTESCOPE_PATH`.
pub(crate) fn search(include: &[PathBuf]) -> SchemaSearch {
    let path = std::env::var_os("BYTESCOPE_PATH").unwrap_or_default();
    let from_path = std::env::split_paths(&path).filter(|p| !p.as_os_str().is_empty());
    SchemaSearch {
        folders: include.iter().cloned().chain(from_path).collect(),
        ..SchemaSearch::default()
    }
}

impl FormatArgs {
    /// Returns the available formats.
    pub(crate) fn formats(&self) -> Formats {
        Formats::new(SchemaSearch { max_aliases: self.max_aliases, ..search(&self.include) })
    }

    /// Returns the format of `-f` or `-s`, if given. Prints an error if it cannot be used.
    pub(crate) fn select(&self, formats: &Formats) -> Result<Option<AnyFormat>, ExitStatus> {
        let format = match (&self.schema, &self.format) {
            (Some(path), _) => formats.open(path),
            (None, Some(name)) => formats.named(name),
            (None, None) if self.param.is_empty() => return Ok(None),
            (None, None) => {
                return Err(report_problem("--param", "requires a schema (use -s FILE.ksy)"));
            }
        };
        let format = format.map_err(|error| report_format_error(&error))?;
        self.with_parameters(format).map(Some)
    }

    /// Sets the parameters of a schema. Prints an error if a value cannot be used, and a note if a
    /// parameter has no value.
    fn with_parameters(&self, format: AnyFormat) -> Result<AnyFormat, ExitStatus> {
        let Some(schema) = format.schema() else {
            return match self.param.is_empty() {
                true => Ok(format),
                false => Err(report_problem("--param", "requires a schema (use -s FILE.ksy)")),
            };
        };
        let format = match self.param.as_slice() {
            [] => format,
            values => match schema.with_parameters(values) {
                Ok(schema) => schema.into(),
                Err(error) => return Err(report_problem("--param", error)),
            },
        };
        let parameters = format.schema().map(|schema| schema.parameters()).unwrap_or_default();
        for Parameter { name, ty, .. } in parameters.iter().filter(|p| !p.has_value) {
            let message =
                format!("no value of parameter `{name}` of type `{ty}` (use --param {name}=VALUE)");
            report_problem(format.name(), message);
        }
        Ok(format)
    }
}

/// Prints the errors of a schema, or the error of a format name.
pub(crate) fn report_format_error(error: &FormatError) -> ExitStatus {
    match error {
        FormatError::Schema(found) => report_diagnostics(found),
        error => report_problem("--format", error),
    }
}

impl InputArgs {
    /// Opens a file; `-` is standard input.
    pub(crate) fn open(&self, path: &Path) -> Result<Excerpt, OpenError> {
        let mut options = ReadOptions::default();
        (options.offset, options.length) = (self.offset, self.length);
        (options.max_read, options.map) = (self.max_read, true);
        match path.as_os_str() == "-" {
            true => Excerpt::read("<stdin>", io::stdin().lock(), &options),
            false => Excerpt::open(path, &options),
        }
    }

    /// Returns the limits set by the arguments.
    pub(crate) fn limits(&self) -> Limits {
        self.limits.limits()
    }
}

impl LimitArgs {
    /// Returns the limits set by the arguments.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            nodes: self.max_nodes,
            decompressed: self.max_inflate,
            depth: self.max_depth,
            empty_items: self.max_idle,
            ..Limits::default()
        }
    }
}

/// Opens a stream given on the command line: an address, `-` for standard input, or a path.
///
/// # Errors
/// Returns a message if the input cannot be opened.
pub(crate) fn stream(file: &Path, options: InputOptions) -> Result<Input, String> {
    let name = path_text(file);
    type Connect = fn(&str) -> io::Result<Input>;
    let schemes: [(&str, Connect); 3] =
        [("tcp://", Input::tcp), ("tcp-listen://", Input::tcp_listen), ("udp://", Input::udp)];
    for (scheme, connect) in schemes {
        if let Some(address) = name.strip_prefix(scheme) {
            return connect(address).map_err(|error| IoMessage(&error).to_string());
        }
    }
    if name == "-" {
        return Ok(Input::reader("<stdin>", io::stdin()));
    }
    Input::open(file, options).map_err(|error| match error {
        OpenError::Io(error) if error.kind() == io::ErrorKind::InvalidInput => {
            "not a serial port; --baud and --serial do not apply".to_owned()
        }
        error => error.to_string(),
    })
}

/// Formats a read problem with advice.
pub(crate) fn read_message(problem: &ReadProblem) -> String {
    match problem {
        // The message starts with `offset N`, so the prefix makes it name the option.
        ReadProblem::PastEnd { .. } => format!("--{problem}"),
        ReadProblem::LimitReached(_) => format!("{problem} (raise with --max-read)"),
        ReadProblem::Truncated { .. } => {
            format!("{problem}; fields past the new end may be invalid")
        }
        problem => problem.to_string(),
    }
}

/// Returns the fault for a read problem, with advice.
pub(crate) fn read_fault(problem: &ReadProblem) -> Fault {
    let mut fault = problem.fault();
    fault.message = read_message(problem);
    fault
}
