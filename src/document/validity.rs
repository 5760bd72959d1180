//! Validity on a file.

use bytescope_inspect::{Fault, FaultKind};

/// Validity on a file, ordered by severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Validity {
    /// The whole file was verified and has no faults.
    Valid,
    /// A limit was reached before the whole file was verified. The verified part has no faults.
    Incomplete,
    /// The file has faults.
    Invalid,
}

impl Validity {
    /// Returns the validity of a file with these faults. A reached limit is not a fault of the file.
    pub fn of<'f>(faults: impl IntoIterator<Item = &'f Fault>) -> Self {
        let one = |fault: &Fault| match fault.kind {
            FaultKind::Limit(_) => Self::Incomplete,
            _ => Self::Invalid,
        };
        faults.into_iter().map(one).max().unwrap_or(Self::Valid)
    }
}
