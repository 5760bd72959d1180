//! Paths of fields, such as `chunks[3].crc`, and their positions.

use super::Explorer;
use super::nodes::{EntryIndex, NodeHandle, num_entries};
use super::position::TreePosition;
use bytescope_inspect::{Node, Value};

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PathStep<'p> {
    Name(&'p str),
    /// Index of an item; from the end if negative.
    Index(i128),
}

impl Explorer {
    /// Returns the path of a field; empty for the root.
    pub fn path(&self, position: &TreePosition) -> String {
        let mut path = String::new();
        let from_top = position.ancestors().skip(1).chain([position.clone()]);
        for at in from_top.filter(|at| at.depth() > 0) {
            match self.node(&at) {
                Some(node) => path = node.path_below(&path),
                None => return path,
            }
        }
        path
    }

    /// Returns the field with a path. Case is ignored if no name is equal; negative indices count
    /// from the end, and `/chunks/0/body` is the same as `chunks[0].body`.
    pub fn find_path(&self, path: &str) -> Option<TreePosition> {
        let mut position = TreePosition::ROOT;
        for step in steps(path)? {
            let node = self.node(&position)?;
            position = position.child(entry_of(&node, &step)?);
            self.node(&position)?;
        }
        Some(position)
    }
}

fn steps(path: &str) -> Option<Vec<PathStep<'_>>> {
    let mut steps = Vec::new();
    if let Some(rest) = path.strip_prefix('/') {
        for part in rest.split('/').filter(|part| !part.is_empty()) {
            let index = part.parse().ok().map(PathStep::Index);
            steps.push(index.unwrap_or(PathStep::Name(part)));
        }
        return Some(steps);
    }
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (index, after) = inside.split_once(']')?;
            steps.push(PathStep::Index(index.trim().parse().ok()?));
            rest = after;
            continue;
        }
        rest = rest.strip_prefix('.').unwrap_or(rest);
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        if name.is_empty() && !after.starts_with('[') {
            return None;
        }
        if !name.is_empty() {
            steps.push(PathStep::Name(name));
        }
        rest = after;
    }
    Some(steps)
}

fn entry_of(node: &NodeHandle<'_>, step: &PathStep<'_>) -> Option<u64> {
    let child = |matches: &dyn Fn(&Node) -> bool| {
        let found = node.children.iter().position(matches)?;
        Some(EntryIndex::index_of_child(node, found))
    };
    match step {
        PathStep::Name(name) => child(&|child| child.index.is_none() && child.meta.name == *name)
            .or_else(|| {
                child(&|child| child.index.is_none() && child.meta.name.eq_ignore_ascii_case(name))
            }),
        PathStep::Index(index) => {
            let index = match u64::try_from(*index) {
                Ok(index) => index,
                Err(_) => {
                    let entries = i128::from(num_items(node));
                    u64::try_from(entries.checked_add(*index)?).ok()?
                }
            };
            match &node.value {
                Value::Table(rows) if index < rows.count() => Some(index),
                _ => child(&|child| child.index == Some(index)),
            }
        }
    }
}

/// Returns the number of items of a list, without its other entries.
fn num_items(node: &Node) -> u64 {
    match &node.value {
        Value::Table(rows) => {
            let last = node.children.iter().filter_map(|child| child.index).max();
            rows.count().max(last.map_or(0, |last| last.saturating_add(1)))
        }
        Value::List => node.children.iter().filter(|child| child.index.is_some()).count() as u64,
        _ => num_entries(node),
    }
}

#[cfg(test)]
mod tests {
    use super::{PathStep, steps};

    #[test]
    fn paths_are_parsed() {
        let expected =
            vec![PathStep::Name("a"), PathStep::Index(2), PathStep::Index(-1), PathStep::Name("b")];
        assert_eq!(steps("a[2][-1].b"), Some(expected.clone()));
        assert_eq!(steps("/a/2/-1/b"), Some(expected));
        assert_eq!(steps("[0]"), Some(vec![PathStep::Index(0)]));
        assert_eq!(steps(""), Some(vec![]));
        for invalid in ["a..b", "a[", "a[x]", "."] {
            assert_eq!(steps(invalid), None, "{invalid}");
        }
    }
}
