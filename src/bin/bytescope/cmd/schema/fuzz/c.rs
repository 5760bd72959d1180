//! Project for a C or C++ parser: a harness for libFuzzer and AFL++ with a custom mutator.

use super::dependency::RequiredCrate;
use super::{Project, Replacements, quoted, slashed};
use crate::args::ParserLanguage;
use std::path::Path;

/// Default name of the function that calls the parser.
const FUNCTION: &str = "parse";

/// Returns the project for a language. `function` is the function to call.
pub(super) fn project(language: ParserLanguage, function: Option<&str>) -> Project {
    let is_cpp = language == ParserLanguage::Cpp;
    let choose = |c: &'static str, cpp: &'static str| if is_cpp { cpp } else { c };
    let (harness, parse) = (choose("harness.c", "harness.cpp"), choose("parse.c", "parse.cpp"));
    let mut files = vec![
        (".gitignore", "/target\n/artifacts\n/afl\n/fuzz\n/fuzz-plain\n/fuzz-afl\n"),
        ("Cargo.toml", include_str!("project-c/Cargo.toml.in")),
        ("Makefile", include_str!("project-c/Makefile.in")),
        ("README.md", include_str!("project-c/README.md.in")),
        ("mutator.rs", include_str!("project-c/mutator.rs.in")),
        (harness, include_str!("project-c/harness.in")),
    ];
    let (step, next) = match function {
        Some(name) => (
            format!(
                "`{harness}` calls `int {name}(const uint8_t *data, size_t size)` of the parser."
            ),
            format!("`make run` calls {name} of your parser; see README.md"),
        ),
        None => {
            files.push((parse, include_str!("project-c/parse.in")));
            let next = format!("call your parser in its {parse}, then run `make run`");
            (format!("Call the parser in `{parse}`."), next)
        }
    };
    let row = if function.is_some() {
        String::new()
    } else {
        format!("| `{parse}` | call of your parser |\n")
    };
    Project {
        files,
        replacements: vec![
            ("@STEP@", step),
            ("@ROW@", row),
            ("@PARSER@", if function.is_some() { "" } else { parse }.to_owned()),
            ("@FUNCTION@", function.unwrap_or(FUNCTION).to_owned()),
            ("@EXTERN@", choose("", "extern \"C\" ").to_owned()),
            ("@HARNESS@", harness.to_owned()),
            ("@PARSE@", parse.to_owned()),
            ("@LANGUAGE@", choose("C", "C++").to_owned()),
            ("@FLAGS@", choose("CFLAGS", "CXXFLAGS").to_owned()),
            ("@COMPILER@", choose("CC", "CXX").to_owned()),
            ("@CLANG@", choose("clang", "clang++").to_owned()),
            ("@AFL@", choose("afl-clang-fast", "afl-clang-fast++").to_owned()),
        ],
        corpus: "corpus",
        dictionary: "fuzz.dict",
        // The dependencies of the program are not needed.
        required: RequiredCrate { folder: "", keys: ", default-features = false" },
        next,
    }
}

/// Returns the function in `mutator.rs` that opens the format, and the options of `bytescope inspect`.
pub(super) fn format(name: &str, schema: Option<(&Path, &str)>) -> Replacements {
    let (function, option) = match schema {
        None => (
            include_str!("project-c/format-named.rs.in").replace("\"@NAME@\"", &quoted(name)),
            format!("-f {name}"),
        ),
        Some((path, folders)) => (
            include_str!("project-c/format-schema.rs.in")
                .replace("@FOLDERS@", folders)
                .replace("\"@SCHEMA@\"", &quoted(&slashed(path))),
            format!("-s {}", slashed(path)),
        ),
    };
    vec![("@FORMAT@", function), ("@OPTION@", option)]
}
