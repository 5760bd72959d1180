//! Frames that are found in a stream.

mod account;
mod described;
mod flat;
mod input;
mod joined;
mod live;
mod logged;
mod protocol;
mod rows;
mod split;
mod typed;
mod whole;
mod write;

use super::{Status, complain};
use crate::cli::{Decode, TableKind};
use crate::logs::Log;
use crate::output::Output;
use crate::spec::Spec;
use account::Account;
use bytescope_frames::Finder;
use input::{Input, Stream};
use protocol::Protocol;
use rows::{Make, Target};
use split::Split;
use std::collections::HashSet;
use std::io::{self, Seek, SeekFrom};
use whole::Part;

/// Decodes the frames of formats and schemas.
///
/// # Errors
/// Those of the output.
pub(super) fn run(options: &Decode, specs: &[Spec], stdout: Output) -> io::Result<Status> {
    let (name, job) = match start(options, specs) {
        Ok(started) => started,
        Err(status) => return Ok(status),
    };
    let split = match Split::of(options, &job.target) {
        Ok(split) => split,
        Err(status) => return Ok(status),
    };
    if let Some(split) = split {
        return Ok(close(options, &name, split.run(job, options)?));
    }
    let out = match &options.output {
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(complain(path.display(), error)),
        },
        None => stdout,
    };
    let kind = options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref()));
    Ok(close(options, &name, write::table(job, kind, options, out)?))
}

/// Says what came of it.
fn close(options: &Decode, name: &str, told: Told) -> Status {
    let status = told.account.close(options, name, &told.target);
    match told.failed {
        Some(error) => complain(name, error),
        None => status,
    }
}

/// What there is to do.
struct Job {
    input: Input,
    finder: Finder,
    target: Target,
    account: Account,
}

/// What came of it.
struct Told {
    account: Account,
    target: Target,
    /// What the input failed with.
    failed: Option<io::Error>,
}

/// The format of logs that describe themselves, when such a log shall become tables of its messages.
pub(super) fn log_of<'s>(options: &Decode, specs: &'s [Spec]) -> Option<&'s str> {
    match specs {
        [Spec::Schema(schema)] if options.schema.is_empty() && options.each.is_none() => {
            Some(schema.name()).filter(|name| Log::describes(name))
        }
        _ => None,
    }
}

fn start(options: &Decode, specs: &[Spec]) -> Result<(String, Job), Status> {
    if options.each.is_some() {
        return Err(complain("--each", "frames are not the items of a list"));
    }
    let (mut schemas, mut protocols, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let mut opened = None;
    for spec in specs {
        if !seen.insert(spec.name()) {
            return Err(complain(spec.name(), "named twice"));
        }
        let (schema, protocol) = match log_of(options, specs) {
            None => Protocol::of(spec, options)?,
            Some(format) => {
                let (name, mut input) = Input::open(options)?;
                let log = input.log(options, format).map_err(|error| complain(&name, error))?;
                opened = Some((name, input));
                Protocol::of_log(format, log, options)?
            }
        };
        schemas.push(schema);
        protocols.push(protocol);
    }
    let finder = Finder::new(schemas).map_err(|error| complain("decode", error))?;
    let target = Target::new(protocols, options.offset, options.stream.count);
    check_columns(options, &target)?;
    let (name, input) = opened.map_or_else(|| Input::open(options), Ok)?;
    let account = Account::new(options, options.offset)?;
    Ok((name, Job { input, finder, target, account }))
}

/// Refuses names of columns that no table has.
fn check_columns(options: &Decode, target: &Target) -> Result<(), Status> {
    let mut seen = HashSet::new();
    if let Some(twice) = options.columns.iter().find(|name| !seen.insert(*name)) {
        return Err(complain("--columns", format!("'{twice}' is there twice")));
    }
    let names = column_names(target);
    match options.columns.iter().find(|name| !names.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(complain("--columns", no_column(name, target))),
    }
}

/// Columns that a message names.
const MOST_NAMED: usize = 40;

/// Says that no table has the column, and which come near.
fn no_column(name: &str, target: &Target) -> String {
    let names = column_names(target);
    let advice = match bytescope_inspect::nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None if names.len() <= MOST_NAMED => format!("there are: {}", names.join(", ")),
        None => "the header of the rows shows which there are".to_owned(),
    };
    format!("there is no column '{name}'; {advice}")
}

/// The names of the columns of all tables.
fn column_names(target: &Target) -> Vec<&str> {
    let mut names = Vec::new();
    for name in target.protocols.iter().flat_map(Protocol::columns) {
        if !names.contains(&name.as_str()) {
            names.push(name.as_str());
        }
    }
    names
}

impl Job {
    /// Makes something of the rows and puts it somewhere, in order; `put` is also told whether
    /// more might be long in coming.
    ///
    /// # Errors
    /// Those of `put`.
    fn run<M: Default + Send>(
        self,
        options: &Decode,
        terminal: bool,
        make: &(impl Make<M> + Sync),
        put: impl FnMut(&mut M, bool) -> io::Result<()>,
    ) -> io::Result<Told> {
        let Self { input, finder, target, mut account } = self;
        let stream = match input {
            Input::Stream(stream) => stream,
            Input::File(file, len) if options.skip == 0 && options.limit.is_none() => {
                let bar = super::write::bar(options, Some(len), terminal);
                let part = Part { file, start: options.offset, len };
                let failed = whole::decode(
                    options,
                    (&finder, &part),
                    &target,
                    &mut account,
                    &bar,
                    make,
                    put,
                );
                bar.finish_and_clear();
                return Ok(Told { account, target, failed: failed? });
            }
            // Rows are counted one after the other.
            Input::File(mut file, _) => {
                file.seek(SeekFrom::Start(options.offset))?;
                Stream::Any(Box::new(file))
            }
        };
        let failed = live::decode(options, (finder, stream), &target, &mut account, make, put)?;
        Ok(Told { account, target, failed })
    }
}
