//! Frames written from rows.

use super::choice::choice;
use super::{Frames, FramesError};
use crate::ir::{Ex, Program};
use crate::write::SchemaWriter;
use crate::{FrameRows, Schema};
use bytescope_frames::{FrameSchema, Verdict};
use bytescope_inspect::{BuildError, BuildErrorKind, DraftOptions, EncodeError};
use bytescope_table::ColumnKind;
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};

/// Columns before the fields of a frame. A field of the same name is numbered: `offset_2`.
const PREFIX: [&str; 4] = ["file", "offset", "protocol", "message"];

/// Writer of the frames of a schema, as they are transmitted.
///
/// ```
/// use bytescope_inspect::DraftOptions;
/// use bytescope_ksy::{FrameWriter, Schema, SchemaSearch};
/// use serde_json::json;
///
/// let text = "
/// meta: {id: reading, endian: le, -frame: {max-size: 16, stuffing: slip}}
/// seq:
///   - {id: celsius, type: s2}
///   - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: celsius, to: celsius}}
/// ";
/// let schema = Schema::parse("reading.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
/// let writer = FrameWriter::new(&schema)?;
/// let frame = writer.encode(&json!({"offset": 7, "celsius": 0xc0}), DraftOptions::default());
/// assert_eq!(frame.unwrap(), [0xdb, 0xdc, 0, 0xdb, 0xdc, 0xc0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FrameWriter<'s> {
    writer: SchemaWriter<'s>,
    frames: Frames,
    /// Columns of lists, by name.
    lists: HashSet<String>,
    /// Columns of text, by name.
    texts: HashSet<String>,
    /// Columns of text of each message type that has a table.
    texts_of: HashMap<String, HashSet<String>>,
    /// Names of the fields, by the names of their columns, where these differ.
    renamed: HashMap<String, String>,
    /// Names of fields that are also names of columns before the fields.
    shadowed: HashSet<String>,
    /// Path of the field that determines the message type.
    message: Option<String>,
}

impl<'s> FrameWriter<'s> {
    /// Creates a writer of the frames of a schema.
    ///
    /// # Errors
    /// Returns an error if the schema has no frames or their end cannot be determined.
    pub fn new(schema: &'s Schema) -> Result<Self, FramesError> {
        let frames = schema.frames()?;
        let rows = frames.rows(true);
        let (mut lists, mut texts) = (HashSet::new(), HashSet::new());
        for column in rows.tables().iter().flat_map(|table| &table.fields().fields) {
            let of_kind = match column.kind {
                ColumnKind::Json => &mut lists,
                ColumnKind::Text => &mut texts,
                _ => continue,
            };
            of_kind.insert(column.name.clone());
        }
        let of_table = |number: usize| {
            let columns = rows.tables().get(number).map(|table| &table.fields().fields);
            let texts = columns.into_iter().flatten().filter(|c| c.kind == ColumnKind::Text);
            texts.map(|column| column.name.clone()).collect()
        };
        let messages = rows.messages().into_iter();
        let texts_of = messages.map(|(name, table)| (name.to_string(), of_table(table))).collect();
        let (mut renamed, mut shadowed) = (HashMap::new(), HashSet::new());
        let top = schema.program.classes.get(schema.program.top.index());
        let fields = top.into_iter().flat_map(|top| top.fields.iter());
        for name in fields.map(|field| field.meta.name.to_string()) {
            if PREFIX.contains(&name.as_str()) {
                renamed.insert(format!("{name}_2"), name.clone());
                shadowed.insert(name);
            }
        }
        let message = message_field(&schema.program, &rows);
        let writer = SchemaWriter::new(schema);
        Ok(Self { writer, frames, lists, texts, texts_of, renamed, shadowed, message })
    }

    /// Encodes a frame, including its byte stuffing and delimiter.
    ///
    /// A row is the JSON of a frame, or an object with the columns of [`FrameRows`]: nested fields
    /// have dotted names. Columns without a value are left out. The columns `offset`, `protocol` and
    /// `file` are ignored; `message` is the message type if the row does not contain it otherwise.
    ///
    /// # Errors
    /// Returns an error if the row does not match the schema, if a value is missing that nothing
    /// determines, or if the result is not a valid frame.
    pub fn encode(&self, row: &Json, options: DraftOptions) -> Result<Vec<u8>, EncodeError> {
        let Json::Object(columns) = row else {
            return self.framed(row, options);
        };
        let json = Json::Object(self.nested(columns, false)?);
        self.framed(&json, options)
    }

    /// Encodes a frame from a row of text, such as a line of CSV: lists are JSON text, and empty
    /// values are left out if possible.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`encode`](Self::encode).
    pub fn encode_text(
        &self,
        columns: &Map<String, Json>,
        options: DraftOptions,
    ) -> Result<Vec<u8>, EncodeError> {
        let mut map = self.nested(columns, true)?;
        // Empty text and absent text are the same in a row of text. The text of the message type is
        // rather empty, other text absent.
        let message = columns.get("message").and_then(Json::as_str);
        let expected = message.and_then(|message| self.texts_of.get(message));
        let mut open: HashSet<&String> = HashSet::new();
        for (name, value) in columns.iter().filter(|(name, _)| self.texts.contains(*name)) {
            if is_empty(value) {
                open.insert(name);
                if expected.is_some_and(|expected| expected.contains(name)) {
                    insert(&mut map, name, value.clone())?;
                }
            }
        }
        loop {
            let json = Json::Object(map);
            match self.framed(&json, options) {
                Err(EncodeError::Json(error))
                    if open.iter().any(|name| is_within(name, &error.path)) =>
                {
                    map = match json {
                        Json::Object(map) => map,
                        _ => Map::new(),
                    };
                    let at: Vec<_> =
                        open.iter().filter(|name| is_within(name, &error.path)).copied().collect();
                    for name in at {
                        open.remove(name);
                        let removed = remove(&mut map, name);
                        if !removed && *name == error.path {
                            insert(&mut map, name, Json::from(""))?;
                        }
                    }
                }
                result => return result,
            }
        }
    }

