//! Rules on values, and checksums over fields.

use super::element::{quoted, shown};
use super::{Env, Machine, Place, Res, Stop};
use crate::ir::{ChecksumRule, Ex, Valid};
use crate::value::Val;
use bytescope_inspect::{Fault, FaultKind};
use std::cmp::Ordering;

/// Valid values that a message names.
const MOST_NAMED: usize = 32;

impl Machine<'_> {
    /// Checks a value that was just read.
    pub(super) fn valid(&mut self, rule: &Valid, val: &Val, env: &Env<'_>) -> Res<()> {
        let differs = |expected: String, actual: String| {
            Err(Stop::differs(FaultKind::Rule, "not a valid value", expected, actual))
        };
        match rule {
            Valid::Eq(ex) => {
                let want = self.eval(ex, env)?;
                if self.equal(val, &want) {
                    return Ok(());
                }
                differs(self.show(&want), self.show(val))
            }
            Valid::Range { min, max } => {
                if let Some((bound, true)) = self.beyond(min.as_ref(), val, Ordering::Less, env)? {
                    return differs(format!("at least {bound}"), self.show(val));
                }
                if let Some((bound, true)) =
                    self.beyond(max.as_ref(), val, Ordering::Greater, env)?
                {
                    return differs(format!("at most {bound}"), self.show(val));
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
                        known.push(self.show(&want));
                    }
                }
                if list.len() > MOST_NAMED {
                    known.push(format!("{} more", list.len().saturating_sub(MOST_NAMED)));
                }
                differs(format!("one of {}", known.join(", ")), self.show(val))
            }
            Valid::Expr(ex, what) => {
                let env = Env { item: Some(val), ..*env };
                if self.test(ex, &env)? {
                    return Ok(());
                }
                differs(format!("a value that fits the expression: {what}"), self.show(val))
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
                        differs("a value of the enum".to_owned(), raw.to_string())
                    }
                }
                _ => Ok(()),
            },
        }
    }

    /// Whether a value is on the wrong side of a bound, and the bound.
    fn beyond(
        &mut self,
        bound: Option<&Ex>,
        val: &Val,
        wrong: Ordering,
        env: &Env<'_>,
    ) -> Res<Option<(String, bool)>> {
        let Some(bound) = bound else { return Ok(None) };
        let bound = self.eval(bound, env)?;
        let beyond = self.compare(val, &bound).is_none_or(|found| found == wrong);
        Ok(Some((self.show(&bound), beyond)))
    }

    /// A value for a message.
    pub(super) fn show(&self, val: &Val) -> String {
        match val {
            Val::Int(n) => n.to_string(),
            Val::F32(n) => format!("{n:?}"),
            Val::F64(n) => format!("{n:?}"),
            Val::Bool(b) => b.to_string(),
            Val::Str(text) => quoted(text),
            Val::Bytes(bytes) => shown(self.slice(bytes)),
            Val::Enum(id, raw) => {
                let label = self.program.enums.get(id.index()).and_then(|e| e.labels.get(raw));
                label.map_or_else(|| raw.to_string(), |(name, _)| format!("{name} ({raw})"))
            }
            other => other.what().to_owned(),
        }
    }

    /// Checks a checksum that was just read; a wrong one does not stop the reader.
    pub(super) fn checksum(&mut self, place: Place, rule: &ChecksumRule) {
        let result = self.checksum_of(place, rule);
        let (width, name) = (rule.algorithm.width(), rule.algorithm.name());
        let digits = usize::from(width).div_ceil(4);
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
                let message =
                    format!("{name} cannot be verified: what to append is not known of this data");
                self.faults.insert(place, Fault::soft(FaultKind::Unverified, offset, message));
            }
            Ok(Some(want)) if Some(want) == found => {
                self.verified.insert(place, name);
            }
            Ok(Some(want)) => {
                let actual = match found {
                    Some(found) => format!("0x{found:0digits$x}"),
                    None => self.show(&val),
                };
                let fault = Fault::soft(FaultKind::Mismatch, offset, format!("wrong {name}"));
                self.faults.insert(place, fault.with(format!("0x{want:0digits$x}"), actual));
            }
            Err(stop) => {
                self.faults.insert(place, stop.at(offset).fault);
            }
        }
    }

    /// The checksum; none when what is to be appended has no value.
    fn checksum_of(&mut self, place: Place, rule: &ChecksumRule) -> Res<Option<u64>> {
        let extra = match &rule.append {
            None => Vec::new(),
            Some(ex) => match self.eval(ex, &Env::of(place.object))? {
                Val::Int(n) => match u8::try_from(n) {
                    Ok(byte) => vec![byte],
                    Err(_) => return Err(Stop::rule(format!("the byte to append is {n}"))),
                },
                Val::Bytes(bytes) => self.slice(&bytes).to_vec(),
                Val::Null => return Ok(None),
                other => return Err(Stop::rule(format!("what to append is {}", other.what()))),
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
