//! Tags and flags of the dynamic section.

use bytescope_inspect::{bits, labels};

labels! {
    /// Tag of an entry of the dynamic array
    pub struct DynamicTag(u64) {
        /// End of the dynamic array
        DT_NULL = 0,
        /// Name of a needed library
        DT_NEEDED = 1,
        /// Size of the PLT relocations
        DT_PLTRELSZ = 2,
        /// Address of the PLT or GOT
        DT_PLTGOT = 3,
        /// Address of the symbol hash table
        DT_HASH = 4,
        /// Address of the string table
        DT_STRTAB = 5,
        /// Address of the symbol table
        DT_SYMTAB = 6,
        /// Address of the relocations with explicit addends
        DT_RELA = 7,
        /// Size of the `DT_RELA` table
        DT_RELASZ = 8,
        /// Size of a `DT_RELA` entry
        DT_RELAENT = 9,
        /// Size of the string table
        DT_STRSZ = 10,
        /// Size of a symbol table entry
        DT_SYMENT = 11,
        /// Address of the initialization function
        DT_INIT = 12,
        /// Address of the termination function
        DT_FINI = 13,
        /// Name of this shared object
        DT_SONAME = 14,
        /// Library search path (deprecated)
        DT_RPATH = 15,
        /// Symbol resolution starts in this object
        DT_SYMBOLIC = 16,
        /// Address of the relocations with implicit addends
        DT_REL = 17,
        /// Size of the `DT_REL` table
        DT_RELSZ = 18,
        /// Size of a `DT_REL` entry
        DT_RELENT = 19,
        /// Type of the PLT relocations: `DT_REL` or `DT_RELA`
        DT_PLTREL = 20,
        /// Reserved for debuggers
        DT_DEBUG = 21,
        /// Relocations may modify a non-writable segment
        DT_TEXTREL = 22,
        /// Address of the PLT relocations
        DT_JMPREL = 23,
        /// All relocations are processed before execution starts
        DT_BIND_NOW = 24,
        /// Address of the array of initialization functions
        DT_INIT_ARRAY = 25,
        /// Address of the array of termination functions
        DT_FINI_ARRAY = 26,
        /// Size of the `DT_INIT_ARRAY` array
        DT_INIT_ARRAYSZ = 27,
        /// Size of the `DT_FINI_ARRAY` array
        DT_FINI_ARRAYSZ = 28,
        /// Library search path
        DT_RUNPATH = 29,
        /// Flags
        DT_FLAGS = 30,
        /// Address of the array of pre-initialization functions
        DT_PREINIT_ARRAY = 32,
        /// Size of the `DT_PREINIT_ARRAY` array
        DT_PREINIT_ARRAYSZ = 33,
        /// Address of the extended section indices
        DT_SYMTAB_SHNDX = 34,
        /// Size of the packed relative relocations
        DT_RELRSZ = 35,
        /// Address of the packed relative relocations
        DT_RELR = 36,
        /// Size of a `DT_RELR` entry
        DT_RELRENT = 37,
        /// Android: address of the packed relocations
        DT_ANDROID_REL = 0x6000_000f,
        /// Android: size of the `DT_ANDROID_REL` data
        DT_ANDROID_RELSZ = 0x6000_0010,
        /// Android: address of the packed relocations with addends
        DT_ANDROID_RELA = 0x6000_0011,
        /// Android: size of the `DT_ANDROID_RELA` data
        DT_ANDROID_RELASZ = 0x6000_0012,
        /// Android: address of the packed relative relocations
        DT_ANDROID_RELR = 0x6fff_e000,
        /// Android: size of the `DT_ANDROID_RELR` data
        DT_ANDROID_RELRSZ = 0x6fff_e001,
        /// Android: size of a `DT_ANDROID_RELR` entry
        DT_ANDROID_RELRENT = 0x6fff_e003,
        /// Android: number of relative relocations in `DT_ANDROID_RELR`
        DT_ANDROID_RELRCOUNT = 0x6fff_e005,
        /// Flags of GNU (`DF_GNU_1_*`)
        DT_GNU_FLAGS_1 = 0x6fff_fdf4,
        /// Prelinking timestamp
        DT_GNU_PRELINKED = 0x6fff_fdf5,
        /// Size of the prelink conflicts
        DT_GNU_CONFLICTSZ = 0x6fff_fdf6,
        /// Size of the prelink library list
        DT_GNU_LIBLISTSZ = 0x6fff_fdf7,
        /// Checksum
        DT_CHECKSUM = 0x6fff_fdf8,
        /// Size of the padding of the PLT
        DT_PLTPADSZ = 0x6fff_fdf9,
        /// Size of an entry of the move table
        DT_MOVEENT = 0x6fff_fdfa,
        /// Size of the move table
        DT_MOVESZ = 0x6fff_fdfb,
        /// Feature flags
        DT_FEATURE_1 = 0x6fff_fdfc,
        /// Flags for the next dynamic entry
        DT_POSFLAG_1 = 0x6fff_fdfd,
        /// Size of the table of symbol information
        DT_SYMINSZ = 0x6fff_fdfe,
        /// Size of an entry of the table of symbol information
        DT_SYMINENT = 0x6fff_fdff,
        /// Address of the GNU symbol hash table
        DT_GNU_HASH = 0x6fff_fef5,
        /// Address of the PLT entry for lazy TLS descriptor resolution
        DT_TLSDESC_PLT = 0x6fff_fef6,
        /// Address of the GOT entry for lazy TLS descriptor resolution
        DT_TLSDESC_GOT = 0x6fff_fef7,
        /// Address of the prelink conflicts
        DT_GNU_CONFLICT = 0x6fff_fef8,
        /// Address of the prelink library list
        DT_GNU_LIBLIST = 0x6fff_fef9,
        /// Configuration file
        DT_CONFIG = 0x6fff_fefa,
        /// Audit libraries for dependencies
        DT_DEPAUDIT = 0x6fff_fefb,
        /// Audit libraries
        DT_AUDIT = 0x6fff_fefc,
        /// Address of the padding of the PLT
        DT_PLTPAD = 0x6fff_fefd,
        /// Address of the move table
        DT_MOVETAB = 0x6fff_fefe,
        /// Address of the table of symbol information
        DT_SYMINFO = 0x6fff_feff,
        /// Address of the symbol version table
        DT_VERSYM = 0x6fff_fff0,
        /// Number of relative relocations in `DT_RELA`
        DT_RELACOUNT = 0x6fff_fff9,
        /// Number of relative relocations in `DT_REL`
        DT_RELCOUNT = 0x6fff_fffa,
        /// State flags (`DF_1_*`)
        DT_FLAGS_1 = 0x6fff_fffb,
        /// Address of the version definitions
        DT_VERDEF = 0x6fff_fffc,
        /// Number of version definitions
        DT_VERDEFNUM = 0x6fff_fffd,
        /// Address of the version requirements
        DT_VERNEED = 0x6fff_fffe,
        /// Number of version requirements
        DT_VERNEEDNUM = 0x6fff_ffff,
        /// Auxiliary filtee: shared object searched before this object
        DT_AUXILIARY = 0x7fff_fffd,
        /// Needed library (obsolete)
        DT_USED = 0x7fff_fffe,
        /// Filtee: shared object that provides the symbol values
        DT_FILTER = 0x7fff_ffff,
    }
}

