//! What every source of rows is given, and what it gives.

use super::account::Observer;
use super::options::DecodeOptions;
use crate::table::{BlockSize, RowBlock, Schema};
use std::io;
use std::sync::Arc;

/// A table that rows of an input are in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Table {
    /// The columns.
    pub columns: Schema,
    /// Name of the protocol, of a table of frames.
    pub protocol: Option<String>,
    /// The kinds of messages whose rows are in this table, where these are known.
    pub messages: Vec<Arc<str>>,
}

/// What is done with the rows of a source.
pub(in crate::decode) trait Sink<E>: Sync {
    /// Encodes rows, on any thread.
    fn encode(&self, rows: &mut RowBlock, to: &mut E);
}

impl<E, F: Fn(&mut RowBlock, &mut E) + Sync> Sink<E> for F {
    fn encode(&self, rows: &mut RowBlock, to: &mut E) {
        self(rows, to);
    }
}

/// Takes encoded rows in order, and whether more may be long in coming.
pub(in crate::decode) type Put<'p, E> = &'p mut dyn FnMut(&mut E, bool) -> io::Result<()>;

/// How a source is decoded.
pub(in crate::decode) struct Job<'j> {
    pub(in crate::decode) options: &'j DecodeOptions,
    pub(in crate::decode) block: BlockSize,
    /// Rows are counted, not decoded.
    pub(in crate::decode) count_only: bool,
    pub(in crate::decode) observer: &'j mut dyn Observer,
}
