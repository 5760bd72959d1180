//! The formats that bytescope knows: one binrw schema a file, and the registry of them.

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

pub mod bmp;
mod deflate;
pub mod elf;
mod encode;
mod error;
pub mod exif;
mod format;
pub mod gzip;
mod image;
mod picture;
mod place;
pub mod player;
pub mod png;
pub mod pydb;
pub mod pydt;
mod record;
mod records;
mod schemas;
pub mod sensor;
pub mod sensor_frame;
pub mod sensor_xor;
pub mod time;
mod typed;
pub mod wav;
pub mod zip;
mod zlib;

pub use deflate::Deflate;
pub use encode::EncodeRecords;
pub use error::Error;
pub use format::{FileFormat, Format, Reading};
pub use picture::{Picture, PictureError, ReadPicture};
pub use record::{Record, RecordWriter};
pub use records::{Chunk, Records};
pub use schemas::{SCHEMAS, SchemaSource, schema_named};
pub use zlib::{Binary, Content, Zlib};

typed::formats! {
    /// Every built-in format. Detection asks them in this order.
    FORMATS:
    bmp::Bmp,
    elf::Elf,
    gzip::Gzip,
    png::Png,
    wav::Wav,
    player::Players,
    pydb::Pydb,
    pydt::Pydt,
    sensor::Sensor,
    sensor_frame::SensorFrames,
    sensor_xor::SensorXor,
    // Found from its end, whatever stands before: it must be asked last.
    zip::Zip,
}

/// The format of that name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format that `data` is in, judging by how it begins (or ends, where a format is found from
/// its end). Never looks at more than the first structure.
pub fn detect(data: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.detect)(data))
}
