//! Units of dataflash fields (`LogStructure.h`): `FMTU` gives a letter for each field of a type; `UNIT` says what
//! unit a letter is, and `MULT` by what the stored number is multiplied to have it.

use super::Field;
use super::text::text;
use std::collections::HashMap;

/// What the messages on units say.
#[derive(Default)]
pub(super) struct Units {
    /// The unit of a letter.
    names: HashMap<u8, String>,
    /// What a letter multiplies by.
    factors: HashMap<u8, f64>,
    /// For each type, a letter for the unit of each field, and one for its factor.
    types: HashMap<u8, ([u8; 16], [u8; 16])>,
}

/// The powers of ten that have a prefix.
const PREFIXES: [(f64, &str); 6] =
    [(1.0, ""), (1e-1, "d"), (1e-2, "c"), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")];

impl Units {
    /// Takes what a message of a kind says, if it says something of units.
    pub(super) fn take(&mut self, kind: &str, fields: &[Field], message: &[u8]) {
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

    /// Sets the units of the fields of a type.
    pub(super) fn give(&self, kind: u8, fields: &mut [Field]) {
        let Some((units, factors)) = self.types.get(&kind) else { return };
        let mut letters = units.iter().zip(factors);
        // The items of an array are one field of the definition.
        for fields in fields.chunk_by_mut(|a, b| a.array().is_some() && a.array() == b.array()) {
            let Some((unit, factor)) = letters.next() else { return };
            let Some(name) = self.names.get(unit).filter(|name| !name.is_empty()) else { continue };
            for field in fields {
                let factor = self.factors.get(factor).copied().filter(|factor| *factor > 0.0);
                // What the letter of the type divides by is done already.
                let left = factor.map_or(1.0, |factor| factor * field.divisor.unwrap_or(1.0));
                let known = PREFIXES.iter().find(|(power, _)| (left / power - 1.0).abs() < 1e-6);
                field.unit = match known {
                    Some((_, prefix)) => format!("{prefix}{name}"),
                    None => format!("{left} {name}"),
                };
            }
        }
    }
}

impl Field {
    /// The name of the array that this is an item of.
    fn array(&self) -> Option<&str> {
        self.name.split_once('[').map(|(array, _)| array)
    }
}
