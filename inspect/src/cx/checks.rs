//! Notes, checks that do not stop the reader, failed assertions and constants.

use super::Cx;
use crate::checksum::display_name;
use crate::{Algorithm, Fact, Fault, FaultKind, Inspect, IntoNested, Node, Span, Value, Verified};
use binrw::{BinResult, BinWrite, Endian, Error};
use std::fmt::Debug;

/// Result of a `note` expression.
pub trait IntoNote {
    /// Returns the note; `None` if it is empty.
    fn into_note(self) -> Option<String>;
}

impl IntoNote for String {
    fn into_note(self) -> Option<String> {
        (!self.is_empty()).then_some(self)
    }
}

impl IntoNote for &str {
    fn into_note(self) -> Option<String> {
        self.to_owned().into_note()
    }
}

impl<T: IntoNote> IntoNote for Option<T> {
    fn into_note(self) -> Option<String> {
        self.and_then(IntoNote::into_note)
    }
}

/// Value of a field as determined by the rest of the file.
#[derive(Clone, Debug)]
pub struct Expected {
    value: Value,
    checksum: bool,
}

impl Expected {
    /// Creates an expected checksum.
    pub fn checksum(value: impl Into<Value>) -> Self {
        Self { value: value.into(), checksum: true }
    }
}

impl<V: Into<Value>> From<V> for Expected {
    fn from(value: V) -> Self {
        Self { value: value.into(), checksum: false }
    }
}

/// Bytes of a field at an end of a checksum range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldRange {
    start: u64,
    end: u64,
    is_present: bool,
}

impl FieldRange {
    /// Returns the range of a field that was read.
    pub fn present(start: u64, end: u64) -> Self {
        Self { start, end, is_present: true }
    }

    /// Returns the empty range of an optional field that is absent, at the offset at which it would
    /// start.
    pub fn absent(at: u64) -> Self {
        Self { start: at, end: at, is_present: false }
    }
}

/// Maximum number of characters of text in a fault.
const MAX_CHARS: usize = 100;

/// Returns the value of a field for a fault with this message; `None` if the message does not start
/// with `must`, or already contains the value.
fn found(message: &str, node: &Node, bytes: &[u8]) -> Option<Fact> {
    let rule = message.strip_prefix("must ")?;
    let fact = match &node.value {
        Value::Group | Value::List | Value::Table(_) | Value::Null | Value::Ref(_) => return None,
        Value::Bytes if bytes.is_empty() => return None,
        Value::Bytes => Fact::bytes(bytes),
        Value::Text(text) => match text.char_indices().nth(MAX_CHARS) {
            Some((end, _)) => {
                Fact::description(format!("{:?}…", text.get(..end).unwrap_or_default()))
            }
            None => Fact::Value(node.value.clone()),
        },
        value => Fact::Value(value.clone()).in_notation(&node.meta),
    };
    // `must not be 0` implies the value.
    let excluded = rule.strip_prefix("not be ").and_then(|rule| rule.split(' ').next());
    (excluded != Some(&*fact.to_string())).then_some(fact)
}

/// Returns the number of hexadecimal digits of the checksum whose algorithm `what` starts with, or
/// of the field if the algorithm is unknown.
fn checksum_digits(what: &str, span: Span) -> u8 {
    let name = what.split(' ').next().unwrap_or_default();
    match Algorithm::named(name) {
        Ok(algorithm) => algorithm.width().div_ceil(4),
        Err(_) => u8::try_from(span.bit_len.div_ceil(4)).unwrap_or(u8::MAX),
    }
}

/// Returns the fault of a checksum at `offset` whose range has no fields.
pub fn unverified_range(algorithm: Algorithm, offset: u64) -> Fault {
    let name = algorithm.display_name();
    let message = format!("{name} cannot be verified: all fields of its range are absent");
    Fault::soft(FaultKind::Unverified, offset, message)
}

/// Returns the bytes of a span.
fn bytes_of(data: &[u8], span: Span) -> &[u8] {
    let index = |offset| usize::try_from(offset).unwrap_or(usize::MAX);
    data.get(index(span.start())..index(span.end())).unwrap_or_default()
}

