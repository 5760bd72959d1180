//! Runs the program in a pseudo-terminal, whose screen is emulated.
#![allow(dead_code, reason = "not every test uses everything")]

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Termios, Winsize, tcgetattr, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use vt100::{MouseProtocolMode, Parser};

/// Maximum time until the screen has the expected content.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Time without output after which the screen is complete.
const QUIET: Duration = Duration::from_millis(300);

/// Everything that the program printed.
struct Emulator {
    parser: Parser,
    output: Vec<u8>,
    last: Instant,
}

/// A program in a pseudo-terminal.
pub(crate) struct PtyProgram {
    master: File,
    /// Keeps the terminal open after the program.
    slave: File,
    child: Child,
    emulator: Arc<Mutex<Emulator>>,
    settings: Termios,
    ended: Option<ExitStatus>,
}

fn size(columns: u16, rows: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

fn nonzero(number: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(number).unwrap()
}

impl PtyProgram {
    /// Starts a command, in whose session the pseudo-terminal is the controlling terminal.
    pub(crate) fn start(command: &Command, columns: u16, rows: u16) -> Self {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let slave = File::options().read(true).write(true).open(name).unwrap();
        tcsetwinsize(&slave, size(columns, rows)).unwrap();
        let settings = tcgetattr(&slave).unwrap();
        let master = File::from(master);
        let mut started = Command::new("setsid");
        started.arg("--ctty").arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => started.env(name, value),
                None => started.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            started.current_dir(folder);
        }
        let stdio = || Stdio::from(slave.try_clone().unwrap());
        let child = started.stdin(stdio()).stdout(stdio()).stderr(stdio()).spawn().unwrap();
        let parser = Parser::new(nonzero(rows), nonzero(columns), 0);
        let emulator = Emulator { parser, output: Vec::new(), last: Instant::now() };
        let emulator = Arc::new(Mutex::new(emulator));
        let (mut from, to) = (master.try_clone().unwrap(), emulator.clone());
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                let mut emulator = to.lock().unwrap();
                emulator.parser.process(&buffer[..count]);
                emulator.output.extend_from_slice(&buffer[..count]);
                emulator.last = Instant::now();
            }
        });
        Self { master, slave, child, emulator, settings, ended: None }
    }

    /// Types text or escape sequences.
    pub(crate) fn keys(&mut self, keys: &str) {
        // Leaves time for the program to react.
        self.emulator.lock().unwrap().last = Instant::now();
        self.master.write_all(keys.as_bytes()).unwrap();
    }

    /// Returns the lines of the screen without trailing spaces.
    pub(crate) fn screen(&self) -> String {
        let emulator = self.emulator.lock().unwrap();
        let contents = emulator.parser.screen().contents();
        let lines = contents.lines().map(|line| format!("{}\n", line.trim_end()));
        lines.collect::<String>()
    }

    /// Waits until the screen satisfies a condition.
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, condition: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !condition(&self.screen()) {
            assert!(start.elapsed() < TIMEOUT, "no {what}:\n{}", self.screen());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the screen contains a text.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(text, |screen| screen.contains(text));
    }

    /// Waits until nothing more is printed, and returns the screen.
    pub(crate) fn settled(&self) -> String {
        while self.emulator.lock().unwrap().last.elapsed() < QUIET {
            thread::sleep(Duration::from_millis(20));
        }
        self.screen()
    }

    /// Returns everything that was printed.
    pub(crate) fn output(&self) -> String {
        String::from_utf8_lossy(&self.emulator.lock().unwrap().output).into_owned()
    }

    /// Returns the text of the inverted cells.
    pub(crate) fn inverted(&self) -> String {
        let emulator = self.emulator.lock().unwrap();
        let screen = emulator.parser.screen();
        let (rows, columns) = screen.size();
        let cells =
            (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        let cells = cells.filter_map(|(row, column)| screen.cell(row, column));
        cells.filter(|cell| cell.inverse()).map(|cell| cell.contents().to_owned()).collect()
    }

    /// Changes the size of the terminal.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut emulator = self.emulator.lock().unwrap();
        emulator.parser.screen_mut().set_size(nonzero(rows), nonzero(columns));
        tcsetwinsize(&self.slave, size(columns, rows)).unwrap();
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits until the program has stopped.
    pub(crate) fn wait_stopped(&self) {
        let start = Instant::now();
        loop {
            let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
            if let Some((_, status)) = waitpid(Some(Pid::from_child(&self.child)), options).unwrap()
            {
                assert!(status.stopped(), "{status:?}");
                return;
            }
            assert!(start.elapsed() < TIMEOUT, "not stopped");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the program has ended. Returns its exit status; `None` if a signal ended it.
    #[track_caller]
    pub(crate) fn end(&mut self) -> Option<i32> {
        let start = Instant::now();
        while self.ended.is_none() {
            self.ended = self.child.try_wait().unwrap();
            assert!(start.elapsed() < TIMEOUT, "not ended:\n{}", self.screen());
            thread::sleep(Duration::from_millis(10));
        }
        self.ended.and_then(|status| status.code())
    }

    /// Returns the signal that ended the program.
    pub(crate) fn ended_by(&self) -> Option<i32> {
        self.ended.and_then(|status| status.signal())
    }

    /// True if the terminal is in full-screen mode.
    pub(crate) fn is_full_screen(&self) -> bool {
        self.emulator.lock().unwrap().parser.screen().alternate_screen()
    }

    /// Verifies that the terminal is as it was before the program.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        self.settled();
        let emulator = self.emulator.lock().unwrap();
        let screen = emulator.parser.screen();
        assert!(!screen.alternate_screen(), "full-screen mode");
        assert!(!screen.hide_cursor(), "hidden cursor");
        assert!(!screen.bracketed_paste(), "bracketed paste");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        let settings = tcgetattr(&self.slave).unwrap();
        assert_eq!(settings.local_modes, self.settings.local_modes);
        assert_eq!(settings.input_modes, self.settings.input_modes);
        assert_eq!(settings.output_modes, self.settings.output_modes);
    }
}

impl Drop for PtyProgram {
    fn drop(&mut self) {
        if self.ended.is_none() {
            // The program is still running only if the test failed.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
