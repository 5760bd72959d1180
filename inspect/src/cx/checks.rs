//! Rules that are checked without stopping the reader, and remarks on values.

use super::Cx;
use crate::{Algorithm, Fault, FaultKind, Inspect, Node, Value};
use binrw::{BinResult, BinWrite, Endian, Error};
use std::fmt::Debug;

/// Anything a `note` expression may give.
pub trait IntoNote {
    /// The text, or nothing to say.
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

impl Cx<'_> {
    /// How many fields the open structure has so far.
    pub fn mark(&mut self) -> usize {
        self.top().map_or(0, |n| n.children.len())
    }

    /// The place of the field that was read since `mark`, for the checks below; `None` when it
    /// was not recorded.
    pub fn since(&mut self, mark: usize) -> Option<usize> {
        (self.mark() > mark).then_some(mark)
    }

    fn sibling(&mut self, at: Option<usize>) -> Option<&mut Node> {
        let at = at?;
        self.top()?.children.get_mut(at)
    }

    /// Adds a remark to the field at `at`.
    pub fn note(&mut self, at: Option<usize>, note: impl IntoNote) {
        if let Some(node) = self.sibling(at)
            && let Some(text) = note.into_note()
        {
            node.extra_mut().note = Some(text.into());
        }
    }

    /// Shows what a `map` made of the stored value, when that says something else.
    pub fn mapped(&mut self, value: &dyn Debug) {
        if let Some(node) = self.top() {
            let text = format!("{value:?}");
            if node.value.to_string() != text {
                node.extra_mut().mapped = Some(text.into());
            }
        }
    }

    /// Checks that the field at `at` holds what the rest of the file makes of it; `None` when the
    /// rest of the file says nothing.
    pub fn expect(&mut self, at: Option<usize>, what: &'static str, expected: impl Into<Value>) {
        let Some(node) = self.sibling(at) else { return };
        let expected = expected.into();
        if matches!(expected, Value::Group) {
            return;
        }
        if expected.same(&node.value) {
            node.extra_mut().verified = Some(what);
            return;
        }
        let show = |value: &Value| match (node.meta.hex, value.as_int()) {
            (true, Some(int)) => format!("{int:#x}"),
            _ => value.to_string(),
        };
        let fault = Fault::soft(FaultKind::Mismatch, node.span.start(), format!("wrong {what}"))
            .with(show(&expected), show(&node.value));
        node.extra_mut().fault.get_or_insert(fault);
    }

    /// Checks the field at `at` against a checksum of the bytes `start..end`.
    pub fn checksum(&mut self, at: Option<usize>, algorithm: Algorithm, start: u64, end: u64) {
        if at.is_none() {
            return;
        }
        let expected = algorithm.compute(self.slice(start, end));
        self.expect(at, algorithm.name(), expected);
    }

    /// Checks a rule on the field at `at`; `message` says what the specification allows.
    pub fn check(&mut self, at: Option<usize>, holds: bool, message: &str) {
        if holds {
            return;
        }
        if let Some(node) = self.sibling(at) {
            let fault = Fault::soft(FaultKind::Rule, node.span.start(), message);
            node.extra_mut().fault.get_or_insert(fault);
        }
    }

    /// Fails with binrw's error for an assertion, recorded at the field read last.
    ///
    /// # Errors
    /// Always.
    pub fn reject<T>(&mut self, message: String) -> BinResult<T> {
        let error = Error::AssertFail { pos: self.pos, message };
        let at = self.mark().checked_sub(1);
        if let Some(node) = self.sibling(at) {
            let fault = Fault { offset: node.span.start(), ..Fault::of(&error, 0, None) };
            node.extra_mut().fault = Some(fault);
            self.placed = true;
        }
        Err(error)
    }

    /// Reads a constant of the format.
    ///
    /// # Errors
    /// [`Error::BadMagic`] when something else stands there.
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
            let mut wanted = std::io::Cursor::new(Vec::new());
            want.write_options(&mut wanted, endian, ())?;
            let (end, placed) = (cx.pos, cx.placed);
            let actual = constant(cx.slice(pos, end));
            if let Some(node) = cx.top() {
                let fault = Fault::soft(FaultKind::Magic, pos, "not the constant of this format")
                    .with(constant(wanted.get_ref()), actual);
                node.extra_mut().fault = Some(Fault { fatal: true, ..fault });
            }
            cx.placed = placed || !cx.is_muted();
            Err(Error::BadMagic { pos, found: Box::new(found) })
        })
    }
}

/// Bytes as hex and, where they read as text, as text.
fn constant(bytes: &[u8]) -> String {
    let hex: Vec<String> = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let hex = hex.join(" ");
    if bytes.iter().all(|b| (0x20..0x7f).contains(b)) {
        format!("{hex} {:?}", String::from_utf8_lossy(bytes))
    } else {
        hex
    }
}
