//! Declarations with unusual names, paths and attributes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::{BinRead, Endian, binrw};
use bytescope_inspect::{
    Blob, DraftOptions, FixedSize, FromJson, Inspect, Limits, Load, Node, RecordColumns, bits,
    encode, inspect, labels, to_bytes, to_end,
};
use serde_json::json;
use std::io::Cursor;

fn tree<T: for<'a> Inspect<Args<'a> = ()>>(data: &[u8]) -> Node {
    let outcome = inspect::<T>(data, Endian::Little, (), Limits::default());
    assert!(outcome.value.is_ok(), "{:?}", outcome.value.err());
    outcome.tree
}

fn encoded<T>(json: &serde_json::Value) -> Vec<u8>
where
    T: FromJson + for<'a> BinRead<Args<'a> = ()> + for<'a> binrw::BinWrite<Args<'a> = ()>,
{
    let write = |value: &T, _: &[String]| Ok(to_bytes(value, Endian::Little).unwrap());
    encode::<T>(json, Endian::Little, (), DraftOptions::default(), write).unwrap()
}

/// Fields with the names of local variables in the generated code, used in all kinds of
/// expressions.
#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[br(assert(self.cx < 200))]
struct Clash {
    endian: u8,
    cx: u8,
    draft: u8,
    #[br(calc = endian)]
    #[bw(ignore)]
    args: u8,
    #[br(if(endian == 1 && cx > 0))]
    pos: Option<u8>,
    #[br(assert(message != 9, "message {message}"))]
    #[inspect(check(message > draft, "must be more than draft"), expect("`cx` plus one", cx + 1))]
    message: u8,
    #[br(map = |x: u8| x.wrapping_add(endian))]
    #[bw(map = |x| x.wrapping_sub(*endian))]
    value: u8,
    #[br(count = endian)]
    #[inspect(note = format!("{cx} {args}"))]
    source: Blob,
}

#[test]
fn fields_may_have_the_names_of_generated_variables() {
    let data = [1, 5, 2, 7, 6, 3, 0xff];
    let read = tree::<Clash>(&data);
    assert!(read.recorded_faults().is_empty());
    assert_eq!(read.child("source").unwrap().extra.as_ref().unwrap().note.as_deref(), Some("5 1"));
    let invalid = tree::<Clash>(&[1, 5, 6, 7, 6, 3, 0xff]);
    assert_eq!(invalid.recorded_faults()[0].1.to_string(), "must be more than draft, found 6");
    let mut value = Clash::read_le(&mut Cursor::new(&data)).unwrap();
    value.load(&data);
    assert_eq!(to_bytes(&value, Endian::Little).unwrap(), data);
    let json = json!({
        "endian": 1, "cx": 5, "draft": 2, "pos": 7, "message": 6, "value": 3, "source": "ff"
    });
    assert_eq!(encoded::<Clash>(&json), data);
}

/// Arguments with the names of local variables in the generated code.
#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[br(import(cx: u8, endian: u8))]
enum Form {
    #[br(pre_assert(cx == endian))]
    Same(u8),
    #[br(pre_assert(cx < endian))]
    Other {
        #[br(count = cx)]
        e: Vec<u8>,
    },
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
struct Forms {
    v: u8,
    #[br(args(v, 2))]
    form: Form,
}

#[test]
fn arguments_may_have_the_names_of_generated_variables() {
    assert_eq!(tree::<Forms>(&[2, 9]).child("form").unwrap().value.to_string(), "9");
    assert_eq!(encoded::<Forms>(&json!({"v": 1, "form": {"e": "07"}})), [1, 7]);
}

/// The crate under another name. binrw is accessible only through the crate.
mod renamed {
    pub(crate) mod toolkit {
        pub(crate) use bytescope_inspect as inspect;
    }
    use toolkit::inspect::binrw::{self, binrw};

