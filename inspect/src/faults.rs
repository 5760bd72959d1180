//! The faults of a tree as a list, those of table rows included.

use crate::{Bytes, Fault, Limits, Node, Outcome, Value};

/// Which faults of a tree are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultOptions {
    /// Rows of each table that are read: the first ones, and the last one. None if this is 0.
    pub rows: u64,
    /// Whether nodes that are [aside](Node::is_aside) count.
    pub aside: bool,
    /// Faults in the list. The search ends when there are as many.
    pub most: usize,
    /// The bounds for each row that is read.
    pub limits: Limits,
}

impl Default for FaultOptions {
    /// The first thousand faults, of all rows and of nodes aside.
    fn default() -> Self {
        Self { rows: u64::MAX, aside: true, most: 1000, limits: Limits::default() }
    }
}

impl<T> Outcome<T> {
    /// The faults with the paths of their fields, in file order. Rows of tables are read from
    /// `source`, the data that the outcome is of, and forgotten one after the other.
    ///
    /// ```
    /// use bytescope_inspect::{FaultOptions, Inspect, Limits, Table, inspect, to_end};
    /// use binrw::{Endian, binrw};
    ///
    /// #[derive(Inspect)]
    /// #[binrw]
    /// #[inspect(fixed)]
    /// struct Level {
    ///     /// Percent
    ///     #[inspect(check(percent <= 100, "more than 100 percent"))]
    ///     percent: u8,
    /// }
    ///
    /// #[derive(Inspect)]
    /// #[binrw]
    /// struct Levels {
    ///     #[br(parse_with = to_end)]
    ///     levels: Table<Level>,
    /// }
    ///
    /// let data = [7, 101, 100];
    /// let outcome = inspect::<Levels>(&data, Endian::Little, (), Limits::default());
    /// let (path, fault) = outcome.faults(&data, &FaultOptions::default()).remove(0);
    /// assert_eq!((path.as_str(), fault.offset), ("levels[1].percent", 1));
    /// ```
    pub fn faults(&self, source: &[u8], options: &FaultOptions) -> Vec<(String, Fault)> {
        self.tree.faults(Bytes { source, buffers: &self.buffers }, options)
    }
}

impl Node {
    /// The faults of this node and everything below it, with the paths of their fields, in file
    /// order. Rows of tables are read from `bytes` and forgotten one after the other.
    pub fn faults(&self, bytes: Bytes<'_>, options: &FaultOptions) -> Vec<(String, Fault)> {
        let mut found = Vec::new();
        self.collect("", bytes, options, &mut found);
        found
    }

    /// The same of a node at the path `above`.
    fn collect(
        &self,
        above: &str,
        bytes: Bytes<'_>,
        options: &FaultOptions,
        found: &mut Vec<(String, Fault)>,
    ) {
        self.walk(&mut |path, node| {
            if found.len() >= options.most || (!options.aside && path.is_aside()) {
                return;
            }
            if let Some(fault) = node.fault() {
                found.push((joined(above, &path.to_string()), fault.clone()));
            }
            if let Value::Table(rows) = &node.value
                && !rows.is_total()
            {
                let path = joined(above, &path.to_string());
                let buffer = bytes.buffer(rows.buffer());
                for index in rows.ends(options.rows) {
                    if found.len() >= options.most {
                        return;
                    }
                    if let Some(row) = rows.get(buffer, index, options.limits)
                        && row.has_fault()
                    {
                        row.collect(&format!("{path}[{index}]"), bytes, options, found);
                    }
                }
            }
        });
    }

    /// The faults that nodes of the tree hold, with the paths of their fields, in file order. Rows of
    /// tables are not nodes, so theirs are not among them: [`Node::faults`] reads the rows.
    pub fn recorded_faults(&self) -> Vec<(String, &Fault)> {
        let mut found = Vec::new();
        if !self.has_fault() {
            return found;
        }
        self.walk(&mut |path, node| {
            if let Some(fault) = node.fault() {
                found.push((path.to_string(), fault));
            }
        });
        found
    }
}

/// A path below another.
fn joined(above: &str, below: &str) -> String {
    let dot = if above.is_empty() || below.is_empty() || below.starts_with('[') { "" } else { "." };
    format!("{above}{dot}{below}")
}
