//! Checks that an encoded file contains what its JSON specified.

use crate::{Buffers, Node, Quantity, Value};
use serde_json::Value as Json;

/// Returns the path of the first value in the JSON that the tree does not contain, and what the
/// tree has instead. For tables only the number of rows is compared: each row was encoded
/// individually.
pub(crate) fn first_difference(
    node: &Node,
    json: &Json,
    bytes: Buffers<'_>,
) -> Option<(String, String)> {
    let is = |held: bool, found: String| (!held).then_some((String::new(), found));
    match (&node.value, json) {
        (Value::Group, Json::Object(map)) => map.iter().find_map(|(name, json)| {
            if name.starts_with('$') {
                return None;
            }
            match node.child(name) {
                Some(child) => below(name, first_difference(child, json, bytes)),
                None => Some((name.clone(), "nothing".to_owned())),
            }
        }),
        (Value::List, Json::Array(json)) => {
            let items = node.children.iter().filter(|child| !child.is_filler());
            let mut both = (0_usize..).zip(items.clone().zip(json));
            let count = items.count();
            is(count == json.len(), Quantity::new(count as u64, "item").to_string()).or_else(|| {
                both.find_map(|(index, (item, json))| {
                    below(&format!("[{index}]"), first_difference(item, json, bytes))
                })
            })
        }
        (Value::Table(rows), Json::Array(json)) => {
            is(rows.count() == json.len() as u64, Quantity::new(rows.count(), "record").to_string())
        }
        (Value::UInt(_) | Value::Int(_) | Value::Label(_), Json::Number(number)) => {
            let number = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
            is(node.as_int() == number, node.value.to_string())
        }
        (Value::Bytes, Json::String(digits)) => {
            let held = bytes.of(node.span);
            is(is_hex_of(held, digits), Quantity::bytes(held.len() as u64).to_string())
        }
        // The field was read as a different type than the JSON describes.
        (Value::Bytes, Json::Object(map)) if !map.contains_key("$hex") => {
            is(false, "bytes".to_owned())
        }
        (Value::Bytes, Json::Array(_)) => is(false, "bytes".to_owned()),
        (Value::Group, Json::Array(_)) => is(false, "fields".to_owned()),
        (Value::Group, Json::String(_)) if !node.children.is_empty() => {
            is(false, "fields".to_owned())
        }
        (Value::List | Value::Table(_), Json::Object(_) | Json::String(_)) => {
            is(false, "a list".to_owned())
        }
        _ => None,
    }
}

/// Prefixes the path of a difference with the step from the parent node.
fn below(step: &str, difference: Option<(String, String)>) -> Option<(String, String)> {
    let (path, found) = difference?;
    let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
    Some((format!("{step}{dot}{path}"), found))
}

fn is_hex_of(bytes: &[u8], digits: &str) -> bool {
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    let pairs = digits.as_bytes().chunks(2);
    pairs.len() == bytes.len()
        && pairs.zip(bytes).all(|(pair, byte)| match pair {
            [high, low] => {
                value(high).zip(value(low)).map(|(h, l)| h << 4 | l) == Some((*byte).into())
            }
            _ => false,
        })
}
