//! Summary of decoded records or frames.

use crate::advice;
use crate::args::{DecodeArgs, ReportStyle};
use crate::messages::{ExitStatus, report_problem};
use bytescope::Validity;
use bytescope::decode::{Account, FrameAccount, MessageCount, Run};
use bytescope::frames::{NearMisses, RuleMiss};
use bytescope::inspect::{Grouped, IoMessage, JsonText, Limit};
use bytescope::view::counted;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// Properties of the input that appear in the summary.
pub(super) struct RunSummary {
    name: String,
    /// Path of the decoded list, if rows are its items.
    list: Option<String>,
    /// Record size in bytes.
    record_size: Option<u64>,
    /// Validity on the data before the records.
    before: Validity,
}

impl RunSummary {
    pub(super) fn of(run: &Run) -> Self {
        Self {
            name: run.name().to_owned(),
            list: run.list().map(str::to_owned),
            record_size: run.record_size(),
            before: Validity::of(run.faults().iter().map(|(_, fault)| fault)),
        }
    }

    /// Prints the summary. `printed` is the number of invalid records already printed.
    pub(super) fn print(
        &self,
        options: &DecodeArgs,
        account: &Account,
        printed: u64,
    ) -> ExitStatus {
        let status = match (&account.frames, &self.list) {
            (Some(frames), _) => self.frames(options, account, frames),
            (None, Some(list)) => self.items(options, account, list, printed),
            (None, None) => self.records(options, account, printed),
        };
        let status = status.max(self.input_problems(account));
        match &account.error {
            Some(error) if account.frames.is_some() => self.failed(options, account, error),
            _ => status,
        }
    }

    /// Prints the error that ended the input, and how much of it was decoded.
    fn failed(&self, options: &DecodeArgs, account: &Account, error: &io::Error) -> ExitStatus {
        let bytes = counted(account.bytes, "byte");
        let rows = counted(account.rows, "row");
        let done = if options.stream.count { "decoded" } else { "written" };
        let error = IoMessage(error);
        report_problem(&self.name, format!("input failed after {bytes}: {error}; {rows} {done}"))
    }

    fn records(&self, options: &DecodeArgs, account: &Account, printed: u64) -> ExitStatus {
        let Account { rows, bytes, invalid, trailing, .. } = *account;
        let mut problems = Vec::new();
        if trailing > 0 {
            let all = counted(rows.saturating_add(invalid), "record");
            let rest = counted(trailing, "trailing byte");
            let each = counted(self.record_size.unwrap_or_default(), "byte");
            problems.push(format!("{rest} after {all} of {each}"));
        }
        if let Some((expected, found)) = account.missing {
            let expected = counted(expected, "record");
            problems.push(format!("unexpected end of data: expected {expected}, found {found}"));
        }
        problems.extend(more_invalid(account, printed));
        for problem in &problems {
            report_problem(&self.name, problem);
        }
        let is_invalid = !problems.is_empty() || invalid > 0;
        let found = if is_invalid { ExitStatus::Invalid } else { ExitStatus::Valid };
        let mut status = found.max(self.before.into());
        if let Some(error) = &account.error {
            status = self.failed(options, account, error);
        }
        if !options.quiet {
            let out = omitted(account);
            let (records, bytes) = (counted(rows, "record"), counted(bytes, "byte"));
            report_problem(&self.name, format!("{records} from {bytes}{out}"));
        }
        status
    }

    /// Reports that the input was not read completely.
    fn input_problems(&self, account: &Account) -> ExitStatus {
        let mut status = ExitStatus::Valid;
        if let Some(fault) = account.fault.clone().map(advice::with_limit_option) {
            let offset = match fault.limit() {
                Some(Limit::Read | Limit::Format) => String::new(),
                _ => format!("at {:#x}: ", fault.offset),
            };
            report_problem(&self.name, format!("{offset}{fault}"));
            status = ExitStatus::of(&fault);
        }
        if let Some(now) = account.truncated {
            let problem = format!("file truncated to {} while being read", counted(now, "byte"));
            report_problem(&self.name, problem);
            status = ExitStatus::Invalid;
        }
        status
    }

