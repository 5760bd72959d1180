//! Tables of files, their creation, and predicates on the file.

use crate::definition::TableDefinition;
use crate::file_predicate::{is_file_predicate, select_files};
use crate::format::BytescopeFormat;
use crate::location;
use crate::options::BytescopeOptions;
use async_trait::async_trait;
use bytescope::AnyFormat;
use datafusion::arrow::datatypes::{DataType, Schema, SchemaRef};
use datafusion::catalog::{ScanArgs, ScanResult, Session, TableProvider};
use datafusion::common::{Statistics, plan_err};
use datafusion::datasource::listing::{
    ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl,
};
use datafusion::error::Result;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::object_store::{ObjectMeta, ObjectStoreExt};
use datafusion::physical_plan::ExecutionPlan;
use futures::TryStreamExt;
use std::sync::Arc;

/// Number of leading bytes from which a format is detected.
const HEAD_SIZE: u64 = 64 << 10;

/// Type of partition columns.
fn partition_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8))
}

/// A table of binary files: a `ListingTable` with a format of this crate.
#[derive(Debug)]
pub struct BytescopeTable(ListingTable);

impl BytescopeTable {
    /// Creates a table of the files at these locations: files, folders, globs, or addresses in an
    /// object store. With `partitions`, `None` infers the columns of Hive partitions.
    ///
    /// # Errors
    /// Returns an error for invalid options, if there are no files, or if they cannot be read.
    pub async fn create(
        state: &dyn Session,
        locations: &[String],
        options: BytescopeOptions,
        partitions: Option<Vec<String>>,
    ) -> Result<Self> {
        let mut urls = Vec::new();
        for location in locations {
            let found = location::resolve(state, location).await?;
            if found.is_empty() {
                return plan_err!("{location}: no files");
            }
            urls.extend(found.into_iter().map(|url| (url, location)));
        }
        let (urls, locations): (Vec<_>, Vec<_>) = urls.into_iter().unzip();
        let Some(first_url) = urls.first() else { return plan_err!("no location") };
        if urls.iter().any(|url| url.object_store() != first_url.object_store()) {
            return plan_err!("the locations of a table must be in one object store");
        }
        let store = state.runtime_env().object_store(first_url)?;
        let mut first: Option<ObjectMeta> = None;
        let mut empty = None;
        for (url, location) in urls.iter().zip(locations) {
            let mut files = url.list_all_files(state, store.as_ref(), "").await?;
            match files.try_next().await? {
                Some(file) => first = first.or(Some(file)),
                None => empty = empty.or(Some(location)),
            }
        }
        // Of the folders of a pattern, some may have no files.
        if let (None, Some(location)) = (&first, empty) {
            return plan_err!("{location}: no files");
        }
        let mut options = options;
        let is_given = [&options.format, &options.schema, &options.struct_format];
        if let (Some(file), true) = (first, is_given.iter().all(|option| option.is_none())) {
            let head = store.get_range(&file.location, 0..file.size.min(HEAD_SIZE)).await?;
            match AnyFormat::detect(&head) {
                Some(format) => options.format = Some(format.name().to_owned()),
                None => {
                    let location = &file.location;
                    return plan_err!(
                        "{location}: unrecognized format (use the option format, schema or struct)"
                    );
                }
            }
        }
        let definition = Arc::new(TableDefinition::new(options)?);
        let mut listing = listing_options(definition);
        let columns = match partitions {
            Some(columns) => columns,
            None => listing.infer_partitions(state, first_url).await?,
        };
        let columns = columns.into_iter().map(|name| (name, partition_type())).collect();
        listing = listing.with_table_partition_cols(columns);
        let mut schemas = Vec::new();
        for url in &urls {
            listing.validate_partitions(state, url).await?;
            schemas.push(listing.infer_schema(state, url).await?.as_ref().clone());
        }
        let schema = Schema::try_merge(schemas)?;
        Self::in_runtime(state.runtime_env(), urls, listing, Arc::new(schema))
    }

    /// Creates a table with a known schema.
    ///
    /// # Errors
    /// Returns an error if the options contradict each other.
    pub fn in_runtime(
        runtime: &RuntimeEnv,
        urls: Vec<ListingTableUrl>,
        options: ListingOptions,
        schema: SchemaRef,
    ) -> Result<Self> {
        let config = ListingTableConfig::new_with_multi_paths(urls)
            .with_listing_options(options)
            .with_schema(schema);
        let cache = runtime.cache_manager.get_file_statistic_cache();
        Ok(Self(ListingTable::try_new(config)?.with_cache(cache)))
    }

    /// Returns the table of files.
    pub fn listing(&self) -> &ListingTable {
        &self.0
    }

    /// Returns the definition of the table.
    pub fn definition(&self) -> Option<&Arc<TableDefinition>> {
        let format = self.0.options().format.as_ref();
        format.downcast_ref::<BytescopeFormat>().map(BytescopeFormat::definition)
    }
}

/// Returns the options for listing files of a definition.
pub fn listing_options(definition: Arc<TableDefinition>) -> ListingOptions {
    ListingOptions::new(Arc::new(BytescopeFormat::new(definition))).with_file_extension("")
}

#[async_trait]
impl TableProvider for BytescopeTable {
    fn schema(&self) -> SchemaRef {
        self.0.schema()
    }

    fn table_type(&self) -> TableType {
        self.0.table_type()
    }

    fn statistics(&self) -> Option<Statistics> {
        self.0.statistics()
    }

    fn supports_filters_pushdown(
        &self,
        filters: &[&Expr],
    ) -> Result<Vec<TableProviderFilterPushDown>> {
        let mut supported = self.0.supports_filters_pushdown(filters)?;
        for (filter, supported) in filters.iter().zip(&mut supported) {
            if is_file_predicate(filter) {
                *supported = TableProviderFilterPushDown::Exact;
            }
        }
        Ok(supported)
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let args = ScanArgs::default()
            .with_projection(projection.map(Vec::as_slice))
            .with_filters(Some(filters))
            .with_limit(limit);
        Ok(self.scan_with_args(state, args).await?.into_inner())
    }

    async fn scan_with_args<'a>(
        &self,
        state: &dyn Session,
        args: ScanArgs<'a>,
    ) -> Result<ScanResult> {
        let filters = args.filters().unwrap_or_default();
        let (on_file, others): (Vec<Expr>, Vec<Expr>) =
            filters.iter().cloned().partition(is_file_predicate);
        if on_file.is_empty() {
            return self.0.scan_with_args(state, args).await;
        }
        // A limit would choose files before the predicate does.
        let args = args.with_filters(Some(&others)).with_limit(None);
        let plan = self.0.scan_with_args(state, args).await?.into_inner();
        Ok(ScanResult::new(select_files(state, plan, &on_file)?))
    }
}
