//! Dates and times.

use super::InterpreterGroup::Time;
use super::{Interpreter, ReadValue, Uninterpretable, little};
use bytescope_formats::time::{dos_date, dos_time, unix_utc};
use bytescope_inspect::{Endian, Value};

macro_rules! times {
    ($($name:literal $doc:literal $read:expr;)*) => {
        pub(super) const TIMES: &[Interpreter] = &[$(Interpreter {
            name: $name,
            ordered_names: [concat!($name, "le"), concat!($name, "be")],
            doc: $doc,
            group: Time,
            has_order: true,
            read: $read,
        }),*];
    };
}

times! {
    "unix32" "Seconds since 1970, 32 bits" |bytes, order| {
        let seconds = u32::from_le_bytes(little(bytes, order)?);
        utc(seconds.into(), 0, 0, 4)
    };
    "unix64" "Seconds since 1970, signed 64 bits" |bytes, order| since_1970(bytes, order, 0);
    "unix_ms" "Milliseconds since 1970, signed 64 bits" |bytes, order| since_1970(bytes, order, 3);
    "unix_us" "Microseconds since 1970, signed 64 bits" |bytes, order| since_1970(bytes, order, 6);
    "unix_ns" "Nanoseconds since 1970, signed 64 bits" |bytes, order| since_1970(bytes, order, 9);
    "filetime" "Windows FILETIME: 100 ns since 1601, 64 bits" |bytes, order| {
        let ticks = u64::from_le_bytes(little(bytes, order)?);
        let seconds = (ticks / 10_000_000).cast_signed().saturating_sub(SECONDS_FROM_1601);
        utc(seconds, ticks % 10_000_000, 7, 8)
    };
    "dos" "DOS time and date, 2 × 16 bits" dos;
    "hfs" "HFS+ time: seconds since 1904, 32 bits" |bytes, order| {
        let seconds = u32::from_le_bytes(little(bytes, order)?);
        utc(i64::from(seconds).saturating_sub(SECONDS_FROM_1904), 0, 0, 4)
    };
    "ntp" "NTP time: seconds since 1900 and fraction, 2 × 32 bits" |bytes, order| {
        let fixed = u64::from_le_bytes(little(bytes, order)?);
        let fraction = (fixed & 0xffff_ffff).saturating_mul(1_000_000_000) >> 32;
        utc((fixed >> 32).cast_signed().saturating_sub(SECONDS_FROM_1900), fraction, 9, 8)
    };
}

/// Seconds from 1601-01-01 to 1970-01-01.
const SECONDS_FROM_1601: i64 = 11_644_473_600;
/// Seconds from 1900-01-01 to 1970-01-01.
const SECONDS_FROM_1900: i64 = 2_208_988_800;
/// Seconds from 1904-01-01 to 1970-01-01.
const SECONDS_FROM_1904: i64 = 2_082_844_800;
/// First second of the year 1.
const MIN_SECONDS: i64 = -62_135_596_800;
/// Last second of the year 9999.
const MAX_SECONDS: i64 = 253_402_300_799;

/// Returns the time with a fraction of `digits` decimal digits, without trailing zeros.
fn utc(seconds: i64, fraction: u64, digits: usize, size: usize) -> ReadValue {
    if !(MIN_SECONDS..=MAX_SECONDS).contains(&seconds) {
        return Err(Uninterpretable::Invalid("outside the years 1 to 9999"));
    }
    let mut time = unix_utc(seconds).replace(' ', "T").replace("TUTC", "");
    if fraction > 0 {
        let fraction = format!("{fraction:0digits$}");
        time.push('.');
        time.push_str(fraction.trim_end_matches('0'));
    }
    time.push('Z');
    Ok((Value::text(time), size))
}

/// Reads a signed time with this number of decimal digits after the second.
fn since_1970(bytes: &[u8], order: Endian, digits: u32) -> ReadValue {
    let time = i64::from_le_bytes(little(bytes, order)?);
    let factor = 10_i64.saturating_pow(digits);
    let fraction = time.checked_rem_euclid(factor).unwrap_or(0);
    let seconds = time.checked_div_euclid(factor).unwrap_or(0);
    utc(seconds, fraction.unsigned_abs(), digits as usize, 8)
}

/// The time precedes the date in little-endian order, and follows it in big-endian order.
fn dos(bytes: &[u8], order: Endian) -> ReadValue {
    let both = u32::from_le_bytes(little(bytes, order)?);
    let (date, time) = ((both >> 16) as u16, both as u16);
    let (month, day) = (date >> 5 & 15, date & 31);
    let (hour, minute, second) = (time >> 11, time >> 5 & 63, time & 31);
    let is_valid = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second < 30;
    if !is_valid {
        return Err(Uninterpretable::Invalid("not a date and time"));
    }
    Ok((Value::text(format!("{}T{}", dos_date(date), dos_time(time))), 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, bytes: &[u8]) -> String {
        let interpreter = TIMES.iter().find(|interpreter| interpreter.name == name).unwrap();
        interpreter.read(bytes, Endian::Little).text()
    }

    #[test]
    fn known_times_are_read() {
        let seconds = 1_767_323_045_u32;
        let time = "2026-01-02T03:04:05";
        assert_eq!(read("unix32", &seconds.to_le_bytes()), format!("{time}Z"));
        let micros = u64::from(seconds) * 1_000_000 + 120_000;
        assert_eq!(read("unix_us", &micros.to_le_bytes()), format!("{time}.12Z"));
        assert_eq!(read("unix_ms", &(micros / 1000).to_le_bytes()), format!("{time}.12Z"));
        assert_eq!(read("unix_ns", &(micros * 1000).to_le_bytes()), format!("{time}.12Z"));
        let filetime = (u64::from(seconds) + 11_644_473_600) * 10_000_000 + 1;
        assert_eq!(read("filetime", &filetime.to_le_bytes()), format!("{time}.0000001Z"));
        let hfs = seconds.wrapping_add(2_082_844_800);
        assert_eq!(read("hfs", &hfs.to_le_bytes()), format!("{time}Z"));
        let ntp = (u64::from(seconds) + 2_208_988_800) << 32 | 1 << 31;
        assert_eq!(read("ntp", &ntp.to_le_bytes()), format!("{time}.5Z"));
        assert_eq!(read("unix64", &(-1_i64).to_le_bytes()), "1969-12-31T23:59:59Z");
        assert_eq!(read("unix_ms", &(-1_i64).to_le_bytes()), "1969-12-31T23:59:59.999Z");
        let dos = (46_u32 << 9 | 1 << 5 | 2) << 16 | 3 << 11 | 4 << 5 | 3;
        assert_eq!(read("dos", &dos.to_le_bytes()), "2026-01-02T03:04:06");
    }

    #[test]
    fn implausible_times_have_no_value() {
        assert_eq!(read("unix64", &i64::MAX.to_le_bytes()), "outside the years 1 to 9999");
        assert_eq!(read("unix64", &i64::MIN.to_le_bytes()), "outside the years 1 to 9999");
        assert_eq!(read("dos", &[0; 4]), "not a date and time");
        assert_eq!(read("dos", &[0xff; 4]), "not a date and time");
    }
}
