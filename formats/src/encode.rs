//! Encodes files and records from JSON.

use crate::{Error, FileFormat, Record, typed};
use binrw::{BinRead, BinWrite, Endian};
use bytescope_inspect::{
    BuildResult, Draft, DraftOptions, EncodeError, FromJson, Inspect, encode, to_bytes,
};
use serde_json::Value as Json;

/// Encodes a file from JSON.
pub(crate) fn file<T>(json: &Json, options: DraftOptions) -> Result<Vec<u8>, EncodeError>
where
    T: FileFormat + FromJson + for<'a> BinWrite<Args<'a> = ()>,
{
    encode::<T>(json, T::ENDIAN, (), options, |value, _| {
        typed::to_bytes(value).map_err(EncodeError::write)
    })
}

/// Encoder for files of records.
#[derive(Clone, Copy, Debug)]
pub struct EncodeRecords {
    /// Encodes one record from JSON.
    pub record: fn(&Json, DraftOptions) -> Result<Vec<u8>, EncodeError>,
    /// Encodes the file header for this number of records. Its size is constant, and 0 if the file
    /// has no header.
    pub head: fn(u64) -> Result<Vec<u8>, Error>,
}

impl EncodeRecords {
    /// Returns the encoder for files that contain only records.
    pub const fn of<R: Record + FromJson + for<'a> BinRead<Args<'a> = ()>>() -> Self {
        Self {
            record: |json, options| {
                encode::<R>(json, R::ENDIAN, (), options, |record, omitted| {
                    let mut record = record.clone();
                    let sealed = if omitted.is_empty() { Ok(()) } else { record.seal() };
                    let bytes = sealed.and_then(|()| to_bytes(&record, R::ENDIAN));
                    bytes.map_err(EncodeError::write)
                })
            },
            head: |_| Ok(Vec::new()),
        }
    }
}

/// Encodes a structure.
pub(crate) fn bytes<T>(value: &T, endian: Endian) -> Result<Vec<u8>, Error>
where
    T: Inspect + for<'a> BinWrite<Args<'a> = ()>,
{
    let error = |source| Error::Write { format: T::TYPE, offset: 0, source };
    to_bytes(value, endian).map_err(error)
}

/// Builds an optional field from JSON; `None` if it is missing.
pub(crate) fn optional_field<T: FromJson>(
    draft: &mut Draft<'_>,
    name: &str,
    endian: Endian,
    args: T::Args<'_>,
) -> BuildResult<Option<T>> {
    let mut field = draft.field(name);
    if field.is_missing() {
        return Ok(None);
    }
    T::from_json(&mut field, endian, args).map(Some)
}
