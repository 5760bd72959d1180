//! Command-line arguments and their help.

mod at;
mod check;
mod decode;
mod explore;
mod generate;
mod get;
mod inspect;
mod roundtrip;
mod schema;
mod stream;
mod structs;

pub(crate) use at::AtOffset;
pub(crate) use check::{CheckArgs, CheckReport};
pub(crate) use decode::{DecodeArgs, TableFormatArg};
pub(crate) use explore::ExploreArgs;
pub(crate) use generate::GenerateArgs;
pub(crate) use get::GetArgs;
pub(crate) use inspect::{InspectArgs, JsonStyle};
pub(crate) use roundtrip::RoundTripArgs;
pub(crate) use schema::{EvalArgs, ParserLanguage, SchemaCheckArgs, SchemaCommand, SchemaFuzzArgs};
pub(crate) use stream::{ReportStyle, StreamArgs};
pub(crate) use structs::{PackArgs, StructCommand, UnpackArgs};

use crate::complete;
use crate::number;
use bytescope::ReadOptions;
use bytescope::decode::SerialSettings;
use bytescope::dump::Notation;
use bytescope::inspect::Limits;
use bytescope::ksy::SchemaSearch;
use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::LazyLock;

/// Maximum of a 32-bit number.
const MAX_U32: u64 = 0xffff_ffff;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// Inspect, check and convert binary files field by field.
///
/// `bytescope FILE` is short for `bytescope inspect FILE`. If FILE is `-`, standard input is read.
///
/// Exit status: 0 success; 1 invalid data (everything readable is still printed);
/// 2 wrong usage or a file that cannot be read or written; 3 incomplete because a limit was reached.
#[derive(Debug, Parser)]
#[command(name = "bytescope", version, styles = STYLES, args_conflicts_with_subcommands = true)]
#[command(
    subcommand_negates_reqs = true,
    after_help = "\
Examples:
  bytescope photo.bmp                      all fields of a file
  bytescope photo.png --path 'chunks[0]'   one field
  bytescope --json song.wav | jq .         values as JSON
  bytescope check *.png                    ok or faults of each file
  bytescope dump firmware.bin --length 4K  hex dump"
)]
pub(crate) struct Cli {
    /// Command; `inspect` if omitted
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) inspect: InspectArgs,
    /// Choose when to color the output
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub(crate) color: When,
    /// Do not pass long output on a terminal to a pager
    ///
    /// The pager is `BYTESCOPE_PAGER`, `PAGER` or `less`.
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
}

impl Command {
    /// True if the output on a terminal is text to be read.
    pub(crate) fn has_pager(&self) -> bool {
        match self {
            Self::Dump(options) => options.reverse.is_none() && options.output.is_none(),
            Self::Inspect(options) => !options.page_args.html,
            Self::Eval(_) | Self::Formats(_) => true,
            _ => false,
        }
    }
}

/// Condition for colored output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// If the output is a terminal and `NO_COLOR` is not set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A subcommand.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show fields: offset, bytes, name, value and meaning
    #[command(after_help = "\
Examples:
  bytescope inspect photo.bmp --docs         with a description of each field
  bytescope inspect photo.png --path 'chunks[type=tEXt].data'
  bytescope inspect program.elf --path section_headers
  bytescope inspect firmware.bin --find 115200
  bytescope inspect photo.png --flat | grep crc
  bytescope inspect -f sensor log.bin --all  select a format that has no magic number
  bytescope inspect --json=full photo.bmp    offset, bytes and value of each field
  bytescope inspect photo.png --html -o photo.html  a page for a bug report
  bytescope inspect photo.png --at 0x12      fields at an offset
  bytescope inspect core.bin --at 0x1c --as all  the bytes as numbers, times, text
  bytescope inspect --deep app.tar.gz        the archive and the files in it
  bytescope inspect app.whl --path 'entries[0].data/chunks[0]'  a field of a file in an archive
  tail -c +513 disk.img | bytescope -        input from a pipe")]
    Inspect(InspectArgs),
    /// Browse a file in the terminal: fields, bytes and values
    #[command(after_help = explore::HELP)]
    Explore(ExploreArgs),
    /// Show a hex dump, colored by field or by byte class
    #[command(after_help = "\
