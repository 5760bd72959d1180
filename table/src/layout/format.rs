//! Format strings, parsed.

use super::LayoutError;
use super::code::{Code, Holds, Prefix};
use super::column::{ByteOrder, Column, ColumnType, Layout};
use super::error::MOST;
use nom::bytes::complete::take_while;
use nom::character::complete::{anychar, digit0, one_of};
use nom::combinator::{map_opt, opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};
use std::fmt;
use std::str::FromStr;

/// The most columns that a layout is made of.
const MOST_COLUMNS: usize = 1 << 16;

/// A format string of Python's `struct`, parsed.
///
/// Native formats (no prefix, or `@`) have the sizes, the alignment and the byte order of C on
/// x86-64 Linux, wherever the program runs.
///
/// ```
/// use bytescope_table::layout::StructFormat;
///
/// let native = StructFormat::parse("bq 3s")?;
/// assert_eq!((native.size(), native.value_count()), (19, 3));
/// assert_eq!(StructFormat::parse("=bq 3s")?.size(), 12);
/// # Ok::<(), bytescope_table::layout::LayoutError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructFormat {
    text: String,
    order: ByteOrder,
    items: Vec<Item>,
    size: usize,
    value_count: usize,
}

/// A code with its repeat count. There may be billions of repetitions in a short text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    code: Code,
    offset: usize,
    /// How many values.
    values: usize,
    /// How many bytes each one takes.
    stride: usize,
}

/// The place of one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) code: Code,
    pub(crate) column: ColumnType,
    pub(crate) order: ByteOrder,
    offset: usize,
}

impl StructFormat {
    /// Parses a format.
    ///
    /// # Errors
    /// What is wrong, and at which place, as in Python.
    pub fn parse(text: &str) -> Result<Self, LayoutError> {
        Self::parse_tokens(text).map_err(|error| {
            // A character that no format can have is worse than all else that is wrong, as Python
            // looks at the whole text for these first.
            let foreign = |(_, c): &(usize, char)| !c.is_ascii() || *c == '\0';
            match (&error, text.chars().enumerate().find(foreign)) {
                (LayoutError::BadCharacter { .. }, _) | (_, None) => error,
                (_, Some((position, found))) => LayoutError::BadCharacter { position, found },
            }
        })
    }

    fn parse_tokens(text: &str) -> Result<Self, LayoutError> {
        let wrong = |_| LayoutError::CountWithoutCode { position: text.len() };
        let (mut rest, prefix) = prefix(text).map_err(wrong)?;
        let prefix = prefix.unwrap_or(Prefix::Native);
        let mut format = Self {
            text: text.to_owned(),
            order: prefix.order(),
            items: Vec::new(),
            size: 0,
            value_count: 0,
        };
        loop {
            let (after, token) = token(rest).map_err(wrong)?;
            let Some((digits, letter)) = token else { break };
            // Whatever stands before is ASCII, so bytes are characters.
            let behind = after.len().saturating_add(letter.map_or(0, char::len_utf8));
            let position = text.len().saturating_sub(behind);
            let too_large = LayoutError::TooLarge { position };
            let count = match digits {
                "" => 1,
                // The digits are checked before what stands behind them, as in Python.
                _ => digits.parse().ok().filter(|n| *n <= MOST).ok_or(too_large.clone())?,
            };
            let Some(letter) = letter else {
                return Err(LayoutError::CountWithoutCode { position: text.len() });
            };
            let code = Code::of(letter, prefix)
                .ok_or(LayoutError::BadCharacter { position, found: letter })?;
            format.push(code, count).ok_or(too_large)?;
            rest = after;
        }
        Ok(format)
    }

    /// Adds a code behind the others; `None` when a record becomes too large.
    fn push(&mut self, code: Code, count: usize) -> Option<()> {
        let offset = self.size.checked_next_multiple_of(code.align)?;
        let length = code.size.checked_mul(count)?;
        let (values, stride) = match code.holds {
            Holds::Nothing => (0, 0),
            Holds::Bytes | Holds::Pascal => (1, length),
            _ => (count, code.size),
        };
        self.size = offset.checked_add(length).filter(|size| *size <= MOST)?;
        self.value_count = self.value_count.checked_add(values)?;
        if values > 0 {
            self.items.push(Item { code, offset, values, stride });
        }
        Some(())
    }

    /// How many bytes a record takes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many values a record has.
    pub fn value_count(&self) -> usize {
        self.value_count
    }

