//! Faults as JSON.

use bytescope_inspect::{Fault, Limit};
use serde::Serialize;

/// A fault as JSON.
#[derive(Debug, Serialize)]
pub struct FaultView<'f> {
    path: &'f str,
    offset: u64,
    kind: &'static str,
    message: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'static str>,
}

impl<'f> FaultView<'f> {
    /// Creates a view of a fault at `path`.
    pub fn new(path: &'f str, fault: &'f Fault) -> Self {
        Self {
            path,
            offset: fault.offset,
            kind: fault.kind.name(),
            message: &fault.message,
            expected: fault.expected.as_ref().map(ToString::to_string),
            actual: fault.actual.as_ref().map(ToString::to_string),
            limit: fault.limit().map(Limit::name),
        }
    }

    /// Creates a view of a fault with its path.
    pub fn of(found: &'f (String, Fault)) -> Self {
        Self::new(&found.0, &found.1)
    }
}
