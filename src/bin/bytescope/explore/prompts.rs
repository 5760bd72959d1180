//! Actions with a typed line: search, positions, changes and files.

use super::app::{App, Mode, Prompt, PromptKind};
use crate::number;
use bytescope::edit::{PatchErrorKind, PatchOptions};
use bytescope::explore::{Direction, TreePosition};
use bytescope::find::FindQuery;
use bytescope::inspect::{BufferId, Quantity};
use ratatui::crossterm::event::{KeyCode, KeyEvent};

/// Maximum size in bytes of text that is copied. Terminals ignore longer text.
const MAX_COPIED: usize = 48 << 10;

impl App {
    pub(super) fn prompt_key(&mut self, key: KeyEvent) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        match key.code {
            KeyCode::Esc => self.mode = Mode::Browse,
            KeyCode::Enter => {
                let prompt = prompt.clone();
                self.mode = Mode::Browse;
                self.accept(prompt);
            }
            KeyCode::Up if prompt.kind == PromptKind::Find => {
                prompt.line = super::input::LineInput::new(self.typed.clone());
            }
            _ => {
                prompt.line.key(key);
            }
        }
    }

    fn accept(&mut self, prompt: Prompt) {
        let text = prompt.line.text();
        match &prompt.kind {
            PromptKind::Find if text.is_empty() => self.find(Direction::Forward),
            PromptKind::Find => match FindQuery::parse(&text) {
                Ok(query) => {
                    (self.query, self.typed) = (query, text);
                    self.find(Direction::Forward);
                }
                Err(error) => self.retry(prompt, error.to_string(), None),
            },
            PromptKind::GoTo if text.trim().is_empty() => {}
            PromptKind::GoTo => match self.go_to(text.trim()) {
                Ok(()) => {}
                Err(problem) => self.retry(prompt, problem, None),
            },
            PromptKind::Edit(position) => {
                let position = position.clone();
                self.change(&position, prompt);
            }
            PromptKind::Save => self.save(prompt),
        }
    }

    /// Shows a problem, and the line again. If `confirmed` is set, entering the same text again
    /// accepts it.
    pub(super) fn retry(&mut self, prompt: Prompt, problem: String, confirmed: Option<String>) {
        self.report(problem, true);
        self.mode = Mode::Prompt(Prompt { confirmed, ..prompt });
    }

    /// Goes to an offset or path.
    fn go_to(&mut self, text: &str) -> Result<(), String> {
        let Ok(offset) = number::parse(text) else {
            let level = self.level();
            let Some(position) = level.explorer.find_path(text) else {
                return Err(format!("no field '{text}'; expected an offset or a path"));
            };
            level.jump(|explorer| explorer.select(&position));
            return Ok(());
        };
        let level = self.level();
        let (buffer, _) = level.explorer.cursor();
        let doc = level.explorer.document();
        let base = if buffer == BufferId::SOURCE { doc.excerpt().offset() } else { 0 };
        let size = doc.buffers().buffer(buffer).len() as u64;
        match offset.checked_sub(base).filter(|offset| *offset < size) {
            Some(offset) => {
                level.jump(|explorer| explorer.move_cursor(buffer, offset));
                Ok(())
            }
            None => Err(format!(
                "offset must be from {base:#x} to {:#x}",
                base.saturating_add(size).saturating_sub(1)
            )),
        }
    }

    pub(super) fn go_to_path(&mut self, path: &str) {
        let level = self.level();
        match level.explorer.find_path(path) {
            Some(position) => {
                level.jump(|explorer| explorer.select(&position));
            }
            None => self.report(format!("no field '{path}'"), true),
        }
    }

    pub(super) fn prompt_edit(&mut self) {
        let explorer = &self.level().explorer;
        let position = explorer.selected().clone();
        let is_container = explorer.node(&position).is_none_or(|node| node.value.is_container());
        let schema = explorer.document().format().schema().map(|schema| schema.name().to_owned());
        let text = explorer.editable(&position);
        match schema {
            _ if self.levels.len() > 1 => {
                self.report("nested content cannot be changed in place", true);
            }
            Some(name) => {
                let text = format!("'{name}' is defined by a schema and therefore read-only");
                self.report(text, true);
            }
            None if is_container => self.report("must be a single value; unfold the field", true),
            None if self.file.is_part => {
                self.report("a part of a file cannot be changed", true);
            }
            None => self.prompt(PromptKind::Edit(position), text),
        }
    }

    fn change(&mut self, position: &TreePosition, prompt: Prompt) {
        let value = prompt.line.text();
        let keep = prompt.confirmed.as_ref() == Some(&value);
        let options = PatchOptions { keep, ..PatchOptions::default() };
        let before = self.level().explorer.num_changes();
        match self.level().explorer.set(position, &value, options) {
            Ok(()) => {
                self.level().follow();
                if self.level().explorer.num_changes() > before {
                    self.file.is_changed = true;
                    self.report("changed; u undoes, w writes the file", false);
                }
            }
            Err(error) if error.kind == PatchErrorKind::Invalid => {
                self.retry(prompt, format!("Enter keeps it anyway; {error}"), Some(value));
            }
            Err(error) => self.retry(prompt, error.to_string(), None),
        }
    }

    pub(super) fn undo(&mut self) {
        match self.levels.first_mut().and_then(|level| level.explorer.undo()) {
            Some(path) => {
                self.levels.truncate(1);
                self.level().follow();
                let changes = self.level().explorer.num_changes();
                self.file.is_changed = changes > 0 || self.file.was_saved;
                self.report(format!("undone: {path}"), false);
            }
            None => self.report("nothing to undo", false),
        }
    }

    pub(super) fn copy_key(&mut self, key: KeyEvent) {
        self.mode = Mode::Browse;
        let explorer = &self.level().explorer;
        let selected = explorer.selected().clone();
        let (title, text) = match key.code {
            KeyCode::Char('p' | 'y') => ("path", explorer.path(&selected)),
            KeyCode::Char('v') => (
                "value",
                match explorer.editable(&selected) {
                    text if text.is_empty() => explorer
                        .detail(&selected)
                        .map(|detail| detail.value.text)
                        .unwrap_or_default(),
                    text => text,
                },
            ),
            KeyCode::Char('b') => {
                let bytes = explorer.document().buffers().of(explorer.selected_span());
                if bytes.len() > MAX_COPIED / 2 {
                    let max = Quantity::bytes(MAX_COPIED as u64 / 2);
                    return self.report(format!("at most {max} can be copied"), true);
                }
                ("bytes", hex::encode(bytes))
            }
            _ => return,
        };
        if text.len() > MAX_COPIED {
            return self.report("the value is too long to be copied", true);
        }
        self.clipboard = Some(text.clone());
        self.mode = Mode::Copied { title, text };
    }
}
