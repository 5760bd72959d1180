//! Decoding of a file or a range of a file into record batches.

use crate::columns::{ColumnMapper, decoded_name};
use crate::definition::TableDefinition;
use crate::error::file_error;
use crate::faults::{FaultCounters, FaultObserver};
use crate::object::StoredObject;
use bytescope::DecodeError;
use bytescope::decode::{DecodeOptions, Run};
use bytescope::table::ColumnError;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileOpenFuture, FileOpener};
use datafusion::error::{DataFusionError, Result};
use datafusion::object_store::ObjectStore;
use futures::stream::{self, StreamExt};
use std::io;
use std::ops::Range;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};

/// Number of decoded batches that wait for the query.
const PENDING_BATCHES: usize = 2;

/// Opens the files of a partition.
#[derive(Clone)]
pub(crate) struct BytescopeOpener {
    pub(crate) definition: Arc<TableDefinition>,
    pub(crate) store: Arc<dyn ObjectStore>,
    pub(crate) store_url: String,
    /// Columns of the scan.
    pub(crate) schema: SchemaRef,
    pub(crate) batch_size: usize,
    pub(crate) limit: Option<usize>,
    pub(crate) strict: bool,
    pub(crate) counters: FaultCounters,
}

impl FileOpener for BytescopeOpener {
    fn open(&self, file: PartitionedFile) -> Result<FileOpenFuture> {
        let opener = self.clone();
        Ok(Box::pin(async move {
            let object = StoredObject {
                store: opener.store.clone(),
                store_url: opener.store_url.clone(),
                meta: file.object_meta,
                runtime: Handle::current(),
            };
            let offset = |offset: i64| u64::try_from(offset).unwrap_or(0);
            let range = file.range.map(|range| offset(range.start)..offset(range.end));
            let (sender, receiver) = channel(PENDING_BATCHES);
            // The decoder ends at the next batch if the receiver is dropped.
            let decoder = tokio::task::spawn_blocking(move || {
                let scan = FileScan { opener, object, range, sender };
                if let Err(error) = scan.run() {
                    let _ = scan.sender.blocking_send(Err(error));
                }
            });
            let batches = stream::unfold(receiver, |mut receiver| async move {
                receiver.recv().await.map(|batch| (batch, receiver))
            });
            // A panic of the decoder is an error of the query.
            let end = stream::once(decoder).filter_map(|ended| async move {
                ended.err().map(|error| Err(DataFusionError::External(Box::new(error))))
            });
            Ok(batches.chain(end).boxed())
        }))
    }
}

/// Scan of a file or a range, on a thread that may block.
struct FileScan {
    opener: BytescopeOpener,
    object: StoredObject,
    range: Option<Range<u64>>,
    sender: Sender<Result<RecordBatch>>,
}

impl FileScan {
    fn run(&self) -> Result<()> {
        let definition = &self.opener.definition;
        let names = self.opener.schema.fields().iter().filter_map(|field| decoded_name(field));
        let names: Vec<String> = names.map(str::to_owned).collect();
        let is_counted = names.is_empty();
        let mut options = definition.decode_options(names);
        if definition.has_frames() && !options.columns.is_empty() {
            // Rows of tables without any of the columns have this one.
            if !options.columns.iter().any(|name| name == "offset") {
                options.columns.push("offset".to_owned());
            }
        } else if !is_counted {
            options.limit = self.opener.limit.map(|limit| limit as u64);
        }
        options.range.clone_from(&self.range);
        // The copy exists until the end of the scan.
        let mut copy = None;
        let Some(run) = self.open(options, &mut copy)? else { return Ok(()) };
        self.decode(run, is_counted)
    }

    /// Opens the file; `None` if another range has all of its rows.
    fn open(
        &self,
        mut options: DecodeOptions,
        copy: &mut Option<tempfile::TempPath>,
    ) -> Result<Option<Run>> {
        let definition = &self.opener.definition;
        loop {
            let input = match definition.needs_whole_file() {
                true => {
                    let (input, new) = self.object.whole_input()?;
                    *copy = new;
                    input
                }
                false => self.object.input(),
            };
            match definition.open(input, options.clone()) {
                Ok(run) => return Ok(Some(run)),
                // Logs have different columns; the others are null.
                Err(DecodeError::Columns(ColumnError::Unknown { name, .. }))
                    if definition.is_log() =>
                {
                    options.columns.retain(|column| *column != name);
                }
                // The first range has all rows of such a file.
                Err(DecodeError::NotSplittable) => match options.range.take() {
                    Some(range) if range.start == 0 => {}
                    _ => return Ok(None),
                },
                Err(error) => return Err(file_error(&self.object.name(), error)),
            }
        }
    }

    fn decode(&self, run: Run, is_counted: bool) -> Result<()> {
        let file = self.object.name();
        let mapper = ColumnMapper::new(self.opener.schema.clone(), run.schema(), file.clone());
        let mut observer = FaultObserver {
            strict: self.opener.strict,
            partial: self.opener.definition.options().partial,
            counters: self.opener.counters.clone(),
            size: self.object.meta.size,
            first: None,
            file: file.clone(),
        };
        if let Some((path, fault)) = run.faults().first().filter(|_| self.opener.strict) {
            return Err(file_error(&file, format!("{path} at {:#x}: {fault}", fault.offset)));
        }
        let mut failed = None;
        let decoded = if is_counted {
            run.count(&mut observer)
        } else {
            run.for_each_batch(&mut observer, |batch| {
                let sent = mapper.convert(batch).map(|batch| self.send(&batch));
                match sent {
                    Ok(true) => Ok(()),
                    Ok(false) => Err(io::ErrorKind::BrokenPipe.into()),
                    Err(error) => {
                        failed = Some(error);
                        Err(io::ErrorKind::InvalidData.into())
                    }
                }
            })
        };
        if let Some(error) = failed {
            return Err(error);
        }
        let account = match decoded {
            Ok(account) => account,
            // The query has all rows that it needs.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => {
                return Err(observer.first.unwrap_or_else(|| file_error(&file, error)));
            }
        };
        observer.finish(&account)?;
        if is_counted {
            self.send_counted(&mapper, account.rows)?;
        }
        Ok(())
    }

    /// Sends rows in batches of the configured size. Returns false if the query has ended.
    fn send(&self, batch: &RecordBatch) -> bool {
        let size = self.opener.batch_size.max(1);
        (0..batch.num_rows()).step_by(size).all(|start| {
            let part = batch.slice(start, size.min(batch.num_rows().saturating_sub(start)));
            self.sender.blocking_send(Ok(part)).is_ok()
        })
    }

    /// Sends rows that were only counted.
    fn send_counted(&self, mapper: &ColumnMapper, rows: u64) -> Result<()> {
        let size = self.opener.batch_size.max(1);
        let mut left = usize::try_from(rows).unwrap_or(usize::MAX);
        while left > 0 {
            let count = left.min(size);
            if self.sender.blocking_send(mapper.rows(count).map(Ok)?).is_err() {
                return Ok(());
            }
            left = left.saturating_sub(count);
        }
        Ok(())
    }
}
