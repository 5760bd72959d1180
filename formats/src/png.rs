//! PNG images (Portable Network Graphics, third edition, W3C 2025).

mod animation;
mod builder;
mod color;
mod measure;
mod results;
mod rows;
mod rules;
mod stream;
pub(crate) mod text;

pub use animation::{AnimationControl, BlendOp, DisposeOp, FrameControl, FrameData};
pub use color::{
    Background, Chromaticities, CodePoints, Color, Grey, LightLevel, MasteringDisplay, Point,
    Primaries, RenderingIntent, Rgb, SuggestedByte, SuggestedColors, SuggestedPalette,
    SuggestedWord, Transfer, Transparency,
};
pub use measure::{
    Calibration, Equation, LengthUnit, ModificationTime, Offset, OffsetUnit, PhysicalDimensions,
    Scale, ScaleUnit, StereoMode,
};
pub use text::Utf8String;

use crate::exif::Exif;
use crate::{FileFormat, Zlib};
use binrw::helpers::until;
use binrw::{BinResult, Endian, NullString, binrw};
use bytescope_inspect::{
    Blob, BuildResult, Draft, Inspect, Latin1, Table, Text, Utf8, Within, labels, to_end,
};
use color::decimal;
use rows::{INTEGER, is_integer};
use std::fmt;
use std::io::SeekFrom;
use text::{
    CHARACTERS, LANGUAGE, LENGTH, NO_NUL, UTF_8, is_keyword_length, is_language_tag, is_printable,
};

/// PNG image: signature and chunks up to IEND
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big, magic = b"\x89PNG\r\n\x1a\n")]
#[inspect(magic("signature", "PNG signature (5.2)"))]
#[inspect(
    summary = "PNG image, {chunks[0].data}, {chunks[type=acTL].data}, {chunks[type=sRGB]:any sRGB}, {chunks[type=iCCP]:any ICC profile}, {chunks[type=tEXt|zTXt|iTXt]:count text chunk}"
)]
pub struct Png {
    #[br(parse_with = peek_color_type, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    color_type: ColorType,
    /// Chunks in file order, IHDR first and IEND last (5.3)
    #[br(parse_with = until(|chunk: &Chunk| chunk.r#type == ChunkType::IEND), args(color_type))]
    #[inspect(with = rules::inspect_chunks, check(
        chunks.first().is_some_and(|chunk| chunk.r#type == ChunkType::IHDR),
        "the first chunk must be IHDR (5.6)"
    ))]
    pub chunks: Vec<Chunk>,
}

/// Reads the color type of IHDR, which is at a fixed offset because IHDR is the first chunk.
#[binrw::parser(reader)]
fn peek_color_type() -> BinResult<ColorType> {
    reader.seek(SeekFrom::Start(25))?;
    let mut byte = [u8::MAX];
    Ok(reader
        .read_exact(&mut byte)
        .map_or(ColorType(u8::MAX), |()| ColorType(u8::from_be_bytes(byte))))
}

/// Chunk: length, type, data and CRC (5.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(color_type: ColorType))]
#[inspect(summary = "{type}  {data}")]
pub struct Chunk {
    /// Size of the chunk data in bytes
    #[inspect(
        unit = "bytes",
        check(length < 1 << 31, "must be less than 2^31 (5.3)"),
        check(
            r#type != ChunkType::PLTE || length.is_multiple_of(3),
            "must be a multiple of 3 for a palette (11.2.2)"
        )
    )]
    pub length: u32,
    /// Chunk type; letter case encodes its properties
    #[inspect(
        note = r#type.properties(),
        check(r#type.0.iter().all(u8::is_ascii_alphabetic), "must be four ASCII letters (5.3)"),
        check(r#type.0[2].is_ascii_uppercase(), "the third letter must be uppercase (5.4)"),
        check(!r#type.is_unknown_critical(), "unknown critical chunk (5.4)")
    )]
    pub r#type: ChunkType,
    /// Chunk data
    #[br(count = length, args { inner: (r#type, color_type) })]
    pub data: Within<ChunkData>,
    /// CRC-32 of chunk type and chunk data
    #[inspect(hex, checksum(builder::CHECKSUM, from = r#type, to = data))]
    pub crc: u32,
}

/// Chunk type: four letters; bit 5 of each is a property (5.4)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, PartialEq, Eq)]
#[inspect(from_json = chunk_type, show = |cx, _| cx.ascii(&self_0))]
pub struct ChunkType(pub [u8; 4]);