    fn items(
        &self,
        options: &DecodeArgs,
        account: &Account,
        list: &str,
        printed: u64,
    ) -> ExitStatus {
        let mut status = ExitStatus::Valid;
        if account.invalid > 0 {
            status = ExitStatus::Invalid;
        }
        if let Some(problem) = more_invalid(account, printed) {
            report_problem(&self.name, problem);
        }
        if !options.quiet {
            let (rows, bytes) = (counted(account.rows, "record"), counted(account.bytes, "byte"));
            let out = omitted(account);
            report_problem(&self.name, format!("{rows} of {list} from {bytes}{out}"));
        }
        status
    }

    fn frames(&self, options: &DecodeArgs, account: &Account, frames: &FrameAccount) -> ExitStatus {
        let mut status = ExitStatus::Valid;
        let tally = &frames.tally;
        let all_valid = tally.rejected_count() == 0 && tally.unverified.frames == 0;
        if options.stream.strict && !all_valid {
            status = ExitStatus::Invalid;
        }
        if tally.valid.frames == 0 && !account.is_limited {
            let bytes = counted(account.bytes, "byte");
            let names = listed(&frames.protocols);
            report_problem(&self.name, format!("no {names} frames in {bytes}"));
            status = ExitStatus::Invalid;
        }
        if options.quiet {
            return status;
        }
        match options.stream.report {
            ReportStyle::Text => self.frames_as_text(frames),
            ReportStyle::Json => {
                let json = serde_json::to_string(&FrameReport::of(&self.name, frames));
                // Text and numbers always serialize.
                let _ = writeln!(JsonText(anstream::stderr()), "{}", json.unwrap_or_default());
            }
        }
        status
    }

    fn frames_as_text(&self, frames: &FrameAccount) {
        let tally = &frames.tally;
        let kinds = frames
            .messages
            .iter()
            .map(|count| format!("{} {}", title(count), Grouped(count.frames)));
        let kinds: Vec<String> = kinds.collect();
        let list = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
        // Without frames, an error has been printed.
        if tally.valid.frames > 0 {
            report_problem(&self.name, format!("{}{list}", counted(tally.valid.frames, "frame")));
        }
        if tally.unverified.frames > 0 {
            let frames = counted(tally.unverified.frames, "frame");
            report_problem(&self.name, format!("{frames} could not be verified"));
        }
        if tally.rejected_count() > 0 {
            let reasons =
                tally.rejected.iter().map(|(kind, n)| format!("{} × {}", Grouped(*n), kind.text()));
            let reasons: Vec<String> = reasons.collect();
            let candidates = counted(tally.rejected_count(), "candidate");
            report_problem(&self.name, format!("{candidates} rejected: {}", reasons.join(", ")));
        }
        for line in frames.near.iter().flat_map(|near| near_misses(near, frames)) {
            report_problem(&self.name, line);
        }
        let mut parts = vec![format!("{} in valid frames", Grouped(tally.valid.bytes))];
        for (bytes, what) in [
            (tally.unverified.bytes, "in unverified frames"),
            (tally.rejected_count(), "rejected"),
            (tally.skipped, "skipped"),
        ] {
            if bytes > 0 {
                parts.push(format!("{} {what}", Grouped(bytes)));
            }
        }
        report_problem(
            &self.name,
            format!("{}: {}", counted(tally.bytes(), "byte"), parts.join(", ")),
        );
    }
}

/// Minimum number of candidates that a summary explains.
const MIN_EXPLAINED: u64 = 3;

