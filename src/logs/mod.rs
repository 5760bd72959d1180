//! Logs that describe themselves: definitions in the file say what its messages hold.

mod dataflash;
mod text;
mod ulog;
mod units;

use crate::layout::{ByteOrder, Column, ColumnType, Layout, LayoutError};
use bytescope_frames::{FrameSchema, Proof, Reason, RejectKind, Start, Verdict};
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// What the definitions of a log say of its messages.
///
/// Damage costs no more than what it hits: definitions are looked for in the whole file, and a message is
/// known by its header, by the length that they give it, and by the header of the message behind it.
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

/// A format whose files define what their messages hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogFormat {
    /// Logs of PX4: `ULog`.
    Ulog,
    /// Logs of `ArduPilot`: dataflash.
    Dataflash,
}

impl LogFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Ulog, Self::Dataflash];

    /// The name of the format, which is that of its shipped schema.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ulog => "ulog",
            Self::Dataflash => "dataflash",
        }
    }

    /// The log format of a shipped schema.
    pub(crate) fn of_schema(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Reads the definitions in a file.
    pub fn read(self, file: &[u8]) -> Log {
        let messages: Arc<dyn Messages> = match self {
            Self::Ulog => Arc::new(ulog::Ulog::read(file)),
            Self::Dataflash => Arc::new(dataflash::Dataflash::read(file)),
        };
        Log { name: self.name(), messages }
    }
}

/// The messages of one log.
trait Messages: Send + Sync {
    /// Where a message may begin.
    fn start(&self) -> Start;
    /// Bytes of the longest message, and of a header behind it.
    fn max_len(&self) -> usize;
    /// The length of the message that begins like a window; its body may be missing.
    fn header(&self, window: &[u8]) -> Result<usize, NotAMessage>;
    /// Whether the header of a message of a table stands at the beginning of a window.
    fn data(&self, window: &[u8]) -> Result<(), NotAMessage>;
    /// Whether the body of a message is one.
    fn is_good(&self, message: &[u8]) -> bool;
    /// What a message is.
    fn kind_of(&self, message: &[u8]) -> MessageKind<'_>;
    /// The tables that messages are rows of.
    fn tables(&self) -> &[Table];
}

/// Why a window does not begin with a message.
enum NotAMessage {
    /// It may, with so many bytes.
    Needs(usize),
    /// It does not.
    No(RejectKind, String),
}

impl NotAMessage {
    fn rule<T>(text: impl Into<String>) -> Result<T, Self> {
        Err(Self::No(RejectKind::Rule, text.into()))
    }

    fn length<T>(text: impl Into<String>) -> Result<T, Self> {
        Err(Self::No(RejectKind::Length, text.into()))
    }
}

/// What a message is.
#[derive(Clone, Copy, Debug)]
pub struct MessageKind<'l> {
    /// The kind of message.
    pub name: &'l Arc<str>,
    /// Its table, and which of several sources of the kind it comes from.
    pub table: Option<(usize, u8)>,
}

/// A kind of message whose fields are known.
#[derive(Debug)]
pub struct Table {
    /// The kind.
    pub name: Arc<str>,
    /// The column that tells several sources of the kind apart.
    pub source: Option<&'static str>,
    fields: Vec<Field>,
}

/// A field of a message.
#[derive(Clone, Debug, PartialEq)]
struct Field {
    name: String,
    /// Where it begins in the message.
    at: usize,
    kind: ColumnType,
    unit: String,
    /// What the stored number is divided by.
    divisor: Option<f64>,
}

impl Log {
    /// The tables that messages are rows of.
    pub fn tables(&self) -> &[Table] {
        self.messages.tables()
    }

    /// What a message is.
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
            Err(NotAMessage::No(kind, text)) => return rejected(kind, text),
        };
        let Some((message, rest)) = window.split_at_checked(len) else {
            return Verdict::NeedMore(len);
        };
        if !self.messages.is_good(message) {
            return rejected(RejectKind::Rule, "not the body of such a message".to_owned());
        }
        let good = Verdict::Good { len, proof: Proof::Form };
        match self.messages.header(rest) {
            Ok(_) => good,
            Err(_) if rest.is_empty() && end_of_input => good,
            Err(NotAMessage::Needs(more)) if !end_of_input => {
                Verdict::NeedMore(len.saturating_add(more))
            }
            // A message that lost bytes reaches into the next one.
            Err(_) => match self.begins_within(window, len, end_of_input) {
                Ok(false) => good,
                Ok(true) => {
                    rejected(RejectKind::Overlap, "another message begins in it".to_owned())
                }
                Err(need) => Verdict::NeedMore(need),
            },
        }
    }
}

/// Bytes at either end of a message in which another one is looked for.
const LOST: usize = 256;

impl Log {
    /// Whether the data of another message begins within a message of `len` bytes, or how many bytes it
    /// takes to tell.
    fn begins_within(&self, window: &[u8], len: usize, end_of_input: bool) -> Result<bool, usize> {
        let last = len.saturating_sub(LOST).max(LOST);
        for at in (1..len.min(LOST)).chain(last..len) {
            match self.messages.data(window.get(at..).unwrap_or_default()) {
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

impl Table {
    /// The columns of its rows, behind `before`; fields of the same name are numbered.
    ///
    /// # Errors
    /// The record would be too long.
    pub fn layout(&self, before: Vec<Column>) -> Result<Layout, LayoutError> {
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
        Layout::new(columns, size)
    }

    /// Whether a field has this name.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Adds the fields of a message to a row; what a shorter message lacks is zero.
    pub fn row(&self, message: &[u8], row: &mut Vec<u8>) {
        for field in &self.fields {
            let size = field.kind.size();
            let there = message.get(field.at..).unwrap_or_default();
            let there = there.get(..size).unwrap_or(there);
            match field.divisor {
                Some(divisor) => {
                    let stored = integer(there, field.kind) / divisor;
                    row.extend_from_slice(&stored.to_le_bytes());
                }
                None => {
                    row.extend_from_slice(there);
                    row.resize(row.len().saturating_add(size.saturating_sub(there.len())), 0);
                }
            }
        }
    }
}

impl Field {
    /// What its column holds.
    fn column(&self) -> ColumnType {
        if self.divisor.is_some() { ColumnType::F64 } else { self.kind }
    }
}

/// A stored integer of up to 32 bits.
fn integer(bytes: &[u8], kind: ColumnType) -> f64 {
    let bits = bytes.iter().rev().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
    match kind {
        ColumnType::I16 => f64::from(bits as u16 as i16),
        ColumnType::I32 => f64::from(bits as i32),
        _ => f64::from(bits),
    }
}

/// A number of two bytes.
fn number(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}
