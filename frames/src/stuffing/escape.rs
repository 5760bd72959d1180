//! Codings that put an escape byte before what would be misread.

use super::{Plain, StuffingError};
use memchr::memchr_iter;

/// How bytes are escaped.
pub(super) struct Escape {
    escape: u8,
    delimiter: u8,
    how: How,
}

enum How {
    /// Two codes: for the delimiter and for the escape byte itself.
    Codes(u8, u8),
    /// Any byte, with these bits inverted.
    Flip(u8),
}

pub(super) const SLIP: Escape =
    Escape { escape: 0xdb, delimiter: 0xc0, how: How::Codes(0xdc, 0xdd) };
pub(super) const HDLC: Escape = Escape { escape: 0x7d, delimiter: 0x7e, how: How::Flip(0x20) };

impl Escape {
    pub(super) fn encode(&self, bytes: &[u8]) -> Vec<u8> {
        let mut coded = Vec::with_capacity(bytes.len());
        for byte in bytes {
            if *byte != self.escape && *byte != self.delimiter {
                coded.push(*byte);
                continue;
            }
            let code = match self.how {
                How::Codes(delimiter, _) if *byte == self.delimiter => delimiter,
                How::Codes(_, escape) => escape,
                How::Flip(bits) => byte ^ bits,
            };
            coded.extend([self.escape, code]);
        }
        coded
    }

    pub(super) fn decode(&self, coded: &[u8]) -> Result<Plain, StuffingError> {
        if let Some(at) = memchr_iter(self.delimiter, coded).next() {
            return Err(StuffingError { at, message: "a delimiter within the frame" });
        }
        let mut plain = Plain::default();
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
                return Err(StuffingError { at: escape, message: "an escape byte at the end" });
            };
            let byte = match self.how {
                How::Codes(delimiter, _) if *code == delimiter => self.delimiter,
                How::Codes(_, escape) if *code == escape => self.escape,
                How::Codes(..) => {
                    return Err(StuffingError { at: escape, message: "an unknown escape" });
                }
                How::Flip(bits) => code ^ bits,
            };
            plain.push(byte, escape);
            at = escape.saturating_add(2);
        }
    }
}
