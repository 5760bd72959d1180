//! Names that stand elsewhere in the file: looked up when somebody looks at the field.

use super::labels::{FileType, Machine, SectionNumber};
use super::relocations;
pub use crate::place::Place;
use binrw::{BinRead, BinResult, BinWrite, Endian};
use bytescope_inspect::{BuildResult, Columns, Cx, Draft, FixedSize, Inspect, derived};
use std::borrow::Cow;

/// Bytes of a name that are shown; a C++ symbol may be longer.
const LONGEST: u64 = 1000;

impl Place {
    /// The text up to a NUL at `offset` of a string table; `None` when that is not in the table.
    pub(crate) fn text<'s>(self, cx: &Cx<'s>, offset: u64) -> Option<Cow<'s, str>> {
        let start = self.start.saturating_add(offset);
        if start >= self.end {
            return None;
        }
        let bytes = cx.slice(start, self.end.min(start.saturating_add(LONGEST)));
        let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
        bytes.get(..end).map(String::from_utf8_lossy)
    }

    /// Record `index` of those that are `size` bytes long.
    fn record(self, index: u64, size: u64) -> Option<u64> {
        let at = self.start.saturating_add(index.checked_mul(size)?);
        (at.checked_add(size)? <= self.end).then_some(at)
    }
}

/// What a record needs to know of the rest of the file to name what it refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The machine, which gives numbers their meaning.
    pub machine: Machine,
    /// The kind of file.
    pub file_type: FileType,
    /// Whether the file is of the 64-bit class.
    pub is_64: bool,
    /// The section header table.
    pub headers: Place,
    /// The names of the sections.
    pub section_names: Place,
    /// The string table of this section.
    pub strings: Place,
    /// The symbol table of this section.
    pub symbols: Place,
}

impl Names {
    /// The name of a section.
    pub(crate) fn section<'s>(
        &self,
        cx: &Cx<'s>,
        endian: Endian,
        index: u64,
    ) -> Option<Cow<'s, str>> {
        let size = if self.is_64 { 64 } else { 40 };
        let name = word(cx, endian, self.headers.record(index, size)?)?;
        self.section_names.text(cx, name.into())
    }

    /// The name of a symbol; for one that stands for a section, the section's.
    pub(crate) fn symbol<'s>(
        &self,
        cx: &Cx<'s>,
        endian: Endian,
        index: u64,
    ) -> Option<Cow<'s, str>> {
        let (size, info) = if self.is_64 { (24, 4) } else { (16, 12) };
        let at = self.symbols.record(index, size)?;
        let name = self.strings.text(cx, word(cx, endian, at)?.into())?;
        if !name.is_empty() {
            return Some(name);
        }
        // After the info byte stands another, then the section number.
        let number = cx.slice(at.saturating_add(info), at.saturating_add(info).saturating_add(4));
        let number = number.get(2..)?.try_into().ok()?;
        let number = match endian {
            Endian::Big => u16::from_be_bytes(number),
            Endian::Little => u16::from_le_bytes(number),
        };
        self.section(cx, endian, number.into())
    }
}

fn word(cx: &Cx<'_>, endian: Endian, at: u64) -> Option<u32> {
    let bytes = cx.slice(at, at.saturating_add(4)).try_into().ok()?;
    Some(match endian {
        Endian::Big => u32::from_be_bytes(bytes),
        Endian::Little => u32::from_le_bytes(bytes),
    })
}

/// Adds a remark to the field that is open.
pub(super) fn remark(cx: &mut Cx<'_>, text: impl Into<String>) {
    let text = text.into();
    if let Some(node) = cx.top()
        && !text.is_empty()
    {
        node.extra_mut().note = Some(text.into_boxed_str());
    }
}

