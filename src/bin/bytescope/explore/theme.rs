//! Styles of the screen. Only the 16 colors of the terminal and attributes are used, which suit dark
//! and light terminals.

use anstyle::{AnsiColor, Color as AnyColor, Effects};
use bytescope::view::StyledText;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

/// Styles of the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    /// True if colors are used, not only attributes.
    pub(super) color: bool,
}

/// Colors of fields in the byte pane.
const FIELDS: [Color; 5] = [Color::Cyan, Color::Yellow, Color::Green, Color::Magenta, Color::Blue];

impl Theme {
    /// Converts a style of the library.
    pub(super) fn of(self, style: anstyle::Style) -> Style {
        let mut converted = Style::new();
        if let (true, Some(AnyColor::Ansi(color))) = (self.color, style.get_fg_color()) {
            converted = converted.fg(ansi(color));
        }
        let effects = style.get_effects();
        for (effect, modifier) in [
            (Effects::BOLD, Modifier::BOLD),
            (Effects::DIMMED, Modifier::DIM),
            (Effects::UNDERLINE, Modifier::UNDERLINED),
        ] {
            if effects.contains(effect) {
                converted = converted.add_modifier(modifier);
            }
        }
        converted
    }

    /// Converts text of the library.
    pub(super) fn span(self, text: &StyledText) -> Span<'static> {
        Span::styled(text.text.clone(), self.of(text.style))
    }

    /// Returns the style of the bytes of a field, given its number.
    pub(super) fn field(self, number: u64) -> Style {
        let index = usize::try_from(number % 5).unwrap_or_default();
        match FIELDS.get(index).filter(|_| self.color) {
            Some(color) => Style::new().fg(*color),
            None => Style::new(),
        }
    }

    /// Returns a color, if colors are used.
    pub(super) fn color(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }

    /// Titles and keys.
    pub(super) fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Borders, offsets and hints.
    pub(super) fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Problems.
    pub(super) fn fault(self) -> Style {
        self.color(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// The selected line or bytes of the pane that has the focus, or of the other pane.
    pub(super) fn selected(self, has_focus: bool) -> Style {
        match has_focus {
            true => Style::new().add_modifier(Modifier::REVERSED),
            false => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        }
    }
}

fn ansi(color: AnsiColor) -> Color {
    match color {
        AnsiColor::Black => Color::Black,
        AnsiColor::Red => Color::Red,
        AnsiColor::Green => Color::Green,
        AnsiColor::Yellow => Color::Yellow,
        AnsiColor::Blue => Color::Blue,
        AnsiColor::Magenta => Color::Magenta,
        AnsiColor::Cyan => Color::Cyan,
        AnsiColor::White => Color::Gray,
        AnsiColor::BrightBlack => Color::DarkGray,
        AnsiColor::BrightRed => Color::LightRed,
        AnsiColor::BrightGreen => Color::LightGreen,
        AnsiColor::BrightYellow => Color::LightYellow,
        AnsiColor::BrightBlue => Color::LightBlue,
        AnsiColor::BrightMagenta => Color::LightMagenta,
        AnsiColor::BrightCyan => Color::LightCyan,
        AnsiColor::BrightWhite => Color::White,
    }
}
