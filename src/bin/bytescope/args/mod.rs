//! The command line: what can be asked for, and the help that explains it.

mod check;
mod decode;
mod generate;
mod schema;
mod stream;
mod structs;

pub(crate) use check::{Check, Verdicts};
pub(crate) use decode::{Decode, TableKind};
pub(crate) use generate::Generate;
pub(crate) use schema::{Eval, SchemaCheck, SchemaCommand, SchemaFuzz};
pub(crate) use stream::{Report, Stream};
pub(crate) use structs::{Pack, StructCommand, Unpack};

use crate::number;
use bytescope::ReadOptions;
use bytescope::inspect::Limits;
use bytescope::ksy::Search;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;
use std::sync::LazyLock;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// Shows, checks and dumps binary files field by field.
///
/// `bytescope FILE` is short for `bytescope inspect FILE`. A FILE of `-` is the standard input.
///
/// Exit status: 0 all good; 1 the data is bad, after everything readable was printed;
/// 2 wrong usage or an unreadable file.
#[derive(Debug, Parser)]
#[command(name = "bytescope", version, styles = STYLES, args_conflicts_with_subcommands = true)]
#[command(
    subcommand_negates_reqs = true,
    after_help = "\
Examples:
  bytescope photo.bmp                     every field of a file
  bytescope photo.png --path 'chunks[0]'  one part of it
  bytescope --json song.wav | jq .        the values for another program
  bytescope check *.png                   a line for each file: ok, or what is wrong
  bytescope dump firmware.bin --length 4K a hex dump"
)]
pub(crate) struct Cli {
    /// What to do; `inspect` when only files are named
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) inspect: Inspect,
    /// When to colour the output
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub(crate) color: When,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show the fields of files: offset, bytes, name, value and meaning
    #[command(after_help = "\
Examples:
  bytescope inspect photo.bmp --docs            with a sentence on every field
  bytescope inspect photo.png --path 'chunks[1].data'
  bytescope inspect -f sensor log.bin --all     a format without a magic must be named
  bytescope inspect --json=full photo.bmp       place, bytes and value of every field
  tail -c +513 disk.img | bytescope -           from a pipe")]
    Inspect(Inspect),
    /// Show files as a hex dump, coloured by field or by kind of byte
    #[command(after_help = "\
Examples:
  bytescope dump photo.png                        coloured by field
  bytescope dump firmware.bin --skip 0x200 --length 4K
  bytescope dump --plain key.bin > key.hex        hex digits only
  bytescope dump --reverse key.hex -o key.bin     and back
  xxd a.bin | bytescope dump --reverse - -o b.bin reads xxd and hexdump -C output too
  bytescope dump --c logo.bmp > logo.h            a C array")]
    Dump(Dump),
    /// Check files: a line for each one, ok or where it is broken
    #[command(after_help = check::HELP)]
    Check(Check),
    /// Turn records into a table: CSV, NDJSON, Parquet or Arrow
    #[command(after_help = decode::HELP)]
    Decode(Decode),
    /// Make a file from JSON, CSV or NDJSON; lengths and checksums are computed
    #[command(after_help = "\
Examples:
  bytescope --json a.png > a.json; bytescope encode -f png a.json -o b.png
  bytescope encode -f sensor readings.csv -o readings.bin
  bytescope encode -f pydb table.json -o table.pydb     record_count may be left out
  bytescope --json --blobs parts a.bmp > a.json; bytescope encode -f bmp --blobs parts a.json -o b.bmp")]
    Encode(Encode),
    /// Change fields of a file by name; what depends on them is computed anew
    #[command(after_help = "\
Examples:
  bytescope set a.png 'chunks[0].data.width=640' -o b.png     the chunk's CRC follows
  bytescope set a.bmp dib_header.compression=BI_RGB --in-place
  bytescope set -f player scores.bin 'records[2].name=Ada' 'records[2].score=9000' --in-place")]
    Set(Set),
    /// Print the values of expressions about a file: one JSON value a line
    #[command(after_help = schema::EVAL_HELP)]
    Eval(Eval),
    /// Check Kaitai schemas, and fuzz parsers beside them
    #[command(after_help = schema::HELP)]
    Schema {
        /// What to do
        #[command(subcommand)]
        command: SchemaCommand,
    },
    /// Make samples at random: good ones of a format or schema, or damaged ones
    #[command(after_help = generate::HELP)]
    Generate(Generate),
    /// List the formats that are built in, and the schemas that are found
    Formats(Formats),
    /// Pack and unpack records with Python's `struct` format strings
    #[command(after_help = structs::HELP)]
    Struct {
        /// What to do
        #[command(subcommand)]
        command: StructCommand,
    },
    /// Print a completion script for a shell
    #[command(after_help = "\
