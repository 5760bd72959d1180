//! Decodes the pixels of bitmaps. Every sample is compared with the `image` crate, or with expected
//! values if `image` cannot read it. Also tests corrupt files and round trips.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::Endian;
use binrw::io::Cursor;
use bytescope_formats::FileFormat;
use bytescope_formats::bmp::{BitmapError, Bmp, Decoded, PixelError, Pixels};
use bytescope_inspect::{Blob, Limits, Load, Quantity, inspect};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/bmp")
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(folder().join(name).with_extension("bmp")).unwrap()
}

/// Returns the name and bytes of every sample.
fn samples() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "bmp"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect();
    all.sort();
    assert!(all.len() > 30, "samples not found");
    all
}

fn decode(data: &[u8]) -> Decoded {
    let bmp = Bmp::read_truncated(data).unwrap();
    match bmp.pixels(data).unwrap() {
        Pixels::Rgba(decoded) => decoded,
        other => panic!("not pixels: {other:?}"),
    }
}

/// Decodes a bitmap without faults to pixels of the form `0xRRGGBBAA`.
fn pixels(data: &[u8]) -> Vec<u32> {
    let decoded = decode(data);
    assert_eq!(decoded.fault, None);
    rgba(&decoded)
}

fn rgba(decoded: &Decoded) -> Vec<u32> {
    let bytes = decoded.picture.rgba.chunks_exact(4);
    bytes.map(|pixel| u32::from_be_bytes(pixel.try_into().unwrap())).collect()
}

