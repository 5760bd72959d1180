//! The file format of DataFusion.

use crate::columns::table_schema;
use crate::definition::TableDefinition;
use crate::error::file_error;
use crate::object::StoredObject;
use crate::options::BytescopeOptions;
use crate::source::BytescopeSource;
use async_trait::async_trait;
use bytescope::table::Joined;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::Session;
use datafusion::common::stats::Precision;
use datafusion::common::{GetExt, Statistics, not_impl_err, plan_err};
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::datasource::file_format::{FileFormat, FileFormatFactory};
use datafusion::datasource::physical_plan::{FileScanConfig, FileScanConfigBuilder, FileSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::{DataFusionError, Result};
use datafusion::object_store::{ObjectMeta, ObjectStore};
use datafusion::physical_plan::ExecutionPlan;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// Name of the format in `STORED AS`.
pub const FORMAT_NAME: &str = "bytescope";

/// Binary files with a definition.
#[derive(Debug)]
pub struct BytescopeFormat {
    definition: Arc<TableDefinition>,
}

impl BytescopeFormat {
    /// Creates the format of files with this definition.
    pub fn new(definition: Arc<TableDefinition>) -> Self {
        Self { definition }
    }

    /// Returns the definition.
    pub fn definition(&self) -> &Arc<TableDefinition> {
        &self.definition
    }
}

/// Returns an object of a store. The address of the store is unknown here, so names are paths.
fn stored(store: &Arc<dyn ObjectStore>, meta: &ObjectMeta) -> StoredObject {
    let store_url = if store.to_string().starts_with("LocalFileSystem") { "file:///" } else { "" };
    StoredObject {
        store: store.clone(),
        meta: meta.clone(),
        store_url: store_url.to_owned(),
        runtime: Handle::current(),
    }
}

/// Returns the columns of a file.
fn columns_of(
    definition: &TableDefinition,
    object: &StoredObject,
) -> Result<bytescope::table::TableSchema> {
    let (input, copy) = match definition.needs_whole_file() {
        true => object.whole_input()?,
        false => (object.input(), None),
    };
    let run = definition.open(input, definition.decode_options(Vec::new()));
    let columns = run.map(|run| run.schema().clone());
    drop(copy);
    columns.map_err(|error| file_error(&object.name(), error))
}

#[async_trait]
impl FileFormat for BytescopeFormat {
    fn get_ext(&self) -> String {
        FORMAT_NAME.to_owned()
    }

    fn get_ext_with_compression(&self, compression: &FileCompressionType) -> Result<String> {
        match compression.is_compressed() {
            true => not_impl_err!("compressed files"),
            false => Ok(self.get_ext()),
        }
    }

    fn compression_type(&self) -> Option<FileCompressionType> {
        None
    }

    async fn infer_schema(
        &self,
        _: &dyn Session,
        store: &Arc<dyn ObjectStore>,
        objects: &[ObjectMeta],
    ) -> Result<SchemaRef> {
        if !self.definition.needs_file() {
            return Ok(table_schema(&self.definition.static_columns()?));
        }
        // The columns of logs differ; those of records are in the first file.
        let count = if self.definition.is_log() { objects.len() } else { 1 };
        let mut columns = Vec::new();
        for meta in objects.iter().take(count) {
            let (definition, object) = (self.definition.clone(), stored(store, meta));
            let read = spawn_blocking(move || columns_of(&definition, &object)).await;
            columns.push(read.map_err(|error| DataFusionError::External(Box::new(error)))??);
        }
        if columns.is_empty() {
            // All files are empty, which formats with a header do not permit.
            columns.push(self.definition.static_columns()?);
        }
        Ok(table_schema(Joined::new(&columns, &[]).schema()))
    }

    async fn infer_stats(
        &self,
        _: &dyn Session,
        store: &Arc<dyn ObjectStore>,
        schema: SchemaRef,
        meta: &ObjectMeta,
    ) -> Result<Statistics> {
        let mut statistics = Statistics::new_unknown(&schema);
        let rows = if let Some(size) = self.definition.record_size() {
            meta.size.checked_div(size).filter(|rows| rows.saturating_mul(size) == meta.size)
        } else if self.definition.has_built_in_records() {
            let (definition, object) = (self.definition.clone(), stored(store, meta));
            let read = spawn_blocking(move || {
                let options = definition.decode_options(Vec::new());
                // An invalid file is an error of the query, not of the statistics.
                definition.open(object.input(), options).ok().and_then(|run| run.exact_rows())
            });
            read.await.map_err(|error| DataFusionError::External(Box::new(error)))?
        } else {
            None
        };
        if let Some(rows) = rows.and_then(|rows| usize::try_from(rows).ok()) {
            statistics.num_rows = Precision::Exact(rows);
        }
        Ok(statistics)
    }

    async fn create_physical_plan(
        &self,
        session: &dyn Session,
        config: FileScanConfig,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let source: Arc<dyn FileSource> = config.file_source.clone();
        let Some(source) =
            (source.as_ref() as &dyn std::any::Any).downcast_ref::<BytescopeSource>()
        else {
            return plan_err!("the source of a scan does not match its format");
        };
        let source = source.clone().with_config(session.config_options());
        let config = FileScanConfigBuilder::from(config).with_source(Arc::new(source)).build();
        Ok(DataSourceExec::from_data_source(config))
    }

    fn file_source(&self, table_schema: TableSchema) -> Arc<dyn FileSource> {
        Arc::new(BytescopeSource::new(self.definition.clone(), table_schema))
    }
}

/// Creates formats from the options of a statement.
#[derive(Debug, Default)]
pub struct BytescopeFormatFactory;

impl FileFormatFactory for BytescopeFormatFactory {
    fn create(
        &self,
        _: &dyn Session,
        options: &HashMap<String, String>,
    ) -> Result<Arc<dyn FileFormat>> {
        let definition = TableDefinition::new(BytescopeOptions::of_map(options)?)?;
        Ok(Arc::new(BytescopeFormat::new(Arc::new(definition))))
    }

    /// Returns the format of files whose formats are detected.
    fn default(&self) -> Arc<dyn FileFormat> {
        Arc::new(BytescopeFormat::new(Arc::new(TableDefinition::detected())))
    }
}

impl GetExt for BytescopeFormatFactory {
    fn get_ext(&self) -> String {
        FORMAT_NAME.to_owned()
    }
}
