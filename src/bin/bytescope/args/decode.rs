//! Arguments of `bytescope decode`.

use super::{FormatArgs, LimitArgs, Param, ReadLimitArg, StreamArgs};
use crate::number;
use bytescope::layout::StructFormat;
use bytescope::table::TableCompression;
use clap::{Args, ValueEnum, ValueHint};
use std::num::NonZero;
use std::path::{Path, PathBuf};

pub(super) const HELP: &str = "\
Invalid records are omitted and reported on standard error, followed by a summary.

Exit status: 0 success; 1 invalid or truncated data, or no valid frame; 2 wrong usage or a file
that cannot be read or written; 3 limit reached before all data was read.

Examples:
  bytescope decode -f sensor log.bin --to csv
  bytescope decode --struct '<IHff' --names time,id,celsius,humidity log.bin -o log.parquet
  bytescope decode table.pydb --to ndjson --columns value --skip 100 --limit 10
  bytescope decode -s log.ksy log.bin --each entries --to ndjson
  bytescope decode -f dataflash flights/*.bin -o flights.parquet
  nc -l 9000 | bytescope decode -f sensor --to ndjson

Frames (sensor_frame, ubx, nmea, … and schemas with `-frame`) are found in noisy streams; all
other bytes are accounted for:
  bytescope decode -f sensor_frame capture.bin --rejects rejects.ndjson
  bytescope decode -f sensor_frame /dev/ttyUSB0 --baud 115200 --to ndjson
  bytescope decode -f sbus /dev/ttyUSB0 --serial 100000,8E2
  bytescope decode -f sensor_frame tcp://127.0.0.1:5760 --strict
  bytescope decode -f mavlink udp://:14550 --to ndjson
  bytescope decode -f ubx -f nmea -f rtcm3 gnss.bin --to ndjson
  bytescope decode -s frame.ksy log.bin --split-by message -o 'out/{}.parquet'";

/// `decode`
#[derive(Args, Debug)]
pub(crate) struct DecodeArgs {
    /// Files, serial ports, addresses or `-` (standard input)
    ///
    /// Several inputs are decoded in sequence into one table, whose first column `file` contains the
    /// name of the input.
    ///
    /// Addresses: tcp://HOST:PORT (connect), tcp-listen://HOST:PORT (first connection),
    /// udp://HOST:PORT (datagrams).
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Treat input as format NAME (see `bytescope formats`)
    ///
    /// Can be repeated if a stream has frames of several formats.
    #[arg(short, long, value_name = "NAME", conflicts_with = "layout")]
    pub(crate) format: Vec<String>,
    /// Treat input as described by this Kaitai schema
    ///
    /// Can be repeated if a stream has frames of several formats.
    #[arg(short, long, value_name = "FILE.ksy", conflicts_with = "layout",
        value_hint = ValueHint::FilePath)]
    pub(crate) schema: Vec<PathBuf>,
    /// Set parameter NAME of the schema, such as `version=2`
    #[arg(long, value_name = "NAME=VALUE", value_parser = super::parse_param)]
    pub(crate) param: Vec<Param>,
    /// Search FOLDER for schemas before BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Add columns for the computed fields of a schema
    #[arg(long)]
    pub(crate) instances: bool,
    /// Treat input as records of FMT (see `bytescope struct`)
    #[arg(id = "layout", long = "struct", value_name = "FMT")]
    pub(crate) layout: Option<StructFormat>,
    /// Name the columns of --struct [default: f0,f1,…]
    #[arg(long, value_name = "A,B,C", value_delimiter = ',', requires = "layout")]
    pub(crate) names: Vec<String>,
    /// Write this type of table [default: by extension of OUT, or csv]
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) to: Option<TableFormatArg>,
    /// Compress Parquet (default: zstd) or Arrow (default: none)
    ///
    /// METHOD is none, snappy, lz4, zstd[:LEVEL] or gzip[:LEVEL]. Arrow supports none, lz4 and zstd.
    #[arg(long, value_name = "METHOD")]
    pub(crate) compression: Option<TableCompression>,
    /// Write to OUT [default: standard output]
    ///
    /// OUT is replaced when it is complete. If the input is a pipe, serial port, connection or followed
    /// file, rows are written to OUT as they arrive.
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Write only these columns, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// Decode the record list at PATH, if a file has several
    #[arg(long, value_name = "PATH", conflicts_with = "layout")]
    pub(crate) each: Option<String>,
    /// Start at byte OFFSET
    #[arg(long, value_name = "OFFSET", value_parser = number::parse, default_value = "0")]
    pub(crate) offset: u64,
    /// Skip the first COUNT records
    #[arg(long, value_name = "COUNT", value_parser = number::parse, default_value = "0")]
    pub(crate) skip: u64,
    /// Decode at most COUNT records
    #[arg(long, value_name = "COUNT", value_parser = number::parse)]
    pub(crate) limit: Option<u64>,
    /// Use COUNT threads [default: one per core]
    #[arg(long, value_name = "COUNT", value_parser = number::positive)]
    pub(crate) threads: Option<NonZero<usize>>,
    /// Print neither a summary nor a progress bar
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) read_limit: ReadLimitArg,
    /// Prefix CSV text that a spreadsheet would evaluate with '
    #[arg(long)]
    pub(crate) escape_formulas: bool,
    #[command(flatten)]
    pub(crate) stream: StreamArgs,
}

impl DecodeArgs {
    /// Returns the options that select each format, first those of `-f`, then those of `-s`.
    pub(crate) fn format_args(&self) -> Vec<FormatArgs> {
        let args = |format, schema| {
            let (param, include) = (self.param.clone(), self.include.clone());
            FormatArgs { format, schema, param, include, ..FormatArgs::default() }
        };
        let formats = self.format.iter().map(|name| args(Some(name.clone()), None));
        formats.chain(self.schema.iter().map(|path| args(None, Some(path.clone())))).collect()
    }
}

/// Type of the output table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormatArg {
    /// A header row, then one record per row, quoted per RFC 4180
    Csv,
    /// One JSON object per line
    Ndjson,
    /// A Parquet file
    #[cfg(feature = "columnar")]
    Parquet,
    /// An Arrow file, or an Arrow stream on standard output
    #[cfg(feature = "columnar")]
    Arrow,
}

impl TableFormatArg {
    /// Determines the type from the file extension; the default is CSV.
    pub(crate) fn of(path: Option<&Path>) -> Self {
        match path.and_then(Path::extension).and_then(|e| e.to_str()) {
            Some("ndjson" | "jsonl") => Self::Ndjson,
            #[cfg(feature = "columnar")]
            Some("parquet") => Self::Parquet,
            #[cfg(feature = "columnar")]
            Some("arrow" | "feather") => Self::Arrow,
            _ => Self::Csv,
        }
    }
}
