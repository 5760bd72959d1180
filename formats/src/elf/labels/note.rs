//! Types of notes, which mean something only together with the owner's name.

use super::FileType;
use bytescope_inspect::{bits, labels};

/// What a note of this owner and type is.
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
    /// The operating system that a program is for
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
    /// What a property says
    pub struct PropertyType(u32) {
        /// Size of the stack
        GNU_PROPERTY_STACK_SIZE = 1,
        /// Protected data is not copied
        GNU_PROPERTY_NO_COPY_ON_PROTECTED = 2,
        /// Memory seals
        GNU_PROPERTY_MEMORY_SEAL = 3,
        /// What the program needs
        GNU_PROPERTY_1_NEEDED = 0xb000_8000,
        /// AArch64, or PowerPC: features of all parts
        GNU_PROPERTY_AARCH64_FEATURE_1_AND = 0xc000_0000,
        /// x86: features of all parts
        GNU_PROPERTY_X86_FEATURE_1_AND = 0xc000_0002,
        /// x86: features that a part needs
        GNU_PROPERTY_X86_FEATURE_2_NEEDED = 0xc000_8001,
        /// x86: instruction sets that a part needs
        GNU_PROPERTY_X86_ISA_1_NEEDED = 0xc000_8002,
        /// x86: features that a part uses
        GNU_PROPERTY_X86_FEATURE_2_USED = 0xc001_0001,
        /// x86: instruction sets that a part uses
        GNU_PROPERTY_X86_ISA_1_USED = 0xc001_0002,
    }
}

bits! {
    /// x86: features of all parts
    struct X86Feature1(u32) {
        ibt: 0..1,
        shstk: 1..2,
        lam_u48: 2..3,
        lam_u57: 3..4,
    }
}

bits! {
    /// x86: features
    struct X86Feature2(u32) {
        x86: 0..1,
        x87: 1..2,
        mmx: 2..3,
        xmm: 3..4,
        ymm: 4..5,
        zmm: 5..6,
        fxsr: 6..7,
        xsave: 7..8,
        xsaveopt: 8..9,
        xsavec: 9..10,
        tmm: 10..11,
        mask: 11..12,
    }
}

bits! {
    /// x86: instruction sets
    struct X86Isa1(u32) {
        baseline: 0..1,
        v2: 1..2,
        v3: 2..3,
        v4: 3..4,
    }
}

bits! {
    /// AArch64: features of all parts
    struct Aarch64Feature1(u32) {
        bti: 0..1,
        pac: 1..2,
        gcs: 2..3,
    }
}

impl PropertyType {
    /// The bits of a word of a property, in words.
    pub(crate) fn word(self, value: u32) -> String {
        match self {
            Self::GNU_PROPERTY_X86_FEATURE_1_AND => X86Feature1(value).in_words(),
            Self::GNU_PROPERTY_X86_FEATURE_2_NEEDED | Self::GNU_PROPERTY_X86_FEATURE_2_USED => {
                X86Feature2(value).in_words()
            }
            Self::GNU_PROPERTY_X86_ISA_1_NEEDED | Self::GNU_PROPERTY_X86_ISA_1_USED => {
                X86Isa1(value).in_words()
            }
            Self::GNU_PROPERTY_AARCH64_FEATURE_1_AND => Aarch64Feature1(value).in_words(),
            _ => String::new(),
        }
    }
}

labels! {
    /// What an entry of the auxiliary vector is
    pub struct AuxiliaryType(u64) {
        /// The end of the entries
        AT_NULL = 0,
        /// Ignored
        AT_IGNORE = 1,
        /// Descriptor of the program's file
        AT_EXECFD = 2,
        /// Address of the program headers
        AT_PHDR = 3,
        /// Size of one of them
        AT_PHENT = 4,
        /// Their number
        AT_PHNUM = 5,
        /// Size of a page
        AT_PAGESZ = 6,
        /// Address of the interpreter
        AT_BASE = 7,
        /// Flags
        AT_FLAGS = 8,
        /// Where the program begins
        AT_ENTRY = 9,
        /// Real user
        AT_UID = 11,
        /// Effective user
        AT_EUID = 12,
        /// Real group
        AT_GID = 13,
        /// Effective group
        AT_EGID = 14,
        /// Address of the name of the platform
        AT_PLATFORM = 15,
        /// What the processor can do
        AT_HWCAP = 16,
        /// Ticks of `times()` in a second
        AT_CLKTCK = 17,
        /// Data cache block size
        AT_DCACHEBSIZE = 19,
        /// Instruction cache block size
        AT_ICACHEBSIZE = 20,
        /// Unified cache block size
        AT_UCACHEBSIZE = 21,
        /// Whether the program has more rights than its user
        AT_SECURE = 23,
        /// Address of the name of the real platform
        AT_BASE_PLATFORM = 24,
        /// Address of 16 random bytes
        AT_RANDOM = 25,
        /// More that the processor can do
        AT_HWCAP2 = 26,
        /// Size of the area for restartable sequences
        AT_RSEQ_FEATURE_SIZE = 27,
        /// Its alignment
        AT_RSEQ_ALIGN = 28,
        /// Still more that the processor can do
        AT_HWCAP3 = 29,
        /// Still more that the processor can do
        AT_HWCAP4 = 30,
        /// Address of the name of the program's file
        AT_EXECFN = 31,
        /// Where the kernel is entered
        AT_SYSINFO = 32,
        /// Address of the kernel's shared object
        AT_SYSINFO_EHDR = 33,
        /// Level 1 instruction cache, its shape
        AT_L1I_CACHESHAPE = 34,
        /// Level 1 data cache, its shape
        AT_L1D_CACHESHAPE = 35,
        /// Level 2 cache, its shape
        AT_L2_CACHESHAPE = 36,
        /// Level 3 cache, its shape
        AT_L3_CACHESHAPE = 37,
        /// Least size of a signal stack
        AT_MINSIGSTKSZ = 51,
    }
}
