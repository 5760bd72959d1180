//! Styles of text output.

use anstyle::{AnsiColor, Style};
use bytescope_inspect::EscapedText;
use std::fmt;
use std::io::Write;

/// Offsets, bytes, types and remarks.
pub const DIM: Style = Style::new().dimmed();
/// Names of fields.
pub const NAME: Style = AnsiColor::Cyan.on_default();
/// Values.
pub const VALUE: Style = Style::new();
/// Enum values.
pub const LABEL: Style = AnsiColor::Yellow.on_default();
/// Verified checksums, constants and lengths.
pub const VERIFIED: Style = AnsiColor::Green.on_default();
/// Faults.
pub const FAULT: Style = AnsiColor::Red.on_default().bold();

/// Applies styles if enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint(pub bool);

impl Paint {
    /// Returns `text` in a style.
    pub fn of<T: fmt::Display>(self, style: Style, text: T) -> Painted<T> {
        Painted { style: if self.0 { style } else { Style::new() }, text }
    }

    /// Applies a style to the text that `write` appends.
    #[inline]
    pub fn put(self, to: &mut Vec<u8>, style: Style, write: impl FnOnce(&mut Vec<u8>)) {
        if !self.0 {
            return write(to);
        }
        // Writing to memory cannot fail.
        let _ = write!(to, "{style}");
        write(to);
        let _ = write!(to, "{style:#}");
    }
}

/// Text in a style, with control characters escaped.
#[derive(Clone, Copy, Debug)]
pub struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.style)?;
        EscapedText(&self.text).fmt(f)?;
        write!(f, "{:#}", self.style)
    }
}
