//! Takes the columns of sensor records into memory: `columns FILE`. `benches/run` measures it.
#![allow(missing_docs)]

use bytescope::formats::{Record, sensor::Reading};
use bytescope::inspect::{Columns, FixedSize, OpenOptions, Source};
use bytescope::layout::Layout;
use bytescope::table::{Gather, Values};
use std::error::Error;
use std::path::Path;

/// Records that are taken at a time: few enough to be read from memory once.
const BLOCK: usize = 16 << 10;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: columns FILE")?;
    let source = Source::open(Path::new(&path), OpenOptions::MAPPED)?;
    let layout = Layout::of_record(&Columns::of::<Reading>(Reading::ENDIAN), Reading::SIZE)?;
    let gather = Gather::new(&layout);
    let mut batch = gather.batch();
    batch.reserve(source.bytes().len() / gather.record_size());
    let mut at = 0;
    for block in source.bytes().chunks(BLOCK * gather.record_size()) {
        gather.extend(&mut batch, block);
        source.release(at..at + block.len());
        at += block.len();
    }
    println!("{} records", batch.rows());
    for (field, values) in gather.schema().fields.iter().zip(batch.columns()) {
        match values {
            Values::U32(values) => println!("{}: last {:?}", field.name, values.last()),
            Values::U16(values) => println!("{}: last {:?}", field.name, values.last()),
            Values::F32(values) => println!("{}: last {:?}", field.name, values.last()),
            _ => println!("{}", field.name),
        }
    }
    Ok(())
}
