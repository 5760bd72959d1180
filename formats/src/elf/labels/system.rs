//! Values whose names depend on the operating system (`EI_OSABI`), and their combination with the
//! processor-specific values.
//!
//! Systems assign different meanings to the same value of an OS-specific range. Files of Linux and
//! Solaris often have `ELFOSABI_NONE`, so the names of values with only one meaning do not depend
//! on the system.

use super::processor;
use super::{DynamicTag, ElfMachine, OsAbi, SectionType, SegmentType, SymbolBinding, SymbolType};

/// Operating system and architecture of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Platform {
    /// Operating system/ABI identification.
    pub os: OsAbi,
    /// Architecture.
    pub machine: ElfMachine,
}

/// Name of a value in a file of a given platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlatformName {
    /// The platform has no separate name: the general name, if any, applies.
    General,
    /// Name on this platform, which replaces the general name.
    Specific(&'static str),
    /// The general name is that of another platform.
    Foreign,
}

impl PlatformName {
    fn new(specific: Option<&'static str>, foreign: bool) -> Self {
        match specific {
            Some(name) => Self::Specific(name),
            None if foreign => Self::Foreign,
            None => Self::General,
        }
    }

    /// Returns the name on this platform, given the general name.
    pub(crate) fn or(self, general: Option<&'static str>) -> Option<&'static str> {
        match self {
            Self::General => general,
            Self::Specific(name) => Some(name),
            Self::Foreign => None,
        }
    }
}

impl Platform {
    /// True for files that may use the extensions of Android.
    fn is_android(self) -> bool {
        matches!(self.os, OsAbi::ELFOSABI_NONE | OsAbi::ELFOSABI_GNU)
            && !matches!(self.machine, ElfMachine::EM_PARISC | ElfMachine::EM_IA_64)
    }

    /// True for files that may use the symbol types and bindings of GNU.
    fn has_gnu_symbols(self) -> bool {
        use OsAbi as Os;
        let systems = [
            Os::ELFOSABI_NONE,
            Os::ELFOSABI_GNU,
            Os::ELFOSABI_HURD,
            Os::ELFOSABI_FREEBSD,
            Os::ELFOSABI_NETBSD,
            Os::ELFOSABI_OPENBSD,
            Os::ELFOSABI_ARM,
        ];
        systems.contains(&self.os)
    }

    /// True for files that may use values reserved for Sun.
    fn has_sun_values(self) -> bool {
        matches!(self.os, OsAbi::ELFOSABI_NONE | OsAbi::ELFOSABI_SOLARIS)
    }

    fn is_vms(self) -> bool {
        self.machine == ElfMachine::EM_IA_64
            && matches!(self.os, OsAbi::ELFOSABI_NONE | OsAbi::ELFOSABI_OPENVMS)
    }

    /// Returns the name of a segment type.
    pub(crate) fn segment_type(self, value: SegmentType) -> PlatformName {
        let names = match self.os {
            OsAbi::ELFOSABI_HPUX => HP_SEGMENTS,
            _ => &[],
        };
        let specific = find(names, value.0).or(processor::segment_type(self.machine, value));
        let specific = specific.or(match value.0 {
            PT_GNU_MBIND_LO..=PT_GNU_MBIND_HI if self.has_gnu_symbols() => Some("PT_GNU_MBIND"),
            _ => None,
        });
        let sun = matches!(
            value,
            SegmentType::PT_SUNWBSS
                | SegmentType::PT_SUNWSTACK
                | SegmentType::PT_SUNWDTRACE
                | SegmentType::PT_SUNWCAP
        );
        PlatformName::new(specific, sun && !self.has_sun_values())
    }

