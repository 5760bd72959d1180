//! Processor-specific types and tags (from 0x70000000) and `e_flags`.

use super::{ElfMachine, SectionType, SegmentType};

/// Values and their names.
type Names = &'static [(u32, &'static str)];

fn find(names: Names, value: u32) -> Option<&'static str> {
    names.iter().find(|n| n.0 == value).map(|n| n.1)
}

/// Returns the name of a processor-specific segment type.
pub(crate) fn segment_type(machine: ElfMachine, value: SegmentType) -> Option<&'static str> {
    let names: Names = match machine {
        ElfMachine::EM_ARM => &[(0x7000_0000, "PT_ARM_ARCHEXT"), (0x7000_0001, "PT_ARM_EXIDX")],
        ElfMachine::EM_AARCH64 => {
            &[(0x7000_0000, "PT_AARCH64_ARCHEXT"), (0x7000_0002, "PT_AARCH64_MEMTAG_MTE")]
        }
        ElfMachine::EM_MIPS => &[
            (0x7000_0000, "PT_MIPS_REGINFO"),
            (0x7000_0001, "PT_MIPS_RTPROC"),
            (0x7000_0002, "PT_MIPS_OPTIONS"),
            (0x7000_0003, "PT_MIPS_ABIFLAGS"),
        ],
        ElfMachine::EM_RISCV => &[(0x7000_0003, "PT_RISCV_ATTRIBUTES")],
        ElfMachine::EM_PARISC => {
            &[(0x7000_0000, "PT_PARISC_ARCHEXT"), (0x7000_0001, "PT_PARISC_UNWIND")]
        }
        ElfMachine::EM_IA_64 => {
            &[(0x7000_0000, "PT_IA_64_ARCHEXT"), (0x7000_0001, "PT_IA_64_UNWIND")]
        }
        ElfMachine::EM_S390 => &[(0x7000_0000, "PT_S390_PGSTE")],
        _ => &[],
    };
    find(names, value.0)
}

/// Returns the name of a processor-specific section type.
pub(crate) fn section_type(machine: ElfMachine, value: SectionType) -> Option<&'static str> {
    let names: Names = match machine {
        ElfMachine::EM_X86_64 => &[(0x7000_0001, "SHT_X86_64_UNWIND")],
        ElfMachine::EM_ARM => &[
            (0x7000_0001, "SHT_ARM_EXIDX"),
            (0x7000_0002, "SHT_ARM_PREEMPTMAP"),
            (0x7000_0003, "SHT_ARM_ATTRIBUTES"),
        ],
        ElfMachine::EM_AARCH64 => &[(0x7000_0003, "SHT_AARCH64_ATTRIBUTES")],
        ElfMachine::EM_RISCV => &[(0x7000_0003, "SHT_RISCV_ATTRIBUTES")],
        ElfMachine::EM_MIPS => &[
            (0x7000_0000, "SHT_MIPS_LIBLIST"),
            (0x7000_0001, "SHT_MIPS_MSYM"),
            (0x7000_0002, "SHT_MIPS_CONFLICT"),
            (0x7000_0003, "SHT_MIPS_GPTAB"),
            (0x7000_0005, "SHT_MIPS_DEBUG"),
            (0x7000_0006, "SHT_MIPS_REGINFO"),
            (0x7000_000d, "SHT_MIPS_OPTIONS"),
            (0x7000_001e, "SHT_MIPS_DWARF"),
            (0x7000_002a, "SHT_MIPS_ABIFLAGS"),
            (0x7000_002b, "SHT_MIPS_XHASH"),
        ],
        ElfMachine::EM_PARISC => &[
            (0x7000_0000, "SHT_PARISC_EXT"),
            (0x7000_0001, "SHT_PARISC_UNWIND"),
            (0x7000_0002, "SHT_PARISC_DOC"),
        ],
        ElfMachine::EM_IA_64 => {
            &[(0x7000_0000, "SHT_IA_64_EXT"), (0x7000_0001, "SHT_IA_64_UNWIND")]
        }
        ElfMachine::EM_MSP430 => &[(0x7000_0003, "SHT_MSP430_ATTRIBUTES")],
        ElfMachine::EM_CSKY => &[(0x7000_0001, "SHT_CSKY_ATTRIBUTES")],
        _ => &[],
    };
    find(names, value.0)
}

/// Returns the name of a processor-specific dynamic tag.
pub(crate) fn dynamic_tag(machine: ElfMachine, tag: u64) -> Option<&'static str> {
    let names: Names = match machine {
        ElfMachine::EM_X86_64 => &[
            (0x7000_0000, "DT_X86_64_PLT"),
            (0x7000_0001, "DT_X86_64_PLTSZ"),
            (0x7000_0003, "DT_X86_64_PLTENT"),
        ],
        ElfMachine::EM_AARCH64 => &[
            (0x7000_0001, "DT_AARCH64_BTI_PLT"),
            (0x7000_0003, "DT_AARCH64_PAC_PLT"),
            (0x7000_0005, "DT_AARCH64_VARIANT_PCS"),
        ],
        ElfMachine::EM_MIPS => &[
            (0x7000_0001, "DT_MIPS_RLD_VERSION"),
            (0x7000_0002, "DT_MIPS_TIME_STAMP"),
            (0x7000_0003, "DT_MIPS_ICHECKSUM"),
            (0x7000_0004, "DT_MIPS_IVERSION"),
            (0x7000_0005, "DT_MIPS_FLAGS"),
            (0x7000_0006, "DT_MIPS_BASE_ADDRESS"),
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
            (0x7000_0029, "DT_MIPS_OPTIONS"),
            (0x7000_0032, "DT_MIPS_PLTGOT"),
            (0x7000_0034, "DT_MIPS_RWPLT"),
            (0x7000_0035, "DT_MIPS_RLD_MAP_REL"),
            (0x7000_0036, "DT_MIPS_XHASH"),
        ],
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
        _ => &[],
    };
    find(names, u32::try_from(tag).ok()?)
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
        ElfMachine::EM_PPC64 => add(3, &[(1, "ABI version 1"), (2, "ABI version 2")]),
        ElfMachine::EM_LOONGARCH => {
            add(7, &[(1, "soft float"), (2, "single float"), (3, "double float")]);
        }
        _ => {}
    }
    words.join(", ")
}
