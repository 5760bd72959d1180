//! Pager for long output on a terminal, as in git.

use crate::output::Output;
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Pager if neither `BYTESCOPE_PAGER` nor `PAGER` is set.
const DEFAULT: &str = "less";

/// A running pager, to which standard output is redirected, and standard error if it is a terminal.
#[derive(Debug)]
pub(crate) struct Pager {
    child: Child,
    /// The terminal, if standard error is redirected.
    #[cfg(unix)]
    stderr: Option<std::os::fd::OwnedFd>,
}

impl Pager {
    /// Starts the pager of the environment if the output is a terminal. A pager that cannot be
    /// started is not used.
    #[cfg(unix)]
    pub(crate) fn start(out: &Output) -> Option<Self> {
        use rustix::stdio;

        let command = ["BYTESCOPE_PAGER", "PAGER"].iter().find_map(env::var_os);
        let command = command.unwrap_or_else(|| DEFAULT.into());
        if !out.terminal || command.is_empty() || command == "cat" {
            return None;
        }
        let mut pager = Command::new("sh");
        // The shell reports a missing program as status 127, after output is lost, so look first.
        let program = command.to_str()?.split_whitespace().next()?;
        let mut found = Command::new("sh");
        found.args(["-c", "command -v \"$0\"", program]).stdout(Stdio::null());
        if !found.status().is_ok_and(|status| status.success()) {
            return None;
        }
        pager.arg("-c").arg(&command).stdin(Stdio::piped());
        // Exit if the output fits on the screen, show colors, and keep the output on the screen.
        for (name, value) in [("LESS", "FRX"), ("LV", "-c"), ("LESSCHARSET", "utf-8")] {
            if env::var_os(name).is_none() {
                pager.env(name, value);
            }
        }
        let terminal = io::stderr().is_terminal().then(|| rustix::io::dup(stdio::stderr()));
        let stderr = terminal.and_then(Result::ok);
        // Ctrl-C is for the pager.
        signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::<AtomicBool>::default())
            .ok()?;
        let mut child = pager.spawn().ok()?;
        let input = child.stdin.take()?;
        stdio::dup2_stdout(&input).ok()?;
        if stderr.is_some() {
            stdio::dup2_stderr(&input).ok()?;
        }
        Some(Self { child, stderr })
    }

    /// Starts no pager, because there is no common one.
    #[cfg(not(unix))]
    pub(crate) fn start(_: &Output) -> Option<Self> {
        None
    }

    /// Waits until the user leaves the pager.
    pub(crate) fn finish(mut self) {
        // The pager may have ended before all output was written.
        let _ = io::stdout().flush();
        #[cfg(unix)]
        {
            if let Ok(null) = File::create("/dev/null") {
                let _ = rustix::stdio::dup2_stdout(&null);
            }
            if let Some(terminal) = &self.stderr {
                let _ = rustix::stdio::dup2_stderr(terminal);
            }
        }
        let _ = self.child.wait();
    }
}
