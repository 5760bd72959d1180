//! ELF files: programs, libraries, objects and cores (System V ABI, and the extensions of GNU).

pub mod content;
pub mod dynamic;
mod from_json;
pub mod headers;
pub mod labels;
mod layout;
pub mod names;
pub mod notes;
mod plan;
pub mod relocations;
pub mod sections;
pub mod symbols;
mod unclaimed;
pub mod versions;
pub mod word;
mod write;

use crate::FileFormat;
use crate::place::{blobs, show_blobs};
use binrw::{BinRead, BinResult, Endian, VecArgs, binread, binrw};
use bytescope_inspect::{Blob, Cx, Inspect, Meta, Table};
use headers::SectionHeader;
use labels::{DataEncoding, ElfClass, FileType, Machine, OsAbi, processor};
use names::Names;
use plan::{Kept, Plan};
use sections::{Part, sections, segments, show_sections, show_segments};
use std::io::SeekFrom;
pub use unclaimed::ModuleSignature;
use word::Word;

/// ELF file: a header, and tables of the segments to load and the sections to link
///
/// To make one from JSON, the offsets and sizes of its segments must be given.
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Elf {
    /// What is the same for all machines: class, byte order, version, system
    pub e_ident: Ident,
    /// The file, by its class
    #[br(is_big = e_ident.ei_data == DataEncoding::ELFDATA2MSB, args(e_ident.ei_class))]
    #[bw(is_big = e_ident.ei_data == DataEncoding::ELFDATA2MSB)]
    #[inspect(flat)]
    pub file: Class,
}

/// Identification (`e_ident`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(magic = b"\x7fELF")]
#[inspect(magic("ei_mag", "The byte 0x7f and the letters ELF"))]
pub struct Ident {
    /// Size of addresses and offsets
    #[br(assert(ei_class.name().is_some(), "must be 1 or 2: nothing else can be read"))]
    pub ei_class: ElfClass,
    /// Order of the bytes of a number
    #[br(assert(ei_data.name().is_some(), "must be 1 or 2: nothing else can be read"))]
    pub ei_data: DataEncoding,
    /// Version of ELF
    #[inspect(default = 1, check(ei_version == 1, "must be 1"))]
    pub ei_version: u8,
    /// System whose extensions are used
    pub ei_osabi: OsAbi,
    /// Version of those extensions
    #[inspect(default = 0)]
    pub ei_abiversion: u8,
    /// Reserved
    #[inspect(default = [0; 7])]
    pub ei_pad: [u8; 7],
}

/// The file after its identification
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(class: ElfClass))]
pub enum Class {
    /// Of 32 bits
    #[br(pre_assert(class == ElfClass::ELFCLASS32))]
    Elf32(File<u32>),
    /// Of 64 bits
    #[br(pre_assert(class == ElfClass::ELFCLASS64))]
    Elf64(File<u64>),
}

/// The file after its identification
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[inspect(salvage = salvage::<W>, from_json = from_json::file::<W>)]
pub struct File<W: Word> {
    /// What the file is, and where its tables are
    pub header: Header<W>,
    #[br(temp, parse_with = Plan::read, args(&header))]
    #[inspect(skip)]
    plan: Plan<W>,
    /// The parts of the file that make up the memory of a process
    #[br(
        if(plan.phnum > 0),
        seek_before = SeekFrom::Start(plan.phoff),
        count = plan.phnum,
        args { inner: (plan.names,) }
    )]
    pub program_headers: Option<Table<W::ProgramHeader, (Names,)>>,
    /// What the segments hold, in the order of their headers; only where there are no sections
    #[br(
        if(!plan.has_sections() && !plan.segments.is_empty()),
        seek_before = SeekFrom::Start(plan.bounds().start),
        parse_with = segments,
        args(&plan)
    )]
    #[inspect(with = show_segments)]
    pub segments: Vec<Part<W>>,
    /// The parts of the file as the linker sees them
    #[br(
        if(plan.shnum > 0),
        seek_before = SeekFrom::Start(plan.shoff),
        count = plan.shnum,
        args { inner: (plan.names,) }
    )]
    pub section_headers: Option<Table<SectionHeader<W>, (Names,)>>,
    /// What the sections hold, in the order of their headers
    #[br(
        if(plan.has_sections()),
        seek_before = SeekFrom::Start(plan.bounds().start),
        parse_with = sections,
        args(&plan)
    )]
    #[inspect(with = show_sections)]
    pub sections: Vec<Part<W>>,
    /// Bytes that no section describes: of segments, or zeros up to the end of the file
    #[br(
        if(!plan.unclaimed.is_empty()),
        seek_before = SeekFrom::Start(plan.first_unclaimed()),
        parse_with = blobs,
        args(&plan.unclaimed)
    )]
    #[inspect(with = show_blobs)]
    pub unclaimed: Vec<Blob>,
    /// Signature of a kernel module, behind the end of the ELF file
    #[br(
        if(plan.signature.is_some()),
        seek_before = SeekFrom::Start(plan.signature_start()),
        args(plan.signature.unwrap_or_default())
    )]
    pub signature: Option<ModuleSignature>,
    #[br(calc = plan.kept())]
    kept: Kept,
}

