//! Sensor records that each end in a check sum.

use crate::sensor::Reading;
use crate::{EncodeRecord, FileFormat, encode};
use binrw::{Endian, binrw};
use bytescope_inspect::{Checksum, Inspect, Table, to_end};

/// A file of checked sensor records, 18 bytes each
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct SensorXor {
    /// The readings, oldest first
    #[br(parse_with = to_end)]
    pub records: Table<Checked>,
}

/// A reading and its check sum
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
pub struct Checked {
    /// The reading
    #[inspect(flat)]
    pub reading: Reading,
    /// Exclusive or of the 14 bytes before it, in a 32-bit word
    #[inspect(hex, checksum(Checksum::Xor8, from = reading, to = reading))]
    pub checksum: u32,
}

impl FileFormat for SensorXor {
    const NAME: &'static str = "sensor_xor";
    const TITLE: &'static str = "sensor records with a checksum each";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "Python struct format <IHffI";
    const ENDIAN: Endian = Endian::Little;
    const ENCODE_RECORD: Option<EncodeRecord> =
        Some(|json, options| encode::record::<Checked>(json, Self::ENDIAN, options));
}
