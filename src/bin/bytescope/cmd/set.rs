//! `bytescope set`

use crate::advice;
use crate::args::Set;
use crate::open;
use crate::output::Output;
use crate::say::{Status, complain};
use bytescope::edit::{Change, Patch};
use bytescope::inspect::{OpenOptions, Source};
use std::io::{self, Write};

pub(crate) fn run(options: &Set) -> io::Result<Status> {
    let format = match options.format.as_deref().map(open::writable).transpose() {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let mut changes = Vec::new();
    for text in &options.changes {
        match text.parse::<Change>() {
            Ok(change) => changes.push(change),
            Err(problem) => return Ok(complain(text, problem)),
        }
    }
    let name = options.file.display();
    let source = match Source::open(&options.file, OpenOptions::MAPPED) {
        Ok(source) => source,
        Err(error) => return Ok(complain(name, error)),
    };
    let Some(format) = format.or_else(|| bytescope::formats::detect(source.bytes())) else {
        complain(name, "is in no known format; name one with -f");
        return Ok(Status::Bad);
    };
    let patch = Patch { format, keep: options.keep, truncate: options.truncate };
    let changed = match patch.apply(source.bytes(), &changes) {
        Ok(changed) => changed,
        Err(error) => {
            complain(name, advice::patching(&error));
            return Ok(Status::Bad);
        }
    };
    if let Some(now) = source.truncated() {
        complain(name, format!("the file was truncated to {now} bytes while it was read"));
        return Ok(Status::Bad);
    }
    let path = options.output.as_ref().unwrap_or(&options.file);
    let mut out = match Output::file(path) {
        Ok(out) => out,
        Err(error) => return Ok(complain(path.display(), error)),
    };
    let written = out.write_all(&changed).and_then(|()| out.commit());
    match written {
        Ok(()) => Ok(Status::Good),
        Err(error) => Ok(complain(path.display(), error)),
    }
}
