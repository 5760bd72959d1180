//! Rules of PNG files: chunk order and counts, image data, keywords and text.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_formats::by_name;
use bytescope_inspect::{Limits, Quantity};
use flate2::Compression;
use flate2::read::ZlibEncoder;
use std::io::Read;
use std::path::PathBuf;
use std::{fs, io};

const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Encodes a chunk.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let crc = crc32fast::hash(&[kind, data].concat());
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes(), &kind[..], data, &crc.to_be_bytes()].concat()
}

fn header(width: u32, height: u32, depth: u8, color: u8, interlace: u8) -> Vec<u8> {
    let format = [depth, color, 0, 0, interlace];
    chunk(b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &format].concat())
}

fn zlib(content: &[u8]) -> Vec<u8> {
    let mut stream = Vec::new();
    ZlibEncoder::new(content, Compression::default()).read_to_end(&mut stream).unwrap();
    stream
}

/// Returns the faults of a file, as `path: message`.
fn faults(file: &[u8]) -> Vec<String> {
    let outcome = (by_name("png").unwrap().inspect)(file, Limits::default());
    let faults = outcome.tree.recorded_faults();
    faults.into_iter().map(|(path, fault)| format!("{path}: {fault}")).collect()
}

/// Returns the faults of a file of these chunks and IEND.
fn faults_of(chunks: &[Vec<u8>]) -> Vec<String> {
    faults(&[MAGIC, &chunks.concat(), &chunk(b"IEND", b"")].concat())
}

/// Grayscale image of one pixel.
fn pixel() -> (Vec<u8>, Vec<u8>) {
    (header(1, 1, 8, 0, 0), chunk(b"IDAT", &zlib(&[0, 7])))
}

/// Returns the faults of an image of one pixel with these chunks before the image data.
fn faults_before_image(chunks: &[Vec<u8>]) -> Vec<String> {
    let (header, image) = pixel();
    faults_of(&[&[header][..], chunks, &[image]].concat())
}

const ADAM7: [[usize; 4]; 7] = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
];

/// Returns the rows of an image: for each row, its filter type and zeros.
fn rows(width: usize, height: usize, bits: usize, interlaced: bool, filter: u8) -> Vec<u8> {
    let reduced = |size: usize, start, step| size.saturating_sub(start).div_ceil(step);
    let passes: Vec<(usize, usize)> = match interlaced {
        false => vec![(width, height)],
        true => ADAM7
            .map(|[x, y, dx, dy]| (reduced(width, x, dx), reduced(height, y, dy)))
            .into_iter()
            .filter(|(width, _)| *width > 0)
            .collect(),
    };
    let mut all = Vec::new();
    for (width, height) in passes {
        for _ in 0..height {
            all.push(filter);
            all.resize(all.len() + (width * bits).div_ceil(8), 0);
        }
    }
    all
}

/// Color types with their number of samples and their bit depths.
const FORMATS: [(u8, usize, &[u8]); 5] = [
    (0, 1, &[1, 2, 4, 8, 16]),
    (2, 3, &[8, 16]),
    (3, 1, &[1, 2, 4, 8]),
    (4, 2, &[8, 16]),
    (6, 4, &[8, 16]),
];

#[test]
fn image_data_has_the_size_of_the_image() {
    let sizes = [(1, 1), (1, 5), (4, 4), (5, 3), (9, 2), (33, 9)];
    for (color, channels, depths) in FORMATS {
        for (depth, interlaced) in depths.iter().flat_map(|depth| [(depth, false), (depth, true)]) {
            for (width, height) in sizes {
                let name = format!("color {color}, {depth} bits, {interlaced}, {width} x {height}");
                let bits = usize::from(*depth) * channels;
                let rows = rows(width, height, bits, interlaced, 4);
                let check = |rows: &[u8]| {
                    let (width, height) = (width as u32, height as u32);
                    let mut file = vec![header(width, height, *depth, color, interlaced.into())];
                    if color == 3 {
                        file.push(chunk(b"PLTE", &[0; 3]));
                    }
                    let stream = zlib(rows);
                    let (start, rest) = stream.split_at(stream.len() / 2);
                    file.extend([start, b"", rest].map(|part| chunk(b"IDAT", part)));
                    faults_of(&file)
                };
                assert_eq!(check(&rows), Vec::<String>::new(), "{name}");
                let size = rows.len();
                let message = "size of the decompressed data does not match the size of the image";
                let short = check(&rows[..size - 1]);
                assert_eq!(short.len(), 1, "{name}: {short:?}");
                let [expected, found] = [size, size - 1].map(|size| Quantity::bytes(size as u64));
                let end = format!("{message}: expected {expected}, found {found}");
                assert!(short[0].contains(&end), "{name}: {short:?}");
                let long = check(&[&rows[..], &[0]].concat());
                assert_eq!(long.len(), 1, "{name}: {long:?}");
                assert!(long[0].contains(message) && long[0].ends_with("found more"), "{long:?}");
            }
        }
    }
}

