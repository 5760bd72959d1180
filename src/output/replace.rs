//! Replacement of an existing file by a complete temporary file.

use super::temporary::{Temporary, block};
use std::fs::{File, Metadata, Permissions};
use std::io::{self, Seek};
use std::path::{Path, PathBuf};

/// Operation that turns a complete temporary file into the output.
#[derive(Debug)]
pub(super) enum Replacement {
    /// It is renamed.
    Rename(PathBuf),
    /// Its content is copied into the existing file.
    Overwrite(PathBuf),
}

impl Replacement {
    /// Creates a temporary file for a path, and determines how it becomes the output. The file has the
    /// owner and the permissions of the existing file `old`, or fewer permissions.
    ///
    /// # Errors
    /// Returns an error if no temporary file can be created, or the existing file is read-only.
    pub(super) fn begin(
        path: PathBuf,
        old: Option<&Metadata>,
    ) -> io::Result<(Self, Temporary, File)> {
        let folder = path.parent().unwrap_or(Path::new("/"));
        let name = path.file_name().unwrap_or_default();
        let Some(old) = old else {
            let (temporary, file) =
                Temporary::create(folder, name, |path| open_new(path, NEW_MODE))?;
            return Ok((Self::Rename(path), temporary, file));
        };
        match open_existing(&path) {
            // A running program can be replaced, but not written.
            Err(error) if error.kind() != io::ErrorKind::ExecutableFileBusy => return Err(error),
            _ => {}
        }
        match Temporary::create(folder, name, |path| open_new(path, PRIVATE_MODE)) {
            Ok((temporary, file)) => {
                let renamed = !has_other_names(old) && !has_attributes(&path) && adopt(&file, old);
                let replacement = if renamed { Self::Rename(path) } else { Self::Overwrite(path) };
                Ok((replacement, temporary, file))
            }
            // The folder may be read-only although the file is writable.
            Err(error) => {
                let elsewhere = std::env::temp_dir();
                let create = |path: &Path| open_new(path, PRIVATE_MODE);
                match Temporary::create(&elsewhere, name, create) {
                    Ok((temporary, file)) => Ok((Self::Overwrite(path), temporary, file)),
                    Err(_) => Err(error),
                }
            }
        }
    }

    /// Replaces the output by the complete temporary file.
    ///
    /// # Errors
    /// Returns an error if the output cannot be replaced. It then has its old content.
    pub(super) fn commit(&self, temporary: Temporary) -> io::Result<()> {
        match self {
            Self::Rename(path) => match temporary.rename(path) {
                // A file system is mounted at the path, or the path is in another file system.
                Err(error) if is_mounted(&error) => overwrite(path, &temporary),
                renamed => renamed,
            },
            Self::Overwrite(path) => overwrite(path, &temporary),
        }
    }
}

fn is_mounted(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices)
}

/// Permissions of a new file, before the file mode mask is applied.
const NEW_MODE: u32 = 0o666;

/// Permissions of a temporary file until it has those of the file that it replaces.
const PRIVATE_MODE: u32 = 0o600;

/// Permission bits without set-user-ID, set-group-ID and sticky bits.
const ACCESS_MODE: u32 = 0o777;

/// Creates a file. The path must not exist, not even as a symbolic link.
pub(super) fn open_new(path: &Path, mode: u32) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).read(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options.open(path)
}

/// Creates a file with the usual permissions of a new file.
pub(super) fn open_new_output(path: &Path) -> io::Result<File> {
    open_new(path, NEW_MODE)
}

/// Opens an existing file for writing. The path must not be a symbolic link.
pub(super) fn open_existing(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options.open(path)
}

/// Removes the set-user-ID and set-group-ID bits of a file whose content changes.
pub(super) fn drop_privileges(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let Ok(meta) = file.metadata() else { return };
        let mode = meta.permissions().mode() & 0o7777;
        if mode & !ACCESS_MODE != 0 {
            // Fails if another user owns the file. The system then removes the bits.
            let _ = file.set_permissions(Permissions::from_mode(mode & ACCESS_MODE));
        }
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// Gives a new file the owner and the permissions of an existing file. Returns false if that is not
/// possible.
#[cfg(unix)]
fn adopt(file: &File, old: &Metadata) -> bool {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let Ok(new) = file.metadata() else { return false };
    let is_same = (new.uid(), new.gid()) == (old.uid(), old.gid());
    let mode = old.permissions().mode() & ACCESS_MODE;
    (is_same || fchown(file, Some(old.uid()), Some(old.gid())).is_ok())
        && file.set_permissions(Permissions::from_mode(mode)).is_ok()
}

#[cfg(not(unix))]
fn adopt(file: &File, old: &Metadata) -> bool {
    let permissions: Permissions = old.permissions();
    file.set_permissions(permissions).is_ok()
}

/// True if a file has several names (hard links).
#[cfg(unix)]
fn has_other_names(meta: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(meta) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// True if a file has an access control list or other attributes that a new file would lack.
#[cfg(target_os = "linux")]
fn has_attributes(path: &Path) -> bool {
    let mut names = vec![0_u8; 4096];
    match rustix::fs::llistxattr(path, &mut *names) {
        Ok(size) => {
            let names = names.get(..size).unwrap_or_default();
            // The system assigns the SELinux label of a new file.
            let mut each = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
            each.any(|name| name != b"security.selinux")
        }
        Err(error) => error == rustix::io::Errno::RANGE,
    }
}

#[cfg(not(target_os = "linux"))]
fn has_attributes(_: &Path) -> bool {
    false
}

/// Copies a complete temporary file into an existing file. A backup is kept meanwhile.
fn overwrite(path: &Path, staged: &Temporary) -> io::Result<()> {
    let mut to = open_existing(path)?;
    let mut from = File::open(staged.path())?;
    let (name, folder) = (path.file_name().unwrap_or_default(), path.parent());
    let create =
        |folder: &Path| Temporary::create(folder, name, |path| open_new(path, PRIVATE_MODE));
    let (backup, mut copy) =
        create(folder.unwrap_or(Path::new("/"))).or_else(|_| create(&std::env::temp_dir()))?;
    io::copy(&mut File::open(path)?, &mut copy)?;
    copy.sync_all()?;
    // A signal must not end the process while the file is incomplete.
    let blocked = block();
    drop_privileges(&to);
    let Err(error) = copy_all(&mut from, &mut to) else {
        drop(blocked);
        return Ok(());
    };
    copy.rewind()?;
    let restored = to.rewind().and_then(|()| copy_all(&mut copy, &mut to));
    drop(blocked);
    match restored {
        Ok(()) => Err(error),
        Err(_) => {
            let backup = backup.keep();
            let message = format!("{error}; the old content is in {}", backup.display());
            Err(io::Error::new(error.kind(), message))
        }
    }
}

/// Replaces the content of a file.
fn copy_all(from: &mut File, to: &mut File) -> io::Result<()> {
    let size = io::copy(from, to)?;
    to.set_len(size)?;
    to.sync_all()
}
