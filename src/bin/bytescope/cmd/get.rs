//! `bytescope get`

use crate::advice;
use crate::args::GetArgs;
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::{Output, Outputs, file_path};
use bytescope::inspect::{ContentCoding, DecodingEnd, Fault, FaultKind, Limit, Quantity};
use bytescope::nested::FieldContent;
use bytescope::output::OutputOptions;
use bytescope::{Document, DocumentOptions, ReadProblem, VerifiedOutput};
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;

pub(crate) fn run(options: &GetArgs, stdout: Output) -> io::Result<ExitStatus> {
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let mut out = match file_path(options.output.as_deref()) {
        Some(path) => {
            let inputs = [&options.file].into_iter().chain(&options.input_args.format_args.schema);
            Outputs::of(inputs).file(path, &OutputOptions::default())?
        }
        None if io::stdout().is_terminal() => {
            let problem = "refusing to write binary data to a terminal (use -o OUT or a pipe)";
            return Ok(report_problem("get", problem));
        }
        None => stdout,
    };
    let name = file_name(&options.file);
    let excerpt = match options.input_args.open(&options.file) {
        Ok(excerpt) => excerpt,
        Err(error) => return Ok(report_problem(name, error)),
    };
    let Some(format) = format.or_else(|| formats.detect(excerpt.bytes())) else {
        let problem = "unrecognized format (use -f NAME to choose one; see `bytescope formats`)";
        report_problem(name, problem);
        return Ok(ExitStatus::Invalid);
    };
    let document_options =
        DocumentOptions::default().limits(options.input_args.limits()).instances(true);
    let doc = Document::read(excerpt, format, document_options);
    let mut writer = FieldWriter { options, out: &mut out, status: ExitStatus::Valid };
    let mut result = Ok(());
    let found = doc.visit_path(&options.path, &formats, &mut |doc, fields| {
        for (path, node) in fields {
            result = writer.field(doc, &path, &node);
            if result.is_err() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    let status = writer.status;
    match result {
        Err(error) if ReadProblem::of(&error).is_none() => return Err(error),
        _ => {}
    }
    if let Err(error) = found {
        return Ok(report_problem(doc.name(), error));
    }
    if let Some(problem) = doc.excerpt().problem() {
        report_problem(doc.name(), open::read_message(&problem));
        return Ok(ExitStatus::of(&problem.fault()).max(status));
    }
    // Without a commit, an existing file is kept. Incomplete content does not replace a file.
    let is_file = file_path(options.output.as_deref()).is_some();
    if status == ExitStatus::Valid || !is_file {
        out.commit()?;
    }
    Ok(status)
}

/// Writes the bytes of fields.
struct FieldWriter<'w> {
    options: &'w GetArgs,
    out: &'w mut Output,
    status: ExitStatus,
}

impl FieldWriter<'_> {
    fn field(
        &mut self,
        doc: &Document,
        path: &str,
        node: &bytescope::inspect::Node,
    ) -> io::Result<()> {
        let path = doc.location().map_or_else(|| path.to_owned(), |at| at.path_of(path));
        if let Some(max) = doc.location().and_then(bytescope::nested::NestedLocation::limit) {
            self.limit(doc, &path, max);
        }
        if let Some(fault) = node.fault().filter(|fault| fault.kind == FaultKind::Truncated) {
            report_problem(doc.name(), format!("{path}: {fault}"));
            self.status = self.status.max(ExitStatus::Invalid);
        }
        let max = self.options.input_args.limits().decompressed;
        let content = match self.options.inflate {
            true => match doc.inflated(node, max) {
                Some(content) => content,
                None => {
                    report_problem(doc.name(), format!("{path}: not DEFLATE, zlib or gzip data"));
                    self.status = self.status.max(ExitStatus::Invalid);
                    return Ok(());
                }
            },
            false => doc.decoded(node, ContentCoding::Identity, max),
        };
        let FieldContent { bytes, coding, end, .. } = content;
        // The bytes of a mapped file are verified before they are written.
        let mut verified = VerifiedOutput::new(doc.excerpt(), &mut *self.out);
        verified.write_all(&bytes)?;
        verified.flush()?;
        let problem = match end {
            DecodingEnd::Truncated => "truncated",
            DecodingEnd::Corrupt => "invalid",
            DecodingEnd::Limit => {
                self.limit(doc, &path, max);
                return Ok(());
            }
            _ => return Ok(()),
        };
        let size = Quantity::bytes(bytes.len() as u64);
        let message = format!("{path}: {problem} {} data after {size}", coding.name());
        report_problem(doc.name(), message);
        self.status = self.status.max(ExitStatus::Invalid);
        Ok(())
    }

    /// Reports that decompressed content was truncated to a maximum size.
    fn limit(&mut self, doc: &Document, path: &str, max: u64) {
        let fault = advice::with_limit_option(Fault::limit_reached(Limit::Decompressed, 0, max));
        report_problem(doc.name(), format!("{path}: {fault}"));
        self.status = self.status.max(ExitStatus::Incomplete);
    }
}
