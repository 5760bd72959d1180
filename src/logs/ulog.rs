//! PX4 ULog ("ULog File Format", PX4 guide).
//!
//! A message consists of a 2-byte size, a type letter and a body of that size. `F` messages define
//! the fields of types, `A` messages assign message IDs to topics, and `D` messages contain the
//! fields of a topic.

use super::fields::{Fields, FieldsError, Format, TypeFormats};
use super::tables::{DefinitionHistory, MessageTables};
use super::text::{is_name, text};
use super::{
    MessageKind, MessageTable, Messages, NotAMessage, ReadDefinitions, number, read_messages,
};
use bytescope_frames::{Pattern, Start};
use std::collections::HashMap;
use std::sync::Arc;

/// Size of a message header in bytes.
pub(super) const HEADER_SIZE: usize = 3;
/// Size of a message ID in bytes.
pub(super) const ID_SIZE: usize = 2;
const MAGIC: &[u8] = b"ULog\x01\x12\x35";
/// Size of the file header in bytes: magic, version and timestamp.
const FILE_HEADER_SIZE: usize = 16;
const SYNC: &[u8] = &[0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, 0xbb, 0x12];
/// Maximum size of a definition in bytes.
const MAX_DEFINITION_SIZE: usize = 8192;
/// Maximum number of subscriptions, unsubscriptions and changes of their formats.
const MAX_CHANGES: usize = 1 << 20;

/// Message definitions of a log.
pub(super) struct Ulog {
    tables: MessageTables,
    /// Size of the fields of each table in bytes, without and with trailing padding.
    sizes: Vec<(usize, usize)>,
    /// Subscriptions of each message ID.
    topics: HashMap<u16, DefinitionHistory<Topic>>,
    /// Names of message types by letter.
    kinds: HashMap<u8, Arc<str>>,
    /// Name of all other message types.
    other: Arc<str>,
    /// True if a topic exceeds a limit.
    is_limited: bool,
}

/// Topic of a message ID.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Topic {
    /// No subscription.
    None,
    /// Table index and `multi_id`.
    Table(u16, u8),
    /// A topic whose format, or that of a nested type, is not defined.
    Undefined,
    /// A topic whose definition exceeds a limit.
    OverLimit,
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
    /// Reads the definitions in a log.
    pub(super) fn read(file: &[u8]) -> Self {
        let log = Self {
            tables: MessageTables::default(),
            sizes: Vec::new(),
            topics: HashMap::new(),
            kinds: KINDS.map(|(letter, name)| (letter, name.into())).into(),
            other: "other".into(),
            is_limited: false,
        };
        let mut reader = UlogReader {
            log,
            formats: TypeFormats::of_log(file.len()),
            resolved: HashMap::new(),
            live: HashMap::new(),
            changes: 0,
        };
        read_messages(&mut reader, file);
        reader.log
    }

    fn topic(&self, at: u64, body: &[u8]) -> Topic {
        let topics = number(body, 0).and_then(|id| self.topics.get(&id));
        topics.and_then(|topics| topics.at(at)).unwrap_or(Topic::None)
    }

    /// Returns the table index and `multi_id` of a data message.
    fn table(&self, at: u64, body: &[u8]) -> Option<(u16, u8)> {
        match self.topic(at, body) {
            Topic::Table(table, multi_id) => Some((table, multi_id)),
            Topic::None | Topic::Undefined | Topic::OverLimit => None,
        }
    }

    /// True if `size` is a valid size of the data message with this body, which may be incomplete.
    fn is_data(&self, at: u64, size: usize, body: &[u8]) -> Result<bool, NotAMessage> {
        if body.len() < ID_SIZE {
            return Err(NotAMessage::Needs(HEADER_SIZE + ID_SIZE));
        }
        let table = match self.topic(at, body) {
            Topic::Table(table, _) => table,
            Topic::None => return NotAMessage::rule("data message without a subscription"),
            Topic::Undefined => return NotAMessage::rule("the format of the topic is undefined"),
            Topic::OverLimit => return NotAMessage::rule("limit reached: too many definitions"),
        };
        let (min, max) = self.sizes.get(usize::from(table)).copied().unwrap_or_default();
        Ok((min..=max).contains(&size.saturating_sub(ID_SIZE)))
    }
}

/// Reads definitions and subscriptions.
struct UlogReader<'f> {
    log: Ulog,
    formats: TypeFormats<'f>,
    /// Tables of the topics by name, with the current formats.
    resolved: HashMap<&'f str, Topic>,
    /// Topic and `multi_id` of each message ID that is subscribed.
    live: HashMap<u16, (&'f str, u8)>,
    /// Number of changes of topics.
    changes: usize,
}

impl<'f> UlogReader<'f> {
    /// Sets the topic of a message ID from an offset on.
    fn set(&mut self, from: u64, id: u16, topic: Topic) {
        let topics = self.log.topics.entry(id).or_default();
        let topic = if self.changes < MAX_CHANGES { topic } else { Topic::OverLimit };
        self.log.is_limited |= topic == Topic::OverLimit;
        if topics.last() != Some(topic) {
            topics.push(from, topic);
            self.changes = self.changes.saturating_add(1);
        }
    }

    /// Sets the topics of all subscriptions after a change of the formats.
    fn update(&mut self, from: u64) {
        if self.changes >= MAX_CHANGES {
            return;
        }
        if !self.formats.spend(self.live.len()) {
            self.log.is_limited = true;
            self.changes = MAX_CHANGES;
        }
        let mut live: Vec<_> = self.live.iter().map(|(id, topic)| (*id, *topic)).collect();
        live.sort_unstable();
        for (id, (name, multi_id)) in live {
            let topic = self.topic(name, multi_id);
            self.set(from, id, topic);
        }
    }

