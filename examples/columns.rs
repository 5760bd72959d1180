//! Load the columns of sensor records into memory: `columns FILE`. Measured by `benches/run`.
#![allow(missing_docs)]

use bytescope::formats::{Record, sensor::Reading};
use bytescope::inspect::{FixedSize, OpenOptions, RecordColumns, Source};
use bytescope::layout::RecordLayout;
use bytescope::table::{ColumnValues, Gather};
use std::error::Error;
use std::path::Path;

/// Number of records per block. A block fits in the cache, since each column is gathered in a
/// separate pass.
const BLOCK_RECORDS: usize = 16 << 10;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: columns FILE")?;
    let source = Source::open(Path::new(&path), OpenOptions::MAPPED)?;
    let layout =
        RecordLayout::of_record(&RecordColumns::of::<Reading>(Reading::ENDIAN), Reading::SIZE)?;
    let gather = Gather::new(&layout);
    let mut batch = gather.batch();
    batch.reserve(source.bytes().len() / gather.record_size());
    let mut at = 0;
    for block in source.bytes().chunks(BLOCK_RECORDS * gather.record_size()) {
        gather.extend(&mut batch, block);
        source.release(at..at + block.len());
        at += block.len();
    }
    println!("{} records", batch.rows());
    for (field, values) in gather.schema().fields.iter().zip(batch.columns()) {
        match values {
            ColumnValues::U32(values) => println!("{}: last {:?}", field.name, values.last()),
            ColumnValues::U16(values) => println!("{}: last {:?}", field.name, values.last()),
            ColumnValues::F32(values) => println!("{}: last {:?}", field.name, values.last()),
            _ => println!("{}", field.name),
        }
    }
    Ok(())
}
