//! Errors that stop the machine.

use crate::value::Val;
use bytescope_inspect::{Fact, Fault, FaultKind, Limit};

/// Result of a machine operation.
pub(crate) type Res<T> = Result<T, Box<Halt>>;

/// A fault that stops reading of the current value.
#[derive(Clone, Debug)]
pub(crate) struct Halt {
    pub(crate) fault: Fault,
    /// True if the fault has an offset.
    pub(crate) located: bool,
    /// True if the fault is recorded at its field.
    pub(crate) recorded: bool,
    /// Origin of the fault, if it is a consequence of another fault, which is recorded.
    pub(crate) cause: Option<Cause>,
    /// Part of the value that was read before the fault.
    pub(crate) partial: Option<Val>,
}

/// Kind of field that has the fault on which another fault depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A field of `seq`, which every tree shows.
    Field,
    /// An instance, which a tree shows on request.
    Instance,
}

impl Halt {
    pub(super) fn new(kind: FaultKind, message: impl Into<String>) -> Box<Self> {
        Self::of(Fault::fatal(kind, 0, message))
    }

    /// Creates an error from a fault without an offset.
    pub(super) fn of(mut fault: Fault) -> Box<Self> {
        fault.fatal = true;
        Box::new(Self { fault, located: false, recorded: false, cause: None, partial: None })
    }

    /// Creates an error for a violated rule or an expression that cannot be evaluated.
    pub(crate) fn rule(message: impl Into<String>) -> Box<Self> {
        Self::new(FaultKind::Rule, message)
    }

    /// Creates an error for the use of a field that could not be read.
    pub(crate) fn unreadable(name: &str) -> Box<Self> {
        let mut halt = Self::rule(format!("`{name}` could not be read"));
        halt.cause = Some(Cause::Field);
        halt
    }

    /// Creates an error for a limit that was reached.
    pub(crate) fn limit(limit: Limit, max: u64) -> Box<Self> {
        Self::new(FaultKind::Limit(limit), limit.message(max))
    }

    /// Creates an error for truncated data.
    pub(crate) fn short(needed: u64, left: u64) -> Box<Self> {
        Self::differs(
            FaultKind::Truncated,
            "unexpected end of data",
            Fact::Size(needed),
            Fact::Size(left),
        )
    }

    /// Creates an error with the expected and the actual value.
    pub(crate) fn differs(
        kind: FaultKind,
        message: &str,
        expected: impl Into<Fact>,
        actual: impl Into<Fact>,
    ) -> Box<Self> {
        let mut halt = Self::new(kind, message);
        halt.fault = halt.fault.with(expected, actual);
        halt
    }

    /// Sets the offset of the fault unless it already has one.
    pub(crate) fn at(mut self: Box<Self>, offset: u64) -> Box<Self> {
        if !self.located {
            self.located = true;
            self.fault.offset = offset;
        }
        self
    }

    /// True if a limit was reached.
    pub(crate) fn is_limit(&self) -> bool {
        self.fault.limit().is_some()
    }
}
