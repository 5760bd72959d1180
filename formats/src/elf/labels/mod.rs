//! Names of enumerated values and flags.

mod dynamic;
mod machine;
mod note;
pub(super) mod processor;
pub(super) mod system;

pub use dynamic::{DynamicFlags, DynamicFlags1, DynamicTag};
pub use machine::ElfMachine;
pub use note::{AbiSystem, AuxiliaryType, PropertyType, note_type};
pub use system::Platform;

use bytescope_inspect::labels;

labels! {
    /// File class
    pub struct ElfClass(u8) {
        /// 32-bit objects
        ELFCLASS32 = 1,
        /// 64-bit objects
        ELFCLASS64 = 2,
    }
}

labels! {
    /// Data encoding
    pub struct DataEncoding(u8) {
        /// Little-endian, two's complement
        ELFDATA2LSB = 1,
        /// Big-endian, two's complement
        ELFDATA2MSB = 2,
    }
}

labels! {
    /// Operating system/ABI identification
    pub struct OsAbi(u8) {
        /// No extensions, or unspecified (System V)
        ELFOSABI_NONE = 0,
        /// HP-UX
        ELFOSABI_HPUX = 1,
        /// NetBSD
        ELFOSABI_NETBSD = 2,
        /// GNU extensions, Linux
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
        /// Arm EABI, AMD HSA runtime or TI C6000 bare-metal
        ELFOSABI_ARM_AEABI = 64,
        /// AMD PAL runtime or TI C6000 Linux
        ELFOSABI_AMDGPU_PAL = 65,
        /// AMD GPU, Mesa 3D runtime
        ELFOSABI_AMDGPU_MESA3D = 66,
        /// Arm
        ELFOSABI_ARM = 97,
        /// Standalone (embedded) application
        ELFOSABI_STANDALONE = 255,
    }
}

labels! {
    /// Object file type
    pub struct FileType(u16) {
        /// No file type
        ET_NONE = 0,
        /// Relocatable file
        ET_REL = 1,
        /// Executable file
        ET_EXEC = 2,
        /// Shared object file or position-independent executable
        ET_DYN = 3,
        /// Core file
        ET_CORE = 4,
    }
}

labels! {
    /// Segment type
    pub struct SegmentType(u32) {
        /// Unused entry
        PT_NULL = 0,
        /// Loadable segment
        PT_LOAD = 1,
        /// Dynamic linking information
        PT_DYNAMIC = 2,
        /// Path of the program interpreter
        PT_INTERP = 3,
        /// Auxiliary information (notes)
        PT_NOTE = 4,
        /// Reserved
        PT_SHLIB = 5,
        /// Program header table
        PT_PHDR = 6,
        /// Thread-local storage template
        PT_TLS = 7,
        /// Exception handling frame index (`.eh_frame_hdr`)
        PT_GNU_EH_FRAME = 0x6474_e550,
        /// Stack permissions
        PT_GNU_STACK = 0x6474_e551,
        /// Read-only after relocation
        PT_GNU_RELRO = 0x6474_e552,
        /// Program property note
        PT_GNU_PROPERTY = 0x6474_e553,
        /// Stack trace data (SFrame)
        PT_GNU_SFRAME = 0x6474_e554,
        /// Solaris: unwind table (`.eh_frame_hdr`)
        PT_SUNW_UNWIND = 0x6464_e550,
        /// OpenBSD: immutable after loading
        PT_OPENBSD_MUTABLE = 0x65a3_dbe5,
        /// OpenBSD: filled with random data
        PT_OPENBSD_RANDOMIZE = 0x65a3_dbe6,
        /// OpenBSD: requires memory that is both writable and executable
        PT_OPENBSD_WXNEEDED = 0x65a3_dbe7,
        /// OpenBSD: branch target enforcement disabled
        PT_OPENBSD_NOBTCFI = 0x65a3_dbe8,
        /// OpenBSD: system call locations
        PT_OPENBSD_SYSCALLS = 0x65a3_dbe9,
        /// OpenBSD: boot arguments
        PT_OPENBSD_BOOTDATA = 0x65a4_1be6,
        /// Sun: zero-initialized data
        PT_SUNWBSS = 0x6fff_fffa,
        /// Sun: stack segment
        PT_SUNWSTACK = 0x6fff_fffb,
        /// Sun: reserved for DTrace
        PT_SUNWDTRACE = 0x6fff_fffc,
        /// Sun: capability requirements
        PT_SUNWCAP = 0x6fff_fffd,
    }
}

