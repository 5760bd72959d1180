//! `bytescope struct`

mod pack;
mod unpack;

use crate::args::StructCommand;
use crate::output::Output;
use crate::say::Status;
use std::io::{self, Write};

pub(crate) fn run(command: &StructCommand, out: &mut Output) -> io::Result<Status> {
    let status = match command {
        StructCommand::Pack(options) => pack::run(options, out)?,
        StructCommand::Unpack(options) => unpack::run(options, out)?,
        StructCommand::Size(options) => {
            writeln!(out, "{}", options.format.size())?;
            Status::Good
        }
    };
    out.flush()?;
    Ok(status)
}
