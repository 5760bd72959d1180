//! Keys and mouse events of the browser.

use super::app::{App, Focus, Mode, Prompt, PromptKind};
use super::draw::ByteColumns;
use super::input::LineInput;
use super::level::BrowserLevel;
use bytescope::explore::{Direction, Explorer, TreePosition};
use bytescope::find::FindQuery;
use bytescope::inspect::{Quantity, Value};
use bytescope::nested::NestedLocation;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Position, Rect};

/// Number of lines that a turn of the wheel scrolls.
const WHEEL_LINES: u64 = 3;

impl App {
    /// Handles an event of the terminal.
    pub(super) fn event(&mut self, event: Event) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Paste(text) => {
                if let Mode::Prompt(prompt) = &mut self.mode {
                    prompt.line.insert(&text);
                }
            }
            _ => {}
        }
    }

    /// Handles a key.
    pub(super) fn key(&mut self, key: KeyEvent) {
        self.message = None;
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            match key.code {
                KeyCode::Char('c') => return self.quit(),
                KeyCode::Char('z') => return self.is_suspended = true,
                _ => {}
            }
        }
        if self.search.is_some() {
            // Any key stops a search; Esc does nothing else.
            self.search = None;
            if key.code == KeyCode::Esc {
                return self.report("search stopped", false);
            }
        }
        match &mut self.mode {
            Mode::Prompt(_) => self.prompt_key(key),
            Mode::Copy => self.copy_key(key),
            Mode::Help | Mode::Copied { .. } => self.mode = Mode::Browse,
            Mode::Quit => match key.code {
                KeyCode::Char('q' | 'y') => self.is_done = true,
                KeyCode::Char('w') => self.prompt_save(),
                _ => self.mode = Mode::Browse,
            },
            Mode::Browse => self.browse_key(key),
        }
    }

    /// Ends the browser, after a confirmation if changes would be lost.
    fn quit(&mut self) {
        match self.file.is_changed && !matches!(self.mode, Mode::Quit) {
            true => self.mode = Mode::Quit,
            false => self.is_done = true,
        }
    }

    fn browse_key(&mut self, key: KeyEvent) {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('l') if is_control => {}
            KeyCode::Char('d') if is_control => self.page(1, 2),
            KeyCode::Char('u') if is_control => self.page(-1, 2),
            KeyCode::Char('f') if is_control => self.page(1, 1),
            KeyCode::Char('b') if is_control => self.page(-1, 1),
            KeyCode::Char(_) if is_control || key.modifiers.contains(KeyModifiers::ALT) => {}
            KeyCode::Char('q') => self.quit(),
            KeyCode::Char('?') | KeyCode::F(1) => self.mode = Mode::Help,
            KeyCode::Tab | KeyCode::BackTab => {
                self.focus = match self.focus {
                    Focus::Tree => Focus::Bytes,
                    Focus::Bytes => Focus::Tree,
                };
            }
            KeyCode::Char('/') => self.prompt(PromptKind::Find, String::new()),
            KeyCode::Char('g' | ':') => self.prompt(PromptKind::GoTo, String::new()),
            KeyCode::Char('n') => self.find(Direction::Forward),
            KeyCode::Char('N') => self.find(Direction::Backward),
            KeyCode::Char('f') => self.find_fault(Direction::Forward),
            KeyCode::Char('F') => self.find_fault(Direction::Backward),
            KeyCode::Char('y') => self.mode = Mode::Copy,
            KeyCode::Char('e') => self.prompt_edit(),
            KeyCode::Char('u') => self.undo(),
            KeyCode::Char('w') => self.prompt_save(),
            KeyCode::Char('v') => self.is_detail_large = !self.is_detail_large,
            KeyCode::Backspace | KeyCode::Char('b') => self.back(),
            KeyCode::Esc => self.level().matched = None,
            KeyCode::PageDown => self.page(1, 1),
            KeyCode::PageUp => self.page(-1, 1),
            _ => match self.focus {
                Focus::Tree => self.tree_key(key.code),
                Focus::Bytes => self.bytes_key(key.code),
            },
        }
    }

    fn tree_key(&mut self, code: KeyCode) {
        let level = self.level();
        let selected = level.explorer.selected().clone();
        match code {
            KeyCode::Down | KeyCode::Char('j') => level.move_lines(1),
            KeyCode::Up | KeyCode::Char('k') => level.move_lines(-1),
            KeyCode::Home | KeyCode::Char('<') => level.select_line(0),
            KeyCode::End | KeyCode::Char('>') => level.move_lines(i64::MAX),
            KeyCode::Char(']') => self.select_sibling(&selected, 1),
            KeyCode::Char('[') => self.select_sibling(&selected, -1),
            KeyCode::Right | KeyCode::Char('l') => {
                if level.explorer.is_unfolded(&selected) {
                    level.move_lines(1);
                } else {
                    level.explorer.unfold(&selected);
                }
            }
            KeyCode::Left | KeyCode::Char('h') => {
                if level.explorer.is_unfolded(&selected) {
                    level.explorer.fold(&selected);
                    level.follow();
                } else if let Some(parent) = selected.parent().filter(|at| at.depth() > 0) {
                    level.select(&parent);
                }
            }
            KeyCode::Char(' ') => self.toggle(&selected),
            KeyCode::Enter => self.enter(&selected),
            KeyCode::Char('*') => self.unfold_all(&selected),
            KeyCode::Char('-') => {
                level.explorer.fold_all();
                level.follow();
            }
            _ => {}
        }
    }

    fn bytes_key(&mut self, code: KeyCode) {
        let columns = i64::try_from(self.byte_columns().columns).unwrap_or(1);
        let level = self.level();
        match code {
            KeyCode::Right | KeyCode::Char('l') => level.move_bytes(1),
            KeyCode::Left | KeyCode::Char('h') => level.move_bytes(-1),
            KeyCode::Down | KeyCode::Char('j') => level.move_bytes(columns),
            KeyCode::Up | KeyCode::Char('k') => level.move_bytes(columns.saturating_neg()),
            KeyCode::Home | KeyCode::Char('<') => level.move_bytes(i64::MIN),
            KeyCode::End | KeyCode::Char('>') => level.move_bytes(i64::MAX),
            KeyCode::Char(']') => self.skip_field(1),
            KeyCode::Char('[') => self.skip_field(-1),
            KeyCode::Enter => self.focus = Focus::Tree,
            _ => {}
        }
    }

    fn unfold_all(&mut self, selected: &TreePosition) {
        if !self.level().explorer.unfold_all(selected) {
            self.report("too many fields; some remain folded", false);
        }
    }

    /// Moves the cursor to the first byte of the next field, or to the byte before the field.
    fn skip_field(&mut self, direction: i64) {
        let level = self.level();
        let span = level.explorer.selected_span();
        let (buffer, cursor) = level.explorer.cursor();
        if span.buffer == buffer {
            let to = match direction > 0 {
                true => span.end().max(cursor.saturating_add(1)),
                false => span.start().saturating_sub(1),
            };
            level.explorer.move_cursor(buffer, to);
            level.follow();
        }
    }

    /// Moves by a page, or a fraction of it.
    fn page(&mut self, direction: i64, fraction: u16) {
        let height = |area: Rect| i64::from((area.height / fraction.max(1)).max(1));
        match self.focus {
            Focus::Tree => {
                let lines = height(self.areas.tree);
                self.level().move_lines(lines.saturating_mul(direction));
            }
            Focus::Bytes => {
                let columns = i64::try_from(self.byte_columns().columns).unwrap_or(1);
                let bytes = height(self.areas.bytes).saturating_mul(columns);
                self.level().move_bytes(bytes.saturating_mul(direction));
            }
        }
    }

    fn select_sibling(&mut self, selected: &TreePosition, step: i64) {
        let level = self.level();
        let next = selected.last().and_then(|last| last.checked_add_signed(step));
        if let Some(sibling) = next.and_then(|next| selected.sibling(next))
            && level.explorer.node(&sibling).is_some()
        {
            level.select(&sibling);
        }
    }

    fn toggle(&mut self, selected: &TreePosition) {
        let level = self.level();
        match level.explorer.is_unfolded(selected) {
            true => level.explorer.fold(selected),
            false => {
                level.explorer.unfold(selected);
            }
        }
        level.follow();
    }

    /// Opens nested content, follows a reference, or toggles a field.
    fn enter(&mut self, selected: &TreePosition) {
        let explorer = &self.level().explorer;
        let Some(node) = explorer.node(selected) else { return };
        if let Value::Ref(path) = &node.value {
            let path = path.to_string();
            return self.go_to_path(&path);
        }
        let has_entries = explorer.is_foldable(selected);
        if !explorer.document().may_have_nested(&node) {
            return self.toggle(selected);
        }
        drop(node);
        if !self.open_nested(selected) {
            match has_entries {
                true => self.toggle(selected),
                false => self.report("no nested content of a known format", false),
            }
        }
    }

    /// Shows the content of a field. Returns false if it has no known format.
    fn open_nested(&mut self, selected: &TreePosition) -> bool {
        let Some(outer) = self.levels.last() else { return false };
        let path = outer.explorer.path(selected);
        let Some(node) = outer.explorer.node(selected) else { return false };
        let nested = outer.explorer.document().nested(&path, &node, &self.formats);
        let Some(nested) = nested else { return false };
        let limit = nested.location().and_then(NestedLocation::limit);
        self.levels.push(BrowserLevel::new(Explorer::new(nested)));
        self.focus = Focus::Tree;
        if let Some(max) = limit {
            let max = Quantity::bytes(max);
            self.report(format!("the first {max} of the content are shown"), false);
        }
        true
    }

    /// Returns to the field before the last jump, or to the document around a nested one.
    fn back(&mut self) {
        if !self.level().back() {
            match self.levels.len() {
                0 | 1 => self.report("no previous field", false),
                _ => drop(self.levels.pop()),
            }
        }
    }

    fn find_fault(&mut self, direction: Direction) {
        self.query = FindQuery::Faults;
        self.find(direction);
    }

    pub(super) fn prompt(&mut self, kind: PromptKind, text: String) {
        let line = LineInput::new(text);
        self.mode = Mode::Prompt(Prompt { kind, line, confirmed: None });
    }

    /// Handles a mouse event.
    fn mouse(&mut self, mouse: MouseEvent) {
        if !matches!(self.mode, Mode::Browse) {
            return;
        }
        let at = Position { x: mouse.column, y: mouse.row };
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.message = None;
                self.click(at);
            }
            MouseEventKind::ScrollDown => self.wheel(at, true),
            MouseEventKind::ScrollUp => self.wheel(at, false),
            _ => {}
        }
    }

    fn click(&mut self, at: Position) {
        let (tree, bytes) = (self.areas.tree, self.areas.bytes);
        if tree.contains(at) {
            self.focus = Focus::Tree;
            let level = self.level();
            let line = level.tree_top.saturating_add(u64::from(at.y.saturating_sub(tree.y)));
            let Some(position) = level.explorer.at_line(line) else { return };
            if *level.explorer.selected() == position {
                return self.toggle(&position);
            }
            level.select(&position);
            level.follows_tree = false;
        } else if bytes.contains(at) {
            self.focus = Focus::Bytes;
            let columns = self.byte_columns();
            let Some(column) = columns.byte_at(at.x.saturating_sub(bytes.x)) else { return };
            let row = u64::from(at.y.saturating_sub(bytes.y));
            let level = self.level();
            let offset = row.saturating_mul(columns.columns).saturating_add(column);
            let (buffer, _) = level.explorer.cursor();
            level.explorer.move_cursor(buffer, level.bytes_top.saturating_add(offset));
            level.follow();
        }
    }

    fn wheel(&mut self, at: Position, is_down: bool) {
        let moved = |top: u64, by: u64| match is_down {
            true => top.saturating_add(by),
            false => top.saturating_sub(by),
        };
        if self.areas.tree.contains(at) {
            let level = self.level();
            level.follows_tree = false;
            level.tree_top = moved(level.tree_top, WHEEL_LINES);
        } else if self.areas.bytes.contains(at) {
            let by = self.byte_columns().columns.saturating_mul(WHEEL_LINES);
            let level = self.level();
            level.follows_bytes = false;
            level.bytes_top = moved(level.bytes_top, by);
        }
    }

    /// Returns the columns of the byte pane.
    pub(super) fn byte_columns(&mut self) -> ByteColumns {
        let width = self.areas.bytes.width;
        let level = self.level();
        ByteColumns::new(width, &level.explorer)
    }
}
