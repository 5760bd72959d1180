//! A payload behind its length, big-endian.

use crate::FileFormat;
use binrw::{Endian, binrw};
use bytescope_inspect::{Blob, Inspect};

/// A payload with a 10-byte header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big, magic = b"PYDT")]
#[inspect(magic("magic", "The bytes PYDT"))]
pub struct Pydt {
    /// Version of the layout
    pub version: u16,
    /// Bytes of the payload
    #[inspect(unit = "bytes")]
    pub length: u32,
    /// The payload
    #[br(count = length)]
    pub payload: Blob,
}

impl FileFormat for Pydt {
    const NAME: &'static str = "pydt";
    const TITLE: &'static str = "PYDT payload";
    const EXTENSIONS: &'static [&'static str] = &["pydt"];
    const SPEC: &'static str = "Python struct format >4sHI and the payload";
    const ENDIAN: Endian = Endian::Big;
}
