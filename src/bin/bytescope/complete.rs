//! Shell completion: the shell runs the program to complete formats, fields and commands.

use crate::args::Cli;
use crate::open;
use bytescope::formats::{FORMATS, SCHEMAS};
use bytescope::{AnyFormat, Document, Formats};
use clap::CommandFactory;
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, CompletionCandidate};
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Variable that the shell sets to request completions.
const VARIABLE: &str = "BYTESCOPE_COMPLETE";
/// Maximum size in bytes of a file that is read to complete paths of its fields.
const MAX_SIZE: u64 = 64 << 20;

/// Prints completions if a shell requests them, and exits.
pub(crate) fn respond() {
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).bin("bytescope").complete();
}

/// Prints the script that lets a shell run the program to complete its arguments.
pub(crate) fn script(shell: clap_complete::Shell, out: &mut impl Write) -> io::Result<()> {
    let shells = Shells::builtins();
    let name = shell.to_string();
    let completer = shells.completer(&name).ok_or(io::ErrorKind::Unsupported)?;
    completer.write_registration(VARIABLE, "bytescope", "bytescope", "bytescope", out)
}

/// Completes the name of a format.
pub(crate) fn format_names(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(current) = current.to_str() else { return Vec::new() };
    let built_in = FORMATS.iter().map(|format| format.name.to_owned());
    let schemas = SCHEMAS.iter().map(|schema| schema.name.to_owned());
    let paths = formats().paths();
    let own = paths.iter().filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<_> = built_in.chain(schemas).chain(own).collect();
    names.sort();
    names.dedup();
    candidates(names.into_iter().filter(|name| name.starts_with(current)))
}

/// Completes a path of a field in the file of the command line.
pub(crate) fn field_paths(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some((current, doc)) = current.to_str().zip(document()) else { return Vec::new() };
    candidates(doc.completions(current))
}

/// Completes a change, `PATH=VALUE`.
pub(crate) fn changes(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some((current, doc)) = current.to_str().zip(document()) else { return Vec::new() };
    match current.split_once('=') {
        None => candidates(doc.completions(current)),
        Some((path, typed)) => {
            let Ok(selector) = path.parse() else { return Vec::new() };
            let found = doc.select(&selector);
            let labels = found.first().and_then(|(_, node)| node.labels());
            let names = labels.map(|labels| (labels.names)()).unwrap_or_default();
            let names = names.into_iter().filter(|name| name.starts_with(typed));
            candidates(names.map(|name| format!("{path}={name}")))
        }
    }
}

fn candidates(values: impl IntoIterator<Item = String>) -> Vec<CompletionCandidate> {
    values.into_iter().map(CompletionCandidate::new).collect()
}

fn formats() -> Formats {
    open::formats(&values_of("-I", "--include").map(PathBuf::from).collect::<Vec<_>>())
}

/// Returns the words of the command line that is completed.
fn words() -> Vec<String> {
    let words = env::args_os().skip_while(|word| word != "--").skip(1);
    words.filter_map(|word| word.into_string().ok()).collect()
}

/// Returns the values of an option.
fn values_of(short: &'static str, long: &'static str) -> impl Iterator<Item = String> {
    let words = words();
    let values = words.windows(2).filter_map(move |pair| match pair {
        [name, value] if name == short || name == long => Some(value.clone()),
        _ => None,
    });
    values.collect::<Vec<_>>().into_iter()
}

/// Reads the first file of the command line.
fn document() -> Option<Document> {
    let schema = values_of("-s", "--schema").next();
    let is_input = |word: &&String| {
        let is_small = |meta: fs::Metadata| meta.is_file() && meta.len() <= MAX_SIZE;
        Some(*word) != schema.as_ref() && fs::metadata(word).is_ok_and(is_small)
    };
    let words = words();
    let path = words.iter().skip(1).find(is_input)?;
    let formats = formats();
    let named = values_of("-f", "--format").next();
    let format = match (&schema, &named) {
        (Some(path), _) => formats.open(Path::new(path)).ok(),
        (None, Some(name)) => formats.named(name).ok(),
        (None, None) => formats.detect(&fs::read(path).ok()?),
    };
    let format: AnyFormat = format?;
    Document::open_as(path, format).ok()
}
