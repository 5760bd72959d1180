//! ELF files: executables, shared objects, relocatable objects and core files (System V gABI, with
//! GNU extensions).

pub mod class;
pub mod dynamic;
mod end_mark;
mod from_json;
pub mod labels;
mod layout;
pub mod names;
pub mod notes;
mod offsets;
mod padding;
pub mod payload;
pub mod relocations;
pub mod sections;
pub mod symbols;
pub mod tables;
mod unclaimed;
pub mod versions;
mod write;

use crate::FileFormat;
use binrw::{BinRead, BinResult, Endian, VecArgs, binread, binrw};
use bytescope_inspect::{Blob, Cx, Inspect, Meta, Table};
use class::ClassWord;
use labels::{DataEncoding, ElfClass, ElfMachine, FileType, OsAbi, processor};
use layout::{FileLayout, WriteContext};
use names::Names;
pub use padding::DebugLink;
use sections::{Part, sections, segments, show_sections, show_segments};
use std::io::SeekFrom;
use tables::SectionHeader;
pub use unclaimed::ModuleSignature;

/// ELF file: ELF header, program header table, section header table and their contents
///
/// JSON input must include the offsets and sizes of segments.
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(
    summary = "ELF{e_ident.ei_class:map ELFCLASS32=32|ELFCLASS64=64} {e_ident.ei_data:map ELFDATA2LSB=LSB|ELFDATA2MSB=MSB} {sections[.=Dynamic][d_tag=DT_FLAGS_1, d_val~DF_1_PIE]:any position-independent executable||header.e_type:map ET_REL=relocatable object|ET_EXEC=executable|ET_DYN=shared object|ET_CORE=core file}, {header.e_machine:map EM_X86_64=x86-64|EM_386=x86|EM_AARCH64=AArch64||header.e_machine:doc}, entry {header.e_entry:map 0=}, {section_headers:any}{section_headers[sh_type=SHT_SYMTAB]:any not stripped||section_headers[0]:any stripped}, needs {sections[.=Dynamic][d_tag=DT_NEEDED].d_val:list}"
)]
pub struct Elf {
    /// ELF identification: class, data encoding, version, OS/ABI
    pub e_ident: Ident,
    /// File contents after the identification
    #[br(is_big = e_ident.ei_data == DataEncoding::ELFDATA2MSB, args(e_ident.ei_class, e_ident.ei_osabi))]
    #[bw(is_big = e_ident.ei_data == DataEncoding::ELFDATA2MSB)]
    #[inspect(flat)]
    pub file: ClassBody,
}

/// ELF identification (`e_ident`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(magic = b"\x7fELF")]
#[inspect(magic("ei_mag", "File identification: 0x7f, then the letters ELF"))]
pub struct Ident {
    /// File class
    #[br(assert(ei_class.name().is_some(), "must be 1 or 2"))]
    pub ei_class: ElfClass,
    /// Data encoding
    #[br(assert(ei_data.name().is_some(), "must be 1 or 2"))]
    pub ei_data: DataEncoding,
    /// File version
    #[inspect(default = 1, check(ei_version == 1, "must be 1"))]
    pub ei_version: u8,
    /// Operating system/ABI identification
    pub ei_osabi: OsAbi,
    /// ABI version
    #[inspect(default = 0)]
    pub ei_abiversion: u8,
    /// Padding bytes
    #[inspect(default = [0; 7])]
    pub ei_pad: [u8; 7],
}

/// File contents after the identification
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(class: ElfClass, os: OsAbi))]
pub enum ClassBody {
    /// 32-bit objects
    #[br(pre_assert(class == ElfClass::ELFCLASS32))]
    Elf32(#[br(args(os))] File<u32>),
    /// 64-bit objects
    #[br(pre_assert(class == ElfClass::ELFCLASS64))]
    Elf64(#[br(args(os))] File<u64>),
}

/// File contents after the identification
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[br(import(os: OsAbi))]
#[inspect(salvage = salvage::<W>, from_json = from_json::file::<W>)]
pub struct File<W: ClassWord> {
    /// ELF header
    pub header: Header<W>,
    #[br(temp, parse_with = FileLayout::read, args(&header, os))]
    #[inspect(skip)]
    layout: FileLayout<W>,
    /// Program header table
    #[br(
        if(layout.phnum > 0),
        seek_before = SeekFrom::Start(layout.phoff),
        count = layout.phnum,
        args { inner: (layout.names,) }
    )]
    pub program_headers: Option<Table<W::ProgramHeader, (Names,)>>,
    /// Segment contents, in the order of their headers; only for files without sections
    #[br(
        if(!layout.has_sections() && !layout.segments.is_empty()),
        seek_before = SeekFrom::Start(layout.bounds().start),
        parse_with = segments,
        args(&layout)
    )]
    #[inspect(with = show_segments)]
    pub segments: Vec<Part<W>>,
    /// Section header table
    #[br(
        if(layout.shnum > 0),
        seek_before = SeekFrom::Start(layout.shoff),
        count = layout.shnum,
        args { inner: (layout.names,) }
    )]
    pub section_headers: Option<Table<SectionHeader<W>, (Names,)>>,
    /// Section contents, in the order of their headers
    #[br(
        if(layout.has_sections()),
        seek_before = SeekFrom::Start(layout.bounds().start),
        parse_with = sections,
        args(&layout)
    )]
    #[inspect(with = show_sections)]
    pub sections: Vec<Part<W>>,
    /// Bytes not covered by any section: contents of segments, padding, inactive space, or zero fill
    /// at the end of the file
    #[br(
        if(!layout.unclaimed.is_empty()),
        seek_before = SeekFrom::Start(layout.first_unclaimed()),
        parse_with = unclaimed::read,
        args(&layout.unclaimed)
    )]
    #[inspect(with = unclaimed::show)]
    pub unclaimed: Vec<Blob>,
    /// Signature of a kernel module, appended to the ELF file
    #[br(
        if(layout.signature.is_some()),
        seek_before = SeekFrom::Start(layout.signature_start()),
        args(layout.signature.unwrap_or_default())
    )]
    pub signature: Option<ModuleSignature>,
    #[br(calc = layout.write_context())]
    write_context: WriteContext,
}

