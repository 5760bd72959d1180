//! Intel HEX and Motorola S-records.

use super::assemble::Assembler;
use super::{Failure, LineReader, found};
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, one_of};
use nom::combinator::map_res;
use nom::multi::many0;
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};
use std::io::Write;

/// Maximum size in bytes of the data of all records, which are stored until the last record.
const MAX_DATA: usize = 256 << 20;

/// Bytes of consecutive addresses.
#[derive(Debug)]
struct AddressRun {
    address: u64,
    /// Offset in the data.
    start: usize,
    length: usize,
    /// Line of the first record.
    line: u64,
}

impl AddressRun {
    fn end(&self) -> u64 {
        self.address.saturating_add(self.length as u64)
    }
}

/// Data of records in any order.
#[derive(Debug, Default)]
struct Image {
    data: Vec<u8>,
    runs: Vec<AddressRun>,
}

impl Image {
    fn add(&mut self, line: u64, address: u64, bytes: &[u8]) -> Result<(), Failure> {
        if bytes.is_empty() {
            return Ok(());
        }
        let size = self.runs.len().saturating_mul(size_of::<AddressRun>());
        if size.saturating_add(self.data.len()) > MAX_DATA {
            return Err(Failure::at(0, "limit reached: records of more than 256 MiB"));
        }
        match self.runs.last_mut().filter(|run| run.end() == address) {
            Some(run) => run.length = run.length.saturating_add(bytes.len()),
            None => self.runs.push(AddressRun {
                address,
                start: self.data.len(),
                length: bytes.len(),
                line,
            }),
        }
        self.data.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes the data in the order of addresses.
    fn write(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        self.runs.sort_by_key(|run| run.address);
        let start = self.runs.first().map_or(0, |run| run.address);
        sink.set_start(start);
        // Nothing is written if the addresses are invalid.
        let mut end = start;
        for run in &self.runs {
            if run.address < end {
                let message = format!("overlapping records: address {:#x}", run.address);
                return Err(Failure::at(0, message).in_line(run.line));
            }
            sink.check_gap(0, end, run.address).map_err(|failure| failure.in_line(run.line))?;
            end = run.end();
        }
        let mut end = start;
        for run in &self.runs {
            let missing = run.address.saturating_sub(end);
            sink.gap(0, missing, out).map_err(|failure| failure.in_line(run.line))?;
            let bytes = self.data.get(run.start..run.start.saturating_add(run.length));
            sink.put(bytes.unwrap_or_default(), out)?;
            end = run.end();
        }
        Ok(())
    }
}

/// Base address of Intel HEX records.
#[derive(Clone, Copy, Debug)]
enum Base {
    Linear(u64),
    /// Offsets wrap at 64 KiB.
    Segment(u64),
}

/// Reader of Intel HEX.
#[derive(Debug)]
pub(super) struct IntelHex {
    image: Image,
    base: Base,
    line: u64,
    ended: bool,
}

impl Default for IntelHex {
    fn default() -> Self {
        Self { image: Image::default(), base: Base::Linear(0), line: 0, ended: false }
    }
}

impl LineReader for IntelHex {
    fn line(&mut self, text: &str, _: &mut Assembler, _: &mut dyn Write) -> Result<(), Failure> {
        self.line = self.line.saturating_add(1);
        let text = text.trim_end();
        if text.trim_start().is_empty() {
            return Ok(());
        }
        if self.ended {
            return Err(Failure::at(
                0,
                format!(
                    "expected the end of the data after the end-of-file record, {}",
                    found(text)
                ),
            ));
        }
        let (digits, _) = colon(text).map_err(|_| {
            Failure::at(0, format!("expected a record that starts with `:`, {}", found(text)))
        })?;
        let bytes = pairs(digits, 1)?;
        let [length, high, low, record_type, content @ ..] = &*bytes else {
            return Err(too_short(text, 5, bytes.len()));
        };
        let Some((checksum, data)) = content.split_last() else {
            return Err(too_short(text, 5, bytes.len()));
        };
        check_length(1, usize::from(*length), data.len())?;
        let sum = sum(bytes.get(..bytes.len().saturating_sub(1)).unwrap_or_default());
        check_sum(text, sum.wrapping_neg(), *checksum)?;
        let address = u16::from_be_bytes([*high, *low]);
        match (record_type, data) {
            (0, data) => self.data(address, data),
            (1, []) => {
                self.ended = true;
                Ok(())
            }
            (2, [high, low]) => {
                self.base = Base::Segment(u64::from(u16::from_be_bytes([*high, *low])) << 4);
                Ok(())
            }
            (4, [high, low]) => {
                self.base = Base::Linear(u64::from(u16::from_be_bytes([*high, *low])) << 16);
                Ok(())
            }
            (3 | 5, [_, _, _, _]) => Ok(()),
            (1..=5, data) => {
                let expected = [0, 0, 2, 4, 2, 4].get(usize::from(*record_type)).unwrap_or(&0);
                Err(Failure::at(
                    1,
                    format!(
                        "invalid size of a record of type {record_type:02}: expected {expected} \
                         bytes, found {} bytes",
                        data.len()
                    ),
                ))
            }
            _ => Err(Failure::at(
                7,
                format!("unknown record type: expected 00 to 05, found {record_type:02x}"),
            )),
        }
    }