#[test]
fn filter_types_are_verified_in_every_row() {
    for interlaced in [false, true] {
        let valid = rows(5, 5, 8, interlaced, 0);
        let header = header(5, 5, 8, 0, interlaced.into());
        for at in 0..valid.len() {
            let mut rows = valid.clone();
            rows[at] = 5;
            let found = faults_of(&[header.clone(), chunk(b"IDAT", &zlib(&rows))]);
            let expected = "invalid filter type in row";
            let is_filter = found.iter().any(|fault| fault.contains(expected));
            // Bytes of pixels may have any value.
            rows[at] = 4;
            let is_pixel = found.is_empty();
            assert!(is_filter != is_pixel && found.len() <= 1, "{at}: {found:?}");
            assert!(faults_of(&[header.clone(), chunk(b"IDAT", &zlib(&rows))]).is_empty());
        }
    }
    let found = faults_of(&[header(2, 2, 8, 0, 1), chunk(b"IDAT", &zlib(&[0, 1, 0, 1, 9, 2, 3]))]);
    let message = "invalid filter type in row 0 of pass 7 (9.2): expected 0 to 4, found 9";
    assert_eq!(found, [format!("chunks[1].data: {message}")]);
}

#[test]
fn pixels_are_compared_with_the_palette() {
    let check = |entries: usize, rows: &[u8]| {
        faults_of(&[
            header(3, 2, 4, 3, 0),
            chunk(b"PLTE", &vec![0; entries * 3]),
            chunk(b"IDAT", &zlib(rows)),
        ])
    };
    // The low bits of the last byte are not a pixel.
    assert!(check(3, &[0, 0x12, 0x0f, 2, 0x10, 0x1f]).is_empty());
    let message = "chunks[2].data: palette index out of range in row 1 (11.2.2)";
    let found = check(3, &[0, 0x12, 0x00, 2, 0x10, 0x30]);
    assert_eq!(found, [format!("{message}: expected at most 2, found 3")]);
    assert!(check(16, &[0, 0x12, 0x00, 2, 0x10, 0xf0]).is_empty());
}

#[test]
fn zlib_streams_of_images_are_verified() {
    let (header, _) = pixel();
    let stream = zlib(&[0, 7]);
    let check = |stream: &[u8]| faults_of(&[header.clone(), chunk(b"IDAT", stream)]);
    let message = |text: &str| vec![format!("chunks[1].data: {text}")];
    let truncated = "truncated DEFLATE data: expected a final block, found end of data";
    for len in 0..stream.len() {
        let found = check(&stream[..len]);
        let expected = match len.checked_sub(stream.len() - 4) {
            None => truncated.to_owned(),
            Some(0) => "truncated Adler-32 checksum: expected 4 bytes, found 0 bytes".to_owned(),
            Some(1) => "truncated Adler-32 checksum: expected 4 bytes, found 1 byte".to_owned(),
            Some(n) => format!("truncated Adler-32 checksum: expected 4 bytes, found {n} bytes"),
        };
        assert_eq!(found, message(&expected), "{len}");
    }
    let trailing = check(&[&stream[..], b"more"].concat());
    assert_eq!(trailing, message("4 trailing bytes after the end of the zlib stream (10.1)"));
    assert_eq!(check(b"not zlib"), message("invalid zlib header (RFC 1950)"));
    assert_eq!(check(&[0x78, 0xda, 0x07]), message("invalid DEFLATE data (RFC 1951)"));
    let mut damaged = stream.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert!(check(&damaged)[0].starts_with("chunks[1].data: Adler-32 mismatch: expected 0x"));
    // Every split into chunks is the same stream; a fault is recorded at its own chunk.
    for at in 0..=stream.len() {
        let parts = [&stream[..at], &stream[at..]].map(|part| chunk(b"IDAT", part));
        assert!(faults_of(&[&[header.clone()][..], &parts].concat()).is_empty(), "{at}");
        let parts = [&damaged[..at], &damaged[at..]].map(|part| chunk(b"IDAT", part));
        let found = faults_of(&[&[header.clone()][..], &parts].concat());
        let last = if at == stream.len() { 1 } else { 2 };
        assert!(found[0].starts_with(&format!("chunks[{last}].data: Adler-32")), "{found:?}");
    }
}

