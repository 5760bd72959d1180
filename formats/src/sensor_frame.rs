//! Sensor readings in frames for serial transmission: two sync bytes, message type, payload length,
//! payload and CRC.

use crate::sensor::Reading;
use crate::{EncodeRecords, Error, FileFormat, Record, record};
use binrw::io::Cursor;
use binrw::{BinResult, BinWrite, Endian, binrw};
use bytescope_inspect::{Algorithm, FrameType, Inspect, RecordColumns, Table, labels, to_end};

/// Checksum algorithm of frames.
const CHECKSUM: Algorithm = Algorithm::CRC_16_IBM_3740;

/// Contiguous sensor frames of 20 bytes each
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "Sensor frames, {frames:count frame}")]
pub struct SensorFrames {
    /// Frames, oldest first
    #[br(parse_with = to_end)]
    pub frames: Table<SensorFrame>,
}

/// Frame with one reading
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"\xaa\x55")]
#[inspect(fixed, magic("sync", "Sync pattern"))]
pub struct SensorFrame {
    /// Message type
    pub r#type: MessageType,
    /// Payload: its size in bytes, then a reading
    #[brw(magic = 14_u8)]
    #[inspect(flat, magic("len", "Size of the payload in bytes"))]
    pub reading: Reading,
    /// CRC-16/IBM-3740 of the fields after the sync pattern
    #[inspect(hex, checksum(CHECKSUM, from = r#type, to = reading))]
    pub crc: u16,
}

labels! {
    /// Message type
    pub struct MessageType(u8) {
        /// Sensor reading
        READING = 1,
    }
}

/// The bytes covered by the CRC are declared in the attribute of [`SensorFrame::crc`].
impl Record for SensorFrame {
    const ENDIAN: Endian = SensorFrames::ENDIAN;

    fn seal(&mut self) -> BinResult<()> {
        let mut frame = Cursor::new(Vec::new());
        self.write_options(&mut frame, Self::ENDIAN, ())?;
        for sum in RecordColumns::of::<Self>(Self::ENDIAN).checksums() {
            if let Some((expected, _)) = sum.compare(frame.get_ref()) {
                self.crc = u16::try_from(expected).unwrap_or_default();
            }
        }
        Ok(())
    }
}

impl From<Reading> for SensorFrame {
    /// Creates a frame without its CRC, which [`SensorFrames::new`] and
    /// [`RecordWriter`](crate::RecordWriter) compute.
    fn from(reading: Reading) -> Self {
        Self { r#type: MessageType::READING, reading, crc: 0 }
    }
}

impl SensorFrames {
    /// Creates frames of readings, with their CRCs.
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
    /// Returns an error if a reading cannot be encoded.
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