    /// Returns the topic with this name.
    fn topic(&mut self, name: &'f str, multi_id: u8) -> Topic {
        let topic = match self.resolved.get(name) {
            Some(known) => *known,
            None => {
                let topic = self.resolve(name);
                self.resolved.insert(name, topic);
                topic
            }
        };
        match topic {
            Topic::Table(table, _) => Topic::Table(table, multi_id),
            other => other,
        }
    }

    fn resolve(&mut self, name: &'f str) -> Topic {
        let Fields { fields, size, filled } = match self.formats.flatten(name) {
            Ok(fields) => fields,
            Err(FieldsError::Undefined) => return Topic::Undefined,
            Err(FieldsError::OverLimit) => return Topic::OverLimit,
        };
        let table = MessageTable { name: name.into(), source: Some("multi_id"), fields };
        let Some(index) = self.log.tables.index(table) else { return Topic::OverLimit };
        let sizes = &mut self.log.sizes;
        match sizes.get_mut(usize::from(index)) {
            // Formats that differ only in trailing padding share a table.
            Some((_, max)) => *max = size.max(*max),
            None => sizes.push((filled, size)),
        }
        Topic::Table(index, 0)
    }
}

impl<'f> ReadDefinitions<'f> for UlogReader<'f> {
    type Log = Ulog;

    fn log(&self) -> &Ulog {
        &self.log
    }

    fn read(&mut self, end: u64, message: &'f [u8]) {
        let body = message.get(HEADER_SIZE..).unwrap_or_default();
        match message.get(2) {
            // Another log starts.
            _ if message.starts_with(MAGIC) => {
                self.formats.clear();
                self.resolved.clear();
                for (id, _) in std::mem::take(&mut self.live) {
                    self.set(end, id, Topic::None);
                }
            }
            Some(b'F') => {
                if let Some((name, fields)) = format(body)
                    && self.formats.define(name, fields)
                {
                    self.resolved.clear();
                    self.update(end);
                }
            }
            Some(b'A') => {
                if let (Some(multi_id), Some(id), Some(name)) =
                    (body.first(), number(body, 1), body.get(HEADER_SIZE..).and_then(text))
                {
                    self.live.insert(id, (name, *multi_id));
                    let topic = self.topic(name, *multi_id);
                    self.set(end, id, topic);
                }
            }
            Some(b'R') => {
                if let Some(id) = number(body, 0) {
                    self.live.remove(&id);
                    self.set(end, id, Topic::None);
                }
            }
            _ => {}
        }
    }

    fn next(file: &[u8], at: usize) -> usize {
        // The third byte of a message is an uppercase letter, that of a file header an `o`.
        let letters = file.get(at.saturating_add(2)..).unwrap_or_default();
        let found = letters.iter().position(|byte| matches!(byte, b'A'..=b'Z' | b'o'));
        found.map_or(file.len(), |found| at.saturating_add(found))
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

    fn header(&self, at: u64, window: &[u8]) -> Result<usize, NotAMessage> {
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
            b'D' => self.is_data(at, size, window.get(HEADER_SIZE..).unwrap_or_default())?,
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

    fn any_header(&self, window: &[u8]) -> Result<(), NotAMessage> {
        match (number(window, 0), window.get(2)) {
            (Some(size), Some(b'D')) if usize::from(size) >= ID_SIZE => Ok(()),
            _ => self.header(0, window).map(drop),
        }
    }

    fn data_header(&self, at: u64, window: &[u8]) -> Result<(), NotAMessage> {
        match window.get(2) {
            _ if window.starts_with(MAGIC) => Ok(()),
            _ if !window.is_empty() && MAGIC.starts_with(window) => {
                Err(NotAMessage::Needs(MAGIC.len()))
            }
            Some(b'D') => self.header(at, window).map(drop),
            Some(_) => NotAMessage::rule("not a data message"),
            None => Err(NotAMessage::Needs(HEADER_SIZE)),
        }
    }

    fn is_definition(&self, message: &[u8]) -> bool {
        message.starts_with(MAGIC) || matches!(message.get(2), Some(b'F' | b'A' | b'R'))
    }

    fn contains_definition(&self, message: &[u8]) -> bool {
        memchr::memmem::find(message.get(1..).unwrap_or_default(), MAGIC).is_some()
    }

    fn is_valid(&self, at: u64, message: &[u8]) -> bool {
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
            Some(b'R') => self.topic(at, body) != Topic::None,
            _ => true,
        }
    }

    fn kind_of(&self, at: u64, message: &[u8]) -> MessageKind<'_> {
        let letter =
            if message.starts_with(MAGIC) { b'H' } else { *message.get(2).unwrap_or(&b'O') };
        let table = match letter {
            b'D' => message.get(HEADER_SIZE..).and_then(|body| self.table(at, body)),
            _ => None,
        };
        let topic = table.and_then(|(table, _)| self.tables.get(table)).map(|table| &table.name);
        let kind = || self.kinds.get(&letter).unwrap_or(&self.other);
        let table = table.map(|(table, multi_id)| (table.into(), multi_id));
        MessageKind { name: topic.unwrap_or_else(kind), table }
    }

    fn tables(&self) -> &[MessageTable] {
        self.tables.as_slice()
    }

    fn is_limited(&self) -> bool {
        self.is_limited
    }
}

/// Parses `name:type field;type[2] field;`.
fn format(body: &[u8]) -> Option<(&str, Format<'_>)> {
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
