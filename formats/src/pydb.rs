//! Table of numbered values with a header, big-endian.

use crate::error::fits;
use crate::{EncodeRecords, Error, FileFormat, encode, record};
use binrw::{Endian, binrw};
use bytescope_inspect::{FixedSize, Inspect, Table};

/// Table of values with a 16-byte header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "PYDB database, {records:count record}")]
pub struct Pydb {
    /// Header
    pub header: PydbHeader,
    /// Records
    #[br(count = header.record_count)]
    pub records: Table<PydbRow>,
}

/// Default version of the format.
const VERSION: u16 = 1;
/// Size of a record in bytes.
#[allow(clippy::cast_possible_truncation)]
const RECORD_SIZE: u16 = PydbRow::SIZE as u16;

/// Header of a table
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big, magic = b"PYDB")]
#[inspect(magic("magic", "Magic number, the bytes PYDB"))]
pub struct PydbHeader {
    /// Version of the format
    #[inspect(default = VERSION)]
    pub version: u16,
    /// Number of records
    pub record_count: u32,
    /// Size of a record in bytes
    #[br(assert(record_size == RECORD_SIZE, "must be {RECORD_SIZE}"))]
    #[inspect(unit = "bytes", default = RECORD_SIZE)]
    pub record_size: u16,
    /// Flags, reserved for application use
    #[inspect(hex, default = 0)]
    pub flags: u32,
}

/// Record
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(fixed)]
pub struct PydbRow {
    /// ID of the value
    pub id: u32,
    /// Value
    pub value: f32,
}

impl crate::Record for PydbRow {
    const ENDIAN: Endian = Pydb::ENDIAN;
}

impl Pydb {
    /// Creates a table of records, with version 1 and no flags.
    ///
    /// ```
    /// use bytescope_formats::{FileFormat, pydb::{Pydb, PydbRow}};
    ///
    /// let file = Pydb::new(&[PydbRow { id: 1, value: 0.5 }])?;
    /// assert_eq!(file.header.record_count, 1);
    /// assert_eq!(Pydb::from_bytes(&file.to_bytes()?)?, file);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the number of records does not fit in the header, or if a record cannot
    /// be encoded.
    pub fn new(records: &[PydbRow]) -> Result<Self, Error> {
        Ok(Self { header: PydbHeader::of(records.len() as u64)?, records: record::table(records)? })
    }
}

impl PydbHeader {
    /// Returns the header of a table with `count` records.
    fn of(count: u64) -> Result<Self, Error> {
        let record_count = fits("number of records", count)?;
        Ok(Self { version: VERSION, record_count, record_size: RECORD_SIZE, flags: 0 })
    }
}

impl FileFormat for Pydb {
    const NAME: &'static str = "pydb";
    const TITLE: &'static str = "PYDB table";
    const EXTENSIONS: &'static [&'static str] = &["pydb"];
    const SPEC: &'static str = "Python struct formats >4sHIHI and >If";
    const ENDIAN: Endian = Endian::Big;
    const ENCODE_RECORDS: Option<EncodeRecords> = Some(EncodeRecords {
        head: |count| encode::bytes(&PydbHeader::of(count)?, Self::ENDIAN),
        ..EncodeRecords::of::<PydbRow>()
    });
}
