//! `bytescope formats`

use crate::args::FormatsArgs;
use crate::messages::{ExitStatus, file_name};
use crate::open;
use bytescope::AnyFormat;
use bytescope::inspect::{EscapedText, JsonText};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(options: &FormatsArgs, out: &mut impl Write) -> io::Result<ExitStatus> {
    let formats = open::formats(&options.include);
    let mut all: Vec<FormatEntry> =
        AnyFormat::all().map(|format| FormatEntry::of(&format)).collect();
    all.extend(formats.paths().iter().filter_map(|path| {
        let format = formats.open(path).ok()?;
        let name = file_name(Path::new(path.file_stem()?));
        Some(FormatEntry { name, spec: file_name(path), ..FormatEntry::of(&format) })
    }));
    if options.json {
        serde_json::to_writer_pretty(JsonText(&mut *out), &all)?;
        writeln!(out)?;
    } else {
        let width = |of: fn(&FormatEntry) -> &str| all.iter().map(|e| of(e).chars().count()).max();
        let names = width(|e| &e.name).unwrap_or(0);
        let titles = width(|e| &e.title).unwrap_or(0);
        for FormatEntry { name, title, spec, by_content, can, .. } in &all {
            let detection = if *by_content { "by content" } else { "by -f only" };
            let can = can.join(", ");
            let line = format!("{name:names$}  {title:titles$}  {detection}  {can}  ({spec})");
            writeln!(out, "{}", EscapedText(line))?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Valid)
}

/// Entry in the list of formats.
#[derive(Serialize)]
struct FormatEntry {
    name: String,
    title: String,
    extensions: Vec<String>,
    magic: String,
    spec: String,
    by_content: bool,
    can: Vec<&'static str>,
}

impl FormatEntry {
    fn of(format: &AnyFormat) -> Self {
        let built_in = format.built_in();
        Self {
            name: format.name().to_owned(),
            title: format.title().to_owned(),
            extensions: format.extensions().into_iter().map(str::to_owned).collect(),
            magic: built_in.map(|format| hex::encode(format.magic)).unwrap_or_default(),
            spec: built_in.map_or("built-in schema", |format| format.spec).to_owned(),
            by_content: format.is_detectable(),
            can: format.capabilities(),
        }
    }
}
