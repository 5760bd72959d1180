//! Scan of binary files in a plan.

use crate::config::BytescopeConfig;
use crate::definition::TableDefinition;
use crate::faults::FaultCounters;
use crate::opener::BytescopeOpener;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::config::ConfigOptions;
use datafusion::datasource::physical_plan::{FileOpener, FileScanConfig, FileSource};
use datafusion::datasource::projection::{ProjectionOpener, SplitProjection};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::Result;
use datafusion::object_store::ObjectStore;
use datafusion::physical_expr::projection::ProjectionExprs;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use datafusion::physical_plan::{DisplayFormatType, PhysicalExpr, apply_expression_roots};
use std::fmt;
use std::sync::Arc;

/// Default number of rows of a batch.
const BATCH_SIZE: usize = 8192;

/// Scan of binary files: the definition of the table, and the projection.
#[derive(Clone)]
pub struct BytescopeSource {
    definition: Arc<TableDefinition>,
    strict: bool,
    is_splittable: bool,
    table_schema: TableSchema,
    projection: SplitProjection,
    batch_size: usize,
    metrics: ExecutionPlanMetricsSet,
}

impl fmt::Debug for BytescopeSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BytescopeSource")
            .field("definition", &self.definition)
            .field("strict", &self.strict)
            .finish_non_exhaustive()
    }
}

impl BytescopeSource {
    /// Creates a scan of all columns.
    pub fn new(definition: Arc<TableDefinition>, table_schema: TableSchema) -> Self {
        Self {
            is_splittable: definition.is_splittable(),
            definition,
            strict: false,
            projection: SplitProjection::unprojected(&table_schema),
            table_schema,
            batch_size: BATCH_SIZE,
            metrics: ExecutionPlanMetricsSet::new(),
        }
    }

    /// Returns the definition of the table.
    pub fn definition(&self) -> &Arc<TableDefinition> {
        &self.definition
    }

    /// True if any fault in a file is an error.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// Sets if any fault in a file is an error.
    #[must_use]
    pub fn with_strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    /// Applies the settings of a session.
    #[must_use]
    pub fn with_config(self, config: &ConfigOptions) -> Self {
        let strict = config.extensions.get::<BytescopeConfig>().is_some_and(|config| config.strict);
        self.with_strict(strict)
    }
}

impl FileSource for BytescopeSource {
    fn create_file_opener(
        &self,
        store: Arc<dyn ObjectStore>,
        config: &FileScanConfig,
        partition: usize,
    ) -> Result<Arc<dyn FileOpener>> {
        let file_schema = self.table_schema.file_schema();
        let opener = BytescopeOpener {
            definition: self.definition.clone(),
            store,
            store_url: config.object_store_url.as_str().to_owned(),
            schema: Arc::new(file_schema.project(&self.projection.file_indices)?),
            batch_size: self.batch_size,
            limit: config.limit,
            strict: self.strict,
            counters: FaultCounters::new(&self.metrics, partition),
        };
        ProjectionOpener::try_new(self.projection.clone(), Arc::new(opener), file_schema)
    }

    fn table_schema(&self) -> &TableSchema {
        &self.table_schema
    }

    fn with_batch_size(&self, batch_size: usize) -> Arc<dyn FileSource> {
        Arc::new(Self { batch_size, ..self.clone() })
    }

    fn projection(&self) -> Option<&ProjectionExprs> {
        Some(&self.projection.source)
    }

    fn try_pushdown_projection(
        &self,
        projection: &ProjectionExprs,
    ) -> Result<Option<Arc<dyn FileSource>>> {
        let merged = self.projection.source.try_merge(projection)?;
        let projection = SplitProjection::new(self.table_schema.file_schema(), &merged);
        Ok(Some(Arc::new(Self { projection, ..self.clone() })))
    }

    fn metrics(&self) -> &ExecutionPlanMetricsSet {
        &self.metrics
    }

    fn file_type(&self) -> &str {
        "bytescope"
    }

    fn supports_repartitioning(&self) -> bool {
        self.is_splittable
    }

    fn fmt_extra(&self, kind: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match kind {
            DisplayFormatType::TreeRender => write!(f, "{}", self.definition.name()),
            _ => write!(f, ", format={}", self.definition.name()),
        }
    }

    fn apply_expressions(
        &self,
        visit: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        apply_expression_roots(self.projection.source.iter(), visit)
    }
}