Examples:
  bytescope completions bash > ~/.local/share/bash-completion/completions/bytescope
  bytescope completions fish > ~/.config/fish/completions/bytescope.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "\
Examples:
  bytescope man > bytescope.1
  bytescope man --command dump | man -l -")]
    Man {
        /// The page of one command instead of the overview
        #[arg(long, value_name = "NAME")]
        command: Option<String>,
    },
}

/// How a format is named.
#[derive(Args, Debug)]
pub(crate) struct Naming {
    /// Read the files as this format instead of finding it out (see `bytescope formats`)
    #[arg(short, long, value_name = "NAME", conflicts_with = "schema")]
    pub(crate) format: Option<String>,
    /// Read the files as this Kaitai schema describes them
    #[arg(short, long, value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub(crate) schema: Option<PathBuf>,
    /// Look for schemas that are imported by an absolute path in this folder, and then in those of
    /// the environment variable BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Let the aliases of a schema's YAML stand for no more than so many nodes
    #[arg(long, value_name = "COUNT", value_parser = number::parse,
        default_value_t = Search::default().max_aliases)]
    pub(crate) max_aliases: u64,
}

impl Default for Naming {
    fn default() -> Self {
        let max_aliases = Search::default().max_aliases;
        Self { format: None, schema: None, include: Vec::new(), max_aliases }
    }
}

/// Which bytes are read, and as what.
#[derive(Args, Debug)]
pub(crate) struct Reading {
    #[command(flatten)]
    pub(crate) naming: Naming,
    /// Begin at this byte of the file
    #[arg(long, value_name = "BYTES", value_parser = number::parse, default_value = "0")]
    pub(crate) offset: u64,
    /// Read no more than this
    #[arg(long, value_name = "BYTES", value_parser = number::parse)]
    pub(crate) length: Option<u64>,
    /// Read no more than this from a pipe or device, which is held in memory
    #[arg(long, value_name = "BYTES", value_parser = number::parse,
        default_value = MAX_READ.as_str())]
    pub(crate) max_read: u64,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
}

impl Default for Reading {
    fn default() -> Self {
        let (naming, bounds) = (Naming::default(), Bounds::default());
        Self { naming, offset: 0, length: None, max_read: ReadOptions::default().max_read, bounds }
    }
}

/// What reading a file may cost.
#[derive(Args, Debug)]
#[command(next_help_heading = "Bounds")]
pub(crate) struct Bounds {
    /// Show no more than this many fields of a file
    #[arg(long, value_name = "COUNT", value_parser = number::parse,
        default_value_t = Limits::default().nodes)]
    pub(crate) max_nodes: u64,
    /// Expand compressed fields to no more than this, all together
    #[arg(long, value_name = "BYTES", value_parser = number::parse,
        default_value = INFLATED.as_str())]
    pub(crate) max_inflate: u64,
    /// Read no more than so many levels of fields within fields
    #[arg(long, value_name = "LEVELS", default_value_t = Limits::default().depth,
        value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) max_depth: u32,
    /// Stop a list of a schema after so many items that take no bytes
    #[arg(long, value_name = "COUNT", value_parser = number::parse,
        default_value_t = Limits::default().idle)]
    pub(crate) max_idle: u64,
}

/// The default of `--max-read`, as people type it.
static MAX_READ: LazyLock<String> = LazyLock::new(|| number::text(ReadOptions::default().max_read));

/// The default of `--max-inflate`, as people type it.
static INFLATED: LazyLock<String> = LazyLock::new(|| number::text(Limits::default().inflated));

impl Default for Bounds {
    fn default() -> Self {
        let Limits { depth, nodes, idle, inflated } = Limits::default();
        Self { max_nodes: nodes, max_inflate: inflated, max_depth: depth, max_idle: idle }
    }
}

/// `inspect`
#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// The files; `-` is the standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Print JSON: plain values, or with =full the place, bytes and value of every field
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, value_name = "HOW",
        default_missing_value = "plain")]
    pub(crate) json: Option<Json>,
    /// Put large blobs into files of this folder, and their names into the JSON
    #[arg(long, value_name = "DIR", requires = "json", value_hint = ValueHint::DirPath)]
    pub(crate) blobs: Option<PathBuf>,
    /// Show only this part, such as `chunks[0].data` or `chunks[2..5]`
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<bytescope::inspect::Selector>,
    /// Show what a schema finds elsewhere in the file and what it computes
    #[arg(long)]
    pub(crate) instances: bool,
    /// Show only so many levels
    #[arg(long, value_name = "LEVELS")]
    pub(crate) depth: Option<u32>,
    /// Show every item of long arrays
    #[arg(long)]
    pub(crate) all: bool,
    /// Show what the specification says of each field
    #[arg(long)]
    pub(crate) docs: bool,
    /// Show pictures below their fields, when the output is a terminal with colours
    #[arg(long, conflicts_with = "json")]
    pub(crate) preview: bool,
}

