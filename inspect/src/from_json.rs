//! Builds values from plain JSON: the inverse of the plain JSON view.

use crate::Inspect;
use crate::nearest::nearest;
use binrw::Endian;
use serde_json::{Map, Value as Json};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::rc::Rc;

/// A type that can be built from plain JSON: structures as objects, bytes as hex, labels by name.
///
/// `#[derive(Inspect)]` implements this trait for types that `#[binrw]` also writes, but not for
/// read-only types.
pub trait FromJson: Inspect {
    /// Builds a value.
    ///
    /// # Errors
    /// Returns an error if the JSON is not a value of the type.
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self>;

    /// Builds a list of values. The default implementation builds one value per array item.
    ///
    /// # Errors
    /// Returns the error of the first item that fails.
    fn list_from_json(
        draft: &mut Draft<'_>,
        endian: Endian,
        args: Self::Args<'_>,
    ) -> BuildResult<Vec<Self>>
    where
        for<'a> Self::Args<'a>: Clone,
    {
        let items = draft.items()?;
        items.into_iter().map(|mut item| Self::from_json(&mut item, endian, args.clone())).collect()
    }
}

/// The JSON value from which a field is built, with its path.
#[derive(Clone, Debug)]
pub struct Draft<'j> {
    json: Option<&'j Json>,
    path: String,
    /// Names that have been read from this object.
    taken: BTreeSet<String>,
    /// The enclosing object, if it lacks this value.
    enclosing: Option<&'j Map<String, Json>>,
    /// True if an outer structure owns the object and checks it for unknown names.
    flat: bool,
    state: Rc<DraftState>,
}

/// State shared by all drafts of one value.
#[derive(Debug, Default)]
struct DraftState {
    missing: RefCell<OmittedNumbers>,
    options: DraftOptions,
}

/// Paths of omitted numbers.
#[derive(Debug, Default)]
struct OmittedNumbers {
    /// All paths, in order of discovery.
    found: Vec<String>,
    /// Paths of numbers that have not been computed.
    open: HashSet<String>,
}

/// Maximum number of known values listed in an error.
const MAX_LISTED: usize = 12;

/// Options for building values from JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DraftOptions {
    /// Truncate text that is too long for its field, at a character boundary.
    pub truncate: bool,
    /// Keep lengths and checksums that do not match the data.
    pub keep: bool,
}

/// Kind of a [`BuildError`], which determines how to fix it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// The JSON is not a value of the type.
    #[default]
    Invalid,
    /// A number does not match the rest of the file. Such a number is computed if omitted, and
    /// accepted with [`DraftOptions::keep`].
    Computed,
    /// A value would be read back differently, because a given length or flag excludes it. Lengths
    /// are computed if omitted, and accepted with [`DraftOptions::keep`].
    ReadsDifferently,
    /// Text is longer than its field. [`DraftOptions::truncate`] shortens it.
    TooLong,
    /// A constant of the format does not match. The JSON is probably that of another variant.
    Constant,
}

/// Error building a value from JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuildError {
    /// Kind of the error.
    pub kind: BuildErrorKind,
    /// Path of the field.
    pub path: String,
    /// Description of the problem, without the path.
    pub message: String,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "{path}: {}", self.message),
        }
    }
}

impl std::error::Error for BuildError {}

impl BuildError {
    /// Creates an error for the field at `path`.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind: BuildErrorKind::Invalid, path: path.into(), message: message.into() }
    }

    /// Returns the error with this kind.
    #[must_use]
    pub fn of_kind(mut self, kind: BuildErrorKind) -> Self {
        self.kind = kind;
        self
    }
}

/// Result of building a value from JSON.
pub type BuildResult<T> = Result<T, BuildError>;

impl<'j> Draft<'j> {
    /// Creates the draft of a complete value.
    pub fn new(json: &'j Json, options: DraftOptions) -> Self {
        let state = Rc::new(DraftState { options, ..DraftState::default() });
        Self {
            json: Some(json),
            path: String::new(),
            taken: BTreeSet::new(),
            enclosing: None,
            flat: false,
            state,
        }
    }

