//! Given numbers.

use crate::ir::{BitSign, FieldDef, Valid};
use crate::model::EnumId;
use crate::run::draft::FixedValue;
use crate::run::draft::number::{NumberShape, integer};
use crate::run::{Env, FieldRef, Machine, Res};
use crate::value::Val;
use bytescope_inspect::{BuildErrorKind, nearest, parse_f32, parse_f64};
use serde_json::Value as Json;

impl Machine<'_> {
    /// Returns the number to write: given, solved earlier, constant, or 0 until an equation
    /// determines it.
    pub(in crate::run::draft) fn given_number(
        &mut self,
        shape: NumberShape,
        sign: Option<BitSign>,
        field: &FieldDef,
        env: &Env<'_>,
        field_ref: FieldRef,
    ) -> Res<i128> {
        let (lower, upper) = shape.range();
        if let Some(draft) = self.draft_of(field_ref) {
            let labelled = match shape.enumeration {
                None if shape.bits == 1 && draft.label() == Some("true") => Some(Some(1)),
                None if shape.bits == 1 && draft.label() == Some("false") => Some(Some(0)),
                Some(id) => draft.label().map(|name| self.number_of(id, name, field_ref)),
                None => None,
            };
            let number = match labelled {
                Some(number) => number,
                None => match draft.integer() {
                    Ok(number) => number,
                    Err(error) => {
                        self.json_problem(field_ref, error);
                        None
                    }
                },
            };
            let number = number.unwrap_or(0);
            let (lower, upper) = match sign {
                Some(BitSign::SignMagnitude) => (upper.saturating_neg() / 2, upper / 2),
                _ => (lower, upper),
            };
            if !(lower..=upper).contains(&number) {
                let message = format!("{number} is out of range ({lower} to {upper})");
                self.problem(field_ref, BuildErrorKind::Invalid, message);
            }
            let stored = match sign {
                Some(BitSign::SignMagnitude) if number < 0 => {
                    (upper.saturating_add(1)).saturating_sub(number)
                }
                _ => number,
            };
            if !self.follows(field_ref) {
                return Ok(stored);
            }
            self.add_following(field_ref);
            let key = self.key(field_ref);
            let planned = self.draft.as_ref().and_then(|draft| draft.plan.values.get(&key));
            return Ok(match planned {
                Some(FixedValue::Int(n)) => *n,
                _ => stored,
            });
        }
        let constant = self.constant(field, env).as_ref().and_then(integer);
        if let Some(constant) = constant.filter(|n| (lower..=upper).contains(n)) {
            return Ok(constant);
        }
        let key = self.key(field_ref);
        let planned = self.draft.as_ref().and_then(|draft| draft.plan.values.get(&key));
        let number = match planned {
            Some(FixedValue::Int(n)) => *n,
            _ => 0,
        };
        self.add_free(field_ref, field);
        Ok(number)
    }

    /// Returns the only value that the rule of a field allows.
    pub(super) fn constant(&mut self, field: &FieldDef, env: &Env<'_>) -> Option<Val> {
        match field.rules().next()? {
            Valid::Eq(ex) => self.eval(ex, env).ok(),
            Valid::AnyOf(list) => match list.as_slice() {
                [only] => self.eval(only, env).ok(),
                _ => None,
            },
            Valid::Range { min: Some(min), max: Some(max) } => {
                let (min, max) = (self.eval(min, env).ok()?, self.eval(max, env).ok()?);
                self.equal(&min, &max).then_some(min)
            }
            Valid::Range { .. } | Valid::Expr(..) | Valid::InEnum => None,
        }
    }

    /// Returns the number of a name in an enum.
    fn number_of(&mut self, id: EnumId, name: &str, field_ref: FieldRef) -> Option<i128> {
        let labels = &self.program.enums.get(id.index())?.labels;
        let mut found: Vec<i128> =
            labels.iter().filter(|(_, (label, _))| **label == *name).map(|(n, _)| *n).collect();
        found.sort_unstable();
        if let Some(number) = found.first() {
            return Some(*number);
        }
        let mut names: Vec<&str> = labels.values().map(|(label, _)| &**label).collect();
        names.sort_unstable();
        let hint = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!(
                "known values: {}",
                names.into_iter().take(12).collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("unknown value '{name}'; {hint}");
        self.problem(field_ref, BuildErrorKind::Invalid, message);
        None
    }

    /// Returns the bits of the float to write.
    pub(in crate::run::draft) fn given_float(
        &mut self,
        size: u8,
        field: &FieldDef,
        env: &Env<'_>,
        field_ref: FieldRef,
    ) -> u64 {
        let bits = |n: f64| if size == 4 { u64::from((n as f32).to_bits()) } else { n.to_bits() };
        let Some(draft) = self.draft_of(field_ref) else {
            return match self.constant(field, env) {
                Some(Val::F64(n)) => bits(n),
                Some(Val::F32(n)) => bits(n.into()),
                Some(Val::Int(n)) => bits(n as f64),
                _ => {
                    self.add_free(field_ref, field);
                    0
                }
            };
        };
        let parsed = match draft.json() {
            Some(Json::Number(n)) => {
                // The digits are those of a 32-bit float, which are not rounded twice.
                let text = n.to_string();
                if size == 4 {
                    text.parse::<f32>().ok().map(|n| n.to_bits().into())
                } else {
                    n.as_f64().map(f64::to_bits)
                }
            }
            Some(Json::String(text)) if size == 4 => parse_f32(text).map(|n| n.to_bits().into()),
            Some(Json::String(text)) => parse_f64(text).map(f64::to_bits),
            _ => None,
        };
        parsed.unwrap_or_else(|| {
            if let Some(json) = draft.json() {
                let error = draft.type_error("a number", json);
                self.json_problem(field_ref, error);
            }
            0
        })
    }
}
