//! Values of the environment variable `TZ` (POSIX.1-2017, section 8.3), as in the footer of `TZif`
//! files.
//!
//! The hours of a transition time may have a sign and extend from -167 to 167 (RFC 9636, 3.3.1).

/// Valid strings, for generated files.
pub(crate) const SAMPLES: &[&str] =
    &["", "UTC0", "<-03>3", "CET-1CEST,M3.5.0,M10.5.0/3", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0"];

/// True if `text` is a valid string, or empty.
pub(crate) fn is_valid(text: &str) -> bool {
    text.is_empty() || tz(text).is_some_and(str::is_empty)
}

/// Parses `std offset [dst [offset] [,date[/time],date[/time]]]`; returns the rest.
fn tz(text: &str) -> Option<&str> {
    let rest = time(name(text)?, 24)?;
    if rest.is_empty() {
        return Some(rest);
    }
    let mut rest = name(rest)?;
    if !rest.is_empty() && !rest.starts_with(',') {
        rest = time(rest, 24)?;
    }
    if rest.is_empty() {
        return Some(rest);
    }
    transition(transition(rest)?)
}

/// Parses a name: at least three letters, or letters, digits and signs between `<` and `>`.
fn name(text: &str) -> Option<&str> {
    let (name, rest) = match text.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>')?,
        None => text.split_at(text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())),
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-');
    (name.len() >= 3 && name.chars().all(allowed)).then_some(rest)
}

/// Parses `[+|-]hh[:mm[:ss]]`.
fn time(text: &str, max_hours: u32) -> Option<&str> {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let mut rest = number(text, 0, max_hours)?;
    for _ in 0..2 {
        match rest.strip_prefix(':') {
            Some(text) => rest = number(text, 0, 59)?,
            None => break,
        }
    }
    Some(rest)
}

/// Parses `,date[/time]`.
fn transition(text: &str) -> Option<&str> {
    let text = text.strip_prefix(',')?;
    let rest = if let Some(day) = text.strip_prefix('J') {
        number(day, 1, 365)?
    } else if let Some(month) = text.strip_prefix('M') {
        let week = number(month, 1, 12)?.strip_prefix('.')?;
        number(number(week, 1, 5)?.strip_prefix('.')?, 0, 6)?
    } else {
        number(text, 0, 365)?
    };
    match rest.strip_prefix('/') {
        Some(at) => time(at, 167),
        None => Some(rest),
    }
}

/// Parses a number of up to three digits.
fn number(text: &str, min: u32, max: u32) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let value: u32 = digits.parse().ok().filter(|_| digits.len() <= 3)?;
    (min..=max).contains(&value).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{SAMPLES, is_valid};

    #[test]
    fn valid_strings() {
        let more = [
            "EST5",
            "EST5EDT",
            "EST+5:00:00EDT4:30,J60/2:00:59,J365",
            "NZST-12NZDT,M9.5.0,M4.1.0/3",
            "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
            "IST-2IDT,M3.4.4/26,M10.5.0",
            "XXX3<EDT>4,0/0,J365/23",
            "AAA24BBB,0,365/167",
        ];
        for text in SAMPLES.iter().chain(&more) {
            assert!(is_valid(text), "{text}");
        }
    }

    #[test]
    fn invalid_strings() {
        for text in [
            ":EST5",
            "EST",
            "ES5",
            "<-3>3",
            "<-03",
            "<-03>",
            "<a_b>1",
            "EST25",
            "EST5:60",
            "EST5:",
            "EST5 ",
            "EST5ED",
            "EST5EDT,",
            "EST5EDT,M3.2.0",
            "EST5EDT,M3.2.0,",
            "EST5EDT,M13.2.0,M11.1.0",
            "EST5EDT,M0.2.0,M11.1.0",
            "EST5EDT,M3.6.0,M11.1.0",
            "EST5EDT,M3.2.7,M11.1.0",
            "EST5EDT,J0,J365",
            "EST5EDT,J1,J366",
            "EST5EDT,0,366",
            "EST5EDT,M3.2.0/168,M11.1.0",
            "EST5EDT,M3.2.0,M11.1.0,M1.1.1",
            "EST5EDT4x,M3.2.0,M11.1.0",
            "EST5,M3.2.0,M11.1.0",
            "é5",
            "EST٣",
        ] {
            assert!(!is_valid(text), "{text}");
        }
    }
}
