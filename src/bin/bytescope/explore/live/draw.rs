//! Drawing of a live input.

use super::super::draw::{clipped, is_too_small, popup, too_small};
use super::{LiveApp, LiveState};
use bytescope::explore::{LiveField, LiveMessage, LiveStats};
use bytescope::inspect::{Grouped, Quantity, escape};
use bytescope::view::style;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use std::time::{Duration, Instant};

/// Keys of the screen.
const HELP: &[(&str, &str)] = &[
    ("↑ ↓", "select a message type"),
    ("PgUp PgDn", "scroll the fields"),
    ("Space", "pause the screen; messages are still counted"),
    ("r", "reset the statistics"),
    ("Ctrl-Z q", "suspend, quit"),
];

/// Heights of a sparkline.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Age after which a value is marked as old.
const OLD: Duration = Duration::from_secs(5);

impl LiveApp {
    pub(super) fn draw(&mut self, frame: &mut Frame<'_>, now: Instant) {
        let area = frame.area();
        if is_too_small(area) {
            return too_small(frame, area);
        }
        let (now, stats) = match &self.paused {
            Some((at, stats)) => (*at, stats),
            None => (now, &self.stats),
        };
        let left = area.width.saturating_mul(11).saturating_div(20).clamp(42, 64);
        let rows = area.height.saturating_sub(2);
        let messages = Rect { x: 0, y: 1, width: left, height: rows };
        let start = left.saturating_add(1);
        let fields = Rect { x: start, y: 1, width: area.width.saturating_sub(start), height: rows };
        for y in messages.y..messages.bottom() {
            frame.buffer_mut().set_string(left, y, "│", self.theme.dim());
        }
        self.draw_messages(frame, messages, stats, now);
        let selected = stats.messages().get(self.selected);
        let mut top = self.top;
        if let Some(message) = selected {
            let visible = usize::from(rows.saturating_sub(1));
            top = top.min(message.fields.len().saturating_sub(visible));
            self.draw_fields(frame, fields, stats, message, top, now);
        }
        self.draw_title(frame, Rect { height: 1, ..area }, now);
        self.draw_status(frame, Rect { y: area.height.saturating_sub(1), height: 1, ..area });
        self.top = top;
        if self.has_help {
            popup::keys(frame, self.theme, area, HELP);
        }
    }

    /// Draws the name and the state of the connection.
    fn draw_title(&self, frame: &mut Frame<'_>, area: Rect, now: Instant) {
        let theme = self.theme;
        let name = escape(&self.name).into_owned();
        let mut spans = vec![Span::raw(" "), Span::styled(name, theme.title()), Span::raw(" ─ ")];
        match &self.connection {
            LiveState::Open(since) => {
                let since = seconds(now.saturating_duration_since(*since));
                spans.push(Span::styled(format!("open for {since}"), theme.of(style::VERIFIED)));
            }
            LiveState::Lost { since, problem, attempts } => {
                let since = seconds(Instant::now().saturating_duration_since(*since));
                let problem = escape(problem);
                let mut text = format!("no input for {since}: {problem}");
                if *attempts > 0 {
                    let attempts = Quantity::new(*attempts, "attempt");
                    text.push_str(&format!(" ({attempts} to open it again)"));
                }
                spans.push(Span::styled(text, theme.fault()));
            }
        }
        if self.paused.is_some() {
            spans.push(Span::styled("  paused", theme.title()));
        }
        frame.render_widget(Line::from(spans), area);
    }

    fn draw_messages(&self, frame: &mut Frame<'_>, area: Rect, stats: &LiveStats, now: Instant) {
        let theme = self.theme;
        let name_width = usize::from(area.width).saturating_sub(30);
        let header = format!(
            " {:<name_width$}{:>9}{:>8}{:>7}{:>5}",
            "message", "count", "rate", "age", "gaps"
        );
        frame.render_widget(Line::styled(header, theme.dim()), Rect { height: 1, ..area });
        if stats.messages().is_empty() {
            let row = Rect { y: area.y.saturating_add(1), height: 1, ..area };
            frame.render_widget(Line::raw(" no messages yet"), row);
        }
        let protocol = stats.messages().first().map(|first| &first.protocol);
        let has_protocols = stats.messages().iter().any(|m| Some(&m.protocol) != protocol);
        let visible = usize::from(area.height.saturating_sub(1));
        let first = self.selected.saturating_add(1).saturating_sub(visible);
        let shown = stats.messages().iter().enumerate().skip(first);
        for (y, (index, message)) in (area.y.saturating_add(1)..area.bottom()).zip(shown) {
            let age = message.age(now);
            let rate = message.rate(now).map_or_else(|| "–".to_owned(), rate_text);
            let name = match has_protocols && message.protocol != message.name {
                true => format!("{} {}", message.protocol, message.name),
                false => message.name.clone(),
            };
            let name = clipped(&escape(&name), name_width);
            let name_style = theme.of(style::NAME);
            let line = Line::from(vec![
                Span::styled(format!(" {name:<name_width$}"), name_style),
                Span::raw(format!("{:>9}{rate:>8}", Grouped(message.count).to_string())),
                Span::styled(
                    format!("{:>7}", seconds(age)),
                    if age > OLD { theme.fault() } else { theme.dim() },
                ),
                Span::raw(format!("{:>5}", message.gaps)),
            ]);
            let row = Rect { y, height: 1, ..area };
            frame.render_widget(line, row);
            if index == self.selected {
                let plain = Style::new().fg(Color::Reset).remove_modifier(Modifier::DIM);
                frame.buffer_mut().set_style(row, plain.patch(theme.selected(true)));
            }
        }
    }

