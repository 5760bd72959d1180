//! Numbers that have names.

mod dynamic;
mod machine;
mod note;
pub(super) mod processor;

pub use dynamic::{DynamicFlags, DynamicFlags1, DynamicTag};
pub use machine::Machine;
pub use note::{AbiSystem, AuxiliaryType, PropertyType, note_type};

use bytescope_inspect::labels;

labels! {
    /// The size of addresses and offsets
    pub struct ElfClass(u8) {
        /// 32 bits
        ELFCLASS32 = 1,
        /// 64 bits
        ELFCLASS64 = 2,
    }
}

labels! {
    /// The order of the bytes of a number
    pub struct DataEncoding(u8) {
        /// Least significant byte first
        ELFDATA2LSB = 1,
        /// Most significant byte first
        ELFDATA2MSB = 2,
    }
}

labels! {
    /// The operating system whose extensions a file uses
    pub struct OsAbi(u8) {
        /// None, or System V
        ELFOSABI_NONE = 0,
        /// HP-UX
        ELFOSABI_HPUX = 1,
        /// NetBSD
        ELFOSABI_NETBSD = 2,
        /// GNU, and Linux
        ELFOSABI_GNU = 3,
        /// GNU Hurd
        ELFOSABI_HURD = 4,
        /// Solaris
        ELFOSABI_SOLARIS = 6,
        /// AIX
        ELFOSABI_AIX = 7,
        /// IRIX
        ELFOSABI_IRIX = 8,
        /// FreeBSD
        ELFOSABI_FREEBSD = 9,
        /// Tru64 UNIX
        ELFOSABI_TRU64 = 10,
        /// Novell Modesto
        ELFOSABI_MODESTO = 11,
        /// OpenBSD
        ELFOSABI_OPENBSD = 12,
        /// OpenVMS
        ELFOSABI_OPENVMS = 13,
        /// HP Non-Stop Kernel
        ELFOSABI_NSK = 14,
        /// AROS
        ELFOSABI_AROS = 15,
        /// FenixOS
        ELFOSABI_FENIXOS = 16,
        /// Nuxi CloudABI
        ELFOSABI_CLOUDABI = 17,
        /// OpenVOS
        ELFOSABI_OPENVOS = 18,
        /// Arm EABI, or AMD HSA, or the C6000's
        ELFOSABI_ARM_AEABI = 64,
        /// AMD PAL, or the C6000 with Linux
        ELFOSABI_AMDGPU_PAL = 65,
        /// AMD with Mesa 3D
        ELFOSABI_AMDGPU_MESA3D = 66,
        /// Arm
        ELFOSABI_ARM = 97,
        /// No operating system
        ELFOSABI_STANDALONE = 255,
    }
}

labels! {
    /// The kind of file
    pub struct FileType(u16) {
        /// None
        ET_NONE = 0,
        /// Relocatable: to be linked
        ET_REL = 1,
        /// Executable at fixed addresses
        ET_EXEC = 2,
        /// Shared object, or an executable for any address
        ET_DYN = 3,
        /// Core: the memory of a process that ended
        ET_CORE = 4,
    }
}

labels! {
    /// What a segment is for
    pub struct SegmentType(u32) {
        /// Unused
        PT_NULL = 0,
        /// To be loaded
        PT_LOAD = 1,
        /// What the dynamic linker needs
        PT_DYNAMIC = 2,
        /// Path of the program interpreter
        PT_INTERP = 3,
        /// Notes
        PT_NOTE = 4,
        /// Reserved
        PT_SHLIB = 5,
        /// The program header table itself
        PT_PHDR = 6,
        /// Template of thread-local storage
        PT_TLS = 7,
        /// Index of the exception frames
        PT_GNU_EH_FRAME = 0x6474_e550,
        /// Whether the stack may be executed
        PT_GNU_STACK = 0x6474_e551,
        /// To be made read-only after relocation
        PT_GNU_RELRO = 0x6474_e552,
        /// The property note
        PT_GNU_PROPERTY = 0x6474_e553,
        /// Stack trace data
        PT_GNU_SFRAME = 0x6474_e554,
        /// Random data of OpenBSD
        PT_OPENBSD_RANDOMIZE = 0x65a3_dbe6,
        /// OpenBSD: needs write and execute
        PT_OPENBSD_WXNEEDED = 0x65a3_dbe7,
        /// OpenBSD: no branch tracking
        PT_OPENBSD_NOBTCFI = 0x65a3_dbe8,
        /// Boot data of OpenBSD
        PT_OPENBSD_BOOTDATA = 0x65a4_1be6,
        /// Solaris: zeroed data
        PT_SUNWBSS = 0x6fff_fffa,
        /// Solaris: the stack
        PT_SUNWSTACK = 0x6fff_fffb,
    }
}

