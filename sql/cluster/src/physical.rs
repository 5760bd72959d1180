//! Scans in physical plans, from the scheduler to the executors.

use ballista_core::serde::BallistaPhysicalExtensionCodec;
use bytescope_datafusion::{BytescopeSource, TableDefinition};
use datafusion::common::{internal_err, plan_datafusion_err};
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::from_proto::{
    parse_protobuf_file_scan_config, parse_table_schema_from_proto,
};
use datafusion_proto::physical_plan::to_proto::serialize_file_scan_config;
use datafusion_proto::physical_plan::{
    PhysicalExtensionCodec, PhysicalPlanDecodeContext, PhysicalProtoConverterExtension,
};
use datafusion_proto::protobuf::FileScanExecConf;
use prost::Message;
use serde_json::{Value, json};
use std::sync::Arc;

/// Codec of physical plans: scans of binary files, and everything that another codec supports.
///
/// A scan is encoded as a `FileScanConfig`, because the scheduler restricts each task to its partition
/// only in such a node.
#[derive(Debug)]
pub struct BytescopePhysicalCodec(Arc<dyn PhysicalExtensionCodec>);

impl BytescopePhysicalCodec {
    /// Wraps another codec.
    pub fn new(inner: Arc<dyn PhysicalExtensionCodec>) -> Self {
        Self(inner)
    }
}

impl Default for BytescopePhysicalCodec {
    /// Wraps the codec of Ballista.
    fn default() -> Self {
        Self(Arc::new(BallistaPhysicalExtensionCodec::default()))
    }
}

/// First bytes of an encoded scan.
const MAGIC: &[u8] = b"\xffbytescope-scan\n";

fn external(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

impl PhysicalExtensionCodec for BytescopePhysicalCodec {
    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buffer: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        let scan = node.downcast_ref::<DataSourceExec>();
        let scan = scan.and_then(|scan| scan.downcast_to_file_source::<BytescopeSource>());
        let Some((config, source)) = scan else {
            return self.0.try_encode(node, buffer, converter);
        };
        let head = json!({
            "strict": source.is_strict(),
            "definition": source.definition().to_json(),
        });
        let head = head.to_string();
        buffer.extend_from_slice(MAGIC);
        buffer.extend_from_slice(&(head.len() as u64).to_le_bytes());
        buffer.extend_from_slice(head.as_bytes());
        serialize_file_scan_config(config, self, converter)?.encode(buffer).map_err(external)
    }

    fn try_decode(
        &self,
        buffer: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Some(scan) = buffer.strip_prefix(MAGIC) else {
            return self.0.try_decode(buffer, inputs, context, converter);
        };
        if !inputs.is_empty() {
            return internal_err!("a scan has no inputs");
        }
        let invalid = || plan_datafusion_err!("invalid scan in a plan");
        let (size, rest) = scan.split_first_chunk::<8>().ok_or_else(invalid)?;
        let size = usize::try_from(u64::from_le_bytes(*size)).unwrap_or(usize::MAX);
        let (head, body) = rest.split_at_checked(size).ok_or_else(invalid)?;
        let head: Value = serde_json::from_slice(head).map_err(external)?;
        let definition = TableDefinition::from_json(head.get("definition").ok_or_else(invalid)?)?;
        let strict = head.get("strict") == Some(&Value::Bool(true));
        let body = FileScanExecConf::decode(body).map_err(external)?;
        let schema = parse_table_schema_from_proto(&body)?;
        let source = BytescopeSource::new(Arc::new(definition), schema).with_strict(strict);
        let context = PhysicalPlanDecodeContext::new(context, self);
        let config = parse_protobuf_file_scan_config(&body, &context, converter, Arc::new(source))?;
        Ok(DataSourceExec::from_data_source(config))
    }
}
