//! The kinds of damage.

use super::spots::{Holds, Spot};
use bytescope_inspect::{Fault, FaultKind};
use serde::Serialize;

/// What is wrong with a damaged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Damage {
    /// A field has a value that the format does not allow.
    Range,
    /// A length, a number of items or a place does not fit the data.
    Length,
    /// A checksum is another one.
    Checksum,
    /// A constant of the format is another one.
    Constant,
    /// A field is another one than its checksum was made of.
    Content,
    /// The file ends at the edge of a field.
    Truncation,
    /// Bytes stand behind the end.
    Trailing,
}

impl Damage {
    /// Every kind, in the order in which they take turns.
    pub const ALL: [Self; 7] = [
        Self::Range,
        Self::Length,
        Self::Checksum,
        Self::Constant,
        Self::Truncation,
        Self::Content,
        Self::Trailing,
    ];

    /// Whether a change of a field is damage of this kind, judging by the first fault.
    pub(super) fn is(self, spot: &Spot, path: &str, fault: &Fault) -> bool {
        let here = path == spot.path;
        match self {
            Self::Range => here && fault.kind == FaultKind::Rule,
            Self::Length => {
                let moved = matches!(fault.kind, FaultKind::Truncated | FaultKind::Uncovered);
                spot.holds == Holds::Number && (moved || here && fault.kind == FaultKind::Mismatch)
            }
            Self::Checksum => {
                spot.holds == Holds::Checksum && here && fault.kind == FaultKind::Mismatch
            }
            Self::Constant => here && fault.kind == FaultKind::Magic,
            Self::Content => !here && fault.kind == FaultKind::Mismatch,
            Self::Truncation | Self::Trailing => false,
        }
    }
}
