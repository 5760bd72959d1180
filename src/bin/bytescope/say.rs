//! Messages on the standard error, and the exit status.

use crate::advice;
use bytescope::DecodeError;
use bytescope::ksy::Report;
use bytescope::layout::LayoutError;
use std::fmt::Display;
use std::io::Write;

/// The exit status of a command. Later ones are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Good = 0,
    /// The data is invalid.
    Bad = 1,
    /// Wrong usage, or a file that cannot be read or written.
    Failed = 2,
}

/// Prints what is wrong with `what`.
pub(crate) fn complain(what: impl Display, problem: impl Display) -> Status {
    // Nothing is left to be done when even this cannot be written.
    let _ = writeln!(anstream::stderr(), "bytescope: {what}: {problem}");
    Status::Failed
}

/// Prints what is wrong with a schema, each diagnostic with its line.
pub(crate) fn report(found: &Report) -> Status {
    // Nothing is left to be done when even this cannot be written.
    for mut diagnostic in found.diagnostics.iter().cloned() {
        diagnostic.message.push_str(diagnostic.limit.map_or("", advice::raising));
        let _ = write!(anstream::stderr(), "{}", found.text(&diagnostic));
    }
    if found.has_errors() { Status::Failed } else { Status::Good }
}

/// Prints why an input cannot be decoded, with the option that is at fault or that helps.
pub(crate) fn not_decoded(name: &str, error: &DecodeError) -> Status {
    let status = match error {
        DecodeError::UnknownFormat => complain(
            name,
            "in no known format; name its records: -f NAME (`bytescope formats` lists them), or \
             --struct FMT",
        ),
        DecodeError::NoRecords(None) => complain(name, "has no records of a fixed size"),
        DecodeError::SeveralLists(known) => {
            let known = known.join(", ");
            complain(name, format!("several kinds of records, say which with --each: {known}"))
        }
        DecodeError::List(_) | DecodeError::ListOfFrames => complain("--each", error),
        DecodeError::Columns(_) => complain("--columns", error),
        DecodeError::NoColumns
        | DecodeError::Layout(LayoutError::NoBytes)
        | DecodeError::Finder(_) => complain("decode", error),
        DecodeError::Frames(_) => complain("--schema", error),
        DecodeError::VariableFrames(format) => complain(format, error),
        DecodeError::NotFramed(format) => {
            complain(format, format!("{error}; `bytescope formats` tells of which they can"))
        }
        DecodeError::NoRecords(Some((path, fault))) => {
            let (offset, fault) = (fault.offset, advice::advised(fault.clone()));
            complain(name, format!("no records: {path} at {offset:#x}: {fault}"))
        }
        DecodeError::RepeatedFormat(format) => complain(format, "named twice"),
        DecodeError::Growing => complain(name, format!("{error}: leave --follow out")),
        DecodeError::NoMessages => complain("--split-by", error),
        _ => complain(name, error),
    };
    if error.is_invalid_data() { Status::Bad } else { status }
}
