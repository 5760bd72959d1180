//! Which columns a table has.

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The columns, in order.
    pub fields: Vec<Field>,
}

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
