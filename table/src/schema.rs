//! The columns of a table, and their selection by name.

use super::nested::NestedType;
use super::time::EpochUnit;
use bytescope_inspect::nearest;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableSchema {
    /// The columns, in order.
    pub fields: Vec<Field>,
}

impl TableSchema {
    /// Returns the index of the column with this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Returns the indices of the named columns, in the order of the names; all columns if `names`
    /// is empty.
    ///
    /// # Errors
    /// Returns an error if a name is unknown or repeated.
    ///
    /// ```
    /// use bytescope_table::{ColumnKind, Field, TableSchema};
    ///
    /// let fields = ["time", "speed"].map(|name| Field::new(name, ColumnKind::F32));
    /// let schema = TableSchema { fields: fields.into() };
    /// assert_eq!(schema.select(&["speed"])?, [1]);
    /// assert_eq!(schema.select::<&str>(&[])?, [0, 1]);
    /// let error = schema.select(&["spead"]).unwrap_err();
    /// assert_eq!(error.to_string(), "unknown column 'spead'; did you mean 'speed'?");
    /// # Ok::<(), bytescope_table::ColumnError>(())
    /// ```
    pub fn select<S: AsRef<str>>(&self, names: &[S]) -> Result<Vec<usize>, ColumnError> {
        let mut seen = HashSet::new();
        let mut all = names.iter().map(AsRef::as_ref);
        if let Some(repeated) = all.find(|name: &&str| !seen.insert(*name)) {
            return Err(ColumnError::Duplicate(repeated.to_owned()));
        }
        let find = |name: &S| {
            let unknown = || self.unknown(name.as_ref());
            self.position(name.as_ref()).ok_or_else(unknown)
        };
        match names.is_empty() {
            true => Ok((0..self.fields.len()).collect()),
            false => names.iter().map(find).collect(),
        }
    }

    /// Returns the indices of the named columns, ignoring unknown names; all columns if `names` is
    /// empty.
    pub fn select_known<S: AsRef<str>>(&self, names: &[S]) -> Vec<usize> {
        match names.is_empty() {
            true => (0..self.fields.len()).collect(),
            false => names.iter().filter_map(|name| self.position(name.as_ref())).collect(),
        }
    }

    /// Returns the error for a name that is not a column.
    pub fn unknown(&self, name: &str) -> ColumnError {
        let known = self.names().map(str::to_owned).collect();
        ColumnError::Unknown { name: name.to_owned(), known }
    }

    /// Stores lists and structures in nested columns instead of JSON text, if they have a nested
    /// type.
    pub fn nest(&mut self) {
        for field in self.fields.iter_mut().filter(|field| field.nested.is_some()) {
            field.kind = ColumnKind::Nested;
        }
    }

    /// Returns the column names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.name.as_str())
    }
}

/// Error when selecting columns by name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnError {
    /// Unknown column.
    Unknown {
        /// Requested name.
        name: String,
        /// Names of the existing columns.
        known: Vec<String>,
    },
    /// Column requested more than once.
    Duplicate(String),
}

/// Maximum number of column names in a message. For a larger table, the message gives only their
/// number.
const MAX_LISTED: usize = 40;

impl fmt::Display for ColumnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, known) = match self {
            Self::Duplicate(name) => return write!(f, "duplicate column '{name}'"),
            Self::Unknown { name, known } => (name, known),
        };
        write!(f, "unknown column '{name}'")?;
        match nearest(name, known.iter().map(String::as_str)) {
            Some(near) => write!(f, "; did you mean '{near}'?"),
            None if known.len() <= MAX_LISTED => write!(f, " (columns: {})", known.join(", ")),
            None => write!(f, " (the table has {} columns)", known.len()),
        }
    }
}

impl std::error::Error for ColumnError {}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name of the column.
    pub name: String,
    /// Type of the values.
    pub kind: ColumnKind,
    /// Unit of the values, such as `°C`; may be empty.
    pub unit: String,
    /// True if the column may contain nulls.
    pub nullable: bool,
    /// Type of lists or structures, if all values have the same type. The values of a column of
    /// kind [`Json`](ColumnKind::Json) can then be stored in a nested column; see
    /// [`TableSchema::nest`].
    pub nested: Option<Arc<NestedType>>,
    /// Unit of the times in the column, if they are Unix times. Text contains decimal seconds.
    pub time: Option<EpochUnit>,
}

