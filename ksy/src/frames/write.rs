//! Frames written from rows.

use super::choice::choice;
use super::{Frames, FramesError};
use crate::expr::BinaryOp;
use crate::ir::{ElementKind, Ex, FieldDef, FieldOrigin, Method, Program, Repeat};
use crate::rows::nested_json::{insert, is_empty};
use crate::value::Val;
use crate::write::SchemaWriter;
use crate::{FlatFrames, FrameRows, Schema};
use bytescope_frames::{FrameSchema, Verdict};
use bytescope_inspect::{
    BuildError, BuildErrorKind, DraftOptions, EncodeError, parse_f32, parse_f64,
};
use bytescope_table::{Batch, Cell, ColumnKind};
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};

/// Columns before the fields of a frame. A field of the same name is numbered: `offset_2`.
const PREFIX: [&str; 5] = ["file", "offset", "protocol", "message", FRAME];
/// Column with the bytes of a frame.
const FRAME: &str = "frame";

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
    rows: FrameRows,
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
    /// Values of fields that are left out: structures of constants only, such as a line end.
    constants: Map<String, Json>,
    /// Message type that consists of two fields.
    composed: Option<ComposedMessage>,
}

impl<'s> FrameWriter<'s> {
    /// Creates a writer of the frames of a schema.
    ///
    /// # Errors
    /// Returns an error if the schema has no frames or their end cannot be determined.
    pub fn new(schema: &'s Schema) -> Result<Self, FramesError> {
        let frames = schema.frames()?;
        let rows = frames.rows(false);
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
        let constants = constants(&schema.program);
        let composed = ComposedMessage::of(&schema.program, &rows);
        let writer = SchemaWriter::new(schema);
        Ok(Self {
            writer,
            frames,
            rows,
            lists,
            texts,
            texts_of,
            renamed,
            shadowed,
            message,
            constants,
            composed,
        })
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
        bytes = self.stuffed(bytes);
        if bytes.len() as u64 > framing.max_size && !options.keep {
            let (max, found) = (framing.max_size, bytes.len());
            let message = format!("frame is too large: expected up to {max} bytes, found {found}");
            return Err(BuildError::new("", message).into());
        }
        Ok(bytes)
    }

    /// True if a column is not that of a field.
    fn is_prefix(&self, name: &str, columns: &Map<String, Json>) -> bool {
        let numbered = || columns.contains_key(&format!("{name}_2"));
        PREFIX.contains(&name) && (!self.shadowed.contains(name) || numbered())
    }

    /// Returns the bytes of the frame that a row contains in its column `frame`, without byte
    /// stuffing; `None` if it has no such column.
    ///
    /// # Errors
    /// Returns an error if the column is not a valid frame.
    pub fn original(&self, columns: &Map<String, Json>) -> Result<Option<Vec<u8>>, EncodeError> {
        let Some(found) = columns.get(FRAME).filter(|_| self.is_prefix(FRAME, columns)) else {
            return Ok(None);
        };
        if found.is_null() || is_empty(found) {
            return Ok(None);
        }
        let bytes = found.as_str().and_then(|hex| hex::decode(hex).ok());
        let Some(bytes) = bytes else {
            return Err(BuildError::new(FRAME, "expected bytes as hexadecimal digits").into());
        };
        let bytes = self.rows.decoded(&bytes).into_owned();
        match self.frames.parse(&bytes, true) {
            Verdict::Valid { len, .. } if len == bytes.len() => Ok(Some(bytes)),
            Verdict::Reject(reason) => {
                Err(BuildError::new(FRAME, format!("is not a valid frame: {reason}")).into())
            }
            _ => Err(BuildError::new(FRAME, "is not exactly one frame").into()),
        }
    }

    /// Returns the bytes of a row's column `frame` as they are.
    pub fn transmitted(columns: &Map<String, Json>) -> Vec<u8> {
        let hex = columns.get(FRAME).and_then(Json::as_str).unwrap_or_default();
        hex::decode(hex).unwrap_or_default()
    }