/// Returns the lines that explain why candidates are rejected.
fn near_misses(near: &NearMisses, frames: &FrameAccount) -> Vec<String> {
    let enough = |count: u64| count >= MIN_EXPLAINED.max(frames.tally.valid.frames / 10);
    let part = match near.bytes < frames.tally.bytes() {
        true => format!(" in the first {}", counted(near.bytes, "byte")),
        false => String::new(),
    };
    let of = |schema: u16| match frames.protocols.as_slice() {
        [_] => String::new(),
        several => several.get(usize::from(schema)).map_or_else(String::new, |n| format!("{n}: ")),
    };
    let rule = near.rule.as_ref().filter(|rule| enough(rule.count)).map(|rule| {
        let RuleMiss { schema, path, expected, found, count } = rule;
        let (of, candidates) = (of(*schema), counted(*count, "candidate"));
        format!(
            "{of}{candidates}{part} match except for `{path}`: expected {expected}, found {found}"
        )
    });
    let checksum = near.checksum.as_ref().filter(|miss| enough(miss.count)).and_then(|miss| {
        let (algorithm, fits) = miss.fit?;
        let (of, name) = (of(miss.schema), algorithm.display_name());
        let which = match fits == miss.count {
            true => "all".to_owned(),
            false => format!("{} of them", Grouped(fits)),
        };
        let mismatches = match miss.count {
            1 => "1 checksum mismatch".to_owned(),
            count => format!("{} checksum mismatches", Grouped(count)),
        };
        Some(format!("{of}{mismatches}{part}; {name} would fit {which}"))
    });
    rule.into_iter().chain(checksum).collect()
}

/// Returns the name of the protocol, with the message type if the protocol has several.
fn title(count: &MessageCount) -> String {
    match &count.message {
        Some(message) => format!("{} {message}", count.protocol),
        None => count.protocol.clone(),
    }
}

/// Joins names: `a`, `a or b`, `a, b or c`.
fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Summary of frames as JSON.
#[derive(Serialize)]
struct FrameReport<'r> {
    input: &'r str,
    bytes: u64,
    valid: FrameCount,
    unverified: FrameCount,
    rejected: RejectCount<'r>,
    skipped: ByteCount,
    types: TypeCounts<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    near_misses: Vec<String>,
}

#[derive(Serialize)]
struct FrameCount {
    frames: u64,
    bytes: u64,
}

#[derive(Serialize)]
struct ByteCount {
    bytes: u64,
}

#[derive(Serialize)]
struct RejectCount<'r> {
    candidates: u64,
    /// Equal to `candidates`: each rejected candidate accounts for its first byte.
    bytes: u64,
    reasons: Reasons<'r>,
}

/// Numbers of rejected candidates by reason.
struct Reasons<'r>(&'r FrameAccount);

/// Numbers of valid frames by message type.
struct TypeCounts<'r>(&'r FrameAccount);

impl<'r> FrameReport<'r> {
    fn of(input: &'r str, frames: &'r FrameAccount) -> Self {
        let tally = &frames.tally;
        let count = |count: bytescope::frames::Count| FrameCount {
            frames: count.frames,
            bytes: count.bytes,
        };
        let rejected = tally.rejected_count();
        Self {
            input,
            bytes: tally.bytes(),
            valid: count(tally.valid),
            unverified: count(tally.unverified),
            rejected: RejectCount {
                candidates: rejected,
                bytes: rejected,
                reasons: Reasons(frames),
            },
            skipped: ByteCount { bytes: tally.skipped },
            types: TypeCounts(frames),
            near_misses: frames.near.iter().flat_map(|near| near_misses(near, frames)).collect(),
        }
    }
}

impl Serialize for Reasons<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.tally.rejected.iter().map(|(kind, count)| (kind.name(), count)))
    }
}

impl Serialize for TypeCounts<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.messages.iter().map(|count| (title(count), count.frames)))
    }
}

/// Returns the number of invalid records that were not printed individually, if there are any.
fn more_invalid(account: &Account, printed: u64) -> Option<String> {
    let more = account.invalid.saturating_sub(printed);
    (more > 0).then(|| counted(more, "more invalid record"))
}

/// Returns the suffix of the summary for invalid records.
fn omitted(account: &Account) -> String {
    match account.invalid {
        0 => String::new(),
        omitted => format!("; {} omitted", counted(omitted, "invalid record")),
    }
}
