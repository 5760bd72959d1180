//! Arguments of `bytescope struct`.

use crate::number;
use bytescope::layout::StructFormat;
use clap::{Args, Subcommand, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Format strings:
  An optional byte order, then codes, each with an optional repeat count:
    @  native: x86-64 Linux, with its alignment (default)
    =  <  little-endian, no alignment        >  !  big-endian, no alignment
    x  padding byte            b B  8-bit integer           n N  as q Q, native only
    c  one byte                h H  16-bit integer          e    16-bit float
    ?  boolean                 i I  32-bit integer          f    32-bit float
    5s five bytes              l L  32-bit, native: 64-bit  d    64-bit float
    5p Pascal string           q Q  64-bit integer          F D  complex, two f or d
    P  pointer, native only    (uppercase: unsigned)

Examples:
  bytescope struct pack '<hI' -5 0x10          fbff10000000
  bytescope struct unpack '<hI' --hex fbff10000000
  bytescope struct unpack '<IHff' log.bin --iter --names time,id,celsius,humidity
  bytescope struct size '@bq'                  16";

/// A subcommand of `struct`.
#[derive(Debug, Subcommand)]
pub(crate) enum StructCommand {
    /// Pack values and print them as hex
    #[command(after_help = "\
Values:
  integers        -5  0x10  0b101  0o17  true  false
  floats          1.5  -2e-3  nan  -inf  0x1.8p3
  booleans        true  false  1  0
  bytes           literal text, or hex:0a0b
  complex         1.5-2j

Examples:
  bytescope struct pack '<hI' -5 0x10
  bytescope struct pack '>4sIf' RIFF 36 1.5
  bytescope struct pack '<8p2s' héllo hex:0d0a
  bytescope struct pack --raw '<3H' 1 2 3 > three.bin")]
    Pack(PackArgs),
    /// Unpack records and print their values as JSON
    #[command(after_help = "\
Each record is an array, or an object with --names. Bytes are printed as hex, complex numbers as
pairs, NaN and Infinity as strings, and floats with the fewest digits that round-trip.

Examples:
  bytescope struct unpack '<hI' --hex 'fb ff 10 00 00 00'
  bytescope struct unpack '<IHff' log.bin --iter
  bytescope struct unpack '>II' photo.png --offset 16 --length 8 --names width,height
  nc -l 9000 | bytescope struct unpack '<IHff' --iter --names time,id,celsius,humidity")]
    Unpack(UnpackArgs),
    /// Print the size of a record in bytes
    #[command(after_help = "\
Examples:
  bytescope struct size '<IHff'
  bytescope struct size '@qb0q'  0q adds trailing padding as in C")]
    Size(SizeArgs),
}

/// `struct pack`
#[derive(Args, Debug)]
pub(crate) struct PackArgs {
    /// Format string, such as `<IHff`
    #[arg(value_name = "FMT")]
    pub(crate) format: StructFormat,
    /// Values in order; negative numbers need no `--`
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    pub(crate) values: Vec<OsString>,
    /// Write raw bytes instead of hex
    #[arg(long)]
    pub(crate) raw: bool,
}

/// `struct unpack`
#[derive(Args, Debug)]
pub(crate) struct UnpackArgs {
    /// Format string, such as `<IHff`
    #[arg(value_name = "FMT")]
    pub(crate) format: StructFormat,
    /// Input file [default: standard input]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// Unpack hex DIGITS instead of a file
    #[arg(long, value_name = "DIGITS", conflicts_with = "file")]
    pub(crate) hex: Option<String>,
    /// Unpack consecutive records to the end of the input
    #[arg(long)]
    pub(crate) iter: bool,
    /// Name the values; print objects instead of arrays
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub(crate) names: Vec<String>,
    /// Start at byte OFFSET
    #[arg(long, value_name = "OFFSET", value_parser = number::parse, default_value = "0")]
    pub(crate) offset: u64,
    /// Read at most SIZE bytes
    #[arg(long, value_name = "SIZE", value_parser = number::parse)]
    pub(crate) length: Option<u64>,
}

/// `struct size`
#[derive(Args, Debug)]
pub(crate) struct SizeArgs {
    /// Format string, such as `<IHff`
    #[arg(value_name = "FMT")]
    pub(crate) format: StructFormat,
}