/// Builds a bitmap with a BITMAPINFOHEADER.
fn file(size: (i32, i32), depth: u16, compression: u32, extra: &[u8], data: &[u8]) -> Vec<u8> {
    let mut file = b"BM".to_vec();
    file.extend((54 + extra.len() as u32 + data.len() as u32).to_le_bytes());
    file.extend([0; 4]);
    file.extend((54 + extra.len() as u32).to_le_bytes());
    file.extend(40_u32.to_le_bytes());
    file.extend(size.0.to_le_bytes());
    file.extend(size.1.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(depth.to_le_bytes());
    file.extend(compression.to_le_bytes());
    file.extend((data.len() as u32).to_le_bytes());
    file.extend([0; 16]);
    file.extend(extra);
    file.extend(data);
    file
}

fn quads(colors: &[u32]) -> Vec<u8> {
    colors.iter().flat_map(|color| color.to_le_bytes()).collect()
}

/// Valid samples that `image` does not support.
const UNSUPPORTED_BY_IMAGE: &[&str] =
    &["alphabitfields", "jpeg", "os2-16", "os2-64", "os2-64-hotspot", "os2-palette", "rle8-no-end"];

#[test]
fn samples_match_the_image_crate() {
    for (name, data) in samples() {
        let other = image::load_from_memory_with_format(&data, image::ImageFormat::Bmp);
        if ["bad-data-offset", "bad-palette-offset"].contains(&&*name) {
            // `image` reads the header or the palette as pixels.
            continue;
        }
        let valid = !name.starts_with("bad-");
        match other {
            Ok(other) => {
                let decoded = decode(&data);
                let other = other.into_rgba8();
                let size = (decoded.picture.width, decoded.picture.height);
                assert_eq!(size, other.dimensions(), "{name}");
                assert_eq!(decoded.picture.rgba, other.into_raw(), "{name}");
                assert_eq!(decoded.fault, None, "{name}");
            }
            Err(e) if valid => assert!(UNSUPPORTED_BY_IMAGE.contains(&&*name), "{name}: {e}"),
            Err(_) => {}
        }
    }
}

#[test]
fn lenient_reader_agrees_with_strict_reader_on_complete_files() {
    for (name, data) in samples() {
        let lenient = Bmp::read_truncated(&data);
        match Bmp::from_bytes(&data) {
            Ok(whole) => {
                let mut lenient = lenient.unwrap();
                lenient.load(&data);
                assert_eq!(lenient, whole, "{name}");
            }
            Err(_) => assert!(name.starts_with("bad-"), "{name}"),
        }
    }
}

#[test]
fn os2_headers_are_decoded() {
    // A checkerboard, bottom row first.
    let [black, white] = [0x0000_00ff, 0xffff_ffff];
    let rows = [white, black, white, black, black, white, black, white];
    assert_eq!(pixels(&sample("os2-16")), rows);
    let [green, blue] = [0x00ff_00ff, 0x0000_ffff];
    assert_eq!(pixels(&sample("os2-64")), [[green; 4], [blue; 4]].concat());
}

#[test]
fn masks_after_the_header_may_include_alpha() {
    let row = |y: usize| [0xE539_3580, 0xFB8C_0080, 0xFDD8_3580][y..y + 2].to_vec();
    assert_eq!(pixels(&sample("alphabitfields")), [row(1), row(0)].concat());
}

#[test]
fn embedded_files_are_returned() {
    let data = sample("jpeg");
    let bmp = Bmp::from_bytes(&data).unwrap();
    assert_eq!(bmp.pixels(&data), Ok(Pixels::Jpeg(&data[54..])));
    let png = file((1, 1), 0, 5, &[], b"\x89PNG");
    assert_eq!(Bmp::read_truncated(&png).unwrap().pixels(&png), Ok(Pixels::Png(b"\x89PNG")));
}

#[test]
fn two_bit_indices_are_decoded() {
    let palette = quads(&[0x000000, 0xff0000, 0x00ff00, 0x0000ff]);
    let data = file((5, -1), 2, 0, &palette, &[0b00_01_10_11, 0b01_00_00_00, 0, 0]);
    let colors = [0x0000_00ff, 0xff00_00ff, 0x00ff_00ff, 0x0000_ffff, 0xff00_00ff];
    assert_eq!(pixels(&data), colors);
}

#[test]
fn indices_past_the_palette_are_black() {
    let mut data = file((4, 1), 8, 0, &quads(&[0x102030, 0x405060]), &[0, 1, 2, 255]);
    data[46] = 2;
    assert_eq!(pixels(&data), [0x1020_30ff, 0x4050_60ff, 0x0000_00ff, 0x0000_00ff]);
    // Without a color count, data_offset still leaves room for only two colors.
    data[46] = 0;
    assert_eq!(pixels(&data), [0x1020_30ff, 0x4050_60ff, 0x0000_00ff, 0x0000_00ff]);
}

#[test]
fn a_palette_may_exceed_the_bit_depth() {
    let mut data = file((8, 1), 1, 0, &quads(&[1, 2, 3, 4, 5]), &[0b0101_0101, 0, 0, 0]);
    data[46] = 5;
    assert_eq!(pixels(&data), [0x0000_01ff, 0x0000_02ff].repeat(4));
}

#[test]
fn any_masks_are_applied() {
    let masks = |masks: [u32; 3]| masks.iter().flat_map(|m| m.to_le_bytes()).collect::<Vec<_>>();
    let wide = masks([0x3ff0_0000, 0x000f_fc00, 0x0000_03ff]);
    let data = file((1, 1), 32, 3, &wide, &(1023_u32 << 20 | 512 << 10 | 1).to_le_bytes());
    assert_eq!(pixels(&data), [0xff80_00ff]);
    let narrow = masks([0x8000, 0x4000, 0x0001]);
    let data = file((2, 1), 16, 3, &narrow, &[0x01, 0x80, 0x00, 0x40]);
    assert_eq!(pixels(&data), [0xff00_ffff, 0x00ff_00ff]);
    let bytes = masks([0xff, 0xff00, 0xff_0000]);
    let data = file((1, 1), 24, 3, &bytes, &[1, 2, 3, 0]);
    assert_eq!(pixels(&data), [0x0102_03ff]);
    let none = file((1, 1), 32, 3, &masks([0; 3]), &[3, 2, 1, 9]);
    assert_eq!(pixels(&none), [0x0102_0309]);
}

#[test]
fn a_data_offset_at_the_palette_is_ignored() {
    let colors = [0xe539_35ff, 0xfb8c_00ff, 0xfdd8_35ff, 0x43a0_47ff, 0x1e88_e5ff];
    let second = [&colors[1..], &colors[..1]].concat();
    assert_eq!(pixels(&sample("bad-palette-offset")), [second, colors.to_vec()].concat());
}

const PALETTE: [u32; 5] = [0x11_1111, 0x22_2222, 0x33_3333, 0x44_4444, 0x55_5555];

/// Decodes run-length encoded pixels to palette indices.
fn runs(size: (i32, i32), depth: u16, data: &[u8]) -> (Vec<u32>, Option<(u64, String)>) {
    let compression = if depth == 4 { 2 } else { 1 };
    let mut file = file(size, depth, compression, &quads(&PALETTE), data);
    file[46] = 5;
    let decoded = decode(&file);
    let indices = rgba(&decoded).iter().map(|pixel| (pixel >> 28).wrapping_sub(1)).collect();
    (indices, decoded.fault.map(|fault| (fault.offset - 74, fault.message)))
}

#[test]
fn skipped_pixels_have_color_0() {
    // Run of two pixels; delta of one column and one row; run of one pixel; end of line; end of
    // bitmap.
    let data = [2, 1, 0, 2, 1, 1, 1, 2, 0, 0, 0, 1];
    let expected = [[0; 5], [0, 0, 0, 2, 0], [1, 1, 0, 0, 0]].concat();
    assert_eq!(runs((5, 3), 8, &data), (expected, None));
}

#[test]
fn runs_are_clipped_to_their_row() {
    assert_eq!(runs((3, 1), 8, &[200, 1, 0, 1]), (vec![1, 1, 1], None));
    assert_eq!(runs((3, 1), 4, &[5, 0x12, 9, 0x33]), (vec![1, 2, 1], None));
}

#[test]
fn rows_before_a_fault_are_kept() {
    // The bottom row is complete; the row above it is truncated.
    let (indices, fault) = runs((3, 2), 8, &[3, 1, 0, 0, 1, 2]);
    assert_eq!(indices, [1, 1, 1]);
    assert_eq!(fault.unwrap(), (6, "stored row 1 of 2: unexpected end of data".into()));
    let (indices, fault) = runs((3, 2), 8, &[3, 1, 0, 0, 0, 4, 1, 1, 1, 1]);
    assert_eq!(indices, [1, 1, 1]);
    let message = "stored row 1 of 2: run exceeds the pixels left in the row: \
                   expected at most 3, found 4";
    assert_eq!(fault.unwrap(), (4, message.into()));
    let (indices, fault) = runs((3, 2), 4, &[3, 0x11, 0, 0, 0, 2, 0, 1]);
    assert_eq!(indices, [1, 1, 1]);
    let message = "stored row 1 of 2: delta moves outside the bitmap (column 0, row 2)";
    assert_eq!(fault.unwrap(), (4, message.into()));
    // A missing end of bitmap is accepted only after the last pixel.
    assert!(runs((2, 1), 4, &[0, 4, 0x12, 0x34]).0.is_empty());
    assert_eq!(runs((4, 1), 4, &[0, 4, 0x12, 0x34]), (vec![1, 2, 3, 4], None));
}

#[test]
fn an_image_size_that_is_too_small_is_ignored() {
    let mut data = file((3, 1), 8, 1, &quads(&PALETTE), &[1, 2, 1, 3, 1, 4, 0, 1]);
    data[46] = 5;
    data[34] = 3;
    assert_eq!(pixels(&data), [0x3333_33ff, 0x4444_44ff, 0x5555_55ff]);
}

#[test]
fn complete_rows_of_a_truncated_file_are_decoded() {
    let whole = sample("rgb24");
    let all = decode(&whole);
    for len in 54..whole.len() {
        let decoded = decode(&whole[..len]);
        let rows = (len - 54) / 12;
        assert_eq!(decoded.picture.height as usize, rows);
        assert_eq!((decoded.top as usize, decoded.height), (3 - rows, 3));
        assert_eq!(decoded.picture.rgba, all.picture.rgba[(3 - rows) * 16..]);
        let fault = decoded.fault.unwrap();
        assert_eq!(fault.offset, len as u64);
        let part = Quantity::bytes((len as u64 - 54) % 12);
        let message = format!(
            "stored row {rows} of 3: unexpected end of data: expected 12 bytes, found {part}"
        );
        assert_eq!(fault.message, message);
    }
    let top_down = sample("pal8-top-down");
    let decoded = decode(&top_down[..top_down.len() - 8]);
    assert_eq!((decoded.top, decoded.picture.height), (0, 2));
    assert_eq!(decoded.picture.rgba, decode(&top_down).picture.rgba[..40]);
}

#[test]
fn the_padding_of_the_last_row_may_be_missing() {
    let whole = sample("pal1");
    assert_eq!(decode(&whole[..whole.len() - 3]), decode(&whole));
    let decoded = decode(&whole[..whole.len() - 4]);
    assert_eq!((decoded.picture.height, decoded.fault.is_some()), (1, true));
}

#[test]
fn loaded_pixels_do_not_require_the_source() {
    let data = sample("v3");
    let mut bmp = Bmp::from_bytes(&data).unwrap();
    let expected = bmp.pixels(&data).unwrap();
    let Pixels::Rgba(expected) = expected else { panic!("no pixels") };
    bmp.pixels = Blob::Owned(data[data.len() - 8..].to_vec());
    assert_eq!(bmp.pixels(&[]), Ok(Pixels::Rgba(expected)));
}

#[test]
fn unsupported_pixels_are_reported() {
    let error = |data: &[u8]| Bmp::read_truncated(data).unwrap().pixels(data).unwrap_err();
    let mut huffman = sample("os2-64");
    (huffman[28], huffman[30]) = (1, 3);
    assert_eq!(error(&huffman).to_string(), "Huffman-coded pixels (fax group 3) are not supported");
    let cmyk = file((1, 1), 32, 11, &[], &[0; 4]);
    assert_eq!(error(&cmyk).to_string(), "CMYK pixels are not supported");
    let deep = file((1, 1), 64, 0, &[], &[0; 8]);
    assert_eq!(error(&deep).to_string(), "64-bit pixels are not supported");
    let wrong = file((1, 1), 4, 1, &[], &[0; 8]);
    let message = "4-bit pixels with compression BI_RLE8 are not supported";
    assert_eq!(error(&wrong).to_string(), message);
    assert_eq!(error(&file((0, 1), 24, 0, &[], &[])), PixelError::Empty);
    assert_eq!(error(&file((-1, 1), 24, 0, &[], &[])), PixelError::Empty);
}

#[test]
fn large_pictures_are_rejected_before_allocation() {
    let runs = file((65535, 65535), 8, 1, &quads(&PALETTE), &[0, 1]);
    let error = Bmp::read_truncated(&runs).unwrap().pixels(&runs).unwrap_err();
    let message = "limit reached: 65535 × 65535 decoded pixels exceed 256 MiB";
    assert_eq!(error.to_string(), message);
    // No memory is allocated for rows missing from the file, so the limit does not apply.
    let empty = decode(&sample("bad-size"));
    assert_eq!((empty.picture.height, empty.picture.rgba.len()), (0, 0));
    assert!(empty.fault.is_some());
    let small = sample("rgb24");
    let bmp = Bmp::read_truncated(&small).unwrap();
    assert!(bmp.pixels_within(&small, 48).is_ok());
    assert!(matches!(bmp.pixels_within(&small, 47), Err(PixelError::TooLarge { rows: 3, .. })));
}

#[test]
fn corrupt_files_do_not_panic() {
    const MAX_SIZE: u64 = 1 << 20;
    let decode_any = |data: &[u8]| {
        let Ok(bmp) = Bmp::read_truncated(data) else { return };
        if let Ok(Pixels::Rgba(decoded)) = bmp.pixels_within(data, MAX_SIZE) {
            let picture = &decoded.picture;
            assert!(picture.rgba.len() as u64 <= MAX_SIZE);
            assert_eq!(picture.rgba.len(), (picture.width * picture.height * 4) as usize);
            assert_eq!(decoded.fault.is_none(), picture.height == decoded.height);
        }
    };
    for (_, mut data) in samples() {
        (0..=data.len()).for_each(|len| decode_any(&data[..len]));
        for at in 0..data.len() {
            for bit in 0..8 {
                data[at] ^= 1 << bit;
                decode_any(&data);
                data[at] ^= 1 << bit;
            }
        }
    }
}

#[test]
fn from_pixels_rejects_invalid_sizes() {
    assert_eq!(Bmp::from_pixels(0, 1, &[]), Err(BitmapError::Empty));
    assert_eq!(Bmp::from_pixels(1, 0, &[]), Err(BitmapError::Empty));
    let wrong = Err(BitmapError::Length { expected: 4, found: 3 });
    assert_eq!(Bmp::from_pixels(1, 1, &[0; 3]), wrong);
    let huge = Bmp::from_pixels(u32::MAX, u32::MAX, &[0; 4]);
    assert!(matches!(huge, Err(BitmapError::Length { found: 4, .. })));
}

fn encode(bmp: &Bmp) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    bmp.write_to(&mut file).unwrap();
    file.into_inner()
}

