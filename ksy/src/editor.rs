//! JSON Schema of `.ksy` files, for editors that complete and check YAML.

use crate::model::keys::{
    ANY_FIELD, CRC, FIELD_OWN, FORMAT, ID, INSTANCE_READ, INSTANCE_VALUE, INTEGER, Key, KeyShape,
    LABEL, META_OWN, RAW, SIZED, SIZED_OWN, STRING, SWITCH, TYPE, TYPE_OWN, VALID,
};
use bytescope_inspect::{OrderedJson as Json, ordered_json as json};

/// Pattern of valid names.
const NAME: &str = "^[a-z][a-z0-9_]*$";

/// Returns the JSON Schema (draft 7) of `.ksy` files, including the extension keys of bytescope.
pub(crate) fn json_schema() -> Json {
    let field = object(&[ID, ANY_FIELD, SIZED, RAW, STRING, INTEGER, FIELD_OWN, SIZED_OWN]);
    let read =
        object(&[INSTANCE_READ, ANY_FIELD, SIZED, RAW, STRING, INTEGER, FIELD_OWN, SIZED_OWN]);
    let computed = object(&[INSTANCE_VALUE, FIELD_OWN]);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Kaitai Struct schema with bytescope extensions",
        "allOf": [{"$ref": "#/definitions/type"}],
        "required": ["meta"],
        "definitions": {
            "type": object(&[TYPE, TYPE_OWN]),
            "field": field,
            "instance": {"if": {"required": ["value"]}, "then": computed, "else": read},
            "expression": {"type": ["string", "integer", "number", "boolean"]},
            "texts": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
    })
}

/// Returns the schema of a mapping with these keys and any keys that start with `-`.
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

fn shape(shape: KeyShape) -> Json {
    let expression = || json!({"$ref": "#/definitions/expression"});
    let byte = || json!({"type": "integer", "minimum": 0, "maximum": 255});
    // Draft 7 ignores siblings of `$ref`, so `allOf` wraps it to keep the description.
    match shape {
        KeyShape::Text => json!({"type": ["string", "number"]}),
        KeyShape::Identifier => json!({"type": "string", "pattern": NAME}),
        KeyShape::Bool => json!({"type": "boolean"}),
        KeyShape::Byte => byte(),
        KeyShape::Bytes => {
            json!({"anyOf": [(byte()), {"type": "array", "items": byte(), "minItems": 1}]})
        }
        KeyShape::Contents => json!({"anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"anyOf": [(byte()), {"type": "string"}]}},
        ]}),
        KeyShape::Expr => json!({"allOf": [(expression())]}),
        KeyShape::Number => json!({"type": "integer", "minimum": 1}),
        KeyShape::Words(words) => json!({"enum": words.iter().copied().collect::<Json>()}),
        KeyShape::Texts => json!({"allOf": [{"$ref": "#/definitions/texts"}]}),
        KeyShape::Anything => json!({}),
        KeyShape::Keys(keys) if keys.iter().any(|k| k.name == "imports") => {
            object(&[keys, META_OWN])
        }
        KeyShape::Keys(keys) => object(&[keys]),
        KeyShape::List(keys) => json!({"type": "array", "items": object(&[keys])}),
        KeyShape::Fields => json!({"type": "array", "items": {"$ref": "#/definitions/field"}}),
        KeyShape::Instances => names_of(json!({"$ref": "#/definitions/instance"})),
        KeyShape::Types => {
            let ty = json!({"anyOf": [{"$ref": "#/definitions/type"}, {"type": "null"}]});
            names_of(ty)
        }
        KeyShape::Type => json!({"anyOf": [{"type": "string"}, (object(&[SWITCH]))]}),
        KeyShape::Format => json!({"anyOf": [{"type": "string"}, (object(&[FORMAT]))]}),
        KeyShape::Valid => json!({"anyOf": [(expression()), (object(&[VALID]))]}),
        KeyShape::Endian => json!({"anyOf": [{"enum": ["le", "be"]}, (object(&[SWITCH]))]}),
        KeyShape::Enums => {
            // An unquoted `true` is a boolean in YAML but a valid name in a `.ksy` file.
            let name = json!({"type": ["string", "boolean"], "pattern": NAME});
            let label = json!({"anyOf": [name, (object(&[LABEL]))]});
            names_of(json!({"type": "object", "additionalProperties": label}))
        }
        KeyShape::Parent => json!({"anyOf": [{"const": false}, {"type": "string"}]}),
        KeyShape::Unsigned => json!({"type": "integer", "minimum": 0}),
        KeyShape::Algorithm => json!({"anyOf": [{"type": "string"}, (object(&[CRC]))]}),
        KeyShape::Range => {
            json!({"type": "array", "items": (expression()), "minItems": 2, "maxItems": 2})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::json_schema;

    #[test]
    fn keys_have_descriptions() {
        let schema = serde_json::Value::from(&json_schema());
        let field = &schema["definitions"]["field"]["properties"];
        for key in ["id", "type", "size", "repeat-until", "valid", "-unit", "-checksum"] {
            assert!(field[key]["description"].is_string(), "{key}");
        }
        let checksum = &field["-checksum"]["properties"];
        assert!(checksum["algorithm"]["description"].is_string());
        assert!(checksum["algorithm"]["anyOf"][1]["properties"]["poly"].is_object());
        assert_eq!(checksum["range"]["maxItems"], 2);
        let meta = &schema["definitions"]["type"]["properties"]["meta"]["properties"];
        assert!(meta["-frame"]["properties"]["max-size"].is_object());
        assert!(schema["definitions"]["instance"]["then"]["properties"]["value"].is_object());
    }
}
