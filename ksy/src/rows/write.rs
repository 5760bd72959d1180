//! Rows as the items of a list: the inverse of reading rows.

use super::nested_json::{insert, is_empty};
use super::target::{self, RowsError};
use crate::Schema;
use crate::flat::encode::{ItemEncoder, ItemSeed};
use crate::ir::{ElementKind, FieldDef, Repeat};
use crate::write::{EncodedItems, SchemaWriter};
use bytescope_inspect::{BuildError, DraftOptions, EncodeError};
use bytescope_table::{ColumnKind, TableSchema};
use serde::de::DeserializeSeed;
use serde_json::{Map, Value as Json};

/// Writer of a file whose list has one item per row.
///
/// ```
/// use bytescope_inspect::DraftOptions;
/// use bytescope_ksy::{RowsWriter, Schema, SchemaSearch};
/// use serde_json::json;
///
/// let text = "
/// meta: {id: log, endian: le}
/// seq:
///   - {id: count, type: u1}
///   - {id: entries, type: entry, repeat: expr, repeat-expr: count}
/// types:
///   entry: {seq: [{id: x, type: u2}, {id: y, type: s1}]}
/// ";
/// let schema = Schema::parse("log.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
/// let mut writer = RowsWriter::new(&schema, None, DraftOptions::default()).unwrap();
/// for row in [json!({"x": 1, "y": -1}), json!({"x": 2, "y": -2})] {
///     let written = writer.push(row.as_object().unwrap(), false).unwrap();
///     assert!(written.is_empty());
/// }
/// assert_eq!(writer.finish().unwrap(), b"\x02\x01\x00\xff\x02\x00\xfe");
/// # Ok::<(), bytescope_ksy::Report>(())
/// ```
#[derive(Debug)]
pub struct RowsWriter<'s> {
    writer: SchemaWriter<'s>,
    options: DraftOptions,
    /// Path of the list.
    path: String,
    field: &'s FieldDef,
    columns: TableSchema,
    /// Encoder of items of known extent.
    encoder: Option<ItemEncoder>,
    flags: Vec<bool>,
    /// True if the file consists of nothing but items, so that each can be written at once.
    streams: bool,
    /// Encoded items that have not been written.
    encoded: Vec<u8>,
    /// Items that the machine writes, if their extent varies.
    items: Vec<Json>,
}

/// Columns of rows that are not fields.
const OUTSIDE: [&str; 2] = ["file", "offset"];

impl<'s> RowsWriter<'s> {
    /// Creates a writer for the list at the path `each`, or for the only top-level list.
    ///
    /// # Errors
    /// Returns an error if the path does not lead to a list, or if `each` is `None` and there is not
    /// exactly one top-level list.
    pub fn new(
        schema: &'s Schema,
        each: Option<&str>,
        options: DraftOptions,
    ) -> Result<Self, RowsError> {
        let found = target::find(&schema.program, each)?;
        let (columns, _) = super::columns::of(&schema.program, found.field, false);
        let can_stream = matches!(found.field.repeat, Repeat::ToEnd);
        let encoder = ItemEncoder::of_list(&schema.program, found.field);
        let top = schema.program.classes.get(schema.program.top.index());
        let is_whole = top.is_some_and(|top| top.fields.len() == 1 && top.instances.is_empty());
        Ok(Self {
            writer: SchemaWriter::new(schema),
            options,
            streams: can_stream && is_whole && found.class == schema.program.top,
            path: found.path,
            field: found.field,
            columns,
            encoder: encoder.filter(|_| options == DraftOptions::default()),
            flags: Vec::new(),
            encoded: Vec::new(),
            items: Vec::new(),
        })
    }

