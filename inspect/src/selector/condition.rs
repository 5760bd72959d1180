//! Conditions on items.

use crate::{Buffers, Node, Value, parse_integer};
use std::cmp::Ordering;

/// Comparison of a field with values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldComparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    /// Text that contains the value, regardless of case.
    Contains,
}

/// A condition on a field of an item. It does not hold if the item lacks the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    /// Names of the fields from the item to the compared field; empty for the item itself.
    pub(super) path: Vec<String>,
    pub(super) comparison: FieldComparison,
    /// Alternatives, one of which must match; for `NotEqual`, none may match.
    pub(super) values: Vec<String>,
}

impl Condition {
    pub(super) fn holds(&self, item: &Node, bytes: Buffers<'_>) -> bool {
        let field = self.path.iter().try_fold(item, |node, name| node.child_like(name));
        let Some(field) = field else { return false };
        match self.comparison {
            FieldComparison::NotEqual => {
                !self.values.iter().any(|value| field.is_called(value, bytes))
            }
            comparison => self.values.iter().any(|value| field.matches(comparison, value, bytes)),
        }
    }
}

impl Node {
    /// Returns the child with the given name; if there is none, the first whose name differs only
    /// in case.
    pub fn child_like(&self, name: &str) -> Option<&Node> {
        let hidden = self.extra.as_ref().map_or(&[][..], |extra| &extra.hidden);
        let mut hidden = hidden.iter();
        self.child(name).or_else(|| hidden.find(|value| value.meta.name == name)).or_else(|| {
            let mut named = self.children.iter().filter(|child| child.index.is_none());
            named.find(|child| child.meta.name.eq_ignore_ascii_case(name))
        })
    }

    /// Returns the node at a path of names below this node, such as `data.width`.
    pub fn descendant(&self, path: &str) -> Option<&Node> {
        path.split('.').try_fold(self, |node, name| node.child_like(name))
    }

    /// True if the value is `text`: a number, text, the name of an enum value, of a variant or of
    /// the target of a reference, or bytes in hexadecimal.
    ///
    /// ```
    /// use bytescope_inspect::{Buffers, Label, Node};
    ///
    /// let node = Node { value: Label::new(2, "TRUECOLOR", "").into(), ..Node::default() };
    /// let bytes = Buffers { source: &[], buffers: &[] };
    /// assert!(node.is_called("TRUECOLOR", bytes) && node.is_called("0x2", bytes));
    /// assert!(!node.is_called("3", bytes));
    /// ```
    pub fn is_called(&self, text: &str, bytes: Buffers<'_>) -> bool {
        if self.target() == Some(text) || self.variant() == Some(text) {
            return true;
        }
        match &self.value {
            Value::Text(value) => **value == *text,
            Value::Label(label) if label.name == text => true,
            Value::Bool(value) => text == if *value { "true" } else { "false" },
            Value::Bytes => {
                let content = bytes.of(self.content());
                content.len().checked_mul(2) == Some(text.len())
                    && content.iter().zip(text.as_bytes().chunks(2)).all(|(byte, digits)| {
                        let digits = str::from_utf8(digits).unwrap_or_default();
                        u8::from_str_radix(digits, 16) == Ok(*byte)
                    })
            }
            _ => self.compare(text) == Some(Ordering::Equal),
        }
    }

    /// Compares a number with `text`; `None` if one of them is not a number.
    fn compare(&self, text: &str) -> Option<Ordering> {
        match (self.value.as_int(), parse_integer(text), &self.value) {
            (Some(value), Some(wanted), _) => Some(value.cmp(&wanted)),
            (Some(value), None, _) => (value as f64).partial_cmp(&text.parse().ok()?),
            (_, _, Value::F32(value)) => value.partial_cmp(&text.parse().ok()?),
            (_, _, Value::F64(value)) => value.partial_cmp(&text.parse().ok()?),
            _ => None,
        }
    }

    fn matches(&self, comparison: FieldComparison, text: &str, bytes: Buffers<'_>) -> bool {
        let order = |accept: fn(Ordering) -> bool| self.compare(text).is_some_and(accept);
        match comparison {
            FieldComparison::Equal => self.is_called(text, bytes),
            FieldComparison::NotEqual => !self.is_called(text, bytes),
            FieldComparison::Less => order(Ordering::is_lt),
            FieldComparison::AtMost => order(Ordering::is_le),
            FieldComparison::Greater => order(Ordering::is_gt),
            FieldComparison::AtLeast => order(Ordering::is_ge),
            FieldComparison::Contains => self.mentions(text),
        }
    }

    /// True if the value's text, name, target or note contains `text`, regardless of case.
    pub fn mentions(&self, text: &str) -> bool {
        let contains = |value: &str| contains_ignoring_case(value, text);
        match &self.value {
            Value::Text(value) if contains(value) => true,
            Value::Label(label) if contains(&label.name) => true,
            _ => self.target().or(self.note()).is_some_and(contains),
        }
    }
}

fn contains_ignoring_case(text: &str, wanted: &str) -> bool {
    text.contains(wanted) || text.to_lowercase().contains(&wanted.to_lowercase())
}
