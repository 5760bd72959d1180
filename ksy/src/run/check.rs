//! `valid` and `-check` rules.

use super::{Env, FieldRef, Halt, Machine, Res};
use crate::ir::{Ex, Valid};
use crate::value::Val;
use bytescope_inspect::{Fact, Fault, FaultKind, Label, Value};
use std::cmp::Ordering;

/// Maximum number of valid values listed in a message.
const MAX_LISTED: usize = 32;
/// Maximum number of characters of a string in a message.
const MAX_CHARS: usize = 100;

impl Machine<'_> {
    /// Checks a value against its `valid` rule.
    pub(super) fn valid(&mut self, rule: &Valid, val: &Val, env: &Env<'_>) -> Res<()> {
        let differs = |expected: Fact, actual: Fact| {
            Err(Halt::differs(FaultKind::Rule, "invalid value", expected, actual))
        };
        match rule {
            Valid::Eq(ex) => {
                let expected = self.eval(ex, env)?;
                if self.equal(val, &expected) {
                    return Ok(());
                }
                differs(self.fact(&expected), self.fact(val))
            }
            Valid::Range { min, max } => {
                if let Some((bound, true)) =
                    self.check_bound(min.as_ref(), val, Ordering::Less, env)?
                {
                    return differs(Fact::AtLeast(bound.into()), self.fact(val));
                }
                if let Some((bound, true)) =
                    self.check_bound(max.as_ref(), val, Ordering::Greater, env)?
                {
                    return differs(Fact::AtMost(bound.into()), self.fact(val));
                }
                Ok(())
            }
            Valid::AnyOf(list) => {
                let mut known = Vec::new();
                for ex in list {
                    let expected = self.eval(ex, env)?;
                    if self.equal(val, &expected) {
                        return Ok(());
                    }
                    if known.len() < MAX_LISTED {
                        known.push(self.fact(&expected));
                    }
                }
                if list.len() > MAX_LISTED {
                    let more = list.len().saturating_sub(MAX_LISTED);
                    known.push(Fact::description(format!("{more} more")));
                }
                differs(Fact::OneOf(known.into()), self.fact(val))
            }
            Valid::Expr(ex, what) => {
                let env = Env { item: Some(val), ..*env };
                if self.test(ex, &env)? {
                    return Ok(());
                }
                let expected = format!("a value that satisfies {what}");
                differs(Fact::description(expected), self.fact(val))
            }
            Valid::InEnum => match val {
                Val::Enum(id, raw) => {
                    let known = self
                        .program
                        .enums
                        .get(id.index())
                        .is_some_and(|e| e.labels.contains_key(raw));
                    if known {
                        Ok(())
                    } else {
                        differs(Fact::description("a value of the enum"), (*raw).into())
                    }
                }
                _ => Ok(()),
            },
        }
    }

    /// Checks a value against a `-check` rule. A violation does not stop reading; its fault has the
    /// offset `at`.
    pub(super) fn check(
        &mut self,
        field_ref: FieldRef,
        rule: &Valid,
        val: &Val,
        env: &Env<'_>,
        at: u64,
    ) -> Res<()> {
        match self.valid(rule, val, env) {
            Ok(()) => Ok(()),
            Err(halt) if halt.is_limit() => Err(halt),
            // The rule depends on a field that could not be read.
            Err(halt) if halt.cause.is_some() => Ok(()),
            Err(halt) => {
                self.soft_fault(field_ref, halt.at(at).fault);
                Ok(())
            }
        }
    }

    /// Records a fault that does not stop reading.
    pub(super) fn soft_fault(&mut self, field_ref: FieldRef, mut fault: Fault) {
        fault.fatal = false;
        self.set_notation(field_ref, &mut fault);
        self.faults.entry(field_ref).or_insert(fault);
    }

    /// Returns a bound, and `true` if the value compares to it as `wrong` or cannot be compared.
    fn check_bound(
        &mut self,
        bound: Option<&Ex>,
        val: &Val,
        wrong: Ordering,
        env: &Env<'_>,
    ) -> Res<Option<(Fact, bool)>> {
        let Some(bound) = bound else { return Ok(None) };
        let bound = self.eval(bound, env)?;
        let violated = self.compare(val, &bound).is_none_or(|found| found == wrong);
        Ok(Some((self.fact(&bound), violated)))
    }

    /// Formats a value for a message.
    pub(crate) fn show(&self, val: &Val) -> String {
        self.fact(val).to_string()
    }

    /// Converts a value to the form used in faults.
    pub(super) fn fact(&self, val: &Val) -> Fact {
        match val {
            Val::Int(n) => (*n).into(),
            Val::F32(n) => Value::from(*n).into(),
            Val::F64(n) => Value::from(*n).into(),
            Val::Bool(b) => Value::Bool(*b).into(),
            Val::Str(text) => match text.char_indices().nth(MAX_CHARS) {
                Some((end, _)) => {
                    Fact::description(format!("{:?}…", text.get(..end).unwrap_or_default()))
                }
                None => Value::text(&**text).into(),
            },
            Val::Bytes(bytes) => Fact::bytes(self.slice(bytes)),
            Val::Enum(id, raw) => {
                let label = self.program.enums.get(id.index()).and_then(|e| e.labels.get(raw));
                match label {
                    Some((name, _)) => {
                        let (raw, name) = (*raw, name.to_string().into());
                        Value::from(Label { raw, name, doc: "".into(), set: None }).into()
                    }
                    None => (*raw).into(),
                }
            }
            other => Fact::description(other.what()),
        }
    }
}
