//! Verdicts on WAV, BMP and gzip files: required chunks, compressed pixels, and data that readers
//! tolerate.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_formats::by_name;
use bytescope_inspect::{FaultOptions, Limits, Node};
use std::fs;
use std::path::Path;

fn sample(format: &str, name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(format);
    fs::read(folder.join(name)).unwrap()
}

fn faults(format: &str, data: &[u8]) -> Vec<String> {
    let outcome = (by_name(format).unwrap().inspect)(data, Limits::default());
    let faults = outcome.faults(data, &FaultOptions::default());
    faults.into_iter().map(|(path, fault)| format!("{path}: {fault}")).collect()
}

/// Returns the notes of all fields, with the paths of the fields.
fn notes(format: &str, data: &[u8]) -> Vec<String> {
    let outcome = (by_name(format).unwrap().inspect)(data, Limits::default());
    let mut notes = Vec::new();
    outcome.tree.walk(&mut |path, node: &Node| {
        notes.extend(node.note().map(|note| format!("{path}: {note}")));
    });
    notes
}

fn assert_note(format: &str, data: &[u8], note: &str) {
    let notes = notes(format, data);
    assert!(notes.iter().any(|found| found == note), "{note} not in {notes:#?}");
}

fn chunk(id: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = [&id[..], &(data.len() as u32).to_le_bytes(), data].concat();
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    chunk(b"RIFF", &[b"WAVE", &*chunks.concat()].concat())
}

/// Builds the fmt chunk of a mono codec at 8000 Hz.
fn format(tag: u16, bits: u16, block: u16, byte_rate: u32, extension: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    data.extend([tag, 1].map(u16::to_le_bytes).concat());
    data.extend([8000, byte_rate].map(u32::to_le_bytes).concat());
    data.extend([block, bits, extension.len() as u16].map(u16::to_le_bytes).concat());
    data.extend(extension);
    chunk(b"fmt ", &data)
}

#[test]
fn required_chunks_are_checked() {
    for (name, fault) in [
        ("bad-no-fmt.wav", "chunks[0].chunk_id: no fmt chunk before the data chunk"),
        ("bad-order.wav", "chunks[0].chunk_id: no fmt chunk before the data chunk"),
        ("bad-no-data.wav", "chunks: must contain a data chunk"),
        ("bad-empty.wav", "chunks: must contain a data chunk"),
        ("bad-two-fmt.wav", "chunks[1].chunk_id: duplicate fmt chunk"),
        ("bad-two-data.wav", "chunks[2].chunk_id: duplicate data chunk"),
        (
            "bad-extensible.wav",
            "chunks[0].data.format_tag: EXTENSIBLE requires an extension of 22 bytes",
        ),
        ("bad-pcm-short.wav", "chunks[0].data.format_tag: PCM requires bits_per_sample"),
    ] {
        assert_eq!(faults("wav", &sample("wav", name)), [fault], "{name}");
    }
    // A truncated file has one fault, not a second one for each missing chunk.
    let whole = sample("wav", "pcm16.wav");
    assert_eq!(faults("wav", &whole[..36]).len(), 1);
}

#[test]
fn bytes_after_known_fields_and_padding_are_accepted() {
    for name in ["padding.wav", "surplus.wav", "pcm-extension.wav", "wavl.wav"] {
        assert_eq!(faults("wav", &sample("wav", name)), [""; 0], "{name}");
    }
    let ignored = "chunks[0].data.extension_size: ignored for PCM";
    assert_note("wav", &sample("wav", "pcm-extension.wav"), ignored);
    assert_eq!(faults("wav", &sample("wav", "bad-float.wav")).len(), 1);
    assert_eq!(faults("wav", &sample("wav", "bad-list.wav")).len(), 1);
}

/// Chunks without an ID could be padding, so the bytes after each of them are searched for the end
/// of the zeros. They must be searched only once.
#[test]
fn zeros_that_are_not_padding_take_linear_time() {
    let mut zeros = vec![0; 1 << 20];
    zeros.push(1);
    let list = chunk(b"LIST", &[b"INFO", &*zeros].concat());
    let samples = chunk(b"data", &[0; 4]);
    let pcm = format(1, 16, 2, 16_000, &[]);
    assert!(!faults("wav", &riff(&[pcm.clone(), list, samples.clone()])).is_empty());
    assert!(!faults("wav", &riff(&[pcm, samples, zeros])).is_empty());
}

#[test]
fn durations_of_coded_sound_are_exact_where_possible() {
    let duration = |chunks: &[Vec<u8>]| {
        let notes = notes("wav", &riff(chunks));
        notes.iter().filter_map(|n| n.split_once(".data: ")).next_back().unwrap().1.to_owned()
    };
    let fact = |count: u32| chunk(b"fact", &count.to_le_bytes());
    let data = |size| chunk(b"data", &vec![0; size]);
    let ima = || format(0x11, 4, 256, 4055, &505_u16.to_le_bytes());
    assert_eq!(duration(&[ima(), fact(800), data(512)]), "0.1 s");
    // The number of samples is missing, unknown, or exceeds the data: all blocks are full.
    assert_eq!(duration(&[ima(), data(512)]), "0.12625 s");
    assert_eq!(duration(&[ima(), fact(0), data(512)]), "0.12625 s");
    assert_eq!(duration(&[ima(), fact(u32::MAX), data(512)]), "0.12625 s");
    assert_eq!(duration(&[ima(), fact(800_000), data(512)]), "0.12625 s");
    // The last block is incomplete, so the byte rate gives an estimate.
    assert_eq!(duration(&[ima(), data(400)]), "about 0.099 s");
    assert_eq!(duration(&[ima(), data(400), fact(700)]), "0.0875 s");
    let mp3 = || format(0x55, 0, 1, 1000, &[1, 0, 2, 0, 0, 0, 0xa1, 1, 1, 0, 0, 0]);
    assert_eq!(duration(&[mp3(), data(12_345)]), "about 12.3 s");
    assert_eq!(duration(&[mp3(), fact(96_000), data(12_345)]), "12 s");
    // The number of samples of uncompressed sound follows from its size.
    let pcm = || format(1, 16, 2, 16_000, &[]);
    assert_eq!(duration(&[pcm(), fact(1), data(16_000)]), "1 s");
}

