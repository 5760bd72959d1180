//! Architectures (`e_machine`), as numbered in the gABI and its registry.

// The lint mistakes product names for code.
#![allow(clippy::doc_markdown)]

use bytescope_inspect::labels;

labels! {
    /// Architecture of a file
    pub struct ElfMachine(u16) {
        /// No machine
        EM_NONE = 0,
        /// AT&T WE 32100
        EM_M32 = 1,
        /// SPARC
        EM_SPARC = 2,
        /// Intel 80386
        EM_386 = 3,
        /// Motorola 68000
        EM_68K = 4,
        /// Motorola 88000
        EM_88K = 5,
        /// Intel MCU
        EM_IAMCU = 6,
        /// Intel 80860
        EM_860 = 7,
        /// MIPS
        EM_MIPS = 8,
        /// IBM System/370
        EM_S370 = 9,
        /// MIPS RS3000, little-endian
        EM_MIPS_RS3_LE = 10,
        /// HP PA-RISC
        EM_PARISC = 15,
        /// Fujitsu VPP500
        EM_VPP500 = 17,
        /// SPARC v8plus
        EM_SPARC32PLUS = 18,
        /// Intel 80960
        EM_960 = 19,
        /// PowerPC
        EM_PPC = 20,
        /// PowerPC, 64-bit
        EM_PPC64 = 21,
        /// IBM z/Architecture and S/390
        EM_S390 = 22,
        /// Cell SPU
        EM_SPU = 23,
        /// NEC V800
        EM_V800 = 36,
        /// Fujitsu FR20
        EM_FR20 = 37,
        /// TRW RH-32
        EM_RH32 = 38,
        /// Motorola RCE (M-CORE)
        EM_RCE = 39,
        /// Arm, 32-bit
        EM_ARM = 40,
        /// Digital Alpha (registered number, not in use)
        EM_FAKE_ALPHA = 41,
        /// Hitachi SuperH
        EM_SH = 42,
        /// SPARC v9, 64-bit
        EM_SPARCV9 = 43,
        /// Infineon TriCore
        EM_TRICORE = 44,
        /// Argonaut RISC Core
        EM_ARC = 45,
        /// Hitachi H8/300
        EM_H8_300 = 46,
        /// Hitachi H8/300H
        EM_H8_300H = 47,
        /// Hitachi H8S
        EM_H8S = 48,
        /// Hitachi H8/500
        EM_H8_500 = 49,
        /// Intel Itanium
        EM_IA_64 = 50,
        /// Stanford MIPS-X
        EM_MIPS_X = 51,
        /// Motorola ColdFire
        EM_COLDFIRE = 52,
        /// Motorola 68HC12
        EM_68HC12 = 53,
        /// Fujitsu MMA
        EM_MMA = 54,
        /// Siemens PCP
        EM_PCP = 55,
        /// Sony nCPU
        EM_NCPU = 56,
        /// Denso NDR1
        EM_NDR1 = 57,
        /// Motorola StarCore
        EM_STARCORE = 58,
        /// Toyota ME16
        EM_ME16 = 59,
        /// STMicroelectronics ST100
        EM_ST100 = 60,
        /// TinyJ
        EM_TINYJ = 61,
        /// AMD and Intel x86-64
        EM_X86_64 = 62,
        /// Sony DSP
        EM_PDSP = 63,
        /// DEC PDP-10
        EM_PDP10 = 64,
        /// DEC PDP-11
        EM_PDP11 = 65,
        /// Siemens FX66
        EM_FX66 = 66,
        /// STMicroelectronics ST9+
        EM_ST9PLUS = 67,
        /// STMicroelectronics ST7
        EM_ST7 = 68,
        /// Motorola 68HC16
        EM_68HC16 = 69,
        /// Motorola 68HC11
        EM_68HC11 = 70,
        /// Motorola 68HC08
        EM_68HC08 = 71,
        /// Motorola 68HC05
        EM_68HC05 = 72,
        /// Silicon Graphics SVx
        EM_SVX = 73,
        /// STMicroelectronics ST19
        EM_ST19 = 74,
        /// DEC VAX
        EM_VAX = 75,
        /// Axis CRIS
        EM_CRIS = 76,
        /// Infineon Javelin
        EM_JAVELIN = 77,
        /// Element 14 FirePath
        EM_FIREPATH = 78,
        /// LSI Logic ZSP
        EM_ZSP = 79,
        /// Donald Knuth's MMIX
        EM_MMIX = 80,
        /// Harvard University machine-independent object files
        EM_HUANY = 81,
        /// SiTera Prism
        EM_PRISM = 82,
        /// Atmel AVR
        EM_AVR = 83,
        /// Fujitsu FR30
        EM_FR30 = 84,
        /// Mitsubishi D10V
        EM_D10V = 85,
        /// Mitsubishi D30V
        EM_D30V = 86,
        /// NEC V850
        EM_V850 = 87,
        /// Mitsubishi M32R
        EM_M32R = 88,
        /// Matsushita MN10300
        EM_MN10300 = 89,
        /// Matsushita MN10200
        EM_MN10200 = 90,
        /// picoJava
        EM_PJ = 91,
        /// OpenRISC
        EM_OPENRISC = 92,
        /// ARCompact
        EM_ARC_COMPACT = 93,
        /// Tensilica Xtensa
        EM_XTENSA = 94,
        /// VideoCore
        EM_VIDEOCORE = 95,
        /// Thomson TMM
        EM_TMM_GPP = 96,
        /// National Semiconductor 32000
        EM_NS32K = 97,
        /// Tenor Network TPC
        EM_TPC = 98,
        /// Trebia SNP 1000
        EM_SNP1K = 99,
        /// STMicroelectronics ST200
        EM_ST200 = 100,
        /// Ubicom IP2xxx
        EM_IP2K = 101,
        /// MAX
        EM_MAX = 102,
        /// National Semiconductor CompactRISC
        EM_CR = 103,
        /// Fujitsu F2MC16
        EM_F2MC16 = 104,
        /// Texas Instruments MSP430
        EM_MSP430 = 105,
        /// Analog Devices Blackfin
        EM_BLACKFIN = 106,
        /// Seiko Epson S1C33
        EM_SE_C33 = 107,
        /// Sharp SEP
        EM_SEP = 108,
        /// Arca RISC
        EM_ARCA = 109,
        /// UniCore
        EM_UNICORE = 110,
        /// eXcess
        EM_EXCESS = 111,
        /// Icera DXP
        EM_DXP = 112,
        /// Altera Nios II
        EM_ALTERA_NIOS2 = 113,
        /// National Semiconductor CRX
        EM_CRX = 114,
        /// Motorola XGATE
        EM_XGATE = 115,
        /// Infineon C16x
        EM_C166 = 116,
        /// Renesas M16C
        EM_M16C = 117,
        /// Microchip dsPIC30F
        EM_DSPIC30F = 118,
        /// Freescale Communication Engine
        EM_CE = 119,
        /// Renesas M32C
        EM_M32C = 120,
        /// Altium TSK3000
        EM_TSK3000 = 131,
        /// Freescale RS08
        EM_RS08 = 132,
        /// Analog Devices SHARC
        EM_SHARC = 133,
        /// Cyan eCOG2
        EM_ECOG2 = 134,
        /// Sunplus S+core7
        EM_SCORE7 = 135,
        /// NJR DSP24
        EM_DSP24 = 136,
        /// Broadcom VideoCore III
        EM_VIDEOCORE3 = 137,
        /// LatticeMico32
        EM_LATTICEMICO32 = 138,
        /// Seiko Epson C17
        EM_SE_C17 = 139,
        /// Texas Instruments C6000
        EM_TI_C6000 = 140,
        /// Texas Instruments C2000
        EM_TI_C2000 = 141,
        /// Texas Instruments C55x
        EM_TI_C5500 = 142,
        /// Texas Instruments ARP32
        EM_TI_ARP32 = 143,
        /// Texas Instruments PRU
        EM_TI_PRU = 144,
        /// STMicroelectronics MMDSP+
        EM_MMDSP_PLUS = 160,
        /// Cypress M8C
        EM_CYPRESS_M8C = 161,
        /// Renesas R32C
        EM_R32C = 162,
        /// NXP TriMedia
        EM_TRIMEDIA = 163,
        /// Qualcomm Hexagon
        EM_QDSP6 = 164,
        /// Intel 8051
        EM_8051 = 165,
        /// STMicroelectronics STxP7x
        EM_STXP7X = 166,
        /// Andes NDS32
        EM_NDS32 = 167,
        /// Cyan eCOG1X
        EM_ECOG1X = 168,
        /// Dallas MAXQ30
        EM_MAXQ30 = 169,
        /// NJR XIMO16
        EM_XIMO16 = 170,
        /// M2000 MANIK
        EM_MANIK = 171,
        /// Cray NV2
        EM_CRAYNV2 = 172,
        /// Renesas RX
        EM_RX = 173,
        /// Imagination META
        EM_METAG = 174,
        /// MCST Elbrus
        EM_MCST_ELBRUS = 175,
        /// Cyan eCOG16
        EM_ECOG16 = 176,
        /// National Semiconductor CR16
        EM_CR16 = 177,
        /// Freescale eTPU
        EM_ETPU = 178,
        /// Infineon SLE9X
        EM_SLE9X = 179,
        /// Intel L10M
        EM_L10M = 180,
        /// Intel K10M
        EM_K10M = 181,
        /// Arm, 64-bit
        EM_AARCH64 = 183,
        /// Atmel AVR32
        EM_AVR32 = 185,
        /// STMicroelectronics STM8
        EM_STM8 = 186,
        /// Tilera TILE64
        EM_TILE64 = 187,
        /// Tilera TILEPro
        EM_TILEPRO = 188,
        /// Xilinx MicroBlaze
        EM_MICROBLAZE = 189,
        /// NVIDIA CUDA
        EM_CUDA = 190,
        /// Tilera TILE-Gx
        EM_TILEGX = 191,
        /// CloudShield
        EM_CLOUDSHIELD = 192,
        /// Core-A, first generation
        EM_COREA_1ST = 193,
        /// Core-A, second generation
        EM_COREA_2ND = 194,
        /// Synopsys ARCv2
        EM_ARCV2 = 195,
        /// Open8
        EM_OPEN8 = 196,
        /// Renesas RL78
        EM_RL78 = 197,
        /// Broadcom VideoCore V
        EM_VIDEOCORE5 = 198,
        /// Renesas 78K0R
        EM_78KOR = 199,
        /// Freescale 56800EX
        EM_56800EX = 200,
        /// Beyond BA1
        EM_BA1 = 201,
        /// Beyond BA2
        EM_BA2 = 202,
        /// XMOS xCORE
        EM_XCORE = 203,
        /// Microchip PIC
        EM_MCHP_PIC = 204,
        /// Intel graphics
        EM_INTELGT = 205,
        /// KM211 KM32
        EM_KM32 = 210,
        /// KM211 KMX32
        EM_KMX32 = 211,
        /// KM211 KMX16
        EM_EMX16 = 212,
        /// KM211 KMX8
        EM_EMX8 = 213,
        /// KM211 KVARC
        EM_KVARC = 214,
        /// Paneve CDP
        EM_CDP = 215,
        /// Cognitive Smart Memory
        EM_COGE = 216,
        /// Bluechip CoolEngine
        EM_COOL = 217,
        /// Nanoradio NORC
        EM_NORC = 218,
        /// CSR Kalimba
        EM_CSR_KALIMBA = 219,
        /// Zilog Z80
        EM_Z80 = 220,
        /// VISIUMcore
        EM_VISIUM = 221,
        /// FTDI FT32
        EM_FT32 = 222,
        /// Moxie
        EM_MOXIE = 223,
        /// AMD GPU
        EM_AMDGPU = 224,
        /// RISC-V
        EM_RISCV = 243,
        /// Lanai
        EM_LANAI = 244,
        /// Linux BPF
        EM_BPF = 247,
        /// Netronome flow processor
        EM_NFP = 250,
        /// NEC SX-Aurora vector engine
        EM_VE = 251,
        /// C-SKY
        EM_CSKY = 252,
        /// LoongArch
        EM_LOONGARCH = 258,
        /// Digital Alpha (number in use)
        EM_ALPHA = 0x9026,
    }
}
