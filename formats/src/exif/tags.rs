//! Numbers of tags and of types.

use super::Space;
use binrw::binrw;
use bytescope_inspect::{Inspect, labels};

/// What a value says; the same numbers mean other things in other directories
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[br(import(space: Space))]
#[inspect(exact)]
pub enum Tag {
    /// TIFF's and Exif's
    #[br(pre_assert(space == Space::Tiff))]
    Tiff(TiffTag),
    /// Those on the place
    #[br(pre_assert(space == Space::Gps))]
    Gps(GpsTag),
    /// Those on rules for files
    #[br(pre_assert(space == Space::Interoperability))]
    Interoperability(InteroperabilityTag),
}

impl Tag {
    /// Whether the value is the offset of a directory.
    pub(super) fn is_pointer(self) -> bool {
        use TiffTag as T;
        matches!(self, Self::Tiff(T::ExifIFD | T::GPSInfoIFD | T::InteroperabilityIFD))
    }

    /// Whether the value is a version: bytes without a type, but digits.
    pub(super) fn is_version(self) -> bool {
        use {InteroperabilityTag as I, TiffTag as T};
        matches!(
            self,
            Self::Tiff(T::ExifVersion | T::FlashpixVersion)
                | Self::Interoperability(I::InteroperabilityVersion)
        )
    }
}

labels! {
    /// What kind of value a tag has
    pub struct FieldType(u16) {
        /// Unsigned 8-bit integers
        BYTE = 1,
        /// Text with a NUL behind it
        ASCII = 2,
        /// Unsigned 16-bit integers
        SHORT = 3,
        /// Unsigned 32-bit integers
        LONG = 4,
        /// Fractions
        RATIONAL = 5,
        /// Signed 8-bit integers
        SBYTE = 6,
        /// Bytes
        UNDEFINED = 7,
        /// Signed 16-bit integers
        SSHORT = 8,
        /// Signed 32-bit integers
        SLONG = 9,
        /// Signed fractions
        SRATIONAL = 10,
        /// 32-bit floating-point numbers
        FLOAT = 11,
        /// 64-bit floating-point numbers
        DOUBLE = 12,
        /// Offsets of directories
        IFD = 13,
        /// Text in UTF-8
        UTF8 = 129,
    }
}

impl FieldType {
    /// Bytes of that many values; `None` for an unknown type.
    pub(super) fn size_of(self, count: u32) -> Option<u64> {
        let each = match self {
            Self::BYTE | Self::ASCII | Self::SBYTE | Self::UNDEFINED | Self::UTF8 => 1,
            Self::SHORT | Self::SSHORT => 2,
            Self::LONG | Self::SLONG | Self::FLOAT | Self::IFD => 4,
            Self::RATIONAL | Self::SRATIONAL | Self::DOUBLE => 8,
            _ => return None,
        };
        Some(u64::from(count).saturating_mul(each))
    }

    /// Whether the values are text.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::ASCII | Self::UTF8)
    }

    /// Whether several values are shown as bytes.
    pub(super) fn is_bytes(self) -> bool {
        matches!(self, Self::BYTE | Self::SBYTE | Self::UNDEFINED) || self.is_text()
    }
}

