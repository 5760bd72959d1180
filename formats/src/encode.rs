//! Files and records from JSON.

use crate::{FileFormat, typed};
use binrw::{BinRead, Endian};
use bytescope_inspect::{DraftOptions, EncodeError, Inspect, encode};
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
