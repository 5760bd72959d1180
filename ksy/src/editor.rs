//! A JSON Schema for `.ksy` files, for editors that complete and check YAML.

use crate::model::keys::{
    ANY_FIELD, FIELD_OWN, ID, INSTANCE_READ, INSTANCE_VALUE, INTEGER, Key, LABEL, META_OWN, RAW,
    SIZED, STRING, SWITCH, Shape, TYPE, VALID,
};
use serde_json::{Map, Value as Json, json};

const NAME: &str = "^[a-z][a-z0-9_]*$";

/// The JSON Schema (draft 7) of schemas with bytescope's own keys.
pub(crate) fn json_schema() -> Json {
    let field = object(&[ID, ANY_FIELD, SIZED, RAW, STRING, INTEGER, FIELD_OWN]);
    let read = object(&[INSTANCE_READ, ANY_FIELD, SIZED, RAW, STRING, INTEGER, FIELD_OWN]);
    let computed = object(&[INSTANCE_VALUE, FIELD_OWN]);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Kaitai Struct schema, with the keys of bytescope",
        "allOf": [{"$ref": "#/definitions/type"}],
        "required": ["meta"],
        "definitions": {
            "type": object(&[TYPE]),
            "field": field,
            "instance": {"if": {"required": ["value"]}, "then": computed, "else": read},
            "expression": {"type": ["string", "integer", "number", "boolean"]},
            "texts": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
    })
}

/// A mapping with these keys, and any that begin with `-`.
fn object(keys: &[&[Key]]) -> Json {
    let mut properties = Map::new();
    for key in keys.iter().copied().flatten() {
        let mut value = shape(key.shape);
        if let Some(map) = value.as_object_mut() {
            map.insert("description".to_owned(), key.doc.into());
        }
        properties.insert(key.name.to_owned(), value);
    }
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": {"^-": {}},
        "additionalProperties": false,
    })
}

fn names_of(value: &Json) -> Json {
    json!({"type": "object", "propertyNames": {"pattern": NAME}, "additionalProperties": value})
}

fn shape(shape: Shape) -> Json {
    let expression = || json!({"$ref": "#/definitions/expression"});
    let byte = || json!({"type": "integer", "minimum": 0, "maximum": 255});
    // What stands beside a `$ref` does not count in draft 7, so that it stands in `allOf`.
    match shape {
        Shape::Text => json!({"type": ["string", "number"]}),
        Shape::Identifier => json!({"type": "string", "pattern": NAME}),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Byte => byte(),
        Shape::Bytes => {
            json!({"anyOf": [byte(), {"type": "array", "items": byte(), "minItems": 1}]})
        }
        Shape::Contents => json!({"anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"anyOf": [byte(), {"type": "string"}]}},
        ]}),
        Shape::Expr => json!({"allOf": [expression()]}),
        Shape::Number => json!({"type": "integer", "minimum": 1}),
        Shape::Words(words) => json!({"enum": words}),
        Shape::Texts => json!({"allOf": [{"$ref": "#/definitions/texts"}]}),
        Shape::Anything => json!({}),
        Shape::Keys(keys) if keys.iter().any(|k| k.name == "imports") => object(&[keys, META_OWN]),
        Shape::Keys(keys) => object(&[keys]),
        Shape::List(keys) => json!({"type": "array", "items": object(&[keys])}),
        Shape::Fields => json!({"type": "array", "items": {"$ref": "#/definitions/field"}}),
        Shape::Instances => names_of(&json!({"$ref": "#/definitions/instance"})),
        Shape::Types => {
            let ty = json!({"anyOf": [{"$ref": "#/definitions/type"}, {"type": "null"}]});
            names_of(&ty)
        }
        Shape::Type => json!({"anyOf": [{"type": "string"}, object(&[SWITCH])]}),
        Shape::Valid => json!({"anyOf": [expression(), object(&[VALID])]}),
        Shape::Endian => json!({"anyOf": [{"enum": ["le", "be"]}, object(&[SWITCH])]}),
        Shape::Enums => {
            let label = json!({"anyOf": [{"type": "string", "pattern": NAME}, object(&[LABEL])]});
            names_of(&json!({"type": "object", "additionalProperties": label}))
        }
        Shape::Parent => json!({"anyOf": [{"const": false}, {"type": "string"}]}),
    }
}