/// Declares a number whose remark needs the rest of the file.
macro_rules! reference {
    ($(#[doc = $d:literal])* $name:ident($raw:ty), |$cx:ident, $endian:ident, $names:ident, $value:ident| $note:expr) => {
        $(#[doc = $d])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BinWrite)]
        pub struct $name(pub $raw);

        impl BinRead for $name {
            type Args<'a> = (Names,);

            fn read_options<R: std::io::Read + std::io::Seek>(
                reader: &mut R,
                endian: Endian,
                _: (Names,),
            ) -> BinResult<Self> {
                <$raw>::read_options(reader, endian, ()).map(Self)
            }
        }

        impl FixedSize for $name {
            const SIZE: u64 = <$raw as FixedSize>::SIZE;

            fn columns(to: &mut Columns, endian: Endian) {
                <$raw>::columns(to, endian);
            }
        }

        impl Inspect for $name {
            const TYPE: &'static str = stringify!($name);
            const TOTAL: bool = true;

            fn inspect(
                $cx: &mut Cx<'_>,
                $endian: Endian,
                ($names,): (Names,),
            ) -> BinResult<Self> {
                let read = <$raw>::inspect($cx, $endian, ())?;
                if !$cx.is_muted() {
                    let $value = read;
                    let note: Option<Cow<'_, str>> = $note;
                    if let Some(note) = note {
                        remark($cx, note);
                    }
                }
                Ok(Self(read))
            }

            fn build(draft: &mut Draft<'_>, endian: Endian, _: (Names,)) -> BuildResult<Self> {
                <$raw>::build(draft, endian, ()).map(Self)
            }

            fn encode(&self, endian: Endian) -> BinResult<Vec<u8>> {
                derived::encode(self, endian)
            }
        }
    };
}

const OUTSIDE: Cow<'static, str> = Cow::Borrowed("outside the string table");

reference! {
    /// An offset in the string table of the section
    Name(u32), |cx, _endian, names, value| {
        Some(names.strings.text(cx, value.into()).unwrap_or(OUTSIDE)).filter(|_| value != 0)
    }
}

reference! {
    /// An offset in the string table that names sections
    SectionName(u32), |cx, _endian, names, value| {
        let known = names.section_names != Place::default();
        Some(names.section_names.text(cx, value.into()).unwrap_or(OUTSIDE)).filter(|_| known)
    }
}

reference! {
    /// The number of a section
    SectionIndex(u32), |cx, endian, names, value| {
        names.section(cx, endian, value.into()).filter(|_| value != 0)
    }
}

/// The number of the section that a symbol is defined in
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BinWrite)]
pub struct SymbolSection(pub u16);

impl BinRead for SymbolSection {
    type Args<'a> = (Names,);

    fn read_options<R: std::io::Read + std::io::Seek>(
        reader: &mut R,
        endian: Endian,
        _: (Names,),
    ) -> BinResult<Self> {
        u16::read_options(reader, endian, ()).map(Self)
    }
}

impl FixedSize for SymbolSection {
    const SIZE: u64 = 2;

    fn columns(to: &mut Columns, endian: Endian) {
        SectionNumber::columns(to, endian);
    }
}

impl Inspect for SymbolSection {
    const TYPE: &'static str = "SymbolSection";
    const TOTAL: bool = true;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (names,): (Names,)) -> BinResult<Self> {
        let number = SectionNumber::inspect(cx, endian, ())?;
        if !cx.is_muted()
            && number.name().is_none()
            && let Some(name) = names.section(cx, endian, number.0.into())
        {
            remark(cx, name);
        }
        Ok(Self(number.0))
    }

    fn build(draft: &mut Draft<'_>, endian: Endian, _: (Names,)) -> BuildResult<Self> {
        SectionNumber::build(draft, endian, ()).map(|number| Self(number.0))
    }

    fn encode(&self, endian: Endian) -> BinResult<Vec<u8>> {
        derived::encode(self, endian)
    }
}

/// The symbol and the type of a relocation, in words.
pub(super) fn relocation(
    cx: &Cx<'_>,
    endian: Endian,
    names: &Names,
    symbol: u64,
    kinds: &[u32],
) -> String {
    let kinds = kinds.iter().map(|kind| relocations::label(names.machine, *kind));
    let mut text = kinds.collect::<Vec<_>>().join(" ");
    if symbol != 0
        && let Some(name) = names.symbol(cx, endian, symbol)
    {
        text.push(' ');
        text.push_str(&name);
    }
    text
}
