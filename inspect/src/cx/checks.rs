//! Notes on values, and rules that are checked without stopping the reader.

use super::Cx;
use crate::checksum::display_name;
use crate::{Algorithm, Fact, Fault, FaultKind, Inspect, Node, Value, Verified};
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

/// Value that the rest of the file requires of a field.
#[derive(Clone, Debug)]
pub struct Expected {
    value: Value,
    checksum: bool,
}

impl Expected {
    /// Creates an expected value that is a checksum.
    pub fn checksum(value: impl Into<Value>) -> Self {
        Self { value: value.into(), checksum: true }
    }
}

impl<V: Into<Value>> From<V> for Expected {
    fn from(value: V) -> Self {
        Self { value: value.into(), checksum: false }
    }
}

impl Cx<'_> {
    /// Returns the number of fields that the open structure has so far.
    pub fn mark(&mut self) -> usize {
        self.top().map_or(0, |n| n.children.len())
    }

    /// Returns the index of the field that was read since `mark`, for the checks below; `None` if
    /// it was not recorded.
    pub fn since(&mut self, mark: usize) -> Option<usize> {
        (self.mark() > mark).then_some(mark)
    }

    fn sibling(&mut self, at: Option<usize>) -> Option<&mut Node> {
        let at = at?;
        self.top()?.children.get_mut(at)
    }

    /// Adds a note to the field at `at`.
    pub fn note(&mut self, at: Option<usize>, note: impl IntoNote) {
        if let Some(node) = self.sibling(at)
            && let Some(text) = note.into_note()
        {
            node.extra_mut().note = Some(text.into());
        }
    }

    /// Shows the result of a `map`, if it differs from the stored value.
    pub fn mapped(&mut self, value: &dyn Debug) {
        if let Some(node) = self.top() {
            let text = format!("{value:?}");
            if node.value.to_string() != text {
                node.extra_mut().mapped = Some(text.into());
            }
        }
    }

    /// Checks the field at `at` against the value that the rest of the file requires; an `expected`
    /// of `None` skips the check.
    ///
    /// `what` is a noun phrase for that value: a mismatch is reported as `does not match <what>`.
    /// For a checksum it starts with the algorithm's name, and the message is `<what> mismatch`.
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
        let hex = node.meta.hex;
        let fact = |value: Value| match value.as_int().map(u64::try_from) {
            Some(Ok(value)) if hex => Fact::Hex { value, digits: 1 },
            _ => Fact::Value(value),
        };
        // Only numbers and text can differ, so nothing large is copied.
        let message = match checksum {
            true => format!("{} mismatch", display_name(what)),
            false => format!("does not match {what}"),
        };
        let fault = Fault::soft(FaultKind::Mismatch, node.span.start(), message)
            .with(fact(expected), fact(node.value.clone()));
        node.extra_mut().fault.get_or_insert(fault);
    }

    /// Checks the field at `at` against a checksum of the bytes `start..end`.
    pub fn checksum(&mut self, at: Option<usize>, algorithm: Algorithm, start: u64, end: u64) {
        if at.is_none() {
            return;
        }
        let expected = algorithm.compute(self.slice(start, end));
        self.expect(at, algorithm.name(), Expected::checksum(expected));
    }

    /// Checks a rule on the field at `at`; `message` states what the specification allows.
    pub fn check(&mut self, at: Option<usize>, holds: bool, message: &str) {
        if holds {
            return;
        }
        if let Some(node) = self.sibling(at) {
            let fault = Fault::soft(FaultKind::Rule, node.span.start(), message);
            node.extra_mut().fault.get_or_insert(fault);
        }
    }

    /// Returns binrw's error for a failed assertion, and records it at the field read last.
    ///
    /// # Errors
    /// Always.
    pub fn reject<T>(&mut self, message: String) -> BinResult<T> {
        let error = Error::AssertFail { pos: self.pos, message };
        let at = self.mark().checked_sub(1);
        if let Some(node) = self.sibling(at) {
            let fault = Fault::of(&error, 0, None).at(node.span.start());
            node.extra_mut().fault = Some(fault);
            self.placed = true;
        }
        Err(error)
    }

    /// Reads a constant of the format.
    ///
    /// # Errors
    /// [`Error::BadMagic`] if the data differs.
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
            let (end, placed) = (cx.pos, cx.placed);
            let actual = Fact::bytes(cx.slice(pos, end));
            if let Some(node) = cx.top() {
                let fault = Fault::fatal(FaultKind::Magic, pos, "bad magic")
                    .with(Fact::bytes(expected.get_ref()), actual);
                node.extra_mut().fault = Some(fault);
            }
            cx.placed = placed || !cx.is_muted();
            Err(Error::BadMagic { pos, found: Box::new(found) })
        })
    }
}
