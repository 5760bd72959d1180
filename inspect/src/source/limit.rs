//! The file size limit (`ulimit -f`), and ignored signals.

/// Makes writes past the file size limit fail, like writes to a full disk, instead of killing the
/// process with SIGXFSZ. Replaces any handler for this signal. Does nothing on systems without the
/// limit.
pub fn ignore_file_size_signal() {
    #[cfg(unix)]
    // SAFETY: SIG_IGN installs no handler, so no code runs in a signal context.
    unsafe {
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}

/// True if the process ignores a signal, as after `nohup`, or in the background of a script.
pub fn is_signal_ignored(signal: i32) -> bool {
    #[cfg(unix)]
    // SAFETY: the action is not changed, and a structure of zeros is valid.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut action) == 0
            && action.sa_sigaction == libc::SIG_IGN
    }
    #[cfg(not(unix))]
    {
        let _ = signal;
        false
    }
}