    /// Returns the path of the value.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the options.
    pub fn options(&self) -> DraftOptions {
        self.state.options
    }

    /// Returns the JSON value, if present.
    pub fn json(&self) -> Option<&'j Json> {
        self.json
    }

    /// True if the JSON lacks the value.
    pub fn is_missing(&self) -> bool {
        self.json.is_none()
    }

    /// Checks that the JSON is an object, if present.
    ///
    /// # Errors
    /// Returns an error if the JSON is not an object.
    pub fn object(&self) -> BuildResult<()> {
        match self.json {
            None | Some(Json::Object(_) | Json::Null) => Ok(()),
            Some(other) => Err(self.type_error("an object", other)),
        }
    }

    /// Checks that the count at `path` equals `actual`, unless it was omitted. `given` is `None` if
    /// the count is out of range.
    ///
    /// # Errors
    /// Returns an error if the count differs and [`DraftOptions::keep`] is not set.
    pub fn check_count(&self, path: &str, given: Option<usize>, actual: usize) -> BuildResult<()> {
        if given == Some(actual) || self.state.options.keep || self.is_open(path) {
            return Ok(());
        }
        let given = given.map_or("a number out of range".to_owned(), |given| given.to_string());
        let message = format!("does not match the data: expected {actual}, found {given}");
        Err(self.error_at(path, message).of_kind(BuildErrorKind::Computed))
    }

    /// True if the object has a field with this name.
    pub fn has(&self, name: &str) -> bool {
        self.json.and_then(|json| json.get(name)).is_some()
    }

    /// Returns the draft of a field of this object.
    pub fn field(&mut self, name: &str) -> Draft<'j> {
        self.taken.insert(name.to_owned());
        let map = self.json.and_then(Json::as_object);
        let json = map.and_then(|map| map.get(name));
        let mut field = self.child(json, self.path_of(name));
        field.enclosing = map.filter(|_| json.is_none());
        field
    }

    /// Returns the drafts of the items of this array; none if the array is missing.
    ///
    /// # Errors
    /// Returns an error if the JSON is not an array.
    pub fn items(&self) -> BuildResult<Vec<Draft<'j>>> {
        match self.json {
            None => Ok(Vec::new()),
            Some(Json::Array(items)) => {
                let items = items.iter().enumerate();
                Ok(items.map(|(i, j)| self.child(Some(j), format!("{}[{i}]", self.path))).collect())
            }
            Some(other) => Err(self.type_error("an array", other)),
        }
    }

    fn child(&self, json: Option<&'j Json>, path: String) -> Self {
        Draft {
            json,
            path,
            taken: BTreeSet::new(),
            enclosing: None,
            flat: false,
            state: Rc::clone(&self.state),
        }
    }

    /// Reads a structure whose fields are fields of this object.
    ///
    /// # Errors
    /// Returns the error of `read`.
    pub fn flat<T>(&mut self, read: impl FnOnce(&mut Self) -> BuildResult<T>) -> BuildResult<T> {
        let outer = std::mem::replace(&mut self.flat, true);
        let result = read(self);
        self.flat = outer;
        result
    }

    /// Tries one variant of an enum; a failed attempt leaves the draft unchanged.
    ///
    /// # Errors
    /// Returns the error of `read`.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> BuildResult<T>) -> BuildResult<T> {
        let (taken, found) = (self.taken.clone(), self.state.missing.borrow().found.len());
        let result = read(self);
        if result.is_err() {
            self.taken = taken;
            let OmittedNumbers { found: all, open } = &mut *self.state.missing.borrow_mut();
            for path in all.drain(found..) {
                open.remove(&path);
            }
        }
        result
    }

    /// Checks that all fields of this object have been read, except those whose names start with
    /// `$`.
    ///
    /// # Errors
    /// Returns an error if the object has an unknown field or the JSON is not an object.
    pub fn done(&self) -> BuildResult<()> {
        let map = match self.json {
            _ if self.flat => return Ok(()),
            None | Some(Json::Null) => return Ok(()),
            Some(Json::Object(map)) => map,
            Some(other) => return Err(self.type_error("an object", other)),
        };
        let unknown = map.keys().find(|key| !key.starts_with('$') && !self.taken.contains(*key));
        match unknown {
            None => Ok(()),
            Some(key) => {
                let names: Vec<&str> = self.taken.iter().map(String::as_str).collect();
                let hint = match nearest(key, names.iter().copied()) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None if names.is_empty() => "no fields expected here".to_owned(),
                    None => format!("known fields: {}", names.join(", ")),
                };
                Err(self.error(format!("unknown field '{key}'; {hint}")))
            }
        }
    }

    /// Creates an error for this value.
    pub fn error(&self, message: impl Into<String>) -> BuildError {
        BuildError::new(self.path.clone(), message)
    }

    /// Creates an error for the part of this value at `path`.
    pub fn error_at(&self, path: &str, message: impl Into<String>) -> BuildError {
        BuildError::new(self.path_of(path), message)
    }

    /// Returns the full path of the part of this value at `path`.
    fn path_of(&self, path: &str) -> String {
        let dot = if self.path.is_empty() || path.is_empty() { "" } else { "." };
        format!("{}{dot}{path}", self.path)
    }

    /// Returns `N` bytes, given as text with escapes such as `\x00` or as `{"$hex": …}`.
    ///
    /// # Errors
    /// Returns an error if the value is missing or does not have `N` bytes.
    pub fn characters<const N: usize>(&self) -> BuildResult<[u8; N]> {
        let given = match self.text()? {
            Err(bytes) => bytes,
            Ok(text) => unescape(text),
        };
        given.try_into().map_err(|given: Vec<u8>| {
            self.error(format!("expected {N} bytes, found {}", given.len()))
        })
    }

    /// Creates the error for JSON of an unexpected type.
    pub fn type_error(&self, expected: &str, found: &Json) -> BuildError {
        self.error(format!("expected {expected}, found {}", described(found)))
    }

    /// Creates the error for a missing value.
    pub fn missing_error(&self) -> BuildError {
        // A similar name is probably a typo.
        let name = self.path.rsplit('.').next().unwrap_or_default();
        let names = self.enclosing.into_iter().flat_map(Map::keys).map(String::as_str);
        match nearest(name, names) {
            Some(near) => self.error(format!("is missing (is '{near}' a typo?)")),
            None => self.error("is missing"),
        }
    }

    /// Records that a number was omitted and must be computed.
    pub fn mark_omitted(&self) {
        let OmittedNumbers { found, open } = &mut *self.state.missing.borrow_mut();
        if open.insert(self.path.clone()) {
            found.push(self.path.clone());
        }
    }

    /// Returns the paths of the omitted numbers that have not been computed.
    pub fn missing(&self) -> Vec<String> {
        let OmittedNumbers { found, open } = &*self.state.missing.borrow();
        found.iter().filter(|path| open.contains(*path)).cloned().collect()
    }

    /// True if the number at this path was omitted and has not been computed.
    pub fn is_open(&self, path: &str) -> bool {
        self.state.missing.borrow().open.contains(&self.path_of(path))
    }

    /// Marks the omitted number at this path as computed.
    pub fn mark_computed(&self, path: &str) {
        self.state.missing.borrow_mut().open.remove(&self.path_of(path));
    }

    /// Returns an integer, given as a number, a boolean, or text such as `0x10`; `None` if omitted.
    ///
    /// # Errors
    /// Returns an error if the JSON is not an integer.
    pub fn integer(&self) -> BuildResult<Option<i128>> {
        let error = |found| self.type_error("an integer", found);
        match self.json {
            None => {
                self.mark_omitted();
                Ok(None)
            }
            Some(json @ Json::Number(n)) => {
                let int = n.as_i64().map(i128::from).or_else(|| n.as_u64().map(i128::from));
                int.map(Some).ok_or_else(|| error(json))
            }
            Some(json @ Json::String(text)) => {
                parse_integer(text.trim()).map(Some).ok_or_else(|| error(json))
            }
            Some(Json::Bool(value)) => Ok(Some(i128::from(*value))),
            Some(other) => Err(error(other)),
        }
    }

    /// Returns the name of a value: the JSON, if it is text and not an integer.
    pub fn label(&self) -> Option<&'j str> {
        let text = self.json?.as_str()?;
        parse_integer(text.trim()).is_none().then_some(text)
    }

    /// Creates the error for an unknown value name.
    pub fn unknown_label_error<'n>(
        &self,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> BuildError {
        let given = self.json.and_then(Json::as_str).unwrap_or_default();
        let hint = match nearest(given, names.clone()) {
            Some(near) => format!("did you mean '{near}'?"),
            None => {
                let mut listed: Vec<&str> = names.take(MAX_LISTED.saturating_add(1)).collect();
                if let Some(more) = listed.get_mut(MAX_LISTED) {
                    *more = "…";
                }
                format!("known values: {}", listed.join(", "))
            }
        };
        self.error(format!("unknown value '{given}'; {hint}"))
    }

    /// Returns a value of a closed set, given by name or number.
    ///
    /// # Errors
    /// Returns an error if the value is missing or is not in the set.
    pub fn one_of<T: Copy>(&self, set: &[(&'static str, i128, T)]) -> BuildResult<T> {
        let found = match self.label() {
            Some(name) => set.iter().find(|entry| entry.0 == name),
            None => {
                let given = self.integer()?.ok_or_else(|| self.missing_error())?;
                set.iter().find(|entry| entry.1 == given)
            }
        };
        let names = set.iter().map(|entry| entry.0);
        found.map(|entry| entry.2).ok_or_else(|| self.unknown_label_error(names))
    }

    /// Returns the JSON value if it is a string.
    pub(crate) fn json_text(&self) -> Option<&'j str> {
        self.json.and_then(Json::as_str)
    }

    /// Returns a float, given as a number or as text such as `NaN`.
    ///
    /// # Errors
    /// Returns an error if the value is missing or is not a number.
    pub fn float(&self) -> BuildResult<f64> {
        let json = self.json.ok_or_else(|| self.missing_error())?;
        let number = match json {
            Json::Number(n) => n.as_f64(),
            Json::String(text) => crate::parse_f64(text),
            _ => None,
        };
        number.ok_or_else(|| self.type_error("a number", json))
    }

    /// Returns bytes, given as a string of hex digits or as `{"$hex": …}`.
    ///
    /// # Errors
    /// Returns an error if the value is missing or is not hex.
    pub fn bytes(&self) -> BuildResult<Vec<u8>> {
        let json = self.json.ok_or_else(|| self.missing_error())?;
        let text = json.get("$hex").unwrap_or(json).as_str();
        let text = text.ok_or_else(|| self.type_error("a string of hex digits", json))?;
        hex(text).map_err(|at| self.error(format!("expected two hex digits at character {at}")))
    }

    /// Returns text, or bytes that are not valid text (`{"$hex": …}`).
    ///
    /// # Errors
    /// Returns an error if the value is missing or is neither text nor bytes.
    pub fn text(&self) -> BuildResult<Result<&'j str, Vec<u8>>> {
        match self.json.ok_or_else(|| self.missing_error())? {
            Json::String(text) => Ok(Ok(text)),
            Json::Object(map) if map.contains_key("$hex") => self.bytes().map(Err),
            other => Err(self.type_error("a string", other)),
        }
    }
}