    /// Returns the name of a section type.
    pub(crate) fn section_type(self, value: SectionType) -> PlatformName {
        let names = match self.os {
            OsAbi::ELFOSABI_SOLARIS => SOLARIS_SECTIONS,
            OsAbi::ELFOSABI_HPUX if self.machine == ElfMachine::EM_IA_64 => HP_IA_64_SECTIONS,
            OsAbi::ELFOSABI_HPUX => HP_SECTIONS,
            _ if self.is_vms() => VMS_SECTIONS,
            _ => &[],
        };
        let specific = find(names, value.0).or(processor::section_type(self.machine, value));
        let foreign = match value {
            SectionType::SHT_ANDROID_REL
            | SectionType::SHT_ANDROID_RELA
            | SectionType::SHT_ANDROID_RELR => !self.is_android(),
            SectionType::SHT_SUNW_MOVE
            | SectionType::SHT_SUNW_COMDAT
            | SectionType::SHT_SUNW_SYMINFO => !self.has_sun_values(),
            _ => false,
        };
        PlatformName::new(specific, foreign)
    }

    /// Returns the section type that determines the contents: `SHT_PROGBITS` for types of a
    /// platform, whose contents are not decoded.
    pub(crate) fn content_type(self, value: SectionType) -> SectionType {
        match (self.section_type(value), value) {
            (PlatformName::Specific(_), SHT_SUNW_LDYNSYM) => SectionType::SHT_DYNSYM,
            // Solaris shares the version tables with GNU, but not the other types of this range.
            (
                _,
                SectionType::SHT_GNU_VERDEF
                | SectionType::SHT_GNU_VERNEED
                | SectionType::SHT_GNU_VERSYM,
            ) => value,
            (PlatformName::General, _) => value,
            (PlatformName::Specific(_) | PlatformName::Foreign, _) => SectionType::SHT_PROGBITS,
        }
    }

    /// Returns the name of a dynamic tag.
    pub(crate) fn dynamic_tag(self, tag: u64) -> PlatformName {
        let names = match (self.os, self.machine) {
            (OsAbi::ELFOSABI_HPUX, _) | (_, ElfMachine::EM_PARISC) => HP_TAGS,
            (OsAbi::ELFOSABI_SOLARIS, _) => SOLARIS_TAGS,
            _ if self.is_vms() => VMS_TAGS,
            _ => &[],
        };
        let value = u32::try_from(tag).ok();
        let specific = value.and_then(|value| find(names, value));
        let specific = specific.or(processor::dynamic_tag(self.machine, tag));
        let android = (DynamicTag::DT_ANDROID_REL.0..=DynamicTag::DT_ANDROID_RELASZ.0)
            .contains(&tag)
            || (DynamicTag::DT_ANDROID_RELR.0..=DynamicTag::DT_ANDROID_RELRCOUNT.0).contains(&tag);
        PlatformName::new(specific, android && !self.is_android())
    }

    /// Returns the name of a symbol type.
    pub(crate) fn symbol_type(self, value: SymbolType) -> PlatformName {
        let hp = self.os == OsAbi::ELFOSABI_HPUX || self.machine == ElfMachine::EM_PARISC;
        let specific = match (value.0, self.machine) {
            (11, _) if hp => Some("STT_HP_OPAQUE"),
            (12, _) if hp => Some("STT_HP_STUB"),
            (10, ElfMachine::EM_AMDGPU) => Some("STT_AMDGPU_HSA_KERNEL"),
            _ => processor::symbol_type(self.machine, value),
        };
        let gnu = value == SymbolType::STT_GNU_IFUNC;
        PlatformName::new(specific, gnu && !self.has_gnu_symbols())
    }

    /// Returns the name of a symbol binding.
    pub(crate) fn symbol_binding(self, value: SymbolBinding) -> PlatformName {
        let specific = match (value.0, self.os) {
            (10, OsAbi::ELFOSABI_HPUX) => Some("STB_HP_ALIAS"),
            (11, _) if self.is_vms() => Some("STB_VMS_WEAK"),
            (12, _) if self.is_vms() => Some("STB_VMS_SYSTEM"),
            _ => None,
        };
        let gnu = value == SymbolBinding::STB_GNU_UNIQUE;
        PlatformName::new(specific, gnu && !self.has_gnu_symbols())
    }

