//! The account of an input: what became of every byte.

use bytescope_frames::{Event, Found, Rejected, Tally};
use bytescope_inspect::Fault;
use std::io;

/// The account of an input that has been decoded.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Account {
    /// Number of rows.
    pub rows: u64,
    /// Number of bytes from the [offset](super::DecodeOptions::offset) on: of records, those of the
    /// records that were read.
    pub bytes: u64,
    /// Number of records that broke a rule and have no row.
    pub invalid: u64,
    /// Number of bytes after the last record that are too few for another one.
    pub left_over: u64,
    /// The number of records that the input announces, and the smaller number of those it has.
    pub missing: Option<(u64, u64)>,
    /// The fault that ended a list.
    pub fault: Option<Fault>,
    /// The size to which a file was truncated while it was read.
    pub truncated: Option<u64>,
    /// The frames, of an input that was searched for frames.
    pub frames: Option<FrameAccount>,
    /// The error that ended the input early. What was decoded before is complete.
    pub error: Option<io::Error>,
}

/// The account of an input that was searched for frames. Every byte is counted once.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct FrameAccount {
    /// Bytes and frames by verdict.
    pub tally: Tally,
    /// Number of valid frames by kind of message, in order of the protocols.
    pub messages: Vec<MessageCount>,
    /// Names of the protocols.
    pub protocols: Vec<String>,
}

/// A number of valid frames.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageCount {
    /// Name of the protocol.
    pub protocol: String,
    /// Kind of message, where there are several.
    pub message: Option<String>,
    /// Number of frames.
    pub frames: u64,
}

/// A record that broke a rule.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvalidRecord {
    /// Path of the field in the record's list, such as `records[7].crc`.
    pub path: String,
    /// The fault, with its offset in the input.
    pub fault: Fault,
}

/// Bytes that are not in a valid frame.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reject {
    /// Offset of the first byte in the input.
    pub offset: u64,
    /// Number of bytes.
    pub length: u64,
    /// Name of the protocol that a frame of seemed to begin.
    pub protocol: Option<String>,
    /// One word: `skipped`, `unverified`, or the [kind of rejection](bytescope_frames::RejectKind).
    pub reason: &'static str,
    /// Offset of the byte that decided, of a rejected candidate.
    pub at: Option<u64>,
    /// What was expected and found.
    pub detail: Option<String>,
}

/// Receives what happens while an input is decoded, in the order of the input and on the thread
/// that decodes. `()` receives nothing.
pub trait Observer {
    /// More bytes of the input have been decoded.
    fn progress(&mut self, bytes: u64) {
        let _ = bytes;
    }

    /// A record has no row. Only the first ones of each block are reported; [`Account::invalid`]
    /// counts all.
    fn invalid_record(&mut self, record: &InvalidRecord) {
        let _ = record;
    }

    /// Whether [`reject`](Self::reject) is to be called.
    fn wants_rejects(&self) -> bool {
        false
    }

    /// Bytes are not in a valid frame.
    ///
    /// # Errors
    /// The observer cannot go on; decoding ends with its error.
    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        let _ = reject;
        Ok(())
    }

    /// A live input pauses: what was observed so far may be shown.
    ///
    /// # Errors
    /// The observer cannot go on; decoding ends with its error.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Observer for () {}

impl Reject {
    /// The reject that an event is, if any, in an input whose first byte has the offset `start`.
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
            Event::Good(..) => return None,
            Event::Unverified(Found { offset: at, len, schema, .. }, _) => Self {
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
