//! The status line: hints, a message or a line that is typed.

use super::super::app::{App, Mode, Prompt, PromptKind};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

/// Keys and their meaning.
const HINTS: &[(&str, &str)] = &[
    ("/", "find"),
    ("g", "go to"),
    ("n", "next"),
    ("f", "fault"),
    ("e", "edit"),
    ("y", "copy"),
    ("?", "help"),
    ("q", "quit"),
    ("Tab", "bytes"),
];

impl App {
    pub(super) fn draw_status(&mut self, frame: &mut Frame<'_>, area: Rect) {
        let theme = self.theme;
        let right = self.span_text();
        let line = match &self.mode {
            Mode::Prompt(prompt) => {
                let mut spans = vec![Span::styled(format!(" {}", title(prompt)), theme.title())];
                // The text around the cursor remains visible.
                let (before, after) = prompt.line.parts();
                let room = usize::from(area.width / 2);
                let skipped = before.chars().count().saturating_sub(room);
                let before: String = before.chars().skip(skipped).collect();
                let mut after = after.chars();
                let at = after.next().unwrap_or(' ').to_string();
                spans.push(Span::raw(before));
                let cursor = ratatui::style::Style::new().add_modifier(Modifier::REVERSED);
                spans.push(Span::styled(at, cursor));
                spans.push(Span::raw(after.as_str().to_owned()));
                if let Some(message) = &self.message {
                    // Above the line, which may be long.
                    let above = Rect { y: area.y.saturating_sub(1), ..area };
                    frame.render_widget(Clear, above);
                    let text = format!(" {}", message.text);
                    frame.render_widget(Line::styled(text, theme.fault()), above);
                }
                return frame.render_widget(Line::from(spans), area);
            }
            Mode::Copy => hints(theme, " copy: ", &[("p", "path"), ("v", "value"), ("b", "bytes")]),
            Mode::Quit => hints(
                theme,
                " Changes are not stored: ",
                &[("q", "quit"), ("w", "write"), ("Esc", "continue")],
            ),
            _ => match (&self.message, &self.search) {
                (Some(message), _) if message.is_problem => {
                    Line::from(Span::styled(format!(" {}", message.text), theme.fault()))
                }
                (Some(message), _) => Line::raw(format!(" {}", message.text)),
                (None, Some(search)) => {
                    Line::raw(format!(" searching for {} … (Esc stops)", search.query()))
                }
                (None, None) => {
                    let room = usize::from(area.width).saturating_sub(Span::raw(&right).width());
                    hints(theme, " ", fitting(HINTS, room))
                }
            },
        };
        frame.render_widget(line, area);
        let width = u16::try_from(Span::raw(right.as_str()).width()).unwrap_or(u16::MAX);
        let x = area.width.saturating_sub(width);
        let place = Rect { x, width: width.min(area.width), ..area };
        frame.render_widget(Line::styled(right, theme.dim()), place);
    }

    /// Returns the bytes of the selected field, for the end of the status line.
    fn span_text(&mut self) -> String {
        let explorer = &self.level().explorer;
        let span = explorer.selected_span();
        let start = explorer.offset(span);
        let end = start.saturating_add(span.len());
        format!(" {start:#x}..{end:#x}  {} B ", span.len())
    }
}

/// Returns the first hints that fit in a width.
fn fitting(
    keys: &'static [(&'static str, &'static str)],
    width: usize,
) -> &'static [(&'static str, &'static str)] {
    let mut used = 1_usize;
    let fits = |(key, meaning): &&(&str, &str)| {
        used = used.saturating_add(key.len() + meaning.len() + 3);
        used <= width
    };
    let count = keys.iter().take_while(fits).count();
    keys.get(..count).unwrap_or_default()
}

fn title(prompt: &Prompt) -> &'static str {
    match prompt.kind {
        PromptKind::Find => "/",
        PromptKind::GoTo => "go to: ",
        PromptKind::Edit(_) => "new value: ",
        PromptKind::Save => "write to: ",
    }
}

fn hints(
    theme: super::Theme,
    start: &'static str,
    keys: &[(&'static str, &'static str)],
) -> Line<'static> {
    let mut spans = vec![Span::raw(start)];
    for (key, meaning) in keys {
        spans.push(Span::styled(*key, theme.title()));
        spans.push(Span::styled(format!(" {meaning}  "), theme.dim()));
    }
    Line::from(spans)
}
