//! `bytescope eval`

use super::{Status, advice, complain, report};
use crate::cli::Eval;
use crate::input::Input;
use crate::output::Output;
use crate::spec::{self, Spec};
use crate::view::PlainView;
use crate::view::json::Sight;
use bytescope_inspect::Bytes;
use std::io::{self, Write};

pub(crate) fn run(options: &Eval, out: &mut Output) -> io::Result<Status> {
    let schema = match spec::named(&options.reading.naming) {
        Ok(Some(Spec::Schema(schema))) => schema,
        Ok(_) => return Ok(complain("eval", "name a Kaitai schema with -s FILE.ksy")),
        Err(unusable) => return Ok(unusable.complain()),
    };
    let mut expressions = Vec::new();
    for text in &options.expressions {
        match schema.expression(text) {
            Ok(expression) => expressions.push(expression),
            Err(found) => return Ok(report(&found)),
        }
    }
    let input = match Input::open(&options.file, &options.reading) {
        Ok(input) => input,
        Err(error) => return Ok(complain(options.file.display(), error)),
    };
    let limits = options.reading.limits();
    let answers = schema.eval(input.bytes(), limits, &expressions);
    let bytes = Bytes { source: input.bytes(), buffers: &answers.buffers };
    let sight = Sight { bytes, limits, base: input.base() };
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
                complain(&input.name, format!("{text}: {}", advice::advised(fault.clone())));
                status = Status::Bad;
            }
        }
    }
    out.flush()?;
    if let Some(fault) = answers.fault {
        let fault = input.in_file(advice::advised(fault));
        complain(&input.name, format!("at {:#x}: {fault}", fault.offset));
        status = Status::Bad;
    }
    Ok(status)
}
