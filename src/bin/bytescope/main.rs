//! The command-line program `bytescope`.

mod advice;
mod args;
mod blobs;
mod cmd;
mod messages;
mod number;
mod open;
mod output;
mod progress;
mod signals;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    cmd::run(args::Cli::parse())
}