/// Shows the sections where a table is cut short or out of reach.
fn salvage<W: Word>(cx: &mut Cx<'_>, endian: Endian) -> BinResult<()> {
    const HEADERS: &Meta = &Meta::new("section_headers", "SectionHeader", "");
    const SECTIONS: &Meta = &Meta::new("sections", "Section", "");
    cx.rewind(IDENT);
    let plan = cx.mute(|cx| {
        let header = Header::<W>::read_options(cx, endian, ())?;
        Plan::read(cx, endian, (&header,))
    })?;
    let is_new =
        |cx: &mut Cx<'_>, meta: &Meta| cx.top().is_some_and(|n| n.child(&meta.name).is_none());
    if !plan.headers.is_empty() && is_new(cx, HEADERS) {
        cx.rewind(plan.shoff);
        let args = VecArgs { count: plan.headers.len(), inner: (plan.names,) };
        cx.field(HEADERS, |cx| {
            Table::<SectionHeader<W>, (Names,)>::inspect(cx, endian, args).map(drop)
        })?;
    }
    if plan.has_sections() && is_new(cx, SECTIONS) {
        cx.rewind(plan.bounds().start);
        cx.field(SECTIONS, |cx| show_sections(cx, endian, (&plan,)).map(drop))?;
    }
    Ok(())
}

/// Bytes of the identification.
const IDENT: u64 = 16;

/// What the file is, and where its tables are (`Elf32_Ehdr`, `Elf64_Ehdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Header<N: Word> {
    /// What kind of file it is
    #[inspect(hex)]
    pub e_type: FileType,
    /// The machine that it is for
    pub e_machine: Machine,
    /// Version of ELF
    #[inspect(default = 1, check(e_version == 1, "must be 1"))]
    pub e_version: u32,
    /// Address at which the program begins; zero for none
    #[inspect(hex)]
    pub e_entry: N,
    /// Where the program headers stand; zero for none
    #[inspect(hex)]
    pub e_phoff: N,
    /// Where the section headers stand; zero for none
    #[inspect(hex)]
    pub e_shoff: N,
    /// Flags of the machine
    #[inspect(hex, note = processor::flags(e_machine, e_flags))]
    pub e_flags: u32,
    /// Bytes of the header, the identification included
    #[inspect(
        unit = "bytes",
        default = sizes::<N>().0,
        check(e_ehsize == sizes::<N>().0, "must be 52 or 64, by class")
    )]
    pub e_ehsize: u16,
    /// Bytes of a program header
    #[inspect(unit = "bytes", default = sizes::<N>().1, check(
        e_phnum == 0 || e_phentsize == sizes::<N>().1,
        "must be 32 or 56, by class"
    ))]
    pub e_phentsize: u16,
    /// Number of program headers; 0xffff when it stands in the first section header
    pub e_phnum: u16,
    /// Bytes of a section header
    #[inspect(unit = "bytes", default = sizes::<N>().2, check(
        e_shnum == 0 || e_shentsize == sizes::<N>().2,
        "must be 40 or 64, by class"
    ))]
    pub e_shentsize: u16,
    /// Number of section headers; 0 when it stands in the first of them, or there are none
    pub e_shnum: u16,
    /// Number of the section that holds the names of sections; 0 for none
    #[inspect(check(
        e_shstrndx == 0 || e_shstrndx == 0xffff || e_shnum == 0 || e_shstrndx < e_shnum,
        "no section has this number"
    ))]
    pub e_shstrndx: u16,
}

/// Bytes of the header, of a program header and of a section header.
fn sizes<W: Word>() -> (u16, u16, u16) {
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
