//! A table of numbered values behind a header, big-endian throughout.

use crate::error::fits;
use crate::{Error, FileFormat, record};
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

impl crate::Record for Record {
    const ENDIAN: Endian = Pydb::ENDIAN;
}

impl Pydb {
    /// A table of these records, of version 1 and without flags.
    ///
    /// ```
    /// use bytescope_formats::pydb::{Pydb, Record};
    ///
    /// let file = Pydb::new(&[Record { id: 1, value: 0.5 }])?;
    /// assert_eq!(file.header.record_count, 1);
    /// assert_eq!(Pydb::read(&file.to_bytes()?)?, file);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// There are more records than the header can count.
    pub fn new(records: &[Record]) -> Result<Self, Error> {
        let record_size = fits("the size of a record", Record::SIZE)?;
        let record_count = fits("the number of records", records.len() as u64)?;
        let header = Header { version: 1, record_count, record_size, flags: 0 };
        Ok(Self { header, records: record::table(records)? })
    }
}

impl FileFormat for Pydb {
    const NAME: &'static str = "pydb";
    const TITLE: &'static str = "PYDB table";
    const EXTENSIONS: &'static [&'static str] = &["pydb"];
    const SPEC: &'static str = "Python struct formats >4sHIHI and >If";
    const ENDIAN: Endian = Endian::Big;
}
