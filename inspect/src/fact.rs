//! Expected and actual values of faults.

use crate::{Grouped, Meta, Quantity, Value};
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
    /// The value of a size field, shown with grouped digits.
    Grouped(u64),
    /// Bytes of the file, truncated by [`Fact::bytes`].
    Bytes(Box<[u8]>),
    /// An inclusive minimum.
    AtLeast(Box<Fact>),
    /// An inclusive maximum.
    AtMost(Box<Fact>),
    /// Any of several values.
    OneOf(Box<[Fact]>),
    /// A description, if there is no value.
    Description(Box<str>),
}

/// Maximum number of bytes shown.
const MAX_SHOWN: usize = 32;
/// Maximum number of bytes kept, so that a fault does not copy a large field.
const MAX_KEPT: usize = 64;

impl Fact {
    /// Creates a fact from bytes of the file. Only the first 64 bytes are kept.
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.get(..MAX_KEPT).unwrap_or(bytes).into())
    }

    /// Creates a description.
    pub fn description(text: impl Into<String>) -> Self {
        Self::Description(text.into().into_boxed_str())
    }

    /// Returns the integer of a number or label.
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Self::Value(value) => value.as_int(),
            Self::Hex { value, .. } | Self::Grouped(value) => Some((*value).into()),
            _ => None,
        }
    }

    /// Converts integers to the notation of a field: hexadecimal, or grouped digits for a size in
    /// bytes.
    #[must_use]
    pub fn in_notation(self, meta: &Meta) -> Self {
        let boxed = |fact: Box<Self>| Box::new(fact.in_notation(meta));
        match self {
            Self::Value(Value::Label(_)) if !meta.hex => self,
            Self::Value(value) => match value.as_int().map(u64::try_from) {
                Some(Ok(value)) if meta.hex => Self::Hex { value, digits: 1 },
                Some(Ok(value)) if meta.unit == "bytes" => Self::Grouped(value),
                _ => Self::Value(value),
            },
            Self::AtLeast(least) => Self::AtLeast(boxed(least)),
            Self::AtMost(most) => Self::AtMost(boxed(most)),
            Self::OneOf(facts) => {
                Self::OneOf(facts.into_iter().map(|fact| fact.in_notation(meta)).collect())
            }
            other => other,
        }
    }
}

impl From<Value> for Fact {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

/// A number that does not fit in a `u64` or `i64` becomes a description: its decimal digits.
impl From<i128> for Fact {
    fn from(n: i128) -> Self {
        match (u64::try_from(n), i64::try_from(n)) {
            (Ok(n), _) => Self::Value(n.into()),
            (_, Ok(n)) => Self::Value(n.into()),
            _ => Self::description(n.to_string()),
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
            Self::Grouped(n) => Grouped(*n).fmt(f),
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
            Self::Description(words) => f.write_str(words),
        }
    }
}

/// Writes bytes as hex and, if they are printable, as text.
fn write_bytes(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for (index, byte) in bytes.iter().take(MAX_SHOWN).enumerate() {
        let space = if index == 0 { "" } else { " " };
        write!(f, "{space}{byte:02x}")?;
    }
    if bytes.len() > MAX_SHOWN {
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
    fn facts_are_formatted_for_messages() {
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
            (Fact::Grouped(1 << 20), "1,048,576"),
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
        assert!(matches!(long, Fact::Bytes(kept) if kept.len() == MAX_KEPT));
    }

    #[test]
    fn integers_are_shown_in_the_notation_of_the_field() {
        let hex = Meta { hex: true, ..Meta::default() };
        let size = Meta { unit: "bytes".into(), ..Meta::default() };
        let range = || Fact::AtLeast(Box::new(Fact::from(4660)));
        assert_eq!(range().in_notation(&hex).to_string(), "at least 0x1234");
        assert_eq!(range().in_notation(&size).to_string(), "at least 4,660");
        assert_eq!(range().in_notation(&Meta::default()).to_string(), "at least 4660");
        let list = Fact::OneOf(vec![Fact::from(1), Fact::from(-1), Fact::description("x")].into());
        assert_eq!(list.in_notation(&hex).to_string(), "one of 0x1, -1, x");
    }

    #[test]
    fn as_int_is_independent_of_display_form() {
        assert_eq!(Fact::Hex { value: 16, digits: 8 }.as_int(), Some(16));
        assert_eq!(Fact::from(-1).as_int(), Some(-1));
        assert_eq!(Fact::Value(Label::new(2, "Two", "").into()).as_int(), Some(2));
        assert_eq!(Fact::Grouped(16).as_int(), Some(16));
        assert_eq!(Fact::Size(3).as_int(), None);
        assert_eq!(Fact::Value(Value::text("3")).as_int(), None);
    }
}
