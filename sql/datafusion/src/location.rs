//! Locations with wildcards.

use crate::error::plan_error;
use datafusion::catalog::Session;
use datafusion::common::plan_err;
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::error::Result;
use futures::TryStreamExt;
use glob::Pattern;
use std::collections::BTreeSet;

/// Returns the folders and files of a location: a path or an address in an object store.
///
/// A listing of DataFusion has wildcards only in the name of a file. Folders with wildcards are
/// searched here, once. A folder `NAME=*` is a Hive partition: files below all such folders.
pub(crate) async fn resolve(state: &dyn Session, location: &str) -> Result<Vec<ListingTableUrl>> {
    let Some(wildcard) = location.find(['*', '?', '[']) else {
        return Ok(vec![ListingTableUrl::parse(location)?]);
    };
    let start = location.get(..wildcard).and_then(|start| start.rfind('/'));
    let (base, rest) = location.split_at(start.map_or(0, |slash| slash.saturating_add(1)));
    let base = if base.is_empty() { "./" } else { base };
    let mut folders: Vec<&str> = rest.split('/').collect();
    let file = folders.pop().unwrap_or_default();
    while let Some(last) = folders.last().filter(|folder| folder.contains('=')) {
        if !last.ends_with("=*") {
            return plan_err!(
                "{location}: a wildcard in a partition must be its whole value; use a predicate \
                 instead of '{last}'"
            );
        }
        folders.pop();
    }
    let mut found = vec![base.to_owned()];
    if !folders.is_empty() {
        found = search(state, base, &folders).await?;
    }
    let glob = |folder: &String| {
        let url = ListingTableUrl::parse(folder)?;
        if file.is_empty() { Ok(url) } else { url.with_glob(file) }
    };
    found.iter().map(glob).collect()
}

/// Returns the folders below `base` that match patterns, one per level.
async fn search(state: &dyn Session, base: &str, folders: &[&str]) -> Result<Vec<String>> {
    let patterns = folders.iter().map(|folder| Pattern::new(folder));
    let patterns = patterns.collect::<Result<Vec<_>, _>>().map_err(plan_error)?;
    let url = ListingTableUrl::parse(base)?;
    let store = state.runtime_env().object_store(&url)?;
    let mut objects = store.list(Some(url.prefix()));
    let mut found = BTreeSet::new();
    while let Some(object) = objects.try_next().await? {
        let Some(segments) = url.strip_prefix(&object.location) else { continue };
        let segments: Vec<&str> = segments.collect();
        let Some(parents) = segments.get(..patterns.len()) else { continue };
        let matches = patterns.iter().zip(parents).all(|(pattern, name)| pattern.matches(name));
        if matches && segments.len() > patterns.len() {
            found.insert(format!("{base}{}/", parents.join("/")));
        }
    }
    Ok(found.into_iter().collect())
}
