//! What a file looks like, whatever its format.

use std::fmt;

/// A picture: rows from the top, each pixel four bytes of red, green, blue and alpha.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 4` bytes; the colours are not multiplied by alpha.
    pub rgba: Vec<u8>,
}

/// Decodes the picture that the bytes of a file hold, or says why there is none.
pub type ReadPicture = fn(&[u8]) -> Result<Picture, PictureError>;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureError(String);

impl PictureError {
    /// An error with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
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