/// How JSON is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Json {
    /// Structures as objects, bytes as hex, named values by name
    Plain,
    /// Path, offset, size, bytes, value, name and faults of every field
    Full,
}

/// `dump`
#[derive(Args, Debug)]
pub(crate) struct Dump {
    /// The files; `-` is the standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) naming: Naming,
    /// Begin at this byte
    #[arg(long, value_name = "BYTES", value_parser = number::parse, default_value = "0")]
    pub(crate) skip: u64,
    /// Show no more than this
    #[arg(short = 'n', long, value_name = "BYTES", value_parser = number::parse)]
    pub(crate) length: Option<u64>,
    /// Bytes in a line
    #[arg(short, long, value_name = "COUNT", default_value = "16",
        value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) columns: u16,
    /// Repeat lines that equal the line before, instead of `*`
    #[arg(short, long)]
    pub(crate) all: bool,
    /// Print hex digits only
    #[arg(short, long, conflicts_with_all = ["c", "reverse"])]
    pub(crate) plain: bool,
    /// Print a C array
    #[arg(long, conflicts_with = "reverse")]
    pub(crate) c: bool,
    /// Turn a dump back into bytes: this one's, xxd's or hexdump -C's, or plain digits
    #[arg(short, long)]
    pub(crate) reverse: bool,
    /// Write to this file instead of the standard output
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

/// `encode`
#[derive(Args, Debug)]
pub(crate) struct Encode {
    /// JSON as `inspect --json` prints it, or CSV or NDJSON for records; `-` is the standard input
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The format to make (see `bytescope formats`)
    #[arg(short, long, value_name = "NAME")]
    pub(crate) format: String,
    /// Write to this file instead of the standard output; it is replaced only when all is right
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// What FILE is; its ending says so otherwise
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) from: Option<InputKind>,
    /// Keep lengths and checksums that are wrong, and take the JSON of a broken file
    #[arg(long)]
    pub(crate) keep: bool,
    /// Cut text that is too long for its field, at a character
    #[arg(long)]
    pub(crate) truncate: bool,
    /// Take the blobs that `inspect --blobs` has put into files from this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) blobs: Option<PathBuf>,
}

/// How values or records are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// One JSON value, the whole file
    Json,
    /// One JSON object a line, each a record
    Ndjson,
    /// A header row, then a record a row
    Csv,
}

impl InputKind {
    /// What the ending of a file's name says; JSON where it says nothing.
    pub(crate) fn of(path: &std::path::Path) -> Self {
        match path.extension().and_then(|e| e.to_str()) {
            Some("csv") => Self::Csv,
            Some("ndjson" | "jsonl") => Self::Ndjson,
            _ => Self::Json,
        }
    }
}

/// `set`
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("to").required(true))]
pub(crate) struct Set {
    /// The file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Which field becomes what; a value is a number, a name of the specification, text or hex
    #[arg(required = true, value_name = "PATH=VALUE")]
    pub(crate) changes: Vec<String>,
    /// Read the file as this format instead of finding it out
    #[arg(short, long, value_name = "NAME")]
    pub(crate) format: Option<String>,
    /// Write the changed file here
    #[arg(short, long, value_name = "OUT", group = "to", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Change the file itself: a new one is written beside it and takes its place when whole
    #[arg(long, group = "to")]
    pub(crate) in_place: bool,
    /// Change nothing but the named fields, even when that makes the file bad
    #[arg(long)]
    pub(crate) keep: bool,
    /// Cut text that is too long for its field, at a character
    #[arg(long)]
    pub(crate) truncate: bool,
}

/// `formats`
#[derive(Args, Debug)]
pub(crate) struct Formats {
    /// List the schemas of this folder too, after those that are built in; then those of the
    /// environment variable BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The help shows the defaults of the library, and they are what is taken.
    #[test]
    fn the_defaults_are_those_of_the_library() {
        let args = Cli::try_parse_from(["bytescope", "check", "file"]).unwrap();
        let Some(Command::Check(check)) = args.command else { panic!("another command") };
        assert_eq!(check.reading.limits(), Limits::default());
        assert_eq!(Bounds::default().limits(), Limits::default());
        assert_eq!(check.reading.naming.max_aliases, Search::default().max_aliases);
    }
}
