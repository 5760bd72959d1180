//! In-place changes of named fields. Candidate bytes are written, read back, and kept only if the
//! field then has the requested value.

use crate::format::AnyFormat;
use crate::{Document, view};
use bytescope_inspect::{
    Buffers, Fact, Fault, FaultKind, Limits, Node, Quantity, Selector, SelectorError, Value,
    nearest,
};
use std::fmt;
use std::str::FromStr;

/// One change: a path and its new value.
#[derive(Clone, Debug)]
pub struct Change {
    path: Selector,
    value: String,
}

impl FromStr for Change {
    type Err = PatchError;

    fn from_str(text: &str) -> Result<Self, PatchError> {
        let (path, value) =
            text.split_once('=').ok_or("expected PATH=VALUE, e.g. chunks[0].data.width=640")?;
        Ok(Self { path: path.parse()?, value: value.to_owned() })
    }
}

/// Error when changing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatchError {
    /// Kind of the error, for hints to the user.
    pub kind: PatchErrorKind,
    /// Description of the problem, with the path of the field.
    pub message: String,
}

/// Kind of a [`PatchError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatchErrorKind {
    /// The field does not exist or cannot store the value.
    Refused,
    /// The value would change the size of the field, which requires a new file.
    Size,
    /// The text is longer than its field; [`PatchOptions::truncate`] truncates it.
    TooLong,
    /// The changed file would be invalid; [`PatchOptions::keep`] accepts it.
    Invalid,
}

impl PatchError {
    fn new(kind: PatchErrorKind, message: String) -> Self {
        Self { kind, message }
    }

    /// Prefixes the message with the path of the field.
    fn within(self, path: impl fmt::Display) -> Self {
        Self { message: format!("{path}: {}", self.message), ..self }
    }
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PatchError {}

impl From<SelectorError> for PatchError {
    fn from(error: SelectorError) -> Self {
        error.to_string().into()
    }
}

impl From<String> for PatchError {
    fn from(message: String) -> Self {
        Self::new(PatchErrorKind::Refused, message)
    }
}

impl From<&str> for PatchError {
    fn from(message: &str) -> Self {
        message.to_owned().into()
    }
}

/// Options of [`Document::set`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PatchOptions {
    /// Change only the named fields, even if that makes the file invalid.
    pub keep: bool,
    /// Truncate text that is too long for its field, at a character boundary.
    pub truncate: bool,
}

/// Maximum number of dependent fields that are recomputed.
const ROUNDS: usize = 8;
/// Maximum number of faults, and of paths, that are considered.
const MOST: usize = 10_000;

impl Document {
    /// Returns the bytes of the file with some fields changed and the dependent lengths and
    /// checksums recomputed. Existing faults are left unchanged.
    ///
    /// ```
    /// use bytescope::Document;
    /// use bytescope::edit::PatchOptions;
    ///
    /// let doc = Document::open("samples/png/rgba.png")?;
    /// let changed = doc.set(&["chunks[0].data.interlace_method=ADAM7".parse()?], PatchOptions { keep: true, ..PatchOptions::default() })?;
    /// assert_eq!((doc.bytes()[28], changed[28]), (0, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if a field does not exist or cannot store its value, if the result would be
    /// invalid, or if the format is not built in.
    pub fn set(&self, changes: &[Change], options: PatchOptions) -> Result<Vec<u8>, PatchError> {
        if self.format().built_in().is_none() {
            let name = self.format().name();
            return Err(format!("'{name}' is defined by a schema and therefore read-only").into());
        }
        let PatchOptions { keep, truncate } = options;
        Patch { format: self.format(), keep, truncate }.apply(self.bytes(), changes)
    }
}

/// Changes of a file.
struct Patch<'f> {
    format: &'f AnyFormat,
    keep: bool,
    truncate: bool,
}

