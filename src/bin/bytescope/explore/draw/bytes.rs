//! The byte pane.

use super::super::level::BrowserLevel;
use super::super::theme::Theme;
use bytescope::explore::{Explorer, FieldBytes};
use bytescope::inspect::BufferId;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// Layout of a line of bytes: offset, digits and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct ByteColumns {
    /// Number of bytes per line.
    pub(in super::super) columns: u64,
    /// Number of digits of an offset.
    digits: usize,
    /// True if the bytes are also shown as text.
    has_text: bool,
}

/// Number of bytes between two gaps.
const GROUP: u64 = 8;

impl ByteColumns {
    /// Returns the layout for a pane of a width.
    pub(in super::super) fn new(width: u16, explorer: &Explorer) -> Self {
        let digits = digits(explorer);
        let layouts = [(16, true), (16, false), (8, true)];
        let layouts = layouts.map(|(columns, has_text)| Self { columns, digits, has_text });
        let fits = layouts.into_iter().find(|layout| layout.width() <= usize::from(width));
        fits.unwrap_or(Self { columns: 8, digits, has_text: false })
    }

    /// Returns the width of the panes beside the tree.
    pub(super) fn side_width(total: u16, explorer: &Explorer) -> u16 {
        let digits = digits(explorer);
        let width = |columns, has_text| {
            let width = Self { columns, digits, has_text }.width();
            u16::try_from(width).unwrap_or(u16::MAX)
        };
        match total {
            132.. => width(16, true),
            100.. => width(16, false),
            _ => width(8, true),
        }
    }

    /// Returns the width of a line.
    fn width(&self) -> usize {
        match self.has_text {
            true => self.text_column(self.columns),
            false => self.byte_column(self.columns),
        }
    }

    /// Returns the column of the mark before a byte, which is followed by its digits.
    fn byte_column(&self, byte: u64) -> usize {
        let gaps = byte / GROUP;
        // No gap after the last byte.
        let gaps = if byte == self.columns { gaps.saturating_sub(1) } else { gaps };
        let column = byte.saturating_mul(3).saturating_add(gaps);
        usize::try_from(column).unwrap_or_default().saturating_add(self.digits + 2)
    }

    /// Returns the column of the character of a byte.
    fn text_column(&self, byte: u64) -> usize {
        let bytes = usize::try_from(byte).unwrap_or_default();
        self.byte_column(self.columns).saturating_add(2).saturating_add(bytes)
    }

    /// Returns the byte at a column; `None` between offset, digits and text.
    pub(in super::super) fn byte_at(&self, column: u16) -> Option<u64> {
        let column = usize::from(column);
        let is_text = |byte: &u64| self.has_text && self.text_column(*byte) == column;
        let is_digit = |byte: &u64| {
            let start = self.byte_column(*byte);
            (start..start.saturating_add(3)).contains(&column)
        };
        (0..self.columns).find(|byte| is_text(byte) || is_digit(byte))
    }
}

/// Returns the number of digits of the offsets of the shown buffer.
fn digits(explorer: &Explorer) -> usize {
    let (buffer, _) = explorer.cursor();
    let doc = explorer.document();
    let base = if buffer == BufferId::SOURCE { doc.excerpt().offset() } else { 0 };
    let end = base.saturating_add(doc.buffers().buffer(buffer).len() as u64);
    format!("{end:x}").len().max(8)
}

