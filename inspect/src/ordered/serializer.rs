//! Conversion of serializable values to [`OrderedJson`]. Scalars are converted by `serde_json`.

use super::OrderedJson;
use serde::ser::{self, Serialize};
use serde_json::Error;
use serde_json::value::Serializer as ScalarSerializer;

impl OrderedJson {
    /// Converts a value to JSON.
    ///
    /// # Errors
    /// Returns an error if the value's `Serialize` implementation fails, an integer does not fit in
    /// 64 bits, or a map key is not a string, number or boolean.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        value.serialize(Serializer)
    }
}

struct Serializer;

/// Array or object under construction.
#[derive(Default)]
struct OpenContainer {
    items: Vec<OrderedJson>,
    fields: Vec<(String, OrderedJson)>,
    /// Name of the next field.
    name: String,
    /// Name of the enum variant, with which the value is tagged.
    variant: Option<&'static str>,
}

impl OpenContainer {
    fn of(variant: Option<&'static str>) -> Self {
        Self { variant, ..Self::default() }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.items.push(OrderedJson::of(value)?);
        Ok(())
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), Error> {
        self.fields.push((name, OrderedJson::of(value)?));
        Ok(())
    }

    fn array(self) -> OrderedJson {
        tagged(self.variant, OrderedJson::Array(self.items))
    }

    fn object(self) -> OrderedJson {
        tagged(self.variant, OrderedJson::Object(self.fields))
    }
}

fn tagged(variant: Option<&'static str>, value: OrderedJson) -> OrderedJson {
    match variant {
        None => value,
        Some(name) => OrderedJson::Object(vec![(name.to_owned(), value)]),
    }
}

macro_rules! scalars {
    ($($method:ident($t:ty);)*) => {$(
        fn $method(self, value: $t) -> Result<OrderedJson, Error> {
            ScalarSerializer.$method(value).map(OrderedJson::from)
        }
    )*};
}

impl ser::Serializer for Serializer {
    type Ok = OrderedJson;
    type Error = Error;
    type SerializeSeq = OpenContainer;
    type SerializeTuple = OpenContainer;
    type SerializeTupleStruct = OpenContainer;
    type SerializeTupleVariant = OpenContainer;
    type SerializeMap = OpenContainer;
    type SerializeStruct = OpenContainer;
    type SerializeStructVariant = OpenContainer;

    scalars! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_unit_struct(&'static str);
    }

    fn serialize_none(self) -> Result<OrderedJson, Error> {
        Ok(OrderedJson::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<OrderedJson, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<OrderedJson, Error> {
        Ok(OrderedJson::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<OrderedJson, Error> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<OrderedJson, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<OrderedJson, Error> {
        Ok(tagged(Some(variant), OrderedJson::of(value)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<OpenContainer, Error> {
        Ok(OpenContainer::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<OpenContainer, Error> {
        Ok(OpenContainer::default())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<OpenContainer, Error> {
        Ok(OpenContainer::default())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<OpenContainer, Error> {
        Ok(OpenContainer::of(Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<OpenContainer, Error> {
        Ok(OpenContainer::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<OpenContainer, Error> {
        Ok(OpenContainer::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<OpenContainer, Error> {
        Ok(OpenContainer::of(Some(variant)))
    }
}

macro_rules! items {
    ($($trait:ident::$method:ident),*) => {$(
        impl ser::$trait for OpenContainer {
            type Ok = OrderedJson;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<OrderedJson, Error> {
                Ok(self.array())
            }
        }
    )*};
}
items!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! fields {
    ($($trait:ident),*) => {$(
        impl ser::$trait for OpenContainer {
            type Ok = OrderedJson;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(name.to_owned(), value)
            }

            fn end(self) -> Result<OrderedJson, Error> {
                Ok(self.object())
            }
        }
    )*};
}
fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for OpenContainer {
    type Ok = OrderedJson;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Error> {
        self.name = match OrderedJson::of(name)? {
            OrderedJson::String(name) => name,
            OrderedJson::Number(number) => number.to_string(),
            OrderedJson::Bool(value) => value.to_string(),
            _ => return Err(ser::Error::custom("map keys must be strings, numbers or booleans")),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = std::mem::take(&mut self.name);
        self.field(name, value)
    }

    fn end(self) -> Result<OrderedJson, Error> {
        Ok(self.object())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ordered_json;
    use std::collections::BTreeMap;

    #[test]
    fn conversion_agrees_with_serde_json() {
        let map = BTreeMap::from([("a", vec![Some(0.1_f32), None]), ("b", vec![])]);
        let value = (1_u8, -2_i64, "text", 'c', true, (), 0.1_f64, u64::MAX, f64::NAN, map);
        let json = OrderedJson::of(&value).unwrap();
        assert_eq!(serde_json::Value::from(&json), serde_json::to_value(&value).unwrap());
    }

    #[test]
    fn fields_keep_their_order() {
        let mut json = ordered_json!({"z": {"y": 1, "x": [{"b": 1, "a": 2}]}, "c": "d"});
        assert_eq!(json.to_string(), r#"{"z":{"y":1,"x":[{"b":1,"a":2}]},"c":"d"}"#);
        assert_eq!(OrderedJson::of(&json).unwrap(), json);
        *json.pointer_mut("/z/x/0/a").unwrap() = OrderedJson::Null;
        json.set("c", 3);
        json.set("e", true);
        assert_eq!(json.pointer("/z/x/0/a"), Some(&OrderedJson::Null));
        assert_eq!(json.get("e"), Some(&true.into()));
        assert_eq!(json.pointer("/z/x/1"), None);
        assert_eq!(json.to_string(), r#"{"z":{"y":1,"x":[{"b":1,"a":null}]},"c":3,"e":true}"#);
    }
}
