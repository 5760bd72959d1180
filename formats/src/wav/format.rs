//! The fmt chunk: audio format.

use super::remaining;
use binrw::{BinRead, BinResult, BinWrite, Endian, binrw};
use bytescope_inspect::{
    Blob, BuildResult, Cx, Draft, FromJson, Inspect, Load, Storage, Table, Value, Within, bits,
    labels, to_bytes, to_end,
};
use std::fmt;

/// Audio format (WAVEFORMATEX)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(size: u32))]
#[inspect(
    summary = "{format_tag}, {channels:map 1=mono|2=stereo|6=6 channels|8=8 channels}, {sample_rate:unit}, {bits_per_sample:map 0=}-bit"
)]
pub struct Fmt {
    /// Format tag (codec)
    #[inspect(
        check(
            format_tag != FormatTag::EXTENSIBLE || extension_size.is_some_and(|size| size > 0),
            "EXTENSIBLE requires an extension of 22 bytes"
        ),
        check(format_tag != FormatTag::PCM || bits_per_sample.is_some(), "PCM requires bits_per_sample")
    )]
    pub format_tag: FormatTag,
    /// Number of channels; 1 = mono, 2 = stereo
    #[inspect(check(channels != 0, "must not be 0"))]
    pub channels: u16,
    /// Sample rate per channel
    #[inspect(unit = "Hz", check(sample_rate != 0, "must not be 0"))]
    pub sample_rate: u32,
    /// Average number of bytes per second
    #[inspect(
        unit = "bytes/s",
        check(
            !is_linear(format_tag, &extension)
                || u64::from(byte_rate) == u64::from(sample_rate).saturating_mul(block_align.into()),
            format!(
                "must equal sample_rate × block_align = {}",
                u64::from(sample_rate).saturating_mul(block_align.into())
            )
        )
    )]
    pub byte_rate: u32,
    /// Block alignment; for PCM, the size of one sample frame (one sample per channel)
    #[inspect(
        unit = "bytes",
        check(
            !is_linear(format_tag, &extension)
                || (format_tag == FormatTag::PCM && bits_per_sample.is_none())
                || u32::from(block_align) == frame_size(channels, bits_per_sample),
            format!("must equal channels × bytes per sample = {}", frame_size(channels, bits_per_sample))
        )
    )]
    pub block_align: u16,
    /// Bits per sample; 0 if not applicable
    #[br(if(size >= 16))]
    pub bits_per_sample: Option<u16>,
    /// Size of the format extension in bytes
    #[br(if(size >= 18))]
    #[inspect(
        unit = "bytes",
        note = (extension_size != extension_len(format_tag, extension_size)).then_some("ignored for PCM")
    )]
    pub extension_size: Option<u16>,
    /// Format extension; PCM has none
    #[br(
        if(extension_len(format_tag, extension_size).is_some_and(|size| size > 0)),
        count = extension_size.unwrap_or_default(),
        args { inner: (format_tag,) }
    )]
    pub extension: Option<Within<Extension>>,
    /// Trailing bytes, added by some writers
    #[br(
        if(size > 18_u32.saturating_add(extension_len(format_tag, extension_size).unwrap_or_default().into())),
        parse_with = to_end
    )]
    pub surplus: Option<Blob>,
}

impl Fmt {
    /// True for uncompressed or companded samples.
    pub(super) fn is_linear(&self) -> bool {
        is_linear(self.format_tag, &self.extension)
    }
}

/// Returns the size of the extension in bytes. `stored` is the value of the size field, which is
/// ignored for PCM: writers may store other data there (WAVEFORMATEX).
fn extension_len(tag: FormatTag, stored: Option<u16>) -> Option<u16> {
    stored.map(|size| if tag == FormatTag::PCM { 0 } else { size })
}

/// True for uncompressed or companded samples, whose size is determined by the other fields.
fn is_linear(tag: FormatTag, extension: &Option<Within<Extension>>) -> bool {
    let tag = match extension.as_ref().and_then(|within| within.value.as_ref()) {
        Some(Extension::Extensible { sub_format, .. }) => {
            sub_format.format_tag().unwrap_or_default()
        }
        _ => tag,
    };
    matches!(tag, FormatTag::PCM | FormatTag::IEEE_FLOAT | FormatTag::ALAW | FormatTag::MULAW)
}

