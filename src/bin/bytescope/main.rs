//! The command-line program `bytescope`.

mod advice;
mod args;
mod blobs;
mod cmd;
mod complete;
mod explore;
mod file_output;
mod messages;
mod number;
mod open;
mod output;
mod pager;
mod progress;
mod signals;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    complete::respond();
    match args::Cli::try_parse() {
        Ok(cli) => cmd::run(cli),
        Err(error) => messages::report_usage(error),
    }
}
