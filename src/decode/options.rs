//! Options for decoding.

use crate::document::ReadOptions;
use crate::table::{AnyTableFormat, TableCompression};
use bytescope_inspect::{Limits, OpenOptions};
use std::io;
use std::num::NonZero;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Options for a [`Decoder`](super::Decoder).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// Names of the columns, in order; all columns if empty.
    pub columns: Vec<String>,
    /// Path of the list whose items are decoded.
    pub each: Option<String>,
    /// Add columns for the instances of a schema.
    pub instances: bool,
    /// Add a column with the bytes of each frame, if a schema defines the frames.
    pub raw: bool,
    /// Add a column `offset` with the offset of each row, before the columns of records and list
    /// items. Frames always have it.
    pub offsets: bool,
    /// Decode only frames of this message type.
    pub message: Option<String>,
    /// Decode the frames of all message types, even those that have none of the selected columns.
    pub all_messages: bool,
    /// Offset of the first byte to decode.
    pub offset: u64,
    /// Decode only the records or frames that start in this range of offsets in the input. Together,
    /// separate ranges have the same rows as the whole input; see [`Run::is_splittable`].
    ///
    /// [`Run::is_splittable`]: super::Run::is_splittable
    pub range: Option<Range<u64>>,
    /// Number of rows to skip at the start.
    pub skip: u64,
    /// Maximum number of rows.
    pub limit: Option<u64>,
    /// Number of threads; one per core if `None`.
    pub threads: Option<NonZero<usize>>,
    /// Resource limits of schemas.
    pub limits: Limits,
    /// Maximum number of bytes to buffer of an input that is needed whole and is a pipe or device,
    /// or a file that cannot be mapped.
    pub max_read: u64,
    /// Prefix text values that a spreadsheet would evaluate as a formula with an apostrophe.
    pub escape_formulas: bool,
    /// Compression of Parquet and Arrow files; by default, Zstandard for Parquet and none for Arrow.
    /// Other tables cannot be compressed.
    pub compression: Option<TableCompression>,
    /// Map large files that are needed whole, instead of reading them into memory. Other processes
    /// can then change the data during decoding: see [`Source::open`].
    ///
    /// [`Source::open`]: bytescope_inspect::Source::open
    pub map: bool,
    /// Flag that ends decoding early.
    pub stop: Stop,
}

impl DecodeOptions {
    /// Returns the options for opening a file that is needed whole.
    pub(super) fn open_options(&self) -> OpenOptions {
        OpenOptions { map: self.map, max_size: self.max_read }
    }

    /// Applies the options for files to a table format.
    pub(super) fn apply_to(&self, format: AnyTableFormat) -> io::Result<AnyTableFormat> {
        let format = if self.escape_formulas { format.escape_formulas() } else { format };
        match self.compression {
            Some(compression) => format.compression(compression),
            None => Ok(format),
        }
    }
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            each: None,
            instances: false,
            raw: false,
            offsets: false,
            message: None,
            all_messages: false,
            offset: 0,
            range: None,
            skip: 0,
            limit: None,
            threads: None,
            limits: Limits::default(),
            max_read: ReadOptions::default().max_read,
            escape_formulas: false,
            compression: None,
            map: false,
            stop: Stop::default(),
        }
    }
}

/// A flag that ends decoding early. Clones share the flag.
#[derive(Clone, Debug)]
pub struct Stop {
    flag: Arc<AtomicBool>,
    /// Parent flag, which also ends decoding.
    parent: Option<Arc<AtomicBool>>,
}

impl Stop {
    /// Ends decoding. Rows decoded so far are complete.
    pub fn stop(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// True if decoding should end.
    pub fn is_set(&self) -> bool {
        let is_set = |flag: &Arc<AtomicBool>| flag.load(Ordering::Relaxed);
        is_set(&self.flag) || self.parent.as_ref().is_some_and(is_set)
    }

    /// Creates a child flag, which is also set if this flag is set.
    pub(super) fn child(&self) -> Self {
        Self { flag: Arc::default(), parent: Some(self.flag.clone()) }
    }
}

impl Default for Stop {
    fn default() -> Self {
        Arc::<AtomicBool>::default().into()
    }
}

impl From<Arc<AtomicBool>> for Stop {
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self { flag, parent: None }
    }
}
