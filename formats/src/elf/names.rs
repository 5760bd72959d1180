//! Names stored elsewhere in the file, looked up when a field is shown.

use super::labels::system::PlatformName;
use super::labels::{
    FileType, Platform, SectionNumber, SectionType, SegmentType, SymbolBinding, SymbolType,
};
use super::relocations;
use super::symbols::SymbolInfo;
pub use crate::span::FileSpan;
use binrw::{Endian, binrw};
use bytescope_inspect::{Cx, Inspect, Label, Value};
use std::borrow::Cow;

/// Maximum number of bytes shown of a name. C++ symbols may be longer.
const MAX_NAME_LEN: u64 = 1000;

impl FileSpan {
    /// Returns the null-terminated string at `offset` of a string table; `None` if out of range.
    pub(crate) fn text<'s>(self, cx: &Cx<'s>, offset: u64) -> Option<Cow<'s, str>> {
        let start = self.start.saturating_add(offset);
        if start >= self.end {
            return None;
        }
        let bytes = cx.slice(start, self.end.min(start.saturating_add(MAX_NAME_LEN)));
        let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
        bytes.get(..end).map(String::from_utf8_lossy)
    }

    /// Returns the offset of record `index` in a table of `size`-byte records; `None` if out of
    /// range.
    fn record(self, index: u64, size: u64) -> Option<u64> {
        let at = self.start.saturating_add(index.checked_mul(size)?);
        (at.checked_add(size)? <= self.end).then_some(at)
    }
}

/// Tables that contain the names of symbols and sections, and properties of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Operating system and architecture, for the values that depend on them.
    pub platform: Platform,
    /// Object file type.
    pub file_type: FileType,
    /// True for 64-bit objects.
    pub is_64: bool,
    /// Section header table.
    pub headers: FileSpan,
    /// Section name string table.
    pub section_names: FileSpan,
    /// String table linked to this section.
    pub strings: FileSpan,
    /// Symbol table linked to this section.
    pub symbols: FileSpan,
}

impl Names {
    /// Returns the name of a section.
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

    /// Returns the name of a symbol; for an unnamed symbol, the name of its section.
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
        // `st_info` is followed by `st_other` and `st_shndx`.
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

/// Adds a note to the current field.
pub(super) fn set_note(cx: &mut Cx<'_>, text: impl Into<String>) {
    let text = text.into();
    if let Some(node) = cx.top()
        && !text.is_empty()
    {
        node.extra_mut().note = Some(text.into_boxed_str());
    }
}

/// Shows the string that an offset refers to, or that it is outside the string table.
pub(super) fn show_target(cx: &mut Cx<'_>, name: Option<Cow<'_, str>>) {
    match name {
        Some(name) => cx.refers_to(name),
        None => set_note(cx, OUTSIDE),
    }
}

const OUTSIDE: Cow<'static, str> = Cow::Borrowed("outside the string table");

/// Offset in the linked string table
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, _| if self_0 != 0 {
    show_target(cx, names.strings.text(cx, self_0.into()));
})]
pub struct ElfName(pub u32);

/// Offset in the section name string table
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, _| if names.section_names != FileSpan::default() {
    show_target(cx, names.section_names.text(cx, self_0.into()));
})]
pub struct SectionName(pub u32);

/// Section header index
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, endian| if self_0 != 0 {
    let name = names.section(cx, endian, self_0.into());
    cx.refers_to(name.unwrap_or_default());
})]
pub struct SectionIndex(pub u32);

/// Section header index of the section that defines a symbol
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, endian| if self_0.name().is_none() {
    let name = match names.platform.section_index(self_0.0) {
        Some(name) => Some(Cow::Borrowed(name)),
        None => names.section(cx, endian, self_0.0.into()),
    };
    cx.refers_to(name.unwrap_or_default());
})]
pub struct SymbolSection(pub SectionNumber);

/// Segment type, named according to the platform
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, name = "SegmentType", show = |cx, _| {
    show_name(cx, names.platform.segment_type(self_0), self_0.0);
})]
pub struct PlatformSegmentType(pub SegmentType);

/// Section type, named according to the platform
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, name = "SectionType", show = |cx, _| {
    show_name(cx, names.platform.section_type(self_0), self_0.0);
})]
pub struct PlatformSectionType(pub SectionType);

/// Symbol type and binding, named according to the platform
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, name = "SymbolInfo", show = |cx, _| show_symbol_info(cx, self_0, names.platform))]
pub struct PlatformSymbolInfo(pub SymbolInfo);

/// Replaces the names of the bit ranges by those of the platform.
fn show_symbol_info(cx: &mut Cx<'_>, info: SymbolInfo, platform: Platform) {
    let (symbol_type, binding) = (info.st_type(), info.st_bind());
    let parts = [
        ("st_type", platform.symbol_type(SymbolType(symbol_type)), symbol_type),
        ("st_bind", platform.symbol_binding(SymbolBinding(binding)), binding),
    ];
    let Some(node) = cx.top() else { return };
    for (part, name, raw) in parts {
        let Some(child) = node.children.iter_mut().find(|child| child.meta.name == part) else {
            continue;
        };
        match name {
            PlatformName::General => {}
            PlatformName::Specific(name) => child.value = Label::new(raw, name, "").into(),
            PlatformName::Foreign => child.value = raw.into(),
        }
    }
}

/// Shows a number whose name on this platform differs from the general name.
pub(super) fn show_name(cx: &mut Cx<'_>, name: PlatformName, raw: impl Into<Value>) {
    match name {
        PlatformName::General => {}
        PlatformName::Foreign => cx.leaf(raw),
        PlatformName::Specific(name) => {
            cx.leaf(raw);
            set_note(cx, name);
        }
    }
}

/// Returns the names of the types and symbol of a relocation, separated by spaces.
pub(super) fn relocation(
    cx: &Cx<'_>,
    endian: Endian,
    names: &Names,
    symbol: u64,
    kinds: &[u32],
) -> String {
    let kinds = kinds.iter().map(|kind| relocations::label(names.platform.machine, *kind));
    let mut text = kinds.collect::<Vec<_>>().join(" ");
    if symbol != 0
        && let Some(name) = names.symbol(cx, endian, symbol)
    {
        text.push(' ');
        text.push_str(&name);
    }
    text
}