#[test]
fn compressed_pixels_are_checked() {
    for (name, fault) in [
        ("bad-rle8-absolute.bmp", "stored row 1 of 2 at 0x4e: unexpected end of data within a run"),
        ("bad-rle8-run.bmp", "stored row 1 of 2 at 0x50: unexpected end of data"),
        ("bad-rle8-rows.bmp", "stored row 1 of 2 at 0x4e: unexpected end of data"),
        (
            "bad-rle8-delta.bmp",
            "stored row 0 of 2 at 0x4c: delta moves outside the bitmap (column 3, row 9)",
        ),
        (
            "bad-rle8-long.bmp",
            "stored row 1 of 2 at 0x50: run exceeds the pixels left in the row: expected at most 4, found 5",
        ),
        ("bad-rle4.bmp", "stored row 1 of 2 at 0x4e: unexpected end of data within a run"),
        ("bad-rle24.bmp", "stored row 1 of 2 at 0x54: unexpected end of data within a run"),
        ("bad-jpeg.bmp", "bad magic: expected \"\\xff\\xd8\", found \"no\""),
    ] {
        assert_eq!(faults("bmp", &sample("bmp", name)), [format!("pixels: {fault}")], "{name}");
    }
    assert_eq!(faults("bmp", &sample("bmp", "rle8-no-end.bmp")), [""; 0]);
}

/// The data is verified in windows, which must not affect the result.
#[test]
fn long_run_length_encoded_data_is_checked() {
    let row: Vec<u8> = [[0, 255].to_vec(), vec![1; 255], vec![0], vec![2, 2, 0, 0]].concat();
    let bitmap = |rows: u32, data: &[u8]| {
        let mut file = sample("bmp", "rle8.bmp")[..74].to_vec();
        file[2..6].copy_from_slice(&(74 + data.len() as u32).to_le_bytes());
        file[18..26].copy_from_slice(&[257, rows].map(u32::to_le_bytes).concat());
        file[34..38].copy_from_slice(&(data.len() as u32).to_le_bytes());
        file.extend(data);
        faults("bmp", &file)
    };
    let data = row.repeat(1000);
    assert_eq!(bitmap(1000, &data), [""; 0]);
    let fault = "pixels: stored row 1000 of 1001 at 0x3ffba: unexpected end of data";
    assert_eq!(bitmap(1001, &data), [fault]);
    let fault = "pixels: stored row 999 of 1000 at 0x3feb4: unexpected end of data within a run";
    assert_eq!(bitmap(1000, &data[..data.len() - 6]), [fault]);
}

#[test]
fn os2_file_headers_are_accepted() {
    for name in ["os2-hotspot.bmp", "os2-64-hotspot.bmp"] {
        let data = sample("bmp", name);
        assert_eq!(faults("bmp", &data), [""; 0], "{name}");
        assert_note("bmp", &data, "file_header.file_size: size of the headers (OS/2)");
        assert_note("bmp", &data, "file_header.reserved2: y coordinate of the hot spot (OS/2)");
        // The size of the file is not known, but the pixels must be complete.
        assert_eq!(faults("bmp", &data[..data.len() - 2]).len(), 1, "{name}");
    }
    // The header has no field for the number of colors.
    let data = sample("bmp", "os2-palette.bmp");
    assert_eq!(faults("bmp", &data), [""; 0]);
    assert_note("bmp", &data, "palette: 3 of 16 colors");
    let hotspot =
        ["file_header.reserved1: must be 0, found 1", "file_header.reserved2: must be 0, found 1"];
    assert_eq!(faults("bmp", &sample("bmp", "bad-hotspot.bmp")), hotspot);
    let mut wrong = sample("bmp", "os2-hotspot.bmp");
    wrong[2] = 27;
    let fault = "file_header.file_size: does not match the size of the file: expected 40, found 27";
    assert_eq!(faults("bmp", &wrong), [fault]);
}

#[test]
fn an_extra_field_may_contain_anything() {
    for name in ["extra-text.gz", "extra-rest.gz"] {
        let data = sample("gzip", name);
        assert_eq!(faults("gzip", &data), [""; 0], "{name}");
        let note = "members[0].header.extra_field: not a series of subfields (2.3.1.1)";
        assert_note("gzip", &data, note);
    }
    // A subfield named as that of BGZF, but of another size.
    let mut data = sample("gzip", "blocks.bgz");
    data[14] = 1;
    assert_eq!(faults("gzip", &data), [""; 0]);
}
