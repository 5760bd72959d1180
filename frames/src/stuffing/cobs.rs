//! COBS: groups of up to 254 nonzero bytes, each preceded by a code byte with its length.

use super::{StuffingError, Unstuffed};

/// Size of a full group, which is not followed by a zero.
const FULL: usize = 254;

/// Encodes each group as its length plus one, then its bytes.
pub(super) fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut coded =
        Vec::with_capacity(bytes.len().saturating_add(bytes.len() / FULL).saturating_add(1));
    for run in bytes.split(|byte| *byte == 0) {
        let mut groups = run.chunks(FULL).peekable();
        let whole = run.len() % FULL == 0;
        while let Some(group) = groups.next() {
            coded.push(code(group.len()));
            coded.extend_from_slice(group);
            if groups.peek().is_none() && whole {
                // The zero that ends the run needs an empty group after a full one.
                coded.push(1);
            }
        }
        if run.is_empty() {
            coded.push(1);
        }
    }
    // A full group at the end needs no empty group after it.
    if coded.last() == Some(&1) && ends_full(bytes) {
        coded.pop();
    }
    coded
}

/// COBS/R: if the last byte is not less than the code byte of the last group, it replaces it.
pub(super) fn encode_reduced(bytes: &[u8]) -> Vec<u8> {
    let mut coded = encode(bytes);
    let group = bytes.rsplit(|byte| *byte == 0).next().unwrap_or_default();
    let len = match group.len() % FULL {
        0 if !group.is_empty() => FULL,
        len => len,
    };
    let first = coded.len().saturating_sub(len).checked_sub(1);
    if let (Some(last), Some(first)) = (group.last(), first)
        && *last >= code(len)
        && let Some(slot) = coded.get_mut(first)
    {
        *slot = *last;
        coded.pop();
    }
    coded
}

fn code(len: usize) -> u8 {
    u8::try_from(len.saturating_add(1)).unwrap_or(u8::MAX)
}

/// True if the last run consists of full groups.
fn ends_full(bytes: &[u8]) -> bool {
    let run = bytes.rsplit(|byte| *byte == 0).next().unwrap_or_default();
    !run.is_empty() && run.len() % FULL == 0
}

pub(super) fn decode(coded: &[u8], reduced: bool) -> Result<Unstuffed, StuffingError> {
    let mut plain = Unstuffed::default();
    let mut at = 0_usize;
    if coded.is_empty() {
        return Err(StuffingError { at, message: "missing code byte" });
    }
    while let Some(code) = coded.get(at).copied() {
        let from = at.saturating_add(1);
        let rest = coded.get(from..).unwrap_or_default();
        let Some(len) = usize::from(code).checked_sub(1) else {
            return Err(StuffingError { at, message: "zero byte inside the frame" });
        };
        let group = rest.get(..len).unwrap_or(rest);
        if let Some(zero) = group.iter().position(|byte| *byte == 0) {
            let at = from.saturating_add(zero);
            return Err(StuffingError { at, message: "zero byte inside the frame" });
        }
        plain.extend(group, from);
        if len > rest.len() {
            if !reduced {
                return Err(StuffingError {
                    at,
                    message: "group extends past the end of the frame",
                });
            }
            plain.push(code, at);
            return Ok(plain);
        }
        at = from.saturating_add(len);
        if len < FULL && at < coded.len() {
            // The zero is encoded by the next group's code byte.
            plain.push(0, at);
        }
    }
    Ok(plain)
}
