//! A table of numbered values behind a header, big-endian throughout.

use crate::FileFormat;
use binrw::{Endian, binrw};
use bytescope_inspect::{FixedSize, Inspect, Table};

/// A table of values with a 16-byte header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Pydb {
    /// What the table holds
    pub header: Header,
    /// The rows
    #[br(count = header.record_count)]
    pub records: Table<Record>,
}

/// What the table holds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big, magic = b"PYDB")]
#[inspect(magic("magic", "The bytes PYDB"))]
pub struct Header {
    /// Version of the layout
    pub version: u16,
    /// Number of records behind the header
    pub record_count: u32,
    /// Bytes of one record
    #[br(assert(u64::from(record_size) == Record::SIZE, "a record has {} bytes", Record::SIZE))]
    #[inspect(unit = "bytes")]
    pub record_size: u16,
    /// Reserved for the application
    #[inspect(hex)]
    pub flags: u32,
}

/// One row
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(fixed)]
pub struct Record {
    /// Which value this is
    pub id: u32,
    /// The value
    pub value: f32,
}

impl FileFormat for Pydb {
    const NAME: &'static str = "pydb";
    const TITLE: &'static str = "PYDB table";
    const EXTENSIONS: &'static [&'static str] = &["pydb"];
    const SPEC: &'static str = "Python struct formats >4sHIHI and >If";
    const ENDIAN: Endian = Endian::Big;
}