Examples:
  bytescope dump photo.png                         colored by field
  bytescope dump firmware.bin --offset 0x200 --length 4K
  bytescope dump --plain key.bin > key.hex         hex digits only
  bytescope dump --reverse key.hex -o key.bin      hex digits to bytes
  xxd a.bin | bytescope dump --reverse - -o b.bin  dump of xxd, od, hexdump or hexyl to bytes
  bytescope dump --reverse app.hex -o app.bin --fill 0xff  Intel HEX or S-records to bytes
  od -t x2 a.bin | bytescope dump --reverse=od - -o b.bin  octal offsets, not detected
  bytescope dump --c logo.bmp > logo.h             C array")]
    Dump(DumpArgs),
    /// Check files and report each fault with its location
    #[command(after_help = check::HELP)]
    Check(CheckArgs),
    /// Convert records to a table: CSV, NDJSON, Parquet or Arrow
    #[command(after_help = decode::HELP)]
    Decode(DecodeArgs),
    /// Create a file from JSON, CSV or NDJSON
    ///
    /// Omitted lengths, counts and checksums are computed.
    #[command(after_help = "\
Examples:
  bytescope --json a.png > a.json; bytescope encode -f png a.json -o b.png
  bytescope encode -f sensor readings.csv -o readings.bin
  bytescope decode -f ubx a.bin --to ndjson | bytescope encode -f ubx --from ndjson -o b.bin
  bytescope encode -f ubx rate.ndjson -o /dev/ttyUSB0 --baud 115200
  bytescope encode -s command.ksy --from ndjson -o tcp://127.0.0.1:5760  lines from a pipe
  bytescope encode -f pydb table.json -o table.pydb  record_count may be omitted
  bytescope --json --blobs parts a.bmp > a.json
  bytescope encode -f bmp --blobs parts a.json -o b.bmp")]
    Encode(EncodeArgs),
    /// Change fields of a file by name
    ///
    /// Lengths and checksums that depend on them are recomputed.
    #[command(after_help = "\
Examples:
  bytescope set a.png 'chunks[1].data.text=Dawn' -o b.png  the chunk's CRC is recomputed
  bytescope set a.bmp dib_header.compression=BI_RGB --in-place
  bytescope set -f player scores.bin 'records[2].name=Ada' 'records[2].score=9000' --in-place")]
    Set(SetArgs),
    /// Write files from their values and compare the bytes
    ///
    /// Each file is read as JSON and encoded, as `inspect --json` and `encode` do.
    #[command(name = "roundtrip", after_help = roundtrip::HELP)]
    RoundTrip(RoundTripArgs),
    /// Write the bytes of a field
    #[command(after_help = get::HELP)]
    Get(GetArgs),
    /// Evaluate expressions against a file; print JSON
    #[command(after_help = schema::EVAL_HELP)]
    Eval(EvalArgs),
    /// Check Kaitai schemas and fuzz parsers against them
    #[command(after_help = schema::HELP)]
    Schema {
        /// Subcommand of `schema`
        #[command(subcommand)]
        command: SchemaCommand,
    },
    /// Generate random samples of a format, valid or damaged
    #[command(after_help = generate::HELP)]
    Generate(GenerateArgs),
    /// List built-in formats and available schemas
    #[command(after_help = "\
Examples:
  bytescope formats
  bytescope formats -I schemas --json")]
    Formats(FormatsArgs),
    /// Pack and unpack records like Python's `struct` module
    #[command(after_help = structs::HELP)]
    Struct {
        /// Subcommand of `struct`
        #[command(subcommand)]
        command: StructCommand,
    },
    /// Print a shell script that completes commands, formats and fields
    #[command(after_help = "\
