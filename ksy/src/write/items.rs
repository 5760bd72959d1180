//! Lists of items of known extent, encoded while the JSON text is parsed.
//!
//! A list with a million items would take much memory as JSON values, and each item would be an object
//! of the machine. Instead, the items become bytes at once, and the machine writes the list as a
//! whole. Everything else of the document remains JSON.

use crate::flat::encode::{ItemEncoder, ItemSeed};
use crate::ir::{ElementKind, FieldDef, Program, Repeat};
use crate::model::TypeId;
use bytescope_inspect::UniqueJson;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::fmt;

/// Items of a list, encoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct EncodedItems {
    pub(crate) bytes: Vec<u8>,
    /// Size of an item in bytes.
    pub(crate) stride: usize,
}

impl EncodedItems {
    pub(crate) fn count(&self) -> u64 {
        self.bytes.len().checked_div(self.stride).unwrap_or(0) as u64
    }
}

/// Encoded lists by path. In the JSON, they are empty.
pub(crate) type EncodedLists = HashMap<String, EncodedItems>;

/// Parses the JSON of a file. Lists of items of known extent are encoded; `None` if the text is not
/// valid, or if these lists have items that the machine must write.
pub(super) fn parse(program: &Program, text: &[u8]) -> Option<(Json, EncodedLists)> {
    let mut lists = EncodedLists::new();
    let mut from = serde_json::Deserializer::from_slice(text);
    let seed = ObjectSeed { program, class: program.top, path: "", lists: &mut lists };
    let json = seed.deserialize(&mut from).ok()?;
    from.end().ok()?;
    (!lists.is_empty()).then_some((json, lists))
}

/// The JSON of an object.
struct ObjectSeed<'p> {
    program: &'p Program,
    class: TypeId,
    path: &'p str,
    lists: &'p mut EncodedLists,
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let Self { program, class, path, lists } = self;
        let class = program.classes.get(class.index());
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            // Bytes by offset, and JSON of invalid files, need the whole document.
            if map.contains_key(&name) || name.starts_with('$') {
                return Err(A::Error::custom("not plain values"));
            }
            let field = class.and_then(|class| {
                let mut all = class.fields.iter();
                all.find(|field| *field.meta.name == *name)
            });
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let json = match field.map(|field| (&field.repeat, &field.kind, field)) {
                Some((Repeat::Once, ElementKind::Object { class, .. }, _)) => {
                    let seed = ObjectSeed { program, class: *class, path: &path, lists };
                    fields.next_value_seed(seed)?
                }
                Some((Repeat::Times(_) | Repeat::ToEnd, _, field))
                    if let Some(encoder) = encoder(program, field) =>
                {
                    let items = fields.next_value_seed(ListSeed(&encoder))?;
                    lists.insert(path, items);
                    Json::Array(Vec::new())
                }
                _ => fields.next_value::<UniqueJson>()?.0,
            };
            map.insert(name, json);
        }
        Ok(Json::Object(map))
    }
}

/// Returns the encoder of the items of a list, if the machine may treat them as a table.
fn encoder(program: &Program, field: &FieldDef) -> Option<ItemEncoder> {
    if field.kind.can_be_row() { ItemEncoder::of_list(program, field) } else { None }
}

/// The items of a list.
struct ListSeed<'e>(&'e ItemEncoder);

impl<'de> DeserializeSeed<'de> for ListSeed<'_> {
    type Value = EncodedItems;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<EncodedItems, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ListSeed<'_> {
    type Value = EncodedItems;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<EncodedItems, A::Error> {
        let encoder = self.0;
        let stride = encoder.size();
        let (mut bytes, mut flags) = (Vec::new(), Vec::new());
        loop {
            let start = bytes.len();
            bytes.resize(start.saturating_add(stride), 0);
            let item = bytes.get_mut(start..).unwrap_or_default();
            let seed = ItemSeed { encoder, bytes: item, flags: &mut flags };
            if list.next_element_seed(seed)?.is_none() {
                bytes.truncate(start);
                return Ok(EncodedItems { bytes, stride });
            }
        }
    }
}
