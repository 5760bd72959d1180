//! Rules of the built-in schemas for files that are not among the samples.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::Limits;
use bytescope_ksy::{Schema, SchemaSearch};
use std::path::Path;

fn schema(name: &str) -> Schema {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../formats/schemas");
    let path = folder.join(format!("{name}.ksy"));
    Schema::open(&path, &SchemaSearch::default()).unwrap_or_else(|report| panic!("{report}"))
}

fn sample(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(path)).unwrap()
}

fn faults(schema: &Schema, data: &[u8]) -> Vec<String> {
    let outcome = schema.inspect(data, Limits::default(), true);
    let faults = outcome.tree.recorded_faults();
    faults.iter().map(|(path, fault)| format!("{path}: {fault}")).collect()
}

fn eval(schema: &Schema, data: &[u8], expression: &str) -> String {
    let expression = schema.expression(expression).unwrap();
    let results = schema.eval(data, Limits::default(), &[expression]);
    results.values[0].as_ref().unwrap().value.to_string()
}

/// A pcap file with one packet of four bytes.
fn capture(magic: u32, version: [u16; 2], time: [u32; 2], lengths: [u32; 2]) -> Vec<u8> {
    let mut data = magic.to_le_bytes().to_vec();
    data.extend(version.map(u16::to_le_bytes).concat());
    data.extend([0, 0, 65535, 1_u32].map(u32::to_le_bytes).concat());
    data.extend(time.map(u32::to_le_bytes).concat());
    data.extend(lengths.map(u32::to_le_bytes).concat());
    data.extend(b"data");
    data
}

const MICRO: u32 = 0xa1b2_c3d4;
const NANO: u32 = 0xa1b2_3c4d;

#[test]
fn times_of_packets_are_exact() {
    let pcap = schema("pcap");
    for (magic, time, expected) in [
        (NANO, [1_465_830_069, 150_304], "1465830069.000150304"),
        (NANO, [u32::MAX, 999_999_999], "4294967295.999999999"),
        (NANO, [0, 1], "0.000000001"),
        (MICRO, [1_465_830_069, 150], "1465830069.000150"),
        (MICRO, [1, 0], "1.000000"),
        (MICRO, [1, 2_500_000], "3.500000"),
    ] {
        let data = capture(magic, [2, 4], time, [4, 4]);
        assert_eq!(eval(&pcap, &data, "packets[0].time"), format!("{expected:?}"));
    }
}

