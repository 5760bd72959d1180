//! Progress bar.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};

/// Creates a progress bar, hidden if `visible` is false or standard error is not a terminal.
pub(crate) fn bar(length: Option<u64>, visible: bool) -> ProgressBar {
    if !visible || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match length {
        Some(length) => (
            ProgressBar::new(length),
            "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    // Both templates are valid, so the default style is never used.
    bar.with_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()))
}
