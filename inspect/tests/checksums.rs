//! Ranges of checksums with optional fields: derived types and schemas give the same results for
//! `vectors/checksum_ranges.txt`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::{BinRead, BinWrite, Endian, binrw};
use bytescope_inspect::{
    Algorithm, DraftOptions, EncodeError, FromJson, Inspect, Limits, encode, inspect, to_bytes,
};

#[derive(Inspect)]
#[binrw]
struct Before {
    flags: u8,
    #[br(if(flags & 1 != 0))]
    a: Option<[u8; 2]>,
    #[br(if(flags & 2 != 0))]
    b: Option<[u8; 3]>,
    #[br(if(flags & 4 != 0))]
    c: Option<u8>,
    #[inspect(checksum(Algorithm::CRC_32, from = a, to = b))]
    sum: u32,
}

#[derive(Inspect)]
#[binrw]
struct First {
    flags: u8,
    #[inspect(checksum(Algorithm::CRC_32, from = a, to = c))]
    sum: u32,
    #[br(if(flags & 1 != 0))]
    a: Option<[u8; 2]>,
    #[br(if(flags & 2 != 0))]
    b: Option<[u8; 3]>,
    #[br(if(flags & 4 != 0))]
    c: Option<u8>,
}

#[derive(Inspect)]
#[binrw]
struct Only {
    flags: u8,
    #[inspect(checksum(Algorithm::CRC_16_IBM_3740, from = a, to = a))]
    sum: u16,
    #[br(if(flags & 1 != 0))]
    a: Option<[u8; 2]>,
    end: u8,
}

#[derive(Inspect)]
#[binrw]
struct Size {
    flags: u8,
    size: u8,
    #[inspect(checksum(Algorithm::CRC_16_IBM_3740, from = a, to = body))]
    sum: u16,
    #[br(if(flags & 1 != 0))]
    a: Option<[u8; 2]>,
    #[br(count = size)]
    body: Vec<u8>,
}

/// Returns the fault of `sum`, or `ok`, and the data after it was read and written.
fn verdict<T>(data: &[u8]) -> (String, Vec<u8>)
where
    T: for<'a> Inspect<Args<'a> = ()> + for<'a> BinRead<Args<'a> = ()>,
    T: for<'a> BinWrite<Args<'a> = ()>,
{
    let outcome = inspect::<T>(data, Endian::Little, (), Limits::default());
    let faults = outcome.tree.recorded_faults();
    let found = match faults.as_slice() {
        [] => "ok".to_owned(),
        [(path, fault)] => {
            assert_eq!((path.as_str(), fault.fatal), ("sum", false));
            fault.to_string()
        }
        more => panic!("{more:?}"),
    };
    (found, to_bytes(&outcome.value.unwrap(), Endian::Little).unwrap())
}

#[test]
fn ranges_start_and_end_with_present_fields() {
    let cases = include_str!("vectors/checksum_ranges.txt");
    let mut count = 0;
    for case in cases.lines().filter(|line| !line.starts_with('#')) {
        let [layout, data, expected] = case.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{case}")
        };
        let digits = data.replace(' ', "");
        let bytes = (0..digits.len()).step_by(2);
        let data: Vec<u8> =
            bytes.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect();
        let (found, written) = match layout {
            "before" => verdict::<Before>(&data),
            "first" => verdict::<First>(&data),
            "only" => verdict::<Only>(&data),
            "size" => verdict::<Size>(&data),
            _ => panic!("{case}"),
        };
        assert_eq!((found.as_str(), &written), (expected, &data), "{case}");
        count += 1;
    }
    assert!(count > 30);
}

/// Encodes JSON from which the checksum is omitted.
fn encoded<T>(json: &str) -> Result<Vec<u8>, String>
where
    T: FromJson + for<'a> Inspect<Args<'a> = ()> + for<'a> BinWrite<Args<'a> = ()>,
{
    let json = serde_json::from_str(json).unwrap();
    let write =
        |value: &T, _: &[String]| to_bytes(value, Endian::Little).map_err(EncodeError::write);
    encode(&json, Endian::Little, (), DraftOptions::default(), write)
        .map_err(|error| error.to_string())
}

/// The written checksums are those of the vectors.
#[test]
fn omitted_checksums_of_absent_fields_are_computed() {
    let first = encoded::<First>(r#"{"flags": 2, "b": "030405"}"#);
    assert_eq!(first, Ok(vec![2, 0xc0, 0x56, 0x01, 0xe9, 3, 4, 5]));
    let before = encoded::<Before>(r#"{"flags": 5, "a": "0102", "c": 9}"#);
    assert_eq!(before, Ok(vec![5, 1, 2, 9, 0x92, 0x42, 0xcc, 0xb6]));
    let size = encoded::<Size>(r#"{"flags": 0, "size": 3, "body": "404142"}"#);
    assert_eq!(size, Ok(vec![0, 3, 0x4a, 0x87, 64, 65, 66]));
    // There is nothing to compute the checksum of.
    let only = encoded::<Only>(r#"{"flags": 0, "end": 7}"#);
    assert!(only.unwrap_err().starts_with("sum: "));
}
