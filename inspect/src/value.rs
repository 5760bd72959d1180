//! Field values.

use crate::{LabelSet, Node, TableRows};
use std::borrow::Cow;
use std::fmt;

/// The value of a [`Node`].
///
/// Values are equal if they have the same variant and content; [`Value::same`] also compares
/// numbers of different variants.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// A structure, whose fields are the children.
    #[default]
    Group,
    /// A list, whose items are the children.
    List,
    /// No value, for example of a null expression in a schema.
    Null,
    /// A boolean.
    Bool(bool),
    /// An unsigned integer.
    UInt(u64),
    /// A signed integer.
    Int(i64),
    /// A 32-bit float, separate from `F64` to keep its decimal text short.
    F32(f32),
    /// A 64-bit float.
    F64(f64),
    /// Decoded text.
    Text(Box<str>),
    /// Bytes of the buffer, given by the node's span.
    Bytes,
    /// An integer with a name.
    Label(Box<Label>),
    /// Fixed-size records, decoded on demand.
    Table(Box<TableRows>),
    /// A reference to another node, as a path such as `/chunks/0/body`.
    Ref(Box<str>),
}

/// An integer and its name in the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Stored integer.
    pub raw: i128,
    /// Name.
    pub name: Cow<'static, str>,
    /// Description from the specification; may be empty.
    pub doc: Cow<'static, str>,
    /// All names defined for the field.
    pub set: Option<&'static LabelSet>,
}

impl Label {
    /// Creates a named integer.
    pub fn new(raw: impl Into<i128>, name: &'static str, doc: &'static str) -> Self {
        Self { raw: raw.into(), name: name.into(), doc: doc.into(), set: None }
    }

    /// Sets the label set that the name belongs to.
    #[must_use]
    pub fn of(mut self, set: &'static LabelSet) -> Self {
        self.set = Some(set);
        self
    }
}

impl From<Label> for Value {
    fn from(label: Label) -> Self {
        Self::Label(Box::new(label))
    }
}

impl Value {
    /// Creates a text value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into().into_boxed_str())
    }

    /// Returns the integer of a number or label.
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Self::UInt(v) => Some(i128::from(*v)),
            Self::Int(v) => Some(i128::from(*v)),
            Self::Label(l) => Some(l.raw),
            _ => None,
        }
    }

    /// True if the value consists of fields, items or rows.
    pub fn is_container(&self) -> bool {
        matches!(self, Self::Group | Self::List | Self::Table(_))
    }

    /// True if two values are equal, comparing integers and labels by number and floats by bits.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::F32(a), Self::F32(b)) => a.to_bits() == b.to_bits(),
            (Self::F64(a), Self::F64(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a.as_int().is_some() && a.as_int() == b.as_int(),
        }
    }
}

/// A single line of text; empty for groups, lists, tables, bytes and null.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group | Self::List | Self::Bytes | Self::Table(_) | Self::Null => Ok(()),
            Self::Bool(v) => v.fmt(f),
            Self::Ref(path) => write!(f, "→ {path}"),
            Self::UInt(v) => v.fmt(f),
            Self::Int(v) => v.fmt(f),
            Self::F32(v) => write!(f, "{v:?}"),
            Self::F64(v) => write!(f, "{v:?}"),
            Self::Text(t) => write!(f, "{t:?}"),
            Self::Label(l) => write!(f, "{} ({})", l.name, l.raw),
        }
    }
}

macro_rules! from_ints {
    ($($t:ty => $variant:ident),*) => {$(
        impl From<$t> for Value {
            fn from(v: $t) -> Self {
                Self::$variant(v.into())
            }
        }
    )*};
}
from_ints!(u8 => UInt, u16 => UInt, u32 => UInt, u64 => UInt, i8 => Int, i16 => Int, i32 => Int,
    i64 => Int, f32 => F32, f64 => F64);

impl From<usize> for Value {
    fn from(v: usize) -> Self {
        Self::UInt(v as u64)
    }
}

impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Self::UInt(v.into())
    }
}

impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Self::text(v)
    }
}

impl From<String> for Value {
    fn from(v: String) -> Self {
        Self::text(v)
    }
}

/// `None` becomes [`Value::Group`], the default.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Group, T::into)
    }
}

impl Node {
    /// Returns the integer of a number or label.
    pub fn as_int(&self) -> Option<i128> {
        self.value.as_int()
    }
}
