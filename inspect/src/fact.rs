//! Expected and actual values of faults.

use crate::{Quantity, Value};
use std::fmt;

/// Expected or actual value of a fault. Messages contain its [`Display`](fmt::Display) form.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fact {
    /// A value of a field: a number, a name, text.
    Value(Value),
    /// A number shown in hexadecimal, such as a checksum.
    Hex {
        /// The number.
        value: u64,
        /// Minimum number of digits.
        digits: u8,
    },
    /// A size in bytes.
    Size(u64),
    /// Bytes of the file; only the first ones of a long run, see [`Fact::bytes`].
    Bytes(Box<[u8]>),
    /// This value or a larger one.
    AtLeast(Box<Fact>),
    /// This value or a smaller one.
    AtMost(Box<Fact>),
    /// Any of several values.
    OneOf(Box<[Fact]>),
    /// A description, where there is no value.
    Words(Box<str>),
}

/// Maximum number of bytes shown.
const SHOWN: usize = 32;
/// Maximum number of bytes kept, so that a fault does not copy a large field.
const KEPT: usize = 64;

impl Fact {
    /// Creates a fact from bytes of the file. Only the first 64 bytes of a long run are kept.
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.get(..KEPT).unwrap_or(bytes).into())
    }

    /// Creates a description.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into().into_boxed_str())
    }

    /// Returns the number, if this is one.
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Self::Value(value) => value.as_int(),
            Self::Hex { value, .. } => Some((*value).into()),
            _ => None,
        }
    }
}

impl From<Value> for Fact {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

/// A number that fits neither `u64` nor `i64` is kept as decimal digits.
impl From<i128> for Fact {
    fn from(n: i128) -> Self {
        match (u64::try_from(n), i64::try_from(n)) {
            (Ok(n), _) => Self::Value(n.into()),
            (_, Ok(n)) => Self::Value(n.into()),
            _ => Self::words(n.to_string()),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Hex { value, digits } => {
                let digits = usize::from(*digits);
                write!(f, "0x{value:0digits$x}")
            }
            Self::Size(n) => Quantity::bytes(*n).fmt(f),
            Self::Bytes(bytes) => write_bytes(f, bytes),
            Self::AtLeast(least) => write!(f, "at least {least}"),
            Self::AtMost(most) => write!(f, "at most {most}"),
            Self::OneOf(facts) => {
                f.write_str("one of ")?;
                facts.iter().enumerate().try_for_each(|(index, fact)| {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    fact.fmt(f)
                })
            }
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// Writes bytes as hex and, if they are printable, as text.
fn write_bytes(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for (index, byte) in bytes.iter().take(SHOWN).enumerate() {
        let space = if index == 0 { "" } else { " " };
        write!(f, "{space}{byte:02x}")?;
    }
    if bytes.len() > SHOWN {
        f.write_str(" …")
    } else if !bytes.is_empty() && bytes.iter().all(|b| (0x20..0x7f).contains(b)) {
        write!(f, " {:?}", String::from_utf8_lossy(bytes))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label;

    #[test]
    fn display_form_in_messages() {
        let number = |n: i128| Box::new(Fact::from(n));
        for (fact, text) in [
            (Fact::from(-3), "-3"),
            (Fact::from(i128::MAX), "170141183460469231731687303715884105727"),
            (Value::text("a\n").into(), r#""a\n""#),
            (Value::from(Label::new(2, "Two", "")).into(), "Two (2)"),
            (Fact::Hex { value: 0x1f, digits: 4 }, "0x001f"),
            (Fact::Hex { value: 0x1f, digits: 0 }, "0x1f"),
            (Fact::Size(1), "1 byte"),
            (Fact::Size(0), "0 bytes"),
            (Fact::bytes(b"PK"), r#"50 4b "PK""#),
            (Fact::bytes(&[0, 1]), "00 01"),
            (Fact::bytes(&[]), ""),
            (Fact::AtLeast(number(7)), "at least 7"),
            (Fact::AtMost(number(7)), "at most 7"),
            (Fact::OneOf(vec![Fact::from(1), Fact::from(2)].into()), "one of 1, 2"),
        ] {
            assert_eq!(fact.to_string(), text);
        }
        let long = Fact::bytes(&[b'a'; 1000]);
        assert_eq!(long.to_string(), format!("{}…", "61 ".repeat(32)));
        assert!(matches!(long, Fact::Bytes(kept) if kept.len() == KEPT));
    }

    #[test]
    fn as_int_is_independent_of_display_form() {
        assert_eq!(Fact::Hex { value: 16, digits: 8 }.as_int(), Some(16));
        assert_eq!(Fact::from(-1).as_int(), Some(-1));
        assert_eq!(Fact::Value(Label::new(2, "Two", "").into()).as_int(), Some(2));
        assert_eq!(Fact::Size(3).as_int(), None);
        assert_eq!(Fact::Value(Value::text("3")).as_int(), None);
    }
}
