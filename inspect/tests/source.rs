//! Sources: files that change or are truncated, streams, and invalid paths.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::{OpenError, OpenOptions, Source};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

// Large enough for a file to be mapped. Miri needs one second per MiB.
const LARGE: usize = if cfg!(miri) { 80 << 10 } else { 1 << 20 };

/// Maps large files.
const MAPPED: OpenOptions = OpenOptions { map: true, max_size: 0 };

/// A temporary file, deleted when dropped.
struct TempFile(PathBuf);

impl TempFile {
    fn new(name: &str, len: usize) -> Self {
        let path =
            std::env::temp_dir().join(format!("bytescope-source-{}-{name}", std::process::id()));
        File::create(&path).unwrap().write_all(&vec![7; len]).unwrap();
        Self(path)
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn small_and_large_files_read_the_same() {
    for len in [1, 100, LARGE] {
        let file = TempFile::new(&len.to_string(), len);
        for options in [MAPPED, OpenOptions::default()] {
            let source = Source::open(&file.0, options).unwrap();
            assert_eq!(source.bytes(), vec![7; len]);
            assert_eq!((source.truncated(), source.has_more()), (None, false));
        }
    }
}

/// Pages lost by a truncation read as zeros, and the source reports the truncation.
#[cfg(unix)]
#[test]
#[cfg_attr(miri, ignore = "Miri cannot map files")]
fn a_truncated_file_raises_no_signal() {
    let file = TempFile::new("truncated", LARGE);
    let other = TempFile::new("other", LARGE);
    let (source, untouched) =
        (Source::open(&file.0, MAPPED).unwrap(), Source::open(&other.0, MAPPED).unwrap());
    assert_eq!(source.bytes()[0], 7);
    File::options().write(true).open(&file.0).unwrap().set_len(5000).unwrap();
    let sum: u64 = source.bytes().iter().map(|b| u64::from(*b)).sum();
    assert!(sum < 7 * LARGE as u64);
    assert_eq!(source.truncated(), Some(5000));
    assert_eq!(untouched.bytes()[LARGE - 1], 7);
    assert_eq!(untouched.truncated(), None);
}

#[cfg(unix)]
#[test]
#[cfg_attr(miri, ignore = "Miri cannot map files")]
fn truncation_of_unaccessed_bytes_is_reported() {
    let file = TempFile::new("unaccessed", LARGE);
    let source = Source::open(&file.0, MAPPED).unwrap();
    File::options().write(true).open(&file.0).unwrap().set_len(8192).unwrap();
    assert_eq!(source.bytes()[..4096], [7; 4096]);
    assert_eq!(source.truncated(), Some(8192));
}

#[test]
fn truncation_does_not_affect_a_file_in_memory() {
    let file = TempFile::new("read", LARGE);
    let source = Source::open(&file.0, OpenOptions::default()).unwrap();
    File::options().write(true).open(&file.0).unwrap().set_len(5000).unwrap();
    assert_eq!(source.bytes(), vec![7; LARGE]);
    assert_eq!(source.truncated(), None);
}

#[test]
fn streams_are_read_up_to_a_limit() {
    let source = Source::read(&[1, 2, 3][..], 3).unwrap();
    assert_eq!((source.bytes(), source.has_more()), (&[1, 2, 3][..], false));
    let source = Source::read(std::io::repeat(9), 1000).unwrap();
    assert_eq!((source.bytes().len(), source.has_more()), (1000, true));
}

#[test]
fn invalid_paths_are_errors() {
    assert!(matches!(
        Source::open(Path::new("."), OpenOptions::default()),
        Err(OpenError::Directory)
    ));
    let error = Source::open(Path::new("no/such/file"), OpenOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "no such file");
}

#[cfg(target_os = "linux")]
#[test]
fn files_of_unknown_size_are_read() {
    let up_to = |max_size| OpenOptions { max_size, ..OpenOptions::default() };
    let source = Source::open(Path::new("/proc/self/stat"), up_to(1 << 20)).unwrap();
    assert!(!source.bytes().is_empty());
    let zeros = Source::open(Path::new("/dev/zero"), up_to(100)).unwrap();
    assert_eq!((zeros.bytes().len(), zeros.has_more()), (100, true));
}
