//! `bytescope formats`

use crate::args::Formats;
use crate::open;
use crate::say::Status;
use bytescope::AnyFormat;
use serde::Serialize;
use std::io::{self, Write};

pub(crate) fn run(options: &Formats, out: &mut impl Write) -> io::Result<Status> {
    let formats = open::formats(&options.include);
    let mut all: Vec<Entry> = AnyFormat::all().map(|format| Entry::of(&format)).collect();
    all.extend(formats.paths().iter().filter_map(|path| {
        let format = formats.open(path).ok()?;
        let name = path.file_stem()?.to_string_lossy().into_owned();
        Some(Entry { name, spec: path.display().to_string(), ..Entry::of(&format) })
    }));
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
    fn of(format: &AnyFormat) -> Self {
        let built_in = format.built_in();
        Self {
            name: format.name().to_owned(),
            title: format.title().to_owned(),
            extensions: format.extensions().into_iter().map(str::to_owned).collect(),
            magic: built_in.map(|format| hex::encode(format.magic)).unwrap_or_default(),
            spec: built_in.map_or("a schema that is built in", |format| format.spec).to_owned(),
            by_content: format.is_detectable(),
            can: format.capabilities(),
        }
    }
}