macro_rules! chunk_types {
    ($($name:ident),*) => {
        #[allow(missing_docs, non_upper_case_globals)]
        impl ChunkType {
            $(pub const $name: Self = match stringify!($name).as_bytes().first_chunk() {
                Some(name) => Self(*name),
                None => Self([0; 4]),
            };)*
            /// Chunk types with a decoded structure.
            pub const KNOWN: &'static [Self] = &[$(Self::$name),*];
        }
    };
}
chunk_types!(
    IHDR, PLTE, IDAT, IEND, tRNS, gAMA, cHRM, sRGB, iCCP, tEXt, zTXt, iTXt, pHYs, tIME, bKGD, sBIT,
    hIST, sPLT, eXIf, acTL, fcTL, fdAT, cICP, mDCV, cLLI, oFFs, sCAL, pCAL, sTER
);

impl ChunkType {
    /// True for an unknown chunk without which the image cannot be decoded (5.4).
    fn is_unknown_critical(self) -> bool {
        !Self::KNOWN.contains(&self) && self.0[0].is_ascii_uppercase()
    }

    /// Describes the properties encoded in the letter case; `None` for known types.
    fn properties(self) -> Option<String> {
        if Self::KNOWN.contains(&self) {
            return None;
        }
        let lower = self.0.map(|letter| letter & 0x20 != 0);
        let words = [
            ["critical", "ancillary"],
            ["public", "private"],
            ["", "reserved bit set"],
            ["unsafe to copy", "safe to copy"],
        ];
        let properties =
            words.iter().zip(lower).map(|([upper, lower], is)| if is { *lower } else { *upper });
        Some(properties.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Debug for ChunkType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

fn chunk_type(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<ChunkType> {
    draft.characters().map(ChunkType)
}

/// Chunk data
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(kind: ChunkType, color_type: ColorType))]
pub enum ChunkData {
    /// Image header (11.2.1)
    #[br(pre_assert(kind == ChunkType::IHDR))]
    Header(ImageHeader),
    /// Palette (11.2.2)
    #[br(pre_assert(kind == ChunkType::PLTE))]
    #[inspect(summary = "{:count color}")]
    Palette(#[br(parse_with = to_end)] Table<Rgb>),
    /// Image data (11.2.3): part of one zlib stream
    #[br(pre_assert(kind == ChunkType::IDAT))]
    Image(#[br(parse_with = to_end)] Blob),
    /// Image trailer (11.2.4)
    #[br(pre_assert(kind == ChunkType::IEND))]
    End,
    /// Transparency (11.3.1.1)
    #[br(pre_assert(kind == ChunkType::tRNS))]
    Transparency(#[br(args(color_type))] Transparency),
    /// Image gamma (11.3.2.2)
    #[br(pre_assert(kind == ChunkType::gAMA))]
    #[inspect(summary = "{gamma:note}")]
    Gamma {
        /// Image gamma × 100,000
        #[inspect(
            note = decimal(gamma),
            check(gamma != 0, "must not be 0 (11.3.2.2)"),
            check(is_integer(gamma), INTEGER)
        )]
        gamma: u32,
    },
    /// Primary chromaticities and white point (11.3.2.1)
    #[br(pre_assert(kind == ChunkType::cHRM))]
    Chromaticities(Chromaticities),
    /// Standard RGB color space (11.3.2.5)
    #[br(pre_assert(kind == ChunkType::sRGB))]
    #[inspect(summary = "{rendering_intent}")]
    StandardRgb {
        /// Rendering intent
        #[inspect(check(rendering_intent.name().is_some(), "must be 0 to 3"))]
        rendering_intent: RenderingIntent,
    },
    /// Embedded ICC profile (11.3.2.3)
    #[br(pre_assert(kind == ChunkType::iCCP))]
    #[inspect(summary = "{profile_name:quoted}")]
    IccProfile {
        /// Profile name, Latin-1
        #[inspect(check(is_keyword_length(&profile_name), LENGTH), check(is_printable(&profile_name), CHARACTERS))]
        profile_name: NullString,
        /// Compression method
        #[inspect(check(compression_method.name().is_some(), "must be 0"))]
        compression_method: PngCompression,
        /// Compressed profile
        #[br(parse_with = to_end)]
        compressed_profile: Zlib,
    },
    /// Textual data (11.3.3.2)
    #[br(pre_assert(kind == ChunkType::tEXt))]
    #[inspect(summary = "{keyword}: {text:quoted}")]
    Text {
        /// Keyword, Latin-1
        #[inspect(check(is_keyword_length(&keyword), LENGTH), check(is_printable(&keyword), CHARACTERS))]
        keyword: NullString,
        /// Text string, Latin-1
        #[inspect(check(!text.bytes.contains(&0), NO_NUL))]
        #[br(parse_with = to_end)]
        text: Text<Latin1>,
    },
    /// Compressed textual data (11.3.3.3)
    #[br(pre_assert(kind == ChunkType::zTXt))]
    #[inspect(summary = "{keyword}: {text}")]
    CompressedText {
        /// Keyword, Latin-1
        #[inspect(check(is_keyword_length(&keyword), LENGTH), check(is_printable(&keyword), CHARACTERS))]
        keyword: NullString,
        /// Compression method
        #[inspect(check(compression_method.name().is_some(), "must be 0"))]
        compression_method: PngCompression,
        /// Compressed text, Latin-1
        #[br(parse_with = to_end)]
        text: Zlib<Latin1>,
    },
    /// International textual data (11.3.3.4)
    #[br(pre_assert(kind == ChunkType::iTXt))]
    #[inspect(summary = "{keyword}: {text:quoted||compressed_text}")]
    InternationalText {
        /// Keyword, Latin-1
        #[inspect(check(is_keyword_length(&keyword), LENGTH), check(is_printable(&keyword), CHARACTERS))]
        keyword: NullString,
        /// Compression flag: 0 for uncompressed, 1 for compressed text
        #[inspect(check(compression_flag <= 1, "must be 0 or 1"))]
        compression_flag: u8,
        /// Compression method
        #[inspect(check(compression_method.name().is_some(), "must be 0"))]
        compression_method: PngCompression,
        /// Language tag (RFC 5646); empty if unknown
        #[inspect(check(is_language_tag(&language_tag), LANGUAGE))]
        language_tag: NullString,
        /// Translated keyword, UTF-8
        translated_keyword: Utf8String,
        /// Text, UTF-8
        #[inspect(
            check(text.as_ref().is_none_or(|text| str::from_utf8(&text.bytes).is_ok()), UTF_8),
            check(text.as_ref().is_none_or(|text| !text.bytes.contains(&0)), NO_NUL)
        )]
        #[br(if(compression_flag == 0), parse_with = to_end)]
        text: Option<Text<Utf8>>,
        /// Compressed text, UTF-8
        #[br(if(compression_flag != 0), parse_with = to_end)]
        compressed_text: Option<Zlib<Utf8>>,
    },
    /// Physical pixel dimensions (11.3.4.3)
    #[br(pre_assert(kind == ChunkType::pHYs))]
    PhysicalDimensions(PhysicalDimensions),
    /// Image last-modification time (11.3.5.1), UTC
    #[br(pre_assert(kind == ChunkType::tIME))]
    Time(ModificationTime),
    /// Background color (11.3.4.1)
    #[br(pre_assert(kind == ChunkType::bKGD))]
    Background(#[br(args(color_type))] Background),
    /// Significant bits (11.3.2.4), one value per channel
    #[br(pre_assert(kind == ChunkType::sBIT))]
    SignificantBits(#[br(parse_with = to_end)] Table<u8>),
    /// Image histogram (11.3.4.2), one frequency per palette entry
    #[br(pre_assert(kind == ChunkType::hIST))]
    Histogram(#[br(parse_with = to_end)] Table<u16>),
    /// Suggested palette (11.3.4.4)
    #[br(pre_assert(kind == ChunkType::sPLT))]
    SuggestedPalette(SuggestedPalette),
    /// Exif metadata (11.3.4.5)
    #[br(pre_assert(kind == ChunkType::eXIf))]
    Exif(Box<Exif>),
    /// Coding-independent code points (11.3.2.6)
    #[br(pre_assert(kind == ChunkType::cICP))]
    CodePoints(CodePoints),
    /// Mastering display color volume (11.3.2.7)
    #[br(pre_assert(kind == ChunkType::mDCV))]
    MasteringDisplay(MasteringDisplay),
    /// Content light level (11.3.2.8)
    #[br(pre_assert(kind == ChunkType::cLLI))]
    LightLevel(LightLevel),
    /// Animation control (11.3.6.1)
    #[br(pre_assert(kind == ChunkType::acTL))]
    AnimationControl(AnimationControl),
    /// Frame control (11.3.6.2)
    #[br(pre_assert(kind == ChunkType::fcTL))]
    FrameControl(FrameControl),
    /// Frame data (11.3.6.3)
    #[br(pre_assert(kind == ChunkType::fdAT))]
    FrameData(FrameData),
    /// Image offset
    #[br(pre_assert(kind == ChunkType::oFFs))]
    Offset(Offset),
    /// Physical scale
    #[br(pre_assert(kind == ChunkType::sCAL))]
    Scale(Scale),
    /// Calibration of pixel values
    #[br(pre_assert(kind == ChunkType::pCAL))]
    Calibration(Calibration),
    /// Stereo image
    #[br(pre_assert(kind == ChunkType::sTER))]
    Stereo {
        /// Arrangement of the two subimages
        #[inspect(check(mode.name().is_some(), "must be 0 or 1"))]
        mode: StereoMode,
    },
    /// Any other chunk
    #[br(pre_assert(!ChunkType::KNOWN.contains(&kind)))]
    Other(#[br(parse_with = to_end)] Blob),
}

labels! {
    /// Color type
    pub struct ColorType(u8) {
        /// Grayscale
        GREYSCALE = 0,
        /// Truecolor (R, G, B)
        TRUECOLOR = 2,
        /// Indexed-color
        INDEXED = 3,
        /// Grayscale with alpha
        GREYSCALE_ALPHA = 4,
        /// Truecolor with alpha
        TRUECOLOR_ALPHA = 6,
    }
}

impl ColorType {
    /// Returns the number of samples per pixel; `None` for an unknown color type.
    fn channels(self) -> Option<u8> {
        match self {
            Self::GREYSCALE | Self::INDEXED => Some(1),
            Self::GREYSCALE_ALPHA => Some(2),
            Self::TRUECOLOR => Some(3),
            Self::TRUECOLOR_ALPHA => Some(4),
            _ => None,
        }
    }
}

/// Returns the maximum number of palette entries of an indexed image (11.2.2).
fn max_entries(bit_depth: u8) -> u16 {
    1_u16.checked_shl(bit_depth.min(8).into()).unwrap_or_default()
}

labels! {
    /// Compression method
    pub struct PngCompression(u8) {
        /// DEFLATE in a zlib stream
        DEFLATE = 0,
    }
}

labels! {
    /// Filter method
    pub struct FilterMethod(u8) {
        /// Adaptive filtering with five filter types
        ADAPTIVE = 0,
    }
}

labels! {
    /// Interlace method
    pub struct Interlace(u8) {
        /// No interlace
        NONE = 0,
        /// Adam7 interlace (seven passes)
        ADAM7 = 1,
    }
}

/// Image header (11.2.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, Default, PartialEq)]
#[brw(big)]
#[inspect(
    summary = "{width}×{height}, {bit_depth}-bit {color_type:map GREYSCALE=gray|TRUECOLOR=RGB|INDEXED=palette|GREYSCALE_ALPHA=gray with alpha|TRUECOLOR_ALPHA=RGBA}, {interlace_method:map ADAM7=interlaced|NONE=}"
)]
pub struct ImageHeader {
    /// Width of the image
    #[inspect(unit = "px", check(width != 0, "must not be 0 (11.2.1)"), check(is_integer(width), INTEGER))]
    pub width: u32,
    /// Height of the image
    #[inspect(unit = "px", check(height != 0, "must not be 0 (11.2.1)"), check(is_integer(height), INTEGER))]
    pub height: u32,
    /// Bits per sample or palette index
    #[inspect(check(
        depth_fits(color_type, bit_depth),
        "bit depth not allowed for this color type (table 12)"
    ))]
    pub bit_depth: u8,
    /// Color type
    #[inspect(check(color_type.name().is_some(), "must be 0, 2, 3, 4 or 6 (table 12)"))]
    pub color_type: ColorType,
    /// Compression method
    #[inspect(check(compression_method.name().is_some(), "must be 0"))]
    pub compression_method: PngCompression,
    /// Filter method
    #[inspect(check(filter_method.name().is_some(), "must be 0"))]
    pub filter_method: FilterMethod,
    /// Interlace method
    #[inspect(check(interlace_method.name().is_some(), "must be 0 or 1"))]
    pub interlace_method: Interlace,
}

/// True if table 12 allows the bit depth for the color type. An unknown color type is reported
/// separately.
fn depth_fits(color_type: ColorType, bit_depth: u8) -> bool {
    match color_type {
        ColorType::GREYSCALE => matches!(bit_depth, 1 | 2 | 4 | 8 | 16),
        ColorType::INDEXED => matches!(bit_depth, 1 | 2 | 4 | 8),
        ColorType::TRUECOLOR | ColorType::GREYSCALE_ALPHA | ColorType::TRUECOLOR_ALPHA => {
            matches!(bit_depth, 8 | 16)
        }
        _ => true,
    }
}

impl FileFormat for Png {
    const NAME: &'static str = "png";
    const TITLE: &'static str = "PNG image";
    const EXTENSIONS: &'static [&'static str] = &["png", "apng"];
    const SPEC: &'static str = "Portable Network Graphics (third edition), W3C 2025";
    const ENDIAN: Endian = Endian::Big;
}
