//! Interface between sources and consumers of rows.

use super::account::Observer;
use super::options::DecodeOptions;
use crate::table::{BlockSize, RowBlock, TableSchema};
use std::io;
use std::sync::Arc;

/// A table of decoded rows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct InputTable {
    /// Columns of the table.
    pub columns: TableSchema,
    /// Name of the protocol, for a table of frames.
    pub protocol: Option<String>,
    /// Message types whose rows are in this table, if known.
    pub messages: Vec<Arc<str>>,
}

/// Consumer of decoded rows.
pub(in crate::decode) trait Sink<E>: Sync {
    /// Encodes rows, on any thread.
    fn encode(&self, rows: &mut RowBlock, to: &mut E);
}

impl<E, F: Fn(&mut RowBlock, &mut E) + Sync> Sink<E> for F {
    fn encode(&self, rows: &mut RowBlock, to: &mut E) {
        self(rows, to);
    }
}

/// Receives encoded rows in order. The flag is set if further rows may be delayed.
pub(in crate::decode) type Put<'p, E> = &'p mut dyn FnMut(&mut E, bool) -> io::Result<()>;

/// Size in bytes of the first block of an input that is recorded, if blocks must be full.
const FIRST_BLOCK: usize = 16 << 10;

/// Sizes of the blocks of an input that is recorded. If blocks must be full, their size is doubled for
/// each block, so that a full disk does not lose most of a small recording.
pub(in crate::decode) struct GrowingBlocks {
    next: usize,
    max: usize,
}

impl GrowingBlocks {
    pub(in crate::decode) fn new(size: BlockSize) -> Self {
        let max = if size.full { size.bytes } else { 0 };
        Self { next: FIRST_BLOCK.min(max), max }
    }

    /// Returns the minimum size of the next block; 0 if blocks need not be full.
    pub(in crate::decode) fn size(&self) -> usize {
        self.next
    }

    /// Advances to the next block.
    pub(in crate::decode) fn advance(&mut self) {
        self.next = self.next.saturating_mul(2).min(self.max);
    }
}

/// Parameters for decoding a source.
pub(in crate::decode) struct Job<'j> {
    pub(in crate::decode) options: &'j DecodeOptions,
    pub(in crate::decode) block: BlockSize,
    /// Count rows without decoding them.
    pub(in crate::decode) count_only: bool,
    pub(in crate::decode) observer: &'j mut dyn Observer,
}
