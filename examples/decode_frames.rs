//! Decode the frames in a file or pipe: `decode_frames FORMAT [FILE]`, such as
//! `decode_frames sensor_frame samples/sensor_frame/bad-noise.bin`.
#![allow(missing_docs)]

use bytescope::AnyFormat;
use bytescope::decode::{Decoder, Input};
use std::error::Error;
use std::io::{self, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let format = AnyFormat::named(&args.next().ok_or("usage: decode_frames FORMAT [FILE]")?)?;
    let input = match args.next() {
        Some(path) => Input::file(path)?,
        None => Input::reader("stdin", io::stdin()),
    };
    let mut batches = Decoder::new([format]).open(input)?.batches()?;
    let names: Vec<String> = batches.schema().names().map(str::to_owned).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", names.join(" "))?;
    for batch in &mut batches {
        let batch = batch?;
        for row in 0..batch.rows() {
            let cells = (0..names.len()).map(|column| batch.cell(column, row).to_text());
            writeln!(out, "{}", cells.collect::<Vec<_>>().join(" "))?;
        }
        out.flush()?;
    }
    let account = batches.finish()?;
    if let Some(frames) = account.frames {
        let tally = frames.tally;
        let (valid, bytes) = (tally.valid.frames, tally.bytes());
        eprintln!("{valid} valid frames; {} of {bytes} bytes outside", bytes - tally.valid.bytes);
    }
    Ok(())
}
