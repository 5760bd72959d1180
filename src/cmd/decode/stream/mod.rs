//! Frames that are found in a stream.

mod account;
mod input;
mod live;
mod protocol;
mod rows;
mod whole;
mod write;

use super::{Status, complain};
use crate::cli::{Decode, TableKind};
use crate::output::Output;
use account::Account;
use bytescope_formats::Format;
use bytescope_frames::Finder;
use bytescope_inspect::FrameType;
use input::{Input, Stream};
use protocol::Protocol;
use rows::{Make, Table};
use std::io::{self, Seek, SeekFrom};
use whole::Part;

/// Decodes the frames of a format.
///
/// # Errors
/// Those of the output.
pub(super) fn run(
    options: &Decode,
    format: &'static Format,
    frame: FrameType,
    stdout: Output,
) -> io::Result<Status> {
    let (name, job) = match start(options, format, frame) {
        Ok(started) => started,
        Err(status) => return Ok(status),
    };
    let out = match &options.output {
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(complain(path.display(), error)),
        },
        None => stdout,
    };
    let kind = options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref()));
    let told = write::table(job, kind, options, out)?;
    let status = told.account.close(options, &name, &told.table);
    Ok(match told.failed {
        Some(error) => complain(&name, error),
        None => status,
    })
}

/// What there is to do.
struct Job {
    input: Input,
    finder: Finder,
    table: Table,
    account: Account,
}

/// What came of it.
struct Told {
    account: Account,
    table: Table,
    /// What the input failed with.
    failed: Option<io::Error>,
}

fn start(
    options: &Decode,
    format: &'static Format,
    frame: FrameType,
) -> Result<(String, Job), Status> {
    if options.each.is_some() {
        return Err(complain("--each", format!("frames of {} are one table", format.name)));
    }
    let (schema, protocol) = Protocol::declared(format, frame, options)?;
    let finder = Finder::new(vec![schema]).map_err(|error| complain("--format", error))?;
    let (name, input) = Input::open(options)?;
    let count_only = options.stream.count;
    let start = options.offset;
    let table = Table { protocols: vec![protocol], start, count_only, block: 0, wait: 0 };
    let account = Account::new(options, start)?;
    Ok((name, Job { input, finder, table, account }))
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
        let Self { input, finder, table, mut account } = self;
        let stream = match input {
            Input::Stream(stream) => stream,
            Input::File(file, len) if options.skip == 0 && options.limit.is_none() => {
                let bar = super::write::bar(options, Some(len), terminal);
                let part = Part { file, start: options.offset, len };
                let failed =
                    whole::decode(options, (&finder, &part), &table, &mut account, &bar, make, put);
                bar.finish_and_clear();
                return Ok(Told { account, table, failed: failed? });
            }
            // Rows are counted one after the other.
            Input::File(mut file, _) => {
                file.seek(SeekFrom::Start(options.offset))?;
                Stream::Any(Box::new(file))
            }
        };
        let failed = live::decode(options, (finder, stream), &table, &mut account, make, put)?;
        Ok(Told { account, table, failed })
    }
}
