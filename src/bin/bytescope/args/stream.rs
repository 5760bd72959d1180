//! Options for frames in a stream.

use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;
use std::time::Duration;

/// What is asked of a stream of frames.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Frames (formats that are found in noise)")]
pub(crate) struct Stream {
    /// Write every rejected candidate and skipped range here, as NDJSON with offset, length, reason
    #[arg(long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) rejects: Option<PathBuf>,
    /// Write one table for each value of this column, the kind of message without a name; OUT says
    /// where, such as 'out/{}.parquet'
    #[arg(long, value_name = "COLUMN", num_args = 0..=1, default_missing_value = "message",
        requires = "output")]
    pub(crate) split_by: Option<String>,
    /// Write no rows: only the summary
    #[arg(long, conflicts_with_all = ["to", "output", "columns"])]
    pub(crate) count: bool,
    /// Exit status 1 when a candidate was rejected or could not be verified
    #[arg(long)]
    pub(crate) strict: bool,
    /// How the summary is written to the standard error
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    pub(crate) report: Report,
    /// Wait for more at the end of the file, until interrupted
    #[arg(long)]
    pub(crate) follow: bool,
    /// Give up a frame whose rest does not come: after so long a silence of a live input
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "1")]
    pub(crate) timeout: Duration,
    /// Set a serial line to so many bits a second (8 data bits, no parity, 1 stop bit)
    #[arg(long, value_name = "RATE")]
    pub(crate) baud: Option<u32>,
}

impl Stream {
    /// The option that was given, if any: for formats that are not found in noise.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let given = [
            (self.rejects.is_some(), "--rejects"),
            (self.split_by.is_some(), "--split-by"),
            (self.count, "--count"),
            (self.strict, "--strict"),
            (self.report != Report::Text, "--report"),
            (self.follow, "--follow"),
            (self.baud.is_some(), "--baud"),
        ];
        given.into_iter().find(|(given, _)| *given).map(|(_, name)| name)
    }
}

/// How a summary is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// Sentences
    #[default]
    Text,
    /// A JSON object on one line
    Json,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let parsed = text.trim_end_matches('s').parse::<f64>().ok();
    parsed
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|timeout| !timeout.is_zero())
        .ok_or_else(|| format!("'{text}' is not a number of seconds like 1 or 0.25"))
}
