//! Changes of a file without copying it.

use super::error::OutputError;
use super::replace::{drop_privileges, open_existing};
use super::target::PathTarget;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Replaces bytes of an existing file of `size` bytes, each given by its offset. The file keeps its
/// size, its name and its links. If a change fails, the old bytes are restored. Returns false and
/// changes nothing if the path is not a regular file, or if it must not be written.
///
/// ```no_run
/// bytescope::output::edit_file("image.bin".as_ref(), 4096, [(16, &[1, 2][..])])?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Returns an error if the file has another size, or if it cannot be changed.
pub fn edit_file<'e>(
    path: &Path,
    size: u64,
    edits: impl IntoIterator<Item = (u64, &'e [u8])>,
) -> Result<bool, OutputError> {
    let PathTarget::Existing(path, _) = PathTarget::of(path)? else { return Ok(false) };
    let mut readable = File::open(&path)?;
    let mut file = match open_existing(&path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(false),
        opened => opened?,
    };
    if readable.metadata()?.len() != size {
        return Err(io::Error::other("was changed by another process").into());
    }
    drop_privileges(&file);
    let mut undo: Vec<(u64, Vec<u8>)> = Vec::new();
    for (offset, bytes) in edits {
        let mut old = vec![0; bytes.len()];
        let change = || {
            readable.seek(SeekFrom::Start(offset))?;
            readable.read_exact(&mut old)?;
            undo.push((offset, old));
            write_at(&mut file, offset, bytes)
        };
        let changed: io::Result<()> = change();
        if let Err(error) = changed {
            for (offset, old) in undo.iter().rev() {
                // The first error is reported.
                let _ = write_at(&mut file, *offset, old);
            }
            return Err(error.into());
        }
    }
    file.sync_data()?;
    Ok(true)
}

fn write_at(file: &mut File, offset: u64, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(bytes)
}
