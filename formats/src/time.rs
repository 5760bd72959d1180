//! Date and time formatting.

/// Converts days since 1970-01-01 to year, month and day (proleptic Gregorian calendar).
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    // Years start on March 1, so a leap day is the last day of its year. They are counted in cycles
    // of 400 years, each 146,097 days long. 0000-03-01 is 719,468 days before 1970-01-01.
    let days = days.saturating_add(719_468);
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    // `day` and all values derived from it are small; `cycle` is at most about 2^63 / 146,097.
    #[expect(clippy::arithmetic_side_effects, reason = "the operands are small, as shown above")]
    let (year, month, day) = {
        // Every 4th year is a leap year, except every 100th that is not also a 400th.
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        // Starting in March, each group of five months has 153 days.
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        (400 * cycle + year, month, day)
    };
    match month {
        0..=9 => (year, month.saturating_add(3), day),
        _ => (year.saturating_add(1), month.saturating_sub(9), day),
    }
}

/// Formats seconds since 1970-01-01 as `2026-01-02 03:04:05 UTC`.
pub fn unix_utc(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_from_days(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// Formats a Windows FILETIME (ticks of 100 ns since 1601-01-01) like [`unix_utc`].
pub fn filetime_utc(ticks: u64) -> String {
    let seconds = i64::try_from(ticks / 10_000_000).unwrap_or(i64::MAX);
    // Seconds from 1601-01-01 to 1970-01-01.
    unix_utc(seconds.saturating_sub(11_644_473_600))
}

/// Formats a DOS date as `2026-01-02`: 7 bits for years since 1980, 4 for the month, 5 for the day.
pub fn dos_date(date: u16) -> String {
    let year = (date >> 9).saturating_add(1980);
    format!("{year:04}-{:02}-{:02}", date >> 5 & 15, date & 31)
}

/// Formats a DOS time as `03:04:06`: 5 bits for the hour, 6 for the minute, 5 for seconds / 2.
pub fn dos_time(time: u16) -> String {
    let second = (time & 31).saturating_mul(2);
    format!("{:02}:{:02}:{second:02}", time >> 11, time >> 5 & 63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_times_are_formatted() {
        assert_eq!(unix_utc(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(unix_utc(-1), "1969-12-31 23:59:59 UTC");
        assert_eq!(unix_utc(951_782_399), "2000-02-28 23:59:59 UTC");
        assert_eq!(unix_utc(951_782_400), "2000-02-29 00:00:00 UTC");
        assert_eq!(unix_utc(4_107_542_400), "2100-03-01 00:00:00 UTC");
        assert_eq!(unix_utc(i64::from(i32::MAX)), "2038-01-19 03:14:07 UTC");
        assert_eq!(unix_utc(u32::MAX.into()), "2106-02-07 06:28:15 UTC");
        assert_eq!(unix_utc(-62_135_596_800), "0001-01-01 00:00:00 UTC");
    }

    /// Compares every day from 1600 to 2399 with an independent calendar.
    #[test]
    fn dates_match_an_independent_calendar() {
        let leap = |y: i64| y % 4 == 0 && y % 100 != 0 || y % 400 == 0;
        let (mut year, mut month, mut day) = (1600, 1, 1);
        for days in -135_140.. {
            assert_eq!(civil_from_days(days), (year, month, day), "day {days}");
            let last = match month {
                2 => 28 + i64::from(leap(year)),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day += 1;
            if day > last {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
            if year == 2400 {
                return;
            }
        }
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        assert_eq!(unix_utc(i64::MAX), "292277026596-12-04 15:30:07 UTC");
        assert_eq!(unix_utc(i64::MIN), "-292277022657-01-27 08:29:52 UTC");
        assert_eq!(filetime_utc(0), "1601-01-01 00:00:00 UTC");
        assert_eq!(filetime_utc(u64::MAX), "60056-05-28 05:36:10 UTC");
    }

    #[test]
    fn dos_dates_and_times_are_formatted() {
        assert_eq!((dos_date(0x21), dos_time(0)), ("1980-01-01".into(), "00:00:00".into()));
        assert_eq!(dos_date(46 << 9 | 1 << 5 | 2), "2026-01-02");
        assert_eq!(dos_time(3 << 11 | 4 << 5 | 3), "03:04:06");
        assert_eq!(
            (dos_date(u16::MAX), dos_time(u16::MAX)),
            ("2107-15-31".into(), "31:63:62".into())
        );
    }
}
