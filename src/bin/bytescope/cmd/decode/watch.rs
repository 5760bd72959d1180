//! Progress, invalid records and rejects, reported during decoding.

use crate::advice;
use crate::messages::{ExitStatus, report_problem};
use crate::output::Output;
use bytescope::decode::{InvalidRecord, Observer, Reject};
use indicatif::ProgressBar;
use serde::Serialize;
use std::io::{self, Write};

/// Maximum number of invalid records printed individually.
const MAX_PRINTED: u64 = 10;

/// Shows progress, prints invalid records and writes the file of rejects.
pub(super) struct DecodeReporter {
    name: String,
    bar: ProgressBar,
    invalid: u64,
    rejects: Option<Output>,
    /// First error of the file of rejects; decoding continues without it.
    failed: Option<io::Error>,
}

impl DecodeReporter {
    pub(super) fn new(name: &str, bar: ProgressBar, rejects: Option<Output>) -> Self {
        Self { name: name.to_owned(), bar, invalid: 0, rejects, failed: None }
    }

    /// Completes the file of rejects. Returns its result and the number of invalid records printed.
    pub(super) fn finish(self) -> (u64, io::Result<()>) {
        self.bar.finish_and_clear();
        let rejects = match (self.failed, self.rejects) {
            (Some(error), _) => Err(error),
            (None, rejects) => rejects.map_or(Ok(()), Output::commit),
        };
        (self.invalid, rejects)
    }
}

/// A reject as a line of NDJSON.
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
        if self.invalid < MAX_PRINTED {
            self.invalid += 1;
            let InvalidRecord { path, fault, .. } = record;
            let (offset, fault) = (fault.offset, advice::with_limit_option(fault.clone()));
            let message = format!("{path} at {offset:#x}: {fault}");
            let _: ExitStatus = self.bar.suspend(|| report_problem(&self.name, message));
        }
    }

    fn wants_rejects(&self) -> bool {
        self.rejects.is_some() && self.failed.is_none()
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
        let written = serde_json::to_writer(&mut *out, &line).map_err(io::Error::from);
        self.failed = written.and_then(|()| writeln!(out)).err();
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if let (Some(out), None) = (&mut self.rejects, &self.failed) {
            self.failed = out.flush().err();
        }
        Ok(())
    }
}
