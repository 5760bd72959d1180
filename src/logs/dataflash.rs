//! ArduPilot dataflash logs (`LogStructure.h`).
//!
//! A message consists of a 2-byte sync pattern, a type and its fields. Types are defined by
//! messages of type 0x80, which contain a type, a length, a name, a format letter per field and the
//! field names.

use super::text::{is_name, text};
use super::units::Units;
use super::{LogField, MessageKind, MessageTable, Messages, NotAMessage};
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
    tables: Vec<MessageTable>,
    /// Table index and message size of each type.
    types: [Option<(usize, usize)>; 256],
    unknown: Arc<str>,
}

impl Dataflash {
    /// Searches a log for definitions at every byte.
    pub(super) fn read(file: &[u8]) -> Self {
        let mut log = Self { tables: Vec::new(), types: [None; 256], unknown: "unknown".into() };
        for at in memchr::memchr_iter(0xa3, file) {
            let message = file.get(at..).and_then(|rest| rest.get(..DEFINITION_SIZE));
            let Some((kind, len, table)) = message.and_then(definition) else { continue };
            if let Some(entry @ None) = log.types.get_mut(usize::from(kind)) {
                // Types with the same name and fields share a table.
                let same =
                    |known: &MessageTable| known.name == table.name && known.fields == table.fields;
                let known = log.tables.iter().position(same);
                *entry = Some((known.unwrap_or(log.tables.len()), len));
                if known.is_none() {
                    log.tables.push(table);
                }
            }
        }
        log.find_units(file);
        log
    }

    /// Sets the units of the fields from the messages in the log.
    fn find_units(&mut self, file: &[u8]) {
        let mut units = Units::default();
        for at in memchr::memchr_iter(0xa3, file) {
            let rest = file.get(at..).unwrap_or_default();
            let whole = self.header(rest).ok().and_then(|len| rest.split_at_checked(len));
            let Some((message, following)) = whole else { continue };
            // The match may be accidental unless another message or the end of the log follows.
            if (following.is_empty() || self.header(following).is_ok())
                && let Some(table) = self.kind(message).and_then(|(at, _)| self.tables.get(at))
            {
                units.add(&table.name, &table.fields, message);
            }
        }
        for (kind, entry) in (0..=u8::MAX).zip(&self.types) {
            if let Some(table) = entry.and_then(|(at, _)| self.tables.get_mut(at)) {
                units.apply(kind, &mut table.fields);
            }
        }
    }

    fn kind(&self, message: &[u8]) -> Option<(usize, usize)> {
        self.types.get(usize::from(*message.get(2)?)).copied()?
    }
}

impl Messages for Dataflash {
    fn start(&self) -> Start {
        Start::Sync(vec![Pattern::exact(SYNC)])
    }

    fn max_len(&self) -> usize {
        usize::from(u8::MAX) + HEADER_SIZE
    }

    fn header(&self, window: &[u8]) -> Result<usize, NotAMessage> {
        if !SYNC.starts_with(window) && !window.starts_with(SYNC) {
            return NotAMessage::rule("missing sync pattern");
        }
        let Some(kind) = window.get(2) else { return Err(NotAMessage::Needs(HEADER_SIZE)) };
        match self.kind(window) {
            Some((_, len)) => Ok(len),
            None => NotAMessage::rule(format!("message type {kind} is not defined in this log")),
        }
    }

    fn data_header(&self, window: &[u8]) -> Result<(), NotAMessage> {
        self.header(window).map(drop)
    }

    fn is_valid(&self, message: &[u8]) -> bool {
        message.get(2) != Some(&DEFINITION) || definition(message).is_some()
    }

    fn kind_of(&self, message: &[u8]) -> MessageKind<'_> {
        let table = self.kind(message).map(|(table, _)| table);
        let name = table.and_then(|table| self.tables.get(table)).map(|table| &table.name);
        MessageKind { name: name.unwrap_or(&self.unknown), table: table.map(|table| (table, 0)) }
    }

    fn tables(&self) -> &[MessageTable] {
        &self.tables
    }
}

/// Parses a definition: a type, the size of its messages, and its fields.
fn definition(message: &[u8]) -> Option<(u8, usize, MessageTable)> {
    let rest = message.strip_prefix(SYNC)?.strip_prefix(&[DEFINITION])?;
    let ([kind, len], rest) = rest.split_first_chunk()?;
    let (name, rest) = rest.split_first_chunk::<4>()?;
    let (letters, labels) = rest.split_first_chunk::<16>()?;
    let (name, letters, labels) = (text(name)?, text(letters)?, text(labels.get(..64)?)?);
    let mut labels = labels.split(',').filter(|label| !label.is_empty());
    let (mut at, mut fields) = (HEADER_SIZE, Vec::new());
    for letter in letters.chars() {
        let (label, kind) = (labels.next().filter(|label| is_name(label))?, format_letter(letter)?);
        let (kind, count, divisor) = kind;
        let unit = if label == "TimeUS" { "µs" } else { "" };
        for index in 0..count {
            let name = if count == 1 { label.to_owned() } else { format!("{label}[{index}]") };
            fields.push(LogField { name, at, kind, unit: unit.to_owned(), divisor });
            at = at.saturating_add(kind.size());
        }
    }
    let whole = usize::from(*len) == at && labels.next().is_none();
    (whole && is_name(name))
        .then(|| (*kind, at, MessageTable { name: name.into(), source: None, fields }))
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
        let fields = &read.tables.iter().find(|table| &*table.name == "GPS").unwrap().fields;
        let units: Vec<_> = fields.iter().map(|field| (&*field.name, &*field.unit)).collect();
        assert_eq!(units[0], ("TimeUS", "µs"));
        assert_eq!((units[1], units[32]), (("Raw[0]", "m"), ("Raw[31]", "m")));
        let rest =
            [("Lat", "deglatitude"), ("Alt", "m"), ("Len", "cm"), ("Other", ""), ("Odd", "0.25 m")];
        assert_eq!(units[33..], rest);
    }
}
