//! Program headers and section headers.

use super::class::{ClassWord, SectionFlags};
use super::labels::{SectionType, SegmentType};
use super::names::{
    FileSpan, Names, PlatformSectionType, PlatformSegmentType, SectionIndex, SectionName,
};
use binrw::binrw;
use bytescope_inspect::{Inspect, bits};

/// Class-independent view of a program header.
pub trait ProgramHeader {
    /// Returns the segment type.
    fn kind(&self) -> SegmentType;
    /// Returns the span of the segment in the file.
    fn span(&self) -> FileSpan;
    /// Returns the virtual address.
    fn address(&self) -> u64;
    /// Returns the alignment.
    fn align(&self) -> u64;
}

bits! {
    /// Segment permissions
    pub struct SegmentFlags(u32) {
        /// Execute
        PF_X: 0..1,
        /// Write
        PF_W: 1..2,
        /// Read
        PF_R: 2..3,
        /// Operating system-specific
        PF_MASKOS: 20..28,
        /// Processor-specific
        PF_MASKPROC: 28..32,
    }
}

/// 32-bit program header (`Elf32_Phdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
#[inspect(columns("p_type", "p_offset", "p_vaddr", "p_filesz", "p_memsz", "p_flags", "p_align"))]
pub struct ProgramHeader32 {
    /// Segment type
    #[br(args(names))]
    #[inspect(hex)]
    pub p_type: PlatformSegmentType,
    /// Offset of the segment in the file
    #[inspect(hex)]
    pub p_offset: u32,
    /// Virtual address
    #[inspect(hex)]
    pub p_vaddr: u32,
    /// Physical address, where relevant
    #[inspect(hex)]
    pub p_paddr: u32,
    /// Size in the file
    #[inspect(unit = "bytes")]
    pub p_filesz: u32,
    /// Size in memory; bytes past `p_filesz` are zero-filled
    #[inspect(unit = "bytes")]
    pub p_memsz: u32,
    /// Segment permissions
    #[inspect(hex, note = p_flags.describe())]
    pub p_flags: SegmentFlags,
    /// Alignment in file and memory
    #[inspect(hex)]
    pub p_align: u32,
}

/// 64-bit program header (`Elf64_Phdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
#[inspect(columns("p_type", "p_offset", "p_vaddr", "p_filesz", "p_memsz", "p_flags", "p_align"))]
pub struct ProgramHeader64 {
    /// Segment type
    #[br(args(names))]
    #[inspect(hex)]
    pub p_type: PlatformSegmentType,
    /// Segment permissions
    #[inspect(hex, note = p_flags.describe())]
    pub p_flags: SegmentFlags,
    /// Offset of the segment in the file
    #[inspect(hex)]
    pub p_offset: u64,
    /// Virtual address
    #[inspect(hex)]
    pub p_vaddr: u64,
    /// Physical address, where relevant
    #[inspect(hex)]
    pub p_paddr: u64,
    /// Size in the file
    #[inspect(unit = "bytes")]
    pub p_filesz: u64,
    /// Size in memory; bytes past `p_filesz` are zero-filled
    #[inspect(unit = "bytes")]
    pub p_memsz: u64,
    /// Alignment in file and memory
    #[inspect(hex)]
    pub p_align: u64,
}

macro_rules! segment {
    ($name:ident) => {
        impl ProgramHeader for $name {
            fn kind(&self) -> SegmentType {
                self.p_type.0
            }

            fn span(&self) -> FileSpan {
                FileSpan::new(self.p_offset.into(), self.p_filesz.into())
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
                /// Writable during process execution
                SHF_WRITE: 0..1,
                /// Occupies memory during process execution
                SHF_ALLOC: 1..2,
                /// Executable machine instructions
                SHF_EXECINSTR: 2..3,
                /// Elements may be merged to eliminate duplicates
                SHF_MERGE: 4..5,
                /// Null-terminated strings
                SHF_STRINGS: 5..6,
                /// `sh_info` is a section header index
                SHF_INFO_LINK: 6..7,
                /// Special ordering: follows the order of the linked section
                SHF_LINK_ORDER: 7..8,
                /// Requires OS-specific processing
                SHF_OS_NONCONFORMING: 8..9,
                /// Member of a section group
                SHF_GROUP: 9..10,
                /// Thread-local storage
                SHF_TLS: 10..11,
                /// Compressed; starts with a compression header
                SHF_COMPRESSED: 11..12,
                /// Operating system-specific; 0x200000 is `SHF_GNU_RETAIN`
                SHF_MASKOS: 20..28,
                /// Processor-specific; 0x80000000 is `SHF_EXCLUDE`
                SHF_MASKPROC: 28..32,
            }
        }

        impl SectionFlags for $name {
            fn is_compressed(&self) -> bool {
                self.SHF_COMPRESSED() != 0
            }

            fn describe(self) -> String {
                $name::describe(self)
            }
        }
    };
}
section_flags!(SectionFlags32(u32), "Section flags (32-bit)");
section_flags!(SectionFlags64(u64), "Section flags (64-bit)");

/// Section header (`Elf32_Shdr`, `Elf64_Shdr`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
#[inspect(
    summary = "{sh_name}  {sh_type}  {sh_addr}  {sh_size:size}",
    columns(
        "sh_name",
        "sh_type",
        "sh_addr",
        "sh_offset",
        "sh_size",
        "sh_flags",
        "sh_link",
        "sh_info",
        "sh_addralign",
        "sh_entsize"
    )
)]
pub struct SectionHeader<N: ClassWord> {
    /// Section name: offset in the section name string table
    #[br(args(names))]
    pub sh_name: SectionName,
    /// Section type
    #[br(args(names))]
    #[inspect(hex)]
    pub sh_type: PlatformSectionType,
    /// Section attributes
    #[inspect(hex, note = sh_flags.describe())]
    pub sh_flags: N::SectionFlags,
    /// Address in the memory image; 0 if not loaded
    #[inspect(hex)]
    pub sh_addr: N,
    /// Offset of the section in the file
    #[inspect(hex)]
    pub sh_offset: N,
    /// Section size; `SHT_NOBITS` sections occupy no space in the file
    #[inspect(unit = "bytes")]
    pub sh_size: N,
    /// Index of a related section; meaning depends on `sh_type`
    #[br(args(names))]
    pub sh_link: SectionIndex,
    /// Extra information; meaning depends on `sh_type`
    pub sh_info: u32,
    /// Address alignment
    pub sh_addralign: N,
    /// Size of an entry, for sections that contain a table; 0 otherwise
    #[inspect(unit = "bytes")]
    pub sh_entsize: N,
}

impl<W: ClassWord> SectionHeader<W> {
    /// Returns the span of the section in the file, which is empty for types without contents.
    pub(super) fn span(&self) -> FileSpan {
        let size = match self.sh_type.0 {
            SectionType::SHT_NULL | SectionType::SHT_NOBITS => 0,
            _ => self.sh_size.into(),
        };
        FileSpan::new(self.sh_offset.into(), size)
    }
}
