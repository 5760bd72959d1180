//! Changing named fields in place: the new bytes are tried, read back, and kept only when the
//! field then holds what was asked for.

use crate::format::AnyFormat;
use crate::{Document, view};
use bytescope_inspect::{
    Bytes, Fact, Fault, FaultKind, Limits, Node, Selector, SelectorError, Value, nearest,
};
use std::fmt;
use std::str::FromStr;

/// One change: a path and what shall stand there.
#[derive(Clone, Debug)]
pub struct Change {
    path: Selector,
    value: String,
}

impl FromStr for Change {
    type Err = PatchError;

    fn from_str(text: &str) -> Result<Self, PatchError> {
        let (path, value) =
            text.split_once('=').ok_or("a change looks like chunks[0].data.width=640")?;
        Ok(Self { path: path.parse()?, value: value.to_owned() })
    }
}

/// Why a file is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatchError {
    /// What kind of refusal it is, for advice on how to go on.
    pub kind: PatchErrorKind,
    /// What is wrong, with the path of the field.
    pub message: String,
}

/// What kind of refusal a [`PatchError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatchErrorKind {
    /// There is no such field, or it cannot hold the value.
    Refused,
    /// The value would change the size of its field; only a new file can hold it.
    Size,
    /// Text is longer than its field. [`PatchOptions::truncate`] cuts it.
    TooLong,
    /// The changed file would be invalid. [`PatchOptions::keep`] accepts it.
    Invalid,
}

impl PatchError {
    fn new(kind: PatchErrorKind, message: String) -> Self {
        Self { kind, message }
    }

    /// The same error, in the field at `path`.
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

/// How a file is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PatchOptions {
    /// Change nothing but the named fields, even if that makes the file invalid.
    pub keep: bool,
    /// Cut text that is too long for its field, at a character.
    pub truncate: bool,
}

/// Rounds of computing what depends on what was computed.
const ROUNDS: usize = 8;
/// Faults, and paths, that are looked at.
const MOST: usize = 10_000;

impl Document {
    /// The bytes of the file with some fields changed, and with the lengths and checksums that depend
    /// on them recomputed. Faults that the file has already are left alone.
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
    /// There is no such field, a value does not fit it, or the result would be invalid. A file that a
    /// schema describes cannot be changed.
    pub fn set(&self, changes: &[Change], options: PatchOptions) -> Result<Vec<u8>, PatchError> {
        if self.format().built_in().is_none() {
            let name = self.format().name();
            return Err(format!("'{name}' is described by a schema, which can only be read").into());
        }
        let PatchOptions { keep, truncate } = options;
        Patch { format: self.format(), keep, truncate }.apply(self.bytes(), changes)
    }
}

/// A change of a file.
struct Patch<'f> {
    format: &'f AnyFormat,
    keep: bool,
    truncate: bool,
}

