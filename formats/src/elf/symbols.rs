//! Symbol tables.

use super::labels::{Platform, SymbolBinding, SymbolType, SymbolVisibility};
use super::names::{ElfName, Names, PlatformSymbolInfo, SymbolSection};
use binrw::binrw;
use bytescope_inspect::{Inspect, bits};

bits! {
    /// Symbol type and binding
    pub struct SymbolInfo(u8) {
        /// Symbol type
        st_type: 0..4 as SymbolType,
        /// Symbol binding
        st_bind: 4..8 as SymbolBinding,
    }
}

impl SymbolInfo {
    /// Returns the names of the binding and type in a file of this platform.
    fn names(self, platform: Platform) -> String {
        let of = |name: Option<&str>, value: u8| name.map_or(value.to_string(), str::to_owned);
        let (binding, kind) = (SymbolBinding(self.st_bind()), SymbolType(self.st_type()));
        let bind = of(platform.symbol_binding(binding).or(binding.name()), binding.0);
        format!("{bind} {}", of(platform.symbol_type(kind).or(kind.name()), kind.0))
    }
}

bits! {
    /// Symbol visibility and processor-specific bits
    pub struct SymbolOther(u8) {
        /// Symbol visibility
        st_visibility: 0..2 as SymbolVisibility,
        /// Processor-specific
        st_other: 2..8,
    }
}

impl SymbolOther {
    /// Returns the name of the visibility.
    fn name(self) -> Option<&'static str> {
        SymbolVisibility(self.st_visibility()).name()
    }
}

/// 32-bit symbol table entry (`Elf32_Sym`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
#[inspect(
    summary = "{st_name}",
    columns(
        "st_name",
        "st_info.st_type",
        "st_info.st_bind",
        "st_value",
        "st_size",
        "st_shndx",
        "st_other.st_visibility"
    )
)]
pub struct Symbol32 {
    /// Symbol name: offset in the linked string table
    #[br(args(names))]
    pub st_name: ElfName,
    /// Value: address, or offset in the section
    #[inspect(hex)]
    pub st_value: u32,
    /// Size of the object or function; 0 if unknown
    pub st_size: u32,
    /// Symbol type and binding
    #[br(args(names))]
    #[inspect(hex, note = st_info.0.names(names.platform))]
    pub st_info: PlatformSymbolInfo,
    /// Symbol visibility
    #[inspect(hex, note = st_other.name())]
    pub st_other: SymbolOther,
    /// Section header index of the defining section
    #[br(args(names))]
    pub st_shndx: SymbolSection,
}

/// 64-bit symbol table entry (`Elf64_Sym`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
#[inspect(
    summary = "{st_name}",
    columns(
        "st_name",
        "st_info.st_type",
        "st_info.st_bind",
        "st_value",
        "st_size",
        "st_shndx",
        "st_other.st_visibility"
    )
)]
pub struct Symbol64 {
    /// Symbol name: offset in the linked string table
    #[br(args(names))]
    pub st_name: ElfName,
    /// Symbol type and binding
    #[br(args(names))]
    #[inspect(hex, note = st_info.0.names(names.platform))]
    pub st_info: PlatformSymbolInfo,
    /// Symbol visibility
    #[inspect(hex, note = st_other.name())]
    pub st_other: SymbolOther,
    /// Section header index of the defining section
    #[br(args(names))]
    pub st_shndx: SymbolSection,
    /// Value: address, or offset in the section
    #[inspect(hex)]
    pub st_value: u64,
    /// Size of the object or function; 0 if unknown
    pub st_size: u64,
}
