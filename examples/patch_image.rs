//! Change fields of a file by name: `patch_image IN OUT PATH=VALUE…`, such as
//! `patch_image a.png b.png 'chunks[1].data.text=Sunrise'`. Checksums and lengths are recomputed.
#![allow(missing_docs)]

use bytescope::Document;
use bytescope::edit::{Change, PatchOptions};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [from, to, changes @ ..] = args.as_slice() else {
        return Err("usage: patch_image IN OUT PATH=VALUE…".into());
    };
    let changes: Vec<Change> = changes.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
    let changed = Document::open(from)?.set(&changes, PatchOptions::default())?;
    std::fs::write(to, changed)?;
    Ok(())
}
