//! `bytescope explore`

use crate::args::{ExploreArgs, FormatArgs};
use crate::explore::{self, App, LiveSource, OpenedFile};
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::decode::{DecodeOptions, Decoder};
use bytescope::explore::Explorer;
use bytescope::ksy::{Schema, SchemaSearch};
use bytescope::{AnyFormat, Document, DocumentOptions};
use std::io::{self, IsTerminal};

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
    if options.live {
        return live(options, color);
    }
    if options.format.len().saturating_add(options.schema.len()) > 1 {
        return Ok(report_problem("explore", "several formats require --live"));
    }
    let input_args = options.input_args();
    let formats = input_args.format_args.formats();
    let format = match input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    // A pipe or device cannot be replaced by a changed file.
    let is_file = std::fs::metadata(&options.file).is_ok_and(|meta| meta.is_file());
    let file = OpenedFile {
        path: is_file.then(|| options.file.clone()),
        is_part: input_args.offset > 0 || input_args.length.is_some(),
        version: explore::version(&options.file),
        ..OpenedFile::default()
    };
    let excerpt = match input_args.open(&options.file) {
        Ok(excerpt) => excerpt,
        Err(error) => return Ok(report_problem(file_name(&options.file), error)),
    };
    let known = format.or_else(|| formats.detect(excerpt.bytes()));
    let is_known = known.is_some();
    let Some(format) = known.or_else(bytes_only) else {
        return Ok(report_problem(file_name(&options.file), "unrecognized format"));
    };
    let document_options =
        DocumentOptions::default().limits(input_args.limits()).instances(options.instances);
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
    let mut app = App::new(explorer, formats, file, color);
    if let Some(problem) = problem {
        app.report(problem, true);
    } else if !is_known {
        app.report("unrecognized format (-f NAME selects one)", true);
    }
    explore::run(app)?;
    Ok(ExitStatus::Valid)
}

/// Shows a live input.
fn live(options: &ExploreArgs, color: bool) -> io::Result<ExitStatus> {
    let formats = open::formats(&options.include);
    let named = |args: FormatArgs| args.select(&formats).transpose();
    let named: Result<Vec<AnyFormat>, _> =
        options.format_args().into_iter().filter_map(named).collect();
    let named = match named {
        Ok(named) if named.is_empty() => {
            return Ok(report_problem("--live", "requires a format (use -f NAME or -s FILE.ksy)"));
        }
        Ok(named) => named,
        Err(status) => return Ok(status),
    };
    if options.file.as_os_str() == "-" && io::stdin().is_terminal() {
        return Ok(report_problem("explore", "no input (specify FILE or use a pipe)"));
    }
    let mut decode_options = DecodeOptions::default();
    decode_options.instances = options.instances;
    decode_options.limits = options.limits.limits();
    decode_options.max_read = options.read_limit.max_read;
    let decoder = Decoder::new(named).options(decode_options);
    let source = LiveSource::new(decoder, options.file.clone(), options.live_options());
    match source.start() {
        Ok(events) => explore::run_live(events, &file_name(&options.file), color)?,
        Err(status) => return Ok(status),
    }
    Ok(ExitStatus::Valid)
}

/// Returns a format with one field for all bytes.
fn bytes_only() -> Option<AnyFormat> {
    let path = "unrecognized.ksy".as_ref();
    let schema = Schema::parse(path, UNKNOWN.to_owned(), &SchemaSearch::default());
    schema.ok().map(AnyFormat::from)
}
