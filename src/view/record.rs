//! Records of a struct format string as JSON.

use super::json::{Hex, not_finite};
use crate::layout::{ColumnType, StructFormat, StructValue, shortest_half};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A record as an array of its values, or as an object if they have names. Bytes are hex, complex
/// numbers are pairs.
///
/// ```
/// use bytescope::layout::StructFormat;
/// use bytescope::view::RecordView;
///
/// let format = StructFormat::parse("<hd2s")?;
/// let record = b"\xfb\xff\0\0\0\0\0\0\xf0\x7fhi";
/// let view = RecordView { format: &format, record, names: &[] };
/// assert_eq!(serde_json::to_string(&view)?, r#"[-5,"Infinity","6869"]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RecordView<'v> {
    /// Format of the record.
    pub format: &'v StructFormat,
    /// Contents of the record.
    pub record: &'v [u8],
    /// Names of all values; empty for an array.
    pub names: &'v [String],
}

impl Serialize for RecordView<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let values = self.format.typed_values(self.record);
        if self.names.is_empty() {
            let mut seq = to.serialize_seq(None)?;
            for (kind, value) in values {
                seq.serialize_element(&JsonValue(kind, value))?;
            }
            return seq.end();
        }
        let mut map = to.serialize_map(None)?;
        for (name, (kind, value)) in self.names.iter().zip(values) {
            map.serialize_entry(name, &JsonValue(kind, value))?;
        }
        map.end()
    }
}

/// A value with its column type, as JSON.
struct JsonValue<'v>(ColumnType, StructValue<'v>);

impl Serialize for JsonValue<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.1 {
            StructValue::Bool(value) => to.serialize_bool(*value),
            StructValue::Int(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => to.serialize_i64(value),
                (_, Ok(value)) => to.serialize_u64(value),
                _ => to.serialize_i128(*value),
            },
            StructValue::Float(value) => JsonFloat(self.0, *value).serialize(to),
            StructValue::Complex(real, imaginary) => {
                [JsonFloat(self.0, *real), JsonFloat(self.0, *imaginary)].serialize(to)
            }
            StructValue::Bytes(bytes) => to.collect_str(&Hex(bytes)),
        }
    }
}

/// A float as the shortest number that is read back as the same float of its type.
#[derive(Clone, Copy)]
struct JsonFloat(ColumnType, f64);

impl Serialize for JsonFloat {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(kind, value) = *self;
        if !value.is_finite() {
            return to.serialize_str(not_finite(value));
        }
        match (kind, shortest_half(value)) {
            (ColumnType::F16, Some(short)) => to.serialize_f32(short),
            (ColumnType::F32 | ColumnType::ComplexF32, _) => to.serialize_f32(value as f32),
            _ => to.serialize_f64(value),
        }
    }
}
