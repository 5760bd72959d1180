//! Unique column names.

use std::collections::HashMap;

/// Assigns the names of a table's columns. A name that is already in use is numbered: `offset_2`,
/// `offset_3`.
#[derive(Debug, Default)]
pub(crate) struct UniqueNames {
    /// Names in use, each with the last number that was assigned to it.
    used: HashMap<String, usize>,
}

impl UniqueNames {
    /// Returns `name`, or `name` with the first free number if it is in use.
    pub(crate) fn assign(&mut self, name: &str) -> String {
        let Some(last) = self.used.get(name).copied() else {
            self.used.insert(name.to_owned(), 1);
            return name.to_owned();
        };
        let mut number = last;
        let free = loop {
            number = number.saturating_add(1);
            let numbered = format!("{name}_{number}");
            if !self.used.contains_key(&numbered) {
                break numbered;
            }
        };
        self.used.insert(name.to_owned(), number);
        self.used.insert(free.clone(), 1);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_use_are_numbered() {
        let mut names = UniqueNames::default();
        let assigned = ["a", "b", "a_2", "a", "a", "a_2"].map(|name| names.assign(name));
        assert_eq!(assigned, ["a", "b", "a_2", "a_3", "a_4", "a_2_2"]);
    }
}
