//! Columns of Unix times.

#[cfg(feature = "columnar")]
use super::batch::ColumnValues;
use super::schema::{ColumnKind, Field};

/// Unit of a Unix time, the time since 1970-01-01 00:00:00 UTC.
///
/// Columns of integers, and of text with decimal seconds, are timestamps in Parquet and Arrow. CSV and
/// NDJSON contain the stored values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EpochUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}

impl EpochUnit {
    /// Returns the unit with this symbol, such as `ms`.
    ///
    /// ```
    /// use bytescope_table::EpochUnit;
    ///
    /// assert_eq!(EpochUnit::of_symbol("µs"), Some(EpochUnit::Microseconds));
    /// assert_eq!(EpochUnit::of_symbol("10 µs"), None);
    /// ```
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        Some(match symbol {
            "s" => Self::Seconds,
            "ms" => Self::Milliseconds,
            // With the micro sign, the Greek letter or an ASCII letter.
            "µs" | "μs" | "us" => Self::Microseconds,
            "ns" => Self::Nanoseconds,
            _ => return None,
        })
    }
}

/// Number of digits of the fraction of a second in nanoseconds.
#[cfg(any(feature = "columnar", test))]
const NANOSECOND_DIGITS: usize = 9;

impl Field {
    /// True if the column may contain nulls in Parquet and Arrow: values that are not in the range of
    /// timestamps are null.
    #[cfg(feature = "columnar")]
    pub(crate) fn is_optional(&self) -> bool {
        let is_narrow = !matches!(self.kind, ColumnKind::I64 | ColumnKind::U64 | ColumnKind::Text);
        self.nullable || self.timestamp().is_some() && !is_narrow
    }

    /// Returns the unit of the timestamps of the column; `None` if its values are not timestamps. Text
    /// is converted to nanoseconds.
    pub fn timestamp(&self) -> Option<EpochUnit> {
        let time = self.time?;
        match self.kind {
            ColumnKind::I8
            | ColumnKind::U8
            | ColumnKind::I16
            | ColumnKind::U16
            | ColumnKind::I32
            | ColumnKind::U32
            | ColumnKind::I64
            | ColumnKind::U64 => Some(time),
            ColumnKind::Text if time == EpochUnit::Seconds => Some(EpochUnit::Nanoseconds),
            _ => None,
        }
    }
}

/// Converts the values of a column to timestamps with `factor` units per unit of the column. Values
/// that are not numbers or out of range are null.
#[cfg(feature = "columnar")]
pub(crate) fn timestamps(values: &ColumnValues, factor: i64) -> Vec<Option<i64>> {
    macro_rules! convert {
        ($values:expr) => {
            $values.iter().map(|value| i64::try_from(*value).ok()?.checked_mul(factor)).collect()
        };
    }
    match values {
        ColumnValues::I8(values) => convert!(values),
        ColumnValues::U8(values) => convert!(values),
        ColumnValues::I16(values) => convert!(values),
        ColumnValues::U16(values) => convert!(values),
        ColumnValues::I32(values) => convert!(values),
        ColumnValues::U32(values) => convert!(values),
        ColumnValues::I64(values) => convert!(values),
        ColumnValues::U64(values) => convert!(values),
        ColumnValues::Text(values) => {
            (0..values.ends.len()).map(|row| nanoseconds(values.get(row))).collect()
        }
        other => vec![None; other.len()],
    }
}

/// Converts decimal seconds, such as `1700000000.000123`, to nanoseconds.
#[cfg(any(feature = "columnar", test))]
fn nanoseconds(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?;
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (seconds, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.is_empty() || fraction.len() > NANOSECOND_DIGITS || !is_digits(fraction) {
        return None;
    }
    let all = format!("{seconds}{fraction:0<NANOSECOND_DIGITS$}");
    let number: i64 = is_digits(&all).then(|| all.parse().ok()).flatten()?;
    Some(if is_negative { number.saturating_neg() } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_seconds_are_exact() {
        assert_eq!(nanoseconds(b"1700000000.000123"), Some(1_700_000_000_000_123_000));
        assert_eq!(nanoseconds(b"0.5"), Some(500_000_000));
        assert_eq!(nanoseconds(b"-1"), Some(-1_000_000_000));
        for invalid in ["", ".", "1e3", "+1", "1.0000000001", "9223372037", "1.-5", "--1"] {
            assert_eq!(nanoseconds(invalid.as_bytes()), None, "{invalid}");
        }
    }
}