/// A stream of zeros is decompressed up to the size of the image only.
#[test]
fn decompression_is_bounded_by_the_image() {
    let mut bomb = Vec::new();
    let zeros = io::repeat(0).take(1 << 32);
    // Each byte of the stream decompresses to about 1000 bytes.
    ZlibEncoder::new(zeros, Compression::best()).take(1 << 20).read_to_end(&mut bomb).unwrap();
    let found = faults_of(&[header(4, 4, 8, 0, 0), chunk(b"IDAT", &bomb)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("expected 20 bytes, found more"), "{found:?}");
    // Rows of 16 GiB are not kept.
    let huge = header(i32::MAX as u32, i32::MAX as u32, 16, 6, 1);
    let found = faults_of(&[huge, chunk(b"IDAT", &bomb)]);
    assert_eq!(
        found,
        ["chunks[1].data: truncated DEFLATE data: expected a final block, found end of data"]
    );
}

#[test]
fn chunks_are_required_and_ordered() {
    let (header, image) = pixel();
    let gamma = chunk(b"gAMA", &[0, 0, 0, 1]);
    assert_eq!(
        faults_of(std::slice::from_ref(&header)),
        ["chunks[1].type: must follow IDAT, which is missing (5.6)"]
    );
    let all = [header.clone(), gamma.clone(), gamma.clone(), image.clone(), gamma.clone()];
    assert_eq!(
        faults_of(&all),
        [
            "chunks[2].type: must not be repeated (5.6)",
            "chunks[4].type: must not be repeated (5.6)"
        ]
    );
    assert_eq!(
        faults_of(&[header.clone(), image.clone(), gamma.clone()]),
        ["chunks[2].type: must precede IDAT (5.6)"]
    );
    let text = chunk(b"tEXt", b"Title\0");
    let stream = zlib(&[0, 7]);
    let parts = [&stream[..3], &stream[3..]].map(|part| chunk(b"IDAT", part));
    let [start, rest] = parts;
    assert_eq!(
        faults_of(&[header.clone(), start, text.clone(), rest, text]),
        ["chunks[3].type: IDAT chunks must be consecutive (5.6)"]
    );
    let twice = [header.clone(), header.clone(), image.clone()];
    assert_eq!(faults_of(&twice), ["chunks[1].type: must not be repeated (5.6)"]);

    let color = self::header(1, 1, 8, 2, 0);
    let rgb = chunk(b"IDAT", &zlib(&[0, 1, 2, 3]));
    let palette = chunk(b"PLTE", &[0; 3]);
    let transparency = chunk(b"tRNS", &[0; 6]);
    assert_eq!(
        faults_of(&[color.clone(), palette.clone(), gamma, rgb.clone()]),
        ["chunks[2].type: must precede PLTE (5.6)"]
    );
    assert_eq!(
        faults_of(&[color.clone(), transparency, palette.clone(), rgb.clone()]),
        ["chunks[2].type: must precede tRNS (5.6)"]
    );
    assert_eq!(
        faults_of(&[color, rgb, palette.clone()]),
        ["chunks[2].type: must precede IDAT (5.6)"]
    );
    let indexed = self::header(1, 1, 8, 3, 0);
    let zero = chunk(b"IDAT", &zlib(&[0, 0]));
    assert_eq!(
        faults_of(&[indexed.clone(), zero.clone()]),
        ["chunks[1].type: must follow PLTE, which is missing (11.2.2)"]
    );
    let alpha = chunk(b"tRNS", b"\0");
    assert_eq!(
        faults_of(&[indexed, alpha, palette.clone(), zero]),
        ["chunks[2].type: must precede tRNS (5.6)"]
    );
    let histogram = chunk(b"hIST", &[0; 2]);
    assert_eq!(
        faults_of(&[header.clone(), histogram, image.clone()]),
        ["chunks[2].type: must follow PLTE, which is missing (11.2.2)"]
    );
    assert_eq!(
        faults_of(&[header.clone(), palette, image.clone()]),
        ["chunks[1].type: must not be used in grayscale images (11.2.2)"]
    );
    // The order before the third edition is noted.
    let exif = chunk(b"eXIf", b"II*\0\x08\0\0\0\0\0\0\0\0\0");
    assert_eq!(faults_of(&[header, image, exif]), Vec::<String>::new());
}

#[test]
fn counts_match_the_palette() {
    let check = |depth, entries: usize, extra: &[Vec<u8>]| {
        let palette = chunk(b"PLTE", &vec![0; entries * 3]);
        let file = [header(1, 1, depth, 3, 0), palette];
        faults_of(&[&file[..], extra, &[chunk(b"IDAT", &zlib(&[0, 0]))]].concat())
    };
    assert!(check(8, 256, &[]).is_empty());
    for (depth, entries, max) in [(8, 0, 256), (8, 257, 256), (4, 17, 16), (1, 3, 2)] {
        let message = "number of palette entries out of range (11.2.2)";
        let expected = format!("{message}: expected 1 to {max}, found {entries}");
        assert_eq!(check(depth, entries, &[]), [format!("chunks[1].data: {expected}")]);
    }
    assert!(check(2, 3, &[chunk(b"tRNS", &[9; 3]), chunk(b"hIST", &[0; 6])]).is_empty());
    assert_eq!(
        check(2, 3, &[chunk(b"tRNS", &[9; 4])]),
        [
            "chunks[2].data: number of alpha values out of range (11.3.1.1): expected 1 to 3, found 4"
        ]
    );
    let empty = check(2, 3, &[chunk(b"tRNS", &[])]);
    assert!(empty[0].ends_with("expected 1 to 3, found 0"), "{empty:?}");
    assert_eq!(
        check(2, 3, &[chunk(b"hIST", &[0; 4])]),
        ["chunks[2].data: number of frequencies does not match the palette (11.3.4.2): \
         expected 3, found 2"]
    );
    assert_eq!(
        check(2, 3, &[chunk(b"bKGD", &[3])]),
        ["chunks[2].data.palette_index: palette index out of range (11.3.4.1): \
         expected at most 2, found 3"]
    );
    assert!(check(2, 3, &[chunk(b"bKGD", &[2])]).is_empty());
}

#[test]
fn keywords_and_text_are_verified() {
    let text = |keyword: &[u8]| faults_before_image(&[chunk(b"tEXt", &[keyword, b"\0"].concat())]);
    assert!(text(b"Gr\xfc\xdfe").is_empty());
    for keyword in [&b" a"[..], b"a ", b"a  b", b"a\tb", b"a\xa0b", b"\x7f", b"\x80"] {
        let found = text(keyword);
        assert_eq!(found.len(), 1, "{}", keyword.escape_ascii());
        assert!(found[0].starts_with("chunks[1].data.keyword: must be printable Latin-1"));
    }
    let nul = faults_before_image(&[chunk(b"tEXt", b"Title\0a\0b")]);
    assert!(nul[0].starts_with("chunks[1].data.text: must not contain NUL"), "{nul:?}");
    let compressed = |content: &[u8], tail: &[u8]| {
        let data = [b"Title\0\0", &zlib(content)[..], tail].concat();
        faults_before_image(&[chunk(b"zTXt", &data)])
    };
    assert!(compressed(b"text \xff", b"").is_empty());
    let nul = compressed(b"a\0b", b"");
    assert!(nul[0].starts_with("chunks[1].data.text.inflated: must not contain NUL"), "{nul:?}");
    assert_eq!(
        compressed(b"text", b"."),
        ["chunks[1].data.text: 1 trailing byte after the end of the zlib stream"]
    );
}

#[test]
fn international_text_is_utf_8() {
    let text = |flag: u8, language: &[u8], translated: &[u8], text: &[u8]| {
        let data = [b"Title\0", &[flag, 0][..], language, b"\0", translated, b"\0", text].concat();
        let (header, image) = pixel();
        let file = [&header[..], &chunk(b"iTXt", &data), &image, &chunk(b"IEND", b"")].concat();
        [MAGIC, &file].concat()
    };
    let greek = "Τίτλος".as_bytes();
    let file = text(0, b"el", greek, greek);
    assert!(faults(&file).is_empty());
    let outcome = (by_name("png").unwrap().inspect)(&file, Limits::default());
    let mut shown = Vec::new();
    outcome.tree.walk(&mut |path, node| {
        if path.to_string().ends_with("translated_keyword") {
            shown.push(node.value.to_string());
        }
    });
    assert_eq!(shown, ["\"Τίτλος\""]);
    assert!(faults(&text(1, b"", greek, &zlib(greek))).is_empty());
    assert_eq!(
        faults(&text(0, b"el", b"\xff", b"")),
        ["chunks[1].data.translated_keyword: invalid UTF-8"]
    );
    assert_eq!(faults(&text(0, b"el", b"", b"\xff")), ["chunks[1].data.text: invalid UTF-8"]);
    assert_eq!(
        faults(&text(1, b"", b"", &zlib(b"\xce"))),
        ["chunks[1].data.compressed_text.inflated: invalid UTF-8"]
    );
    let language = faults(&text(0, b"en_US", b"", b""));
    assert!(language[0].starts_with("chunks[1].data.language_tag: must be"), "{language:?}");
}

/// Encodes the data of an fcTL chunk.
fn frame(number: u32, size: [u32; 2], offset: [u32; 2]) -> Vec<u8> {
    let numbers = [number, size[0], size[1], offset[0], offset[1]].map(u32::to_be_bytes);
    chunk(b"fcTL", &[numbers.as_flattened(), &[0, 1, 0, 10, 0, 0]].concat())
}

fn frame_data(number: u32, stream: &[u8]) -> Vec<u8> {
    chunk(b"fdAT", &[&number.to_be_bytes(), stream].concat())
}

fn control(frames: u32) -> Vec<u8> {
    chunk(b"acTL", &[frames.to_be_bytes(), [0; 4]].concat())
}

#[test]
fn frames_are_verified_like_the_image() {
    let whole = zlib(&rows(3, 2, 8, false, 0));
    let (start, rest) = whole.split_at(5);
    let image = || chunk(b"IDAT", &whole);
    let part = zlib(&rows(2, 1, 8, false, 1));
    let check = |chunks: &[Vec<u8>]| faults_of(&[&[header(3, 2, 8, 0, 0)][..], chunks].concat());
    let first = frame(0, [3, 2], [0, 0]);
    let second = frame(1, [2, 1], [1, 1]);
    let valid = |data: &[Vec<u8>]| {
        let start = [control(2), first.clone(), image(), second.clone()];
        check(&[&start[..], data].concat())
    };
    assert_eq!(valid(&[frame_data(2, &part)]), Vec::<String>::new());
    assert!(valid(&[frame_data(2, &part[..4]), frame_data(3, &part[4..])]).is_empty());
    // The image in the IDAT chunks need not be a frame.
    let apart = [control(1), image(), frame(0, [3, 2], [0, 0])];
    let parts = [frame_data(1, start), frame_data(2, rest)];
    assert!(check(&[&apart[..], &parts].concat()).is_empty());

    assert_eq!(
        valid(&[frame_data(2, &whole)]),
        ["chunks[5].data: size of the decompressed data does not match the size of the image: \
         expected 3 bytes, found more"]
    );
    assert_eq!(
        valid(&[frame_data(2, &part[..4])]),
        ["chunks[5].data: truncated DEFLATE data: expected a final block, found end of data"]
    );
    assert_eq!(
        valid(&[frame_data(3, &part)]),
        ["chunks[5].data.sequence_number: does not match the sequence of fcTL and fdAT chunks: \
         expected 2, found 3"]
    );
    assert_eq!(valid(&[]), ["chunks[4].type: must be followed by fdAT (11.3.6.2)"]);
    let frames = [control(3), first.clone(), image(), second.clone(), frame_data(2, &part)];
    assert_eq!(
        check(&frames),
        [
            "chunks[1].data.num_frames: does not match the number of fcTL chunks: expected 2, found 3"
        ]
    );
    assert_eq!(
        check(&[first.clone(), image()]),
        ["chunks[1].type: must follow acTL, which is missing (11.3.6.1)"]
    );
    assert_eq!(
        check(&[control(1), first.clone(), image(), frame_data(1, &part)]),
        ["chunks[4].type: must follow fcTL (11.3.6.3)"]
    );
    let outside = [control(2), first, image(), frame(1, [2, 1], [2, 1]), frame_data(2, &part)];
    assert_eq!(
        check(&outside),
        ["chunks[4].data.width: extends past the edge of the image (11.3.6.2): \
         expected at most 1, found 2"]
    );
    assert_eq!(
        check(&[control(1), frame(0, [2, 2], [0, 0]), image()]),
        ["chunks[2].data.width: does not match the image: expected 3, found 2"]
    );
}

/// An invalid header, a truncated chunk or an invalid palette has one fault.
#[test]
fn consequences_are_not_reported() {
    let stream = zlib(&[0, 7]);
    let found = faults_of(&[header(1, 1, 3, 0, 0), chunk(b"IDAT", &stream)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (header, image) = pixel();
    let file = [MAGIC, &header, &image].concat();
    for len in MAGIC.len() + 1..file.len() {
        let found = faults(&file[..len]);
        assert_eq!(found.len(), 1, "{len}: {found:?}");
    }
}

#[test]
fn valid_samples_have_no_faults() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../samples/png");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "png") {
            continue;
        }
        let is_valid = !path.file_name().unwrap().to_str().unwrap().starts_with("bad-");
        let found = faults(&fs::read(&path).unwrap());
        assert_eq!(found.is_empty(), is_valid, "{}: {found:?}", path.display());
    }
}