    /// Returns the paths and values of the fields whose columns differ from those of a frame,
    /// without byte stuffing. Columns without a value have not changed.
    ///
    /// # Errors
    /// Returns an error if a column is not one of the frame, or the number of items of a list
    /// differs.
    pub fn changes(
        &self,
        frame: &[u8],
        columns: &Map<String, Json>,
    ) -> Result<Vec<(String, String)>, EncodeError> {
        let mut waiting: Vec<FlatFrames> = Vec::new();
        waiting.resize_with(self.rows.tables().len(), FlatFrames::default);
        let tables = self.rows.tables().iter();
        let mut batches: Vec<Batch> = tables.map(|table| Batch::new(table.columns())).collect();
        let coded = self.stuffed(frame.to_vec());
        let (number, _) = self.rows.add(0, &coded, &mut waiting, &mut batches);
        self.rows.finish(&mut waiting, &mut batches);
        let number = number.unwrap_or(0);
        let (Some(table), Some(batch)) = (self.rows.tables().get(number), batches.get(number))
        else {
            return Ok(Vec::new());
        };
        let mut changes = Vec::new();
        for (name, value) in columns {
            if self.is_prefix(name, columns) || value.is_null() || is_empty(value) {
                continue;
            }
            let path = self.renamed.get(name).unwrap_or(name);
            let Some(column) = table.columns().position(path) else {
                return Err(BuildError::new(name, "is not a column of this frame").into());
            };
            difference(path, &batch.cell(column, 0), value, &mut changes)?;
        }
        Ok(changes)
    }