fn pictures() -> impl Strategy<Value = (u32, u32, Vec<u8>)> {
    (1..20_u32, 1..20_u32, any::<bool>()).prop_flat_map(|(width, height, opaque)| {
        let bytes = proptest::collection::vec(any::<u8>(), (width * height * 4) as usize);
        let opaque = move |mut rgba: Vec<u8>| {
            rgba.iter_mut().skip(3).step_by(4).for_each(|alpha| *alpha |= 255 * u8::from(opaque));
            rgba
        };
        (Just(width), Just(height), bytes.prop_map(opaque))
    })
}

proptest! {
    #[test]
    fn pixels_round_trip((width, height, pixels) in pictures()) {
        let bmp = Bmp::from_pixels(width, height, &pixels).unwrap();
        let data = encode(&bmp);
        let outcome = inspect::<Bmp>(&data, Endian::Little, (), Limits::default());
        prop_assert!(!outcome.tree.has_fault());
        let read = outcome.value.unwrap();
        prop_assert_eq!(&read.dib_header, &bmp.dib_header);
        for decoded in [bmp.pixels(&[]), read.pixels(&data)] {
            let Ok(Pixels::Rgba(decoded)) = decoded else { panic!("{decoded:?}") };
            prop_assert_eq!((decoded.picture.width, decoded.picture.height), (width, height));
            prop_assert_eq!(&decoded.picture.rgba, &pixels);
        }
        let other = image::load_from_memory_with_format(&data, image::ImageFormat::Bmp).unwrap();
        prop_assert_eq!(other.into_rgba8().into_raw(), pixels);
    }

    #[test]
    fn arbitrary_run_length_encoded_bytes_are_decoded(
        depth in prop_oneof![Just(4_u16), Just(8)],
        width in 1..300_i32,
        height in 1..300_i32,
        data in proptest::collection::vec(prop_oneof![3 => 0..4_u8, 1 => any::<u8>()], 0..200),
    ) {
        let (indices, fault) = runs((width, height), depth, &data);
        let rows = indices.len() / width as usize;
        prop_assert_eq!(fault.is_none(), rows == height as usize);
    }
}

