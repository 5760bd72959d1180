//! Processor-specific types and tags (from 0x70000000), section indices and `e_flags`.

use super::system::{ValueNames, find};
use super::{ElfMachine, SectionType, SegmentType, SymbolType};

/// Returns the name of a processor-specific segment type.
pub(super) fn segment_type(machine: ElfMachine, value: SegmentType) -> Option<&'static str> {
    let names: ValueNames = match machine {
        ElfMachine::EM_ARM => &[(0x7000_0000, "PT_ARM_ARCHEXT"), (0x7000_0001, "PT_ARM_EXIDX")],
        ElfMachine::EM_AARCH64 => &[
            (0x7000_0000, "PT_AARCH64_ARCHEXT"),
            (0x7000_0001, "PT_AARCH64_UNWIND"),
            (0x7000_0002, "PT_AARCH64_MEMTAG_MTE"),
        ],
        ElfMachine::EM_MIPS | ElfMachine::EM_MIPS_RS3_LE => &[
            (0x7000_0000, "PT_MIPS_REGINFO"),
            (0x7000_0001, "PT_MIPS_RTPROC"),
            (0x7000_0002, "PT_MIPS_OPTIONS"),
            (0x7000_0003, "PT_MIPS_ABIFLAGS"),
        ],
        ElfMachine::EM_RISCV => &[(0x7000_0003, "PT_RISCV_ATTRIBUTES")],
        ElfMachine::EM_PARISC => &[
            (0x7000_0000, "PT_PARISC_ARCHEXT"),
            (0x7000_0001, "PT_PARISC_UNWIND"),
            (0x7000_0002, "PT_PARISC_WEAKORDER"),
        ],
        ElfMachine::EM_IA_64 => {
            &[(0x7000_0000, "PT_IA_64_ARCHEXT"), (0x7000_0001, "PT_IA_64_UNWIND")]
        }
        ElfMachine::EM_S390 => &[(0x7000_0000, "PT_S390_PGSTE")],
        ElfMachine::EM_TI_C6000 => &[(0x7000_0000, "PT_C6000_PHATTR")],
        _ => &[],
    };
    find(names, value.0)
}

/// Returns the name of a processor-specific section type.
pub(super) fn section_type(machine: ElfMachine, value: SectionType) -> Option<&'static str> {
    let names: ValueNames = match machine {
        ElfMachine::EM_X86_64 | ElfMachine::EM_L10M | ElfMachine::EM_K10M => {
            &[(0x7000_0001, "SHT_X86_64_UNWIND")]
        }
        ElfMachine::EM_ARM => &[
            (0x7000_0001, "SHT_ARM_EXIDX"),
            (0x7000_0002, "SHT_ARM_PREEMPTMAP"),
            (0x7000_0003, "SHT_ARM_ATTRIBUTES"),
            (0x7000_0004, "SHT_ARM_DEBUGOVERLAY"),
            (0x7000_0005, "SHT_ARM_OVERLAYSECTION"),
        ],
        ElfMachine::EM_AARCH64 => &[
            (0x7000_0003, "SHT_AARCH64_ATTRIBUTES"),
            (0x7000_0004, "SHT_AARCH64_AUTH_RELR"),
            (0x7000_0007, "SHT_AARCH64_MEMTAG_GLOBALS_STATIC"),
            (0x7000_0008, "SHT_AARCH64_MEMTAG_GLOBALS_DYNAMIC"),
        ],
        ElfMachine::EM_RISCV => &[(0x7000_0003, "SHT_RISCV_ATTRIBUTES")],
        ElfMachine::EM_MIPS | ElfMachine::EM_MIPS_RS3_LE => MIPS_SECTIONS,
        ElfMachine::EM_PARISC => &[
            (0x7000_0000, "SHT_PARISC_EXT"),
            (0x7000_0001, "SHT_PARISC_UNWIND"),
            (0x7000_0002, "SHT_PARISC_DOC"),
            (0x7000_0003, "SHT_PARISC_ANNOT"),
            (0x7000_0004, "SHT_PARISC_DLKM"),
            (0x7000_0008, "SHT_PARISC_SYMEXTN"),
            (0x7000_0009, "SHT_PARISC_STUBS"),
        ],
        ElfMachine::EM_IA_64 => &[
            (0x7000_0000, "SHT_IA_64_EXT"),
            (0x7000_0001, "SHT_IA_64_UNWIND"),
            (0x7900_0000, "SHT_IA_64_PRIORITY_INIT"),
        ],
        ElfMachine::EM_ALPHA => {
            &[(0x7000_0001, "SHT_ALPHA_DEBUG"), (0x7000_0002, "SHT_ALPHA_REGINFO")]
        }
        ElfMachine::EM_SPARC | ElfMachine::EM_SPARC32PLUS | ElfMachine::EM_SPARCV9 => {
            &[(0x7000_0000, "SHT_SPARC_GOTDATA")]
        }
        ElfMachine::EM_ARC | ElfMachine::EM_ARC_COMPACT | ElfMachine::EM_ARCV2 => {
            &[(0x7000_0001, "SHT_ARC_ATTRIBUTES")]
        }
        ElfMachine::EM_V800 | ElfMachine::EM_V850 => &[
            (0x7000_0000, "SHT_V850_SCOMMON"),
            (0x7000_0001, "SHT_V850_TCOMMON"),
            (0x7000_0002, "SHT_V850_ZCOMMON"),
            (0x8000_0000, "SHT_RENESAS_IOP"),
        ],
        ElfMachine::EM_TI_C6000 => &[
            (0x7000_0001, "SHT_C6000_UNWIND"),
            (0x7000_0002, "SHT_C6000_PREEMPTMAP"),
            (0x7000_0003, "SHT_C6000_ATTRIBUTES"),
        ],
        ElfMachine::EM_QDSP6 => &[(0x7000_0000, "SHT_HEX_ORDERED")],
        ElfMachine::EM_MSP430 => &[(0x7000_0003, "SHT_MSP430_ATTRIBUTES")],
        ElfMachine::EM_NFP => {
            &[(0x7000_0001, "SHT_NFP_MECONFIG"), (0x7000_0002, "SHT_NFP_INITREG")]
        }
        ElfMachine::EM_CSKY => &[(0x7000_0001, "SHT_CSKY_ATTRIBUTES")],
        _ => &[],
    };
    find(names, value.0)
}

