//! Builds a bitmap from RGBA pixels.

use super::{
    Bmp, CieXyz, CieXyzTriple, ColorSpace, Compression, DibHeader, FILE_HEADER_SIZE, FileHeader,
    InfoHeader, Masks, V4Fields, WindowsCompression,
};
use bytescope_inspect::Blob;
use std::fmt;

/// Error returned by [`Bmp::from_pixels`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BitmapError {
    /// The width or height is 0.
    Empty,
    /// The RGBA data does not have four bytes per pixel.
    Length {
        /// Size required by width and height, in bytes.
        expected: u64,
        /// Size of the RGBA data, in bytes.
        found: u64,
    },
    /// The file size, width or height does not fit in its header field.
    TooLarge,
}

impl fmt::Display for BitmapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("width and height must not be 0"),
            Self::Length { expected, found } => {
                write!(
                    f,
                    "invalid size of the RGBA data in bytes: expected {expected}, found {found}"
                )
            }
            Self::TooLarge => f.write_str("bitmap too large: the file would exceed 4 GiB"),
        }
    }
}

impl std::error::Error for BitmapError {}

/// Size of a BITMAPINFOHEADER in bytes.
const INFO_SIZE: u32 = 40;
/// Size of a BITMAPV4HEADER in bytes.
const V4_SIZE: u32 = 108;

/// Resolution of built bitmaps: 72 dpi.
const PIXELS_PER_METER: i32 = 2835;

impl Bmp {
    /// Creates a bitmap from RGBA pixels: rows from top to bottom, four bytes per pixel.
    ///
    /// If all pixels are opaque, they are stored in 24 bits with a BITMAPINFOHEADER (`BI_RGB`),
    /// otherwise in 32 bits with a BITMAPV4HEADER and an alpha mask. Rows are stored bottom-up.
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
    /// Returns an error if width or height is 0, if `rgba` is not `width * height * 4` bytes long,
    /// or if the file would exceed 4 GiB.
    pub fn from_pixels(width: u32, height: u32, rgba: &[u8]) -> Result<Self, BitmapError> {
        if width == 0 || height == 0 {
            return Err(BitmapError::Empty);
        }
        let area = u64::from(width).saturating_mul(height.into());
        let (expected, found) = (area.saturating_mul(4), rgba.len() as u64);
        if expected != found {
            return Err(BitmapError::Length { expected, found });
        }
        let opaque = rgba.chunks_exact(4).all(|pixel| pixel.ends_with(&[255]));
        let header =
            if opaque { Self::opaque(width, height) } else { Self::with_alpha(width, height) };
        let dib_header = DibHeader::Info(Box::new(header.ok_or(BitmapError::TooLarge)?));
        let data_offset = FILE_HEADER_SIZE.saturating_add(dib_header.header_size().into());
        let image_size = dib_header.pixel_bytes().unwrap_or(u64::MAX);
        let file_size = u32::try_from(data_offset.saturating_add(image_size));
        Ok(Self {
            file_header: FileHeader {
                file_size: file_size.map_err(|_| BitmapError::TooLarge)?,
                reserved1: 0,
                reserved2: 0,
                data_offset: u32::try_from(data_offset).map_err(|_| BitmapError::TooLarge)?,
            },
            pixels: Blob::Owned(stored_rows(width, rgba, &dib_header)),
            dib_header,
            color_masks: None,
            palette: None,
            gap: None,
            profile_gap: None,
            icc_profile: None,
            trailing: None,
        })
    }

    /// Returns a header for 24-bit pixels, or `None` if a size does not fit in its field.
    fn opaque(width: u32, height: u32) -> Option<InfoHeader> {
        let stride = width.checked_mul(3)?.checked_next_multiple_of(4)?;
        Some(InfoHeader {
            header_size: INFO_SIZE,
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

    /// Returns a header for 32-bit pixels with alpha, or `None` if a size does not fit in its
    /// field.
    fn with_alpha(width: u32, height: u32) -> Option<InfoHeader> {
        Some(InfoHeader {
            header_size: V4_SIZE,
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

/// Returns the rows as stored: bottom-up and padded.
fn stored_rows(width: u32, rgba: &[u8], dib_header: &DibHeader) -> Vec<u8> {
    let opaque = dib_header.bits_per_pixel() == 24;
    let size = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    let stride = size(dib_header.stride());
    let mut stored = Vec::with_capacity(size(dib_header.pixel_bytes().unwrap_or_default()));
    for row in rgba.chunks_exact(size(u64::from(width).saturating_mul(4))).rev() {
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

/// Returns the fields of the sRGB color space, which does not use endpoints or gammas.
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
