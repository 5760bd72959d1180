//! Relocations.

use super::class::ClassWord;
use super::labels::ElfMachine;
use super::names::{Names, relocation, set_note};
use binrw::{Endian, binrw};
use bytescope_inspect::{Cx, Inspect, Meta};

/// Relocation with implicit addend (`Elf32_Rel`, `Elf64_Rel`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct Relocation<N: ClassWord> {
    /// Location to modify: section offset in relocatable files, else virtual address
    #[inspect(hex)]
    pub r_offset: N,
    /// Symbol table index and relocation type
    #[br(args(names))]
    #[inspect(hex)]
    pub r_info: RelocationInfo<N>,
}

/// Relocation with explicit addend (`Elf32_Rela`, `Elf64_Rela`)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(names: Names))]
#[inspect(fixed)]
pub struct RelocationAddend<N: ClassWord> {
    /// Location to modify: section offset in relocatable files, else virtual address
    #[inspect(hex)]
    pub r_offset: N,
    /// Symbol table index and relocation type
    #[br(args(names))]
    #[inspect(hex)]
    pub r_info: RelocationInfo<N>,
    /// Addend
    pub r_addend: N::Signed,
}

/// Symbol table index and relocation type
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[br(import(names: Names))]
#[inspect(fixed, show = |cx, endian| parts(cx, endian, self_0, names))]
pub struct RelocationInfo<N: ClassWord>(pub N);

const SYMBOL: &Meta = &Meta::new("r_sym", "bits", "Symbol table index");
const TYPE: &Meta = &Meta::new("r_type", "bits", "Relocation type");
const TYPE2: &Meta = &Meta::new("r_type2", "bits", "Second relocation type");
const TYPE3: &Meta = &Meta::new("r_type3", "bits", "Third relocation type");
const SPECIAL: &Meta = &Meta::new("r_ssym", "bits", "Special symbol for the second relocation");
const DATA: &Meta = &Meta::new("r_data", "bits", "Additional addend");