    /// Encodes the JSON of a frame.
    fn framed(&self, json: &Json, options: DraftOptions) -> Result<Vec<u8>, EncodeError> {
        let mut bytes = self.writer.encode(json, options)?;
        let framing = self.frames.framing();
        if !options.keep
            && let Verdict::Reject(reason) = self.frames.parse(&bytes, true)
        {
            let message = format!("would not be found as a frame: {reason}");
            let error = BuildError::new("", message);
            return Err(error.of_kind(BuildErrorKind::ReadsDifferently).into());
        }
        if let Some(coding) = framing.stuffing {
            bytes = coding.encode(&bytes);
            bytes.push(coding.delimiter());
        }
        if bytes.len() as u64 > framing.max_size && !options.keep {
            let (max, found) = (framing.max_size, bytes.len());
            let message = format!("frame is too large: expected up to {max} bytes, found {found}");
            return Err(BuildError::new("", message).into());
        }
        Ok(bytes)
    }

    /// Returns the JSON of a frame with these columns.
    fn nested(
        &self,
        columns: &Map<String, Json>,
        is_text: bool,
    ) -> Result<Map<String, Json>, BuildError> {
        let mut map = Map::new();
        let mut message = None;
        for (name, value) in columns {
            if value.is_null() || is_text && is_empty(value) {
                continue;
            }
            let numbered = |name: &String| columns.contains_key(&format!("{name}_2"));
            let is_prefix = PREFIX.contains(&name.as_str())
                && (!self.shadowed.contains(name) || numbered(name));
            if is_prefix {
                if name == "message" {
                    message = Some(value);
                }
                continue;
            }
            let path = self.renamed.get(name).unwrap_or(name);
            match value {
                Json::String(text) if is_text && self.lists.contains(name) => {
                    let is_list = text.trim_start().starts_with('[');
                    let list = is_list.then(|| serde_json::from_str(text));
                    match list {
                        Some(Ok(list)) => insert(&mut map, path, list)?,
                        Some(Err(error)) => {
                            return Err(BuildError::new(path, format!("invalid JSON: {error}")));
                        }
                        None => insert(&mut map, path, value.clone())?,
                    }
                }
                Json::String(text) if is_text && !self.texts.contains(name) => {
                    let value = match text.as_str() {
                        "true" => Json::Bool(true),
                        "false" => Json::Bool(false),
                        _ => value.clone(),
                    };
                    insert(&mut map, path, value)?;
                }
                _ => insert(&mut map, path, value.clone())?,
            }
        }
        if let (Some(message), Some(path)) = (message, &self.message)
            && !contains(&map, path)
        {
            insert(&mut map, path, message.clone())?;
        }
        Ok(map)
    }
}

/// Returns the path of the field that contains the message type.
fn message_field(program: &Program, rows: &FrameRows) -> Option<String> {
    if !rows.has_messages() {
        return None;
    }
    let found = choice(program, program.top, &mut Vec::new()).map(|(choice, _)| choice);
    let (on, owner) = match (&program.message, &found) {
        (Some(message), _) => (message, &[][..]),
        (None, Some(choice)) => (&choice.on, choice.path.split_last()?.1),
        (None, None) => return None,
    };
    let mut class = program.classes.get(program.top.index())?;
    let mut names = Vec::new();
    for (id, slot) in owner {
        class = program.classes.get(id.index())?;
        let field = class.fields.get(slot.checked_sub(class.params)?)?;
        names.push(field.meta.name.to_string());
        class = match &field.kind {
            crate::ir::ElementKind::Object { class, .. } => program.classes.get(class.index())?,
            _ => return None,
        };
    }
    let (Ex::Slot(slot) | Ex::Lazy(slot)) = on else { return None };
    let field = match class.instance(*slot) {
        Some(instance) => &instance.field,
        None => class.fields.get(slot.checked_sub(class.params)?)?,
    };
    names.push(field.meta.name.to_string());
    Some(names.join("."))
}

fn is_empty(value: &Json) -> bool {
    value.as_str().is_some_and(str::is_empty)
}

/// Inserts a value at a dotted path.
fn insert(map: &mut Map<String, Json>, path: &str, value: Json) -> Result<(), BuildError> {
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

/// True if a path is that of a field, or of a field within it.
fn is_within(path: &str, field: &str) -> bool {
    path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Removes the value at a dotted path, and objects that become empty. Returns false if there is no
/// value.
fn remove(map: &mut Map<String, Json>, path: &str) -> bool {
    match path.split_once('.') {
        None => map.remove(path).is_some(),
        Some((name, rest)) => match map.get_mut(name) {
            Some(Json::Object(inner)) => {
                let removed = remove(inner, rest);
                if inner.is_empty() {
                    map.remove(name);
                }
                removed
            }
            _ => false,
        },
    }
}

/// True if a path exists.
fn contains(map: &Map<String, Json>, path: &str) -> bool {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    match (map.get(name), rest) {
        (Some(Json::Object(inner)), Some(rest)) => contains(inner, rest),
        (found, None) => found.is_some(),
        _ => false,
    }
}