labels! {
    /// Tags of TIFF 6.0 and of the Exif directory
    pub struct TiffTag(u16) {
        NewSubfileType = 0x00fe,
        /// Width in pixels
        ImageWidth = 0x0100,
        /// Height in pixels
        ImageLength = 0x0101,
        BitsPerSample = 0x0102,
        Compression = 0x0103,
        PhotometricInterpretation = 0x0106,
        /// Title of the image
        ImageDescription = 0x010e,
        /// Maker of the camera
        Make = 0x010f,
        /// Model of the camera
        Model = 0x0110,
        StripOffsets = 0x0111,
        Orientation = 0x0112,
        SamplesPerPixel = 0x0115,
        RowsPerStrip = 0x0116,
        StripByteCounts = 0x0117,
        XResolution = 0x011a,
        YResolution = 0x011b,
        PlanarConfiguration = 0x011c,
        ResolutionUnit = 0x0128,
        TransferFunction = 0x012d,
        Software = 0x0131,
        /// When the file was changed
        DateTime = 0x0132,
        Artist = 0x013b,
        HostComputer = 0x013c,
        WhitePoint = 0x013e,
        PrimaryChromaticities = 0x013f,
        /// Where the thumbnail stands
        JPEGInterchangeFormat = 0x0201,
        /// Bytes of the thumbnail
        JPEGInterchangeFormatLength = 0x0202,
        YCbCrCoefficients = 0x0211,
        YCbCrSubSampling = 0x0212,
        YCbCrPositioning = 0x0213,
        ReferenceBlackWhite = 0x0214,
        /// XMP metadata
        XMLPacket = 0x02bc,
        Rating = 0x4746,
        Copyright = 0x8298,
        /// In seconds
        ExposureTime = 0x829a,
        FNumber = 0x829d,
        IPTC = 0x83bb,
        /// Where the Exif directory stands
        ExifIFD = 0x8769,
        ICCProfile = 0x8773,
        ExposureProgram = 0x8822,
        SpectralSensitivity = 0x8824,
        /// Where the directory on the place stands
        GPSInfoIFD = 0x8825,
        /// ISO speed
        PhotographicSensitivity = 0x8827,
        OECF = 0x8828,
        SensitivityType = 0x8830,
        StandardOutputSensitivity = 0x8831,
        RecommendedExposureIndex = 0x8832,
        ExifVersion = 0x9000,
        /// When the picture was taken
        DateTimeOriginal = 0x9003,
        DateTimeDigitized = 0x9004,
        OffsetTime = 0x9010,
        OffsetTimeOriginal = 0x9011,
        OffsetTimeDigitized = 0x9012,
        ComponentsConfiguration = 0x9101,
        CompressedBitsPerPixel = 0x9102,
        ShutterSpeedValue = 0x9201,
        ApertureValue = 0x9202,
        BrightnessValue = 0x9203,
        ExposureBiasValue = 0x9204,
        MaxApertureValue = 0x9205,
        /// In metres
        SubjectDistance = 0x9206,
        MeteringMode = 0x9207,
        LightSource = 0x9208,
        Flash = 0x9209,
        /// In millimetres
        FocalLength = 0x920a,
        SubjectArea = 0x9214,
        /// What the maker of the camera adds, in a form of its own
        MakerNote = 0x927c,
        UserComment = 0x9286,
        SubSecTime = 0x9290,
        SubSecTimeOriginal = 0x9291,
        SubSecTimeDigitized = 0x9292,
        XPTitle = 0x9c9b,
        XPComment = 0x9c9c,
        XPAuthor = 0x9c9d,
        XPKeywords = 0x9c9e,
        XPSubject = 0x9c9f,
        FlashpixVersion = 0xa000,
        ColorSpace = 0xa001,
        PixelXDimension = 0xa002,
        PixelYDimension = 0xa003,
        RelatedSoundFile = 0xa004,
        /// Where the directory on rules stands
        InteroperabilityIFD = 0xa005,
        FlashEnergy = 0xa20b,
        SpatialFrequencyResponse = 0xa20c,
        FocalPlaneXResolution = 0xa20e,
        FocalPlaneYResolution = 0xa20f,
        FocalPlaneResolutionUnit = 0xa210,
        SubjectLocation = 0xa214,
        ExposureIndex = 0xa215,
        SensingMethod = 0xa217,
        FileSource = 0xa300,
        SceneType = 0xa301,
        CFAPattern = 0xa302,
        CustomRendered = 0xa401,
        ExposureMode = 0xa402,
        WhiteBalance = 0xa403,
        DigitalZoomRatio = 0xa404,
        FocalLengthIn35mmFilm = 0xa405,
        SceneCaptureType = 0xa406,
        GainControl = 0xa407,
        Contrast = 0xa408,
        Saturation = 0xa409,
        Sharpness = 0xa40a,
        DeviceSettingDescription = 0xa40b,
        SubjectDistanceRange = 0xa40c,
        ImageUniqueID = 0xa420,
        CameraOwnerName = 0xa430,
        BodySerialNumber = 0xa431,
        LensSpecification = 0xa432,
        LensMake = 0xa433,
        LensModel = 0xa434,
        LensSerialNumber = 0xa435,
        CompositeImage = 0xa460,
        Gamma = 0xa500,
        PrintImageMatching = 0xc4a5,
        Padding = 0xea1c,
    }
}

labels! {
    /// Tags of the directory on the place
    pub struct GpsTag(u16) {
        GPSVersionID = 0x00,
        /// N or S
        GPSLatitudeRef = 0x01,
        /// Degrees, minutes, seconds
        GPSLatitude = 0x02,
        /// E or W
        GPSLongitudeRef = 0x03,
        /// Degrees, minutes, seconds
        GPSLongitude = 0x04,
        /// 0 above, 1 below sea level
        GPSAltitudeRef = 0x05,
        /// In metres
        GPSAltitude = 0x06,
        /// Hours, minutes, seconds (UTC)
        GPSTimeStamp = 0x07,
        GPSSatellites = 0x08,
        GPSStatus = 0x09,
        GPSMeasureMode = 0x0a,
        GPSDOP = 0x0b,
        GPSSpeedRef = 0x0c,
        GPSSpeed = 0x0d,
        GPSTrackRef = 0x0e,
        GPSTrack = 0x0f,
        GPSImgDirectionRef = 0x10,
        GPSImgDirection = 0x11,
        GPSMapDatum = 0x12,
        GPSDestLatitudeRef = 0x13,
        GPSDestLatitude = 0x14,
        GPSDestLongitudeRef = 0x15,
        GPSDestLongitude = 0x16,
        GPSDestBearingRef = 0x17,
        GPSDestBearing = 0x18,
        GPSDestDistanceRef = 0x19,
        GPSDestDistance = 0x1a,
        GPSProcessingMethod = 0x1b,
        GPSAreaInformation = 0x1c,
        GPSDateStamp = 0x1d,
        GPSDifferential = 0x1e,
        GPSHPositioningError = 0x1f,
    }
}

labels! {
    /// Tags of the directory on rules for files
    pub struct InteroperabilityTag(u16) {
        /// R98, THM or R03: the rule that the file follows
        InteroperabilityIndex = 0x0001,
        InteroperabilityVersion = 0x0002,
        RelatedImageFileFormat = 0x1000,
        RelatedImageWidth = 0x1001,
        RelatedImageLength = 0x1002,
    }
}
