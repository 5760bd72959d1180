//! Types of expressions.

use crate::model::{EnumId, Model, TypeId};
use bytescope_table::ColumnKind;

/// Static type of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// Unknown because of an error that has been reported.
    Unknown,
    /// Known only at run time.
    Any,
    Int,
    Float,
    Bool,
    Str,
    Bytes,
    Enum(EnumId),
    User(TypeId),
    /// An object of one of several types.
    Struct,
    Io,
    Array(Box<Ty>),
}

impl Ty {
    /// True if the type is unknown, so any use of the value is accepted.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Unknown | Self::Any)
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Float)
    }

    /// Returns the column kind for values of this type; `None` if a column cannot contain them.
    pub(crate) fn column(&self) -> Option<ColumnKind> {
        Some(match self {
            Self::Int => ColumnKind::I64,
            Self::Float => ColumnKind::F64,
            Self::Bool => ColumnKind::Bool,
            Self::Str | Self::Enum(_) => ColumnKind::Text,
            Self::Bytes => ColumnKind::Bytes,
            _ => return None,
        })
    }

    /// Describes the type for messages: `an integer`, `` an object of type `foo` ``.
    pub(crate) fn name(&self, model: &Model) -> String {
        match self {
            Self::Unknown | Self::Any => "a value of any type".to_owned(),
            Self::Int => "an integer".to_owned(),
            Self::Float => "a float".to_owned(),
            Self::Bool => "a boolean".to_owned(),
            Self::Str => "a string".to_owned(),
            Self::Bytes => "bytes".to_owned(),
            Self::Enum(id) => {
                let name = model.enums.get(id.index()).map_or("?", |e| e.name.as_str());
                format!("a value of enum `{name}`")
            }
            Self::User(id) => format!("an object of type `{}`", model.ty(*id).name),
            Self::Struct => "an object whose type is known only at run time".to_owned(),
            Self::Io => "a stream".to_owned(),
            Self::Array(of) => match of.as_ref() {
                Self::User(id) => format!("an array of `{}`", model.ty(*id).name),
                _ => "an array".to_owned(),
            },
        }
    }

    /// Returns the common type of two types; `None` if they have none.
    pub(crate) fn either(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (a, b) if a == b => a.clone(),
            (Self::Unknown, b) => b.clone(),
            (a, Self::Unknown) => a.clone(),
            (Self::Any, _) | (_, Self::Any) => Self::Any,
            (Self::Int, Self::Float) | (Self::Float, Self::Int) => Self::Float,
            (Self::User(_) | Self::Struct, Self::User(_) | Self::Struct) => Self::Struct,
            (Self::Array(a), Self::Array(b)) => Self::Array(Box::new(a.either(b)?)),
            _ => return None,
        })
    }

    /// True if a value of this type can be passed as `to`.
    pub(crate) fn fits(&self, to: &Self) -> bool {
        match (self, to) {
            (a, b) if a == b || a.is_open() || b.is_open() => true,
            (Self::Int, Self::Float) => true,
            (Self::User(_) | Self::Struct, Self::Struct) | (Self::Struct, Self::User(_)) => true,
            (Self::Array(a), Self::Array(b)) => a.fits(b),
            _ => false,
        }
    }

    /// True if values of the two types can be compared: by `<` and `>` if `order`, otherwise by
    /// `==`.
    pub(crate) fn compares(&self, other: &Self, order: bool) -> bool {
        match (self, other) {
            (a, b) if a.is_open() || b.is_open() => true,
            (a, b) if a.is_number() && b.is_number() => true,
            (Self::Str, Self::Str) | (Self::Bytes, Self::Bytes) => true,
            (Self::Bool, Self::Bool) => !order,
            (Self::Enum(a), Self::Enum(b)) => a == b && !order,
            _ => false,
        }
    }
}
