//! SQL over binary files, on one machine or a cluster.

mod args;
#[cfg(feature = "cluster")]
mod cluster;
mod output;
mod prompt;
mod session;
mod stores;

#[cfg(feature = "cluster")]
use args::ClusterCommand;
use args::{QueryArgs, SqlCli};
use bytescope_datafusion::datafusion;
use clap::Parser;
use datafusion::common::DataFusionError;
use session::Session;
use std::process::ExitCode;

/// Stack size of worker threads in bytes: planning is deeply recursive.
const STACK_SIZE: usize = 32 << 20;

fn main() -> ExitCode {
    let cli = SqlCli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_SIZE)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return report(&error.into()),
    };
    // A worker thread has the stack size above; the main thread may not.
    let ended = runtime.block_on(runtime.spawn(run(cli)));
    let ended = ended.unwrap_or_else(|error| Err(DataFusionError::External(Box::new(error))));
    runtime.shutdown_background();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output has all that it needs.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

fn is_broken_pipe(error: &DataFusionError) -> bool {
    matches!(error, DataFusionError::IoError(error) if error.kind() == std::io::ErrorKind::BrokenPipe)
}

fn report(error: &DataFusionError) -> ExitCode {
    output::report(error);
    ExitCode::FAILURE
}

async fn run(cli: SqlCli) -> Result<(), DataFusionError> {
    #[cfg(feature = "cluster")]
    match cli.command {
        Some(ClusterCommand::Scheduler(args)) => return cluster::scheduler(args).await,
        Some(ClusterCommand::Executor(args)) => return cluster::executor(args).await,
        None => {}
    }
    query(cli.query).await
}

async fn query(args: QueryArgs) -> Result<(), DataFusionError> {
    let session = Session::new(&args).await?;
    let mut statements = args.statements.clone();
    for file in &args.files {
        let text = std::fs::read_to_string(file);
        let named = |error| DataFusionError::Plan(format!("{}: {error}", file.display()));
        statements.push(text.map_err(named)?);
    }
    if statements.is_empty() {
        return prompt::run(&session).await;
    }
    for text in &statements {
        session.run(text).await?;
    }
    Ok(())
}
