//! The tables of program headers and section headers.

use super::labels::{SectionType, SegmentType, processor};
use super::names::{Names, Place, SectionIndex, SectionName};
use super::word::{SectionFlags, Word};
use binrw::binrw;
use bytescope_inspect::{Inspect, bits};

/// What a program header says, whatever its class.
pub trait Segment {
    /// What the segment is for.
    fn kind(&self) -> SegmentType;
    /// Where it stands in the file.
    fn place(&self) -> Place;
    /// Where it stands in memory.
    fn address(&self) -> u64;
    /// The boundary that it stands on.
    fn align(&self) -> u64;
}

bits! {
    /// What may be done with the memory of a segment
    pub struct SegmentFlags(u32) {
        /// It may be executed
        pf_x: 0..1,
        /// It may be written
        pf_w: 1..2,
        /// It may be read
        pf_r: 2..3,
        /// Of the operating system
        pf_maskos: 20..28,
        /// Of the processor
        pf_maskproc: 28..32,
    }
}

/// A program header of a 32-bit file (`Elf32_Phdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct ProgramHeader32 {
    /// What the segment is for
    #[inspect(note = processor::segment_type(names.machine, p_type))]
    pub p_type: SegmentType,
    /// Where the segment begins in the file
    #[inspect(hex)]
    pub p_offset: u32,
    /// Where it begins in memory
    #[inspect(hex)]
    pub p_vaddr: u32,
    /// Where it begins in physical memory, where that matters
    #[inspect(hex)]
    pub p_paddr: u32,
    /// Its size in the file
    #[inspect(unit = "bytes")]
    pub p_filesz: u32,
    /// Its size in memory; what the file does not hold is zero
    #[inspect(unit = "bytes")]
    pub p_memsz: u32,
    /// What may be done with its memory
    #[inspect(hex, note = p_flags.in_words())]
    pub p_flags: SegmentFlags,
    /// The boundary that it stands on, in the file as in memory
    #[inspect(hex)]
    pub p_align: u32,
}

/// A program header of a 64-bit file (`Elf64_Phdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct ProgramHeader64 {
    /// What the segment is for
    #[inspect(note = processor::segment_type(names.machine, p_type))]
    pub p_type: SegmentType,
    /// What may be done with its memory
    #[inspect(hex, note = p_flags.in_words())]
    pub p_flags: SegmentFlags,
    /// Where the segment begins in the file
    #[inspect(hex)]
    pub p_offset: u64,
    /// Where it begins in memory
    #[inspect(hex)]
    pub p_vaddr: u64,
    /// Where it begins in physical memory, where that matters
    #[inspect(hex)]
    pub p_paddr: u64,
    /// Its size in the file
    #[inspect(unit = "bytes")]
    pub p_filesz: u64,
    /// Its size in memory; what the file does not hold is zero
    #[inspect(unit = "bytes")]
    pub p_memsz: u64,
    /// The boundary that it stands on, in the file as in memory
    #[inspect(hex)]
    pub p_align: u64,
}

macro_rules! segment {
    ($name:ident) => {
        impl Segment for $name {
            fn kind(&self) -> SegmentType {
                self.p_type
            }

            fn place(&self) -> Place {
                Place::new(self.p_offset.into(), self.p_filesz.into())
            }

            fn address(&self) -> u64 {
                self.p_vaddr.into()
            }

            fn align(&self) -> u64 {
                self.p_align.into()
            }
        }
    };
}
segment!(ProgramHeader32);
segment!(ProgramHeader64);

macro_rules! section_flags {
    ($name:ident($raw:ty), $doc:literal) => {
        bits! {
            #[doc = $doc]
            pub struct $name($raw) {
                /// It is written to when the program runs
                shf_write: 0..1,
                /// It takes memory when the program runs
                shf_alloc: 1..2,
                /// It holds machine instructions
                shf_execinstr: 2..3,
                /// Equal elements may be merged
                shf_merge: 4..5,
                /// It holds strings that end in NUL
                shf_strings: 5..6,
                /// Its `sh_info` is the number of a section
                shf_info_link: 6..7,
                /// Its order is that of the section it is linked to
                shf_link_order: 7..8,
                /// It needs treatment that only the operating system knows
                shf_os_nonconforming: 8..9,
                /// It is a member of a group
                shf_group: 9..10,
                /// It holds thread-local data
                shf_tls: 10..11,
                /// It begins with a compression header
                shf_compressed: 11..12,
                /// Of the operating system; GNU keeps 0x200000 with it
                shf_maskos: 20..28,
                /// Of the processor; GNU keeps 0x80000000 out of a link
                shf_maskproc: 28..32,
            }
        }

        impl SectionFlags for $name {
            fn is_compressed(&self) -> bool {
                self.shf_compressed() != 0
            }

            fn in_words(self) -> String {
                $name::in_words(self)
            }
        }
    };
}
section_flags!(SectionFlags32(u32), "What a section is like (32-bit)");
section_flags!(SectionFlags64(u64), "What a section is like (64-bit)");

/// A section header (`Elf32_Shdr`, `Elf64_Shdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct SectionHeader<N: Word> {
    /// Its name, as an offset in the string table that names sections
    #[br(args(names))]
    pub sh_name: SectionName,
    /// What it holds
    #[inspect(note = processor::section_type(names.machine, sh_type))]
    pub sh_type: SectionType,
    /// What it is like
    #[inspect(hex, note = sh_flags.in_words())]
    pub sh_flags: N::SectionFlags,
    /// Where it begins in memory; zero when it does not stand there
    #[inspect(hex)]
    pub sh_addr: N,
    /// Where it begins in the file
    #[inspect(hex)]
    pub sh_offset: N,
    /// Its size; NOBITS sections have none in the file
    #[inspect(unit = "bytes")]
    pub sh_size: N,
    /// A section that this one needs, by number: what for depends on the type
    #[br(args(names))]
    pub sh_link: SectionIndex,
    /// More, depending on the type
    pub sh_info: u32,
    /// The boundary that its address stands on
    pub sh_addralign: N,
    /// Size of an entry, when it holds a table of them
    #[inspect(unit = "bytes")]
    pub sh_entsize: N,
}

impl<W: Word> SectionHeader<W> {
    /// Where its bytes stand in the file: nowhere, for a type that has none.
    pub(super) fn place(&self) -> Place {
        let size = match self.sh_type {
            SectionType::SHT_NULL | SectionType::SHT_NOBITS => 0,
            _ => self.sh_size.into(),
        };
        Place::new(self.sh_offset.into(), size)
    }
}
