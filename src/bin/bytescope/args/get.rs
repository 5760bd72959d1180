//! Arguments of `bytescope get`.

use super::InputArgs;
use bytescope::nested::NestedPath;
use clap::{Args, ValueHint};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Examples:
  bytescope get photo.png 'chunks[1].data' -o data.bin    the bytes of a field
  bytescope get app.whl 'entries[0].data' --inflate       a member of an archive, decompressed
  bytescope get app.tar.gz 'members[0].data' --inflate -o app.tar
  bytescope get app.tar.gz 'members[0].data/entries[3].data' -o logo.png
  bytescope get app.tar.gz 'members[0].data/' | sha256sum  all nested content of a field
  bytescope get -f pydb table.bin 'records[0]' | xxd";

/// `get`
#[derive(Args, Debug)]
pub(crate) struct GetArgs {
    /// Input file; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Field, such as `chunks[0].data`; of several, the bytes are concatenated
    ///
    /// A slash continues in nested content: `entries[0].data/chunks[0]`. A slash at the end selects
    /// all of it.
    #[arg(value_name = "PATH")]
    pub(crate) path: NestedPath,
    /// Decompress the bytes: DEFLATE, zlib or gzip
    #[arg(long)]
    pub(crate) inflate: bool,
    /// Write to OUT, atomically [default: standard output]
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input_args: InputArgs,
}
