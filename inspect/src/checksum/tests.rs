use super::{Algorithm, AlgorithmKind, crc, display_name};

const DIGITS: &[u8] = b"123456789";

fn checksum(name: &str, bytes: &[u8]) -> u64 {
    Algorithm::named(name).unwrap().compute(bytes)
}

#[test]
fn crcs_match_their_check_values() {
    let mut crcs = 0;
    for algorithm in Algorithm::all() {
        if let AlgorithmKind::Crc(crc) = &algorithm.0.kind {
            assert_eq!(algorithm.compute(DIGITS), crc::Lazy::check(crc), "{algorithm:?}");
            crcs += 1;
        }
    }
    // Greg Cook's catalog has 113: CRC-32/ISO-HDLC is tested below, CRC-82/DARC is not supported.
    assert_eq!(crcs, 111);
}

/// One-shot and incremental computation are separate implementations.
#[test]
fn one_shot_and_incremental_agree_for_every_short_length() {
    let bytes: Vec<u8> = (0..70_u8).map(|i| i.wrapping_mul(57) ^ 0x5a).collect();
    // Miri is slow.
    for algorithm in Algorithm::all().step_by(if cfg!(miri) { 8 } else { 1 }) {
        for end in 0..bytes.len() {
            let mut running = algorithm.start();
            running.update(&bytes[..end]);
            assert_eq!(running.finish(), algorithm.compute(&bytes[..end]), "{algorithm:?} {end}");
        }
    }
}

/// The check values are published with each algorithm or, for sums, computed by hand.
#[test]
fn names_and_aliases_select_the_algorithm() {
    for (name, expected) in [
        ("crc-32", 0xcbf4_3926),
        ("crc-32/low-16", 0x3926),
        ("CRC-24Q", 0xcd_e703),
        ("CCITT-FALSE", 0x29b1),
        ("crc_16_modbus", 0x4b37),
        ("xor-8", 0x31),
        ("sum-8", 0xdd),
        ("sum-8-neg", 0x23),
        ("sum-8-not", 0x22),
        ("sum-16", 0x1dd),
        ("sum-16-neg", 0xfe23),
        ("ibus", 0xfe22),
        ("sum-32", 0x1dd),
        ("ubx", 0x15dd),
        ("adler-32", 0x091e_01de),
    ] {
        let found = Algorithm::named(name).map(|a| a.compute(DIGITS));
        assert_eq!(found, Ok(expected), "{name}");
    }
}

/// Examples from Wikipedia's article on Fletcher's checksum.
#[test]
fn fletcher_checksums_match_published_examples() {
    for (text, f16, f32, f64) in [
        ("abcde", 0xc8f0, 0xf04f_c729, 0xc8c6_c527_6463_62c6),
        ("abcdef", 0x2057, 0x5650_2d2a, 0xc8c7_2b27_6463_c8c6),
        ("abcdefgh", 0x0627, 0xebe1_9591, 0x312e_2b28_ccca_c8c6),
    ] {
        assert_eq!(checksum("fletcher-16", text.as_bytes()), f16, "{text}");
        assert_eq!(checksum("fletcher-32", text.as_bytes()), f32, "{text}");
        assert_eq!(checksum("fletcher-64", text.as_bytes()), f64, "{text}");
    }
}

#[test]
fn words_are_little_or_big_endian_and_zero_padded() {
    let bytes = [1, 2, 4, 8, 16];
    assert_eq!(checksum("xor-16", &bytes), 0x0a15);
    assert_eq!(checksum("xor-16/be", &bytes), 0x150a);
    assert_eq!(checksum("xor-32", &bytes), 0x0804_0211);
    assert_eq!(checksum("xor-32/be", &bytes), 0x1102_0408);
}

#[test]
fn incremental_checksums_do_not_depend_on_chunk_boundaries() {
    // Miri is slow.
    let len = if cfg!(miri) { 70 } else { 20_000_u32 };
    let bytes: Vec<u8> = (0..len).map(|i| (i * i / 7) as u8).collect();
    for algorithm in Algorithm::all() {
        let splits = [[0, 0], [1, 2], [15, 33], [4095, 4099]];
        for split in splits.into_iter().filter(|split| split[1] < bytes.len()) {
            let mut running = algorithm.start();
            running.update(&bytes[..split[0]]);
            running.update(&bytes[split[0]..split[1]]);
            running.update(&bytes[split[1]..]);
            let whole = algorithm.compute(&bytes);
            assert_eq!(running.finish(), whole, "{algorithm:?} {split:?}");
            assert!(whole.checked_shr(algorithm.width().into()).unwrap_or(0) == 0);
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "takes minutes under Miri")]
fn names_are_unique_and_errors_list_similar_names() {
    let names = Algorithm::all().flat_map(|a| [a.name()].into_iter().chain(a.aliases().to_vec()));
    let mut names: Vec<_> = names.collect();
    for name in &names {
        assert_eq!(*name, name.to_lowercase());
        assert!(Algorithm::named(&name.to_uppercase()).is_ok(), "{name}");
    }
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);

    let error = Algorithm::named("crc-16/modbuss").unwrap_err();
    assert_eq!(error.near.first(), Some(&"crc-16/modbus"));
    let error = Algorithm::named("ccitt").unwrap_err();
    assert!(error.near.contains(&"crc-16/ccitt"), "{error}");
    let error = Algorithm::named("md5 of the file").unwrap_err();
    assert!(error.to_string().contains("known names include"), "{error}");
}

#[test]
fn display_names_are_capitalized_like_the_standard_names() {
    for (name, expected) in [
        ("crc-32", "CRC-32"),
        ("crc-16/xmodem", "CRC-16/XMODEM"),
        ("xor-16/be", "XOR-16/BE"),
        ("adler-32", "Adler-32"),
        ("fletcher-16", "Fletcher-16"),
        ("fletcher-16/ubx", "Fletcher-16/UBX"),
        ("sum-8-neg", "sum-8-neg"),
        ("crc-32 of the name", "CRC-32 of the name"),
    ] {
        assert_eq!(display_name(name), expected);
    }
    assert_eq!(Algorithm::CRC_16_MODBUS.display_name(), "CRC-16/MODBUS");
}

/// Long updates are computed in groups of bytes.
#[test]
fn pieces_of_an_update_do_not_matter() {
    let bytes: Vec<u8> =
        (0..9000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for name in ["adler-32", "fletcher-16", "fletcher-32", "sum-8", "xor-8"] {
        let algorithm = Algorithm::named(name).unwrap();
        let mut running = algorithm.start();
        for byte in &bytes {
            running.update(&[*byte]);
        }
        assert_eq!(running.finish(), algorithm.compute(&bytes), "{name}");
    }
}
