//! Files as values: reading, writing, loading.

use crate::image::Image;
use crate::{Error, FileFormat};
use binrw::io::Cursor;
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
    let mut reader = Cursor::new(bytes);
    let mut value = T::read_options(&mut reader, T::ENDIAN, ()).map_err(|source| Error::Read {
        format: T::NAME,
        path: None,
        offset: offset(&source).unwrap_or(reader.position()).min(bytes.len() as u64),
        source,
    })?;
    value.load(bytes);
    Ok(value)
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

/// Where an error says that it arose.
fn offset(error: &binrw::Error) -> Option<u64> {
    match error.root_cause() {
        binrw::Error::BadMagic { pos, .. }
        | binrw::Error::AssertFail { pos, .. }
        | binrw::Error::Custom { pos, .. }
        | binrw::Error::NoVariantMatch { pos } => Some(*pos),
        _ => None,
    }
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
