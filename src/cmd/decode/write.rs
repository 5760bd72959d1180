//! Records in, a table out.

use super::feed::{Feed, Told};
use crate::blocks;
use crate::cli::{Decode, TableKind};
use crate::output::Output;
use crate::table::{Batch, Gather, Lines, Style};
use std::io::{self, Write};

/// Bytes of records that become text at a time.
const BLOCK: usize = 128 << 10;

/// Writes the table that is asked for.
///
/// # Errors
/// Those of the output.
pub(super) fn table(
    options: &Decode,
    gather: &Gather,
    records: Feed,
    out: Output,
) -> io::Result<Told> {
    let schema = gather.schema();
    match options.to.unwrap_or_else(|| TableKind::of(options.output.as_deref())) {
        TableKind::Csv => text(options, gather, records, &Style::csv(schema), out),
        TableKind::Ndjson => text(options, gather, records, &Style::ndjson(schema), out),
    }
}

/// Records that are on their way to the output.
#[derive(Default)]
struct Block {
    records: Vec<u8>,
    batch: Option<Batch>,
    lines: Lines,
    /// More might be long in coming.
    live: bool,
}

fn text(
    options: &Decode,
    gather: &Gather,
    mut records: Feed,
    style: &Style,
    mut out: Output,
) -> io::Result<Told> {
    out.write_all(style.header())?;
    blocks::ordered(
        blocks::threads(options.threads),
        |block: &mut Block| {
            let live = records.take(&mut block.records, BLOCK, false);
            block.live = live.unwrap_or_default();
            live.is_some()
        },
        |block| {
            let batch = block.batch.get_or_insert_with(|| gather.batch());
            gather.fill(batch, &block.records);
            block.lines.clear();
            style.write(batch, &mut block.lines);
        },
        |block| {
            out.write_all(block.lines.as_bytes())?;
            if block.live { out.flush() } else { Ok(()) }
        },
    )?;
    out.commit()?;
    Ok(records.told)
}
