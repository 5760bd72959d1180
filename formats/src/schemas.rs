//! Formats that are described by Kaitai schemas, in `formats/schemas/`.

/// A schema that is built in.
#[derive(Clone, Copy, Debug)]
pub struct SchemaSource {
    /// The name on the command line: that of the file, and its `meta/id`.
    pub name: &'static str,
    /// The schema itself.
    pub text: &'static str,
}

macro_rules! schemas {
    ($($name:literal),* $(,)?) => {
        /// Every built-in schema. Detection asks them in this order.
        pub const SCHEMAS: &[SchemaSource] = &[$(SchemaSource {
            name: $name,
            text: include_str!(concat!("../schemas/", $name, ".ksy")),
        }),*];
    };
}

schemas! {
    "gif",
    "java_class",
    "pcap",
    "tzif",
    "fat",
    // Frames of protocols, and logs of them.
    "ubx",
    "rtcm3",
    "nmea",
    "mavlink",
    "sbus",
    "crsf",
    "modbus_request",
    "modbus_response",
    "ccsds",
    "ulog",
    "dataflash",
    "slip_example",
    "cobs_example",
    "hdlc_example",
}

/// The built-in schema of that name.
pub fn schema_named(name: &str) -> Option<SchemaSource> {
    SCHEMAS.iter().find(|schema| schema.name == name).copied()
}
