//! Bytes of a file that its values do not determine: the key `$rest`.

use super::{SchemaWriter, WrittenFile, compare, stored};
use crate::Schema;
use crate::run::{GivenFile, Machine};
use bytescope_inspect::{BuildError, Limits};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashMap};

/// Bytes that the values of a file do not determine.
///
/// As JSON, an object: `@OFFSET` is the key of bytes that no field covers completely, or of their number
/// if they are zero, and the path
/// of a field is the key of its stored bytes, if its value has several forms (bytes after a
/// terminator, compressed data). The key `@` has the whole file if these bytes do not suffice; it is used
/// only if its values are those of the JSON.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remainder {
    /// Bytes by offset. Bits of fields are ignored.
    pub(crate) gaps: BTreeMap<u64, Vec<u8>>,
    /// Stored bytes of fields, by path.
    pub(crate) fields: HashMap<String, Vec<u8>>,
    /// The whole file, if its values and the bytes above do not determine it.
    pub(super) file: Option<Vec<u8>>,
}

/// Key of the remainder in the JSON of a file.
const KEY: &str = "$rest";

impl Remainder {
    /// Reads the remainder from the JSON of a file.
    pub(crate) fn of(json: &Json) -> Result<Self, BuildError> {
        let mut remainder = Self::default();
        let Some(rest) = json.get(KEY) else { return Ok(remainder) };
        let error =
            |key: &str, message: &str| Err(BuildError::new(format!("{KEY}.{key}"), message));
        let Some(map) = rest.as_object() else {
            return Err(BuildError::new(KEY, "expected an object"));
        };
        for (key, hex) in map {
            let digits = hex.as_str().and_then(|hex| hex::decode(hex).ok());
            let zeros = hex.as_u64().filter(|count| *count <= MAX_BACKGROUND as u64);
            let zeros = zeros.map(|count| vec![0; usize::try_from(count).unwrap_or(0)]);
            let Some(bytes) = digits.or(zeros) else {
                return error(
                    key,
                    "expected bytes as hexadecimal digits, or a number of zero bytes",
                );
            };
            match key.strip_prefix('@') {
                Some("") => remainder.file = Some(bytes),
                Some(offset) => {
                    let Some(offset) = bytescope_inspect::parse_integer(offset)
                        .and_then(|offset| u64::try_from(offset).ok())
                    else {
                        return error(key, "expected an offset, such as @0x10");
                    };
                    if offset.saturating_add(bytes.len() as u64) > MAX_BACKGROUND as u64 {
                        let max = MAX_BACKGROUND >> 20;
                        return error(key, &format!("the end must be within the first {max} MiB"));
                    }
                    remainder.gaps.insert(offset, bytes);
                }
                None => drop(remainder.fields.insert(key.clone(), bytes)),
            }
        }
        Ok(remainder)
    }

    /// Returns what a file contains besides the values that were written.
    /// Zeros are left out unless `zeros` is set.
    pub(super) fn between(written: &WrittenFile, data: &[u8], zeros: bool) -> Self {
        let mut remainder = Self::default();
        let index = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        for (path, start, len) in &written.texts {
            let (start, end) = (index(*start), index(start.saturating_add(*len)));
            let (now, was) = (written.bytes.get(start..end), data.get(start..end));
            if let (Some(now), Some(was)) = (now, was)
                && now != was
            {
                remainder.fields.insert(path.clone(), was.to_vec());
            }
        }
        let mut gap: Option<(u64, Vec<u8>)> = None;
        for (at, byte) in (0_u64..).zip(data) {
            let mask = written.mask.get(index(at)).copied().unwrap_or(0);
            // The end of the file is kept, too.
            let at_end = index(at) >= written.bytes.len();
            let undecided = byte & !mask != 0 || at_end || zeros && mask == 0;
            match &mut gap {
                Some((_, bytes)) if undecided => bytes.push(*byte),
                Some(_) => remainder.gaps.extend(gap.take()),
                None if undecided => gap = Some((at, vec![*byte])),
                None => {}
            }
        }
        remainder.gaps.extend(gap);
        remainder
    }

    /// Returns the remainder as JSON; `None` if it is empty.
    fn to_json(&self) -> Option<Json> {
        let mut map = Map::new();
        for (offset, bytes) in &self.gaps {
            let is_zero = bytes.len() > 1 && bytes.iter().all(|byte| *byte == 0);
            let value = if is_zero { bytes.len().into() } else { Json::from(hex::encode(bytes)) };
            map.insert(format!("@0x{offset:x}"), value);
        }
        let mut fields: Vec<_> = self.fields.iter().collect();
        fields.sort();
        for (path, bytes) in fields {
            map.insert(path.clone(), hex::encode(bytes).into());
        }
        (!map.is_empty()).then_some(Json::Object(map))
    }

    /// Writes the bytes by offset to a background.
    pub(crate) fn fill(&self, background: &mut Vec<u8>) {
        for (offset, bytes) in &self.gaps {
            let start = usize::try_from(*offset).unwrap_or(usize::MAX);
            let end = start.saturating_add(bytes.len());
            if end > MAX_BACKGROUND {
                continue;
            }
            if background.len() < end {
                background.resize(end, 0);
            }
            if let Some(place) = background.get_mut(start..end) {
                place.copy_from_slice(bytes);
            }
        }
    }
}

/// Maximum size of the background of a file in bytes.
const MAX_BACKGROUND: usize = 256 << 20;

impl SchemaWriter<'_> {
    /// Returns the stored bytes of the fields of a file that may be written differently.
    pub(super) fn stored(&self, json: &Json, data: &[u8]) -> Remainder {
        let mut machine = Machine::new(&self.schema.program, data, Limits::default());
        let (root, _) = machine.run();
        let none = Remainder::default();
        if let Some(root) = root {
            // Evaluates the instances in the JSON.
            let _ = compare::difference(&mut machine, root, GivenFile::new(json, &none));
        }
        Remainder { fields: stored::stored_fields(&mut machine), ..Remainder::default() }
    }
}

impl Schema {
    /// Returns the bytes of a valid file that its values, given as JSON, do not determine: the value
    /// of the key `$rest`. `None` if the values determine all bytes.
    pub fn remainder(&self, json: &Json, data: &[u8]) -> Option<Json> {
        let writer = SchemaWriter::new(self);
        let none = writer.stored(json, data);
        let whole = || Some(serde_json::json!({"@": hex::encode(data)}));
        let Ok(written) = writer.write(GivenFile::new(json, &none).read_from(data), None) else {
            return whole();
        };
        // Zeros between fields are needed only if something is located relative to the end.
        let [few, all] = [false, true].map(|zeros| {
            let mut remainder = Remainder::between(&written, data, zeros);
            remainder.fields.extend(written.kept.iter().cloned());
            remainder
        });
        let is_enough = |remainder: &Remainder| {
            let again = writer.write(GivenFile::new(json, remainder), None);
            again.is_ok_and(|again| again.bytes == data)
        };
        match [few, all].into_iter().find(is_enough) {
            Some(remainder) => remainder.to_json(),
            None => whole(),
        }
    }
}
