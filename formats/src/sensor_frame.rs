//! Sensor readings in frames, as they are sent over a line: two sync bytes, a type, the length of
//! the payload, the payload, and a CRC.

use crate::sensor::Reading;
use crate::{EncodeRecords, Error, FileFormat, Record, record};
use binrw::io::Cursor;
use binrw::{BinResult, BinWrite, Endian, binrw};
use bytescope_inspect::{Algorithm, Columns, FrameType, Inspect, Table, labels, to_end};

/// The checksum of a frame.
const CHECKSUM: Algorithm = Algorithm::CRC_16_IBM_3740;

/// Sensor frames without a gap, 20 bytes each
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct SensorFrames {
    /// The frames, oldest first
    #[br(parse_with = to_end)]
    pub frames: Table<SensorFrame>,
}

/// A frame with one reading
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"\xaa\x55")]
#[inspect(fixed, magic("sync", "What every frame begins with"))]
pub struct SensorFrame {
    /// What the payload is
    pub r#type: MessageType,
    /// The payload: its length in bytes, then a reading
    #[brw(magic = 14_u8)]
    #[inspect(flat, magic("len", "Bytes of the payload"))]
    pub reading: Reading,
    /// CRC-16/IBM-3740 of everything between the sync and itself
    #[inspect(hex, checksum(CHECKSUM, from = r#type, to = reading))]
    pub crc: u16,
}

labels! {
    /// What a frame holds.
    pub struct MessageType(u8) {
        /// One reading of one sensor
        READING = 1,
    }
}

/// Over which bytes the CRC goes is said at its field; here it is computed in the same way.
impl Record for SensorFrame {
    const ENDIAN: Endian = SensorFrames::ENDIAN;

    fn seal(&mut self) -> BinResult<()> {
        let mut frame = Cursor::new(Vec::new());
        self.write_options(&mut frame, Self::ENDIAN, ())?;
        for sum in Columns::of::<Self>(Self::ENDIAN).sums() {
            if let Some((expected, _)) = sum.compare(frame.get_ref()) {
                self.crc = u16::try_from(expected).unwrap_or_default();
            }
        }
        Ok(())
    }
}

impl From<Reading> for SensorFrame {
    /// A frame whose CRC is yet to be computed: [`SensorFrames::new`] and
    /// [`RecordWriter`](crate::RecordWriter) do.
    fn from(reading: Reading) -> Self {
        Self { r#type: MessageType::READING, reading, crc: 0 }
    }
}

impl SensorFrames {
    /// Frames of these readings, with their CRCs.
    ///
    /// ```
    /// use bytescope_formats::{FileFormat, sensor::Reading, sensor_frame::SensorFrames};
    ///
    /// let reading = Reading { timestamp: 1, sensor_id: 2, temperature: 21.5, humidity: 40.0 };
    /// let bytes = SensorFrames::new([reading])?.to_bytes()?;
    /// assert_eq!(bytes[..4], [0xaa, 0x55, 1, 14]);
    /// # Ok::<(), bytescope_formats::Error>(())
    /// ```
    ///
    /// # Errors
    /// A reading cannot be written.
    pub fn new(readings: impl IntoIterator<Item = Reading>) -> Result<Self, Error> {
        let frames: Vec<SensorFrame> = readings.into_iter().map(SensorFrame::from).collect();
        record::table(&frames).map(|frames| Self { frames })
    }
}

impl FileFormat for SensorFrames {
    const NAME: &'static str = "sensor_frame";
    const TITLE: &'static str = "sensor frames";
    const EXTENSIONS: &'static [&'static str] = &[];
    const SPEC: &'static str = "Python struct format <2sBBIHffH, CRC-16/IBM-3740";
    const ENDIAN: Endian = Endian::Little;
    const ENCODE_RECORDS: Option<EncodeRecords> = Some(EncodeRecords::of::<SensorFrame>());
    const FRAME: Option<FrameType> = Some(FrameType::fixed::<SensorFrame>().by_message("type"));
}
