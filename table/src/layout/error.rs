//! Errors of layouts, format strings, values and buffers.

use bytescope_inspect::{Grouped, Quantity};
use std::fmt;

/// Error in a layout, a format string, a value or a buffer.
///
/// Positions and indices start at 0 in the fields and at 1 in messages.
///
/// ```
/// use bytescope_table::layout::{LayoutError, StructFormat};
///
/// let error = StructFormat::parse("<hk").unwrap_err();
/// assert_eq!(error, LayoutError::InvalidCharacter { position: 2, found: 'k' });
/// assert!(error.to_string().starts_with("at column 3: 'k' is not a format code"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LayoutError {
    /// Invalid or misplaced character in a format.
    InvalidCharacter {
        /// Position in the format, in characters.
        position: usize,
        /// The character.
        found: char,
    },
    /// Repeat count without a code.
    CountWithoutCode {
        /// Position of the missing code in the format.
        position: usize,
    },
    /// Record larger than `isize::MAX` bytes.
    TooLarge {
        /// Position in the format of the code that exceeds the limit.
        position: usize,
    },
    /// Failure to allocate memory for a record.
    OutOfMemory {
        /// Size of the record in bytes.
        size: usize,
    },
    /// Too few or too many values to pack.
    ValueCount {
        /// Number of values in the format.
        expected: usize,
        /// Number of values given.
        found: usize,
    },
    /// Value of the wrong type.
    WrongType {
        /// Index of the value.
        index: usize,
        /// Format code.
        code: char,
        /// Description of the accepted values.
        expected: &'static str,
        /// The value given, or its type.
        found: String,
    },
    /// Integer out of range.
    OutOfRange {
        /// Index of the value.
        index: usize,
        /// Format code.
        code: char,
        /// Smallest and largest valid number.
        expected: (i128, i128),
        /// The number given.
        found: String,
    },
    /// Number out of the range of a float.
    FloatTooLarge {
        /// Index of the value.
        index: usize,
        /// Format code.
        code: char,
        /// The number given.
        found: String,
    },
    /// Value of the code `c` that is not exactly one byte long.
    CharLength {
        /// Index of the value.
        index: usize,
        /// Number of bytes given.
        found: usize,
    },
    /// Buffer whose size differs from the size of a record.
    WrongSize {
        /// Size of a record in bytes.
        expected: usize,
        /// Size of the buffer in bytes.
        found: usize,
    },
    /// Buffer whose size is not a multiple of the size of a record.
    NotMultiple {
        /// Size of a record in bytes.
        expected: usize,
        /// Size of the buffer in bytes.
        found: usize,
    },
    /// Zero-size records where a sequence of records is required.
    ZeroSize,
    /// Record that is not within the buffer.
    RecordOutOfRange {
        /// Size of a record in bytes.
        expected: usize,
        /// Offset of the record; relative to the end of the buffer if negative.
        offset: isize,
        /// Size of the buffer in bytes.
        found: usize,
    },
    /// Column that extends past the end of its record.
    ColumnOutOfRange {
        /// Name of the column.
        name: String,
        /// Size of the record in bytes.
        record_size: usize,
    },
    /// Too few or too many names.
    NameCount {
        /// Number of columns.
        expected: usize,
        /// Number of names given.
        found: usize,
    },
    /// Empty or duplicate column name.
    InvalidName {
        /// The name.
        name: String,
    },
    /// Too many columns.
    TooManyColumns {
        /// Maximum number of columns.
        expected: usize,
        /// Number of columns in the format.
        found: usize,
    },
}

