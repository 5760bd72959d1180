//! Arguments of `bytescope decode` for frames in a stream.

use super::MAX_U32;
use crate::number;
use bytescope::decode::SerialSettings;
use clap::{Args, ValueEnum, ValueHint};
use std::num::NonZero;
use std::path::PathBuf;

/// Options for frame formats. Each argument sets its heading: a heading of the structure would also
/// apply to all arguments after it.
#[derive(Args, Debug, Default)]
pub(crate) struct StreamArgs {
    /// Write rejected frames and skipped ranges to OUT as NDJSON
    #[arg(long, value_name = "OUT", value_hint = ValueHint::FilePath, help_heading = FRAMES)]
    pub(crate) rejects: Option<PathBuf>,
    /// Write one table per value of COLUMN [default: message]
    ///
    /// In OUT, `{}` is replaced by the value: 'out/{}.parquet'.
    #[arg(long, value_name = "COLUMN", num_args = 0..=1, default_missing_value = "message",
        requires = "output", help_heading = FRAMES)]
    pub(crate) split_by: Option<String>,
    /// Print only the summary, no rows
    #[arg(long, conflicts_with_all = ["to", "output", "columns"])]
    pub(crate) count: bool,
    /// Add the column `frame`: the bytes of each frame
    ///
    /// With this column, `encode` restores frames exactly and changes only the values that were edited.
    #[arg(long, help_heading = FRAMES)]
    pub(crate) raw: bool,
    /// Exit with status 1 if a frame is rejected or unverified
    #[arg(long, help_heading = FRAMES)]
    pub(crate) strict: bool,
    /// Print the summary in this style
    #[arg(long, value_enum, value_name = "STYLE", default_value_t, help_heading = FRAMES)]
    pub(crate) report: ReportStyle,
    /// Wait for more data at the end of the file until interrupted
    ///
    /// Continues with the file that replaces it at its path, and at the start of a truncated file.
    #[arg(long, help_heading = FRAMES)]
    pub(crate) follow: bool,
    /// Set the serial port to RATE baud (8N1)
    #[arg(long, value_name = "RATE", value_parser = number::within::<u32, 1, MAX_U32>,
        help_heading = FRAMES)]
    pub(crate) baud: Option<u32>,
    /// Set rate, data bits, parity and stop bits: 100000,8E2
    #[arg(long, value_name = "RATE,8N1", conflicts_with = "baud", help_heading = FRAMES)]
    pub(crate) serial: Option<SerialSettings>,
}

/// Help heading of these options.
const FRAMES: &str = "Frames (found in noisy streams)";

impl StreamArgs {
    /// Returns the first given option that requires a frame format.
    pub(crate) fn first_given(&self) -> Option<&'static str> {
        let options = [
            (self.rejects.is_some(), "--rejects"),
            (self.split_by.is_some(), "--split-by"),
            (self.raw, "--raw"),
            (self.strict, "--strict"),
            (self.report != ReportStyle::Text, "--report"),
            (self.follow, "--follow"),
            (self.baud.is_some(), "--baud"),
            (self.serial.is_some(), "--serial"),
        ];
        options.into_iter().find(|(given, _)| *given).map(|(_, name)| name)
    }

    /// Returns the settings of a serial port.
    pub(crate) fn serial(&self) -> Option<SerialSettings> {
        let of_rate = || Some(SerialSettings::of_rate(NonZero::new(self.baud?)?));
        self.serial.or_else(of_rate)
    }
}

/// Style of the summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportStyle {
    /// Lines of text
    #[default]
    Text,
    /// One JSON object on one line
    Json,
}