labels! {
    /// Section type
    pub struct SectionType(u32) {
        /// Inactive section header
        SHT_NULL = 0,
        /// Program-defined information
        SHT_PROGBITS = 1,
        /// Symbol table
        SHT_SYMTAB = 2,
        /// String table
        SHT_STRTAB = 3,
        /// Relocation entries with explicit addends
        SHT_RELA = 4,
        /// Symbol hash table
        SHT_HASH = 5,
        /// Dynamic linking information
        SHT_DYNAMIC = 6,
        /// Notes
        SHT_NOTE = 7,
        /// Occupies no space in the file; zero-initialized in memory
        SHT_NOBITS = 8,
        /// Relocation entries with implicit addends
        SHT_REL = 9,
        /// Reserved
        SHT_SHLIB = 10,
        /// Dynamic linking symbol table
        SHT_DYNSYM = 11,
        /// Array of initialization functions
        SHT_INIT_ARRAY = 14,
        /// Array of termination functions
        SHT_FINI_ARRAY = 15,
        /// Array of pre-initialization functions
        SHT_PREINIT_ARRAY = 16,
        /// Section group
        SHT_GROUP = 17,
        /// Extended section indices of a symbol table
        SHT_SYMTAB_SHNDX = 18,
        /// Packed relative relocations
        SHT_RELR = 19,
        /// Android: packed relocations
        SHT_ANDROID_REL = 0x6000_0001,
        /// Android: packed relocations with addends
        SHT_ANDROID_RELA = 0x6000_0002,
        /// GNU: input files of an incremental link
        SHT_GNU_INCREMENTAL_INPUTS = 0x6fff_4700,
        /// LLVM: one-definition-rule table
        SHT_LLVM_ODRTAB = 0x6fff_4c00,
        /// LLVM: linker options
        SHT_LLVM_LINKER_OPTIONS = 0x6fff_4c01,
        /// LLVM: address significance table
        SHT_LLVM_ADDRSIG = 0x6fff_4c03,
        /// LLVM: dependent libraries
        SHT_LLVM_DEPENDENT_LIBRARIES = 0x6fff_4c04,
        /// LLVM: symbol partition specification
        SHT_LLVM_SYMPART = 0x6fff_4c05,
        /// LLVM: ELF header of a loadable partition
        SHT_LLVM_PART_EHDR = 0x6fff_4c06,
        /// LLVM: program headers of a loadable partition
        SHT_LLVM_PART_PHDR = 0x6fff_4c07,
        /// LLVM: basic block address map, version 0
        SHT_LLVM_BB_ADDR_MAP_V0 = 0x6fff_4c08,
        /// LLVM: call graph profile
        SHT_LLVM_CALL_GRAPH_PROFILE = 0x6fff_4c09,
        /// LLVM: basic block address map
        SHT_LLVM_BB_ADDR_MAP = 0x6fff_4c0a,
        /// LLVM: device offloading data
        SHT_LLVM_OFFLOADING = 0x6fff_4c0b,
        /// LLVM: bitcode for fat LTO objects
        SHT_LLVM_LTO = 0x6fff_4c0c,
        /// Android: packed relative relocations
        SHT_ANDROID_RELR = 0x6fff_ff00,
        /// GNU: object attributes
        SHT_GNU_ATTRIBUTES = 0x6fff_fff5,
        /// GNU: symbol hash table
        SHT_GNU_HASH = 0x6fff_fff6,
        /// GNU: prelink library list
        SHT_GNU_LIBLIST = 0x6fff_fff7,
        /// Checksum of the shared object
        SHT_CHECKSUM = 0x6fff_fff8,
        /// Sun: partially initialized data
        SHT_SUNW_MOVE = 0x6fff_fffa,
        /// Sun: COMDAT section
        SHT_SUNW_COMDAT = 0x6fff_fffb,
        /// Sun: additional symbol information
        SHT_SUNW_SYMINFO = 0x6fff_fffc,
        /// GNU: version definitions
        SHT_GNU_VERDEF = 0x6fff_fffd,
        /// GNU: version requirements
        SHT_GNU_VERNEED = 0x6fff_fffe,
        /// GNU: symbol version table
        SHT_GNU_VERSYM = 0x6fff_ffff,
    }
}

labels! {
    /// Special section index
    pub struct SectionNumber(u16) {
        /// Undefined
        SHN_UNDEF = 0,
        /// Absolute value
        SHN_ABS = 0xfff1,
        /// Common symbol
        SHN_COMMON = 0xfff2,
        /// Extended index, stored in a `SHT_SYMTAB_SHNDX` section
        SHN_XINDEX = 0xffff,
    }
}

labels! {
    /// Symbol binding
    pub struct SymbolBinding(u8) {
        /// Local symbol
        STB_LOCAL = 0,
        /// Global symbol
        STB_GLOBAL = 1,
        /// Weak symbol
        STB_WEAK = 2,
        /// GNU: unique symbol
        STB_GNU_UNIQUE = 10,
    }
}

labels! {
    /// Symbol type
    pub struct SymbolType(u8) {
        /// Unspecified
        STT_NOTYPE = 0,
        /// Data object
        STT_OBJECT = 1,
        /// Function or other executable code
        STT_FUNC = 2,
        /// Section
        STT_SECTION = 3,
        /// Source file name
        STT_FILE = 4,
        /// Uninitialized common block
        STT_COMMON = 5,
        /// Thread-local storage
        STT_TLS = 6,
        /// Complex relocation expression
        STT_RELC = 8,
        /// Complex relocation expression, signed
        STT_SRELC = 9,
        /// GNU: indirect function
        STT_GNU_IFUNC = 10,
    }
}

labels! {
    /// Symbol visibility
    pub struct SymbolVisibility(u8) {
        /// As specified by the symbol binding
        STV_DEFAULT = 0,
        /// Hidden, with processor-specific semantics
        STV_INTERNAL = 1,
        /// Not visible to other components
        STV_HIDDEN = 2,
        /// Visible to other components, but not preemptable
        STV_PROTECTED = 3,
    }
}

labels! {
    /// Section compression algorithm
    pub struct CompressionType(u32) {
        /// zlib (DEFLATE)
        ELFCOMPRESS_ZLIB = 1,
        /// Zstandard
        ELFCOMPRESS_ZSTD = 2,
    }
}
