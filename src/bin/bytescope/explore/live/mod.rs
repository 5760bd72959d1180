//! Live input: newest values, rates and gaps of messages as they arrive.

mod draw;
mod source;

pub(crate) use source::{LiveEvents, LiveSource};

use super::terminal::Screen;
use super::theme::Theme;
use bytescope::explore::LiveStats;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use source::LiveEvent;
use std::io;
use std::time::{Duration, Instant};

/// Time between two frames.
const FRAME_INTERVAL: Duration = Duration::from_millis(100);
/// Maximum time for taking events between two frames.
const MAX_TAKE: Duration = Duration::from_millis(50);

/// State of the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
enum LiveState {
    /// The input is open since a time.
    Open(Instant),
    /// The input was lost; a message and the number of attempts to open it again.
    Lost { since: Instant, problem: String, attempts: u64 },
}

/// State of the screen.
struct LiveApp {
    name: String,
    theme: Theme,
    stats: LiveStats,
    connection: LiveState,
    /// Number of times that the input was lost.
    losses: u64,
    read: u64,
    /// Number of bytes outside valid frames, and of rejected candidates.
    outside: u64,
    rejected: u64,
    /// Selected message type.
    selected: usize,
    /// First visible field.
    top: usize,
    /// Time that is shown while the screen is paused.
    paused: Option<(Instant, LiveStats)>,
    has_help: bool,
    is_suspended: bool,
    is_done: bool,
}

/// Shows a live input until the user ends the screen.
///
/// # Errors
/// Returns an error if the terminal cannot be used.
pub(crate) fn run_live(events: LiveEvents, name: &str, color: bool) -> io::Result<()> {
    let mut app = LiveApp::new(name, color, Instant::now());
    let mut screen = Screen::new()?;
    while !app.is_done {
        let until = Instant::now() + MAX_TAKE;
        while let Some(event) = events.next() {
            app.take(event);
            if Instant::now() > until {
                break;
            }
        }
        let now = Instant::now();
        if !screen.draw(|frame| app.draw(frame, now))? {
            return Ok(());
        }
        if event::poll(FRAME_INTERVAL)?
            && let Event::Key(key) = event::read()?
            && key.kind != KeyEventKind::Release
        {
            app.key(key, now);
        }
        screen.suspend(std::mem::take(&mut app.is_suspended))?;
    }
    Ok(())
}

impl LiveApp {
    fn new(name: &str, color: bool, now: Instant) -> Self {
        Self {
            name: name.to_owned(),
            theme: Theme { color },
            stats: LiveStats::new(now),
            connection: LiveState::Open(now),
            losses: 0,
            read: 0,
            outside: 0,
            rejected: 0,
            selected: 0,
            top: 0,
            paused: None,
            has_help: false,
            is_suspended: false,
            is_done: false,
        }
    }

    fn take(&mut self, event: LiveEvent) {
        match event {
            LiveEvent::Connected => self.connection = LiveState::Open(Instant::now()),
            LiveEvent::Rows(schema, batch, at) => self.stats.add(&schema, &batch, at),
            LiveEvent::Read(bytes) => self.read = self.read.saturating_add(bytes),
            LiveEvent::Rejected { bytes, is_candidate } => {
                self.outside = self.outside.saturating_add(bytes);
                self.rejected = self.rejected.saturating_add(is_candidate.into());
            }
            LiveEvent::Ended(error) => {
                self.losses = self.losses.saturating_add(1);
                let problem = error.unwrap_or_else(|| "end of input".to_owned());
                let since = Instant::now();
                self.connection = LiveState::Lost { since, problem, attempts: 0 };
            }
            LiveEvent::Retried(error) => {
                if let LiveState::Lost { problem, attempts, .. } = &mut self.connection {
                    *problem = error;
                    *attempts = attempts.saturating_add(1);
                }
            }
        }
    }

    fn key(&mut self, key: KeyEvent, now: Instant) {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        if std::mem::take(&mut self.has_help) && !is_control {
            return;
        }
        let before = self.selected;
        match key.code {
            KeyCode::Char('c') if is_control => self.is_done = true,
            KeyCode::Char('z') if is_control => self.is_suspended = true,
            KeyCode::Char('q') => self.is_done = true,
            KeyCode::Char('?') | KeyCode::F(1) => self.has_help = true,
            KeyCode::Char('r') => {
                self.stats = LiveStats::new(now);
                (self.losses, self.read, self.outside, self.rejected) = (0, 0, 0, 0);
                self.paused = None;
            }
            KeyCode::Char(' ' | 'p') => {
                self.paused = match self.paused.take() {
                    Some(_) => None,
                    None => Some((now, self.stats.clone())),
                };
            }
            KeyCode::Down | KeyCode::Char('j') => {
                let last = self.stats.messages().len().saturating_sub(1);
                self.selected = self.selected.saturating_add(1).min(last);
            }
            KeyCode::Up | KeyCode::Char('k') => self.selected = self.selected.saturating_sub(1),
            KeyCode::PageDown | KeyCode::Right | KeyCode::Char('l') => {
                self.top = self.top.saturating_add(10);
            }
            KeyCode::PageUp | KeyCode::Left | KeyCode::Char('h') => {
                self.top = self.top.saturating_sub(10);
            }
            _ => {}
        }
        if self.selected != before {
            self.top = 0;
        }
    }
}
