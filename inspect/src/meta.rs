//! Static metadata of a field: name, type, documentation, unit and value names.

use crate::{Presentation, PresentationRef};
use std::borrow::Cow;
use std::sync::Arc;

/// Static metadata of a field, independent of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Field name, from the format's specification where possible.
    pub name: Cow<'static, str>,
    /// Declared type.
    pub ty: Cow<'static, str>,
    /// Documentation; may be empty.
    pub doc: Cow<'static, str>,
    /// Unit of the value, such as `Hz`; may be empty.
    pub unit: Cow<'static, str>,
    /// True if the number is shown in hexadecimal: addresses, checksums, flags.
    pub hex: bool,
    /// True if the value is a Unix time: a number of units since 1970-01-01 00:00:00 UTC.
    pub unix_time: bool,
    /// Summary and columns of a structure.
    pub presentation: Option<PresentationRef>,
}

impl Meta {
    /// Creates metadata from a name, type and documentation.
    pub const fn new(name: &'static str, ty: &'static str, doc: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            ty: Cow::Borrowed(ty),
            doc: Cow::Borrowed(doc),
            unit: Cow::Borrowed(""),
            hex: false,
            unix_time: false,
            presentation: None,
        }
    }

    /// Creates metadata of an item without a name.
    pub const fn of_item(
        ty: &'static str,
        doc: &'static str,
        presentation: Option<&'static Presentation>,
    ) -> Self {
        Self {
            name: Cow::Borrowed(""),
            ty: Cow::Borrowed(ty),
            doc: Cow::Borrowed(doc),
            unit: Cow::Borrowed(""),
            hex: false,
            unix_time: false,
            presentation: match presentation {
                Some(presentation) => Some(PresentationRef::Static(presentation)),
                None => None,
            },
        }
    }
}

/// A reference to metadata of a Rust type or of a schema loaded at run time.
#[derive(Clone, Debug)]
pub enum MetaRef {
    /// Declared by a Rust type.
    Static(&'static Meta),
    /// Shared by the nodes of a schema.
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

/// Compares the contents, not the references.
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

/// The value names of a field.
#[derive(Debug)]
pub struct LabelSet {
    /// Function that returns the integer with the given name.
    pub find: fn(&str) -> Option<i128>,
    /// Function that returns all names.
    pub names: fn() -> Vec<&'static str>,
}

/// Compares the names, not the function pointers.
impl PartialEq for LabelSet {
    fn eq(&self, other: &Self) -> bool {
        (self.names)() == (other.names)()
    }
}

impl Eq for LabelSet {}
