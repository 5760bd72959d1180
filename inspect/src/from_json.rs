//! Values from JSON: the way back from plain JSON views.

use crate::Inspect;
use crate::nearest::nearest;
use binrw::Endian;
use serde_json::{Map, Value as Json};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::rc::Rc;

/// A type that can be made from plain JSON: structures as objects, bytes as hex, labels by name.
///
/// The derive makes it of what `#[binrw]` also writes. A type that is only read does not have it,
/// so asking for its JSON does not compile.
pub trait FromJson: Inspect {
    /// Makes a value.
    ///
    /// # Errors
    /// The JSON is not such a value.
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self>;

    /// Makes a sequence of values: one per item, unless the type says otherwise.
    ///
    /// # Errors
    /// Those of the first item that fails.
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

/// A JSON value that a field is to be made from, with its path.
#[derive(Clone, Debug)]
pub struct Draft<'j> {
    json: Option<&'j Json>,
    path: String,
    /// Names that fields have taken, of the object that is being read.
    taken: BTreeSet<String>,
    /// The object that it should be in, when it is missing there.
    beside: Option<&'j Map<String, Json>>,
    /// Another structure owns the object, and looks after the names that are left.
    flat: bool,
    run: Rc<Run>,
}

/// What is common to all drafts of one value.
#[derive(Debug, Default)]
struct Run {
    missing: RefCell<Missing>,
    options: DraftOptions,
}

/// The paths of numbers that were left out: in the order in which they were found, and those of
/// them that are not known yet.
#[derive(Debug, Default)]
struct Missing {
    found: Vec<String>,
    open: HashSet<String>,
}

/// How JSON is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DraftOptions {
    /// Cut text that is too long for its field, at a character.
    pub truncate: bool,
    /// Keep lengths and checksums that are wrong.
    pub keep: bool,
}

/// What kind of rule JSON breaks, for advice on how to go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// The JSON is not a value of the type.
    #[default]
    Invalid,
    /// A number differs from what the rest of the file makes of it. Left out, it is computed;
    /// [`DraftOptions::keep`] accepts it.
    Computed,
    /// A value is read back as another, because a length or flag that is given excludes it. Left out,
    /// lengths are computed; [`DraftOptions::keep`] accepts them.
    NotHeld,
    /// Text is longer than its field. [`DraftOptions::truncate`] cuts it.
    TooLong,
}

/// Why JSON is no value of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuildError {
    /// What kind of rule is broken.
    pub kind: BuildErrorKind,
    /// The path of the field.
    pub path: String,
    /// What is wrong, and what is expected.
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
    /// An error at the field at `path`.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind: BuildErrorKind::Invalid, path: path.into(), message: message.into() }
    }

    /// The same error as one of this kind.
    #[must_use]
    pub fn of_kind(mut self, kind: BuildErrorKind) -> Self {
        self.kind = kind;
        self
    }
}

/// The result of making a value from JSON.
pub type BuildResult<T> = Result<T, BuildError>;

impl<'j> Draft<'j> {
    /// The draft of a whole value.
    pub fn new(json: &'j Json, options: DraftOptions) -> Self {
        let run = Rc::new(Run { options, ..Run::default() });
        Self {
            json: Some(json),
            path: String::new(),
            taken: BTreeSet::new(),
            beside: None,
            flat: false,
            run,
        }
    }

    /// The path of the value.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How JSON is read.
    pub fn options(&self) -> DraftOptions {
        self.run.options
    }

