//! Built-in formats defined by the Kaitai Struct schemas in `formats/schemas/`.

/// Source of a built-in schema.
#[derive(Clone, Copy, Debug)]
pub struct SchemaSource {
    /// Name on the command line; equals the file name and `meta/id`.
    pub name: &'static str,
    /// Text of the schema.
    pub text: &'static str,
    /// Magics: every file starts with one of them. If empty, the format cannot be detected. A schema is
    /// compiled for detection only if a file starts with one of its magics.
    pub magics: &'static [&'static [u8]],
}

macro_rules! schemas {
    ($($name:literal: [$($magic:literal),* $(,)?]),* $(,)?) => {
        /// Built-in schemas, in detection order.
        pub const SCHEMAS: &[SchemaSource] = &[$(SchemaSource {
            name: $name,
            text: include_str!(concat!("../schemas/", $name, ".ksy")),
            magics: &[$($magic),*],
        }),*];
    };
}

// A test compares the magics with the compiled schemas.
schemas! {
    "gif": [b"GIF"],
    "java_class": [b"\xca\xfe\xba\xbe"],
    "pcap": [
        b"\x34\xcd\xb2\xa1",
        b"\x4d\x3c\xb2\xa1",
        b"\xa1\xb2\x3c\x4d",
        b"\xa1\xb2\xc3\xd4",
        b"\xa1\xb2\xcd\x34",
        b"\xd4\xc3\xb2\xa1",
    ],
    "tzif": [b"TZif"],
    "fat": [],
    // Protocol frames and logs.
    "ubx": [],
    "rtcm3": [],
    "nmea": [],
    "mavlink": [],
    "sbus": [],
    "crsf": [],
    "modbus_request": [],
    "modbus_response": [],
    "ccsds": [],
    "ulog": [b"ULog\x01\x12\x35"],
    "dataflash": [],
    "slip_example": [],
    "cobs_example": [],
    "hdlc_example": [],
}

/// Returns the built-in schema with this name.
pub fn schema_named(name: &str) -> Option<SchemaSource> {
    SCHEMAS.iter().find(|schema| schema.name == name).copied()
}
