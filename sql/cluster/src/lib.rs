//! Tables of binary files on a Ballista cluster.
//!
//! Plans travel between the client, the scheduler and the executors, so all three have the codecs of
//! this crate: [`BytescopeLogicalCodec`] for tables, [`BytescopePhysicalCodec`] for scans. They wrap
//! the codecs of Ballista. A table travels with its schema, so that other processes require no files
//! except the data.

mod client;
mod logical;
mod physical;
mod processes;

pub use client::{client_config, connect};
pub use logical::BytescopeLogicalCodec;
pub use physical::BytescopePhysicalCodec;
pub use processes::{ExecutorOptions, SchedulerOptions, run_executor, run_scheduler};
