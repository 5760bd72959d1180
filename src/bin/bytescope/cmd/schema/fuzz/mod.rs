//! `bytescope schema fuzz`: a cargo-fuzz project that holds a Rust parser to a schema.

mod dependency;
mod folder;
mod layout;
mod seeds;

use crate::args::SchemaFuzz;
use crate::open;
use crate::say::{Status, complain, report};
use bytescope::AnyFormat;
use bytescope::ksy::{Schema, Search, Unmade};
use folder::Folder;
use layout::Layout;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files that are the same for every schema but for the words between `@`.
const FILES: &[(&str, &str)] = &[
    (".gitignore", "/target\n/artifacts\n/coverage\n"),
    ("Cargo.toml", include_str!("project/Cargo.toml.in")),
    ("README.md", include_str!("project/README.md.in")),
    ("src/lib.rs", include_str!("project/lib.rs.in")),
    ("src/parse.rs", include_str!("project/parse.rs.in")),
    ("fuzz_targets/agrees.rs", include_str!("project/target.rs.in")),
    ("tests/replay.rs", include_str!("project/replay.rs.in")),
];

pub(super) fn run(options: &SchemaFuzz) -> io::Result<Status> {
    let search = open::search(&options.include);
    let schema = match Schema::open(&options.file, &search) {
        Ok(schema) => Arc::new(schema),
        Err(found) => return Ok(report(&found)),
    };
    let dependency = match dependency::of(&options.bytescope) {
        Ok(dependency) => dependency,
        Err(problem) => return Ok(complain("--bytescope", problem)),
    };
    let output = options.output.display();
    let made = Folder::begin(&options.output).and_then(|folder| {
        let resists = fill(&folder, &schema, &search, &dependency)?;
        folder.commit().map(|()| resists)
    });
    match made {
        Err(error) => return Ok(complain(&output, error)),
        Ok(Some(resists)) => {
            let advice = "add good files of your own to corpus/agrees";
            complain(
                &output,
                format!("no more samples could be made; what resists: {resists}; {advice}"),
            );
        }
        Ok(None) => {}
    }
    // Nothing is left to be done when even this cannot be written.
    let _ = writeln!(
        anstream::stderr(),
        "{output}: made; call your parser in src/parse.rs there, then run `cargo test`"
    );
    Ok(Status::Good)
}

/// Writes the files of the project; why there are fewer samples among them than there should be.
fn fill(
    folder: &Folder,
    schema: &Arc<Schema>,
    search: &Search,
    dependency: &str,
) -> io::Result<Option<Unmade>> {
    let layout = Layout::of(schema.sources(), &search.folders)?;
    for (path, text) in &layout.files {
        folder.write(path, text.as_bytes())?;
    }
    let main = folder.beside().join(&layout.main);
    let folders = layout.folders.iter().map(|path| folder.beside().join(path)).collect();
    if let Err(found) = Schema::open(&main, &Search { folders, ..search.clone() }) {
        let first = found.diagnostics.first().map_or_else(String::new, |d| d.message.clone());
        let why = format!("the schema does not hold together when its files are copied: {first}");
        return Err(io::Error::other(why));
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
    let (inputs, resists) = seeds::of(&AnyFormat::from(schema.clone()));
    for (name, data) in inputs {
        folder.write(&PathBuf::from("corpus/agrees").join(name), &data)?;
    }
    Ok(resists)
}

/// A path with `/`, as it stands in sources on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Text as a literal of Rust and TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
