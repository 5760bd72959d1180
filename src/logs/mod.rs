//! Self-describing logs, which contain the definitions of their messages.

mod dataflash;
mod fields;
mod tables;
mod text;
mod ulog;
mod units;

use crate::layout::{ByteOrder, Column, ColumnType, LayoutError, RecordLayout};
use crate::names::UniqueNames;
use bytescope_frames::{FrameSchema, Proof, Reason, RejectKind, Start, Verdict};
use std::fmt;
use std::sync::Arc;

/// The message definitions of a log.
///
/// A definition holds from its end to the definition that replaces it. Damage affects only the
/// damaged messages: a message is recognized by its header, its defined length and the header of
/// the next message.
#[derive(Clone)]
pub struct Log {
    name: &'static str,
    messages: Arc<dyn Messages>,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A self-describing log format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogFormat {
    /// PX4 ULog.
    Ulog,
    /// ArduPilot dataflash log.
    Dataflash,
}

impl LogFormat {
    /// All formats.
    pub const ALL: &'static [Self] = &[Self::Ulog, Self::Dataflash];

    /// Returns the name of the format and of its built-in schema.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ulog => "ulog",
            Self::Dataflash => "dataflash",
        }
    }

    /// Returns the log format with a built-in schema of this name.
    pub(crate) fn of_schema(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Reads the definitions in a log.
    pub fn read(self, file: &[u8]) -> Log {
        let messages: Arc<dyn Messages> = match self {
            Self::Ulog => Arc::new(ulog::Ulog::read(file)),
            Self::Dataflash => Arc::new(dataflash::Dataflash::read(file)),
        };
        Log { name: self.name(), messages }
    }
}

/// Recognition of the messages of a log. `at` is the offset of the first byte in the log.
trait Messages: Send + Sync {
    /// Returns the patterns at the start of a message.
    fn start(&self) -> Start;
    /// Returns the maximum size in bytes of a message and the header of the next message.
    fn max_len(&self) -> usize;
    /// Returns the size of the message at the start of `window`; its body may be incomplete.
    fn header(&self, at: u64, window: &[u8]) -> Result<usize, NotAMessage>;
    /// Succeeds if `window` starts with a header, whether its type is defined or not.
    fn any_header(&self, window: &[u8]) -> Result<(), NotAMessage>;
    /// Succeeds if `window` starts with the header of a log, or of a message that has a table.
    fn data_header(&self, at: u64, window: &[u8]) -> Result<(), NotAMessage>;
    /// True if a message changes the definitions of the messages after it.
    fn is_definition(&self, message: &[u8]) -> bool;
    /// True if the header of another log, or a definition, is inside a message. A truncated message
    /// extends into the data after it.
    fn contains_definition(&self, message: &[u8]) -> bool;
    /// True if the body of a message is valid.
    fn is_valid(&self, at: u64, message: &[u8]) -> bool;
    /// Returns the type of a message.
    fn kind_of(&self, at: u64, message: &[u8]) -> MessageKind<'_>;
    /// Returns the tables of the messages.
    fn tables(&self) -> &[MessageTable];
    /// True if messages are rejected because their definitions exceed a limit.
    fn is_limited(&self) -> bool;
}

/// Reader of the definitions in a log.
trait ReadDefinitions<'f> {
    /// Type of the log.
    type Log: Messages;
    /// Returns the log with the definitions read so far.
    fn log(&self) -> &Self::Log;
    /// Reads a message; `end` is the offset past its last byte. Definitions hold from there on.
    fn read(&mut self, end: u64, message: &'f [u8]);
    /// Returns the first index from `at` on at which a message may start.
    fn next(file: &[u8], at: usize) -> usize;
}

