//! Frames that are found in a stream.

mod account;
mod input;
mod live;
mod protocol;
mod rows;
mod whole;

use super::{Status, complain, write};
use crate::cli::{Decode, TableKind};
use crate::output::Output;
use account::Account;
use bytescope_formats::Format;
use bytescope_frames::Finder;
use bytescope_inspect::FrameType;
use input::{Input, Stream};
use protocol::Protocol;
use rows::Table;
use std::io::{self, Seek, SeekFrom, Write};
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
    match start(options, format, frame) {
        Ok(job) => job.run(options, stdout),
        Err(status) => Ok(status),
    }
}

/// What there is to do.
struct Job {
    name: String,
    input: Input,
    finder: Finder,
    table: Table,
    account: Account,
}

fn start(options: &Decode, format: &'static Format, frame: FrameType) -> Result<Job, Status> {
    if options.each.is_some() {
        return Err(complain("--each", format!("frames of {} are one table", format.name)));
    }
    let (schema, protocol) = Protocol::declared(format, frame, options)?;
    let finder = Finder::new(vec![schema]).map_err(|error| complain("--format", error))?;
    let (name, input) = Input::open(options)?;
    let kind = options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref()));
    let kind = (!options.stream.count).then_some(kind);
    let table = Table::new(kind, vec![protocol], options.offset);
    let account = Account::new(options, options.offset)?;
    Ok(Job { name, input, finder, table, account })
}

impl Job {
    fn run(self, options: &Decode, stdout: Output) -> io::Result<Status> {
        let Self { name, input, finder, table, mut account } = self;
        let mut out = match &options.output {
            Some(path) => match Output::file(path) {
                Ok(out) => out,
                Err(error) => return Ok(complain(path.display(), error)),
            },
            None => stdout,
        };
        out.write_all(table.header())?;
        let failed = match input {
            Input::File(file, len) if options.skip == 0 && options.limit.is_none() => {
                let bar = write::bar(options, Some(len), &out);
                let part = Part { file, start: options.offset };
                let (part, account) = ((&part, len), (&mut account, &bar));
                let failed = whole::decode(options, &finder, &table, part, account, &mut out);
                bar.finish_and_clear();
                failed?
            }
            Input::File(mut file, _) => {
                file.seek(SeekFrom::Start(options.offset))?;
                let stream = Stream::Any(Box::new(file));
                live::decode(options, finder, &table, stream, &mut account, &mut out)?
            }
            Input::Stream(stream) => {
                live::decode(options, finder, &table, stream, &mut account, &mut out)?
            }
        };
        out.commit()?;
        let status = account.close(options, &name, &table);
        match failed {
            Some(error) => Ok(complain(&name, error)),
            None => Ok(status),
        }
    }
}
