//! `bytescope eval`

use crate::advice;
use crate::args::EvalArgs;
use crate::messages::{ExitStatus, report, report_problem};
use crate::output::Output;
use bytescope::AnyFormat;
use bytescope::inspect::Buffers;
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use std::io::{self, Write};

pub(crate) fn run(options: &EvalArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let naming = &options.reading.naming;
    let format = match naming.named(&naming.formats()) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let Some(schema) = format.as_ref().and_then(AnyFormat::schema) else {
        return Ok(report_problem("eval", "no Kaitai schema given (use -s FILE.ksy)"));
    };
    let mut expressions = Vec::new();
    for text in &options.expressions {
        match schema.expression(text) {
            Ok(expression) => expressions.push(expression),
            Err(found) => return Ok(report(&found)),
        }
    }
    let input = match options.reading.open(&options.file) {
        Ok(input) => input,
        Err(error) => return Ok(report_problem(options.file.display(), error)),
    };
    let limits = options.reading.limits();
    let answers = schema.eval(input.bytes(), limits, &expressions);
    let bytes = Buffers { source: input.bytes(), buffers: &answers.buffers };
    let sight = JsonContext { bytes, limits, base: input.offset() };
    let mut status = ExitStatus::Valid;
    for (text, answer) in options.expressions.iter().zip(&answers.values) {
        match answer {
            Ok(node) => {
                serde_json::to_writer(
                    &mut *out,
                    &PlainView { node, context: sight, file: None, faults: &[] },
                )?;
                writeln!(out)?;
            }
            Err(fault) => {
                out.flush()?;
                report_problem(input.name(), format!("{text}: {}", advice::advised(fault.clone())));
                status = ExitStatus::Invalid;
            }
        }
    }
    out.flush()?;
    if let Some(fault) = answers.fault {
        let fault = input.in_file(advice::advised(fault));
        report_problem(input.name(), format!("at {:#x}: {fault}", fault.offset));
        status = ExitStatus::Invalid;
    }
    Ok(status)
}
