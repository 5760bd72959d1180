//! Output during decoding: progress, invalid records and rejects.

use crate::advice;
use crate::messages::{ExitStatus, note, report_problem};
use crate::output::Output;
use bytescope::decode::{InvalidRecord, Observer, Reject};
use bytescope::inspect::JsonText;
use indicatif::ProgressBar;
use serde::Serialize;
use std::io::{self, Write};

/// Maximum number of invalid records printed individually.
const MAX_PRINTED: u64 = 10;

/// Shows progress, prints invalid records and writes the file of rejects.
pub(super) struct DecodeReporter {
    name: String,
    bar: ProgressBar,
    /// Number of invalid records printed.
    invalid: u64,
    rejects: Option<Output>,
    /// First error writing the file of rejects. Decoding continues without the file.
    reject_error: Option<io::Error>,
}

impl DecodeReporter {
    pub(super) fn new(name: &str, bar: ProgressBar, rejects: Option<Output>) -> Self {
        Self { name: name.to_owned(), bar, invalid: 0, rejects, reject_error: None }
    }

    /// Completes the file of rejects. Returns the number of invalid records printed, and the result
    /// of writing the file.
    pub(super) fn finish(self) -> (u64, io::Result<()>) {
        self.bar.finish_and_clear();
        let rejects = match (self.reject_error, self.rejects) {
            (Some(error), _) => Err(error),
            (None, rejects) => rejects.map_or(Ok(()), Output::commit),
        };
        (self.invalid, rejects)
    }
}

/// Line of NDJSON for a rejected candidate, unverified frame or skipped range.
#[derive(Serialize)]
struct RejectLine<'r> {
    offset: u64,
    length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<&'r str>,
    reason: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'r str>,
}

impl Observer for DecodeReporter {
    fn progress(&mut self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn invalid_record(&mut self, record: &InvalidRecord) {
        note(ExitStatus::of(&record.fault));
        if self.invalid < MAX_PRINTED {
            self.invalid += 1;
            let InvalidRecord { path, fault, .. } = record;
            let (offset, fault) = (fault.offset, advice::with_limit_option(fault.clone()));
            let message = format!("{path} at {offset:#x}: {fault}");
            let _: ExitStatus = self.bar.suspend(|| report_problem(&self.name, message));
        }
    }

    fn needs_rejects(&self) -> bool {
        self.rejects.is_some() && self.reject_error.is_none()
    }

    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        let Some(out) = &mut self.rejects else { return Ok(()) };
        let Reject { offset, length, protocol, reason, at, detail, .. } = reject;
        let line = RejectLine {
            offset: *offset,
            length: *length,
            protocol: protocol.as_deref(),
            reason,
            at: *at,
            detail: detail.as_deref(),
        };
        // A single call writes the line, so that a full disk leaves complete lines.
        let mut bytes = Vec::new();
        let line = serde_json::to_writer(JsonText(&mut bytes), &line).map_err(io::Error::from);
        bytes.push(b'\n');
        self.reject_error = line.and_then(|()| out.write_all(&bytes)).err();
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if let (Some(out), None) = (&mut self.rejects, &self.reject_error) {
            self.reject_error = out.flush().err();
        }
        Ok(())
    }
}
