//! Values of tags, stored in the entry if up to four bytes long, otherwise at an offset.

use super::{ExifTag, FieldType, OUTSIDE, OffsetBase, TiffTag};
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Counted, Inspect, NulPadded, Table, Terminated, Text};
use std::io::SeekFrom;

/// Value or value offset of an IFD entry
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(base: OffsetBase, tag: ExifTag, kind: FieldType, count: u32))]
#[inspect(exact)]
pub enum EntryContent {
    /// Value of up to four bytes
    #[br(pre_assert(kind.size_of(count).is_some_and(|size| size <= 4)))]
    Value {
        /// Value
        #[br(args(tag, kind, count), pad_size_to = 4)]
        #[inspect(
            note = value.describe(tag),
            check(!tag.is_pointer() || value.as_u32().is_some_and(|at| base.contains(at, 2)), OUTSIDE)
        )]
        value: TagValues,
    },
    /// Offset of a value longer than four bytes
    #[br(pre_assert(kind.size_of(count).is_some_and(|size| size > 4)))]
    ValueOffset {
        /// Value offset
        #[inspect(hex, check(value.is_some(), OUTSIDE))]
        offset: u32,
        /// Value
        #[br(
            if(base.contains(offset, kind.size_of(count).unwrap_or_default())),
            seek_before = SeekFrom::Start(base.at(offset)),
            restore_position,
            args(tag, kind, count)
        )]
        #[bw(ignore)]
        #[inspect(note = value.as_ref().and_then(|value| value.describe(tag)))]
        value: Option<TagValues>,
    },
    /// Value of unknown type
    #[br(pre_assert(kind.size_of(count).is_none()))]
    Unknown {
        /// Value or value offset
        #[inspect(hex)]
        value_or_offset: u32,
    },
}

impl EntryContent {
    /// Returns the value, if it is a single unsigned integer.
    pub fn as_u32(&self) -> Option<u32> {
        match self {
            Self::Value { value } => value.as_u32(),
            _ => None,
        }
    }
}

/// Maximum size of decoded text in bytes, including its NUL. Longer text is shown as bytes.
pub(super) const MAX_TEXT: u32 = 512;