    /// Returns the name of a reserved section index (from 0xff00).
    pub(crate) fn section_index(self, value: u16) -> Option<&'static str> {
        let names = match self.os {
            OsAbi::ELFOSABI_HPUX => HP_INDICES,
            OsAbi::ELFOSABI_SOLARIS => SOLARIS_INDICES,
            _ if self.is_vms() => &[(0xff20, "SHN_IA_64_VMS_SYMVEC")],
            _ => &[],
        };
        let processor = processor::section_index(self.machine, value);
        find(names, value.into()).or(processor)
    }
}

/// Values and their names.
pub(super) type ValueNames = &'static [(u32, &'static str)];

pub(super) fn find(names: ValueNames, value: u32) -> Option<&'static str> {
    names.iter().find(|n| n.0 == value).map(|n| n.1)
}

/// Solaris: local symbols of the dynamic symbol table.
const SHT_SUNW_LDYNSYM: SectionType = SectionType(0x6fff_fff3);

const PT_GNU_MBIND_LO: u32 = 0x6474_e555;
const PT_GNU_MBIND_HI: u32 = 0x6474_f554;

const HP_SEGMENTS: ValueNames = &[
    (0x6000_0000, "PT_HP_TLS"),
    (0x6000_0001, "PT_HP_CORE_NONE"),
    (0x6000_0002, "PT_HP_CORE_VERSION"),
    (0x6000_0003, "PT_HP_CORE_KERNEL"),
    (0x6000_0004, "PT_HP_CORE_COMM"),
    (0x6000_0005, "PT_HP_CORE_PROC"),
    (0x6000_0006, "PT_HP_CORE_LOADABLE"),
    (0x6000_0007, "PT_HP_CORE_STACK"),
    (0x6000_0008, "PT_HP_CORE_SHM"),
    (0x6000_0009, "PT_HP_CORE_MMF"),
    (0x6000_0010, "PT_HP_PARALLEL"),
    (0x6000_0011, "PT_HP_FASTBIND"),
    (0x6000_0012, "PT_HP_OPT_ANNOT"),
    (0x6000_0013, "PT_HP_HSL_ANNOT"),
    (0x6000_0014, "PT_HP_STACK"),
    (0x6000_0015, "PT_HP_CORE_UTSNAME"),
];

const HP_SECTIONS: ValueNames = &[
    (0x6000_0000, "SHT_HP_OVLBITS"),
    (0x6000_0001, "SHT_HP_DLKM"),
    (0x6000_0002, "SHT_HP_COMDAT"),
    (0x6000_0003, "SHT_HP_OBJDICT"),
    (0x6000_0004, "SHT_HP_ANNOT"),
];

const HP_IA_64_SECTIONS: ValueNames = &[
    (0x6000_0000, "SHT_HP_OVLBITS"),
    (0x6000_0001, "SHT_HP_DLKM"),
    (0x6000_0002, "SHT_HP_COMDAT"),
    (0x6000_0003, "SHT_HP_OBJDICT"),
    (0x6000_0004, "SHT_IA_64_HP_OPT_ANOT"),
];

const VMS_SECTIONS: ValueNames = &[
    (0x6000_0000, "SHT_IA_64_VMS_TRACE"),
    (0x6000_0001, "SHT_IA_64_VMS_TIE_SIGNATURES"),
    (0x6000_0002, "SHT_IA_64_VMS_DEBUG"),
    (0x6000_0003, "SHT_IA_64_VMS_DEBUG_STR"),
    (0x6000_0004, "SHT_IA_64_VMS_LINKAGES"),
    (0x6000_0005, "SHT_IA_64_VMS_SYMBOL_VECTOR"),
    (0x6000_0006, "SHT_IA_64_VMS_FIXUP"),
    (0x6000_0007, "SHT_IA_64_VMS_DISPLAY_NAME_INFO"),
];

