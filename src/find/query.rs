//! Search queries.

use bytescope_inspect::{Node, Value, escape};
use std::fmt;

/// A search query.
#[derive(Clone, Debug, PartialEq)]
pub enum FindQuery {
    /// Fields with a fault.
    Faults,
    /// Fields whose name or value contains this text, or whose value is this number.
    Text(TextQuery),
    /// Fields whose name contains a text and that have a value.
    Field {
        /// Part of the name.
        name: String,
        /// Value.
        value: TextQuery,
    },
    /// Bytes anywhere in the file.
    Bytes(Vec<u8>),
}

/// Text or number to search for. Case is ignored.
#[derive(Clone, Debug, PartialEq)]
pub struct TextQuery {
    text: String,
    number: Option<i128>,
}

/// Error for an invalid query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// Nothing to search for.
    Empty,
    /// Invalid hex digits.
    Hex,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "nothing to search for",
            Self::Hex => "invalid hex digits: expected two per byte, such as hex:89504e47",
        })
    }
}

impl std::error::Error for QueryError {}

/// Prefix of bytes in hex digits.
const HEX_PREFIX: &str = "hex:";

impl FindQuery {
    /// Parses a query: `TEXT`, `NUMBER`, `NAME=VALUE`, bytes as `hex:DIGITS` or `"TEXT"`.
    ///
    /// ```
    /// use bytescope::find::FindQuery;
    ///
    /// assert_eq!(FindQuery::parse("hex:89 50"), Ok(FindQuery::Bytes(vec![0x89, 0x50])));
    /// assert_eq!(FindQuery::parse("\"IEND\""), Ok(FindQuery::Bytes(b"IEND".to_vec())));
    /// assert!(FindQuery::parse("hex:8").is_err());
    /// ```
    ///
    /// # Errors
    /// Returns an error if the text is empty or has invalid hex digits.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        if let Some(digits) = text.strip_prefix(HEX_PREFIX) {
            let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
            return match hex::decode(digits) {
                Ok(bytes) if bytes.is_empty() => Err(QueryError::Empty),
                Ok(bytes) => Ok(Self::Bytes(bytes)),
                Err(_) => Err(QueryError::Hex),
            };
        }
        if let Some(rest) = text.strip_prefix('"')
            && let bytes = rest.strip_suffix('"').unwrap_or(rest)
            && !bytes.is_empty()
        {
            return Ok(Self::Bytes(bytes.as_bytes().to_vec()));
        }
        match text.split_once('=') {
            _ if text.trim().is_empty() => Err(QueryError::Empty),
            Some((name, value)) if !value.is_empty() => {
                Ok(Self::Field { name: name.to_owned(), value: TextQuery::new(value) })
            }
            _ => Ok(Self::Text(TextQuery::new(text))),
        }
    }

    /// Returns the encodings of a number, with their names; none for other queries.
    pub fn encodings(&self) -> Vec<(&'static str, Vec<u8>)> {
        let number = match self {
            Self::Text(text) => text.number,
            _ => None,
        };
        let Some(number) = number.filter(|number| number.unsigned_abs() > u8::MAX.into()) else {
            return Vec::new();
        };
        let mut found: Vec<(&'static str, Vec<u8>)> = Vec::new();
        let mut add = |names: [&'static str; 2], le: Option<Vec<u8>>| {
            // The first bytes of a wider number are the narrower one.
            if let Some(le) = le.filter(|_| found.is_empty()) {
                let be = le.iter().rev().copied().collect();
                found.extend(names.into_iter().zip([le, be]));
            }
        };
        let (unsigned, signed) = (u64::try_from(number).ok(), i64::try_from(number).ok());
        let u32_bytes =
            unsigned.and_then(|n| u32::try_from(n).ok()).map(|n| n.to_le_bytes().to_vec());
        let i32_bytes =
            signed.and_then(|n| i32::try_from(n).ok()).map(|n| n.to_le_bytes().to_vec());
        add(["u32le", "u32be"], u32_bytes);
        add(["i32le", "i32be"], i32_bytes);
        add(["u64le", "u64be"], unsigned.map(|n| n.to_le_bytes().to_vec()));
        add(["i64le", "i64be"], signed.map(|n| n.to_le_bytes().to_vec()));
        found
    }

    /// True if a node matches; always false for bytes.
    pub fn matches(&self, node: &Node) -> bool {
        match self {
            Self::Faults => node.fault().is_some(),
            Self::Text(text) => contains(&node.meta.name, &text.text) || text.is_value_of(node),
            Self::Field { name, value } => {
                contains(&node.meta.name, name) && value.is_value_of(node)
            }
            Self::Bytes(_) => false,
        }
    }
}

/// The query as typed.
impl fmt::Display for FindQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults => f.write_str("fault"),
            Self::Text(text) => write!(f, "{}", escape(&text.text)),
            Self::Field { name, value } => write!(f, "{}={}", escape(name), escape(&value.text)),
            Self::Bytes(bytes) => write!(f, "{HEX_PREFIX}{}", hex::encode(bytes)),
        }
    }
}

impl TextQuery {
    fn new(text: &str) -> Self {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let number = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
            Some(hex) => u64::from_str_radix(hex, 16).ok().map(i128::from),
            None => digits.parse::<u64>().ok().map(i128::from),
        };
        Self { text: text.to_owned(), number: number.map(|number| number.saturating_mul(sign)) }
    }

    fn is_value_of(&self, node: &Node) -> bool {
        let has_note = || {
            let mut remarks = [node.note(), node.target()].into_iter().flatten();
            remarks.any(|remark| contains(remark, &self.text))
        };
        let found = match &node.value {
            Value::Group | Value::List | Value::Table(_) | Value::Null | Value::Bytes => false,
            Value::Text(text) | Value::Ref(text) => contains(text, &self.text),
            Value::Label(label) => {
                contains(&label.name, &self.text) || self.number == Some(label.raw)
            }
            Value::UInt(_) | Value::Int(_) => self.number.is_some() && self.number == node.as_int(),
            Value::Bool(value) => self.text == if *value { "true" } else { "false" },
            number @ (Value::F32(_) | Value::F64(_)) => {
                let digit = self.text.bytes().any(|byte| byte.is_ascii_digit());
                digit
                    && (number.to_string() == self.text
                        || number.to_string() == format!("{}.0", self.text))
            }
        };
        found || has_note()
    }
}

/// True if `text` contains `part`, ignoring the case of ASCII letters.
fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    part.is_empty() || text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}
