//! Files and records from JSON.

use crate::{FileFormat, typed};
use binrw::{BinRead, Endian};
use bytescope_inspect::{BuildResult, Draft, DraftOptions, EncodeError, Inspect, encode};
use serde_json::Value as Json;

/// Makes a file.
pub(crate) fn file<T: FileFormat>(
    json: &Json,
    options: DraftOptions,
) -> Result<Vec<u8>, EncodeError> {
    encode::<T>(json, T::ENDIAN, (), options, |value| {
        typed::to_bytes(value).map_err(|e| EncodeError::Write(e.to_string()))
    })
}

/// Makes one record.
pub(crate) fn record<T>(
    json: &Json,
    endian: Endian,
    options: DraftOptions,
) -> Result<Vec<u8>, EncodeError>
where
    T: Inspect + for<'a> BinRead<Args<'a> = ()>,
{
    encode::<T>(json, endian, (), options, |value| {
        value.encode(endian).map_err(|e| EncodeError::Write(e.to_string()))
    })
}

/// A part that may not be there.
pub(crate) fn part<T: Inspect>(
    draft: &mut Draft<'_>,
    name: &str,
    endian: Endian,
    args: T::Args<'_>,
) -> BuildResult<Option<T>> {
    let mut field = draft.field(name);
    if field.is_missing() {
        return Ok(None);
    }
    T::build(&mut field, endian, args).map(Some)
}
