//! ELF: end marks, padding, inactive space, and names that depend on the platform.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_formats::elf::Elf;
use bytescope_formats::{FileFormat, by_name};
use bytescope_inspect::{Buffers, DraftOptions, FaultOptions, Limits, Node, Outcome, Value};
use serde_json::{Map, Value as Json};

/// Section of a test file: name, type, link, alignment, entry size, contents.
type Section<'s> = (&'s str, u32, u32, u64, u64, &'s [u8]);

/// Segment of a test file: type, offset, size.
type Segment = (u32, u64, u64);

const PROGBITS: u32 = 1;
const STRTAB: u32 = 3;
const DYNAMIC: u32 = 6;
const NOTE: u32 = 7;
const PT_LOAD: u32 = 1;
const PT_INTERP: u32 = 3;
const X86_64: u16 = 62;
const PARISC: u16 = 15;

/// Returns a 64-bit little-endian file: program headers, sections, section headers.
fn file(os: u8, machine: u16, segments: &[Segment], sections: &[Section<'_>]) -> Vec<u8> {
    let mut names = vec![0];
    let mut rows = vec![[0_u64; 10]];
    let mut out = vec![0; 64 + 56 * segments.len()];
    let mut add = |out: &mut Vec<u8>, names: &mut Vec<u8>, section: Section<'_>| {
        let (name, kind, link, align, entsize, bytes) = section;
        out.resize(out.len().next_multiple_of(usize::try_from(align).unwrap()), 0);
        let (at, size) = (out.len() as u64, bytes.len() as u64);
        let row = [names.len() as u64, kind.into(), 0, 0, at, size, link.into(), 0, align, entsize];
        rows.push(row);
        names.extend(name.bytes().chain([0]));
        out.extend(bytes);
    };
    for section in sections {
        add(&mut out, &mut names, *section);
    }
    let mut table = names.clone();
    table.extend(b".shstrtab\0");
    add(&mut out, &mut names, (".shstrtab", STRTAB, 0, 1, 0, &table));
    out.resize(out.len().next_multiple_of(8), 0);
    let shoff = out.len() as u64;
    let count = rows.len();
    for row in rows {
        for (field, value) in row.into_iter().enumerate() {
            let size = if matches!(field, 0 | 1 | 6 | 7) { 4 } else { 8 };
            out.extend(&value.to_le_bytes()[..size]);
        }
    }
    for (index, (kind, offset, size)) in segments.iter().enumerate() {
        let row = &mut out[64 + 56 * index..][..56];
        row[..4].copy_from_slice(&kind.to_le_bytes());
        for (at, value) in [(8, offset), (16, offset), (32, size), (40, size)] {
            row[at..at + 8].copy_from_slice(&value.to_le_bytes());
        }
    }
    let head = [0x7f, b'E', b'L', b'F', 2, 1, 1, os];
    out[..8].copy_from_slice(&head);
    let mut put = |at: usize, bytes: &[u8]| out[at..at + bytes.len()].copy_from_slice(bytes);
    put(16, &3_u16.to_le_bytes());
    put(18, &machine.to_le_bytes());
    put(20, &1_u32.to_le_bytes());
    put(32, &(if segments.is_empty() { 0_u64 } else { 64 }).to_le_bytes());
    put(40, &shoff.to_le_bytes());
    let counts = [64, 56, segments.len(), 64, count, count - 1];
    for (index, value) in counts.into_iter().enumerate() {
        put(52 + 2 * index, &u16::try_from(value).unwrap().to_le_bytes());
    }
    out
}

/// Returns entries of a 64-bit dynamic array.
fn entries(entries: &[(u64, u64)]) -> Vec<u8> {
    entries
        .iter()
        .flat_map(|(tag, value)| [tag.to_le_bytes(), value.to_le_bytes()].concat())
        .collect()
}

fn inspect(data: &[u8]) -> Outcome<()> {
    (by_name("elf").unwrap().inspect)(data, Limits::default())
}

