//! Deserialize data described by a Kaitai schema into Rust structs: `schema_values [FILE]`.
#![allow(missing_docs)]

use bytescope::ksy::{Schema, SchemaSearch};
use bytescope::{AnyFormat, Document};
use serde::Deserialize;
use std::error::Error;

const SCHEMA: &str = "
meta: {id: log, endian: le}
seq:
  - {id: magic, contents: LOG1}
  - {id: entries, type: entry, repeat: eos}
types:
  entry:
    seq:
      - {id: kind, type: u1, enum: kind}
      - {id: len_text, type: u1}
      - {id: text, type: str, size: len_text, encoding: UTF-8}
enums:
  kind: {0: info, 1: warning}
";

#[derive(Deserialize, Debug)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Deserialize, Debug)]
struct Entry {
    kind: Kind,
    text: String,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Info,
    Warning,
}

fn main() -> Result<(), Box<dyn Error>> {
    let schema = Schema::parse("log.ksy".as_ref(), SCHEMA.to_owned(), &SchemaSearch::default())?;
    let bytes = match std::env::args().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => b"LOG1\x00\x05hello\x01\x03hot".to_vec(),
    };
    let doc = Document::from_bytes(bytes, AnyFormat::from(schema));
    if let Some((path, fault)) = doc.faults(1).first() {
        return Err(format!("{path} at {:#x}: {fault}", fault.offset).into());
    }
    for Entry { kind, text } in doc.values::<Log>()?.entries {
        println!("{kind:?}: {text}");
    }
    Ok(())
}
