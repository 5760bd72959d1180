//! Sensor records without a header: Python's `<IHff`, one after the other.

use crate::{EncodeRecord, FileFormat, encode};
use binrw::{Endian, binrw};
use bytescope_inspect::{Inspect, Table, to_end};

/// A file of sensor records, 14 bytes each
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Sensor {
    /// The readings, oldest first
    #[br(parse_with = to_end)]
    pub records: Table<Reading>,
}

/// One reading of one sensor
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
pub struct Reading {
    /// When it was taken, in seconds since 1970
    #[inspect(unit = "s")]
    pub timestamp: u32,
    /// Which sensor took it
    pub sensor_id: u16,
    /// Air temperature
    #[inspect(unit = "°C")]
    pub temperature: f32,
    /// Relative humidity
    #[inspect(unit = "%")]
    pub humidity: f32,
}

impl FileFormat for Sensor {
    const NAME: &'static str = "sensor";
    const TITLE: &'static str = "sensor records";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "Python struct format <IHff";
    const ENDIAN: Endian = Endian::Little;
    const ENCODE_RECORD: Option<EncodeRecord> =
        Some(|json, options| encode::record::<Reading>(json, Self::ENDIAN, options));
}
