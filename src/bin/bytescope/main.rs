//! The program `bytescope`: arguments in, exit status out. What it does, the library does; this
//! crate reads the command line, names files, and prints.

mod advice;
mod args;
mod blobs;
mod cmd;
mod number;
mod open;
mod output;
mod progress;
mod say;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    cmd::run(args::Cli::parse())
}