    /// Adds the byte stuffing of the schema to a frame.
    pub fn stuffed(&self, bytes: Vec<u8>) -> Vec<u8> {
        let Some(coding) = self.frames.framing().stuffing else { return bytes };
        let mut coded = coding.encode(&bytes);
        coded.push(coding.delimiter());
        coded
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
            if self.is_prefix(name, columns) {
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
        for (name, value) in &self.constants {
            map.entry(name).or_insert_with(|| value.clone());
        }
        if let (Some(message), Some(composed)) = (message, &self.composed) {
            composed.add(message, &mut map);
        } else if let (Some(message), Some(path)) = (message, &self.message)
            && !contains(&map, path)
        {
            insert(&mut map, path, message.clone())?;
        }
        Ok(map)
    }
}

/// Adds the differences between a cell and a value of a row.
fn difference(
    path: &str,
    cell: &Cell<'_>,
    given: &Json,
    changes: &mut Vec<(String, String)>,
) -> Result<(), BuildError> {
    let text = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
    let is_same = match cell {
        Cell::Int(n) => text.parse() == Ok(*n) || text.parse() == Ok(*n as f64),
        Cell::F32(n) => parse_f32(&text).is_some_and(|given| given == *n || n.is_nan()),
        Cell::F64(n) => parse_f64(&text).is_some_and(|given| given == *n || n.is_nan()),
        Cell::Json(was) => {
            let invalid = |error| BuildError::new(path, format!("invalid JSON: {error}"));
            let was: Json = serde_json::from_str(was).map_err(invalid)?;
            let now = match given {
                Json::String(text) => serde_json::from_str(text).map_err(invalid)?,
                given => given.clone(),
            };
            return list_difference(path, &was, &now, changes);
        }
        cell => cell.to_text() == text,
    };
    if !is_same {
        changes.push((path.to_owned(), text));
    }
    Ok(())
}

/// Adds the differences between the values of a list.
fn list_difference(
    path: &str,
    was: &Json,
    now: &Json,
    changes: &mut Vec<(String, String)>,
) -> Result<(), BuildError> {
    match (was, now) {
        (Json::Array(was), Json::Array(now)) if was.len() == now.len() => {
            let mut pairs = was.iter().zip(now).enumerate();
            pairs.try_for_each(|(index, (was, now))| {
                list_difference(&format!("{path}[{index}]"), was, now, changes)
            })
        }
        (Json::Array(was), Json::Array(now)) => {
            let message = format!(
                "number of items differs from that in the column `frame`: expected {}, found {} \
                 (omit the column `frame`, lengths and checksums)",
                was.len(),
                now.len()
            );
            Err(BuildError::new(path, message))
        }
        (Json::Object(was), Json::Object(now)) => now.iter().try_for_each(|(name, now)| {
            let was = was.get(name).unwrap_or(&Json::Null);
            list_difference(&format!("{path}.{name}"), was, now, changes)
        }),
        (was, now) if was == now || now.is_null() => Ok(()),
        (was, now) => {
            let text = now.as_str().map_or_else(|| now.to_string(), str::to_owned);
            if was.as_f64().is_none() || was.as_f64() != now.as_f64() {
                changes.push((path.to_owned(), text));
            }
            Ok(())
        }
    }
}

/// Returns the values of the structures of a frame that have only constants: rows have no columns
/// for them, so their conditions cannot be determined.
fn constants(program: &Program) -> Map<String, Json> {
    let top = program.classes.get(program.top.index());
    let fields = top.into_iter().flat_map(|top| &top.fields);
    let objects = fields.filter_map(|field| match &field.kind {
        ElementKind::Object { class, .. } if field.condition.is_none() => {
            let class = program.classes.get(class.index())?;
            let constant = |field: &FieldDef| match (&field.kind, &field.repeat) {
                (ElementKind::Contents(bytes), Repeat::Once) => {
                    Some((field.meta.name.to_string(), Json::from(hex::encode(bytes))))
                }
                _ => None,
            };
            let values: Map<_, _> = class.fields.iter().map(constant).collect::<Option<_>>()?;
            Some((field.meta.name.to_string(), Json::Object(values)))
        }
        _ => None,
    });
    objects.collect()
}

/// A message type whose number consists of the numbers of two fields: `class << 8 | id`.
#[derive(Debug)]
struct ComposedMessage {
    /// Name of the field of the high bits.
    high: String,
    /// Name of the field of the low bits.
    low: String,
    shift: u32,
    /// Numbers of the message types, by name.
    numbers: HashMap<String, u64>,
}

impl ComposedMessage {
    fn of(program: &Program, rows: &FrameRows) -> Option<Self> {
        let on = rows.on().filter(|_| rows.is_chosen_by_top())?;
        let top = program.classes.get(program.top.index())?;
        let Ex::Lazy(slot) = on else { return None };
        let FieldOrigin::Value { value, enumeration, .. } = &top.instance(*slot)?.from else {
            return None;
        };
        let Ex::Binary(BinaryOp::BitOr, high, low) = value else { return None };
        let Ex::Binary(BinaryOp::Shl, high, shift) = &**high else { return None };
        let Ex::Val(Val::Int(shift)) = **shift else { return None };
        let name = |mut ex: &Ex| {
            while let Ex::Call(Method::ToInt | Method::AsInt, of, _) = ex {
                ex = of;
            }
            let Ex::Slot(slot) = ex else { return None };
            Some(top.fields.get(slot.checked_sub(top.params)?)?.meta.name.to_string())
        };
        let labels = enumeration.and_then(|id| program.enums.get(id.index()));
        let labels = labels.into_iter().flat_map(|all| &all.labels);
        let number = |(raw, (name, _)): (&i128, &(std::sync::Arc<str>, _))| {
            Some((name.to_string(), u64::try_from(*raw).ok()?))
        };
        Some(Self {
            high: name(high)?,
            low: name(low)?,
            shift: u32::try_from(shift).ok().filter(|shift| *shift < 32)?,
            numbers: labels.filter_map(number).collect(),
        })
    }

    /// Adds the fields that a message type consists of, unless they are given.
    fn add(&self, message: &Json, map: &mut Map<String, Json>) {
        let Some(text) = message.as_str() else { return };
        let number = self.numbers.get(text).copied();
        let hex = || u64::from_str_radix(text.strip_prefix("0x")?, 16).ok();
        let Some(number) = number.or_else(|| text.parse().ok()).or_else(hex) else { return };
        let low = number & 1_u64.wrapping_shl(self.shift).saturating_sub(1);
        map.entry(&self.high).or_insert_with(|| number.wrapping_shr(self.shift).into());
        map.entry(&self.low).or_insert_with(|| low.into());
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
            ElementKind::Object { class, .. } => program.classes.get(class.index())?,
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
