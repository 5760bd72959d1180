//! `bytescope schema fuzz`: a cargo-fuzz project that tests a Rust parser against a schema.

mod dependency;
mod folder;
mod layout;
mod seeds;

use crate::args::SchemaFuzzArgs;
use crate::messages::{ExitStatus, report_diagnostics, report_problem};
use crate::open;
use bytescope::AnyFormat;
use bytescope::ksy::{SampleError, Schema, SchemaSearch};
use folder::Folder;
use layout::Layout;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Templates of the project's files, with placeholders between `@`.
const FILES: &[(&str, &str)] = &[
    (".gitignore", "/target\n/artifacts\n/coverage\n"),
    ("Cargo.toml", include_str!("project/Cargo.toml.in")),
    ("README.md", include_str!("project/README.md.in")),
    ("src/lib.rs", include_str!("project/lib.rs.in")),
    ("src/parse.rs", include_str!("project/parse.rs.in")),
    ("fuzz_targets/agrees.rs", include_str!("project/target.rs.in")),
    ("tests/replay.rs", include_str!("project/replay.rs.in")),
];

pub(super) fn run(options: &SchemaFuzzArgs) -> io::Result<ExitStatus> {
    let search = open::search(&options.include);
    let schema = match Schema::open(&options.file, &search) {
        Ok(schema) => Arc::new(schema),
        Err(found) => return Ok(report_diagnostics(&found)),
    };
    let dependency = match dependency::of(&options.bytescope) {
        Ok(dependency) => dependency,
        Err(problem) => return Ok(report_problem("--bytescope", problem)),
    };
    let output = options.output.display();
    let made = Folder::begin(&options.output).and_then(|folder| {
        let failing = fill(&folder, &schema, &search, &dependency)?;
        folder.commit().map(|()| failing)
    });
    match made {
        Err(error) => return Ok(report_problem(&output, error)),
        Ok(Some(failing)) => {
            report_problem(
                &output,
                format!(
                    "could not generate more valid samples; last failing field: {failing} (add \
                     valid files to corpus/agrees)"
                ),
            );
        }
        Ok(None) => {}
    }
    // Errors of standard error cannot be reported.
    let _ = writeln!(
        anstream::stderr(),
        "{output}: project created; call your parser in its src/parse.rs, then run `cargo test`"
    );
    Ok(ExitStatus::Valid)
}

/// Writes the files of the project. Returns the reason if samples are missing.
fn fill(
    folder: &Folder,
    schema: &Arc<Schema>,
    search: &SchemaSearch,
    dependency: &str,
) -> io::Result<Option<SampleError>> {
    let layout = Layout::of(schema.sources(), &search.folders)?;
    for (path, text) in &layout.files {
        folder.write(path, text.as_bytes())?;
    }
    let main = folder.temporary().join(&layout.main);
    let folders = layout.folders.iter().map(|path| folder.temporary().join(path)).collect();
    if let Err(found) = Schema::open(&main, &SchemaSearch { folders, ..search.clone() }) {
        let first = found.diagnostics.first().map_or_else(String::new, |d| d.message.clone());
        let problem = format!("copied schema is invalid: {first}");
        return Err(io::Error::other(problem));
    }
    let package = format!("{}-fuzz", schema.name().replace('_', "-"));
    let folders: Vec<_> = layout.folders.iter().map(|path| quoted(&slashed(path))).collect();
    let words = [
        ("@LIB@", package.replace('-', "_")),
        ("@PACKAGE@", package),
        ("@DEPENDENCY@", dependency.to_owned()),
        ("@SCHEMA@", slashed(&layout.main)),
        ("@FOLDERS@", folders.join(", ")),
        ("@TITLE@", schema.title().to_owned()),
    ];
    for (path, text) in FILES {
        let text = words.iter().fold((*text).to_owned(), |text, (word, is)| text.replace(word, is));
        folder.write(Path::new(path), text.as_bytes())?;
    }
    folder.write(Path::new("agrees.dict"), seeds::dictionary(&schema.constants()).as_bytes())?;
    let (inputs, failing) = seeds::of(&AnyFormat::from(schema.clone()));
    for (name, data) in inputs {
        folder.write(&PathBuf::from("corpus/agrees").join(name), &data)?;
    }
    Ok(failing)
}

/// Formats a path with `/` on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Formats text as a string literal of Rust and TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
