//! PX4 ULog ("ULog File Format", PX4 guide).
//!
//! A message consists of a 2-byte size, a type letter and a body of that size. `F` messages define
//! the fields of types, `A` messages assign message IDs to topics, and `D` messages contain the
//! fields of a topic.

use super::text::{is_name, text};
use super::{LogField, MessageKind, MessageTable, Messages, NotAMessage, number};
use crate::layout::ColumnType;
use bytescope_frames::{Pattern, Start};
use std::collections::HashMap;
use std::sync::Arc;

/// Size of a message header in bytes.
const HEADER_SIZE: usize = 3;
/// Size of a message ID in bytes.
const ID_SIZE: usize = 2;
const MAGIC: &[u8] = b"ULog\x01\x12\x35";
/// Size of the file header in bytes: magic, version and timestamp.
const FILE_HEADER_SIZE: usize = 16;
const SYNC: &[u8] = &[0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, 0xbb, 0x12];
/// Maximum nesting depth of types.
const MAX_DEPTH: usize = 8;
/// Maximum number of fields of a topic.
const MAX_FIELDS: usize = 4096;
/// Maximum number of fields of all topics.
const MAX_TOTAL_FIELDS: usize = 1 << 16;
/// Maximum size of a definition in bytes.
const MAX_DEFINITION_SIZE: usize = 8192;

/// Message definitions of a log.
pub(super) struct Ulog {
    tables: Vec<MessageTable>,
    /// Size of the fields of each table in bytes, with and without trailing padding.
    sizes: Vec<(usize, usize)>,
    /// Table index and `multi_id` of each message ID.
    topics: HashMap<u16, (usize, u8)>,
    /// Names of message types by letter.
    kinds: HashMap<u8, Arc<str>>,
    /// Name of all other message types.
    other: Arc<str>,
}

/// Type letters of messages and their names. `H` is used for the file header.
const KINDS: [(u8, &str); 14] = [
    (b'H', "header"),
    (b'B', "flag_bits"),
    (b'F', "format"),
    (b'I', "information"),
    (b'M', "multi_information"),
    (b'P', "parameter"),
    (b'Q', "default_parameter"),
    (b'A', "subscription"),
    (b'R', "unsubscription"),
    (b'D', "data"),
    (b'L', "logging"),
    (b'C', "tagged_logging"),
    (b'S', "synchronization"),
    (b'O', "dropout"),
];

impl Ulog {
    /// Searches a log for definitions at every byte.
    pub(super) fn read(file: &[u8]) -> Self {
        let (mut formats, mut subscriptions) = (HashMap::new(), Vec::new());
        for (at, letter) in file.iter().enumerate().skip(2) {
            if !matches!(letter, b'F' | b'A') {
                continue;
            }
            let size = number(file, at.saturating_sub(2)).map_or(0, usize::from);
            if size > MAX_DEFINITION_SIZE {
                continue;
            }
            let body = file.get(at.saturating_add(1)..).and_then(|rest| rest.get(..size));
            let Some(body) = body else { continue };
            if *letter == b'F' {
                if let Some((name, fields)) = format(body) {
                    formats.entry(name).or_insert(fields);
                }
            } else if let (Some(multi_id), Some(msg_id), Some(name)) =
                (body.first(), number(body, 1), body.get(HEADER_SIZE..).and_then(text))
                && is_name(name)
            {
                subscriptions.push((msg_id, *multi_id, name));
            }
        }
        let mut log = Self {
            tables: Vec::new(),
            sizes: Vec::new(),
            topics: HashMap::new(),
            kinds: KINDS.map(|(letter, name)| (letter, name.into())).into(),
            other: "other".into(),
        };
        for (msg_id, multi_id, name) in subscriptions {
            if let Some(table) = log.table(name, &formats) {
                log.topics.entry(msg_id).or_insert((table, multi_id));
            }
        }
        log
    }

