//! `bytescope decode`

mod check;
mod columns;
mod feed;
mod input;
mod items;
mod plan;
mod sink;
mod stream;
mod write;

use super::{Status, complain};
use crate::cli::Decode;
use crate::output::Output;
use crate::spec::{self, Spec};
use crate::view::counted;
use bytescope_ksy::Schema;
use feed::Told;
use plan::Plan;
use std::io;

pub(crate) fn run(options: &Decode, stdout: Output) -> io::Result<Status> {
    let mut specs = Vec::new();
    for naming in options.naming() {
        match spec::named(&naming) {
            Ok(spec) => specs.extend(spec),
            Err(unusable) => return Ok(unusable.complain()),
        }
    }
    match specs.as_slice() {
        logs if stream::log_of(options, logs).is_some() => {
            return stream::run(options, logs, stdout);
        }
        [Spec::Schema(schema)] if options.each.is_some() || !schema.is_framed() => {
            return of_schema(options, schema, stdout);
        }
        [] => {}
        [Spec::Format(format)] if format.frame.is_none() => {}
        frames => return stream::run(options, frames, stdout),
    }
    if let Some(option) = options.stream.given() {
        let problem = "is for formats that are found in noise: name one with -f (see `formats`)";
        return Ok(complain(option, problem));
    }
    let mut plan = match Plan::new(options) {
        Ok(plan) => plan,
        Err(status) => return Ok(status),
    };
    for fault in &plan.faults {
        complain(&plan.name, fault);
    }
    let out = match &options.output {
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(complain(path.display(), error)),
        },
        None => stdout,
    };
    let told = write::table(options, &mut plan, out)?;
    Ok(report(options, &plan, &told))
}

/// Decodes the items of a list of a schema.
fn of_schema(options: &Decode, schema: &Schema, stdout: Output) -> io::Result<Status> {
    if let Some(option) = options.stream.given() {
        let problem = "is for frames, of which the schema says nothing: add \
                       `-frame: {max-size: …}` below its `meta`";
        return Ok(complain(option, problem));
    }
    let rows = match schema.rows(options.each.as_deref(), options.instances) {
        Ok(rows) => rows,
        Err(problem) => return Ok(complain("--each", problem)),
    };
    let out = match &options.output {
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(complain(path.display(), error)),
        },
        None => stdout,
    };
    items::run(options, &rows, out)
}

/// Says what came of it.
fn report(options: &Decode, plan: &Plan, told: &Told) -> Status {
    let mut problems = Vec::new();
    if told.left_over > 0 {
        let (rest, records) = (counted(told.left_over, "byte"), counted(told.records, "record"));
        let each = counted(plan.gather.record_size() as u64, "byte");
        problems.push(format!("{rest} left over after {records} of {each}"));
    }
    problems.extend(told.missing.clone());
    if told.unsaid > 0 {
        problems.push(format!("{} more", counted(told.unsaid, "bad record")));
    }
    for problem in &problems {
        complain(&plan.name, problem);
    }
    let is_bad = !problems.is_empty() || !plan.faults.is_empty() || told.bad > 0;
    let mut status = if is_bad { Status::Bad } else { Status::Good };
    if let Some(error) = &told.error {
        status = complain(&plan.name, error);
    }
    if !options.quiet {
        let records = counted(told.records.saturating_sub(told.bad), "record");
        let bytes = counted(told.bytes, "byte");
        let out = match told.bad {
            0 => String::new(),
            bad => format!("; {} left out", counted(bad, "bad record")),
        };
        complain(&plan.name, format!("{records} from {bytes}{out}"));
    }
    status
}
