//! Windows over the panes: help, and copied text.

use super::super::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Clear, Paragraph, Wrap};

/// Keys of the browser.
const HELP: &[(&str, &str)] = &[
    ("↑ ↓ PgUp PgDn < >", "move; in the bytes also ← →"),
    ("→ ← Space", "unfold, fold, go to the enclosing field"),
    ("* -", "unfold everything below; fold everything"),
    ("[ ]", "previous, next field of the same level"),
    ("Tab", "switch between tree and bytes"),
    ("Enter", "open nested content, follow a reference"),
    ("Backspace", "return from a jump or from nested content"),
    ("g", "go to an offset (0x1c, 4K) or path (a[2].b, a[-1])"),
    ("/", "find: text or number in names and values,"),
    ("", "NAME=VALUE, bytes as hex:89504e or \"text\""),
    ("n N", "next, previous match"),
    ("f F", "next, previous fault"),
    ("y", "copy path, value or bytes"),
    ("e u w", "edit the value, undo, write the file"),
    ("v", "enlarge the details"),
    ("mouse", "click selects, click again unfolds, wheel scrolls"),
    ("Ctrl-Z q", "suspend, quit"),
];

/// Returns an area of a size in the middle of another one.
fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x.saturating_add(area.width.saturating_sub(width) / 2),
        y: area.y.saturating_add(area.height.saturating_sub(height) / 2),
        width,
        height,
    }
}

fn window(frame: &mut Frame<'_>, theme: Theme, area: Rect, title: &str) -> Rect {
    let block = Block::bordered()
        .title(Span::styled(format!(" {title} "), theme.title()))
        .border_style(theme.dim());
    let inside = block.inner(area);
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);
    inside
}

pub(super) fn help(frame: &mut Frame<'_>, theme: Theme, area: Rect) {
    keys(frame, theme, area, HELP);
}

/// Draws keys and their meanings.
pub(in super::super) fn keys(
    frame: &mut Frame<'_>,
    theme: Theme,
    area: Rect,
    list: &[(&str, &str)],
) {
    let height = u16::try_from(list.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inside = window(frame, theme, centered(area, 76, height), "Keys");
    let lines: Vec<Line<'_>> = list
        .iter()
        .map(|(keys, meaning)| {
            Line::from(vec![
                Span::styled(format!(" {keys:<20}"), theme.title()),
                Span::raw(*meaning),
            ])
        })
        .collect();
    frame.render_widget(Paragraph::new(Text::from(lines)), inside);
}

pub(super) fn copied(frame: &mut Frame<'_>, theme: Theme, area: Rect, title: &str, text: &str) {
    let width = area.width.saturating_sub(8);
    let room = u32::from(width.saturating_sub(2).max(1));
    let lines = u32::try_from(text.chars().count()).unwrap_or(u32::MAX).div_ceil(room).max(1);
    let lines = u16::try_from(lines).unwrap_or(u16::MAX);
    let height = lines.saturating_add(2).min(area.height.saturating_sub(4));
    let title = format!("Copied {title} (if the terminal supports OSC 52)");
    let inside = window(frame, theme, centered(area, width, height), &title);
    let text = bytescope::inspect::escape(text).into_owned();
    frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }), inside);
}
