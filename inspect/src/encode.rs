//! Files from plain JSON, in which the numbers that the file itself decides may be left out.

use crate::from_json::put;
use crate::held::first_difference;
use crate::{
    BuildError, BuildErrorKind, Bytes, Draft, DraftOptions, Fault, FaultKind, FromJson, Limits,
    Node, Outcome, inspect,
};
use binrw::{BinResult, BinWrite, Endian};
use serde_json::Value as Json;
use std::error::Error;
use std::fmt;
use std::io::Cursor;

/// Why no file can be made from JSON.
#[derive(Debug)]
#[non_exhaustive]
pub enum EncodeError {
    /// The JSON does not fit the format.
    Json(BuildError),
    /// The value cannot be written.
    Write(Box<dyn Error + Send + Sync>),
    /// Values of this format, here by its name, cannot be written.
    ReadOnly(String),
    /// Each correction of the lengths and checksums requires another.
    Unstable,
    /// The file would be at fault.
    Fault {
        /// The path of the field.
        path: String,
        /// What is wrong with it.
        fault: Fault,
    },
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::ReadOnly(format) => write!(f, "'{format}' can only be read"),
            Self::Unstable => f.write_str("the lengths of this file do not come to an end"),
            Self::Fault { path, fault } if path.is_empty() => fault.fmt(f),
            Self::Fault { path, fault } => write!(f, "{path}: {fault}"),
        }
    }
}

// Messages are those of the sources, so that none is given.
impl Error for EncodeError {}

impl EncodeError {
    /// The error of a writer.
    pub fn write(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Write(error.into())
    }
}

impl Draft<'_> {
    /// An error from within this value, with the whole path.
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

/// The bytes of a value that needs no arguments to be written.
///
/// ```
/// use binrw::Endian;
///
/// assert_eq!(bytescope_inspect::to_bytes(&[1_u16, 2], Endian::Big)?, [0, 1, 0, 2]);
/// # Ok::<(), binrw::Error>(())
/// ```
///
/// # Errors
/// The value cannot be written.
pub fn to_bytes<T>(value: &T, endian: Endian) -> BinResult<Vec<u8>>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
{
    let mut bytes = Cursor::new(Vec::new());
    value.write_options(&mut bytes, endian, ())?;
    Ok(bytes.into_inner())
}

/// Rounds of making a file, looking at it, and correcting what was left out. A checksum may cover
/// a length that covers another: three are enough for every format here.
const ROUNDS: usize = 6;

/// Makes the bytes of a `T` from JSON; `write` writes a value, and may compute those of the numbers
/// at the given paths that it knows: they were left out. Numbers that are left out, and that
/// the rest decides (lengths, counts, checksums), are found out; a result that would be at fault is
/// refused unless the options say to keep it.
///
/// # Errors
/// The JSON does not fit the type, or the result would be at fault.
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
    let mut left_out: Option<Vec<String>> = None;
    for _ in 0..ROUNDS {
        let json = corrected.as_ref().unwrap_or(json);
        let mut draft = Draft::new(json, options);
        let value = T::from_json(&mut draft, endian, args.clone())?;
        let open = left_out.get_or_insert_with(|| draft.missing());
        let bytes = write(&value, open)?;
        // With every number given there is nothing to find out.
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
                let message = "is missing, and nothing else in the file says it";
                return Err(BuildError::new(path, message).into());
            }
            if options.keep {
                return Ok(bytes);
            }
            if let Some((path, fault)) = faults.into_iter().next() {
                return Err(EncodeError::Fault { path, fault: fault.clone() });
            }
            // A number that is given and wrong may hide or cut what stands behind it.
            let held = Bytes { source: &bytes, buffers: &buffers };
            if let Some((path, found)) = first_difference(&tree, json, held) {
                let message =
                    format!("would be read as {found}: a length, a number or a flag says so");
                let error = BuildError::new(path, message);
                return Err(error.of_kind(BuildErrorKind::NotHeld).into());
            }
            return Ok(bytes);
        }
        let mut next = json.clone();
        corrections.into_iter().for_each(|(path, value)| put(&mut next, path, value));
        corrected = Some(next);
    }
    Err(EncodeError::Unstable)
}

/// The number that a fault requires.
fn expected(fault: &Fault) -> Option<Json> {
    let number = fault.expected.as_ref()?.as_int()?;
    u64::try_from(number).map(Json::from).or_else(|_| i64::try_from(number).map(Json::from)).ok()
}

/// Whether the file itself confirms the field at `path`.
fn verified(tree: &Node, path: &str) -> bool {
    let mut found = false;
    tree.walk(&mut |at, node| {
        if node.extra.as_ref().is_some_and(|e| e.verified.is_some()) && at.to_string() == path {
            found = true;
        }
    });
    found
}
