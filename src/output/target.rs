//! What the path of an output refers to.

use super::descriptor;
use super::error::OutputError;
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Maximum number of symbolic links that are followed, as in Linux.
const MAX_LINKS: usize = 40;

/// File that the path of an output refers to, after symbolic links.
#[derive(Clone, Debug)]
pub(super) enum PathTarget {
    /// An open descriptor of the process.
    Descriptor(i32),
    /// A regular file.
    Existing(PathBuf, Metadata),
    /// A path without a file.
    Missing(PathBuf),
    /// A device, named pipe, or open file of another process.
    Special(PathBuf),
}

/// Identity of an output or input.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum FileKey {
    /// Device and index of an existing file.
    Inode(u64, u64),
    /// Path with a canonical folder.
    Path(PathBuf),
}

impl PathTarget {
    /// Finds the target of a path.
    ///
    /// # Errors
    /// Returns an error if the path is a folder, its folder does not exist, or it cannot be accessed.
    pub(super) fn of(path: &Path) -> Result<Self, OutputError> {
        // The standard library ignores the separator.
        if path.as_os_str().to_string_lossy().ends_with(std::path::MAIN_SEPARATOR) {
            return Err(OutputError::Folder);
        }
        if path.as_os_str().is_empty() {
            return Err(io::Error::from(io::ErrorKind::NotFound).into());
        }
        let mut path = path.to_owned();
        for _ in 0..=MAX_LINKS {
            let Some(name) = path.file_name() else { return Err(OutputError::Folder) };
            let folder = match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            let text = name.to_string_lossy();
            // The folder need not be accessible.
            if let Some(number) = descriptor::number(folder, &text) {
                return Ok(Self::Descriptor(number));
            }
            let folder = fs::canonicalize(folder).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => OutputError::NoFolder,
                _ => error.into(),
            })?;
            if let Some(number) = descriptor::number(&folder, &text) {
                return Ok(Self::Descriptor(number));
            }
            let full = folder.join(name);
            if descriptor::is_process_folder(&folder) {
                return Ok(Self::Special(full));
            }
            let meta = match fs::symlink_metadata(&full) {
                Ok(meta) => meta,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Ok(Self::Missing(full));
                }
                Err(error) => return Err(error.into()),
            };
            if meta.is_symlink() {
                path = folder.join(fs::read_link(&full)?);
            } else if meta.is_dir() {
                return Err(OutputError::Folder);
            } else if meta.is_file() {
                return Ok(Self::Existing(full, meta));
            } else {
                return Ok(Self::Special(full));
            }
        }
        Err(io::Error::other("too many levels of symbolic links").into())
    }

    /// Returns the identities of the target. Devices have none: several outputs can share them.
    pub(super) fn keys(&self) -> Vec<FileKey> {
        let path = |path: &Path| FileKey::Path(path_key(path));
        match self {
            Self::Descriptor(number) => {
                let meta = descriptor::duplicate(*number).and_then(|file| file.metadata());
                meta.ok().as_ref().and_then(inode).into_iter().collect()
            }
            Self::Existing(full, meta) => inode(meta).into_iter().chain([path(full)]).collect(),
            Self::Missing(full) => vec![path(full)],
            Self::Special(full) => {
                fs::metadata(full).ok().as_ref().and_then(inode).into_iter().collect()
            }
        }
    }
}

/// Returns the identity of an existing file, unless it is a device.
#[cfg(unix)]
pub(super) fn inode(meta: &Metadata) -> Option<FileKey> {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let kind = meta.file_type();
    let is_device = kind.is_char_device() || kind.is_block_device();
    (!is_device).then(|| FileKey::Inode(meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
pub(super) fn inode(_: &Metadata) -> Option<FileKey> {
    None
}

/// Returns a path that is equal for equal names on systems that ignore case.
fn path_key(path: &Path) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        return OsString::from(path.to_string_lossy().to_lowercase()).into();
    }
    path.to_owned()
}

/// Opens an existing path for writing, as the redirection of a shell does.
pub(super) fn open_special(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A serial port does not become the terminal that controls the process.
        options.custom_flags(rustix::fs::OFlags::NOCTTY.bits().cast_signed());
    }
    options.open(path)
}