/// Returns the size in bytes of one sample frame: one sample per channel.
fn frame_size(channels: u16, bits: Option<u16>) -> u32 {
    u32::from(channels).saturating_mul(u32::from(bits.unwrap_or(8).div_ceil(8)))
}

/// Format extension
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(tag: FormatTag))]
pub enum Extension {
    /// More than two channels or unusual sample sizes (WAVEFORMATEXTENSIBLE)
    #[br(pre_assert(tag == FormatTag::EXTENSIBLE))]
    Extensible {
        /// Valid bits per sample
        valid_bits_per_sample: u16,
        /// Speaker positions of the channels, in order
        #[inspect(hex, note = channel_mask.list())]
        channel_mask: ChannelMask,
        /// Sub-format (codec)
        #[inspect(note = sub_format.format_tag().and_then(FormatTag::name))]
        sub_format: Guid,
        #[br(temp, parse_with = remaining)]
        #[bw(ignore)]
        #[inspect(skip)]
        remaining: u64,
        /// Trailing bytes, added by some writers
        #[br(if(remaining > 0), count = remaining)]
        surplus: Option<Blob>,
    },
    /// Microsoft ADPCM
    #[br(pre_assert(tag == FormatTag::ADPCM))]
    Adpcm(Adpcm),
    /// DVI ADPCM or GSM 6.10
    #[br(pre_assert(matches!(tag, FormatTag::DVI_ADPCM | FormatTag::GSM610)))]
    Blocks {
        /// Number of samples per channel in each block
        samples_per_block: u16,
        #[br(temp, parse_with = remaining)]
        #[bw(ignore)]
        #[inspect(skip)]
        remaining: u64,
        /// Trailing bytes, added by some writers
        #[br(if(remaining > 0), count = remaining)]
        surplus: Option<Blob>,
    },
    /// MPEG layer 3
    #[br(pre_assert(tag == FormatTag::MPEGLAYER3))]
    MpegLayer3(MpegLayer3),
    /// Any other codec
    #[br(pre_assert(!FormatTag::EXTENDED.contains(&tag)))]
    Other {
        /// Codec-specific bytes
        #[br(parse_with = to_end)]
        bytes: Blob,
    },
}

impl FormatTag {
    /// Tags of the codecs with a decoded extension.
    const EXTENDED: [Self; 5] =
        [Self::EXTENSIBLE, Self::ADPCM, Self::DVI_ADPCM, Self::GSM610, Self::MPEGLAYER3];
}

/// Format extension of Microsoft ADPCM
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Adpcm {
    /// Number of samples per channel in each block
    pub samples_per_block: u16,
    /// Number of coefficient pairs
    pub coefficient_count: u16,
    /// Coefficient pairs for the last and second-to-last sample, 8.8 fixed-point numbers
    #[br(count = u32::from(coefficient_count).saturating_mul(2))]
    pub coefficients: Table<i16>,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Trailing bytes, added by some writers
    #[br(if(remaining > 0), count = remaining)]
    pub surplus: Option<Blob>,
}

/// Format extension of MPEG layer 3 (MPEGLAYER3WAVEFORMAT)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct MpegLayer3 {
    /// Extension ID; 1 = MPEG layer 3
    pub id: u16,
    /// Frame padding; 0 = as required by the bit rate (ISO), 1 = always, 2 = never
    pub flags: u32,
    /// Size of a block in bytes
    #[inspect(unit = "bytes")]
    pub block_size: u16,
    /// Number of frames per block
    pub frames_per_block: u16,
    /// Encoder delay in samples
    pub codec_delay: u16,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Trailing bytes, added by some writers
    #[br(if(remaining > 0), count = remaining)]
    pub surplus: Option<Blob>,
}

