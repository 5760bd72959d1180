//! `bytescope struct pack`

use crate::args::Pack;
use crate::say::{Status, complain};
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};

pub(super) fn run(options: &Pack, out: &mut impl Write) -> io::Result<Status> {
    let format = &options.format;
    let mut values: Vec<_> = options.values.iter().map(bytes).collect();
    let mut raw = options.raw;
    // Behind the first value everything is taken for a value. What is one too many and looks like
    // an option is one.
    while values.len() > format.value_count() {
        let Some(at) = values.iter().rposition(|v| matches!(&**v, b"--raw" | b"--")) else { break };
        raw |= *values.remove(at) == *b"--raw";
    }
    let packed = format.parse_values(&values).and_then(|values| format.pack(&values));
    let record = match packed {
        Ok(record) => record,
        Err(error) => return Ok(complain("struct pack", error)),
    };
    if raw {
        out.write_all(&record)?;
        return Ok(Status::Good);
    }
    let mut digits = [0; 8192];
    for part in record.chunks(digits.len().div_euclid(2)) {
        let space = digits.get_mut(..part.len().saturating_mul(2)).unwrap_or_default();
        hex::encode_to_slice(part, space).map_err(io::Error::other)?;
        out.write_all(space)?;
    }
    writeln!(out)?;
    Ok(Status::Good)
}

/// The bytes of an argument. They need not be text.
#[cfg(unix)]
fn bytes(value: &OsString) -> Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt;
    Cow::Borrowed(value.as_bytes())
}

#[cfg(not(unix))]
fn bytes(value: &OsString) -> Cow<'_, [u8]> {
    Cow::Owned(value.to_string_lossy().into_owned().into_bytes())
}
