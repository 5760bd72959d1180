//! `valid` rules and checksums.

use super::{Env, FieldRef, Halt, Machine, Res};
use crate::ir::{ChecksumRule, Ex, Valid};
use crate::value::Val;
use bytescope_inspect::{Fact, Fault, FaultKind, Label, Value};
use std::cmp::Ordering;

/// Maximum number of valid values listed in a message.
const MOST_NAMED: usize = 32;
/// Maximum length of a string in a message, in characters.
const LONGEST: usize = 100;

impl Machine<'_> {
    /// Checks a value against its `valid` rule.
    pub(super) fn valid(&mut self, rule: &Valid, val: &Val, env: &Env<'_>) -> Res<()> {
        let differs = |expected: Fact, actual: Fact| {
            Err(Halt::differs(FaultKind::Rule, "invalid value", expected, actual))
        };
        match rule {
            Valid::Eq(ex) => {
                let want = self.eval(ex, env)?;
                if self.equal(val, &want) {
                    return Ok(());
                }
                differs(self.fact(&want), self.fact(val))
            }
            Valid::Range { min, max } => {
                if let Some((bound, true)) = self.beyond(min.as_ref(), val, Ordering::Less, env)? {
                    return differs(Fact::AtLeast(bound.into()), self.fact(val));
                }
                if let Some((bound, true)) =
                    self.beyond(max.as_ref(), val, Ordering::Greater, env)?
                {
                    return differs(Fact::AtMost(bound.into()), self.fact(val));
                }
                Ok(())
            }
            Valid::AnyOf(list) => {
                let mut known = Vec::new();
                for ex in list {
                    let want = self.eval(ex, env)?;
                    if self.equal(val, &want) {
                        return Ok(());
                    }
                    if known.len() < MOST_NAMED {
                        known.push(self.fact(&want));
                    }
                }
                if list.len() > MOST_NAMED {
                    let more = list.len().saturating_sub(MOST_NAMED);
                    known.push(Fact::words(format!("{more} more")));
                }
                differs(Fact::OneOf(known.into()), self.fact(val))
            }
            Valid::Expr(ex, what) => {
                let env = Env { item: Some(val), ..*env };
                if self.test(ex, &env)? {
                    return Ok(());
                }
                let expected = format!("a value that satisfies {what}");
                differs(Fact::words(expected), self.fact(val))
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
                        differs(Fact::words("a value of the enum"), (*raw).into())
                    }
                }
                _ => Ok(()),
            },
        }
    }

    /// Returns a bound, and `true` if the value is on the wrong side of it.
    fn beyond(
        &mut self,
        bound: Option<&Ex>,
        val: &Val,
        wrong: Ordering,
        env: &Env<'_>,
    ) -> Res<Option<(Fact, bool)>> {
        let Some(bound) = bound else { return Ok(None) };
        let bound = self.eval(bound, env)?;
        let beyond = self.compare(val, &bound).is_none_or(|found| found == wrong);
        Ok(Some((self.fact(&bound), beyond)))
    }

    /// Formats a value for a message.
    pub(super) fn show(&self, val: &Val) -> String {
        self.fact(val).to_string()
    }

    /// Converts a value for a fault.
    fn fact(&self, val: &Val) -> Fact {
        match val {
            Val::Int(n) => (*n).into(),
            Val::F32(n) => Value::from(*n).into(),
            Val::F64(n) => Value::from(*n).into(),
            Val::Bool(b) => Value::Bool(*b).into(),
            Val::Str(text) => match text.char_indices().nth(LONGEST) {
                Some((end, _)) => {
                    Fact::words(format!("{:?}…", text.get(..end).unwrap_or_default()))
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
            other => Fact::words(other.what()),
        }
    }

    /// Verifies a checksum field. A mismatch does not stop the reader.
    pub(super) fn checksum(&mut self, place: FieldRef, rule: &ChecksumRule) {
        let result = self.checksum_of(place, rule);
        let algorithm = rule.algorithm;
        let digits = algorithm.width().div_ceil(4);
        let cell = self.cell(place.object, place.slot);
        let (offset, val) = cell.map_or((0, Val::Null), |c| (c.span.start(), c.val.clone()));
        let found = match &val {
            Val::Int(n) => u64::try_from(*n).ok(),
            Val::Str(text) if text.bytes().all(|b| b.is_ascii_hexdigit()) => {
                u64::from_str_radix(text, 16).ok()
            }
            Val::Str(_) => None,
            Val::Bytes(bytes) => Some(
                self.slice(bytes).iter().fold(0, |value, byte| (value << 8) | u64::from(*byte)),
            ),
            _ => return,
        };
        match result {
            Ok(None) => {
                let message = format!(
                    "{} cannot be verified: extra byte for this message type unknown",
                    algorithm.display_name()
                );
                self.faults.insert(place, Fault::soft(FaultKind::Unverified, offset, message));
            }
            Ok(Some(want)) if Some(want) == found => {
                self.verified.insert(place, algorithm.name());
            }
            Ok(Some(want)) => {
                let actual = match found {
                    Some(value) => Fact::Hex { value, digits },
                    None => self.fact(&val),
                };
                let message = format!("{} mismatch", algorithm.display_name());
                let fault = Fault::soft(FaultKind::Mismatch, offset, message);
                self.faults.insert(place, fault.with(Fact::Hex { value: want, digits }, actual));
            }
            Err(stop) => {
                self.faults.insert(place, stop.at(offset).fault);
            }
        }
    }

    /// Computes the checksum; `None` if the value of `append` is unknown.
    fn checksum_of(&mut self, place: FieldRef, rule: &ChecksumRule) -> Res<Option<u64>> {
        let extra = match &rule.append {
            None => Vec::new(),
            Some(ex) => match self.eval(ex, &Env::of(place.object))? {
                Val::Int(n) => match u8::try_from(n) {
                    Ok(byte) => vec![byte],
                    Err(_) => {
                        return Err(Halt::rule(format!(
                            "invalid `append`: expected a byte, found {n}"
                        )));
                    }
                },
                Val::Bytes(bytes) => self.slice(&bytes).to_vec(),
                Val::Null => return Ok(None),
                other => {
                    let message = "invalid `append`: expected a byte or bytes, found ".to_owned();
                    return Err(Halt::rule(message + other.what()));
                }
            },
        };
        let spans =
            (rule.from..=rule.to).filter_map(|slot| self.cell(place.object, slot)).map(|c| c.span);
        let all = spans
            .filter(|s| !s.is_empty())
            .reduce(bytescope_inspect::Span::hull)
            .unwrap_or_default();
        let mut sum = rule.algorithm.start();
        sum.update(self.slice_of(all.buffer, all.start(), all.end()));
        sum.update(&extra);
        Ok(Some(sum.finish()))
    }
}