impl Patch<'_> {
    fn apply(&self, file: &[u8], changes: &[Change]) -> Result<Vec<u8>, PatchError> {
        let known: Vec<(String, Fault)> = self.faults(file);
        let was_invalid = |path: &str| known.iter().any(|(known, _)| known == path);
        let mut bytes = file.to_vec();
        for change in changes {
            let node = self.node(&bytes, &change.path)?;
            self.put(&mut bytes, &change.path, &node, &change.value)
                .map_err(|error| error.within(&change.path))?;
        }
        if self.keep {
            return Ok(bytes);
        }
        let is_changed = |path: &str| changes.iter().any(|c| c.path.to_string() == path);
        for _ in 0..ROUNDS {
            let mut faults = self.faults(&bytes);
            faults.retain(|(path, _)| !was_invalid(path));
            let computed = faults.iter().find_map(|(path, fault)| {
                let dependent = fault.kind == FaultKind::Mismatch && !is_changed(path);
                Some((path, fault.expected.as_ref().filter(|_| dependent).and_then(stored_as)?))
            });
            let Some((path, value)) = computed else {
                return match faults.first() {
                    None => Ok(bytes),
                    Some((path, fault)) => {
                        let message = format!("the result would be invalid: {path}: {fault}");
                        Err(PatchError::new(PatchErrorKind::Invalid, message))
                    }
                };
            };
            let at: Selector = path.parse()?;
            let node = self.node(&bytes, &at)?;
            self.put(&mut bytes, &at, &node, &value).map_err(|error| error.within(path))?;
        }
        Err("dependent fields do not converge".into())
    }

    fn faults(&self, bytes: &[u8]) -> Vec<(String, Fault)> {
        self.format.check(bytes, Limits::default(), MOST)
    }

    /// Returns the single field at a path.
    fn node(&self, bytes: &[u8], path: &Selector) -> Result<Node, PatchError> {
        let limits = Limits::default();
        let outcome = self.format.inspect(bytes, limits, false);
        let sight = Buffers { source: bytes, buffers: &outcome.buffers };
        let mut found = path.select(&outcome.tree, sight, limits);
        match (found.pop(), found.len()) {
            (None, _) => Err(format!("no field {path}; {}", hint(&outcome.tree, path)).into()),
            (Some((_, node)), 0) if node.span.buffer.0 > 0 => {
                let message =
                    format!("{path} is in decompressed data, which cannot be changed in place");
                Err(message.into())
            }
            (Some((_, node)), 0) => Ok(node.into_owned()),
            (Some(_), more) => Err(format!(
                "{path} matches {}; choose one",
                Quantity::new(more as u64 + 1, "field")
            )
            .into()),
        }
    }

    /// Writes a value to the bytes of a field.
    fn put(
        &self,
        bytes: &mut [u8],
        path: &Selector,
        node: &Node,
        value: &str,
    ) -> Result<(), PatchError> {
        let (start, end) = (index(node.span.start()), index(node.span.end()));
        let old = bytes.get(start..end).ok_or("the field is truncated")?.to_vec();
        for candidate in self.candidates(node, &old, value)? {
            if let Some(place) = bytes.get_mut(start..end)
                && place.len() == candidate.bytes.len()
            {
                place.copy_from_slice(&candidate.bytes);
                if self.node(bytes, path).is_ok_and(|now| candidate.target.matches(&now)) {
                    return Ok(());
                }
            }
            if let Some(place) = bytes.get_mut(start..end) {
                place.copy_from_slice(&old);
            }
        }
        Err(match &node.value {
            Value::Text(_) | Value::Bytes => PatchError::new(
                PatchErrorKind::Size,
                format!(
                    "the value would change the size of the field ({})",
                    Quantity::bytes(old.len() as u64)
                ),
            ),
            _ => "the field cannot store this value".into(),
        })
    }

    /// Returns the possible encodings of the value.
    fn candidates(
        &self,
        node: &Node,
        old: &[u8],
        value: &str,
    ) -> Result<Vec<Candidate>, PatchError> {
        let size = old.len();
        if let Some((lo, hi)) = node.extra.as_ref().and_then(|e| e.bits) {
            let width = u32::from(hi.saturating_sub(lo)).min(63);
            let given = self.number(node, value)?;
            let most = (1_i128 << width) - 1;
            if !(0..=most).contains(&given) {
                return Err(format!("out of range: expected 0 to {most}, found {given}").into());
            }
            let with = |word: i128| word & !(most << lo) | given << lo;
            let target = Wanted::Integer(given);
            return Ok(both(size, |big| stored(with(loaded(old, big)), size, big), &target));
        }
        match &node.value {
            Value::UInt(_) | Value::Int(_) | Value::Label(_) => {
                let given = self.number(node, value)?;
                let bits = u32::try_from(size.min(8) * 8).unwrap_or(64);
                let (least, most) = match &node.value {
                    Value::Int(_) => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
                    _ => (0, (1_i128 << bits) - 1),
                };
                if !(least..=most).contains(&given) {
                    return Err(format!(
                        "out of range: expected {least} to {most}, found {given}"
                    )
                    .into());
                }
                let target = Wanted::Integer(given);
                Ok(both(size, |big| stored(given, size, big), &target))
            }
            Value::F32(_) => {
                let given: f32 = value.parse().map_err(|_| expected("a number", value))?;
                let bits = i128::from(given.to_bits());
                let target = Wanted::Float(f64::from(given));
                Ok(both(size, |big| stored(bits, size, big), &target))
            }
            Value::F64(_) => {
                let given: f64 = value.parse().map_err(|_| expected("a number", value))?;
                let bits = i128::from(given.to_bits());
                Ok(both(size, |big| stored(bits, size, big), &Wanted::Float(given)))
            }
            Value::Text(_) => self.text(value, size),
            Value::Bytes => {
                let digits = value.strip_prefix("hex:").unwrap_or(value);
                let bytes = hex::decode(digits).map_err(|_| expected("hex digit pairs", value))?;
                Ok(vec![Candidate { target: Wanted::Any, bytes }])
            }
            Value::Null | Value::Bool(_) | Value::Ref(_) => {
                Err("must be a field that is stored in the file".into())
            }
            Value::Group | Value::List | Value::Table(_) => {
                let names: Vec<_> = node.children.iter().map(|c| &*c.meta.name).collect();
                let parts = match names.iter().all(|name| name.is_empty()) {
                    true => "an item, e.g. [0]".to_owned(),
                    false => names.join(", "),
                };
                Err(format!("must be a single value; choose one of: {parts}").into())
            }
        }
    }

    /// Converts a number or an enum name to an integer.
    fn number(&self, node: &Node, value: &str) -> Result<i128, String> {
        if let Some(number) = integer(value) {
            return Ok(number);
        }
        let Some(set) = node.labels() else { return Err(expected("an integer", value)) };
        (set.find)(value).ok_or_else(|| {
            let names = (set.names)();
            let hint = match nearest(value, names.iter().copied()) {
                Some(near) => format!("did you mean '{near}'?"),
                None => format!("known values: {}", names.join(", ")),
            };
            format!("unknown value '{value}'; {hint}")
        })
    }

    fn text(&self, value: &str, size: usize) -> Result<Vec<Candidate>, PatchError> {
        let mut value = value;
        if let Some(over) = value.len().checked_sub(size).filter(|over| *over > 0) {
            if !self.truncate {
                let over = view::counted(over as u64, "byte");
                let message = format!("too long by {over} for a {size}-byte field");
                return Err(PatchError::new(PatchErrorKind::TooLong, message));
            }
            let cut = (0..=size).rev().find(|at| value.is_char_boundary(*at)).unwrap_or(0);
            value = value.get(..cut).unwrap_or_default();
        }
        let target = || Wanted::Text(value.to_owned());
        let padded = |mut bytes: Vec<u8>| {
            bytes.resize(size.max(bytes.len()), 0);
            Candidate { target: target(), bytes }
        };
        let mut encodings = vec![padded(value.as_bytes().to_vec())];
        let latin: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
        encodings.extend(latin.map(padded));
        Ok(encodings)
    }
}

