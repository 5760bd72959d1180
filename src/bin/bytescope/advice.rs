//! Advice appended to messages of the library: command-line options that avoid an error.

use bytescope::dump::{Assumption, ReverseError, ReverseErrorKind};
use bytescope::edit::{PatchError, PatchErrorKind};
use bytescope::inspect::{BuildErrorKind, EncodeError, Fault, FaultKind, Limit};

/// Advice for text that is too long.
const TRUNCATE: &str = " (use --truncate to shorten it)";

/// Returns a suffix for messages about a limit: the option that raises it, if there is one.
pub(crate) fn limit_option(limit: Limit) -> &'static str {
    match limit {
        Limit::Depth => " (raise with --max-depth)",
        Limit::Nodes | Limit::Steps => " (raise with --max-nodes)",
        Limit::EmptyItems => " (raise with --max-idle)",
        Limit::Decompressed | Limit::Computed => " (raise with --max-inflate)",
        Limit::Read => " (raise with --max-read)",
        Limit::Aliases => " (raise with --max-aliases)",
        _ => "",
    }
}

/// Appends the option that raises the limit if the fault is a reached limit.
pub(crate) fn with_limit_option(mut fault: Fault) -> Fault {
    fault.message.push_str(fault.limit().map_or("", limit_option));
    fault
}

/// Formats an encoding error with advice.
pub(crate) fn encode_message(error: &EncodeError) -> String {
    if let EncodeError::InvalidSource(_) = error {
        let advice = "remove $error to repair the file, or use --keep to encode the JSON as is";
        return format!("{error} ({advice})");
    }
    let kind = match error {
        EncodeError::Fault { fault, .. } if fault.kind == FaultKind::Mismatch => {
            BuildErrorKind::Computed
        }
        EncodeError::Json(error) => error.kind,
        _ => BuildErrorKind::Invalid,
    };
    let advice = match kind {
        BuildErrorKind::Computed => " (omit it to have it computed, or use --keep)",
        BuildErrorKind::ReadsDifferently => " (omit lengths to have them computed, or use --keep)",
        BuildErrorKind::TooLong => TRUNCATE,
        _ => "",
    };
    format!("{error}{advice}")
}

/// Formats an error of `set` with advice.
pub(crate) fn patch_message(error: &PatchError) -> String {
    let advice = match error.kind {
        PatchErrorKind::Size => " (use --resize to move the rest of the file)",
        PatchErrorKind::TooLong => TRUNCATE,
        PatchErrorKind::Invalid => " (use --keep to write it anyway)",
        _ => "",
    };
    format!("{error}{advice}")
}

/// Formats an error of `dump --reverse` with advice.
pub(crate) fn reverse_message(error: &ReverseError) -> String {
    let advice = match error {
        ReverseError::Line { kind, .. } => match kind {
            ReverseErrorKind::Ambiguous => " (choose with --reverse=NOTATION; see `dump --help`)",
            ReverseErrorKind::Gap => " (use --fill BYTE to fill the gap)",
            ReverseErrorKind::FillLimit => " (raise with --max-fill)",
            _ => "",
        },
        _ => "",
    };
    format!("{error}{advice}")
}

/// Returns a note on a byte order that the text does not determine.
pub(crate) fn assumption(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::GroupsInOrder => {
            "groups are read in the order of bytes (use --reverse=xxd-e if they are little-endian)"
        }
        _ => "words are read as little-endian (use --big-endian if they are not)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limit_faults_have_advice() {
        let fault = Fault::soft(FaultKind::Limit(Limit::Steps), 0, "more than 5 steps");
        assert_eq!(
            with_limit_option(fault).to_string(),
            "more than 5 steps (raise with --max-nodes)"
        );
        let fixed = Fault::soft(FaultKind::Limit(Limit::Coverage), 0, "too often");
        assert_eq!(with_limit_option(fixed).to_string(), "too often");
        let rule = Fault::soft(FaultKind::Rule, 0, "not allowed");
        assert_eq!(with_limit_option(rule).to_string(), "not allowed");
    }
}
