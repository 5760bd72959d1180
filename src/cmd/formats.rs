//! `bytescope formats`

use super::Status;
use crate::cli::Formats;
use crate::logs::Log;
use crate::spec;
use bytescope_formats::{FORMATS, Format, SCHEMAS};
use bytescope_ksy::Schema;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(options: &Formats, out: &mut impl Write) -> io::Result<Status> {
    let mut all: Vec<Entry> = FORMATS.iter().map(Entry::of_format).collect();
    let schemas = SCHEMAS.iter().filter_map(|source| spec::built_in(*source));
    all.extend(schemas.map(|schema| {
        let mut entry = Entry::of_schema(&schema, "a schema that is built in");
        entry.can.extend(Log::describes(&entry.name).then_some("frames"));
        entry
    }));
    all.extend(on_path(&options.include));
    if options.json {
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)?;
    } else {
        let width = |of: fn(&Entry) -> &str| all.iter().map(|e| of(e).chars().count()).max();
        let names = width(|e| &e.name).unwrap_or(0);
        let titles = width(|e| &e.title).unwrap_or(0);
        for Entry { name, title, spec, by_content, can, .. } in &all {
            let found = if *by_content { "by content" } else { "by -f only" };
            let can = can.join(", ");
            writeln!(out, "{name:names$}  {title:titles$}  {found}  {can}  ({spec})")?;
        }
    }
    out.flush()?;
    Ok(Status::Good)
}

/// A format in the list.
#[derive(Serialize)]
struct Entry {
    name: String,
    title: String,
    extensions: Vec<String>,
    magic: String,
    spec: String,
    by_content: bool,
    can: Vec<&'static str>,
}

impl Entry {
    fn of_format(format: &Format) -> Self {
        Self {
            name: format.name.to_owned(),
            title: format.title.to_owned(),
            extensions: format.extensions.iter().copied().map(str::to_owned).collect(),
            magic: hex::encode(format.magic),
            spec: format.spec.to_owned(),
            by_content: format.by_content,
            can: can(format),
        }
    }

    fn of_schema(schema: &Arc<Schema>, spec: &str) -> Self {
        Self {
            name: schema.name().to_owned(),
            title: schema.title().to_owned(),
            extensions: schema.extensions().to_vec(),
            magic: String::new(),
            spec: spec.to_owned(),
            by_content: schema.has_constant(),
            can: match schema.is_framed() {
                true => vec!["inspect", "check", "dump", "eval", "frames"],
                false => vec!["inspect", "check", "dump", "eval"],
            },
        }
    }
}

/// The good schemas in the folders where schemas are looked for.
fn on_path(include: &[std::path::PathBuf]) -> Vec<Entry> {
    let search = spec::search(include);
    let mut found = Vec::new();
    for folder in &search.folders {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|e| e == "ksy"));
        paths.sort();
        found.extend(paths.iter().filter_map(|path| in_folder(path, &search)));
    }
    found
}

/// A schema by the name of its file; found by its name only, not by content.
fn in_folder(path: &Path, search: &bytescope_ksy::Search) -> Option<Entry> {
    let schema = Arc::new(Schema::open(path, search).ok()?);
    let name = path.file_stem()?.to_string_lossy().into_owned();
    let entry = Entry::of_schema(&schema, &path.display().to_string());
    Some(Entry { name, by_content: false, ..entry })
}

/// What bytescope can do with a format.
fn can(format: &Format) -> Vec<&'static str> {
    let all = [
        ("inspect", true),
        ("check", true),
        ("dump", true),
        ("set", true),
        ("encode", format.encode.is_some()),
        ("stream", format.encode_records.is_some()),
        ("frames", format.frame.is_some()),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(verb, _)| verb).collect()
}