const SOLARIS_SECTIONS: ValueNames = &[
    (0x6fff_ffee, "SHT_SUNW_ancillary"),
    (0x6fff_ffef, "SHT_SUNW_capchain"),
    (0x6fff_fff0, "SHT_SUNW_capinfo"),
    (0x6fff_fff1, "SHT_SUNW_symsort"),
    (0x6fff_fff2, "SHT_SUNW_tlssort"),
    (0x6fff_fff3, "SHT_SUNW_LDYNSYM"),
    (0x6fff_fff4, "SHT_SUNW_dof"),
    (0x6fff_fff5, "SHT_SUNW_cap"),
    (0x6fff_fff6, "SHT_SUNW_SIGNATURE"),
    (0x6fff_fff7, "SHT_SUNW_ANNOTATE"),
    (0x6fff_fff8, "SHT_SUNW_DEBUGSTR"),
    (0x6fff_fff9, "SHT_SUNW_DEBUG"),
    (0x6fff_fffa, "SHT_SUNW_move"),
    (0x6fff_fffb, "SHT_SUNW_COMDAT"),
    (0x6fff_fffc, "SHT_SUNW_syminfo"),
    (0x6fff_fffd, "SHT_SUNW_verdef"),
    (0x6fff_fffe, "SHT_SUNW_verneed"),
    (0x6fff_ffff, "SHT_SUNW_versym"),
];

const HP_TAGS: ValueNames = &[
    (0x6000_0000, "DT_HP_LOAD_MAP"),
    (0x6000_0001, "DT_HP_DLD_FLAGS"),
    (0x6000_0002, "DT_HP_DLD_HOOK"),
    (0x6000_0003, "DT_HP_UX10_INIT"),
    (0x6000_0004, "DT_HP_UX10_INITSZ"),
    (0x6000_0005, "DT_HP_PREINIT"),
    (0x6000_0006, "DT_HP_PREINITSZ"),
    (0x6000_0007, "DT_HP_NEEDED"),
    (0x6000_0008, "DT_HP_TIME_STAMP"),
    (0x6000_0009, "DT_HP_CHECKSUM"),
    (0x6000_000a, "DT_HP_GST_SIZE"),
    (0x6000_000b, "DT_HP_GST_VERSION"),
    (0x6000_000c, "DT_HP_GST_HASHVAL"),
    (0x6000_000d, "DT_HP_EPLTREL"),
    (0x6000_000e, "DT_HP_EPLTRELSZ"),
    (0x6000_000f, "DT_HP_FILTERED"),
    (0x6000_0010, "DT_HP_FILTER_TLS"),
    (0x6000_0011, "DT_HP_COMPAT_FILTERED"),
    (0x6000_0012, "DT_HP_LAZYLOAD"),
    (0x6000_0013, "DT_HP_BIND_NOW_COUNT"),
    (0x6000_0014, "DT_PLT"),
    (0x6000_0015, "DT_PLT_SIZE"),
    (0x6000_0016, "DT_DLT"),
    (0x6000_0017, "DT_DLT_SIZE"),
];

const SOLARIS_TAGS: ValueNames = &[
    (0x6000_000d, "DT_SUNW_AUXILIARY"),
    (0x6000_000e, "DT_SUNW_RTLDINF"),
    (0x6000_000f, "DT_SUNW_FILTER"),
    (0x6000_0010, "DT_SUNW_CAP"),
    (0x6000_0011, "DT_SUNW_SYMTAB"),
    (0x6000_0012, "DT_SUNW_SYMSZ"),
    (0x6000_0013, "DT_SUNW_SORTENT"),
    (0x6000_0014, "DT_SUNW_SYMSORT"),
    (0x6000_0015, "DT_SUNW_SYMSORTSZ"),
    (0x6000_0016, "DT_SUNW_TLSSORT"),
    (0x6000_0017, "DT_SUNW_TLSSORTSZ"),
    (0x6000_0018, "DT_SUNW_CAPINFO"),
    (0x6000_0019, "DT_SUNW_STRPAD"),
    (0x6000_001a, "DT_SUNW_CAPCHAIN"),
    (0x6000_001b, "DT_SUNW_LDMACH"),
    (0x6000_001c, "DT_SUNW_SYMTAB_SHNDX"),
    (0x6000_001d, "DT_SUNW_CAPCHAINENT"),
    (0x6000_001e, "DT_SUNW_DEFERRED"),
    (0x6000_001f, "DT_SUNW_CAPCHAINSZ"),
    (0x6000_0020, "DT_SUNW_PHNAME"),
    (0x6000_0021, "DT_SUNW_PARENT"),
    (0x6000_0023, "DT_SUNW_ASLR"),
    (0x6000_0025, "DT_SUNW_RELAX"),
    (0x6000_0027, "DT_SUNW_KMOD"),
    (0x6000_0029, "DT_SUNW_NXHEAP"),
    (0x6000_002b, "DT_SUNW_NXSTACK"),
    (0x6000_002d, "DT_SUNW_ADIHEAP"),
    (0x6000_002f, "DT_SUNW_ADISTACK"),
    (0x6000_0031, "DT_SUNW_SSBD"),
    (0x6000_0032, "DT_SUNW_SYMNSORT"),
    (0x6000_0033, "DT_SUNW_SYMNSORTSZ"),
];

