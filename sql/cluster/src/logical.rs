//! Tables in logical plans, from the client to the scheduler.

use ballista_core::serde::BallistaLogicalExtensionCodec;
use bytescope_datafusion::{BytescopeTable, TableDefinition, listing_options};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::catalog::TableProvider;
use datafusion::common::{TableReference, not_impl_err, plan_datafusion_err, plan_err};
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{Extension, LogicalPlan};
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use serde_json::{Value, json};
use std::sync::Arc;

/// Codec of logical plans: tables of binary files, and everything that another codec supports.
#[derive(Debug)]
pub struct BytescopeLogicalCodec(Arc<dyn LogicalExtensionCodec>);

impl BytescopeLogicalCodec {
    /// Wraps another codec.
    pub fn new(inner: Arc<dyn LogicalExtensionCodec>) -> Self {
        Self(inner)
    }
}

impl Default for BytescopeLogicalCodec {
    /// Wraps the codec of Ballista.
    fn default() -> Self {
        Self(Arc::new(BallistaLogicalExtensionCodec::default()))
    }
}

/// First bytes of an encoded table.
const MAGIC: &[u8] = b"\xffbytescope-table\n";

fn encode_table(table: &BytescopeTable) -> Result<Value> {
    let listing = table.listing();
    let options = listing.options();
    if !options.file_sort_order.is_empty() {
        return not_impl_err!("sort orders of distributed tables");
    }
    let Some(definition) = table.definition() else {
        return plan_err!("the format of a table does not match its definition");
    };
    // The text of a URL lacks its glob.
    let urls = listing
        .table_paths()
        .iter()
        .map(|url| json!([url.as_str(), url.get_glob().as_ref().map(glob::Pattern::as_str)]));
    let partitions = options.table_partition_cols.iter().map(|(name, _)| name.as_str());
    Ok(json!({
        "urls": urls.collect::<Vec<_>>(),
        "partitions": partitions.collect::<Vec<_>>(),
        "definition": definition.to_json(),
    }))
}

fn decode_table(
    value: &Value,
    schema: &SchemaRef,
    context: &TaskContext,
) -> Result<BytescopeTable> {
    let list = |key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let invalid = || plan_datafusion_err!("invalid table in a plan");
    let mut urls = Vec::new();
    for url in list("urls") {
        let text = url.get(0).and_then(Value::as_str).ok_or_else(invalid)?;
        let parsed = ListingTableUrl::parse(text)?;
        urls.push(match url.get(1).and_then(Value::as_str) {
            Some(glob) => parsed.with_glob(glob)?,
            None => parsed,
        });
    }
    let definition = TableDefinition::from_json(value.get("definition").ok_or_else(invalid)?)?;
    let mut partitions: Vec<(String, DataType)> = Vec::new();
    for name in list("partitions") {
        let name = name.as_str().ok_or_else(invalid)?;
        partitions.push((name.to_owned(), schema.field_with_name(name)?.data_type().clone()));
    }
    // The partition columns are the last ones.
    let count = schema.fields().len().saturating_sub(partitions.len());
    let columns = schema.project(&(0..count).collect::<Vec<_>>())?;
    let options = listing_options(Arc::new(definition)).with_table_partition_cols(partitions);
    BytescopeTable::in_runtime(&context.runtime_env(), urls, options, Arc::new(columns))
}

impl LogicalExtensionCodec for BytescopeLogicalCodec {
    fn try_encode_table_provider(
        &self,
        name: &TableReference,
        node: Arc<dyn TableProvider>,
        buffer: &mut Vec<u8>,
    ) -> Result<()> {
        let Some(table) = node.downcast_ref::<BytescopeTable>() else {
            return self.0.try_encode_table_provider(name, node, buffer);
        };
        buffer.extend_from_slice(MAGIC);
        buffer.extend_from_slice(encode_table(table)?.to_string().as_bytes());
        Ok(())
    }

    fn try_decode_table_provider(
        &self,
        buffer: &[u8],
        name: &TableReference,
        schema: SchemaRef,
        context: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        let Some(table) = buffer.strip_prefix(MAGIC) else {
            return self.0.try_decode_table_provider(buffer, name, schema, context);
        };
        let value = serde_json::from_slice(table);
        let value = value.map_err(|error| DataFusionError::External(Box::new(error)))?;
        Ok(Arc::new(decode_table(&value, &schema, context)?))
    }

    fn try_decode(
        &self,
        buffer: &[u8],
        inputs: &[LogicalPlan],
        context: &TaskContext,
    ) -> Result<Extension> {
        self.0.try_decode(buffer, inputs, context)
    }

    fn try_encode(&self, node: &Extension, buffer: &mut Vec<u8>) -> Result<()> {
        self.0.try_encode(node, buffer)
    }

    fn try_decode_file_format(
        &self,
        buffer: &[u8],
        context: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.0.try_decode_file_format(buffer, context)
    }

    fn try_encode_file_format(
        &self,
        buffer: &mut Vec<u8>,
        node: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.0.try_encode_file_format(buffer, node)
    }
}
