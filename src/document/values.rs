//! Serde deserializer over a document: converts the fields of a file to Rust types.

use super::Document;
use bytescope_inspect::{Node, Value};
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, Deserializer, EnumAccess, Error as _, IntoDeserializer, Unexpected, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;
use std::fmt;

/// Error when deserializing a document.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueError(Error);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ValueError {}

impl Document {
    /// Deserializes the file into `T`: structures by field name, lists and tables as sequences,
    /// enum values as numbers or names, binary data as bytes, sequences or hex text. Fields that
    /// `T` does not have are ignored.
    ///
    /// ```
    /// use bytescope::{AnyFormat, Document};
    /// use bytescope::ksy::{Schema, SchemaSearch};
    /// use serde::Deserialize;
    ///
    /// let text = "
    /// meta: {id: log, endian: le}
    /// seq: [{id: count, type: u1}, {id: items, type: item, repeat: expr, repeat-expr: count}]
    /// types:
    ///   item: {seq: [{id: kind, type: u1, enum: kind}, {id: level, type: u2}]}
    /// enums: {kind: {0: low, 1: high}}
    /// ";
    /// let schema = Schema::parse("log.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    ///
    /// #[derive(Deserialize, Debug, PartialEq)]
    /// struct Log {
    ///     items: Vec<Item>,
    /// }
    ///
    /// #[derive(Deserialize, Debug, PartialEq)]
    /// struct Item {
    ///     kind: Kind,
    ///     level: u16,
    /// }
    ///
    /// #[derive(Deserialize, Debug, PartialEq)]
    /// #[serde(rename_all = "lowercase")]
    /// enum Kind {
    ///     Low,
    ///     High,
    /// }
    ///
    /// let doc = Document::from_bytes(vec![1, 1, 7, 0], AnyFormat::from(schema));
    /// assert_eq!(doc.values::<Log>()?, Log { items: vec![Item { kind: Kind::High, level: 7 }] });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if a field does not match its type or a required field is missing.
    pub fn values<'d, T: Deserialize<'d>>(&'d self) -> Result<T, ValueError> {
        self.values_of(self.tree())
    }

    /// Deserializes one node; see [`values`](Self::values).
    ///
    /// # Errors
    /// Returns an error if a field does not match its type or a required field is missing.
    pub fn values_of<'d, T: Deserialize<'d>>(&'d self, node: &'d Node) -> Result<T, ValueError> {
        T::deserialize(ValueNode { doc: self, node: Cow::Borrowed(node) }).map_err(ValueError)
    }
}

/// A node of a document.
#[derive(Clone)]
struct ValueNode<'d> {
    doc: &'d Document,
    node: Cow<'d, Node>,
}

impl<'d> ValueNode<'d> {
    /// Returns the child nodes: fields or items.
    fn children(self) -> Vec<Self> {
        let Self { doc, node } = self;
        let shown = |node: &Node| !node.is_filler();
        match node {
            Cow::Borrowed(node) => {
                let children = node.children.iter().filter(|child| shown(child));
                children.map(|child| ValueNode { doc, node: Cow::Borrowed(child) }).collect()
            }
            Cow::Owned(node) => {
                let children = node.children.into_iter().filter(shown);
                children.map(|child| ValueNode { doc, node: Cow::Owned(child) }).collect()
            }
        }
    }

    fn bytes(&self) -> &'d [u8] {
        self.doc.buffers().of(self.node.content())
    }

    fn integer<V: Visitor<'d>>(&self, value: i128, visitor: V) -> Result<V::Value, Error> {
        match (u64::try_from(value), i64::try_from(value)) {
            (Ok(value), _) => visitor.visit_u64(value),
            (_, Ok(value)) => visitor.visit_i64(value),
            _ => visitor.visit_i128(value),
        }
    }
}

impl<'d> IntoDeserializer<'d, Error> for ValueNode<'d> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Deserializes integers and enum values as integers if a numeric type is requested.
macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.node.value.as_int() {
                Some(value) => self.integer(value, visitor),
                None => self.deserialize_any(visitor),
            }
        })*
    };
}

impl<'d> Deserializer<'d> for ValueNode<'d> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Group => {
                let fields = self.children().into_iter();
                let named = fields.map(|field| (field.node.meta.name.to_string(), field));
                visitor.visit_map(MapDeserializer::new(named))
            }
            Value::Table(rows) => match &self.node {
                // Rows are read one at a time.
                Cow::Borrowed(Node { value: Value::Table(rows), .. }) => {
                    let row = |row| ValueNode { doc: self.doc, node: Cow::Owned(row) };
                    visitor.visit_seq(SeqDeserializer::new(self.doc.rows(rows).map(row)))
                }
                _ => {
                    let rows: Vec<Node> = self.doc.rows(rows).collect();
                    let row = |row| ValueNode { doc: self.doc, node: Cow::Owned(row) };
                    visitor.visit_seq(SeqDeserializer::new(rows.into_iter().map(row)))
                }
            },
            Value::List => visitor.visit_seq(SeqDeserializer::new(self.children().into_iter())),
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::UInt(value) => visitor.visit_u64(*value),
            Value::Int(value) => visitor.visit_i64(*value),
            Value::F32(value) => visitor.visit_f32(*value),
            Value::F64(value) => visitor.visit_f64(*value),
            Value::Text(text) | Value::Ref(text) => visitor.visit_str(text),
            Value::Bytes => visitor.visit_borrowed_bytes(self.bytes()),
            Value::Label(label) => visitor.visit_str(&label.name),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_str<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Bytes => visitor.visit_string(hex::encode(self.bytes())),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Bytes => visitor.visit_seq(SeqDeserializer::new(self.bytes().iter().copied())),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'d>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let name = match &self.node.value {
            Value::Label(label) => label.name.to_string(),
            Value::Text(text) => text.to_string(),
            // Variant name of a Rust enum.
            _ => match self.node.extra.as_ref().and_then(|extra| extra.variant) {
                Some(variant) => variant.to_owned(),
                None => {
                    return Err(Error::invalid_type(Unexpected::Other("unnamed value"), &visitor));
                }
            },
        };
        visitor.visit_enum(Variant { name, values: self })
    }

    fn deserialize_newtype_struct<V: Visitor<'d>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_tuple<V: Visitor<'d>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'d>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    /// Skips a field that the requested type does not have.
    fn deserialize_ignored_any<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'d>>
        bool char bytes byte_buf unit_struct map struct identifier
    }
}

/// An enum variant selected by name.
struct Variant<'d> {
    name: String,
    values: ValueNode<'d>,
}

impl<'d> EnumAccess<'d> for Variant<'d> {
    type Error = Error;
    type Variant = ValueNode<'d>;

    fn variant_seed<S: serde::de::DeserializeSeed<'d>>(
        self,
        seed: S,
    ) -> Result<(S::Value, ValueNode<'d>), Error> {
        let name: serde::de::value::StringDeserializer<Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.values))
    }
}

impl<'d> VariantAccess<'d> for ValueNode<'d> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: serde::de::DeserializeSeed<'d>>(
        self,
        seed: S,
    ) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'d>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'d>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }
}
