//! Session in which statements run.

use crate::args::{OutputKind, QueryArgs};
use crate::{output, stores};
use bytescope_datafusion::datafusion;
use bytescope_datafusion::{BytescopeConfig, with_setting};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::SessionStateBuilder;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion::sql::parser::{DFParser, Statement};
use std::path::PathBuf;
use std::time::Duration;

/// Session, and where the rows of its statements are written.
pub(crate) struct Session {
    pub(crate) context: SessionContext,
    kind: OutputKind,
    output: Option<PathBuf>,
    timeout: Option<Duration>,
}

impl Session {
    pub(crate) async fn new(args: &QueryArgs) -> Result<Self> {
        let mut config = base_config(args);
        if let Some(partitions) = args.partitions {
            config = config.with_target_partitions(partitions.max(1));
        }
        config = with_setting(config.with_information_schema(true));
        if let Some(settings) = config.options_mut().extensions.get_mut::<BytescopeConfig>() {
            settings.strict = args.strict;
        }
        let builder = SessionStateBuilder::new().with_config(config).with_default_features();
        let mut state = builder.with_runtime_env(stores::runtime()?).build();
        bytescope_datafusion::register(&mut state)?;
        let context = connect(args, state).await?;
        Ok(Self {
            context,
            kind: args.to,
            output: args.output.clone(),
            timeout: args.timeout.map(Duration::from_secs),
        })
    }

    /// Runs statements and writes the rows of each.
    pub(crate) async fn run(&self, text: &str) -> Result<()> {
        for statement in DFParser::parse_sql(text)? {
            let run = self.run_statement(statement);
            match self.timeout {
                None => run.await?,
                Some(limit) => tokio::time::timeout(limit, run).await.map_err(|_| {
                    let seconds = limit.as_secs();
                    DataFusionError::Execution(format!("time limit of {seconds} s reached"))
                })??,
            }
        }
        Ok(())
    }

    async fn run_statement(&self, statement: Statement) -> Result<()> {
        let plan = self.context.state().statement_to_plan(statement).await?;
        let has_rows = !matches!(plan, LogicalPlan::Ddl(_) | LogicalPlan::Statement(_));
        let frame = self.context.execute_logical_plan(plan).await?;
        match has_rows {
            true => output::write(frame, self.kind, self.output.as_deref()).await,
            false => frame.collect().await.map(drop),
        }
    }
}

#[cfg(feature = "cluster")]
fn base_config(args: &QueryArgs) -> SessionConfig {
    match &args.scheduler {
        Some(_) => bytescope_ballista::client_config(),
        None => SessionConfig::new(),
    }
}

#[cfg(not(feature = "cluster"))]
fn base_config(_: &QueryArgs) -> SessionConfig {
    SessionConfig::new()
}

#[cfg(feature = "cluster")]
async fn connect(
    args: &QueryArgs,
    state: datafusion::execution::SessionState,
) -> Result<SessionContext> {
    match &args.scheduler {
        Some(address) => bytescope_ballista::connect(address, state).await,
        None => Ok(SessionContext::new_with_state(state)),
    }
}

#[cfg(not(feature = "cluster"))]
async fn connect(
    _: &QueryArgs,
    state: datafusion::execution::SessionState,
) -> Result<SessionContext> {
    Ok(SessionContext::new_with_state(state))
}
