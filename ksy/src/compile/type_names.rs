//! Types of fields by name, and advice for unknown types.

use super::Compiler;
use super::ty::Ty;
use crate::expr::TypeName;
use crate::model::{EndianDef, ScalarSpan, TypeId, is_float, is_integer};

/// Names of integers, floats and strings in other languages, and the types of the same meaning.
const FOREIGN: &[(&str, &[&str])] = &[
    ("u1", &["uint8", "uint8_t", "byte", "ubyte", "uchar", "char"]),
    ("s1", &["int8", "int8_t", "sbyte", "schar", "i1"]),
    ("u2", &["uint16", "uint16_t", "ushort", "word"]),
    ("s2", &["int16", "int16_t", "short", "i2", "i16"]),
    ("u4", &["uint32", "uint32_t", "uint", "ulong", "dword"]),
    ("s4", &["int32", "int32_t", "int", "long", "integer", "i4", "i32"]),
    ("u8", &["uint64", "uint64_t", "qword"]),
    ("s8", &["int64", "int64_t", "i8", "i64"]),
    ("f4", &["float", "float32", "single"]),
    ("f8", &["double", "float64"]),
    ("str", &["string", "text", "ascii", "utf8"]),
    ("strz", &["stringz", "cstring", "cstr", "zstring", "asciiz", "strz0"]),
    ("b1", &["bit", "flag", "boolean"]),
];

/// Advice for an unknown type.
enum Advice {
    Help(String),
    /// A message that replaces `unknown type`.
    Message(String),
}

impl Compiler<'_> {
    /// Resolves the type of a field. A type of the schema may have the name of a type that only
    /// parameters and casts have, such as `bool`.
    pub(super) fn field_type(&mut self, from: TypeId, name: &TypeName, span: &ScalarSpan) -> Ty {
        let own = match name.path.as_slice() {
            [only] if advice_for_parameter_type(only).is_some() => self.model.find_type(from, name),
            _ => None,
        };
        match own {
            Some(id) if !name.array => Ty::User(id),
            _ => self.named_type(from, name, span),
        }
    }

    /// Reports an unknown type.
    pub(super) fn unknown_type(&mut self, from: TypeId, name: &TypeName, span: &ScalarSpan) {
        let loc = span.part(name.at);
        let wrong = name.path.last().map_or("", String::as_str);
        let message = format!("unknown type `{name}`");
        let advice = if name.path.len() == 1 { self.advice(from, wrong) } else { None };
        match advice {
            Some(Advice::Message(message)) => {
                self.error(loc, &span.path, message);
            }
            Some(Advice::Help(help)) => self.error(loc, &span.path, message).help(help),
            None => {
                let known = self.model.known_types(from);
                self.error(loc, &span.path, message).suggest(wrong, known);
            }
        }
    }

    /// Returns advice for names that look like a built-in type.
    fn advice(&self, from: TypeId, name: &str) -> Option<Advice> {
        let lower = name.to_ascii_lowercase();
        let (bare, order) = match lower.strip_suffix("le").or_else(|| lower.strip_suffix("be")) {
            Some(bare) => (bare, lower.get(bare.len()..).unwrap_or_default()),
            None => (lower.as_str(), ""),
        };
        let did_you_mean = |known: &str| {
            let order =
                if matches!(known, "u1" | "s1" | "str" | "strz" | "b1") { "" } else { order };
            Advice::Help(format!("did you mean `{known}{order}`?"))
        };
        if is_integer(&lower) || is_float(&lower) || matches!(lower.as_str(), "str" | "strz") {
            return Some(did_you_mean(bare));
        }
        // `double` ends with `le`.
        let foreign = |name: &str| FOREIGN.iter().find(|(_, foreign)| foreign.contains(&name));
        if let Some((known, _)) = foreign(&lower) {
            return Some(Advice::Help(format!("did you mean `{known}`?")));
        }
        if let Some((known, _)) = foreign(bare) {
            return Some(did_you_mean(known));
        }
        let digits = bare.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let number: u32 = digits.parse().ok()?;
        let letters = bare.strip_suffix(digits)?;
        match (letters, number) {
            ("u" | "s", 1) => {
                Some(Advice::Help(format!("did you mean `{bare}`? one byte has no byte order")))
            }
            ("u" | "s", 16 | 32 | 64) | ("f", 32 | 64) => {
                let sizes = if letters == "f" { "4 or 8" } else { "1, 2, 4 or 8" };
                let size = number >> 3;
                Some(Advice::Help(format!(
                    "did you mean `{letters}{size}{order}`? the number is the size in bytes: {sizes}"
                )))
            }
            ("u" | "s", _) => {
                let bits = if number == 24 || number == 48 { number } else { number << 3 };
                let help = "integers have 1, 2, 4 or 8 bytes".to_owned();
                Some(Advice::Help(match bits {
                    8..=64 if letters == "u" => {
                        format!(
                            "{help}; use `b{bits}{}` for {bits} bits",
                            self.bit_order(from, order)
                        )
                    }
                    _ => help,
                }))
            }
            ("f", _) => Some(Advice::Help("floats have 4 or 8 bytes: `f4` or `f8`".to_owned())),
            ("sb" | "bs" | "ub", 1..=64) => {
                Some(Advice::Help(format!("bit fields are unsigned: `b{number}{order}`")))
            }
            ("b", _) => Some(Advice::Message(bit_width_message(digits))),
            _ => None,
        }
    }

    /// Returns the suffix of a bit field that replaces an integer with the byte order `order`.
    fn bit_order(&self, from: TypeId, order: &str) -> &'static str {
        let little = match order {
            "le" => true,
            "be" => false,
            _ => {
                let little = |def: &crate::model::TypeDef| match def.endian {
                    Some(EndianDef::Little) => Some(true),
                    Some(EndianDef::Big) => Some(false),
                    _ => None,
                };
                match self.inherited(from, little) {
                    Some(little) => little,
                    None => return "",
                }
            }
        };
        let inherited = self.inherited(from, |def| def.bits_le).unwrap_or(false);
        match little {
            _ if little == inherited => "",
            true => "le",
            false => "be",
        }
    }
}

/// Returns the message about the width of a bit field.
pub(super) fn bit_width_message(digits: &str) -> String {
    format!("bit field must be 1 to 64 bits wide, not {digits}")
}

/// Returns advice for a type that only parameters and casts have, when it is used in a field.
pub(super) fn advice_for_parameter_type(name: &str) -> Option<&'static str> {
    match name {
        "bool" => Some("use `b1` for a bit, or `u1` and a comparison with 0"),
        "bytes" => Some("omit `type` in a field of bytes"),
        "struct" | "any" => Some("use the name of a type, or `switch-on` and `cases`"),
        "io" => Some("use a field with a `size` and its `_io`"),
        _ => None,
    }
}
