//! Whether a file holds what JSON asked for.

use crate::{Bytes, Node, Value};
use serde_json::Value as Json;

/// The path of the first thing that JSON asks for and the tree does not have, and what the tree
/// has there. Rows of tables are only counted: each was made by itself.
pub(crate) fn first_difference(
    node: &Node,
    asked: &Json,
    bytes: Bytes<'_>,
) -> Option<(String, String)> {
    let is = |held: bool, found: String| (!held).then_some((String::new(), found));
    match (&node.value, asked) {
        (Value::Group, Json::Object(map)) => map.iter().find_map(|(name, asked)| {
            if name.starts_with('$') {
                return None;
            }
            match node.child(name) {
                Some(child) => below(name, first_difference(child, asked, bytes)),
                None => Some((name.clone(), "nothing".to_owned())),
            }
        }),
        (Value::List, Json::Array(asked)) => {
            let items = node.children.iter().filter(|child| !child.is_filler());
            let mut both = (0_usize..).zip(items.clone().zip(asked));
            let count = items.count();
            is(count == asked.len(), format!("{count} items")).or_else(|| {
                both.find_map(|(index, (item, asked))| {
                    below(&format!("[{index}]"), first_difference(item, asked, bytes))
                })
            })
        }
        (Value::Table(rows), Json::Array(asked)) => {
            is(rows.count() == asked.len() as u64, format!("{} records", rows.count()))
        }
        (Value::UInt(_) | Value::Int(_) | Value::Label(_), Json::Number(number)) => {
            let number = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
            is(node.as_int() == number, node.value.to_string())
        }
        (Value::Bytes, Json::String(digits)) => {
            let held = bytes.of(node.span);
            is(is_hex_of(held, digits), format!("{} bytes", held.len()))
        }
        // What stands there has other parts than were given, because its type is another.
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

/// The same with its path from a node above.
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
