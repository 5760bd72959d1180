//! The items of a list that a schema describes, as rows.

use super::columns::{cell, field};
use super::sink::Sink;
use crate::cli::Decode;
use crate::cmd::{Status, advice, complain};
use crate::output::Output;
use crate::table::Schema as Columns;
use crate::view::counted;
use bytescope_inspect::{OpenError, OpenOptions, Source};
use bytescope_ksy::{RowColumn, SchemaRows};
use std::io;
use std::ops::ControlFlow;

/// Writes the rows.
///
/// # Errors
/// Those of the output.
pub(super) fn run(options: &Decode, rows: &SchemaRows, out: Output) -> io::Result<Status> {
    let columns = match chosen(options, rows) {
        Ok(columns) => columns,
        Err(status) => return Ok(status),
    };
    let (name, source) = match open(options) {
        Ok(opened) => opened,
        Err(error) => return Ok(complain(options.file.display(), error)),
    };
    let start = usize::try_from(options.offset).unwrap_or(usize::MAX);
    let bytes = source.bytes().get(start..).unwrap_or_default();
    let schema = Columns { fields: columns.iter().map(|(_, column)| field(column)).collect() };
    let mut sink = Sink::new(options, &schema, out)?;
    let (mut written, mut failed) = (0_u64, None);
    let end = options.limit.map_or(u64::MAX, |limit| options.skip.saturating_add(limit));
    let fault = rows.read(bytes, options.bounds.limits(), &mut |row| {
        if row.index >= end {
            return ControlFlow::Break(());
        }
        if row.index >= options.skip {
            let cells = columns.iter().map(|(at, _)| cell(row.cells.get(*at)));
            if let Err(error) = sink.push(&cells.collect::<Vec<_>>()) {
                failed = Some(error);
                return ControlFlow::Break(());
            }
            written = written.saturating_add(1);
        }
        if row.index.saturating_add(1) >= end {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    sink.finish()?;
    let mut status = Status::Good;
    if let Some(fault) = fault.map(advice::advised) {
        let at = fault.offset.saturating_add(options.offset);
        complain(&name, format!("at {at:#x}: {fault}"));
        status = Status::Bad;
    }
    if let Some(now) = source.truncated() {
        complain(&name, format!("the file was truncated to {now} bytes while it was read"));
        status = Status::Bad;
    }
    if !options.quiet {
        let (what, bytes) = (counted(written, "row"), counted(bytes.len() as u64, "byte"));
        complain(&name, format!("{what} of {} from {bytes}", rows.path()));
    }
    Ok(status)
}

/// The columns that are asked for, each with its place in a row.
fn chosen<'r>(
    options: &Decode,
    rows: &'r SchemaRows,
) -> Result<Vec<(usize, &'r RowColumn)>, Status> {
    let all = || rows.columns().iter().enumerate();
    if options.columns.is_empty() {
        return Ok(all().collect());
    }
    let find = |name: &String| {
        all().find(|(_, column)| column.name == *name).ok_or_else(|| {
            let known: Vec<_> = rows.columns().iter().map(|c| c.name.as_str()).collect();
            let known = known.join(", ");
            complain("--columns", format!("there is no column '{name}'; there are: {known}"))
        })
    };
    options.columns.iter().map(find).collect()
}

fn open(options: &Decode) -> Result<(String, Source), OpenError> {
    if options.file.as_os_str() == "-" {
        return Ok(("<stdin>".to_owned(), Source::read(io::stdin().lock(), u64::MAX)?));
    }
    Ok((options.file.display().to_string(), Source::open(&options.file, OpenOptions::MAPPED)?))
}
