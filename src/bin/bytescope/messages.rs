//! Messages on standard error, and the exit status.

use crate::advice;
use bytescope::inspect::{EscapedText, Fault, IoMessage, escape, path_text};
use bytescope::ksy::Report;
use bytescope::layout::LayoutError;
use bytescope::view::wrapped_lines;
use bytescope::{DecodeError, Validity};
use clap::error::ContextValue;
use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// Exit status of a command, ordered by severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    Valid,
    /// A limit was reached before all data was read.
    Incomplete,
    /// The data is invalid.
    Invalid,
    /// Wrong usage, or a file that cannot be read or written.
    Failed,
}

impl ExitStatus {
    /// Returns the number that the program returns to its caller.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Invalid => 1,
            Self::Failed => 2,
            Self::Incomplete => 3,
        }
    }

    /// Returns the status for a fault.
    pub(crate) fn of(fault: &Fault) -> Self {
        Validity::of([fault]).into()
    }
}

impl From<Validity> for ExitStatus {
    fn from(validity: Validity) -> Self {
        match validity {
            Validity::Valid => Self::Valid,
            Validity::Incomplete => Self::Incomplete,
            Validity::Invalid => Self::Invalid,
        }
    }
}

/// Prints a problem with `what`, a file, argument or command.
pub(crate) fn report_problem(what: impl Display, problem: impl Display) -> ExitStatus {
    print_message(&problem_message(what, problem));
    ExitStatus::Failed
}

/// Returns the line that [`report_problem`] prints.
pub(crate) fn problem_message(what: impl Display, problem: impl Display) -> String {
    format!("bytescope: {}: {}\n", EscapedText(what), EscapedText(problem))
}

/// Prints a message, with a single write, since standard error is not buffered. On a terminal, long
/// lines are wrapped between words.
pub(crate) fn print_message(message: &str) {
    let mut message = Cow::Borrowed(message);
    let size = terminal_size::terminal_size_of(io::stderr());
    if let Some((width, _)) = size {
        let width = usize::from(width.0).max(20);
        let wrapped = message.lines().map(|line| match line.len() > width {
            true => wrapped_lines(line, width.saturating_sub(2)).join("\n  "),
            false => line.to_owned(),
        });
        message = (wrapped.collect::<Vec<_>>().join("\n") + "\n").into();
    }
    // Errors writing to standard error cannot be reported.
    let _ = io::stderr().write_all(message.as_bytes());
}

/// Returns a file name as it is shown in messages and reports.
pub(crate) fn file_name(path: &Path) -> String {
    path_text(path)
}

/// Prints a usage error, help or the version. Arguments that the message quotes are escaped, since
/// a shell may have expanded them from file names.
pub(crate) fn report_usage(mut error: clap::Error) -> ExitCode {
    if !error.use_stderr() {
        return match error.print() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => ExitCode::from(report_problem("<stdout>", IoMessage(&error)).code()),
        };
    }
    let is_plain = |arg: OsString| {
        let text = arg.to_string_lossy();
        text == escape(&text)
    };
    if std::env::args_os().skip(1).all(is_plain) {
        error.exit();
    }
    let escaped = |text: &String| escape(text).into_owned();
    let context: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(escaped(&text)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(escaped).collect())
            }
            other => other,
        };
        error.insert(kind, value);
    }
    let message = error.render().to_string();
    let lines: Vec<_> = message.split('\n').map(|line| EscapedText(line).to_string()).collect();
    let _ = write!(anstream::stderr(), "{}", lines.join("\n"));
    ExitCode::from(ExitStatus::Failed.code())
}

/// Severest status of the results so far, for an output that is closed early.
static NOTED: Mutex<ExitStatus> = Mutex::new(ExitStatus::Valid);

/// Notes the status of a result that has not been returned yet. If the output is closed, e.g. by
/// `head`, the program exits with the severest noted status.
pub(crate) fn note(status: ExitStatus) -> ExitStatus {
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    *noted = noted.max(status);
    *noted
}

/// Prints the errors and warnings of a schema, each with its source line.
pub(crate) fn report_diagnostics(found: &Report) -> ExitStatus {
    // Errors writing to standard error cannot be reported.
    for mut diagnostic in found.diagnostics.iter().cloned() {
        diagnostic.message.push_str(diagnostic.limit.map_or("", advice::limit_option));
        let _ = write!(anstream::stderr(), "{}", found.render(&diagnostic));
    }
    if found.has_errors() { ExitStatus::Failed } else { ExitStatus::Valid }
}

/// Prints a decoding error, with the file or argument that causes it.
pub(crate) fn report_decode_error(name: &str, error: &DecodeError) -> ExitStatus {
    let status = match error {
        DecodeError::UnknownFormat => report_problem(
            name,
            "unrecognized format (use -f NAME or --struct FMT to choose one; see `bytescope \
             formats`)",
        ),
        DecodeError::NoRecords(None) => report_problem(name, "no fixed-size records"),
        DecodeError::SeveralLists(known) => {
            let known = known.join(", ");
            report_problem(
                name,
                format!("several lists of records (choose one with --each): {known}"),
            )
        }
        DecodeError::List(_) | DecodeError::ListOfFrames => report_problem("--each", error),
        DecodeError::Columns(_) => report_problem("--columns", error),
        DecodeError::NoColumns
        | DecodeError::Layout(LayoutError::ZeroSize)
        | DecodeError::Finder(_) => report_problem("decode", error),
        DecodeError::Frames(_) => report_problem("--schema", error),
        DecodeError::VariableFrames(format) => report_problem(format, error),
        DecodeError::NotFramed(format) => {
            report_problem(format, format!("{error} (see `bytescope formats`)"))
        }
        DecodeError::NoRecords(Some((path, fault))) => {
            let (offset, fault) = (fault.offset, advice::with_limit_option(fault.clone()));
            report_problem(name, format!("no records: {path} at {offset:#x}: {fault}"))
        }
        DecodeError::DuplicateFormat(format) => report_problem(format, "duplicate format"),
        DecodeError::Growing => report_problem(name, format!("{error} (omit --follow)")),
        DecodeError::NoMessages => report_problem("--split-by", error),
        _ => report_problem(name, error),
    };
    match error {
        DecodeError::NoRecords(Some((_, fault))) => ExitStatus::of(fault),
        _ if error.is_invalid_data() => ExitStatus::Invalid,
        _ => status,
    }
}
