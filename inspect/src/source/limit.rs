//! The file size limit (`ulimit -f`).

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
