//! Compile errors of the derive macro, `bits!` and `labels!`: each file in `ui/` must fail to
//! compile with the messages in its `.stderr` file.
//!
//! `TRYBUILD=overwrite cargo test -p bytescope-inspect --test refused` updates the `.stderr` files.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[test]
fn misuse_is_a_compile_error() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
