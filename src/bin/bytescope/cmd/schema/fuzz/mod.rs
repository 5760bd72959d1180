//! `bytescope schema fuzz`: a cargo-fuzz project that tests a Rust parser against a schema.

mod dependency;
mod layout;
mod seeds;

use crate::args::SchemaFuzzArgs;
use crate::messages::{ExitStatus, file_name, report_diagnostics, report_problem};
use crate::open;
use crate::signals;
use bytescope::AnyFormat;
use bytescope::inspect::{EscapedText, escape};
use bytescope::ksy::{SampleError, Schema, SchemaSearch};
use bytescope::output::OutputFolder;
use layout::Layout;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Paths and templates of the project's files. Placeholders are enclosed in `@`.
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
    signals::handle()?;
    let created = OutputFolder::begin(&options.output).and_then(|folder| {
        let sample_error = fill(&folder, &schema, &search, &dependency)?;
        folder.commit()?;
        Ok(sample_error)
    });
    match created {
        Err(error) => return Ok(report_problem(&output, error)),
        Ok(Some(sample_error)) => {
            report_problem(
                &output,
                format!(
                    "could not generate more valid samples; last failing field: {sample_error} \
                     (add valid files to corpus/agrees)"
                ),
            );
        }
        Ok(None) => {}
    }
    // Errors writing to standard error cannot be reported.
    let _ = writeln!(
        anstream::stderr(),
        "{}: project created; call your parser in its src/parse.rs, then run `cargo test`",
        EscapedText(file_name(&options.output))
    );
    Ok(ExitStatus::Valid)
}

/// Writes the files of the project. Returns an error if not all samples could be generated.
fn fill(
    folder: &OutputFolder,
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
    let placeholders = [
        ("@LIB@", package.replace('-', "_")),
        ("@PACKAGE@", package),
        ("@DEPENDENCY@", dependency.to_owned()),
        ("\"@SCHEMA@\"", format!("{:?}", slashed(&layout.main))),
        ("@SCHEMA@", escape(&slashed(&layout.main)).into_owned()),
        ("@FOLDERS@", folders.join(", ")),
        ("@TITLE@", escape(schema.title()).into_owned()),
    ];
    for (path, text) in FILES {
        let text = placeholders
            .iter()
            .fold((*text).to_owned(), |text, (name, value)| text.replace(name, value));
        folder.write(Path::new(path), text.as_bytes())?;
    }
    folder.write(Path::new("agrees.dict"), seeds::dictionary(&schema.constants()).as_bytes())?;
    let (inputs, sample_error) = seeds::of(&AnyFormat::from(schema.clone()));
    for (name, data) in inputs {
        folder.write(PathBuf::from("corpus/agrees").join(name), &data)?;
    }
    Ok(sample_error)
}

/// Formats a path with `/` on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Formats text as a string literal that is valid in Rust and in TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