/// Returns the faults of the pixels.
fn content_faults(data: &[u8]) -> Vec<String> {
    let outcome = inspect::<Bmp>(data, Endian::Little, (), Limits::default());
    let faults = outcome.tree.recorded_faults();
    let of_pixels = faults.iter().filter(|(path, _)| *path == "pixels");
    of_pixels.map(|(_, fault)| fault.message.to_string()).collect()
}

#[test]
fn palette_indices_past_the_palette_are_faults() {
    let found = |depth: u16, compression: u32, size: (i32, i32), colors: u8, data: &[u8]| {
        let palette: Vec<_> = (0..u32::from(colors)).collect();
        let mut file = file(size, depth, compression, &quads(&palette), data);
        file[46] = colors;
        content_faults(&file)
    };
    let none = Vec::<String>::new();
    let last = "palette index out of range: expected at most 2, found 3";
    // Padding is not checked.
    assert_eq!(found(8, 0, (3, 1), 3, &[0, 1, 2, 9]), none);
    let at = |row: u32, offset: u32| vec![format!("stored row {row} of 2 at {offset:#x}: {last}")];
    assert_eq!(found(8, 0, (3, 2), 3, &[0, 1, 2, 9, 2, 2, 3, 0]), at(1, 66 + 6));
    assert_eq!(found(4, 0, (3, -2), 3, &[0x01, 0x2f, 9, 9, 0x30, 0, 0, 0]), at(1, 66 + 4));
    assert_eq!(found(4, 0, (3, 1), 3, &[0x01, 0x2f, 9, 9]), none);
    assert_eq!(found(2, 0, (5, 2), 3, &[0, 0b1011_1111, 0, 0, 0, 0, 0, 0]), none);
    assert_eq!(found(2, 0, (6, 2), 3, &[0, 0b1011_1111, 0, 0, 0, 0, 0, 0]), at(0, 66 + 1));
    // One color only.
    let message =
        "stored row 0 of 1 at 0x3a: palette index out of range: expected at most 0, found 1";
    assert_eq!(found(1, 0, (8, 1), 1, &[1, 0, 0, 0]), [message]);
    assert_eq!(found(1, 0, (7, 1), 1, &[1, 0, 0, 0]), none);
    // A complete palette, and one larger than necessary.
    assert_eq!(found(2, 0, (4, 1), 4, &[0xff, 0, 0, 0]), none);
    assert_eq!(found(1, 0, (8, 1), 5, &[0xff, 0, 0, 0]), none);
    // Run-length encoding: runs, and pixels in absolute mode.
    assert_eq!(found(8, 1, (3, 2), 3, &[3, 2, 0, 0, 3, 3, 0, 1]), at(1, 66 + 4));
    assert_eq!(found(8, 1, (3, 2), 3, &[0, 3, 0, 1, 3, 0, 0, 0, 0, 1]), at(0, 66));
    assert_eq!(found(4, 2, (3, 2), 3, &[3, 0x12, 0, 0, 2, 0x23, 0, 1]), at(1, 66 + 4));
    assert_eq!(found(4, 2, (3, 2), 3, &[0, 3, 0x01, 0x23, 0, 1]), none);
    // Pixels past the end of the row are not stored.
    assert_eq!(found(4, 2, (3, 1), 3, &[2, 0x12, 2, 0x13, 0, 1]), none);
}
