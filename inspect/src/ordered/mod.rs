//! JSON that keeps the order of fields, whatever `serde_json` was built with.

mod convert;
mod serializer;

use serde_json::Number;
use std::fmt;

/// A JSON value whose objects keep the order in which their fields were added.
///
/// The maps of `serde_json` are sorted, unless a crate of the program asks for another order for
/// all of it. What is printed for people is in the order of the file.
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
    /// Nothing
    #[default]
    Null,
    /// A truth value
    Bool(bool),
    /// A number
    Number(Number),
    /// Text
    String(String),
    /// A list
    Array(Vec<Self>),
    /// Fields by name, in order; no name is given twice
    Object(Vec<(String, Self)>),
}

impl OrderedJson {
    /// The field of that name of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|field| field.0 == name).map(|field| &field.1)
    }

    /// Sets a field of an object: where it is, or behind all others.
    pub fn set(&mut self, name: &str, value: impl Into<Self>) {
        let Self::Object(fields) = self else { return };
        let value = value.into();
        match fields.iter_mut().find(|field| field.0 == name) {
            Some(field) => field.1 = value,
            None => fields.push((name.to_owned(), value)),
        }
    }

    /// The value at `path`: names and numbers of items with a `/` before each, as in RFC 6901.
    pub fn pointer(&self, path: &str) -> Option<&Self> {
        let steps = path.split('/').skip(1).map(unescaped);
        steps.into_iter().try_fold(self, |at, step| match at {
            Self::Object(_) => at.get(&step),
            Self::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// As [`pointer`](Self::pointer), to change the value.
    pub fn pointer_mut(&mut self, path: &str) -> Option<&mut Self> {
        let steps = path.split('/').skip(1).map(unescaped);
        steps.into_iter().try_fold(self, |at, step| match at {
            Self::Object(fields) => {
                fields.iter_mut().find(|field| field.0 == step).map(|field| &mut field.1)
            }
            Self::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        })
    }
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for OrderedJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// Makes an [`OrderedJson`](crate::OrderedJson) as `serde_json::json!` makes a value.
///
/// The items of a list are all expressions; or each is a single token, an object, a list or an
/// expression in parentheses.
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
