//! Which list the rows are.

use crate::ir::{Class, Field, Kind, Program, Repeat};
use crate::model::TypeId;
use std::fmt;

/// A list.
pub(super) struct Target<'p> {
    pub(super) path: String,
    pub(super) class: TypeId,
    pub(super) slot: usize,
    pub(super) field: &'p Field,
}

/// Why a schema has no such rows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowsError {
    /// No list is named, and there is none at the top.
    NoList,
    /// No list is named, and several are at the top.
    Several(Vec<String>),
    /// A field that is named does not exist.
    Unknown {
        /// Its name.
        name: String,
        /// The lists where it was looked for.
        lists: Vec<String>,
    },
    /// The path leads to one field.
    NotAList(String),
    /// The fields of a part of the path depend on the data.
    Variable {
        /// The part.
        name: String,
        /// The path.
        path: String,
    },
}

impl fmt::Display for RowsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoList => f.write_str("the schema has no list at its top"),
            Self::Several(lists) => {
                write!(f, "several lists could be meant: {}", listed(lists))
            }
            Self::Unknown { name, lists } => {
                let lists = listed(lists);
                write!(f, "there is no field '{name}' to take items of; lists are: {lists}")
            }
            Self::NotAList(path) => write!(f, "'{path}' is one field, not a list"),
            Self::Variable { name, path } => {
                write!(f, "'{name}' in '{path}' has no fields that are known before it is read")
            }
        }
    }
}

impl std::error::Error for RowsError {}

/// The list that is named, or the only one at the top.
pub(super) fn find<'p>(program: &'p Program, each: Option<&str>) -> Result<Target<'p>, RowsError> {
    let Some(path) = each else { return only(program) };
    let mut class = program.top;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let def = program.classes.get(class.index());
        let found = def.and_then(|def| named(def, step).map(|(index, field)| (def, index, field)));
        let Some((def, index, field)) = found else {
            let lists = def.map(lists).unwrap_or_default();
            return Err(RowsError::Unknown { name: step.to_owned(), lists });
        };
        let is_list = !matches!(field.repeat, Repeat::Once);
        match (steps.peek(), &field.kind) {
            (None, _) if is_list => {
                let (path, slot) = (path.to_owned(), def.field_slot(index));
                return Ok(Target { path, class, slot, field });
            }
            (None, _) => return Err(RowsError::NotAList(path.to_owned())),
            (Some(_), Kind::Object { class: inner, .. }) if !is_list => class = *inner,
            (Some(_), _) => {
                let (name, path) = (step.to_owned(), path.to_owned());
                return Err(RowsError::Variable { name, path });
            }
        }
    }
    Err(RowsError::NoList)
}

/// The only list at the top.
fn only(program: &Program) -> Result<Target<'_>, RowsError> {
    let def = program.classes.get(program.top.index()).ok_or(RowsError::NoList)?;
    let mut names = lists(def);
    if names.len() > 1 {
        return Err(RowsError::Several(names));
    }
    let path = names.pop().ok_or(RowsError::NoList)?;
    let (index, field) = named(def, &path).ok_or(RowsError::NoList)?;
    Ok(Target { path, class: program.top, slot: def.field_slot(index), field })
}

fn lists(class: &Class) -> Vec<String> {
    let lists = class.fields.iter().filter(|f| !matches!(f.repeat, Repeat::Once));
    lists.map(|f| f.meta.name.to_string()).collect()
}

fn named<'c>(class: &'c Class, name: &str) -> Option<(usize, &'c Field)> {
    class.fields.iter().enumerate().find(|(_, field)| field.meta.name == name)
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none here".to_owned() } else { names.join(", ") }
}
