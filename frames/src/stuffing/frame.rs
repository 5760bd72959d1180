//! Schema for byte-stuffed frames.

use super::{Coding, StuffingError, Unstuffed};
use crate::{FrameSchema, Reason, RejectKind, Start, Verdict};
use std::fmt;

/// Byte-stuffed frames terminated by a delimiter, with an optional schema for their content.
///
/// The decoded content must be exactly one frame of the inner schema. Without an inner schema, any
/// frame with valid stuffing is accepted.
pub struct Stuffed {
    name: String,
    coding: Coding,
    max_len: usize,
    inner: Option<Box<dyn FrameSchema>>,
}

impl fmt::Debug for Stuffed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stuffed")
            .field("name", &self.name)
            .field("coding", &self.coding)
            .field("max_len", &self.max_len)
            .finish_non_exhaustive()
    }
}

impl Stuffed {
    /// Creates a schema for frames with any content. `max_len` is the maximum size of an encoded
    /// frame in bytes, including the delimiter.
    pub fn new(name: impl Into<String>, coding: Coding, max_len: usize) -> Self {
        Self { name: name.into(), coding, max_len, inner: None }
    }

    /// Creates a schema for frames whose content is a frame of `inner`. The name is the name of
    /// `inner`, and the maximum size allows for stuffing.
    pub fn around(inner: Box<dyn FrameSchema>, coding: Coding) -> Self {
        let name = inner.name().to_owned();
        // In the worst case, every byte is escaped. COBS adds fewer bytes.
        let max_len = inner.max_len().saturating_mul(2).saturating_add(2);
        Self { name, coding, max_len, inner: Some(inner) }
    }

    /// Sets the maximum size of an encoded frame in bytes, including the delimiter.
    #[must_use]
    pub fn at_most(self, max_len: usize) -> Self {
        Self { max_len, ..self }
    }
}

impl FrameSchema for Stuffed {
    fn name(&self) -> &str {
        &self.name
    }

    fn start(&self) -> Start {
        Start::AfterDelimiter(self.coding.delimiter())
    }

    fn max_len(&self) -> usize {
        self.max_len
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
                let detail = format!("invalid byte stuffing: {message}");
                return Verdict::Reject(Reason::at(RejectKind::Stuffing, at).with(detail));
            }
        };
        let Some(inner) = &self.inner else {
            return Verdict::Valid { len, proof: crate::Proof::WellFormed };
        };
        match inner.parse(&plain.bytes, true) {
            Verdict::Valid { len: all, proof } if all == plain.bytes.len() => {
                Verdict::Valid { len, proof }
            }
            Verdict::Valid { len: expected, .. } => length_mismatch(&plain, expected),
            Verdict::NeedMore(expected) => length_mismatch(&plain, expected),
            Verdict::Reject(reason) => {
                let at = plain.source(usize::try_from(reason.at).unwrap_or(usize::MAX));
                Verdict::Reject(Reason { at: u32::try_from(at).unwrap_or(u32::MAX), ..reason })
            }
        }
    }
}

fn length_mismatch(plain: &Unstuffed, expected: usize) -> Verdict {
    let found = plain.bytes.len();
    let detail =
        format!("invalid length: expected {expected} bytes before the delimiter, found {found}");
    let at = plain.source(expected.min(found));
    Verdict::Reject(Reason::at(RejectKind::Length, at).with(detail))
}
