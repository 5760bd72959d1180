//! Conditions for the presence of values at known offsets.

use super::expr::IntEx;
use super::leaf::LeafForm;

/// Condition for values: `if`, or a case of `switch-on`.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    on: IntEx,
    accept: Accept,
    /// Offset of the byte on which the condition depends, and its result for each value.
    byte: Option<(usize, Box<[bool; 256]>)>,
}

/// Values of an expression.
#[derive(Clone, Debug)]
pub(crate) enum Accept {
    /// Only this value.
    Value(i128),
    /// All values except these.
    Except(Vec<i128>),
    /// No value: an earlier case has the same value.
    Nothing,
}

impl Guard {
    pub(crate) fn new(on: IntEx, accept: Accept) -> Self {
        let accepts = |n: i128| accept.accepts(n);
        let byte = match &on {
            IntEx::Leaf(leaf) if leaf.size == 1 && leaf.form == UNSIGNED_BYTE => {
                let table = std::array::from_fn(|n| i128::try_from(n).is_ok_and(accepts));
                Some((leaf.at, Box::new(table)))
            }
            _ => None,
        };
        Self { on, accept, byte }
    }

    /// True if the values are present in a part; `None` if this is unknown.
    #[inline]
    pub(crate) fn holds(&self, part: &[u8]) -> Option<bool> {
        if let Some((at, table)) = &self.byte {
            return table.get(usize::from(*part.get(*at)?)).copied();
        }
        Some(self.accept.accepts(self.on.eval(part)?))
    }
}

const UNSIGNED_BYTE: LeafForm = LeafForm::Int { signed: false, little: true };

impl Accept {
    fn accepts(&self, n: i128) -> bool {
        match self {
            Self::Value(value) => *value == n,
            Self::Except(values) => !values.contains(&n),
            Self::Nothing => false,
        }
    }
}
