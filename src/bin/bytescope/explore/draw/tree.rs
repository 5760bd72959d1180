//! The tree pane.

use super::super::level::BrowserLevel;
use super::super::theme::Theme;
use bytescope::explore::TreeLine;
use bytescope::view::style;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

/// Maximum number of levels that are indented; deeper ones have the same indentation.
const MAX_INDENT: usize = 12;

pub(super) fn draw(
    frame: &mut Frame<'_>,
    theme: Theme,
    area: Rect,
    level: &BrowserLevel,
    has_focus: bool,
) {
    let end = level.tree_top.saturating_add(area.height.into());
    let lines = level.explorer.lines(level.tree_top..end);
    let width = lines.iter().map(prefix_width).max().unwrap_or_default();
    let width = width.min(usize::from(area.width) * 3 / 5);
    for (y, line) in (area.y..).zip(&lines) {
        let row = Rect { y, height: 1, ..area };
        let is_selected = line.position == *level.explorer.selected();
        frame.render_widget(Line::from(spans(theme, line, width)), row);
        if is_selected {
            // Colors of the texts would become backgrounds.
            let plain = Style::new().fg(Color::Reset).remove_modifier(Modifier::DIM);
            let style = theme.selected(has_focus);
            let style = if has_focus { plain.patch(style) } else { style };
            frame.buffer_mut().set_style(row, style);
        }
    }
}

fn indent(line: &TreeLine) -> usize {
    line.position.depth().saturating_sub(1).min(MAX_INDENT) * 2
}

/// Returns the width of indentation, marker and name.
fn prefix_width(line: &TreeLine) -> usize {
    indent(line) + 3 + Span::raw(line.name.as_str()).width()
}

fn spans(theme: Theme, line: &TreeLine, width: usize) -> Vec<Span<'static>> {
    let marker = match line.unfolded {
        Some(true) => "▾ ",
        Some(false) => "▸ ",
        None => "  ",
    };
    let name_style = match line.is_filler {
        true => theme.dim(),
        false if line.unfolded.is_some() => theme.of(style::NAME).add_modifier(Modifier::BOLD),
        false => theme.of(style::NAME),
    };
    let padding = width.saturating_sub(prefix_width(line)).saturating_add(1);
    let mut spans = vec![
        Span::raw(format!(" {}", " ".repeat(indent(line)))),
        Span::styled(marker, theme.dim()),
        Span::styled(line.name.clone(), name_style),
    ];
    // A fault inside a folded field is never hidden.
    if line.unfolded == Some(false) && line.has_fault {
        spans.push(Span::styled(" ✗", theme.fault()));
        spans.push(Span::raw(" ".repeat(padding.saturating_sub(2).max(1))));
    } else {
        spans.push(Span::raw(" ".repeat(padding)));
    }
    spans.extend(line.texts.iter().map(|text| theme.span(text)));
    spans
}
