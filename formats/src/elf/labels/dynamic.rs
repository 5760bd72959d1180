//! Tags of the dynamic section.

use bytescope_inspect::{bits, labels};

labels! {
    /// What an entry of the dynamic section is
    pub struct DynamicTag(u64) {
        /// The end of the entries
        DT_NULL = 0,
        /// Name of a library that is needed
        DT_NEEDED = 1,
        /// Size of the relocations of the procedure linkage table
        DT_PLTRELSZ = 2,
        /// Address of the procedure linkage table or the global offset table
        DT_PLTGOT = 3,
        /// Address of the symbol hash table
        DT_HASH = 4,
        /// Address of the string table
        DT_STRTAB = 5,
        /// Address of the symbol table
        DT_SYMTAB = 6,
        /// Address of relocations with addends
        DT_RELA = 7,
        /// Their size
        DT_RELASZ = 8,
        /// Size of one of them
        DT_RELAENT = 9,
        /// Size of the string table
        DT_STRSZ = 10,
        /// Size of a symbol
        DT_SYMENT = 11,
        /// Address of the function to call at the start
        DT_INIT = 12,
        /// Address of the function to call at the end
        DT_FINI = 13,
        /// Name of this library
        DT_SONAME = 14,
        /// Where to look for libraries (old)
        DT_RPATH = 15,
        /// Symbols are looked for here first
        DT_SYMBOLIC = 16,
        /// Address of relocations
        DT_REL = 17,
        /// Their size
        DT_RELSZ = 18,
        /// Size of one of them
        DT_RELENT = 19,
        /// Type of the relocations of the procedure linkage table
        DT_PLTREL = 20,
        /// For debuggers
        DT_DEBUG = 21,
        /// Relocations may change code
        DT_TEXTREL = 22,
        /// Address of the relocations of the procedure linkage table
        DT_JMPREL = 23,
        /// Everything is bound at the start
        DT_BIND_NOW = 24,
        /// Address of the addresses of functions to call at the start
        DT_INIT_ARRAY = 25,
        /// Address of the addresses of functions to call at the end
        DT_FINI_ARRAY = 26,
        /// Size of the former
        DT_INIT_ARRAYSZ = 27,
        /// Size of the latter
        DT_FINI_ARRAYSZ = 28,
        /// Where to look for libraries
        DT_RUNPATH = 29,
        /// Flags
        DT_FLAGS = 30,
        /// Address of the addresses of functions to call before all others
        DT_PREINIT_ARRAY = 32,
        /// Their size
        DT_PREINIT_ARRAYSZ = 33,
        /// Address of the section numbers that do not fit into symbols
        DT_SYMTAB_SHNDX = 34,
        /// Size of the packed relative relocations
        DT_RELRSZ = 35,
        /// Address of the packed relative relocations
        DT_RELR = 36,
        /// Size of one of them
        DT_RELRENT = 37,
        /// Android: address of packed relocations
        DT_ANDROID_REL = 0x6000_000f,
        /// Android: their size
        DT_ANDROID_RELSZ = 0x6000_0010,
        /// Android: address of packed relocations with addends
        DT_ANDROID_RELA = 0x6000_0011,
        /// Android: their size
        DT_ANDROID_RELASZ = 0x6000_0012,
        /// When it was prelinked
        DT_GNU_PRELINKED = 0x6fff_fdf5,
        /// Size of the prelink conflicts
        DT_GNU_CONFLICTSZ = 0x6fff_fdf6,
        /// Size of the prelink library list
        DT_GNU_LIBLISTSZ = 0x6fff_fdf7,
        /// Checksum
        DT_CHECKSUM = 0x6fff_fdf8,
        /// Flags of this object
        DT_FEATURE_1 = 0x6fff_fdfc,
        /// Flags of the next entry
        DT_POSFLAG_1 = 0x6fff_fdfd,
        /// Address of the GNU symbol hash table
        DT_GNU_HASH = 0x6fff_fef5,
        /// Address of the lazy resolver of thread-local descriptors
        DT_TLSDESC_PLT = 0x6fff_fef6,
        /// Its slot in the global offset table
        DT_TLSDESC_GOT = 0x6fff_fef7,
        /// Address of the prelink conflicts
        DT_GNU_CONFLICT = 0x6fff_fef8,
        /// Address of the prelink library list
        DT_GNU_LIBLIST = 0x6fff_fef9,
        /// Configuration file
        DT_CONFIG = 0x6fff_fefa,
        /// Audit libraries of what is depended on
        DT_DEPAUDIT = 0x6fff_fefb,
        /// Audit libraries
        DT_AUDIT = 0x6fff_fefc,
        /// Address of the version of each symbol
        DT_VERSYM = 0x6fff_fff0,
        /// Number of relative relocations with addends
        DT_RELACOUNT = 0x6fff_fff9,
        /// Number of relative relocations
        DT_RELCOUNT = 0x6fff_fffa,
        /// More flags
        DT_FLAGS_1 = 0x6fff_fffb,
        /// Address of the versions that are defined
        DT_VERDEF = 0x6fff_fffc,
        /// Their number
        DT_VERDEFNUM = 0x6fff_fffd,
        /// Address of the versions that are needed
        DT_VERNEED = 0x6fff_fffe,
        /// Their number
        DT_VERNEEDNUM = 0x6fff_ffff,
        /// Library to look in first
        DT_AUXILIARY = 0x7fff_fffd,
        /// Library that has the values
        DT_FILTER = 0x7fff_ffff,
    }
}

