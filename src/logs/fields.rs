//! Fields of `ULog` topics, with the fields of nested types inlined.

use super::LogField;
use super::ulog::{HEADER_SIZE, ID_SIZE};
use crate::layout::ColumnType;
use std::collections::HashMap;

/// Maximum nesting depth of types.
const MAX_DEPTH: usize = 8;
/// Maximum number of fields of a topic.
const MAX_FIELDS: usize = 4096;
/// Maximum work to inline the fields of a topic: the number of fields and nested types, and the
/// size of their names in units of 32 bytes.
const MAX_WORK: usize = 1 << 16;
/// Maximum work for all topics of a small log.
const MAX_TOTAL_WORK: usize = 1 << 22;

/// Fields of a type, as pairs of type and name.
pub(super) type Format<'f> = Vec<(&'f str, &'f str)>;

/// Formats of types.
pub(super) struct TypeFormats<'f> {
    formats: HashMap<&'f str, Format<'f>>,
    /// Work left for all topics.
    work: usize,
}

/// Fields of a topic.
pub(super) struct Fields {
    pub(super) fields: Vec<LogField>,
    /// Size of all fields in bytes.
    pub(super) size: usize,
    /// Size of all fields without trailing padding in bytes.
    pub(super) filled: usize,
}

impl<'f> TypeFormats<'f> {
    /// Creates an empty list for a log of `len` bytes. The work is bounded by the size of the log.
    pub(super) fn of_log(len: usize) -> Self {
        Self { formats: HashMap::new(), work: MAX_TOTAL_WORK.saturating_add(len / 16) }
    }

    /// Removes all formats.
    pub(super) fn clear(&mut self) {
        self.formats.clear();
    }

    /// Adds or replaces a format. Returns false if it is the current format.
    pub(super) fn define(&mut self, name: &'f str, fields: Format<'f>) -> bool {
        if self.formats.get(name) == Some(&fields) {
            return false;
        }
        self.formats.insert(name, fields);
        true
    }

    /// Spends work. Returns false if none is left.
    pub(super) fn spend(&mut self, work: usize) -> bool {
        self.work = self.work.saturating_sub(work);
        self.work > 0
    }

    /// Inlines the fields of a topic.
    pub(super) fn flatten(&mut self, name: &str) -> Result<Fields, FieldsError> {
        let start = HEADER_SIZE + ID_SIZE;
        let left = self.work.min(MAX_WORK);
        let mut flat = Flat { at: start, filled: start, fields: Vec::new(), work: left };
        let result = flat.add(&self.formats, name, "", 0);
        self.spend(left.saturating_sub(flat.work).max(1));
        let Flat { at, filled, fields, .. } = flat;
        let (size, filled) = (at.saturating_sub(start), filled.saturating_sub(start));
        result.map(|()| Fields { fields, size, filled })
    }
}

/// Reason why the fields of a topic are not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FieldsError {
    /// A type is not defined, or an array size is not a number.
    Undefined,
    /// A limit is reached.
    OverLimit,
}

/// Fields of a type that are being inlined.
struct Flat {
    /// Offset of the next field in a message.
    at: usize,
    /// End offset of the last field that is not padding.
    filled: usize,
    fields: Vec<LogField>,
    /// Work left.
    work: usize,
}

impl Flat {
    fn add(
        &mut self,
        formats: &HashMap<&str, Format<'_>>,
        name: &str,
        prefix: &str,
        depth: usize,
    ) -> Result<(), FieldsError> {
        if depth > MAX_DEPTH {
            return Err(FieldsError::OverLimit);
        }
        for (kind, name) in formats.get(name).ok_or(FieldsError::Undefined)? {
            let (kind, count) = match kind.strip_suffix(']').and_then(|kind| kind.split_once('[')) {
                Some((kind, count)) => {
                    (kind, Some(count.parse::<usize>().map_err(|_| FieldsError::Undefined)?))
                }
                None => (*kind, None),
            };
            let path = format!("{prefix}{name}");
            self.spend(&path)?;
            match (kind, count) {
                ("char", count) => self.push(path, ColumnType::Text(count.unwrap_or(1)))?,
                (kind, None) => self.add_field(formats, kind, path, depth)?,
                (kind, Some(count)) => {
                    for index in 0..count {
                        self.add_field(formats, kind, format!("{path}[{index}]"), depth)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn add_field(
        &mut self,
        formats: &HashMap<&str, Format<'_>>,
        kind: &str,
        path: String,
        depth: usize,
    ) -> Result<(), FieldsError> {
        let kind = match kind {
            "int8_t" => ColumnType::I8,
            "uint8_t" => ColumnType::U8,
            "int16_t" => ColumnType::I16,
            "uint16_t" => ColumnType::U16,
            "int32_t" => ColumnType::I32,
            "uint32_t" => ColumnType::U32,
            "int64_t" => ColumnType::I64,
            "uint64_t" => ColumnType::U64,
            "float" => ColumnType::F32,
            "double" => ColumnType::F64,
            "bool" => ColumnType::Bool,
            other => {
                self.spend(&path)?;
                let prefix = format!("{path}.");
                return self.add(formats, other, &prefix, depth.saturating_add(1));
            }
        };
        self.push(path, kind)
    }

    /// Bounds the work for a field or nested type.
    fn spend(&mut self, path: &str) -> Result<(), FieldsError> {
        let work = 1_usize.saturating_add(path.len() / 32);
        self.work = self.work.checked_sub(work).ok_or(FieldsError::OverLimit)?;
        Ok(())
    }

    fn push(&mut self, name: String, kind: ColumnType) -> Result<(), FieldsError> {
        self.spend(&name)?;
        let at = self.at;
        self.at = at.saturating_add(kind.size());
        if self.at > usize::from(u16::MAX) {
            return Err(FieldsError::OverLimit);
        }
        if name.rsplit('.').next().is_some_and(|name| name.starts_with("_padding")) {
            return Ok(());
        }
        self.filled = self.at;
        if self.fields.len() >= MAX_FIELDS {
            return Err(FieldsError::OverLimit);
        }
        let unit = if name == "timestamp" { "µs" } else { "" };
        self.fields.push(LogField { name, at, kind, unit: unit.to_owned(), divisor: None });
        Ok(())
    }
}
