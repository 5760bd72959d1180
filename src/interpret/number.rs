//! Integers and floats of fixed size.

use super::InterpreterGroup::{Float, Integer};
use super::{Interpreter, ReadValue, little};
use crate::layout::{StructFormat, StructValue, shortest_half};
use bytescope_inspect::{Endian, Value};

macro_rules! numbers {
    ($($name:literal $doc:literal $group:ident $has_order:literal $number:ident;)*) => {
        pub(super) const NUMBERS: &[Interpreter] = &[$(Interpreter {
            name: $name,
            ordered_names: [concat!($name, "le"), concat!($name, "be")],
            doc: $doc,
            group: $group,
            has_order: $has_order,
            read: numbers!(@ $number),
        }),*];
    };
    (@ u24) => { unsigned24 };
    (@ i24) => { signed24 };
    (@ half) => { half };
    (@ $number:ident) => {
        |bytes, order| {
            let bytes = little(bytes, order)?;
            Ok(($number::from_le_bytes(bytes).into(), bytes.len()))
        }
    };
}

numbers! {
    "u8" "Unsigned 8-bit integer" Integer false u8;
    "i8" "Signed 8-bit integer" Integer false i8;
    "u16" "Unsigned 16-bit integer" Integer true u16;
    "i16" "Signed 16-bit integer" Integer true i16;
    "u24" "Unsigned 24-bit integer" Integer true u24;
    "i24" "Signed 24-bit integer" Integer true i24;
    "u32" "Unsigned 32-bit integer" Integer true u32;
    "i32" "Signed 32-bit integer" Integer true i32;
    "u64" "Unsigned 64-bit integer" Integer true u64;
    "i64" "Signed 64-bit integer" Integer true i64;
    "f16" "16-bit float" Float true half;
    "f32" "32-bit float" Float true f32;
    "f64" "64-bit float" Float true f64;
}

fn unsigned24(bytes: &[u8], order: Endian) -> ReadValue {
    let [a, b, c] = little(bytes, order)?;
    Ok((u32::from_le_bytes([a, b, c, 0]).into(), 3))
}

fn signed24(bytes: &[u8], order: Endian) -> ReadValue {
    let [a, b, c] = little(bytes, order)?;
    Ok(((i32::from_le_bytes([0, a, b, c]) >> 8).into(), 3))
}

fn half(bytes: &[u8], order: Endian) -> ReadValue {
    let bytes: [u8; 2] = little(bytes, order)?;
    let format = StructFormat::parse("<e").ok();
    let value = format.and_then(|format| match format.typed_values(&bytes).next() {
        Some((_, StructValue::Float(value))) => Some(value),
        _ => None,
    });
    let value = value.unwrap_or(f64::NAN);
    let short = shortest_half(value).filter(|short| short.is_finite());
    Ok((short.map_or(Value::F64(value), Value::F32), 2))
}
