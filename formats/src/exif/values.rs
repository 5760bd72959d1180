//! Values of tags: up to four bytes in the entry, longer ones elsewhere.

use super::{Extent, FieldType, OUTSIDE, Tag, TiffTag};
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Counted, Filled, Inspect, Table, Terminated, Text};
use std::io::SeekFrom;

/// The last four bytes of an entry, and what they lead to
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(extent: Extent, tag: Tag, kind: FieldType, count: u32))]
#[inspect(exact)]
pub enum Content {
    /// A value of up to four bytes
    #[br(pre_assert(kind.size_of(count).is_some_and(|size| size <= 4)))]
    Inline {
        /// The value
        #[br(args(tag, kind, count), pad_size_to = 4)]
        #[inspect(
            note = value.meaning(tag),
            check(!tag.is_pointer() || value.as_u32().is_some_and(|at| extent.holds(at, 2)), OUTSIDE)
        )]
        value: Values,
    },
    /// A longer value
    #[br(pre_assert(kind.size_of(count).is_some_and(|size| size > 4)))]
    Pointed {
        /// Where the value stands
        #[inspect(hex, check(value.is_some(), OUTSIDE))]
        offset: u32,
        /// The value
        #[br(
            if(extent.holds(offset, kind.size_of(count).unwrap_or_default())),
            seek_before = SeekFrom::Start(extent.at(offset)),
            restore_position,
            args(tag, kind, count)
        )]
        #[bw(ignore)]
        #[inspect(note = value.as_ref().and_then(|value| value.meaning(tag)))]
        value: Option<Values>,
    },
    /// A value of unknown type
    #[br(pre_assert(kind.size_of(count).is_none()))]
    Unknown {
        /// The value, or where it stands
        #[inspect(hex)]
        value_or_offset: u32,
    },
}

impl Content {
    /// The value, when it is one integer.
    pub fn as_u32(&self) -> Option<u32> {
        match self {
            Self::Inline { value } => value.as_u32(),
            _ => None,
        }
    }
}

/// Texts up to this length are read; longer ones stay where they are.
pub(super) const TEXT: u32 = 512;

/// The value of a tag: one number, several, a text or bytes
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(tag: Tag, kind: FieldType, count: u32))]
#[inspect(exact)]
#[allow(missing_docs)]
pub enum Values {
    #[br(pre_assert(count <= TEXT && kind.is_text()))]
    Text(#[br(count = count)] Text<Terminated>),
    #[br(pre_assert(count <= TEXT && tag.is_version() && kind == FieldType::UNDEFINED))]
    Version(#[br(count = count)] Text<Filled>),
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

/// A fraction
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct Rational {
    /// Above the line
    pub numerator: u32,
    /// Below the line
    pub denominator: u32,
}

/// A fraction that may be negative
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct SRational {
    /// Above the line
    pub numerator: i32,
    /// Below the line
    pub denominator: i32,
}

impl Values {
    /// The value, when it is one integer.
    pub fn as_u32(&self) -> Option<u32> {
        match self {
            Self::Byte(value) => Some((*value).into()),
            Self::Short(value) => Some((*value).into()),
            Self::Long(value) => Some(*value),
            _ => None,
        }
    }

    /// How many values there are.
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

    /// What the value means, in words or as a decimal number.
    fn meaning(&self, tag: Tag) -> Option<String> {
        let decimal = |above: f64, below: f64| {
            (below != 0.0).then(|| format!("{}", (above / below * 1e6).round() / 1e6))
        };
        match self {
            Self::Rational(r) => decimal(r.numerator.into(), r.denominator.into()),
            Self::SRational(r) => decimal(r.numerator.into(), r.denominator.into()),
            Self::Short(number) => named(tag, *number).map(str::to_owned),
            _ => None,
        }
    }
}

/// What the commoner numbered values stand for (TIFF 6.0, DC-008 4.6).
fn named(tag: Tag, number: u16) -> Option<&'static str> {
    let Tag::Tiff(tag) = tag else { return None };
    let (first, names): (u16, &[&str]) = match tag {
        TiffTag::Orientation => (
            1,
            &[
                "as stored",
                "mirrored left to right",
                "turned by 180 degrees",
                "mirrored top to bottom",
                "mirrored along the diagonal",
                "to be turned right by 90 degrees",
                "mirrored along the other diagonal",
                "to be turned left by 90 degrees",
            ],
        ),
        TiffTag::ResolutionUnit | TiffTag::FocalPlaneResolutionUnit => {
            (1, &["no unit", "inch", "centimetre"])
        }
        TiffTag::YCbCrPositioning => (1, &["centred", "co-sited"]),
        TiffTag::ColorSpace if number == u16::MAX => (number, &["uncalibrated"]),
        TiffTag::ColorSpace => (1, &["sRGB"]),
        TiffTag::ExposureProgram => (
            0,
            &[
                "not defined",
                "manual",
                "normal program",
                "aperture priority",
                "shutter priority",
                "creative program",
                "action program",
                "portrait mode",
                "landscape mode",
            ],
        ),
        TiffTag::MeteringMode => (
            0,
            &["unknown", "average", "centre-weighted", "spot", "multi-spot", "pattern", "partial"],
        ),
        TiffTag::ExposureMode => (0, &["auto", "manual", "auto bracket"]),
        TiffTag::WhiteBalance => (0, &["auto", "manual"]),
        TiffTag::SceneCaptureType => (0, &["standard", "landscape", "portrait", "night"]),
        TiffTag::Flash => return Some(if number & 1 == 1 { "fired" } else { "did not fire" }),
        TiffTag::Compression if number == 6 => (6, &["JPEG"]),
        TiffTag::Compression => (1, &["not compressed"]),
        _ => return None,
    };
    names.get(usize::from(number.checked_sub(first)?)).copied()
}
