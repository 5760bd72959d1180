//! Long lists: items that are read again equal those of a list that is kept.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_formats::by_name;
use bytescope_inspect::{Buffers, FaultOptions, Limits, Node, Value};
use std::fs;

/// Reads random items of a long list, and compares them with the kept ones. Returns the number of
/// long lists.
fn compare(kept: &Node, long: &Node, bytes: Buffers<'_>, what: &str) -> usize {
    assert_eq!(kept.span, long.span, "{what}");
    assert_eq!(kept.fault(), long.fault(), "{what}");
    let Value::Table(rows) = &long.value else {
        assert_eq!(kept.value, long.value, "{what}");
        assert_eq!(kept.children.len(), long.children.len(), "{what}");
        let pairs = kept.children.iter().zip(&long.children);
        return pairs.map(|(kept, long)| compare(kept, long, bytes, what)).sum();
    };
    let kept: Vec<&Node> = kept.children.iter().filter(|c| c.index.is_some()).collect();
    let rest: Vec<&Node> = long.children_besides_rows().filter(|c| c.index.is_some()).collect();
    let (complete, incomplete) = kept.split_at(rows.count() as usize);
    assert_eq!(incomplete, rest, "{what}");
    let kept = complete;
    let order = (0..rows.count()).rev().chain(0..rows.count());
    for index in order {
        let row = rows.get(bytes, index, Limits::default()).unwrap();
        assert_eq!(&row, kept[index as usize], "{what}: {index}");
        if row.has_fault() {
            assert!(long.children.iter().any(|child| child == &row), "{what}: {index}");
        }
    }
    1
}

#[test]
fn items_of_long_lists_equal_kept_items() {
    let zip = by_name("zip").unwrap();
    let mut lists = 0;
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../samples/zip")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension == "tree" || extension == "py") {
            continue;
        }
        let what = path.display().to_string();
        let data = fs::read(&path).unwrap();
        let kept = (zip.inspect)(&data, Limits::default());
        for held in [0, 60] {
            let long = (zip.inspect)(&data, Limits { held, ..Limits::default() });
            assert_eq!(kept.value.is_ok(), long.value.is_ok(), "{what}");
            let options = FaultOptions::default();
            assert_eq!(kept.faults(&data, &options), long.faults(&data, &options), "{what}");
            let bytes = Buffers { source: &data, buffers: &long.buffers };
            lists += compare(&kept.tree, &long.tree, bytes, &what);
        }
    }
    assert!(lists > 40, "{lists}");
}

/// The number of nodes is limited to those that are kept.
#[test]
fn long_lists_do_not_reach_the_limit_on_nodes() {
    let zip = by_name("zip").unwrap();
    let data = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../samples/zip/names.zip")).unwrap();
    let limits = Limits { held: 0, nodes: 70, ..Limits::default() };
    let all = (zip.inspect)(&data, Limits { nodes: 70, ..Limits::default() });
    assert!(!all.faults(&data, &FaultOptions::default()).is_empty());
    let long = (zip.inspect)(&data, limits);
    assert_eq!(long.faults(&data, &FaultOptions::default()), []);
}
