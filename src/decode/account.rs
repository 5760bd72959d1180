//! Summary of a decoded input, which accounts for every byte.

use bytescope_frames::{Event, FrameSpan, NearMisses, Rejected, Tally};
use bytescope_inspect::Fault;
use std::io;

/// Summary of a decoded input.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Account {
    /// Number of rows.
    pub rows: u64,
    /// Number of decoded bytes from the [offset](super::DecodeOptions::offset) on; for records,
    /// the size of the records that were read.
    pub bytes: u64,
    /// Number of invalid records, which have no row.
    pub invalid: u64,
    /// Number of trailing bytes after the last complete record.
    pub trailing: u64,
    /// Declared and actual number of records, if fewer records are present than declared.
    pub missing: Option<(u64, u64)>,
    /// The fault that ended a list.
    pub fault: Option<Fault>,
    /// New size of a file that was truncated while it was being read.
    pub truncated: Option<u64>,
    /// True if decoding ended at the [maximum number of rows](super::DecodeOptions::limit).
    pub is_limited: bool,
    /// Frame statistics, if the input was searched for frames.
    pub frames: Option<FrameAccount>,
    /// The error that ended the input early. Rows decoded before it are complete.
    pub error: Option<io::Error>,
}

/// Statistics of an input that was searched for frames. Every byte is counted once.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct FrameAccount {
    /// Number of bytes and frames per verdict.
    pub tally: Tally,
    /// Number of valid frames per message type, in protocol order.
    pub messages: Vec<MessageCount>,
    /// The most frequent reasons for rejecting candidates, if there are few valid frames.
    pub near: Option<NearMisses>,
    /// Names of the protocols.
    pub protocols: Vec<String>,
}

/// Number of valid frames of a message type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageCount {
    /// Name of the protocol.
    pub protocol: String,
    /// Message type, if the protocol has several.
    pub message: Option<String>,
    /// Number of frames.
    pub frames: u64,
}

/// An invalid record.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvalidRecord {
    /// Path of the invalid field, such as `records[7].crc`.
    pub path: String,
    /// Fault of the field; its offset is relative to the start of the input.
    pub fault: Fault,
}

/// Bytes outside valid frames.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reject {
    /// Offset of the first byte in the input.
    pub offset: u64,
    /// Size in bytes.
    pub length: u64,
    /// Name of the candidate frame's protocol.
    pub protocol: Option<String>,
    /// Reason in one word: `skipped`, `unverified`, or the
    /// [kind of rejection](bytescope_frames::RejectKind).
    pub reason: &'static str,
    /// Offset of the first invalid byte of a rejected candidate.
    pub at: Option<u64>,
    /// Description of the problem.
    pub detail: Option<String>,
}

/// Receives the events of decoding, in input order and on the decoding thread. `()` ignores all
/// events.
pub trait Observer {
    /// Called when `bytes` more bytes of the input have been decoded.
    fn progress(&mut self, bytes: u64) {
        let _ = bytes;
    }

    /// Called for an invalid record. Only the first ten invalid records of each block are reported;
    /// [`Account::invalid`] counts all of them.
    fn invalid_record(&mut self, record: &InvalidRecord) {
        let _ = record;
    }

    /// True to enable calls of [`reject`](Self::reject).
    fn needs_rejects(&self) -> bool {
        false
    }

    /// Called for bytes outside valid frames.
    ///
    /// # Errors
    /// Returns an error to end decoding.
    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        let _ = reject;
        Ok(())
    }

    /// Called after each read from a live input, to flush buffered output.
    ///
    /// # Errors
    /// Returns an error to end decoding.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Observer for () {}

impl Reject {
    /// Converts an event to a reject, unless it is a valid frame. Offsets are shifted by `start`.
    pub(super) fn of(event: &Event<'_>, start: u64, protocols: &[String]) -> Option<Self> {
        let protocol = |schema: &u16| protocols.get(usize::from(*schema)).cloned();
        let skipped = Self {
            offset: start,
            length: 1,
            protocol: None,
            reason: "skipped",
            at: None,
            detail: None,
        };
        let offset = |offset: &u64| offset.saturating_add(start);
        Some(match event {
            Event::Valid(..) => return None,
            Event::Unverified(FrameSpan { offset: at, len, schema, .. }, _) => Self {
                offset: offset(at),
                length: (*len).into(),
                protocol: protocol(schema),
                reason: "unverified",
                ..skipped
            },
            Event::Rejected(Rejected { offset: at, schema, reason }) => Self {
                offset: offset(at),
                protocol: protocol(schema),
                reason: reason.kind.name(),
                at: Some(offset(at).saturating_add(reason.at.into())),
                detail: Some(reason.to_string()),
                ..skipped
            },
            Event::Skipped { offset: at, len } => {
                Self { offset: offset(at), length: *len, ..skipped }
            }
        })
    }
}
