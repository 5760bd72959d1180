//! Note types, and enumerated values and flags in note descriptors.

use super::FileType;
use bytescope_inspect::{bits, labels};

/// Returns the name of a note type. Note types are defined by the owner.
pub fn note_type(owner: &[u8], n_type: u32, file: FileType) -> Option<&'static str> {
    let types: &[(u32, &str)] = match owner {
        b"GNU" => &[
            (1, "NT_GNU_ABI_TAG"),
            (2, "NT_GNU_HWCAP"),
            (3, "NT_GNU_BUILD_ID"),
            (4, "NT_GNU_GOLD_VERSION"),
            (5, "NT_GNU_PROPERTY_TYPE_0"),
        ],
        b"CORE" => &[
            (1, "NT_PRSTATUS"),
            (2, "NT_PRFPREG"),
            (3, "NT_PRPSINFO"),
            (4, "NT_TASKSTRUCT"),
            (6, "NT_AUXV"),
            (0x5349_4749, "NT_SIGINFO"),
            (0x4649_4c45, "NT_FILE"),
        ],
        b"LINUX" if file == FileType::ET_CORE => &[
            (0x46e6_2b7f, "NT_PRXFPREG"),
            (0x100, "NT_PPC_VMX"),
            (0x101, "NT_PPC_SPE"),
            (0x102, "NT_PPC_VSX"),
            (0x200, "NT_386_TLS"),
            (0x201, "NT_386_IOPERM"),
            (0x202, "NT_X86_XSTATE"),
            (0x203, "NT_X86_CET"),
            (0x205, "NT_X86_XSAVE_LAYOUT"),
            (0x300, "NT_S390_HIGH_GPRS"),
            (0x301, "NT_S390_TIMER"),
            (0x302, "NT_S390_TODCMP"),
            (0x303, "NT_S390_TODPREG"),
            (0x304, "NT_S390_CTRS"),
            (0x305, "NT_S390_PREFIX"),
            (0x306, "NT_S390_LAST_BREAK"),
            (0x307, "NT_S390_SYSTEM_CALL"),
            (0x308, "NT_S390_TDB"),
            (0x309, "NT_S390_VXRS_LOW"),
            (0x30a, "NT_S390_VXRS_HIGH"),
            (0x400, "NT_ARM_VFP"),
            (0x401, "NT_ARM_TLS"),
            (0x402, "NT_ARM_HW_BREAK"),
            (0x403, "NT_ARM_HW_WATCH"),
            (0x404, "NT_ARM_SYSTEM_CALL"),
            (0x405, "NT_ARM_SVE"),
            (0x406, "NT_ARM_PAC_MASK"),
            (0x409, "NT_ARM_TAGGED_ADDR_CTRL"),
            (0x700, "NT_VMCOREDD"),
            (0x800, "NT_MIPS_DSP"),
            (0x801, "NT_MIPS_FP_MODE"),
            (0x802, "NT_MIPS_MSA"),
            (0x900, "NT_RISCV_CSR"),
            (0x901, "NT_RISCV_VECTOR"),
        ],
        b"Linux" => &[(0x100, "LINUX_ELFNOTE_BUILD_SALT"), (0x101, "LINUX_ELFNOTE_LTO_INFO")],
        b"stapsdt" => &[(3, "NT_STAPSDT")],
        b"Go" => &[(4, "NT_GO_BUILD_ID")],
        b"FDO" => {
            &[(0xcafe_1a7e, "NT_FDO_PACKAGING_METADATA"), (0x407c_0c0a, "NT_FDO_DLOPEN_METADATA")]
        }
        b"FreeBSD" => &[
            (1, "NT_FREEBSD_ABI_TAG"),
            (2, "NT_FREEBSD_NOINIT_TAG"),
            (3, "NT_FREEBSD_ARCH_TAG"),
            (4, "NT_FREEBSD_FEATURE_CTL"),
        ],
        b"NetBSD" => &[(1, "NT_NETBSD_IDENT"), (3, "NT_NETBSD_PAX"), (5, "NT_NETBSD_MARCH")],
        b"OpenBSD" => &[(1, "NT_OPENBSD_IDENT")],
        b"Android" => &[(1, "NT_ANDROID_TYPE_IDENT"), (4, "NT_ANDROID_TYPE_MEMTAG")],
        b"AMDGPU" => &[(32, "NT_AMDGPU_METADATA")],
        _ => &[],
    };
    types.iter().find(|t| t.0 == n_type).map(|t| t.1)
}