const VMS_TAGS: ValueNames = &[
    (0x6000_000d, "DT_IA_64_VMS_SUBTYPE"),
    (0x6000_000f, "DT_IA_64_VMS_IMGIOCNT"),
    (0x6000_0015, "DT_IA_64_VMS_LNKFLAGS"),
    (0x6000_0017, "DT_IA_64_VMS_VIR_MEM_BLK_SIZ"),
    (0x6000_0019, "DT_IA_64_VMS_IDENT"),
    (0x6000_001d, "DT_IA_64_VMS_NEEDED_IDENT"),
    (0x6000_001f, "DT_IA_64_VMS_IMG_RELA_CNT"),
    (0x6000_0021, "DT_IA_64_VMS_SEG_RELA_CNT"),
    (0x6000_0023, "DT_IA_64_VMS_FIXUP_RELA_CNT"),
    (0x6000_0025, "DT_IA_64_VMS_FIXUP_NEEDED"),
    (0x6000_0027, "DT_IA_64_VMS_SYMVEC_CNT"),
    (0x6000_002b, "DT_IA_64_VMS_XLATED"),
    (0x6000_002d, "DT_IA_64_VMS_STACKSIZE"),
    (0x6000_002f, "DT_IA_64_VMS_UNWINDSZ"),
    (0x6000_0031, "DT_IA_64_VMS_UNWIND_CODSEG"),
    (0x6000_0033, "DT_IA_64_VMS_UNWIND_INFOSEG"),
    (0x6000_0035, "DT_IA_64_VMS_LINKTIME"),
    (0x6000_0037, "DT_IA_64_VMS_SEG_NO"),
    (0x6000_0039, "DT_IA_64_VMS_SYMVEC_OFFSET"),
    (0x6000_003b, "DT_IA_64_VMS_SYMVEC_SEG"),
    (0x6000_003d, "DT_IA_64_VMS_UNWIND_OFFSET"),
    (0x6000_003f, "DT_IA_64_VMS_UNWIND_SEG"),
    (0x6000_0041, "DT_IA_64_VMS_STRTAB_OFFSET"),
    (0x6000_0043, "DT_IA_64_VMS_SYSVER_OFFSET"),
    (0x6000_0045, "DT_IA_64_VMS_IMG_RELA_OFF"),
    (0x6000_0047, "DT_IA_64_VMS_SEG_RELA_OFF"),
    (0x6000_0049, "DT_IA_64_VMS_FIXUP_RELA_OFF"),
    (0x6000_004b, "DT_IA_64_VMS_PLTGOT_OFFSET"),
    (0x6000_004d, "DT_IA_64_VMS_PLTGOT_SEG"),
    (0x6000_004f, "DT_IA_64_VMS_FPMODE"),
];

const HP_INDICES: ValueNames = &[
    (0xff20, "SHN_TLS_COMMON"),
    (0xff21, "SHN_NS_COMMON"),
    (0xff22, "SHN_FS_COMMON"),
    (0xff23, "SHN_NS_UNDEF"),
    (0xff24, "SHN_FS_UNDEF"),
    (0xff25, "SHN_HP_EXTERN"),
    (0xff26, "SHN_HP_EXTHINT"),
    (0xff27, "SHN_HP_UNDEF_BIND_IMM"),
];

const SOLARIS_INDICES: ValueNames = &[(0xff3f, "SHN_SUNW_IGNORE")];
