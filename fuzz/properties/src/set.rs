//! Fields that are changed in place.

use crate::first_line;
use crate::schemas::format_named;
use bytescope::Document;
use bytescope::edit::{Change, PatchOptions};
use bytescope::inspect::{BufferId, Node, Span};
use std::collections::HashSet;

/// Maximum number of faults to compare.
const MAX_FAULTS: usize = 10_000;

/// A changed field has its new value, only the field and the fields that depend on it change, and the
/// result has no new faults. The first line of the input is `FORMAT PATH=VALUE`; the path `#N` is
/// that of leaf N.
pub fn set(data: &[u8]) {
    let Some((line, file)) = first_line(data) else { return };
    let Some((name, change)) = line.split_once(' ') else { return };
    let Some(format) = format_named(name) else { return };
    let Some((path, value)) = change.split_once('=') else { return };
    let document = Document::from_bytes(file.to_vec(), format);
    let path = match path.strip_prefix('#').map(str::parse::<usize>) {
        Some(number) => number.ok().and_then(|number| leaf_path(&document, number)),
        None => Some(path.to_owned()),
    };
    let Some(path) = path else { return };
    let Ok(change) = format!("{path}={value}").parse::<Change>() else { return };
    let Ok(selector) = path.parse() else { return };
    let keep = PatchOptions { keep: true, ..PatchOptions::default() };
    let set = |document: &Document, options| document.set(std::slice::from_ref(&change), options);

    let Ok(kept) = set(&document, keep) else {
        assert!(set(&document, PatchOptions::default()).is_err(), "{path}: only set without keep");
        return;
    };
    let spans: Vec<Span> = document.select(&selector).iter().map(|(_, node)| node.span).collect();
    let [target] = spans[..] else { panic!("{path}: {} fields are set", spans.len()) };
    assert_eq!(kept.len(), file.len(), "{path}: size of the file");
    for at in changed(file, &kept) {
        assert!(contains(target, at), "{path}: byte {at} outside of the field changed");
    }
    let kept = Document::from_bytes(kept, document.format().clone());
    assert_eq!(set(&kept, keep).as_deref(), Ok(kept.bytes()), "{path}: set twice");

    let Ok(settled) = set(&document, PatchOptions::default()) else { return };
    let faults = |document: &Document| -> HashSet<String> {
        document.faults_in(true, MAX_FAULTS).into_iter().map(|(path, _)| path).collect()
    };
    let known = faults(&document);
    let settled = Document::from_bytes(settled, document.format().clone());
    let new: Vec<String> = faults(&settled).difference(&known).cloned().collect();
    assert!(new.is_empty(), "{path}: new faults: {new:?}");
    assert_eq!(set(&settled, keep).as_deref(), Ok(settled.bytes()), "{path}: not read back");
    assert_eq!(settled.bytes().len(), file.len(), "{path}: size of the file");
    // Each other change is necessary: without it, the file has another fault.
    for (other, span) in leaves(&settled) {
        let range = span.start() as usize..span.end() as usize;
        let is_changed = |at: usize| settled.bytes()[at] != file[at] && !contains(target, at);
        if !range.clone().any(is_changed) {
            continue;
        }
        let mut reverted = settled.bytes().to_vec();
        for at in range.filter(|at| is_changed(*at)) {
            reverted[at] = file[at];
        }
        let reverted = Document::from_bytes(reverted, document.format().clone());
        let is_necessary = faults(&reverted).difference(&known).next().is_some();
        assert!(is_necessary, "{path}: {other} changed without need");
    }
}

fn changed(before: &[u8], after: &[u8]) -> Vec<usize> {
    before.iter().zip(after).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect()
}

fn contains(span: Span, at: usize) -> bool {
    span.buffer == BufferId::SOURCE && (span.start()..span.end()).contains(&(at as u64))
}

/// Returns the path of a leaf, by its index modulo the number of leaves.
fn leaf_path(document: &Document, number: usize) -> Option<String> {
    let leaves = leaves(document);
    let index = number.checked_rem(leaves.len())?;
    leaves.into_iter().nth(index).map(|(path, _)| path)
}

/// Returns the leaves of the tree that are stored in the file.
fn leaves(document: &Document) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    document.tree().walk(&mut |path, node: &Node| {
        let is_stored = node.span.buffer == BufferId::SOURCE && !node.span.is_empty();
        if is_stored && node.children.is_empty() && !node.is_filler() {
            found.push((path.to_string(), node.span));
        }
    });
    found
}