    /// Adds an item and returns the bytes that can be written already. With `is_text`, all values of
    /// the row are text, as in CSV.
    ///
    /// # Errors
    /// Returns an error if the row does not match the items of the list.
    pub fn push(&mut self, row: &Map<String, Json>, is_text: bool) -> Result<Vec<u8>, EncodeError> {
        let item = self.item(row, is_text)?;
        let Some(encoder) = &self.encoder else {
            self.items.push(item);
            return Ok(Vec::new());
        };
        let start = self.encoded.len();
        self.encoded.resize(start.saturating_add(encoder.size()), 0);
        let bytes = self.encoded.get_mut(start..).unwrap_or_default();
        let seed = ItemSeed { encoder, bytes, flags: &mut self.flags };
        if seed.deserialize(&item).is_err() {
            // The machine computes omitted constants, or has a message.
            let list = self.document(Json::Array(vec![item]))?;
            let written = self.writer.list_bytes(&list, &self.path).map_err(|e| self.in_row(e))?;
            self.encoded.truncate(start);
            self.encoded.extend(written);
        }
        Ok(if self.streams { std::mem::take(&mut self.encoded) } else { Vec::new() })
    }

    /// Returns the rest of the file: fields around the list, which the items determine, and all items
    /// that have not been written.
    ///
    /// # Errors
    /// Returns an error if a field outside the list is missing and nothing determines it, or if the
    /// file would be read differently.
    pub fn finish(mut self) -> Result<Vec<u8>, EncodeError> {
        let items = std::mem::take(&mut self.items);
        let Some(encoder) = &self.encoder else {
            return self.writer.encode(&self.document(Json::Array(items))?, self.options);
        };
        if self.streams {
            return Ok(self.encoded);
        }
        let json = self.document(Json::Array(Vec::new()))?;
        let bytes = std::mem::take(&mut self.encoded);
        let items = EncodedItems { bytes, stride: encoder.size() };
        self.writer.encode_with(&json, [(self.path, items)].into())
    }

    /// Returns the JSON of an item with these columns.
    fn item(&self, row: &Map<String, Json>, is_text: bool) -> Result<Json, BuildError> {
        let mut map = Map::new();
        for (name, value) in row {
            let kind = self.columns.fields.iter().find(|field| field.name == *name);
            let kind = kind.map(|field| field.kind);
            let is_outside = kind.is_none() && OUTSIDE.contains(&name.as_str());
            let is_absent =
                value.is_null() || is_text && is_empty(value) && kind != Some(ColumnKind::Text);
            if is_outside || is_absent {
                continue;
            }
            let value = match (value, kind) {
                (Json::String(text), Some(kind)) if is_text => typed(text, kind),
                _ => value.clone(),
            };
            insert(&mut map, name, value)?;
        }
        Ok(match &self.field.kind {
            ElementKind::Object { .. } | ElementKind::Switch(_) => Json::Object(map),
            // The only column of a list of values.
            _ => map.into_iter().next().map_or(Json::Null, |(_, value)| value),
        })
    }

    /// Returns the JSON of a file with this list.
    fn document(&self, list: Json) -> Result<Json, BuildError> {
        let mut map = Map::new();
        insert(&mut map, &self.path, list)?;
        Ok(Json::Object(map))
    }

    /// Removes the path of the item, which is that of the row.
    fn in_row(&self, error: EncodeError) -> EncodeError {
        let item = format!("{}[0]", self.path);
        let inside = |path: &str| {
            path.strip_prefix(&item).map(|rest| rest.trim_start_matches('.').to_owned())
        };
        match error {
            EncodeError::Json(error) => {
                let path = inside(&error.path).unwrap_or(error.path);
                BuildError::new(path, error.message).of_kind(error.kind).into()
            }
            EncodeError::Fault { path, fault } => {
                EncodeError::Fault { path: inside(&path).unwrap_or(path), fault }
            }
            error => error,
        }
    }
}

/// Returns text as JSON of the type of its column. Text that is not of this type is unchanged: it may
/// be the name of a value.
fn typed(text: &str, kind: ColumnKind) -> Json {
    let parsed: Option<Json> = match kind {
        ColumnKind::Text | ColumnKind::Bytes => None,
        _ => serde_json::from_str(text).ok(),
    };
    parsed.filter(|json| !json.is_null()).unwrap_or_else(|| Json::from(text))
}
