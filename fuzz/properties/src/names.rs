//! Names of output files.

use crate::first_line;
use bytescope::output::{FileNames, MAX_FILE_NAME};
use std::collections::HashSet;

/// Name reserved for something other than a value.
const RESERVED: &str = "other";

/// The file names of any values are unique, safe and not too long, and can be converted back to the
/// values. The first line of the input is the maximum size; each other line is a value, after a
/// prefix if it contains a tab.
pub fn file_names(data: &[u8]) {
    let Some((line, values)) = first_line(data) else { return };
    let Ok(size) = line.parse::<u8>() else { return };
    let max_size = usize::from(size);
    let mut names = FileNames::new(max_size).reserve(RESERVED);
    let (mut used, mut seen) = (HashSet::new(), HashSet::new());
    let text = String::from_utf8_lossy(values);
    for line in text.split('\n') {
        let (prefix, value) = line.split_once('\t').unwrap_or(("", line));
        let is_new = seen.insert((prefix, value));
        let assigned = match is_new {
            true => names.assign(prefix, value),
            false => names.assign_next(prefix, value),
        };
        check(&assigned.name, max_size);
        assert!(used.insert(assigned.name.to_lowercase()), "{:?} is used twice", assigned.name);
        if assigned.is_exact {
            assert_eq!(assigned.name, format!("{prefix}{value}"));
        }
        // `~` precedes the hash of a long name or the number of a name that is in use.
        if is_new && !assigned.name.contains('~') && !value.is_empty() {
            assert_eq!(decoded(&assigned.name), format!("{prefix}{value}"));
        }
    }
    check(&names.assign_reserved("", RESERVED).name, max_size);
}

/// Checks that a name is a single visible path component.
fn check(name: &str, max_size: usize) {
    assert!(!name.is_empty() && !name.starts_with('.'), "{name:?}");
    assert!(name.chars().all(|c| c.is_alphanumeric() || "-+._%~".contains(c)), "{name:?}");
    assert!(name.len() <= max_size.clamp(32, MAX_FILE_NAME), "{} bytes", name.len());
}

/// Decodes a percent-encoded name.
fn decoded(name: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), name);
    while let Some(at) = rest.find('%') {
        let (plain, encoded) = rest.split_at(at);
        let (digits, after) = encoded[1..].split_at(2);
        bytes.extend_from_slice(plain.as_bytes());
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap()
}
