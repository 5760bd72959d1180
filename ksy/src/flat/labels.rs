//! Labels of enums, for columns.

use crate::ir::Program;
use crate::model::EnumId;
use std::collections::HashMap;

/// Text of each number of an enum.
#[derive(Clone, Debug)]
pub(crate) struct FlatLabels {
    /// Texts of the numbers from 0 on.
    small: Vec<Option<Box<str>>>,
    other: HashMap<i128, Box<str>>,
}

/// Numbers below this bound are found by index.
const MAX_SMALL: usize = 256;

impl FlatLabels {
    /// Creates the texts of an enum; `text` converts a label.
    pub(crate) fn new(program: &Program, id: EnumId, text: impl Fn(&str) -> String) -> Self {
        let mut labels = Self { small: vec![None; MAX_SMALL], other: HashMap::new() };
        let known = program.enums.get(id.index()).into_iter().flat_map(|found| &found.labels);
        for (number, (name, _)) in known {
            let text = text(name).into_boxed_str();
            match usize::try_from(*number).ok().and_then(|at| labels.small.get_mut(at)) {
                Some(small) => *small = Some(text),
                None => drop(labels.other.insert(*number, text)),
            }
        }
        labels
    }

    /// Returns the text of a number; `None` if it has no label.
    #[inline]
    pub(crate) fn get(&self, number: i128) -> Option<&str> {
        match usize::try_from(number).ok().and_then(|at| self.small.get(at)) {
            Some(small) => small.as_deref(),
            None => self.other.get(&number).map(|text| &**text),
        }
    }
}
