//! What the plain reader and the writer of a format make of bytes, without the format's type.

use bytescope::formats::{Error, FileFormat, Format};
use bytescope::inspect::{Limits, inspect};
use std::io::Cursor;

/// What the plain reader made of a file, in a form that can be compared with the tree's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainRead {
    /// Where reading ended, in bytes.
    pub end: u64,
    /// Whether the tree's reader, run on the same bytes, gives an equal value.
    pub agrees: bool,
}

/// The plain reader and the writer of a format.
#[derive(Debug)]
pub struct Plain {
    name: &'static str,
    /// Reads data as the plain binrw type does.
    pub read: fn(&[u8]) -> Result<PlainRead, String>,
    /// Reads data as a value and writes that: the same bytes, except those of no field.
    pub rewrite: fn(&[u8]) -> Result<Vec<u8>, Error>,
}

macro_rules! plain {
    ($($module:ident::$format:ident,)*) => {
        static PLAIN: &[Plain] = &[$(Plain {
            name: bytescope::formats::$module::$format::NAME,
            read: read::<bytescope::formats::$module::$format>,
            rewrite: |data| bytescope::formats::$module::$format::from_bytes(data)?.to_bytes(),
        }),*];
    };
}
bytescope::formats::for_each_format!(plain);

/// The plain reader and the writer of a built-in format.
pub fn of(format: &Format) -> &'static Plain {
    PLAIN.iter().find(|plain| plain.name == format.name).unwrap()
}

fn read<T: FileFormat + PartialEq>(data: &[u8]) -> Result<PlainRead, String> {
    let mut stream = Cursor::new(data);
    let value = T::read_options(&mut stream, T::ENDIAN, ()).map_err(|e| e.to_string())?;
    let twin = inspect::<T>(data, T::ENDIAN, (), Limits::default()).value;
    let agrees = twin.is_ok_and(|twin| twin == value);
    Ok(PlainRead { end: stream.position(), agrees })
}
