//! Batches that are decoded on a thread and taken one by one.

use super::account::Account;
use super::options::Stop;
use super::run::Run;
use crate::blocks::STACK;
use crate::table::{Batch, BlockSize, Schema};
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

/// The batches of a [`Run`], decoded ahead of whoever takes them. All have the columns of
/// [`schema`](Self::schema). An error of the input is the last item.
///
/// Memory stays flat: a few batches are decoded ahead. Dropping this ends the decoding.
#[derive(Debug)]
#[must_use = "batches are decoded to be taken"]
pub struct Batches {
    schema: Schema,
    batches: Receiver<Batch>,
    stop: Stop,
    thread: Option<JoinHandle<io::Result<Account>>>,
    account: Option<Account>,
}

/// Bytes of rows in a batch.
const BLOCK: usize = 1 << 20;

impl Run {
    /// Decodes on a thread of its own into batches of the columns of all tables.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn batches(mut self) -> io::Result<Batches> {
        let stop = self.options.stop.part();
        self.options.stop = stop.clone();
        let (joined, schema) = (self.joined.clone(), self.joined.schema().clone());
        let (sender, batches) = sync_channel(2);
        let block = BlockSize { bytes: BLOCK, full: false };
        let encode = move |rows: &mut crate::table::RowBlock, to: &mut Option<Batch>| {
            let mut memory = Batch::default();
            *to = joined.batch(rows, &mut memory).map(std::mem::take);
            // The batch that was taken is replaced.
            if rows.tables.len() == 1 {
                rows.tables = vec![Batch::new(joined.schema())];
            }
            Ok(())
        };
        let put = move |batch: &mut Option<Batch>, _| match batch.take() {
            Some(batch) => sender.send(batch).map_err(|_| io::ErrorKind::BrokenPipe.into()),
            None => Ok(()),
        };
        let work = move || self.decode(block, &mut (), encode, put);
        let thread = thread::Builder::new().name("decode".to_owned()).stack_size(STACK);
        let thread = Some(thread.spawn(work)?);
        Ok(Batches { schema, batches, stop, thread, account: None })
    }
}

impl Batches {
    /// The columns of each batch.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Passes over the batches that are left and gives the account of the input.
    ///
    /// # Errors
    /// The decoder could not go on. An error of the input is in the account.
    pub fn finish(mut self) -> io::Result<Account> {
        self.batches.iter().for_each(drop);
        self.join()?;
        Ok(self.account.take().unwrap_or_default())
    }

    /// Waits for the end of the thread and keeps the account.
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
