//! COBS: groups of up to 254 nonzero bytes, each preceded by a code byte, the group size plus 1.

use super::{StuffingError, Unstuffed};

/// Maximum group size in bytes. A group of this size is not followed by an implied zero.
const MAX_GROUP: usize = 254;

/// Encodes each group as its code byte followed by its bytes.
pub(super) fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut coded =
        Vec::with_capacity(bytes.len().saturating_add(bytes.len() / MAX_GROUP).saturating_add(1));
    for run in bytes.split(|byte| *byte == 0) {
        let mut groups = run.chunks(MAX_GROUP).peekable();
        let is_last_full = run.len() % MAX_GROUP == 0;
        while let Some(group) = groups.next() {
            coded.push(code(group.len()));
            coded.extend_from_slice(group);
            if groups.peek().is_none() && is_last_full {
                // After a full group, an empty group encodes the zero that ends the run.
                coded.push(1);
            }
        }
        if run.is_empty() {
            coded.push(1);
        }
    }
    // The last run is not followed by a zero.
    if coded.last() == Some(&1) && ends_with_full_group(bytes) {
        coded.pop();
    }
    coded
}

/// Encodes as COBS/R: the last byte replaces the code byte of the last group, unless the last byte
/// is smaller.
pub(super) fn encode_reduced(bytes: &[u8]) -> Vec<u8> {
    let mut coded = encode(bytes);
    let group = bytes.rsplit(|byte| *byte == 0).next().unwrap_or_default();
    let len = match group.len() % MAX_GROUP {
        0 if !group.is_empty() => MAX_GROUP,
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

/// Returns the code byte of a group.
fn code(len: usize) -> u8 {
    u8::try_from(len.saturating_add(1)).unwrap_or(u8::MAX)
}

/// True if the last group is full.
fn ends_with_full_group(bytes: &[u8]) -> bool {
    let run = bytes.rsplit(|byte| *byte == 0).next().unwrap_or_default();
    !run.is_empty() && run.len() % MAX_GROUP == 0
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
        if len < MAX_GROUP && at < coded.len() {
            // The implied zero is mapped to the code byte of the next group.
            plain.push(0, at);
        }
    }
    Ok(plain)
}
