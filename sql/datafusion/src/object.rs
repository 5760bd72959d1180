//! Blocking access to objects of an object store.

use bytescope::decode::Input;
use bytescope::frames::ReadAt;
use datafusion::error::{DataFusionError, Result};
use datafusion::object_store::path::Path;
use datafusion::object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use futures::TryStreamExt;
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// Size of a request in bytes. Two blocks are in memory: the current one and the next one.
const BLOCK_SIZE: u64 = 2 << 20;

/// Returns the path of a local file, or the address of an object.
pub(crate) fn name_of(store_url: &str, location: &Path) -> String {
    match store_url.starts_with("file://") {
        true => format!("/{location}"),
        false => format!("{}/{location}", store_url.trim_end_matches('/')),
    }
}

/// An object that is read from threads outside the asynchronous runtime.
#[derive(Clone, Debug)]
pub(crate) struct StoredObject {
    pub(crate) store: Arc<dyn ObjectStore>,
    pub(crate) meta: ObjectMeta,
    /// Address of the store, such as `s3://fleet/`.
    pub(crate) store_url: String,
    pub(crate) runtime: Handle,
}

impl StoredObject {
    /// Returns the path of a local file, or the address of the object.
    pub(crate) fn name(&self) -> String {
        name_of(&self.store_url, &self.meta.location)
    }

    /// Returns the path if the object is a local file.
    fn local_path(&self) -> Option<PathBuf> {
        let path = self.store_url.starts_with("file://").then(|| PathBuf::from(self.name()))?;
        path.is_file().then_some(path)
    }

    /// Opens the object for random access.
    pub(crate) fn input(&self) -> Input {
        let reader = ObjectReader { object: self.clone(), blocks: Mutex::default() };
        Input::random_access(self.name(), reader, self.meta.size)
    }

    /// Opens the object as a file that can be mapped: the local file itself, or a temporary copy,
    /// which is removed when the second value is dropped.
    pub(crate) fn whole_input(&self) -> Result<(Input, Option<tempfile::TempPath>)> {
        let open = |path: &std::path::Path| {
            Input::file(path).map_err(|error| super::error::file_error(&self.name(), error))
        };
        if let Some(path) = self.local_path() {
            return Ok((open(&path)?, None));
        }
        let mut copy = tempfile::NamedTempFile::new().map_err(DataFusionError::from)?;
        self.runtime.block_on(async {
            let mut chunks = self.store.get(&self.meta.location).await?.into_stream();
            while let Some(chunk) = chunks.try_next().await? {
                copy.write_all(&chunk)?;
            }
            Ok::<_, DataFusionError>(())
        })?;
        let copy = copy.into_temp_path();
        if self.meta.size == 0 {
            return Ok((Input::memory(self.name(), Vec::new()), Some(copy)));
        }
        Ok((open(&copy)?, Some(copy)))
    }
}

/// Reader of an object in blocks, which requests the next block while the current one is decoded.
struct ObjectReader {
    object: StoredObject,
    blocks: Mutex<ObjectBlocks>,
}

#[derive(Default)]
struct ObjectBlocks {
    /// Offset and bytes of the current block.
    current: Option<(u64, bytes::Bytes)>,
    /// Offset of the next block and its request.
    next: Option<(u64, Request)>,
}

type Request = JoinHandle<io::Result<bytes::Bytes>>;

impl ObjectReader {
    fn request(&self, offset: u64) -> Option<Request> {
        let size = self.object.meta.size;
        let range: Range<u64> = offset..offset.saturating_add(BLOCK_SIZE).min(size);
        if range.is_empty() {
            return None;
        }
        let StoredObject { store, meta, runtime, .. } = &self.object;
        let (store, location) = (store.clone(), meta.location.clone());
        Some(runtime.spawn(async move {
            let bytes = store.get_range(&location, range).await;
            bytes.map_err(|error| io::Error::other(error.to_string()))
        }))
    }

    /// Returns the block that contains an offset.
    fn block(&self, offset: u64) -> io::Result<Option<(u64, bytes::Bytes)>> {
        let start = offset.checked_div(BLOCK_SIZE).unwrap_or(0).saturating_mul(BLOCK_SIZE);
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(current) = blocks.current.as_ref().filter(|(at, _)| *at == start) {
            return Ok(Some(current.clone()));
        }
        let is_sequential =
            blocks.current.as_ref().is_none_or(|(at, _)| at.saturating_add(BLOCK_SIZE) == start);
        let request = match blocks.next.take() {
            Some((at, request)) if at == start => Some(request),
            Some((_, other)) => {
                other.abort();
                self.request(start)
            }
            None => self.request(start),
        };
        let Some(request) = request else { return Ok(None) };
        let bytes = self.object.runtime.block_on(request).map_err(io::Error::other)??;
        let following = start.saturating_add(BLOCK_SIZE);
        if is_sequential && start > 0 {
            blocks.next = self.request(following).map(|request| (following, request));
        }
        blocks.current = Some((start, bytes.clone()));
        Ok(Some((start, bytes)))
    }
}

impl ReadAt for ObjectReader {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        let Some((start, block)) = self.block(offset)? else { return Ok(0) };
        let skipped = usize::try_from(offset.saturating_sub(start)).unwrap_or(usize::MAX);
        let rest = block.get(skipped..).unwrap_or_default();
        let count = rest.len().min(to.len());
        if let (Some(to), Some(rest)) = (to.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(rest);
        }
        Ok(count)
    }
}

impl Drop for ObjectReader {
    fn drop(&mut self) {
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, request)) = blocks.next.take() {
            request.abort();
        }
    }
}