#[test]
fn fractions_of_a_second_are_below_1() {
    let pcap = schema("pcap");
    for (magic, fraction, max) in
        [(MICRO, 1_000_000, "999,999"), (NANO, 1_000_000_000, "999,999,999")]
    {
        let valid = capture(magic, [2, 4], [5, fraction - 1], [4, 4]);
        assert_eq!(faults(&pcap, &valid), [""; 0]);
        let found = faults(&pcap, &capture(magic, [2, 4], [5, fraction], [4, 4]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("packets[0].ts_frac: invalid value: expected at most "),
            "{max}: {found:?}"
        );
    }
}

#[test]
fn lengths_of_packets_depend_on_the_version() {
    let pcap = schema("pcap");
    for (version, lengths, captured, original) in [
        ([2, 4], [4, 60], 4, 60),
        ([2, 4], [4, 4], 4, 4),
        ([2, 3], [4, 60], 4, 60),
        ([2, 3], [60, 4], 4, 60),
        ([2, 2], [60, 4], 4, 60),
        ([2, 0], [60, 4], 4, 60),
        ([543, 0], [60, 4], 4, 60),
    ] {
        let data = capture(MICRO, version, [1, 1], lengths);
        assert_eq!(faults(&pcap, &data), [""; 0], "{version:?}");
        assert_eq!(eval(&pcap, &data, "packets[0].captured_len"), captured.to_string());
        assert_eq!(eval(&pcap, &data, "packets[0].original_len"), original.to_string());
    }
    let found = faults(&pcap, &capture(MICRO, [2, 4], [1, 1], [4, 3]));
    assert_eq!(found, ["packets[0].orig_len: invalid value: expected at least 4, found 3"]);
    let found = faults(&pcap, &capture(MICRO, [2, 2], [1, 1], [3, 4]));
    assert_eq!(found, ["packets[0].orig_len: invalid value: expected at most 3, found 4"]);
}

#[test]
fn pcap_versions_are_those_of_libpcap() {
    let pcap = schema("pcap");
    for (version, max) in [([2, 5], 4), ([2, 0x100], 4), ([543, 1], 0)] {
        let found = faults(&pcap, &capture(MICRO, version, [1, 1], [4, 4]));
        let [_, minor] = version;
        let message = format!("invalid value: expected at most {max}, found {minor}");
        assert_eq!(found, [format!("header.version_minor: {message}")]);
    }
}

#[test]
fn the_fat_type_depends_on_the_fat_size() {
    let fat = schema("fat");
    let kind = |data: &[u8]| eval(&fat, data, "boot_sector.kind.to_i");
    assert_eq!(kind(&sample("fat/fat12.img")), "12");
    assert_eq!(kind(&sample("fat/fat16-boot.img")), "16");
    assert_eq!(kind(&sample("fat/fat32-boot.img")), "32");
    // Few clusters.
    assert_eq!(kind(&sample("fat/fat32.img")), "32");
    let mut boot = sample("fat/fat16-boot.img");
    // 16-bit sector count: 1 + 2 * 64 + 32 sectors before 4084 or 4085 clusters of 4 sectors.
    for (clusters, expected) in [(4084_u16, "12"), (4085, "16")] {
        boot[0x13..0x15].copy_from_slice(&(161 + 4 * clusters).to_le_bytes());
        assert_eq!(kind(&boot), expected);
        assert_eq!(faults(&fat, &boot), [""; 0]);
    }
}

#[test]
fn a_volume_must_be_complete() {
    let fat = schema("fat");
    let volume = sample("fat/fat12.img");
    for (size, valid) in [(512, true), (volume.len() - 1, false), (volume.len(), true)] {
        let found = faults(&fat, &volume[..size]);
        assert_eq!(found.is_empty(), valid, "{size}: {found:?}");
    }
    // An image may be larger than its volume.
    let longer = [volume.as_slice(), &[1; 700]].concat();
    assert_eq!(faults(&fat, &longer), [""; 0]);
    // 13 sectors of data cannot be in 12 sectors, and 4000 clusters not in a FAT of one sector.
    for (sectors, message) in
        [(3_u16, "boot_sector.num_sectors: "), (4000, "boot_sector.max_clusters: ")]
    {
        let mut boot = volume[..512].to_vec();
        boot[0x13..0x15].copy_from_slice(&sectors.to_le_bytes());
        let found = faults(&fat, &boot);
        assert!(found.iter().any(|fault| fault.starts_with(message)), "{sectors}: {found:?}");
    }
}

#[test]
fn constants_of_classes_are_modified_utf_8() {
    let class = schema("java_class");
    let with = |text: &[u8]| {
        let mut data = b"\xca\xfe\xba\xbe\0\0\0\x34\0\x02\x01\0".to_vec();
        data.push(u8::try_from(text.len()).unwrap());
        data.extend(text);
        data.extend([0; 14]);
        data
    };
    let text = "constant_pool[0].info.as<utf8_constant>.bytes";
    for (bytes, expected) in [
        (&b"x\xed\xa0\xbd\xed\xb8\x80y"[..], "x😀y"),
        (b"a\xc0\x80b", "a\0b"),
        ("größe €".as_bytes(), "größe €"),
        (b"\xed\xa0\xbd", "\u{fffd}"),
    ] {
        let data = with(bytes);
        assert_eq!(eval(&class, &data, text), format!("{expected:?}"));
        assert_eq!(faults(&class, &data), [""; 0]);
    }
    let found = faults(&class, &with("😀".as_bytes()));
    assert_eq!(found, ["constant_pool[0].info.bytes: invalid modified UTF-8"]);
}

#[test]
fn bytecode_offsets_are_within_the_code() {
    let class = schema("java_class");
    let code = "methods[1].attributes[0].info";
    let valid = sample("java_class/Hello.class");
    // The code of `main` has 9 bytes: bytes of the file, replaced bytes, and the fault.
    let cases: [(&[u8], &[u8], &str, &str); 4] = [
        (
            &[0, 2, 0, 0, 0, 3, 0, 8, 0, 4],
            &[0, 2, 0, 0, 0, 3, 0, 9, 0, 4],
            "attributes[0].info.line_number_table[1].start_pc",
            "at most 8, found 9",
        ),
        (
            &[0, 12, 0, 1, 0, 0, 0, 9],
            &[0, 12, 0, 1, 0, 1, 0, 9],
            "attributes[1].info.local_variable_table[0].length",
            "at most 8, found 9",
        ),
        (
            &[0, 2, 0, 0, 0, 8, 0, 8],
            &[0, 2, 0, 0, 0, 10, 0, 8],
            "exception_table[0].end_pc",
            "at most 9, found 10",
        ),
        (
            &[0, 2, 0, 0, 0, 8, 0, 8],
            &[0, 2, 0, 0, 0, 9, 0, 9],
            "exception_table[0].handler_pc",
            "at most 8, found 9",
        ),
    ];
    for (from, to, path, message) in cases {
        let mut data = valid.clone();
        let mut found = data.windows(from.len()).enumerate().filter(|(_, bytes)| *bytes == from);
        let (at, _) = found.next().unwrap();
        assert!(found.next().is_none(), "{path}");
        data[at..at + to.len()].copy_from_slice(to);
        let expected = format!("{code}.{path}: invalid value: expected {message}");
        assert_eq!(faults(&class, &data), [expected]);
    }
}

#[test]
fn members_have_a_name_and_type() {
    let class = schema("java_class");
    let data = sample("java_class/Hello.class");
    let mut pool = (0..60).map(|n| format!("constant_pool[{n}]"));
    let member = pool.find(|path| eval(&class, &data, &format!("{path}.tag.to_i")) == "9").unwrap();
    let name = format!("{member}.info.as<member_constant>");
    assert_eq!(eval(&class, &data, &format!("{name}.name")), "\"out\"");
    assert_eq!(eval(&class, &data, &format!("{name}.descriptor")), "\"Ljava/io/PrintStream;\"");
    let found = faults(&class, &sample("java_class/bad-member.class"));
    let message = "unknown field `descriptor` in type `name_constant`";
    assert_eq!(found, [format!("constant_pool[2].info.descriptor: {message}")]);
}

#[test]
fn universal_binaries_are_not_classes() {
    let class = schema("java_class");
    for count in 0..43 {
        let mut data = b"\xca\xfe\xba\xbe\0\0\0".to_vec();
        data.push(count);
        data.extend([1, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0x40, 0, 0, 0, 0x80, 0xb8, 0, 0, 0, 14]);
        assert!(!class.matches(&data), "{count}");
    }
    for version in 45..=80 {
        assert!(class.matches(&[0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, version, 0, 1]));
        assert!(class.matches(&[0xca, 0xfe, 0xba, 0xbe, 0xff, 0xff, 0, version, 0, 1]));
    }
}

#[test]
fn images_must_have_all_pixels() {
    let gif = schema("gif");
    let image = sample("gif/v87a.gif");
    assert_eq!(faults(&gif, &image), [""; 0]);
    // 25 is the offset of the image descriptor; its height follows at 32.
    let mut tall = image.clone();
    tall[32] = 9;
    let found = faults(&gif, &tall);
    let message = "does not match the image size: expected 27 pixels, found 6 pixels";
    assert_eq!(found, [format!("blocks[0].body.image_data: {message}")]);
    let mut invalid = image;
    invalid[37] = 0xff;
    assert_eq!(faults(&gif, &invalid), ["blocks[0].body.image_data: invalid LZW data"]);
}

#[test]
fn file_allocation_tables_are_copies() {
    let fat = schema("fat");
    let image = sample("fat/fat12.img");
    assert_eq!(faults(&fat, &image), [""; 0]);
    // The second table starts at 0x400.
    let mut differs = image.clone();
    differs[0x405] ^= 1;
    let found = faults(&fat, &differs);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("fats[1]: invalid value: "), "{found:?}");
    // A difference is allowed only if FAT32 mirroring is disabled.
    let mut image = sample("fat/fat32.img");
    assert_eq!(faults(&fat, &image), [""; 0]);
    let number = |expression: &str| eval(&fat, &image, expression).parse::<usize>().unwrap();
    let reserved = number("boot_sector.bpb.bpb_rsvd_sec_cnt");
    let table = (reserved + number("boot_sector.len_fat")) * 512;
    image[table + 9] ^= 1;
    assert_eq!(faults(&fat, &image).len(), 1);
    image[40] |= 0x80;
    assert_eq!(faults(&fat, &image), [""; 0]);
}
