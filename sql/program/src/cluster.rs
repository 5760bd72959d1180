//! Processes of a cluster.

use crate::args::{ExecutorArgs, SchedulerArgs};
use crate::stores::runtime;
use bytescope_ballista::{ExecutorOptions, SchedulerOptions};
use bytescope_datafusion::datafusion::error::Result;

/// Runs a scheduler.
pub(crate) async fn scheduler(args: SchedulerArgs) -> Result<()> {
    let external_host = args.external_host.unwrap_or_else(|| args.host.to_string());
    bytescope_ballista::run_scheduler(SchedulerOptions {
        address: (args.host, args.port).into(),
        external_host,
        lost_after: args.lost_after,
        runtime: runtime()?,
    })
    .await
}

/// Runs an executor.
pub(crate) async fn executor(args: ExecutorArgs) -> Result<()> {
    bytescope_ballista::run_executor(ExecutorOptions {
        scheduler: args.scheduler,
        external_host: args.external_host.unwrap_or_else(|| args.host.clone()),
        host: args.host,
        port: args.port,
        work_dir: args.work_dir,
        tasks: args.tasks,
        heartbeat: args.heartbeat,
        runtime: runtime()?,
    })
    .await
}
