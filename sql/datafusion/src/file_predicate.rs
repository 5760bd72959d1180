//! Predicates on the column with the file, which select files before they are opened.

use crate::columns::FILE;
use crate::object::name_of;
use datafusion::arrow::array::{AsArray, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::Session;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, DFSchema, Statistics};
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfig, FileScanConfigBuilder};
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::{ExecutionPlan, PhysicalExpr};
use std::sync::Arc;

/// True if a predicate refers only to the column with the file.
pub(crate) fn is_file_predicate(filter: &Expr) -> bool {
    let columns = filter.column_refs();
    !columns.is_empty() && columns.iter().all(|column| column.name == FILE) && !filter.is_volatile()
}

/// Removes the files for which predicates are not true.
pub(crate) fn select_files(
    state: &dyn Session,
    plan: Arc<dyn ExecutionPlan>,
    filters: &[Expr],
) -> Result<Arc<dyn ExecutionPlan>> {
    let Some(scan) = plan.downcast_ref::<DataSourceExec>() else { return Ok(plan) };
    let Some(config) = scan.data_source().downcast_ref::<FileScanConfig>() else {
        return Ok(plan);
    };
    let schema = Arc::new(Schema::new(vec![Field::new(FILE, DataType::Utf8, false)]));
    let df_schema = DFSchema::try_from(schema.as_ref().clone())?;
    let filters = filters
        .iter()
        .map(|filter| state.create_physical_expr(unqualified(filter.clone())?, &df_schema));
    let filters: Vec<Arc<dyn PhysicalExpr>> = filters.collect::<Result<_>>()?;
    let store_url = config.object_store_url.as_str();
    let mut groups = Vec::new();
    for group in &config.file_groups {
        let mut files = Vec::new();
        for file in group.iter() {
            if holds(&filters, &schema, &name_of(store_url, &file.object_meta.location))? {
                files.push(file.clone());
            }
        }
        if !files.is_empty() {
            groups.push(FileGroup::new(files));
        }
    }
    let statistics = Statistics::new_unknown(config.file_source.table_schema().table_schema());
    let config = FileScanConfigBuilder::from(config.clone())
        .with_file_groups(groups)
        .with_statistics(statistics)
        .build();
    Ok(DataSourceExec::from_data_source(config))
}

/// Returns the predicate without the name of the table.
fn unqualified(filter: Expr) -> Result<Expr> {
    let transformed = filter.transform(|part| {
        Ok(match part {
            Expr::Column(column) => {
                Transformed::yes(Expr::Column(Column::new_unqualified(column.name)))
            }
            other => Transformed::no(other),
        })
    });
    Ok(transformed?.data)
}

/// True if all predicates are true for a file.
fn holds(filters: &[Arc<dyn PhysicalExpr>], schema: &Arc<Schema>, file: &str) -> Result<bool> {
    let names = StringArray::from_iter_values([file]);
    let row = RecordBatch::try_new(schema.clone(), vec![Arc::new(names)])?;
    for filter in filters {
        let value = filter.evaluate(&row)?.into_array(1)?;
        if value.as_boolean().iter().next().flatten() != Some(true) {
            return Ok(false);
        }
    }
    Ok(true)
}
