//! Units of dataflash fields (`LogStructure.h`). `FMTU` assigns a unit letter and a multiplier
//! letter to each field of a message type; `UNIT` and `MULT` define these letters.

use super::LogField;
use super::text::text;
use std::collections::HashMap;

/// Unit definitions of a log.
#[derive(Default)]
pub(super) struct Units {
    /// Units by letter.
    names: HashMap<u8, String>,
    /// Multipliers by letter.
    factors: HashMap<u8, f64>,
    /// Unit and multiplier letters of the fields, by message type.
    types: HashMap<u8, ([u8; 16], [u8; 16])>,
}

/// Powers of ten and their SI prefixes.
const PREFIXES: [(f64, &str); 6] =
    [(1.0, ""), (1e-1, "d"), (1e-2, "c"), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")];

impl Units {
    /// Adds the definition in a message of type `UNIT`, `MULT` or `FMTU`; ignores other messages.
    pub(super) fn add(&mut self, kind: &str, fields: &[LogField], message: &[u8]) {
        let bytes = |name: &str| {
            let field = fields.iter().find(|field| field.name == name)?;
            message.get(field.at..)?.get(..field.kind.size())
        };
        let byte = |name| bytes(name)?.first().copied();
        let letters = |name| bytes(name)?.try_into().ok();
        match kind {
            "UNIT" => {
                let name = bytes("Label").and_then(text).map(str::to_owned);
                self.names.extend(byte("Id").zip(name));
            }
            "MULT" => {
                let factor = bytes("Mult").and_then(|bytes| bytes.try_into().ok());
                self.factors.extend(byte("Id").zip(factor.map(f64::from_le_bytes)));
            }
            "FMTU" => {
                let both = letters("UnitIds").zip(letters("MultIds"));
                self.types.extend(byte("FmtType").zip(both));
            }
            _ => {}
        }
    }

    /// Sets the units of the fields of a message type.
    pub(super) fn apply(&self, kind: u8, fields: &mut [LogField]) {
        let Some((units, factors)) = self.types.get(&kind) else { return };
        let mut letters = units.iter().zip(factors);
        // The items of an array share a letter.
        for fields in fields.chunk_by_mut(|a, b| a.array().is_some() && a.array() == b.array()) {
            let Some((unit, factor)) = letters.next() else { return };
            let Some(name) = self.names.get(unit).filter(|name| !name.is_empty()) else { continue };
            for field in fields {
                let factor = self.factors.get(factor).copied().filter(|factor| *factor > 0.0);
                // The divisor of the field's type has already been applied.
                let scale = factor.map_or(1.0, |factor| factor * field.divisor.unwrap_or(1.0));
                let known = PREFIXES.iter().find(|(power, _)| (scale / power - 1.0).abs() < 1e-6);
                field.unit = match known {
                    Some((_, prefix)) => format!("{prefix}{name}"),
                    None => format!("{scale} {name}"),
                };
            }
        }
    }
}

impl LogField {
    /// Returns the name of the array that contains this field, if any.
    fn array(&self) -> Option<&str> {
        self.name.split_once('[').map(|(array, _)| array)
    }
}