Examples:
  bytescope completions bash > ~/.local/share/bash-completion/completions/bytescope
  bytescope completions fish > ~/.config/fish/completions/bytescope.fish")]
    Completions {
        /// Target shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "\
Examples:
  bytescope man > bytescope.1
  bytescope man --command dump | man -l -")]
    Man {
        /// Print the page of this command instead of the overview
        #[arg(long, value_name = "NAME")]
        command: Option<String>,
    },
}

/// Options that choose a format.
#[derive(Args, Debug)]
pub(crate) struct FormatArgs {
    /// Treat input as format NAME (see `bytescope formats`)
    #[arg(short, long, value_name = "NAME", conflicts_with = "schema",
        add = ArgValueCompleter::new(complete::format_names))]
    pub(crate) format: Option<String>,
    /// Treat input as described by this Kaitai schema
    #[arg(short, long, value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub(crate) schema: Option<PathBuf>,
    /// Set parameter NAME of the schema, such as `version=2`
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_param)]
    pub(crate) param: Vec<Param>,
    /// Search FOLDER for schemas before BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Limit YAML alias expansion in a schema to COUNT nodes
    #[arg(long, value_name = "COUNT", value_parser = number::parse,
        default_value_t = SchemaSearch::default().max_aliases, help_heading = LIMITS)]
    pub(crate) max_aliases: u64,
}

impl Default for FormatArgs {
    fn default() -> Self {
        let max_aliases = SchemaSearch::default().max_aliases;
        Self { format: None, schema: None, param: Vec::new(), include: Vec::new(), max_aliases }
    }
}

/// Name and value of a schema parameter.
pub(crate) type Param = (String, String);

/// Parses `NAME=VALUE`.
fn parse_param(text: &str) -> Result<Param, String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("must be NAME=VALUE".to_owned()),
    }
}

/// Options for reading an input.
#[derive(Args, Debug)]
pub(crate) struct InputArgs {
    #[command(flatten)]
    pub(crate) format_args: FormatArgs,
    /// Start at byte OFFSET
    #[arg(long, value_name = "OFFSET", value_parser = number::parse, default_value = "0")]
    pub(crate) offset: u64,
    /// Read at most SIZE bytes
    #[arg(long, value_name = "SIZE", value_parser = number::parse)]
    pub(crate) length: Option<u64>,
    /// Buffer at most SIZE bytes from a pipe or device
    #[arg(long, value_name = "SIZE", value_parser = number::parse,
        default_value = DEFAULT_MAX_READ.as_str())]
    pub(crate) max_read: u64,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

impl Default for InputArgs {
    fn default() -> Self {
        Self {
            format_args: FormatArgs::default(),
            offset: 0,
            length: None,
            max_read: ReadOptions::default().max_read,
            limits: LimitArgs::default(),
        }
    }
}

/// Limit on the size of inputs without a known size.
#[derive(Args, Debug)]
pub(crate) struct ReadLimitArg {
    /// Buffer at most SIZE bytes from a pipe or device
    #[arg(long, value_name = "SIZE", value_parser = number::parse,
        default_value = DEFAULT_MAX_READ.as_str(), help_heading = LIMITS)]
    pub(crate) max_read: u64,
}

/// Resource limits per input. Each argument sets its heading: a heading of the structure would also
/// apply to all arguments after it.
#[derive(Args, Debug)]
pub(crate) struct LimitArgs {
    /// Limit the number of fields to COUNT per file
    #[arg(long, value_name = "COUNT", value_parser = number::parse,
        default_value_t = Limits::default().nodes, help_heading = LIMITS)]
    pub(crate) max_nodes: u64,
    /// Limit the total size of decompressed fields to SIZE bytes
    #[arg(long, value_name = "SIZE", value_parser = number::parse,
        default_value = DEFAULT_MAX_INFLATE.as_str(), help_heading = LIMITS)]
    pub(crate) max_inflate: u64,
    /// Limit the nesting of fields to LEVELS levels
    #[arg(long, value_name = "LEVELS", default_value_t = Limits::default().depth,
        value_parser = number::within::<u32, 1, 1000>, help_heading = LIMITS)]
    pub(crate) max_depth: u32,
    /// Stop a list after COUNT consecutive zero-size items
    #[arg(long, value_name = "COUNT", value_parser = number::parse,
        default_value_t = Limits::default().empty_items, help_heading = LIMITS)]
    pub(crate) max_idle: u64,
}

