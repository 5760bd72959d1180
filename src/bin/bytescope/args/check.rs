//! Arguments of `bytescope check`.

use super::InputArgs;
use clap::{Args, ValueHint};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Exit status: 0 all files valid; 1 invalid data; 2 unreadable file, or no files to check;
3 limit reached before all data was verified.

Examples:
  bytescope check *.png               magic, ranges, checksums, lengths, trailing bytes
  bytescope check assets/             recognized files in a folder and its subfolders
  bytescope check 'assets/**/*.bmp'   pattern expanded by bytescope, not the shell
  bytescope check --deep app.tar.gz   also the files in the archive
  bytescope check -f sensor_xor log.bin
  bytescope check --json build/*.bmp  one JSON value per file
  bytescope check --sarif assets/ > bytescope.sarif
  bytescope check --junit assets/ > bytescope.xml";

/// `check`
#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    /// Files, folders (recursive), patterns; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input_args: InputArgs,
    /// Print one JSON value per file
    #[arg(long, group = "report")]
    pub(crate) json: bool,
    /// Print a SARIF 2.1.0 log (for code scanning)
    #[arg(long, group = "report")]
    pub(crate) sarif: bool,
    /// Print a JUnit test report (for build servers)
    #[arg(long, group = "report")]
    pub(crate) junit: bool,
    /// Also check what is inside: files in archives, packets in captures, compressed data
    #[arg(long, conflicts_with = "quick")]
    pub(crate) deep: bool,
    /// Do not decompress and verify content, such as the entries of a ZIP archive
    #[arg(long)]
    pub(crate) quick: bool,
    /// Maximum number of faults listed per file; the others are counted
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) max_faults: usize,
    /// Print only faults, not valid files
    #[arg(short, long, conflicts_with = "report")]
    pub(crate) quiet: bool,
}

/// Type of a machine-readable report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckReport {
    /// One JSON value per file, each on one line
    Json,
    /// One SARIF log
    Sarif,
    /// One XML document
    Junit,
}

impl CheckArgs {
    /// Returns the selected machine-readable report, or `None` for text.
    pub(crate) fn report(&self) -> Option<CheckReport> {
        match self {
            Self { json: true, .. } => Some(CheckReport::Json),
            Self { sarif: true, .. } => Some(CheckReport::Sarif),
            Self { junit: true, .. } => Some(CheckReport::Junit),
            _ => None,
        }
    }
}
