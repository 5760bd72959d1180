//! Built-in formats of bytescope as binrw types, plus the registry.

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

pub mod bmp;
mod deflate;
pub mod elf;
mod encode;
mod error;
pub mod ethernet;
pub mod exif;
mod format;
pub mod gzip;
pub mod internet;
pub mod ip;
pub mod ipv4;
pub mod ipv6;
pub mod linux_sll;
mod output;
mod picture;
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
mod span;
pub mod tar;
pub mod tcp;
pub mod time;
mod typed;
pub mod udp;
pub mod wav;
pub mod zip;
mod zlib;

// Types of these crates are part of the API, so programs need not depend on them directly.
pub use binrw;
pub use bytescope_inspect;

pub use deflate::Deflate;
pub use encode::EncodeRecords;
pub use error::Error;
pub use format::{Encode, FileFormat, Format};
pub use picture::{Picture, PictureError, ReadPicture};
pub use record::{Record, RecordWriter};
pub use records::{RecordChunk, Records};
pub use schemas::{SCHEMAS, SchemaSource, schema_named};
pub use zlib::{Binary, CompressedContent, Zlib};

/// Calls a macro with every built-in binrw format type, in detection order.
///
/// This is the only list of these types. Built-in schemas are listed in [`SCHEMAS`].
#[doc(hidden)]
#[macro_export]
macro_rules! for_each_format {
    ($call:ident) => {
        $call! {
            bmp::Bmp,
            elf::Elf,
            gzip::Gzip,
            png::Png,
            wav::Wav,
            tar::Tar,
            player::Players,
            pydb::Pydb,
            pydt::Pydt,
            sensor::Sensor,
            sensor_frame::SensorFrames,
            sensor_xor::SensorXor,
            ethernet::Ethernet,
            ip::Ip,
            ipv4::Ipv4,
            ipv6::Ipv6,
            tcp::Tcp,
            udp::Udp,
            linux_sll::LinuxSll,
            linux_sll::LinuxSll2,
            // Also detected by the end of the data, so it must be tried last.
            zip::Zip,
        }
    };
}

macro_rules! registry {
    ($($module:ident::$format:ident,)*) => {
        /// Built-in formats with a binrw type, in detection order.
        pub static FORMATS: &[Format] = &[$(Format::encodable::<$module::$format>()),*];
    };
}
for_each_format!(registry);

/// Returns the built-in format with this name.
///
/// ```
/// assert!(bytescope_formats::by_name("png").is_some_and(|format| format.picture.is_none()));
/// assert!(bytescope_formats::by_name("no such format").is_none());
/// ```
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Detects the format of `data` by its first bytes; ZIP archives also by their last bytes, even if
/// up to 64 KiB of other data follow them.
///
/// ```
/// let png = bytescope_formats::detect(b"\x89PNG\r\n\x1a\n");
/// assert_eq!(png.map(|format| format.name), Some("png"));
/// assert!(bytescope_formats::detect(b"plain text").is_none());
/// ```
pub fn detect(data: &[u8]) -> Option<&'static Format> {
    detect_in(FORMATS, data)
}

/// Detects the format of `data` among `formats`, like [`detect`]. Use it for custom formats, alone
/// or in addition to the built-in formats.
///
/// ```
/// use bytescope_formats::{FORMATS, Format, detect_in, pydt::Pydt};
///
/// static OURS: [Format; 1] = [Format::of::<Pydt>()];
/// let found = detect_in(OURS.iter().chain(FORMATS), b"PYDT\x00\x01");
/// assert_eq!(found.map(|format| format.name), Some("pydt"));
/// ```
pub fn detect_in<'f>(
    formats: impl IntoIterator<Item = &'f Format>,
    data: &[u8],
) -> Option<&'f Format> {
    formats.into_iter().find(|format| (format.detect)(data))
}

/// Compiles the README example.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
