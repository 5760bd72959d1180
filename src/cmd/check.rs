//! `bytescope check`

use super::{Status, complain};
use crate::cli::Check;
use crate::input::Input;
use crate::output::Output;
use crate::spec::{self, Spec};
use crate::view::json::Sight;
use crate::view::{self, FaultView, style};
use bytescope_inspect::{Bytes, Fault, FaultKind};
use serde_json::json;
use std::io::{self, Write};

/// Faults said of one file; a file that is all broken says no more than its first ones.
const MOST: usize = 100;

pub(crate) fn run(options: &Check, out: &mut Output) -> io::Result<Status> {
    let format = match spec::named(&options.reading.naming) {
        Ok(format) => format,
        Err(unusable) => return Ok(unusable.complain()),
    };
    let mut worst = Status::Good;
    for path in &options.files {
        let input = match Input::open(path, &options.reading) {
            Ok(input) => input,
            Err(error) => {
                worst = worst.max(unreadable(options, &path.display().to_string(), &error, out)?);
                continue;
            }
        };
        let verdict = verdict(options, &input, format.as_ref());
        let status = if verdict.faults.is_empty() { Status::Good } else { Status::Bad };
        worst = worst.max(status);
        verdict.print(options, &input.name, out)?;
    }
    out.flush()?;
    Ok(worst)
}

fn unreadable(
    options: &Check,
    name: &str,
    error: &dyn std::error::Error,
    out: &mut Output,
) -> io::Result<Status> {
    if options.json {
        let fault = json!({"kind": "io", "message": error.to_string()});
        writeln!(out, "{}", json!({"file": name, "ok": false, "faults": [fault]}))?;
    }
    Ok(complain(name, error))
}

/// What is wrong with one file.
struct Verdict {
    format: Option<Spec>,
    faults: Vec<(String, Fault)>,
}

fn verdict(options: &Check, input: &Input, named: Option<&Spec>) -> Verdict {
    let bytes = input.bytes();
    let format = spec::of(named, bytes);
    let mut faults = Vec::new();
    let mut add = |path: &str, kind, message: &str| {
        faults.push((path.to_owned(), Fault::soft(kind, 0, message)));
    };
    match &format {
        None if bytes.is_empty() => add("", FaultKind::Truncated, "the file is empty"),
        None => add("", FaultKind::Magic, "no known format; name one with -f"),
        Some(format) => {
            let limits = options.reading.limits();
            let outcome = format.inspect(bytes, limits, true);
            let buffers = &outcome.buffers;
            let bytes = Bytes { source: bytes, buffers };
            let sight = Sight { bytes, limits, base: 0 };
            let found = view::faults(&outcome.tree, &sight, (true, true), MOST.saturating_add(1));
            faults = found.into_iter().map(|(path, fault)| (path, input.in_file(fault))).collect();
        }
    }
    if let Some(trouble) = input.trouble(&options.reading) {
        faults.push((String::new(), Fault::soft(FaultKind::Io, 0, trouble)));
    }
    Verdict { format, faults }
}

impl Verdict {
    fn print(&self, options: &Check, name: &str, out: &mut Output) -> io::Result<()> {
        let format = self.format.as_ref().map(Spec::name);
        if options.json {
            let faults: Vec<_> = self.faults.iter().take(MOST).map(FaultView::of).collect();
            let ok = faults.is_empty();
            let line = json!({"file": name, "format": format, "ok": ok, "faults": faults});
            return writeln!(out, "{line}");
        }
        let paint = style::Paint(out.color);
        if self.faults.is_empty() {
            if !options.quiet {
                let ok = paint.of(style::GOOD, "ok");
                writeln!(out, "{name}: {ok} ({})", format.unwrap_or("?"))?;
            }
            return Ok(());
        }
        for (path, fault) in self.faults.iter().take(MOST) {
            let place = match (path.as_str(), &self.format) {
                ("", None) => String::new(),
                ("", Some(_)) => format!("at {:#x}: ", fault.offset),
                (path, _) => format!("{} at {:#x}: ", paint.of(style::NAME, path), fault.offset),
            };
            writeln!(out, "{name}: {place}{}", paint.of(style::FAULT, &fault.to_string()))?;
        }
        if self.faults.len() > MOST {
            writeln!(out, "{name}: more than {MOST} faults; the rest is not listed")?;
        }
        Ok(())
    }
}
