//! Arguments of `bytescope explore`.

use super::InputArgs;
use clap::{Args, ValueHint};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
The tree, the bytes and the details of the selected field follow each other. Press ? for the keys.

Exit status: 0 when the browser ends, whether the file is valid or not; 2 wrong usage, no terminal,
or a file that cannot be read.

Examples:
  bytescope explore photo.png
  bytescope explore -f sensor log.bin
  bytescope explore -s log.ksy log.bin --instances";

/// `explore`
#[derive(Args, Debug)]
pub(crate) struct ExploreArgs {
    /// Input file; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) input_args: InputArgs,
    /// Show schema instances (out-of-line and computed fields)
    #[arg(long)]
    pub(crate) instances: bool,
    /// Select this field or offset first
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<String>,
}
