//! Sets of interpretations, selected by name.

use super::number::NUMBERS;
use super::text::TEXTS;
use super::time::TIMES;
use super::varint::VARINTS;
use super::{Interpretation, Interpreter, InterpreterGroup};
use bytescope_inspect::{Endian, nearest};
use std::fmt;
use std::str::FromStr;

/// Interpretations to compute.
///
/// ```
/// use bytescope::interpret::InterpreterSet;
///
/// let count = |name: &str| name.parse().map(|set: InterpreterSet| set.read(&[0; 16]).count());
/// assert_eq!((count("u32be")?, count("u32")?), (1, 2));
/// assert!(count("time")? < count("all")?);
/// assert_eq!(count("u33").unwrap_err().to_string(), "unknown type 'u33'; did you mean 'u32'?");
/// # Ok::<(), bytescope::interpret::UnknownInterpreter>(())
/// ```
#[derive(Clone, Debug)]
pub struct InterpreterSet {
    parts: Vec<(Interpreter, Endian)>,
}

/// An unknown name of an interpretation or group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownInterpreter {
    /// The unknown name.
    pub name: String,
    /// A similar name.
    pub similar: Option<String>,
}

impl fmt::Display for UnknownInterpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown type '{}'", self.name)?;
        match &self.similar {
            Some(similar) => write!(f, "; did you mean '{similar}'?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownInterpreter {}

/// Name of the set of all interpretations.
const ALL: &str = "all";

impl Interpreter {
    /// Returns all interpreters, in display order.
    pub fn all() -> impl Iterator<Item = Self> {
        let lists = [NUMBERS, VARINTS, TIMES, TEXTS];
        lists.into_iter().flatten().copied()
    }

    /// Returns the byte orders in which the bytes are read.
    pub fn orders(&self) -> &'static [Endian] {
        if self.has_order { &[Endian::Little, Endian::Big] } else { &[Endian::Little] }
    }
}

impl InterpreterSet {
    /// Returns the set of all interpretations.
    pub fn all() -> Self {
        Self::of(|_| true)
    }

    fn of(is_included: impl Fn(&Interpreter) -> bool) -> Self {
        let each = |of: Interpreter| of.orders().iter().map(move |order| (of, *order));
        Self { parts: Interpreter::all().filter(is_included).flat_map(each).collect() }
    }

    /// Returns all names that can be parsed: groups, and interpretations with and without byte order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let groups = InterpreterGroup::ALL.map(InterpreterGroup::name);
        let each = |of: Interpreter| {
            let ordered = of.has_order.then_some(of.ordered_names);
            [of.name].into_iter().chain(ordered.into_iter().flatten())
        };
        [ALL].into_iter().chain(groups).chain(Interpreter::all().flat_map(each))
    }

    /// Interprets the start of `bytes` in each way of the set.
    pub fn read<'b>(&'b self, bytes: &'b [u8]) -> impl Iterator<Item = Interpretation> + 'b {
        self.parts.iter().map(|(of, order)| of.read(bytes, *order))
    }

    /// Returns the number of interpretations.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// True if the set has no interpretations.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl FromStr for InterpreterSet {
    type Err = UnknownInterpreter;

    fn from_str(name: &str) -> Result<Self, UnknownInterpreter> {
        if name == ALL {
            return Ok(Self::all());
        }
        let set = Self::of(|of| of.name == name || of.group.name() == name);
        if !set.is_empty() {
            return Ok(set);
        }
        let mut parts = Self::all().parts;
        parts.retain(|(of, order)| of.name_in(*order) == name);
        if parts.is_empty() {
            let similar = nearest(name, Self::names()).map(str::to_owned);
            return Err(UnknownInterpreter { name: name.to_owned(), similar });
        }
        Ok(Self { parts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_can_be_parsed() {
        for name in InterpreterSet::names() {
            assert!(!name.parse::<InterpreterSet>().unwrap().is_empty(), "{name}");
        }
    }

    #[test]
    fn any_number_of_bytes_is_interpreted() {
        for len in 0..80 {
            for byte in [0, 1, 0x41, 0x80, 0xff] {
                for found in InterpreterSet::all().read(&vec![byte; len]) {
                    assert_eq!(found.value.is_err(), found.size == 0, "{found:?}");
                    assert!(found.size <= len && !found.text().is_empty(), "{found:?}");
                }
            }
        }
    }
}
