//! `bytescope formats`

use super::Status;
use crate::cli::Formats;
use bytescope_formats::{FORMATS, Format};
use serde_json::json;
use std::io::{self, Write};

pub(crate) fn run(options: &Formats, out: &mut impl Write) -> io::Result<Status> {
    if options.json {
        let all: Vec<_> = FORMATS
            .iter()
            .map(|f| {
                json!({"name": f.name, "title": f.title, "extensions": f.extensions,
                    "magic": hex::encode(f.magic), "spec": f.spec, "by_content": f.by_content, "can": can(f)})
            })
            .collect();
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)?;
    } else {
        let width = |of: fn(&bytescope_formats::Format) -> usize| FORMATS.iter().map(of).max();
        let names = width(|f| f.name.len()).unwrap_or(0);
        let titles = width(|f| f.title.len()).unwrap_or(0);
        for f in FORMATS {
            let (name, title, spec) = (f.name, f.title, f.spec);
            let found = if f.by_content { "by content" } else { "by -f only" };
            let can = can(f).join(", ");
            writeln!(out, "{name:names$}  {title:titles$}  {found}  {can}  ({spec})")?;
        }
    }
    out.flush()?;
    Ok(Status::Good)
}

/// What bytescope can do with a format.
fn can(format: &Format) -> Vec<&'static str> {
    let all = [
        ("inspect", true),
        ("check", true),
        ("dump", true),
        ("set", true),
        ("encode", format.encodable),
        ("stream", format.encode_records.is_some()),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(verb, _)| verb).collect()
}
