//! JSON values that preserve the order of fields, independent of the features of `serde_json`.

mod convert;
mod serializer;

use serde_json::Number;
use std::fmt;

/// A JSON value whose objects keep their fields in insertion order.
///
/// The maps of `serde_json` are sorted by name, unless some crate in the build enables
/// `preserve_order`. Human-readable output must be in file order.
///
/// ```
/// use bytescope_inspect::{OrderedJson, ordered_json};
///
/// let width = 16;
/// let json = ordered_json!({"width": width, "height": 9, "colors": [1, 2]});
/// assert_eq!(json.to_string(), r#"{"width":16,"height":9,"colors":[1,2]}"#);
/// assert_eq!(json.get("height"), Some(&OrderedJson::from(9)));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum OrderedJson {
    /// `null`
    #[default]
    Null,
    /// A boolean
    Bool(bool),
    /// A number
    Number(Number),
    /// A string
    String(String),
    /// An array
    Array(Vec<Self>),
    /// An object: unique names and their values, in order
    Object(Vec<(String, Self)>),
}

impl OrderedJson {
    /// Returns the field of an object with the given name.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|field| field.0 == name).map(|field| &field.1)
    }

    /// Sets a field of an object. A new field is appended.
    pub fn set(&mut self, name: &str, value: impl Into<Self>) {
        let Self::Object(fields) = self else { return };
        let value = value.into();
        match fields.iter_mut().find(|field| field.0 == name) {
            Some(field) => field.1 = value,
            None => fields.push((name.to_owned(), value)),
        }
    }

    /// Returns the value at a JSON pointer (RFC 6901): names and indices, each preceded by `/`.
    pub fn pointer(&self, path: &str) -> Option<&Self> {
        let tokens = path.split('/').skip(1).map(unescaped);
        tokens.into_iter().try_fold(self, |at, token| match at {
            Self::Object(_) => at.get(&token),
            Self::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Returns a mutable reference to the value at a JSON pointer.
    pub fn pointer_mut(&mut self, path: &str) -> Option<&mut Self> {
        let tokens = path.split('/').skip(1).map(unescaped);
        tokens.into_iter().try_fold(self, |at, token| match at {
            Self::Object(fields) => {
                fields.iter_mut().find(|field| field.0 == token).map(|field| &mut field.1)
            }
            Self::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
            _ => None,
        })
    }
}

/// Decodes the escapes of a reference token of a JSON pointer.
fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for OrderedJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// Creates an [`OrderedJson`], like `serde_json::json!`.
///
/// If an array contains objects or arrays, its other items must be single tokens or parenthesized
/// expressions.
#[macro_export]
macro_rules! ordered_json {
    (@fields [$($done:tt)*]) => {
        $crate::OrderedJson::Object(::std::vec![$($done)*])
    };
    (@fields [$($done:tt)*] $name:literal: {$($value:tt)*} $(, $($rest:tt)*)?) => {
        $crate::ordered_json!(@fields
            [$($done)* (::std::string::String::from($name), $crate::ordered_json!({$($value)*})),] $($($rest)*)?)
    };
    (@fields [$($done:tt)*] $name:literal: [$($value:tt)*] $(, $($rest:tt)*)?) => {
        $crate::ordered_json!(@fields
            [$($done)* (::std::string::String::from($name), $crate::ordered_json!([$($value)*])),] $($($rest)*)?)
    };
    (@fields [$($done:tt)*] $name:literal: $value:expr $(, $($rest:tt)*)?) => {
        $crate::ordered_json!(@fields
            [$($done)* (::std::string::String::from($name), $crate::OrderedJson::from($value)),] $($($rest)*)?)
    };
    ({$($fields:tt)*}) => { $crate::ordered_json!(@fields [] $($fields)*) };
    ([$($item:tt),* $(,)?]) => {
        $crate::OrderedJson::Array(::std::vec![$($crate::ordered_json!($item)),*])
    };
    ([$($item:expr),* $(,)?]) => {
        $crate::OrderedJson::Array(::std::vec![$($crate::OrderedJson::from($item)),*])
    };
    ($value:expr) => { $crate::OrderedJson::from($value) };
}
