//! Arguments of `bytescope generate`.

use super::FormatArgs;
use crate::number;
use clap::{Args, ValueHint};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
The same seed generates the same bytes. `check` accepts valid samples and rejects damaged ones.

Exit status: 0 success; 1 FILE is already invalid; 2 no valid sample found (the last failing
field is printed), wrong usage, or a file that cannot be read or written.

Examples:
  bytescope generate -f png --seed 1 -o any.png
  bytescope generate -s log.ksy --count 100 -o samples/     log-000001.bin, log-000002.bin, …
  bytescope generate -f mavlink | bytescope -f mavlink -    one frame
  bytescope generate -f ulog --size 64K -o large.ulg
  bytescope generate -f png --mutate --count 50 -o bad/     damaged samples; notes in bad.notes/
  bytescope generate --mutate --count 50 photo.png -o bad/  damaged copies of a file";

/// `generate`
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| {
    arg.help("Generate samples of this format (see `bytescope formats`)")
}))]
#[command(mut_arg("schema", |arg| arg.help("Generate samples of this Kaitai schema")))]
pub(crate) struct GenerateArgs {
    /// Damage copies of FILE instead of generated samples
    #[arg(value_name = "FILE", requires = "mutate", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format_args: FormatArgs,
    /// Generate COUNT samples
    #[arg(short, long, value_name = "COUNT", value_parser = number::parse, default_value = "1")]
    pub(crate) count: u64,
    /// Seed random choices with NUMBER [default: random, printed]
    #[arg(long, value_name = "NUMBER", value_parser = number::parse)]
    pub(crate) seed: Option<u64>,
    /// Generate samples of about SIZE bytes, if the format allows
    #[arg(long, value_name = "SIZE", value_parser = number::parse)]
    pub(crate) size: Option<u64>,
    /// Damage the samples and describe each fault in a JSON note
    #[arg(long)]
    pub(crate) mutate: bool,
    /// Write the notes to FOLDER [default: OUT.notes; printed if OUT is not a folder]
    #[arg(long, value_name = "FOLDER", requires = "mutate", value_hint = ValueHint::DirPath)]
    pub(crate) notes: Option<PathBuf>,
    /// Write to OUT, a folder if COUNT > 1 [default: standard output]
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,
}
