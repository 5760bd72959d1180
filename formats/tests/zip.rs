//! ZIP archives: content of entries, Zip64 locators, virtual entries and detection.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_formats::{Deflate, Format, by_name, detect};
use bytescope_inspect::{FaultOptions, Limit, Limits, Node, Outcome, Verified};

const TEXT: &[u8] = b"To strive, to seek, to find, and not to yield.\n";

/// An entry of a test archive.
#[derive(Clone)]
struct Entry {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    /// CRC-32 and uncompressed size in the central directory.
    content: (u32, u32),
    /// CRC-32 and uncompressed size in the local header, if different.
    local: Option<(u32, u32)>,
    data: Vec<u8>,
    comment: Vec<u8>,
    /// Bytes between this entry and the next.
    after: Vec<u8>,
}

impl Entry {
    fn new(name: &[u8], method: u16, content: &[u8], data: &[u8]) -> Self {
        Self {
            name: name.to_vec(),
            flags: 0,
            method,
            content: (crc32fast::hash(content), content.len() as u32),
            local: None,
            data: data.to_vec(),
            comment: Vec::new(),
            after: Vec::new(),
        }
    }

    fn stored(name: &[u8], content: &[u8]) -> Self {
        Self::new(name, 0, content, content)
    }

    fn deflated(name: &[u8], content: &[u8]) -> Self {
        let data = Deflate::compress(content).compressed;
        Self::new(name, 8, content, data.as_bytes().unwrap())
    }

