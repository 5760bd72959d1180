//! Tables of binary files for DataFusion.
//!
//! [`register`] adds to a session:
//!
//! - `CREATE EXTERNAL TABLE t STORED AS BYTESCOPE LOCATION 'logs/' OPTIONS (format 'ubx')`,
//! - the table function `bytescope('logs/*.bin', 'sensor.ksy')`,
//! - the setting `SET bytescope.strict = true`.
//!
//! A table has the columns of its [definition](TableDefinition): records, list items or frames, as
//! `bytescope decode` writes them, and a column `file`.
//!
//! ```
//! use bytescope_datafusion::{BytescopeContext, BytescopeOptions, session};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
//! let ctx = session(Default::default())?;
//! let options = BytescopeOptions::format("sensor");
//! ctx.register_bytescope("readings", "../../samples/sensor/readings.bin", options).await?;
//! let rows = ctx.sql("select avg(temperature) from readings").await?.collect().await?;
//! assert_eq!(rows[0].num_rows(), 1);
//! # Ok(())
//! # })
//! # }
//! ```

mod columns;
mod config;
mod definition;
mod error;
mod factory;
mod faults;
mod file_predicate;
mod format;
mod function;
mod location;
mod object;
mod opener;
mod options;
mod source;
mod table;
mod wire;

pub use config::BytescopeConfig;
pub use definition::TableDefinition;
pub use factory::BytescopeTableFactory;
pub use format::{BytescopeFormat, BytescopeFormatFactory, FORMAT_NAME};
pub use function::BytescopeFunction;
pub use options::BytescopeOptions;
pub use source::BytescopeSource;
pub use table::{BytescopeTable, listing_options};

pub use datafusion;

use async_trait::async_trait;
use datafusion::error::Result;
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use std::sync::Arc;

/// Registers the format, the table function and the setting in a session.
///
/// # Errors
/// Returns an error if the format is already registered.
pub fn register(state: &mut SessionState) -> Result<()> {
    state.register_file_format(Arc::new(BytescopeFormatFactory), true)?;
    let name = FORMAT_NAME.to_ascii_uppercase();
    state.table_factories_mut().insert(name, Arc::new(BytescopeTableFactory));
    state.register_udtf(FORMAT_NAME, Arc::new(BytescopeFunction));
    Ok(())
}

/// Returns the configuration with the setting of this crate.
pub fn with_setting(config: SessionConfig) -> SessionConfig {
    match config.options().extensions.get::<BytescopeConfig>() {
        Some(_) => config,
        None => config.with_option_extension(BytescopeConfig::default()),
    }
}

/// Creates a session with the default features of DataFusion and those of this crate.
///
/// # Errors
/// Returns an error if registration fails.
pub fn session(config: SessionConfig) -> Result<SessionContext> {
    let builder = SessionStateBuilder::new().with_config(with_setting(config));
    let mut state = builder.with_default_features().build();
    register(&mut state)?;
    Ok(SessionContext::new_with_state(state))
}

/// Registration of tables.
#[async_trait]
pub trait BytescopeContext {
    /// Registers a table of the files at a location: a file, folder, glob, or an address in an object
    /// store.
    async fn register_bytescope(
        &self,
        name: &str,
        location: &str,
        options: BytescopeOptions,
    ) -> Result<()>;
}

#[async_trait]
impl BytescopeContext for SessionContext {
    async fn register_bytescope(
        &self,
        name: &str,
        location: &str,
        options: BytescopeOptions,
    ) -> Result<()> {
        let locations = [location.to_owned()];
        let table = BytescopeTable::create(&self.state(), &locations, options, None).await?;
        self.register_table(name, Arc::new(table))?;
        Ok(())
    }
}
