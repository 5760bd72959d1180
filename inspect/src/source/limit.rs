//! The limit on the size of files (`ulimit -f`).

/// Makes a write that goes past the limit on the size of files fail, as one to a full disk does,
/// instead of ending the process by a signal. Nothing to do where there is no such limit.
pub fn survive_size_limit() {
    #[cfg(unix)]
    // SAFETY: SIG_IGN installs no handler, so nothing can run at a bad moment; no handler of this
    // signal is replaced, as nothing here installs one.
    unsafe {
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}
