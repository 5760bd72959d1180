//! Command line.

use clap::{Args, Parser, ValueEnum};
use std::path::PathBuf;

/// Query binary files with SQL.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub(crate) struct SqlCli {
    #[cfg(feature = "cluster")]
    #[command(subcommand)]
    pub(crate) command: Option<ClusterCommand>,
    #[command(flatten)]
    pub(crate) query: QueryArgs,
}

/// Processes of a cluster.
#[cfg(feature = "cluster")]
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ClusterCommand {
    /// Start the scheduler of a cluster
    Scheduler(SchedulerArgs),
    /// Start an executor of a cluster
    Executor(ExecutorArgs),
}

/// Options of queries.
#[derive(Args, Clone, Debug)]
pub(crate) struct QueryArgs {
    /// Run SQL statements, separated by semicolons, instead of a prompt
    #[arg(short = 'e', long = "execute", value_name = "SQL")]
    pub(crate) statements: Vec<String>,
    /// Run the SQL statements in FILE
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = OutputKind::Table)]
    pub(crate) to: OutputKind,
    /// Write the rows to FILE
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Number of partitions [default: one per core]
    #[arg(short, long, value_name = "COUNT")]
    pub(crate) partitions: Option<usize>,
    /// Fail at the first fault in a file
    #[arg(long)]
    pub(crate) strict: bool,
    /// Run queries on a cluster
    #[cfg(feature = "cluster")]
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) scheduler: Option<String>,
    /// Time limit of a query in seconds
    #[arg(long, value_name = "SECONDS")]
    pub(crate) timeout: Option<u64>,
}

/// Output format of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputKind {
    /// Text in columns
    Table,
    /// Comma-separated values with a header
    Csv,
    /// One JSON object per line
    Ndjson,
    /// Parquet file
    Parquet,
}

/// Options of the scheduler.
#[cfg(feature = "cluster")]
#[derive(Args, Clone, Debug)]
pub(crate) struct SchedulerArgs {
    /// Address to listen at
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(crate) host: std::net::IpAddr,
    /// Port
    #[arg(long, default_value_t = 50050)]
    pub(crate) port: u16,
    /// Host name that executors and clients use [default: the address]
    #[arg(long, value_name = "NAME")]
    pub(crate) external_host: Option<String>,
    /// Seconds without a heartbeat after which an executor is lost
    #[arg(long, value_name = "SECONDS", default_value_t = 12)]
    pub(crate) lost_after: u64,
}

/// Options of an executor.
#[cfg(feature = "cluster")]
#[derive(Args, Clone, Debug)]
pub(crate) struct ExecutorArgs {
    /// Address of the scheduler
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:50050")]
    pub(crate) scheduler: String,
    /// Address to listen at
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(crate) host: String,
    /// Port; the next port is used, too
    #[arg(long, default_value_t = 50051)]
    pub(crate) port: u16,
    /// Host name that other executors and clients use [default: the address]
    #[arg(long, value_name = "NAME")]
    pub(crate) external_host: Option<String>,
    /// Folder for intermediate results [default: a new folder for temporary files]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) work_dir: Option<PathBuf>,
    /// Number of tasks at a time [default: one per core]
    #[arg(long, value_name = "COUNT")]
    pub(crate) tasks: Option<usize>,
    /// Seconds between heartbeats
    #[arg(long, value_name = "SECONDS", default_value_t = 3)]
    pub(crate) heartbeat: u64,
}