/// Help heading of the limits.
const LIMITS: &str = "Limits";

/// Default of `--max-read`, with a unit.
static DEFAULT_MAX_READ: LazyLock<String> =
    LazyLock::new(|| number::text(ReadOptions::default().max_read));

/// Default of `--max-inflate`, with a unit.
static DEFAULT_MAX_INFLATE: LazyLock<String> =
    LazyLock::new(|| number::text(Limits::default().decompressed));

impl Default for LimitArgs {
    fn default() -> Self {
        let Limits { depth, nodes, empty_items, decompressed, .. } = Limits::default();
        Self {
            max_nodes: nodes,
            max_inflate: decompressed,
            max_depth: depth,
            max_idle: empty_items,
        }
    }
}

/// `dump`
#[derive(Args, Debug)]
pub(crate) struct DumpArgs {
    /// Input files; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) format_args: FormatArgs,
    /// Start at byte OFFSET
    #[arg(long, alias = "skip", value_name = "OFFSET", value_parser = number::parse,
        default_value = "0")]
    pub(crate) offset: u64,
    /// Dump at most SIZE bytes
    #[arg(short = 'n', long, value_name = "SIZE", value_parser = number::parse)]
    pub(crate) length: Option<u64>,
    /// Print COUNT bytes per line [default: 16]
    ///
    /// The default is 32 for --plain and 12 for --c.
    #[arg(short, long, value_name = "COUNT", value_parser = number::within::<u16, 1, 256>)]
    pub(crate) columns: Option<u16>,
    /// Show repeated lines instead of collapsing them to `*`
    #[arg(short, long)]
    pub(crate) all: bool,
    /// Print hex digits only
    #[arg(short, long, conflicts_with_all = ["c", "reverse"])]
    pub(crate) plain: bool,
    /// Print a C array
    #[arg(long, conflicts_with = "reverse")]
    pub(crate) c: bool,
    /// Convert text in NOTATION to bytes [default: auto]
    ///
    /// Dumps of bytescope, xxd, hexdump, od, hexyl and tcpdump; plain hex digits; Intel HEX and
    /// S-records; arrays (c) and strings of programming languages. `od` has octal offsets, `od-d`
    /// decimal ones; hexadecimal offsets of any program are `hexdump`.
    #[arg(short, long, value_name = "NOTATION", num_args = 0..=1, require_equals = true,
        default_missing_value = AUTO, value_parser = notations(),
        conflicts_with_all = ["offset", "length", "columns", "all"])]
    pub(crate) reverse: Option<NotationArg>,
    /// Fill gaps between offsets or addresses with BYTE
    #[arg(long, value_name = "BYTE", value_parser = number::within::<u8, 0, 255>,
        requires = "reverse")]
    pub(crate) fill: Option<u8>,
    /// Limit repeated lines and gaps to SIZE bytes
    #[arg(long, value_name = "SIZE", value_parser = number::parse, default_value = "1G",
        requires = "reverse")]
    pub(crate) max_fill: u64,
    /// Read words of hexdump and od as big-endian
    #[arg(long, requires = "reverse")]
    pub(crate) big_endian: bool,
    /// Write to OUT, atomically [default: standard output]
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

/// Value of `--reverse` for the detection of the notation.
const AUTO: &str = "auto";

/// Value of `--reverse`: a notation, or `None` to detect it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotationArg(pub(crate) Option<Notation>);

