//! Writing the changed file.

use super::app::{App, FileVersion, Mode, Prompt, PromptKind};
use crate::output::Outputs;
use bytescope::inspect::path_text;
use bytescope::output::OutputOptions;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Returns the size and time of the last change of a file.
pub(crate) fn version(path: &Path) -> Option<FileVersion> {
    let meta = fs::metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()))
}

impl App {
    pub(super) fn prompt_save(&mut self) {
        if !self.file.is_changed {
            self.mode = Mode::Browse;
            return self.report("no changes", false);
        }
        let path = self.file.path.as_deref().map(path_text).unwrap_or_default();
        self.prompt(PromptKind::Save, path);
    }

    /// Writes the file. A file that another program changed in the meantime, or any other existing
    /// file, is replaced only if the same path is entered twice.
    pub(super) fn save(&mut self, prompt: Prompt) {
        let text = prompt.line.text();
        if text.is_empty() {
            return self.report("not written", false);
        }
        // The path of the file may not be valid text.
        let opened = self.file.path.clone().filter(|path| path_text(path) == text);
        let path = opened.clone().unwrap_or_else(|| text.clone().into());
        let problem = match (&opened, version(&path)) {
            (_, None) => None,
            (Some(_), now) if now == self.file.version => None,
            (Some(_), _) => Some("Enter replaces it; another program has changed the file"),
            (None, Some(_)) => Some("Enter replaces it; the file exists"),
        };
        if let Some(problem) = problem.filter(|_| prompt.confirmed.as_ref() != Some(&text)) {
            return self.retry(prompt, problem.to_owned(), Some(text));
        }
        let Some(first) = self.levels.first() else { return };
        match write(&path, first.explorer.document().bytes()) {
            Ok(()) => {
                (self.file.is_changed, self.file.was_saved) = (false, true);
                self.file.version = version(&path);
                self.file.path = Some(path);
                self.report(format!("written: {text}"), false);
            }
            Err(error) => self.retry(prompt, format!("not written: {error}"), None),
        }
    }
}

/// Writes a file atomically.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut out = Outputs::default().file(path, &OutputOptions::default())?;
    out.write_all(bytes)?;
    out.commit()
}
