//! Schedulers and executors.

use crate::{BytescopeLogicalCodec, BytescopePhysicalCodec};
use ballista_core::ConfigProducer;
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::utils::{default_config_producer, default_session_builder};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use bytescope_datafusion::with_setting;
use datafusion::common::plan_datafusion_err;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::runtime_env::RuntimeEnv;
use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::available_parallelism;

/// Seconds in which an executor must reach the scheduler after its start.
const CONNECT_TIMEOUT: u16 = 20;
/// Seconds between searches for lost executors.
const LOSS_INTERVAL: u64 = 2;
/// Share of the memory of the host for each executor.
const MEMORY_SHARE: f64 = 0.35;

/// Options of a scheduler.
#[derive(Clone, Debug)]
pub struct SchedulerOptions {
    /// Address to listen at.
    pub address: SocketAddr,
    /// Host name that executors and clients use.
    pub external_host: String,
    /// Seconds without a heartbeat after which an executor is lost.
    pub lost_after: u64,
    /// Environment with the object stores.
    pub runtime: Arc<RuntimeEnv>,
}

/// Options of an executor.
#[derive(Clone, Debug)]
pub struct ExecutorOptions {
    /// Address of the scheduler, `HOST:PORT`.
    pub scheduler: String,
    /// Address to listen at.
    pub host: String,
    /// Host name that other executors and clients use.
    pub external_host: String,
    /// Port for intermediate results; the next port is for the scheduler.
    pub port: u16,
    /// Folder for intermediate results; a new folder if `None`. Executors must not share a folder:
    /// the loss of an executor would not be noticed.
    pub work_dir: Option<PathBuf>,
    /// Number of tasks at a time; one per core if `None`.
    pub tasks: Option<usize>,
    /// Seconds between heartbeats.
    pub heartbeat: u64,
    /// Environment with the object stores.
    pub runtime: Arc<RuntimeEnv>,
}

fn failed(error: impl Display) -> DataFusionError {
    DataFusionError::Execution(error.to_string())
}

fn config_producer() -> ConfigProducer {
    Arc::new(|| with_setting(default_config_producer()))
}

/// Runs a scheduler until it fails.
///
/// Tasks are pulled by executors: with pushed tasks, Ballista 55 may not end a query after the loss of
/// an executor.
///
/// # Errors
/// Returns an error if the address is not available.
pub async fn run_scheduler(options: SchedulerOptions) -> Result<()> {
    let SchedulerOptions { address, external_host, lost_after, runtime } = options;
    let config = SchedulerConfig {
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        external_host,
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        executor_timeout_seconds: lost_after,
        expire_dead_executor_interval_seconds: LOSS_INTERVAL,
        no_executors_grace_period_seconds: lost_after,
        override_config_producer: Some(config_producer()),
        override_session_builder: Some(Arc::new(move |config| {
            let state = default_session_builder(config)?;
            let builder = SessionStateBuilder::new_from_existing(state);
            Ok(builder.with_runtime_env(runtime.clone()).build())
        })),
        override_logical_codec: Some(Arc::new(BytescopeLogicalCodec::default())),
        override_physical_codec: Some(Arc::new(BytescopePhysicalCodec::default())),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await.map_err(failed)?;
    start_server(cluster, address, Arc::new(config)).await.map_err(failed)
}

/// Runs an executor until it fails or is stopped.
///
/// # Errors
/// Returns an error if the scheduler cannot be reached or a port is not available.
pub async fn run_executor(options: ExecutorOptions) -> Result<()> {
    let (host, port) = options
        .scheduler
        .rsplit_once(':')
        .ok_or_else(|| plan_datafusion_err!("{}: expected HOST:PORT", options.scheduler))?;
    let scheduler_port = port.parse().map_err(|error| plan_datafusion_err!("{port}: {error}"))?;
    let grpc_port = options
        .port
        .checked_add(1)
        .ok_or_else(|| plan_datafusion_err!("port must be less than 65535"))?;
    let new_folder = tempfile::tempdir().map_err(DataFusionError::from)?;
    let work_dir = options.work_dir.unwrap_or_else(|| new_folder.path().to_owned());
    let runtime = options.runtime;
    let config = ExecutorProcessConfig {
        bind_host: options.host,
        external_host: Some(options.external_host),
        port: options.port,
        grpc_port,
        scheduler_host: host.to_owned(),
        scheduler_port,
        scheduler_connect_timeout_seconds: CONNECT_TIMEOUT,
        vcores: options.tasks.unwrap_or_else(|| available_parallelism().map_or(1, Into::into)),
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(work_dir.to_string_lossy().into_owned()),
        executor_heartbeat_interval_seconds: options.heartbeat,
        memory_pool_fraction: MEMORY_SHARE,
        override_config_producer: Some(config_producer()),
        override_runtime_producer: Some(Arc::new(move |_| Ok(runtime.clone()))),
        override_logical_codec: Some(Arc::new(BytescopeLogicalCodec::default())),
        override_physical_codec: Some(Arc::new(BytescopePhysicalCodec::default())),
        ..ExecutorProcessConfig::default()
    };
    start_executor_process(Arc::new(config)).await.map_err(failed)
}