labels! {
    /// What a section holds
    pub struct SectionType(u32) {
        /// Nothing: the header is unused
        SHT_NULL = 0,
        /// What the program makes of it
        SHT_PROGBITS = 1,
        /// Symbols
        SHT_SYMTAB = 2,
        /// Strings
        SHT_STRTAB = 3,
        /// Relocations with addends
        SHT_RELA = 4,
        /// Symbol hash table
        SHT_HASH = 5,
        /// What the dynamic linker needs
        SHT_DYNAMIC = 6,
        /// Notes
        SHT_NOTE = 7,
        /// Memory that begins as zeros and takes no bytes of the file
        SHT_NOBITS = 8,
        /// Relocations
        SHT_REL = 9,
        /// Reserved
        SHT_SHLIB = 10,
        /// Symbols for the dynamic linker
        SHT_DYNSYM = 11,
        /// Addresses of functions to call at the start
        SHT_INIT_ARRAY = 14,
        /// Addresses of functions to call at the end
        SHT_FINI_ARRAY = 15,
        /// Addresses of functions to call before all others
        SHT_PREINIT_ARRAY = 16,
        /// A group of sections
        SHT_GROUP = 17,
        /// Section numbers that do not fit into symbols
        SHT_SYMTAB_SHNDX = 18,
        /// Relative relocations, packed
        SHT_RELR = 19,
        /// Android: packed relocations
        SHT_ANDROID_REL = 0x6000_0001,
        /// Android: packed relocations with addends
        SHT_ANDROID_RELA = 0x6000_0002,
        /// LLVM: table of the object's format
        SHT_LLVM_ODRTAB = 0x6fff_4c00,
        /// LLVM: options for the linker
        SHT_LLVM_LINKER_OPTIONS = 0x6fff_4c01,
        /// LLVM: address significance table
        SHT_LLVM_ADDRSIG = 0x6fff_4c03,
        /// LLVM: libraries that are depended on
        SHT_LLVM_DEPENDENT_LIBRARIES = 0x6fff_4c04,
        /// LLVM: partition
        SHT_LLVM_SYMPART = 0x6fff_4c05,
        /// LLVM: addresses of basic blocks
        SHT_LLVM_BB_ADDR_MAP = 0x6fff_4c0a,
        /// LLVM: bitcode beside the machine code
        SHT_LLVM_OFFLOADING = 0x6fff_4c0b,
        /// LLVM: link-time optimisation
        SHT_LLVM_LTO = 0x6fff_4c0c,
        /// GNU: object attributes
        SHT_GNU_ATTRIBUTES = 0x6fff_fff5,
        /// GNU: symbol hash table
        SHT_GNU_HASH = 0x6fff_fff6,
        /// GNU: libraries found by prelink
        SHT_GNU_LIBLIST = 0x6fff_fff7,
        /// Checksum of the object
        SHT_CHECKSUM = 0x6fff_fff8,
        /// Solaris: partially initialised data
        SHT_SUNW_MOVE = 0x6fff_fffa,
        /// Solaris: sections to be merged
        SHT_SUNW_COMDAT = 0x6fff_fffb,
        /// Solaris: more about symbols
        SHT_SUNW_SYMINFO = 0x6fff_fffc,
        /// GNU: versions that are defined
        SHT_GNU_VERDEF = 0x6fff_fffd,
        /// GNU: versions that are needed
        SHT_GNU_VERNEED = 0x6fff_fffe,
        /// GNU: the version of each symbol
        SHT_GNU_VERSYM = 0x6fff_ffff,
    }
}

labels! {
    /// Section numbers that are no sections
    pub struct SectionNumber(u16) {
        /// Not defined here
        SHN_UNDEF = 0,
        /// No section: the value is absolute
        SHN_ABS = 0xfff1,
        /// To be allocated by the linker
        SHN_COMMON = 0xfff2,
        /// The number stands elsewhere
        SHN_XINDEX = 0xffff,
    }
}

labels! {
    /// Where a symbol can be seen when files are linked
    pub struct SymbolBinding(u8) {
        /// In its file
        STB_LOCAL = 0,
        /// In all files
        STB_GLOBAL = 1,
        /// In all files, unless another defines it too
        STB_WEAK = 2,
        /// GNU: one for the whole process
        STB_GNU_UNIQUE = 10,
    }
}

labels! {
    /// What a symbol is
    pub struct SymbolType(u8) {
        /// Not said
        STT_NOTYPE = 0,
        /// Data
        STT_OBJECT = 1,
        /// A function
        STT_FUNC = 2,
        /// A section
        STT_SECTION = 3,
        /// The name of a source file
        STT_FILE = 4,
        /// Data to be allocated by the linker
        STT_COMMON = 5,
        /// Thread-local data
        STT_TLS = 6,
        /// GNU: a function that gives the address of a function
        STT_GNU_IFUNC = 10,
    }
}

labels! {
    /// Where a symbol can be seen when the program runs
    pub struct SymbolVisibility(u8) {
        /// As its binding says
        STV_DEFAULT = 0,
        /// In its component, in a way of the processor
        STV_INTERNAL = 1,
        /// In its component
        STV_HIDDEN = 2,
        /// Everywhere, but its component always uses its own
        STV_PROTECTED = 3,
    }
}

labels! {
    /// How a section is compressed
    pub struct CompressionType(u32) {
        /// Deflate in a zlib stream
        ELFCOMPRESS_ZLIB = 1,
        /// Zstandard
        ELFCOMPRESS_ZSTD = 2,
    }
}