/// Formats a required value like the value of a [`Change`].
fn stored_as(required: &Fact) -> Option<String> {
    match required {
        Fact::Value(Value::Text(text)) => Some(text.to_string()),
        fact => fact.as_int().map(|number| number.to_string()),
    }
}

/// Suggestion for an unresolved path.
fn hint(tree: &Node, path: &Selector) -> String {
    let mut paths = Vec::new();
    tree.walk(&mut |path, _| {
        if paths.len() < MOST {
            paths.push(path.to_string());
        }
    });
    if let Some(near) = nearest(&path.to_string(), paths.iter().map(String::as_str)) {
        return format!("did you mean {near}?");
    }
    let names: Vec<_> = tree.children.iter().map(|c| &*c.meta.name).collect();
    format!("top-level fields: {}", names.join(", "))
}

/// A possible encoding, and the value that the field must have when read back.
struct Candidate {
    target: Wanted,
    bytes: Vec<u8>,
}

#[derive(Clone)]
enum Wanted {
    Integer(i128),
    Float(f64),
    Text(String),
    Any,
}

impl Wanted {
    /// True if the field has this value.
    fn matches(&self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Integer(target), _) => node.as_int() == Some(*target),
            (Self::Float(target), Value::F32(v)) => {
                f64::from(*v).to_bits() == target.to_bits() || (v.is_nan() && target.is_nan())
            }
            (Self::Float(target), Value::F64(v)) => {
                v.to_bits() == target.to_bits() || (v.is_nan() && target.is_nan())
            }
            (Self::Text(target), Value::Text(text)) => **text == **target,
            (Self::Any, _) => true,
            _ => false,
        }
    }
}

/// Returns the candidates in both byte orders.
fn both(size: usize, make: impl Fn(bool) -> Vec<u8>, target: &Wanted) -> Vec<Candidate> {
    let orders: &[bool] = if size > 1 { &[false, true] } else { &[false] };
    orders.iter().map(|big| Candidate { target: target.clone(), bytes: make(*big) }).collect()
}

fn stored(value: i128, size: usize, big: bool) -> Vec<u8> {
    let mut bytes = value.to_le_bytes().to_vec();
    bytes.resize(size, 0);
    if big {
        bytes.reverse();
    }
    bytes
}

fn loaded(bytes: &[u8], big: bool) -> i128 {
    let add = |word: i128, byte: &u8| word << 8 | i128::from(*byte);
    if big { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) }
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let value = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => i128::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some(value * sign)
}

fn expected(what: &str, found: &str) -> String {
    format!("expected {what}, found {found:?}")
}