bits! {
    /// Flags of an object (DT_FLAGS)
    pub struct DynamicFlags(u64) {
        /// `$ORIGIN` is used
        df_origin: 0..1,
        /// Symbols are looked for here first
        df_symbolic: 1..2,
        /// Relocations may change code
        df_textrel: 2..3,
        /// Everything is bound at the start
        df_bind_now: 3..4,
        /// Thread-local storage must be there at the start
        df_static_tls: 4..5,
    }
}

bits! {
    /// More flags of an object (DT_FLAGS_1)
    pub struct DynamicFlags1(u64) {
        /// Everything is bound at the start
        df_1_now: 0..1,
        /// Symbols are seen by objects loaded later
        df_1_global: 1..2,
        /// Member of a group
        df_1_group: 2..3,
        /// Never unloaded
        df_1_nodelete: 3..4,
        /// Filtees are loaded at once
        df_1_loadfltr: 4..5,
        /// Initialised first
        df_1_initfirst: 5..6,
        /// Cannot be opened by a program
        df_1_noopen: 6..7,
        /// `$ORIGIN` is used
        df_1_origin: 7..8,
        /// Direct binding
        df_1_direct: 8..9,
        /// Reserved
        df_1_trans: 9..10,
        /// Its symbols come before those of others
        df_1_interpose: 10..11,
        /// Libraries are not looked for in the usual places
        df_1_nodeflib: 11..12,
        /// Cannot be dumped
        df_1_nodump: 12..13,
        /// Has another configuration
        df_1_confalt: 13..14,
        /// Ends the search of a filter
        df_1_endfiltee: 14..15,
        /// Displacement relocations were done
        df_1_dispreldne: 15..16,
        /// Displacement relocations are pending
        df_1_disprelpnd: 16..17,
        /// No direct binding
        df_1_nodirect: 17..18,
        /// Multiple definitions are ignored
        df_1_ignmuldef: 18..19,
        /// Reserved
        df_1_noksyms: 19..20,
        /// Reserved
        df_1_nohdr: 20..21,
        /// Changed after it was built
        df_1_edited: 21..22,
        /// Reserved
        df_1_noreloc: 22..23,
        /// Single symbols come before those of others
        df_1_symintpose: 23..24,
        /// Audits everything
        df_1_globaudit: 24..25,
        /// Has singleton symbols
        df_1_singleton: 25..26,
        /// A stub
        df_1_stub: 26..27,
        /// A program for any address
        df_1_pie: 27..28,
        /// A kernel module
        df_1_kmod: 28..29,
        /// A weak filter
        df_1_weakfilter: 29..30,
        /// No common symbols
        df_1_nocommon: 30..31,
    }
}
