//! Built-in formats defined by the Kaitai Struct schemas in `formats/schemas/`.

/// Source of a built-in schema.
#[derive(Clone, Copy, Debug)]
pub struct SchemaSource {
    /// Name on the command line; equals the file name and `meta/id`.
    pub name: &'static str,
    /// Text of the schema.
    pub text: &'static str,
}

macro_rules! schemas {
    ($($name:literal),* $(,)?) => {
        /// Built-in schemas, in detection order.
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
    // Protocol frames and logs.
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

/// Returns the built-in schema with this name.
pub fn schema_named(name: &str) -> Option<SchemaSource> {
    SCHEMAS.iter().find(|schema| schema.name == name).copied()
}
