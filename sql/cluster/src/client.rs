//! Sessions whose queries run on a cluster.

use crate::{BytescopeLogicalCodec, BytescopePhysicalCodec};
use ballista::prelude::{SessionConfigExt, SessionContextExt};
use bytescope_datafusion::with_setting;
use datafusion::error::Result;
use datafusion::execution::SessionState;
use datafusion::prelude::{SessionConfig, SessionContext};
use std::sync::Arc;

/// Returns the configuration of a session for a cluster.
///
/// The adaptive planner of Ballista 55 does not end a query if an executor is lost while a later stage
/// reads its results (issue 1986 of datafusion-ballista), so the static planner is used.
pub fn client_config() -> SessionConfig {
    let config = SessionConfig::new_with_ballista()
        .with_ballista_adaptive_query_planner(false)
        .with_ballista_logical_extension_codec(Arc::new(BytescopeLogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(BytescopePhysicalCodec::default()));
    with_setting(config)
}

/// Connects a session to the scheduler at `address`, `HOST:PORT`.
///
/// # Errors
/// Returns an error if the address is invalid.
pub async fn connect(address: &str, state: SessionState) -> Result<SessionContext> {
    let url = match address.contains("://") {
        true => address.to_owned(),
        false => format!("df://{address}"),
    };
    SessionContext::remote_with_state(&url, state).await
}