bits! {
    /// Flags of an object (`DT_FLAGS`)
    pub struct DynamicFlags(u64) {
        /// `$ORIGIN` may be used
        DF_ORIGIN: 0..1,
        /// Symbol resolution starts in this object
        DF_SYMBOLIC: 1..2,
        /// Relocations may modify a non-writable segment
        DF_TEXTREL: 2..3,
        /// All relocations are processed before execution starts
        DF_BIND_NOW: 3..4,
        /// Static thread-local storage model
        DF_STATIC_TLS: 4..5,
    }
}

bits! {
    /// State flags of an object (`DT_FLAGS_1`)
    pub struct DynamicFlags1(u64) {
        /// All relocations are processed before execution starts
        DF_1_NOW: 0..1,
        /// Global symbol scope
        DF_1_GLOBAL: 1..2,
        /// Member of a group
        DF_1_GROUP: 2..3,
        /// Never unloaded
        DF_1_NODELETE: 3..4,
        /// Filtees are loaded immediately
        DF_1_LOADFLTR: 4..5,
        /// Initialized first
        DF_1_INITFIRST: 5..6,
        /// Not available to `dlopen`
        DF_1_NOOPEN: 6..7,
        /// `$ORIGIN` must be processed
        DF_1_ORIGIN: 7..8,
        /// Direct binding enabled
        DF_1_DIRECT: 8..9,
        /// Reserved
        DF_1_TRANS: 9..10,
        /// Interposes on other objects
        DF_1_INTERPOSE: 10..11,
        /// Default library search path is ignored
        DF_1_NODEFLIB: 11..12,
        /// Not available to `dldump`
        DF_1_NODUMP: 12..13,
        /// Alternative configuration
        DF_1_CONFALT: 13..14,
        /// Filtee terminates the filter search
        DF_1_ENDFILTEE: 14..15,
        /// Displacement relocations processed at build time
        DF_1_DISPRELDNE: 15..16,
        /// Displacement relocations pending at run time
        DF_1_DISPRELPND: 16..17,
        /// No direct binding
        DF_1_NODIRECT: 17..18,
        /// Multiple definitions are ignored
        DF_1_IGNMULDEF: 18..19,
        /// Reserved
        DF_1_NOKSYMS: 19..20,
        /// Reserved
        DF_1_NOHDR: 20..21,
        /// Modified after it was built
        DF_1_EDITED: 21..22,
        /// Reserved
        DF_1_NORELOC: 22..23,
        /// Individual symbol interposers
        DF_1_SYMINTPOSE: 23..24,
        /// Global auditing
        DF_1_GLOBAUDIT: 24..25,
        /// Singleton symbols present
        DF_1_SINGLETON: 25..26,
        /// Stub object
        DF_1_STUB: 26..27,
        /// Position-independent executable
        DF_1_PIE: 27..28,
        /// Kernel module
        DF_1_KMOD: 28..29,
        /// Weak filter
        DF_1_WEAKFILTER: 29..30,
        /// No common symbols
        DF_1_NOCOMMON: 30..31,
    }
}
