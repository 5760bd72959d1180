//! Drawing of the screen.

mod bytes;
mod detail;
pub(super) mod popup;
mod status;
mod tree;

pub(super) use bytes::ByteColumns;

use super::app::{App, Areas, Focus, Mode};
use super::theme::Theme;
use bytescope::ReadProblem;
use bytescope::explore::Explorer;
use bytescope::inspect::escape;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Smallest size of the terminal.
const MIN_SIZE: (u16, u16) = (80, 24);

impl App {
    /// Draws the screen.
    pub(super) fn draw(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        if is_too_small(area) {
            return too_small(frame, area);
        }
        let theme = self.theme;
        let rows = area.height.saturating_sub(2);
        let side = ByteColumns::side_width(area.width, &self.level().explorer);
        let left = area.width.saturating_sub(side).saturating_sub(1);
        let tree = Rect { x: 0, y: 1, width: left, height: rows };
        let right = Rect { x: left.saturating_add(1), y: 1, width: side, height: rows };
        // The pane of the bytes needs no more lines than the buffer has.
        let detail_rows = match self.is_detail_large {
            true => rows.saturating_sub(6),
            false => (rows / 2).min(14),
        };
        let byte_rows = rows.saturating_sub(detail_rows).saturating_sub(1);
        let bytes = Rect { height: byte_rows, ..right };
        let detail = Rect {
            y: bytes.y.saturating_add(byte_rows).saturating_add(1),
            height: detail_rows,
            ..right
        };
        self.areas = Areas { tree, bytes };
        let columns = ByteColumns::new(bytes.width, &self.level().explorer);
        let (has_tree, has_bytes) = (self.focus == Focus::Tree, self.focus == Focus::Bytes);
        let level = self.level();
        level.scroll_tree(tree.height.into());
        level.scroll_bytes(bytes.height.into(), columns.columns);
        self.draw_title(frame, Rect { height: 1, ..area });
        separators(frame, theme, tree, bytes);
        let level = self.level();
        tree::draw(frame, theme, tree, level, has_tree);
        bytes::draw(frame, theme, bytes, level, &columns, has_bytes);
        detail::draw(frame, theme, detail, &level.explorer);
        let status = Rect { y: area.height.saturating_sub(1), height: 1, ..area };
        self.draw_status(frame, status);
        match &self.mode {
            Mode::Help => popup::help(frame, theme, area),
            Mode::Copied { title, text } => popup::copied(frame, theme, area, title, text),
            _ => {}
        }
    }

    fn draw_title(&mut self, frame: &mut Frame<'_>, area: Rect) {
        let theme = self.theme;
        let is_changed = self.file.is_changed;
        let explorer = &self.level().explorer;
        let doc = explorer.document();
        let name = escape(doc.name()).into_owned();
        let location = doc.location().map(|at| escape(&at.to_string()).into_owned());
        let summary = escape(explorer.summary()).into_owned();
        let faults = num_faults(explorer);
        let truncated = match doc.excerpt().problem() {
            Some(problem @ ReadProblem::Truncated { .. }) => Some(problem.to_string()),
            _ => None,
        };
        let mut spans = vec![Span::raw(" "), Span::styled(name, theme.title())];
        if let Some(location) = location {
            spans.push(Span::raw(format!(" → {location}")));
        }
        if is_changed {
            spans.push(Span::styled(" (changed)", theme.fault()));
        }
        if let Some(truncated) = truncated {
            spans.push(Span::styled(format!(" ({truncated})"), theme.fault()));
        }
        spans.push(Span::styled(format!(" ─ {summary}"), theme.dim()));
        if let Some(text) = faults {
            spans.push(Span::styled(format!(", {text}"), theme.fault()));
        }
        spans.push(Span::raw(" "));
        frame.render_widget(Paragraph::new(Line::from(spans)), area);
    }
}

/// Returns the number of faults that are known without reading table rows.
fn num_faults(explorer: &Explorer) -> Option<String> {
    match explorer.num_faults() {
        0 => None,
        1 => Some("1 fault".to_owned()),
        count => Some(format!("{count} faults")),
    }
}

/// True if the terminal is too small for the panes.
pub(super) fn is_too_small(area: Rect) -> bool {
    area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1
}

/// Draws a message instead of the panes.
pub(super) fn too_small(frame: &mut Frame<'_>, area: Rect) {
    let (width, height) = MIN_SIZE;
    let text = format!(
        "The terminal must have at least {width}×{height} characters; it has {}×{}.",
        area.width, area.height
    );
    let lines = Paragraph::new(text).wrap(ratatui::widgets::Wrap { trim: true });
    frame.render_widget(lines, area);
}

/// Draws the lines between the panes.
fn separators(frame: &mut Frame<'_>, theme: Theme, tree: Rect, bytes: Rect) {
    let style = theme.dim();
    let buffer = frame.buffer_mut();
    let middle = bytes.y.saturating_add(bytes.height);
    for y in tree.y..tree.y.saturating_add(tree.height) {
        let symbol = if y == middle { "├" } else { "│" };
        buffer.set_string(tree.width, y, symbol, style);
    }
    buffer.set_string(bytes.x, middle, "─".repeat(bytes.width.into()), style);
}

/// Returns the area without a margin on the left.
fn indented(area: Rect) -> Rect {
    Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(1), ..area }
}

/// Returns text of at most `width` characters; truncated text ends with `…`.
pub(super) fn clipped(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}
