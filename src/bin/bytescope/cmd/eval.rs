//! `bytescope eval`

use crate::advice;
use crate::args::EvalArgs;
use crate::messages::{ExitStatus, report_diagnostics, report_problem};
use crate::output::Output;
use bytescope::AnyFormat;
use bytescope::inspect::Buffers;
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use std::io::{self, Write};

pub(crate) fn run(options: &EvalArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let format_args = &options.input_args.format_args;
    let format = match format_args.select(&format_args.formats()) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let Some(schema) = format.as_ref().and_then(AnyFormat::schema) else {
        return Ok(report_problem(
            "eval",
            "requires a schema (use -s FILE.ksy, or -f with a schema name)",
        ));
    };
    let mut expressions = Vec::new();
    for text in &options.expressions {
        match schema.expression(text) {
            Ok(expression) => expressions.push(expression),
            Err(found) => return Ok(report_diagnostics(&found)),
        }
    }
    let input = match options.input_args.open(&options.file) {
        Ok(input) => input,
        Err(error) => return Ok(report_problem(options.file.display(), error)),
    };
    let limits = options.input_args.limits();
    let results = schema.eval(input.bytes(), limits, &expressions);
    let bytes = Buffers { source: input.bytes(), buffers: &results.buffers };
    let context = JsonContext { bytes, limits, base: input.offset() };
    let mut status = ExitStatus::Valid;
    for (text, answer) in options.expressions.iter().zip(&results.values) {
        match answer {
            Ok(node) => {
                serde_json::to_writer(
                    &mut *out,
                    &PlainView { node, context, file: None, faults: &[] },
                )?;
                writeln!(out)?;
            }
            Err(fault) => {
                out.flush()?;
                report_problem(
                    input.name(),
                    format!("{text}: {}", advice::with_limit_option(fault.clone())),
                );
                status = status.max(ExitStatus::of(fault));
            }
        }
    }
    out.flush()?;
    if let Some(fault) = results.fault {
        status = status.max(ExitStatus::of(&fault));
        let fault = input.in_file(advice::with_limit_option(fault));
        report_problem(input.name(), format!("at {:#x}: {fault}", fault.offset));
    }
    Ok(status)
}
