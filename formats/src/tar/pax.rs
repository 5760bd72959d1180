//! Records of pax extended headers: `LENGTH KEYWORD=VALUE` and a newline.

use binrw::io::{Read, Seek, Write};
use binrw::{BinRead, BinResult, BinWrite, Endian, binrw};
use bytescope_inspect::{
    BuildResult, Charset, Cx, Draft, FromJson, Inspect, Load, Span, Storage, Utf8, Value,
};

/// Record of a pax extended header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(from_json = record, summary = "{keyword}={value}")]
pub struct PaxRecord {
    #[br(parse_with = peek_parts, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    parts: RecordParts,
    /// Length of the record in bytes, as decimal digits
    #[br(args(parts.length, b' '))]
    #[inspect(check(parts.is_valid(&length), "must be the length of a record with a keyword"))]
    pub length: PaxText,
    /// Keyword
    #[br(args(parts.keyword, b'='))]
    pub keyword: PaxText,
    /// Value
    #[br(args(parts.value, b'\n'))]
    #[inspect(check(value.is_terminated(), "must end with a newline"))]
    pub value: PaxText,
}

/// Sizes of the parts of a record, with their terminators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordParts {
    length: usize,
    keyword: usize,
    value: usize,
}

impl RecordParts {
    /// Divides the first record. If it is invalid, all bytes are its value.
    fn of(bytes: &[u8]) -> Self {
        Self::find(bytes).unwrap_or(Self { length: 0, keyword: 0, value: bytes.len() })
    }

    fn find(bytes: &[u8]) -> Option<Self> {
        let space = bytes.iter().take(20).position(|byte| *byte == b' ')?;
        let digits = bytes.get(..space).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        let size: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
        let record = bytes.get(..size)?;
        let length = space.checked_add(1)?;
        let equals = record.get(length..)?.iter().position(|byte| *byte == b'=')?;
        let keyword = equals.checked_add(1)?;
        let value = size.checked_sub(length)?.checked_sub(keyword)?;
        Some(Self { length, keyword, value })
    }

    fn is_valid(self, length: &PaxText) -> bool {
        self.length > 0 && length.is_terminated()
    }
}

/// Returns the keywords and values of valid records.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let parts = RecordParts::find(rest)?;
        let keyword = rest.get(parts.length..)?;
        let (keyword, value) = keyword.split_at_checked(parts.keyword)?;
        let (value, next) = value.split_at_checked(parts.value)?;
        rest = next;
        Some((keyword.strip_suffix(b"=")?, value.strip_suffix(b"\n")?))
    })
}

/// Returns the sizes of the parts of the next record.
#[binrw::parser(reader)]
fn peek_parts() -> BinResult<RecordParts> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    Ok(RecordParts::of(&bytes))
}

/// Text with a terminator, which is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaxText {
    /// Bytes with the terminator, if it is present.
    pub bytes: Vec<u8>,
    terminator: u8,
}

impl PaxText {
    fn new(text: &[u8], terminator: u8) -> Self {
        Self { bytes: [text, &[terminator]].concat(), terminator }
    }

    /// Returns the bytes without the terminator.
    pub fn text(&self) -> &[u8] {
        self.bytes.strip_suffix(&[self.terminator]).unwrap_or(&self.bytes)
    }

    fn is_terminated(&self) -> bool {
        self.bytes.last() == Some(&self.terminator)
    }
}

impl BinRead for PaxText {
    type Args<'a> = (usize, u8);

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        _: Endian,
        (size, terminator): (usize, u8),
    ) -> BinResult<Self> {
        let mut bytes = Vec::new();
        reader.take(size as u64).read_to_end(&mut bytes)?;
        Ok(Self { bytes, terminator })
    }
}

impl BinWrite for PaxText {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, to: &mut W, _: Endian, (): ()) -> BinResult<()> {
        Ok(to.write_all(&self.bytes)?)
    }
}

impl Inspect for PaxText {
    const TYPE: &'static str = "text";

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: (usize, u8)) -> BinResult<Self> {
        let start = cx.pos();
        let text = Self::read_options(cx, endian, args)?;
        if !cx.is_muted() {
            let shown = text.text();
            let content: Span = cx.span(start, start.saturating_add(shown.len() as u64));
            cx.leaf(Value::text(Utf8::decode(shown)));
            cx.stored(Storage::Text(|text| Some(text.as_bytes().to_vec())));
            if let Some(node) = cx.top() {
                let extra = node.extra_mut();
                extra.content = Some(content);
                extra.lossy = std::str::from_utf8(shown).is_err();
            }
        }
        Ok(text)
    }
}

impl FromJson for PaxText {
    fn from_json(draft: &mut Draft<'_>, _: Endian, args: (usize, u8)) -> BuildResult<Self> {
        let text = match draft.text()? {
            Ok(text) => text.as_bytes().to_vec(),
            Err(bytes) => bytes,
        };
        Ok(Self::new(&text, args.1))
    }
}

impl Load for PaxText {
    fn load(&mut self, _: &[u8]) {}
}

/// Builds a record. The length is computed if it is omitted.
fn record(draft: &mut Draft<'_>, endian: Endian, (): ()) -> BuildResult<PaxRecord> {
    draft.object()?;
    let mut given = draft.field("length");
    let is_missing = given.json().is_none();
    let length = if is_missing {
        PaxText::default()
    } else {
        PaxText::from_json(&mut given, endian, (0, b' '))?
    };
    let keyword = PaxText::from_json(&mut draft.field("keyword"), endian, (0, b'='))?;
    let value = PaxText::from_json(&mut draft.field("value"), endian, (0, b'\n'))?;
    draft.done()?;
    let size = keyword.bytes.len().saturating_add(value.bytes.len()).saturating_add(1);
    let length = if is_missing { PaxText::new(&total(size), b' ') } else { length };
    let parts = RecordParts {
        length: length.bytes.len(),
        keyword: keyword.bytes.len(),
        value: value.bytes.len(),
    };
    Ok(PaxRecord { parts, length, keyword, value })
}

/// Returns the digits of the length of a record, which includes them; `size` is that of the rest.
fn total(size: usize) -> Vec<u8> {
    let mut digits = size.to_string();
    // The length of the digits grows at most once.
    for _ in 0..2 {
        digits = size.saturating_add(digits.len()).to_string();
    }
    digits.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{records, total};

    #[test]
    fn lengths_include_their_digits() {
        for size in 1..2000_usize {
            let digits = String::from_utf8(total(size)).unwrap();
            assert_eq!(digits.parse::<usize>().unwrap(), size + digits.len());
        }
    }

    #[test]
    fn records_are_divided_by_their_length() {
        let found: Vec<_> = records(b"12 path=a\nb\n11 size=12\nrest").collect();
        assert_eq!(found, [(&b"path"[..], &b"a\nb"[..]), (b"size", b"12")]);
    }
}
