//! Built-in formats defined by the Kaitai Struct schemas in `formats/schemas/`.

/// Source of a built-in schema.
#[derive(Clone, Copy, Debug)]
pub struct SchemaSource {
    /// Name on the command line; equals the file name and `meta/id`.
    pub name: &'static str,
    /// Text of the schema.
    pub text: &'static str,
    /// True if files can be detected from their content. Only these schemas are compiled for
    /// detection.
    pub is_detected: bool,
}

macro_rules! schemas {
    ($($name:literal: $detected:literal),* $(,)?) => {
        /// Built-in schemas, in detection order.
        pub const SCHEMAS: &[SchemaSource] = &[$(SchemaSource {
            name: $name,
            text: include_str!(concat!("../schemas/", $name, ".ksy")),
            is_detected: $detected,
        }),*];
    };
}

schemas! {
    "gif": true,
    "java_class": true,
    "pcap": true,
    "tzif": true,
    "fat": false,
    // Protocol frames and logs.
    "ubx": false,
    "rtcm3": false,
    "nmea": false,
    "mavlink": false,
    "sbus": false,
    "crsf": false,
    "modbus_request": false,
    "modbus_response": false,
    "ccsds": false,
    "ulog": true,
    "dataflash": false,
    "slip_example": false,
    "cobs_example": false,
    "hdlc_example": false,
}

/// Returns the built-in schema with this name.
pub fn schema_named(name: &str) -> Option<SchemaSource> {
    SCHEMAS.iter().find(|schema| schema.name == name).copied()
}
