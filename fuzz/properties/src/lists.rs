//! Long lists: the items that a tree reads on demand are those of a tree that holds all items.

use crate::first_line;
use crate::schemas::{LIMITS, format_named};
use bytescope::AnyFormat;
use bytescope::inspect::{Buffers, Limits, Node, TableRows, Value};

/// Largest number of items whose nodes are compared.
const MAX_COMPARED: usize = 10;

/// A tree whose lists are read on demand has the same nodes and faults as one that holds them,
/// whatever the order in which the items are read. The first line of the input names the format.
pub fn lists(data: &[u8]) {
    let Some((name, data)) = first_line(data) else { return };
    let Some(format) = format_named(name) else { return };
    compare_lists(&format, data, data.len().is_multiple_of(2));
}

fn compare_lists(format: &AnyFormat, data: &[u8], instances: bool) {
    let held = [0, 5, 60][data.len() % 3];
    let [all, some] = [u64::MAX, held].map(|held| {
        let limits = Limits { held, ..LIMITS };
        (format.inspect(data, limits, instances), limits)
    });
    let is_limited = |node: &Node| {
        let mut found = false;
        node.walk(&mut |_, node| found |= node.fault().is_some_and(|f| f.limit().is_some()));
        found
    };
    if is_limited(&all.0.tree) || is_limited(&some.0.tree) {
        return;
    }
    let bytes = Buffers { source: data, buffers: &some.0.buffers };
    let mut comparison = Comparison { bytes, limits: some.1, budget: MAX_COMPARED };
    comparison.nodes(&all.0.tree, &some.0.tree, format.name());
    assert_eq!(all.0.end, some.0.end, "{}: end", format.name());
    if unlisted(&some.0.tree) == 0 {
        let faults = |tree: &Node| -> Vec<String> {
            let faults = tree.recorded_faults().into_iter();
            let mut faults: Vec<_> =
                faults.map(|(path, fault)| format!("{path}: {fault}")).collect();
            faults.sort();
            faults
        };
        assert_eq!(faults(&all.0.tree), faults(&some.0.tree), "{}: faults", format.name());
    }
}

fn unlisted(tree: &Node) -> u64 {
    let mut found = 0;
    tree.walk(&mut |_, node| {
        if let Value::Table(rows) = &node.value {
            found += rows.num_unlisted();
        }
    });
    found
}

struct Comparison<'c> {
    bytes: Buffers<'c>,
    limits: Limits,
    /// Number of items that remain to be compared.
    budget: usize,
}

impl Comparison<'_> {
    /// Compares a node of the complete tree with one of the other tree.
    fn nodes(&mut self, all: &Node, some: &Node, path: &str) {
        assert_eq!((&*all.meta, all.index), (&*some.meta, some.index), "{path}");
        assert_eq!((all.span, &all.extra), (some.span, &some.extra), "{path}");
        match (&all.value, &some.value) {
            (Value::List, Value::Table(rows)) => return self.items(all, some, rows, path),
            (Value::Table(a), Value::Table(b)) => assert_eq!(a, b, "{path}"),
            (a, b) => assert_eq!(a, b, "{path}"),
        }
        let [all, some] = [all, some].map(|node| {
            node.children.iter().filter(|child| !child.is_filler()).collect::<Vec<_>>()
        });
        let names = |nodes: &[&Node]| -> Vec<_> {
            nodes.iter().map(|node| (node.meta.name.to_string(), node.index)).collect()
        };
        assert_eq!(names(&all), names(&some), "{path}");
        for (all, some) in all.iter().zip(&some) {
            self.nodes(all, some, &all.path_below(path));
        }
    }

    /// Compares the items of a list, in an order that differs from that of the list.
    fn items(&mut self, all: &Node, some: &Node, rows: &TableRows, path: &str) {
        let items: Vec<_> = all.children.iter().filter(|child| child.index.is_some()).collect();
        let count = usize::try_from(rows.count()).unwrap();
        assert!(count == items.len() || count + 1 == items.len(), "{path}: {count} items");
        // Every number less than a prime is a multiple of 7919 modulo that prime.
        let step = 7919 % count.max(1);
        let mut at = count / 2;
        for _ in 0..count {
            if self.budget == 0 {
                break;
            }
            self.budget = self.budget.saturating_sub(1);
            at = (at + step.max(1)) % count;
            let row = rows.get(self.bytes, at as u64, self.limits);
            let row = row.unwrap_or_else(|| panic!("{path}[{at}]: no item"));
            self.nodes(items[at], &row, &format!("{path}[{at}]"));
        }
        for kept in &some.children {
            let at = usize::try_from(kept.index.unwrap()).unwrap();
            self.nodes(items[at], kept, &format!("{path}[{at}]"));
        }
    }
}
