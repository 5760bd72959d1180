//! Nodes of the field tree.

use crate::{
    Fault, LabelSet, Limit, MetaRef, NestedContent, Presentation, PresentationRef, Span, Storage,
    Value,
};
use std::fmt;

/// A node of the field tree: a field, an item of a list, or the whole file.
///
/// ```
/// use binrw::{Endian, binrw};
/// use bytescope_inspect::{Inspect, Limits, inspect};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Size {
///     /// Width in pixels
///     #[inspect(unit = "px")]
///     width: u16,
///     height: u16,
/// }
///
/// let tree = inspect::<Size>(&[64, 0, 32, 0], Endian::Little, (), Limits::default()).tree;
/// let width = tree.child("width").expect("it was read");
/// assert_eq!((&*width.meta.doc, &*width.meta.unit), ("Width in pixels", "px"));
/// assert_eq!((width.as_int(), width.span.start(), width.span.end()), (Some(64), 0, 2));
///
/// let mut paths = Vec::new();
/// tree.walk(&mut |path, _| paths.push(path.to_string()));
/// assert_eq!(paths, ["", "width", "height"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Metadata from the declaration.
    pub meta: MetaRef,
    /// Index in the list, for an item; `None` for a named field.
    pub index: Option<u64>,
    /// Buffer, offset and size. The span of a structure contains those of its fields.
    pub span: Span,
    /// Value.
    pub value: Value,
    /// Fields or items, in display order: fields normally in file order, items by index.
    pub children: Vec<Node>,
    /// Attributes that only some nodes have.
    pub extra: Option<Box<Extra>>,
}

/// Attributes of a [`Node`] that only some nodes have.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Extra {
    /// Fault of the field.
    pub fault: Option<Fault>,
    /// Note on the value.
    pub note: Option<Box<str>>,
    /// Value after `map`, if it differs from the stored value.
    pub mapped: Option<Box<str>>,
    /// Comparison with an expected value that succeeded.
    pub verified: Option<Verified>,
    /// Bit range `.0 .. .1` of a child of a bit field, counted from the least significant bit.
    pub bits: Option<(u8, u8)>,
    /// True for bytes not covered by any field: a gap, padding, or data that was not read.
    pub filler: bool,
    /// True for text whose encoding differs from the bytes of the field.
    pub lossy: bool,
    /// Encoding of the value, if [`Limits::storage`](crate::Limits::storage) is set.
    pub storage: Option<Storage>,
    /// Name of the enum variant.
    pub variant: Option<&'static str>,
    /// True if stored out of line or computed on demand. Faults of such a node do not make the file
    /// invalid.
    pub out_of_line: bool,
    /// Span of the value, if the field also includes padding or a terminator, or if the value was
    /// decoded from the field's bytes.
    pub content: Option<Span>,
    /// Value names of the field, if this value has no name.
    pub labels: Option<&'static LabelSet>,
    /// Declared content of the field.
    pub nested: Option<Box<NestedContent>>,
    /// Name of what the value refers to, such as the name of a section for the offset of the name.
    pub target: Option<Box<str>>,
    /// Computed values that the summary or columns of the structure refer to, if they are not among
    /// its children.
    pub hidden: Vec<Node>,
    /// Presentation of the structure, if not that of [`Meta`](crate::Meta).
    pub presentation: Option<PresentationRef>,
}

/// A successful comparison with an expected value. The text is a noun phrase for that value, such
/// as `crc-32 of the content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verified {
    /// A checksum.
    Checksum(&'static str),
    /// A value determined by the rest of the file.
    Computed(&'static str),
}

impl Verified {
    /// Returns the noun phrase for the expected value.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Checksum(rule) | Self::Computed(rule) => rule,
        }
    }
}

impl Node {
    /// Returns the extra attributes, creating them on first use.
    pub fn extra_mut(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    /// Returns the value names of this field.
    pub fn labels(&self) -> Option<&'static LabelSet> {
        match &self.value {
            Value::Label(label) => label.set,
            _ => self.extra.as_ref()?.labels,
        }
    }

    /// Returns the fault of this node, not of its children.
    pub fn fault(&self) -> Option<&Fault> {
        self.extra.as_ref()?.fault.as_ref()
    }

    /// True if the bytes of the field are not shown, because the fields of the tree cover the data
    /// too often.
    pub fn is_hidden(&self) -> bool {
        self.fault().and_then(Fault::limit) == Some(Limit::Coverage)
    }

