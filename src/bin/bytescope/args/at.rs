//! Options of `inspect` for offsets (`--at`, `--as`) and pages (`--html`).

use crate::number;
use bytescope::inspect::BufferId;
use bytescope::interpret::InterpreterSet;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, ValueHint};
use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;

/// Options for fields and values at an offset.
#[derive(Args, Debug)]
pub(crate) struct AtArgs {
    /// Show the fields at byte OFFSET, innermost first
    ///
    /// `1:0x20` is offset 0x20 in decompressed buffer 1.
    #[arg(long, value_name = "OFFSET", value_parser = parse_at, conflicts_with_all =
        ["path", "depth", "all", "docs", "preview", "blobs", "html", "flat", "find", "columns"])]
    pub(crate) at: Option<AtOffset>,
    /// Show the bytes at --at as TYPE, whatever the format
    ///
    /// Integers: u8, i8, u16, u24, u32, u64; floats: f16, f32, f64. These types and times in one
    /// byte order: u32le, u32be. `all` shows all types, other names those of a group.
    #[arg(long = "as", value_name = "TYPE", value_parser = AsParser, value_delimiter = ',',
        requires = "at")]
    pub(crate) types: Vec<InterpreterSet>,
}

/// Options for pages.
#[derive(Args, Debug)]
pub(crate) struct PageArgs {
    /// Write a self-contained HTML page: fields, bytes, faults
    #[arg(long, conflicts_with_all = ["json", "blobs", "path", "preview", "flat", "find", "columns"])]
    pub(crate) html: bool,
    /// Write the page to OUT, atomically [default: standard output]
    #[arg(short, long, value_name = "OUT", requires = "html", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

/// Value of `--at`: an offset in the file or in a derived buffer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AtOffset {
    pub(crate) buffer: BufferId,
    pub(crate) offset: u64,
}

impl fmt::Display for AtOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.buffer {
            BufferId::SOURCE => write!(f, "{:#x}", self.offset),
            BufferId(id) => write!(f, "{id}:{:#x}", self.offset),
        }
    }
}

/// Parses `OFFSET` or `BUFFER:OFFSET`.
fn parse_at(text: &str) -> Result<AtOffset, String> {
    let (buffer, offset) = match text.split_once(':') {
        None => (BufferId::SOURCE, text),
        Some((buffer, offset)) => {
            (BufferId(number::within::<u32, 0, { u32::MAX as u64 }>(buffer)?), offset)
        }
    };
    Ok(AtOffset { buffer, offset: number::parse(offset)? })
}

/// Names of `--as` that are shown in the help; the others are those with a byte order.
const SHOWN: [&str; 7] = ["all", "integer", "float", "varint", "time", "text", "other"];

/// Parser of `--as`. All names are completed, but only groups are listed.
#[derive(Clone)]
struct AsParser;

impl TypedValueParser for AsParser {
    type Value = InterpreterSet;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<InterpreterSet, clap::Error> {
        let text = value.to_string_lossy();
        text.parse().map_err(|error: bytescope::interpret::UnknownInterpreter| {
            let mut shown = clap::Error::new(ErrorKind::ValueValidation).with_cmd(command);
            let arg = arg.map_or_else(String::new, ToString::to_string);
            shown.insert(ContextKind::InvalidArg, ContextValue::String(arg));
            shown.insert(ContextKind::InvalidValue, ContextValue::String(text.into_owned()));
            if let Some(similar) = error.similar {
                shown.insert(ContextKind::SuggestedValue, ContextValue::String(similar));
            }
            shown
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |name| PossibleValue::new(name).hide(!SHOWN.contains(&name));
        Some(Box::new(InterpreterSet::names().map(value)))
    }
}
