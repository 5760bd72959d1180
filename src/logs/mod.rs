//! Self-describing logs, which contain the definitions of their messages.

mod dataflash;
mod text;
mod ulog;
mod units;

use crate::layout::{ByteOrder, Column, ColumnType, LayoutError, RecordLayout};
use bytescope_frames::{FrameSchema, Proof, Reason, RejectKind, Start, Verdict};
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// The message definitions of a log.
///
/// Damage affects only the damaged messages: the whole file is searched for definitions, and a
/// message is recognized by its header, its defined length and the header of the next message.
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

/// Recognition of the messages of a log.
trait Messages: Send + Sync {
    /// Returns the patterns at the start of a message.
    fn start(&self) -> Start;
    /// Returns the maximum size in bytes of a message and the header of the next message.
    fn max_len(&self) -> usize;
    /// Returns the size of the message at the start of `window`; its body may be incomplete.
    fn header(&self, window: &[u8]) -> Result<usize, NotAMessage>;
    /// Succeeds if `window` starts with the header of a message that has a table.
    fn data_header(&self, window: &[u8]) -> Result<(), NotAMessage>;
    /// True if the body of a message is valid.
    fn is_valid(&self, message: &[u8]) -> bool;
    /// Returns the type of a message.
    fn kind_of(&self, message: &[u8]) -> MessageKind<'_>;
    /// Returns the tables of the messages.
    fn tables(&self) -> &[MessageTable];
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
    /// Returns the tables of the messages.
    pub fn tables(&self) -> &[MessageTable] {
        self.messages.tables()
    }

    /// Returns the type of a message.
    pub fn kind_of(&self, message: &[u8]) -> MessageKind<'_> {
        self.messages.kind_of(message)
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
        let rejected = |kind, text| Verdict::Reject(Reason::new(kind).with(text));
        let len = match self.messages.header(window) {
            Ok(len) => len,
            Err(NotAMessage::Needs(len)) => return Verdict::NeedMore(len),
            Err(NotAMessage::Rejected(kind, text)) => return rejected(kind, text),
        };
        let Some((message, rest)) = window.split_at_checked(len) else {
            return Verdict::NeedMore(len);
        };
        if !self.messages.is_valid(message) {
            return rejected(RejectKind::Rule, "invalid message body".to_owned());
        }
        let valid = Verdict::Valid { len, proof: Proof::WellFormed };
        match self.messages.header(rest) {
            Ok(_) => valid,
            Err(_) if rest.is_empty() && end_of_input => valid,
            Err(NotAMessage::Needs(more)) if !end_of_input => {
                Verdict::NeedMore(len.saturating_add(more))
            }
            // If bytes of a message are lost, its length extends into the next message.
            Err(_) => match self.message_starts_within(window, len, end_of_input) {
                Ok(false) => valid,
                Ok(true) => rejected(RejectKind::Overlap, "overlaps another message".to_owned()),
                Err(need) => Verdict::NeedMore(need),
            },
        }
    }
}

/// Number of bytes at either end of a message that are searched for the start of another message.
const SEARCHED: usize = 256;

impl Log {
    /// True if another data message starts inside a message of `len` bytes. An error is the required
    /// window size in bytes.
    fn message_starts_within(
        &self,
        window: &[u8],
        len: usize,
        end_of_input: bool,
    ) -> Result<bool, usize> {
        let last = len.saturating_sub(SEARCHED).max(SEARCHED);
        for at in (1..len.min(SEARCHED)).chain(last..len) {
            match self.messages.data_header(window.get(at..).unwrap_or_default()) {
                Ok(()) => return Ok(true),
                Err(NotAMessage::Needs(more)) if !end_of_input => {
                    return Err(at.saturating_add(more));
                }
                Err(_) => {}
            }
        }
        Ok(false)
    }
}

impl MessageTable {
    /// Returns the layout of the rows, with the columns in `before` first. Duplicate names are
    /// numbered.
    ///
    /// # Errors
    /// Returns an error if the record would be too large.
    pub fn layout(&self, before: Vec<Column>) -> Result<RecordLayout, LayoutError> {
        let mut size = before.iter().map(|column| column.kind.size()).sum::<usize>();
        let mut seen: HashSet<_> = before.iter().map(|column| column.name.clone()).collect();
        let mut columns = before;
        for field in &self.fields {
            let kind = field.column();
            let mut names = (1..).map(|n| match n {
                1 => field.name.clone(),
                n => format!("{}_{n}", field.name),
            });
            let name = names.find(|name| seen.insert(name.clone())).unwrap_or_default();
            let column = Column::new(name, size, kind, ByteOrder::Little);
            columns.push(Column { unit: field.unit.clone(), ..column });
            size = size.saturating_add(kind.size());
        }
        RecordLayout::new(columns, size)
    }

    /// True if a field has this name.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
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
