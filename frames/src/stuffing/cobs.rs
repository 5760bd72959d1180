//! Groups of up to 254 bytes that are not zero, each behind a byte that says how long it is.

use super::{Plain, StuffingError};

/// Bytes in a group that no zero follows.
const FULL: usize = 254;

/// Every group as it is coded: a byte one greater than its length, then its bytes.
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
                // The zero that ends the run needs a group of its own behind a full one.
                coded.push(1);
            }
        }
        if run.is_empty() {
            coded.push(1);
        }
    }
    // A full group at the very end needs nothing behind it.
    if coded.last() == Some(&1) && ends_full(bytes) {
        coded.pop();
    }
    coded
}

/// The same with the last group's first byte replaced by its last one, where that is greater.
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

/// Whether the last run is one of full groups.
fn ends_full(bytes: &[u8]) -> bool {
    let run = bytes.rsplit(|byte| *byte == 0).next().unwrap_or_default();
    !run.is_empty() && run.len() % FULL == 0
}

pub(super) fn decode(coded: &[u8], reduced: bool) -> Result<Plain, StuffingError> {
    let mut plain = Plain::default();
    let mut at = 0_usize;
    if coded.is_empty() {
        return Err(StuffingError { at, message: "no code byte" });
    }
    while let Some(code) = coded.get(at).copied() {
        let from = at.saturating_add(1);
        let rest = coded.get(from..).unwrap_or_default();
        let Some(len) = usize::from(code).checked_sub(1) else {
            return Err(StuffingError { at, message: "a zero within the frame" });
        };
        let group = rest.get(..len).unwrap_or(rest);
        if let Some(zero) = group.iter().position(|byte| *byte == 0) {
            let at = from.saturating_add(zero);
            return Err(StuffingError { at, message: "a zero within the frame" });
        }
        plain.extend(group, from);
        if len > rest.len() {
            if !reduced {
                return Err(StuffingError { at, message: "a group longer than the frame" });
            }
            plain.push(code, at);
            return Ok(plain);
        }
        at = from.saturating_add(len);
        if len < FULL && at < coded.len() {
            // The zero stands where the next group's code byte is.
            plain.push(0, at);
        }
    }
    Ok(plain)
}
