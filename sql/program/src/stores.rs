//! Object stores.

use bytescope_datafusion::datafusion;
use datafusion::error::Result;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use std::sync::Arc;

/// Creates the environment of a session, with local files and, with the feature `s3`, stores for
/// `s3://BUCKET/`.
pub(crate) fn runtime() -> Result<Arc<RuntimeEnv>> {
    let builder = RuntimeEnvBuilder::new();
    #[cfg(feature = "s3")]
    let builder = builder.with_object_store_registry(Arc::new(s3::StoreRegistry::default()));
    builder.build_arc()
}

#[cfg(feature = "s3")]
mod s3 {
    use bytescope_datafusion::datafusion;
    use datafusion::error::{DataFusionError, Result};
    use datafusion::execution::object_store::{DefaultObjectStoreRegistry, ObjectStoreRegistry};
    use datafusion::object_store::ObjectStore;
    use object_store::aws::AmazonS3Builder;
    use std::sync::Arc;
    use url::Url;

    /// Registry that creates a store for a bucket when it is first used. The environment variables
    /// `AWS_…` configure it: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`,
    /// `AWS_ENDPOINT`, `AWS_ALLOW_HTTP`.
    #[derive(Debug, Default)]
    pub(super) struct StoreRegistry(DefaultObjectStoreRegistry);

    impl ObjectStoreRegistry for StoreRegistry {
        fn register_store(
            &self,
            url: &Url,
            store: Arc<dyn ObjectStore>,
        ) -> Option<Arc<dyn ObjectStore>> {
            self.0.register_store(url, store)
        }

        fn get_store(&self, url: &Url) -> Result<Arc<dyn ObjectStore>> {
            let known = self.0.get_store(url);
            if known.is_ok() || url.scheme() != "s3" {
                return known;
            }
            let Some(bucket) = url.host_str() else {
                return Err(DataFusionError::Plan(format!("{url}: no bucket")));
            };
            let store = AmazonS3Builder::from_env().with_bucket_name(bucket).build();
            let store: Arc<dyn ObjectStore> = Arc::new(store.map_err(DataFusionError::from)?);
            self.0.register_store(url, store.clone());
            Ok(store)
        }
    }
}
