//! File names for values from the input.

use std::collections::{HashMap, HashSet};

/// Maximum size of a file name in bytes, in common file systems.
pub const MAX_FILE_NAME: usize = 255;

/// Minimum size in bytes that remains for a value, even if the rest of the file name is long.
const MIN_VALUE: usize = 32;

/// Assigns unique file names to values from the input, which may be untrusted.
///
/// - Letters, digits and `-`, `+`, `.`, `_` are kept. All other characters, a `.` at the start and the
///   first character of a reserved name or of a device on Windows are percent-encoded: `a/b` is
///   `a%2Fb`, and `nul` is `%6Eul`.
/// - A name that is too long ends with `~` and a hash of the value.
/// - Names that differ only in case end with `~2`, `~3`, …, because some file systems ignore case.
/// - The name of an empty value is `%empty`.
///
/// ```
/// use bytescope::output::FileNames;
///
/// let mut names = FileNames::new(100);
/// let mut assign = |value: &str| names.assign("", value).name;
/// assert_eq!(assign("GGA"), "GGA");
/// assert_eq!(assign("../gga"), "%2E.%2Fgga");
/// assert_eq!(assign("gga"), "gga~2");
/// ```
#[derive(Debug)]
pub struct FileNames {
    max_size: usize,
    /// Further characters that are kept.
    kept: &'static str,
    /// Names in use, [folded].
    used: HashSet<String>,
    reserved: HashSet<String>,
    /// Last numbers that were assigned to names.
    numbers: HashMap<String, usize>,
}

/// The file name of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileName {
    /// Name, without the extension.
    pub name: String,
    /// True if the name is the value, after the prefix.
    pub is_exact: bool,
}

impl FileNames {
    /// Creates a set of names of at most `max_size` bytes, but at least 32.
    pub fn new(max_size: usize) -> Self {
        Self {
            max_size: max_size.max(MIN_VALUE),
            kept: "",
            used: HashSet::new(),
            reserved: HashSet::new(),
            numbers: HashMap::new(),
        }
    }

    /// Keeps further characters, such as the brackets of paths.
    #[must_use]
    pub fn keep(self, kept: &'static str) -> Self {
        Self { kept, ..self }
    }

    /// Reserves a name for something other than a value.
    #[must_use]
    pub fn reserve(mut self, name: impl Into<String>) -> Self {
        self.reserved.insert(name.into());
        self
    }

    /// Assigns a name to a value. Each call returns another name.
    pub fn assign(&mut self, prefix: &str, value: &str) -> FileName {
        let name = self.unnumbered(prefix, value);
        let name = self.unused(name, '~');
        FileName { is_exact: name.strip_prefix(prefix) == Some(value), name }
    }

    /// Assigns a name to a further table of a value: `A_2`, `A_3`.
    pub fn assign_next(&mut self, prefix: &str, value: &str) -> FileName {
        let name = self.unnumbered(prefix, value);
        let name = self.unused(name, '_');
        FileName { is_exact: name.strip_prefix(prefix) == Some(value), name }
    }

    /// Assigns a reserved name, or another name if it is in use.
    pub fn assign_reserved(&mut self, prefix: &str, name: &str) -> FileName {
        let name = self.unused(format!("{}{name}", self.escape(prefix)), '~');
        FileName { name, is_exact: false }
    }

    fn unnumbered(&self, prefix: &str, value: &str) -> String {
        let mut prefix = self.escape(prefix);
        if prefix.starts_with('.') {
            prefix = encode_first(&prefix);
        }
        let mut escaped = self.escape(value);
        if prefix.is_empty() && escaped.starts_with('.') {
            escaped = encode_first(&escaped);
        }
        if value.is_empty() {
            "%empty".clone_into(&mut escaped);
        } else if self.reserved.contains(&escaped) {
            escaped = encode_first(&escaped);
        }
        let mut name = format!("{prefix}{escaped}");
        if is_device(&name) {
            name = encode_first(&name);
        }
        if name.len() <= self.max_size {
            return name;
        }
        let hash = format!("~{:016x}", fnv1a(format!("{prefix}{value}").as_bytes()));
        let mut end = name.floor_char_boundary(self.max_size.saturating_sub(hash.len()));
        // An encoded character is not divided.
        let start = end.saturating_sub(2);
        if let Some(at) = name.get(start..end).and_then(|tail| tail.rfind('%')) {
            end = start.saturating_add(at);
        }
        format!("{}{hash}", name.get(..end).unwrap_or_default())
    }

