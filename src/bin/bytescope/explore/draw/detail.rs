//! The detail pane.

use super::super::theme::Theme;
use super::indented;
use bytescope::explore::{Explorer, FieldDetail};
use bytescope::inspect::{BufferId, Quantity, Span, escape};
use bytescope::interpret::{Interpretation, Interpreter, InterpreterGroup, MAX_INTERPRETED};
use bytescope::view::style;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span as TextSpan, Text};

pub(super) fn draw(frame: &mut Frame<'_>, theme: Theme, area: Rect, explorer: &Explorer) {
    let area = indented(area);
    let Some(detail) = explorer.detail(explorer.selected()) else { return };
    let mut lines = vec![title(theme, &detail)];
    let mut add = |text: &str, style: Style| {
        let wrapped = wrapped(text, area.width.into()).into_iter();
        lines.extend(wrapped.map(|line| Line::styled(line, style)));
    };
    if !detail.path.is_empty() {
        add(&escape(&detail.path), theme.dim());
    }
    add(&detail.doc, Style::new());
    add(&location(explorer, &detail), theme.dim());
    add(&detail.value.text, theme.of(detail.value.style));
    add(&detail.label_doc, theme.dim());
    for remark in &detail.remarks {
        add(&remark.text, theme.of(remark.style));
    }
    let node = explorer.node(explorer.selected());
    if node.is_some_and(|node| node.nested_content().is_some()) {
        add("Enter opens the content", theme.dim());
    }
    let used = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(1);
    frame.render_widget(Text::from(lines), area);
    if used < area.height {
        let rest = Rect {
            y: area.y.saturating_add(used),
            height: area.height.saturating_sub(used),
            ..area
        };
        interpretations(frame, theme, rest, explorer);
    }
}

/// Breaks text into lines of at most `width` characters, between words if possible.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = usize::MAX;
    for word in text.split_inclusive(' ') {
        let mut rest: Vec<char> = word.chars().collect();
        let len = word.trim_end().chars().count();
        if used.saturating_add(len) > width {
            lines.push(String::new());
            used = 0;
        }
        while rest.len() > width.max(1) {
            let next = rest.split_off(width.max(1));
            if let Some(line) = lines.last_mut() {
                line.extend(rest);
            }
            rest = next;
            lines.push(String::new());
            used = 0;
        }
        used = used.saturating_add(rest.len());
        if let Some(line) = lines.last_mut() {
            line.extend(rest);
        }
    }
    lines
}

/// Width of the names of interpretations.
const NAME_WIDTH: usize = 7;

/// Draws the bytes at the cursor as other types: one line per type, little-endian and big-endian.
fn interpretations(frame: &mut Frame<'_>, theme: Theme, area: Rect, explorer: &Explorer) {
    let (buffer, offset) = explorer.cursor();
    let bytes = explorer.document().buffers().buffer(buffer);
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    let bytes = bytes.get(start..).unwrap_or_default();
    let bytes = bytes.get(..MAX_INTERPRETED).unwrap_or(bytes);
    let width = usize::from(area.width).saturating_sub(NAME_WIDTH + 1) / 2;
    let mut rows = area.y..area.bottom();
    let Some(y) = rows.next() else { return };
    let at = explorer.offset(Span { buffer, bit_start: offset.saturating_mul(8), bit_len: 0 });
    let header =
        format!("{:<NAME_WIDTH$} {:<width$}big-endian", format!("{at:#x}"), "little-endian");
    frame.render_widget(Line::styled(header, theme.dim()), Rect { y, height: 1, ..area });
    let mut before = Vec::new();
    for of in Interpreter::all() {
        let values = of.orders().iter().map(|order| of.read(bytes, *order));
        let values: Vec<Interpretation> = values.filter(|found| found.value.is_ok()).collect();
        if values.is_empty() {
            continue;
        }
        // A signed integer that is not negative is the same as the unsigned one.
        let texts: Vec<String> = values.iter().map(Interpretation::text).collect();
        if of.group == InterpreterGroup::Integer && texts == before {
            continue;
        }
        let Some(y) = rows.next() else { return };
        let mut spans =
            vec![TextSpan::styled(format!("{:<NAME_WIDTH$} ", of.name), theme.of(style::NAME))];
        // One byte is the same in both orders.
        let is_single = values.len() == 1 || values.iter().all(|found| found.size <= 1);
        for text in texts.iter().take(if is_single { 1 } else { 2 }) {
            let text = escape(text).into_owned();
            let room = if is_single { usize::from(area.width) } else { width };
            let text = super::clipped(&text, room.saturating_sub(1));
            spans.push(TextSpan::raw(format!("{text:<width$}")));
        }
        before = texts;
        frame.render_widget(Line::from(spans), Rect { y, height: 1, ..area });
    }
}

fn title(theme: Theme, detail: &FieldDetail) -> Line<'static> {
    let name = if detail.name.is_empty() { "file" } else { &detail.name };
    let mut spans = vec![TextSpan::styled(name.to_owned(), theme.of(style::NAME.bold()))];
    if !detail.type_name.is_empty() {
        spans.push(TextSpan::styled(format!("  {}", detail.type_name), theme.dim()));
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
        text.push_str(&format!(" ({})", escape(&origin)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn text_is_broken_between_words() {
        assert_eq!(wrapped("one two three", 8), ["one two ", "three"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("", 4), [""; 0]);
    }
}
