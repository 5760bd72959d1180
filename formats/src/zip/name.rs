//! File names and comments, in UTF-8 if flagged, otherwise in code page 437 (appendix D).

use binrw::{BinRead, BinResult, BinWrite, Endian, VecArgs};
use bytescope_inspect::{
    BuildResult, Charset, Counted, Cx, Draft, Fault, FaultKind, FromJson, Inspect, Load, Storage,
    Text, Utf8, Value,
};
use std::borrow::Cow;
use std::io::{Read, Seek, Write};

/// IBM code page 437, the original IBM PC character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cp437;

/// Upper half of code page 437; the lower half is ASCII.
const UPPER: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»",
    "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀",
    "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
);

impl Charset for Cp437 {
    const NAME: &'static str = "cp437";

    fn decode(bytes: &[u8]) -> Cow<'_, str> {
        if bytes.is_ascii() {
            return String::from_utf8_lossy(bytes);
        }
        let upper: Vec<char> = UPPER.chars().collect();
        let character = |byte: &u8| match usize::from(*byte).checked_sub(128) {
            None => char::from(*byte),
            Some(index) => upper.get(index).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        bytes.iter().map(character).collect()
    }

    fn encode(text: &str) -> Option<Vec<u8>> {
        if text.is_ascii() {
            return Some(text.as_bytes().to_vec());
        }
        let upper: Vec<char> = UPPER.chars().collect();
        let byte = |c: char| match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => Some(byte),
            _ => u8::try_from(upper.iter().position(|u| *u == c)?).ok()?.checked_add(128),
        };
        text.chars().map(byte).collect()
    }
}

/// Unspecified character set: text is decoded as UTF-8 if valid, otherwise as code page 437.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnspecifiedCharset;

impl Charset for UnspecifiedCharset {
    const NAME: &'static str = "text";

    fn decode(bytes: &[u8]) -> Cow<'_, str> {
        std::str::from_utf8(bytes).map_or_else(|_| Cp437::decode(bytes), Cow::Borrowed)
    }
}

/// File name or file comment. The arguments for reading are its size in bytes, and `true` for
/// UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryName {
    /// Bytes as stored.
    pub bytes: Vec<u8>,
    /// True for UTF-8, false for code page 437.
    pub utf8: bool,
}

impl EntryName {
    /// Returns the text, with invalid UTF-8 replaced by U+FFFD.
    pub fn text(&self) -> Cow<'_, str> {
        match self.utf8 {
            true => Utf8::decode(&self.bytes),
            false => Cp437::decode(&self.bytes),
        }
    }
}

impl BinRead for EntryName {
    type Args<'a> = VecArgs<(bool,)>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        VecArgs { count, inner: (utf8,) }: Self::Args<'_>,
    ) -> BinResult<Self> {
        let args = VecArgs { count, inner: () };
        let bytes = Text::<Utf8>::read_options(reader, endian, args)?.bytes;
        Ok(Self { bytes, utf8 })
    }
}

impl BinWrite for EntryName {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, writer: &mut W, _: Endian, (): ()) -> BinResult<()> {
        Ok(writer.write_all(&self.bytes)?)
    }
}

impl Counted for EntryName {
    fn counted(&self, _: Endian) -> usize {
        self.bytes.len()
    }
}

impl Inspect for EntryName {
    const TYPE: &'static str = "text";

    fn inspect(
        cx: &mut Cx<'_>,
        _: Endian,
        VecArgs { count, inner: (utf8,) }: Self::Args<'_>,
    ) -> BinResult<Self> {
        let span = cx.skip(count as u64)?;
        let name = Self { bytes: cx.slice(span.start(), span.end()).to_vec(), utf8 };
        cx.stored(Storage::Text(if utf8 { Utf8::encode } else { Cp437::encode }));
        if let Some(node) = cx.top() {
            node.value = Value::text(name.text());
            if utf8 && std::str::from_utf8(&name.bytes).is_err() {
                let message = "invalid UTF-8 (bit 11 of the general purpose bit flag is set)";
                let fault = Fault::soft(FaultKind::Rule, span.start(), message);
                node.extra_mut().fault = Some(fault);
                node.extra_mut().lossy = true;
            }
        }
        Ok(name)
    }
}

impl FromJson for EntryName {
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self> {
        let VecArgs { count, inner: (utf8,) } = args;
        let args = VecArgs { count, inner: () };
        let bytes = match utf8 {
            true => Text::<Utf8>::from_json(draft, endian, args)?.bytes,
            false => Text::<Cp437>::from_json(draft, endian, args)?.bytes,
        };
        Ok(Self { bytes, utf8 })
    }
}

impl Load for EntryName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_page_437_is_decoded_and_encoded() {
        let bytes: Vec<u8> = (128..=255).collect();
        assert_eq!(UPPER.chars().count(), 128);
        assert_eq!(Cp437::decode(&bytes), UPPER);
        assert_eq!(Cp437::encode(UPPER), Some(bytes));
        assert_eq!(Cp437::encode("Ω-中"), None);
        assert_eq!(Cp437::decode(b"caf\x82\\\x7f"), "café\\\x7f");
        assert_eq!(UnspecifiedCharset::decode("né".as_bytes()), "né");
        assert_eq!(UnspecifiedCharset::decode(b"n\x82"), "né");
    }
}
