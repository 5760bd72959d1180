//! `bytescope struct`

mod pack;
mod unpack;

use crate::args::StructCommand;
use crate::messages::ExitStatus;
use crate::output::Output;
use std::io::{self, Write};

pub(crate) fn run(command: &StructCommand, out: &mut Output) -> io::Result<ExitStatus> {
    let status = match command {
        StructCommand::Pack(options) => pack::run(options, out)?,
        StructCommand::Unpack(options) => unpack::run(options, out)?,
        StructCommand::Size(options) => {
            writeln!(out, "{}", options.format.size())?;
            ExitStatus::Valid
        }
    };
    out.flush()?;
    Ok(status)
}