/// Shows the bit fields of `r_info`, with a note of its types and symbol.
fn parts<W: ClassWord>(cx: &mut Cx<'_>, endian: Endian, value: W, names: Names) {
    let mut symbol = 0;
    let mut kinds = [0; 3];
    let parts: &[(&'static Meta, u8, u8)] = match (W::IS_64, names.platform.machine, endian) {
        (false, ..) => &[(TYPE, 0, 8), (SYMBOL, 8, 32)],
        (_, ElfMachine::EM_MIPS, Endian::Big) => {
            &[(TYPE, 0, 8), (TYPE2, 8, 16), (TYPE3, 16, 24), (SPECIAL, 24, 32), (SYMBOL, 32, 64)]
        }
        // Five fields in the same order as in big-endian files, so their positions in the word are
        // reversed.
        (_, ElfMachine::EM_MIPS, Endian::Little) => {
            &[(SYMBOL, 0, 32), (SPECIAL, 32, 40), (TYPE3, 40, 48), (TYPE2, 48, 56), (TYPE, 56, 64)]
        }
        (_, ElfMachine::EM_SPARCV9, _) => &[(TYPE, 0, 8), (DATA, 8, 32), (SYMBOL, 32, 64)],
        _ => &[(TYPE, 0, 32), (SYMBOL, 32, 64)],
    };
    for (meta, lo, hi) in parts {
        let part = bits(value.into(), *lo, *hi);
        let kind = u32::try_from(part).unwrap_or_default();
        match *meta {
            meta if meta.name == SYMBOL.name => symbol = part,
            meta if meta.name == TYPE.name => kinds[0] = kind,
            meta if meta.name == TYPE2.name => kinds[1] = kind,
            meta if meta.name == TYPE3.name => kinds[2] = kind,
            _ => {}
        }
        cx.bits(meta, *lo, *hi, part);
    }
    let steps = if parts.len() < 5 { 1 } else { 3 };
    let note = relocation(cx, endian, &names, symbol, kinds.get(..steps).unwrap_or_default());
    set_note(cx, note);
}

/// Extracts bits `lo` to `hi` (exclusive).
fn bits(value: u64, lo: u8, hi: u8) -> u64 {
    let width = u32::from(hi.saturating_sub(lo)).max(1);
    let mask = u64::MAX.checked_shr(64_u32.saturating_sub(width)).unwrap_or_default();
    value.checked_shr(lo.into()).unwrap_or_default() & mask
}

/// Returns the name of a relocation type, or its number if unknown.
pub(super) fn label(machine: ElfMachine, kind: u32) -> String {
    let (prefix, ranges): (&str, &[(u32, &str)]) = match machine {
        ElfMachine::EM_X86_64 => ("R_X86_64", X86_64),
        ElfMachine::EM_386 | ElfMachine::EM_IAMCU => ("R_386", I386),
        ElfMachine::EM_AARCH64 => ("R_AARCH64", AARCH64),
        ElfMachine::EM_ARM => ("R_ARM", ARM),
        ElfMachine::EM_RISCV => ("R_RISCV", RISCV),
        ElfMachine::EM_MIPS => ("R_MIPS", MIPS),
        ElfMachine::EM_PPC64 => ("R_PPC64", PPC64),
        ElfMachine::EM_PPC => ("R_PPC", PPC),
        ElfMachine::EM_S390 => ("R_390", S390),
        ElfMachine::EM_SPARC | ElfMachine::EM_SPARC32PLUS | ElfMachine::EM_SPARCV9 => {
            ("R_SPARC", SPARC)
        }
        ElfMachine::EM_68K => ("R_68K", M68K),
        ElfMachine::EM_PARISC => ("R_PARISC", PARISC),
        _ => return format!("type {kind}"),
    };
    let range = ranges.iter().rev().find(|range| range.0 <= kind);
    let name = range.and_then(|(first, names)| {
        let index = usize::try_from(kind.saturating_sub(*first)).ok()?;
        names.split_ascii_whitespace().nth(index).filter(|name| *name != "-")
    });
    name.map_or_else(|| format!("type {kind}"), |name| format!("{prefix}_{name}"))
}

// Ranges of relocation types: the first type, and the names of this type and the following types;
// `-` for an unassigned type.

const X86_64: &[(u32, &str)] = &[(
    0,
    "NONE 64 PC32 GOT32 PLT32 COPY GLOB_DAT JUMP_SLOT RELATIVE GOTPCREL 32 32S 16 \
         PC16 8 PC8 DTPMOD64 DTPOFF64 TPOFF64 TLSGD TLSLD DTPOFF32 GOTTPOFF TPOFF32 PC64 \
         GOTOFF64 GOTPC32 GOT64 GOTPCREL64 GOTPC64 GOTPLT64 PLTOFF64 SIZE32 SIZE64 \
         GOTPC32_TLSDESC TLSDESC_CALL TLSDESC IRELATIVE RELATIVE64 - - GOTPCRELX \
         REX_GOTPCRELX CODE_4_GOTPCRELX",
)];

const I386: &[(u32, &str)] = &[(
    0,
    "NONE 32 PC32 GOT32 PLT32 COPY GLOB_DAT JMP_SLOT RELATIVE GOTOFF GOTPC 32PLT - - \
         TLS_TPOFF TLS_IE TLS_GOTIE TLS_LE TLS_GD TLS_LDM 16 PC16 8 PC8 TLS_GD_32 \
         TLS_GD_PUSH TLS_GD_CALL TLS_GD_POP TLS_LDM_32 TLS_LDM_PUSH TLS_LDM_CALL \
         TLS_LDM_POP TLS_LDO_32 TLS_IE_32 TLS_LE_32 TLS_DTPMOD32 TLS_DTPOFF32 TLS_TPOFF32 \
         SIZE32 TLS_GOTDESC TLS_DESC_CALL TLS_DESC IRELATIVE GOT32X",
)];

const AARCH64: &[(u32, &str)] = &[
    (0, "NONE P32_ABS32"),
    (
        180,
        "P32_COPY P32_GLOB_DAT P32_JUMP_SLOT P32_RELATIVE P32_TLS_DTPMOD P32_TLS_DTPREL \
         P32_TLS_TPREL P32_TLSDESC P32_IRELATIVE",
    ),
    (
        257,
        "ABS64 ABS32 ABS16 PREL64 PREL32 PREL16 MOVW_UABS_G0 MOVW_UABS_G0_NC MOVW_UABS_G1 \
         MOVW_UABS_G1_NC MOVW_UABS_G2 MOVW_UABS_G2_NC MOVW_UABS_G3 MOVW_SABS_G0 \
         MOVW_SABS_G1 MOVW_SABS_G2 LD_PREL_LO19 ADR_PREL_LO21 ADR_PREL_PG_HI21 \
         ADR_PREL_PG_HI21_NC ADD_ABS_LO12_NC LDST8_ABS_LO12_NC TSTBR14 CONDBR19 - JUMP26 \
         CALL26 LDST16_ABS_LO12_NC LDST32_ABS_LO12_NC LDST64_ABS_LO12_NC MOVW_PREL_G0 \
         MOVW_PREL_G0_NC MOVW_PREL_G1 MOVW_PREL_G1_NC MOVW_PREL_G2 MOVW_PREL_G2_NC \
         MOVW_PREL_G3",
    ),
    (
        299,
        "LDST128_ABS_LO12_NC MOVW_GOTOFF_G0 MOVW_GOTOFF_G0_NC MOVW_GOTOFF_G1 \
         MOVW_GOTOFF_G1_NC MOVW_GOTOFF_G2 MOVW_GOTOFF_G2_NC MOVW_GOTOFF_G3 GOTREL64 \
         GOTREL32 GOT_LD_PREL19 LD64_GOTOFF_LO15 ADR_GOT_PAGE LD64_GOT_LO12_NC \
         LD64_GOTPAGE_LO15",
    ),
    (
        512,
        "TLSGD_ADR_PREL21 TLSGD_ADR_PAGE21 TLSGD_ADD_LO12_NC TLSGD_MOVW_G1 \
         TLSGD_MOVW_G0_NC TLSLD_ADR_PREL21 TLSLD_ADR_PAGE21 TLSLD_ADD_LO12_NC \
         TLSLD_MOVW_G1 TLSLD_MOVW_G0_NC TLSLD_LD_PREL19 TLSLD_MOVW_DTPREL_G2 \
         TLSLD_MOVW_DTPREL_G1 TLSLD_MOVW_DTPREL_G1_NC TLSLD_MOVW_DTPREL_G0 \
         TLSLD_MOVW_DTPREL_G0_NC TLSLD_ADD_DTPREL_HI12 TLSLD_ADD_DTPREL_LO12 \
         TLSLD_ADD_DTPREL_LO12_NC TLSLD_LDST8_DTPREL_LO12 TLSLD_LDST8_DTPREL_LO12_NC \
         TLSLD_LDST16_DTPREL_LO12 TLSLD_LDST16_DTPREL_LO12_NC TLSLD_LDST32_DTPREL_LO12 \
         TLSLD_LDST32_DTPREL_LO12_NC TLSLD_LDST64_DTPREL_LO12 TLSLD_LDST64_DTPREL_LO12_NC \
         TLSIE_MOVW_GOTTPREL_G1 TLSIE_MOVW_GOTTPREL_G0_NC TLSIE_ADR_GOTTPREL_PAGE21 \
         TLSIE_LD64_GOTTPREL_LO12_NC TLSIE_LD_GOTTPREL_PREL19 TLSLE_MOVW_TPREL_G2 \
         TLSLE_MOVW_TPREL_G1 TLSLE_MOVW_TPREL_G1_NC TLSLE_MOVW_TPREL_G0 \
         TLSLE_MOVW_TPREL_G0_NC TLSLE_ADD_TPREL_HI12 TLSLE_ADD_TPREL_LO12 \
         TLSLE_ADD_TPREL_LO12_NC TLSLE_LDST8_TPREL_LO12 TLSLE_LDST8_TPREL_LO12_NC \
         TLSLE_LDST16_TPREL_LO12 TLSLE_LDST16_TPREL_LO12_NC TLSLE_LDST32_TPREL_LO12 \
         TLSLE_LDST32_TPREL_LO12_NC TLSLE_LDST64_TPREL_LO12 TLSLE_LDST64_TPREL_LO12_NC \
         TLSDESC_LD_PREL19 TLSDESC_ADR_PREL21 TLSDESC_ADR_PAGE21 TLSDESC_LD64_LO12 \
         TLSDESC_ADD_LO12 TLSDESC_OFF_G1 TLSDESC_OFF_G0_NC TLSDESC_LDR TLSDESC_ADD \
         TLSDESC_CALL TLSLE_LDST128_TPREL_LO12 TLSLE_LDST128_TPREL_LO12_NC \
         TLSLD_LDST128_DTPREL_LO12 TLSLD_LDST128_DTPREL_LO12_NC",
    ),
    (
        1024,
        "COPY GLOB_DAT JUMP_SLOT RELATIVE TLS_DTPMOD TLS_DTPREL TLS_TPREL TLSDESC \
         IRELATIVE",
    ),
];

const ARM: &[(u32, &str)] = &[
    (
        0,
        "NONE PC24 ABS32 REL32 LDR_PC_G0 ABS16 ABS12 THM_ABS5 ABS8 SBREL32 THM_CALL \
         THM_PC8 BREL_ADJ TLS_DESC THM_SWI8 XPC25 THM_XPC22 TLS_DTPMOD32 TLS_DTPOFF32 \
         TLS_TPOFF32 COPY GLOB_DAT JUMP_SLOT RELATIVE GOTOFF32 BASE_PREL GOT_BREL PLT32 \
         CALL JUMP24 THM_JUMP24 BASE_ABS ALU_PCREL_7_0 ALU_PCREL_15_8 ALU_PCREL_23_15 \
         LDR_SBREL_11_0 ALU_SBREL_19_12 ALU_SBREL_27_20 TARGET1 SBREL31 V4BX TARGET2 \
         PREL31 MOVW_ABS_NC MOVT_ABS MOVW_PREL_NC MOVT_PREL THM_MOVW_ABS_NC THM_MOVT_ABS \
         THM_MOVW_PREL_NC THM_MOVT_PREL THM_JUMP19 THM_JUMP6 THM_ALU_PREL_11_0 THM_PC12 \
         ABS32_NOI REL32_NOI ALU_PC_G0_NC ALU_PC_G0 ALU_PC_G1_NC ALU_PC_G1 ALU_PC_G2 \
         LDR_PC_G1 LDR_PC_G2 LDRS_PC_G0 LDRS_PC_G1 LDRS_PC_G2 LDC_PC_G0 LDC_PC_G1 \
         LDC_PC_G2 ALU_SB_G0_NC ALU_SB_G0 ALU_SB_G1_NC ALU_SB_G1 ALU_SB_G2 LDR_SB_G0 \
         LDR_SB_G1 LDR_SB_G2 LDRS_SB_G0 LDRS_SB_G1 LDRS_SB_G2 LDC_SB_G0 LDC_SB_G1 \
         LDC_SB_G2 MOVW_BREL_NC MOVT_BREL MOVW_BREL THM_MOVW_BREL_NC THM_MOVT_BREL \
         THM_MOVW_BREL TLS_GOTDESC TLS_CALL TLS_DESCSEQ THM_TLS_CALL PLT32_ABS GOT_ABS \
         GOT_PREL GOT_BREL12 GOTOFF12 GOTRELAX GNU_VTENTRY GNU_VTINHERIT THM_JUMP11 \
         THM_JUMP8 TLS_GD32 TLS_LDM32 TLS_LDO32 TLS_IE32 TLS_LE32 TLS_LDO12 TLS_LE12 \
         TLS_IE12GP",
    ),
    (128, "ME_TOO THM_TLS_DESCSEQ THM_TLS_DESCSEQ32 THM_GOT_BREL12"),
    (160, "IRELATIVE"),
    (249, "RXPC25 RSBREL32 THM_RPC22 RREL32 RABS22 RPC24 RBASE"),
];

const RISCV: &[(u32, &str)] = &[(
    0,
    "NONE 32 64 RELATIVE COPY JUMP_SLOT TLS_DTPMOD32 TLS_DTPMOD64 TLS_DTPREL32 \
         TLS_DTPREL64 TLS_TPREL32 TLS_TPREL64 TLSDESC - - - BRANCH JAL CALL CALL_PLT \
         GOT_HI20 TLS_GOT_HI20 TLS_GD_HI20 PCREL_HI20 PCREL_LO12_I PCREL_LO12_S HI20 \
         LO12_I LO12_S TPREL_HI20 TPREL_LO12_I TPREL_LO12_S TPREL_ADD ADD8 ADD16 ADD32 \
         ADD64 SUB8 SUB16 SUB32 SUB64 GNU_VTINHERIT GNU_VTENTRY ALIGN RVC_BRANCH RVC_JUMP \
         RVC_LUI GPREL_I GPREL_S TPREL_I TPREL_S RELAX SUB6 SET6 SET8 SET16 SET32 \
         32_PCREL IRELATIVE PLT32 SET_ULEB128 SUB_ULEB128",
)];

const MIPS: &[(u32, &str)] = &[
    (
        0,
        "NONE 16 32 REL32 26 HI16 LO16 GPREL16 LITERAL GOT16 PC16 CALL16 GPREL32 - - - \
         SHIFT5 SHIFT6 64 GOT_DISP GOT_PAGE GOT_OFST GOT_HI16 GOT_LO16 SUB INSERT_A \
         INSERT_B DELETE HIGHER HIGHEST CALL_HI16 CALL_LO16 SCN_DISP REL16 ADD_IMMEDIATE \
         PJUMP RELGOT JALR TLS_DTPMOD32 TLS_DTPREL32 TLS_DTPMOD64 TLS_DTPREL64 TLS_GD \
         TLS_LDM TLS_DTPREL_HI16 TLS_DTPREL_LO16 TLS_GOTTPREL TLS_TPREL32 TLS_TPREL64 \
         TLS_TPREL_HI16 TLS_TPREL_LO16 GLOB_DAT",
    ),
    (126, "COPY JUMP_SLOT"),
];

const PPC64: &[(u32, &str)] = &[
    (
        0,
        "NONE ADDR32 ADDR24 ADDR16 ADDR16_LO ADDR16_HI ADDR16_HA ADDR14 ADDR14_BRTAKEN \
         ADDR14_BRNTAKEN REL24 REL14 REL14_BRTAKEN REL14_BRNTAKEN GOT16 GOT16_LO GOT16_HI \
         GOT16_HA - COPY GLOB_DAT JMP_SLOT RELATIVE - UADDR32 UADDR16 REL32 PLT32 \
         PLTREL32 PLT16_LO PLT16_HI PLT16_HA - SECTOFF SECTOFF_LO SECTOFF_HI SECTOFF_HA \
         ADDR30 ADDR64 ADDR16_HIGHER ADDR16_HIGHERA ADDR16_HIGHEST ADDR16_HIGHESTA \
         UADDR64 REL64 PLT64 PLTREL64 TOC16 TOC16_LO TOC16_HI TOC16_HA TOC PLTGOT16 \
         PLTGOT16_LO PLTGOT16_HI PLTGOT16_HA ADDR16_DS ADDR16_LO_DS GOT16_DS GOT16_LO_DS \
         PLT16_LO_DS SECTOFF_DS SECTOFF_LO_DS TOC16_DS TOC16_LO_DS PLTGOT16_DS \
         PLTGOT16_LO_DS TLS DTPMOD64 TPREL16 TPREL16_LO TPREL16_HI TPREL16_HA TPREL64 \
         DTPREL16 DTPREL16_LO DTPREL16_HI DTPREL16_HA DTPREL64 GOT_TLSGD16 GOT_TLSGD16_LO \
         GOT_TLSGD16_HI GOT_TLSGD16_HA GOT_TLSLD16 GOT_TLSLD16_LO GOT_TLSLD16_HI \
         GOT_TLSLD16_HA GOT_TPREL16_DS GOT_TPREL16_LO_DS GOT_TPREL16_HI GOT_TPREL16_HA \
         GOT_DTPREL16_DS GOT_DTPREL16_LO_DS GOT_DTPREL16_HI GOT_DTPREL16_HA TPREL16_DS \
         TPREL16_LO_DS TPREL16_HIGHER TPREL16_HIGHERA TPREL16_HIGHEST TPREL16_HIGHESTA \
         DTPREL16_DS DTPREL16_LO_DS DTPREL16_HIGHER DTPREL16_HIGHERA DTPREL16_HIGHEST \
         DTPREL16_HIGHESTA TLSGD TLSLD TOCSAVE ADDR16_HIGH ADDR16_HIGHA TPREL16_HIGH \
         TPREL16_HIGHA DTPREL16_HIGH DTPREL16_HIGHA",
    ),
    (247, "JMP_IREL IRELATIVE REL16 REL16_LO REL16_HI REL16_HA"),
];

const PPC: &[(u32, &str)] = &[
    (
        0,
        "NONE ADDR32 ADDR24 ADDR16 ADDR16_LO ADDR16_HI ADDR16_HA ADDR14 ADDR14_BRTAKEN \
         ADDR14_BRNTAKEN REL24 REL14 REL14_BRTAKEN REL14_BRNTAKEN GOT16 GOT16_LO GOT16_HI \
         GOT16_HA PLTREL24 COPY GLOB_DAT JMP_SLOT RELATIVE LOCAL24PC UADDR32 UADDR16 \
         REL32 PLT32 PLTREL32 PLT16_LO PLT16_HI PLT16_HA SDAREL16 SECTOFF SECTOFF_LO \
         SECTOFF_HI SECTOFF_HA",
    ),
    (
        67,
        "TLS DTPMOD32 TPREL16 TPREL16_LO TPREL16_HI TPREL16_HA TPREL32 DTPREL16 \
         DTPREL16_LO DTPREL16_HI DTPREL16_HA DTPREL32 GOT_TLSGD16 GOT_TLSGD16_LO \
         GOT_TLSGD16_HI GOT_TLSGD16_HA GOT_TLSLD16 GOT_TLSLD16_LO GOT_TLSLD16_HI \
         GOT_TLSLD16_HA GOT_TPREL16 GOT_TPREL16_LO GOT_TPREL16_HI GOT_TPREL16_HA \
         GOT_DTPREL16 GOT_DTPREL16_LO GOT_DTPREL16_HI GOT_DTPREL16_HA TLSGD TLSLD",
    ),
    (
        101,
        "EMB_NADDR32 EMB_NADDR16 EMB_NADDR16_LO EMB_NADDR16_HI EMB_NADDR16_HA EMB_SDAI16 \
         EMB_SDA2I16 EMB_SDA2REL EMB_SDA21 EMB_MRKREF EMB_RELSEC16 EMB_RELST_LO \
         EMB_RELST_HI EMB_RELST_HA EMB_BIT_FLD EMB_RELSDA",
    ),
    (
        180,
        "DIAB_SDA21_LO DIAB_SDA21_HI DIAB_SDA21_HA DIAB_RELSDA_LO DIAB_RELSDA_HI \
         DIAB_RELSDA_HA",
    ),
    (248, "IRELATIVE REL16 REL16_LO REL16_HI REL16_HA - - TOC16"),
];

const S390: &[(u32, &str)] = &[(
    0,
    "NONE 8 12 16 32 PC32 GOT12 GOT32 PLT32 COPY GLOB_DAT JMP_SLOT RELATIVE GOTOFF32 \
         GOTPC GOT16 PC16 PC16DBL PLT16DBL PC32DBL PLT32DBL GOTPCDBL 64 PC64 GOT64 PLT64 \
         GOTENT GOTOFF16 GOTOFF64 GOTPLT12 GOTPLT16 GOTPLT32 GOTPLT64 GOTPLTENT PLTOFF16 \
         PLTOFF32 PLTOFF64 TLS_LOAD TLS_GDCALL TLS_LDCALL TLS_GD32 TLS_GD64 TLS_GOTIE12 \
         TLS_GOTIE32 TLS_GOTIE64 TLS_LDM32 TLS_LDM64 TLS_IE32 TLS_IE64 TLS_IEENT TLS_LE32 \
         TLS_LE64 TLS_LDO32 TLS_LDO64 TLS_DTPMOD TLS_DTPOFF TLS_TPOFF 20 GOT20 GOTPLT20 \
         TLS_GOTIE20 IRELATIVE",
)];

const SPARC: &[(u32, &str)] = &[
    (
        0,
        "NONE 8 16 32 DISP8 DISP16 DISP32 WDISP30 WDISP22 HI22 22 13 LO10 GOT10 GOT13 \
         GOT22 PC10 PC22 WPLT30 COPY GLOB_DAT JMP_SLOT RELATIVE UA32 PLT32 HIPLT22 \
         LOPLT10 PCPLT32 PCPLT22 PCPLT10 10 11 64 OLO10 HH22 HM10 LM22 PC_HH22 PC_HM10 \
         PC_LM22 WDISP16 WDISP19 GLOB_JMP 7 5 6 DISP64 PLT64 HIX22 LOX10 H44 M44 L44 \
         REGISTER UA64 UA16 TLS_GD_HI22 TLS_GD_LO10 TLS_GD_ADD TLS_GD_CALL TLS_LDM_HI22 \
         TLS_LDM_LO10 TLS_LDM_ADD TLS_LDM_CALL TLS_LDO_HIX22 TLS_LDO_LOX10 TLS_LDO_ADD \
         TLS_IE_HI22 TLS_IE_LO10 TLS_IE_LD TLS_IE_LDX TLS_IE_ADD TLS_LE_HIX22 \
         TLS_LE_LOX10 TLS_DTPMOD32 TLS_DTPMOD64 TLS_DTPOFF32 TLS_DTPOFF64 TLS_TPOFF32 \
         TLS_TPOFF64 GOTDATA_HIX22 GOTDATA_LOX10 GOTDATA_OP_HIX22 GOTDATA_OP_LOX10 \
         GOTDATA_OP H34 SIZE32 SIZE64 WDISP10",
    ),
    (248, "JMP_IREL IRELATIVE GNU_VTINHERIT GNU_VTENTRY REV32"),
];

const M68K: &[(u32, &str)] = &[(
    0,
    "NONE 32 16 8 PC32 PC16 PC8 GOT32 GOT16 GOT8 GOT32O GOT16O GOT8O PLT32 PLT16 PLT8 \
         PLT32O PLT16O PLT8O COPY GLOB_DAT JMP_SLOT RELATIVE - - TLS_GD32 TLS_GD16 \
         TLS_GD8 TLS_LDM32 TLS_LDM16 TLS_LDM8 TLS_LDO32 TLS_LDO16 TLS_LDO8 TLS_IE32 \
         TLS_IE16 TLS_IE8 TLS_LE32 TLS_LE16 TLS_LE8 TLS_DTPMOD32 TLS_DTPREL32 TLS_TPREL32",
)];

const PARISC: &[(u32, &str)] = &[
    (
        0,
        "NONE DIR32 DIR21L DIR17R DIR17F - DIR14R - - PCREL32 PCREL21L PCREL17R PCREL17F \
         - PCREL14R - - - DPREL21L - - - DPREL14R - - - GPREL21L - - - GPREL14R - - - \
         LTOFF21L - - - LTOFF14R - - SECREL32",
    ),
    (
        48,
        "SEGBASE SEGREL32 PLTOFF21L - - - PLTOFF14R - - LTOFF_FPTR32 LTOFF_FPTR21L - - - \
         LTOFF_FPTR14R - FPTR64 PLABEL32 PLABEL21L - - - PLABEL14R - PCREL64 - PCREL22F \
         PCREL14WR PCREL14DR PCREL16F PCREL16WF PCREL16DF DIR64 - - DIR14WR DIR14DR \
         DIR16F DIR16WF DIR16DF GPREL64 - - GPREL14WR GPREL14DR GPREL16F GPREL16WF \
         GPREL16DF LTOFF64 - - LTOFF14WR LTOFF14DR LTOFF16F LTOFF16WF LTOFF16DF SECREL64",
    ),
    (
        112,
        "SEGREL64 - - PLTOFF14WR PLTOFF14DR PLTOFF16F PLTOFF16WF PLTOFF16DF LTOFF_FPTR64 \
         - - LTOFF_FPTR14WR LTOFF_FPTR14DR LTOFF_FPTR16F LTOFF_FPTR16WF LTOFF_FPTR16DF \
         LORESERVE IPLT EPLT",
    ),
    (153, "TPREL32 TPREL21L - - - TPREL14R - - - LTOFF_TP21L - - - LTOFF_TP14R LTOFF_TP14F"),
    (
        216,
        "TPREL64 - - TPREL14WR TPREL14DR TPREL16F TPREL16WF TPREL16DF LTOFF_TP64 - - \
         LTOFF_TP14WR LTOFF_TP14DR LTOFF_TP16F LTOFF_TP16WF LTOFF_TP16DF GNU_VTENTRY \
         GNU_VTINHERIT TLS_GD21L TLS_GD14R TLS_GDCALL TLS_LDM21L TLS_LDM14R TLS_LDMCALL \
         TLS_LDO21L TLS_LDO14R TLS_DTPMOD32 TLS_DTPMOD64 TLS_DTPOFF32 TLS_DTPOFF64",
    ),
    (255, "HIRESERVE"),
];
