//! Arguments of `bytescope roundtrip`.

use super::InputArgs;
use clap::{Args, ValueHint};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Examples:
  bytescope roundtrip *.png
  bytescope roundtrip -s config.ksy images/*.img
  bytescope roundtrip -s config.ksy config.img --json

Exit status: 0 same bytes; 1 different bytes, or a file that is invalid or cannot be written;
2 wrong usage or a file that cannot be read; 3 incomplete because a limit was reached.";

/// `roundtrip`
#[derive(Args, Debug)]
pub(crate) struct RoundTripArgs {
    /// Input files; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Print a JSON object per file
    #[arg(long)]
    pub(crate) json: bool,
    /// Print only files that differ
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) input_args: InputArgs,
}
