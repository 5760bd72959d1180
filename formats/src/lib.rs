//! The formats that bytescope knows: one binrw schema a file, and the registry of them.

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

pub mod bmp;
mod deflate;
pub mod elf;
pub mod exif;
mod format;
pub mod gzip;
pub mod player;
pub mod png;
pub mod pydb;
pub mod pydt;
pub mod sensor;
pub mod sensor_xor;
pub mod time;
pub mod wav;
pub mod zip;
mod zlib;

pub use deflate::Deflate;
pub use format::{FileFormat, Format, Reading};
pub use zlib::{Binary, Content, Zlib};

/// Every built-in format. Detection asks them in this order.
pub static FORMATS: &[Format] = &[
    Format::of::<png::Png>(),
    Format::of::<gzip::Gzip>(),
    Format::of::<elf::Elf>(),
    Format::of::<bmp::Bmp>(),
    Format::of::<wav::Wav>(),
    Format::of::<pydb::Pydb>(),
    Format::of::<pydt::Pydt>(),
    Format::of::<sensor::Sensor>(),
    Format::of::<sensor_xor::SensorXor>(),
    Format::of::<player::Players>(),
    // Found from its end, whatever stands before: it must be asked last.
    Format::of::<zip::Zip>(),
];

/// The format of that name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format that `data` is in, judging by how it begins (or ends, where a format is found from
/// its end). Never looks at more than the first structure.
pub fn detect(data: &[u8]) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.detect)(data))
}