impl Patch<'_> {
    fn apply(&self, file: &[u8], changes: &[Change]) -> Result<Vec<u8>, PatchError> {
        let known: Vec<(String, Fault)> = self.faults(file);
        let was_bad = |path: &str| known.iter().any(|(known, _)| known == path);
        let mut bytes = file.to_vec();
        for change in changes {
            let node = self.node(&bytes, &change.path)?;
            self.put(&mut bytes, &change.path, &node, &change.value)
                .map_err(|error| error.within(&change.path))?;
        }
        if self.keep {
            return Ok(bytes);
        }
        let asked = |path: &str| changes.iter().any(|c| c.path.to_string() == path);
        for _ in 0..ROUNDS {
            let mut faults = self.faults(&bytes);
            faults.retain(|(path, _)| !was_bad(path));
            let computed = faults.iter().find_map(|(path, fault)| {
                let wrong = fault.kind == FaultKind::Mismatch && !asked(path);
                Some((path, fault.expected.as_ref().filter(|_| wrong).and_then(stored_as)?))
            });
            let Some((path, value)) = computed else {
                return match faults.first() {
                    None => Ok(bytes),
                    Some((path, fault)) => {
                        let message = format!("the file would be bad: {path}: {fault}");
                        Err(PatchError::new(PatchErrorKind::Invalid, message))
                    }
                };
            };
            let at: Selector = path.parse()?;
            let node = self.node(&bytes, &at)?;
            self.put(&mut bytes, &at, &node, &value).map_err(|error| error.within(path))?;
        }
        Err("what depends on the change does not come to an end".into())
    }

    fn faults(&self, bytes: &[u8]) -> Vec<(String, Fault)> {
        self.format.check(bytes, Limits::default(), MOST)
    }

    /// The one field that a path leads to.
    fn node(&self, bytes: &[u8], path: &Selector) -> Result<Node, PatchError> {
        let limits = Limits::default();
        let outcome = self.format.inspect(bytes, limits, false);
        let sight = Bytes { source: bytes, buffers: &outcome.buffers };
        let mut found = path.select(&outcome.tree, sight, limits);
        match (found.pop(), found.len()) {
            (None, _) => Err(format!("nothing at {path}; {}", hint(&outcome.tree, path)).into()),
            (Some((_, node)), 0) if node.span.buffer.0 > 0 => {
                let message =
                    format!("{path} stands in expanded data, which cannot be changed in place");
                Err(message.into())
            }
            (Some((_, node)), 0) => Ok(node.into_owned()),
            (Some(_), more) => Err(format!("{path} names {} fields; name one", more + 1).into()),
        }
    }

    /// Puts a value into the bytes of a field.
    fn put(
        &self,
        bytes: &mut [u8],
        path: &Selector,
        node: &Node,
        value: &str,
    ) -> Result<(), PatchError> {
        let (start, end) = (index(node.span.start()), index(node.span.end()));
        let old = bytes.get(start..end).ok_or("the field is not all there")?.to_vec();
        for candidate in self.candidates(node, &old, value)? {
            if let Some(place) = bytes.get_mut(start..end)
                && place.len() == candidate.bytes.len()
            {
                place.copy_from_slice(&candidate.bytes);
                if self.node(bytes, path).is_ok_and(|now| candidate.wanted.is(&now)) {
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
                format!("this would change the size of the field, {} bytes", old.len()),
            ),
            _ => "the field does not hold this value when it is read back".into(),
        })
    }

    /// What the bytes of the field might be, in the ways that its value may be stored.
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
                return Err(format!("{given} is out of range: 0 to {most}").into());
            }
            let with = |word: i128| word & !(most << lo) | given << lo;
            let wanted = Wanted::Integer(given);
            return Ok(both(size, |big| stored(with(loaded(old, big)), size, big), &wanted));
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
                    return Err(format!("{given} is out of range: {least} to {most}").into());
                }
                let wanted = Wanted::Integer(given);
                Ok(both(size, |big| stored(given, size, big), &wanted))
            }
            Value::F32(_) => {
                let given: f32 = value.parse().map_err(|_| expected("a number", value))?;
                let bits = i128::from(given.to_bits());
                let wanted = Wanted::Float(f64::from(given));
                Ok(both(size, |big| stored(bits, size, big), &wanted))
            }
            Value::F64(_) => {
                let given: f64 = value.parse().map_err(|_| expected("a number", value))?;
                let bits = i128::from(given.to_bits());
                Ok(both(size, |big| stored(bits, size, big), &Wanted::Float(given)))
            }
            Value::Text(_) => self.text(value, size),
            Value::Bytes => {
                let digits = value.strip_prefix("hex:").unwrap_or(value);
                let bytes = hex::decode(digits).map_err(|_| expected("hex digits", value))?;
                Ok(vec![Candidate { wanted: Wanted::Any, bytes }])
            }
            Value::Null | Value::Bool(_) | Value::Ref(_) => {
                Err("has no bytes of its own that could be changed".into())
            }
            Value::Group | Value::List | Value::Table(_) => {
                let names: Vec<_> = node.children.iter().map(|c| &*c.meta.name).collect();
                let parts = match names.iter().all(|name| name.is_empty()) {
                    true => "its items, as in [0]".to_owned(),
                    false => names.join(", "),
                };
                Err(format!("has parts; name one of them: {parts}").into())
            }
        }
    }

    /// The integer that a number or a name stands for.
    fn number(&self, node: &Node, value: &str) -> Result<i128, String> {
        if let Some(number) = integer(value) {
            return Ok(number);
        }
        let Some(set) = node.labels() else { return Err(expected("an integer", value)) };
        (set.find)(value).ok_or_else(|| {
            let names = (set.names)();
            let hint = match nearest(value, names.iter().copied()) {
                Some(near) => format!("did you mean '{near}'?"),
                None => format!("known are: {}", names.join(", ")),
            };
            format!("there is no value '{value}'; {hint}")
        })
    }

    fn text(&self, value: &str, size: usize) -> Result<Vec<Candidate>, PatchError> {
        let mut value = value;
        if let Some(over) = value.len().checked_sub(size).filter(|over| *over > 0) {
            if !self.truncate {
                let over = view::counted(over as u64, "byte");
                let message = format!("too long by {over} for a field of {size}");
                return Err(PatchError::new(PatchErrorKind::TooLong, message));
            }
            let cut = (0..=size).rev().find(|at| value.is_char_boundary(*at)).unwrap_or(0);
            value = value.get(..cut).unwrap_or_default();
        }
        let wanted = || Wanted::Text(value.to_owned());
        let padded = |mut bytes: Vec<u8>| {
            bytes.resize(size.max(bytes.len()), 0);
            Candidate { wanted: wanted(), bytes }
        };
        let mut ways = vec![padded(value.as_bytes().to_vec())];
        let latin: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
        ways.extend(latin.map(padded));
        Ok(ways)
    }
}

/// A required value, as a change gives it.
fn stored_as(required: &Fact) -> Option<String> {
    match required {
        Fact::Value(Value::Text(text)) => Some(text.to_string()),
        fact => fact.as_int().map(|number| number.to_string()),
    }
}

/// What may be meant by a path that leads nowhere.
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
    format!("at the top are: {}", names.join(", "))
}

/// Bytes that may be right, and how to tell.
struct Candidate {
    wanted: Wanted,
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
    /// Whether the field holds it.
    fn is(&self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Integer(wanted), _) => node.as_int() == Some(*wanted),
            (Self::Float(wanted), Value::F32(v)) => {
                f64::from(*v).to_bits() == wanted.to_bits() || (v.is_nan() && wanted.is_nan())
            }
            (Self::Float(wanted), Value::F64(v)) => {
                v.to_bits() == wanted.to_bits() || (v.is_nan() && wanted.is_nan())
            }
            (Self::Text(wanted), Value::Text(text)) => **text == **wanted,
            (Self::Any, _) => true,
            _ => false,
        }
    }
}

/// The candidates of the two byte orders.
fn both(size: usize, make: impl Fn(bool) -> Vec<u8>, wanted: &Wanted) -> Vec<Candidate> {
    let orders: &[bool] = if size > 1 { &[false, true] } else { &[false] };
    orders.iter().map(|big| Candidate { wanted: wanted.clone(), bytes: make(*big) }).collect()
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
