//! What a field holds.

use crate::{LabelSet, Node, TableRows};
use std::borrow::Cow;
use std::fmt;

/// The value of a [`Node`].
///
/// Values are equal when they are of one kind and hold the same; [`Value::same`] compares numbers of
/// different kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// A structure: its fields are the children.
    #[default]
    Group,
    /// A sequence: its items are the children.
    List,
    /// Nothing that has a value of its own: a stream, an item that does not exist.
    Null,
    /// True or false.
    Bool(bool),
    /// An unsigned integer.
    UInt(u64),
    /// A signed integer.
    Int(i64),
    /// A 32-bit float, kept apart so that its shortest text stays short.
    F32(f32),
    /// A 64-bit float.
    F64(f64),
    /// Decoded text.
    Text(Box<str>),
    /// Bytes that stay where they are: the node's span says which.
    Bytes,
    /// An integer that has a name.
    Label(Box<Label>),
    /// Records of one size that are decoded when somebody looks at them.
    Table(Box<TableRows>),
    /// Another node, which is shown in its own place: the path to it, as `/chunks/0/body`.
    Ref(Box<str>),
}

/// An integer and its name in the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The integer as stored.
    pub raw: i128,
    /// Its name.
    pub name: Cow<'static, str>,
    /// What the specification says of it; may be empty.
    pub doc: Cow<'static, str>,
    /// All the names that its field knows.
    pub set: Option<&'static LabelSet>,
}

impl Label {
    /// A named integer.
    pub fn new(raw: impl Into<i128>, name: &'static str, doc: &'static str) -> Self {
        Self { raw: raw.into(), name: name.into(), doc: doc.into(), set: None }
    }

    /// The same, as one of a set.
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
    /// Text, from anything that turns into a string.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into().into_boxed_str())
    }

    /// The integer behind a number or a label.
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Self::UInt(v) => Some(i128::from(*v)),
            Self::Int(v) => Some(i128::from(*v)),
            Self::Label(l) => Some(l.raw),
            _ => None,
        }
    }

    /// Whether the node's children make up its value, as fields or items.
    pub fn is_container(&self) -> bool {
        matches!(self, Self::Group | Self::List | Self::Table(_))
    }

    /// Whether two values say the same: numbers by value, text and labels by content.
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

/// The value in a few characters; empty for groups, lists and bytes, whose nodes say more.
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

/// Nothing is [`Value::Group`], the value of what has none.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Group, T::into)
    }
}

impl Node {
    /// The value as an integer, when it is one.
    pub fn as_int(&self) -> Option<i128> {
        self.value.as_int()
    }
}
