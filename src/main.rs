//! The program: arguments in, exit status out.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    bytescope::run(bytescope::cli::Cli::parse())
}
