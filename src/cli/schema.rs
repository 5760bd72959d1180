//! `bytescope eval` and `bytescope schema` on the command line.

use super::Reading;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

pub(super) const EVAL_HELP: &str = "\
Expressions are those of the schema's language, about the file as a whole. Named values print as
their names, bytes as hex, structures as objects.

Examples:
  bytescope eval -s png.ksy photo.png ihdr.width 'chunks.size'
  bytescope eval -s png.ksy photo.png 'chunks[0].len * 2 + 1'";

pub(super) const HELP: &str = "\
Examples:
  bytescope schema check *.ksy         what is wrong, as path:line:col: error: …
  bytescope schema check --json a.ksy  the same for an editor
  bytescope schema json-schema > ksy.schema.json";

/// `eval`
#[derive(Args, Debug)]
pub struct Eval {
    /// The file; `-` is the standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// The expressions
    #[arg(required = true, value_name = "EXPR", allow_hyphen_values = true)]
    pub expressions: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The verbs of `schema`.
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Say what is wrong with schemas: exit status 0 when nothing is, or 2
    Check(SchemaCheck),
    /// Print a JSON Schema of .ksy files, with which editors complete and check them
    JsonSchema,
}

/// `schema check`
#[derive(Args, Debug)]
pub struct SchemaCheck {
    /// The schemas
    #[arg(required = true, value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Look for schemas that are imported by an absolute path in this folder, and then in those of
    /// the environment variable BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub include: Vec<PathBuf>,
    /// Print JSON: a value for each thing that is wrong
    #[arg(long)]
    pub json: bool,
}
