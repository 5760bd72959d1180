//! Full-screen browser in the terminal.

mod app;
mod draw;
mod input;
mod keys;
mod level;
mod live;
mod prompts;
mod save;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;

pub(crate) use app::{App, OpenedFile};
pub(crate) use live::{LiveSource, run_live};
pub(crate) use save::version;

use ratatui::crossterm::event;
use std::io;
use std::time::Duration;
use terminal::Screen;

/// Maximum time until a signal is noticed.
const TICK: Duration = Duration::from_millis(200);
/// Maximum number of events between two frames.
const MAX_EVENTS: usize = 64;

/// Runs the browser until the user ends it.
///
/// # Errors
/// Returns an error if the terminal cannot be used.
pub(crate) fn run(mut app: App) -> io::Result<()> {
    let mut screen = Screen::new()?;
    // Nothing is printed while nothing happens.
    let mut is_stale = true;
    while !app.is_done {
        if is_stale && !screen.draw(|frame| app.draw(frame))? {
            return Ok(());
        }
        if let Some(text) = app.clipboard.take() {
            screen.copy(&text)?;
        }
        is_stale = app.is_busy();
        let mut wait = if app.is_busy() { Duration::ZERO } else { TICK };
        for _ in 0..MAX_EVENTS {
            if !event::poll(wait)? {
                break;
            }
            app.event(event::read()?);
            is_stale = true;
            wait = Duration::ZERO;
            if app.is_suspended || app.is_done || app.clipboard.is_some() {
                break;
            }
        }
        app.work();
        is_stale |= screen.suspend(std::mem::take(&mut app.is_suspended))?;
    }
    Ok(())
}
