//! Paths of open descriptors, such as `/dev/fd/3`.

use std::fs::File;
use std::io;
use std::path::Path;

/// Returns the number of the descriptor that a path refers to.
#[cfg(unix)]
pub(super) fn number(folder: &Path, name: &str) -> Option<i32> {
    let process = format!("/proc/{}", std::process::id());
    let is_own = match folder.strip_prefix(&process) {
        Ok(rest) => {
            let mut parts = rest.iter();
            let first = parts.next();
            // Threads share the descriptors of the process.
            let last = if first.is_some_and(|part| part == "task") { parts.nth(1) } else { first };
            last.is_some_and(|part| part == "fd") && parts.next().is_none()
        }
        Err(_) => ["/dev/fd", "/proc/self/fd"].iter().any(|own| folder == Path::new(own)),
    };
    let digits = !name.is_empty() && name.bytes().all(|digit| digit.is_ascii_digit());
    (is_own && digits).then(|| name.parse().ok()).flatten()
}

#[cfg(not(unix))]
pub(super) fn number(_: &Path, _: &str) -> Option<i32> {
    None
}

/// True if the entries of a canonical folder refer to the open files of some process. Their link
/// texts are not paths.
pub(super) fn is_process_folder(folder: &Path) -> bool {
    folder.starts_with("/proc") && folder.ends_with("fd")
}

/// Duplicates an open descriptor. The copy has the same position and append mode.
///
/// # Errors
/// Returns an error if the descriptor is not open.
#[cfg(unix)]
#[allow(unsafe_code)]
pub(super) fn duplicate(number: i32) -> io::Result<File> {
    use std::os::fd::{AsFd, BorrowedFd};

    let duplicate = match number {
        0 => io::stdin().as_fd().try_clone_to_owned(),
        1 => io::stdout().as_fd().try_clone_to_owned(),
        2 => io::stderr().as_fd().try_clone_to_owned(),
        ..0 => Err(io::ErrorKind::InvalidInput.into()),
        // SAFETY: the number is not negative. The descriptor is borrowed only to duplicate it, which
        // fails if it is not open.
        _ => unsafe { BorrowedFd::borrow_raw(number) }.try_clone_to_owned(),
    };
    Ok(duplicate?.into())
}

#[cfg(not(unix))]
pub(super) fn duplicate(_: i32) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_numbers_in_folders_of_the_process() {
        let own = format!("/proc/{}", std::process::id());
        let of = |folder: &str, name| number(Path::new(folder), name);
        assert_eq!(of(&format!("{own}/fd"), "12"), Some(12));
        assert_eq!(of(&format!("{own}/task/7/fd"), "2"), Some(2));
        assert_eq!(of("/dev/fd", "0"), Some(0));
        for (folder, name) in [
            (&*format!("{own}/fd"), "-1"),
            (&format!("{own}/fd"), "+1"),
            (&format!("{own}/fd"), ""),
            (&format!("{own}/fdinfo"), "1"),
            (&format!("{own}/fd/x"), "1"),
            ("/proc/1/fd", "1"),
            ("/tmp", "1"),
        ] {
            assert_eq!(of(folder, name), None, "{folder} {name}");
        }
        assert!(duplicate(-1).is_err());
    }
}
