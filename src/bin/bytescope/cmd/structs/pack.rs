//! `bytescope struct pack`

use crate::args::PackArgs;
use crate::messages::{ExitStatus, report_problem};
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};

pub(super) fn run(options: &PackArgs, out: &mut impl Write) -> io::Result<ExitStatus> {
    let format = &options.format;
    let mut values: Vec<_> = options.values.iter().map(bytes).collect();
    let mut raw = options.raw;
    // All arguments after the first value are parsed as values. If there are too many, `--raw` and
    // `--` among them are options.
    while values.len() > format.value_count() {
        let Some(at) = values.iter().rposition(|v| matches!(&**v, b"--raw" | b"--")) else { break };
        raw |= *values.remove(at) == *b"--raw";
    }
    let packed = format.parse_values(&values).and_then(|values| format.pack(&values));
    let record = match packed {
        Ok(record) => record,
        Err(error) => return Ok(report_problem("struct pack", error)),
    };
    if raw {
        out.write_all(&record)?;
        return Ok(ExitStatus::Valid);
    }
    let mut digits = [0; 8192];
    for part in record.chunks(digits.len().div_euclid(2)) {
        let digits = digits.get_mut(..part.len().saturating_mul(2)).unwrap_or_default();
        hex::encode_to_slice(part, digits).map_err(io::Error::other)?;
        out.write_all(digits)?;
    }
    writeln!(out)?;
    Ok(ExitStatus::Valid)
}

/// Returns the bytes of an argument, which may be invalid UTF-8.
#[cfg(unix)]
fn bytes(value: &OsString) -> Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt;
    Cow::Borrowed(value.as_bytes())
}

#[cfg(not(unix))]
fn bytes(value: &OsString) -> Cow<'_, [u8]> {
    Cow::Owned(value.to_string_lossy().into_owned().into_bytes())
}
