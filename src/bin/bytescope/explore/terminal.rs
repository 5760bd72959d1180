//! The terminal: full-screen mode, which is left when the program ends or is suspended, however that
//! happens.

use crate::signals;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use std::io::{self, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once};
use std::thread;
use std::time::Duration;

/// True while the terminal is in full-screen mode.
static IS_FULL_SCREEN: AtomicBool = AtomicBool::new(false);
/// Held while the terminal is written to.
static WRITING: Mutex<()> = Mutex::new(());
/// Maximum number of attempts to wait for the end of a write.
const MAX_WAITS: u32 = 100;
/// Time between two attempts.
const WAIT: Duration = Duration::from_millis(10);

/// The terminal in full-screen mode. Dropping it restores the terminal.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    suspension: Suspension,
}

impl Screen {
    /// Enters full-screen mode.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be used.
    pub(super) fn new() -> io::Result<Self> {
        static HOOKED: Once = Once::new();
        HOOKED.call_once(|| {
            let report = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                restore();
                report(info);
            }));
        });
        signals::before_end(restore_finally);
        signals::handle()?;
        let suspension = Suspension::new()?;
        enter()?;
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        Ok(Self { terminal, suspension })
    }

    /// Draws a frame. Returns false if full-screen mode was left because of a panic or signal.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written to.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<bool> {
        let _writing = WRITING.lock();
        if !IS_FULL_SCREEN.load(Ordering::SeqCst) {
            return Ok(false);
        }
        self.terminal.draw(draw)?;
        Ok(true)
    }

    /// Copies text to the clipboard of the terminal, if the terminal supports that.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written to.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        let _writing = WRITING.lock();
        // OSC 52: the terminal decodes the text, so it may contain any characters.
        let mut out = io::stdout();
        write!(out, "\x1b]52;c;{}\x07", STANDARD.encode(text))?;
        out.flush()
    }

    /// Stops the process as requested by a signal, or by the user if `requested` is set. Returns
    /// true if the process was stopped, so that the screen must be drawn again.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be used.
    pub(super) fn suspend(&mut self, requested: bool) -> io::Result<bool> {
        if self.suspension.is_requested() || requested {
            restore();
            self.suspension.stop()?;
        } else if !self.suspension.has_continued() {
            return Ok(false);
        }
        self.suspension.has_continued();
        enter()?;
        self.terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        Ok(true)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn enter() -> io::Result<()> {
    let _writing = WRITING.lock();
    IS_FULL_SCREEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, Hide)?;
    execute!(out, Clear(ClearType::All))
}

/// Leaves full-screen mode. Errors cannot be reported on a terminal that cannot be written to.
fn restore() {
    if IS_FULL_SCREEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            DisableBracketedPaste,
            DisableMouseCapture,
            LeaveAlternateScreen,
            Show
        );
        let _ = disable_raw_mode();
    }
}

/// Leaves full-screen mode for good: a frame that is being drawn is completed, and no other one
/// follows.
fn restore_finally() {
    for _ in 0..MAX_WAITS {
        if let Ok(writing) = WRITING.try_lock() {
            restore();
            std::mem::forget(writing);
            return;
        }
        thread::sleep(WAIT);
    }
    restore();
}

/// Signals that stop and continue the process.
#[cfg(unix)]
struct Suspension {
    stopped: std::sync::Arc<AtomicBool>,
    continued: std::sync::Arc<AtomicBool>,
}

#[cfg(unix)]
impl Suspension {
    fn new() -> io::Result<Self> {
        use signal_hook::consts::{SIGCONT, SIGTSTP};
        let suspension = Self { stopped: Default::default(), continued: Default::default() };
        signal_hook::flag::register(SIGTSTP, suspension.stopped.clone())?;
        signal_hook::flag::register(SIGCONT, suspension.continued.clone())?;
        Ok(suspension)
    }

    fn is_requested(&self) -> bool {
        self.stopped.swap(false, Ordering::SeqCst)
    }

    fn has_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    fn stop(&self) -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }
}

#[cfg(not(unix))]
struct Suspension;

#[cfg(not(unix))]
impl Suspension {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    fn is_requested(&self) -> bool {
        false
    }

    fn has_continued(&self) -> bool {
        false
    }

    fn stop(&self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::Screen;
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::tcgetattr;
    use std::fs::File;
    use std::io::Read;
    use std::process::{Command, Stdio};
    use std::thread;

    #[test]
    #[ignore = "run by `a_panic_restores_the_terminal` in a pseudo-terminal"]
    fn panic_in_full_screen_mode() {
        let _screen = Screen::new().unwrap();
        panic!("expected message");
    }

    #[test]
    fn a_panic_restores_the_terminal() {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let slave = File::options().read(true).write(true).open(name).unwrap();
        let before = tcgetattr(&slave).unwrap();
        let stdio = || Stdio::from(slave.try_clone().unwrap());
        let test = "explore::terminal::tests::panic_in_full_screen_mode";
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", test, "--nocapture"])
            .stdin(stdio())
            .stdout(stdio())
            .stderr(stdio())
            .spawn()
            .unwrap();
        let master = File::from(master);
        let mut from = master.try_clone().unwrap();
        let reader = thread::spawn(move || {
            let (mut output, mut buffer) = (Vec::new(), [0; 1024]);
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                output.extend_from_slice(&buffer[..count]);
                if String::from_utf8_lossy(&output).contains("test result") {
                    break;
                }
            }
            String::from_utf8_lossy(&output).into_owned()
        });
        assert!(!child.wait().unwrap().success());
        let output = reader.join().unwrap();
        let position = |text: &str| output.find(text).unwrap_or_else(|| panic!("{output:?}"));
        // The message is printed after full-screen mode, in which it would be lost.
        let (entered, left) = (position("\x1b[?1049h"), position("\x1b[?1049l"));
        assert!(entered < left && left < position("expected message"), "{output:?}");
        let after = tcgetattr(&slave).unwrap();
        assert_eq!(after.local_modes, before.local_modes);
    }
}
