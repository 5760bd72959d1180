//! Inspect your own binrw type: `own_type [FILE]`.
//!
//! A single declaration defines the reader, the writer and the field tree.
#![allow(missing_docs)]

use binrw::binrw;
use bytescope::Document;
use bytescope::formats::{FileFormat, Format};
use bytescope::inspect::{Algorithm, Blob, Endian, Inspect};
use bytescope::view::TreeView;
use bytescope::view::tree::TreeOptions;
use std::error::Error;
use std::io;

/// A calibration block
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"CAL1")]
struct Calibration {
    /// Serial number of the sensor
    serial: u32,
    /// Offset at 0 °C
    #[inspect(unit = "mV")]
    offset: i16,
    /// Size of the table
    #[inspect(unit = "bytes")]
    table_size: u16,
    /// Correction table
    #[br(count = table_size)]
    table: Blob,
    /// CRC-32 of the preceding bytes
    #[inspect(hex, checksum(Algorithm::CRC_32, from = serial, to = table))]
    crc: u32,
}

impl FileFormat for Calibration {
    const NAME: &'static str = "calibration";
    const TITLE: &'static str = "calibration block";
    const EXTENSIONS: &'static [&'static str] = &["cal"];
    const SPEC: &'static str = "an example";
    const ENDIAN: Endian = Endian::Little;
}

static CALIBRATION: Format = Format::of::<Calibration>();

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = match std::env::args().nth(1) {
        Some(path) => std::fs::read(path)?,
        // The checksum is wrong; the tree shows the expected checksum.
        None => b"CAL1\x07\0\0\0\xfb\xff\x02\0\x0a\x0b\0\0\0\0".to_vec(),
    };
    let doc = Document::from_bytes(bytes, (&CALIBRATION).into());
    let options = TreeOptions { docs: true, ..TreeOptions::default() };
    let (node, context) = (doc.tree(), doc.context());
    TreeView { node, path: "", context, options, nested: None }.write(&mut io::stdout())?;
    for (path, fault) in doc.faults(10) {
        eprintln!("{path} at {:#x}: {fault}", fault.offset);
    }
    Ok(())
}
