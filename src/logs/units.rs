//! Units of dataflash fields (`LogStructure.h`). `FMTU` assigns a unit letter and a multiplier
//! letter to each field of a message type; `UNIT` and `MULT` define these letters.

use super::tables::MessageTables;
use super::text::text;
use super::{LogField, MessageTable};
use std::collections::HashMap;

/// Unit and multiplier letters of the fields of a message type.
type Letters = ([u8; 16], [u8; 16]);

/// Unit definitions of a log.
#[derive(Default)]
pub(super) struct Units {
    /// Units by letter.
    names: HashMap<u8, String>,
    /// Multipliers by letter.
    factors: HashMap<u8, f64>,
    /// Letters of each message type.
    types: HashMap<u8, Letters>,
    /// Letters of each table.
    tables: HashMap<u16, Letters>,
}

/// Powers of ten and their SI prefixes.
const PREFIXES: [(f64, &str); 6] =
    [(1.0, ""), (1e-1, "d"), (1e-2, "c"), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")];

impl Units {
    /// Adds the definition in a message of type `UNIT`, `MULT` or `FMTU`; ignores other messages.
    /// Returns the message type whose units the message defines.
    pub(super) fn add(&mut self, table: &MessageTable, message: &[u8]) -> Option<u8> {
        let bytes = |name: &str| {
            let field = table.fields.iter().find(|field| field.name == name)?;
            message.get(field.at..)?.get(..field.kind.size())
        };
        let byte = |name| bytes(name)?.first().copied();
        let letters = |name| bytes(name)?.try_into().ok();
        match &*table.name {
            "UNIT" => {
                let name = bytes("Label").and_then(text).map(str::to_owned);
                self.names.extend(byte("Id").zip(name));
                None
            }
            "MULT" => {
                let factor = bytes("Mult").and_then(|bytes| bytes.try_into().ok());
                self.factors.extend(byte("Id").zip(factor.map(f64::from_le_bytes)));
                None
            }
            "FMTU" => {
                let (kind, letters) =
                    (byte("FmtType")?, letters("UnitIds").zip(letters("MultIds"))?);
                self.types.insert(kind, letters);
                Some(kind)
            }
            _ => None,
        }
    }

    /// Assigns the units of a message type to the table of its current definition.
    pub(super) fn define(&mut self, kind: u8, table: u16) {
        self.tables.extend(self.types.get(&kind).map(|letters| (table, *letters)));
    }

    /// Sets the units of the fields of all tables.
    pub(super) fn apply(&self, tables: &mut MessageTables) {
        for (table, letters) in &self.tables {
            if let Some(table) = tables.get_mut(*table) {
                self.apply_to(letters, &mut table.fields);
            }
        }
    }

    fn apply_to(&self, (units, factors): &Letters, fields: &mut [LogField]) {
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