    /// Fields that both headers have in common, up to the length of the extra field.
    fn common(&self, (crc32, size): (u32, u32)) -> Vec<u8> {
        let mut bytes = vec![20, 0];
        bytes.extend(self.flags.to_le_bytes());
        bytes.extend(self.method.to_le_bytes());
        bytes.extend([0, 0, 0x21, 0]);
        for value in [crc32, self.data.len() as u32, size] {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend((self.name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    fn local(&self) -> Vec<u8> {
        let common = self.common(self.local.unwrap_or(self.content));
        [b"PK\x03\x04", &common[..], &self.name, &self.data, &self.after].concat()
    }

    fn central(&self, offset: u32) -> Vec<u8> {
        let mut bytes = [b"PK\x01\x02\x14\0", &self.common(self.content)[..]].concat();
        bytes.extend((self.comment.len() as u16).to_le_bytes());
        bytes.extend([0; 8]);
        bytes.extend(offset.to_le_bytes());
        [bytes, self.name.clone(), self.comment.clone()].concat()
    }
}

fn end(count: u16, size: u32, offset: u32) -> Vec<u8> {
    let count = count.to_le_bytes();
    let fields = [&count[..], &count, &size.to_le_bytes(), &offset.to_le_bytes(), &[0, 0]];
    [b"PK\x05\x06\0\0\0\0", &fields.concat()[..]].concat()
}

/// A Zip64 end record at `at`, and its locator.
fn zip64(count: u64, size: u64, offset: u64, at: u64) -> Vec<u8> {
    let mut bytes = b"PK\x06\x06".to_vec();
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 3, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for value in [count, count, size, offset] {
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(at.to_le_bytes());
    bytes.extend([1, 0, 0, 0]);
    bytes
}

/// Returns the local entries, the central directory, and the offset of the latter.
fn parts(before: &[u8], entries: &[Entry]) -> (Vec<u8>, Vec<u8>) {
    let (mut data, mut directory) = (before.to_vec(), Vec::new());
    for entry in entries {
        directory.extend(entry.central(data.len() as u32));
        data.extend(entry.local());
    }
    (data, directory)
}

fn archive_after(before: &[u8], entries: &[Entry]) -> Vec<u8> {
    let (data, directory) = parts(before, entries);
    let end = end(entries.len() as u16, directory.len() as u32, data.len() as u32);
    [data, directory, end].concat()
}

fn archive(entries: &[Entry]) -> Vec<u8> {
    archive_after(b"", entries)
}

fn zip() -> &'static Format {
    by_name("zip").unwrap()
}

fn faults_of(outcome: &Outcome<()>, data: &[u8]) -> Vec<String> {
    let faults = outcome.faults(data, &FaultOptions::default());
    faults.iter().map(|(path, fault)| format!("{path}: {fault}")).collect()
}

/// Returns the faults of an archive, each with its path.
fn faults(data: &[u8]) -> Vec<String> {
    faults_of(&(zip().inspect)(data, Limits::default()), data)
}

/// Returns the note on the data of an entry.
fn data_note(tree: &Node, index: usize) -> Option<String> {
    let entries = tree.child("entries").unwrap();
    let data = entries.children[index].child("data").unwrap();
    data.note().map(str::to_owned)
}

#[test]
fn content_of_entries_is_verified() {
    let valid = [
        Entry::stored(b"stored", TEXT),
        Entry::deflated(b"deflated", &TEXT.repeat(5000)),
        Entry::deflated(b"empty", b""),
        Entry::stored(b"folder/", b""),
    ];
    let file = archive(&valid);
    assert_eq!(faults(&file), [""; 0]);
    let outcome = (zip().inspect)(&file, Limits::default());
    let entries = &outcome.tree.child("entries").unwrap().children;
    for entry in entries {
        let verified = entry.child("data").unwrap().extra.as_ref().and_then(|e| e.verified);
        assert_eq!(verified.map(Verified::rule), Some("crc-32"), "{entry:?}");
    }

    let with = |change: &dyn Fn(&mut Entry)| {
        let mut entry = Entry::deflated(b"a", &TEXT.repeat(4));
        change(&mut entry);
        faults(&archive(&[valid[0].clone(), entry]))
    };
    let crc = crc32fast::hash(&TEXT.repeat(4));
    assert_eq!(
        with(&|e| e.content.0 = 7),
        [format!("entries[1].data: CRC-32 mismatch: expected 0x00000007, found {crc:#010x}")]
    );
    assert_eq!(
        with(&|e| e.content.1 = 7),
        [
            "entries[1].data: does not match the uncompressed size: expected 7 bytes, found 188 bytes"
        ]
    );
    assert_eq!(with(&|e| e.data[0] = 7), ["entries[1].data: invalid DEFLATE data (RFC 1951)"]);
    assert_eq!(
        with(&|e| e.data.truncate(20)),
        ["entries[1].data: truncated DEFLATE data: expected a final block, found end of data"]
    );
    assert_eq!(
        with(&|e| e.data.clear()),
        ["entries[1].data: truncated DEFLATE data: expected a final block, found end of data"]
    );
}

/// A stored entry has one size. libzip and unzip report a difference even if the CRC-32 matches.
#[test]
fn sizes_of_stored_data_agree() {
    let mut entry = Entry::stored(b"a", b"test");
    entry.content.1 = 3;
    let fault =
        "entries[0].data: does not match the uncompressed size: expected 3 bytes, found 4 bytes";
    assert_eq!(faults(&archive(&[entry.clone()])), [fault]);
    // The traditional encryption header has 12 bytes.
    let mut entry = Entry::stored(b"a", &[9; 16]);
    (entry.flags, entry.content) = (1, (5, 4));
    assert_eq!(faults(&archive(&[entry])), [""; 0]);
}

/// If the headers differ, data that matches either of them has no fault, because the difference is
/// reported at the local header.
#[test]
fn a_difference_between_headers_is_reported_once() {
    for (central, local) in [(false, true), (true, false)] {
        let mut entry = Entry::deflated(b"a", TEXT);
        let (crc, size) = entry.content;
        entry.content.0 = if central { crc } else { 1 };
        entry.local = Some((if local { crc } else { 1 }, size));
        let found = faults(&archive(&[entry]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("entries[0].crc32: does not match"), "{found:?}");
    }
    let mut entry = Entry::deflated(b"a", TEXT);
    let size = entry.content.1;
    (entry.content.0, entry.local) = (1, Some((2, size)));
    assert_eq!(faults(&archive(&[entry])).len(), 2);
}

#[test]
fn other_methods_and_unused_bytes_have_notes() {
    let mut unused = Entry::deflated(b"unused", TEXT);
    unused.data.extend(b"unused");
    let entries = [Entry::new(b"xz", 95, TEXT, b"not verified"), unused];
    let file = archive(&entries);
    let outcome = (zip().inspect)(&file, Limits::default());
    assert_eq!(faults_of(&outcome, &file), [""; 0]);
    assert_eq!(data_note(&outcome.tree, 0).unwrap(), "content not verified");
    assert_eq!(data_note(&outcome.tree, 1).unwrap(), "6 bytes after the final block");
}

/// The total size of the decompressed data is limited: to the limit of the caller, or to a multiple
/// of the file size.
#[test]
fn decompression_is_limited() {
    let bomb = Entry::deflated(b"zeros", &vec![0; 4 << 20]);
    let file = archive(&[bomb, Entry::deflated(b"next", TEXT), Entry::stored(b"last", TEXT)]);
    assert_eq!(faults(&file), [""; 0]);
    let limits = Limits { decompressed: 1 << 18, ..Limits::default() };
    let outcome = (zip().inspect)(&file, limits);
    let found = outcome.faults(&file, &FaultOptions::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].0.as_str(), found[0].1.limit()),
        ("entries[0].data", Some(Limit::Decompressed))
    );
    assert_eq!(data_note(&outcome.tree, 1).unwrap(), "content not verified");
    assert_eq!(data_note(&outcome.tree, 2), None);
    // With incompressible data, the same total is a smaller multiple of the file size.
    let noise: Vec<u8> =
        (0..60_000_u32).flat_map(|n| n.wrapping_mul(0x9e37_79b9).to_be_bytes()).collect();
    let file =
        archive(&[Entry::stored(b"noise", &noise), Entry::deflated(b"zeros", &vec![0; 4 << 20])]);
    assert_eq!(faults_of(&(zip().inspect)(&file, limits), &file), [""; 0]);
}

/// Data past the node limit has no node, so its fault is at the list.
#[test]
fn content_is_verified_past_the_node_limit() {
    let mut invalid = Entry::deflated(b"b", TEXT);
    invalid.content.0 = 1;
    let file = archive(&[Entry::stored(b"a", TEXT), invalid]);
    let mut at_list = 0;
    for nodes in 1..200 {
        let outcome = (zip().inspect)(&file, Limits { nodes, ..Limits::default() });
        if outcome.tree.child("entries").is_some() {
            let found = faults_of(&outcome, &file);
            let mismatch = found.iter().find(|fault| fault.contains("CRC-32 mismatch"));
            at_list += usize::from(mismatch.expect("fault").starts_with("entries: "));
        }
    }
    assert!(at_list > 20, "{at_list}");
}

#[test]
fn a_name_may_resemble_a_zip64_locator() {
    let name = b"folder/PK\x06\x07/a/name/of/a/fi";
    let mut entry = Entry::stored(name, TEXT);
    assert_eq!(faults(&archive(&[entry.clone()])), [""; 0]);
    // A prefix that is not included in offsets.
    let file = [b"stub".to_vec(), archive(&[entry.clone()])].concat();
    assert_eq!(faults(&file), [""; 0]);
    // A comment that also contains a Zip64 end record, with other values.
    entry.name = b"a".to_vec();
    let start = (entry.local().len() + entry.central(0).len()) as u64;
    for count in [1, 2] {
        entry.comment = zip64(count, 47, 70, start);
        assert_eq!(faults(&archive(&[entry.clone()])), [""; 0]);
    }
    // 65,535 is a valid number of entries without a Zip64 record.
    entry.comment = b"PK\x06\x07 resembles a lo".to_vec();
    let (data, directory) = parts(b"", &vec![entry; 65_535]);
    let end = end(u16::MAX, directory.len() as u32, data.len() as u32);
    let file = [data, directory, end].concat();
    let limits = Limits { nodes: 10_000_000, ..Limits::default() };
    assert_eq!(faults_of(&(zip().inspect)(&file, limits), &file), [""; 0]);
}

#[test]
fn zip64_records_are_found() {
    let entry = Entry::stored(b"a", TEXT);
    let (data, directory) = parts(b"", &[entry]);
    let (size, offset) = (directory.len() as u64, data.len() as u64);
    let start = [&data[..], &directory].concat();
    let records = zip64(1, size, offset, start.len() as u64);
    // All values in the Zip64 record, one value, or none, as written by `zip` to a pipe.
    for (count, short_size, short_offset) in [
        (u16::MAX, u32::MAX, u32::MAX),
        (1, size as u32, u32::MAX),
        (1, size as u32, offset as u32),
    ] {
        let file = [&start[..], &records, &end(count, short_size, short_offset)].concat();
        let outcome = (zip().inspect)(&file, Limits::default());
        assert_eq!(faults_of(&outcome, &file), [""; 0]);
        assert!(outcome.tree.child("zip64_end").is_some());
    }
    // A required record that does not exist.
    let file = [&start[..], &records[56..], &end(u16::MAX, u32::MAX, u32::MAX)].concat();
    let found = faults(&file);
    assert!(
        found.iter().any(|f| f.contains("no Zip64 end of central directory record")),
        "{found:?}"
    );
}

/// A virtual entry with `extra` in its extra field.
fn virtual_entry(extra: &[u8]) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\0\0\0\0\0\0\x21\x08\x21\x02".to_vec();
    bytes.extend([0; 14]);
    bytes.extend((extra.len() as u16).to_le_bytes());
    bytes.extend(extra);
    bytes
}

#[test]
fn virtual_entries_are_padding() {
    let mut entries = [Entry::stored(b"a", TEXT), Entry::deflated(b"b", TEXT)];
    entries[0].after = [virtual_entry(&[0; 100]), virtual_entry(b"")].concat();
    entries[1].after = virtual_entry(&[0; 4]);
    let before = virtual_entry(&[0; 70_000 - 4465]);
    let file = archive_after(&before, &entries);
    let outcome = (zip().inspect)(&file, Limits::default());
    assert_eq!(faults_of(&outcome, &file), [""; 0]);
    let prefix = outcome.tree.child("prefix").unwrap();
    assert_eq!(prefix.note(), Some("1 virtual entry"));
    let padding = |index: usize| {
        let entries = outcome.tree.child("entries").unwrap();
        entries.children[index].child("padding").unwrap().note().unwrap().to_owned()
    };
    assert_eq!((padding(0), padding(1)), ("2 virtual entries".into(), "1 virtual entry".into()));

    // An archive from which all entries were removed.
    assert_eq!(faults(&[virtual_entry(&[0; 9]), end(0, 0, 39)].concat()), [""; 0]);
    // Data in the extra field, an entry with a name, and an extra field that is too long.
    let mut named = virtual_entry(b"");
    (named[26], named[0]) = (1, b'P');
    named.push(b'x');
    let mut long = virtual_entry(&[0; 4]);
    long[28] = 5;
    for hidden in [virtual_entry(b"data"), named, long] {
        entries[0].after.clone_from(&hidden);
        let found = faults(&archive(&entries));
        assert!(found.len() == 1 && found[0].starts_with("entries[0]"), "{found:?}");
        let found = faults(&archive_after(&hidden, &entries[1..]));
        assert!(found.len() == 1 && found[0].starts_with("prefix"), "{found:?}");
    }
}

/// bsdtar pads an archive that it writes to a pipe.
#[test]
fn zeros_may_follow_an_archive() {
    let file = archive(&[Entry::stored(b"a", TEXT)]);
    assert_eq!(faults(&[&file[..], &[0; 1437]].concat()), [""; 0]);
    assert_eq!(faults(&[&file[..], &[0; 9], b"x"].concat()), ["uncovered: 10 trailing bytes"]);
}

#[test]
fn an_archive_between_other_data_is_detected() {
    let name = |data: &[u8]| detect(data).map(|format| format.name);
    let file = archive(&[Entry::stored(b"a", TEXT)]);
    let trailer = [0x20; 5000];
    assert_eq!(name(&[b"stub", &file[..], &trailer].concat()), Some("zip"));
    // Offsets that include the prefix.
    let file = archive_after(b"stub", &[Entry::stored(b"a", TEXT)]);
    assert_eq!(name(&[&file[..], &trailer].concat()), Some("zip"));
    // The format of the start has precedence.
    assert_eq!(name(&[b"\x89PNG\r\n\x1a\n", &file[4..]].concat()), Some("png"));
    // An end record without a directory, and a directory without entries.
    assert_eq!(name(&[b"stub", &end(1, 47, 90)[..], &trailer].concat()), None);
    assert_eq!(name(&[b"stub", &end(0, 0, 0)[..], &trailer].concat()), None);
    assert_eq!(name(&[b"stub", &file[90..], &trailer].concat()), None);
}

/// Only the low byte of the central directory's value is the version.
#[test]
fn versions_later_than_the_specification_are_faults() {
    let valid = archive(&[Entry::stored(b"a", b"text")]);
    let local = 4;
    let central = valid.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap() + 6;
    let with = |at: usize, version: u8| {
        let mut data = valid.clone();
        data[at] = version;
        faults(&data)
    };
    assert_eq!(with(central, 63), [""; 0]);
    assert_eq!(with(central + 1, 255), [""; 0]);
    assert_eq!(with(local, 123), [""; 0]);
    let message =
        "central_directory[0].version_needed_to_extract: must be at most 63 (version 6.3)";
    for version in [64, 123, 255] {
        assert_eq!(with(central, version), [format!("{message}, found {version}")]);
    }
}