    fn finish(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        if !self.ended {
            return Err(Failure::at(
                0,
                "unexpected end of data: expected an end-of-file record (`:00000001FF`)",
            ));
        }
        self.image.write(sink, out)
    }
}

impl IntelHex {
    fn data(&mut self, address: u16, data: &[u8]) -> Result<(), Failure> {
        let (line, offset) = (self.line, u64::from(address));
        match self.base {
            Base::Segment(base) => {
                let room = (1 << 16) - usize::from(address);
                let (head, wrapped) = data.split_at(room.min(data.len()));
                self.image.add(line, base.saturating_add(offset), head)?;
                self.image.add(line, base, wrapped)
            }
            Base::Linear(base) => {
                let address = base.saturating_add(offset);
                if address.saturating_add(data.len() as u64) > 1 << 32 {
                    return Err(Failure::at(3, "out of range: address of more than 32 bits"));
                }
                self.image.add(line, address, data)
            }
        }
    }
}

/// Reader of Motorola S-records.
#[derive(Debug, Default)]
pub(super) struct Srec {
    image: Image,
    line: u64,
    /// Number of data records.
    count: u64,
    /// True after a record with the number of data records.
    counted: bool,
    ended: bool,
}

impl LineReader for Srec {
    fn line(&mut self, text: &str, _: &mut Assembler, _: &mut dyn Write) -> Result<(), Failure> {
        self.line = self.line.saturating_add(1);
        let text = text.trim_end();
        if text.trim_start().is_empty() {
            return Ok(());
        }
        if self.ended {
            return Err(Failure::at(
                0,
                format!(
                    "expected the end of the data after the termination record, {}",
                    found(text)
                ),
            ));
        }
        let (digits, record_type) = s_type(text).map_err(|_| {
            Failure::at(0, format!("expected a record that starts with S0 to S9, {}", found(text)))
        })?;
        let bytes = pairs(digits, 2)?;
        let [length, content @ ..] = &*bytes else { return Err(too_short(text, 4, 0)) };
        check_length(2, usize::from(*length), content.len())?;
        let address_size = match record_type {
            '2' | '6' | '8' => 3,
            '3' | '7' => 4,
            '4' => return Err(Failure::at(0, "unknown record type: expected S0 to S9, found S4")),
            _ => 2,
        };
        let (Some((checksum, body)), true) = (content.split_last(), content.len() > address_size)
        else {
            return Err(too_short(text, address_size.saturating_add(2), bytes.len()));
        };
        let sum = sum(bytes.get(..bytes.len().saturating_sub(1)).unwrap_or_default());
        check_sum(text, !sum, *checksum)?;
        let (address, data) = body.split_at(address_size);
        let value = address.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        if matches!(record_type, '5'..='9') && !data.is_empty() {
            return Err(Failure::at(
                2,
                format!(
                    "invalid size of an S{record_type} record: expected {address_size} bytes, \
                     found {} bytes",
                    body.len()
                ),
            ));
        }
        match record_type {
            '1'..='3' => {
                self.counted = false;
                self.count = self.count.saturating_add(1);
                self.image.add(self.line, value, data)
            }
            '5' | '6' if value != self.count => Err(Failure::at(
                4,
                format!(
                    "does not match the number of data records: expected {}, found {value}",
                    self.count
                ),
            )),
            '5' | '6' => {
                self.counted = true;
                Ok(())
            }
            '7'..='9' => {
                self.ended = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn finish(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        // srec_cat omits the termination record, but writes the number of data records.
        if !self.ended && !self.counted {
            return Err(Failure::at(
                0,
                "unexpected end of data: expected a termination record (S7, S8 or S9)",
            ));
        }
        self.image.write(sink, out)
    }
}

fn colon(text: &str) -> IResult<&str, char> {
    char(':').parse(text)
}

fn s_type(text: &str) -> IResult<&str, char> {
    preceded(one_of("Ss"), one_of("0123456789")).parse(text)
}

/// Returns true if a line starts like an Intel HEX record.
pub(super) fn is_intel_hex(line: &str) -> bool {
    (colon, hex_byte, hex_byte, hex_byte).parse(line.trim_end()).is_ok()
}

/// Returns true if a line starts like an S-record.
pub(super) fn is_srec(line: &str) -> bool {
    line.starts_with('S') && pair(s_type, pair(hex_byte, hex_byte)).parse(line).is_ok()
}

fn hex_byte(text: &str) -> IResult<&str, u8> {
    let digits = take_while_m_n(2, 2, |c: char| c.is_ascii_hexdigit());
    map_res(digits, |digits| u8::from_str_radix(digits, 16)).parse(text)
}

fn pairs(digits: &str, at: usize) -> Result<Vec<u8>, Failure> {
    let (rest, bytes) =
        many0(hex_byte).parse(digits).map_err(|_| Failure::at(at, "expected hex digits"))?;
    match rest {
        "" => Ok(bytes),
        rest => Err(Failure::at(
            digits.len().saturating_sub(rest.len()).saturating_add(at),
            format!("expected two hex digits, {}", found(rest)),
        )),
    }
}

fn sum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte))
}

fn check_sum(text: &str, expected: u8, found: u8) -> Result<(), Failure> {
    if expected == found {
        return Ok(());
    }
    Err(Failure::at(
        text.len().saturating_sub(2),
        format!("checksum mismatch: expected {expected:#04x}, found {found:#04x}"),
    ))
}

fn check_length(at: usize, expected: usize, found: usize) -> Result<(), Failure> {
    if expected == found {
        return Ok(());
    }
    let message = match found.checked_sub(expected) {
        Some(trailing) => format!("{trailing} trailing bytes in a record of {expected} bytes"),
        None => {
            format!("unexpected end of data: expected {expected} bytes, found {found} bytes")
        }
    };
    Err(Failure::at(at, message))
}

fn too_short(text: &str, expected: usize, found: usize) -> Failure {
    Failure::at(
        text.len(),
        format!("unexpected end of data: expected {expected} bytes, found {found} bytes"),
    )
}
