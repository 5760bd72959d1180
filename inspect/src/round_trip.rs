//! Checks that an encoded file contains the values of its JSON.

use crate::{Buffers, Node, Quantity, Value};
use serde_json::Value as Json;

/// Returns the path of the first value in the JSON that differs from the tree, and a description of
/// the tree's value. Only the number of records of a table is compared, because each record was
/// encoded individually.
pub(crate) fn first_difference(
    node: &Node,
    json: &Json,
    bytes: Buffers<'_>,
) -> Option<(String, String)> {
    let unless = |same: bool, found: String| (!same).then_some((String::new(), found));
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
            let mut pairs = (0_usize..).zip(items.clone().zip(json));
            let count = items.count();
            let found = Quantity::new(count as u64, "item").to_string();
            unless(count == json.len(), found).or_else(|| {
                pairs.find_map(|(index, (item, json))| {
                    below(&format!("[{index}]"), first_difference(item, json, bytes))
                })
            })
        }
        (Value::Table(rows), Json::Array(json)) => {
            let found = Quantity::new(rows.count(), "record").to_string();
            unless(rows.count() == json.len() as u64, found)
        }
        (Value::UInt(_) | Value::Int(_) | Value::Label(_), Json::Number(number)) => {
            let number = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
            unless(node.as_int() == number, node.value.to_string())
        }
        (Value::Bytes, Json::String(digits)) => {
            let found = bytes.of(node.span);
            unless(is_hex_of(found, digits), Quantity::bytes(found.len() as u64).to_string())
        }
        // The field was read as a different type than the JSON describes.
        (Value::Bytes, Json::Object(map)) if !map.contains_key("$hex") => {
            unless(false, "bytes".to_owned())
        }
        (Value::Bytes, Json::Array(_)) => unless(false, "bytes".to_owned()),
        (Value::Group, Json::Array(_)) => unless(false, "fields".to_owned()),
        (Value::Group, Json::String(_)) if !node.children.is_empty() => {
            unless(false, "fields".to_owned())
        }
        (Value::List | Value::Table(_), Json::Object(_) | Json::String(_)) => {
            unless(false, "a list".to_owned())
        }
        _ => None,
    }
}

/// Prefixes the path of a difference with the path segment of the child.
fn below(segment: &str, difference: Option<(String, String)>) -> Option<(String, String)> {
    let (path, found) = difference?;
    let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
    Some((format!("{segment}{dot}{path}"), found))
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
