//! What records are read from.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// A file that can be sought in, or whatever else can be read.
pub(super) enum Input {
    File(File),
    Stream(Box<dyn Read + Send>),
}

impl Input {
    /// Bytes in memory.
    pub(super) fn memory(bytes: Vec<u8>) -> Self {
        Self::Stream(Box::new(Cursor::new(bytes)))
    }

    /// These bytes, then the rest.
    pub(super) fn behind(self, head: Vec<u8>) -> Self {
        Self::Stream(Box::new(Cursor::new(head).chain(self)))
    }

    /// Passes over so many bytes, or to the end; gives how many they were.
    ///
    /// # Errors
    /// Those of the input.
    pub(super) fn pass(&mut self, count: u64) -> io::Result<u64> {
        match self {
            Self::Stream(stream) => io::copy(&mut stream.take(count), &mut io::sink()),
            Self::File(file) => {
                let here = file.stream_position()?;
                let left = file.metadata()?.len().saturating_sub(here);
                let there = here.saturating_add(count.min(left));
                file.seek(SeekFrom::Start(there))?;
                Ok(count.min(left))
            }
        }
    }
}

impl Read for Input {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(to),
            Self::Stream(stream) => stream.read(to),
        }
    }
}
