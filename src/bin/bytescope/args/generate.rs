//! `bytescope generate` on the command line.

use super::Naming;
use crate::number;
use clap::{Args, ValueHint};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Samples follow from the seed: the same seed makes the same bytes. Every sample passes `check`, and
every damaged one is flagged by it. Exit status: 0 all were made; 1 FILE is bad already; 2 none can
be made, and the field that resists is named.

Examples:
  bytescope generate -f png --seed 1 -o any.png
  bytescope generate -s log.ksy --count 100 -o samples/      log-000001.bin and so on
  bytescope generate -f mavlink | bytescope -f mavlink -     one frame
  bytescope generate -f ulog --size 64K -o large.ulg
  bytescope generate -f png --mutate --count 50 -o bad/      damaged, each with a note in JSON
  bytescope generate --mutate --count 50 photo.png -o bad/   damaged copies of a file";

/// `generate`
#[derive(Args, Debug)]
#[command(mut_arg("format", |arg| arg.help("Make samples of this format (see `bytescope formats`)")))]
#[command(mut_arg("schema", |arg| arg.help("Make samples of what this Kaitai schema describes")))]
pub(crate) struct Generate {
    /// Damage this file instead of generated ones
    #[arg(value_name = "FILE", requires = "mutate", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) naming: Naming,
    /// Make so many
    #[arg(short, long, value_name = "COUNT", value_parser = number::parse, default_value = "1")]
    pub(crate) count: u64,
    /// Make what this number decides; otherwise one is chosen, and told
    #[arg(long, value_name = "NUMBER", value_parser = number::parse)]
    pub(crate) seed: Option<u64>,
    /// Make samples of about so many bytes, as far as the format allows
    #[arg(long, value_name = "BYTES", value_parser = number::parse)]
    pub(crate) size: Option<u64>,
    /// Make damaged samples, each with a note of what is wrong with it
    #[arg(long)]
    pub(crate) mutate: bool,
    /// Write to this file instead of the standard output; several samples go to files in this
    /// folder
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,
}
