//! Arguments of `bytescope eval` and `bytescope schema`.

use super::InputArgs;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

pub(super) const EVAL_HELP: &str = "\
Expressions are those of Kaitai schemas, evaluated at the root of the file. The output has one
JSON value per line: enum values by name, bytes as hex, structures as objects. For formats that are
not schemas, expressions have no types: casts and `enum::value` cannot be used, and an enum value
equals its name.

Examples:
  bytescope eval photo.png chunks.size 'chunks[0].data.width * 2'
  bytescope eval -s png.ksy photo.png ihdr.width 'chunks.size'
  bytescope eval -s png.ksy photo.png 'chunks[0].len * 2 + 1'";

pub(super) const HELP: &str = "\
Examples:
  bytescope schema check *.ksy         errors as path:line:col: error: …
  bytescope schema check --json a.ksy  errors as JSON
  bytescope schema json-schema > ksy.schema.json
  bytescope schema fuzz a.ksy -o fuzz  fuzz project for a Rust parser";

const CHECK_HELP: &str = "\
Exit status: 0 all schemas valid (warnings allowed); 2 errors.

Examples:
  bytescope schema check *.ksy
  bytescope schema check --no-style *.ksy
  bytescope schema check --json a.ksy";

const JSON_SCHEMA_HELP: &str = "\
Examples:
  bytescope schema json-schema > ksy.schema.json";

const FUZZ_HELP: &str = "\
The project is a crate; call your parser in its src/parse.rs. `cargo test` compares parser and
schema on the stored inputs; `cargo +nightly fuzz run --fuzz-dir FOLDER agrees` searches for inputs
on which they differ. See the README in FOLDER.

Examples:
  bytescope schema fuzz a.ksy -o fuzz
  bytescope schema fuzz a.ksy -I formats -o fuzz/a --bytescope ../bytescope";

/// `eval`
#[derive(Args, Debug)]
pub(crate) struct EvalArgs {
    /// Input file; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Expressions to evaluate
    #[arg(required = true, value_name = "EXPR", allow_hyphen_values = true)]
    pub(crate) expressions: Vec<String>,
    #[command(flatten)]
    pub(crate) input_args: InputArgs,
}

/// A subcommand of `schema`.
#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// Check schemas and report errors and warnings
    #[command(after_help = CHECK_HELP)]
    Check(SchemaCheckArgs),
    /// Create a project that fuzzes a Rust parser against a schema
    #[command(after_help = FUZZ_HELP)]
    Fuzz(SchemaFuzzArgs),
    /// Print a JSON Schema of .ksy files for editors
    #[command(after_help = JSON_SCHEMA_HELP)]
    JsonSchema,
}

/// `schema check`
#[derive(Args, Debug)]
pub(crate) struct SchemaCheckArgs {
    /// Schemas to check
    #[arg(required = true, value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Search FOLDER for schemas before BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Print a JSON array of errors and warnings
    #[arg(long)]
    pub(crate) json: bool,
    /// Omit style warnings: names of sizes, counts and encodings
    #[arg(long)]
    pub(crate) no_style: bool,
}

/// `schema fuzz`
#[derive(Args, Debug)]
pub(crate) struct SchemaFuzzArgs {
    /// Schema to test against; copied with its imports
    #[arg(value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Create the project in FOLDER, which must be new or empty
    #[arg(short, long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) output: PathBuf,
    /// Search FOLDER for schemas before BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Use bytescope from SOURCE: repository, version or folder
    #[arg(long, value_name = "SOURCE", default_value = env!("CARGO_PKG_REPOSITORY"))]
    pub(crate) bytescope: String,
}
