//! Selectors: path expressions into a field tree, such as `chunks[0].data.width`,
//! `chunks[type=IDAT].crc` or `**.width`.

mod condition;
mod parse;

use crate::{Buffers, Limits, Node, Value};
use condition::Condition;
use std::borrow::Cow;
use std::fmt;
use std::ops::{ControlFlow, Range};
use std::str::FromStr;

/// A path expression that selects nodes of a tree.
///
/// | step | selects |
/// |---|---|
/// | `name` | the field; if there is none, the first whose name differs only in case |
/// | `[2]`, `[-1]` | the item with this index; negative indices count from the end |
/// | `[2..5]`, `[-3..]` | the items from an index up to, but not including, another |
/// | `[]`, `[*]` | all items |
/// | `[type=IDAT]` | the items with this value, or a structure itself if it has the value |
/// | `**` | the node and everything below it |
///
/// Conditions compare a field of the item (`data.width`) by `=`, `!=`, `<`, `<=`, `>`, `>=` or `~`
/// (contains, regardless of case) with a number, the name of an enum value, text, or bytes in
/// hexadecimal; `.` is the item itself, which has the name of its variant. `a|b` are alternatives; `x=1, y=2` are conditions that must all hold; values with
/// other characters are quoted.
///
/// ```
/// use bytescope_inspect::{Buffers, Inspect, Limits, Selector, inspect};
/// use binrw::{Endian, binrw};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Sizes {
///     count: u8,
///     #[br(count = count)]
///     sizes: Vec<u16>,
/// }
///
/// let data = [3, 7, 0, 8, 0, 9, 0];
/// let outcome = inspect::<Sizes>(&data, Endian::Little, (), Limits::default());
/// let selector: Selector = "sizes[1..]".parse()?;
/// let bytes = Buffers { source: &data, buffers: &outcome.buffers };
/// let found = selector.select(&outcome.tree, bytes, Limits::default());
/// let found: Vec<_> = found.iter().map(|(path, node)| (path.as_str(), &node.value)).collect();
/// assert_eq!(format!("{found:?}"), r#"[("sizes[1]", UInt(8)), ("sizes[2]", UInt(9))]"#);
/// # Ok::<(), bytescope_inspect::SelectorError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    steps: Vec<SelectorStep>,
    text: String,
}

/// Index of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemIndex {
    FromStart(u64),
    /// 1 is the last item.
    FromEnd(u64),
}

impl ItemIndex {
    /// Returns the index in a list of `count` items; `None` before the first item.
    fn of(self, count: u64) -> Option<u64> {
        match self {
            Self::FromStart(index) => Some(index),
            Self::FromEnd(back) => count.checked_sub(back),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SelectorStep {
    Field(String),
    Item(ItemIndex),
    /// Items `.0 .. .1`; without an end, all items from `.0` on.
    Items(ItemIndex, Option<ItemIndex>),
    /// Items for which all conditions hold.
    Where(Vec<Condition>),
    /// The node and its descendants.
    Anywhere,
}

/// A selector syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SelectorError {
    /// Column of the first invalid character: its byte offset in the text plus 1.
    pub column: usize,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let examples = "chunks[0].data, chunks[-1], chunks[type=IDAT].crc or **.crc";
        write!(f, "invalid path at column {}; expected e.g. {examples}", self.column)
    }
}

impl std::error::Error for SelectorError {}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let (rest, steps) = parse::steps(text).map_err(|_| expected(text, text))?;
        if rest.is_empty() {
            Ok(Self { steps, text: text.to_owned() })
        } else {
            Err(expected(text, rest))
        }
    }
}

fn expected(text: &str, rest: &str) -> SelectorError {
    SelectorError { column: text.len().saturating_sub(rest.len()).saturating_add(1) }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Nodes with their paths.
pub(crate) type Selected<'n> = Vec<(String, Cow<'n, Node>)>;

impl Selector {
    /// Returns the selector `**`, which selects all nodes.
    pub fn everything() -> Self {
        Self { steps: vec![SelectorStep::Anywhere], text: "**".to_owned() }
    }

    /// Returns every selected node with its path, in display order. Selected rows of tables are
    /// read from `bytes`.
    pub fn select<'n>(&self, tree: &'n Node, bytes: Buffers<'_>, limits: Limits) -> Selected<'n> {
        let mut found = Vec::new();
        let _ = self.visit(tree, bytes, limits, &mut |path, node| {
            found.push((path.to_owned(), node));
            ControlFlow::Continue(())
        });
        found
    }

