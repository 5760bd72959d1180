//! Encodes plain JSON, from which numbers determined by the rest of the file may be omitted.

use crate::from_json::put;
use crate::round_trip::first_difference;
use crate::{
    Buffers, BuildError, BuildErrorKind, Draft, DraftOptions, Fault, FaultKind, FromJson,
    JsonError, Limits, Node, Outcome, inspect,
};
use binrw::{BinResult, BinWrite, Endian};
use serde_json::Value as Json;
use std::error::Error;
use std::fmt;
use std::io::Cursor;

/// Error encoding JSON.
#[derive(Debug)]
#[non_exhaustive]
pub enum EncodeError {
    /// The JSON does not match the format.
    Json(BuildError),
    /// The value cannot be written.
    Write(Box<dyn Error + Send + Sync>),
    /// The format with this name is read-only.
    ReadOnly(String),
    /// Lengths and checksums depend on each other and do not converge.
    Unstable,
    /// The encoded file would be invalid.
    Fault {
        /// Path of the field.
        path: String,
        /// Fault of the field.
        fault: Fault,
    },
    /// The JSON is that of an invalid file, in which unreadable fields and bytes that no field covers
    /// are missing. The text is the path and message of its fault.
    InvalidSource(String),
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::ReadOnly(format) => write!(f, "format '{format}' is read-only"),
            Self::Unstable => f.write_str("lengths depend on each other and do not converge"),
            Self::Fault { path, fault } if path.is_empty() => fault.fmt(f),
            Self::Fault { path, fault } => write!(f, "{path}: {fault}"),
            Self::InvalidSource(fault) => write!(
                f,
                "$error: JSON of an invalid file: {fault}; bytes not covered by any field are missing"
            ),
        }
    }
}

// The message already contains that of the underlying error, so `source` returns `None`.
impl Error for EncodeError {}

/// Error encoding JSON text.
#[derive(Debug)]
#[non_exhaustive]
pub enum EncodeTextError {
    /// The text is not valid JSON.
    Json(JsonError),
    /// The values cannot be encoded.
    Encode(EncodeError),
}

impl fmt::Display for EncodeTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
        }
    }
}

// The messages include those of the inner errors, so `source` returns `None`.
impl Error for EncodeTextError {}

impl EncodeError {
    /// Wraps the error of a writer.
    pub fn write(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Write(error.into())
    }
}

impl Draft<'_> {
    /// Converts an error in this value to an error with the full path.
    pub(crate) fn inside(&self, error: EncodeError) -> BuildError {
        match error {
            EncodeError::Json(BuildError { kind, path, message }) => {
                self.error_at(&path, message).of_kind(kind)
            }
            EncodeError::Fault { path, fault } => self.error_at(&path, fault.to_string()),
            error => self.error(error.to_string()),
        }
    }
}

impl From<BuildError> for EncodeError {
    fn from(error: BuildError) -> Self {
        Self::Json(error)
    }
}

/// Encodes a value that takes no arguments.
///
/// ```
/// use binrw::Endian;
///
/// assert_eq!(bytescope_inspect::to_bytes(&[1_u16, 2], Endian::Big)?, [0, 1, 0, 2]);
/// # Ok::<(), binrw::Error>(())
/// ```
///
/// # Errors
/// Returns an error if the value cannot be written.
pub fn to_bytes<T>(value: &T, endian: Endian) -> BinResult<Vec<u8>>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
{
    let mut bytes = Cursor::new(Vec::new());
    value.write_options(&mut bytes, endian, ())?;
    Ok(bytes.into_inner())
}

/// Maximum number of rounds of writing a file, reading it back and correcting omitted numbers.
/// Three are enough for all built-in formats: a checksum may cover a length that depends on another
/// length.
const MAX_ROUNDS: usize = 6;

/// Encodes JSON as a `T`.
///
/// Omitted numbers that the rest of the file determines (lengths, counts, checksums) are computed.
/// `write` encodes a value; it receives the paths of the omitted numbers and may compute some of
/// them itself. An invalid result is an error unless [`DraftOptions::keep`] is set.
///
/// # Errors
/// Returns an error if the JSON does not match the type, a number was omitted that cannot be
/// computed, `write` fails, or the result would be invalid.
pub fn encode<T>(
    json: &Json,
    endian: Endian,
    args: T::Args<'_>,
    options: DraftOptions,
    write: impl Fn(&T, &[String]) -> Result<Vec<u8>, EncodeError>,
) -> Result<Vec<u8>, EncodeError>
where
    T: FromJson,
    for<'a> T::Args<'a>: Clone,
{
    let mut corrected: Option<Json> = None;
    let mut omitted: Option<Vec<String>> = None;
    for _ in 0..MAX_ROUNDS {
        let json = corrected.as_ref().unwrap_or(json);
        let mut draft = Draft::new(json, options);
        let value = T::from_json(&mut draft, endian, args.clone())?;
        let open = omitted.get_or_insert_with(|| draft.missing());
        let bytes = write(&value, open)?;
        // All numbers are given, so no number has to be computed.
        if open.is_empty() && options.keep {
            return Ok(bytes);
        }
        let Outcome { tree, buffers, .. } =
            inspect::<T>(&bytes, endian, args.clone(), Limits::default());
        let faults = tree.recorded_faults();
        let corrections: Vec<(&String, Json)> = faults
            .iter()
            .filter(|(path, fault)| fault.kind == FaultKind::Mismatch && open.contains(path))
            .filter_map(|(path, fault)| Some((path, expected(fault)?)))
            .collect();
        if corrections.is_empty() {
            if let Some(path) = draft.missing().into_iter().find(|path| !verified(&tree, path)) {
                let message = "is missing and cannot be computed from the rest of the file";
                return Err(BuildError::new(path, message).into());
            }
            if options.keep {
                return Ok(bytes);
            }
            if let Some((path, fault)) = faults.into_iter().next() {
                return Err(EncodeError::Fault { path, fault: fault.clone() });
            }
            // An incorrect given number may hide or truncate fields after it.
            let encoded = Buffers { source: &bytes, buffers: &buffers };
            if let Some((path, found)) = first_difference(&tree, json, encoded) {
                let message =
                    format!("would be read back as {found}, due to a given length, count or flag");
                let error = BuildError::new(path, message);
                return Err(error.of_kind(BuildErrorKind::ReadsDifferently).into());
            }
            return Ok(bytes);
        }
        let mut next = json.clone();
        corrections.into_iter().for_each(|(path, value)| put(&mut next, path, value));
        corrected = Some(next);
    }
    Err(EncodeError::Unstable)
}

/// Returns the expected number of a fault.
fn expected(fault: &Fault) -> Option<Json> {
    let number = fault.expected.as_ref()?.as_int()?;
    u64::try_from(number).map(Json::from).or_else(|_| i64::try_from(number).map(Json::from)).ok()
}

/// True if the field at `path` was compared with an expected value and matches it.
fn verified(tree: &Node, path: &str) -> bool {
    let mut found = false;
    tree.walk(&mut |at, node| {
        if node.extra.as_ref().is_some_and(|e| e.verified.is_some()) && at.to_string() == path {
            found = true;
        }
    });
    found
}