labels! {
    /// Operating system of an ABI tag
    pub struct AbiSystem(u32) {
        /// Linux
        ELF_NOTE_OS_LINUX = 0,
        /// GNU Hurd
        ELF_NOTE_OS_GNU = 1,
        /// Solaris
        ELF_NOTE_OS_SOLARIS2 = 2,
        /// FreeBSD
        ELF_NOTE_OS_FREEBSD = 3,
        /// NetBSD
        ELF_NOTE_OS_NETBSD = 4,
    }
}

labels! {
    /// Program property type
    pub struct PropertyType(u32) {
        /// Stack size
        GNU_PROPERTY_STACK_SIZE = 1,
        /// No copy relocations for protected data
        GNU_PROPERTY_NO_COPY_ON_PROTECTED = 2,
        /// Memory sealing
        GNU_PROPERTY_MEMORY_SEAL = 3,
        /// Required features
        GNU_PROPERTY_1_NEEDED = 0xb000_8000,
        /// AArch64: features supported by all input files
        GNU_PROPERTY_AARCH64_FEATURE_1_AND = 0xc000_0000,
        /// x86: features supported by all input files
        GNU_PROPERTY_X86_FEATURE_1_AND = 0xc000_0002,
        /// x86: features required by any input file
        GNU_PROPERTY_X86_FEATURE_2_NEEDED = 0xc000_8001,
        /// x86: ISA levels required by any input file
        GNU_PROPERTY_X86_ISA_1_NEEDED = 0xc000_8002,
        /// x86: features used by any input file
        GNU_PROPERTY_X86_FEATURE_2_USED = 0xc001_0001,
        /// x86: ISA levels used by any input file
        GNU_PROPERTY_X86_ISA_1_USED = 0xc001_0002,
    }
}

bits! {
    /// x86: features supported by all input files
    struct X86Feature1(u32) {
        GNU_PROPERTY_X86_FEATURE_1_IBT: 0..1,
        GNU_PROPERTY_X86_FEATURE_1_SHSTK: 1..2,
        GNU_PROPERTY_X86_FEATURE_1_LAM_U48: 2..3,
        GNU_PROPERTY_X86_FEATURE_1_LAM_U57: 3..4,
    }
}

bits! {
    /// x86: features
    struct X86Feature2(u32) {
        GNU_PROPERTY_X86_FEATURE_2_X86: 0..1,
        GNU_PROPERTY_X86_FEATURE_2_X87: 1..2,
        GNU_PROPERTY_X86_FEATURE_2_MMX: 2..3,
        GNU_PROPERTY_X86_FEATURE_2_XMM: 3..4,
        GNU_PROPERTY_X86_FEATURE_2_YMM: 4..5,
        GNU_PROPERTY_X86_FEATURE_2_ZMM: 5..6,
        GNU_PROPERTY_X86_FEATURE_2_FXSR: 6..7,
        GNU_PROPERTY_X86_FEATURE_2_XSAVE: 7..8,
        GNU_PROPERTY_X86_FEATURE_2_XSAVEOPT: 8..9,
        GNU_PROPERTY_X86_FEATURE_2_XSAVEC: 9..10,
        GNU_PROPERTY_X86_FEATURE_2_TMM: 10..11,
        GNU_PROPERTY_X86_FEATURE_2_MASK: 11..12,
    }
}

bits! {
    /// x86: ISA levels
    struct X86Isa1(u32) {
        GNU_PROPERTY_X86_ISA_1_BASELINE: 0..1,
        GNU_PROPERTY_X86_ISA_1_V2: 1..2,
        GNU_PROPERTY_X86_ISA_1_V3: 2..3,
        GNU_PROPERTY_X86_ISA_1_V4: 3..4,
    }
}

