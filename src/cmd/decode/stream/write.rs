//! The table that is asked for, of whichever kind.

use super::joined::Joined;
use super::rows::Batches;
use super::{Job, Told};
use crate::cli::{Decode, TableKind};
use crate::output::Output;
#[cfg(feature = "columnar")]
use crate::table::Batch;
use crate::table::{Lines, Style};
use std::io::{self, Write};

/// Bytes of frames that become text at a time: few enough to stay in the nearer caches.
const TEXT: usize = 128 << 10;

/// The same of messages, which may hold lists: bits become texts many times as long.
const LONG_TEXT: usize = 8 << 10;

/// Bytes of frames that are counted at a time.
const COUNTED: usize = 512 << 10;

/// Bytes of frames in a row group of Parquet, or a batch of Arrow.
#[cfg(feature = "columnar")]
const GROUP: usize = 4 << 20;

/// Decodes the input of a job into a table.
///
/// # Errors
/// Those of the output.
pub(super) fn table(
    mut job: Job,
    kind: TableKind,
    options: &Decode,
    out: Output,
) -> io::Result<Told> {
    match kind {
        _ if job.target.count_only => count(job, options, out),
        TableKind::Csv => {
            let all = Joined::new(&job.target.tables, &options.columns).columns;
            job.target.sort(&all);
            let styles = match job.target.tables.as_slice() {
                [only] => vec![Style::csv(only)],
                several => several.iter().map(|table| Style::csv_part(table, &all)).collect(),
            };
            text(job, options, (styles, Style::csv(&all).header()), out)
        }
        TableKind::Ndjson => {
            let styles = job.target.tables.iter().map(Style::ndjson).collect();
            text(job, options, (styles, &[]), out)
        }
        #[cfg(feature = "columnar")]
        TableKind::Parquet => parquet(job, options, out),
        #[cfg(feature = "columnar")]
        TableKind::Arrow => arrow(job, options, out),
    }
}

fn count(mut job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    job.target.block = COUNTED;
    let terminal = out.terminal;
    job.run(options, terminal, &|_: &mut Batches, (): &mut ()| {}, |(), _| Ok(()))
}

/// Lines of each table, and of all of them in order.
#[derive(Default)]
struct Text {
    tables: Vec<Lines>,
    all: Vec<u8>,
}

/// Lines of text: those of each table in its style, put into order.
fn text(
    mut job: Job,
    options: &Decode,
    (styles, header): (Vec<Style>, &[u8]),
    mut out: Output,
) -> io::Result<Told> {
    job.target.block = if styles.len() == 1 { TEXT } else { LONG_TEXT };
    out.write_all(header)?;
    let terminal = out.terminal;
    let told = job.run(
        options,
        terminal,
        &|batches: &mut Batches, Text { tables, all }: &mut Text| {
            tables.resize_with(styles.len(), || match styles.len() {
                1 => Lines::default(),
                _ => Lines::apart(),
            });
            for ((style, batch), lines) in styles.iter().zip(&batches.tables).zip(&mut *tables) {
                style.write(batch, lines);
            }
            let mut rest: Vec<_> = tables.iter().map(Lines::each).collect();
            for table in &batches.order {
                let line = rest.get_mut(usize::from(*table)).and_then(Iterator::next);
                all.extend_from_slice(line.unwrap_or_default());
            }
            drop(rest);
            if !batches.order.is_empty() {
                tables.iter_mut().for_each(Lines::clear);
            }
        },
        |Text { tables, all }, is_live| {
            out.write_all(all)?;
            all.clear();
            for lines in tables {
                out.write_all(lines.as_bytes())?;
                lines.clear();
            }
            if is_live { out.flush() } else { Ok(()) }
        },
    )?;
    end(out, told)
}

#[cfg(feature = "columnar")]
fn parquet(mut job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    use crate::table::parquet::{Group, Groups, ParquetWriter};
    (job.target.block, job.target.wait) = (GROUP, GROUP);
    let joined = Joined::new(&job.target.tables, &options.columns);
    let groups = Groups::new(&joined.columns)?;
    let (terminal, mut writer) = (out.terminal, ParquetWriter::new(out, &groups)?);
    let told = job.run(
        options,
        terminal,
        &|batches: &mut Batches, made: &mut Vec<io::Result<Group>>| {
            let mut all = Batch::default();
            if let Some(batch) = joined.all(batches, &mut all) {
                made.push(groups.make(batch));
            }
        },
        |made, _| made.drain(..).try_for_each(|group| writer.write(group?)),
    )?;
    end(writer.finish()?, told)
}

#[cfg(feature = "columnar")]
fn arrow(mut job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    use crate::table::arrow::{self, ArrowWriter};
    use arrow_array::RecordBatch;
    job.target.block = GROUP;
    job.target.wait = if options.output.is_some() { GROUP } else { 0 };
    let joined = Joined::new(&job.target.tables, &options.columns);
    let schema = arrow::schema(&joined.columns);
    let terminal = out.terminal;
    let mut writer = match &options.output {
        Some(_) => ArrowWriter::file(out, &schema)?,
        None => ArrowWriter::stream(out, &schema)?,
    };
    let told = job.run(
        options,
        terminal,
        &|batches: &mut Batches, made: &mut Vec<io::Result<RecordBatch>>| {
            let mut all = Batch::default();
            if let Some(batch) = joined.all(batches, &mut all) {
                made.push(arrow::take(batch, &schema).map_err(arrow::io_error));
            }
        },
        |made, _| made.drain(..).try_for_each(|batch| writer.write(&batch?)),
    )?;
    end(writer.finish()?, told)
}

/// A file takes its name, unless the input failed in the middle.
fn end(mut out: Output, told: Told) -> io::Result<Told> {
    match &told.failed {
        None => out.commit()?,
        Some(_) => out.flush()?,
    }
    Ok(told)
}
