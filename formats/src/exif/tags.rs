//! Tags and field types.

use super::Space;
use binrw::binrw;
use bytescope_inspect::{Inspect, labels};

/// Tag; the meaning of its number depends on the directory
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[br(import(space: Space))]
#[inspect(exact)]
pub enum ExifTag {
    /// TIFF and Exif tags
    #[br(pre_assert(space == Space::Tiff))]
    Tiff(TiffTag),
    /// GPS tags
    #[br(pre_assert(space == Space::Gps))]
    Gps(GpsTag),
    /// Interoperability tags
    #[br(pre_assert(space == Space::Interoperability))]
    Interoperability(InteroperabilityTag),
}

impl ExifTag {
    /// True if the value is the offset of a directory.
    pub(super) fn is_pointer(self) -> bool {
        use TiffTag as T;
        matches!(self, Self::Tiff(T::ExifIFD | T::GPSInfoIFD | T::InteroperabilityIFD))
    }

    /// True if the value is a version: digits of type UNDEFINED.
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
    /// Type of a tag's values
    pub struct FieldType(u16) {
        /// 8-bit unsigned integer
        BYTE = 1,
        /// Null-terminated ASCII text
        ASCII = 2,
        /// 16-bit unsigned integer
        SHORT = 3,
        /// 32-bit unsigned integer
        LONG = 4,
        /// Unsigned fraction: two LONGs
        RATIONAL = 5,
        /// 8-bit signed integer
        SBYTE = 6,
        /// Uninterpreted byte
        UNDEFINED = 7,
        /// 16-bit signed integer
        SSHORT = 8,
        /// 32-bit signed integer
        SLONG = 9,
        /// Signed fraction: two SLONGs
        SRATIONAL = 10,
        /// Single precision (4-byte) IEEE format
        FLOAT = 11,
        /// Double precision (8-byte) IEEE format
        DOUBLE = 12,
        /// Offset of an IFD
        IFD = 13,
        /// Null-terminated UTF-8 text
        UTF8 = 129,
    }
}

impl FieldType {
    /// Returns the size of `count` values in bytes; `None` for an unknown type.
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

    /// True for text types.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::ASCII | Self::UTF8)
    }

    /// True if multiple values of this type are shown as bytes.
    pub(super) fn is_bytes(self) -> bool {
        matches!(self, Self::BYTE | Self::SBYTE | Self::UNDEFINED) || self.is_text()
    }
}

labels! {
    /// Tags of TIFF 6.0 and of the Exif IFD
    pub struct TiffTag(u16) {
        NewSubfileType = 0x00fe,
        /// Image width in pixels
        ImageWidth = 0x0100,
        /// Image height in pixels
        ImageLength = 0x0101,
        BitsPerSample = 0x0102,
        Compression = 0x0103,
        PhotometricInterpretation = 0x0106,
        /// Image title
        ImageDescription = 0x010e,
        /// Manufacturer of the image input equipment
        Make = 0x010f,
        /// Model of the image input equipment
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
        /// File change date and time
        DateTime = 0x0132,
        Artist = 0x013b,
        HostComputer = 0x013c,
        WhitePoint = 0x013e,
        PrimaryChromaticities = 0x013f,
        /// Offset of the JPEG thumbnail (SOI)
        JPEGInterchangeFormat = 0x0201,
        /// Size of the JPEG thumbnail in bytes
        JPEGInterchangeFormatLength = 0x0202,
        YCbCrCoefficients = 0x0211,
        YCbCrSubSampling = 0x0212,
        YCbCrPositioning = 0x0213,
        ReferenceBlackWhite = 0x0214,
        /// XMP metadata
        XMLPacket = 0x02bc,
        Rating = 0x4746,
        Copyright = 0x8298,
        /// Exposure time in seconds
        ExposureTime = 0x829a,
        FNumber = 0x829d,
        IPTC = 0x83bb,
        /// Exif IFD pointer
        ExifIFD = 0x8769,
        ICCProfile = 0x8773,
        ExposureProgram = 0x8822,
        SpectralSensitivity = 0x8824,
        /// GPS Info IFD pointer
        GPSInfoIFD = 0x8825,
        /// Photographic sensitivity (ISO speed)
        PhotographicSensitivity = 0x8827,
        OECF = 0x8828,
        SensitivityType = 0x8830,
        StandardOutputSensitivity = 0x8831,
        RecommendedExposureIndex = 0x8832,
        ExifVersion = 0x9000,
        /// Date and time of original data generation
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
        /// Subject distance in meters
        SubjectDistance = 0x9206,
        MeteringMode = 0x9207,
        LightSource = 0x9208,
        Flash = 0x9209,
        /// Lens focal length in millimeters
        FocalLength = 0x920a,
        SubjectArea = 0x9214,
        /// Manufacturer notes, in a proprietary format
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
        /// Interoperability IFD pointer
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
    /// Tags of the GPS IFD
    pub struct GpsTag(u16) {
        GPSVersionID = 0x00,
        /// North or south latitude: N or S
        GPSLatitudeRef = 0x01,
        /// Latitude: degrees, minutes, seconds
        GPSLatitude = 0x02,
        /// East or west longitude: E or W
        GPSLongitudeRef = 0x03,
        /// Longitude: degrees, minutes, seconds
        GPSLongitude = 0x04,
        /// Altitude reference: 0 = above, 1 = below sea level
        GPSAltitudeRef = 0x05,
        /// Altitude in meters
        GPSAltitude = 0x06,
        /// GPS time: hours, minutes, seconds (UTC)
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
    /// Tags of the Interoperability IFD
    pub struct InteroperabilityTag(u16) {
        /// Interoperability identification: R98, THM or R03
        InteroperabilityIndex = 0x0001,
        InteroperabilityVersion = 0x0002,
        RelatedImageFileFormat = 0x1000,
        RelatedImageWidth = 0x1001,
        RelatedImageLength = 0x1002,
    }
}
