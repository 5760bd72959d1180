//! Expressions of schemas.

use crate::schemas::{LIMITS, schema};

/// Any text, evaluated as an expression on a small file, results in errors, one fault or one value.
pub fn expr(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let schema = schema("everyday").unwrap();
    match schema.expression(text) {
        Err(report) => {
            assert!(report.has_errors(), "{text:?} is rejected without an error");
            let _ = report.to_string();
        }
        Ok(expression) => {
            let results = schema.eval(FILE, LIMITS, &[expression]);
            assert_eq!(results.values.len(), 1);
        }
    }
}

/// File on which expressions are evaluated, in the format of the schema `everyday`.
const FILE: &[u8] =
    b"EV\x02\x00\x05\x00\x00\x00hello\x01\x02\x00abc\0\x02\x04\x00\x01\x02\x03\x04rest of the dat";
