//! Output and messages of one of several files, printed in the order of the files.

use crate::messages::{ExitStatus, note, print_message, problem_message};
use crate::output::Output;
use std::fmt::Display;
use std::io::{self, Write};

/// Maximum size in bytes of the recorded output of a file.
const MAX_RECORDED: usize = 512 << 10;

/// Output of one file: printed immediately, or recorded by another thread.
pub(crate) enum FileOutput<'o> {
    Direct(&'o mut Output),
    Recorded(&'o mut Recording),
}

/// Properties of the output.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OutputStyle {
    /// True if the output is colored with escape sequences.
    pub(crate) color: bool,
    /// True if the output is a terminal.
    pub(crate) terminal: bool,
    /// Width of the terminal in columns, if known.
    pub(crate) width: Option<usize>,
}

impl OutputStyle {
    pub(crate) fn of(output: &Output) -> Self {
        let Output { color, terminal, width, .. } = *output;
        Self { color, terminal, width }
    }
}

/// Recorded output of one file.
#[derive(Debug, Default)]
pub(crate) struct Recording {
    style: OutputStyle,
    text: Vec<u8>,
    /// Events between parts of the text, each with the size of the text before it.
    events: Vec<(usize, RecordedEvent)>,
}

#[derive(Debug)]
enum RecordedEvent {
    /// Message on standard error.
    Message(String),
    /// Status that the program exits with if the output is closed from now on.
    Status(ExitStatus),
}

impl FileOutput<'_> {
    pub(crate) fn style(&self) -> OutputStyle {
        match self {
            Self::Direct(out) => OutputStyle::of(out),
            Self::Recorded(recording) => recording.style,
        }
    }

    /// Prints a problem with `what`: see [`report_problem`](crate::messages::report_problem).
    pub(crate) fn report(&mut self, what: impl Display, problem: impl Display) -> ExitStatus {
        let message = problem_message(what, problem);
        match self {
            Self::Direct(_) => print_message(&message),
            Self::Recorded(recording) => recording.add(RecordedEvent::Message(message)),
        }
        ExitStatus::Failed
    }

    /// Notes the status of the file: see [`note`].
    pub(crate) fn note(&mut self, status: ExitStatus) {
        match self {
            Self::Direct(_) => {
                note(status);
            }
            Self::Recorded(recording) => recording.add(RecordedEvent::Status(status)),
        }
    }
}

impl Write for FileOutput<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Direct(out) => out.write_all(bytes),
            Self::Recorded(recording) => recording.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Direct(out) => out.flush(),
            Self::Recorded(_) => Ok(()),
        }
    }
}

impl Recording {
    pub(crate) fn new(style: OutputStyle) -> Self {
        Self { style, ..Self::default() }
    }

    fn add(&mut self, event: RecordedEvent) {
        self.events.push((self.text.len(), event));
    }

    /// Appends text.
    ///
    /// # Errors
    /// Returns an error if the text becomes too large. The file must then be printed directly.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.text.len().saturating_add(bytes.len()) > MAX_RECORDED {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.text.extend_from_slice(bytes);
        Ok(())
    }

    /// Prints what was recorded. The text before a message is passed on to the system first, and all
    /// text if the output is a terminal.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub(crate) fn replay(&self, out: &mut Output) -> io::Result<()> {
        let mut printed = 0;
        for (at, event) in &self.events {
            out.write_all(self.text.get(printed..*at).unwrap_or_default())?;
            printed = *at;
            match event {
                RecordedEvent::Message(message) => {
                    out.flush()?;
                    print_message(message);
                }
                RecordedEvent::Status(status) => {
                    note(*status);
                }
            }
        }
        out.write_all(self.text.get(printed..).unwrap_or_default())?;
        if self.style.terminal { out.flush() } else { Ok(()) }
    }
}