/// Decodes the escapes `\xHH`, `\t`, `\r` and `\n`. Removes the backslash before any other byte.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let digits = [*high, *low];
                let hex = std::str::from_utf8(&digits).ok();
                (hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(b'?'), after)
            }
            (b'\\', [b't', after @ ..]) => (b'\t', after),
            (b'\\', [b'r', after @ ..]) => (b'\r', after),
            (b'\\', [b'n', after @ ..]) => (b'\n', after),
            (b'\\', [other, after @ ..]) => (*other, after),
            (other, after) => (*other, after),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

/// Parses a decimal integer, or a hexadecimal integer with the prefix `0x`.
///
/// ```
/// use bytescope_inspect::parse_integer;
///
/// assert_eq!(parse_integer("-0x10"), Some(-16));
/// assert_eq!(parse_integer("1.5"), None);
/// ```
pub fn parse_integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let value = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => i128::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    value.checked_mul(sign)
}

/// Decodes hex digits; the error is the position of the first invalid pair, counted from 1.
fn hex(text: &str) -> Result<Vec<u8>, usize> {
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for (at, pair) in text.as_bytes().chunks(2).enumerate() {
        let position = at.saturating_mul(2).saturating_add(1);
        let [high, low] = pair else { return Err(position) };
        let (high, low) = (digit(*high).ok_or(position)?, digit(*low).ok_or(position)?);
        bytes.push(high << 4 | low);
    }
    Ok(bytes)
}

