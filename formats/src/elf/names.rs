//! Names that stand elsewhere in the file: looked up when somebody looks at the field.

use super::labels::{FileType, Machine, SectionNumber};
use super::relocations;
pub use crate::place::Place;
use binrw::{Endian, binrw};
use bytescope_inspect::{Cx, Inspect};
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

const OUTSIDE: Cow<'static, str> = Cow::Borrowed("outside the string table");

/// An offset in the string table of the section
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, _| if self_0 != 0 {
    let name = names.strings.text(cx, self_0.into());
    remark(cx, name.unwrap_or(OUTSIDE));
})]
pub struct Name(pub u32);

/// An offset in the string table that names sections
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, _| if names.section_names != Place::default() {
    let name = names.section_names.text(cx, self_0.into());
    remark(cx, name.unwrap_or(OUTSIDE));
})]
pub struct SectionName(pub u32);

/// The number of a section
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, endian| if self_0 != 0 {
    let name = names.section(cx, endian, self_0.into());
    remark(cx, name.unwrap_or_default());
})]
pub struct SectionIndex(pub u32);

/// The number of the section that a symbol is defined in
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, endian| if self_0.name().is_none() {
    let name = names.section(cx, endian, self_0.0.into());
    remark(cx, name.unwrap_or_default());
})]
pub struct SymbolSection(pub SectionNumber);

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