    /// The JSON, if there is any.
    pub fn json(&self) -> Option<&'j Json> {
        self.json
    }

    /// Whether the JSON has no such value.
    pub fn is_missing(&self) -> bool {
        self.json.is_none()
    }

    /// Refuses JSON that is no object.
    ///
    /// # Errors
    /// It is something else.
    pub fn object(&self) -> BuildResult<()> {
        match self.json {
            None | Some(Json::Object(_) | Json::Null) => Ok(()),
            Some(other) => Err(self.wrong("an object", other)),
        }
    }

    /// Refuses the number at `path` when it was given and is not the `wanted` one.
    ///
    /// # Errors
    /// It is another, and wrong numbers are not to be kept.
    pub fn counted(&self, path: &str, given: Option<usize>, wanted: usize) -> BuildResult<()> {
        if given == Some(wanted) || self.run.options.keep || self.is_open(path) {
            return Ok(());
        }
        let given = given.map_or("another number".to_owned(), |given| given.to_string());
        let message = format!("is {given}, but {wanted} are there");
        Err(self.error_at(path, message).of_kind(BuildErrorKind::Computed))
    }

    /// Whether the object has a field of that name.
    pub fn has(&self, name: &str) -> bool {
        self.json.and_then(|json| json.get(name)).is_some()
    }

    /// The draft of a field of this object.
    pub fn field(&mut self, name: &str) -> Draft<'j> {
        self.taken.insert(name.to_owned());
        let map = self.json.and_then(Json::as_object);
        let json = map.and_then(|map| map.get(name));
        let mut field = self.below(json, self.to(name));
        field.beside = map.filter(|_| json.is_none());
        field
    }

    /// The drafts of the items of this array; none when it is missing.
    ///
    /// # Errors
    /// The JSON is no array.
    pub fn items(&self) -> BuildResult<Vec<Draft<'j>>> {
        match self.json {
            None => Ok(Vec::new()),
            Some(Json::Array(items)) => {
                let items = items.iter().enumerate();
                Ok(items.map(|(i, j)| self.below(Some(j), format!("{}[{i}]", self.path))).collect())
            }
            Some(other) => Err(self.wrong("an array", other)),
        }
    }

    fn below(&self, json: Option<&'j Json>, path: String) -> Self {
        Draft {
            json,
            path,
            taken: BTreeSet::new(),
            beside: None,
            flat: false,
            run: Rc::clone(&self.run),
        }
    }

    /// Reads a structure whose fields stand among those of this object.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn flat<T>(&mut self, read: impl FnOnce(&mut Self) -> BuildResult<T>) -> BuildResult<T> {
        let outer = std::mem::replace(&mut self.flat, true);
        let result = read(self);
        self.flat = outer;
        result
    }

    /// Tries one form of an enum; what it has taken is given back when it does not fit.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> BuildResult<T>) -> BuildResult<T> {
        let (taken, found) = (self.taken.clone(), self.run.missing.borrow().found.len());
        let result = read(self);
        if result.is_err() {
            self.taken = taken;
            let Missing { found: all, open } = &mut *self.run.missing.borrow_mut();
            for path in all.drain(found..) {
                open.remove(&path);
            }
        }
        result
    }

    /// Says that a structure has taken all its fields: what is left is unknown.
    ///
    /// # Errors
    /// There is a field that the structure does not have, or no object.
    pub fn done(&self) -> BuildResult<()> {
        let map = match self.json {
            _ if self.flat => return Ok(()),
            None | Some(Json::Null) => return Ok(()),
            Some(Json::Object(map)) => map,
            Some(other) => return Err(self.wrong("an object", other)),
        };
        let unknown = map.keys().find(|key| !key.starts_with('$') && !self.taken.contains(*key));
        match unknown {
            None => Ok(()),
            Some(key) => {
                let names: Vec<&str> = self.taken.iter().map(String::as_str).collect();
                let hint = match nearest(key, names.iter().copied()) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None if names.is_empty() => "nothing can be said here".to_owned(),
                    None => format!("known are: {}", names.join(", ")),
                };
                Err(self.error(format!("there is no field '{key}'; {hint}")))
            }
        }
    }

    /// An error at this value.
    pub fn error(&self, message: impl Into<String>) -> BuildError {
        BuildError::new(self.path.clone(), message)
    }

    /// An error at the part of this value that `path` leads to.
    pub fn error_at(&self, path: &str, message: impl Into<String>) -> BuildError {
        BuildError::new(self.to(path), message)
    }

    /// The whole path of a part of this value.
    fn to(&self, path: &str) -> String {
        let dot = if self.path.is_empty() || path.is_empty() { "" } else { "." };
        format!("{}{dot}{path}", self.path)
    }

    /// `N` letters, as they are shown: `\\x00` stands for a byte that is no letter.
    ///
    /// # Errors
    /// They are missing, or another number.
    pub fn letters<const N: usize>(&self) -> BuildResult<[u8; N]> {
        let given = match self.text()? {
            Err(bytes) => bytes,
            Ok(text) => unescape(text),
        };
        given.try_into().map_err(|given: Vec<u8>| {
            self.error(format!("expected {N} letters, found {}", given.len()))
        })
    }

    /// The error for JSON of another kind.
    pub fn wrong(&self, expected: &str, found: &Json) -> BuildError {
        self.error(format!("expected {expected}, found {}", kind(found)))
    }

    /// The error for a value that must be given.
    pub fn demanded(&self) -> BuildError {
        // What stands there under a name that comes near may be a slip of the pen.
        let name = self.path.rsplit('.').next().unwrap_or_default();
        let names = self.beside.into_iter().flat_map(Map::keys).map(String::as_str);
        match nearest(name, names) {
            Some(near) => self.error(format!("is missing (is '{near}' meant?)")),
            None => self.error("is missing"),
        }
    }

    /// Remembers that a number was left out, for the file to say what it must be.
    pub fn left_out(&self) {
        let Missing { found, open } = &mut *self.run.missing.borrow_mut();
        if open.insert(self.path.clone()) {
            found.push(self.path.clone());
        }
    }

    /// The paths of the numbers that were left out.
    pub fn missing(&self) -> Vec<String> {
        let Missing { found, open } = &*self.run.missing.borrow();
        found.iter().filter(|path| open.contains(*path)).cloned().collect()
    }

    /// Whether the number of this path was left out, and is not known yet.
    pub fn is_open(&self, name: &str) -> bool {
        self.run.missing.borrow().open.contains(&self.to(name))
    }

    /// Says that the number of this path is known now.
    pub fn settle(&self, name: &str) {
        self.run.missing.borrow_mut().open.remove(&self.to(name));
    }

    /// An integer, given as a number or as text like `0x10`; `None` when it was left out.
    ///
    /// # Errors
    /// The JSON is no integer.
    pub fn integer(&self) -> BuildResult<Option<i128>> {
        let not = |found| self.wrong("an integer", found);
        match self.json {
            None => {
                self.left_out();
                Ok(None)
            }
            Some(json @ Json::Number(n)) => {
                let int = n.as_i64().map(i128::from).or_else(|| n.as_u64().map(i128::from));
                int.map(Some).ok_or_else(|| not(json))
            }
            Some(json @ Json::String(text)) => integer(text).map(Some).ok_or_else(|| not(json)),
            Some(Json::Bool(yes)) => Ok(Some(i128::from(*yes))),
            Some(other) => Err(not(other)),
        }
    }

    /// The text of a value with a name, when JSON gives one that is no number.
    pub fn label(&self) -> Option<&'j str> {
        let text = self.json?.as_str()?;
        integer(text).is_none().then_some(text)
    }

    /// The error for a name that no value has.
    pub fn no_label<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> BuildError {
        let given = self.json.and_then(Json::as_str).unwrap_or_default();
        let hint = match nearest(given, names.clone()) {
            Some(near) => format!("did you mean '{near}'?"),
            None => {
                let some: Vec<&str> = names.take(12).collect();
                format!("known are: {}", some.join(", "))
            }
        };
        self.error(format!("there is no value '{given}'; {hint}"))
    }

    /// The value of a closed set: by its name, or by its number.
    ///
    /// # Errors
    /// There is no such value.
    pub fn one_of<T: Copy>(&self, set: &[(&'static str, i128, T)]) -> BuildResult<T> {
        let found = match self.label() {
            Some(name) => set.iter().find(|one| one.0 == name),
            None => {
                let given = self.integer()?.ok_or_else(|| self.demanded())?;
                set.iter().find(|one| one.1 == given)
            }
        };
        found.map(|one| one.2).ok_or_else(|| self.no_label(set.iter().map(|one| one.0)))
    }

    /// A float, given as a number or as text like `NaN`.
    ///
    /// # Errors
    /// It is missing, or no number.
    pub fn float(&self) -> BuildResult<f64> {
        let json = self.json.ok_or_else(|| self.demanded())?;
        let number = match json {
            Json::Number(n) => n.as_f64(),
            Json::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| self.wrong("a number", json))
    }

    /// Bytes, given as hex digits.
    ///
    /// # Errors
    /// They are missing, or not hex.
    pub fn bytes(&self) -> BuildResult<Vec<u8>> {
        let json = self.json.ok_or_else(|| self.demanded())?;
        let text = json.get("$hex").unwrap_or(json).as_str();
        let text = text.ok_or_else(|| self.wrong("a string of hex digits", json))?;
        hex(text).map_err(|at| self.error(format!("not two hex digits at character {at}")))
    }

    /// Text, or the bytes that are no text (`{"$hex": …}`).
    ///
    /// # Errors
    /// It is missing, or neither.
    pub fn text(&self) -> BuildResult<Result<&'j str, Vec<u8>>> {
        match self.json.ok_or_else(|| self.demanded())? {
            Json::String(text) => Ok(Ok(text)),
            Json::Object(map) if map.contains_key("$hex") => self.bytes().map(Err),
            other => Err(self.wrong("a string", other)),
        }
    }
}

