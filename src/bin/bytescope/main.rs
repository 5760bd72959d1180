//! The command-line program `bytescope`.

mod advice;
mod args;
mod blobs;
mod cmd;
mod explore;
mod file_output;
mod messages;
mod number;
mod open;
mod output;
mod progress;
mod signals;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match args::Cli::try_parse() {
        Ok(cli) => cmd::run(cli),
        Err(error) => messages::report_usage(error),
    }
}
