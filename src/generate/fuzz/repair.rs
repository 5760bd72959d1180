//! Correction of numbers whose expected value is known, such as checksums.

use super::map::{byte_order, index, stored};
use crate::format::AnyFormat;
use bytescope_inspect::{BufferId, Buffers, Fact, FaultKind, Limits, Node, Storage, Value};

/// Maximum number of rounds. A checksum may cover other checksums.
const MAX_ROUNDS: usize = 8;
/// Maximum number of table rows whose checksums are corrected.
const MAX_ROWS: u64 = 1024;

/// Returns the file with its checksums corrected.
pub(super) fn repaired(format: &AnyFormat, limits: Limits, mut data: Vec<u8>) -> Vec<u8> {
    for _ in 0..MAX_ROUNDS {
        let outcome = format.inspect(&data, limits, true);
        let buffers = Buffers { source: &data, buffers: &outcome.buffers };
        let mut corrections = Vec::new();
        visit(&outcome.tree, buffers, limits, &mut |node| {
            corrections.extend(correction(node, &data));
        });
        let before = data.clone();
        for (start, bytes) in corrections {
            if let Some(field) = data.get_mut(start..start.saturating_add(bytes.len())) {
                field.copy_from_slice(&bytes);
            }
        }
        if data == before {
            break;
        }
    }
    data
}

/// Calls a function with each node, including those of table rows that can be invalid.
fn visit(node: &Node, buffers: Buffers<'_>, limits: Limits, call: &mut dyn FnMut(&Node)) {
    node.walk(&mut |_, node| {
        call(node);
        let Value::Table(rows) = &node.value else { return };
        if rows.is_total() {
            return;
        }
        for row in rows.rows(buffers, 0..MAX_ROWS, limits) {
            row.walk(&mut |_, node| call(node));
        }
    });
}

/// Returns the offset and the correct bytes of a field with a known expected value.
fn correction(node: &Node, data: &[u8]) -> Option<(usize, Vec<u8>)> {
    let fault = node.fault().filter(|fault| fault.kind == FaultKind::Mismatch)?;
    let (span, extra) = (node.span, node.extra.as_deref()?);
    let whole = span.bit_start.is_multiple_of(8) && span.bit_len.is_multiple_of(8);
    if span.buffer != BufferId::SOURCE || !whole || extra.bits.is_some() {
        return None;
    }
    let (start, end) = (index(span.start()), index(span.end()));
    let old = data.get(start..end)?;
    let expected = fault.expected.as_ref()?;
    let new = match (expected, extra.storage, expected.as_int()) {
        (_, Some(Storage::Number(endian)), Some(value)) => stored(value, old.len(), endian)?,
        (_, Some(Storage::Integer(encode)), Some(value)) => encode(value, old.len())?,
        (Fact::Value(Value::Text(text)), Some(Storage::Text(encode)), _) => encode(text)?,
        (Fact::Value(Value::Text(text)), ..) => text.as_bytes().to_vec(),
        (Fact::Bytes(bytes), ..) => bytes.to_vec(),
        (_, _, Some(value)) => match node.as_int() {
            Some(found) => stored(value, old.len(), byte_order(found, old)?.0)?,
            None => digits(value, old)?,
        },
        _ => return None,
    };
    (new.len() == old.len() && new != old).then_some((start, new))
}

/// Returns hexadecimal digits for a checksum that is stored as text, such as that of NMEA 0183.
fn digits(value: i128, old: &[u8]) -> Option<Vec<u8>> {
    let lower = old.iter().any(u8::is_ascii_lowercase);
    let width = old.len();
    let text = if lower { format!("{value:0width$x}") } else { format!("{value:0width$X}") };
    (value >= 0 && text.len() == width).then(|| text.into_bytes())
}
