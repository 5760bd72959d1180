//! Reads and writes files as typed values.

use crate::output::OutputBuffer;
use crate::{Error, FileFormat};
use binrw::BinWrite;
use binrw::io::Cursor;
use bytescope_inspect::{Limits, Load, inspect};
use std::fs;
use std::path::Path;

/// Reads the file at `path` into a value that owns all its data.
pub(crate) fn open<T: FileFormat + Load>(path: &Path) -> Result<T, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Open { path: path.to_owned(), source })?;
    read(&bytes).map_err(|error| error.with_path(path))
}

/// Reads `bytes` into a value that owns all its data.
pub(crate) fn read<T: FileFormat + Load>(bytes: &[u8]) -> Result<T, Error> {
    match T::read_options(&mut Cursor::new(bytes), T::ENDIAN, ()) {
        Ok(mut value) => {
            value.load(bytes);
            Ok(value)
        }
        Err(source) => Err(locate_error::<T>(bytes, source)),
    }
}

/// Adds the field and offset to a read error, using the field tree.
fn locate_error<T: FileFormat>(bytes: &[u8], source: binrw::Error) -> Error {
    let tree = inspect::<T>(bytes, T::ENDIAN, (), Limits::default()).tree;
    let fault = tree.recorded_faults().into_iter().find(|(_, fault)| fault.fatal);
    let (field, offset, message) = match fault {
        Some((path, fault)) => (path.as_str().to_owned(), fault.offset, fault.to_string()),
        None => (String::new(), 0, source.to_string()),
    };
    Error::Read { format: T::NAME, path: None, field, offset, message, source: source.into() }
}

/// Checks a built value: it must satisfy all rules and be unchanged when written and read back.
pub(crate) fn checked<T>(value: T) -> Result<T, Error>
where
    T: FileFormat + Load + PartialEq + for<'a> BinWrite<Args<'a> = ()>,
{
    let bytes = to_bytes(&value)?;
    let outcome = inspect::<T>(&bytes, T::ENDIAN, (), Limits::default());
    let rule = |field: &str, message: String| {
        Err(Error::Rule { format: T::NAME, field: field.to_owned(), message })
    };
    if let Some((path, fault)) = outcome.tree.recorded_faults().into_iter().next() {
        return rule(path.as_str(), fault.to_string());
    }
    let read = outcome.value.ok().map(|mut read| {
        read.load(&bytes);
        read
    });
    match read.as_ref() == Some(&value) {
        true => Ok(value),
        false => rule("", "the value changes when written and read back".to_owned()),
    }
}

/// Encodes a value as the bytes of its file.
pub(crate) fn to_bytes<T>(value: &T) -> Result<Vec<u8>, Error>
where
    T: FileFormat + for<'a> BinWrite<Args<'a> = ()>,
{
    let mut image = OutputBuffer::default();
    match value.write_options(&mut image, T::ENDIAN, ()) {
        Ok(()) => Ok(image.into_bytes()),
        Err(source) => Err(Error::Write { format: T::NAME, offset: image.pos(), source }),
    }
}
