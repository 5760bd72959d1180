//! Conversions between [`OrderedJson`] and other types.

use super::OrderedJson;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, Value};

macro_rules! from_number {
    ($($t:ty),*) => {$(
        impl From<$t> for OrderedJson {
            fn from(value: $t) -> Self {
                Self::Number(value.into())
            }
        }
    )*};
}
from_number!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

/// NaN and infinities become `null`.
impl From<f64> for OrderedJson {
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

impl From<bool> for OrderedJson {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for OrderedJson {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<&String> for OrderedJson {
    fn from(value: &String) -> Self {
        Self::String(value.clone())
    }
}

impl From<String> for OrderedJson {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for OrderedJson {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for OrderedJson {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Self>> FromIterator<T> for OrderedJson {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

/// The order of fields is lost unless `serde_json` preserves it.
impl From<&OrderedJson> for Value {
    fn from(json: &OrderedJson) -> Self {
        match json {
            OrderedJson::Null => Self::Null,
            OrderedJson::Bool(value) => Self::Bool(*value),
            OrderedJson::Number(value) => Self::Number(value.clone()),
            OrderedJson::String(value) => Self::String(value.clone()),
            OrderedJson::Array(items) => Self::Array(items.iter().map(Into::into).collect()),
            OrderedJson::Object(fields) => Self::Object(
                fields.iter().map(|(name, value)| (name.clone(), value.into())).collect(),
            ),
        }
    }
}

impl From<Value> for OrderedJson {
    fn from(json: Value) -> Self {
        match json {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(value) => Self::Number(value),
            Value::String(value) => Self::String(value),
            Value::Array(items) => items.into_iter().collect(),
            Value::Object(fields) => {
                Self::Object(fields.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

impl Serialize for OrderedJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(items) => items.serialize(serializer),
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
