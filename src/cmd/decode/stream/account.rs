//! What became of the bytes of a stream, and how it is told.

use super::protocol::Message;
use super::rows::{Messages, Target};
use crate::cli::{Decode, Report};
use crate::cmd::{Status, complain};
use crate::output::Output;
use crate::view::counted;
use bytescope_frames::{Event, Found, Rejected, Tally};
use serde_json::{Map, Value as Json, json};
use std::io::{self, Write};

/// The account of a stream.
pub(super) struct Account {
    pub(super) tally: Tally,
    pub(super) messages: Messages,
    /// Where what is no good frame is written.
    rejects: Option<Output>,
    start: u64,
    /// What the output of `rejects` failed with.
    failed: Option<io::Error>,
}

impl Account {
    /// An account of a stream whose first byte has this offset.
    pub(super) fn new(options: &Decode, start: u64) -> Result<Self, Status> {
        let rejects = options
            .stream
            .rejects
            .as_deref()
            .map(|path| Output::file(path).map_err(|error| complain(path.display(), error)));
        let rejects = rejects.transpose()?;
        let (tally, messages) = (Tally::default(), Messages::new());
        Ok(Self { tally, messages, rejects, start, failed: None })
    }

    /// Whether [`reject`](Self::reject) wants to know of events.
    pub(super) fn keeps_rejects(&self) -> bool {
        self.rejects.is_some()
    }

    /// Adds counts of good frames.
    pub(super) fn join(&mut self, messages: &Messages) {
        for (message, count) in messages {
            let sum = self.messages.entry(message.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
    }

    /// Writes down what is no good frame.
    pub(super) fn reject(&mut self, target: &Target, event: &Event<'_>) {
        let Some(out) = &mut self.rejects else { return };
        let name = |schema: u16| target.protocols.get(usize::from(schema)).map(|p| p.name.as_str());
        let at = |offset: u64| offset.saturating_add(self.start);
        let line = match event {
            Event::Good(..) => return,
            Event::Unverified(Found { offset, len, schema, .. }, _) => json!({
                "offset": at(*offset), "length": len, "protocol": name(*schema),
                "reason": "unverified",
            }),
            Event::Rejected(Rejected { offset, schema, reason }) => json!({
                "offset": at(*offset), "length": 1, "protocol": name(*schema),
                "reason": reason.kind.name(), "at": at(*offset).saturating_add(reason.at.into()),
                "detail": reason.to_string(),
            }),
            Event::Skipped { offset, len } => {
                json!({"offset": at(*offset), "length": len, "reason": "skipped"})
            }
        };
        if self.failed.is_none() {
            self.failed = writeln!(out, "{line}").err();
        }
    }

    /// Shows what was written of the rejects so far.
    pub(super) fn flush(&mut self) {
        if let (Some(out), None) = (&mut self.rejects, &self.failed) {
            self.failed = out.flush().err();
        }
    }

    /// Says what came of it all.
    pub(super) fn close(mut self, options: &Decode, name: &str, target: &Target) -> Status {
        let mut status = Status::Good;
        let Tally { good, unverified, .. } = self.tally;
        if options.stream.strict && (self.tally.all_rejected() > 0 || unverified.frames > 0) {
            status = Status::Bad;
        }
        if good.frames == 0 {
            let names: Vec<_> = target.protocols.iter().map(|p| p.name.as_str()).collect();
            let bytes = counted(self.tally.bytes(), "byte");
            complain(name, format!("no frame of {} in {bytes}", names.join(", ")));
            status = Status::Bad;
        }
        if !options.quiet {
            match options.stream.report {
                Report::Text => self.sentences(name, target),
                Report::Json => {
                    let _ = writeln!(anstream::stderr(), "{}", self.json(name, target));
                }
            }
        }
        let failed = self.failed.take();
        let committed = self.rejects.take().map_or(Ok(()), Output::commit);
        if let Some(error) = failed.or(committed.err()) {
            return complain("--rejects", error);
        }
        status
    }

    fn sentences(&self, name: &str, target: &Target) {
        let tally = &self.tally;
        let kinds = self.messages.iter().map(|((schema, message), count)| {
            format!("{} {count}", title(target, *schema, message))
        });
        let kinds: Vec<String> = kinds.collect();
        let frames = counted(tally.good.frames, "frame");
        let list = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
        complain(name, format!("{frames}{list}"));
        if tally.unverified.frames > 0 {
            let frames = counted(tally.unverified.frames, "frame");
            complain(name, format!("{frames} could not be verified"));
        }
        if tally.all_rejected() > 0 {
            let reasons = tally.rejected.iter().map(|(kind, n)| format!("{n} {}", kind.text()));
            let reasons: Vec<String> = reasons.collect();
            let candidates = counted(tally.all_rejected(), "candidate");
            complain(name, format!("{candidates} rejected: {}", reasons.join(", ")));
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
        complain(name, format!("{}: {}", counted(tally.bytes(), "byte"), parts.join(", ")));
    }

    fn json(&self, name: &str, target: &Target) -> Json {
        let tally = &self.tally;
        let rejected =
            tally.rejected.iter().map(|(kind, count)| (kind.name().to_owned(), json!(count)));
        let mut types: Map<String, Json> = Map::new();
        for ((schema, message), count) in &self.messages {
            types.insert(title(target, *schema, message), json!(count));
        }
        json!({
            "input": name,
            "bytes": tally.bytes(),
            "good": {"frames": tally.good.frames, "bytes": tally.good.bytes},
            "unverified": {"frames": tally.unverified.frames, "bytes": tally.unverified.bytes},
            "rejected": {
                "candidates": tally.all_rejected(), "bytes": tally.all_rejected(),
                "reasons": Json::Object(rejected.collect()),
            },
            "skipped": {"bytes": tally.skipped},
            "types": types,
        })
    }
}

/// What frames of a message are called in reports.
fn title(target: &Target, schema: u16, message: &Message) -> String {
    let Some(protocol) = target.protocols.get(usize::from(schema)) else { return String::new() };
    match protocol.message_name(message) {
        Some(message) => format!("{} {message}", protocol.name),
        None => protocol.name.clone(),
    }
}
