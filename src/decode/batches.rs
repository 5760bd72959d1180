//! Iterator over batches that are decoded on a background thread.

use super::account::{Account, Observer};
use super::options::Stop;
use super::run::Run;
use crate::blocks::STACK_SIZE;
use crate::table::{Batch, TableSchema};
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

/// The batches of a [`Run`], decoded on a background thread. All batches have the columns of
/// [`schema`](Self::schema). An input error is the last item.
///
/// Memory use is bounded: only a few batches are decoded ahead. Dropping the iterator ends decoding.
#[derive(Debug)]
#[must_use = "decoding ends when the batches are dropped"]
pub struct Batches {
    schema: TableSchema,
    batches: Receiver<Batch>,
    stop: Stop,
    thread: Option<JoinHandle<io::Result<Account>>>,
    account: Option<Account>,
}

impl Run {
    /// Decodes into batches on a background thread. Each batch has the columns of all tables.
    ///
    /// # Errors
    /// Returns an error if the thread cannot be started.
    pub fn batches(self) -> io::Result<Batches> {
        self.batches_with(())
    }

    /// Decodes into batches, like [`batches`](Self::batches). The observer is called on the
    /// background thread.
    ///
    /// # Errors
    /// Returns an error if the thread cannot be started.
    pub fn batches_with(
        mut self,
        mut observer: impl Observer + Send + 'static,
    ) -> io::Result<Batches> {
        let stop = self.options.stop.child();
        self.options.stop = stop.clone();
        let schema = self.schema().clone();
        let (sender, batches) = sync_channel(2);
        let put = move |batch: &mut Batch| {
            let batch = std::mem::take(batch);
            sender.send(batch).map_err(|_| io::ErrorKind::BrokenPipe.into())
        };
        let work = move || self.for_each_batch(&mut observer, put);
        let thread = thread::Builder::new().name("decode".to_owned()).stack_size(STACK_SIZE);
        let thread = Some(thread.spawn(work)?);
        Ok(Batches { schema, batches, stop, thread, account: None })
    }
}

impl Batches {
    /// Returns the columns of each batch.
    pub fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// Discards the remaining batches and returns the account of the input.
    ///
    /// # Errors
    /// Returns an error if decoding fails. An input error is in the account instead.
    pub fn finish(mut self) -> io::Result<Account> {
        self.batches.iter().for_each(drop);
        self.join()?;
        Ok(self.account.take().unwrap_or_default())
    }

    /// Joins the thread and stores its account.
    fn join(&mut self) -> io::Result<()> {
        if let Some(thread) = self.thread.take() {
            let joined = thread.join();
            let account = joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            self.account = Some(account);
        }
        Ok(())
    }
}

impl Iterator for Batches {
    type Item = io::Result<Batch>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Ok(batch) = self.batches.recv() {
            return Some(Ok(batch));
        }
        self.thread.as_ref()?;
        if let Err(error) = self.join() {
            return Some(Err(error));
        }
        let error = self.account.as_ref()?.error.as_ref()?;
        Some(Err(io::Error::new(error.kind(), error.to_string())))
    }
}

impl Drop for Batches {
    fn drop(&mut self) {
        self.stop.stop();
    }
}
