//! Symbols.

use super::labels::{SymbolBinding, SymbolType, SymbolVisibility};
use super::names::{Name, Names, SymbolSection};
use binrw::binrw;
use bytescope_inspect::{Inspect, bits};

bits! {
    /// The binding and the type of a symbol
    pub struct SymbolInfo(u8) {
        /// What the symbol is
        st_type: 0..4 as SymbolType,
        /// Where it can be seen when files are linked
        st_bind: 4..8 as SymbolBinding,
    }
}

impl SymbolInfo {
    fn names(self) -> String {
        let of = |name: Option<&str>, value: u8| name.map_or(value.to_string(), str::to_owned);
        let bind = of(SymbolBinding(self.st_bind()).name(), self.st_bind());
        format!("{bind} {}", of(SymbolType(self.st_type()).name(), self.st_type()))
    }
}

bits! {
    /// The visibility of a symbol, and bits of the processor
    pub struct SymbolOther(u8) {
        /// Where it can be seen when the program runs
        st_visibility: 0..2 as SymbolVisibility,
        /// Of the processor
        st_other: 2..8,
    }
}

impl SymbolOther {
    fn names(self) -> Option<&'static str> {
        SymbolVisibility(self.st_visibility()).name()
    }
}

/// A symbol of a 32-bit file (`Elf32_Sym`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct Symbol32 {
    /// Its name, as an offset in the linked string table
    #[br(args(names))]
    pub st_name: Name,
    /// Its address, or an offset in its section
    #[inspect(hex)]
    pub st_value: u32,
    /// Bytes of the object or function; zero when not known
    pub st_size: u32,
    /// Its binding and type
    #[inspect(hex, note = st_info.names())]
    pub st_info: SymbolInfo,
    /// Its visibility
    #[inspect(hex, note = st_other.names())]
    pub st_other: SymbolOther,
    /// The section that it is defined in
    #[br(args(names))]
    pub st_shndx: SymbolSection,
}

/// A symbol of a 64-bit file (`Elf64_Sym`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct Symbol64 {
    /// Its name, as an offset in the linked string table
    #[br(args(names))]
    pub st_name: Name,
    /// Its binding and type
    #[inspect(hex, note = st_info.names())]
    pub st_info: SymbolInfo,
    /// Its visibility
    #[inspect(hex, note = st_other.names())]
    pub st_other: SymbolOther,
    /// The section that it is defined in
    #[br(args(names))]
    pub st_shndx: SymbolSection,
    /// Its address, or an offset in its section
    #[inspect(hex)]
    pub st_value: u64,
    /// Bytes of the object or function; zero when not known
    pub st_size: u64,
}