/// Reads the messages of a log in order. The scanner recognizes the same messages, because the
/// definitions at an offset depend only on the messages before it.
fn read_messages<'f>(reader: &mut impl ReadDefinitions<'f>, file: &'f [u8]) {
    fn next<'f, R: ReadDefinitions<'f>>(_: &R, file: &[u8], at: usize) -> usize {
        R::next(file, at)
    }
    let max_len = reader.log().max_len();
    let mut at = next(reader, file, 0);
    while let Some(rest) = file.get(at..).filter(|rest| !rest.is_empty()) {
        let window = rest.get(..max_len).unwrap_or(rest);
        let verdict = recognize(reader.log(), at as u64, window, window.len() == rest.len());
        at = match verdict {
            Verdict::Valid { len, .. } => {
                let end = at.saturating_add(len.max(1));
                reader.read(end as u64, window.get(..len).unwrap_or_default());
                end
            }
            Verdict::Reject(_) | Verdict::NeedMore(_) => at.saturating_add(1),
        };
        at = next(reader, file, at);
    }
}

/// Reason why no message is recognized at the start of a window.
enum NotAMessage {
    /// The window is too short; this is the required size in bytes.
    Needs(usize),
    /// The window does not start with a message.
    Rejected(RejectKind, String),
}

impl NotAMessage {
    fn rule<T>(text: impl Into<String>) -> Result<T, Self> {
        Err(Self::Rejected(RejectKind::Rule, text.into()))
    }

    fn length<T>(text: impl Into<String>) -> Result<T, Self> {
        Err(Self::Rejected(RejectKind::Length, text.into()))
    }
}

/// Type of a message.
#[derive(Clone, Copy, Debug)]
pub struct MessageKind<'l> {
    /// Name of the type.
    pub name: &'l Arc<str>,
    /// Index of the table, and index of the source if several sources send this type.
    pub table: Option<(usize, u8)>,
}

/// A message type with known fields.
#[derive(Debug)]
pub struct MessageTable {
    /// Name of the message type.
    pub name: Arc<str>,
    /// Name of the column that contains the index of the source.
    pub source: Option<&'static str>,
    fields: Vec<LogField>,
}

/// A field of a message.
#[derive(Clone, Debug, PartialEq)]
struct LogField {
    name: String,
    /// Offset in the message in bytes.
    at: usize,
    kind: ColumnType,
    unit: String,
    /// Divisor of the stored number.
    divisor: Option<f64>,
}

impl Log {
    /// True if messages are rejected because their definitions exceed a limit.
    pub fn is_limited(&self) -> bool {
        self.messages.is_limited()
    }

    /// Returns the tables of the messages.
    pub fn tables(&self) -> &[MessageTable] {
        self.messages.tables()
    }

    /// Returns the type of a message, given its offset in the log.
    pub fn kind_of(&self, offset: u64, message: &[u8]) -> MessageKind<'_> {
        self.messages.kind_of(offset, message)
    }
}

impl FrameSchema for Log {
    fn name(&self) -> &str {
        self.name
    }

    fn start(&self) -> Start {
        self.messages.start()
    }

    fn max_len(&self) -> usize {
        self.messages.max_len()
    }

    fn is_checked(&self) -> bool {
        false
    }

    fn parse(&self, window: &[u8], end_of_input: bool) -> Verdict {
        self.parse_at(0, window, end_of_input)
    }

    fn parse_at(&self, offset: u64, window: &[u8], end_of_input: bool) -> Verdict {
        recognize(&*self.messages, offset, window, end_of_input)
    }
}

