//! What can be wrong with a format, with values, or with bytes.

use std::fmt;

/// What can be wrong with a format, with values, or with bytes.
///
/// Positions and indices count from 0; messages count from 1.
///
/// ```
/// use bytescope_table::layout::{LayoutError, StructFormat};
///
/// let error = StructFormat::parse("<hk").unwrap_err();
/// assert_eq!(error, LayoutError::BadCharacter { position: 2, found: 'k' });
/// assert!(error.to_string().starts_with("at column 3: 'k' is no code;"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LayoutError {
    /// A character that is no code, or none at its place.
    BadCharacter {
        /// Its place in the format, in characters.
        position: usize,
        /// The character.
        found: char,
    },
    /// A repeat count without a code behind it.
    CountWithoutCode {
        /// The place in the format where the code is missing.
        position: usize,
    },
    /// A record would be larger than the address space.
    TooLarge {
        /// The place in the format where it becomes too large.
        position: usize,
    },
    /// A record is larger than the memory.
    OutOfMemory {
        /// The size of the record.
        size: usize,
    },
    /// Too few or too many values to pack.
    ValueCount {
        /// How many the format has.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// A value that the code does not take.
    WrongType {
        /// Which value.
        index: usize,
        /// Its code.
        code: char,
        /// What the code takes.
        expected: &'static str,
        /// What was given.
        found: String,
    },
    /// An integer that is too large or too small.
    OutOfRange {
        /// Which value.
        index: usize,
        /// Its code.
        code: char,
        /// The smallest and the largest number that fit.
        expected: (i128, i128),
        /// The number that was given.
        found: String,
    },
    /// A number that is too large for a float.
    FloatTooLarge {
        /// Which value.
        index: usize,
        /// Its code.
        code: char,
        /// The number that was given.
        found: String,
    },
    /// For a `c`, not exactly one byte.
    CharLength {
        /// Which value.
        index: usize,
        /// How many bytes were given.
        found: usize,
    },
    /// A buffer that is not exactly of the size of a record.
    WrongSize {
        /// The size of a record.
        expected: usize,
        /// The size of the buffer.
        found: usize,
    },
    /// A buffer that is not a whole number of records.
    NotMultiple {
        /// The size of a record.
        expected: usize,
        /// The size of the buffer.
        found: usize,
    },
    /// Records of no bytes cannot be told apart.
    NoBytes,
    /// Behind the offset there is no room for a record.
    TooShort {
        /// The size of a record.
        expected: usize,
        /// Where it was to begin.
        offset: isize,
        /// The size of the buffer.
        found: usize,
    },
    /// A column that does not lie inside of its record.
    BeyondRecord {
        /// The name of the column.
        name: String,
        /// The size of the record.
        record_size: usize,
    },
    /// Too few or too many names.
    NameCount {
        /// How many columns there are.
        expected: usize,
        /// How many names were given.
        found: usize,
    },
    /// A name that is empty, or that another column has.
    BadName {
        /// The name.
        name: String,
    },
    /// More columns than anyone could look at.
    TooManyColumns {
        /// How many are allowed.
        expected: usize,
        /// How many there would be.
        found: usize,
    },
}

impl std::error::Error for LayoutError {}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadCharacter { position, found } => {
                write!(f, "{}: {found:?} {}", Place(*position), advice(*found))
            }
            Self::CountWithoutCode { position } => {
                write!(f, "{}: a code is missing behind the repeat count", Place(*position))
            }
            Self::TooLarge { position } => {
                write!(f, "{}: a record would be larger than {} bytes", Place(*position), MOST)
            }
            Self::OutOfMemory { size } => {
                write!(f, "there is no memory for a record of {size} bytes")
            }
            Self::ValueCount { expected, found } => {
                write!(f, "the format takes {}, found {found}", Count(*expected, "value"))
            }
            Self::WrongType { index, code, expected, found } => {
                write!(f, "{}: '{code}' takes {expected}; found {found}", Value(*index))
            }
            Self::OutOfRange { index, code, expected: (low, high), found } => {
                write!(f, "{}: '{code}' takes {low} to {high}; found {found}", Value(*index))
            }
            Self::FloatTooLarge { index, code, found } => {
                write!(f, "{}: {found} is too large for '{code}'", Value(*index))?;
                f.write_str(match code {
                    'e' => "; use 'f' or 'd'",
                    'f' => "; use 'd'",
                    'F' => "; use 'D'",
                    _ => "",
                })
            }
            Self::CharLength { index, found } => {
                let found = Count(*found, "byte");
                write!(f, "{}: 'c' takes exactly one byte, found {found}; ", Value(*index))?;
                f.write_str("use 's' with a count for more")
            }
            Self::WrongSize { expected, found } => {
                write!(f, "the format takes exactly {}, found {found}", Count(*expected, "byte"))
            }
            Self::NotMultiple { expected, found } => {
                let expected = Count(*expected, "byte");
                write!(f, "{found} bytes are not a whole number of records of {expected}")
            }
            Self::NoBytes => f.write_str("a format of 0 bytes cannot be repeated"),
            Self::TooShort { expected, offset, found } => {
                let (expected, found) = (Count(*expected, "byte"), Count(*found, "byte"));
                write!(f, "no room for {expected} at offset {offset} of a buffer of {found}")
            }
            Self::BeyondRecord { name, record_size } => {
                write!(f, "column '{name}' ends behind its record of {record_size} bytes")
            }
            Self::NameCount { expected, found } => {
                write!(f, "{} for {}", Count(*found, "name"), Count(*expected, "value"))
            }
            Self::BadName { name } if name.is_empty() => f.write_str("a name is empty"),
            Self::BadName { name } => write!(f, "the name '{name}' is given twice"),
            Self::TooManyColumns { expected, found } => {
                write!(f, "{found} columns; no more than {expected} are allowed")
            }
        }
    }
}

/// The largest record.
pub(crate) const MOST: usize = isize::MAX.unsigned_abs();

fn advice(found: char) -> &'static str {
    match found {
        'n' | 'N' | 'P' => "is for native formats only: leave the prefix out, or use '@'",
        '@' | '=' | '<' | '>' | '!' => "must be the first character of the format",
        ' ' | '\t'..='\r' => "must not stand between a repeat count and its code",
        _ => "is no code; the codes are x c b B ? h H i I l L q Q n N e f d F D s p P",
    }
}

struct Place(usize);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at column {}", self.0.saturating_add(1))
    }
}

struct Value(usize);

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "value {}", self.0.saturating_add(1))
    }
}

/// A number of things.
struct Count(usize, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}
