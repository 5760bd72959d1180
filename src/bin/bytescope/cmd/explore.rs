//! `bytescope explore`

use crate::args::ExploreArgs;
use crate::explore::{self, App, OpenedFile};
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::explore::Explorer;
use bytescope::ksy::{Schema, SchemaSearch};
use bytescope::{AnyFormat, Document, DocumentOptions};
use std::io;

/// Schema of a file without a known format.
const UNKNOWN: &str = "\
meta: {id: unrecognized, title: unrecognized format}
seq: [{id: data, size-eos: true, doc: All bytes of the file}]
";

pub(crate) fn run(options: &ExploreArgs, out: Output) -> io::Result<ExitStatus> {
    if !out.terminal || std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Ok(report_problem("explore", "standard output must be a terminal"));
    }
    let color = out.color;
    // The browser locks standard output from several threads.
    drop(out);
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let is_stdin = options.file.as_os_str() == "-";
    let file = OpenedFile {
        path: (!is_stdin).then(|| options.file.clone()),
        is_part: options.input_args.offset > 0 || options.input_args.length.is_some(),
        version: explore::version(&options.file),
        ..OpenedFile::default()
    };
    let excerpt = match options.input_args.open(&options.file) {
        Ok(excerpt) => excerpt,
        Err(error) => return Ok(report_problem(file_name(&options.file), error)),
    };
    let known = format.or_else(|| formats.detect(excerpt.bytes()));
    let is_known = known.is_some();
    let Some(format) = known.or_else(bytes_only) else {
        return Ok(report_problem(file_name(&options.file), "unrecognized format"));
    };
    let document_options =
        DocumentOptions::default().limits(options.input_args.limits()).instances(options.instances);
    let problem = excerpt.problem().map(|problem| open::read_message(&problem));
    let mut explorer = Explorer::new(Document::read(excerpt, format, document_options));
    if let Some(path) = &options.path {
        match explorer.find_path(path) {
            Some(position) => {
                explorer.select(&position);
            }
            None => return Ok(report_problem("--path", format!("unknown field '{path}'"))),
        }
    }
    let mut app = App::new(explorer, file, color);
    if let Some(problem) = problem {
        app.report(problem, true);
    } else if !is_known {
        app.report("unrecognized format (-f NAME selects one; see `bytescope formats`)", true);
    }
    explore::run(app)?;
    Ok(ExitStatus::Valid)
}

/// Returns a format with one field for all bytes.
fn bytes_only() -> Option<AnyFormat> {
    let path = "unrecognized.ksy".as_ref();
    let schema = Schema::parse(path, UNKNOWN.to_owned(), &SchemaSearch::default());
    schema.ok().map(AnyFormat::from)
}