    /// Returns the table index of a topic, adding the table if necessary.
    fn table<'f>(&mut self, name: &'f str, formats: &Formats<'f>) -> Option<usize> {
        if let Some(known) = self.tables.iter().position(|table| &*table.name == name) {
            return Some(known);
        }
        let mut flat = FlatFields { at: HEADER_SIZE + ID_SIZE, filled: 0, fields: Vec::new() };
        flat.add(formats, name, "", 0)?;
        let others: usize = self.tables.iter().map(|table| table.fields.len()).sum();
        if others.saturating_add(flat.fields.len()) > MAX_TOTAL_FIELDS {
            return None;
        }
        let size = flat.at.saturating_sub(HEADER_SIZE + ID_SIZE);
        self.sizes.push((size, flat.filled.saturating_sub(HEADER_SIZE + ID_SIZE)));
        self.tables.push(MessageTable {
            name: name.into(),
            source: Some("multi_id"),
            fields: flat.fields,
        });
        self.tables.len().checked_sub(1)
    }

    fn topic(&self, body: &[u8]) -> Option<(usize, u8)> {
        self.topics.get(&number(body, 0)?).copied()
    }

    /// True if `size` is a valid size of the data message with this body, which may be incomplete.
    fn is_data(&self, size: usize, body: &[u8]) -> Result<bool, NotAMessage> {
        if body.len() < ID_SIZE {
            return Err(NotAMessage::Needs(HEADER_SIZE + ID_SIZE));
        }
        let Some((table, _)) = self.topic(body) else {
            return NotAMessage::rule("data message without a subscription");
        };
        let (max, min) = self.sizes.get(table).copied().unwrap_or_default();
        Ok((min..=max).contains(&size.saturating_sub(ID_SIZE)))
    }
}

impl Messages for Ulog {
    fn start(&self) -> Start {
        // All type letters have the same three high bits.
        let letter = Pattern::masked(&[0, 0, b'@'], &[0, 0, 0xe0]);
        Start::Sync(vec![Pattern::exact(MAGIC), letter])
    }

    fn max_len(&self) -> usize {
        HEADER_SIZE + usize::from(u16::MAX) + HEADER_SIZE + ID_SIZE
    }

    fn header(&self, window: &[u8]) -> Result<usize, NotAMessage> {
        if window.starts_with(MAGIC) {
            return Ok(FILE_HEADER_SIZE);
        }
        let (Some(size), Some(letter)) = (number(window, 0).map(usize::from), window.get(2)) else {
            return Err(NotAMessage::Needs(HEADER_SIZE));
        };
        let fits = match letter {
            b'B' => size == 40,
            b'F' => size > 3 && size <= MAX_DEFINITION_SIZE,
            b'I' | b'P' | b'A' => size > 3,
            b'M' | b'Q' => size > 4,
            b'D' => self.is_data(size, window.get(HEADER_SIZE..).unwrap_or_default())?,
            b'L' => size >= 9,
            b'C' => size >= 11,
            b'S' => size == SYNC.len(),
            b'O' | b'R' => size == 2,
            _ if MAGIC.starts_with(window) => return Err(NotAMessage::Needs(MAGIC.len())),
            _ => return NotAMessage::rule("unknown message type"),
        };
        if fits {
            Ok(HEADER_SIZE.saturating_add(size))
        } else {
            NotAMessage::length("invalid length for this message type")
        }
    }

    fn data_header(&self, window: &[u8]) -> Result<(), NotAMessage> {
        match window.get(2) {
            Some(b'D') => self.header(window).map(drop),
            Some(_) => NotAMessage::rule("not a data message"),
            None => Err(NotAMessage::Needs(HEADER_SIZE)),
        }
    }

    fn is_valid(&self, message: &[u8]) -> bool {
        let body = message.get(HEADER_SIZE..).unwrap_or_default();
        match message.get(2) {
            _ if message.starts_with(MAGIC) => true,
            Some(b'F') => format(body).is_some(),
            Some(b'I' | b'P') => is_setting(body),
            Some(b'M' | b'Q') => body.get(1..).is_some_and(is_setting),
            Some(b'A') => body.get(HEADER_SIZE..).and_then(text).is_some_and(is_name),
            Some(b'L') => is_logging(body, 9),
            Some(b'C') => is_logging(body, 11),
            Some(b'S') => body == SYNC,
            Some(b'R') => self.topic(body).is_some(),
            _ => true,
        }
    }