/// Returns the name of a processor-specific dynamic tag.
pub(super) fn dynamic_tag(machine: ElfMachine, tag: u64) -> Option<&'static str> {
    let names: ValueNames = match machine {
        ElfMachine::EM_X86_64 => &[
            (0x7000_0000, "DT_X86_64_PLT"),
            (0x7000_0001, "DT_X86_64_PLTSZ"),
            (0x7000_0003, "DT_X86_64_PLTENT"),
        ],
        ElfMachine::EM_ARM => {
            &[(0x7000_0001, "DT_ARM_SYMTABSZ"), (0x7000_0002, "DT_ARM_PREEMPTMAP")]
        }
        ElfMachine::EM_AARCH64 => &[
            (0x7000_0001, "DT_AARCH64_BTI_PLT"),
            (0x7000_0003, "DT_AARCH64_PAC_PLT"),
            (0x7000_0005, "DT_AARCH64_VARIANT_PCS"),
            (0x7000_0009, "DT_AARCH64_MEMTAG_MODE"),
            (0x7000_000b, "DT_AARCH64_MEMTAG_HEAP"),
            (0x7000_000c, "DT_AARCH64_MEMTAG_STACK"),
            (0x7000_000d, "DT_AARCH64_MEMTAG_GLOBALS"),
            (0x7000_000f, "DT_AARCH64_MEMTAG_GLOBALSSZ"),
            (0x7000_0011, "DT_AARCH64_AUTH_RELRSZ"),
            (0x7000_0012, "DT_AARCH64_AUTH_RELR"),
            (0x7000_0013, "DT_AARCH64_AUTH_RELRENT"),
        ],
        ElfMachine::EM_MIPS | ElfMachine::EM_MIPS_RS3_LE => MIPS_TAGS,
        ElfMachine::EM_IA_64 => &[(0x7000_0000, "DT_IA_64_PLT_RESERVE")],
        ElfMachine::EM_PPC => &[(0x7000_0000, "DT_PPC_GOT"), (0x7000_0001, "DT_PPC_OPT")],
        ElfMachine::EM_PPC64 => &[
            (0x7000_0000, "DT_PPC64_GLINK"),
            (0x7000_0001, "DT_PPC64_OPD"),
            (0x7000_0002, "DT_PPC64_OPDSZ"),
            (0x7000_0003, "DT_PPC64_OPT"),
        ],
        ElfMachine::EM_RISCV => &[(0x7000_0001, "DT_RISCV_VARIANT_CC")],
        ElfMachine::EM_SPARC | ElfMachine::EM_SPARC32PLUS | ElfMachine::EM_SPARCV9 => {
            &[(0x7000_0001, "DT_SPARC_REGISTER")]
        }
        ElfMachine::EM_ALPHA => &[(0x7000_0000, "DT_ALPHA_PLTRO")],
        ElfMachine::EM_ALTERA_NIOS2 => &[(0x7000_0002, "DT_NIOS2_GP")],
        ElfMachine::EM_SCORE7 => &[
            (0x7000_0001, "DT_SCORE_BASE_ADDRESS"),
            (0x7000_0002, "DT_SCORE_LOCAL_GOTNO"),
            (0x7000_0003, "DT_SCORE_SYMTABNO"),
            (0x7000_0004, "DT_SCORE_GOTSYM"),
            (0x7000_0005, "DT_SCORE_UNREFEXTNO"),
            (0x7000_0006, "DT_SCORE_HIPAGENO"),
        ],
        ElfMachine::EM_TI_C6000 => &[
            (0x7000_0000, "DT_C6000_DSBT_BASE"),
            (0x7000_0001, "DT_C6000_DSBT_SIZE"),
            (0x7000_0002, "DT_C6000_PREEMPTMAP"),
            (0x7000_0003, "DT_C6000_DSBT_INDEX"),
        ],
        ElfMachine::EM_QDSP6 => &[
            (0x7000_0000, "DT_HEXAGON_SYMSZ"),
            (0x7000_0001, "DT_HEXAGON_VER"),
            (0x7000_0002, "DT_HEXAGON_PLT"),
        ],
        _ => &[],
    };
    find(names, u32::try_from(tag).ok()?)
}

