//! The fmt chunk: how the sound is coded.

use binrw::{BinRead, BinResult, BinWrite, Endian, binrw};
use bytescope_inspect::{
    Blob, BuildResult, Cx, Draft, FromJson, Inspect, Load, Table, Value, Within, bits, labels,
    to_end,
};
use std::fmt;

/// How the sound is coded (WAVEFORMATEX)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(size: u32))]
pub struct Fmt {
    /// The coding
    pub format_tag: FormatTag,
    /// Channels: 1 is mono, 2 is stereo
    #[inspect(check(channels != 0, "must not be 0"))]
    pub channels: u16,
    /// Samples a second, of each channel
    #[inspect(unit = "Hz", check(sample_rate != 0, "must not be 0"))]
    pub sample_rate: u32,
    /// Bytes a second, on average
    #[inspect(
        unit = "bytes/s",
        check(
            !is_linear(format_tag, &extension)
                || u64::from(byte_rate) == u64::from(sample_rate).saturating_mul(block_align.into()),
            format!(
                "must be sample_rate times block_align, {}",
                u64::from(sample_rate).saturating_mul(block_align.into())
            )
        )
    )]
    pub byte_rate: u32,
    /// Bytes of the smallest unit: for PCM, one sample of every channel
    #[inspect(
        unit = "bytes",
        check(
            !is_linear(format_tag, &extension) || u32::from(block_align) == frame(channels, bits_per_sample),
            format!("must be channels times bytes a sample, {}", frame(channels, bits_per_sample))
        )
    )]
    pub block_align: u16,
    /// Bits of a sample; 0 where that makes no sense
    #[br(if(size >= 16))]
    pub bits_per_sample: Option<u16>,
    /// Bytes of what this coding adds
    #[br(if(size >= 18))]
    #[inspect(unit = "bytes")]
    pub extension_size: Option<u16>,
    /// What this coding adds
    #[br(
        if(extension_size.is_some_and(|size| size > 0)),
        count = extension_size.unwrap_or_default(),
        args { inner: (format_tag,) }
    )]
    pub extension: Option<Within<Extension>>,
    /// Bytes behind that, which some writers leave
    #[br(if(size > 18_u32.saturating_add(extension_size.unwrap_or_default().into())), parse_with = to_end)]
    pub surplus: Option<Blob>,
}

/// Whether samples stand side by side, so that sizes follow from each other.
fn is_linear(tag: FormatTag, extension: &Option<Within<Extension>>) -> bool {
    let tag = match extension.as_ref().and_then(|within| within.value.as_ref()) {
        Some(Extension::Extensible { sub_format, .. }) => {
            sub_format.format_tag().unwrap_or_default()
        }
        _ => tag,
    };
    matches!(tag, FormatTag::PCM | FormatTag::IEEE_FLOAT | FormatTag::ALAW | FormatTag::MULAW)
}

/// Bytes of one sample of every channel.
fn frame(channels: u16, bits: Option<u16>) -> u32 {
    u32::from(channels).saturating_mul(u32::from(bits.unwrap_or(8).div_ceil(8)))
}

/// What a coding adds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(tag: FormatTag))]
pub enum Extension {
    /// More than two channels or unusual samples (WAVEFORMATEXTENSIBLE)
    #[br(pre_assert(tag == FormatTag::EXTENSIBLE))]
    Extensible {
        /// Bits of a sample that carry sound
        valid_bits_per_sample: u16,
        /// The loudspeaker of each channel, in order
        #[inspect(hex, note = channel_mask.list())]
        channel_mask: ChannelMask,
        /// The coding
        #[inspect(note = sub_format.format_tag().and_then(FormatTag::name))]
        sub_format: Guid,
    },
    /// Microsoft ADPCM
    #[br(pre_assert(tag == FormatTag::ADPCM))]
    Adpcm(Adpcm),
    /// Codings whose blocks hold a fixed number of samples
    #[br(pre_assert(matches!(tag, FormatTag::DVI_ADPCM | FormatTag::GSM610)))]
    Blocks {
        /// Samples of one channel in a block
        samples_per_block: u16,
    },
    /// MPEG layer 3
    #[br(pre_assert(tag == FormatTag::MPEGLAYER3))]
    MpegLayer3(MpegLayer3),
    /// Any other coding
    #[br(pre_assert(!FormatTag::EXTENDED.contains(&tag)))]
    Other {
        /// Bytes that the coding knows
        #[br(parse_with = to_end)]
        bytes: Blob,
    },
}

