//! Strict parsing of JSON: duplicate keys are errors.

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value as Json};
use std::fmt;

/// Error when parsing JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JsonError {
    /// Line, from 1.
    pub line: u64,
    /// Column in bytes, from 1.
    pub column: u64,
    /// Description of the problem, without its position.
    pub message: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for JsonError {}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        let (message, _) = text.rsplit_once(" at line ").unwrap_or((&text, ""));
        let message = match error.classify() {
            Category::Eof => "invalid JSON: unexpected end of data".to_owned(),
            Category::Data => message.to_owned(),
            Category::Syntax | Category::Io => format!("invalid JSON: {message}"),
        };
        let position = |n: usize| u64::try_from(n.max(1)).unwrap_or(u64::MAX);
        Self { line: position(error.line()), column: position(error.column()), message }
    }
}

/// Parses one JSON value.
///
/// ```
/// use bytescope_inspect::parse_json;
///
/// let error = parse_json(br#"{"id": 1, "id": 2}"#).unwrap_err();
/// assert_eq!(error.to_string(), "line 1, column 14: duplicate key 'id'");
/// ```
///
/// # Errors
/// Returns an error if the text is not valid JSON or an object contains a key twice.
pub fn parse_json(text: &[u8]) -> Result<Json, JsonError> {
    // A position in the white space after an incomplete value would be on the next line.
    let UniqueJson(json) = serde_json::from_slice(text.trim_ascii_end())?;
    Ok(json)
}

/// A JSON value without duplicate keys, to be deserialized.
#[derive(Clone, Debug, PartialEq)]
pub struct UniqueJson(pub Json);

impl<'de> Deserialize<'de> for UniqueJson {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(UniqueVisitor).map(Self)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(UniqueJson(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let mut map = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("duplicate key '{key}'")));
            }
            let UniqueJson(value) = fields.next_value()?;
            map.insert(key, value);
        }
        Ok(Json::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::parse_json;

    #[test]
    fn valid_json_is_parsed_as_by_serde_json() {
        for text in [
            "null",
            "true",
            "-1",
            "18446744073709551615",
            "1e3",
            "0.1",
            r#""a\u00e9\n""#,
            r#"[1, [2], {"a": {"b": []}}]"#,
            r#"{"b": 1, "a": 2}"#,
            " 7 \n",
        ] {
            let expected: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(parse_json(text.as_bytes()).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn errors_are_located() {
        for (text, message) in [
            ("", "line 1, column 1: invalid JSON: unexpected end of data"),
            ("{\"a\":\n\n", "line 1, column 5: invalid JSON: unexpected end of data"),
            ("x", "line 1, column 1: invalid JSON: expected value"),
            ("{\"a\": 1\n \"b\": 2}", "line 2, column 2: invalid JSON: expected `,` or `}`"),
            ("[{\"a\": 1,\n \"a\": 2}]", "line 2, column 4: duplicate key 'a'"),
            ("1 2", "line 1, column 3: invalid JSON: trailing characters"),
        ] {
            assert_eq!(parse_json(text.as_bytes()).unwrap_err().to_string(), message, "{text}");
        }
    }
}
