//! Plain binrw reader and writer of each built-in format, callable without its Rust type.

use bytescope::formats::{Error, FileFormat, Format};
use bytescope::inspect::{Limits, inspect};
use std::io::Cursor;

/// Result of the plain reader, compared with that of the tree reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainRead {
    /// Offset of the end of the data read.
    pub end: u64,
    /// True if the tree reader returns an equal value.
    pub agrees: bool,
}

/// Plain reader and writer of a format.
#[derive(Debug)]
pub struct Plain {
    name: &'static str,
    /// Reads data with the plain binrw type.
    pub read: fn(&[u8]) -> Result<PlainRead, String>,
    /// Reads and rewrites data. Bytes not covered by any field may be lost.
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

/// Returns the plain reader and writer of a built-in format.
pub fn of(format: &Format) -> &'static Plain {
    PLAIN.iter().find(|plain| plain.name == format.name).unwrap()
}

fn read<T: FileFormat + PartialEq>(data: &[u8]) -> Result<PlainRead, String> {
    let mut stream = Cursor::new(data);
    let value = T::read_options(&mut stream, T::ENDIAN, ()).map_err(|e| e.to_string())?;
    let tree = inspect::<T>(data, T::ENDIAN, (), Limits::default()).value;
    let agrees = tree.is_ok_and(|tree| tree == value);
    Ok(PlainRead { end: stream.position(), agrees })
}
