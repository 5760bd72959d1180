//! The summary of what was decoded.

use crate::advice;
use crate::args::{Decode, Report};
use crate::say::{Status, complain};
use bytescope::decode::{Account, FrameAccount, MessageCount, Run};
use bytescope::view::counted;
use serde::{Serialize, Serializer};
use std::io::Write;

/// What the summary needs to know of the input.
pub(super) struct Summary {
    name: String,
    /// Path of the list.
    list: Option<String>,
    /// Size of a record.
    size: Option<u64>,
    /// Whether there were faults before the records.
    faulty: bool,
}

impl Summary {
    pub(super) fn of(run: &Run) -> Self {
        Self {
            name: run.name().to_owned(),
            list: run.list().map(str::to_owned),
            size: run.record_size(),
            faulty: !run.faults().is_empty(),
        }
    }

    /// Prints the summary, of which `printed` invalid records are known already.
    pub(super) fn print(&self, options: &Decode, account: &Account, printed: u64) -> Status {
        let status = match (&account.frames, &self.list) {
            (Some(frames), _) => self.frames(options, account, frames),
            (None, Some(list)) => self.items(options, account, list),
            (None, None) => self.records(options, account, printed),
        };
        match &account.error {
            Some(error) if account.frames.is_some() => complain(&self.name, error),
            _ => status,
        }
    }

    fn records(&self, options: &Decode, account: &Account, printed: u64) -> Status {
        let Account { rows, bytes, invalid, left_over, .. } = *account;
        let mut problems = Vec::new();
        if left_over > 0 {
            let all = counted(rows.saturating_add(invalid), "record");
            let (rest, each) =
                (counted(left_over, "byte"), counted(self.size.unwrap_or_default(), "byte"));
            problems.push(format!("{rest} left over after {all} of {each}"));
        }
        if let Some((expected, found)) = account.missing {
            let expected = counted(expected, "record");
            problems.push(format!("the data ends: expected {expected}, found {found}"));
        }
        let more = invalid.saturating_sub(printed);
        if more > 0 {
            problems.push(format!("{} more", counted(more, "bad record")));
        }
        for problem in &problems {
            complain(&self.name, problem);
        }
        let is_bad = !problems.is_empty() || self.faulty || invalid > 0;
        let mut status = if is_bad { Status::Bad } else { Status::Good };
        if let Some(error) = &account.error {
            status = complain(&self.name, error);
        }
        if !options.quiet {
            let out = match invalid {
                0 => String::new(),
                bad => format!("; {} left out", counted(bad, "bad record")),
            };
            let (records, bytes) = (counted(rows, "record"), counted(bytes, "byte"));
            complain(&self.name, format!("{records} from {bytes}{out}"));
        }
        status
    }

    fn items(&self, options: &Decode, account: &Account, list: &str) -> Status {
        let mut status = Status::Good;
        if let Some(fault) = account.fault.clone().map(advice::advised) {
            complain(&self.name, format!("at {:#x}: {fault}", fault.offset));
            status = Status::Bad;
        }
        if let Some(now) = account.truncated {
            let problem = format!("the file was truncated to {now} bytes while it was read");
            complain(&self.name, problem);
            status = Status::Bad;
        }
        if !options.quiet {
            let (rows, bytes) = (counted(account.rows, "row"), counted(account.bytes, "byte"));
            complain(&self.name, format!("{rows} of {list} from {bytes}"));
        }
        status
    }

    fn frames(&self, options: &Decode, account: &Account, frames: &FrameAccount) -> Status {
        let mut status = Status::Good;
        let tally = &frames.tally;
        let doubtful = tally.all_rejected() > 0 || tally.unverified.frames > 0;
        if options.stream.strict && doubtful {
            status = Status::Bad;
        }
        if tally.good.frames == 0 {
            let bytes = counted(account.bytes, "byte");
            let names = frames.protocols.join(", ");
            complain(&self.name, format!("no frame of {names} in {bytes}"));
            status = Status::Bad;
        }
        if options.quiet {
            return status;
        }
        match options.stream.report {
            Report::Text => self.sentences(frames),
            Report::Json => {
                let json = serde_json::to_string(&FrameReport::of(&self.name, frames));
                // The report has text and numbers only.
                let _ = writeln!(anstream::stderr(), "{}", json.unwrap_or_default());
            }
        }
        status
    }

    fn sentences(&self, frames: &FrameAccount) {
        let tally = &frames.tally;
        let kinds =
            frames.messages.iter().map(|count| format!("{} {}", title(count), count.frames));
        let kinds: Vec<String> = kinds.collect();
        let list = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
        complain(&self.name, format!("{}{list}", counted(tally.good.frames, "frame")));
        if tally.unverified.frames > 0 {
            let frames = counted(tally.unverified.frames, "frame");
            complain(&self.name, format!("{frames} could not be verified"));
        }
        if tally.all_rejected() > 0 {
            let reasons = tally.rejected.iter().map(|(kind, n)| format!("{n} {}", kind.text()));
            let reasons: Vec<String> = reasons.collect();
            let candidates = counted(tally.all_rejected(), "candidate");
            complain(&self.name, format!("{candidates} rejected: {}", reasons.join(", ")));
        }
        let mut parts = vec![format!("{} in good frames", tally.good.bytes)];
        for (bytes, what) in [
            (tally.unverified.bytes, "in unverified frames"),
            (tally.all_rejected(), "rejected"),
            (tally.skipped, "skipped"),
        ] {
            if bytes > 0 {
                parts.push(format!("{bytes} {what}"));
            }
        }
        complain(&self.name, format!("{}: {}", counted(tally.bytes(), "byte"), parts.join(", ")));
    }
}

/// A kind of frame, in reports.
fn title(count: &MessageCount) -> String {
    match &count.message {
        Some(message) => format!("{} {message}", count.protocol),
        None => count.protocol.clone(),
    }
}

/// The account of frames as JSON.
#[derive(Serialize)]
struct FrameReport<'r> {
    input: &'r str,
    bytes: u64,
    good: FrameCount,
    unverified: FrameCount,
    rejected: Rejected<'r>,
    skipped: Bytes,
    types: Types<'r>,
}

#[derive(Serialize)]
struct FrameCount {
    frames: u64,
    bytes: u64,
}

#[derive(Serialize)]
struct Bytes {
    bytes: u64,
}

#[derive(Serialize)]
struct Rejected<'r> {
    candidates: u64,
    bytes: u64,
    reasons: Reasons<'r>,
}

/// The number of rejected candidates by reason.
struct Reasons<'r>(&'r FrameAccount);

/// The number of valid frames by kind.
struct Types<'r>(&'r FrameAccount);

impl<'r> FrameReport<'r> {
    fn of(input: &'r str, frames: &'r FrameAccount) -> Self {
        let tally = &frames.tally;
        let count = |count: bytescope::frames::Count| FrameCount {
            frames: count.frames,
            bytes: count.bytes,
        };
        let rejected = tally.all_rejected();
        Self {
            input,
            bytes: tally.bytes(),
            good: count(tally.good),
            unverified: count(tally.unverified),
            rejected: Rejected { candidates: rejected, bytes: rejected, reasons: Reasons(frames) },
            skipped: Bytes { bytes: tally.skipped },
            types: Types(frames),
        }
    }
}

impl Serialize for Reasons<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.tally.rejected.iter().map(|(kind, count)| (kind.name(), count)))
    }
}

impl Serialize for Types<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.messages.iter().map(|count| (title(count), count.frames)))
    }
}
