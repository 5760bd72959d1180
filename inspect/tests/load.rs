//! Loading values into memory.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::helpers::until;
use binrw::{BinRead, BinWrite, Endian, binrw};
use bytescope_inspect::{Blob, Inspect, Load, Table, U24, Within};
use std::io::Cursor;

#[derive(Inspect)]
#[binrw]
#[derive(Debug, Clone, PartialEq)]
#[inspect(fixed)]
struct Record {
    time: u32,
    delta: U24,
    level: i16,
}

/// Covers structures, enums, `Within`, `Table`, `Vec`, `Option` and `Box`.
#[test]
fn loaded_values_can_be_written_without_their_source() {
    #[derive(Inspect)]
    #[binrw]
    #[derive(Debug, Clone, PartialEq)]
    #[brw(little)]
    struct File {
        length: u8,
        #[br(count = length)]
        body: Within<Body>,
        #[br(temp, if(length > 0), count = 0)]
        #[bw(ignore)]
        helper: Option<Blob>,
        #[br(parse_with = until(|form: &Form| matches!(form, Form::Last)))]
        forms: Vec<Form>,
        #[br(count = 2)]
        tail: Option<Box<Tail>>,
    }

    #[derive(Inspect)]
    #[binrw]
    #[derive(Debug, Clone, PartialEq)]
    struct Body {
        #[br(count = 2)]
        records: Table<Record>,
    }

    #[derive(Inspect)]
    #[binrw]
    #[derive(Debug, Clone, PartialEq)]
    enum Form {
        #[brw(magic = 1u8)]
        Bytes {
            length: u8,
            #[br(count = length)]
            bytes: Blob,
        },
        #[brw(magic = 2u8)]
        Last,
    }

    #[derive(Inspect)]
    #[binrw]
    #[derive(Debug, Clone, PartialEq)]
    #[br(import_raw(args: binrw::VecArgs<()>))]
    struct Tail(#[br(args_raw = args)] Blob);

    let mut source = vec![21];
    source.extend(0..21);
    source.extend(b"\x01\x03abc\x02xy");
    let unloaded = File::read_le(&mut Cursor::new(&source)).unwrap();
    assert!(unloaded.write_le(&mut Cursor::new(Vec::new())).is_err());
    let mut loaded = unloaded.clone();
    loaded.load(&source);
    let mut out = Cursor::new(Vec::new());
    loaded.write_le(&mut out).unwrap();
    assert_eq!(out.into_inner(), source);
    // Bytes past the end of the source are not loaded.
    let mut short = unloaded.clone();
    short.load(&source[..5]);
    assert!(short.write_le(&mut Cursor::new(Vec::new())).is_err());

    let table = loaded.body.value.unwrap().records;
    let rows: Vec<Record> = table.rows(&[]).map(Result::unwrap).collect();
    assert_eq!(rows[1], table.get(&mut Cursor::new([]), 1).unwrap());
    assert_eq!(
        rows[1],
        unloaded.body.value.unwrap().records.get(&mut Cursor::new(&source), 1).unwrap()
    );
    let built: Table<Record> = Table::from_records(&rows, Endian::Little).unwrap();
    assert_eq!(built, table);
    assert!(built.write_be(&mut Cursor::new(Vec::new())).is_err());
}