bits! {
    /// Speaker positions
    pub struct ChannelMask(u32) {
        /// Front left
        SPEAKER_FRONT_LEFT: 0..1,
        /// Front right
        SPEAKER_FRONT_RIGHT: 1..2,
        /// Front center
        SPEAKER_FRONT_CENTER: 2..3,
        /// Low-frequency effects (subwoofer)
        SPEAKER_LOW_FREQUENCY: 3..4,
        /// Back left
        SPEAKER_BACK_LEFT: 4..5,
        /// Back right
        SPEAKER_BACK_RIGHT: 5..6,
        /// Front left of center
        SPEAKER_FRONT_LEFT_OF_CENTER: 6..7,
        /// Front right of center
        SPEAKER_FRONT_RIGHT_OF_CENTER: 7..8,
        /// Back center
        SPEAKER_BACK_CENTER: 8..9,
        /// Side left
        SPEAKER_SIDE_LEFT: 9..10,
        /// Side right
        SPEAKER_SIDE_RIGHT: 10..11,
        /// Top center
        SPEAKER_TOP_CENTER: 11..12,
        /// Top front left
        SPEAKER_TOP_FRONT_LEFT: 12..13,
        /// Top front center
        SPEAKER_TOP_FRONT_CENTER: 13..14,
        /// Top front right
        SPEAKER_TOP_FRONT_RIGHT: 14..15,
        /// Top back left
        SPEAKER_TOP_BACK_LEFT: 15..16,
        /// Top back center
        SPEAKER_TOP_BACK_CENTER: 16..17,
        /// Top back right
        SPEAKER_TOP_BACK_RIGHT: 17..18,
        /// Reserved
        reserved: 18..32,
    }
}

impl ChannelMask {
    /// Returns the common abbreviations of the speakers, separated by spaces.
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

/// GUID: 16-byte identifier in the Windows layout
#[derive(Clone, Copy, PartialEq, Eq, BinRead, BinWrite)]
pub struct Guid(u32, u16, u16, [u8; 8]);

impl Guid {
    /// Parses text such as `00000001-0000-0010-8000-00aa00389b71`, possibly in braces.
    fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        let text = inner.unwrap_or(text);
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let number = u128::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 32)?;
        let [a, b, c, d, e, f, g, h, tail @ ..] = number.to_be_bytes();
        Some(Self(
            u32::from_be_bytes([a, b, c, d]),
            u16::from_be_bytes([e, f]),
            u16::from_be_bytes([g, h]),
            tail,
        ))
    }

    fn encode(text: &str) -> Option<Vec<u8>> {
        to_bytes(&Self::parse(text)?, Endian::Little).ok()
    }

    /// Returns the format tag that a sub-format is derived from, if any (`KSDATAFORMAT_SUBTYPE_*`).
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
            cx.stored(Storage::Text(Guid::encode));
        }
        Ok(value)
    }
}

impl FromJson for Guid {
    fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        Self::parse(draft.text()?.unwrap_or_default()).ok_or_else(|| {
            draft.error("must be a GUID such as 00000001-0000-0010-8000-00aa00389b71")
        })
    }
}

impl Load for Guid {}

labels! {
    /// Format tag (codec), as registered with Microsoft
    pub struct FormatTag(u16) {
        /// Unknown
        UNKNOWN = 0x0000,
        /// Integer PCM
        PCM = 0x0001,
        /// Microsoft ADPCM
        ADPCM = 0x0002,
        /// Floating-point PCM
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
        /// Encrypted audio
        DRM = 0x0009,
        /// Windows Media Voice 9
        WMAVOICE9 = 0x000a,
        /// OKI ADPCM
        OKI_ADPCM = 0x0010,
        /// Intel DVI (IMA) ADPCM
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
        /// Voxware
        VOXWARE = 0x0062,
        /// AAC in ADTS frames
        MPEG_ADTS_AAC = 0x1600,
        /// AAC in LOAS transport (MPEG-4)
        MPEG_LOAS = 0x1602,
        /// AAC with an HEAACWAVEINFO header
        MPEG_HEAAC = 0x1610,
        /// Raw AAC
        RAW_AAC1 = 0x00ff,
        /// Microsoft RT24
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
        /// DTS (second registration)
        DTS2 = 0x2001,
        /// AAC (unregistered)
        AAC = 0xa106,
        /// Speex
        SPEEX = 0xa109,
        /// FLAC
        FLAC = 0xf1ac,
        /// Codec identified by the sub-format
        EXTENSIBLE = 0xfffe,
        /// In development
        DEVELOPMENT = 0xffff,
    }
}