/// Returns a description of a JSON value for messages.
fn described(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(_) | Json::Number(_) => json.to_string(),
        Json::String(text) if text.chars().count() <= 40 => format!("{text:?}"),
        Json::String(_) => "a long string".to_owned(),
        Json::Array(_) => "an array".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

/// Sets `value` at `path` in `json`, creating objects as needed.
pub(crate) fn put(json: &mut Json, path: &str, value: Json) {
    let mut at = json;
    for segment in path.split('.') {
        let mut parts = segment.split('[');
        let name = parts.next().unwrap_or_default();
        if !name.is_empty() {
            if !at.is_object() {
                *at = Json::Object(Map::new());
            }
            let Json::Object(map) = at else { return };
            at = map.entry(name.to_owned()).or_insert(Json::Null);
        }
        for index in parts {
            let index = index.trim_end_matches(']').parse::<usize>().ok();
            let Some(item) = index.and_then(|i| at.get_mut(i)) else { return };
            at = item;
        }
    }
    *at = value;
}

#[cfg(test)]
mod tests {
    use super::{Draft, DraftOptions, put};
    use serde_json::json;

    #[test]
    fn integers_are_exact() {
        let integer = |json| Draft::new(&json, DraftOptions::default()).integer().unwrap();
        assert_eq!(integer(json!(u64::MAX)), Some(u64::MAX.into()));
        assert_eq!(integer(json!("-0x10")), Some(-16));
        let float = json!(1.5);
        let error = Draft::new(&float, DraftOptions::default()).integer().unwrap_err();
        assert_eq!(error.to_string(), "expected an integer, found 1.5");
    }

    #[test]
    fn omitted_known_values_are_marked() {
        let json = json!("xyz");
        let draft = Draft::new(&json, DraftOptions::default());
        let names: Vec<String> = (0..13).map(|n| format!("NAME_{n}")).collect();
        let error = |count| {
            let names = names.iter().take(count).map(String::as_str);
            draft.unknown_label_error(names).to_string()
        };
        assert!(error(12).ends_with(", NAME_10, NAME_11"), "{}", error(12));
        assert!(error(13).ends_with(", NAME_10, NAME_11, …"), "{}", error(13));
    }

    #[test]
    fn values_are_put_at_paths() {
        let mut json = json!({"chunks": [{"crc": 1}, {}]});
        put(&mut json, "chunks[1].crc", json!(2));
        put(&mut json, "header.size", json!(3));
        assert_eq!(json, json!({"chunks": [{"crc": 1}, {"crc": 2}], "header": {"size": 3}}));
    }
}
