//! Source of the `bytescope-ksy` dependency of the generated project.

use super::quoted;
use std::path::Path;

/// Returns the value of the dependency in `Cargo.toml`. `from` is a repository URL, a version or a
/// folder with the sources.
///
/// # Errors
/// Returns an error if the folder does not contain the sources.
pub(super) fn of(from: &str) -> Result<String, String> {
    if from.contains("://") || from.starts_with("git@") {
        return Ok(format!("{{ git = {} }}", quoted(from)));
    }
    if from.starts_with(|c: char| c.is_ascii_digit())
        && from.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c))
    {
        return Ok(quoted(from));
    }
    let folder = Path::new(from).join("ksy");
    let folder = folder.canonicalize().unwrap_or(folder);
    if !folder.join("Cargo.toml").is_file() {
        return Err(format!(
            "'{from}' is not a folder with the sources: ksy/Cargo.toml not found (specify a \
             repository URL, a version or such a folder)"
        ));
    }
    Ok(format!("{{ path = {} }}", quoted(&folder.display().to_string())))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn kind_of_source_is_recognized() {
        assert_eq!(of("https://a.example/b").unwrap(), r#"{ git = "https://a.example/b" }"#);
        assert_eq!(of("git@a.example:b.git").unwrap(), r#"{ git = "git@a.example:b.git" }"#);
        assert_eq!(of("0.1").unwrap(), r#""0.1""#);
        assert!(of(env!("CARGO_MANIFEST_DIR")).unwrap().starts_with("{ path = "));
        assert!(of("no/such/folder").unwrap_err().contains("ksy/Cargo.toml not found"));
    }
}