fn faults(data: &[u8]) -> Vec<String> {
    let faults = inspect(data).faults(data, &FaultOptions::default());
    faults.into_iter().map(|(path, fault)| format!("{path}: {fault}")).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns plain JSON, as printed by the program.
fn plain(node: &Node, bytes: &Buffers<'_>) -> Json {
    let children = || node.children.iter().filter(|child| !child.is_filler());
    match &node.value {
        Value::Group => {
            let fields = children().map(|child| (child.meta.name.to_string(), plain(child, bytes)));
            Json::Object(fields.collect::<Map<_, _>>())
        }
        Value::List => children().map(|child| plain(child, bytes)).collect(),
        Value::Table(rows) => {
            let row = |index| rows.get(*bytes, index, Limits::default());
            (0..rows.count()).map(|index| plain(&row(index).unwrap(), bytes)).collect()
        }
        Value::Label(label) => Json::String(label.name.to_string()),
        Value::Text(text) => Json::String(text.to_string()),
        Value::Bytes => Json::String(hex(bytes.of(node.span))),
        Value::Int(value) => (*value).into(),
        Value::UInt(value) => (*value).into(),
        other => panic!("unexpected value {other}"),
    }
}

/// Checks that a file has no fault, and that it is rewritten and encoded from JSON byte for byte.
/// Returns the JSON.
fn round_trip(data: &[u8]) -> Json {
    assert_eq!(faults(data), [""; 0]);
    let written = Elf::from_bytes(data).unwrap().to_bytes().unwrap();
    assert!(written == data, "rewritten bytes differ");
    let outcome = inspect(data);
    let json = plain(&outcome.tree, &Buffers { source: data, buffers: &outcome.buffers });
    let encode = by_name("elf").unwrap().encode.unwrap();
    let encoded = encode(&json, DraftOptions::default()).unwrap();
    assert!(encoded == data, "encoded bytes differ");
    json
}

/// Returns the row of a table as numbers, names and notes.
fn row(data: &[u8], table: &str, index: u64) -> String {
    let tree = inspect(data).tree;
    let node = table.split('.').fold(&tree, |node, name| match name.parse::<u64>() {
        Ok(index) => node.children.iter().find(|child| child.index == Some(index)).unwrap(),
        Err(_) => node.child(name).unwrap(),
    });
    let Value::Table(rows) = &node.value else { panic!("{table}: not a table") };
    let row = rows.get(Buffers { source: data, buffers: &[] }, index, Limits::default()).unwrap();
    let shown = row.children.iter().map(|field| {
        let note = field.extra.as_ref().and_then(|extra| extra.note.as_deref());
        format!("{}={} {}", field.meta.name, field.value, note.unwrap_or_default())
    });
    shown.collect::<Vec<_>>().join(", ")
}

// The padding was aligned to the offset in the file.
#[test]
fn debug_link_is_aligned_within_its_section() {
    let links: [&[u8]; 3] = [
        b"abc.dbg\0\x01\x02\x03\x04",
        b"ab.debug\0\0\0\0\x01\x02\x03\x04",
        b"ab.debug\0\x18\0\0\x01\x02\x03\x04",
    ];
    for (before, link) in (0..8).flat_map(|before| links.map(|link| (before, link))) {
        let text = vec![7; before];
        let sections: [Section<'_>; 2] =
            [(".text", PROGBITS, 0, 1, 0, &text), (".gnu_debuglink", PROGBITS, 0, 1, 0, link)];
        let json = round_trip(&file(0, X86_64, &[], &sections));
        assert_eq!(json["sections"][2]["crc"], 0x0403_0201);
    }
}

// Padding that was skipped is not in the JSON, so it was lost.
#[test]
fn nonzero_padding_is_kept() {
    let mut note = [5_u32, 5, 9].map(u32::to_le_bytes).concat();
    note.extend(b"none\0\x01\0\x02desc5\x03\x04\x05");
    let property = [&[4_u32, 16, 5].map(u32::to_le_bytes).concat()[..], b"GNU\0"].concat();
    let word = [0xc000_0002_u32, 4, 3, 0xdead].map(u32::to_le_bytes).concat();
    let property = [property, word].concat();
    let sections: [Section<'_>; 2] =
        [(".note", NOTE, 0, 4, 0, &note), (".note.gnu.property", NOTE, 0, 8, 0, &property)];
    let json = round_trip(&file(0, X86_64, &[], &sections));
    assert_eq!(json["sections"][1][0]["name_padding"], "010002");
    assert_eq!(json["sections"][1][0]["desc_padding"], "030405");
    assert_eq!(json["sections"][2][0]["desc"][0]["padding_bytes"], "adde0000");
}

// The dynamic array was read to the end of its section.
#[test]
fn dynamic_array_ends_at_null() {
    let zeros = entries(&[(5, 0), (0, 0), (0, 0), (0, 0)]);
    let mut garbage = entries(&[(5, 0), (0, 7)]);
    garbage.extend(b"/lib/garbage, not entries");
    for (dynamic, unclaimed) in [(zeros, None), (garbage, Some(hex(b"/lib/garbage, not entries")))]
    {
        let sections: [Section<'_>; 2] =
            [(".dynstr", STRTAB, 0, 1, 0, b"\0"), (".dynamic", DYNAMIC, 1, 8, 16, &dynamic)];
        let json = round_trip(&file(0, X86_64, &[], &sections));
        assert_eq!(json["sections"][2].as_array().unwrap().len(), 2);
        let found = json.get("unclaimed").map(|items| items[0].as_str().unwrap().to_owned());
        assert_eq!(found, unclaimed);
    }
}

#[test]
fn dynamic_array_without_sections_ends_at_null() {
    let mut data = file(0, X86_64, &[(2, 120, 64)], &[]);
    data.truncate(120);
    data.extend(entries(&[(1, 1), (0, 0)]));
    data.extend([0; 32]);
    data[40..48].fill(0);
    data[58..64].fill(0);
    let json = round_trip(&data);
    assert_eq!(json["segments"][0].as_array().unwrap().len(), 2);
}

// Tools that shorten the path of the interpreter in place pad it with NULs.
#[test]
fn interpreter_path_may_be_padded() {
    let sections: [Section<'_>; 1] = [(".interp", PROGBITS, 0, 1, 0, b"/lib/ld.so\0\0\0\0\0")];
    let json = round_trip(&file(0, X86_64, &[(PT_INTERP, 120, 15)], &sections));
    assert_eq!(json["sections"][1], "/lib/ld.so");
    let sections: [Section<'_>; 1] = [(".interp", PROGBITS, 0, 1, 0, b"/lib/ld.so\0old")];
    let json = round_trip(&file(0, X86_64, &[], &sections));
    assert_eq!(json["unclaimed"][0], hex(b"old"));
}

#[test]
fn last_comment_may_lack_its_nul() {
    let sections: [Section<'_>; 1] = [(".comment", PROGBITS, 0, 1, 0, b"one\0two")];
    let json = round_trip(&file(0, X86_64, &[], &sections));
    assert_eq!(json["sections"][1], serde_json::json!(["one", "two"]));
}

// patchelf moves section headers and sections, and leaves the old bytes outside all segments.
#[test]
fn inactive_space_is_not_a_fault() {
    let gap = [b"old section headers".to_vec(), vec![0; 45]].concat();
    let mut data = file(
        0,
        X86_64,
        &[(PT_LOAD, 0, 200)],
        &[
            (".text", PROGBITS, 0, 1, 0, &[1; 80]),
            (".old", PROGBITS, 0, 8, 0, &gap),
            (".new", PROGBITS, 0, 8, 0, &[2; 16]),
        ],
    );
    let shoff = usize::try_from(u64::from_le_bytes(data[40..48].try_into().unwrap())).unwrap();
    // The section `.old` becomes an empty section.
    data[shoff + 2 * 64 + 32..][..8].fill(0);
    let json = round_trip(&data);
    assert_eq!(json["unclaimed"][0], hex(&gap));
    let tree = inspect(&data).tree;
    let note = tree.child("unclaimed").unwrap().children[0].extra.as_ref().unwrap().note.clone();
    assert_eq!(note.as_deref(), Some("not in a section or segment"));
    data.extend(b"more");
    assert_eq!(faults(&data), ["uncovered: 4 trailing bytes"]);
}

/// The sizes of unclaimed parts do not determine their offsets if a gap of zeros has the same size.
#[test]
fn gaps_of_equal_size_are_unambiguous() {
    for (first, second) in [(1, 0), (0, 1), (1, 1), (0, 0)] {
        let mut data = file(
            0,
            X86_64,
            &[],
            &[
                (".a", PROGBITS, 0, 1, 0, &[1; 8]),
                (".x", PROGBITS, 0, 1, 0, &[first; 8]),
                (".b", PROGBITS, 0, 1, 0, &[1; 8]),
                (".y", PROGBITS, 0, 1, 0, &[second; 8]),
                (".c", PROGBITS, 0, 1, 0, &[1; 8]),
            ],
        );
        let shoff = usize::try_from(u64::from_le_bytes(data[40..48].try_into().unwrap())).unwrap();
        for index in [2, 4] {
            data[shoff + index * 64 + 32..][..8].fill(0);
        }
        round_trip(&data);
    }
}

// Names of Android and GNU were shown for files of other systems.
#[test]
fn dynamic_tags_depend_on_the_platform() {
    let tag = |os, machine, tag| {
        let array = entries(&[(tag, 0), (0, 0)]);
        let sections: [Section<'_>; 2] =
            [(".dynstr", STRTAB, 0, 1, 0, b"\0"), (".dynamic", DYNAMIC, 1, 8, 16, &array)];
        let data = file(os, machine, &[], &sections);
        round_trip(&data);
        let row = row(&data, "sections.2", 0);
        row.split(',').next().unwrap().trim().to_owned()
    };
    assert_eq!(tag(6, X86_64, 0x6000_0010), "d_tag=1610612752 DT_SUNW_CAP");
    assert_eq!(tag(6, X86_64, 0x6000_0011), "d_tag=1610612753 DT_SUNW_SYMTAB");
    assert_eq!(tag(0, X86_64, 0x6000_0010), "d_tag=DT_ANDROID_RELSZ (1610612752)");
    assert_eq!(tag(3, X86_64, 0x6000_0010), "d_tag=DT_ANDROID_RELSZ (1610612752)");
    assert_eq!(tag(9, X86_64, 0x6000_0010), "d_tag=1610612752");
    assert_eq!(tag(0, PARISC, 0x6000_0010), "d_tag=1610612752 DT_HP_FILTER_TLS");
    assert_eq!(tag(1, PARISC, 0x6000_0000), "d_tag=1610612736 DT_HP_LOAD_MAP");
    assert_eq!(tag(13, 50, 0x6000_000f), "d_tag=1610612751 DT_IA_64_VMS_IMGIOCNT");
    assert_eq!(tag(0, 8, 0x7000_0001), "d_tag=1879048193 DT_MIPS_RLD_VERSION");
    assert_eq!(tag(6, 8, 0x6fff_fef5), "d_tag=DT_GNU_HASH (1879047925)");
}

#[test]
fn section_and_segment_types_depend_on_the_platform() {
    let section = |os, machine, kind| {
        let data = file(os, machine, &[], &[("", kind, 0, 8, 0, &[0; 8])]);
        let row = row(&data, "section_headers", 1);
        row.split(", ").nth(1).unwrap().trim().to_owned()
    };
    assert_eq!(section(6, X86_64, 0x6fff_fff6), "sh_type=1879048182 SHT_SUNW_SIGNATURE");
    assert_eq!(section(6, X86_64, 0x6fff_fff5), "sh_type=1879048181 SHT_SUNW_cap");
    assert_eq!(section(0, X86_64, 0x6fff_fff5), "sh_type=SHT_GNU_ATTRIBUTES (1879048181)");
    assert_eq!(section(1, PARISC, 0x6000_0001), "sh_type=1610612737 SHT_HP_DLKM");
    assert_eq!(section(0, PARISC, 0x7000_0004), "sh_type=1879048196 SHT_PARISC_DLKM");
    assert_eq!(section(3, X86_64, 0x6fff_fffa), "sh_type=1879048186");
    assert_eq!(section(0, X86_64, 0x6000_0001), "sh_type=SHT_ANDROID_REL (1610612737)");
    let segment = |os, machine, kind| {
        let data = file(os, machine, &[(kind, 0, 64)], &[(".a", PROGBITS, 0, 8, 0, &[0; 8])]);
        let row = row(&data, "program_headers", 0);
        row.split(", ").next().unwrap().trim().to_owned()
    };
    assert_eq!(segment(1, PARISC, 0x6000_0014), "p_type=1610612756 PT_HP_STACK");
    assert_eq!(segment(3, PARISC, 0x6000_0014), "p_type=1610612756");
    assert_eq!(segment(6, X86_64, 0x6fff_fffd), "p_type=PT_SUNWCAP (1879048189)");
    assert_eq!(segment(3, X86_64, 0x6fff_fffd), "p_type=1879048189");
}

#[test]
fn symbol_types_depend_on_the_platform() {
    let symbol = |os, machine, info, section: u16| {
        let mut table = vec![0; 48];
        table[28] = info;
        table[30..32].copy_from_slice(&section.to_le_bytes());
        let sections: [Section<'_>; 2] =
            [(".strtab", STRTAB, 0, 1, 0, b"\0"), (".symtab", 2, 1, 8, 24, &table)];
        let data = file(os, machine, &[], &sections);
        let row = row(&data, "sections.2", 1);
        let mut fields = row.split(", ");
        (fields.nth(1).unwrap().to_owned(), fields.nth(1).unwrap().to_owned())
    };
    assert_eq!(symbol(0, PARISC, 0x1d, 1).0, "st_info=29 STB_GLOBAL STT_PARISC_MILLI");
    assert_eq!(symbol(1, PARISC, 0x1b, 1).0, "st_info=27 STB_GLOBAL STT_HP_OPAQUE");
    assert_eq!(symbol(3, X86_64, 0xaa, 1).0, "st_info=170 STB_GNU_UNIQUE STT_GNU_IFUNC");
    assert_eq!(symbol(6, X86_64, 0x1a, 1).0, "st_info=26 STB_GLOBAL 10");
    assert_eq!(symbol(0, 40, 0x1d, 1).0, "st_info=29 STB_GLOBAL STT_ARM_TFUNC");
    assert_eq!(symbol(0, PARISC, 0x10, 0xff00).1, "st_shndx=65280 SHN_PARISC_ANSI_COMMON");
    assert_eq!(symbol(6, X86_64, 0x10, 0xff3f).1, "st_shndx=65343 SHN_SUNW_IGNORE");
}

#[test]
fn links_are_indices_of_sections() {
    let found = |link: u32| {
        let sections: [Section<'_>; 1] = [(".data", 1, link, 1, 0, b"data")];
        faults(&file(0, X86_64, &[], &sections))
    };
    // Indices: null section, .data, .shstrtab; then reserved ones.
    for link in [0, 2, 0xff00, 0xff01, 0xffff] {
        assert_eq!(found(link), [""; 0], "{link}");
    }
    for link in [3, 0xfeff, 0x1_0000, u32::MAX] {
        assert_eq!(found(link), ["sections[1]: `sh_link` is not the index of a section"], "{link}");
    }
}
