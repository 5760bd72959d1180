//! Stuffed frames in a stream.

use super::{Coding, Plain, StuffingError};
use crate::{FrameSchema, Reason, RejectKind, Start, Verdict};
use std::fmt;

/// Frames that are stuffed and ended by a delimiter, and what they hold.
///
/// Where a frame of the schema begins and ends is known from the delimiters; what they hold must
/// be a frame of the inner schema, whole. Without one, any frame whose stuffing is right is taken.
pub struct Stuffed {
    name: String,
    coding: Coding,
    max: usize,
    inner: Option<Box<dyn FrameSchema>>,
}

impl fmt::Debug for Stuffed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stuffed")
            .field("name", &self.name)
            .field("coding", &self.coding)
            .field("max", &self.max)
            .finish_non_exhaustive()
    }
}

impl Stuffed {
    /// Frames of at most `max` bytes, as coded and with the delimiter, that may hold anything.
    pub fn new(name: impl Into<String>, coding: Coding, max: usize) -> Self {
        Self { name: name.into(), coding, max, inner: None }
    }

    /// Frames that hold frames of another schema, under its name and with its maximum.
    pub fn around(inner: Box<dyn FrameSchema>, coding: Coding) -> Self {
        let name = inner.name().to_owned();
        // At worst every byte is escaped; COBS adds less.
        let max = inner.max_len().saturating_mul(2).saturating_add(2);
        Self { name, coding, max, inner: Some(inner) }
    }

    /// The same with another maximum: bytes as coded and with the delimiter.
    #[must_use]
    pub fn at_most(self, max: usize) -> Self {
        Self { max, ..self }
    }
}

impl FrameSchema for Stuffed {
    fn name(&self) -> &str {
        &self.name
    }

    fn start(&self) -> Start {
        Start::Behind(self.coding.delimiter())
    }

    fn max_len(&self) -> usize {
        self.max
    }

    fn is_checked(&self) -> bool {
        self.inner.as_ref().is_some_and(|inner| inner.is_checked())
    }

    fn confirm(&self) -> u32 {
        self.inner.as_ref().map_or(0, |inner| inner.confirm())
    }

    fn parse(&self, window: &[u8], _end_of_input: bool) -> Verdict {
        let Some(end) = memchr::memchr(self.coding.delimiter(), window) else {
            return Verdict::NeedMore(window.len().saturating_add(1));
        };
        let len = end.saturating_add(1);
        let plain = match self.coding.decode(window.get(..end).unwrap_or_default()) {
            Ok(plain) => plain,
            Err(StuffingError { at, message }) => {
                return Verdict::Reject(Reason::at(RejectKind::Stuffing, at).with(message));
            }
        };
        let Some(inner) = &self.inner else {
            return Verdict::Good { len, proof: crate::Proof::Form };
        };
        match inner.parse(&plain.bytes, true) {
            Verdict::Good { len: all, proof } if all == plain.bytes.len() => {
                Verdict::Good { len, proof }
            }
            Verdict::Good { len: part, .. } => wrong_length(&plain, part),
            Verdict::NeedMore(need) => wrong_length(&plain, need),
            Verdict::Reject(reason) => {
                let at = plain.source(usize::try_from(reason.at).unwrap_or(usize::MAX));
                Verdict::Reject(Reason { at: u32::try_from(at).unwrap_or(u32::MAX), ..reason })
            }
        }
    }
}

fn wrong_length(plain: &Plain, wanted: usize) -> Verdict {
    let found = plain.bytes.len();
    let detail = format!("expected {wanted} bytes before the delimiter, found {found}");
    let at = plain.source(wanted.min(found));
    Verdict::Reject(Reason::at(RejectKind::Length, at).with(detail))
}
