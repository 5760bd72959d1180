//! Arguments of `bytescope eval` and `bytescope schema`.

use super::InputArgs;
use clap::{Args, Subcommand, ValueEnum, ValueHint};
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
  bytescope schema fuzz a.ksy -o fuzz  fuzz project for a Rust, C or C++ parser";

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
For Rust, the project is a crate; call your parser in its src/parse.rs. `cargo test` compares parser
and schema on the stored inputs; `cargo +nightly fuzz run --fuzz-dir FOLDER agrees` searches for
inputs on which they differ. For C and C++, the project is a harness with a Makefile for libFuzzer
and AFL++. Its mutator changes inputs by field and corrects lengths and checksums. See the README in
FOLDER.

Examples:
  bytescope schema fuzz a.ksy -o fuzz
  bytescope schema fuzz a.ksy -I formats -o fuzz/a --bytescope ../bytescope
  bytescope schema fuzz -f png --lang c -o png-fuzz
  bytescope schema fuzz a.ksy --lang cpp --function parse_a -o fuzz";

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
    /// Create a project that fuzzes a Rust, C or C++ parser
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

/// Language of a fuzzed parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ParserLanguage {
    /// Rust, with cargo-fuzz
    Rust,
    /// C, with libFuzzer or AFL++
    C,
    /// C++, with libFuzzer or AFL++
    Cpp,
}

/// `schema fuzz`
#[derive(Args, Debug)]
pub(crate) struct SchemaFuzzArgs {
    /// Schema of the format; copied with its imports
    #[arg(value_name = "FILE.ksy", value_hint = ValueHint::FilePath,
        required_unless_present = "format")]
    pub(crate) file: Option<PathBuf>,
    /// Use the built-in format NAME instead of a schema (C and C++)
    #[arg(short, long, value_name = "NAME", conflicts_with = "file")]
    pub(crate) format: Option<String>,
    /// Language of the parser
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value = "rust")]
    pub(crate) lang: ParserLanguage,
    /// Call this function of the parser (C and C++) [default: parse]
    #[arg(long, value_name = "NAME", value_parser = parse_identifier)]
    pub(crate) function: Option<String>,
    /// Create the project in FOLDER, which must be new or empty
    #[arg(short, long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) output: PathBuf,
    /// Search FOLDER for schemas before BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Use bytescope from SOURCE: repository[#REVISION], version or folder
    #[arg(long, value_name = "SOURCE", default_value = env!("CARGO_PKG_REPOSITORY"))]
    pub(crate) bytescope: String,
}

/// Keywords and identifiers that cannot name the function of a parser.
const RESERVED: &[&str] = &[
    "alignas",
    "alignof",
    "and",
    "asm",
    "auto",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "do",
    "double",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "main",
    "mutable",
    "namespace",
    "new",
    "not",
    "operator",
    "or",
    "private",
    "protected",
    "public",
    "register",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "template",
    "this",
    "throw",
    "true",
    "try",
    "typedef",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "while",
    "xor",
];

/// Parses the name of a C function.
fn parse_identifier(text: &str) -> Result<String, String> {
    let start = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let rest = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match start && rest && !RESERVED.contains(&text) {
        true => Ok(text.to_owned()),
        false => Err("must be the name of a C function".to_owned()),
    }
}
