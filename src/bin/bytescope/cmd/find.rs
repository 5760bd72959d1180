//! `bytescope inspect --find`

use crate::file_output::{FileOutput, OutputStyle};
use bytescope::Document;
use bytescope::find::{FindMatch, FindQuery};
use bytescope::inspect::{JsonText, ordered_json as json};
use bytescope::view::style::{self, Paint};
use bytescope::view::{FlatView, FullView, counted, flat_offset};
use std::io::{self, Write};
use std::ops::ControlFlow;

/// Maximum number of matches without `--all`.
const MAX_MATCHES: u64 = 200;

/// Options of a search.
pub(crate) struct FindOptions<'o> {
    pub(crate) query: &'o FindQuery,
    /// Show all matches.
    pub(crate) all: bool,
    pub(crate) json: bool,
    /// Name of the file, if several are searched.
    pub(crate) file: Option<&'o str>,
}

/// Prints the matches. Returns false if there are none.
pub(crate) fn find(
    doc: &Document,
    options: &FindOptions<'_>,
    out: &mut FileOutput<'_>,
) -> io::Result<bool> {
    let max = if options.all { u64::MAX } else { MAX_MATCHES };
    let (mut count, mut result) = (0_u64, Ok(()));
    let _ = doc.search(options.query, &mut |found| {
        count = count.saturating_add(1);
        if count > max {
            return ControlFlow::Break(());
        }
        result = if options.json {
            print_json(doc, options, &found, out)
        } else {
            print(doc, options, &found, out)
        };
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result?;
    out.flush()?;
    if count > max {
        let shown = counted(max, "match");
        out.report(doc.name(), format!("more than {shown} (--all shows them)"));
    }
    Ok(count > 0)
}

/// Prints a match as a line: path, offset, and value or bytes.
fn print(
    doc: &Document,
    options: &FindOptions<'_>,
    found: &FindMatch<'_>,
    out: &mut FileOutput<'_>,
) -> io::Result<()> {
    let OutputStyle { color, .. } = out.style();
    let paint = Paint(color);
    if let Some(file) = options.file {
        write!(out, "{}: ", paint.of(style::NAME.bold(), file))?;
    }
    match found {
        FindMatch::Field { path, node } => {
            let mut line = Vec::new();
            FlatView { node, path, context: doc.context(), color }.line(&mut line)?;
            if let Some(summary) = summary_of_item(doc, path) {
                line.pop();
                let item = format!("  — {summary}");
                writeln!(line, "{}", paint.of(style::DIM, item))?;
            }
            out.write_all(&line)
        }
        FindMatch::Bytes { span, encoding, path } => {
            let path = if path.is_empty() { "(no field)" } else { path };
            let digits: Vec<_> =
                doc.buffers().of(*span).iter().map(|byte| format!("{byte:02x}")).collect();
            let digits = digits.join(" ");
            let encoding = encoding.map(|name| format!("  {name}")).unwrap_or_default();
            writeln!(
                out,
                "{}  {}  {digits}{}",
                paint.of(style::NAME, format!("{path:<30}")),
                paint.of(style::DIM, flat_offset(*span, doc.context())),
                paint.of(style::DIM, encoding)
            )
        }
    }
}

/// Returns the summary of the innermost list item that contains a field.
fn summary_of_item(doc: &Document, path: &str) -> Option<String> {
    let end = path.rfind(']')?.saturating_add(1);
    let item = path.get(..end).filter(|item| *item != path)?;
    let (_, node) = doc.select(&item.parse().ok()?).pop()?;
    doc.item_summary(&node)
}

/// Prints a match as JSON on one line.
fn print_json(
    doc: &Document,
    options: &FindOptions<'_>,
    found: &FindMatch<'_>,
    out: &mut FileOutput<'_>,
) -> io::Result<()> {
    let (context, file) = (doc.context(), options.file);
    match found {
        FindMatch::Field { path, node } => {
            let view = FullView { node, path, context, file, complete: true };
            serde_json::to_writer(JsonText(&mut *out), &view)?;
        }
        FindMatch::Bytes { span, encoding, path } => {
            let mut value = json!({"path": (path.as_str()), "offset": (context.offset(*span))});
            if span.buffer.0 > 0 {
                value.set("buffer", span.buffer.0);
            }
            value.set("raw", hex::encode(doc.buffers().of(*span)));
            if let Some(encoding) = encoding {
                value.set("encoding", *encoding);
            }
            if let Some(file) = file {
                value.set("$file", file);
            }
            write!(JsonText(&mut *out), "{value}")?;
        }
    }
    writeln!(out)
}
