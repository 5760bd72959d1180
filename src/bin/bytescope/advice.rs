//! What the user can do about limits and refusals: the library knows no arguments.

use bytescope::edit::{PatchError, PatchErrorKind};
use bytescope::inspect::{BuildErrorKind, EncodeError, Fault, Limit};

/// What to do about text that is too long.
const TRUNCATE: &str = " (--truncate cuts it at a character)";

/// How to raise a limit, as an addition to a message.
pub(crate) fn raising(limit: Limit) -> &'static str {
    match limit {
        Limit::Depth => " (raise with --max-depth)",
        Limit::Nodes | Limit::Steps => " (raise with --max-nodes)",
        Limit::Idle => " (raise with --max-idle)",
        Limit::Inflated | Limit::Computed => " (raise with --max-inflate)",
        Limit::Aliases => " (raise with --max-aliases)",
        _ => "",
    }
}

/// A fault whose message contains how to raise its limit.
pub(crate) fn advised(mut fault: Fault) -> Fault {
    fault.message.push_str(fault.limit().map_or("", raising));
    fault
}

/// An error of making a file, with how to go on.
pub(crate) fn encoding(error: &EncodeError) -> String {
    let advice = match error {
        EncodeError::Fault { .. } => BuildErrorKind::Computed,
        EncodeError::Json(error) => error.kind,
        _ => BuildErrorKind::Invalid,
    };
    let advice = match advice {
        BuildErrorKind::Computed => " (leave it out to have it computed, or --keep it)",
        BuildErrorKind::NotHeld => " (leave lengths out to have them computed, or --keep them)",
        BuildErrorKind::TooLong => TRUNCATE,
        _ => "",
    };
    format!("{error}{advice}")
}

/// An error of changing a file, with how to go on.
pub(crate) fn patching(error: &PatchError) -> String {
    let advice = match error.kind {
        PatchErrorKind::Size => "; `bytescope encode` makes a new file",
        PatchErrorKind::TooLong => TRUNCATE,
        PatchErrorKind::Invalid => " (--keep writes it all the same)",
        _ => "",
    };
    format!("{error}{advice}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytescope::inspect::FaultKind;

    #[test]
    fn limits_say_how_they_are_raised() {
        let fault = Fault::soft(FaultKind::Limit(Limit::Steps), 0, "more than 5 steps");
        assert_eq!(advised(fault).to_string(), "more than 5 steps (raise with --max-nodes)");
        let fixed = Fault::soft(FaultKind::Limit(Limit::Coverage), 0, "too often");
        assert_eq!(advised(fixed).to_string(), "too often");
        let rule = Fault::soft(FaultKind::Rule, 0, "not allowed");
        assert_eq!(advised(rule).to_string(), "not allowed");
    }
}
