//! `bytescope struct …` on the command line.

use crate::number;
use bytescope::layout::StructFormat;
use clap::{Args, Subcommand, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Formats:
  A format is a byte order, then codes, each with a repeat count or without:
    @  native: x86-64 Linux, with its alignment (the default)
    =  <  little-endian, no alignment        >  !  big-endian, no alignment
    x  a byte of padding       b B  integers of 8 bits     n N  as q Q, native only
    c  one byte                h H  of 16 bits             e    float of 16 bits
    ?  a truth value           i I  of 32 bits             f    of 32 bits
    5s five bytes              l L  of 32, native 64 bits  d    of 64 bits
    5p Pascal string           q Q  of 64 bits             F D  complex, two of f or d
    P  a pointer, native only  (large letters: unsigned)

Examples:
  bytescope struct pack '<hI' -5 0x10          fbff10000000
  bytescope struct unpack '<hI' --hex fbff10000000
  bytescope struct unpack '<IHff' log.bin --iter --names time,id,celsius,humidity
  bytescope struct size '@bq'                  16";

/// The commands below `struct`.
#[derive(Debug, Subcommand)]
pub(crate) enum StructCommand {
    /// Print the bytes of values as hex
    #[command(after_help = "\
Values:
  integers        -5  0x10  0b101  0o17  true  false
  floats          1.5  -2e-3  nan  -inf  0x1.8p3
  truth values    true  false  1  0
  bytes           the text as it is, or hex:0a0b
  complex         1.5-2j

Examples:
  bytescope struct pack '<hI' -5 0x10
  bytescope struct pack '>4sIf' RIFF 36 1.5
  bytescope struct pack '<8p2s' héllo hex:0d0a
  bytescope struct pack --raw '<3H' 1 2 3 > three.bin")]
    Pack(Pack),
    /// Print the values of bytes as JSON: an array for each record, or an object with --names
    #[command(after_help = "\
Bytes are printed as hex, complex numbers as pairs, NaN and Infinity as strings, and floats in as
few digits as tell them from others of their width.

Examples:
  bytescope struct unpack '<hI' --hex 'fb ff 10 00 00 00'
  bytescope struct unpack '<IHff' log.bin --iter
  bytescope struct unpack '>II' photo.png --offset 16 --length 8 --names width,height
  nc -l 9000 | bytescope struct unpack '<IHff' --iter --names time,id,celsius,humidity")]
    Unpack(Unpack),
    /// Print the size of a format in bytes
    #[command(after_help = "\
Examples:
  bytescope struct size '<IHff'
  bytescope struct size '@bq0q'   0q pads the end as C does")]
    Size(Size),
}

/// `struct pack`
#[derive(Args, Debug)]
pub(crate) struct Pack {
    /// The format, such as `<IHff`
    #[arg(value_name = "FMT")]
    pub(crate) format: StructFormat,
    /// The values, one for each that the format has; negative numbers as they are
    #[arg(value_name = "V", allow_hyphen_values = true)]
    pub(crate) values: Vec<OsString>,
    /// Write the bytes themselves instead of hex
    #[arg(long)]
    pub(crate) raw: bool,
}

/// `struct unpack`
#[derive(Args, Debug)]
pub(crate) struct Unpack {
    /// The format, such as `<IHff`
    #[arg(value_name = "FMT")]
    pub(crate) format: StructFormat,
    /// The file; `-` or none is the standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// Unpack these hex digits instead of a file
    #[arg(long, value_name = "H", conflicts_with = "file")]
    pub(crate) hex: Option<String>,
    /// Unpack record after record, up to the end
    #[arg(long)]
    pub(crate) iter: bool,
    /// Names for the values, to print objects
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub(crate) names: Vec<String>,
    /// Begin at this byte
    #[arg(long, value_name = "BYTES", value_parser = number::parse, default_value = "0")]
    pub(crate) offset: u64,
    /// Unpack no more than this
    #[arg(long, value_name = "BYTES", value_parser = number::parse)]
    pub(crate) length: Option<u64>,
}

/// `struct size`
#[derive(Args, Debug)]
pub(crate) struct Size {
    /// The format, such as `<IHff`
    #[arg(value_name = "FMT")]
    pub(crate) format: StructFormat,
}
