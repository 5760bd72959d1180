//! Encodings that escape reserved bytes: SLIP and HDLC.

use super::{StuffingError, Unstuffed};
use memchr::memchr_iter;

/// An escape encoding.
pub(super) struct Escape {
    escape: u8,
    delimiter: u8,
    rule: EscapeRule,
}

/// Encoding of the byte after the escape byte.
enum EscapeRule {
    /// Fixed codes for the delimiter and for the escape byte.
    Codes(u8, u8),
    /// The escaped byte with these bits inverted.
    Flip(u8),
}

pub(super) const SLIP: Escape =
    Escape { escape: 0xdb, delimiter: 0xc0, rule: EscapeRule::Codes(0xdc, 0xdd) };
pub(super) const HDLC: Escape =
    Escape { escape: 0x7d, delimiter: 0x7e, rule: EscapeRule::Flip(0x20) };

impl Escape {
    pub(super) fn encode(&self, bytes: &[u8]) -> Vec<u8> {
        let mut coded = Vec::with_capacity(bytes.len());
        for byte in bytes {
            if *byte != self.escape && *byte != self.delimiter {
                coded.push(*byte);
                continue;
            }
            let code = match self.rule {
                EscapeRule::Codes(delimiter, _) if *byte == self.delimiter => delimiter,
                EscapeRule::Codes(_, escape) => escape,
                EscapeRule::Flip(bits) => byte ^ bits,
            };
            coded.extend([self.escape, code]);
        }
        coded
    }

    pub(super) fn decode(&self, coded: &[u8]) -> Result<Unstuffed, StuffingError> {
        if let Some(at) = memchr_iter(self.delimiter, coded).next() {
            return Err(StuffingError { at, message: "delimiter inside the frame" });
        }
        let mut plain = Unstuffed::default();
        let mut at = 0_usize;
        loop {
            let rest = coded.get(at..).unwrap_or_default();
            let run = memchr_iter(self.escape, rest).next().unwrap_or(rest.len());
            plain.extend(rest.get(..run).unwrap_or_default(), at);
            let escape = at.saturating_add(run);
            if escape >= coded.len() {
                return Ok(plain);
            }
            let Some(code) = coded.get(escape.saturating_add(1)) else {
                return Err(StuffingError {
                    at: escape,
                    message: "escape byte at the end of the frame",
                });
            };
            let byte = match self.rule {
                EscapeRule::Codes(delimiter, _) if *code == delimiter => self.delimiter,
                EscapeRule::Codes(_, escape) if *code == escape => self.escape,
                EscapeRule::Codes(..) => {
                    return Err(StuffingError { at: escape, message: "unknown escape code" });
                }
                EscapeRule::Flip(bits) => code ^ bits,
            };
            plain.push(byte, escape);
            at = escape.saturating_add(2);
        }
    }
}
