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
  bytescope schema json-schema > ksy.schema.json
  bytescope schema fuzz a.ksy -o fuzz  a project that fuzzes a Rust parser beside the schema";

const FUZZ_HELP: &str = "\
The project is a crate: call your parser in its src/parse.rs, and `cargo test` compares over the
kept inputs; `cargo +nightly fuzz run --fuzz-dir DIR agrees` looks for others. Its README says more.

Examples:
  bytescope schema fuzz a.ksy -o fuzz
  bytescope schema fuzz a.ksy -I formats -o fuzz/a --bytescope ../bytescope";

/// `eval`
#[derive(Args, Debug)]
pub(crate) struct Eval {
    /// The file; `-` is the standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The expressions
    #[arg(required = true, value_name = "EXPR", allow_hyphen_values = true)]
    pub(crate) expressions: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The verbs of `schema`.
#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// Say what is wrong with schemas: exit status 0 when nothing is, or 2
    Check(SchemaCheck),
    /// Make a cargo-fuzz project that holds a Rust parser of yours to a schema
    #[command(after_help = FUZZ_HELP)]
    Fuzz(SchemaFuzz),
    /// Print a JSON Schema of .ksy files, with which editors complete and check them
    JsonSchema,
}

/// `schema check`
#[derive(Args, Debug)]
pub(crate) struct SchemaCheck {
    /// The schemas
    #[arg(required = true, value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Look for schemas that are imported by an absolute path in this folder, and then in those of
    /// the environment variable BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Print JSON: a value for each thing that is wrong
    #[arg(long)]
    pub(crate) json: bool,
}

/// `schema fuzz`
#[derive(Args, Debug)]
pub(crate) struct SchemaFuzz {
    /// The schema; it is copied with all that it imports
    #[arg(value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The folder to make; it must not exist, or be empty
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output: PathBuf,
    /// Look for schemas that are imported by an absolute path in this folder, and then in those of
    /// the environment variable BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Where the project takes bytescope from: the URL of a repository, a version, or a folder with
    /// the sources
    #[arg(long, value_name = "WHERE", default_value = env!("CARGO_PKG_REPOSITORY"))]
    pub(crate) bytescope: String,
}
