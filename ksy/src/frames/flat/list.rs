//! Lists of items of one size, at the end of a part.

use super::leaf::{Form, Leaf};
use super::number::View;
use super::part::{Maker, Part, Placed, Step};
use crate::ir::{Ex, Field, Kind, Program, Repeat};
use crate::model::TypeId;
use serde_json::{Map, Number, Value as Json};
use std::collections::HashMap;
use std::sync::Arc;

/// A list behind all other fields of a part.
#[derive(Debug)]
pub(crate) struct List {
    pub(super) way: Vec<Step>,
    /// Where the first item stands.
    at: usize,
    /// How many there are; as many as the part holds, without.
    count: Option<Ex>,
    owner: TypeId,
    /// The values of the part by slot of the owner.
    slots: Vec<Option<Leaf>>,
    item: Part,
    /// The values of an item: names of a structure, or the only value.
    names: Vec<Option<Arc<str>>>,
    labels: Vec<Option<HashMap<i128, Json>>>,
}

impl List {
    /// The list that a field is, behind the fields of its type that stand in `before`.
    pub(super) fn of(
        program: &Program,
        field: &Field,
        (before, at): (&[Placed], usize),
        way: Vec<Step>,
    ) -> Option<Self> {
        let count = match &field.repeat {
            Repeat::Times(count) => Some(count.clone()),
            Repeat::ToEnd => None,
            Repeat::Once | Repeat::Until(_) => return None,
        };
        let plain = field.condition.is_none() && field.valid.is_none() && field.checksum.is_none();
        if !plain || matches!(field.kind, Kind::Bits { .. }) {
            return None;
        }
        let (owner, _) = *way.last()?;
        let mut maker = Maker::new(program, Vec::new());
        let is_structure = match &field.kind {
            Kind::Object { class, args, extent: None, .. } if args.is_empty() => {
                maker.class(*class)?;
                true
            }
            kind => {
                let leaf = maker.pen.leaf(kind)?;
                maker.part.size = leaf.size;
                maker.part.leaves.push(Placed { way: Vec::new(), leaf, optional: false });
                false
            }
        };
        let item = maker.part;
        let fixed = item.rules.is_empty()
            && item.list.is_none()
            && item.size > 0
            && item.leaves.iter().all(|placed| !placed.optional && placed.way.len() <= 1);
        if !fixed {
            return None;
        }
        let name = |placed: &Placed| {
            let (class, slot) = *placed.way.first().filter(|_| is_structure)?;
            Some(program.classes.get(class.index())?.slot_name(slot).into())
        };
        let labels = |placed: &Placed| {
            let known = program.enums.get(placed.leaf.enumeration?.index())?;
            let label = |(number, (name, _)): (&i128, &(Arc<str>, Arc<str>))| {
                (*number, Json::from(name.as_ref()))
            };
            Some(known.labels.iter().map(label).collect())
        };
        let own = |slot: usize| {
            let placed = before.iter().find(|placed| placed.way.last() == Some(&(owner, slot)))?;
            (placed.way.len() == way.len()).then(|| placed.leaf.clone())
        };
        let slots = program.classes.get(owner.index())?.slots();
        Some(Self {
            at,
            count,
            owner,
            slots: (0..slots).map(own).collect(),
            names: item.leaves.iter().map(name).collect(),
            labels: item.leaves.iter().map(labels).collect(),
            item,
            way,
        })
    }

    /// The bytes of the items of a part that is good; none when they do not fit.
    pub(super) fn items<'p>(&self, program: &Program, part: &'p [u8]) -> Option<&'p [u8]> {
        let rest = part.get(self.at..)?;
        let size = match &self.count {
            None => rest.len().is_multiple_of(self.item.size).then_some(rest.len())?,
            Some(count) => {
                let class = program.classes.get(self.owner.index())?;
                let view = View { class, leaves: &self.slots, frame: part };
                usize::try_from(view.int(count)?).ok()?.checked_mul(self.item.size)?
            }
        };
        rest.get(..size)
    }

    /// The items as JSON.
    pub(super) fn json(&self, items: &[u8]) -> Json {
        let of = |item: &[u8]| {
            let values = self.item.leaves.iter().zip(&self.labels);
            let mut values =
                values.map(|(placed, labels)| value(&placed.leaf, labels.as_ref(), item));
            match self.names.first() {
                Some(Some(_)) => {
                    let names = self.names.iter().flatten().map(ToString::to_string);
                    Json::Object(names.zip(values).collect::<Map<_, _>>())
                }
                _ => values.next().unwrap_or_default(),
            }
        };
        items.chunks_exact(self.item.size.max(1)).map(of).collect()
    }
}

fn value(leaf: &Leaf, labels: Option<&HashMap<i128, Json>>, item: &[u8]) -> Json {
    match leaf.form {
        Form::Int { .. } | Form::Bits { .. } => {
            let number = leaf.int(item).unwrap_or_default();
            if let Some(label) = labels.and_then(|labels| labels.get(&number)) {
                return label.clone();
            }
            match leaf.form {
                Form::Bits { count: 1, .. } if leaf.enumeration.is_none() => (number == 1).into(),
                _ => Number::from_i128(number).map_or(Json::Null, Json::Number),
            }
        }
        Form::Float { little } => {
            let raw = super::leaf::unsigned(leaf.of(item).unwrap_or_default(), little);
            match u32::try_from(raw) {
                Ok(raw) if leaf.size == 4 => crate::rows::json::single(f32::from_bits(raw)),
                _ => crate::rows::json::double(f64::from_bits(raw)),
            }
        }
        Form::Bytes => hex::encode(leaf.of(item).unwrap_or_default()).into(),
    }
}
