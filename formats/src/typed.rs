//! Files as values: reading, writing, loading.

use crate::image::Image;
use crate::{Error, FileFormat};
use binrw::io::Cursor;
use bytescope_inspect::{Limits, inspect};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Reads the file at `path` into a value that holds all it needs.
pub(crate) fn open<T: FileFormat>(path: &Path) -> Result<T, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Open { path: path.to_owned(), source })?;
    read(&bytes).map_err(|error| error.of_file(path))
}

/// Reads `bytes` into a value that holds all it needs.
pub(crate) fn read<T: FileFormat>(bytes: &[u8]) -> Result<T, Error> {
    match T::read_options(&mut Cursor::new(bytes), T::ENDIAN, ()) {
        Ok(mut value) => {
            value.load(bytes);
            Ok(value)
        }
        Err(source) => Err(located::<T>(bytes, source)),
    }
}

/// The error with its place, which the tree knows better than binrw.
fn located<T: FileFormat>(bytes: &[u8], source: binrw::Error) -> Error {
    let tree = inspect::<T>(bytes, T::ENDIAN, (), Limits::default()).tree;
    let fault = tree.recorded_faults().into_iter().find(|(_, fault)| fault.fatal);
    let (field, offset, message) = match fault {
        Some((path, fault)) => (path.as_str().to_owned(), fault.offset, fault.to_string()),
        None => (String::new(), 0, source.to_string()),
    };
    Error::Read { format: T::NAME, path: None, field, offset, message, source: source.into() }
}

/// The value, if what it writes is read again as the same value and breaks no rule: what builders
/// give back.
pub(crate) fn checked<T: FileFormat>(value: T) -> Result<T, Error> {
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
    match read == Some(value.clone()) {
        true => Ok(value),
        false => rule("", "a part is read as another than it was given".to_owned()),
    }
}

/// The bytes of the file that a value stands for.
pub(crate) fn to_bytes<T: FileFormat>(value: &T) -> Result<Vec<u8>, Error> {
    let mut image = Image::default();
    match value.write_options(&mut image, T::ENDIAN, ()) {
        Ok(()) => Ok(image.into_bytes()),
        Err(source) => Err(Error::Write { format: T::NAME, offset: image.pos(), source }),
    }
}

/// Writes the file that a value stands for.
pub(crate) fn write<T: FileFormat>(value: &T, out: &mut impl Write) -> Result<(), Error> {
    out.write_all(&to_bytes(value)?).map_err(Error::Output)
}

/// The registry: the table of formats, and for each the functions that programs call.
macro_rules! formats {
    ($(#[$doc:meta])* $table:ident: $($module:ident::$format:ident,)*) => {
        $(#[$doc])*
        pub static $table: &[Format] = &[$(Format::of::<$module::$format>()),*];

        $(impl $module::$format {
            /// Reads a file into a value that holds all of it.
            ///
            /// ```no_run
            #[doc = concat!("use bytescope_formats::", stringify!($module::$format), ";")]
            ///
            #[doc = concat!("let value = ", stringify!($format), "::open(\"file\")?;")]
            /// println!("{value:?}");
            /// # Ok::<(), bytescope_formats::Error>(())
            /// ```
            ///
            /// # Errors
            /// The file cannot be read, or is not of this format.
            pub fn open(path: impl AsRef<::std::path::Path>) -> Result<Self, Error> {
                typed::open(path.as_ref())
            }

            /// Reads bytes into a value that holds all of them.
            ///
            /// # Errors
            /// The bytes are not of this format.
            pub fn read(bytes: &[u8]) -> Result<Self, Error> {
                typed::read(bytes)
            }

            /// Writes the file that this value stands for: for one that was read and not changed,
            /// the same bytes. Nothing is written unless all of it can be.
            ///
            /// Bytes that belong to no field of the format are no part of the value.
            ///
            /// # Errors
            /// Parts of the value contradict each other, or `out` fails.
            pub fn write(&self, out: &mut impl ::std::io::Write) -> Result<(), Error> {
                typed::write(self, out)
            }

            /// The bytes of the file that this value stands for.
            ///
            /// # Errors
            /// Parts of the value contradict each other.
            pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
                typed::to_bytes(self)
            }
        })*
    };
}
pub(crate) use formats;
