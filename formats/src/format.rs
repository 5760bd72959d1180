//! Description of a format: the [`FileFormat`] trait and its untyped form [`Format`].

use crate::encode::{self, EncodeRecords};
use crate::{Error, ReadPicture, typed};
use binrw::{BinRead, BinWrite, Endian};
use bytescope_inspect::{
    DraftOptions, EncodeError, FrameType, FromJson, Inspect, Limits, Load, Outcome, inspect,
};
use serde_json::Value as Json;
use std::io::Write;
use std::path::Path;

/// A binrw type that represents a whole file.
///
/// The constants describe the format. The provided methods read and write files.
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
    /// Name on the command line.
    const NAME: &'static str;
    /// Title for display.
    const TITLE: &'static str;
    /// Usual file extensions, without the dot.
    const EXTENSIONS: &'static [&'static str];
    /// Specification of the format.
    const SPEC: &'static str;
    /// Default byte order.
    const ENDIAN: Endian;
    /// True if the format is detected by content; otherwise it must be named.
    const BY_CONTENT: bool = !Self::MAGIC.is_empty();
    /// True if files can be encoded from JSON.
    const ENCODABLE: bool = true;
    /// Record encoder, if the records determine the whole file.
    const ENCODE_RECORDS: Option<EncodeRecords> = None;
    /// Frame type, if the format consists of frames that can be located in a noisy stream.
    const FRAME: Option<FrameType> = None;
    /// Picture decoder, if supported.
    const PICTURE: Option<ReadPicture> = None;

    /// True if `data` appears to be in this format. By default, it must start with the magic, or be
    /// a prefix of the magic of at least two bytes; a format without magic is never detected.
    fn detect(data: &[u8]) -> bool {
        begins(data, Self::MAGIC)
    }

    /// Reads a file into a value that owns all its data.
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
    /// Returns an error if the file cannot be read or is not valid for this format.
    fn open(path: impl AsRef<Path>) -> Result<Self, Error>
    where
        Self: Load,
    {
        typed::open(path.as_ref())
    }

    /// Reads bytes into a value that owns all its data.
    ///
    /// # Errors
    /// Returns an error if the bytes are not valid for this format.
    fn from_bytes(bytes: &[u8]) -> Result<Self, Error>
    where
        Self: Load,
    {
        typed::read(bytes)
    }

    /// Writes this value as a file. A value that was read and not modified is written byte for byte
    /// as it was, except that bytes not covered by any field are not written. Nothing is written if
    /// encoding fails.
    ///
    /// # Errors
    /// Returns an error if parts of the value are inconsistent, or if writing to `out` fails.
    fn write_to(&self, out: &mut impl Write) -> Result<(), Error>
    where
        Self: for<'a> BinWrite<Args<'a> = ()>,
    {
        out.write_all(&self.to_bytes()?).map_err(Error::Output)
    }

    /// Encodes this value as the bytes of a file: see [`Self::write_to`].
    ///
    /// # Errors
    /// Returns an error if parts of the value are inconsistent.
    fn to_bytes(&self) -> Result<Vec<u8>, Error>
    where
        Self: for<'a> BinWrite<Args<'a> = ()>,
    {
        typed::to_bytes(self)
    }
}

/// True if `data` starts with `magic`, or is a prefix of it of at least two bytes.
pub(crate) fn begins(data: &[u8], magic: &[u8]) -> bool {
    !magic.is_empty() && (data.starts_with(magic) || data.len() >= 2 && magic.starts_with(data))
}

/// Untyped form of a [`FileFormat`], built-in or custom.
///
/// ```
/// use bytescope_inspect::Limits;
///
/// let png = bytescope_formats::by_name("png").expect("a built-in format");
/// assert_eq!((png.title, png.magic.len()), ("PNG image", 8));
/// let outcome = (png.inspect)(b"not a picture", Limits::default());
/// assert!(outcome.value.is_err());
/// ```
#[derive(Debug)]
pub struct Format {
    /// Name on the command line.
    pub name: &'static str,
    /// Title for display.
    pub title: &'static str,
    /// Usual file extensions, without the dot.
    pub extensions: &'static [&'static str],
    /// Specification of the format.
    pub spec: &'static str,
    /// Description of the format.
    pub doc: &'static str,
    /// Magic. If empty, the format is detected by other means or must be named.
    pub magic: &'static [u8],
    /// True if the format is detected by content; otherwise it must be named.
    pub by_content: bool,
    /// Returns true if the data appears to be in this format.
    pub detect: fn(&[u8]) -> bool,
    /// Reads data into a field tree.
    pub inspect: fn(&[u8], Limits) -> Outcome<()>,
    /// Encodes a file from JSON, if supported.
    pub encode: Option<Encode>,
    /// Record encoder, if the records determine the whole file.
    pub encode_records: Option<EncodeRecords>,
    /// Frame type, if the format consists of frames that can be located in a noisy stream.
    pub frame: Option<FrameType>,
    /// Picture decoder, if supported.
    pub picture: Option<ReadPicture>,
}

/// Encodes a file from JSON.
pub type Encode = fn(&Json, DraftOptions) -> Result<Vec<u8>, EncodeError>;

impl Format {
    /// Creates the description of a format that can only be read.
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

    /// Creates the description of a format that can also be encoded from JSON.
    pub const fn encodable<T>() -> Self
    where
        T: FileFormat + FromJson + for<'a> BinWrite<Args<'a> = ()>,
    {
        let encode: Option<Encode> = if T::ENCODABLE { Some(encode::file::<T>) } else { None };
        Self { encode, ..Self::of::<T>() }
    }
}
