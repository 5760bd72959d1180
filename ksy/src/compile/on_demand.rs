//! Lists whose items can be discarded and read again when needed.

use super::Compiler;
use crate::ir::{
    ElementKind, Ex, FieldDef, FieldExtent, FieldOrigin, Method, ObjectType, Repeat, Size,
};
use crate::make::hints::parts;
use crate::model::TypeId;
use bytescope_table::ColumnKind;

impl Compiler<'_> {
    /// Determines for each list whether its items can be read on demand: no expression in an item
    /// refers to the list, and no item has decoded bytes, which are kept in buffers.
    pub(super) fn find_on_demand(&self, classes: &mut [ObjectType]) {
        // Bytes that no field covers are found in the nodes of all items.
        if self.model.files.first().is_some_and(|f| f.complete) {
            return;
        }
        let ids = (0..classes.len()).map(|i| TypeId(u32::try_from(i).unwrap_or(u32::MAX)));
        let mut found = Vec::new();
        for (id, class) in ids.zip(classes.iter()) {
            let slots = (class.params..).zip(class.fields.iter().chain(instance_fields(class)));
            for (slot, field) in slots {
                if !matches!(field.repeat, Repeat::Once) {
                    let looks_back = |inner: TypeId| {
                        self.uses.get(&(id, slot)).is_some_and(|by| by.contains(&inner))
                    };
                    let reach = Reach::of(classes, field);
                    found.push((id, slot, reach.allows(looks_back), reach.has_instances));
                }
            }
        }
        for (id, slot, on_demand, has_instances) in found {
            let class = classes.get_mut(id.index());
            if let Some(field) = class.and_then(|class| field_mut(class, slot)) {
                field.on_demand = on_demand;
                field.has_instances = has_instances;
            }
        }
    }
}

fn instance_fields(class: &ObjectType) -> impl Iterator<Item = &FieldDef> {
    class.instances.iter().map(|instance| &instance.field)
}

fn field_mut(class: &mut ObjectType, slot: usize) -> Option<&mut FieldDef> {
    let index = slot.checked_sub(class.params)?;
    let count = class.fields.len();
    match index.checked_sub(count) {
        None => class.fields.get_mut(index),
        Some(index) => class.instances.get_mut(index).map(|instance| &mut instance.field),
    }
}

/// Types of the objects in an item of a list.
struct Reach {
    found: Vec<TypeId>,
    /// True if an item has decoded or computed bytes.
    has_buffers: bool,
    /// True if an item has instances.
    has_instances: bool,
    /// True if the type of an item, its arguments or its size depend on the position in the stream.
    needs_position: bool,
}

impl Reach {
    fn of(classes: &[ObjectType], list: &FieldDef) -> Self {
        let mut reach = Self {
            found: Vec::new(),
            has_buffers: false,
            has_instances: false,
            needs_position: false,
        };
        reach.kind(&list.kind);
        // Items are read on demand after the stream has advanced.
        reach.needs_position = kind_uses_position(&list.kind);
        let mut next = 0;
        while let Some(class) = reach.found.get(next).and_then(|id| classes.get(id.index())) {
            class.fields.iter().for_each(|field| reach.kind(&field.kind));
            reach.has_instances |= !class.instances.is_empty();
            for instance in &class.instances {
                match &instance.from {
                    FieldOrigin::Value { column, .. } => {
                        reach.has_buffers |= *column == Some(ColumnKind::Bytes);
                    }
                    FieldOrigin::Stream { .. } => reach.kind(&instance.field.kind),
                }
            }
            next = next.saturating_add(1);
        }
        reach
    }

    fn kind(&mut self, kind: &ElementKind) {
        let mut extent = |extent: &FieldExtent| self.has_buffers |= extent.process.is_some();
        match kind {
            ElementKind::Bytes(bytes) | ElementKind::Str(bytes, _) => extent(bytes),
            ElementKind::Object { class, extent: bytes, .. } => {
                bytes.iter().for_each(extent);
                if !self.found.contains(class) {
                    self.found.push(*class);
                }
            }
            ElementKind::Switch(switch) => {
                switch.other.iter().for_each(extent);
                switch.cases.iter().for_each(|(_, kind)| self.kind(kind));
            }
            _ => {}
        }
    }

    fn allows(&self, looks_back: impl Fn(TypeId) -> bool) -> bool {
        !self.has_buffers && !self.needs_position && !self.found.iter().any(|id| looks_back(*id))
    }
}

/// True if the type of a value, its arguments or its size depend on the position in the stream that
/// contains it.
pub(crate) fn kind_uses_position(kind: &ElementKind) -> bool {
    let sized = |extent: &FieldExtent| matches!(&extent.size, Size::Bytes(ex) if uses_position(ex));
    match kind {
        ElementKind::Bytes(extent) | ElementKind::Str(extent, _) => sized(extent),
        ElementKind::Object { args, extent, .. } => {
            args.iter().any(uses_position) || extent.as_ref().is_some_and(sized)
        }
        ElementKind::Switch(switch) => {
            uses_position(&switch.on)
                || switch.cases.iter().any(|(_, kind)| kind_uses_position(kind))
                || switch.other.as_ref().is_some_and(sized)
        }
        _ => false,
    }
}

fn uses_position(ex: &Ex) -> bool {
    matches!(ex, Ex::Call(Method::Pos | Method::Eof, ..))
        || parts(ex).into_iter().any(uses_position)
}
