//! Kinds of damage.

use super::fields::{FieldClass, StoredField};
use bytescope_inspect::{Fault, FaultKind};
use serde::Serialize;

/// Kind of damage of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Damage {
    /// A field has a value that the format does not allow.
    Range,
    /// A length, count or offset does not match the data.
    Length,
    /// A checksum is changed.
    Checksum,
    /// A constant of the format is changed.
    Constant,
    /// A field that is covered by a checksum is changed.
    Content,
    /// The file is truncated at the start or end of a field.
    Truncation,
    /// The file has trailing bytes.
    Trailing,
}

impl Damage {
    /// All kinds, in the order in which they are tried.
    pub const ALL: [Self; 7] = [
        Self::Range,
        Self::Length,
        Self::Checksum,
        Self::Constant,
        Self::Truncation,
        Self::Content,
        Self::Trailing,
    ];

    /// True if the first fault shows that a change of a field is damage of this kind.
    pub(super) fn is(self, field: &StoredField, path: &str, fault: &Fault) -> bool {
        let in_field = path == field.path;
        match self {
            Self::Range => in_field && fault.kind == FaultKind::Rule,
            Self::Length => {
                let moved = matches!(fault.kind, FaultKind::Truncated | FaultKind::Uncovered);
                field.class == FieldClass::Number
                    && (moved || in_field && fault.kind == FaultKind::Mismatch)
            }
            Self::Checksum => {
                field.class == FieldClass::Checksum && in_field && fault.kind == FaultKind::Mismatch
            }
            Self::Constant => in_field && fault.kind == FaultKind::Magic,
            Self::Content => !in_field && fault.kind == FaultKind::Mismatch,
            Self::Truncation | Self::Trailing => false,
        }
    }
}
