//! `CREATE EXTERNAL TABLE … STORED AS BYTESCOPE`.

use crate::options::BytescopeOptions;
use crate::table::BytescopeTable;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider, TableProviderFactory};
use datafusion::common::plan_err;
use datafusion::error::Result;
use datafusion::logical_expr::CreateExternalTable;
use std::sync::Arc;

/// Creates tables of binary files.
#[derive(Debug, Default)]
pub struct BytescopeTableFactory;

#[async_trait]
impl TableProviderFactory for BytescopeTableFactory {
    async fn create(
        &self,
        state: &dyn Session,
        statement: &CreateExternalTable,
    ) -> Result<Arc<dyn TableProvider>> {
        if !statement.schema.fields().is_empty() {
            return plan_err!("the format determines the columns: remove the list of columns");
        }
        if !statement.order_exprs.is_empty() {
            return plan_err!("WITH ORDER is not supported");
        }
        let options = BytescopeOptions::of_map(&statement.options)?;
        let infers = state.config_options().execution.listing_table_factory_infer_partitions;
        let partitions = match statement.table_partition_cols.is_empty() && infers {
            true => None,
            false => Some(statement.table_partition_cols.clone()),
        };
        let table = BytescopeTable::create(state, &statement.locations, options, partitions);
        Ok(Arc::new(table.await?))
    }
}
