//! Source of the dependency on bytescope of the generated project. It is pinned to one revision or
//! version, so that a project has the same results later.

use super::quoted;
use std::path::Path;

/// The dependency of a project.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequiredCrate {
    /// Folder of the crate in the repository; empty for its root.
    pub(super) folder: &'static str,
    /// Further keys of the dependency.
    pub(super) keys: &'static str,
}

/// Returns the value of the dependency in `Cargo.toml`. `from` is a repository URL, optionally with
/// `#` and a revision, a version, or a folder with the sources. Without a revision, it is the tag of
/// this version.
///
/// # Errors
/// Returns an error if the folder does not contain the sources.
pub(super) fn of(from: &str, required: RequiredCrate) -> Result<String, String> {
    let keys = required.keys;
    if from.contains("://") || from.starts_with("git@") {
        let (url, revision) = match from.rsplit_once('#') {
            Some((url, revision)) => (url, format!("rev = {}", quoted(revision))),
            None => (from, format!("tag = \"v{}\"", env!("CARGO_PKG_VERSION"))),
        };
        return Ok(format!("{{ git = {}, {revision}{keys} }}", quoted(url)));
    }
    if from.starts_with(|c: char| c.is_ascii_digit())
        && from.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c))
    {
        return Ok(format!("{{ version = {}{keys} }}", quoted(&format!("={from}"))));
    }
    let folder = Path::new(from).join(required.folder);
    let folder = folder.canonicalize().unwrap_or(folder);
    if !folder.join("Cargo.toml").is_file() {
        return Err(format!(
            "'{from}' is not a folder with the sources: {} not found (specify a repository URL, a \
             version or such a folder)",
            Path::new(required.folder).join("Cargo.toml").display()
        ));
    }
    Ok(format!("{{ path = {}{keys} }}", quoted(&folder.display().to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_is_recognized_and_pinned() {
        let ksy = RequiredCrate { folder: "ksy", keys: "" };
        let tag = concat!("tag = \"v", env!("CARGO_PKG_VERSION"), "\"");
        for (from, expected) in [
            ("https://a.example/b", format!("{{ git = \"https://a.example/b\", {tag} }}")),
            ("git@a.example:b.git", format!("{{ git = \"git@a.example:b.git\", {tag} }}")),
            (
                "https://a.example/b#12ab",
                r#"{ git = "https://a.example/b", rev = "12ab" }"#.to_owned(),
            ),
            ("0.1.0", r#"{ version = "=0.1.0" }"#.to_owned()),
        ] {
            assert_eq!(of(from, ksy).unwrap(), expected);
        }
        let root = RequiredCrate { folder: "", keys: ", default-features = false" };
        assert_eq!(of("0.1", root).unwrap(), r#"{ version = "=0.1", default-features = false }"#);
        let folder = env!("CARGO_MANIFEST_DIR");
        assert!(of(folder, ksy).unwrap().starts_with("{ path = "));
        assert!(of(folder, root).unwrap().ends_with("\", default-features = false }"));
        assert!(of("no/such/folder", ksy).unwrap_err().contains("ksy/Cargo.toml not found"));
    }
}