/// The bytes of a text in which `\\x..`, `\\t`, `\\r`, `\\n`, `\\'`, `\\\"` and `\\\\` stand for one.
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

/// An integer as people write it.
fn integer(text: &str) -> Option<i128> {
    let text = text.trim();
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

/// Bytes from hex digits; an error is the place of the first character that is none, from 1.
fn hex(text: &str) -> Result<Vec<u8>, usize> {
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for (at, pair) in text.as_bytes().chunks(2).enumerate() {
        let wrong = at.saturating_mul(2).saturating_add(1);
        let [high, low] = pair else { return Err(wrong) };
        let (high, low) = (digit(*high).ok_or(wrong)?, digit(*low).ok_or(wrong)?);
        bytes.push(high << 4 | low);
    }
    Ok(bytes)
}

fn kind(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(_) | Json::Number(_) => json.to_string(),
        Json::String(text) if text.chars().count() <= 40 => format!("{text:?}"),
        Json::String(_) => "a long string".to_owned(),
        Json::Array(_) => "an array".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

/// Puts `value` at `path` in `json`, making objects on the way.
pub(crate) fn put(json: &mut Json, path: &str, value: Json) {
    let mut at = json;
    for step in path.split('.') {
        let mut parts = step.split('[');
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
        let of = |json| Draft::new(&json, DraftOptions::default()).integer().unwrap();
        assert_eq!(of(json!(u64::MAX)), Some(u64::MAX.into()));
        assert_eq!(of(json!("-0x10")), Some(-16));
        let wrong = json!(1.5);
        let error = Draft::new(&wrong, DraftOptions::default()).integer().unwrap_err();
        assert_eq!(error.to_string(), "expected an integer, found 1.5");
    }

    #[test]
    fn values_are_put_at_paths() {
        let mut json = json!({"chunks": [{"crc": 1}, {}]});
        put(&mut json, "chunks[1].crc", json!(2));
        put(&mut json, "header.size", json!(3));
        assert_eq!(json, json!({"chunks": [{"crc": 1}, {"crc": 2}], "header": {"size": 3}}));
    }
}
