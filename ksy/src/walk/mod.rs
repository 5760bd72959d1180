//! Walking over the items of a list without reading them into cells.
//!
//! A [`Walker`] is compiled from the type of the items for one list. It finds the end of an item, and
//! verifies the item, from the few values that this requires. It gives up at an item that is not
//! valid, or for which a rule is not known to hold; the machine then reads this item. So a walker
//! never decides that an item is invalid, and has no messages.

mod build;
mod code;
mod kind;
mod lower;
mod used;

pub(crate) use build::WalkerBuilder;

use crate::encoding::StringEncoding;
use crate::value::unsigned;
use code::WalkExpr;
use memchr::memchr;
use std::sync::Arc;

/// Compiled walk over an item.
#[derive(Debug)]
pub(crate) struct Walker {
    steps: Vec<Step>,
    num_registers: usize,
    /// Condition of `repeat-until`.
    until: Option<WalkExpr>,
}

/// A step of a walk.
#[derive(Debug)]
enum Step {
    /// Bytes with values at known offsets.
    Fixed {
        size: usize,
        loads: Vec<RegisterLoad>,
        constants: Vec<(usize, Arc<[u8]>)>,
    },
    /// Bytes whose number depends on values.
    Bytes {
        size: WalkedSize,
        text: Option<StringEncoding>,
    },
    /// Condition that must hold.
    Check(WalkExpr),
    /// Steps that apply if a condition holds; otherwise, the registers are set to 0.
    If {
        test: WalkExpr,
        steps: Vec<Step>,
        cleared: Vec<usize>,
    },
    /// Steps selected by a value: index in `bodies` of each value, sorted, and of other values.
    Switch {
        on: WalkExpr,
        cases: Vec<(i64, usize)>,
        other: Option<usize>,
        bodies: Vec<Vec<Step>>,
    },
    /// Steps within a field of a known size.
    Within {
        size: WalkedSize,
        steps: Vec<Step>,
    },
    Repeat {
        times: RepeatCount,
        steps: Vec<Step>,
    },
}

/// Number of bytes of a field.
#[derive(Debug)]
enum WalkedSize {
    Of(WalkExpr),
    ToEnd,
    /// Up to a terminator, and including it if the second value is true.
    Until(u8, bool),
}

/// Number of repetitions.
#[derive(Debug)]
enum RepeatCount {
    Of(WalkExpr),
    ToEnd,
    Until(WalkExpr),
}

/// A number to be loaded into a register.
#[derive(Clone, Debug)]
struct RegisterLoad {
    register: usize,
    /// Offset from the start of the step.
    at: usize,
    size: usize,
    form: NumberForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberForm {
    Unsigned {
        little: bool,
    },
    Signed {
        little: bool,
    },
    /// Number of bits, and of less significant bits in the same bytes.
    Bits {
        count: u32,
        shift: u32,
        little: bool,
    },
    SignedBits {
        count: u32,
        shift: u32,
        little: bool,
        sign: crate::ir::BitSign,
    },
}

/// Position of a walk.
struct WalkCursor<'d> {
    data: &'d [u8],
    at: usize,
    /// End of the enclosing field.
    end: usize,
}

impl Walker {
    /// Walks over the item at `at`. Returns its end, and true if `repeat-until` holds; `None` if the
    /// item must be read by the machine.
    pub(crate) fn walk(
        &self,
        data: &[u8],
        at: usize,
        end: usize,
        registers: &mut Vec<i64>,
    ) -> Option<(usize, bool)> {
        registers.clear();
        registers.resize(self.num_registers, 0);
        let mut cursor = WalkCursor { data, at, end };
        cursor.run(&self.steps, registers)?;
        let is_last = match &self.until {
            Some(until) => until.eval(registers)? != 0,
            None => false,
        };
        Some((cursor.at, is_last))
    }
}