bits! {
    /// AArch64: features supported by all input files
    struct Aarch64Feature1(u32) {
        GNU_PROPERTY_AARCH64_FEATURE_1_BTI: 0..1,
        GNU_PROPERTY_AARCH64_FEATURE_1_PAC: 1..2,
        GNU_PROPERTY_AARCH64_FEATURE_1_GCS: 2..3,
    }
}

impl PropertyType {
    /// Returns the names of the flags set in a 4-byte property value.
    pub(crate) fn flag_names(self, value: u32) -> String {
        match self {
            Self::GNU_PROPERTY_X86_FEATURE_1_AND => X86Feature1(value).describe(),
            Self::GNU_PROPERTY_X86_FEATURE_2_NEEDED | Self::GNU_PROPERTY_X86_FEATURE_2_USED => {
                X86Feature2(value).describe()
            }
            Self::GNU_PROPERTY_X86_ISA_1_NEEDED | Self::GNU_PROPERTY_X86_ISA_1_USED => {
                X86Isa1(value).describe()
            }
            Self::GNU_PROPERTY_AARCH64_FEATURE_1_AND => Aarch64Feature1(value).describe(),
            _ => String::new(),
        }
    }
}

labels! {
    /// Type of an auxiliary vector entry
    pub struct AuxiliaryType(u64) {
        /// End of the vector
        AT_NULL = 0,
        /// Entry to be ignored
        AT_IGNORE = 1,
        /// File descriptor of the program
        AT_EXECFD = 2,
        /// Address of the program header table
        AT_PHDR = 3,
        /// Size of a program header
        AT_PHENT = 4,
        /// Number of program headers
        AT_PHNUM = 5,
        /// System page size
        AT_PAGESZ = 6,
        /// Base address of the interpreter
        AT_BASE = 7,
        /// Flags
        AT_FLAGS = 8,
        /// Entry point of the program
        AT_ENTRY = 9,
        /// Real user ID
        AT_UID = 11,
        /// Effective user ID
        AT_EUID = 12,
        /// Real group ID
        AT_GID = 13,
        /// Effective group ID
        AT_EGID = 14,
        /// Address of the platform string
        AT_PLATFORM = 15,
        /// Processor capabilities
        AT_HWCAP = 16,
        /// Frequency of `times()` in ticks per second
        AT_CLKTCK = 17,
        /// Data cache block size
        AT_DCACHEBSIZE = 19,
        /// Instruction cache block size
        AT_ICACHEBSIZE = 20,
        /// Unified cache block size
        AT_UCACHEBSIZE = 21,
        /// Secure mode: nonzero for privileged programs (setuid and similar)
        AT_SECURE = 23,
        /// Address of the base platform string
        AT_BASE_PLATFORM = 24,
        /// Address of 16 random bytes
        AT_RANDOM = 25,
        /// Extension of `AT_HWCAP`
        AT_HWCAP2 = 26,
        /// Size of the supported rseq features
        AT_RSEQ_FEATURE_SIZE = 27,
        /// Alignment of the rseq area
        AT_RSEQ_ALIGN = 28,
        /// Second extension of `AT_HWCAP`
        AT_HWCAP3 = 29,
        /// Third extension of `AT_HWCAP`
        AT_HWCAP4 = 30,
        /// Address of the program's file name
        AT_EXECFN = 31,
        /// Entry point of the vDSO system call function
        AT_SYSINFO = 32,
        /// Address of the vDSO
        AT_SYSINFO_EHDR = 33,
        /// Level 1 instruction cache shape
        AT_L1I_CACHESHAPE = 34,
        /// Level 1 data cache shape
        AT_L1D_CACHESHAPE = 35,
        /// Level 2 cache shape
        AT_L2_CACHESHAPE = 36,
        /// Level 3 cache shape
        AT_L3_CACHESHAPE = 37,
        /// Minimum signal stack size
        AT_MINSIGSTKSZ = 51,
    }
}
