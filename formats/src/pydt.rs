//! Length-prefixed payload, big-endian.

use crate::error::fits;
use crate::{Error, FileFormat};
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Inspect};

/// Payload with a 10-byte header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big, magic = b"PYDT")]
#[inspect(magic("magic", "Magic number, the bytes PYDT"))]
#[inspect(summary = "PYDT payload, version {version}")]
pub struct Pydt {
    /// Version of the format
    pub version: u16,
    /// Size of the payload in bytes
    #[inspect(unit = "bytes")]
    pub length: u32,
    /// Payload
    #[br(count = length)]
    pub payload: Blob,
}

impl Pydt {
    /// Creates a file from a payload.
    ///
    /// ```
    /// use bytescope_formats::{FileFormat, pydt::Pydt};
    ///
    /// let file = Pydt::new(1, *b"payload")?;
    /// assert_eq!(file.length, 7);
    /// assert_eq!(Pydt::from_bytes(&file.to_bytes()?)?, file);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the payload is larger than 4 GiB − 1 byte.
    pub fn new(version: u16, payload: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let payload = Blob::Owned(payload.into());
        let length = fits("size of the payload", payload.len())?;
        Ok(Self { version, length, payload })
    }
}

impl FileFormat for Pydt {
    const NAME: &'static str = "pydt";
    const TITLE: &'static str = "PYDT payload";
    const EXTENSIONS: &'static [&'static str] = &["pydt"];
    const SPEC: &'static str = "Python struct format >4sHI and the payload";
    const ENDIAN: Endian = Endian::Big;
}