impl Field {
    /// Creates a nullable column without a unit.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        let (unit, nested, time) = (String::new(), None, None);
        Self { name: name.into(), kind, unit, nullable: true, nested, time }
    }

    /// Creates a nullable nested column.
    pub fn nested(name: impl Into<String>, nested: NestedType) -> Self {
        Self { nested: Some(Arc::new(nested)), ..Self::new(name, ColumnKind::Nested) }
    }

    /// Widens the column to a type for its values and those of `other`. The unit is kept only if
    /// both columns have the same unit.
    pub fn join(&mut self, other: &Self) {
        if self.nested != other.nested {
            let both = self.nested.as_deref().zip(other.nested.as_deref());
            let joined = both.filter(|_| self.kind == other.kind).and_then(|(a, b)| a.join(b));
            self.nested = joined.map(Arc::new);
        }
        self.kind = match self.nested {
            Some(_) => self.kind,
            // Lists and structures of different types.
            None => self.kind.plain().wider(other.kind.plain()),
        };
        self.nullable |= other.nullable;
        if self.time != other.time {
            self.time = None;
        }
        if self.unit != other.unit {
            self.unit.clear();
        }
    }
}

/// Type of the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Boolean.
    Bool,
    /// Signed 8-bit integer.
    I8,
    /// Unsigned 8-bit integer.
    U8,
    /// Signed 16-bit integer.
    I16,
    /// Unsigned 16-bit integer.
    U16,
    /// Signed 32-bit integer.
    I32,
    /// Unsigned 32-bit integer.
    U32,
    /// Signed 64-bit integer.
    I64,
    /// Unsigned 64-bit integer.
    U64,
    /// Signed integer of up to 20 decimal digits, for columns that mix signed and unsigned 64-bit
    /// values: `decimal(20, 0)` in Arrow and Parquet.
    I128,
    /// IEEE 754 half-precision float.
    F16,
    /// IEEE 754 single-precision float.
    F32,
    /// IEEE 754 double-precision float.
    F64,
    /// UTF-8 text.
    Text,
    /// Bytes; CSV and NDJSON write them as hex.
    Bytes,
    /// List or structure as JSON text; NDJSON embeds it unquoted.
    Json,
    /// List or structure as a nested column, with the type in [`Field::nested`].
    Nested,
}

impl ColumnKind {
    /// Returns a kind for the values of both kinds; text if they are incompatible. Integers mixed
    /// with floats become `F64` and may be rounded.
    ///
    /// ```
    /// use bytescope_table::ColumnKind;
    ///
    /// assert_eq!(ColumnKind::U8.wider(ColumnKind::U32), ColumnKind::U32);
    /// assert_eq!(ColumnKind::U64.wider(ColumnKind::I8), ColumnKind::I128);
    /// assert_eq!(ColumnKind::I16.wider(ColumnKind::F32), ColumnKind::F64);
    /// assert_eq!(ColumnKind::F64.wider(ColumnKind::Text), ColumnKind::Text);
    /// ```
    #[must_use]
    pub fn wider(self, other: Self) -> Self {
        match (self.integer(), other.integer()) {
            _ if self == other => self,
            (Some(a), Some(b)) if a.signed == b.signed => {
                if a.bits > b.bits {
                    self
                } else {
                    other
                }
            }
            (Some(a), Some(b)) if [a, b].iter().all(Integer::fits_i64) => Self::I64,
            (Some(_), Some(_)) => Self::I128,
            _ if self.is_number() && other.is_number() => Self::F64,
            _ => Self::Text,
        }
    }

    /// Returns the kind for values without a nested type.
    fn plain(self) -> Self {
        if self == Self::Nested { Self::Json } else { self }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::F16 | Self::F32 | Self::F64) || self.integer().is_some()
    }

    fn integer(self) -> Option<Integer> {
        let (bits, signed) = match self {
            Self::I8 => (8, true),
            Self::U8 => (8, false),
            Self::I16 => (16, true),
            Self::U16 => (16, false),
            Self::I32 => (32, true),
            Self::U32 => (32, false),
            Self::I64 => (64, true),
            Self::U64 => (64, false),
            Self::I128 => (128, true),
            _ => return None,
        };
        Some(Integer { bits, signed })
    }
}

/// Size and signedness of an integer type.
#[derive(Clone, Copy)]
struct Integer {
    bits: u8,
    signed: bool,
}

impl Integer {
    fn fits_i64(&self) -> bool {
        self.bits < 64 || self.bits == 64 && self.signed
    }
}
