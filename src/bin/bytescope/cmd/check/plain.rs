//! A line for each fault, and a JSON value for each file.

use super::{Done, Reporter};
use crate::output::Output;
use bytescope::AnyFormat;
use bytescope::inspect::{OrderedJson, ordered_json as json};
use bytescope::view::FaultView;
use bytescope::view::style::{self, Paint};
use std::io::{self, Write};

/// Lines for people.
pub(super) struct Lines {
    pub(super) quiet: bool,
    pub(super) color: bool,
}

impl Reporter for Lines {
    fn file(&mut self, done: &Done, out: &mut Output) -> io::Result<()> {
        let Done::Checked { name, verdict } = done else { return Ok(()) };
        let paint = Paint(self.color);
        if verdict.faults.is_empty() {
            if !self.quiet {
                let format = verdict.format.as_ref().map_or("?", AnyFormat::name);
                writeln!(out, "{name}: {} ({format})", paint.of(style::GOOD, "ok"))?;
            }
            return Ok(());
        }
        for (path, fault) in verdict.listed() {
            let place = match (path.as_str(), verdict.place(path, fault)) {
                (_, place) if place.is_empty() => place,
                ("", place) => format!("{place}: "),
                (path, _) => format!("{} at {:#x}: ", paint.of(style::NAME, path), fault.offset),
            };
            writeln!(out, "{name}: {place}{}", paint.of(style::FAULT, &fault.to_string()))?;
        }
        match verdict.more() {
            Some(more) => writeln!(out, "{name}: {more}"),
            None => Ok(()),
        }
    }
}

/// Values for programs.
pub(super) struct Json;

impl Reporter for Json {
    fn file(&mut self, done: &Done, out: &mut Output) -> io::Result<()> {
        let line = match done {
            Done::Skipped => return Ok(()),
            Done::Unreadable { name, message } => {
                let fault = json!({"kind": "io", "message": message});
                json!({"file": name, "ok": false, "faults": [fault]})
            }
            Done::Checked { name, verdict } => {
                let format = verdict.format.as_ref().map(AnyFormat::name);
                let faults: Vec<_> = verdict.listed().map(FaultView::of).collect();
                let ok = faults.is_empty();
                let faults = OrderedJson::of(&faults)?;
                json!({"file": name, "format": format, "ok": ok, "faults": faults})
            }
        };
        writeln!(out, "{line}")
    }
}
