//! Objects: allocated, then read field by field.

use super::{Env, FieldRef, Machine, Object, Res, StoredValue};
use crate::ir::{ClassEndian, ObjectType};
use crate::model::TypeId;
use crate::value::{IoId, ObjId, Val};

/// Field that contains a new object, and the parent of the object.
#[derive(Clone, Copy)]
pub(super) struct ObjectContext {
    pub(super) field_ref: FieldRef,
    pub(super) parent: Option<ObjId>,
}

impl Machine<'_> {
    /// Reads an object from a stream. On failure, the error contains the partly read object.
    pub(super) fn object(
        &mut self,
        class: TypeId,
        io: IoId,
        context: Option<ObjectContext>,
        args: Vec<Val>,
    ) -> Res<ObjId> {
        let Some(def) = self.class(class) else { return Err(super::Halt::rule("no such type")) };
        let id = self.allocate(class, def, io, context, args)?;
        let result = self.deeper(|m| {
            m.select_endian(id, def)?;
            if m.is_giving() {
                m.check_names(id);
            }
            m.fields(id, def)
        });
        match result {
            Ok(()) => Ok(id),
            Err(mut halt) => {
                halt.partial = Some(Val::Obj(id));
                Err(halt)
            }
        }
    }

    /// Allocates an object without reading its fields.
    pub(super) fn unread_object(&mut self, class: TypeId, io: IoId) -> Res<ObjId> {
        match self.class(class) {
            Some(def) => self.allocate(class, def, io, None, Vec::new()),
            None => Err(super::Halt::rule("no such type")),
        }
    }

    fn allocate(
        &mut self,
        class: TypeId,
        def: &ObjectType,
        io: IoId,
        context: Option<ObjectContext>,
        args: Vec<Val>,
    ) -> Res<ObjId> {
        let args = match context {
            None if class == self.program.top => self.top_arguments()?,
            _ => args,
        };
        let slots = def.slots();
        self.count(1)?;
        self.check_cells(slots)?;
        let id = ObjId(u32::try_from(self.objects.len()).unwrap_or(u32::MAX));
        let owner = context.map(|m| m.field_ref.object);
        // A type from another file has no parent or root outside that file.
        let foreign = owner.and_then(|o| self.class_of(o)).is_some_and(|c| c.file != def.file);
        let (parent, root) = match context {
            None => (None, Some(id)),
            Some(_) if foreign => (None, def.is_top.then_some(id)),
            Some(context) => (context.parent, self.object_ref(context.field_ref.object).root),
        };
        let base = self.cells.len();
        let little = owner.and_then(|o| self.object_ref(o).little);
        let field_ref = context.map(|m| m.field_ref);
        let num_read = 0;
        self.objects.push(Object { class, base, parent, root, io, little, field_ref, num_read });
        let values = args.into_iter().map(|val| StoredValue { val, ..StoredValue::default() });
        self.cells.extend(values);
        let end = base.saturating_add(slots);
        self.cells.resize_with(end, StoredValue::default);
        Ok(id)
    }

    /// Returns the values of the parameters of the top-level type.
    fn top_arguments(&mut self) -> Res<Vec<Val>> {
        let program = self.program;
        let values = program.arguments.iter().map(|argument| match argument {
            // Arguments are constants.
            Some(ex) => self.eval(ex, &Env::of(ObjId(0))),
            None => Ok(Val::Unset),
        });
        values.collect()
    }

    /// Determines the byte order of an object whose type has an `endian` with `switch-on`.
    fn select_endian(&mut self, id: ObjId, def: &ObjectType) -> Res<()> {
        let ClassEndian::Switch { on, cases } = &def.endian else { return Ok(()) };
        let env = Env::of(id);
        let value = self.eval(on, &env)?;
        let mut found = None;
        for (when, little) in cases {
            let matches = match when {
                None => true,
                Some(when) => {
                    let when = self.eval(when, &env)?;
                    self.equal(&value, &when)
                }
            };
            // The default case applies only if no other case matches.
            if matches && (found.is_none() || when.is_some()) {
                found = Some(*little);
                if when.is_some() {
                    break;
                }
            }
        }
        if let Some(object) = self.objects.get_mut(id.0 as usize) {
            object.little = found;
        }
        Ok(())
    }

    fn fields(&mut self, id: ObjId, def: &ObjectType) -> Res<()> {
        let io = self.object_ref(id).io;
        for (index, field) in def.fields.iter().enumerate() {
            self.field(id, field, def.field_slot(index), io)?;
            self.field_read(id, index)?;
        }
        Ok(())
    }
}
