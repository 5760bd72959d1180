//! The drift guard: over every sample, every truncation and every bit flip, the tree's reader and
//! the plain binrw reader agree; spans nest, and every byte is accounted for.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod samples;

use bytescope::formats::{self, Format};
use bytescope::inspect::{BufferId, Limits, Node, Span, Value};
use std::fs;

/// Samples larger than this are damaged at some places only.
const SMALL: usize = 2048;

#[test]
fn cuts_agree() {
    each_sample(|format, data, name| {
        for cut in places(data.len()).chain([data.len()]) {
            agree(format, &data[..cut], &format!("{name} cut at {cut}"));
        }
    });
}

#[test]
fn flips_agree() {
    each_sample(|format, data, name| {
        let mut damaged = data.to_vec();
        for at in places(data.len()) {
            for bit in 0..8 {
                damaged[at] ^= 1 << bit;
                agree(format, &damaged, &format!("{name} with bit {bit} of byte {at} flipped"));
                damaged[at] ^= 1 << bit;
            }
        }
    });
}

/// The files of one format, read as every other.
#[test]
fn foreign_files_agree() {
    each_sample(|_, data, name| {
        for format in formats::FORMATS {
            agree(format, data, &format!("{name} read as {}", format.name));
        }
    });
}

fn each_sample(mut test: impl FnMut(&'static Format, &[u8], &str)) {
    for sample in samples::all() {
        let Some(format) = formats::by_name(&sample.format) else { continue };
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        test(format, &data, &sample.path.display().to_string());
    }
}

fn places(len: usize) -> impl Iterator<Item = usize> {
    (0..len).step_by(if len <= SMALL { 1 } else { 7 })
}

fn agree(format: &Format, data: &[u8], what: &str) {
    let outcome = (format.inspect)(data, Limits::default());
    match ((format.read)(data), &outcome.value) {
        (Ok(reading), Ok(())) => {
            assert!(reading.agrees, "{what}: another value");
            assert_eq!(reading.end, outcome.end, "{what}: another end");
        }
        (Err(_), Err(_)) => assert!(outcome.tree.has_fault(), "{what}: a silent error"),
        (plain, tree) => panic!("{what}:\nbinrw: {plain:?}\ntree: {tree:?}"),
    }
    nests(&outcome.tree, what);
    covers(&outcome.tree, data.len() as u64, what);
}

fn nests(node: &Node, what: &str) {
    for child in node.children.iter().filter(|c| c.span.buffer == node.span.buffer) {
        assert!(
            node.span.contains(child.span),
            "{what}: {} {:?} is not within {} {:?}",
            child.meta.name,
            child.span,
            node.meta.name,
            node.span
        );
    }
    node.children.iter().for_each(|child| nests(child, what));
}

/// Every byte belongs to a field, to a gap that is reported, or to what was not read.
fn covers(tree: &Node, len: u64, what: &str) {
    let mut spans = Vec::new();
    leaves(tree, &mut spans);
    spans.retain(|span| !span.is_empty());
    spans.sort_by_key(|span| span.start());
    let mut end = 0;
    for span in spans {
        assert!(span.start() <= end, "{what}: bytes {end}..{} in no field", span.start());
        end = end.max(span.end());
    }
    assert_eq!(end, len, "{what}: the end is in no field");
}

fn leaves(node: &Node, spans: &mut Vec<Span>) {
    if node.span.buffer != BufferId::SOURCE {
        return;
    }
    if node.children.is_empty() || !node.value.is_container() {
        spans.push(node.span);
    }
    if let Value::Table(rows) = &node.value {
        spans.push(rows.span());
    }
    node.children.iter().for_each(|child| leaves(child, spans));
}
