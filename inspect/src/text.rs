//! Text fields: fixed-size, NUL-terminated, and up to the end of the region.

use crate::blob::{skip, stream_len};
use crate::inspect::ToEnd;
use crate::{
    BuildErrorKind, BuildResult, ColumnContent, Cx, Draft, Fact, FixedSize, FromJson, Inspect,
    Load, RecordColumns, Storage, Value,
};
use binrw::{BinRead, BinResult, BinWrite, Endian, NullString};
use std::borrow::Cow;
use std::io::{Read, Seek, Write};
use std::marker::PhantomData;

/// A character encoding.
pub trait Charset {
    /// Type name shown for fields.
    const NAME: &'static str;

    /// Name shown in messages.
    const TITLE: &'static str = Self::NAME;

    /// Decodes bytes; invalid sequences become U+FFFD.
    fn decode(bytes: &[u8]) -> Cow<'_, str>;

    /// Encodes a string; `None` if it contains a character that cannot be encoded.
    fn encode(text: &str) -> Option<Vec<u8>> {
        Some(text.as_bytes().to_vec())
    }
}

/// Shows `bytes` as text, marked as lossy if its encoding differs from `bytes`.
fn show<C: Charset>(cx: &mut Cx<'_>, bytes: &[u8]) {
    if cx.is_muted() {
        return;
    }
    let text = C::decode(bytes);
    let lossy = C::encode(&text).is_none_or(|encoded| encoded != bytes);
    cx.leaf(Value::text(text));
    cx.stored(Storage::Text(C::encode));
    if let (true, Some(node)) = (lossy, cx.top()) {
        node.extra_mut().lossy = true;
    }
}

/// Returns the encoded bytes of the text in the JSON.
fn encoded<C: Charset>(draft: &Draft<'_>) -> BuildResult<Vec<u8>> {
    match draft.text()? {
        Err(bytes) => Ok(bytes),
        Ok(text) => C::encode(text).ok_or_else(|| {
            draft.error(format!("{text:?} contains a character not in {}", C::TITLE))
        }),
    }
}

/// UTF-8 (RFC 3629).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utf8;

impl Charset for Utf8 {
    const NAME: &'static str = "utf-8";
    const TITLE: &'static str = "UTF-8";

    fn decode(bytes: &[u8]) -> Cow<'_, str> {
        String::from_utf8_lossy(bytes)
    }
}

/// ISO 8859-1: each byte is the code point of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latin1;

impl Charset for Latin1 {
    const NAME: &'static str = "latin-1";
    const TITLE: &'static str = "Latin-1";

    fn decode(bytes: &[u8]) -> Cow<'_, str> {
        match bytes.is_ascii() {
            true => String::from_utf8_lossy(bytes),
            false => bytes.iter().map(|b| char::from(*b)).collect(),
        }
    }

    fn encode(text: &str) -> Option<Vec<u8>> {
        text.chars().map(|c| u8::try_from(c).ok()).collect()
    }
}

/// NUL-terminated text in an unspecified encoding: UTF-8 if valid, otherwise ISO 8859-1.
///
/// Trailing NULs are not shown; encoding appends a NUL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminated;

impl Charset for Terminated {
    const NAME: &'static str = "text";

    fn decode(bytes: &[u8]) -> Cow<'_, str> {
        NulPadded::decode(bytes)
    }

    fn encode(text: &str) -> Option<Vec<u8>> {
        Some([text.as_bytes(), b"\0"].concat())
    }
}

/// Text in an unspecified encoding, optionally padded with NULs: UTF-8 if valid, otherwise
/// ISO 8859-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NulPadded;

impl Charset for NulPadded {
    const NAME: &'static str = "text";

    fn decode(bytes: &[u8]) -> Cow<'_, str> {
        let text = trim(bytes);
        std::str::from_utf8(text).map_or_else(|_| Latin1::decode(text), Cow::Borrowed)
    }
}

/// Removes trailing NULs.
fn trim(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last.saturating_add(1));
    bytes.get(..end).unwrap_or_default()
}

/// Text of `count` bytes, or up to the end of the enclosing region (`parse_with = to_end`).
///
/// ```
/// use binrw::{BinRead, binrw, io::Cursor};
/// use bytescope_inspect::{Inspect, Latin1, Text, to_end};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Title {
///     length: u8,
///     #[br(count = length)]
///     name: Text<Latin1>,
///     #[br(parse_with = to_end)]
///     comment: Text,
/// }
///
/// let title = Title::read_le(&mut Cursor::new(b"\x03caf\xc3\xa9"))?;
/// assert_eq!((&*title.name.text(), &*title.comment.text()), ("caf", "é"));
/// # Ok::<(), binrw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<C = Utf8> {
    /// The encoded bytes.
    pub bytes: Vec<u8>,
    charset: PhantomData<C>,
}

impl<C: Charset> Text<C> {
    /// Creates text from its encoded bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, charset: PhantomData }
    }

    /// Decodes the text; invalid sequences become U+FFFD.
    pub fn text(&self) -> Cow<'_, str> {
        C::decode(&self.bytes)
    }
}

impl<C> BinWrite for Text<C> {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, writer: &mut W, _: Endian, (): ()) -> BinResult<()> {
        Ok(writer.write_all(&self.bytes)?)
    }
}

/// Text of `count` bytes.
impl<C: Charset> BinRead for Text<C> {
    type Args<'a> = binrw::VecArgs<()>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        _: Endian,
        args: Self::Args<'_>,
    ) -> BinResult<Self> {
        let start = reader.stream_position()?;
        let span = skip(reader, args.count as u64)?;
        reader.seek(std::io::SeekFrom::Start(start))?;
        let mut bytes = vec![0; usize::try_from(span.len()).unwrap_or(0)];
        reader.read_exact(&mut bytes)?;
        Ok(Self::new(bytes))
    }
}

