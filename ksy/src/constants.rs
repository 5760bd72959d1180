//! The constants of a schema, as they stand in data: what a fuzzer is told of a format.

use crate::Schema;
use crate::ir::{Ex, Extent, Field, Kind, Order, Program, Switch, Valid};
use crate::model::EnumId;
use crate::value::{Bytes, Val};
use std::collections::BTreeSet;

/// Longer ones and more of them help no fuzzer.
const LONGEST: usize = 64;
const MOST: usize = 4000;

impl Schema {
    /// The constants of the format, each as the bytes that stand for it: magics, terminators, values
    /// that are asked for with `valid`, those of enums, and those that decide between types.
    ///
    /// ```
    /// use bytescope_ksy::{Schema, Search};
    ///
    /// let text = "meta: {id: a, endian: be}\nseq: [{id: m, contents: AB}, {id: n, type: u2, valid: 7}]";
    /// let schema = Schema::parse("a.ksy".as_ref(), text.to_owned(), &Search::default())?;
    /// assert_eq!(schema.constants(), [b"\0\x07".to_vec(), b"AB".to_vec()]);
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn constants(&self) -> Vec<Vec<u8>> {
        let mut constants = Constants { program: &self.program, found: BTreeSet::new() };
        for class in &self.program.classes {
            let read = class.instances.iter().map(|instance| &instance.field);
            for field in class.fields.iter().chain(read) {
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
        if !bytes.is_empty() && bytes.len() <= LONGEST && self.found.len() < MOST {
            self.found.insert(bytes);
        }
    }

    fn field(&mut self, field: &Field, beside: &[Field], params: usize) {
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
        self.kind(&field.kind, beside, params);
    }

    fn kind(&mut self, kind: &Kind, beside: &[Field], params: usize) {
        match kind {
            Kind::Contents(bytes) => self.add(bytes.to_vec()),
            Kind::Int { size, order, enumeration: Some(id), .. } => self.labels(*id, *size, *order),
            Kind::Bytes(extent) | Kind::Str(extent, _) => self.extent(extent),
            Kind::Object { extent: Some(extent), .. } => self.extent(extent),
            Kind::Switch(switch) => {
                self.cases(switch, beside, params);
                switch.cases.iter().for_each(|(_, kind)| self.kind(kind, beside, params));
            }
            _ => {}
        }
    }

    fn extent(&mut self, extent: &Extent) {
        self.add(extent.terminator.as_deref().unwrap_or_default().to_vec());
    }

    fn labels(&mut self, id: EnumId, size: u8, order: Order) {
        let Some(enumeration) = self.program.enums.get(id.index()) else { return };
        for raw in enumeration.labels.keys() {
            self.number(*raw, size, order);
        }
    }

    /// What decides between the cases, as the field holds it that is asked.
    fn cases(&mut self, switch: &Switch, beside: &[Field], params: usize) {
        let Ex::Slot(slot) = &switch.on else { return };
        let asked = slot.checked_sub(params).and_then(|index| beside.get(index));
        let Some(asked) = asked else { return };
        for (value, _) in &switch.cases {
            value.iter().for_each(|value| self.value(&asked.kind, value));
        }
    }

    /// A value that a field of that kind may have.
    fn value(&mut self, kind: &Kind, value: &Ex) {
        let Ex::Val(value) = value else { return };
        match (kind, value) {
            (Kind::Int { size, order, .. }, Val::Int(raw) | Val::Enum(_, raw)) => {
                self.number(*raw, *size, *order);
            }
            (_, Val::Str(text)) => self.add(text.as_bytes().to_vec()),
            (_, Val::Bytes(Bytes::Own(bytes))) => self.add(bytes.to_vec()),
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
