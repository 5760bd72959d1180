//! ArduPilot dataflash logs (`LogStructure.h`).
//!
//! A message consists of a 2-byte sync pattern, a type and its fields. Types are defined by
//! messages of type 0x80, which contain a type, a length, a name, a format letter per field and the
//! field names.

use super::tables::{DefinitionHistory, MessageTables};
use super::text::{is_name, text};
use super::units::Units;
use super::{
    LogField, MessageKind, MessageTable, Messages, NotAMessage, ReadDefinitions, read_messages,
};
use crate::layout::ColumnType;
use bytescope_frames::{Pattern, Start};
use std::sync::Arc;

const SYNC: &[u8] = &[0xa3, 0x95];
/// Size of a message header in bytes: sync pattern and type.
const HEADER_SIZE: usize = 3;
/// Message type of a definition.
const DEFINITION: u8 = 0x80;
/// Size of a definition in bytes.
const DEFINITION_SIZE: usize = 89;

/// Message definitions of a log.
pub(super) struct Dataflash {
    tables: MessageTables,
    /// Definitions of each type.
    types: Vec<DefinitionHistory<TypeEntry>>,
    unknown: Arc<str>,
    definition: Arc<str>,
    /// True if a definition exceeds a limit.
    is_limited: bool,
}

/// Definition of a message type.
#[derive(Clone, Copy, PartialEq)]
enum TypeEntry {
    /// Table index, and size of a message in bytes.
    Defined { table: u16, len: u8 },
    /// The fields do not match the size.
    Invalid,
    /// The definition exceeds a limit.
    OverLimit,
}

impl Dataflash {
    /// Reads the definitions in a log.
    pub(super) fn read(file: &[u8]) -> Self {
        let log = Self {
            tables: MessageTables::default(),
            types: (0..=u8::MAX).map(|_| DefinitionHistory::default()).collect(),
            unknown: "unknown".into(),
            definition: "FMT".into(),
            is_limited: false,
        };
        let mut reader = DataflashReader { log, units: Units::default() };
        read_messages(&mut reader, file);
        let DataflashReader { mut log, units } = reader;
        units.apply(&mut log.tables);
        log
    }

    fn entry(&self, at: u64, message: &[u8]) -> Option<TypeEntry> {
        let kind = usize::from(*message.get(2)?);
        self.types.get(kind)?.at(at)
    }

    /// Returns the table index of a message.
    fn table(&self, at: u64, message: &[u8]) -> Option<u16> {
        match self.entry(at, message)? {
            TypeEntry::Defined { table, .. } => Some(table),
            TypeEntry::Invalid | TypeEntry::OverLimit => None,
        }
    }
}

/// Reads definitions, and the units of their fields.
struct DataflashReader {
    log: Dataflash,
    units: Units,
}

impl DataflashReader {
    /// Adds the definition of definitions if the log does not start with it.
    fn define_definitions(&mut self, start: u64) {
        let own = self.log.types.get_mut(usize::from(DEFINITION));
        if let Some(own) = own.filter(|own| own.last().is_none())
            && let Some((fields, _)) = fields("BBnNZ", "Type,Length,Name,Format,Columns")
        {
            let table = MessageTable { name: self.log.definition.clone(), source: None, fields };
            if let (Some(table), Ok(len)) =
                (self.log.tables.index(table), u8::try_from(DEFINITION_SIZE))
            {
                own.push(start, TypeEntry::Defined { table, len });
            }
        }
    }
}

impl ReadDefinitions<'_> for DataflashReader {
    type Log = Dataflash;

    fn log(&self) -> &Dataflash {
        &self.log
    }

    fn read(&mut self, end: u64, message: &[u8]) {
        let start = end.saturating_sub(message.len() as u64);
        if let Some(Definition { kind, table }) = definition(message) {
            if kind != DEFINITION {
                self.define_definitions(start);
            }
            let Some(types) = self.log.types.get_mut(usize::from(kind)) else { return };
            let is_first = types.last().is_none();
            let entry = match table {
                None => TypeEntry::Invalid,
                Some((table, len)) => match self.log.tables.index(table) {
                    Some(table) => TypeEntry::Defined { table, len },
                    None => {
                        self.log.is_limited = true;
                        TypeEntry::OverLimit
                    }
                },
            };
            // The definition of definitions describes itself.
            types.push(if kind == DEFINITION { start } else { end }, entry);
            if let (true, TypeEntry::Defined { table, .. }) = (is_first, entry) {
                self.units.define(kind, table);
            }
        } else if let Some(table) = self.log.table(start, message)
            && let Some(fields) = self.log.tables.get(table)
            && let Some(kind) = self.units.add(fields, message)
        {
            let current = self.log.types.get(usize::from(kind)).and_then(DefinitionHistory::last);
            if let Some(TypeEntry::Defined { table, .. }) = current {
                self.units.define(kind, table);
            }
        }
    }

    fn next(file: &[u8], at: usize) -> usize {
        let rest = file.get(at..).unwrap_or_default();
        memchr::memchr(0xa3, rest).map_or(file.len(), |found| at.saturating_add(found))
    }
}

