//! Contiguous sensor records without a header (Python struct format `<IHff`).

use crate::{EncodeRecords, Error, FileFormat, Record, record};
use binrw::{Endian, binrw};
use bytescope_inspect::{Inspect, Table, to_end};

/// Sensor records of 14 bytes each
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "Sensor records, {records:count record}")]
pub struct Sensor {
    /// Readings, oldest first
    #[br(parse_with = to_end)]
    pub records: Table<Reading>,
}

/// Sensor reading
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
pub struct Reading {
    /// Time of the reading, in seconds since 1970-01-01 00:00:00 UTC
    #[inspect(unit = "s", unix_time)]
    pub timestamp: u32,
    /// Sensor ID
    pub sensor_id: u16,
    /// Air temperature
    #[inspect(unit = "°C")]
    pub temperature: f32,
    /// Relative humidity
    #[inspect(unit = "%")]
    pub humidity: f32,
}

impl Record for Reading {
    const ENDIAN: Endian = Sensor::ENDIAN;
}

impl Sensor {
    /// Creates a file of readings.
    ///
    /// ```
    /// use bytescope_formats::{FileFormat, sensor::{Reading, Sensor}};
    ///
    /// let reading = Reading { timestamp: 1, sensor_id: 2, temperature: 21.5, humidity: 40.0 };
    /// let file = Sensor::new(&[reading.clone()])?;
    /// let bytes = file.to_bytes()?;
    /// assert_eq!(bytes.len(), 14);
    /// let first = Sensor::from_bytes(&bytes)?.records.rows(&[]).next().transpose()?;
    /// assert_eq!(first, Some(reading));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if a reading cannot be encoded.
    pub fn new(records: &[Reading]) -> Result<Self, Error> {
        record::table(records).map(|records| Self { records })
    }
}

impl FileFormat for Sensor {
    const NAME: &'static str = "sensor";
    const TITLE: &'static str = "sensor records";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "Python struct format <IHff";
    const ENDIAN: Endian = Endian::Little;
    const ENCODE_RECORDS: Option<EncodeRecords> = Some(EncodeRecords::of::<Reading>());
}
