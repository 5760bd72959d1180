//! Check files before a build script embeds them: `check_files FILE…`.
//!
//! In a `build.rs`, the returned error makes the build fail.
#![allow(missing_docs)]

use bytescope::{Document, DocumentError};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut invalid = 0;
    for path in std::env::args().skip(1) {
        println!("cargo::rerun-if-changed={path}");
        match Document::open(&path) {
            Ok(doc) => {
                for (field, fault) in doc.faults(10) {
                    eprintln!("{path}: {field} at {:#x}: {fault}", fault.offset);
                    invalid += 1;
                }
            }
            Err(DocumentError::UnknownFormat) => eprintln!("{path}: unrecognized format, skipped"),
            Err(error) => return Err(format!("{path}: {error}").into()),
        }
    }
    if invalid > 0 { Err(format!("{invalid} faults").into()) } else { Ok(()) }
}