/// Recognizes a message at the start of a window.
fn recognize(
    messages: &(impl Messages + ?Sized),
    at: u64,
    window: &[u8],
    end_of_input: bool,
) -> Verdict {
    let rejected = |kind, text| Verdict::Reject(Reason::new(kind).with(text));
    let len = match messages.header(at, window) {
        Ok(len) => len,
        Err(NotAMessage::Needs(len)) => return Verdict::NeedMore(len),
        Err(NotAMessage::Rejected(kind, text)) => return rejected(kind, text),
    };
    let Some((message, rest)) = window.split_at_checked(len) else {
        return Verdict::NeedMore(len);
    };
    if !messages.is_valid(at, message) {
        return rejected(RejectKind::Rule, "invalid message body".to_owned());
    }
    let overlaps = || rejected(RejectKind::Overlap, "overlaps another message".to_owned());
    if messages.contains_definition(message) {
        return overlaps();
    }
    let valid = Verdict::Valid { len, proof: Proof::WellFormed };
    // The header of the next message may be valid only with the new definition.
    let next = match messages.is_definition(message) {
        true => messages.any_header(rest),
        false => messages.header(at.saturating_add(len as u64), rest).map(drop),
    };
    match next {
        Ok(()) => valid,
        Err(_) if rest.is_empty() && end_of_input => valid,
        Err(NotAMessage::Needs(more)) if !end_of_input => {
            Verdict::NeedMore(len.saturating_add(more))
        }
        // If bytes of a message are lost, its length extends into the next message.
        Err(_) => match message_starts_within(messages, at, window, len, end_of_input) {
            Ok(false) => valid,
            Ok(true) => overlaps(),
            Err(need) => Verdict::NeedMore(need),
        },
    }
}

/// Number of bytes at either end of a message that are searched for the start of another message.
const SEARCHED: usize = 256;

/// True if another data message starts inside a message of `len` bytes. An error is the required
/// window size in bytes.
fn message_starts_within(
    messages: &(impl Messages + ?Sized),
    offset: u64,
    window: &[u8],
    len: usize,
    end_of_input: bool,
) -> Result<bool, usize> {
    let last = len.saturating_sub(SEARCHED).max(SEARCHED);
    for at in (1..len.min(SEARCHED)).chain(last..len) {
        let inner = offset.saturating_add(at as u64);
        match messages.data_header(inner, window.get(at..).unwrap_or_default()) {
            Ok(()) => return Ok(true),
            Err(NotAMessage::Needs(more)) if !end_of_input => return Err(at.saturating_add(more)),
            Err(_) => {}
        }
    }
    Ok(false)
}

impl MessageTable {
    /// Returns the layout of the rows, with the columns in `before` first. Names that are already
    /// in use are numbered.
    ///
    /// # Errors
    /// Returns an error if the record would be too large.
    pub fn layout(&self, before: Vec<Column>) -> Result<RecordLayout, LayoutError> {
        let mut size = before.iter().map(|column| column.kind.size()).sum::<usize>();
        let mut names = UniqueNames::default();
        for column in &before {
            names.assign(&column.name);
        }
        let mut columns = before;
        for field in &self.fields {
            let kind = field.column();
            let name = names.assign(&field.name);
            let column = Column::new(name, size, kind, ByteOrder::Little);
            columns.push(Column { unit: field.unit.clone(), ..column });
            size = size.saturating_add(kind.size());
        }
        RecordLayout::new(columns, size)
    }

    /// Appends the fields of a message to a row. Fields missing at the end of a short message are
    /// zero.
    pub fn row(&self, message: &[u8], row: &mut Vec<u8>) {
        for field in &self.fields {
            let size = field.kind.size();
            let bytes = message.get(field.at..).unwrap_or_default();
            let bytes = bytes.get(..size).unwrap_or(bytes);
            match field.divisor {
                Some(divisor) => {
                    let value = integer(bytes, field.kind) / divisor;
                    row.extend_from_slice(&value.to_le_bytes());
                }
                None => {
                    row.extend_from_slice(bytes);
                    row.resize(row.len().saturating_add(size.saturating_sub(bytes.len())), 0);
                }
            }
        }
    }
}

impl LogField {
    /// Returns the column type.
    fn column(&self) -> ColumnType {
        if self.divisor.is_some() { ColumnType::F64 } else { self.kind }
    }
}

/// Returns a little-endian integer of up to 32 bits.
fn integer(bytes: &[u8], kind: ColumnType) -> f64 {
    let bits = bytes.iter().rev().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
    match kind {
        ColumnType::I16 => f64::from(bits as u16 as i16),
        ColumnType::I32 => f64::from(bits as i32),
        _ => f64::from(bits),
    }
}

/// Returns the 16-bit little-endian number at an offset.
fn number(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}
