//! `bytescope decode`

mod feed;
mod write;

use super::{Status, complain};
use crate::cli::Decode;
use crate::layout::LayoutError;
use crate::output::Output;
use crate::table::Gather;
use crate::view::counted;
use bytescope_inspect::OpenError;
use feed::{Feed, Told};
use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom};

pub(crate) fn run(options: &Decode, stdout: Output) -> io::Result<Status> {
    let gather = match gather(options) {
        Ok(gather) => gather,
        Err(status) => return Ok(status),
    };
    let (name, from) = match open(options) {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let out = match &options.output {
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(complain(path.display(), error)),
        },
        None => stdout,
    };
    let told = write::table(options, &gather, Feed::new(options, &gather, from), out)?;
    Ok(report(options, &name, gather.record_size(), &told))
}

/// The columns that are asked for.
fn gather(options: &Decode) -> Result<Gather, Status> {
    let Some(format) = &options.layout else {
        return Err(complain("decode", "name the records: -f NAME, or --struct FMT"));
    };
    let layout = format.layout().map_err(|error| complain("--struct", error))?;
    if layout.record_size() == 0 {
        return Err(complain("--struct", LayoutError::NoBytes));
    }
    let layout = match options.names.is_empty() {
        true => layout,
        false => layout.named(&options.names).map_err(|error| complain("--names", error))?,
    };
    let gather = Gather::new(&layout);
    if options.columns.is_empty() {
        return Ok(gather);
    }
    let known: Vec<_> = gather.schema().fields.iter().map(|f| f.name.clone()).collect();
    gather.select(&options.columns).map_err(|name| {
        let known = known.join(", ");
        complain("--columns", format!("there is no column '{name}'; there are: {known}"))
    })
}

/// The bytes from `--offset` on, and what to call them.
fn open(options: &Decode) -> Result<(String, Box<dyn Read + Send>), Status> {
    let mut from: Box<dyn Read + Send>;
    let name;
    if options.file.as_os_str() == "-" {
        if io::stdin().is_terminal() {
            return Err(complain("decode", "no bytes: name a FILE, or use a pipe"));
        }
        (name, from) = ("<stdin>".to_owned(), Box::new(io::stdin()));
    } else {
        name = options.file.display().to_string();
        let mut file = File::open(&options.file).map_err(|error| unreadable(&name, error))?;
        let seekable = file.metadata().is_ok_and(|meta| meta.is_file());
        if seekable && file.seek(SeekFrom::Start(options.offset)).is_ok() {
            return Ok((name, Box::new(file)));
        }
        from = Box::new(file);
    }
    // Whatever cannot be sought in is read up to the offset.
    io::copy(&mut from.by_ref().take(options.offset), &mut io::sink())
        .map_err(|error| unreadable(&name, error))?;
    Ok((name, from))
}

fn unreadable(name: &str, error: io::Error) -> Status {
    let error = match error.kind() {
        io::ErrorKind::IsADirectory => OpenError::Directory,
        _ => error.into(),
    };
    complain(name, error)
}

/// Says what came of it.
fn report(options: &Decode, name: &str, size: usize, told: &Told) -> Status {
    let mut status = Status::Good;
    let records = counted(told.records, "record");
    if told.left_over > 0 {
        let (rest, each) = (counted(told.left_over, "byte"), counted(size as u64, "byte"));
        complain(name, format!("{rest} left over after {records} of {each}"));
        status = Status::Bad;
    }
    if let Some(error) = &told.error {
        status = complain(name, error);
    }
    if !options.quiet {
        complain(name, format!("{records}, {}", counted(told.bytes, "byte")));
    }
    status
}