    fn kind_of(&self, message: &[u8]) -> MessageKind<'_> {
        let letter =
            if message.starts_with(MAGIC) { b'H' } else { *message.get(2).unwrap_or(&b'O') };
        let table = match letter {
            b'D' => message.get(HEADER_SIZE..).and_then(|body| self.topic(body)),
            _ => None,
        };
        let topic = table.and_then(|(table, _)| self.tables.get(table)).map(|table| &table.name);
        let kind = || self.kinds.get(&letter).unwrap_or(&self.other);
        MessageKind { name: topic.unwrap_or_else(kind), table }
    }

    fn tables(&self) -> &[MessageTable] {
        &self.tables
    }
}

/// Fields of each type, as pairs of type and name.
type Formats<'f> = HashMap<&'f str, Vec<(&'f str, &'f str)>>;

/// Parses `name:type field;type[2] field;`.
fn format(body: &[u8]) -> Option<(&str, Vec<(&str, &str)>)> {
    let (name, fields) = text(body)?.split_once(':')?;
    let fields = fields.split(';').filter(|field| !field.trim().is_empty());
    let fields: Option<Vec<_>> = fields.map(field).collect();
    fields.filter(|fields| is_name(name) && !fields.is_empty()).map(|fields| (name, fields))
}

/// Parses `type field`.
fn field(text: &str) -> Option<(&str, &str)> {
    let (kind, name) = text.trim().split_once(' ')?;
    is_name(name.trim()).then_some((kind, name.trim()))
}

/// True if a body consists of a key length, a key with type and name, and a value.
fn is_setting(body: &[u8]) -> bool {
    let Some((len, rest)) = body.split_first() else { return false };
    let key = rest.get(..usize::from(*len)).and_then(text);
    key.and_then(|key| key.split_once(' ')).is_some_and(|(_, name)| is_name(name))
}

/// True if a body consists of a level, a timestamp and UTF-8 text from offset `at`.
fn is_logging(body: &[u8], at: usize) -> bool {
    let text = body.get(at..).unwrap_or_default();
    matches!(body.first(), Some(b'0'..=b'7')) && std::str::from_utf8(text).is_ok()
}

/// Fields of a type, with the fields of nested types inlined.
struct FlatFields {
    /// Offset of the next field in a message.
    at: usize,
    /// End offset of the last field that is not padding.
    filled: usize,
    fields: Vec<LogField>,
}

impl FlatFields {
    fn add(&mut self, formats: &Formats<'_>, name: &str, prefix: &str, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        for (kind, name) in formats.get(name)? {
            let (kind, count) = match kind.strip_suffix(']').and_then(|kind| kind.split_once('[')) {
                Some((kind, count)) => (kind, Some(count.parse::<usize>().ok()?)),
                None => (*kind, None),
            };
            let path = format!("{prefix}{name}");
            match (kind, count) {
                ("char", count) => self.push(path, ColumnType::Text(count.unwrap_or(1))),
                (kind, None) => self.add_field(formats, kind, path, depth)?,
                (kind, Some(count)) => {
                    for index in 0..count.min(MAX_FIELDS) {
                        self.add_field(formats, kind, format!("{path}[{index}]"), depth)?;
                    }
                }
            }
            if self.fields.len() > MAX_FIELDS || self.at > usize::from(u16::MAX) {
                return None;
            }
        }
        Some(())
    }

    fn add_field(
        &mut self,
        formats: &Formats<'_>,
        kind: &str,
        path: String,
        depth: usize,
    ) -> Option<()> {
        let kind = match kind {
            "int8_t" => ColumnType::I8,
            "uint8_t" => ColumnType::U8,
            "int16_t" => ColumnType::I16,
            "uint16_t" => ColumnType::U16,
            "int32_t" => ColumnType::I32,
            "uint32_t" => ColumnType::U32,
            "int64_t" => ColumnType::I64,
            "uint64_t" => ColumnType::U64,
            "float" => ColumnType::F32,
            "double" => ColumnType::F64,
            "bool" => ColumnType::Bool,
            other => return self.add(formats, other, &format!("{path}."), depth.saturating_add(1)),
        };
        self.push(path, kind);
        Some(())
    }

    fn push(&mut self, name: String, kind: ColumnType) {
        let at = self.at;
        self.at = at.saturating_add(kind.size());
        if name.rsplit('.').next().is_some_and(|name| name.starts_with("_padding")) {
            return;
        }
        self.filled = self.at;
        let unit = if name == "timestamp" { "µs" } else { "" };
        self.fields.push(LogField { name, at, kind, unit: unit.to_owned(), divisor: None });
    }
}
