//! What the rest of bytescope needs to know of a format.

use crate::encode::{self, EncodeRecords};
use crate::{Error, ReadPicture, typed};
use binrw::{BinRead, BinWrite, Endian};
use bytescope_inspect::{
    DraftOptions, EncodeError, FrameType, FromJson, Inspect, Limits, Load, Outcome, inspect,
};
use serde_json::Value as Json;
use std::io::Write;
use std::path::Path;

/// A binrw type that is a whole file.
///
/// The constants describe the format; files are read and written by the provided methods.
///
/// ```
/// use binrw::{Endian, binrw};
/// use bytescope_formats::{FileFormat, Format, detect_in};
/// use bytescope_inspect::{Blob, Inspect, to_end};
///
/// /// A note
/// #[derive(Inspect)]
/// #[binrw]
/// #[derive(Debug, PartialEq)]
/// #[brw(big, magic = b"NOTE")]
/// struct Note {
///     /// Version of the layout
///     version: u16,
///     /// The text
///     #[br(parse_with = to_end)]
///     text: Blob,
/// }
///
/// impl FileFormat for Note {
///     const NAME: &'static str = "note";
///     const TITLE: &'static str = "note";
///     const EXTENSIONS: &'static [&'static str] = &["note"];
///     const SPEC: &'static str = "https://example.org/note";
///     const ENDIAN: Endian = Endian::Big;
/// }
///
/// let note = Note::from_bytes(b"NOTE\x00\x01hello")?;
/// assert_eq!((note.version, note.text.as_bytes()), (1, Some(&b"hello"[..])));
/// assert_eq!(note.to_bytes()?, b"NOTE\x00\x01hello");
///
/// static NOTE: Format = Format::encodable::<Note>();
/// assert_eq!(detect_in([&NOTE], b"NOTE\x00\x01").map(|f| f.name), Some("note"));
/// # Ok::<(), bytescope_formats::Error>(())
/// ```
pub trait FileFormat: Inspect + for<'a> BinRead<Args<'a> = ()> {
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

    /// Reads a file into a value that holds all of it.
    ///
    /// ```no_run
    /// use bytescope_formats::{FileFormat, png::Png};
    ///
    /// let png = Png::open("image.png")?;
    /// println!("{} chunks", png.chunks.len());
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// The file cannot be read, or is not of this format.
    fn open(path: impl AsRef<Path>) -> Result<Self, Error>
    where
        Self: Load,
    {
        typed::open(path.as_ref())
    }

    /// Reads bytes into a value that holds all of them.
    ///
    /// # Errors
    /// The bytes are not of this format.
    fn from_bytes(bytes: &[u8]) -> Result<Self, Error>
    where
        Self: Load,
    {
        typed::read(bytes)
    }

    /// Writes the file that this value stands for: for one that was read and not changed, the same
    /// bytes. Nothing is written unless all of it can be.
    ///
    /// Bytes that belong to no field of the format are not part of the value.
    ///
    /// # Errors
    /// Parts of the value contradict each other, or `out` fails.
    fn write_to(&self, out: &mut impl Write) -> Result<(), Error>
    where
        Self: for<'a> BinWrite<Args<'a> = ()>,
    {
        out.write_all(&self.to_bytes()?).map_err(Error::Output)
    }

    /// The bytes of the file that this value stands for.
    ///
    /// # Errors
    /// Parts of the value contradict each other.
    fn to_bytes(&self) -> Result<Vec<u8>, Error>
    where
        Self: for<'a> BinWrite<Args<'a> = ()>,
    {
        typed::to_bytes(self)
    }
}

/// Whether `data` begins with `magic`, or ends (after two bytes or more) while it still fits.
pub(crate) fn begins(data: &[u8], magic: &[u8]) -> bool {
    !magic.is_empty() && (data.starts_with(magic) || data.len() >= 2 && magic.starts_with(data))
}

/// A [`FileFormat`] without its type: a built-in one, or one of yours.
///
/// ```
/// use bytescope_inspect::Limits;
///
/// let png = bytescope_formats::by_name("png").expect("it is built in");
/// assert_eq!((png.title, png.magic.len()), ("PNG image", 8));
/// let outcome = (png.inspect)(b"not a picture", Limits::default());
/// assert!(outcome.value.is_err());
/// ```
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
    /// Makes a file from JSON, when the format can be made from that.
    pub encode: Option<Encode>,
    /// Makes a file from its records alone, for a format whose records say all of it.
    pub encode_records: Option<EncodeRecords>,
    /// The frames that are found in noise, when the format is sent in such.
    pub frame: Option<FrameType>,
    /// Decodes the picture, when files of this format are pictures that can be decoded here.
    pub picture: Option<ReadPicture>,
}

/// Makes the bytes of a file from JSON.
pub type Encode = fn(&Json, DraftOptions) -> Result<Vec<u8>, EncodeError>;

impl Format {
    /// The entry of a type that is only read.
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
            encode: None,
            encode_records: T::ENCODE_RECORDS,
            frame: T::FRAME,
            picture: T::PICTURE,
        }
    }

    /// The entry of a type that can be made from JSON as well.
    pub const fn encodable<T>() -> Self
    where
        T: FileFormat + FromJson + for<'a> BinWrite<Args<'a> = ()>,
    {
        Self { encode: Some(encode::file::<T>), ..Self::of::<T>() }
    }
}
