//! Compares derived readers with binrw: all supported directives, on valid, truncated and corrupt
//! data.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::helpers::until;
use binrw::{BinRead, Endian, binrw};
use bytescope_inspect::{
    Algorithm, Blob, Inspect, Limits, Load, Node, Padded, Table, U24, Within, bits, inspect,
    labels, to_end,
};
use std::fmt::Debug;
use std::io::{Cursor, SeekFrom};

bits! {
    /// Two numbers in a byte; the upper number has named values.
    pub struct Halves(u8) {
        low: 0..4,
        packing: 4..8 as Packing,
    }
}

bits! {
    /// Packed screen descriptor.
    pub struct Packed(u8) {
        /// Log2 of the table size, minus 1
        size: 0..3,
        sorted: 3..4,
        depth: 4..7,
        global: 7..8,
    }
}

labels! {
    /// Row compression.
    pub struct Packing(u8) {
        /// Uncompressed
        RAW = 0,
        /// Run-length encoding
        RLE = 1,
    }
}

/// A closed set of values.
#[derive(Inspect)]
#[binrw]
#[derive(Debug, Clone, Copy, PartialEq)]
#[brw(repr = u8)]
enum Kind {
    /// The first kind
    First = 1,
    Second = 2,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, Clone, PartialEq)]
