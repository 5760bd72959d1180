//! Items of a list in a schema.

use super::account::{Account, InvalidRecord};
use super::error::DecodeError;
use super::input::Input;
use super::options::DecodeOptions;
use super::source::{InputTable, Job, Put, Sink};
use crate::document::ReadProblem;
use crate::table::{RowBlock, TableSchema};
use bytescope_inspect::{Fault, FaultKind, Source};
use bytescope_ksy::{Schema, SchemaRows};
use std::io;
use std::ops::ControlFlow;

/// List items as rows.
pub(super) struct ItemSource {
    rows: SchemaRows,
    /// All columns, selected or not.
    all: TableSchema,
    source: Source,
}

/// Number of rows to encode at a time.
const BLOCK_ROWS: usize = 4096;

impl ItemSource {
    pub(super) fn new(
        schema: &Schema,
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let rows = schema.rows(options.each.as_deref(), options.instances);
        let rows = rows.map_err(DecodeError::List)?;
        let all = rows.columns().clone();
        let has = |name: &&String| all.position(name).is_some();
        let known: Vec<String> = options.columns.iter().filter(has).cloned().collect();
        let rows = rows.select(&known)?;
        Ok(Self { rows, all, source: input.source(options.open_options())? })
    }

    pub(super) fn all_columns(&self) -> &TableSchema {
        &self.all
    }

    /// Stores lists in nested columns instead of JSON text.
    pub(super) fn nest(&mut self) {
        self.rows.nest();
    }

    pub(super) fn path(&self) -> &str {
        self.rows.path()
    }

    pub(super) fn table(&self) -> InputTable {
        InputTable { columns: self.rows.columns().clone(), protocol: None, messages: Vec::new() }
    }

    pub(super) fn run<E: Default + Send>(
        self,
        job: Job<'_>,
        sink: &impl Sink<E>,
        put: Put<'_, E>,
    ) -> io::Result<Account> {
        let Self { rows, source, .. } = self;
        let Job { options, count_only, observer, .. } = job;
        let start = usize::try_from(options.offset).unwrap_or(usize::MAX);
        let bytes = source.bytes().get(start..).unwrap_or_default();
        let has_more = source.has_more();
        // At the end of data that was not read completely, a missing byte is not a fault.
        let is_cut = |fault: &Fault| has_more && fault.kind == FaultKind::Truncated;
        let mut account = Account { bytes: bytes.len() as u64, ..Account::default() };
        let mut block = RowBlock::new(std::slice::from_ref(rows.columns()));
        let (mut encoded, mut failed, mut dropped) = (E::default(), None, 0_u64);
        let end = options.limit.map_or(u64::MAX, |limit| options.skip.saturating_add(limit));
        let mut encode = |block: &mut RowBlock| {
            if source.truncated().is_some() {
                // The rows may contain zeros instead of the missing bytes.
                dropped = dropped.saturating_add(block.rows() as u64);
                block.clear();
                return Ok(false);
            }
            sink.encode(block, &mut encoded);
            block.clear();
            put(&mut encoded, false).map(|()| true)
        };
        let fault = rows.read(bytes, options.limits, &mut |mut row| {
            if row.index >= end || options.stop.is_set() {
                return ControlFlow::Break(());
            }
            let shown = row.index >= options.skip;
            if row.fault().is_some_and(|(_, fault)| is_cut(fault)) {
                return ControlFlow::Break(());
            }
            if let Some((path, fault)) = row.fault().filter(|_| shown) {
                account.invalid = account.invalid.saturating_add(1);
                let offset = fault.offset.saturating_add(options.offset);
                let (path, fault) = (path.to_owned(), fault.clone().at(offset));
                observer.invalid_record(&InvalidRecord { path, fault });
            } else if shown {
                account.rows = account.rows.saturating_add(1);
                if let Some(batch) = block.tables.first_mut().filter(|_| !count_only) {
                    row.add_to(batch);
                }
                if block.rows() >= BLOCK_ROWS {
                    match encode(&mut block) {
                        Ok(true) => {}
                        Ok(false) => return ControlFlow::Break(()),
                        Err(error) => {
                            failed = Some(error);
                            return ControlFlow::Break(());
                        }
                    }
                }
            }
            if row.index.saturating_add(1) >= end {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if block.rows() > 0 {
            encode(&mut block)?;
        }
        account.rows = account.rows.saturating_sub(dropped);
        observer.progress(account.bytes);
        account.fault = fault.map(|fault| {
            let offset = fault.offset.saturating_add(options.offset);
            fault.at(offset)
        });
        account.truncated = source.truncated();
        if has_more && account.fault.as_ref().is_none_or(is_cut) {
            account.fault = Some(ReadProblem::LimitReached(options.max_read).fault());
        }
        Ok(account)
    }
}