/// Value of a tag: one or more numbers, text or bytes
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(tag: ExifTag, kind: FieldType, count: u32))]
#[inspect(exact)]
#[allow(missing_docs)]
pub enum TagValues {
    #[br(pre_assert(count <= MAX_TEXT && kind.is_text()))]
    Text(#[br(count = count)] Text<Terminated>),
    #[br(pre_assert(count <= MAX_TEXT && tag.is_version() && kind == FieldType::UNDEFINED))]
    Version(#[br(count = count)] Text<NulPadded>),
    #[br(pre_assert(count == 1 && matches!(kind, FieldType::BYTE | FieldType::UNDEFINED)))]
    Byte(u8),
    #[br(pre_assert(count == 1 && kind == FieldType::SBYTE))]
    SByte(i8),
    #[br(pre_assert(kind.is_bytes()))]
    Bytes(#[br(count = count)] Blob),
    #[br(pre_assert(count == 1 && kind == FieldType::SHORT))]
    Short(u16),
    #[br(pre_assert(kind == FieldType::SHORT))]
    Shorts(#[br(count = count)] Table<u16>),
    #[br(pre_assert(count == 1 && kind == FieldType::SSHORT))]
    SShort(i16),
    #[br(pre_assert(kind == FieldType::SSHORT))]
    SShorts(#[br(count = count)] Table<i16>),
    #[br(pre_assert(count == 1 && matches!(kind, FieldType::LONG | FieldType::IFD)))]
    Long(u32),
    #[br(pre_assert(matches!(kind, FieldType::LONG | FieldType::IFD)))]
    Longs(#[br(count = count)] Table<u32>),
    #[br(pre_assert(count == 1 && kind == FieldType::SLONG))]
    SLong(i32),
    #[br(pre_assert(kind == FieldType::SLONG))]
    SLongs(#[br(count = count)] Table<i32>),
    #[br(pre_assert(count == 1 && kind == FieldType::RATIONAL))]
    Rational(Rational),
    #[br(pre_assert(kind == FieldType::RATIONAL))]
    Rationals(#[br(count = count)] Table<Rational>),
    #[br(pre_assert(count == 1 && kind == FieldType::SRATIONAL))]
    SRational(SRational),
    #[br(pre_assert(kind == FieldType::SRATIONAL))]
    SRationals(#[br(count = count)] Table<SRational>),
    #[br(pre_assert(kind == FieldType::FLOAT))]
    Floats(#[br(count = count)] Table<f32>),
    #[br(pre_assert(kind == FieldType::DOUBLE))]
    Doubles(#[br(count = count)] Table<f64>),
}

/// Unsigned fraction
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct Rational {
    /// Numerator
    pub numerator: u32,
    /// Denominator
    pub denominator: u32,
}

/// Signed fraction
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct SRational {
    /// Numerator
    pub numerator: i32,
    /// Denominator
    pub denominator: i32,
}

impl TagValues {
    /// Returns the value, if it is a single unsigned integer.
    pub fn as_u32(&self) -> Option<u32> {
        match self {
            Self::Byte(value) => Some((*value).into()),
            Self::Short(value) => Some((*value).into()),
            Self::Long(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the number of values.
    pub(super) fn count(&self, endian: Endian) -> usize {
        match self {
            Self::Text(text) => text.counted(endian),
            Self::Version(text) => text.counted(endian),
            Self::Bytes(bytes) => bytes.counted(endian),
            Self::Shorts(table) => table.counted(endian),
            Self::SShorts(table) => table.counted(endian),
            Self::Longs(table) => table.counted(endian),
            Self::SLongs(table) => table.counted(endian),
            Self::Rationals(table) => table.counted(endian),
            Self::SRationals(table) => table.counted(endian),
            Self::Floats(table) => table.counted(endian),
            Self::Doubles(table) => table.counted(endian),
            Self::Byte(_) | Self::SByte(_) | Self::Short(_) | Self::SShort(_) => 1,
            Self::Long(_) | Self::SLong(_) | Self::Rational(_) | Self::SRational(_) => 1,
        }
    }

    /// Describes the value: a label, or a fraction as a decimal number.
    fn describe(&self, tag: ExifTag) -> Option<String> {
        let decimal = |above: f64, below: f64| {
            (below != 0.0).then(|| format!("{}", (above / below * 1e6).round() / 1e6))
        };
        match self {
            Self::Rational(r) => decimal(r.numerator.into(), r.denominator.into()),
            Self::SRational(r) => decimal(r.numerator.into(), r.denominator.into()),
            Self::Short(number) => label(tag, *number).map(str::to_owned),
            _ => None,
        }
    }
}

/// Returns the label of a common enumerated value (TIFF 6.0, DC-008 4.6).
fn label(tag: ExifTag, number: u16) -> Option<&'static str> {
    let ExifTag::Tiff(tag) = tag else { return None };
    let (first, names): (u16, &[&str]) = match tag {
        TiffTag::Orientation => (
            1,
            &[
                "Normal",
                "Mirror horizontally",
                "Rotate 180°",
                "Mirror vertically",
                "Transpose",
                "Rotate 90° clockwise",
                "Transverse",
                "Rotate 270° clockwise",
            ],
        ),
        TiffTag::ResolutionUnit | TiffTag::FocalPlaneResolutionUnit => {
            (1, &["No absolute unit", "Inch", "Centimeter"])
        }
        TiffTag::YCbCrPositioning => (1, &["Centered", "Co-sited"]),
        TiffTag::ColorSpace if number == u16::MAX => (number, &["Uncalibrated"]),
        TiffTag::ColorSpace => (1, &["sRGB"]),
        TiffTag::ExposureProgram => (
            0,
            &[
                "Not defined",
                "Manual",
                "Normal program",
                "Aperture priority",
                "Shutter priority",
                "Creative program",
                "Action program",
                "Portrait mode",
                "Landscape mode",
            ],
        ),
        TiffTag::MeteringMode => (
            0,
            &[
                "Unknown",
                "Average",
                "Center-weighted average",
                "Spot",
                "Multi-spot",
                "Pattern",
                "Partial",
            ],
        ),
        TiffTag::ExposureMode => (0, &["Auto exposure", "Manual exposure", "Auto bracket"]),
        TiffTag::WhiteBalance => (0, &["Auto white balance", "Manual white balance"]),
        TiffTag::SceneCaptureType => (0, &["Standard", "Landscape", "Portrait", "Night scene"]),
        TiffTag::Flash => {
            return Some(if number & 1 == 1 { "Flash fired" } else { "Flash did not fire" });
        }
        TiffTag::Compression if number == 6 => (6, &["JPEG compression"]),
        TiffTag::Compression => (1, &["Uncompressed"]),
        _ => return None,
    };
    names.get(usize::from(number.checked_sub(first)?)).copied()
}
