//! The commands, one file each.

mod advice;
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

use crate::cli::{Cli, Command};
use crate::output::Output;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended. Later ones are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Good = 0,
    /// The data is bad.
    Bad = 1,
    /// Wrong usage, or a file that cannot be read or written.
    Failed = 2,
}

/// Runs the program; prints what goes wrong.
pub fn run(cli: Cli) -> ExitCode {
    bytescope_inspect::survive_size_limit();
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
            complain("output", error);
            ExitCode::from(Status::Failed as u8)
        }
    }
}

/// Says on the standard error what is wrong with a schema, each at its line.
pub(crate) fn report(found: &bytescope_ksy::Report) -> Status {
    // Nothing is left to be done when even this cannot be written.
    for mut diagnostic in found.diagnostics.iter().cloned() {
        diagnostic.message.push_str(diagnostic.limit.map_or("", advice::raising));
        let _ = write!(anstream::stderr(), "{}", found.text(&diagnostic));
    }
    if found.has_errors() { Status::Failed } else { Status::Good }
}

/// Says on the standard error what is wrong with `what`.
pub(crate) fn complain(what: impl Display, problem: impl Display) -> Status {
    // Nothing is left to be done when even this cannot be written.
    let _ = writeln!(anstream::stderr(), "bytescope: {what}: {problem}");
    Status::Failed
}