/// Returns the name of a processor-specific symbol type.
pub(super) fn symbol_type(machine: ElfMachine, value: SymbolType) -> Option<&'static str> {
    let names: ValueNames = match machine {
        ElfMachine::EM_PARISC => &[(13, "STT_PARISC_MILLI")],
        ElfMachine::EM_ARM => &[(13, "STT_ARM_TFUNC"), (15, "STT_ARM_16BIT")],
        ElfMachine::EM_SPARC | ElfMachine::EM_SPARC32PLUS | ElfMachine::EM_SPARCV9 => {
            &[(13, "STT_SPARC_REGISTER")]
        }
        _ => &[],
    };
    find(names, value.0.into())
}

/// Returns the name of a processor-specific section index.
pub(super) fn section_index(machine: ElfMachine, value: u16) -> Option<&'static str> {
    let names: ValueNames = match machine {
        ElfMachine::EM_PARISC => {
            &[(0xff00, "SHN_PARISC_ANSI_COMMON"), (0xff01, "SHN_PARISC_HUGE_COMMON")]
        }
        ElfMachine::EM_MIPS | ElfMachine::EM_MIPS_RS3_LE => &[
            (0xff00, "SHN_MIPS_ACOMMON"),
            (0xff01, "SHN_MIPS_TEXT"),
            (0xff02, "SHN_MIPS_DATA"),
            (0xff03, "SHN_MIPS_SCOMMON"),
            (0xff04, "SHN_MIPS_SUNDEFINED"),
        ],
        ElfMachine::EM_X86_64 | ElfMachine::EM_L10M | ElfMachine::EM_K10M => {
            &[(0xff02, "SHN_X86_64_LCOMMON")]
        }
        ElfMachine::EM_TI_C6000 => &[(0xff00, "SHN_TIC6X_SCOMMON")],
        ElfMachine::EM_M32R => &[(0xff00, "SHN_M32R_SCOMMON")],
        ElfMachine::EM_V800 | ElfMachine::EM_V850 => &[
            (0xff00, "SHN_V850_SCOMMON"),
            (0xff01, "SHN_V850_TCOMMON"),
            (0xff02, "SHN_V850_ZCOMMON"),
        ],
        ElfMachine::EM_QDSP6 => &[
            (0xff00, "SHN_HEXAGON_SCOMMON"),
            (0xff01, "SHN_HEXAGON_SCOMMON_1"),
            (0xff02, "SHN_HEXAGON_SCOMMON_2"),
            (0xff03, "SHN_HEXAGON_SCOMMON_4"),
            (0xff04, "SHN_HEXAGON_SCOMMON_8"),
        ],
        ElfMachine::EM_AMDGPU => &[(0xff00, "SHN_AMDGPU_LDS")],
        _ => &[],
    };
    find(names, value.into())
}

