//! Times as text.

use bytescope_formats::time::unix_utc;
use bytescope_inspect::{Node, Value};
use bytescope_table::EpochUnit;

/// Last second that is shown as a date: the end of the year 9999.
const MAX_SECONDS: i64 = 253_402_300_799;
/// First second that is shown as a date: the start of the year 1.
const MIN_SECONDS: i64 = -62_135_596_800;

/// Returns the date and time of a Unix time in UTC; `None` for other values.
pub(crate) fn unix_time(node: &Node) -> Option<String> {
    if !node.meta.unix_time {
        return None;
    }
    let digits = match EpochUnit::of_symbol(&node.meta.unit)? {
        EpochUnit::Seconds => 0,
        EpochUnit::Milliseconds => 3,
        EpochUnit::Microseconds => 6,
        EpochUnit::Nanoseconds => 9,
    };
    let (seconds, fraction) = match &node.value {
        Value::Text(text) => {
            let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
            (seconds.parse().ok()?, fraction.to_owned())
        }
        value => {
            let scale = 10_i128.pow(digits);
            let number = value.as_int()?;
            let (seconds, rest) = (number.div_euclid(scale), number.rem_euclid(scale));
            let width = usize::try_from(digits).ok()?;
            let fraction = if width == 0 { String::new() } else { format!("{rest:0width$}") };
            (i64::try_from(seconds).ok()?, fraction)
        }
    };
    if !(MIN_SECONDS..=MAX_SECONDS).contains(&seconds) {
        return None;
    }
    let time = unix_utc(seconds);
    match time.strip_suffix(" UTC").filter(|_| !fraction.is_empty()) {
        Some(time) => Some(format!("{time}.{fraction} UTC")),
        None => Some(time),
    }
}
