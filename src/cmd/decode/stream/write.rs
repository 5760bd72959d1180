//! The table that is asked for, of whichever kind.

use super::rows::Table;
use super::{Job, Told};
use crate::cli::{Decode, TableKind};
use crate::output::Output;
use crate::table::{Batch, Lines, Schema, Style};
use std::io::{self, Write};

/// Bytes of frames that become text at a time: few enough to stay in the nearer caches.
const TEXT: usize = 128 << 10;

/// Bytes of frames in a row group of Parquet, or a batch of Arrow.
#[cfg(feature = "columnar")]
const GROUP: usize = 4 << 20;

/// Decodes the input of a job into a table.
///
/// # Errors
/// Those of the output.
pub(super) fn table(job: Job, kind: TableKind, options: &Decode, out: Output) -> io::Result<Told> {
    match kind {
        _ if job.table.count_only => count(job, options, out),
        TableKind::Csv => text(job, options, Style::csv, out),
        TableKind::Ndjson => text(job, options, Style::ndjson, out),
        #[cfg(feature = "columnar")]
        TableKind::Parquet => parquet(job, options, out),
        #[cfg(feature = "columnar")]
        TableKind::Arrow => arrow(job, options, out),
    }
}

fn count(job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    let terminal = out.terminal;
    job.run(options, terminal, &|_, _: &mut Batch, (): &mut ()| {}, |(), _| Ok(()))
}

fn text(
    mut job: Job,
    options: &Decode,
    style: fn(&Schema) -> Style,
    mut out: Output,
) -> io::Result<Told> {
    job.table.block = TEXT;
    let styles = styles(&job.table, style);
    out.write_all(styles.first().map(Style::header).unwrap_or_default())?;
    let terminal = out.terminal;
    let told = job.run(
        options,
        terminal,
        &|schema: u16, batch: &mut Batch, lines: &mut Lines| {
            if let Some(style) = styles.get(usize::from(schema)) {
                style.write(batch, lines);
            }
        },
        |lines, is_live| {
            out.write_all(lines.as_bytes())?;
            lines.clear();
            if is_live { out.flush() } else { Ok(()) }
        },
    )?;
    end(out, told)
}

fn styles(table: &Table, style: fn(&Schema) -> Style) -> Vec<Style> {
    table.protocols.iter().map(|protocol| style(protocol.gather.schema())).collect()
}

#[cfg(feature = "columnar")]
fn parquet(mut job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    use crate::table::parquet::{Group, Groups, ParquetWriter};
    (job.table.block, job.table.wait) = (GROUP, GROUP);
    let groups = Groups::new(&schema(&job))?;
    let (terminal, mut writer) = (out.terminal, ParquetWriter::new(out, &groups)?);
    let told = job.run(
        options,
        terminal,
        &|_, batch: &mut Batch, made: &mut Vec<io::Result<Group>>| made.push(groups.make(batch)),
        |made, _| made.drain(..).try_for_each(|group| writer.write(group?)),
    )?;
    end(writer.finish()?, told)
}

#[cfg(feature = "columnar")]
fn arrow(mut job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    use crate::table::arrow::{self, ArrowWriter};
    use arrow_array::RecordBatch;
    job.table.block = GROUP;
    job.table.wait = if options.output.is_some() { GROUP } else { 0 };
    let schema = arrow::schema(&schema(&job));
    let terminal = out.terminal;
    let mut writer = match &options.output {
        Some(_) => ArrowWriter::file(out, &schema)?,
        None => ArrowWriter::stream(out, &schema)?,
    };
    let told = job.run(
        options,
        terminal,
        &|_, batch: &mut Batch, made: &mut Vec<io::Result<RecordBatch>>| {
            made.push(arrow::take(batch, &schema).map_err(arrow::io_error));
        },
        |made, _| made.drain(..).try_for_each(|batch| writer.write(&batch?)),
    )?;
    end(writer.finish()?, told)
}

/// The columns of the only protocol.
#[cfg(feature = "columnar")]
fn schema(job: &Job) -> Schema {
    job.table.protocols.first().map(|p| p.gather.schema().clone()).unwrap_or_default()
}

/// A file takes its name, unless the input failed in the middle.
fn end(mut out: Output, told: Told) -> io::Result<Told> {
    match &told.failed {
        None => out.commit()?,
        Some(_) => out.flush()?,
    }
    Ok(told)
}