    /// Percent-encodes all characters but letters, digits and `-+._`.
    fn escape(&self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_alphanumeric() || "-+._".contains(c) || self.kept.contains(c) {
                escaped.push(c);
            } else {
                encode(c, &mut escaped);
            }
        }
        escaped
    }

    /// Returns the name, or the name with a separator and the first free number.
    fn unused(&mut self, name: String, separator: char) -> String {
        if self.used.insert(folded(&name)) {
            return name;
        }
        let mut number = self.numbers.get(&name).copied().unwrap_or(1);
        let free = loop {
            number = number.saturating_add(1);
            let suffix = format!("{separator}{number}");
            let end = name.floor_char_boundary(self.max_size.saturating_sub(suffix.len()));
            let numbered = format!("{}{suffix}", name.get(..end).unwrap_or_default());
            if self.used.insert(folded(&numbered)) {
                break numbered;
            }
        };
        self.numbers.insert(name, number);
        free
    }
}

/// Returns a name that is equal for names that file systems without case do not distinguish.
fn folded(name: &str) -> String {
    name.to_uppercase().to_lowercase()
}

/// True for names of devices on Windows, such as `CON` and `com1.x`.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    ["con", "prn", "aux", "nul"].contains(&&*stem)
        || number.is_some_and(|number| number.len() == 1 && number.parse::<u8>().is_ok())
}

/// Percent-encodes the first character.
fn encode_first(text: &str) -> String {
    let mut rest = text.chars();
    let mut encoded = String::new();
    if let Some(first) = rest.next() {
        encode(first, &mut encoded);
    }
    encoded + rest.as_str()
}

fn encode(c: char, to: &mut String) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        to.push_str(&format!("%{byte:02X}"));
    }
}

/// Returns the 64-bit FNV-1a hash, which is the same in all versions.
fn fnv1a(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_reversible() {
        let mut names = FileNames::new(60).reserve("other");
        for (value, expected) in [
            ("GGA", "GGA"),
            ("a b/c", "a%20b%2Fc"),
            ("a%20b/c", "a%2520b%2Fc"),
            (".", "%2E"),
            ("..", "%2E."),
            ("", "%empty"),
            ("other", "%6Fther"),
            ("\u{202e}é\n", "%E2%80%AEé%0A"),
            ("A~2", "A%7E2"),
            ("-1.5", "-1.5"),
            ("CON", "%43ON"),
            ("com1.x", "%63om1.x"),
            ("console", "console"),
        ] {
            let assigned = names.assign("", value);
            assert_eq!((&*assigned.name, assigned.is_exact), (expected, expected == value));
        }
        assert_eq!(names.assign_reserved("", "other").name, "other");
        assert_eq!(names.assign("a_", ".x").name, "a_.x");
    }

    #[test]
    fn names_are_unique_and_not_too_long() {
        let mut names = FileNames::new(40);
        let folded = ["Straße", "STRASSE", "ſ", "s"].map(|value| names.assign("", value).name);
        assert_eq!(folded, ["Straße", "STRASSE~2", "ſ", "s~2"]);
        let long = |end: &str| format!("{}{end}", "é\0".repeat(100));
        let values = ["A", "a", "A_2", &long(""), &long("x"), &"x".repeat(300), &"X".repeat(300)];
        let mut all: Vec<String> = values.iter().map(|v| names.assign("", v).name).collect();
        assert_eq!(all[..3], ["A", "a~2", "A_2"]);
        all.push(names.assign_next("", "A").name);
        assert_eq!(all[7], "A_3");
        for name in &all[3..7] {
            assert!(name.len() <= 40 && name.len() >= 36 && name.contains('~'), "{name}");
        }
        let distinct: HashSet<String> = all.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(distinct.len(), all.len());
    }
}
