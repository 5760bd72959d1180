//! A JSON Schema for `.ksy` files, for editors that complete and check YAML.

use crate::model::keys::{
    ANY_FIELD, FIELD_OWN, ID, INSTANCE_READ, INSTANCE_VALUE, INTEGER, Key, LABEL, META_OWN, RAW,
    SIZED, SIZED_OWN, STRING, SWITCH, Shape, TYPE, VALID,
};
use bytescope_inspect::{OrderedJson as Json, ordered_json as json};

const NAME: &str = "^[a-z][a-z0-9_]*$";

/// The JSON Schema (draft 7) of schemas with bytescope's own keys.
pub(crate) fn json_schema() -> Json {
    let field = object(&[ID, ANY_FIELD, SIZED, RAW, STRING, INTEGER, FIELD_OWN, SIZED_OWN]);
    let read =
        object(&[INSTANCE_READ, ANY_FIELD, SIZED, RAW, STRING, INTEGER, FIELD_OWN, SIZED_OWN]);
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
    let mut properties = json!({});
    for key in keys.iter().copied().flatten() {
        let mut value = shape(key.shape);
        value.set("description", key.doc);
        properties.set(key.name, value);
    }
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": {"^-": {}},
        "additionalProperties": false,
    })
}

fn names_of(value: Json) -> Json {
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
            json!({"anyOf": [(byte()), {"type": "array", "items": byte(), "minItems": 1}]})
        }
        Shape::Contents => json!({"anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"anyOf": [(byte()), {"type": "string"}]}},
        ]}),
        Shape::Expr => json!({"allOf": [(expression())]}),
        Shape::Number => json!({"type": "integer", "minimum": 1}),
        Shape::Words(words) => json!({"enum": words.iter().copied().collect::<Json>()}),
        Shape::Texts => json!({"allOf": [{"$ref": "#/definitions/texts"}]}),
        Shape::Anything => json!({}),
        Shape::Keys(keys) if keys.iter().any(|k| k.name == "imports") => object(&[keys, META_OWN]),
        Shape::Keys(keys) => object(&[keys]),
        Shape::List(keys) => json!({"type": "array", "items": object(&[keys])}),
        Shape::Fields => json!({"type": "array", "items": {"$ref": "#/definitions/field"}}),
        Shape::Instances => names_of(json!({"$ref": "#/definitions/instance"})),
        Shape::Types => {
            let ty = json!({"anyOf": [{"$ref": "#/definitions/type"}, {"type": "null"}]});
            names_of(ty)
        }
        Shape::Type => json!({"anyOf": [{"type": "string"}, (object(&[SWITCH]))]}),
        Shape::Valid => json!({"anyOf": [(expression()), (object(&[VALID]))]}),
        Shape::Endian => json!({"anyOf": [{"enum": ["le", "be"]}, (object(&[SWITCH]))]}),
        Shape::Enums => {
            // A bare `true` is a boolean for editors, and a name here.
            let name = json!({"type": ["string", "boolean"], "pattern": NAME});
            let label = json!({"anyOf": [name, (object(&[LABEL]))]});
            names_of(json!({"type": "object", "additionalProperties": label}))
        }
        Shape::Parent => json!({"anyOf": [{"const": false}, {"type": "string"}]}),
    }
}

#[cfg(test)]
mod tests {
    use super::json_schema;

    #[test]
    fn every_key_is_explained() {
        let schema = serde_json::Value::from(&json_schema());
        let field = &schema["definitions"]["field"]["properties"];
        for key in ["id", "type", "size", "repeat-until", "valid", "-unit", "-checksum"] {
            assert!(field[key]["description"].is_string(), "{key}");
        }
        let sums = &field["-checksum"]["properties"];
        assert!(sums["algorithm"]["description"].is_string());
        let meta = &schema["definitions"]["type"]["properties"]["meta"]["properties"];
        assert!(meta["-frame"]["properties"]["max-size"].is_object());
        assert!(schema["definitions"]["instance"]["then"]["properties"]["value"].is_object());
    }
}
