//! The file size limit (`ulimit -f`).

/// Makes writes past the file size limit fail, like writes to a full disk, instead of killing the
/// process with SIGXFSZ. Does nothing on systems without this limit.
pub fn survive_size_limit() {
    #[cfg(unix)]
    // SAFETY: SIG_IGN installs no handler, so no code runs in a signal context. No handler is
    // replaced, because bytescope installs none for this signal.
    unsafe {
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}
