//! Arguments of `bytescope explore`.

use super::{FormatArgs, InputArgs, LimitArgs, MAX_U32, Param};
use crate::{complete, number};
use bytescope::decode::{InputOptions, SerialSettings};
use clap::{Args, ValueHint};
use clap_complete::ArgValueCompleter;
use std::num::NonZero;
use std::path::PathBuf;

pub(super) const HELP: &str = "\
The tree, the bytes and the details of the selected field follow each other. Press ? for the keys.

With --live, the newest values of frames are shown as they arrive, with rates and gaps. A lost
connection or device is opened again.

Exit status: 0 when the browser ends, whether the file is valid or not; 2 wrong usage, no terminal,
or a file that cannot be read.

Examples:
  bytescope explore photo.png
  bytescope explore /bin/ls --path section_headers[3]
  bytescope explore -s log.ksy log.bin --instances
  bytescope explore --live -f ubx -f nmea /dev/ttyUSB0 --baud 115200
  bytescope explore --live -s frame.ksy tcp://127.0.0.1:5760";

/// `explore`
#[derive(Args, Debug)]
pub(crate) struct ExploreArgs {
    /// Input file; `-` is standard input
    ///
    /// With --live, also a serial port or an address: tcp://HOST:PORT (connect),
    /// tcp-listen://HOST:PORT (first connection), udp://HOST:PORT (datagrams).
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Treat input as format NAME (see `bytescope formats`)
    ///
    /// With --live, can be repeated if a stream has frames of several formats.
    #[arg(short, long, value_name = "NAME", add = ArgValueCompleter::new(complete::format_names))]
    pub(crate) format: Vec<String>,
    /// Treat input as described by this Kaitai schema
    ///
    /// With --live, can be repeated if a stream has frames of several formats.
    #[arg(short, long, value_name = "FILE.ksy", value_hint = ValueHint::FilePath)]
    pub(crate) schema: Vec<PathBuf>,
    /// Set parameter NAME of the schema, such as `version=2`
    #[arg(long, value_name = "NAME=VALUE", value_parser = super::parse_param)]
    pub(crate) param: Vec<Param>,
    /// Search FOLDER for schemas before BYTESCOPE_PATH
    #[arg(short = 'I', long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) include: Vec<PathBuf>,
    /// Start at byte OFFSET
    #[arg(long, value_name = "OFFSET", value_parser = number::parse, default_value = "0",
        conflicts_with = "live")]
    pub(crate) offset: u64,
    /// Read at most SIZE bytes
    #[arg(long, value_name = "SIZE", value_parser = number::parse, conflicts_with = "live")]
    pub(crate) length: Option<u64>,
    /// Show schema instances (out-of-line and computed fields)
    #[arg(long)]
    pub(crate) instances: bool,
    /// Select this field first, such as `chunks[2].data`
    #[arg(long, value_name = "PATH", conflicts_with = "live",
        add = ArgValueCompleter::new(complete::field_paths))]
    pub(crate) path: Option<String>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) read_limit: super::ReadLimitArg,
    /// Show the newest values of frames as they arrive
    #[arg(long, help_heading = LIVE)]
    pub(crate) live: bool,
    /// Wait for more data at the end of the file
    #[arg(long, requires = "live", help_heading = LIVE)]
    pub(crate) follow: bool,
    /// Set the serial port to RATE baud (8N1)
    #[arg(long, value_name = "RATE", value_parser = number::within::<u32, 1, MAX_U32>,
        requires = "live", help_heading = LIVE)]
    pub(crate) baud: Option<u32>,
    /// Set rate, data bits, parity and stop bits: 100000,8E2
    #[arg(long, value_name = "RATE,8N1", conflicts_with = "baud", requires = "live",
        help_heading = LIVE)]
    pub(crate) serial: Option<SerialSettings>,
}

/// Help heading of these options.
const LIVE: &str = "Live input";

impl ExploreArgs {
    /// Returns the options that select each format, first those of `-f`, then those of `-s`.
    pub(crate) fn format_args(&self) -> Vec<FormatArgs> {
        let args = |format, schema| {
            let (param, include) = (self.param.clone(), self.include.clone());
            FormatArgs { format, schema, param, include, ..FormatArgs::default() }
        };
        let formats = self.format.iter().map(|name| args(Some(name.clone()), None));
        formats.chain(self.schema.iter().map(|path| args(None, Some(path.clone())))).collect()
    }

    /// Returns the options for reading a file as a single format.
    pub(crate) fn input_args(&self) -> InputArgs {
        let format_args = self.format_args().pop().unwrap_or_else(|| {
            let (param, include) = (self.param.clone(), self.include.clone());
            FormatArgs { param, include, ..FormatArgs::default() }
        });
        let LimitArgs { max_nodes, max_inflate, max_depth, max_idle } = self.limits;
        InputArgs {
            format_args,
            offset: self.offset,
            length: self.length,
            max_read: self.read_limit.max_read,
            limits: LimitArgs { max_nodes, max_inflate, max_depth, max_idle },
        }
    }

    /// Returns the options for opening a live input.
    pub(crate) fn live_options(&self) -> InputOptions {
        let of_rate = || Some(SerialSettings::of_rate(NonZero::new(self.baud?)?));
        InputOptions { follow: self.follow, serial: self.serial.or_else(of_rate) }
    }
}
