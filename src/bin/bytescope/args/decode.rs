//! `bytescope decode` on the command line.

use super::{Bounds, Naming, Stream};
use crate::number;
use bytescope::layout::StructFormat;
use clap::{Args, ValueEnum, ValueHint};
use std::num::NonZero;
use std::path::{Path, PathBuf};

pub(super) const HELP: &str = "\
Rows of records whose checks fail are left out; each is named on the standard error, and the exit
status is 1, as it is when the data ends within a record. A summary goes to the standard error.

Examples:
  bytescope decode -f sensor log.bin --to csv
  bytescope decode --struct '<IHff' --names time,id,celsius,humidity log.bin -o log.parquet
  bytescope decode table.pydb --to ndjson --columns value --skip 100 --limit 10
  bytescope decode -s log.ksy log.bin --each entries --to ndjson
  nc -l 9000 | bytescope decode -f sensor --to ndjson

Formats that are sent in frames (sensor_frame, ubx, nmea, …) and schemas with -frame are found in noise;
every other byte is accounted for:
  bytescope decode -f sensor_frame capture.bin --rejects rejects.ndjson
  bytescope decode -f sensor_frame /dev/ttyUSB0 --baud 115200 --to ndjson
  bytescope decode -f sensor_frame tcp://127.0.0.1:5760 --strict
  bytescope decode -f ubx -f nmea -f rtcm3 gnss.bin --to ndjson
  bytescope decode -s frame.ksy log.bin --split-by message -o 'out/{}.parquet'";

/// `decode`
#[derive(Args, Debug)]
pub(crate) struct Decode {
    /// The file; `-` or none is the standard input. Frames are also read from a serial line and
    /// from tcp://HOST:PORT
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Take the records or frames of this format instead of finding it out (see `bytescope
    /// formats`); again for other frames on the same line
    #[arg(short, long, value_name = "NAME", conflicts_with = "layout")]
    pub(crate) format: Vec<String>,
    /// Take the frames that this Kaitai schema describes, or the items of a list; again for other
    /// frames on the same line
    #[arg(short, long, value_name = "FILE.ksy", conflicts_with = "layout",
        value_hint = ValueHint::FilePath)]
    pub(crate) schema: Vec<PathBuf>,
    /// Look for schemas that are imported by an absolute path in this folder
    #[arg(short = 'I', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Values that a schema computes are columns too
    #[arg(long)]
    pub(crate) instances: bool,
    /// Records of this format string, such as `<IHff` (see `bytescope struct`)
    #[arg(id = "layout", long = "struct", value_name = "FMT")]
    pub(crate) layout: Option<StructFormat>,
    /// Names for the values of --struct; f0, f1, … otherwise
    #[arg(long, value_name = "A,B,C", value_delimiter = ',', requires = "layout")]
    pub(crate) names: Vec<String>,
    /// What to write; the ending of OUT says so otherwise, or else it is CSV
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) to: Option<TableKind>,
    /// Write to this file instead of the standard output; it appears when it is whole
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Only these columns, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// The records at this path, where a file has several kinds of them
    #[arg(long, value_name = "PATH", conflicts_with = "layout")]
    pub(crate) each: Option<String>,
    /// Begin at this byte
    #[arg(long, value_name = "BYTES", value_parser = number::parse, default_value = "0")]
    pub(crate) offset: u64,
    /// Leave out so many records at the start
    #[arg(long, value_name = "COUNT", value_parser = number::parse, default_value = "0")]
    pub(crate) skip: u64,
    /// Decode no more records than this
    #[arg(long, value_name = "COUNT", value_parser = number::parse)]
    pub(crate) limit: Option<u64>,
    /// Work on so many threads; on every core otherwise
    #[arg(long, value_name = "COUNT")]
    pub(crate) threads: Option<NonZero<usize>>,
    /// No summary and no progress bar
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
    #[command(flatten)]
    pub(crate) stream: Stream,
}

impl Decode {
    /// How each of the formats is named: those of schemas last.
    pub(crate) fn naming(&self) -> Vec<Naming> {
        let one = |format, schema| {
            let include = self.include.clone();
            Naming { format, schema, include, ..Naming::default() }
        };
        let formats = self.format.iter().map(|name| one(Some(name.clone()), None));
        formats.chain(self.schema.iter().map(|path| one(None, Some(path.clone())))).collect()
    }
}

/// How a table is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableKind {
    /// A header row, then a record a row, quoted as RFC 4180 says
    Csv,
    /// One JSON object a line
    Ndjson,
    /// A Parquet file, not compressed
    #[cfg(feature = "columnar")]
    Parquet,
    /// An Arrow file; on the standard output, an Arrow stream
    #[cfg(feature = "columnar")]
    Arrow,
}

impl TableKind {
    /// What the ending of a file's name says; CSV where it says nothing.
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
