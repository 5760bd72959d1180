//! A field and what is known about it.

use crate::{Fault, LabelSet, MetaRef, Span, Value};
use std::fmt;

/// A field, an item of a list, or the whole file.
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
    /// What the declaration says.
    pub meta: MetaRef,
    /// The place in its list, for an item; `None` for a named field.
    pub index: Option<u64>,
    /// Where it stands. A structure spans all its fields.
    pub span: Span,
    /// What it holds.
    pub value: Value,
    /// Fields or items, in file order.
    pub children: Vec<Node>,
    /// What only some nodes have.
    pub extra: Option<Box<Extra>>,
}

/// The rarer parts of a [`Node`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Extra {
    /// What is wrong with the field.
    pub fault: Option<Fault>,
    /// A remark on this value: what the number means here.
    pub note: Option<Box<str>>,
    /// The value after its `map`, when that says more than the stored one.
    pub mapped: Option<Box<str>>,
    /// The rule that was checked and holds.
    pub verified: Option<Verified>,
    /// For a part of a word: its bits `.0 .. .1`, counted from the least significant.
    pub bits: Option<(u8, u8)>,
    /// A node that stands for bytes of no field: a gap, padding, or what was not read.
    pub filler: bool,
    /// A text whose bytes cannot be had back from it.
    pub lossy: bool,
    /// The name of the form that an enum took.
    pub variant: Option<&'static str>,
    /// Found elsewhere or computed when asked for: what is wrong with it is not wrong with the file.
    pub aside: bool,
    /// The bytes that are the value, when padding or a terminator is part of the field, or when
    /// they were made from the field's bytes.
    pub content: Option<Span>,
    /// The names that the values of its field may have, where this value has none.
    pub labels: Option<&'static LabelSet>,
}

/// A rule that was checked and holds. Its text is what the field is compared with, such as `crc-32 of
/// the content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verified {
    /// The field is a checksum.
    Checksum(&'static str),
    /// The field is a number or text that the rest of the file determines.
    Computed(&'static str),
}

impl Verified {
    /// The text of the rule.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Checksum(rule) | Self::Computed(rule) => rule,
        }
    }
}

impl Node {
    /// The rarer parts, made when first asked for.
    pub fn extra_mut(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    /// The names that the values of this field may have.
    pub fn labels(&self) -> Option<&'static LabelSet> {
        match &self.value {
            Value::Label(label) => label.set,
            _ => self.extra.as_ref()?.labels,
        }
    }

    /// What is wrong with this very field (not with its children).
    pub fn fault(&self) -> Option<&Fault> {
        self.extra.as_ref()?.fault.as_ref()
    }

    /// Whether the node stands for bytes of no field.
    pub fn is_filler(&self) -> bool {
        self.extra.as_ref().is_some_and(|e| e.filler)
    }

    /// Whether the node was found elsewhere or computed when asked for.
    pub fn is_aside(&self) -> bool {
        self.extra.as_ref().is_some_and(|e| e.aside)
    }

    /// Where the bytes stand that are the value: the field itself, unless it says otherwise.
    pub fn content(&self) -> Span {
        self.extra.as_ref().and_then(|e| e.content).unwrap_or(self.span)
    }

    /// The remark on this value.
    pub fn note(&self) -> Option<&str> {
        self.extra.as_ref()?.note.as_deref()
    }

    /// The child of that name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.index.is_none() && c.meta.name == name)
    }

    /// Calls `visit` for this node and everything below it, in order, with each one's path.
    pub fn walk<'n>(&'n self, visit: &mut dyn FnMut(&Path<'_>, &'n Node)) {
        self.walk_from(&Path::ROOT, visit);
    }

    fn walk_from<'n>(&'n self, path: &Path<'_>, visit: &mut dyn FnMut(&Path<'_>, &'n Node)) {
        visit(path, self);
        for child in &self.children {
            child.walk_from(&path.to(child), visit);
        }
    }

    /// Whether this node or any node below it is at fault. Rows of tables are not nodes.
    pub fn has_fault(&self) -> bool {
        self.fault().is_some() || self.children.iter().any(Node::has_fault)
    }
}

/// The way from the root to a node, as text `chunks[3].crc`; the root's own path is empty.
#[derive(Clone, Copy)]
pub struct Path<'p> {
    above: Option<&'p Path<'p>>,
    step: Option<&'p Node>,
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Node {
    /// Writes the last step of a path that leads to the node: a name, or an index.
    fn write_step(&self, path: &mut impl fmt::Write, first: bool) -> fmt::Result {
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

    /// The path of the node, which is a child of the node at the path `above`.
    pub fn path_below(&self, above: &str) -> String {
        let mut path = String::with_capacity(
            above.len().saturating_add(self.meta.name.len()).saturating_add(8),
        );
        path.push_str(above);
        // A string takes everything.
        let _ = self.write_step(&mut path, above.is_empty());
        path
    }
}

impl<'p> Path<'p> {
    /// The path of the root.
    pub const ROOT: Path<'static> = Path { above: None, step: None };

    /// Whether the path leads through a node that stands aside.
    pub fn is_aside(&self) -> bool {
        self.step.is_some_and(Node::is_aside) || self.above.is_some_and(Path::is_aside)
    }

    /// The path of a child of the node that this path leads to.
    pub fn to(&'p self, child: &'p Node) -> Path<'p> {
        Path { above: Some(self), step: Some(child) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(above), Some(node)) = (self.above, self.step) else { return Ok(()) };
        above.fmt(f)?;
        node.write_step(f, above.step.is_none())
    }
}
