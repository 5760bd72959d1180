//! `bytescope check` on the command line.

use super::Reading;
use clap::{Args, ValueHint};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Exit status: 0 all files are good; 1 one is bad; 2 one cannot be read, or there was nothing to check.

Examples:
  bytescope check *.png                 magic, ranges, checksums, lengths, stray bytes
  bytescope check assets/               every file of a known format in a folder and below
  bytescope check 'assets/**/*.bmp'     the same for a pattern, where the shell knows none
  bytescope check -f sensor_xor log.bin
  bytescope check --json build/*.bmp    a JSON value for each file
  bytescope check --sarif assets/ > bytescope.sarif
  bytescope check --junit assets/ > bytescope.xml";

/// `check`
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// The files; folders, with all that is below them; patterns; `-` is the standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Print a JSON value for each file
    #[arg(long, group = "report")]
    pub(crate) json: bool,
    /// Print a SARIF 2.1.0 log, for code scanning
    #[arg(long, group = "report")]
    pub(crate) sarif: bool,
    /// Print a JUnit test report, for build servers
    #[arg(long, group = "report")]
    pub(crate) junit: bool,
    /// Print only the files that are bad
    #[arg(short, long, conflicts_with = "report")]
    pub(crate) quiet: bool,
}

/// A report for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdicts {
    /// A JSON value a line, each for a file
    Json,
    /// One SARIF log
    Sarif,
    /// One XML document
    Junit,
}

impl Check {
    /// The report that was asked for, when it is not lines for people.
    pub(crate) fn report(&self) -> Option<Verdicts> {
        match self {
            Self { json: true, .. } => Some(Verdicts::Json),
            Self { sarif: true, .. } => Some(Verdicts::Sarif),
            Self { junit: true, .. } => Some(Verdicts::Junit),
            _ => None,
        }
    }
}
