//! Decoded pictures, independent of the file format.

use std::fmt;

/// Decoded picture: rows from top to bottom, four bytes per pixel (red, green, blue, alpha).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Pixels: `width * height * 4` bytes; alpha is not premultiplied.
    pub rgba: Vec<u8>,
}

/// Decodes the picture in the bytes of a file.
pub type ReadPicture = fn(&[u8]) -> Result<Picture, PictureError>;

/// Error when decoding a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureError(String);

impl PictureError {
    /// Creates an error with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PictureError {}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}
