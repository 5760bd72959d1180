//! A table of numbered values behind a header, big-endian throughout.

use crate::error::fits;
use crate::{EncodeRecords, Error, FileFormat, encode, record};
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
    pub records: Table<Row>,
}

/// The version that is written when nobody says another.
const VERSION: u16 = 1;
/// Bytes of one record.
#[allow(clippy::cast_possible_truncation)]
const RECORD_SIZE: u16 = Row::SIZE as u16;

/// What the table holds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big, magic = b"PYDB")]
#[inspect(magic("magic", "The bytes PYDB"))]
pub struct Header {
    /// Version of the layout
    #[inspect(default = VERSION)]
    pub version: u16,
    /// Number of records behind the header
    pub record_count: u32,
    /// Bytes of one record
    #[br(assert(record_size == RECORD_SIZE, "a record has {RECORD_SIZE} bytes"))]
    #[inspect(unit = "bytes", default = RECORD_SIZE)]
    pub record_size: u16,
    /// Reserved for the application
    #[inspect(hex, default = 0)]
    pub flags: u32,
}

/// One row
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(fixed)]
pub struct Row {
    /// Which value this is
    pub id: u32,
    /// The value
    pub value: f32,
}

impl crate::Record for Row {
    const ENDIAN: Endian = Pydb::ENDIAN;
}

impl Pydb {
    /// A table of these records, of version 1 and without flags.
    ///
    /// ```
    /// use bytescope_formats::{FileFormat, pydb::{Pydb, Row}};
    ///
    /// let file = Pydb::new(&[Row { id: 1, value: 0.5 }])?;
    /// assert_eq!(file.header.record_count, 1);
    /// assert_eq!(Pydb::from_bytes(&file.to_bytes()?)?, file);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// There are more records than the header can count.
    pub fn new(records: &[Row]) -> Result<Self, Error> {
        Ok(Self { header: Header::of(records.len() as u64)?, records: record::table(records)? })
    }
}

impl Header {
    /// The header of so many records.
    fn of(count: u64) -> Result<Self, Error> {
        let record_count = fits("the number of records", count)?;
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
        head: |count| encode::bytes(&Header::of(count)?, Self::ENDIAN),
        ..EncodeRecords::of::<Row>()
    });
}