impl FormatTag {
    /// The codings whose extension has a form of its own.
    const EXTENDED: [Self; 5] =
        [Self::EXTENSIBLE, Self::ADPCM, Self::DVI_ADPCM, Self::GSM610, Self::MPEGLAYER3];
}

/// What Microsoft ADPCM adds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Adpcm {
    /// Samples of one channel in a block
    pub samples_per_block: u16,
    /// Pairs of coefficients
    pub coefficient_count: u16,
    /// Pairs of coefficients: for the last sample and for the one before, times 256
    #[br(count = u32::from(coefficient_count).saturating_mul(2))]
    pub coefficients: Table<i16>,
}

/// What MPEG layer 3 adds (MPEGLAYER3WAVEFORMAT)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct MpegLayer3 {
    /// Kind of the extension; 1 for this one
    pub id: u16,
    /// When frames are padded: 0 where the standard says so, 1 always, 2 never
    pub flags: u32,
    /// Bytes of a block
    #[inspect(unit = "bytes")]
    pub block_size: u16,
    /// Frames in a block
    pub frames_per_block: u16,
    /// Samples that the encoder puts first
    pub codec_delay: u16,
}

bits! {
    /// Loudspeakers
    pub struct ChannelMask(u32) {
        /// Front left
        front_left: 0..1,
        /// Front right
        front_right: 1..2,
        /// Front centre
        front_center: 2..3,
        /// Subwoofer
        low_frequency: 3..4,
        /// Back left
        back_left: 4..5,
        /// Back right
        back_right: 5..6,
        /// Between front left and centre
        front_left_of_center: 6..7,
        /// Between front right and centre
        front_right_of_center: 7..8,
        /// Back centre
        back_center: 8..9,
        /// Left
        side_left: 9..10,
        /// Right
        side_right: 10..11,
        /// Above
        top_center: 11..12,
        /// Above, front left
        top_front_left: 12..13,
        /// Above, front centre
        top_front_center: 13..14,
        /// Above, front right
        top_front_right: 14..15,
        /// Above, back left
        top_back_left: 15..16,
        /// Above, back centre
        top_back_center: 16..17,
        /// Above, back right
        top_back_right: 17..18,
        /// Zeros
        reserved: 18..32,
    }
}

impl ChannelMask {
    /// The loudspeakers by the short names that players use.
    fn list(self) -> String {
        const NAMES: [&str; 18] = [
            "FL", "FR", "FC", "LFE", "BL", "BR", "FLC", "FRC", "BC", "SL", "SR", "TC", "TFL",
            "TFC", "TFR", "TBL", "TBC", "TBR",
        ];
        let is_set = |bit: &u32| self.0.checked_shr(*bit).unwrap_or(0) & 1 == 1;
        let named = (0_u32..).zip(NAMES).filter(|(bit, _)| is_set(bit)).map(|(_, name)| name);
        named.collect::<Vec<_>>().join(" ")
    }
}

/// A 16-byte identifier, in the form that Windows gives it
#[derive(Clone, Copy, PartialEq, Eq, BinRead, BinWrite)]
pub struct Guid(u32, u16, u16, [u8; 8]);

impl Guid {
    /// The coding that a sub-format stands for, when it is one of those with a number.
    pub fn format_tag(self) -> Option<FormatTag> {
        let tail = [0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
        let numbered = (self.1, self.2, self.3) == (0, 0x10, tail);
        u16::try_from(self.0).ok().filter(|_| numbered).map(FormatTag)
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, tail @ ..] = self.3;
        write!(f, "{:08x}-{:04x}-{:04x}-{a:02x}{b:02x}-", self.0, self.1, self.2)?;
        tail.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Inspect for Guid {
    const TYPE: &'static str = "GUID";
    const TOTAL: bool = true;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
        let value = Self::read_options(cx, endian, ())?;
        if !cx.is_muted() {
            cx.leaf(Value::text(format!("{value:?}")));
        }
        Ok(value)
    }
}

impl FromJson for Guid {
    fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        let text = draft.text()?.unwrap_or_default();
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let wrong = || draft.error("expected a GUID like 00000001-0000-0010-8000-00aa00389b71");
        let number = u128::from_str_radix(&digits, 16).map_err(|_| wrong())?;
        let [a, b, c, d, e, f, g, h, tail @ ..] = number.to_be_bytes();
        match digits.len() {
            32 => Ok(Self(
                u32::from_be_bytes([a, b, c, d]),
                u16::from_be_bytes([e, f]),
                u16::from_be_bytes([g, h]),
                tail,
            )),
            _ => Err(wrong()),
        }
    }
}

