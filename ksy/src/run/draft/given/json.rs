//! Lookup of the JSON of fields and objects.

use super::GivenValues;
use crate::ir::{ElementKind, FieldDef, Repeat};
use crate::run::field::FixedItems;
use crate::run::{FieldRef, Machine, Res};
use crate::value::{IoId, ObjId};
use crate::write::EncodedItems;
use bytescope_inspect::{BuildErrorKind, Draft, Span, nearest};
use serde_json::Value as Json;

impl<'d> Machine<'d> {
    /// Returns the JSON of a field or item; `None` if it is left out.
    pub(in crate::run) fn json(&mut self, field_ref: FieldRef) -> Option<&'d Json> {
        if self.is_patching() {
            return self.patched_json(field_ref);
        }
        if self.is_view(field_ref) {
            return None;
        }
        let object = self.json_of(field_ref.object)?;
        let json = object.get(&*self.field_at(field_ref)?.meta.name)?;
        // An instance that could not be read has a fault in place of its value.
        if json.is_null() || json.get("$error").is_some() || json.get("$limit").is_some() {
            return None;
        }
        match field_ref.index {
            None => Some(json),
            Some(index) => {
                let item = json.as_array()?.get(usize::try_from(index).ok()?)?;
                Some(item).filter(|json| !json.is_null())
            }
        }
    }

    /// Returns the JSON of an object.
    fn json_of(&mut self, id: ObjId) -> Option<&'d Json> {
        let at = id.0 as usize;
        if let Some(Some(known)) = self.given()?.objects.get(at) {
            return *known;
        }
        let json = match self.object_ref(id).field_ref {
            Some(field_ref) => self.json(field_ref),
            None => Some(self.given()?.file.json),
        };
        let GivenValues { objects, .. } = self.given_mut()?;
        if objects.len() <= at {
            objects.resize(at.saturating_add(1), None);
        }
        if let Some(known) = objects.get_mut(at) {
            *known = Some(json);
        }
        json
    }

    /// True if the JSON contains a field.
    pub(in crate::run) fn is_given(&mut self, field_ref: FieldRef) -> bool {
        self.json(field_ref).is_some()
    }

    /// Returns the JSON of a leaf, for parsing.
    pub(super) fn draft_of(&mut self, field_ref: FieldRef) -> Option<Draft<'d>> {
        let json = self.json(field_ref)?;
        let options = self.given()?.file.options;
        Some(Draft::new(json, options))
    }

    /// Records an error of parsing the JSON of a field.
    pub(super) fn json_problem(
        &mut self,
        field_ref: FieldRef,
        error: bytescope_inspect::BuildError,
    ) {
        self.problem(field_ref, error.kind, error.message);
    }

    /// Checks that the JSON of an object is an object without unknown fields.
    pub(in crate::run) fn check_names(&mut self, id: ObjId) {
        let Some(json) = self.json_of(id) else { return };
        let Some(class) = self.class_of(id) else { return };
        let at = self.object_ref(id).field_ref;
        let Some(map) = json.as_object() else {
            let message = Draft::new(json, bytescope_inspect::DraftOptions::default())
                .type_error("an object", json)
                .message;
            return self.problem_in(at, message);
        };
        let fields = class.fields.iter().chain(class.instances.iter().map(|i| &i.field));
        let names = fields.map(|field| &*field.meta.name);
        let is_unknown =
            |name: &&String| !name.starts_with('$') && !names.clone().any(|known| known == *name);
        if let Some(unknown) = map.keys().find(is_unknown) {
            let hint = match nearest(unknown, names.clone()) {
                Some(near) => format!("did you mean '{near}'?"),
                None => {
                    let known: Vec<&str> = names.take(12).collect();
                    format!("known fields: {}", known.join(", "))
                }
            };
            self.problem_in(at, format!("unknown field '{unknown}'; {hint}"));
        }
    }

    /// Records a problem at a field, or at the whole file.
    fn problem_in(&mut self, at: Option<FieldRef>, message: String) {
        match at {
            Some(at) => self.problem(at, BuildErrorKind::Invalid, message),
            None => {
                let error = bytescope_inspect::BuildError::new("", message);
                if let Some(given) = self.given_mut() {
                    given.problems.push(error);
                }
            }
        }
    }

    /// Returns the number of items that the JSON gives for a list; `None` if the list is left out.
    pub(super) fn given_items(&mut self, field_ref: FieldRef) -> Option<u64> {
        let json = self.json(field_ref)?;
        if let Some(items) = self.encoded_items(field_ref) {
            return Some(items.count());
        }
        match json.as_array() {
            Some(items) => Some(items.len() as u64),
            None => {
                let error = Draft::new(json, bytescope_inspect::DraftOptions::default())
                    .type_error("an array", json);
                self.json_problem(field_ref, error);
                Some(0)
            }
        }
    }

    /// Returns the items of a list, if they are encoded already.
    fn encoded_items(&self, field_ref: FieldRef) -> Option<&'d EncodedItems> {
        self.given()?.file.lists?.get(&self.path(field_ref))
    }

    /// Writes a list whose items are encoded already; `None` for another list.
    pub(in crate::run) fn give_items(
        &mut self,
        field: &FieldDef,
        field_ref: FieldRef,
        io: IoId,
    ) -> Option<Res<()>> {
        let EncodedItems { bytes, stride } = self.encoded_items(field_ref)?;
        self.align(io);
        let stream = self.io(io);
        let (start, len) = (stream.at(), bytes.len() as u64);
        if let Some(draft) = &mut self.draft {
            draft.last = Some(field_ref);
        }
        if let Err(halt) = self.put(io, bytes) {
            return Some(Err(halt));
        }
        self.seek(io, stream.pos().saturating_add(len));
        let span = Span::bytes(stream.buffer, start, start.saturating_add(len));
        let items = FixedItems::in_bytes(bytes.len(), *stride);
        self.add_table(field_ref, span, items);
        if matches!(field.repeat, Repeat::ToEnd) {
            self.close_after(io, field_ref);
        }
        Some(Ok(()))
    }

    /// True if the JSON of a field may be a value of this kind.
    pub(super) fn has_shape(&self, json: &Json, kind: &ElementKind) -> bool {
        match (kind, json) {
            (ElementKind::Object { class, .. }, Json::Object(map)) => {
                let Some(class) = self.class(*class) else { return false };
                let fields = class.fields.iter().chain(class.instances.iter().map(|i| &i.field));
                let names: Vec<&str> = fields.map(|field| &*field.meta.name).collect();
                let known = |name: &String| name.starts_with('$') || names.contains(&name.as_str());
                map.keys().all(known)
                    && class.fields.iter().all(|field| {
                        let json = map.get(&*field.meta.name);
                        let list = !matches!(field.repeat, Repeat::Once);
                        json.is_none_or(|json| json.is_null() || list == json.is_array())
                    })
            }
            (ElementKind::Object { .. }, _) => false,
            // A string may represent a number.
            (ElementKind::Str(..), Json::Number(_)) => true,
            (ElementKind::Bytes(_) | ElementKind::Contents(_) | ElementKind::Str(..), json) => {
                json.is_string() || json.get("$hex").is_some()
            }
            (ElementKind::Switch(_) | ElementKind::Opaque(_), _) => true,
            (ElementKind::Float { .. }, json) => json.is_number() || json.is_string(),
            (_, json) => json.is_number() || json.is_string() || json.is_boolean(),
        }
    }
}
