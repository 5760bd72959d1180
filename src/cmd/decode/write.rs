//! Records in, a table out.

use super::check::{Bad, MOST};
use super::feed::{Feed, Place, Told};
use super::plan::Plan;
use crate::blocks;
use crate::cli::{Decode, TableKind};
use crate::cmd::complain;
use crate::output::Output;
use crate::table::{Batch, Lines, Style};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};

/// Bytes of records that become text at a time: few enough to stay in the nearer caches.
const BLOCK: usize = 128 << 10;

/// Writes the table that is asked for.
///
/// # Errors
/// Those of the output.
pub(super) fn table(options: &Decode, plan: &mut Plan, out: Output) -> io::Result<Told> {
    let schema = plan.gather.schema();
    match options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref())) {
        TableKind::Csv => text(options, &Style::csv(schema), plan, out),
        TableKind::Ndjson => text(options, &Style::ndjson(schema), plan, out),
    }
}

/// Records that are on their way to the output.
#[derive(Default)]
struct Block {
    records: Vec<u8>,
    place: Place,
    bad: Bad,
    batch: Option<Batch>,
    lines: Lines,
}

fn text(options: &Decode, style: &Style, plan: &mut Plan, mut out: Output) -> io::Result<Told> {
    out.write_all(style.header())?;
    let mut feed = Feed::new(options, plan);
    let mut said = Said { bar: bar(options, plan, &out), bad: 0, left: MOST };
    // The input itself is not for several threads.
    let (plan, gather, check) = (&*plan, &plan.gather, plan.check.as_ref());
    blocks::ordered(
        blocks::threads(options.threads),
        |block: &mut Block| match feed.take(&mut block.records, BLOCK, false) {
            Some(place) => {
                block.place = place;
                true
            }
            None => false,
        },
        |block| {
            let Block { records, place, bad, batch, lines } = block;
            let records = records.get_mut(..place.length).unwrap_or_default();
            let good = match check {
                Some(check) => check.sift(place.first, records, bad),
                None => records.len(),
            };
            let batch = batch.get_or_insert_with(|| gather.batch());
            gather.fill(batch, records.get(..good).unwrap_or_default());
            lines.clear();
            style.write(batch, lines);
        },
        |block| {
            said.say(plan, block);
            out.write_all(block.lines.as_bytes())?;
            if block.place.is_live { out.flush() } else { Ok(()) }
        },
    )?;
    out.commit()?;
    said.bar.finish_and_clear();
    let mut told = feed.finish(options, plan);
    told.bad = said.bad;
    told.unsaid = said.bad.saturating_sub(MOST as u64);
    Ok(told)
}

/// What has been said on the way.
struct Said {
    bar: ProgressBar,
    bad: u64,
    /// How many more bad records are named.
    left: usize,
}

impl Said {
    fn say(&mut self, plan: &Plan, block: &Block) {
        self.bar.inc(block.place.length as u64);
        self.bad = self.bad.saturating_add(block.bad.count);
        for said in block.bad.said.iter().take(self.left) {
            self.bar.suspend(|| complain(&plan.name, said));
        }
        self.left = self.left.saturating_sub(block.bad.said.len());
    }
}

/// A progress bar, when somebody looks and the rows go elsewhere.
fn bar(options: &Decode, plan: &Plan, out: &Output) -> ProgressBar {
    if options.quiet || out.terminal || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match plan.length {
        Some(length) => (
            ProgressBar::new(length),
            "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    // The templates are known to be good.
    bar.with_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()))
}
