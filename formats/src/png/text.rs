//! Keywords, language tags and UTF-8 text (11.3.3).

use binrw::io::{Read, Seek, Write};
use binrw::{BinRead, BinResult, BinWrite, Endian, NullString, VecArgs};
use bytescope_inspect::{
    BuildResult, Charset, Cx, Draft, Fault, FaultKind, FromJson, Inspect, Load, Storage, Text,
    Utf8, Value,
};
use std::borrow::Cow;

/// Rule for the length of keywords and names (11.3.3.1).
pub(super) const LENGTH: &str = "must be 1 to 79 bytes long";
/// Rule for the characters of keywords and names.
pub(super) const CHARACTERS: &str =
    "must be printable Latin-1 without leading, trailing or consecutive spaces (11.3.3.1)";
/// Rule for language tags.
pub(super) const LANGUAGE: &str = "must be a language tag (RFC 5646)";
/// Rule for text that is not terminated by NUL.
pub(crate) const NO_NUL: &str = "must not contain NUL (11.3.3)";
/// Rule for UTF-8 text.
pub(crate) const UTF_8: &str = "invalid UTF-8";

/// True if the keyword satisfies [`LENGTH`].
pub(super) fn is_keyword_length(text: &NullString) -> bool {
    (1..=79).contains(&text.len())
}

/// True if the keyword satisfies [`CHARACTERS`].
pub(super) fn is_printable(text: &NullString) -> bool {
    let is_allowed = |byte: &u8| matches!(byte, 0x20..=0x7e | 0xa1..=0xff);
    text.iter().all(is_allowed)
        && text.first() != Some(&b' ')
        && text.last() != Some(&b' ')
        && !text.windows(2).any(|pair| pair == b"  ")
}

/// True if the text is empty, or consists of words of 1 to 8 ASCII letters and digits, separated by
/// hyphens.
pub(super) fn is_language_tag(text: &NullString) -> bool {
    let is_word =
        |word: &[u8]| (1..=8).contains(&word.len()) && word.iter().all(u8::is_ascii_alphanumeric);
    text.is_empty() || text.split(|byte| *byte == b'-').all(is_word)
}

/// NUL-terminated UTF-8 text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Utf8String(pub NullString);

impl Utf8String {
    /// Decodes the text; invalid sequences become U+FFFD.
    pub fn text(&self) -> Cow<'_, str> {
        Utf8::decode(&self.0)
    }
}

impl From<&str> for Utf8String {
    fn from(text: &str) -> Self {
        Self(NullString(text.as_bytes().to_vec()))
    }
}

impl BinRead for Utf8String {
    type Args<'a> = ();

    fn read_options<R: Read + Seek>(reader: &mut R, endian: Endian, (): ()) -> BinResult<Self> {
        NullString::read_options(reader, endian, ()).map(Self)
    }
}

impl BinWrite for Utf8String {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        self.0.write_options(writer, endian, ())
    }
}

impl Inspect for Utf8String {
    const TYPE: &'static str = Utf8::NAME;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
        let start = cx.pos();
        let text = Self::read_options(cx, endian, ())?;
        cx.leaf(Value::text(text.text()));
        cx.stored(Storage::Text(Utf8::encode));
        if std::str::from_utf8(&text.0).is_err()
            && let Some(node) = cx.top()
        {
            node.extra_mut().lossy = true;
            node.extra_mut().fault = Some(Fault::soft(FaultKind::Rule, start, UTF_8));
        }
        Ok(text)
    }
}

impl FromJson for Utf8String {
    fn from_json(draft: &mut Draft<'_>, endian: Endian, (): ()) -> BuildResult<Self> {
        let args = VecArgs { count: 0, inner: () };
        let bytes = Text::<Utf8>::from_json(draft, endian, args)?.bytes;
        match bytes.contains(&0) {
            true => Err(draft.error("must not contain NUL, which terminates the text")),
            false => Ok(Self(NullString(bytes))),
        }
    }
}

impl Load for Utf8String {}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> NullString {
        NullString(bytes.to_vec())
    }

    #[test]
    fn keywords_are_printable_words() {
        for (keyword, is_valid) in [
            (&b"Title"[..], true),
            (b"two words", true),
            (b"\xa1Hola \xff", true),
            (b" leading", false),
            (b"trailing ", false),
            (b"two  spaces", false),
            (b"line\nfeed", false),
            (b"no-break\xa0space", false),
            (b"delete\x7f", false),
        ] {
            assert_eq!(is_printable(&text(keyword)), is_valid, "{}", keyword.escape_ascii());
        }
        for (len, is_valid) in [(0, false), (1, true), (79, true), (80, false)] {
            assert_eq!(is_keyword_length(&text(&vec![b'a'; len])), is_valid, "{len}");
        }
    }

    #[test]
    fn language_tags_are_words_with_hyphens() {
        for tag in ["", "en", "de-CH-1996", "x-klingon", "zh-Hant"] {
            assert!(is_language_tag(&text(tag.as_bytes())), "{tag}");
        }
        for tag in ["-", "en_US", "en-", "-en", "a--b", "ninechars", "franç"] {
            assert!(!is_language_tag(&text(tag.as_bytes())), "{tag}");
        }
    }
}
