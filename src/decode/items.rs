//! Items of a list in a schema.

use super::account::{Account, InvalidRecord};
use super::error::DecodeError;
use super::input::Input;
use super::options::DecodeOptions;
use super::source::{InputTable, Job, Put, Sink};
use crate::table::{RowBlock, TableSchema};
use bytescope_inspect::Source;
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
        let mut account = Account { bytes: bytes.len() as u64, ..Account::default() };
        let mut block = RowBlock::new(std::slice::from_ref(rows.columns()));
        let (mut encoded, mut failed) = (E::default(), None);
        let end = options.limit.map_or(u64::MAX, |limit| options.skip.saturating_add(limit));
        let mut encode = |block: &mut RowBlock| {
            sink.encode(block, &mut encoded);
            block.clear();
            put(&mut encoded, false)
        };
        let fault = rows.read(bytes, options.limits, &mut |mut row| {
            if row.index >= end || options.stop.is_set() {
                return ControlFlow::Break(());
            }
            let shown = row.index >= options.skip;
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
                if block.rows() >= BLOCK_ROWS
                    && let Err(error) = encode(&mut block)
                {
                    failed = Some(error);
                    return ControlFlow::Break(());
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
        observer.progress(account.bytes);
        account.fault = fault.map(|fault| {
            let offset = fault.offset.saturating_add(options.offset);
            fault.at(offset)
        });
        account.truncated = source.truncated();
        Ok(account)
    }
}
