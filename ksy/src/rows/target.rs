//! Selection of the list whose items are rows.

use crate::ir::{ElementKind, FieldDef, ObjectType, Program, Repeat};
use crate::model::TypeId;
use std::fmt;

/// The selected list.
pub(super) struct Target<'p> {
    pub(super) path: String,
    pub(super) class: TypeId,
    pub(super) slot: usize,
    pub(super) field: &'p FieldDef,
}

/// Error in the selection of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowsError {
    /// No path is given, and the schema has no top-level list.
    NoList,
    /// No path is given, and the schema has several top-level lists.
    SeveralLists(Vec<String>),
    /// A field of the path does not exist.
    UnknownField {
        /// Name of the field.
        name: String,
        /// Names of the existing lists.
        lists: Vec<String>,
    },
    /// The path leads to a field that is not a list.
    NotAList(String),
    /// A field within the path is a list, or is not an object of a fixed type.
    NotAnObject {
        /// Name of the field.
        name: String,
        /// Path that contains the field.
        path: String,
    },
}

impl fmt::Display for RowsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoList => f.write_str("the schema has no top-level list"),
            Self::SeveralLists(lists) => {
                write!(f, "several lists of records (choose one): {}", listed(lists))
            }
            Self::UnknownField { name, lists } => {
                write!(f, "unknown field '{name}'; available lists: {}", listed(lists))
            }
            Self::NotAList(path) => write!(f, "'{path}' is not a list"),
            Self::NotAnObject { name, path } => {
                write!(f, "'{name}' in '{path}' is not an object of a fixed type")
            }
        }
    }
}

impl std::error::Error for RowsError {}

/// Finds the list at a path, or the only top-level list.
pub(super) fn find<'p>(program: &'p Program, each: Option<&str>) -> Result<Target<'p>, RowsError> {
    let Some(path) = each else { return only_list(program) };
    let mut class = program.top;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let def = program.classes.get(class.index());
        let found = def.and_then(|def| named(def, step).map(|(index, field)| (def, index, field)));
        let Some((def, index, field)) = found else {
            let lists = def.map(lists).unwrap_or_default();
            return Err(RowsError::UnknownField { name: step.to_owned(), lists });
        };
        let is_list = !matches!(field.repeat, Repeat::Once);
        match (steps.peek(), &field.kind) {
            (None, _) if is_list => {
                let (path, slot) = (path.to_owned(), def.field_slot(index));
                return Ok(Target { path, class, slot, field });
            }
            (None, _) => return Err(RowsError::NotAList(path.to_owned())),
            (Some(_), ElementKind::Object { class: inner, .. }) if !is_list => class = *inner,
            (Some(_), _) => {
                let (name, path) = (step.to_owned(), path.to_owned());
                return Err(RowsError::NotAnObject { name, path });
            }
        }
    }
    Err(RowsError::NoList)
}

/// Finds the only top-level list.
fn only_list(program: &Program) -> Result<Target<'_>, RowsError> {
    let def = program.classes.get(program.top.index()).ok_or(RowsError::NoList)?;
    let mut names = lists(def);
    if names.len() > 1 {
        return Err(RowsError::SeveralLists(names));
    }
    let path = names.pop().ok_or(RowsError::NoList)?;
    let (index, field) = named(def, &path).ok_or(RowsError::NoList)?;
    Ok(Target { path, class: program.top, slot: def.field_slot(index), field })
}

fn lists(class: &ObjectType) -> Vec<String> {
    let lists = class.fields.iter().filter(|f| !matches!(f.repeat, Repeat::Once));
    lists.map(|f| f.meta.name.to_string()).collect()
}

fn named<'c>(class: &'c ObjectType, name: &str) -> Option<(usize, &'c FieldDef)> {
    class.fields.iter().enumerate().find(|(_, field)| field.meta.name == name)
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
