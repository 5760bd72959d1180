//! Offset and types of `--at` and `--as`.

use crate::number;
use bytescope::inspect::BufferId;
use bytescope::interpret::InterpreterSet;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsStr;
use std::fmt;

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
pub(super) fn parse_at(text: &str) -> Result<AtOffset, String> {
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
pub(super) struct AsParser;

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
