//! Sensor records with checksums.

use crate::sensor::Reading;
use crate::{EncodeRecords, Error, FileFormat, Record, record};
use binrw::io::Cursor;
use binrw::{BinResult, BinWrite, Endian, binrw};
use bytescope_inspect::{Algorithm, Inspect, Table, to_end};

/// Checksum algorithm of records.
const CHECKSUM: Algorithm = Algorithm::XOR_8;

/// Sensor records with checksums, 18 bytes each
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "Sensor records, {records:count record}")]
pub struct SensorXor {
    /// Readings, oldest first
    #[br(parse_with = to_end)]
    pub records: Table<Checked>,
}

/// Reading with its checksum
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
pub struct Checked {
    /// Reading
    #[inspect(flat)]
    pub reading: Reading,
    /// XOR of the preceding 14 bytes, in a 32-bit word
    #[inspect(hex, checksum(CHECKSUM, from = reading, to = reading))]
    pub checksum: u32,
}

/// The bytes covered by the checksum are declared in the attribute of [`Checked::checksum`].
impl Record for Checked {
    const ENDIAN: Endian = SensorXor::ENDIAN;

    fn seal(&mut self) -> BinResult<()> {
        let mut covered = Cursor::new(Vec::new());
        self.reading.write_options(&mut covered, Self::ENDIAN, ())?;
        self.checksum = CHECKSUM.word(&covered.into_inner());
        Ok(())
    }
}

impl From<Reading> for Checked {
    /// Creates a record without its checksum, which [`SensorXor::new`] and
    /// [`RecordWriter`](crate::RecordWriter) compute.
    fn from(reading: Reading) -> Self {
        Self { reading, checksum: 0 }
    }
}

impl SensorXor {
    /// Creates a file of readings, with their checksums.
    ///
    /// ```
    /// use bytescope_formats::{FileFormat, sensor::Reading, sensor_xor::SensorXor};
    ///
    /// let reading = Reading { timestamp: 1, sensor_id: 2, temperature: 21.5, humidity: 40.0 };
    /// let bytes = SensorXor::new([reading])?.to_bytes()?;
    /// let sum = bytes[..14].iter().fold(0, |sum, byte| sum ^ byte);
    /// assert_eq!(bytes[14..], [sum, 0, 0, 0]);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if a reading cannot be encoded.
    pub fn new(readings: impl IntoIterator<Item = Reading>) -> Result<Self, Error> {
        let records: Vec<Checked> = readings.into_iter().map(Checked::from).collect();
        record::table(&records).map(|records| Self { records })
    }
}

impl FileFormat for SensorXor {
    const NAME: &'static str = "sensor_xor";
    const TITLE: &'static str = "sensor records with checksums";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "Python struct format <IHffI";
    const ENDIAN: Endian = Endian::Little;
    const ENCODE_RECORDS: Option<EncodeRecords> = Some(EncodeRecords::of::<Checked>());
}
