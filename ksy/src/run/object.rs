//! Objects: made, then read field by field.

use super::{Cell, Env, Machine, Object, Place, Res};
use crate::ir::{Class, ClassEndian};
use crate::model::TypeId;
use crate::value::{IoId, ObjId, Val};

/// Who makes an object, and as what.
#[derive(Clone, Copy)]
pub(super) struct Maker {
    pub(super) place: Place,
    pub(super) parent: Option<ObjId>,
}

impl Machine<'_> {
    /// Reads an object from a stream. An error carries what was read of it.
    pub(super) fn object(
        &mut self,
        class: TypeId,
        io: IoId,
        maker: Option<Maker>,
        args: Vec<Val>,
    ) -> Res<ObjId> {
        let Some(def) = self.class(class) else { return Err(super::Stop::rule("no such type")) };
        let id = self.make(class, def, io, maker, args)?;
        let result = self.deeper(|m| {
            m.decide(id, def)?;
            m.fields(id, def)
        });
        match result {
            Ok(()) => Ok(id),
            Err(mut stop) => {
                stop.partial = Some(Val::Obj(id));
                Err(stop)
            }
        }
    }

    /// An object whose fields are not read.
    pub(super) fn bare(&mut self, class: TypeId, io: IoId) -> Res<ObjId> {
        match self.class(class) {
            Some(def) => self.make(class, def, io, None, Vec::new()),
            None => Err(super::Stop::rule("no such type")),
        }
    }

    fn make(
        &mut self,
        class: TypeId,
        def: &Class,
        io: IoId,
        maker: Option<Maker>,
        args: Vec<Val>,
    ) -> Res<ObjId> {
        let slots = def.slots();
        self.count(1)?;
        self.make_cells(slots)?;
        let id = ObjId(u32::try_from(self.objects.len()).unwrap_or(u32::MAX));
        let owner = maker.map(|m| m.place.object);
        // A type of another file starts anew: it knows nothing of who uses it.
        let foreign = owner.and_then(|o| self.class_of(o)).is_some_and(|c| c.file != def.file);
        let (parent, root) = match maker {
            None => (None, Some(id)),
            Some(_) if foreign => (None, def.is_top.then_some(id)),
            Some(maker) => (maker.parent, self.object_ref(maker.place.object).root),
        };
        let base = self.cells.len();
        let little = owner.and_then(|o| self.object_ref(o).little);
        let place = maker.map(|m| m.place);
        self.objects.push(Object { class, base, parent, root, io, little, place });
        let values = args.into_iter().map(|val| Cell { val, ..Cell::default() });
        self.cells.extend(values);
        self.cells.resize(base.saturating_add(slots), Cell::default());
        Ok(id)
    }

    /// Finds the byte order of an object whose type looks for it.
    fn decide(&mut self, id: ObjId, def: &Class) -> Res<()> {
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
            // The case for all others counts only when no other does.
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

    fn fields(&mut self, id: ObjId, def: &Class) -> Res<()> {
        let io = self.object_ref(id).io;
        for (index, field) in def.fields.iter().enumerate() {
            self.field(id, field, def.field_slot(index), io)?;
        }
        Ok(())
    }
}
