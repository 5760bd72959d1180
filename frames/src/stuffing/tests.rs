use super::{Coding, StuffingError};
use proptest::prelude::*;

/// Test vectors from Cheshire and Baker's paper, RFC 1055, RFC 1662 and the Python package `cobs`.
#[test]
fn published_test_vectors_are_encoded_and_decoded() {
    let long: Vec<u8> = (1..=255).collect();
    let full = &long[..254];
    for (coding, plain, coded) in [
        (Coding::Cobs, vec![], vec![1]),
        (Coding::Cobs, vec![0], vec![1, 1]),
        (Coding::Cobs, vec![0x11, 0x22, 0, 0x33], vec![3, 0x11, 0x22, 2, 0x33]),
        (Coding::Cobs, full.to_vec(), [&[255], full].concat()),
        (Coding::Cobs, long.clone(), [&[255], full, &[2, 255]].concat()),
        (Coding::Cobs, [full, &[0]].concat(), [&[255], full, &[1, 1]].concat()),
        (Coding::CobsR, vec![1, 2, 3], vec![4, 1, 2, 3]),
        (Coding::CobsR, vec![1, 2, 4], vec![4, 1, 2]),
        (Coding::CobsR, vec![0x2f, 0xa2, 0, 0x92, 0x73, 2], vec![3, 0x2f, 0xa2, 4, 0x92, 0x73, 2]),
        (Coding::CobsR, b"12345".to_vec(), b"51234".to_vec()),
        (Coding::Slip, vec![1, 0xc0, 0xdb, 2], vec![1, 0xdb, 0xdc, 0xdb, 0xdd, 2]),
        (Coding::Hdlc, vec![0x7e, 0x7d, 0x20], vec![0x7d, 0x5e, 0x7d, 0x5d, 0x20]),
    ] {
        assert_eq!(coding.encode(&plain), coded, "{coding:?} {plain:02x?}");
        assert_eq!(coding.decode(&coded).unwrap().bytes, plain, "{coding:?} {coded:02x?}");
    }
}

#[test]
fn invalid_encodings_are_rejected() {
    let decode =
        |coding: Coding, coded: &[u8]| coding.decode(coded).map_err(|e: StuffingError| e.at);
    assert_eq!(decode(Coding::Cobs, &[]), Err(0));
    assert_eq!(decode(Coding::Cobs, &[5, 1, 2]), Err(0));
    assert_eq!(decode(Coding::Cobs, &[3, 1, 0, 1]), Err(2));
    assert_eq!(decode(Coding::Slip, &[1, 0xdb, 3]), Err(1));
    assert_eq!(decode(Coding::Slip, &[1, 0xdb]), Err(1));
    assert_eq!(decode(Coding::Hdlc, &[1, 2, 0x7d]), Err(2));
}

proptest! {
    #[test]
    fn decoding_reverses_encoding(
        bytes in prop::collection::vec(prop_oneof![
            3 => Just(0_u8), 1 => Just(0xc0), 1 => Just(0xdb), 1 => Just(0x7e), 1 => Just(0x7d), 20 => any::<u8>(),
        ], 0..1200),
    ) {
        for coding in Coding::ALL {
            let coded = coding.encode(&bytes);
            prop_assert!(!coded.contains(&coding.delimiter()));
            let plain = coding.decode(&coded).unwrap();
            prop_assert_eq!(&plain.bytes, &bytes);
            // Every unescaped byte is at its mapped offset in the encoded bytes.
            let mut before = None;
            for (at, byte) in plain.bytes.iter().enumerate() {
                let source = plain.source(at);
                prop_assert!(before.is_none_or(|b| b < source) || *coding == Coding::CobsR);
                before = Some(source);
                let stuffed = matches!(coding, Coding::Cobs | Coding::CobsR) && *byte == 0
                    || coded[source] == 0xdb || coded[source] == 0x7d;
                prop_assert!(coded[source] == *byte || stuffed);
            }
        }
    }

    #[test]
    fn decoded_bytes_round_trip(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for coding in Coding::ALL {
            if let Ok(plain) = coding.decode(&bytes) {
                let again = coding.decode(&coding.encode(&plain.bytes)).unwrap();
                prop_assert_eq!(again.bytes, plain.bytes);
            }
        }
    }
}
