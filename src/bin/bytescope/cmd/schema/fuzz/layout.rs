//! Paths of a schema's files in the project. Relative paths between files are kept, so imports
//! resolve.

use bytescope::ksy::Sources;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Files of a schema with their paths in the project.
#[derive(Debug)]
pub(super) struct Layout {
    /// Path and text of each file, the main schema first.
    pub(super) files: Vec<(PathBuf, String)>,
    /// Path of the main schema.
    pub(super) main: PathBuf,
    /// Search path for absolute imports.
    pub(super) folders: Vec<PathBuf>,
}

impl Layout {
    /// Assigns paths to the files of a schema. `folders` is the search path for imports.
    ///
    /// # Errors
    /// Returns an error if the current folder is unknown.
    pub(super) fn of(sources: &Sources, folders: &[PathBuf]) -> io::Result<Self> {
        let files = sources.files().map(|(path, text)| Ok((absolute(path)?, text.to_owned())));
        let files = files.collect::<io::Result<Vec<_>>>()?;
        let folders = folders.iter().map(|path| absolute(path)).collect::<io::Result<Vec<_>>>()?;
        let used: Vec<_> = folders
            .into_iter()
            .filter(|folder| files.iter().any(|(path, _)| path.starts_with(folder)))
            .collect();
        let bases = bases(&files, &used);
        let target = |path: &Path| {
            bases.iter().enumerate().find_map(|(index, base)| {
                let rest = path.strip_prefix(base).ok()?;
                let top = if index == 0 { "schema".to_owned() } else { format!("include/{index}") };
                // `components` removes the trailing slash added by joining an empty path.
                Some(PathBuf::from(top).join(rest).components().collect::<PathBuf>())
            })
        };
        let folders = used.iter().filter_map(|folder| target(folder)).collect();
        let files: Vec<_> =
            files.iter().filter_map(|(path, text)| Some((target(path)?, text.clone()))).collect();
        let main = files.first().map(|(path, _)| path.clone()).unwrap_or_default();
        Ok(Self { files, main, folders })
    }
}

/// Returns disjoint folders that contain all files; the first contains the main schema.
fn bases(files: &[(PathBuf, String)], used: &[PathBuf]) -> Vec<PathBuf> {
    let main = files.first().and_then(|(path, _)| path.parent()).unwrap_or(Path::new(""));
    let outside =
        files.iter().filter(|(path, _)| !used.iter().any(|folder| path.starts_with(folder)));
    let base = outside.fold(main.to_owned(), |base, (path, _)| common_prefix(&base, path));
    let all: Vec<_> = std::iter::once(base).chain(used.iter().cloned()).collect();
    let outer = all.iter().enumerate().filter(|(index, base)| {
        let is_inner = |(other, folder): (usize, &PathBuf)| {
            other != *index && base.starts_with(folder) && (*base != folder || other < *index)
        };
        !all.iter().enumerate().any(is_inner)
    });
    let mut bases: Vec<_> = outer.map(|(_, base)| base.clone()).collect();
    bases.sort_by_key(|base| !main.starts_with(base));
    bases
}

/// Returns the common prefix of two paths.
fn common_prefix(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

/// Makes a path absolute, without `.` and `..`.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases_of(files: &[&str], used: &[&str]) -> Vec<String> {
        let files: Vec<_> = files.iter().map(|path| (path.into(), String::new())).collect();
        let used: Vec<_> = used.iter().map(PathBuf::from).collect();
        bases(&files, &used).iter().map(|base| base.display().to_string()).collect()
    }

    #[test]
    fn bases_contain_all_files() {
        assert_eq!(bases_of(&["/a/x.ksy"], &[]), ["/a"]);
        assert_eq!(bases_of(&["/a/x.ksy", "/a/b/y.ksy"], &[]), ["/a"]);
        assert_eq!(bases_of(&["/a/b/x.ksy", "/a/y.ksy"], &[]), ["/a"]);
        assert_eq!(bases_of(&["/a/x.ksy", "/lib/c/y.ksy"], &["/lib"]), ["/a", "/lib"]);
        assert_eq!(bases_of(&["/a/x.ksy", "/a/b/y.ksy"], &["/a/b"]), ["/a"]);
        assert_eq!(bases_of(&["/lib/a/x.ksy", "/lib/c/y.ksy"], &["/lib"]), ["/lib"]);
        assert_eq!(bases_of(&["/a/x.ksy"], &["/a"]), ["/a"]);
    }
}
