//! Commands.

mod at;
mod check;
mod decode;
mod dump;
mod encode;
mod eval;
mod explore;
mod find;
mod formats;
mod generate;
mod get;
mod html;
mod inspect;
mod meta;
mod roundtrip;
mod schema;
mod set;
mod structs;

use crate::args::{Cli, Command};
use crate::messages::{ExitStatus, note};
use crate::output::{Output, report_output_error};
use crate::pager::Pager;
use std::io;
use std::process::ExitCode;

/// Runs the program and prints errors.
pub(crate) fn run(cli: Cli) -> ExitCode {
    bytescope::inspect::ignore_file_size_signal();
    let mut out = Output::stdout(cli.color);
    let command = cli.command.unwrap_or(Command::Inspect(cli.inspect));
    let pager = (command.has_pager() && !cli.no_pager).then(|| Pager::start(&out)).flatten();
    let result = match command {
        Command::Inspect(options) if options.page_args.html => html::run(&options, out),
        Command::Inspect(options) => inspect::run(&options, &mut out),
        Command::Explore(options) => explore::run(&options, out),
        Command::Dump(options) => dump::run(&options, out),
        Command::Check(options) => check::run(&options, &mut out),
        Command::Decode(options) => decode::run(&options, out),
        Command::Encode(options) => encode::run(&options, out),
        Command::Set(options) => set::run(&options, &mut out),
        Command::RoundTrip(options) => roundtrip::run(&options, &mut out),
        Command::Get(options) => get::run(&options, out),
        Command::Eval(options) => eval::run(&options, &mut out),
        Command::Schema { command } => schema::run(&command, &mut out),
        Command::Generate(options) => generate::run(&options, out),
        Command::Formats(options) => formats::run(&options, &mut out),
        Command::Struct { command } => structs::run(&command, &mut out),
        Command::Completions { shell } => meta::completions(shell, &mut out),
        Command::Man { command } => meta::man(command.as_deref(), &mut out),
    };
    let status = match result {
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => note(ExitStatus::Valid),
        Err(error) => report_output_error(&error),
    };
    if let Some(pager) = pager {
        pager.finish();
    }
    ExitCode::from(status.code())
}
