//! `bytescope schema fuzz`: a project that fuzzes a parser. A Rust parser is compared with a schema
//! (cargo-fuzz); for a C or C++ parser, inputs are mutated by field (libFuzzer, AFL++).

mod c;
mod dependency;
mod layout;
mod rust;
mod seeds;

use crate::args::{ParserLanguage, SchemaFuzzArgs};
use crate::messages::{ExitStatus, file_name, report_diagnostics, report_problem};
use crate::open;
use crate::signals;
use bytescope::AnyFormat;
use bytescope::inspect::{EscapedText, escape};
use bytescope::ksy::{SampleError, Schema, SchemaSearch};
use bytescope::output::OutputFolder;
use dependency::RequiredCrate;
use layout::Layout;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Placeholders in templates, enclosed in `@`, and their replacements.
type Replacements = Vec<(&'static str, String)>;

/// Versions of all dependencies of bytescope. Cargo removes those that the project does not use.
const LOCK: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"));

/// Parts of a project that depend on the language of the parser.
struct Project {
    /// Paths and templates of the files.
    files: Vec<(&'static str, &'static str)>,
    replacements: Replacements,
    /// Folder of the first inputs.
    corpus: &'static str,
    /// File with the constants of the format.
    dictionary: &'static str,
    required: RequiredCrate,
    /// Next step of the user.
    next: String,
}

pub(super) fn run(options: &SchemaFuzzArgs) -> io::Result<ExitStatus> {
    let search = open::search(&options.include);
    let format = match (&options.file, &options.format) {
        (Some(file), _) => match Schema::open(file, &search) {
            Ok(schema) => AnyFormat::from(Arc::new(schema)),
            Err(found) => return Ok(report_diagnostics(&found)),
        },
        (None, name) => match AnyFormat::named(name.as_deref().unwrap_or_default()) {
            Ok(format) => format,
            Err(error) => return Ok(open::report_format_error(&error)),
        },
    };
    let project = match options.lang {
        ParserLanguage::Rust if options.file.is_none() => {
            let problem = "a Rust parser is compared with a schema (use FILE.ksy, or --lang c)";
            return Ok(report_problem("--format", problem));
        }
        ParserLanguage::Rust if options.function.is_some() => {
            let problem =
                "requires --lang c or --lang cpp (a Rust parser is called in src/parse.rs)";
            return Ok(report_problem("--function", problem));
        }
        ParserLanguage::Rust => rust::project(),
        language => c::project(language, options.function.as_deref()),
    };
    let dependency = match dependency::of(&options.bytescope, project.required) {
        Ok(dependency) => dependency,
        Err(problem) => return Ok(report_problem("--bytescope", problem)),
    };
    let output = options.output.display();
    signals::handle()?;
    let created = OutputFolder::begin(&options.output).and_then(|folder| {
        let files = ProjectFiles { folder: &folder, format: &format, project: &project };
        // The schema of a built-in format is part of bytescope.
        let schema = if options.file.is_some() { format.schema() } else { None };
        let sample_error = files.write(schema, &search, &dependency)?;
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
                     (add valid files to {})",
                    project.corpus
                ),
            );
        }
        Ok(None) => {}
    }
    // Errors writing to standard error cannot be reported.
    let output = file_name(&options.output);
    let _ =
        writeln!(anstream::stderr(), "{}: project created; {}", EscapedText(output), project.next);
    Ok(ExitStatus::Valid)
}

/// Files of a project that are being written.
struct ProjectFiles<'p> {
    folder: &'p OutputFolder,
    format: &'p AnyFormat,
    project: &'p Project,
}

impl ProjectFiles<'_> {
    /// Writes the files. Returns an error if not all samples could be generated.
    fn write(
        &self,
        schema: Option<&Arc<Schema>>,
        search: &SchemaSearch,
        dependency: &str,
    ) -> io::Result<Option<SampleError>> {
        let layout = schema.map(|schema| self.copy_schema(schema, search)).transpose()?;
        let folders = layout.iter().flat_map(|layout| &layout.folders);
        let folders: Vec<_> = folders.map(|path| quoted(&slashed(path))).collect();
        let folders = folders.join(", ");
        let package = format!("{}-fuzz", self.format.name().replace('_', "-"));
        let main = layout.as_ref().map(|layout| (layout.main.as_path(), folders.as_str()));
        let mut replacements = self.project.replacements.clone();
        replacements.extend(c::format(self.format.name(), main));
        replacements.extend([
            ("@LIB@", package.replace('-', "_")),
            ("@PACKAGE@", package),
            ("@DEPENDENCY@", dependency.to_owned()),
            (
                "\"@SCHEMA@\"",
                format!("{:?}", main.map_or_else(String::new, |(main, _)| slashed(main))),
            ),
            (
                "@SCHEMA@",
                main.map_or_else(String::new, |(main, _)| escape(&slashed(main)).into_owned()),
            ),
            ("@FOLDERS@", folders.clone()),
            ("@TITLE@", escape(self.format.title()).into_owned()),
        ]);
        for (path, text) in &self.project.files {
            let text = replacements
                .iter()
                .fold((*text).to_owned(), |text, (name, value)| text.replace(name, value));
            self.folder.write(path, text.as_bytes())?;
        }
        self.folder.write("Cargo.lock", LOCK.as_bytes())?;
        let constants = seeds::constants(self.format);
        self.folder.write(self.project.dictionary, seeds::dictionary(&constants).as_bytes())?;
        let (inputs, sample_error) = seeds::of(self.format);
        for (name, data) in inputs {
            self.folder.write(Path::new(self.project.corpus).join(name), &data)?;
        }
        Ok(sample_error)
    }

    /// Copies a schema with its imports, and checks that the copy is valid.
    fn copy_schema(&self, schema: &Schema, search: &SchemaSearch) -> io::Result<Layout> {
        let layout = Layout::of(schema.sources(), &search.folders)?;
        for (path, text) in &layout.files {
            self.folder.write(path, text.as_bytes())?;
        }
        let main = self.folder.temporary().join(&layout.main);
        let folders: Vec<PathBuf> =
            layout.folders.iter().map(|path| self.folder.temporary().join(path)).collect();
        if let Err(found) = Schema::open(&main, &SchemaSearch { folders, ..search.clone() }) {
            let first = found.diagnostics.first().map_or_else(String::new, |d| d.message.clone());
            let problem = format!("copied schema is invalid: {first}");
            return Err(io::Error::other(problem));
        }
        Ok(layout)
    }
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
