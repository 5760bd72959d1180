//! Rows of several tables in one: the columns of all of them.

#[cfg(feature = "columnar")]
use super::rows::Batches;
#[cfg(feature = "columnar")]
use crate::table::{Batch, Cell};
use crate::table::{Field, Kind, Schema};

/// A table that has the columns of others. A column that several have stands there once.
pub(super) struct Joined {
    pub(super) columns: Schema,
    /// For each table, the column of it that goes into each of these.
    #[cfg(feature = "columnar")]
    from: Vec<Vec<Option<usize>>>,
}

impl Joined {
    /// The columns of all these tables. Those that are named stand in that order.
    pub(super) fn new(tables: &[Schema], names: &[String]) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        for field in tables.iter().flat_map(|table| &table.fields) {
            match fields.iter_mut().find(|known| known.name == field.name) {
                None => fields.push(field.clone()),
                Some(known) => {
                    known.kind = wider(known.kind, field.kind);
                    known.nullable |= field.nullable;
                    if known.unit != field.unit {
                        known.unit.clear();
                    }
                }
            }
        }
        fields.sort_by_key(|field| names.iter().position(|name| *name == field.name));
        let has = |table: &Schema, name: &str| table.fields.iter().position(|f| f.name == name);
        for field in &mut fields {
            field.nullable |= tables.iter().any(|table| has(table, &field.name).is_none());
        }
        #[cfg(feature = "columnar")]
        let from = {
            let of = |table| fields.iter().map(|field| has(table, &field.name)).collect();
            tables.iter().map(of).collect()
        };
        Self {
            columns: Schema { fields },
            #[cfg(feature = "columnar")]
            from,
        }
    }

    /// All rows in one batch: the only one there is, or `room`. None when there are no rows.
    #[cfg(feature = "columnar")]
    pub(super) fn all<'b>(
        &self,
        batches: &'b mut Batches,
        room: &'b mut Batch,
    ) -> Option<&'b mut Batch> {
        let all = match batches.tables.len() {
            1 => batches.tables.first_mut()?,
            _ => {
                self.add(batches, room);
                room
            }
        };
        (all.rows() > 0).then_some(all)
    }

    /// Adds rows in their order.
    #[cfg(feature = "columnar")]
    fn add(&self, batches: &Batches, to: &mut Batch) {
        if to.columns().is_empty() {
            *to = Batch::new(&self.columns);
        }
        for (table, row) in batches.rows() {
            let (Some(from), Some(batch)) = (self.from.get(table), batches.tables.get(table))
            else {
                continue;
            };
            let cell = |(column, field): (&Option<usize>, &Field)| {
                let cell = column.map_or(Cell::Null, |column| batch.cell(column, row));
                (cell, field.kind == Kind::Text)
            };
            let cells: Vec<_> = from.iter().zip(&self.columns.fields).map(cell).collect();
            let texts: Vec<Option<String>> = cells.iter().map(as_text).collect();
            to.push_cells(cells.iter().zip(&texts).map(|((cell, _), text)| match text {
                Some(text) => Cell::Text(text),
                None => *cell,
            }));
        }
    }
}

/// The text of a value that stands in a column of texts and is none.
#[cfg(feature = "columnar")]
fn as_text((cell, is_text): &(Cell<'_>, bool)) -> Option<String> {
    match cell {
        _ if !is_text => None,
        Cell::Null | Cell::Text(_) => None,
        Cell::Bool(value) => Some(value.to_string()),
        Cell::Int(value) => Some(value.to_string()),
        Cell::F32(value) => Some(value.to_string()),
        Cell::F64(value) => Some(value.to_string()),
        Cell::Bytes(value) => Some(hex::encode(value)),
        Cell::Json(value) => Some((*value).to_owned()),
    }
}

/// What can hold both.
fn wider(a: Kind, b: Kind) -> Kind {
    let integer = |kind| {
        Some(match kind {
            Kind::I8 => (8, true),
            Kind::U8 => (8, false),
            Kind::I16 => (16, true),
            Kind::U16 => (16, false),
            Kind::I32 => (32, true),
            Kind::U32 => (32, false),
            Kind::I64 => (64, true),
            Kind::U64 => (64, false),
            _ => return None,
        })
    };
    let float = |kind| matches!(kind, Kind::F32 | Kind::F64) || integer(kind).is_some();
    match (integer(a), integer(b)) {
        _ if a == b => a,
        (Some((x, s)), Some((y, t))) if s == t => {
            if x > y {
                a
            } else {
                b
            }
        }
        (Some((64, false)), Some(_)) | (Some(_), Some((64, false))) => Kind::Text,
        (Some(_), Some(_)) => Kind::I64,
        _ if float(a) && float(b) => Kind::F64,
        _ => Kind::Text,
    }
}