#[inspect(fixed)]
struct Record {
    time: u32,
    delta: U24,
    level: i16,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
struct Pair(u8, u16);

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[br(import(kind: u8))]
enum Body {
    #[br(pre_assert(kind == 1))]
    One(u8),
    #[br(pre_assert(kind == 2))]
    Two {
        #[br(if(kind == 2))]
        first: Option<u8>,
        #[brw(big)]
        second: u32,
    },
    #[br(pre_assert(kind > 2))]
    Other {
        #[br(parse_with = to_end)]
        bytes: Blob,
    },
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
struct Chunk {
    size: u8,
    kind: u8,
    #[br(count = size, args { inner: (kind,) })]
    body: Within<Body>,
    #[inspect(hex, checksum(Algorithm::XOR_8, from = kind, to = body))]
    sum: u8,
}

#[binrw::parser(reader)]
fn three() -> binrw::BinResult<u32> {
    let mut bytes = [0; 3];
    reader.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]))
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[br(import { twice: bool })]
#[br(is_big = twice)]
struct Either<T>
where
    T: for<'a> BinRead<Args<'a> = ()> + for<'a> binrw::BinWrite<Args<'a> = ()> + Debug,
{
    value: T,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[brw(little, magic = b"DEMO")]
#[br(assert(self.small < 150, "value too large"))]
struct File {
    /// Format version
    #[br(assert(version != 7))]
    version: u8,
    packed: Packed,
    #[inspect(check(packing.name().is_some(), "unknown packing"))]
    packing: Packing,
    kind: Kind,
    #[brw(pad_before = 1, align_before = 4, pad_after = 1)]
    pair: Pair,
    #[brw(align_after = 4, pad_size_to = 3)]
    short: [u8; 2],
    #[br(restore_position)]
    #[bw(ignore)]
    peek: u16,
    #[br(if(version == 2, 99))]
    late: u16,
    #[br(map = |b: u8| b >> 4)]
    #[bw(map = |v: &u8| v << 4)]
    high: u8,
    #[br(try_map = |b: u8| if b < 200 { Ok(b) } else { Err("too large") }.map_err(|e| binrw::Error::AssertFail { pos: 0, message: e.into() }))]
    #[bw(map = |v: &u8| *v)]
    small: u8,
    #[br(parse_with = three)]
    #[bw(ignore)]
    odd: u32,
    #[br(calc = u16::from(version) * 2)]
    #[bw(ignore)]
    doubled: u16,
    #[br(args { twice: true })]
    #[bw(big)]
    either: Either<u16>,
    #[inspect(note = format!("{} chunks", chunks.len()))]
    chunk_count: u8,
    #[br(count = chunk_count)]
    chunks: Vec<Chunk>,
    #[br(parse_with = until(|p: &Pair| p.0 == 0))]
    pairs: Vec<Pair>,
    name: Padded<4>,
    #[inspect(expect("the number of records", (packed.0 != 0).then_some(2u8)))]
    records_len: u8,
    #[br(count = records_len)]
    #[bw(ignore)]
    records: Table<Record>,
    #[br(seek_before = SeekFrom::Start(4))]
    #[bw(ignore)]
    again: u8,
    #[br(seek_before = SeekFrom::End(-2), parse_with = to_end)]
    #[bw(ignore)]
    tail: Vec<u8>,
}

fn sample() -> Vec<u8> {
    let mut data = b"DEMO\x02\x9b\x01\x02".to_vec();
    data.extend([0xee, 0, 0, 0, 5, 6, 0, 0xee]); // padding, pair, padding
    data.extend([b'a', b'b', 0, 0]); // short, padded to 3, aligned
    data.extend([0x34, 0x12, 0x5f, 100, 1, 2, 3, 0x12, 0x34]);
    data.push(3);
    data.extend([1, 1, 9, 8]);
    data.extend([5, 2, 7, 0, 0, 0, 1, 4]);
    data.extend([2, 3, 0xaa, 0xbb, 3 ^ 0xaa ^ 0xbb]);
    data.extend([4, 1, 0, 0, 2, 0]);
    data.extend("né\0".as_bytes());
    data.push(2);
    for time in 0..2u32 {
        data.extend(time.to_le_bytes());
        data.extend([9, 0, 0, 0xfd, 0xff]);
    }
    data.extend([0x0d, 0x0a]);
    data
}

fn read(data: &[u8]) -> bytescope_inspect::Outcome<File> {
    inspect::<File>(data, Endian::Little, (), Limits::default())
}

/// Checks that binrw and the derived reader read the same value or both fail, and that the spans of
/// the tree nest.
fn check_agreement(data: &[u8]) {
    let outcome = read(data);
    let mut stream = Cursor::new(data);
    match (File::read(&mut stream), &outcome.value) {
        (Ok(a), Ok(b)) => {
            assert_eq!(&a, b);
            assert_eq!(stream.position(), outcome.end);
        }
        (Err(_), Err(_)) => assert!(outcome.tree.has_fault(), "{data:02x?}: error without a fault"),
        (binrw, derived) => panic!("{data:02x?}\nbinrw: {binrw:?}\nderived: {derived:?}"),
    }
    check_nesting(&outcome.tree);
}

fn check_nesting(node: &Node) {
    for child in &node.children {
        assert!(node.span.contains(child.span), "{}: {:?}", child.meta.name, child.span);
        check_nesting(child);
    }
}

#[test]
fn a_valid_file_is_read_like_binrw_reads_it() {
    let data = sample();
    check_agreement(&data);
    let outcome = read(&data);
    assert_eq!(outcome.tree.recorded_faults(), []);
    let file = outcome.value.unwrap();
    assert_eq!(file.either.value, 0x1234);
    assert_eq!(file.records.get(&mut Cursor::new(&data), 1).unwrap().level, -3);
    assert_eq!(file.chunks[0].body.rest.len(), 0);
}

#[test]
fn truncated_files_are_read_like_binrw_and_show_all_complete_fields() {
    let data = sample();
    let mut previous = 0;
    for len in 0..data.len() {
        check_agreement(&data[..len]);
        let fields = read(&data[..len]).tree.children.len();
        assert!(fields + 3 >= previous, "{len} bytes: {fields} fields after {previous}");
        previous = fields;
    }
}

#[test]
fn files_with_a_flipped_bit_are_read_like_binrw() {
    let data = sample();
    for at in 0..data.len() {
        for bit in 0..8 {
            let mut corrupt = data.clone();
            corrupt[at] ^= 1 << bit;
            check_agreement(&corrupt);
        }
    }
}

#[test]
fn faults_are_recorded_at_their_fields() {
    let fault = |data: &[u8]| {
        let outcome = read(data);
        let (path, fault) = outcome.tree.recorded_faults().remove(0);
        (path, fault.offset, fault.to_string())
    };
    let of = |path: &str, offset, text: &str| (path.to_owned(), offset, text.to_owned());
    let data = sample();
    let with = |at: usize, byte: u8| {
        let mut data = data.clone();
        data[at] = byte;
        data
    };
    assert_eq!(
        fault(&with(0, b'd')),
        of("magic", 0, "bad magic: expected 44 45 4d 4f \"DEMO\", found 64 45 4d 4f \"dEMO\"")
    );
    assert_eq!(fault(&with(4, 7)), of("version", 4, "must satisfy version != 7, found 7"));
    assert_eq!(fault(&with(23, 160)), of("", 0, "value too large"));
    assert_eq!(fault(&with(6, 5)), of("packing", 6, "unknown packing"));
    let count = data.len() - 21;
    assert_eq!(
        fault(&with(count, 1)),
        of(
            "records_len",
            count as u64,
            "does not match the number of records: expected 2, found 1"
        )
    );
    let mut unchecked = with(count, 1);
    unchecked[5] = 0;
    assert!(read(&unchecked).tree.child("records_len").unwrap().fault().is_none());
    assert_eq!(fault(&with(7, 5)), of("kind", 7, "matches no known layout"));
    assert_eq!(
        fault(&data[..21]),
        of("peek", 20, "unexpected end of data: expected 2 bytes, found 1 byte")
    );
    assert_eq!(
        fault(&with(33, 9)),
        of("chunks[0].sum", 33, "XOR-8 mismatch: expected 0x08, found 0x09")
    );
}

#[test]
fn an_invalid_body_does_not_stop_the_reader() {
    let mut data = sample();
    data[34] = 4; // The size of the second chunk is one byte too small for its body.
    data.remove(40);
    let outcome = read(&data);
    let faults = outcome.tree.recorded_faults();
    assert_eq!(faults[0].0, "chunks[1].body.second");
    let message = faults[0].1.to_string();
    assert!(
        message.starts_with("unexpected end of data (end of the enclosing field)"),
        "{message}"
    );
    check_agreement(&data);
}

#[test]
fn mapped_fields_show_both_values() {
    let outcome = read(&sample());
    let high = outcome.tree.child("high").unwrap();
    assert_eq!(high.value.to_string(), "95");
    assert_eq!(high.extra.as_ref().unwrap().mapped.as_deref(), Some("5"));
}

#[test]
fn a_truncated_record_shows_its_fields() {
    let data = sample();
    let outcome = read(&data[..data.len() - 6]);
    let records = outcome.tree.child("records").unwrap();
    let record = &records.children[0];
    assert_eq!((record.index, record.children.len()), (Some(1), 2));
    assert!(record.children[1].fault().is_some());
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
struct Tree {
    count: u8,
    #[br(count = count)]
    children: Vec<Tree>,
}

#[test]
fn recursion_stops_at_the_depth_limit() {
    let limits = Limits { depth: 40, ..Limits::default() };
    let outcome = inspect::<Tree>(&[1; 4000], Endian::Little, (), limits);
    let faults = outcome.tree.recorded_faults();
    assert_eq!(faults[0].1.message, "limit reached: more than 40 nested levels");
    assert!(outcome.value.is_err());
}

#[test]
fn reading_continues_without_nodes_at_the_node_limit() {
    #[derive(Inspect)]
    #[binrw]
    #[derive(Debug, PartialEq)]
    struct Many {
        #[br(parse_with = to_end)]
        pairs: Vec<Pair>,
    }
    let limits = Limits { nodes: 100, ..Limits::default() };
    let outcome = inspect::<Many>(&[1; 3000], Endian::Little, (), limits);
    assert_eq!(outcome.value.unwrap().pairs.len(), 1000);
    let faults = outcome.tree.recorded_faults();
    assert!(faults[0].1.message.starts_with("limit reached: more than 100 fields"), "{faults:?}");
    assert_eq!(faults.len(), 1, "bytes of hidden fields are reported as uncovered: {faults:?}");
}

#[test]
fn excessive_counts_allocate_no_memory() {
    #[derive(Inspect)]
    #[binrw]
    #[derive(Debug, PartialEq)]
    struct Counted {
        count: u32,
        #[br(count = count)]
        #[bw(ignore)]
        records: Table<Record>,
        #[br(count = count)]
        bytes: Vec<u8>,
    }
    let outcome = inspect::<Counted>(&[0xff; 40], Endian::Little, (), Limits::default());
    let (path, fault) = outcome.tree.recorded_faults().remove(0);
    assert_eq!((path.as_str(), fault.offset), ("records[4].time", 40));
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
enum Sized {
    #[br(magic = 12u16)]
    Small(u16),
    Large {
        #[br(assert(size >= 16, "must be 12 or at least 16"))]
        size: u16,
        body: u32,
    },
}

#[test]
fn an_enum_shows_the_variant_whose_magic_matches() {
    let fault = |data: &[u8]| {
        let outcome = inspect::<Sized>(data, Endian::Little, (), Limits::default());
        assert!(outcome.value.is_err());
        let (path, fault) = outcome.tree.recorded_faults().remove(0);
        (path, fault.to_string())
    };
    let of = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    assert_eq!(fault(&[13, 0, 1, 2]), of("size", "must be 12 or at least 16, found 13"));
    assert_eq!(
        fault(&[12, 0, 1]),
        of("", "unexpected end of data: expected 2 bytes, found 1 byte")
    );
    assert_eq!(
        fault(&[16, 0, 1]),
        of("body", "unexpected end of data: expected 4 bytes, found 1 byte")
    );
}

/// An integer type, with its signed counterpart.
trait Word:
    for<'a> BinRead<Args<'a> = ()>
    + Inspect
    + Load
    + bytescope_inspect::FixedSize
    + Debug
    + PartialEq
    + 'static
{
    type Signed: for<'a> BinRead<Args<'a> = ()>
        + Inspect
        + Load
        + bytescope_inspect::FixedSize
        + Debug
        + PartialEq;
}

impl Word for u16 {
    type Signed = i16;
}

/// A record whose size depends on a type parameter, with fields that take arguments.
#[derive(Inspect)]
#[binrw::binread]
#[derive(Debug, PartialEq)]
#[br(import(names: u8))]
#[inspect(fixed)]
struct Wide<W: Word> {
    key: W,
    signed: W::Signed,
    #[br(args(names))]
    named: Named,
    halves: Halves,
}

#[derive(Inspect)]
#[binrw::binread]
#[derive(Debug, PartialEq)]
#[br(import(names: u8))]
#[inspect(fixed)]
struct Named {
    #[inspect(note = format!("of {names}"))]
    number: u8,
}

#[derive(Inspect)]
#[binrw::binread]
#[derive(Debug, PartialEq)]
struct Wides<W: Word> {
    #[br(parse_with = to_end, args_raw = (7,))]
    rows: Table<Wide<W>, (u8,)>,
}

#[test]
fn records_of_a_type_parameter_take_arguments() {
    let data = [1, 0, 0xff, 0xff, 5, 0x13, 2, 0, 0, 0, 6, 0];
    let outcome = inspect::<Wides<u16>>(&data, Endian::Little, (), Limits::default());
    assert_eq!(outcome.tree.recorded_faults(), []);
    let bytescope_inspect::Value::Table(rows) = &outcome.tree.children[0].value else {
        panic!("{:?}", outcome.tree)
    };
    assert_eq!((rows.count(), rows.stride(), rows.is_total()), (2, Some(6), true));
    let row = rows.get(bytescope_inspect::Buffers { source: &data, buffers: &[] }, 0, Limits::default()).unwrap();
    assert_eq!(row.children[0].meta.ty, "u16");
    assert_eq!(row.children[1].value.to_string(), "-1");
    assert_eq!(row.children[2].children[0].note(), Some("of 7"));
    let ranges: Vec<String> =
        row.children[3].children.iter().map(|range| range.value.to_string()).collect();
    assert_eq!(ranges, ["3", "RLE (1)"]);
    assert_eq!(Halves(0x13).describe(), "low 3, packing 1");
}

#[test]
fn gaps_are_shown_at_their_offsets() {
    /// An item and its offset.
    #[derive(Inspect)]
    #[binrw::binread]
    #[derive(Debug, PartialEq)]
    struct Placed {
        at: u8,
        #[br(seek_before = SeekFrom::Start(at.into()), restore_position)]
        item: u8,
    }
    #[derive(Inspect)]
    #[binrw::binread]
    #[derive(Debug, PartialEq)]
    struct Items {
        #[br(count = 3)]
        items: Vec<Placed>,
        #[br(seek_before = SeekFrom::Start(14))]
        end: u8,
    }
    let data = [5, 8, 10, 0, 0, 1, 0, 0, 2, 9, 3, 0, 0, 0, 4];
    let outcome = inspect::<Items>(&data, Endian::Little, (), Limits::default());
    let mut fillers = Vec::new();
    outcome.tree.walk(&mut |path, node| {
        if node.is_filler() {
            fillers.push((path.to_string(), node.span.start(), node.span.len()));
        }
    });
    let of = |path: &str, start, len| (path.to_owned(), start, len);
    assert_eq!(
        fillers,
        [
            of("items[2].padding", 3, 2),
            of("items[2].padding", 6, 2),
            of("items[2].uncovered", 9, 1),
            of("padding", 11, 3),
        ]
    );
}
