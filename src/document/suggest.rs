//! Suggestions for paths that select nothing.

use bytescope_inspect::{Buffers, Limits, Node, Selector, Value, nearest};
use std::borrow::Cow;

/// Maximum number of fields that are compared.
const MAX_SEARCHED: usize = 100_000;
/// Maximum number of suggested paths.
const MAX_SUGGESTED: usize = 3;

/// Returns paths that were probably meant by a path that selects nothing: paths that are spelled
/// similarly, or paths of fields with a similar name anywhere in the tree.
pub(crate) fn suggestions(
    tree: &Node,
    bytes: Buffers<'_>,
    limits: Limits,
    path: &Selector,
) -> Vec<String> {
    let mut paths: Vec<(String, String)> = Vec::new();
    tree.walk(&mut |path, node| {
        if paths.len() >= MAX_SEARCHED {
            return;
        }
        let path = path.to_string();
        // Only the first row: all rows have the same fields.
        if let Value::Table(rows) = &node.value
            && let Some(row) = rows.get(bytes, 0, limits)
        {
            let row_path = row.path_below(&path);
            row.walk(&mut |below, field| {
                let dot = if below.to_string().is_empty() { "" } else { "." };
                paths.push((field.meta.name.to_string(), format!("{row_path}{dot}{below}")));
            });
        }
        if node.index.is_none() && !path.is_empty() {
            paths.push((node.meta.name.to_string(), path));
        }
    });
    let text = path.to_string();
    let whole = nearest(&text, paths.iter().map(|(_, path)| path.as_str()));
    if let Some(near) = whole {
        return vec![near.to_owned()];
    }
    let Some(last) = path.last_name() else { return Vec::new() };
    let names = paths.iter().map(|(name, _)| name.as_str());
    let Some(near) = names.clone().find(|name| *name == last).or_else(|| nearest(last, names))
    else {
        return Vec::new();
    };
    let named = paths.iter().filter(|(name, _)| name == near);
    named.take(MAX_SUGGESTED).map(|(_, path)| path.clone()).collect()
}

/// Returns a hint for a message about a path that selects nothing: similar paths, or the names of the
/// top-level fields.
pub(crate) fn hint(tree: &Node, bytes: Buffers<'_>, limits: Limits, path: &Selector) -> String {
    match suggestions(tree, bytes, limits, path).as_slice() {
        [] => {
            let names: Vec<_> = tree.children.iter().map(|c| &*c.meta.name).collect();
            format!("top-level fields: {}", names.join(", "))
        }
        [path] => format!("did you mean {path}?"),
        [paths @ .., last] => format!("did you mean {} or {last}?", paths.join(", ")),
    }
}

/// Maximum number of completions.
const MAX_COMPLETIONS: usize = 200;

/// Returns the paths that continue a partial path by one step.
pub(crate) fn completions(
    tree: &Node,
    bytes: Buffers<'_>,
    limits: Limits,
    partial: &str,
) -> Vec<String> {
    let parent_end = partial.rfind(['.', '[']).unwrap_or(0);
    let (parent, typed) = partial.split_at(parent_end);
    let parents = match parent.parse::<Selector>() {
        _ if parent.is_empty() => vec![(String::new(), Cow::Borrowed(tree))],
        Ok(selector) => selector.select(tree, bytes, limits),
        Err(_) => Vec::new(),
    };
    let Some((_, node)) = parents.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |next: String| {
        if next.starts_with(typed) && found.len() < MAX_COMPLETIONS {
            found.push(format!("{parent}{next}"));
        }
    };
    let dot = if parent.is_empty() { "" } else { "." };
    for child in node.children.iter().filter(|child| child.index.is_none()) {
        add(format!("{dot}{}", child.meta.name));
        if child.num_items().is_some_and(|count| count > 0) {
            add(format!("{dot}{}[0]", child.meta.name));
        }
    }
    if let Some(count) = node.num_items() {
        add("[]".to_owned());
        (0..count.min(MAX_COMPLETIONS as u64)).for_each(|index| add(format!("[{index}]")));
    }
    found
}