/// Describes `e_flags` for common processors.
pub(crate) fn flags(machine: ElfMachine, flags: u32) -> String {
    let mut words = Vec::new();
    // Adds the name of the value in the bits of `mask`, if known.
    let mut add = |mask: u32, names: &[(u32, &'static str)]| {
        words.extend(names.iter().find(|n| n.0 == flags & mask).map(|n| n.1));
    };
    match machine {
        ElfMachine::EM_ARM => {
            add(0xff00_0000, &[(0x0400_0000, "EABI version 4"), (0x0500_0000, "EABI version 5")]);
            add(0x600, &[(0x200, "soft float"), (0x400, "hard float")]);
            add(0x80_0000, &[(0x80_0000, "BE-8")]);
        }
        ElfMachine::EM_MIPS => {
            add(1, &[(1, "no reorder")]);
            add(2, &[(2, "position-independent")]);
            add(4, &[(4, "calls position-independent code")]);
            add(0x20, &[(0x20, "ABI n32")]);
            add(
                0xf000,
                &[
                    (0x1000, "ABI o32"),
                    (0x2000, "ABI o64"),
                    (0x3000, "EABI 32"),
                    (0x4000, "EABI 64"),
                ],
            );
            add(
                0xf000_0000,
                &[
                    (0x1000_0000, "MIPS II"),
                    (0x2000_0000, "MIPS III"),
                    (0x3000_0000, "MIPS IV"),
                    (0x4000_0000, "MIPS V"),
                    (0x5000_0000, "MIPS32"),
                    (0x6000_0000, "MIPS64"),
                    (0x7000_0000, "MIPS32r2"),
                    (0x8000_0000, "MIPS64r2"),
                    (0x9000_0000, "MIPS32r6"),
                    (0xa000_0000, "MIPS64r6"),
                ],
            );
        }
        ElfMachine::EM_RISCV => {
            add(1, &[(1, "compressed instructions")]);
            add(
                6,
                &[(0, "soft float"), (2, "single float"), (4, "double float"), (6, "quad float")],
            );
            add(8, &[(8, "RVE")]);
            add(0x10, &[(0x10, "total store order")]);
        }
        ElfMachine::EM_PARISC => {
            add(0xffff, &[(0x20b, "PA-RISC 1.0"), (0x210, "PA-RISC 1.1"), (0x214, "PA-RISC 2.0")]);
            add(0x8_0000, &[(0x8_0000, "wide")]);
        }
        ElfMachine::EM_PPC64 => add(3, &[(1, "ABI version 1"), (2, "ABI version 2")]),
        ElfMachine::EM_LOONGARCH => {
            add(7, &[(1, "soft float"), (2, "single float"), (3, "double float")]);
        }
        _ => {}
    }
    words.join(", ")
}

const MIPS_SECTIONS: ValueNames = &[
    (0x7000_0000, "SHT_MIPS_LIBLIST"),
    (0x7000_0001, "SHT_MIPS_MSYM"),
    (0x7000_0002, "SHT_MIPS_CONFLICT"),
    (0x7000_0003, "SHT_MIPS_GPTAB"),
    (0x7000_0004, "SHT_MIPS_UCODE"),
    (0x7000_0005, "SHT_MIPS_DEBUG"),
    (0x7000_0006, "SHT_MIPS_REGINFO"),
    (0x7000_0007, "SHT_MIPS_PACKAGE"),
    (0x7000_0008, "SHT_MIPS_PACKSYM"),
    (0x7000_0009, "SHT_MIPS_RELD"),
    (0x7000_000b, "SHT_MIPS_IFACE"),
    (0x7000_000c, "SHT_MIPS_CONTENT"),
    (0x7000_000d, "SHT_MIPS_OPTIONS"),
    (0x7000_0010, "SHT_MIPS_SHDR"),
    (0x7000_0011, "SHT_MIPS_FDESC"),
    (0x7000_0012, "SHT_MIPS_EXTSYM"),
    (0x7000_0013, "SHT_MIPS_DENSE"),
    (0x7000_0014, "SHT_MIPS_PDESC"),
    (0x7000_0015, "SHT_MIPS_LOCSYM"),
    (0x7000_0016, "SHT_MIPS_AUXSYM"),
    (0x7000_0017, "SHT_MIPS_OPTSYM"),
    (0x7000_0018, "SHT_MIPS_LOCSTR"),
    (0x7000_0019, "SHT_MIPS_LINE"),
    (0x7000_001a, "SHT_MIPS_RFDESC"),
    (0x7000_001b, "SHT_MIPS_DELTASYM"),
    (0x7000_001c, "SHT_MIPS_DELTAINST"),
    (0x7000_001d, "SHT_MIPS_DELTACLASS"),
    (0x7000_001e, "SHT_MIPS_DWARF"),
    (0x7000_001f, "SHT_MIPS_DELTADECL"),
    (0x7000_0020, "SHT_MIPS_SYMBOL_LIB"),
    (0x7000_0021, "SHT_MIPS_EVENTS"),
    (0x7000_0022, "SHT_MIPS_TRANSLATE"),
    (0x7000_0023, "SHT_MIPS_PIXIE"),
    (0x7000_0024, "SHT_MIPS_XLATE"),
    (0x7000_0025, "SHT_MIPS_XLATE_DEBUG"),
    (0x7000_0026, "SHT_MIPS_WHIRL"),
    (0x7000_0027, "SHT_MIPS_EH_REGION"),
    (0x7000_0028, "SHT_MIPS_XLATE_OLD"),
    (0x7000_0029, "SHT_MIPS_PDR_EXCEPTION"),
    (0x7000_002a, "SHT_MIPS_ABIFLAGS"),
    (0x7000_002b, "SHT_MIPS_XHASH"),
];

const MIPS_TAGS: ValueNames = &[
    (0x7000_0001, "DT_MIPS_RLD_VERSION"),
    (0x7000_0002, "DT_MIPS_TIME_STAMP"),
    (0x7000_0003, "DT_MIPS_ICHECKSUM"),
    (0x7000_0004, "DT_MIPS_IVERSION"),
    (0x7000_0005, "DT_MIPS_FLAGS"),
    (0x7000_0006, "DT_MIPS_BASE_ADDRESS"),
    (0x7000_0007, "DT_MIPS_MSYM"),
    (0x7000_0008, "DT_MIPS_CONFLICT"),
    (0x7000_0009, "DT_MIPS_LIBLIST"),
    (0x7000_000a, "DT_MIPS_LOCAL_GOTNO"),
    (0x7000_000b, "DT_MIPS_CONFLICTNO"),
    (0x7000_0010, "DT_MIPS_LIBLISTNO"),
    (0x7000_0011, "DT_MIPS_SYMTABNO"),
    (0x7000_0012, "DT_MIPS_UNREFEXTNO"),
    (0x7000_0013, "DT_MIPS_GOTSYM"),
    (0x7000_0014, "DT_MIPS_HIPAGENO"),
    (0x7000_0016, "DT_MIPS_RLD_MAP"),
    (0x7000_0017, "DT_MIPS_DELTA_CLASS"),
    (0x7000_0018, "DT_MIPS_DELTA_CLASS_NO"),
    (0x7000_0019, "DT_MIPS_DELTA_INSTANCE"),
    (0x7000_001a, "DT_MIPS_DELTA_INSTANCE_NO"),
    (0x7000_001b, "DT_MIPS_DELTA_RELOC"),
    (0x7000_001c, "DT_MIPS_DELTA_RELOC_NO"),
    (0x7000_001d, "DT_MIPS_DELTA_SYM"),
    (0x7000_001e, "DT_MIPS_DELTA_SYM_NO"),
    (0x7000_0020, "DT_MIPS_DELTA_CLASSSYM"),
    (0x7000_0021, "DT_MIPS_DELTA_CLASSSYM_NO"),
    (0x7000_0022, "DT_MIPS_CXX_FLAGS"),
    (0x7000_0023, "DT_MIPS_PIXIE_INIT"),
    (0x7000_0024, "DT_MIPS_SYMBOL_LIB"),
    (0x7000_0025, "DT_MIPS_LOCALPAGE_GOTIDX"),
    (0x7000_0026, "DT_MIPS_LOCAL_GOTIDX"),
    (0x7000_0027, "DT_MIPS_HIDDEN_GOTIDX"),
    (0x7000_0028, "DT_MIPS_PROTECTED_GOTIDX"),
    (0x7000_0029, "DT_MIPS_OPTIONS"),
    (0x7000_002a, "DT_MIPS_INTERFACE"),
    (0x7000_002b, "DT_MIPS_DYNSTR_ALIGN"),
    (0x7000_002c, "DT_MIPS_INTERFACE_SIZE"),
    (0x7000_002d, "DT_MIPS_RLD_TEXT_RESOLVE_ADDR"),
    (0x7000_002e, "DT_MIPS_PERF_SUFFIX"),
    (0x7000_002f, "DT_MIPS_COMPACT_SIZE"),
    (0x7000_0030, "DT_MIPS_GP_VALUE"),
    (0x7000_0031, "DT_MIPS_AUX_DYNAMIC"),
    (0x7000_0032, "DT_MIPS_PLTGOT"),
    (0x7000_0034, "DT_MIPS_RWPLT"),
    (0x7000_0035, "DT_MIPS_RLD_MAP_REL"),
    (0x7000_0036, "DT_MIPS_XHASH"),
];