/// Shows the section headers and sections if another table is truncated or out of range.
fn salvage<W: ClassWord>(cx: &mut Cx<'_>, endian: Endian) -> BinResult<()> {
    const HEADERS: &Meta = &Meta::new("section_headers", "SectionHeader", "");
    const SECTIONS: &Meta = &Meta::new("sections", "Section", "");
    let os = OsAbi(cx.slice(EI_OSABI, IDENT_SIZE).first().copied().unwrap_or_default());
    cx.rewind(IDENT_SIZE);
    let layout = cx.mute(|cx| {
        let header = Header::<W>::read_options(cx, endian, ())?;
        FileLayout::read(cx, endian, (&header, os))
    })?;
    let is_missing =
        |cx: &mut Cx<'_>, meta: &Meta| cx.top().is_some_and(|n| n.child(&meta.name).is_none());
    if !layout.headers.is_empty() && is_missing(cx, HEADERS) {
        cx.rewind(layout.shoff);
        let args = VecArgs { count: layout.headers.len(), inner: (layout.names,) };
        cx.field(HEADERS, |cx| {
            Table::<SectionHeader<W>, (Names,)>::inspect(cx, endian, args).map(drop)
        })?;
    }
    if layout.has_sections() && is_missing(cx, SECTIONS) {
        cx.rewind(layout.bounds().start);
        cx.field(SECTIONS, |cx| show_sections(cx, endian, (&layout,)).map(drop))?;
    }
    Ok(())
}

/// Size of the identification in bytes.
const IDENT_SIZE: u64 = 16;
/// Offset of the operating system/ABI identification.
const EI_OSABI: u64 = 7;

/// ELF header (`Elf32_Ehdr`, `Elf64_Ehdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Header<N: ClassWord> {
    /// Object file type
    #[inspect(hex)]
    pub e_type: FileType,
    /// Architecture
    pub e_machine: ElfMachine,
    /// Object file version
    #[inspect(default = 1, check(e_version == 1, "must be 1"))]
    pub e_version: u32,
    /// Virtual address of the entry point; 0 if none
    #[inspect(hex)]
    pub e_entry: N,
    /// Offset of the program header table; 0 if none
    #[inspect(hex)]
    pub e_phoff: N,
    /// Offset of the section header table; 0 if none
    #[inspect(hex)]
    pub e_shoff: N,
    /// Processor-specific flags
    #[inspect(hex, note = processor::flags(e_machine, e_flags))]
    pub e_flags: u32,
    /// Size of the ELF header, including `e_ident`
    #[inspect(
        unit = "bytes",
        default = sizes::<N>().0,
        check(e_ehsize == sizes::<N>().0, "must be 52 (ELF32) or 64 (ELF64)")
    )]
    pub e_ehsize: u16,
    /// Size of an entry of the program header table
    #[inspect(unit = "bytes", default = sizes::<N>().1, check(
        e_phnum == 0 || e_phentsize == sizes::<N>().1,
        "must be 32 (ELF32) or 56 (ELF64)"
    ))]
    pub e_phentsize: u16,
    /// Number of program headers; 0xffff if stored in `sh_info` of section header 0
    pub e_phnum: u16,
    /// Size of an entry of the section header table
    #[inspect(unit = "bytes", default = sizes::<N>().2, check(
        e_shnum == 0 || e_shentsize == sizes::<N>().2,
        "must be 40 (ELF32) or 64 (ELF64)"
    ))]
    pub e_shentsize: u16,
    /// Number of section headers; 0 if none, or if stored in `sh_size` of section header 0
    pub e_shnum: u16,
    /// Section header index of the section name string table; 0 if none, 0xffff if stored in
    /// `sh_link` of section header 0
    #[inspect(check(
        e_shstrndx == 0 || e_shstrndx == 0xffff || e_shnum == 0 || e_shstrndx < e_shnum,
        "section index out of range"
    ))]
    pub e_shstrndx: u16,
}

/// Returns the sizes of the ELF header, a program header and a section header in bytes.
fn sizes<W: ClassWord>() -> (u16, u16, u16) {
    if W::IS_64 { (64, 56, 64) } else { (52, 32, 40) }
}

impl FileFormat for Elf {
    const NAME: &'static str = "elf";
    const TITLE: &'static str = "ELF program, library, object or core";
    const EXTENSIONS: &'static [&'static str] =
        &["elf", "so", "o", "ko", "axf", "prx", "puff", "mod"];
    const SPEC: &'static str =
        "System V ABI, edition 4.1 and generic ABI updates, chapters 4 and 5";
    const ENDIAN: Endian = Endian::Little;
}