impl std::error::Error for LayoutError {}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidCharacter { position, found } => {
                write!(f, "{}: {found:?} {}", FormatPosition(*position), problem(*found))
            }
            Self::CountWithoutCode { position } => {
                let position = FormatPosition(*position);
                write!(f, "{position}: format code missing after the repeat count")
            }
            Self::TooLarge { position } => {
                let position = FormatPosition(*position);
                let max = Quantity::bytes(MAX_RECORD_SIZE as u64);
                write!(f, "{position}: limit reached: record larger than {max}")
            }
            Self::OutOfMemory { size } => {
                write!(f, "cannot allocate a record of {}", Quantity::bytes(*size as u64))
            }
            Self::ValueCount { expected, found } => {
                write!(f, "expected {}, found {found}", Quantity::new(*expected as u64, "value"))
            }
            Self::WrongType { index, code, expected, found } => {
                write!(f, "{}: expected {expected}, found {found}", ShownValue(*index, *code))
            }
            Self::OutOfRange { index, code, expected: (low, high), found } => {
                let value = ShownValue(*index, *code);
                write!(f, "{value}: out of range: expected {low} to {high}, found {found}")
            }
            Self::FloatTooLarge { index, code, found } => {
                write!(f, "{}: out of range: found {found}", ShownValue(*index, *code))?;
                f.write_str(match code {
                    'e' => " (use 'f' or 'd')",
                    'f' => " (use 'd')",
                    'F' => " (use 'D')",
                    _ => "",
                })
            }
            Self::CharLength { index, found } => {
                let (value, found) = (ShownValue(*index, 'c'), Quantity::bytes(*found as u64));
                write!(f, "{value}: expected 1 byte, found {found} (use 's' for other lengths)")
            }
            Self::WrongSize { expected, found } => match found.checked_sub(*expected) {
                Some(rest) if rest > 0 => {
                    let size = Quantity::bytes(*expected as u64);
                    write!(
                        f,
                        "{} after a record of {size}",
                        Quantity::new(rest as u64, "trailing byte")
                    )
                }
                _ => {
                    let (expected, found) =
                        (Quantity::bytes(*expected as u64), Quantity::bytes(*found as u64));
                    write!(f, "unexpected end of data: expected {expected}, found {found}")
                }
            },
            Self::NotMultiple { expected, found } => {
                let (expected, found) =
                    (Quantity::bytes(*expected as u64), Quantity::bytes(*found as u64));
                write!(f, "size must be a multiple of the record size ({expected}), found {found}")
            }
            Self::ZeroSize => f.write_str("record size must not be 0"),
            Self::RecordOutOfRange { expected, offset, found } => {
                let (expected, found) =
                    (Quantity::bytes(*expected as u64), Quantity::bytes(*found as u64));
                write!(f, "record of {expected} at offset {offset} is out of range")?;
                write!(f, " (buffer size: {found})")
            }
            Self::ColumnOutOfRange { name, record_size } => {
                let size = Quantity::bytes(*record_size as u64);
                write!(f, "column '{name}' extends past the end of the record ({size})")
            }
            Self::NameCount { expected, found } => {
                write!(f, "expected {}, found {found}", Quantity::new(*expected as u64, "name"))
            }
            Self::InvalidName { name } if name.is_empty() => f.write_str("empty name"),
            Self::InvalidName { name } => write!(f, "duplicate name '{name}'"),
            Self::TooManyColumns { expected, found } => {
                let max = Quantity::new(*expected as u64, "column");
                write!(f, "limit reached: more than {max} (found {})", Grouped(*found as u64))
            }
        }
    }
}

/// Maximum size of a record in bytes.
pub(crate) const MAX_RECORD_SIZE: usize = isize::MAX.unsigned_abs();

/// Returns the problem with a character of a format, as a predicate.
fn problem(found: char) -> &'static str {
    match found {
        'n' | 'N' | 'P' => "is valid only in native formats (omit the byte order or use '@')",
        '@' | '=' | '<' | '>' | '!' => "must be the first character of the format",
        ' ' | '\t'..='\r' => "must not separate a repeat count from its code",
        _ => "is not a format code (valid codes: x c b B ? h H i I l L q Q n N e f d F D s p P)",
    }
}

/// Position in a format, starting at 0.
struct FormatPosition(usize);

impl fmt::Display for FormatPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at column {}", self.0.saturating_add(1))
    }
}

/// Index and format code of a value.
struct ShownValue(usize, char);

impl fmt::Display for ShownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "value {} ('{}')", self.0.saturating_add(1), self.1)
    }
}