    fn draw_fields(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        stats: &LiveStats,
        message: &LiveMessage,
        top: usize,
        now: Instant,
    ) {
        let theme = self.theme;
        let pause = seconds(message.longest_pause);
        let header = format!(" {} fields, longest pause {pause}", message.fields.len());
        frame.render_widget(Line::styled(header, theme.dim()), Rect { height: 1, ..area });
        let widest = message.fields.iter().map(|field| field.name.chars().count()).max();
        let name_width = widest.unwrap_or_default().min(usize::from(area.width / 3));
        let spark_width = usize::from(area.width / 4);
        let value_width =
            usize::from(area.width).saturating_sub(name_width + spark_width).saturating_sub(4);
        let shown = message.fields.iter().skip(top);
        for (y, field) in (area.y.saturating_add(1)..area.bottom()).zip(shown) {
            let name = clipped(&escape(&field.name), name_width);
            let value = match field.unit.is_empty() {
                true => escape(&field.value).into_owned(),
                false => format!("{} {}", escape(&field.value), escape(&field.unit)),
            };
            let value = clipped(&value, value_width);
            let line = Line::from(vec![
                Span::styled(format!(" {name:<name_width$}  "), theme.of(style::NAME)),
                Span::raw(format!("{value:<value_width$} ")),
                Span::styled(sparkline(stats, field, now, spark_width), theme.of(style::VERIFIED)),
            ]);
            frame.render_widget(line, Rect { y, height: 1, ..area });
        }
    }

    fn draw_status(&self, frame: &mut Frame<'_>, area: Rect) {
        let theme = self.theme;
        let messages = Quantity::new(self.stats.count(), "message");
        let mut text = format!(" {messages} in {}", Quantity::bytes(self.read));
        if self.outside > 0 {
            text.push_str(&format!(", {} outside frames", Quantity::bytes(self.outside)));
        }
        if self.rejected > 0 {
            text.push_str(&format!(", {} rejected", self.rejected));
        }
        if self.losses > 0 {
            text.push_str(&format!(", input lost {}", Quantity::new(self.losses, "time")));
        }
        let hint = "? help  q quit ";
        let hint_width = u16::try_from(hint.len()).unwrap_or_default();
        let x = area.width.saturating_sub(hint_width);
        frame.render_widget(Line::raw(text), Rect { width: x, ..area });
        frame.render_widget(Line::styled(hint, theme.dim()), Rect { x, width: hint_width, ..area });
    }
}

/// Returns the history of a field as bars, between its smallest and its largest number.
fn sparkline(stats: &LiveStats, field: &LiveField, now: Instant, width: usize) -> String {
    if !field.is_number() {
        return String::new();
    }
    let history = stats.history(field, now);
    let shown = history.get(history.len().saturating_sub(width)..).unwrap_or_default();
    let numbers = || shown.iter().flatten().copied();
    let (min, max) = (numbers().fold(f64::MAX, f64::min), numbers().fold(f64::MIN, f64::max));
    let bar = |value: f64| {
        let part = if max > min { (value - min) / (max - min) } else { 0.0 };
        // The part is from 0 to 1.
        let index = (part * 7.0).round() as usize;
        BARS.get(index).copied().unwrap_or(BARS[0])
    };
    shown.iter().map(|value| value.map_or(' ', bar)).collect()
}

fn rate_text(rate: f64) -> String {
    match rate {
        rate if rate >= 100.0 => format!("{rate:.0}/s"),
        rate => format!("{rate:.1}/s"),
    }
}

/// Returns a duration in a short form: `0.2 s`, `12 s`, `3 min`, `2 h`.
fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        seconds @ 10..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}
