//! A line of text that is being typed.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A line of text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineInput {
    before: String,
    after: String,
}

/// Maximum length in bytes.
const MAX_LEN: usize = 4096;

impl LineInput {
    pub(super) fn new(text: String) -> Self {
        Self { before: text, after: String::new() }
    }

    pub(super) fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// Returns the text before and after the cursor.
    pub(super) fn parts(&self) -> (&str, &str) {
        (&self.before, &self.after)
    }

    /// Inserts text at the cursor. Control characters are left out.
    pub(super) fn insert(&mut self, text: &str) {
        let typed: String = text.chars().filter(|c| !c.is_control()).collect();
        let len = self.before.len().saturating_add(self.after.len()).saturating_add(typed.len());
        if len <= MAX_LEN {
            self.before.push_str(&typed);
        }
    }

    /// Handles a key. Returns false if the key has no meaning.
    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('u') if is_control => self.before.clear(),
            KeyCode::Char('w') if is_control => self.delete_word(),
            KeyCode::Char('a') if is_control => self.move_to_start(),
            KeyCode::Char('e') if is_control => self.move_to_end(),
            KeyCode::Char(_) if is_control || key.modifiers.contains(KeyModifiers::ALT) => {
                return false;
            }
            KeyCode::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Backspace => drop(self.before.pop()),
            KeyCode::Delete => {
                let mut rest = self.after.chars();
                rest.next();
                self.after = rest.as_str().to_owned();
            }
            KeyCode::Left => {
                if let Some(c) = self.before.pop() {
                    self.after.insert(0, c);
                }
            }
            KeyCode::Right => {
                let mut rest = self.after.chars();
                if let Some(c) = rest.next() {
                    self.before.push(c);
                    self.after = rest.as_str().to_owned();
                }
            }
            KeyCode::Home => self.move_to_start(),
            KeyCode::End => self.move_to_end(),
            _ => return false,
        }
        true
    }

    fn move_to_start(&mut self) {
        self.after.insert_str(0, &self.before);
        self.before.clear();
    }

    fn move_to_end(&mut self) {
        self.before.push_str(&self.after);
        self.after.clear();
    }

    fn delete_word(&mut self) {
        let kept = self.before.trim_end();
        let end = kept.rfind(char::is_whitespace).map_or(0, |at| at.saturating_add(1));
        self.before.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_edit_the_line() {
        let mut line = LineInput::new("chunks[0]".to_owned());
        let mut press = |code, modifiers| line.key(KeyEvent::new(code, modifiers));
        press(KeyCode::Backspace, KeyModifiers::NONE);
        press(KeyCode::Char('é'), KeyModifiers::NONE);
        press(KeyCode::Home, KeyModifiers::NONE);
        press(KeyCode::Delete, KeyModifiers::NONE);
        press(KeyCode::Char('C'), KeyModifiers::SHIFT);
        press(KeyCode::Right, KeyModifiers::NONE);
        press(KeyCode::Left, KeyModifiers::NONE);
        assert!(!press(KeyCode::Char('x'), KeyModifiers::CONTROL));
        assert_eq!(line.parts(), ("C", "hunks[0é"));
        line.insert("a\tb\n");
        assert_eq!(line.text(), "Cabhunks[0é");
        line.key(KeyEvent::new(KeyCode::End, KeyModifiers::NONE));
        line.insert(" 12 34");
        line.key(KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "Cabhunks[0é 12 ");
        line.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "");
    }
}