impl Messages for Dataflash {
    fn start(&self) -> Start {
        Start::Sync(vec![Pattern::exact(SYNC)])
    }

    fn max_len(&self) -> usize {
        usize::from(u8::MAX) + HEADER_SIZE
    }

    fn header(&self, at: u64, window: &[u8]) -> Result<usize, NotAMessage> {
        self.any_header(window)?;
        let Some(kind) = window.get(2) else { return Err(NotAMessage::Needs(HEADER_SIZE)) };
        match self.entry(at, window) {
            Some(TypeEntry::Defined { len, .. }) => Ok(len.into()),
            None if *kind == DEFINITION => Ok(DEFINITION_SIZE),
            None => NotAMessage::rule(format!(
                "no definition of message type {kind} before this message"
            )),
            Some(TypeEntry::Invalid) => NotAMessage::rule(format!(
                "definition of message type {kind} is invalid: fields do not match the length"
            )),
            Some(TypeEntry::OverLimit) => NotAMessage::rule(format!(
                "limit reached: too many definitions before that of message type {kind}"
            )),
        }
    }

    fn any_header(&self, window: &[u8]) -> Result<(), NotAMessage> {
        match window.get(..SYNC.len()) {
            Some(start) if start == SYNC => Ok(()),
            None if SYNC.starts_with(window) => Err(NotAMessage::Needs(HEADER_SIZE)),
            _ => NotAMessage::rule("missing sync pattern"),
        }
    }

    fn data_header(&self, at: u64, window: &[u8]) -> Result<(), NotAMessage> {
        self.header(at, window).map(drop)
    }

    fn is_definition(&self, message: &[u8]) -> bool {
        message.get(2) == Some(&DEFINITION)
    }

    fn contains_definition(&self, message: &[u8]) -> bool {
        let rest = message.get(1..).unwrap_or_default();
        let mut starts = memchr::memmem::find_iter(rest, SYNC);
        starts.any(|at| rest.get(at..).and_then(definition).is_some())
    }

    fn is_valid(&self, _: u64, message: &[u8]) -> bool {
        !self.is_definition(message) || definition(message).is_some()
    }

    fn kind_of(&self, at: u64, message: &[u8]) -> MessageKind<'_> {
        let table = self.table(at, message);
        let name = table.and_then(|table| self.tables.get(table)).map(|table| &table.name);
        let other = if self.is_definition(message) { &self.definition } else { &self.unknown };
        let table = table.map(|table| (table.into(), 0));
        MessageKind { name: name.unwrap_or(other), table }
    }

    fn tables(&self) -> &[MessageTable] {
        self.tables.as_slice()
    }

    fn is_limited(&self) -> bool {
        self.is_limited
    }
}

/// Definition of a message type.
struct Definition {
    kind: u8,
    /// Table, and size of a message in bytes; `None` if the fields do not match the size.
    table: Option<(MessageTable, u8)>,
}

/// Parses a definition. Returns `None` if the message is not a definition.
fn definition(message: &[u8]) -> Option<Definition> {
    let rest = message.strip_prefix(SYNC)?.strip_prefix(&[DEFINITION])?;
    let ([kind, len], rest) = rest.split_first_chunk()?;
    let (name, rest) = rest.split_first_chunk::<4>()?;
    let (letters, labels) = rest.split_first_chunk::<16>()?;
    let (name, letters, labels) = (text(name)?, text(letters)?, text(labels.get(..64)?)?);
    let is_definition = usize::from(*len) >= HEADER_SIZE
        && (*kind != DEFINITION || usize::from(*len) == DEFINITION_SIZE);
    if !is_name(name) || !is_definition {
        return None;
    }
    let fields = fields(letters, labels).filter(|(_, end)| *end == usize::from(*len));
    let table = |fields| MessageTable { name: name.into(), source: None, fields };
    Some(Definition { kind: *kind, table: fields.map(|(fields, _)| (table(fields), *len)) })
}

