//! Encoding of items of known extent from JSON text, without creating JSON values.
//!
//! The encoder handles items that have all their values and nothing else. For any other item it
//! returns an error without details: the machine then writes the document, so that all messages come
//! from one place.

mod leaf;
mod seed;

use super::Step;
use super::build::PartBuilder;
use super::list::FlatItems;
use super::part::FlatPart;
use crate::ir::{FieldDef, Program};
use crate::model::TypeId;
use leaf::LeafEncoder;
pub(crate) use seed::ItemSeed;
use std::sync::Arc;

/// Encoder of the items of a list.
#[derive(Debug)]
pub(crate) struct ItemEncoder {
    part: Arc<FlatPart>,
    values: ValueEncoders,
    /// Number of values that have a flag.
    flags: usize,
}

/// Values at a path, of which at most one is present.
#[derive(Debug)]
struct ValueEncoders(Vec<ValueEncoder>);

/// A value that is present if its guards hold.
#[derive(Debug)]
struct ValueEncoder {
    guards: Vec<usize>,
    /// Index of the flag that is set when the value has been encoded.
    flag: usize,
    kind: ValueKind,
}

#[derive(Debug)]
enum ValueKind {
    Leaf(Box<LeafEncoder>),
    Object(Vec<MemberEncoder>),
    Bits(Vec<LeafEncoder>),
    /// Items of the same layout from an offset on.
    Items {
        at: usize,
        count: usize,
        item: Box<ItemEncoder>,
    },
}

#[derive(Debug)]
struct MemberEncoder {
    name: Box<str>,
    values: ValueEncoders,
}

impl ItemEncoder {
    /// Compiles the items of a list; `None` if they are not of known extent.
    pub(crate) fn of_list(program: &Program, field: &FieldDef) -> Option<Self> {
        Self::new(program, PartBuilder::items(program, field)?.into())
    }

    fn new(program: &Program, part: Arc<FlatPart>) -> Option<Self> {
        let mut builder = EncoderBuilder { program, part: &part, flags: 0 };
        let values = builder.values(&[])?;
        let flags = builder.flags;
        Some(Self { part, values, flags })
    }

    /// Returns the size of an item in bytes.
    pub(crate) fn size(&self) -> usize {
        self.part.size
    }
}

/// Builder of the encoders of a part.
struct EncoderBuilder<'p> {
    program: &'p Program,
    part: &'p FlatPart,
    flags: usize,
}

impl EncoderBuilder<'_> {
    /// Returns the values at a path.
    fn values(&mut self, path: &[Step]) -> Option<ValueEncoders> {
        let (program, part) = (self.program, self.part);
        let mut all = Vec::new();
        for placed in part.leaves.iter().filter(|placed| placed.path == path) {
            let encoder = LeafEncoder::new(program, &placed.leaf);
            all.push((&placed.guards, ValueKind::Leaf(Box::new(encoder))));
        }
        for object in part.objects.iter().filter(|object| object.path == path) {
            all.push((&object.guards, ValueKind::Object(self.members(path, object.class)?)));
        }
        for list in part.lists.iter().filter(|list| list.path == path) {
            let kind = match list.layout() {
                FlatItems::Bits(leaves) => {
                    let leaves = leaves.iter().map(|leaf| LeafEncoder::new(program, &leaf.leaf));
                    ValueKind::Bits(leaves.collect())
                }
                FlatItems::Parts { item, .. } => {
                    let item = ItemEncoder::new(program, item.clone())?;
                    let (at, count) = list.fixed_items()?;
                    ValueKind::Items { at, count, item: Box::new(item) }
                }
            };
            all.push((&list.guards, kind));
        }
        let encoder = |(guards, kind): (&Vec<usize>, ValueKind)| {
            let flag = self.flags;
            self.flags = flag.saturating_add(1);
            ValueEncoder { guards: guards.clone(), flag, kind }
        };
        Some(ValueEncoders(all.into_iter().map(encoder).collect()))
    }

    fn members(&mut self, path: &[Step], class: TypeId) -> Option<Vec<MemberEncoder>> {
        let program = self.program;
        let class_def = program.classes.get(class.index())?;
        let mut members = Vec::new();
        for (index, field) in class_def.fields.iter().enumerate() {
            let path = [path, &[(class, class_def.field_slot(index))]].concat();
            members.push(MemberEncoder {
                name: (*field.meta.name).into(),
                values: self.values(&path)?,
            });
        }
        Some(members)
    }
}
