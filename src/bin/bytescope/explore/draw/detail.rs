//! The detail pane.

use super::super::theme::Theme;
use super::indented;
use bytescope::explore::{Explorer, FieldDetail};
use bytescope::inspect::{BufferId, Quantity};
use bytescope::view::style;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Paragraph, Wrap};

pub(super) fn draw(frame: &mut Frame<'_>, theme: Theme, area: Rect, explorer: &Explorer) {
    let Some(detail) = explorer.detail(explorer.selected()) else { return };
    let mut lines = vec![title(theme, &detail)];
    if !detail.path.is_empty() {
        lines
            .push(Line::styled(bytescope::inspect::escape(&detail.path).into_owned(), theme.dim()));
    }
    if !detail.doc.is_empty() {
        lines.push(Line::raw(detail.doc.clone()));
    }
    lines.push(Line::styled(location(explorer, &detail), theme.dim()));
    if !detail.value.text.is_empty() {
        let mut value = vec![theme.span(&detail.value)];
        if !detail.label_doc.is_empty() {
            value.push(Span::styled(format!("  {}", detail.label_doc), theme.dim()));
        }
        lines.push(Line::from(value));
    }
    lines.extend(detail.remarks.iter().map(|remark| Line::from(theme.span(remark))));
    let text = Paragraph::new(Text::from(lines)).wrap(Wrap { trim: false });
    frame.render_widget(text, indented(area));
}

fn title(theme: Theme, detail: &FieldDetail) -> Line<'static> {
    let name = if detail.name.is_empty() { "file" } else { &detail.name };
    let mut spans = vec![Span::styled(name.to_owned(), theme.of(style::NAME.bold()))];
    if !detail.type_name.is_empty() {
        spans.push(Span::styled(format!("  {}", detail.type_name), theme.dim()));
    }
    Line::from(spans)
}

/// Returns buffer, offsets and size of a field.
fn location(explorer: &Explorer, detail: &FieldDetail) -> String {
    let span = detail.span;
    if detail.is_computed {
        return "computed; no bytes".to_owned();
    }
    let start = explorer.offset(span);
    let end = start.saturating_add(span.len());
    let size = match span.bit_len.is_multiple_of(8) && span.bit_start.is_multiple_of(8) {
        true => Quantity::bytes(span.len()).to_string(),
        false => Quantity::new(span.bit_len, "bit").to_string(),
    };
    let mut text = format!("{start:#x}..{end:#x}, {size}");
    if span.buffer != BufferId::SOURCE {
        let origin = explorer.origin(span.buffer).unwrap_or_default();
        text.push_str(&format!(" ({})", bytescope::inspect::escape(&origin)));
    }
    text
}
