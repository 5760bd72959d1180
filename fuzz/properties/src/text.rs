//! Format strings and hex dumps.

use crate::first_line;
use bytescope::dump::{self, PlainHex, ReverseError, ReverseOptions};
use bytescope::layout::{StructFormat, StructValue};

/// Maximum output size in bytes of reversing a hex dump.
const MAX_REVERSED: usize = 1 << 20;
/// Maximum size of a record in bytes. Format strings of larger records are only parsed.
const MAX_RECORD: usize = 1 << 16;

/// Parsing a format string never panics, and unpacked values round-trip. The first line of the
/// input is the format string; the rest is a record.
pub fn struct_format(data: &[u8]) {
    let Some((text, data)) = first_line(data) else { return };
    let Ok(format) = StructFormat::parse(text) else { return };
    if format.size() > MAX_RECORD {
        return;
    }
    let mut record = data.to_vec();
    record.resize(format.size(), 0x5a);
    let values = format.unpack(&record).unwrap();
    assert_eq!(values.len(), format.value_count(), "{text}");
    let packed = format.pack(&values).unwrap();
    assert_eq!(packed.len(), format.size(), "{text}");
    let again = format.unpack(&packed).unwrap();
    assert!(values.iter().zip(&again).all(|(a, b)| same(a, b)), "{text}: {values:?} {again:?}");
}

/// True if the values are equal; NaN equals NaN.
fn same(a: &StructValue<'_>, b: &StructValue<'_>) -> bool {
    let float = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
    match (a, b) {
        (StructValue::Float(a), StructValue::Float(b)) => float(*a, *b),
        (StructValue::Complex(a, b), StructValue::Complex(c, d)) => float(*a, *c) && float(*b, *d),
        _ => a == b,
    }
}

/// Reversing the dump of any bytes returns these bytes, and reversing any text ends.
pub fn hexdump_reverse(data: &[u8]) {
    let mut text = Vec::new();
    dump::classic(data, false, &mut text).unwrap();
    assert_eq!(reversed(&text).ok().as_deref(), Some(data), "a hex dump");
    let (mut plain, mut text) = (PlainHex::default(), Vec::new());
    plain.feed(data, &mut text).unwrap();
    plain.finish(&mut text).unwrap();
    assert_eq!(reversed(&text).ok().as_deref(), Some(data), "plain digits");
    // The input as a dump, whose output is limited.
    let _ = reversed(data);
}

fn reversed(text: &[u8]) -> Result<Vec<u8>, ReverseError> {
    let mut out = Limited(Vec::new());
    dump::reverse(text, ReverseOptions::default(), &mut out)?;
    Ok(out.0)
}

/// Writer that fails after [`MAX_REVERSED`] bytes, like a full disk.
struct Limited(Vec<u8>);

impl std::io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() >= MAX_REVERSED {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
