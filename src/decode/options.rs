//! What is decoded.

use bytescope_inspect::{Limits, OpenOptions};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Options of a [`Decoder`](super::Decoder).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// Names of columns, in order; all columns if empty.
    pub columns: Vec<String>,
    /// Path of the list whose items are decoded.
    pub each: Option<String>,
    /// Whether the computed values of a schema are columns.
    pub instances: bool,
    /// Offset of the first byte to decode.
    pub offset: u64,
    /// Number of rows to leave out at the start.
    pub skip: u64,
    /// Maximum number of rows.
    pub limit: Option<u64>,
    /// Number of threads; one per core if not given.
    pub threads: Option<NonZero<usize>>,
    /// Limits on list items that a schema describes.
    pub limits: Limits,
    /// Whether a large file of which all bytes are needed is mapped instead of read into memory.
    /// Another process may then change what was read: see [`Source::open`].
    ///
    /// [`Source::open`]: bytescope_inspect::Source::open
    pub map: bool,
    /// Silence of a live input after which an incomplete frame is given up.
    pub timeout: Duration,
    /// Ends decoding early.
    pub stop: Stop,
}

impl DecodeOptions {
    /// How a whole file is opened.
    pub(super) fn open_options(&self) -> OpenOptions {
        OpenOptions { map: self.map, ..OpenOptions::default() }
    }
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            each: None,
            instances: false,
            offset: 0,
            skip: 0,
            limit: None,
            threads: None,
            limits: Limits::default(),
            map: false,
            timeout: Duration::from_secs(1),
            stop: Stop::default(),
        }
    }
}

/// A flag that ends decoding early. Its clones are the same flag.
#[derive(Clone, Debug)]
pub struct Stop {
    flag: Arc<AtomicBool>,
    /// The flag of the program, if this one is of a part of it.
    program: Option<Arc<AtomicBool>>,
}

impl Stop {
    /// Ends the decoding; what was decoded so far is complete.
    pub fn stop(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Whether decoding shall end.
    pub fn is_set(&self) -> bool {
        let is_set = |flag: &Arc<AtomicBool>| flag.load(Ordering::Relaxed);
        is_set(&self.flag) || self.program.as_ref().is_some_and(is_set)
    }

    /// A flag of its own, which is also set by this one.
    pub(super) fn part(&self) -> Self {
        Self { flag: Arc::default(), program: Some(self.flag.clone()) }
    }
}

impl Default for Stop {
    fn default() -> Self {
        Arc::<AtomicBool>::default().into()
    }
}

impl From<Arc<AtomicBool>> for Stop {
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self { flag, program: None }
    }
}
