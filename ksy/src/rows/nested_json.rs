//! Values of rows, whose columns have dotted names, as nested JSON.

use bytescope_inspect::BuildError;
use serde_json::{Map, Value as Json};

/// True for empty text.
pub(crate) fn is_empty(value: &Json) -> bool {
    value.as_str().is_some_and(str::is_empty)
}

/// Inserts a value at a dotted path.
pub(crate) fn insert(
    map: &mut Map<String, Json>,
    path: &str,
    value: Json,
) -> Result<(), BuildError> {
    let mut map = map;
    let mut rest = path;
    while let Some((name, inner)) = rest.split_once('.') {
        let object = map.entry(name).or_insert_with(|| Json::Object(Map::new()));
        let Json::Object(object) = object else {
            let message = "conflicts with the column of a field that contains it";
            return Err(BuildError::new(path, message));
        };
        (map, rest) = (object, inner);
    }
    match map.insert(rest.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err(BuildError::new(path, "is given twice")),
    }
}
