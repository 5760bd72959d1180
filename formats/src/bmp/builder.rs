//! From red, green, blue and alpha to a bitmap.

use super::{
    Bmp, CieXyz, CieXyzTriple, ColorSpace, Compression, DibHeader, FILE_HEADER, FileHeader,
    InfoHeader, Masks, V4Fields, WindowsCompression,
};
use bytescope_inspect::Blob;
use std::fmt;

/// Why pixels make no bitmap.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// A width or height of 0.
    Empty,
    /// Not four bytes for each pixel.
    Length {
        /// Bytes that the size asks for.
        expected: u64,
        /// Bytes that were given.
        found: u64,
    },
    /// The file would be longer than its header can say, or the picture wider or higher.
    TooLarge,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a bitmap has at least one pixel"),
            Self::Length { expected, found } => {
                write!(f, "the pixels need {expected} bytes of RGBA, and there are {found}")
            }
            Self::TooLarge => f.write_str("a bitmap of this size has no room in a file of 4 GiB"),
        }
    }
}

impl std::error::Error for BuildError {}

/// Bytes of a BITMAPINFOHEADER and of a BITMAPV4HEADER.
const INFO: u32 = 40;
const V4: u32 = 108;

/// 72 pixels an inch.
const PIXELS_PER_METER: i32 = 2835;

impl Bmp {
    /// A bitmap of pixels: rows from the top, four bytes of red, green, blue and alpha each.
    ///
    /// Opaque pixels are stored in 24 bits behind the usual header (`BI_RGB`), others in 32 bits behind
    /// a BITMAPV4HEADER with a mask for alpha. Rows stand from the bottom up.
    ///
    /// ```
    /// use binrw::BinWrite;
    /// use bytescope_formats::{FileFormat, bmp::Bmp};
    ///
    /// let bmp = Bmp::from_pixels(2, 1, &[255, 255, 255, 255, 0, 0, 0, 255])?;
    /// let mut file = std::io::Cursor::new(Vec::new());
    /// bmp.write_to(&mut file)?;
    /// assert_eq!(file.into_inner().len(), 14 + 40 + 8);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// There is no pixel, `rgba` has another length than the size asks for, or the file would be
    /// longer than 4 GiB.
    pub fn from_pixels(width: u32, height: u32, rgba: &[u8]) -> Result<Self, BuildError> {
        if width == 0 || height == 0 {
            return Err(BuildError::Empty);
        }
        let area = u64::from(width).saturating_mul(height.into());
        let (expected, found) = (area.saturating_mul(4), rgba.len() as u64);
        if expected != found {
            return Err(BuildError::Length { expected, found });
        }
        let opaque = rgba.chunks_exact(4).all(|pixel| pixel.ends_with(&[255]));
        let header =
            if opaque { Self::opaque(width, height) } else { Self::with_alpha(width, height) };
        let dib_header = DibHeader::Info(Box::new(header.ok_or(BuildError::TooLarge)?));
        let data_offset = FILE_HEADER.saturating_add(dib_header.header_size().into());
        let image_size = dib_header.pixel_bytes().unwrap_or(u64::MAX);
        let file_size = u32::try_from(data_offset.saturating_add(image_size));
        Ok(Self {
            file_header: FileHeader {
                file_size: file_size.map_err(|_| BuildError::TooLarge)?,
                reserved1: 0,
                reserved2: 0,
                data_offset: u32::try_from(data_offset).map_err(|_| BuildError::TooLarge)?,
            },
            pixels: Blob::Owned(stored(width, rgba, &dib_header)),
            dib_header,
            color_masks: None,
            palette: None,
            gap: None,
            profile_gap: None,
            icc_profile: None,
            trailing: None,
        })
    }

    /// A header for pixels of 24 bits; `None` when one of its fields cannot hold the size.
    fn opaque(width: u32, height: u32) -> Option<InfoHeader> {
        let stride = width.checked_mul(3)?.checked_next_multiple_of(4)?;
        Some(InfoHeader {
            header_size: INFO,
            width: i32::try_from(width).ok()?,
            height: i32::try_from(height).ok()?,
            planes: 1,
            bits_per_pixel: 24,
            compression: Some(Compression::Windows(WindowsCompression::BI_RGB)),
            image_size: Some(stride.checked_mul(height)?),
            x_pixels_per_meter: Some(PIXELS_PER_METER),
            y_pixels_per_meter: Some(PIXELS_PER_METER),
            colors_used: Some(0),
            colors_important: Some(0),
            os2: None,
            masks: None,
            v4: None,
            v5: None,
            surplus: None,
        })
    }

    /// A header for pixels of 32 bits with alpha.
    fn with_alpha(width: u32, height: u32) -> Option<InfoHeader> {
        Some(InfoHeader {
            header_size: V4,
            bits_per_pixel: 32,
            compression: Some(Compression::Windows(WindowsCompression::BI_BITFIELDS)),
            image_size: Some(width.checked_mul(4)?.checked_mul(height)?),
            masks: Some(Masks {
                red_mask: 0x00ff_0000,
                green_mask: 0x0000_ff00,
                blue_mask: 0x0000_00ff,
                alpha_mask: Some(0xff00_0000),
            }),
            v4: Some(srgb()),
            ..Self::opaque(width, height)?
        })
    }
}

/// The rows as they are stored: from the bottom up, and each filled up.
fn stored(width: u32, rgba: &[u8], dib_header: &DibHeader) -> Vec<u8> {
    let opaque = dib_header.bits_per_pixel() == 24;
    let whole = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    let stride = whole(dib_header.stride());
    let mut stored = Vec::with_capacity(whole(dib_header.pixel_bytes().unwrap_or_default()));
    for row in rgba.chunks_exact(whole(u64::from(width).saturating_mul(4))).rev() {
        let end = stored.len().saturating_add(stride);
        for pixel in row.chunks_exact(4) {
            match *pixel {
                [red, green, blue, _] if opaque => stored.extend([blue, green, red]),
                [red, green, blue, alpha] => stored.extend([blue, green, red, alpha]),
                _ => {}
            }
        }
        stored.resize(end, 0);
    }
    stored
}

/// The usual colour space, whose points need not be given.
fn srgb() -> V4Fields {
    let zero = CieXyz { x: 0, y: 0, z: 0 };
    V4Fields {
        color_space: ColorSpace::LCS_sRGB,
        endpoints: CieXyzTriple { red: zero.clone(), green: zero.clone(), blue: zero },
        gamma_red: 0,
        gamma_green: 0,
        gamma_blue: 0,
    }
}
