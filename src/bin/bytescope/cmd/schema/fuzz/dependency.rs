//! Where the generated project takes `bytescope-ksy` from.

use super::quoted;
use std::path::Path;

/// The value of the dependency in `Cargo.toml`: `from` is the address of a repository, a version, or
/// a folder with the sources.
///
/// # Errors
/// The folder does not hold the sources.
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
            "'{from}' is no folder with bytescope's sources: ksy/Cargo.toml is not there; give such a \
             folder, the URL of a repository, or a version"
        ));
    }
    Ok(format!("{{ path = {} }}", quoted(&folder.display().to_string())))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn each_place_is_told_by_its_form() {
        assert_eq!(of("https://a.example/b").unwrap(), r#"{ git = "https://a.example/b" }"#);
        assert_eq!(of("git@a.example:b.git").unwrap(), r#"{ git = "git@a.example:b.git" }"#);
        assert_eq!(of("0.1").unwrap(), r#""0.1""#);
        assert!(of(env!("CARGO_MANIFEST_DIR")).unwrap().starts_with("{ path = "));
        assert!(of("no/such/folder").unwrap_err().contains("ksy/Cargo.toml is not there"));
    }
}