pub(super) fn draw(
    frame: &mut Frame<'_>,
    theme: Theme,
    area: Rect,
    level: &BrowserLevel,
    columns: &ByteColumns,
    has_focus: bool,
) {
    let explorer = &level.explorer;
    let (buffer, cursor) = explorer.cursor();
    let bytes = explorer.document().buffers().buffer(buffer);
    let start = level.bytes_top;
    let end = start.saturating_add(columns.columns.saturating_mul(area.height.into()));
    let end = end.min(bytes.len() as u64);
    let fields = explorer.fields_in(buffer, start, end);
    let selected = explorer.selected_span();
    let selected = match selected.buffer == buffer && !selected.is_empty() {
        true => (selected.start(), selected.end()),
        false => (0, 0),
    };
    let matched = level.matched.filter(|matched| matched.0 == buffer);
    let matched = matched.map_or((0, 0), |(_, at, size)| (at, at.saturating_add(size)));
    let is_in = |range: (u64, u64), at: u64| range.0 <= at && at < range.1;
    let base = match buffer {
        BufferId::SOURCE => explorer.document().excerpt().offset(),
        _ => 0,
    };
    let styles = field_styles(theme, &fields, start, end);
    let step = usize::try_from(columns.columns).unwrap_or(1).max(1);
    let first = usize::try_from(start).unwrap_or(usize::MAX);
    let last = usize::try_from(end).unwrap_or(usize::MAX);
    let rows = bytes.get(first..last).unwrap_or_default().chunks(step);
    let screen = frame.buffer_mut();
    let mut put = |column: usize, y: u16, text: &str, style: Style| {
        let x = area.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
        if x < area.right() {
            screen.set_stringn(x, y, text, usize::from(area.right().saturating_sub(x)), style);
        }
    };
    for (y, (row, bytes)) in (area.y..area.bottom()).zip((0_u64..).zip(rows)) {
        let offset = start.saturating_add(row.saturating_mul(columns.columns));
        let shown = format!("{:0width$x}", base.saturating_add(offset), width = columns.digits);
        put(1, y, &shown, theme.dim());
        for (index, byte) in (0_u64..).zip(bytes) {
            let at = offset.saturating_add(index);
            let slot = usize::try_from(at.saturating_sub(start)).unwrap_or_default();
            let mut style = styles.get(slot).copied().unwrap_or_default();
            if is_in(selected, at) {
                style = style.patch(theme.selected(!has_focus || at != cursor));
            }
            if is_in(matched, at) {
                style = style.patch(theme.color(Color::Yellow));
                style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
            }
            if has_focus && at == cursor {
                let marks = Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED;
                style = style.add_modifier(marks);
            }
            let column = columns.byte_column(index);
            put(column.saturating_add(1), y, &format!("{byte:02x}"), style);
            if at == selected.0 && selected.1 > selected.0 {
                put(column, y, "[", theme.title());
            }
            if at.saturating_add(1) == selected.1 {
                put(column.saturating_add(3), y, "]", theme.title());
            }
            if columns.has_text {
                let c = if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '.' };
                put(columns.text_column(index), y, c.encode_utf8(&mut [0; 4]), style);
            }
        }
    }
}

/// Returns the style of each byte in a range.
fn field_styles(theme: Theme, fields: &[FieldBytes], start: u64, end: u64) -> Vec<Style> {
    let index = |at: u64| {
        let at = at.clamp(start, end).saturating_sub(start);
        usize::try_from(at).unwrap_or_default()
    };
    let mut styles = vec![theme.dim(); index(end)];
    for field in fields {
        let style = match field {
            FieldBytes { has_fault: true, .. } => theme.fault(),
            FieldBytes { is_filler: true, .. } => theme.dim(),
            FieldBytes { color, .. } => theme.field(*color),
        };
        if let Some(bytes) = styles.get_mut(index(field.start)..index(field.end)) {
            bytes.fill(style);
        }
    }
    styles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_its_columns() {
        let wide = ByteColumns { columns: 16, digits: 8, has_text: true };
        assert_eq!(wide.width(), 8 + 2 + 16 * 3 + 1 + 2 + 16);
        let narrow = ByteColumns { columns: 8, digits: 8, has_text: true };
        assert_eq!(narrow.width(), 8 + 2 + 8 * 3 + 2 + 8);
        for layout in [wide, narrow] {
            for byte in 0..layout.columns {
                let digits = u16::try_from(layout.byte_column(byte)).unwrap();
                assert_eq!(layout.byte_at(digits + 1), Some(byte));
                assert_eq!(layout.byte_at(digits + 2), Some(byte));
                let text = u16::try_from(layout.text_column(byte)).unwrap();
                assert_eq!(layout.byte_at(text), Some(byte));
            }
            assert_eq!(layout.byte_at(3), None);
        }
    }
}
