//! Round trips: a file is read, written from its values, and compared.

use crate::Document;
use bytescope_inspect::{DraftOptions, EncodeError, Quantity};
use std::fmt;

/// Result of [`Document::round_trip`].
#[derive(Debug)]
#[non_exhaustive]
pub enum RoundTrip {
    /// The values give the same bytes.
    Same,
    /// The values give other bytes.
    Different {
        /// Offset of the first difference.
        offset: u64,
        /// Path of the innermost field at the offset; empty if there is none.
        path: String,
        /// Size of the file that was written.
        size: u64,
    },
    /// The values give other bytes, and the file is so large that the bytes that they do not determine
    /// are not part of its JSON.
    TooLarge {
        /// Maximum size of a file whose JSON has these bytes.
        max: u64,
    },
    /// The values cannot be written.
    Failed(EncodeError),
}

impl fmt::Display for RoundTrip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => f.write_str("same bytes"),
            Self::Different { offset, path, .. } if path.is_empty() => {
                write!(f, "different bytes from 0x{offset:x} on")
            }
            Self::Different { offset, path, .. } => {
                write!(f, "{path}: different bytes from 0x{offset:x} on")
            }
            Self::TooLarge { max } => write!(
                f,
                "not compared: limit reached: bytes that no value determines are kept for files of up \
                 to {}",
                Quantity::bytes(*max)
            ),
            Self::Failed(error) => write!(f, "cannot be written: {error}"),
        }
    }
}

impl Document {
    /// Writes the file from its [JSON](Document::json) and compares the bytes.
    ///
    /// ```
    /// use bytescope::Document;
    /// use bytescope::edit::RoundTrip;
    ///
    /// let doc = Document::open("samples/gif/animated.gif")?;
    /// assert!(matches!(doc.round_trip(), RoundTrip::Same));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn round_trip(&self) -> RoundTrip {
        let text = serde_json::to_vec(&self.json());
        let json = text.and_then(|text| serde_json::from_slice(&text));
        let json: serde_json::Value = match json {
            Ok(json) => json,
            Err(error) => return RoundTrip::Failed(EncodeError::write(error)),
        };
        let written = match self.format().encode(&json, DraftOptions::default()) {
            Ok(written) => written,
            Err(error) => return RoundTrip::Failed(error),
        };
        let data = self.bytes();
        if written == data {
            return RoundTrip::Same;
        }
        let max = crate::document::MAX_REMAINDER;
        if self.format().schema().is_some() && data.len() > max {
            return RoundTrip::TooLarge { max: max as u64 };
        }
        let common = written.iter().zip(data).take_while(|(a, b)| a == b).count();
        let offset = (common as u64).saturating_add(self.excerpt().offset());
        let path = self.at(offset).map(|(path, _)| path).unwrap_or_default();
        RoundTrip::Different { offset, path, size: written.len() as u64 }
    }
}