impl WalkCursor<'_> {
    fn run(&mut self, steps: &[Step], registers: &mut [i64]) -> Option<()> {
        for step in steps {
            match step {
                Step::Fixed { size, loads, constants } => {
                    let bytes = self.take(*size)?;
                    for load in loads {
                        *registers.get_mut(load.register)? = load.value(bytes)?;
                    }
                    let is_equal = |(at, expected): &(usize, Arc<[u8]>)| {
                        bytes.get(*at..).is_some_and(|rest| rest.starts_with(expected))
                    };
                    if !constants.iter().all(is_equal) {
                        return None;
                    }
                }
                Step::Bytes { size, text } => {
                    let size = self.size(size, registers)?;
                    let bytes = self.take(size)?;
                    if text.is_some_and(|encoding| encoding.invalid(bytes).is_some()) {
                        return None;
                    }
                }
                Step::Check(code) => {
                    if code.eval(registers)? == 0 {
                        return None;
                    }
                }
                Step::If { test, steps, cleared } => {
                    if test.eval(registers)? != 0 {
                        self.run(steps, registers)?;
                    } else {
                        for register in cleared {
                            *registers.get_mut(*register)? = 0;
                        }
                    }
                }
                Step::Switch { on, cases, other, bodies } => {
                    let on = on.eval(registers)?;
                    let found = cases.binary_search_by_key(&on, |(value, _)| *value);
                    let body = found.ok().and_then(|at| cases.get(at)).map(|(_, body)| *body);
                    if let Some(body) = body.or(*other) {
                        self.run(bodies.get(body)?, registers)?;
                    }
                }
                Step::Within { size, steps } => {
                    let size = self.size(size, registers)?;
                    let end = self.at.checked_add(size).filter(|end| *end <= self.end)?;
                    let outer = std::mem::replace(&mut self.end, end);
                    self.run(steps, registers)?;
                    (self.at, self.end) = (end, outer);
                }
                Step::Repeat { times, steps } => self.repeat(times, steps, registers)?,
            }
        }
        Some(())
    }

    /// Walks over the items of a nested list. Items without bytes are left to the machine, which
    /// limits their number.
    fn repeat(&mut self, times: &RepeatCount, steps: &[Step], registers: &mut [i64]) -> Option<()> {
        let mut left = match times {
            RepeatCount::Of(times) => u64::try_from(times.eval(registers)?).unwrap_or(0),
            RepeatCount::ToEnd | RepeatCount::Until(_) => u64::MAX,
        };
        while left > 0 && (!matches!(times, RepeatCount::ToEnd) || self.at < self.end) {
            let before = self.at;
            self.run(steps, registers)?;
            if self.at == before {
                return None;
            }
            if let RepeatCount::Until(until) = times
                && until.eval(registers)? != 0
            {
                break;
            }
            left = left.saturating_sub(1);
        }
        Some(())
    }

    fn size(&self, size: &WalkedSize, registers: &[i64]) -> Option<usize> {
        match size {
            WalkedSize::Of(code) => usize::try_from(code.eval(registers)?).ok(),
            WalkedSize::ToEnd => self.end.checked_sub(self.at),
            WalkedSize::Until(byte, consume) => {
                let rest = self.data.get(self.at..self.end)?;
                memchr(*byte, rest)?.checked_add(usize::from(*consume))
            }
        }
    }

    fn take(&mut self, size: usize) -> Option<&[u8]> {
        let end = self.at.checked_add(size).filter(|end| *end <= self.end)?;
        let bytes = self.data.get(self.at..end)?;
        self.at = end;
        Some(bytes)
    }
}

impl RegisterLoad {
    #[inline]
    fn value(&self, bytes: &[u8]) -> Option<i64> {
        let bytes = bytes.get(self.at..)?.get(..self.size)?;
        let bits = |count: u32, shift: u32, little: bool| {
            let mask = u64::MAX >> 64_u32.saturating_sub(count.max(1));
            (unsigned(bytes, little) >> shift) & mask
        };
        match self.form {
            NumberForm::Unsigned { little } => i64::try_from(unsigned(bytes, little)).ok(),
            NumberForm::Signed { little } => {
                i64::try_from(crate::value::signed(unsigned(bytes, little), self.size)).ok()
            }
            NumberForm::Bits { count, shift, little } => {
                i64::try_from(bits(count, shift, little)).ok()
            }
            NumberForm::SignedBits { count, shift, little, sign } => {
                i64::try_from(sign.value(bits(count, shift, little), count)).ok()
            }
        }
    }
}
