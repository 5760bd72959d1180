//! Project for a Rust parser: a crate with a cargo-fuzz target that compares the parser with a schema.

use super::Project;
use super::dependency::RequiredCrate;

/// Paths and templates of the project's files.
const FILES: &[(&str, &str)] = &[
    (".gitignore", "/target\n/artifacts\n/coverage\n"),
    ("Cargo.toml", include_str!("project/Cargo.toml.in")),
    ("README.md", include_str!("project/README.md.in")),
    ("src/lib.rs", include_str!("project/lib.rs.in")),
    ("src/parse.rs", include_str!("project/parse.rs.in")),
    ("fuzz_targets/agrees.rs", include_str!("project/target.rs.in")),
    ("tests/replay.rs", include_str!("project/replay.rs.in")),
];

/// Returns the project.
pub(super) fn project() -> Project {
    Project {
        files: FILES.to_vec(),
        replacements: Vec::new(),
        corpus: "corpus/agrees",
        dictionary: "agrees.dict",
        required: RequiredCrate { folder: "ksy", keys: "" },
        next: "call your parser in its src/parse.rs, then run `cargo test`".to_owned(),
    }
}
