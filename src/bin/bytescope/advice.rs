//! Advice on limits and refusals in terms of arguments, which the library does not know.

use bytescope::edit::{PatchError, PatchErrorKind};
use bytescope::inspect::{BuildErrorKind, EncodeError, Fault, Limit};

/// Advice on text that is too long.
const TRUNCATE: &str = " (use --truncate to shorten it)";

/// Returns the advice on raising a limit, to be appended to a message.
pub(crate) fn raising(limit: Limit) -> &'static str {
    match limit {
        Limit::Depth => " (raise with --max-depth)",
        Limit::Nodes | Limit::Steps => " (raise with --max-nodes)",
        Limit::EmptyItems => " (raise with --max-idle)",
        Limit::Decompressed | Limit::Computed => " (raise with --max-inflate)",
        Limit::Aliases => " (raise with --max-aliases)",
        _ => "",
    }
}

/// Appends the advice on raising its limit to the message of a fault.
pub(crate) fn advised(mut fault: Fault) -> Fault {
    fault.message.push_str(fault.limit().map_or("", raising));
    fault
}

/// Formats an encoding error with advice.
pub(crate) fn encoding(error: &EncodeError) -> String {
    let advice = match error {
        EncodeError::Fault { .. } => BuildErrorKind::Computed,
        EncodeError::Json(error) => error.kind,
        _ => BuildErrorKind::Invalid,
    };
    let advice = match advice {
        BuildErrorKind::Computed => " (omit it to have it computed, or use --keep)",
        BuildErrorKind::ReadsDifferently => " (omit lengths to have them computed, or use --keep)",
        BuildErrorKind::TooLong => TRUNCATE,
        _ => "",
    };
    format!("{error}{advice}")
}

/// Formats an error of `set` with advice.
pub(crate) fn patching(error: &PatchError) -> String {
    let advice = match error.kind {
        PatchErrorKind::Size => " (use `bytescope encode` to create a new file)",
        PatchErrorKind::TooLong => TRUNCATE,
        PatchErrorKind::Invalid => " (use --keep to write it anyway)",
        _ => "",
    };
    format!("{error}{advice}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytescope::inspect::FaultKind;

    #[test]
    fn limits_come_with_advice() {
        let fault = Fault::soft(FaultKind::Limit(Limit::Steps), 0, "more than 5 steps");
        assert_eq!(advised(fault).to_string(), "more than 5 steps (raise with --max-nodes)");
        let fixed = Fault::soft(FaultKind::Limit(Limit::Coverage), 0, "too often");
        assert_eq!(advised(fixed).to_string(), "too often");
        let rule = Fault::soft(FaultKind::Rule, 0, "not allowed");
        assert_eq!(advised(rule).to_string(), "not allowed");
    }
}