impl Cx<'_> {
    /// Returns the number of fields recorded in the open structure.
    pub fn mark(&mut self) -> usize {
        self.top().map_or(0, |n| n.children.len())
    }

    /// Returns the index of the first field recorded since `mark` was taken, as an argument for
    /// the checks below; `None` if no field was recorded.
    pub fn since(&mut self, mark: usize) -> Option<usize> {
        (self.mark() > mark).then_some(mark)
    }

    fn sibling(&mut self, at: Option<usize>) -> Option<&mut Node> {
        let at = at?;
        self.top()?.children.get_mut(at)
    }

    /// Sets the note of the field with index `at`. Empty notes are ignored.
    pub fn note(&mut self, at: Option<usize>, note: impl IntoNote) {
        if let Some(node) = self.sibling(at)
            && let Some(text) = note.into_note()
        {
            node.extra_mut().note = Some(text.into());
        }
    }

    /// Sets the declared content of the open field.
    pub fn content(&mut self, content: impl IntoNested) {
        if let Some(node) = self.top()
            && let Some(content) = content.into_nested()
        {
            node.extra_mut().nested = Some(Box::new(content));
        }
    }

    /// Sets the declared content of the field with index `at`.
    pub fn nested(&mut self, at: Option<usize>, content: impl IntoNested) {
        if let Some(node) = self.sibling(at)
            && let Some(content) = content.into_nested()
        {
            node.extra_mut().nested = Some(Box::new(content));
        }
    }

    /// Records the result of a `map` at the open node, if it differs from the stored value.
    pub fn mapped(&mut self, value: &dyn Debug) {
        if let Some(node) = self.top() {
            let text = format!("{value:?}");
            if node.value.to_string() != text {
                node.extra_mut().mapped = Some(text.into());
            }
        }
    }

    /// Compares the field with index `at` with the value determined by the rest of the file. An
    /// `expected` of `None` skips the comparison.
    ///
    /// `what` is a noun phrase for the expected value: the message of a mismatch is
    /// `does not match WHAT`. For a checksum, `what` starts with the algorithm's name, and the
    /// message is `WHAT mismatch`.
    pub fn expect(&mut self, at: Option<usize>, what: &'static str, expected: impl Into<Expected>) {
        let Some(node) = self.sibling(at) else { return };
        let Expected { value: expected, checksum } = expected.into();
        if matches!(expected, Value::Group) {
            return;
        }
        if expected.same(&node.value) {
            let rule = if checksum { Verified::Checksum } else { Verified::Computed };
            node.extra_mut().verified = Some(rule(what));
            return;
        }
        let digits = if checksum { checksum_digits(what, node.span) } else { 0 };
        let fact = |value: Value| match value.as_int().map(u64::try_from) {
            Some(Ok(value)) if checksum => Fact::Hex { value, digits },
            _ => Fact::Value(value).in_notation(&node.meta),
        };
        let message = match checksum {
            true => format!("{} mismatch", display_name(what)),
            false => format!("does not match {what}"),
        };
        let fault = Fault::soft(FaultKind::Mismatch, node.span.start(), message)
            .with(fact(expected), fact(node.value.clone()));
        node.extra_mut().fault.get_or_insert(fault);
    }

    /// Verifies the field with index `at`, a checksum of bytes `start..end`.
    pub fn checksum(&mut self, at: Option<usize>, algorithm: Algorithm, start: u64, end: u64) {
        if at.is_none() {
            return;
        }
        let expected = algorithm.compute(self.slice(start, end));
        self.expect(at, algorithm.name(), Expected::checksum(expected));
    }

    /// Verifies the field with index `at`, a checksum of the bytes from the start of one field to
    /// the end of another. If one of them is absent, the range starts with the next field or ends
    /// with the previous field. If that leaves no field, the checksum cannot be verified.
    pub fn checksum_of(
        &mut self,
        at: Option<usize>,
        algorithm: Algorithm,
        from: FieldRange,
        to: FieldRange,
    ) {
        if from.is_present || to.is_present || from.start < to.end {
            return self.checksum(at, algorithm, from.start, to.end);
        }
        if let Some(node) = self.sibling(at) {
            let fault = unverified_range(algorithm, node.span.start());
            node.extra_mut().fault.get_or_insert(fault);
        }
    }

    /// Records a fault with this message at the field with index `at`, unless the rule `holds`. If
    /// the message starts with `must`, the fault contains the value of the field.
    pub fn check(&mut self, at: Option<usize>, holds: bool, message: &str) {
        if holds {
            return;
        }
        let (buffer, data) = (self.buffer, self.data);
        if let Some(node) = self.sibling(at) {
            let mut fault = Fault::soft(FaultKind::Rule, node.span.start(), message);
            let bytes = if node.span.buffer == buffer { bytes_of(data, node.span) } else { &[] };
            fault.actual = found(message, node, bytes);
            node.extra_mut().fault.get_or_insert(fault);
        }
    }

    /// Records a failed assertion at the last field that was read.
    ///
    /// # Errors
    /// Always returns [`Error::AssertFail`].
    pub fn reject<T>(&mut self, message: String) -> BinResult<T> {
        let error = Error::AssertFail { pos: self.pos, message };
        let at = self.mark().checked_sub(1);
        let (buffer, data) = (self.buffer, self.data);
        if let Some(node) = self.sibling(at) {
            let mut fault = Fault::of(&error, 0, None).at(node.span.start());
            let bytes = if node.span.buffer == buffer { bytes_of(data, node.span) } else { &[] };
            fault.actual = found(&fault.message, node, bytes);
            node.extra_mut().fault = Some(fault);
            self.error_recorded = true;
        }
        Err(error)
    }

    /// Reads a constant of the format.
    ///
    /// # Errors
    /// Returns [`Error::BadMagic`] if the value read differs from `want`, or the error of reading
    /// it.
    pub fn magic<M>(
        &mut self,
        meta: &'static crate::Meta,
        want: &M,
        endian: Endian,
    ) -> BinResult<()>
    where
        M: for<'a> Inspect<Args<'a> = ()>
            + for<'a> BinWrite<Args<'a> = ()>
            + PartialEq
            + Debug
            + Send
            + Sync
            + 'static,
    {
        let pos = self.pos;
        self.field(meta, |cx| {
            let found = M::inspect(cx, endian, ())?;
            if found == *want {
                return Ok(());
            }
            let mut expected = std::io::Cursor::new(Vec::new());
            want.write_options(&mut expected, endian, ())?;
            let (end, error_recorded) = (cx.pos, cx.error_recorded);
            let actual = Fact::bytes(cx.slice(pos, end));
            if let Some(node) = cx.top() {
                let fault = Fault::fatal(FaultKind::Magic, pos, "bad magic")
                    .with(Fact::bytes(expected.get_ref()), actual);
                node.extra_mut().fault = Some(fault);
            }
            cx.error_recorded = error_recorded || !cx.is_muted();
            Err(Error::BadMagic { pos, found: Box::new(found) })
        })
    }
}
