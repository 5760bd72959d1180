//! Lists of the faults of a tree, including those of table rows.

use crate::{Buffers, Fault, Limits, Node, Outcome, Value};

/// Options for listing the faults of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultOptions {
    /// Number of rows to read from the start of each table. The last row is also read, unless this
    /// number is 0.
    pub rows: u64,
    /// Include nodes that are [out of line](Node::is_out_of_line).
    pub include_out_of_line: bool,
    /// Maximum number of faults in the list.
    pub max_faults: usize,
    /// Resource limits for reading a row.
    pub limits: Limits,
}

impl Default for FaultOptions {
    /// The first 1000 faults, including those of all rows and of out-of-line nodes.
    fn default() -> Self {
        Self {
            rows: u64::MAX,
            include_out_of_line: true,
            max_faults: 1000,
            limits: Limits::default(),
        }
    }
}

impl<T> Outcome<T> {
    /// Returns the faults with the paths of their fields, in file order. Table rows are read from
    /// `source`, the inspected data, one at a time.
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
        self.tree.faults(Buffers { source, buffers: &self.buffers }, options)
    }
}

impl Node {
    /// Returns the faults of this node and its descendants with the paths of their fields, in file
    /// order. Table rows are read from `bytes`, one at a time.
    pub fn faults(&self, bytes: Buffers<'_>, options: &FaultOptions) -> Vec<(String, Fault)> {
        let mut found = Vec::new();
        self.collect("", bytes, options, &mut found);
        found
    }

    /// Collects the faults of the node, whose path is `base`, and of its descendants.
    fn collect(
        &self,
        base: &str,
        bytes: Buffers<'_>,
        options: &FaultOptions,
        found: &mut Vec<(String, Fault)>,
    ) {
        self.walk(&mut |path, node| {
            if found.len() >= options.max_faults
                || (!options.include_out_of_line && path.is_out_of_line())
            {
                return;
            }
            if let Some(fault) = node.fault() {
                found.push((joined(base, &path.to_string()), fault.clone()));
            }
            if let Value::Table(rows) = &node.value
                && !rows.is_total()
            {
                let path = joined(base, &path.to_string());
                for index in rows.sample_indices(options.rows) {
                    if found.len() >= options.max_faults {
                        return;
                    }
                    if let Some(row) = rows.get(bytes, index, options.limits)
                        && row.has_fault()
                    {
                        row.collect(&format!("{path}[{index}]"), bytes, options, found);
                    }
                }
            }
        });
    }

    /// Returns the faults recorded at nodes, with the paths of their fields, in file order. Table
    /// rows are not nodes, so their faults are not included: [`Node::faults`] reads the rows.
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

/// Joins two paths.
fn joined(base: &str, path: &str) -> String {
    let dot = if base.is_empty() || path.is_empty() || path.starts_with('[') { "" } else { "." };
    format!("{base}{dot}{path}")
}