impl Load for Guid {}

labels! {
    /// A coding of sound, as registered with Microsoft
    pub struct FormatTag(u16) {
        /// Not known
        UNKNOWN = 0x0000,
        /// Samples as integers
        PCM = 0x0001,
        /// Microsoft ADPCM
        ADPCM = 0x0002,
        /// Samples as floating-point numbers
        IEEE_FLOAT = 0x0003,
        /// Compaq VSELP
        VSELP = 0x0004,
        /// IBM CVSD
        IBM_CVSD = 0x0005,
        /// ITU G.711 A-law
        ALAW = 0x0006,
        /// ITU G.711 µ-law
        MULAW = 0x0007,
        /// DTS
        DTS = 0x0008,
        /// Encrypted sound
        DRM = 0x0009,
        /// Windows Media Voice 9
        WMAVOICE9 = 0x000a,
        /// OKI ADPCM
        OKI_ADPCM = 0x0010,
        /// Intel DVI, also IMA ADPCM
        DVI_ADPCM = 0x0011,
        /// Videologic ADPCM
        MEDIASPACE_ADPCM = 0x0012,
        /// Sierra ADPCM
        SIERRA_ADPCM = 0x0013,
        /// ITU G.723 ADPCM
        G723_ADPCM = 0x0014,
        /// DSP Solutions DIGISTD
        DIGISTD = 0x0015,
        /// DSP Solutions DIGIFIX
        DIGIFIX = 0x0016,
        /// Dialogic OKI ADPCM
        DIALOGIC_OKI_ADPCM = 0x0017,
        /// Yamaha ADPCM
        YAMAHA_ADPCM = 0x0020,
        /// Speech Compression SONARC
        SONARC = 0x0021,
        /// DSP Group TrueSpeech
        DSPGROUP_TRUESPEECH = 0x0022,
        /// Dolby AC-2
        DOLBY_AC2 = 0x0030,
        /// GSM 6.10
        GSM610 = 0x0031,
        /// MSN audio
        MSNAUDIO = 0x0032,
        /// Antex ADPCM
        ANTEX_ADPCME = 0x0033,
        /// ITU G.721 ADPCM
        G721_ADPCM = 0x0040,
        /// ITU G.728 CELP
        G728_CELP = 0x0041,
        /// MPEG layers 1 and 2
        MPEG = 0x0050,
        /// MPEG layer 3
        MPEGLAYER3 = 0x0055,
        /// ITU G.726 ADPCM
        G726_ADPCM = 0x0064,
        /// ITU G.722 ADPCM
        G722_ADPCM = 0x0065,
        /// DSAT display
        DSAT_DISPLAY = 0x0067,
        /// GSM in 3GPP form
        VOXWARE = 0x0062,
        /// AAC in ADTS frames
        MPEG_ADTS_AAC = 0x1600,
        /// AAC as in MPEG-4 transport
        MPEG_LOAS = 0x1602,
        /// AAC with a header of its own
        MPEG_HEAAC = 0x1610,
        /// AAC, as registered first
        RAW_AAC1 = 0x00ff,
        /// Windows Media RT Voice
        MSRT24 = 0x0082,
        /// Dolby AC-3 over S/PDIF
        DOLBY_AC3_SPDIF = 0x0092,
        /// Sonic Foundry
        SONICFOUNDRY = 0x0171,
        /// Windows Media Audio 1
        MSAUDIO1 = 0x0160,
        /// Windows Media Audio 2
        WMAUDIO2 = 0x0161,
        /// Windows Media Audio Professional
        WMAUDIO3 = 0x0162,
        /// Windows Media Audio Lossless
        WMAUDIO_LOSSLESS = 0x0163,
        /// Windows Media Audio over S/PDIF
        WMASPDIF = 0x0164,
        /// Sony ATRAC3
        SONY_SCX = 0x0270,
        /// Dolby AC-3
        DVM = 0x2000,
        /// DTS, as registered later
        DTS2 = 0x2001,
        /// AAC, as used by some writers
        AAC = 0xa106,
        /// Speex
        SPEEX = 0xa109,
        /// FLAC
        FLAC = 0xf1ac,
        /// The sub-format tells the coding
        EXTENSIBLE = 0xfffe,
        /// In development
        DEVELOPMENT = 0xffff,
    }
}
