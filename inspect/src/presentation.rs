//! How values of a type are summarized and tabulated: declared once per type, used by every view.

use std::borrow::Cow;
use std::sync::Arc;

/// Summary and columns of the values of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presentation {
    /// [`Summary`](crate::Summary) of a value; may be empty.
    pub summary: Cow<'static, str>,
    /// Columns of a table of such values, the most important first: paths of fields, optionally with
    /// a title (`size=uncompressed_size`). If empty, all fields are columns.
    pub columns: Cow<'static, [Cow<'static, str>]>,
}

impl Presentation {
    /// Splits a column into its title, if one is given, and the path of the field.
    ///
    /// ```
    /// use bytescope_inspect::Presentation;
    ///
    /// assert_eq!(Presentation::split_column("size=a.b"), (Some("size"), "a.b"));
    /// assert_eq!(Presentation::split_column("a.b"), (None, "a.b"));
    /// ```
    pub fn split_column(column: &str) -> (Option<&str>, &str) {
        match column.split_once('=') {
            Some((title, path)) => (Some(title), path),
            None => (None, column),
        }
    }
}

/// A reference to the presentation of a Rust type or of a type of a schema.
#[derive(Clone, Debug)]
pub enum PresentationRef {
    /// Declared by a Rust type.
    Static(&'static Presentation),
    /// Declared by a schema.
    Shared(Arc<Presentation>),
}

impl std::ops::Deref for PresentationRef {
    type Target = Presentation;
    fn deref(&self) -> &Presentation {
        match self {
            Self::Static(presentation) => presentation,
            Self::Shared(presentation) => presentation,
        }
    }
}

/// Compares the contents, not the references.
impl PartialEq for PresentationRef {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for PresentationRef {}
