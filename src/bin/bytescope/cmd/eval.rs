//! `bytescope eval`

use crate::advice;
use crate::args::Eval;
use crate::output::Output;
use crate::say::{Status, complain, report};
use bytescope::AnyFormat;
use bytescope::inspect::Bytes;
use bytescope::view::PlainView;
use bytescope::view::json::Sight;
use std::io::{self, Write};

pub(crate) fn run(options: &Eval, out: &mut Output) -> io::Result<Status> {
    let naming = &options.reading.naming;
    let format = match naming.named(&naming.formats()) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let Some(schema) = format.as_ref().and_then(AnyFormat::schema) else {
        return Ok(complain("eval", "name a Kaitai schema with -s FILE.ksy"));
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
        Err(error) => return Ok(complain(options.file.display(), error)),
    };
    let limits = options.reading.limits();
    let answers = schema.eval(input.bytes(), limits, &expressions);
    let bytes = Bytes { source: input.bytes(), buffers: &answers.buffers };
    let sight = Sight { bytes, limits, base: input.offset() };
    let mut status = Status::Good;
    for (text, answer) in options.expressions.iter().zip(&answers.values) {
        match answer {
            Ok(node) => {
                serde_json::to_writer(
                    &mut *out,
                    &PlainView { node, sight, file: None, faults: &[] },
                )?;
                writeln!(out)?;
            }
            Err(fault) => {
                out.flush()?;
                complain(input.name(), format!("{text}: {}", advice::advised(fault.clone())));
                status = Status::Bad;
            }
        }
    }
    out.flush()?;
    if let Some(fault) = answers.fault {
        let fault = input.in_file(advice::advised(fault));
        complain(input.name(), format!("at {:#x}: {fault}", fault.offset));
        status = Status::Bad;
    }
    Ok(status)
}
