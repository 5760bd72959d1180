//! Opening what the command line names, and finding out what it is.

use crate::cli::{Bounds, Reading};
use bytescope_inspect::{Fault, Limits, OpenError, OpenOptions, Source};
use std::io;
use std::path::Path;

/// A file, and the part of it that was asked for.
pub(crate) struct Input {
    /// The name to say in messages.
    pub(crate) name: String,
    source: Source,
    offset: usize,
    end: usize,
}

impl Input {
    /// Opens a path; `-` is the standard input.
    ///
    /// # Errors
    /// The path is a directory, does not exist, or cannot be read.
    pub(crate) fn open(path: &Path, reading: &Reading) -> Result<Self, OpenError> {
        let most = reading.max_read;
        let (name, source) = if path.as_os_str() == "-" {
            ("<stdin>".to_owned(), Source::read(io::stdin().lock(), most)?)
        } else {
            (path.display().to_string(), Source::open(path, OpenOptions { map: true, most })?)
        };
        let all = source.bytes().len();
        let offset = usize::try_from(reading.offset).unwrap_or(all).min(all);
        let end = reading.length.map_or(all, |length| {
            offset.saturating_add(usize::try_from(length).unwrap_or(all)).min(all)
        });
        Ok(Self { name, source, offset, end })
    }

    /// The bytes that were asked for.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.source.bytes().get(self.offset..self.end).unwrap_or_default()
    }

    /// Where the bytes begin in the file.
    pub(crate) fn base(&self) -> u64 {
        self.offset as u64
    }

    /// A fault with the offset that it has in the file.
    pub(crate) fn in_file(&self, fault: Fault) -> Fault {
        let offset = fault.offset.saturating_add(self.base());
        fault.at(offset)
    }

    /// What went wrong with the source itself while it was being looked at.
    pub(crate) fn trouble(&self, reading: &Reading) -> Option<String> {
        if let Some(now) = self.source.truncated() {
            let was = self.source.bytes().len();
            return Some(format!(
                "the file was truncated from {was} to {now} bytes while it was read; \
                 what was shown of the rest is not there any more"
            ));
        }
        let (at, all) = (self.offset as u64, self.source.bytes().len() as u64);
        if reading.offset > all {
            return Some(format!(
                "has {all} bytes, so nothing stands at --offset {}",
                reading.offset
            ));
        }
        let wanted = reading.length.map(|length| at.saturating_add(length));
        if self.source.has_more() && wanted.is_none_or(|wanted| wanted > all) {
            let most = reading.max_read;
            return Some(format!("more than {most} bytes; the rest was not read (see --max-read)"));
        }
        None
    }
}

impl Reading {
    /// The bounds that the options set.
    pub(crate) fn limits(&self) -> Limits {
        self.bounds.limits()
    }
}

impl Bounds {
    /// The bounds that the options set.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            nodes: self.max_nodes,
            inflated: self.max_inflate,
            depth: self.max_depth,
            idle: self.max_idle,
        }
    }
}
