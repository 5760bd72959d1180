//! Format strings compared with Python. `tests/record_struct_vectors.py` records results and
//! errors, and documents the vectors.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::layout::{LayoutError, StructFormat, StructValue};
use serde_json::{Value, json};

const BASIC: &str = include_str!("vectors/struct.jsonl");
const COMPLEX: &str = include_str!("vectors/struct-complex.jsonl");

#[test]
fn results_equal_those_of_python() {
    agree(BASIC, 4500);
}

#[test]
fn complex_numbers_and_nans_equal_those_of_python() {
    agree(COMPLEX, 800);
}

#[test]
fn packed_values_round_trip() {
    let mut count = 0;
    for line in BASIC.lines().chain(COMPLEX.lines()) {
        let case: Vec<Value> = serde_json::from_str(line).unwrap();
        let [verb, format, _, packed] = case.as_slice() else { continue };
        let (true, Some(packed)) = (verb == "pack", packed.as_str()) else { continue };
        let format = StructFormat::parse(text(format)).unwrap();
        let packed = hex::decode(packed).unwrap();
        let values = format.unpack(&packed).unwrap();
        let again = format.pack(&values).unwrap();
        let same = format.unpack(&again).unwrap();
        assert_eq!(values_json(&values), values_json(&same), "{line}");
        let columns = format.layout().unwrap();
        for (column, value) in columns.columns().iter().zip(&values) {
            let bytes = column.bytes(&packed).unwrap();
            let read = column.kind.read(bytes, column.order).unwrap();
            let quiet = matches!(read, StructValue::Float(f) if f.is_nan())
                || matches!(read, StructValue::Complex(re, im) if re.is_nan() || im.is_nan());
            assert!(quiet || read == *value, "{line}: {column:?}");
        }
        count += 1;
    }
    assert!(count > 1000, "{count}");
}

fn agree(vectors: &str, min_count: usize) {
    let mut failures = Vec::new();
    for line in vectors.lines() {
        let case: Vec<Value> = serde_json::from_str(line).unwrap();
        let (expected, request) = case.split_last().unwrap();
        let found = run(request).unwrap_or_else(|error| error_json(&error));
        if found != *expected {
            failures.push(format!("{line}\n  but found {found}"));
        }
    }
    let count = vectors.lines().count();
    assert!(count >= min_count, "only {count} cases");
    assert!(failures.is_empty(), "{} of {count} differ:\n{}", failures.len(), failures.join("\n"));
}

/// Runs a case. Returns the result as recorded in the vectors.
fn run(case: &[Value]) -> Result<Value, LayoutError> {
    let format = StructFormat::parse(text(&case[1]))?;
    let data = |value: &Value| hex::decode(text(value)).unwrap();
    let offset = |value: &Value| isize::try_from(value.as_i64().unwrap()).unwrap();
    Ok(match text(&case[0]) {
        "size" => json!(format.size()),
        "pack" => json!(hex::encode(format.pack(&values(&case[2]))?)),
        "unpack" => values_json(&format.unpack(&data(&case[2]))?),
        "iter" => {
            let data = data(&case[2]);
            format.iter_unpack(&data)?.map(|row| values_json(&row)).collect()
        }
        "unpack_from" => values_json(&format.unpack_from(&data(&case[2]), offset(&case[3]))?),
        "pack_into" => {
            let mut buffer = vec![0xee; usize::try_from(case[2].as_u64().unwrap()).unwrap()];
            format.pack_into(&mut buffer, offset(&case[3]), &values(&case[4]))?;
            json!(hex::encode(buffer))
        }
        other => panic!("{other}"),
    })
}

fn error_json(error: &LayoutError) -> Value {
    let kind = match error {
        LayoutError::InvalidCharacter { position, .. } => {
            return json!({"error": "character", "at": position});
        }
        LayoutError::CountWithoutCode { .. } => "no code",
        LayoutError::TooLarge { .. } => "too large",
        LayoutError::ValueCount { .. } => "count",
        LayoutError::CharLength { .. } | LayoutError::WrongType { code: 'c', .. } => "char",
        LayoutError::WrongType { .. } => "type",
        LayoutError::OutOfRange { .. } | LayoutError::FloatTooLarge { .. } => "range",
        LayoutError::WrongSize { .. } => "size",
        LayoutError::NotMultiple { .. } => "multiple",
        LayoutError::ZeroSize => "no bytes",
        LayoutError::RecordOutOfRange { .. } => "short",
        other => panic!("{other:?}"),
    };
    json!({"error": kind})
}

fn values(from: &Value) -> Vec<StructValue<'static>> {
    let double = |digits: &str| f64::from_bits(u64::from_str_radix(digits, 16).unwrap());
    let value = |value: &Value| {
        let (kind, rest) = text(value).split_at(1);
        match kind {
            "i" => StructValue::Int(rest.parse().unwrap()),
            "f" => StructValue::Float(double(rest)),
            "c" => StructValue::Complex(double(&rest[..16]), double(&rest[16..])),
            "b" => hex::decode(rest).unwrap().into(),
            "t" | "n" => StructValue::Bool(kind == "t"),
            other => panic!("{other}"),
        }
    };
    from.as_array().unwrap().iter().map(value).collect()
}

fn values_json(values: &[StructValue<'_>]) -> Value {
    let bits = |value: &f64| format!("{:016x}", value.to_bits());
    let show = |value: &StructValue<'_>| match value {
        StructValue::Bool(value) => if *value { "t" } else { "n" }.to_owned(),
        StructValue::Int(value) => format!("i{value}"),
        StructValue::Float(value) => format!("f{}", bits(value)),
        StructValue::Complex(real, imaginary) => format!("c{}{}", bits(real), bits(imaginary)),
        StructValue::Bytes(bytes) => format!("b{}", hex::encode(bytes)),
    };
    values.iter().map(show).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
