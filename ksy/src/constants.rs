//! Constants of a schema in their encoded form: a dictionary for fuzzers.

use crate::Schema;
use crate::ir::{ElementKind, Ex, FieldDef, FieldExtent, Order, Program, Switch, Valid};
use crate::model::EnumId;
use crate::value::{ByteString, Val};
use std::collections::BTreeSet;

/// Maximum size of a constant in bytes; longer constants do not help fuzzers.
const MAX_SIZE: usize = 64;
/// Maximum number of constants.
const MAX_COUNT: usize = 4000;

impl Schema {
    /// Returns the constants of the format as encoded bytes: magics, terminators, values in `valid`
    /// rules, enum values and cases of type switches.
    ///
    /// ```
    /// use bytescope_ksy::{Schema, SchemaSearch};
    ///
    /// let text = "meta: {id: a, endian: be}\nseq: [{id: m, contents: AB}, {id: n, type: u2, valid: 7}]";
    /// let schema = Schema::parse("a.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    /// assert_eq!(schema.constants(), [b"\0\x07".to_vec(), b"AB".to_vec()]);
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn constants(&self) -> Vec<Vec<u8>> {
        let mut constants = Constants { program: &self.program, found: BTreeSet::new() };
        for class in &self.program.classes {
            let instances = class.instances.iter().map(|instance| &instance.field);
            for field in class.fields.iter().chain(instances) {
                constants.field(field, &class.fields, class.params);
            }
        }
        constants.found.into_iter().collect()
    }
}

struct Constants<'p> {
    program: &'p Program,
    found: BTreeSet<Vec<u8>>,
}

impl Constants<'_> {
    fn add(&mut self, bytes: Vec<u8>) {
        if !bytes.is_empty() && bytes.len() <= MAX_SIZE && self.found.len() < MAX_COUNT {
            self.found.insert(bytes);
        }
    }

    fn field(&mut self, field: &FieldDef, siblings: &[FieldDef], params: usize) {
        match &field.valid {
            Some(Valid::Eq(value)) => self.value(&field.kind, value),
            Some(Valid::AnyOf(values)) => {
                values.iter().for_each(|value| self.value(&field.kind, value));
            }
            Some(Valid::Range { min, max }) => {
                min.iter().chain(max).for_each(|value| self.value(&field.kind, value));
            }
            Some(Valid::Expr(..) | Valid::InEnum) | None => {}
        }
        self.kind(&field.kind, siblings, params);
    }

    fn kind(&mut self, kind: &ElementKind, siblings: &[FieldDef], params: usize) {
        match kind {
            ElementKind::Contents(bytes) => self.add(bytes.to_vec()),
            ElementKind::Int { size, order, enumeration: Some(id), .. } => {
                self.labels(*id, *size, *order);
            }
            ElementKind::Bytes(extent) | ElementKind::Str(extent, _) => self.extent(extent),
            ElementKind::Object { extent: Some(extent), .. } => self.extent(extent),
            ElementKind::Switch(switch) => {
                self.cases(switch, siblings, params);
                switch.cases.iter().for_each(|(_, kind)| self.kind(kind, siblings, params));
            }
            _ => {}
        }
    }

    fn extent(&mut self, extent: &FieldExtent) {
        self.add(extent.terminator.as_deref().unwrap_or_default().to_vec());
    }

    fn labels(&mut self, id: EnumId, size: u8, order: Order) {
        let Some(enumeration) = self.program.enums.get(id.index()) else { return };
        for raw in enumeration.labels.keys() {
            self.number(*raw, size, order);
        }
    }

    /// Adds the case values, encoded like the field used as `switch-on`.
    fn cases(&mut self, switch: &Switch, siblings: &[FieldDef], params: usize) {
        let Ex::Slot(slot) = &switch.on else { return };
        let selector = slot.checked_sub(params).and_then(|index| siblings.get(index));
        let Some(selector) = selector else { return };
        for (value, _) in &switch.cases {
            value.iter().for_each(|value| self.value(&selector.kind, value));
        }
    }

    /// Adds a constant, encoded as a field of this kind.
    fn value(&mut self, kind: &ElementKind, value: &Ex) {
        let Ex::Val(value) = value else { return };
        match (kind, value) {
            (ElementKind::Int { size, order, .. }, Val::Int(raw) | Val::Enum(_, raw)) => {
                self.number(*raw, *size, *order);
            }
            (ElementKind::Str(_, encoding), Val::Str(text)) => {
                let bytes = encoding.known().and_then(|encoding| encoding.encode(text));
                self.add(bytes.unwrap_or_default());
            }
            (_, Val::Bytes(ByteString::Own(bytes))) => self.add(bytes.to_vec()),
            _ => {}
        }
    }

    fn number(&mut self, raw: i128, size: u8, order: Order) {
        let little = raw.to_le_bytes();
        let Some(little) = little.get(..usize::from(size)) else { return };
        if order != Order::Big {
            self.add(little.to_vec());
        }
        if order != Order::Little {
            self.add(little.iter().rev().copied().collect());
        }
    }
}