    #[derive(toolkit::inspect::Inspect)]
    #[binrw]
    #[derive(Debug, PartialEq)]
    #[brw(magic = b"R")]
    #[inspect(crate = toolkit::inspect, fixed)]
    pub(crate) struct Renamed {
        #[inspect(hex, checksum(toolkit::inspect::Algorithm::SUM_8, from = a, to = b))]
        pub(crate) sum: u8,
        pub(crate) a: u16,
        pub(crate) b: u8,
    }
}

#[test]
fn the_crate_may_have_another_name() {
    assert!(tree::<renamed::Renamed>(&[b'R', 6, 1, 2, 3]).recorded_faults().is_empty());
    assert_eq!(encoded::<renamed::Renamed>(&json!({"a": 0x0201, "b": 3})), [b'R', 6, 1, 2, 3]);
    assert_eq!(renamed::Renamed::SIZE, 5);
}

/// A temperature
#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[inspect(fixed)]
struct Celsius {
    degrees: i16,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[br(import(label: u8))]
#[inspect(transparent, fixed, show = |cx, _| cx.top().unwrap().extra_mut().note = Some(
    format!("sensor {label}, {} degrees", inner.degrees).into()
))]
struct Outside {
    inner: Celsius,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
struct Weather {
    sensor: u8,
    #[br(args(sensor))]
    now: Outside,
}

#[test]
fn a_transparent_type_is_shown_like_its_field() {
    assert_eq!(<Outside as Inspect>::TYPE, "Celsius");
    assert_eq!(<Outside as Inspect>::DOC, "A temperature");
    assert_eq!(Outside::SIZE, 2);
    let columns = |columns: RecordColumns| format!("{columns:?}");
    assert_eq!(
        columns(RecordColumns::of::<Outside>(Endian::Big)),
        columns(RecordColumns::of::<Celsius>(Endian::Big))
    );
    let read = tree::<Weather>(&[3, 20, 0]);
    let now = read.child("now").unwrap();
    assert_eq!(now.children[0].meta.name, "degrees");
    assert_eq!(now.extra.as_ref().unwrap().note.as_deref(), Some("sensor 3, 20 degrees"));
    assert_eq!(encoded::<Weather>(&json!({"sensor": 3, "now": {"degrees": 20}})), [3, 20, 0]);
}

/// A type with another name, built from JSON by a function.
#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[inspect(name = "Letters", from_json = letters, show = |cx, _| {
    cx.leaf(bytescope_inspect::Value::text(self_0.escape_ascii().to_string()));
})]
struct Tag([u8; 2]);

fn letters(
    draft: &mut bytescope_inspect::Draft<'_>,
    _: Endian,
    (): (),
) -> bytescope_inspect::BuildResult<Tag> {
    draft.characters().map(Tag)
}

#[test]
fn displayed_and_stored_value_may_differ() {
    assert_eq!(<Tag as Inspect>::TYPE, "Letters");
    assert_eq!(tree::<Tag>(b"ab").value.to_string(), "\"ab\"");
    assert_eq!(encoded::<Tag>(&json!("ab")), b"ab");
}

/// A type that is written but not built from JSON.
#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[inspect(no_from_json)]
struct ReadOnly {
    #[br(parse_with = to_end)]
    rest: Blob,
}

#[test]
fn from_json_is_optional() {
    let mut value = ReadOnly::read_le(&mut Cursor::new(b"abc")).unwrap();
    value.load(b"abc");
    assert_eq!(to_bytes(&value, Endian::Little).unwrap(), b"abc");
}

bits! {
    /// Some flags.
    #[derive(Hash)]
    #[cfg(not(any()))]
    pub struct Flags(u16) {
        /// The first
        #[must_use]
        first: 0..1,
        /// Excluded by `cfg`
        #[cfg(any())]
        excluded: 0..16,
        #[cfg(not(any()))]
        rest: 1..16,
    }
}

labels! {
    /// Some names.
    #[derive(PartialOrd, Ord)]
    pub struct Names(u32) {
        /// The first
        #[doc(alias = "one")]
        FIRST = 1,
        #[cfg(any())]
        EXCLUDED = 1,
        LAST = u32::MAX,
    }
}

/// Types that are excluded by `cfg`.
#[allow(unused)]
mod excluded {
    bytescope_inspect::bits! {
        #[cfg(any())]
        struct ExcludedBits(Undefined) {
            range: 0..1,
        }
    }
    bytescope_inspect::labels! {
        #[cfg(any())]
        struct ExcludedLabels(Undefined) {
            NAME = 1,
        }
    }
}

#[test]
fn attributes_apply_to_types_ranges_and_names() {
    assert_eq!(Flags(0xffff).describe(), "first, rest 32767");
    let read = tree::<Flags>(&[3, 0]);
    let ranges: Vec<_> = read.children.iter().map(|c| (&*c.meta.name, &*c.meta.doc)).collect();
    assert_eq!(ranges, [("first", "The first"), ("rest", "")]);
    assert_eq!(<Flags as Inspect>::DOC, "Some flags.");
    assert_eq!(Names::NAMES, [(1, "FIRST", "The first"), (u32::MAX, "LAST", "")]);
    assert!(Names::FIRST < Names::LAST);
    assert_eq!(encoded::<Names>(&json!("LAST")), [0xff; 4]);
}