fn notations() -> impl TypedValueParser<Value = NotationArg> {
    let names = Notation::ALL.into_iter().map(Notation::name);
    PossibleValuesParser::new(std::iter::once(AUTO).chain(names))
        .map(|name| NotationArg(Notation::named(&name)))
}

/// `encode`
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("as").args(["format", "schema"]).required(true))]
pub(crate) struct EncodeArgs {
    /// JSON, CSV or NDJSON to encode; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) format_args: FormatArgs,
    /// Write to OUT, atomically [default: standard output]
    ///
    /// OUT can also be tcp://HOST:PORT, udp://HOST:PORT (one datagram per frame), or a serial port with
    /// --baud. Frames are sent as they are encoded.
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Set the serial port OUT to RATE baud (8N1)
    #[arg(long, value_name = "RATE", value_parser = number::within::<u32, 1, MAX_U32>,
        requires = "output")]
    pub(crate) baud: Option<u32>,
    /// Set rate, data bits, parity and stop bits of OUT: 100000,8E2
    #[arg(long, value_name = "RATE,8N1", conflicts_with = "baud", requires = "output")]
    pub(crate) serial: Option<SerialSettings>,
    /// Treat FILE as this type [default: by file extension, or json]
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) from: Option<InputKind>,
    /// Keep wrong lengths and checksums; allow invalid files
    #[arg(long)]
    pub(crate) keep: bool,
    /// Truncate text that is too long for its field
    #[arg(long)]
    pub(crate) truncate: bool,
    /// Read blobs written by `inspect --blobs` from FOLDER
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) blobs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) read_limit: ReadLimitArg,
}

/// Type of the input to encode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// One JSON value for the whole file
    Json,
    /// One JSON object per line, each a record or frame
    Ndjson,
    /// A header row, then one record or frame per row
    Csv,
}

impl EncodeArgs {
    /// Returns the settings of the serial port.
    pub(crate) fn serial(&self) -> Option<SerialSettings> {
        let of_rate = || Some(SerialSettings::of_rate(NonZero::new(self.baud?)?));
        self.serial.or_else(of_rate)
    }
}

impl InputKind {
    /// Determines the type from the file extension; the default is JSON.
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
pub(crate) struct SetArgs {
    /// Input file; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// New field values: numbers, enum names, text or hex
    #[arg(required = true, value_name = "PATH=VALUE",
        add = ArgValueCompleter::new(complete::changes))]
    pub(crate) changes: Vec<String>,
    #[command(flatten)]
    pub(crate) format_args: FormatArgs,
    /// Print the changed fields and bytes, and write nothing
    #[arg(long, group = "to")]
    pub(crate) dry_run: bool,
    /// Write the changed file to OUT
    #[arg(short, long, value_name = "OUT", group = "to", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Replace FILE with the changed file, atomically
    #[arg(long, group = "to")]
    pub(crate) in_place: bool,
    /// Change only the given fields, even if the result is invalid
    #[arg(long)]
    pub(crate) keep: bool,
    /// Allow changes of size: the rest of the file moves, lengths and offsets follow
    #[arg(long)]
    pub(crate) resize: bool,
    /// Truncate text that is too long for its field
    #[arg(long)]
    pub(crate) truncate: bool,
    #[command(flatten)]
    pub(crate) read_limit: ReadLimitArg,
}

/// `formats`
#[derive(Args, Debug)]
pub(crate) struct FormatsArgs {
    /// Also list schemas in FOLDER, before those in BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_equal_those_of_the_library() {
        let args = Cli::try_parse_from(["bytescope", "check", "file"]).unwrap();
        let Some(Command::Check(check)) = args.command else { panic!("not `check`") };
        assert_eq!(check.input_args.limits(), Limits::default());
        assert_eq!(LimitArgs::default().limits(), Limits::default());
        assert_eq!(check.input_args.format_args.max_aliases, SchemaSearch::default().max_aliases);
    }
}
