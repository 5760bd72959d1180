//! Parsed format strings.

use super::LayoutError;
use super::code::{Code, CodeContent, Prefix};
use super::column::{ByteOrder, Column, ColumnType, RecordLayout};
use super::error::MAX_RECORD_SIZE;
use nom::bytes::complete::take_while;
use nom::character::complete::{anychar, digit0, one_of};
use nom::combinator::{map_opt, opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};
use std::fmt;
use std::str::FromStr;

/// Maximum number of columns of a layout.
const MAX_COLUMNS: usize = 1 << 16;

/// A parsed format string of Python's `struct`.
///
/// Native formats (no prefix, or `@`) use the byte order, sizes and alignment of C on x86-64 Linux,
/// on every platform.
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

/// A format code with its repeat count. Repetitions are not expanded: even a short format can have
/// billions.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    code: Code,
    offset: usize,
    /// Number of values.
    values: usize,
    /// Size of each value in bytes.
    stride: usize,
}

/// Code, type, byte order and offset of one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormatSlot {
    pub(crate) code: Code,
    pub(crate) column: ColumnType,
    pub(crate) order: ByteOrder,
    offset: usize,
}

impl StructFormat {
    /// Parses a format.
    ///
    /// # Errors
    /// Returns an error with the position of the first problem if the format is invalid in Python.
    pub fn parse(text: &str) -> Result<Self, LayoutError> {
        Self::parse_tokens(text).map_err(|error| {
            // As in Python, NUL and non-ASCII characters take precedence over a missing code or a
            // record that is too large.
            let is_disallowed = |(_, c): &(usize, char)| !c.is_ascii() || *c == '\0';
            match (&error, text.chars().enumerate().find(is_disallowed)) {
                (LayoutError::InvalidCharacter { .. }, _) | (_, None) => error,
                (_, Some((position, found))) => LayoutError::InvalidCharacter { position, found },
            }
        })
    }

    fn parse_tokens(text: &str) -> Result<Self, LayoutError> {
        let incomplete = |_| LayoutError::CountWithoutCode { position: text.len() };
        let (mut rest, prefix) = prefix(text).map_err(incomplete)?;
        let prefix = prefix.unwrap_or(Prefix::Native);
        let mut format = Self {
            text: text.to_owned(),
            order: prefix.order(),
            items: Vec::new(),
            size: 0,
            value_count: 0,
        };
        loop {
            let (after, token) = token(rest).map_err(incomplete)?;
            let Some((digits, letter)) = token else { break };
            // The preceding text is ASCII, so its length in bytes is its length in characters.
            let remaining = after.len().saturating_add(letter.map_or(0, char::len_utf8));
            let position = text.len().saturating_sub(remaining);
            let too_large = LayoutError::TooLarge { position };
            let count = match digits {
                "" => 1,
                // As in Python, the count is checked before the code.
                _ => {
                    let count = digits.parse().ok().filter(|n| *n <= MAX_RECORD_SIZE);
                    count.ok_or(too_large.clone())?
                }
            };
            let Some(letter) = letter else {
                return Err(LayoutError::CountWithoutCode { position: text.len() });
            };
            let code = Code::of(letter, prefix)
                .ok_or(LayoutError::InvalidCharacter { position, found: letter })?;
            format.push(code, count).ok_or(too_large)?;
            rest = after;
        }
        Ok(format)
    }

    /// Appends a code; `None` if the record becomes too large.
    fn push(&mut self, code: Code, count: usize) -> Option<()> {
        let offset = self.size.checked_next_multiple_of(code.align)?;
        let length = code.size.checked_mul(count)?;
        let (values, stride) = match code.content {
            CodeContent::Padding => (0, 0),
            CodeContent::Bytes | CodeContent::Pascal => (1, length),
            _ => (count, code.size),
        };
        self.size = offset.checked_add(length).filter(|size| *size <= MAX_RECORD_SIZE)?;
        self.value_count = self.value_count.checked_add(values)?;
        if values > 0 {
            self.items.push(Item { code, offset, values, stride });
        }
        Some(())
    }

    /// Returns the size of a record in bytes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Returns the number of values in a record.
    pub fn value_count(&self) -> usize {
        self.value_count
    }

    /// Returns the layout of a record. The columns are named `f0`, `f1` and so on; see
    /// [`RecordLayout::named`] to rename them.
    ///
    /// # Errors
    /// Returns an error if the format has more than 65,536 columns.
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
    pub fn layout(&self) -> Result<RecordLayout, LayoutError> {
        if self.value_count > MAX_COLUMNS {
            let found = self.value_count;
            return Err(LayoutError::TooManyColumns { expected: MAX_COLUMNS, found });
        }
        let columns = self.slots().enumerate().map(|(index, slot)| {
            Column::new(format!("f{index}"), slot.offset, slot.column, slot.order)
        });
        RecordLayout::new(columns.collect(), self.size)
    }

    /// Returns a slot per value, in order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = FormatSlot> + '_ {
        self.items.iter().flat_map(move |item| {
            let column = item.code.content.column(item.stride);
            (0..item.values).filter_map(move |index| {
                // The offset is within the record, so this cannot overflow.
                let offset = item.offset.saturating_add(index.saturating_mul(item.stride));
                Some(FormatSlot { code: item.code, column: column?, order: self.order, offset })
            })
        })
    }
}

impl FormatSlot {
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

/// Parses optional whitespace, a repeat count and a character; `None` at the end of the input.
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
    fn sizes_include_alignment() {
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
    fn invalid_formats_have_a_position() {
        let invalid = |position, found| Err(LayoutError::InvalidCharacter { position, found });
        assert_eq!(size("<h k"), invalid(3, 'k'));
        assert_eq!(size("3 h"), invalid(1, ' '));
        assert_eq!(size(" <h"), invalid(1, '<'));
        assert_eq!(size("<n"), invalid(1, 'n'));
        assert_eq!(size("kké"), invalid(0, 'k'));
        assert_eq!(size("bé"), invalid(1, 'é'));
        assert_eq!(size("3 3é"), invalid(1, ' '));
        assert_eq!(size("99999999999999999999é"), invalid(20, 'é'));
        assert_eq!(size("h\0"), invalid(1, '\0'));
        assert_eq!(size("h 3"), Err(LayoutError::CountWithoutCode { position: 3 }));
    }

    #[test]
    fn too_large_records_have_a_position() {
        let too_large = |position| Err(LayoutError::TooLarge { position });
        assert_eq!(size("9223372036854775807sb"), too_large(20));
        assert_eq!(size("99999999999999999999"), too_large(20));
        assert_eq!(size("b1152921504606846975q"), too_large(20));
        assert_eq!(size("99999999999999999999k"), too_large(20));
        assert_eq!(size("9999999999999999999k"), too_large(19));
    }

    #[test]
    fn columns_are_limited_and_named() {
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
