//! Which list the rows are.

use crate::ir::{Class, Field, Kind, Program, Repeat};
use crate::model::TypeId;

/// A list.
pub(super) struct Target<'p> {
    pub(super) path: String,
    pub(super) class: TypeId,
    pub(super) slot: usize,
    pub(super) field: &'p Field,
}

/// The list that is named, or the only one at the top.
pub(super) fn find<'p>(program: &'p Program, each: Option<&str>) -> Result<Target<'p>, String> {
    let Some(path) = each else { return only(program) };
    let mut class = program.top;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let def = program.classes.get(class.index());
        let found = def.and_then(|def| named(def, step).map(|(index, field)| (def, index, field)));
        let Some((def, index, field)) = found else {
            let lists = def.map(|def| listed(&lists(def))).unwrap_or_default();
            return Err(format!("there is no field '{step}' to take items of; lists are: {lists}"));
        };
        let is_list = !matches!(field.repeat, Repeat::Once);
        match (steps.peek(), &field.kind) {
            (None, _) if is_list => {
                let (path, slot) = (path.to_owned(), def.field_slot(index));
                return Ok(Target { path, class, slot, field });
            }
            (None, _) => return Err(format!("'{path}' is one field, not a list")),
            (Some(_), Kind::Object { class: inner, .. }) if !is_list => class = *inner,
            (Some(_), _) => {
                return Err(format!(
                    "'{step}' in '{path}' has no fields that are known before it is read"
                ));
            }
        }
    }
    Err("an empty path".to_owned())
}

/// The only list at the top.
fn only(program: &Program) -> Result<Target<'_>, String> {
    let Some(def) = program.classes.get(program.top.index()) else {
        return Err("the schema has no types".to_owned());
    };
    match lists(def).as_slice() {
        [] => {
            Err("the schema has no list at its top; name one further down with --each".to_owned())
        }
        [name] => {
            let (index, field) = named(def, name).ok_or("the list has no name")?;
            let (path, slot) = ((*name).to_owned(), def.field_slot(index));
            Ok(Target { path, class: program.top, slot, field })
        }
        several => Err(format!("name one list with --each: {}", listed(several))),
    }
}

fn lists(class: &Class) -> Vec<&str> {
    let lists = class.fields.iter().filter(|f| !matches!(f.repeat, Repeat::Once));
    lists.map(|f| &*f.meta.name).collect()
}

fn named<'c>(class: &'c Class, name: &str) -> Option<(usize, &'c Field)> {
    class.fields.iter().enumerate().find(|(_, field)| field.meta.name == name)
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none here".to_owned() } else { names.join(", ") }
}
