//! Why reading stops.

use crate::value::Val;
use bytescope_inspect::{Fault, FaultKind};

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
    fn new(kind: FaultKind, message: impl Into<String>) -> Box<Self> {
        let fault = Fault { fatal: true, ..Fault::soft(kind, 0, message) };
        Box::new(Self { fault, located: false, placed: false, partial: None })
    }

    /// A rule that does not hold, or an expression without a value.
    pub(crate) fn rule(message: impl Into<String>) -> Box<Self> {
        Self::new(FaultKind::Rule, message)
    }

    /// A budget that is used up.
    pub(crate) fn limit(message: impl Into<String>) -> Box<Self> {
        Self::new(FaultKind::Limit, message)
    }

    /// Data that ends too early.
    pub(crate) fn short(want: u64, left: u64) -> Box<Self> {
        let mut stop = Self::new(FaultKind::Truncated, "end of data");
        stop.fault = stop.fault.with(bytes(want), bytes(left));
        stop
    }

    /// Something other than what must stand here.
    pub(crate) fn differs(
        kind: FaultKind,
        message: &str,
        expected: String,
        actual: String,
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
        self.fault.kind == FaultKind::Limit
    }
}

fn bytes(n: u64) -> String {
    if n == 1 { "1 byte".to_owned() } else { format!("{n} bytes") }
}
