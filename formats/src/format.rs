//! What the rest of bytescope needs to know of a format.

use crate::encode::{self, EncodeRecords};
use crate::{Error, ReadPicture, typed};
use binrw::io::Cursor;
use binrw::{BinRead, BinWrite, Endian};
use bytescope_inspect::{DraftOptions, EncodeError, FrameType, Inspect, Limits, Outcome, inspect};
use serde_json::Value as Json;
use std::fmt::Debug;

/// A binrw type that is a whole file.
pub trait FileFormat:
    Inspect
    + for<'a> BinRead<Args<'a> = ()>
    + for<'a> BinWrite<Args<'a> = ()>
    + Clone
    + Debug
    + PartialEq
{
    /// The name on the command line.
    const NAME: &'static str;
    /// What people call it.
    const TITLE: &'static str;
    /// The usual endings of file names, without the dot.
    const EXTENSIONS: &'static [&'static str];
    /// The specification that the facts come from.
    const SPEC: &'static str;
    /// The byte order, where no field says another.
    const ENDIAN: Endian;
    /// Whether files are found by their content; otherwise the format must be named.
    const BY_CONTENT: bool = !Self::MAGIC.is_empty();
    /// Whether a whole file can be made from its JSON.
    const ENCODABLE: bool = true;
    /// How to make a file from its records alone, when they say all of it.
    const ENCODE_RECORDS: Option<EncodeRecords> = None;
    /// The frames that are found in noise, when the format is sent in such.
    const FRAME: Option<FrameType> = None;
    /// How to see what the file shows, when it is a picture that can be decoded here.
    const PICTURE: Option<ReadPicture> = None;

    /// Whether `data` begins like this format. A file that is cut within its first bytes counts
    /// when what is there fits; a format without a constant is never guessed.
    fn detect(data: &[u8]) -> bool {
        begins(data, Self::MAGIC)
    }
}

/// Whether `data` begins with `magic`, or ends (after two bytes or more) while it still fits.
pub(crate) fn begins(data: &[u8], magic: &[u8]) -> bool {
    !magic.is_empty() && (data.starts_with(magic) || data.len() >= 2 && magic.starts_with(data))
}

/// A built-in format.
#[derive(Debug)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// The usual endings of file names, without the dot.
    pub extensions: &'static [&'static str],
    /// The specification that the facts come from.
    pub spec: &'static str,
    /// What the documentation says of the format.
    pub doc: &'static str,
    /// The bytes every file starts with; empty when there are none, and the format is then found
    /// in another way or must be named.
    pub magic: &'static [u8],
    /// Whether files are found by their content; otherwise the format must be named.
    pub by_content: bool,
    /// Whether data looks like this format.
    pub detect: fn(&[u8]) -> bool,
    /// Reads data into a field tree.
    pub inspect: fn(&[u8], Limits) -> Outcome<()>,
    /// Reads data as the plain binrw type does.
    pub read: fn(&[u8]) -> binrw::BinResult<Reading>,
    /// Reads data as a value and writes that: the same bytes, but for those of no field.
    pub rewrite: fn(&[u8]) -> Result<Vec<u8>, Error>,
    /// Whether a whole file can be made from its JSON.
    pub encodable: bool,
    /// Makes a file from JSON.
    pub encode: fn(&Json, DraftOptions) -> Result<Vec<u8>, EncodeError>,
    /// Makes a file from its records alone, for a format whose records say all of it.
    pub encode_records: Option<EncodeRecords>,
    /// The frames that are found in noise, when the format is sent in such.
    pub frame: Option<FrameType>,
    /// Decodes the picture, when files of this format are pictures that can be decoded here.
    pub picture: Option<ReadPicture>,
}

/// What the plain reader made of a file, in a form that can be compared with the tree's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value, as `Debug` shows it.
    pub value: String,
    /// Where reading ended, in bytes.
    pub end: u64,
    /// Whether the tree's reader, run on the same bytes, gives an equal value.
    pub agrees: bool,
}

impl Format {
    /// The registry's entry for a type.
    pub const fn of<T: FileFormat>() -> Self {
        Self {
            name: T::NAME,
            title: T::TITLE,
            extensions: T::EXTENSIONS,
            spec: T::SPEC,
            doc: T::DOC,
            magic: T::MAGIC,
            by_content: T::BY_CONTENT,
            detect: T::detect,
            inspect: |data, limits| inspect::<T>(data, T::ENDIAN, (), limits).untyped(),
            read: read::<T>,
            rewrite: |data| typed::to_bytes(&typed::read::<T>(data)?),
            encodable: T::ENCODABLE,
            encode: encode::file::<T>,
            encode_records: T::ENCODE_RECORDS,
            frame: T::FRAME,
            picture: T::PICTURE,
        }
    }
}

fn read<T: FileFormat>(data: &[u8]) -> binrw::BinResult<Reading> {
    let mut stream = Cursor::new(data);
    let value = T::read_options(&mut stream, T::ENDIAN, ())?;
    let twin = inspect::<T>(data, T::ENDIAN, (), Limits::default()).value;
    let agrees = twin.is_ok_and(|twin| twin == value);
    Ok(Reading { value: format!("{value:?}"), end: stream.position(), agrees })
}