    /// The columns of a record, named `f0`, `f1` and so on: see [`Layout::named`].
    ///
    /// # Errors
    /// There are more than 65 536 columns.
    ///
    /// ```
    /// use bytescope_table::layout::{ColumnType, StructFormat};
    ///
    /// let layout = StructFormat::parse("<Ixf")?.layout()?.named(&["time", "speed"])?;
    /// let speed = &layout.columns()[1];
    /// assert_eq!((speed.name.as_str(), speed.offset), ("speed", 5));
    /// assert_eq!(speed.kind, ColumnType::F32);
    /// # Ok::<(), bytescope_table::layout::LayoutError>(())
    /// ```
    pub fn layout(&self) -> Result<Layout, LayoutError> {
        if self.value_count > MOST_COLUMNS {
            let found = self.value_count;
            return Err(LayoutError::TooManyColumns { expected: MOST_COLUMNS, found });
        }
        let columns = self.slots().enumerate().map(|(index, slot)| {
            Column::new(format!("f{index}"), slot.offset, slot.column, slot.order)
        });
        Layout::new(columns.collect(), self.size)
    }

    /// The places of the values, in order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        self.items.iter().flat_map(move |item| {
            let column = item.code.holds.column(item.stride);
            (0..item.values).filter_map(move |index| {
                // It lies inside of the record, so nothing overflows here.
                let offset = item.offset.saturating_add(index.saturating_mul(item.stride));
                Some(Slot { code: item.code, column: column?, order: self.order, offset })
            })
        })
    }
}

impl Slot {
    pub(crate) fn bytes<'b>(&self, record: &'b [u8]) -> Option<&'b [u8]> {
        record.get(self.offset..self.offset.checked_add(self.column.size())?)
    }

    pub(crate) fn bytes_mut<'b>(&self, record: &'b mut [u8]) -> Option<&'b mut [u8]> {
        record.get_mut(self.offset..self.offset.checked_add(self.column.size())?)
    }
}

impl FromStr for StructFormat {
    type Err = LayoutError;

    fn from_str(text: &str) -> Result<Self, LayoutError> {
        Self::parse(text)
    }
}

impl fmt::Display for StructFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn prefix(input: &str) -> IResult<&str, Option<Prefix>> {
    opt(map_opt(one_of("@=<>!"), Prefix::of)).parse(input)
}

/// A repeat count and the character behind it, after white space; `None` at the end.
fn token(input: &str) -> IResult<&str, Option<(&str, Option<char>)>> {
    let blank = take_while(|c| matches!(c, ' ' | '\t'..='\r'));
    let (rest, token) = preceded(blank, (digit0, opt(anychar))).parse(input)?;
    Ok((rest, (token != ("", None)).then_some(token)))
}

#[cfg(test)]
mod tests {
    use super::StructFormat;
    use crate::layout::LayoutError;

    fn size(text: &str) -> Result<usize, LayoutError> {
        StructFormat::parse(text).map(|format| format.size())
    }

    #[test]
    fn sizes() {
        let cases = [
            ("", 0),
            ("  ", 0),
            ("bq", 16),
            ("qb", 9),
            ("b0q", 8),
            ("<b0q", 1),
            ("x0q", 8),
            ("l", 8),
            ("=l", 4),
            ("bF", 12),
            ("bD", 24),
            ("=bD", 17),
            ("00003h\t\x0b\x0c2s", 8),
            ("9223372036854775807s", i64::MAX as usize),
            ("4611686018427387903hb", i64::MAX as usize),
        ];
        for (text, expected) in cases {
            assert_eq!(size(text), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn mistakes_have_a_place() {
        let bad = |position, found| Err(LayoutError::BadCharacter { position, found });
        assert_eq!(size("<h k"), bad(3, 'k'));
        assert_eq!(size("3 h"), bad(1, ' '));
        assert_eq!(size(" <h"), bad(1, '<'));
        assert_eq!(size("<n"), bad(1, 'n'));
        assert_eq!(size("kké"), bad(0, 'k'));
        assert_eq!(size("bé"), bad(1, 'é'));
        assert_eq!(size("3 3é"), bad(1, ' '));
        assert_eq!(size("99999999999999999999é"), bad(20, 'é'));
        assert_eq!(size("h\0"), bad(1, '\0'));
        assert_eq!(size("h 3"), Err(LayoutError::CountWithoutCode { position: 3 }));
    }

    #[test]
    fn what_is_too_large_has_a_place() {
        let large = |position| Err(LayoutError::TooLarge { position });
        assert_eq!(size("9223372036854775807sb"), large(20));
        assert_eq!(size("99999999999999999999"), large(20));
        assert_eq!(size("b1152921504606846975q"), large(20));
        assert_eq!(size("99999999999999999999k"), large(20));
        assert_eq!(size("9999999999999999999k"), large(19));
    }

    #[test]
    fn columns_are_counted() {
        let format = StructFormat::parse("4611686018427387903h").unwrap();
        assert!(matches!(format.layout(), Err(LayoutError::TooManyColumns { .. })));
        let names: Vec<_> = StructFormat::parse("2h0s0hx3p")
            .unwrap()
            .layout()
            .unwrap()
            .columns()
            .iter()
            .map(|c| format!("{}@{}", c.name, c.offset))
            .collect();
        assert_eq!(names, ["f0@0", "f1@2", "f2@4", "f3@5"]);
    }
}
