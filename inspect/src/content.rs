//! Content of byte fields: how it is encoded, and the format of the decoded bytes.

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::{self, Read};

/// Declared content of a field: a file, packet or message that is stored in it.
///
/// `#[inspect(format = EXPR)]` declares it for a field of a Rust type, `-format` for a field of a schema.
///
/// ```
/// use binrw::{Endian, binrw};
/// use bytescope_inspect::{Blob, ContentCoding, Inspect, Limits, NestedContent, inspect, to_end};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Wrapped {
///     is_packet: u8,
///     #[br(parse_with = to_end)]
///     #[inspect(format = (is_packet == 1).then_some("ethernet"))]
///     payload: Blob,
/// }
///
/// let tree = inspect::<Wrapped>(&[1, 2, 3], Endian::Little, (), Limits::default()).tree;
/// let content = tree.child("payload").and_then(|payload| payload.nested_content());
/// assert_eq!(content.and_then(|content| content.format.as_deref()), Some("ethernet"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct NestedContent {
    /// Coding of the stored bytes.
    pub coding: ContentCoding,
    /// Name of the format of the decoded bytes; `None` if it is to be detected.
    pub format: Option<Cow<'static, str>>,
    /// Size of the original content in bytes, of which the field contains only the start if it is
    /// smaller.
    pub original_size: Option<u64>,
}

impl NestedContent {
    /// Content whose format is to be detected, such as a member of an archive.
    pub const FILE: Self =
        Self { coding: ContentCoding::Identity, format: None, original_size: None };

    /// Creates content of a named format.
    pub fn of(format: impl Into<Cow<'static, str>>) -> Self {
        Self { format: Some(format.into()), ..Self::FILE }
    }

    /// Sets the coding of the stored bytes.
    #[must_use]
    pub fn coded(self, coding: ContentCoding) -> Self {
        Self { coding, ..self }
    }

    /// Sets the size of the original content in bytes.
    #[must_use]
    pub fn original_size(self, size: Option<u64>) -> Self {
        Self { original_size: size, ..self }
    }
}

impl From<&'static str> for NestedContent {
    fn from(format: &'static str) -> Self {
        Self::of(format)
    }
}

impl From<ContentCoding> for NestedContent {
    fn from(coding: ContentCoding) -> Self {
        Self::FILE.coded(coding)
    }
}

/// Result of a `format` expression.
pub trait IntoNested {
    /// Returns the content; `None` if the field has no nested content.
    fn into_nested(self) -> Option<NestedContent>;
}

impl<T: Into<NestedContent>> IntoNested for T {
    fn into_nested(self) -> Option<NestedContent> {
        Some(self.into())
    }
}

impl<T: Into<NestedContent>> IntoNested for Option<T> {
    fn into_nested(self) -> Option<NestedContent> {
        self.map(Into::into)
    }
}

/// Coding of stored bytes: a lossless compression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentCoding {
    /// The bytes themselves.
    #[default]
    Identity,
    /// Raw DEFLATE data (RFC 1951).
    Deflate,
    /// zlib stream (RFC 1950).
    Zlib,
    /// gzip members (RFC 1952).
    Gzip,
}

/// Bytes decoded by [`ContentCoding::decode`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedContent {
    /// The bytes, up to the first fault or to the maximum size.
    pub bytes: Vec<u8>,
    /// Reason for which decoding ended.
    pub end: DecodingEnd,
}

/// Reason for which decoding ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodingEnd {
    /// The end of the compressed data.
    Complete,
    /// The compressed data is truncated.
    Truncated,
    /// The compressed data is invalid.
    Corrupt,
    /// The content is larger than the maximum.
    Limit,
}

impl ContentCoding {
    /// Returns the name, such as `deflate`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Deflate => "deflate",
            Self::Zlib => "zlib",
            Self::Gzip => "gzip",
        }
    }

    /// Returns the coding that the first bytes of `data` indicate: a gzip or zlib header.
    pub fn detect(data: &[u8]) -> Option<Self> {
        match data {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [cmf, flags, _, ..]
                if cmf & 0x0f == 8
                    && cmf >> 4 <= 7
                    && flags & 0x20 == 0
                    && u16::from_be_bytes([*cmf, *flags]).is_multiple_of(31) =>
            {
                Some(Self::Zlib)
            }
            _ => None,
        }
    }

    /// Decodes `data` to at most `max` bytes.
    ///
    /// ```
    /// use bytescope_inspect::{ContentCoding, DecodingEnd};
    ///
    /// // An empty final block of fixed Huffman codes.
    /// let decoded = ContentCoding::Deflate.decode(&[3, 0], 100);
    /// assert_eq!((decoded.bytes.len(), decoded.end), (0, DecodingEnd::Complete));
    /// assert_eq!(ContentCoding::Deflate.decode(&[3], 100).end, DecodingEnd::Truncated);
    /// ```
    pub fn decode(self, data: &[u8], max: u64) -> DecodedContent {
        match self {
            Self::Identity => read(data, max),
            Self::Deflate => read(DeflateDecoder::new(data), max),
            Self::Zlib => read(ZlibDecoder::new(data), max),
            Self::Gzip => read(MultiGzDecoder::new(data), max),
        }
    }
}

/// Reads up to `max` bytes.
fn read(from: impl Read, max: u64) -> DecodedContent {
    let mut bytes = Vec::new();
    let read = from.take(max.saturating_add(1)).read_to_end(&mut bytes);
    let end = match read {
        Ok(_) if bytes.len() as u64 > max => DecodingEnd::Limit,
        Ok(_) => DecodingEnd::Complete,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => DecodingEnd::Truncated,
        Err(_) => DecodingEnd::Corrupt,
    };
    bytes.truncate(usize::try_from(max).unwrap_or(usize::MAX));
    DecodedContent { bytes, end }
}

#[cfg(test)]
mod tests {
    use super::{ContentCoding, DecodingEnd};
    use flate2::Compression;
    use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Read;

    fn all(mut from: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn codings_are_decoded_and_bounded() {
        let content = b"words words words".repeat(1000);
        let level = Compression::default();
        for (coding, data) in [
            (ContentCoding::Deflate, all(DeflateEncoder::new(&*content, level))),
            (ContentCoding::Zlib, all(ZlibEncoder::new(&*content, level))),
            (ContentCoding::Gzip, all(GzEncoder::new(&*content, level))),
        ] {
            let decoded = coding.decode(&data, u64::MAX);
            assert_eq!((&decoded.bytes, decoded.end), (&content, DecodingEnd::Complete));
            let limited = coding.decode(&data, 100);
            assert_eq!((limited.bytes.len(), limited.end), (100, DecodingEnd::Limit));
            let truncated = coding.decode(&data[..data.len() / 2], u64::MAX);
            assert_eq!(truncated.end, DecodingEnd::Truncated, "{coding:?}");
            let mut corrupt = data.clone();
            for byte in corrupt.iter_mut().skip(12) {
                *byte ^= 0x55;
            }
            let end = coding.decode(&corrupt, u64::MAX).end;
            assert!(matches!(end, DecodingEnd::Corrupt | DecodingEnd::Truncated), "{coding:?}");
            if coding != ContentCoding::Deflate {
                assert_eq!(ContentCoding::detect(&data), Some(coding));
            }
        }
        // Several members.
        let members =
            [all(GzEncoder::new(&b"one "[..], level)), all(GzEncoder::new(&b"two"[..], level))];
        assert_eq!(ContentCoding::Gzip.decode(&members.concat(), 100).bytes, b"one two");
        assert_eq!(ContentCoding::detect(b"text"), None);
    }
}
