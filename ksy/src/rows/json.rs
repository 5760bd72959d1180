//! Plain JSON of values, for columns of lists.

use super::columns;
use crate::ir::Repeat;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::OrderedJson as Json;
use bytescope_table::{Cell, ColumnKind};
use serde_json::Number;
use std::io::Write;

/// Appends a value as JSON: bytes become hex strings, and enum values their labels.
pub(super) fn write(machine: &mut Machine<'_>, val: &Val, to: &mut Vec<u8>) {
    match val {
        Val::Bool(b) => write_bool(*b, to),
        Val::Int(n) => write_integer(*n, to),
        Val::F32(n) => write_single(*n, to),
        Val::F64(n) => write_double(*n, to),
        Val::Str(text) => write_text(text, to),
        Val::Bytes(bytes) => write_hex(machine.slice(bytes), to),
        Val::Enum(id, raw) => match machine.program.label(*id, *raw) {
            Some(name) => write_text(&name, to),
            None => write_integer(*raw, to),
        },
        Val::Obj(id) => write_object(machine, *id, to),
        Val::Arr(id) => {
            to.push(b'[');
            let mut index = 0_usize;
            while let Some(item) = machine.array(*id).get(index).map(|cell| cell.val.clone()) {
                if index > 0 {
                    to.push(b',');
                }
                write(machine, &item, to);
                index = index.saturating_add(1);
            }
            to.push(b']');
        }
        Val::Table(id) => {
            to.push(b'[');
            for index in 0..machine.table(*id).map_or(0, |table| table.count) {
                if index > 0 {
                    to.push(b',');
                }
                match machine.row(*id, index) {
                    Ok(item) => write(machine, &item, to),
                    Err(_) => to.extend_from_slice(b"null"),
                }
            }
            to.push(b']');
        }
        Val::Unset | Val::Busy | Val::Failed | Val::Null | Val::Io(_) => {
            to.extend_from_slice(b"null");
        }
    }
}

/// Appends the fields of `seq` that are present.
fn write_object(machine: &mut Machine<'_>, id: ObjId, to: &mut Vec<u8>) {
    to.push(b'{');
    let fields = machine.class_of(id).map_or(&[][..], |class| class.fields.as_slice());
    let mut is_first = true;
    for (index, field) in fields.iter().enumerate() {
        let slot = machine.class_of(id).map_or(0, |class| class.field_slot(index));
        let val = machine.cell(id, slot).map(|cell| cell.val.clone()).unwrap_or_default();
        let absent = matches!(val, Val::Null | Val::Unset) && matches!(field.repeat, Repeat::Once);
        if absent {
            continue;
        }
        if !std::mem::replace(&mut is_first, false) {
            to.push(b',');
        }
        write_text(&field.meta.name, to);
        to.push(b':');
        match (&val, field.number) {
            (Val::Str(text), Some(kind)) => write_represented(text, kind, to),
            _ => write(machine, &val, to),
        }
    }
    to.push(b'}');
}

/// Appends a string that represents a number; other strings remain strings.
pub(crate) fn write_represented(text: &str, kind: ColumnKind, to: &mut Vec<u8>) {
    match columns::number(text, kind) {
        Cell::Int(n) => write_integer(n, to),
        Cell::F64(n) => write_double(n, to),
        _ if text.is_empty() => to.extend_from_slice(b"null"),
        _ => write_text(text, to),
    }
}

pub(crate) fn write_bool(value: bool, to: &mut Vec<u8>) {
    to.extend_from_slice(if value { b"true" } else { b"false" });
}

/// Appends the first `len` bytes of a text. A constant number of bytes is copied, which is faster.
#[inline(always)]
pub(crate) fn push_padded<const N: usize>(text: &[u8; N], len: usize, to: &mut Vec<u8>) {
    let end = to.len().saturating_add(len);
    to.extend_from_slice(text);
    to.truncate(end);
}

/// Hexadecimal digits of each byte.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "at compile time")]
static HEX: [[u8; 2]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut table = [[0; 2]; 256];
    let mut n = 0;
    while n < 256 {
        table[n] = [DIGITS[n / 16], DIGITS[n % 16]];
        n += 1;
    }
    table
};

pub(crate) fn write_hex(bytes: &[u8], to: &mut Vec<u8>) {
    to.push(b'"');
    for byte in bytes {
        to.extend_from_slice(&HEX.get(usize::from(*byte)).copied().unwrap_or_default());
    }
    to.push(b'"');
}

/// Three digits of each number below 1000.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "at compile time")]
static DIGITS: [[u8; 3]; 1000] = {
    let mut table = [[0; 3]; 1000];
    let mut n = 0;
    while n < 1000 {
        table[n] = [(n / 100) as u8 | b'0', (n / 10 % 10) as u8 | b'0', (n % 10) as u8 | b'0'];
        n += 1;
    }
    table
};

/// Appends an unsigned integer.
#[inline]
pub(crate) fn write_unsigned(n: u64, to: &mut Vec<u8>) {
    let digits = |n: u64| DIGITS.get((n % 1000) as usize).copied().unwrap_or_default();
    match n {
        0..=9 => to.push(n as u8 | b'0'),
        10..=99 => {
            let [_, b, c] = digits(n);
            to.extend_from_slice(&[b, c]);
        }
        100..=999 => to.extend_from_slice(&digits(n)),
        1000..=999_999 => {
            write_unsigned(n / 1000, to);
            to.extend_from_slice(&digits(n));
        }
        _ => to.extend_from_slice(itoa::Buffer::new().format(n).as_bytes()),
    }
}

pub(crate) fn write_text(text: &str, to: &mut Vec<u8>) {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        to.push(b'"');
        to.extend_from_slice(text.as_bytes());
        to.push(b'"');
    } else {
        push(&Json::from(text), to);
    }
}

/// Appends a negative integer.
pub(crate) fn write_signed(n: i64, to: &mut Vec<u8>) {
    to.push(b'-');
    write_unsigned(n.unsigned_abs(), to);
}

/// Appends an integer; one that JSON readers cannot represent becomes a string.
pub(crate) fn write_integer(n: i128, to: &mut Vec<u8>) {
    match (u64::try_from(n), i64::try_from(n)) {
        (Ok(n), _) => write_unsigned(n, to),
        (_, Ok(n)) => write_signed(n, to),
        _ => push(&integer(n), to),
    }
}

/// Appends a 32-bit float, with the shortest digits that round-trip.
pub(crate) fn write_single(n: f32, to: &mut Vec<u8>) {
    let json = n.to_string().parse();
    push(&json.map_or_else(|_| non_finite(f64::from(n)), Json::Number), to);
}

/// Appends a 64-bit float.
pub(crate) fn write_double(n: f64, to: &mut Vec<u8>) {
    push(&Number::from_f64(n).map_or_else(|| non_finite(n), Json::Number), to);
}

fn push(json: &Json, to: &mut Vec<u8>) {
    // Writing to a vector cannot fail.
    let _ = write!(to, "{json}");
}

fn integer(n: i128) -> Json {
    Number::from_i128(n).map_or_else(|| n.to_string().into(), Json::Number)
}

/// Returns the string for a float that JSON cannot represent.
fn non_finite(n: f64) -> Json {
    let name = if n.is_nan() {
        "NaN"
    } else if n > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    name.into()
}
