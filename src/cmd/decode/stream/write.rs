//! The table that is asked for, of whichever kind.

use super::joined::Joined;
use super::rows::Target;
use super::{Job, Told};
use crate::cli::{Decode, TableKind};
use crate::output::Output;
use crate::table::{Batch, Lines, Style};
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
        _ if job.target.count_only => count(job, options, out),
        TableKind::Csv if job.target.tables.len() > 1 => joined_csv(job, options, out),
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

/// Each table by its own columns.
fn text(
    mut job: Job,
    options: &Decode,
    style: fn(&crate::table::Schema) -> Style,
    mut out: Output,
) -> io::Result<Told> {
    job.target.block = TEXT;
    let styles: Vec<Style> = job.target.tables.iter().map(style).collect();
    out.write_all(styles.first().map(Style::header).unwrap_or_default())?;
    let terminal = out.terminal;
    let told = job.run(
        options,
        terminal,
        &|table: usize, batch: &mut Batch, lines: &mut Lines| {
            if let Some(style) = styles.get(table) {
                style.write(batch, lines);
            }
        },
        |lines, is_live| put(&mut out, lines, is_live),
    )?;
    end(out, told)
}

/// All tables in one.
fn joined_csv(mut job: Job, options: &Decode, mut out: Output) -> io::Result<Told> {
    job.target.block = TEXT;
    let joined = joined(&job.target, options);
    let style = Style::csv(&joined.columns);
    out.write_all(style.header())?;
    let terminal = out.terminal;
    let told = job.run(
        options,
        terminal,
        &|table: usize, batch: &mut Batch, (all, lines): &mut (Batch, Lines)| {
            joined.add(table, batch, all);
            style.write(all, lines);
            all.clear();
        },
        |(_, lines), is_live| put(&mut out, lines, is_live),
    )?;
    end(out, told)
}

fn put(out: &mut Output, lines: &mut Lines, is_live: bool) -> io::Result<()> {
    out.write_all(lines.as_bytes())?;
    lines.clear();
    if is_live { out.flush() } else { Ok(()) }
}

fn joined(target: &Target, options: &Decode) -> Joined {
    Joined::new(&target.tables, &options.columns)
}

#[cfg(feature = "columnar")]
fn parquet(mut job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    use crate::table::parquet::{Groups, ParquetWriter};
    (job.target.block, job.target.wait) = (GROUP, GROUP);
    let joined = joined(&job.target, options);
    let groups = Groups::new(&joined.columns)?;
    let (terminal, mut writer) = (out.terminal, ParquetWriter::new(out, &groups)?);
    let one = job.target.tables.len() == 1;
    let told = job.run(
        options,
        terminal,
        &|table: usize, batch: &mut Batch, made: &mut Made<crate::table::parquet::Group>| match one
        {
            true => made.done.push(groups.make(batch)),
            false => joined.add(table, batch, &mut made.rows),
        },
        |made, _| {
            if made.rows.rows() > 0 {
                made.done.push(groups.make(&made.rows));
                made.rows.clear();
            }
            made.done.drain(..).try_for_each(|group| writer.write(group?))
        },
    )?;
    end(writer.finish()?, told)
}

#[cfg(feature = "columnar")]
fn arrow(mut job: Job, options: &Decode, out: Output) -> io::Result<Told> {
    use crate::table::arrow::{self, ArrowWriter};
    job.target.block = GROUP;
    job.target.wait = if options.output.is_some() { GROUP } else { 0 };
    let joined = joined(&job.target, options);
    let schema = arrow::schema(&joined.columns);
    let terminal = out.terminal;
    let mut writer = match &options.output {
        Some(_) => ArrowWriter::file(out, &schema)?,
        None => ArrowWriter::stream(out, &schema)?,
    };
    let one = job.target.tables.len() == 1;
    let take = |batch: &mut Batch| arrow::take(batch, &schema).map_err(arrow::io_error);
    let told = job.run(
        options,
        terminal,
        &|table: usize, batch: &mut Batch, made: &mut Made<arrow_array::RecordBatch>| match one {
            true => made.done.push(take(batch)),
            false => joined.add(table, batch, &mut made.rows),
        },
        |made, _| {
            if made.rows.rows() > 0 {
                made.done.push(take(&mut made.rows));
                made.rows = Batch::default();
            }
            made.done.drain(..).try_for_each(|batch| writer.write(&batch?))
        },
    )?;
    end(writer.finish()?, told)
}

/// Rows of several tables, and what was made of rows.
#[cfg(feature = "columnar")]
struct Made<T> {
    rows: Batch,
    done: Vec<io::Result<T>>,
}

#[cfg(feature = "columnar")]
impl<T> Default for Made<T> {
    fn default() -> Self {
        Self { rows: Batch::default(), done: Vec::new() }
    }
}

/// A file takes its name, unless the input failed in the middle.
fn end(mut out: Output, told: Told) -> io::Result<Told> {
    match &told.failed {
        None => out.commit()?,
        Some(_) => out.flush()?,
    }
    Ok(told)
}
