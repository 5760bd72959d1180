//! Convert records of a format string to an Arrow file: `records_to_arrow '<IHff' IN OUT.arrow`.
#![allow(missing_docs)]

use bytescope::decode::{Decoder, Input};
use bytescope::layout::StructFormat;
use bytescope::table::TableKind;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [format, from, to] = args.as_slice() else {
        return Err("usage: records_to_arrow FMT IN OUT.arrow".into());
    };
    let layout = StructFormat::parse(format)?.layout()?;
    let run = Decoder::records(layout).open(Input::file(from)?)?;
    let out = BufWriter::new(File::create(to)?);
    let (_, account) = run.write(TableKind::Arrow, out, &mut ())?;
    if let Some(error) = account.error {
        return Err(error.into());
    }
    println!("{} rows, {} trailing bytes", account.rows, account.trailing);
    Ok(())
}
