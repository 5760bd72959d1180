//! Compile errors of the derive: each file in `ui/` with its `.stderr`.
//!
//! `TRYBUILD=overwrite cargo test -p bytescope-inspect --test refused` accepts new messages.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[test]
fn misuse_is_a_clear_error() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
