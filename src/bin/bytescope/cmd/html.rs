//! `bytescope inspect --html`: a file as a self-contained page.

use crate::advice;
use crate::args::InspectArgs;
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::{Output, Outputs, file_path};
use bytescope::inspect::{BufferId, Buffers, Fault, FaultKind, Node, Span, Value};
use bytescope::output::OutputOptions;
use bytescope::view::json::JsonContext;
use bytescope::view::{HtmlOptions, HtmlView};
use bytescope::{Document, DocumentOptions, Excerpt, ReadProblem, Validity, VerifiedOutput};
use std::io::{self, IsTerminal, Write};

pub(crate) fn run(options: &InspectArgs, stdout: Output) -> io::Result<ExitStatus> {
    let [file] = options.files.as_slice() else {
        return Ok(report_problem("--html", "requires a single FILE"));
    };
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let excerpt = match options.input_args.open(file) {
        Ok(excerpt) => excerpt,
        Err(error) => return Ok(report_problem(file_name(file), error)),
    };
    let out = match file_path(options.page_args.output.as_deref()) {
        Some(path) => Outputs::of([file]).file(path, &OutputOptions::default())?,
        None if io::stdout().is_terminal() => {
            let problem = "refusing to write a page to a terminal (use -o OUT or a pipe)";
            return Ok(report_problem("--html", problem));
        }
        None => stdout,
    };
    let detect = || formats.detect(excerpt.bytes());
    let Some(format) = format.or_else(detect) else {
        return unknown(options, &excerpt, out);
    };
    let document_options =
        DocumentOptions::default().limits(options.input_args.limits()).instances(options.instances);
    let doc = Document::read(excerpt, format, document_options);
    let mut faults = doc.faults(MAX_FAULTS);
    faults.extend(problem_of(doc.excerpt()));
    let view = HtmlView::of(&doc, &faults, page_options(options));
    if !write(&view, doc.excerpt(), out)? {
        return Ok(ExitStatus::Invalid);
    }
    report(doc.name(), &faults);
    Ok(Validity::of(faults.iter().map(|(_, fault)| fault)).into())
}

/// Writes a page with the bytes of an unrecognized file.
fn unknown(options: &InspectArgs, excerpt: &Excerpt, out: Output) -> io::Result<ExitStatus> {
    let source = excerpt.bytes();
    let span = Span::bytes(BufferId::SOURCE, 0, source.len() as u64);
    let node = Node { span, value: Value::Bytes, ..Node::default() };
    let bytes = Buffers { source, buffers: &[] };
    let limits = options.input_args.limits();
    let unrecognized = Fault::soft(FaultKind::Magic, excerpt.offset(), UNRECOGNIZED);
    let mut faults = vec![(String::new(), unrecognized)];
    faults.extend(problem_of(excerpt));
    let mut page_options = page_options(options);
    page_options.max_field_bytes = page_options.max_field_bytes.max(MAX_UNRECOGNIZED);
    let view = HtmlView {
        name: excerpt.name(),
        summary: UNRECOGNIZED.to_owned(),
        node: &node,
        context: JsonContext { bytes, limits, base: excerpt.offset() },
        faults: &faults,
        options: page_options,
    };
    if write(&view, excerpt, out)? {
        let advice = " (use -f NAME to choose one; see `bytescope formats`)";
        report_problem(excerpt.name(), format!("{UNRECOGNIZED}{advice}"));
    }
    Ok(ExitStatus::Invalid)
}

fn page_options(options: &InspectArgs) -> HtmlOptions {
    let mut page = HtmlOptions::default();
    if options.all {
        page = page.complete();
    } else {
        page.omitted_hint = " (--all includes more)";
    }
    page.depth = options.depth;
    page.limit_hint = Some(advice::limit_option);
    page
}

/// Writes the page. Returns false if another process truncated the file in the meantime: then no
/// page is written.
fn write(view: &HtmlView<'_>, excerpt: &Excerpt, mut out: Output) -> io::Result<bool> {
    let mut verified = VerifiedOutput::new(excerpt, &mut out);
    let written = view.write(&mut verified).and_then(|()| verified.flush());
    drop(verified);
    if let Some(problem @ ReadProblem::Truncated { .. }) = excerpt.problem() {
        report_problem(excerpt.name(), open::read_message(&problem));
        return Ok(false);
    }
    written?;
    out.commit()?;
    Ok(true)
}

/// Returns the reason why some of the requested bytes are missing, as a fault.
fn problem_of(excerpt: &Excerpt) -> Option<(String, Fault)> {
    excerpt.problem().map(|problem| (String::new(), open::read_fault(&problem)))
}

/// Prints the first fault and the number of other faults.
fn report(name: &str, faults: &[(String, Fault)]) {
    if let Some((path, fault)) = faults.first() {
        let field = if path.is_empty() { String::new() } else { format!("{path} ") };
        let more = match faults.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n.saturating_sub(1)),
        };
        let fault = advice::with_limit_option(fault.clone());
        report_problem(name, format!("{field}at {:#x}: {fault}{more}", fault.offset));
    }
}

/// Title and fault of files that match no format.
const UNRECOGNIZED: &str = "unrecognized format";

/// Maximum number of bytes shown of an unrecognized file without `--all`, unless it is small.
const MAX_UNRECOGNIZED: u64 = 16 << 10;

/// Maximum number of faults in the page.
const MAX_FAULTS: usize = 1000;