/// Returns the fields of a message and the offset past the last field; `None` if a format letter is
/// unknown. A field without a label is named by its index: `f2`.
fn fields(letters: &str, labels: &str) -> Option<(Vec<LogField>, usize)> {
    let mut labels = labels.split(',').map(str::trim);
    let (mut at, mut fields) = (HEADER_SIZE, Vec::new());
    for (number, letter) in letters.chars().enumerate() {
        let (kind, count, divisor) = format_letter(letter)?;
        let label = labels.next().filter(|label| !label.is_empty());
        let label = label.map_or_else(|| format!("f{number}"), str::to_owned);
        let unit = if label == "TimeUS" { "µs" } else { "" };
        for index in 0..count {
            let name = if count == 1 { label.clone() } else { format!("{label}[{index}]") };
            fields.push(LogField { name, at, kind, unit: unit.to_owned(), divisor });
            at = at.saturating_add(kind.size());
        }
    }
    Some((fields, at))
}

/// Returns the column type, count and divisor of a format letter.
fn format_letter(letter: char) -> Option<(ColumnType, usize, Option<f64>)> {
    use ColumnType::{F16, F32, F64, I8, I16, I32, I64, Text, U8, U16, U32, U64};
    const HUNDREDTHS: Option<f64> = Some(100.0);
    Some(match letter {
        'a' => (I16, 32, None),
        'b' => (I8, 1, None),
        'B' | 'M' => (U8, 1, None),
        'h' => (I16, 1, None),
        'H' => (U16, 1, None),
        'i' => (I32, 1, None),
        'I' => (U32, 1, None),
        'f' => (F32, 1, None),
        'd' => (F64, 1, None),
        'g' => (F16, 1, None),
        'n' => (Text(4), 1, None),
        'N' => (Text(16), 1, None),
        'Z' => (Text(64), 1, None),
        'c' => (I16, 1, HUNDREDTHS),
        'C' => (U16, 1, HUNDREDTHS),
        'e' => (I32, 1, HUNDREDTHS),
        'E' => (U32, 1, HUNDREDTHS),
        'L' => (I32, 1, Some(1e7)),
        'q' => (I64, 1, None),
        'Q' => (U64, 1, None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(kind: u8, name: &str, letters: &str, labels: &str) -> Vec<u8> {
        let len = letters.chars().map(|letter| format_letter(letter).unwrap());
        let len = HEADER_SIZE + len.map(|(kind, count, _)| kind.size() * count).sum::<usize>();
        let padded = |text: &str, len: usize| format!("{text:\0<len$}").into_bytes();
        let head = [0xa3, 0x95, DEFINITION, kind, u8::try_from(len).unwrap()];
        [&head[..], &padded(name, 4), &padded(letters, 16), &padded(labels, 64)].concat()
    }

    #[test]
    fn units_are_read_from_the_log() {
        let mut log = format(1, "UNIT", "QbZ", "TimeUS,Id,Label");
        log.extend(format(2, "MULT", "Qbd", "TimeUS,Id,Mult"));
        log.extend(format(3, "FMTU", "QBNN", "TimeUS,FmtType,UnitIds,MultIds"));
        log.extend(format(9, "GPS", "QaLcIHf", "TimeUS,Raw,Lat,Alt,Len,Other,Odd"));
        let time = [0; 8];
        for (id, label) in [(b's', "s"), (b'D', "deglatitude"), (b'm', "m"), (b'-', "")] {
            let label = format!("{label:\0<64}");
            log.extend([&[0xa3, 0x95, 1][..], &time, &[id], label.as_bytes()].concat());
        }
        for (id, factor) in [(b'F', 1e-6), (b'G', 1e-7), (b'B', 1e-2), (b'?', 0.25), (b'0', 0.0)] {
            log.extend([&[0xa3, 0x95, 2][..], &time, &[id], &f64::to_le_bytes(factor)].concat());
        }
        // A damaged message is ignored, because no message follows it.
        log.extend([&[0xa3, 0x95, 3][..], &time, &[9], &[b's'; 32], &[0]].concat());
        let both = b"smDmm-m\0\0\0\0\0\0\0\0\0F0GBB0?\0\0\0\0\0\0\0\0\0";
        log.extend([&[0xa3, 0x95, 3][..], &time, &[9], both].concat());
        let read = Dataflash::read(&log);
        let fields = read.tables().iter().find(|table| &*table.name == "GPS").unwrap();
        let fields = &fields.fields;
        let units: Vec<_> = fields.iter().map(|field| (&*field.name, &*field.unit)).collect();
        assert_eq!(units[0], ("TimeUS", "µs"));
        assert_eq!((units[1], units[32]), (("Raw[0]", "m"), ("Raw[31]", "m")));
        let rest =
            [("Lat", "deglatitude"), ("Alt", "m"), ("Len", "cm"), ("Other", ""), ("Odd", "0.25 m")];
        assert_eq!(units[33..], rest);
    }
}
