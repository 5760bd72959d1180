//! Records in, a table out.

use super::check::{Bad, MOST};
use super::feed::{Feed, Place, Told};
use super::plan::Plan;
use crate::blocks;
use crate::cli::{Decode, TableKind};
use crate::cmd::{Status, complain};
use crate::output::Output;
use crate::table::{Batch, Lines, Style};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};

/// Writes the table that is asked for.
///
/// # Errors
/// Those of the output.
pub(super) fn table(options: &Decode, plan: &mut Plan, out: Output) -> io::Result<Told> {
    let schema = plan.gather.schema();
    match options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref())) {
        TableKind::Csv => text(options, &Style::csv(schema), plan, out),
        TableKind::Ndjson => text(options, &Style::ndjson(schema), plan, out),
        #[cfg(feature = "columnar")]
        TableKind::Parquet => parquet(options, plan, out),
        #[cfg(feature = "columnar")]
        TableKind::Arrow => arrow(options, plan, out),
    }
}

fn text(options: &Decode, style: &Style, plan: &mut Plan, mut out: Output) -> io::Result<Told> {
    out.write_all(style.header())?;
    // Few enough bytes to stay in the nearer caches.
    let blocks = Blocks { size: 128 << 10, full: false };
    let told = blocks.run(
        options,
        plan,
        out.terminal,
        |batch, lines: &mut Lines| {
            lines.clear();
            style.write(batch, lines);
        },
        |lines, is_live| {
            out.write_all(lines.as_bytes())?;
            if is_live { out.flush() } else { Ok(()) }
        },
    )?;
    end(out, told)
}

#[cfg(feature = "columnar")]
fn parquet(options: &Decode, plan: &mut Plan, out: Output) -> io::Result<Told> {
    use crate::table::parquet::{Group, Groups, ParquetWriter};
    let groups = Groups::new(plan.gather.schema())?;
    let (terminal, mut writer) = (out.terminal, ParquetWriter::new(out, &groups)?);
    // A row group.
    let blocks = Blocks { size: 4 << 20, full: true };
    let told = blocks.run(
        options,
        plan,
        terminal,
        |batch, group: &mut Option<io::Result<Group>>| *group = Some(groups.make(batch)),
        |group, _| group.take().map_or(Ok(()), |group| writer.write(group?)),
    )?;
    end(writer.finish()?, told)
}

#[cfg(feature = "columnar")]
fn arrow(options: &Decode, plan: &mut Plan, out: Output) -> io::Result<Told> {
    use crate::table::arrow::{self, ArrowWriter};
    use arrow_array::RecordBatch;
    let schema = arrow::schema(plan.gather.schema());
    let terminal = out.terminal;
    let mut writer = match &options.output {
        Some(_) => ArrowWriter::file(out, &schema)?,
        None => ArrowWriter::stream(out, &schema)?,
    };
    let blocks = Blocks { size: 1 << 20, full: options.output.is_some() };
    let told = blocks.run(
        options,
        plan,
        terminal,
        |batch, made: &mut Option<io::Result<RecordBatch>>| {
            *made = Some(arrow::take(batch, &schema).map_err(arrow::io_error));
        },
        |made, _| made.take().map_or(Ok(()), |made| writer.write(&made?)),
    )?;
    end(writer.finish()?, told)
}

/// A file takes its name, unless the input failed in the middle.
fn end(mut out: Output, told: Told) -> io::Result<Told> {
    match &told.error {
        None => out.commit()?,
        Some(_) => out.flush()?,
    }
    Ok(told)
}

/// How records are taken a block at a time.
struct Blocks {
    /// Bytes of a block.
    size: usize,
    /// Whether to wait until a block is full.
    full: bool,
}

/// Records that are on their way to the output.
#[derive(Default)]
struct Block<M> {
    records: Vec<u8>,
    place: Place,
    bad: Bad,
    batch: Option<Batch>,
    made: M,
}

impl Blocks {
    /// Makes something of the rows of every block, on several threads, and puts it somewhere, in
    /// order; `put` is also told whether more rows might be long in coming.
    fn run<M: Default + Send>(
        &self,
        options: &Decode,
        plan: &mut Plan,
        terminal: bool,
        make: impl Fn(&mut Batch, &mut M) + Sync,
        mut put: impl FnMut(&mut M, bool) -> io::Result<()>,
    ) -> io::Result<Told> {
        let mut feed = Feed::new(options, plan);
        let mut said = Said { bar: bar(options, plan.length, terminal), bad: 0, left: MOST };
        // The input itself is not for several threads.
        let (plan, gather, check) = (&*plan, &plan.gather, plan.check.as_ref());
        blocks::ordered(
            blocks::threads(options.threads),
            |block: &mut Block<M>| {
                let place = feed.take(&mut block.records, self.size, self.full);
                block.place = place.unwrap_or_default();
                place.is_some()
            },
            |block| {
                let Block { records, place, bad, batch, made } = block;
                let records = records.get_mut(..place.length).unwrap_or_default();
                let good = match check {
                    Some(check) => check.sift(place.first, records, bad),
                    None => records.len(),
                };
                let batch = batch.get_or_insert_with(|| gather.batch());
                gather.fill(batch, records.get(..good).unwrap_or_default());
                make(batch, made);
            },
            |block| {
                said.say(plan, &block.bad, block.place.length);
                put(&mut block.made, block.place.is_live)
            },
        )?;
        said.bar.finish_and_clear();
        let mut told = feed.finish(options, plan);
        told.bad = said.bad;
        told.unsaid = said.bad.saturating_sub(MOST as u64);
        Ok(told)
    }
}

/// What has been said on the way.
struct Said {
    bar: ProgressBar,
    bad: u64,
    /// How many more bad records are named.
    left: usize,
}

impl Said {
    fn say(&mut self, plan: &Plan, bad: &Bad, length: usize) {
        self.bar.inc(length as u64);
        self.bad = self.bad.saturating_add(bad.count);
        for said in bad.said.iter().take(self.left) {
            let _: Status = self.bar.suspend(|| complain(&plan.name, said));
        }
        self.left = self.left.saturating_sub(bad.said.len());
    }
}

/// A progress bar, when somebody looks and the rows go elsewhere.
pub(super) fn bar(options: &Decode, length: Option<u64>, terminal: bool) -> ProgressBar {
    if options.quiet || terminal || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match length {
        Some(length) => (
            ProgressBar::new(length),
            "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    // The templates are known to be good.
    bar.with_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()))
}