impl<C: Charset> Inspect for Text<C> {
    const TYPE: &'static str = C::NAME;

    fn inspect(cx: &mut Cx<'_>, _: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        let span = cx.skip(args.count as u64)?;
        let bytes = cx.slice(span.start(), span.end());
        show::<C>(cx, bytes);
        Ok(Self::new(bytes.to_vec()))
    }
}

impl<C: Charset> FromJson for Text<C> {
    fn from_json(draft: &mut Draft<'_>, _: Endian, _: Self::Args<'_>) -> BuildResult<Self> {
        encoded::<C>(draft).map(Self::new)
    }
}

impl<C: Charset> Load for Text<C> {}

impl<C: Charset> ToEnd for Text<C> {
    type Args<'a> = ();

    fn read_to_end<R: Read + Seek>(reader: &mut R, endian: Endian, (): ()) -> BinResult<Self> {
        let left = stream_len(reader)?.saturating_sub(reader.stream_position()?);
        let count = usize::try_from(left).unwrap_or(usize::MAX);
        Self::read_options(reader, endian, binrw::args! { count })
    }

    fn inspect_to_end(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
        let count = usize::try_from(cx.remaining()).unwrap_or(usize::MAX);
        Self::inspect(cx, endian, binrw::args! { count })
    }
}

/// UTF-8 text in a field of `N` bytes, padded with NULs.
///
/// ```
/// use bytescope_inspect::Padded;
///
/// let name = Padded::<8>::new("Ada").expect("it fits");
/// assert_eq!(name.0, *b"Ada\0\0\0\0\0");
/// assert_eq!(name.text(), "Ada");
/// assert!(Padded::<2>::new("Ada").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Padded<const N: usize>(pub [u8; N]);

impl<const N: usize> Padded<N> {
    /// Pads the text with NULs; `None` if it does not fit.
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; N];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self(bytes))
    }

    /// Returns the bytes without trailing NULs.
    pub fn trimmed(&self) -> &[u8] {
        trim(&self.0)
    }

    /// Decodes the text without trailing NULs; invalid UTF-8 becomes U+FFFD.
    pub fn text(&self) -> Cow<'_, str> {
        Utf8::decode(self.trimmed())
    }

    /// True if the text is valid UTF-8.
    pub fn is_valid(&self) -> bool {
        std::str::from_utf8(self.trimmed()).is_ok()
    }
}

impl<const N: usize> BinRead for Padded<N> {
    type Args<'a> = ();

    fn read_options<R: Read + Seek>(reader: &mut R, endian: Endian, (): ()) -> BinResult<Self> {
        <[u8; N]>::read_options(reader, endian, ()).map(Self)
    }
}

impl<const N: usize> BinWrite for Padded<N> {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, writer: &mut W, _: Endian, (): ()) -> BinResult<()> {
        Ok(writer.write_all(&self.0)?)
    }
}

impl<const N: usize> Inspect for Padded<N> {
    const TYPE: &'static str = "utf-8";

    fn inspect(cx: &mut Cx<'_>, _: Endian, (): ()) -> BinResult<Self> {
        let start = cx.pos();
        cx.skip(N as u64)?;
        let mut bytes = [0; N];
        bytes.copy_from_slice(cx.slice(start, cx.pos()));
        let field = Self(bytes);
        show::<Utf8>(cx, field.trimmed());
        Ok(field)
    }
}

impl<const N: usize> FromJson for Padded<N> {
    fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        let mut text = encoded::<Utf8>(draft)?;
        if let Some(over) = text.len().checked_sub(N).filter(|over| *over > 0) {
            if !draft.options().truncate {
                let over = Fact::Size(over as u64);
                let error = draft.error(format!("too long by {over} for a {N}-byte field"));
                return Err(error.of_kind(BuildErrorKind::TooLong));
            }
            let valid = |end: &usize| text.get(..*end).is_some_and(|b| str::from_utf8(b).is_ok());
            text.truncate((0..=N).rev().find(valid).unwrap_or(N));
        }
        text.resize(N, 0);
        let mut field = [0; N];
        field.copy_from_slice(&text);
        Ok(Self(field))
    }
}

impl<const N: usize> Load for Padded<N> {}

impl<const N: usize> FixedSize for Padded<N> {
    const SIZE: u64 = N as u64;

    fn columns(to: &mut RecordColumns, endian: Endian) {
        to.leaf(ColumnContent::Text, Self::SIZE, endian);
    }
}

/// Latin-1 text up to and including a NUL.
impl Inspect for NullString {
    const TYPE: &'static str = "text";

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
        let value = NullString::read_options(cx, endian, ())?;
        show::<Latin1>(cx, &value);
        Ok(value)
    }
}

impl FromJson for NullString {
    fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        let bytes = encoded::<Latin1>(draft)?;
        match bytes.contains(&0) {
            true => Err(draft.error("must not contain NUL, which terminates the text")),
            false => Ok(NullString(bytes)),
        }
    }
}

impl Load for NullString {}

#[cfg(test)]
mod tests {
    use super::{Terminated, Text};

    #[test]
    fn terminated_text_is_utf_8_or_latin_1() {
        let text = |bytes: &[u8]| Text::<Terminated>::new(bytes.to_vec()).text().into_owned();
        assert_eq!(text("Grüße\0\0".as_bytes()), "Grüße");
        assert_eq!(text(b"Gr\xfc\xdfe\0"), "Grüße");
        assert_eq!(text(b"a\0b\0"), "a\0b");
        assert_eq!(text(b"\0"), "");
    }
}
