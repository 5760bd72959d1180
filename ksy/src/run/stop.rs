//! Why reading stops.

use crate::value::Val;
use bytescope_inspect::{Fact, Fault, FaultKind, Limit};

/// A result of the machine.
pub(crate) type Res<T> = Result<T, Box<Stop>>;

/// A fault on its way up.
#[derive(Clone, Debug)]
pub(crate) struct Stop {
    pub(crate) fault: Fault,
    /// Whether the fault has an offset.
    pub(crate) located: bool,
    /// Whether it stands at its field.
    pub(crate) placed: bool,
    /// What was read of the value before.
    pub(crate) partial: Option<Val>,
}

impl Stop {
    pub(super) fn new(kind: FaultKind, message: impl Into<String>) -> Box<Self> {
        let fault = Fault::fatal(kind, 0, message);
        Box::new(Self { fault, located: false, placed: false, partial: None })
    }

    /// A rule that does not hold, or an expression without a value.
    pub(crate) fn rule(message: impl Into<String>) -> Box<Self> {
        Self::new(FaultKind::Rule, message)
    }

    /// A budget that is used up.
    pub(crate) fn limit(limit: Limit, message: impl Into<String>) -> Box<Self> {
        Self::new(FaultKind::Limit(limit), message)
    }

    /// Data that ends too early.
    pub(crate) fn short(want: u64, left: u64) -> Box<Self> {
        let mut stop = Self::new(FaultKind::Truncated, "end of data");
        stop.fault = stop.fault.with(Fact::Size(want), Fact::Size(left));
        stop
    }

    /// Something other than what must stand here.
    pub(crate) fn differs(
        kind: FaultKind,
        message: &str,
        expected: impl Into<Fact>,
        actual: impl Into<Fact>,
    ) -> Box<Self> {
        let mut stop = Self::new(kind, message);
        stop.fault = stop.fault.with(expected, actual);
        stop
    }

    /// The same at an offset, unless it has one.
    pub(crate) fn at(mut self: Box<Self>, offset: u64) -> Box<Self> {
        if !self.located {
            self.located = true;
            self.fault.offset = offset;
        }
        self
    }

    pub(crate) fn is_limit(&self) -> bool {
        self.fault.limit().is_some()
    }
}
