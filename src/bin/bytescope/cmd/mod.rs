//! The commands, one per file.

mod check;
mod decode;
mod dump;
mod encode;
mod eval;
mod formats;
mod generate;
mod inspect;
mod meta;
mod schema;
mod set;
mod structs;

use crate::args::{Cli, Command};
use crate::messages::{ExitStatus, report_problem};
use crate::output::Output;
use std::io;
use std::process::ExitCode;

/// Runs the program and prints errors.
pub(crate) fn run(cli: Cli) -> ExitCode {
    bytescope::inspect::survive_size_limit();
    let mut out = Output::stdout(cli.color);
    let result = match cli.command.unwrap_or(Command::Inspect(cli.inspect)) {
        Command::Inspect(options) => inspect::run(&options, &mut out),
        Command::Dump(options) => dump::run(&options, out),
        Command::Check(options) => check::run(&options, &mut out),
        Command::Decode(options) => decode::run(&options, out),
        Command::Encode(options) => encode::run(&options, out),
        Command::Set(options) => set::run(&options),
        Command::Eval(options) => eval::run(&options, &mut out),
        Command::Schema { command } => schema::run(&command, &mut out),
        Command::Generate(options) => generate::run(&options, out),
        Command::Formats(options) => formats::run(&options, &mut out),
        Command::Struct { command } => structs::run(&command, &mut out),
        Command::Completions { shell } => meta::completions(shell, &mut out),
        Command::Man { command } => meta::man(command.as_deref(), &mut out),
    };
    match result {
        Ok(status) => ExitCode::from(status as u8),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            report_problem("output", error);
            ExitCode::from(ExitStatus::Failed as u8)
        }
    }
}
