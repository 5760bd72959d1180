//! `bytescope eval`

use crate::advice;
use crate::args::EvalArgs;
use crate::messages::{ExitStatus, file_name, note, report_diagnostics, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::inspect::{Buffers, Fault, JsonText, Node};
use bytescope::ksy::{Expression, Report, Schema, TreeExpression};
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use bytescope::{
    AnyFormat, Document, DocumentOptions, Excerpt, ReadProblem, Validity, VerifiedOutput,
};
use std::io::{self, Write};

pub(crate) fn run(options: &EvalArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let format_args = &options.input_args.format_args;
    let formats = format_args.formats();
    let named = match format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    // Expressions for a named schema are checked before the file is read.
    if let Some(schema) = named.as_ref().and_then(AnyFormat::schema)
        && let Err(found) = compile(options, schema)
    {
        return Ok(report_diagnostics(&found));
    }
    let input = match options.input_args.open(&options.file) {
        Ok(input) => input,
        Err(error) => return Ok(report_problem(file_name(&options.file), error)),
    };
    let Some(format) = named.or_else(|| formats.detect(input.bytes())) else {
        report_problem(
            input.name(),
            "unrecognized format (use -f NAME to choose one; see `bytescope formats`)",
        );
        return Ok(ExitStatus::Invalid);
    };
    match format.schema() {
        Some(schema) => with_schema(options, schema, &input, out),
        None => on_tree(options, format.clone(), input, out),
    }
}

fn compile(options: &EvalArgs, schema: &Schema) -> Result<Vec<Expression>, Report> {
    options.expressions.iter().map(|text| schema.expression(text)).collect()
}

/// Evaluates the expressions with the types of a schema.
fn with_schema(
    options: &EvalArgs,
    schema: &Schema,
    input: &Excerpt,
    out: &mut Output,
) -> io::Result<ExitStatus> {
    let expressions = match compile(options, schema) {
        Ok(expressions) => expressions,
        Err(found) => return Ok(report_diagnostics(&found)),
    };
    let limits = options.input_args.limits();
    let results = schema.eval_with(input.bytes(), limits, &expressions, &mut input.releaser());
    let bytes = Buffers { source: input.bytes(), buffers: &results.buffers };
    let context = JsonContext { bytes, limits, base: input.offset() };
    let fault = results.fault.filter(|fault| !input.is_due_to_limit(fault));
    let mut status = ExitStatus::Valid;
    if let Some(fault) = &fault {
        note(ExitStatus::of(fault));
    }
    let mut printed = VerifiedOutput::new(input, &mut *out);
    for (text, answer) in options.expressions.iter().zip(&results.values) {
        match answer {
            Ok(node) => unless_truncated(print(node, context, &mut printed))?,
            Err(fault) => {
                status = note(status.max(report_fault(input.name(), text, fault, &mut printed)?));
            }
        }
    }
    unless_truncated(printed.flush())?;
    drop(printed);
    if let Some(fault) = fault {
        status = status.max(ExitStatus::of(&fault));
        let fault = input.in_file(advice::with_limit_option(fault));
        report_problem(input.name(), format!("at {:#x}: {fault}", fault.offset));
    }
    Ok(status.max(report_read_problem(input)))
}

/// Evaluates the expressions on the field tree of a format without a schema.
fn on_tree(
    options: &EvalArgs,
    format: AnyFormat,
    input: Excerpt,
    out: &mut Output,
) -> io::Result<ExitStatus> {
    let expressions: Result<Vec<_>, _> =
        options.expressions.iter().map(|text| TreeExpression::parse(text)).collect();
    let expressions = match expressions {
        Ok(expressions) => expressions,
        Err(found) => return Ok(report_diagnostics(&found)),
    };
    let limits = options.input_args.limits();
    let doc = Document::read(input, format, DocumentOptions::default().limits(limits));
    let mut status = ExitStatus::Valid;
    let mut printed = VerifiedOutput::new(doc.excerpt(), &mut *out);
    for (text, expression) in options.expressions.iter().zip(&expressions) {
        match expression.eval(doc.tree(), doc.buffers(), limits) {
            Ok(result) => {
                let context = match &result.computed {
                    Some(buffers) => {
                        JsonContext { bytes: Buffers { source: &[], buffers }, limits, base: 0 }
                    }
                    None => doc.context(),
                };
                unless_truncated(print(&result.node, context, &mut printed))?;
            }
            Err(fault) => {
                status = note(status.max(report_fault(doc.name(), text, &fault, &mut printed)?));
            }
        }
    }
    unless_truncated(printed.flush())?;
    drop(printed);
    let mut faults = doc.faults(1);
    if let Some((path, fault)) = faults.pop() {
        status = status.max(Validity::of([&fault]).into());
        let fault = advice::with_limit_option(fault);
        let field = if path.is_empty() { path } else { format!("{path} ") };
        report_problem(doc.name(), format!("{field}at {:#x}: {fault}", fault.offset));
    }
    Ok(status.max(report_read_problem(doc.excerpt())))
}

/// Ignores the error of an output that ended because another process truncated the file. The
/// problem is reported at the end.
fn unless_truncated(printed: io::Result<()>) -> io::Result<()> {
    printed.or_else(|error| ReadProblem::of(&error).map(|_| ()).ok_or(error))
}

fn print(node: &Node, context: JsonContext<'_>, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(JsonText(&mut *out), &PlainView::new(node, context))?;
    writeln!(out)
}

/// Reports the fault of an expression.
fn report_fault(
    name: &str,
    text: &str,
    fault: &Fault,
    out: &mut impl Write,
) -> io::Result<ExitStatus> {
    unless_truncated(out.flush())?;
    report_problem(name, format!("{text}: {}", advice::with_limit_option(fault.clone())));
    Ok(ExitStatus::of(fault))
}

/// Reports that requested bytes are missing.
fn report_read_problem(input: &Excerpt) -> ExitStatus {
    let Some(problem) = input.problem() else { return ExitStatus::Valid };
    let fault = open::read_fault(&problem);
    report_problem(input.name(), &fault);
    ExitStatus::of(&fault)
}
