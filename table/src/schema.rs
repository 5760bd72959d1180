//! The columns of a table, and their selection by name.

use bytescope_inspect::nearest;
use std::collections::HashSet;
use std::fmt;

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The columns, in order.
    pub fields: Vec<Field>,
}

impl Schema {
    /// The index of the column of this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The columns of these names, in this order; all columns if there are no names.
    ///
    /// # Errors
    /// A name is not a column, or is there twice.
    ///
    /// ```
    /// use bytescope_table::{Field, Kind, Schema};
    ///
    /// let fields = ["time", "speed"].map(|name| Field::new(name, Kind::F32));
    /// let schema = Schema { fields: fields.into() };
    /// assert_eq!(schema.select(&["speed"])?, [1]);
    /// assert_eq!(schema.select::<&str>(&[])?, [0, 1]);
    /// let error = schema.select(&["spead"]).unwrap_err();
    /// assert_eq!(error.to_string(), "there is no column 'spead'; did you mean 'speed'?");
    /// # Ok::<(), bytescope_table::ColumnError>(())
    /// ```
    pub fn select<S: AsRef<str>>(&self, names: &[S]) -> Result<Vec<usize>, ColumnError> {
        let mut seen = HashSet::new();
        let mut all = names.iter().map(AsRef::as_ref);
        if let Some(twice) = all.find(|name: &&str| !seen.insert(*name)) {
            return Err(ColumnError::Repeated(twice.to_owned()));
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

    /// The columns of these names that there are, in this order; all columns if there are no names.
    pub fn pick<S: AsRef<str>>(&self, names: &[S]) -> Vec<usize> {
        match names.is_empty() {
            true => (0..self.fields.len()).collect(),
            false => names.iter().filter_map(|name| self.position(name.as_ref())).collect(),
        }
    }

    /// The error of a name that is not a column.
    pub fn unknown(&self, name: &str) -> ColumnError {
        let known = self.names().map(str::to_owned).collect();
        ColumnError::Unknown { name: name.to_owned(), known }
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.name.as_str())
    }
}

/// Names that do not select columns.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnError {
    /// There is no such column.
    Unknown {
        /// The name.
        name: String,
        /// The columns that there are.
        known: Vec<String>,
    },
    /// The same name twice.
    Repeated(String),
}

/// Columns that a message lists; of more, it names one that is similar.
const LISTED: usize = 40;

impl fmt::Display for ColumnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, known) = match self {
            Self::Repeated(name) => return write!(f, "'{name}' is there twice"),
            Self::Unknown { name, known } => (name, known),
        };
        write!(f, "there is no column '{name}'")?;
        match nearest(name, known.iter().map(String::as_str)) {
            Some(near) => write!(f, "; did you mean '{near}'?"),
            None if known.len() <= LISTED => write!(f, "; there are: {}", known.join(", ")),
            None => write!(f, "; there are {} others", known.len()),
        }
    }
}

impl std::error::Error for ColumnError {}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name that stands in the header.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// The unit of the values, such as `°C`; may be empty.
    pub unit: String,
    /// Whether some rows may have no value.
    pub nullable: bool,
}

impl Field {
    /// A column of values that have no unit, and that some rows may not have.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind, unit: String::new(), nullable: true }
    }

    /// Lets the column hold the values of another one, too. A unit is kept if both have it.
    pub fn join(&mut self, other: &Self) {
        self.kind = self.kind.wider(other.kind);
        self.nullable |= other.nullable;
        if self.unit != other.unit {
            self.unit.clear();
        }
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// True or false.
    Bool,
    /// Signed, 8 bits.
    I8,
    /// Unsigned, 8 bits.
    U8,
    /// Signed, 16 bits.
    I16,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 32 bits.
    I32,
    /// Unsigned, 32 bits.
    U32,
    /// Signed, 64 bits.
    I64,
    /// Unsigned, 64 bits.
    U64,
    /// Integers of which some need a sign and some need all 64 bits: `decimal(20, 0)` in Arrow and
    /// Parquet.
    I128,
    /// IEEE 754, 16 bits.
    F16,
    /// IEEE 754, 32 bits.
    F32,
    /// IEEE 754, 64 bits.
    F64,
    /// Text in UTF-8.
    Text,
    /// Bytes; text formats show them as hex.
    Bytes,
    /// A list or structure, as JSON text; NDJSON shows it as it is.
    Json,
}

impl Kind {
    /// The kind of a column that holds the values of two columns: text where their kinds have
    /// nothing in common.
    ///
    /// ```
    /// use bytescope_table::Kind;
    ///
    /// assert_eq!(Kind::U8.wider(Kind::U32), Kind::U32);
    /// assert_eq!(Kind::U64.wider(Kind::I8), Kind::I128);
    /// assert_eq!(Kind::I16.wider(Kind::F32), Kind::F64);
    /// assert_eq!(Kind::F64.wider(Kind::Text), Kind::Text);
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

/// A kind of integer.
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
