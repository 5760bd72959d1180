//! What a declaration says about a field: its name, type, sentence, unit, and names of values.

use std::borrow::Cow;
use std::sync::Arc;

/// What a declaration says about a field, for every file alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The field's name in the format's specification, in `snake_case`.
    pub name: Cow<'static, str>,
    /// Its type as declared.
    pub ty: Cow<'static, str>,
    /// The doc sentence; may be empty.
    pub doc: Cow<'static, str>,
    /// The unit of the value, such as `Hz`; may be empty.
    pub unit: Cow<'static, str>,
    /// Whether the number reads better in hexadecimal: addresses, checksums, bit sets.
    pub hex: bool,
}

impl Meta {
    /// A field of the given name, type and doc sentence.
    pub const fn new(name: &'static str, ty: &'static str, doc: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            ty: Cow::Borrowed(ty),
            doc: Cow::Borrowed(doc),
            unit: Cow::Borrowed(""),
            hex: false,
        }
    }
}

/// A [`Meta`] that a Rust type declares once, or that a schema made at run time.
#[derive(Clone, Debug)]
pub enum MetaRef {
    /// Part of the program.
    Static(&'static Meta),
    /// Shared by the nodes of one schema.
    Shared(Arc<Meta>),
}

impl std::ops::Deref for MetaRef {
    type Target = Meta;
    fn deref(&self) -> &Meta {
        match self {
            Self::Static(meta) => meta,
            Self::Shared(meta) => meta,
        }
    }
}

/// Metas are equal when they say the same, wherever they are kept.
impl PartialEq for MetaRef {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for MetaRef {}

impl From<&'static Meta> for MetaRef {
    fn from(meta: &'static Meta) -> Self {
        Self::Static(meta)
    }
}

impl From<Arc<Meta>> for MetaRef {
    fn from(meta: Arc<Meta>) -> Self {
        Self::Shared(meta)
    }
}

impl Default for MetaRef {
    fn default() -> Self {
        Self::Static(const { &Meta::new("", "", "") })
    }
}

/// The names that the values of a field may have.
#[derive(Debug)]
pub struct LabelSet {
    /// The integer of a name.
    pub find: fn(&str) -> Option<i128>,
    /// Every name.
    pub names: fn() -> Vec<&'static str>,
}

/// A set says the same whoever holds it.
impl PartialEq for LabelSet {
    fn eq(&self, other: &Self) -> bool {
        (self.names)() == (other.names)()
    }
}

impl Eq for LabelSet {}