    /// Calls `visit` with every selected node and its path, in display order, until it breaks.
    /// Rows of tables are read from `bytes` when they are visited.
    pub fn visit<'n>(
        &self,
        tree: &'n Node,
        bytes: Buffers<'_>,
        limits: Limits,
        visit: &mut dyn FnMut(&str, Cow<'n, Node>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut walk = SelectorWalk { bytes, limits, rows_left: u64::MAX, visit };
        walk.walk(&self.steps, "", Cow::Borrowed(tree))
    }

    /// Calls `visit` with every selected node until it breaks. Returns false if it was stopped after
    /// `max_rows` table rows had been read.
    pub(crate) fn visit_rows<'n>(
        &self,
        tree: &'n Node,
        (bytes, limits): (Buffers<'_>, Limits),
        max_rows: u64,
        visit: &mut dyn FnMut(Cow<'n, Node>) -> ControlFlow<()>,
    ) -> bool {
        let visit = &mut |_: &str, node: Cow<'n, Node>| visit(node);
        // One more row, since the last one may be the end.
        let rows_left = max_rows.saturating_add(1);
        let mut walk = SelectorWalk { bytes, limits, rows_left, visit };
        let _ = walk.walk(&self.steps, "", Cow::Borrowed(tree));
        walk.rows_left > 0
    }

    /// Returns the steps to the first list of which all items or those with a condition are selected,
    /// and the steps from there on.
    pub(crate) fn through_list(&self) -> Option<(&[SelectorStep], &[SelectorStep])> {
        let is_field = |step: &SelectorStep| matches!(step, SelectorStep::Field(_));
        let at = self.steps.iter().position(|step| !is_field(step))?;
        let (list, items) = self.steps.split_at_checked(at)?;
        let first = items.first()?;
        let is_all = *first == SelectorStep::Items(ItemIndex::FromStart(0), None);
        (is_all || matches!(first, SelectorStep::Where(_))).then_some((list, items))
    }

    /// Calls `visit` with the nodes that several selectors through the same list select, and the index
    /// of the selector. The items are read only once. Returns false if it was stopped after `max_rows`
    /// table rows had been read.
    pub(crate) fn visit_together(
        selectors: &[&Self],
        tree: &Node,
        (bytes, limits): (Buffers<'_>, Limits),
        max_rows: u64,
        visit: &mut dyn FnMut(usize, &Node),
    ) -> bool {
        let steps: Vec<_> = selectors.iter().filter_map(|one| one.through_list()).collect();
        let Some((list, _)) = steps.first() else { return true };
        let all = [list, &[SelectorStep::Items(ItemIndex::FromStart(0), None)][..]].concat();
        let everything = Self { steps: all, text: String::new() };
        everything.visit_rows(tree, (bytes, limits), max_rows, &mut |item| {
            for (index, (_, items)) in steps.iter().enumerate() {
                let Some((first, rest)) = items.split_first() else { continue };
                if let SelectorStep::Where(conditions) = first
                    && !conditions.iter().all(|condition| condition.holds(&item, bytes))
                {
                    continue;
                }
                let visit = &mut |_: &str, node: Cow<'_, Node>| {
                    visit(index, &node);
                    ControlFlow::Continue(())
                };
                let mut walk = SelectorWalk { bytes, limits, rows_left: u64::MAX, visit };
                let _ = walk.walk(rest, "", Cow::Borrowed(&item));
            }
            ControlFlow::Continue(())
        })
    }

    /// Returns the name of the first field; `None` if the path begins with items or `**`.
    pub fn first_name(&self) -> Option<&str> {
        match self.steps.first()? {
            SelectorStep::Field(name) => Some(name),
            _ => None,
        }
    }

    /// Returns the name of the last field in the path.
    pub fn last_name(&self) -> Option<&str> {
        self.steps.iter().rev().find_map(|step| match step {
            SelectorStep::Field(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// True if the path selects at most one node.
    pub fn is_single(&self) -> bool {
        self.steps.iter().all(|step| matches!(step, SelectorStep::Field(_) | SelectorStep::Item(_)))
    }
}

struct SelectorWalk<'w, 'n> {
    bytes: Buffers<'w>,
    limits: Limits,
    /// Number of table rows after which the walk stops.
    rows_left: u64,
    visit: &'w mut dyn FnMut(&str, Cow<'n, Node>) -> ControlFlow<()>,
}

impl<'n> SelectorWalk<'_, 'n> {
    fn walk(&mut self, steps: &[SelectorStep], path: &str, node: Cow<'n, Node>) -> ControlFlow<()> {
        let Some((step, rest)) = steps.split_first() else { return (self.visit)(path, node) };
        match step {
            SelectorStep::Field(name) => match child(node, name) {
                Some(child) => self.walk(rest, &child.path_below(path), child),
                None => ControlFlow::Continue(()),
            },
            SelectorStep::Item(index) => match index.of(count(&node)) {
                Some(index) => {
                    self.items(node, (index, index.checked_add(1)), &mut |walk, item| {
                        walk.walk(rest, &item.path_below(path), item)
                    })
                }
                None => ControlFlow::Continue(()),
            },
            SelectorStep::Items(from, to) => {
                let count = count(&node);
                let from = from.of(count).unwrap_or(0);
                let to = to.map(|to| to.of(count).unwrap_or(0));
                self.items(node, (from, to), &mut |walk, item| {
                    walk.walk(rest, &item.path_below(path), item)
                })
            }
            SelectorStep::Where(conditions) => {
                let bytes = self.bytes;
                let holds = |node: &Node| conditions.iter().all(|c| c.holds(node, bytes));
                if matches!(node.value, Value::Group) {
                    return match holds(&node) {
                        true => self.walk(rest, path, node),
                        false => ControlFlow::Continue(()),
                    };
                }
                self.items(node, (0, None), &mut |walk, item| match holds(&item) {
                    true => walk.walk(rest, &item.path_below(path), item),
                    false => ControlFlow::Continue(()),
                })
            }
            SelectorStep::Anywhere => {
                match rest.split_first() {
                    // Items are visited one by one below, so a list does not select its items.
                    Some((SelectorStep::Where(conditions), rest)) => {
                        if conditions.iter().all(|c| c.holds(&node, self.bytes)) {
                            self.walk(rest, path, node.clone())?;
                        }
                    }
                    _ => self.walk(rest, path, node.clone())?,
                }
                self.children(node, 0..u64::MAX, &|_| true, &mut |walk, below| {
                    walk.walk(steps, &below.path_below(path), below)
                })
            }
        }
    }

    /// Calls `each` with the items in a range of indices.
    fn items(
        &mut self,
        node: Cow<'n, Node>,
        (from, to): (u64, Option<u64>),
        each: &mut Each<'_, 'n, Self>,
    ) -> ControlFlow<()> {
        let to = to.unwrap_or(u64::MAX);
        let in_range = |index: u64| index >= from && index < to;
        self.children(node, from..to, &|child| child.index.is_some_and(in_range), each)
    }

    /// Calls `each` with the rows in a range of indices and the other children that `keep` accepts.
    fn children(
        &mut self,
        node: Cow<'n, Node>,
        rows: Range<u64>,
        keep: &dyn Fn(&Node) -> bool,
        each: &mut Each<'_, 'n, Self>,
    ) -> ControlFlow<()> {
        let (bytes, limits) = (self.bytes, self.limits);
        let mut next = 0;
        if let Value::Table(table) = &node.value {
            next = table.count();
            for row in table.rows(bytes, rows, limits) {
                self.rows_left = self.rows_left.saturating_sub(1);
                if self.rows_left == 0 {
                    return ControlFlow::Break(());
                }
                each(self, Cow::Owned(row))?;
            }
        }
        // Invalid items of a table of variable size are both rows and children.
        let is_kept = |child: &Node| child.index.is_none_or(|index| index >= next) && keep(child);
        match node {
            Cow::Borrowed(node) => {
                let mut children = node.children.iter().filter(|child| is_kept(child));
                children.try_for_each(|child| each(self, Cow::Borrowed(child)))
            }
            Cow::Owned(node) => {
                let mut children = node.children.into_iter().filter(is_kept);
                children.try_for_each(|child| each(self, Cow::Owned(child)))
            }
        }
    }
}

/// Function that is called with each child of a node.
type Each<'e, 'n, W> = dyn FnMut(&mut W, Cow<'n, Node>) -> ControlFlow<()> + 'e;

/// Returns the child with the given name; if there is none, the first whose name differs only in
/// case.
fn child<'n>(node: Cow<'n, Node>, name: &str) -> Option<Cow<'n, Node>> {
    match node {
        Cow::Borrowed(node) => node.child_like(name).map(Cow::Borrowed),
        Cow::Owned(node) => node.child_like(name).cloned().map(Cow::Owned),
    }
}

/// Returns the number of items of a list, including those that are invalid.
fn count(node: &Node) -> u64 {
    let rows = node.num_items().unwrap_or(0);
    let items = node.children.iter().rev().find_map(|child| child.index);
    rows.max(items.map_or(0, |last| last.saturating_add(1)))
}

#[cfg(test)]
mod tests;