    /// True if the node represents bytes not covered by any field.
    pub fn is_filler(&self) -> bool {
        self.extra.as_ref().is_some_and(|e| e.filler)
    }

    /// True if the node is stored out of line or was computed on demand.
    pub fn is_out_of_line(&self) -> bool {
        self.extra.as_ref().is_some_and(|e| e.out_of_line)
    }

    /// Returns the span of the value; by default that of the field.
    pub fn content(&self) -> Span {
        self.extra.as_ref().and_then(|e| e.content).unwrap_or(self.span)
    }

    /// Returns the declared content of the field.
    pub fn nested_content(&self) -> Option<&NestedContent> {
        self.extra.as_ref()?.nested.as_deref()
    }

    /// Returns the note on the value.
    pub fn note(&self) -> Option<&str> {
        self.extra.as_ref()?.note.as_deref()
    }

    /// Returns the name of the enum variant.
    pub fn variant(&self) -> Option<&'static str> {
        self.extra.as_ref()?.variant
    }

    /// Returns the name of what the value refers to.
    pub fn target(&self) -> Option<&str> {
        self.extra.as_ref()?.target.as_deref()
    }

    /// Returns how values of the node's type are summarized and tabulated.
    pub fn presentation(&self) -> Option<&Presentation> {
        let of_value = self.extra.as_ref().and_then(|extra| extra.presentation.as_deref());
        of_value.or(self.meta.presentation.as_deref())
    }

    /// Returns the number of items of a list or table; `None` for other values.
    pub fn num_items(&self) -> Option<u64> {
        match &self.value {
            Value::List => {
                Some(self.children.iter().filter(|child| child.index.is_some()).count() as u64)
            }
            Value::Table(rows) => Some(rows.count()),
            _ => None,
        }
    }

    /// Returns the child with the given name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.index.is_none() && c.meta.name == name)
    }

    /// Calls `visit` with this node and each of its descendants and their paths, in display order.
    pub fn walk<'n>(&'n self, visit: &mut dyn FnMut(&Path<'_>, &'n Node)) {
        self.walk_from(&Path::ROOT, visit);
    }

    fn walk_from<'n>(&'n self, path: &Path<'_>, visit: &mut dyn FnMut(&Path<'_>, &'n Node)) {
        visit(path, self);
        for child in &self.children {
            child.walk_from(&path.to(child), visit);
        }
    }

    /// True if this node or any descendant has a fault. Rows of tables are not included.
    pub fn has_fault(&self) -> bool {
        self.fault().is_some() || self.children.iter().any(Node::has_fault)
    }
}

/// Path from the root to a node, displayed as `chunks[3].crc`; the root's path is empty.
#[derive(Clone, Copy)]
pub struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    node: Option<&'p Node>,
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Node {
    /// Writes the last segment of the node's path: a name or an index.
    fn write_segment(&self, path: &mut impl fmt::Write, first: bool) -> fmt::Result {
        match self.index {
            Some(index) => write!(path, "[{index}]"),
            None => {
                if !first {
                    path.write_char('.')?;
                }
                path.write_str(&self.meta.name)
            }
        }
    }

    /// Returns the path of the node, given the path of its parent.
    pub fn path_below(&self, parent: &str) -> String {
        let mut path = String::with_capacity(
            parent.len().saturating_add(self.meta.name.len()).saturating_add(8),
        );
        path.push_str(parent);
        // Writing to a string cannot fail.
        let _ = self.write_segment(&mut path, parent.is_empty());
        path
    }
}

impl<'p> Path<'p> {
    /// Path of the root.
    pub const ROOT: Path<'static> = Path { parent: None, node: None };

    /// True if any node on the path is stored out of line or was computed on demand.
    pub fn is_out_of_line(&self) -> bool {
        self.node.is_some_and(Node::is_out_of_line) || self.parent.is_some_and(Path::is_out_of_line)
    }

    /// Returns the path of a child of this path's node.
    pub fn to(&'p self, child: &'p Node) -> Path<'p> {
        Path { parent: Some(self), node: Some(child) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(parent), Some(node)) = (self.parent, self.node) else { return Ok(()) };
        parent.fmt(f)?;
        node.write_segment(f, parent.node.is_none())
    }
}
