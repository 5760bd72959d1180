//! Round trips: files that were read are rewritten byte for byte; built files are read back
//! unchanged.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::Endian;
use bytescope_formats::gzip::{self, Gzip};
use bytescope_formats::player::{Player, Players};
use bytescope_formats::png::{self, Background, ChunkData, ChunkType, Png, Rgb};
use bytescope_formats::pydb::{self, Pydb};
use bytescope_formats::pydt::Pydt;
use bytescope_formats::sensor::{Reading, Sensor};
use bytescope_formats::sensor_xor::{Checked, SensorXor};
use bytescope_formats::{Error, FORMATS, FileFormat, RecordWriter, Zlib, by_name};
use bytescope_inspect::{Limits, Table, Text};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::{fs, io};

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../samples")
}

/// Calls `test` with the format, the name and the bytes of every sample.
fn each_sample(mut test: impl FnMut(&str, &str, &[u8])) -> io::Result<()> {
    for folder in fs::read_dir(samples())? {
        let folder = folder?;
        let format = folder.file_name().into_string().unwrap();
        if by_name(&format).is_none() {
            continue;
        }
        for file in fs::read_dir(folder.path())? {
            let path = file?.path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if !name.ends_with(".py") && !name.ends_with(".tree") {
                test(&format, name, &fs::read(&path)?);
            }
        }
    }
    Ok(())
}

/// Reads data as a value of the format and writes it.
fn rewrite(format: &str, data: &[u8]) -> Result<Vec<u8>, Error> {
    macro_rules! of_type {
        ($($module:ident::$type:ident,)*) => {
            $(if format == bytescope_formats::$module::$type::NAME {
                return bytescope_formats::$module::$type::from_bytes(data)?.to_bytes();
            })*
        };
    }
    bytescope_formats::for_each_format!(of_type);
    panic!("no format {format}")
}

#[test]
fn valid_samples_round_trip() {
    let mut seen = Vec::new();
    each_sample(|format, name, data| {
        if name.starts_with("bad-") {
            return;
        }
        seen.push(format.to_owned());
        let written = rewrite(format, data);
        let written = written.unwrap_or_else(|e| panic!("{format}/{name}: {e}"));
        assert!(written == data, "{format}/{name}: bytes differ");
    })
    .unwrap();
    for format in FORMATS {
        assert!(seen.iter().any(|name| name == format.name), "no sample of {}", format.name);
    }
}

/// Trailing bytes are not covered by any field. Everything else round-trips or is rejected.
#[test]
fn invalid_samples_round_trip_or_are_rejected() {
    each_sample(|format, name, data| {
        if let Ok(written) = rewrite(format, data) {
            assert!(data.starts_with(&written), "{format}/{name}: bytes differ");
        }
    })
    .unwrap();
}

/// Output that accepts at most `max` bytes per call and fails every other call.
struct FlakyOutput {
    written: Vec<u8>,
    max: usize,
    fails: bool,
}

impl Write for FlakyOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.fails = !self.fails;
        if self.fails {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let count = bytes.len().min(self.max);
        self.written.extend(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn reading() -> impl Strategy<Value = Reading> {
    (any::<u32>(), any::<u16>(), -100_f32..200.0, 0_f32..100.0).prop_map(
        |(timestamp, sensor_id, temperature, humidity)| Reading {
            timestamp,
            sensor_id,
            temperature,
            humidity,
        },
    )
}

fn readings() -> impl Strategy<Value = Vec<Reading>> {
    vec(reading(), 0..20)
}

/// Generates the chunks of an indexed image of one pixel, without IHDR and IEND.
fn chunks() -> impl Strategy<Value = Vec<(ChunkType, ChunkData)>> {
    let palette = vec(any::<[u8; 3]>(), 1..9).prop_flat_map(|colors| {
        let last = colors.len() as u8 - 1;
        (Just(colors), 0..=last, 0..=last, any::<bool>())
    });
    (vec(text_chunk(), 0..5), proptest::option::of(1_u32..1 << 31), palette, 0_usize..9).prop_map(
        |(mut texts, gamma, (colors, index, pixel, has_histogram), cut)| {
            let mut all: Vec<(ChunkType, ChunkData)> = texts.pop().into_iter().collect();
            all.extend(gamma.map(|gamma| (ChunkType::gAMA, ChunkData::Gamma { gamma })));
            let rgb = |[red, green, blue]: &[u8; 3]| Rgb { red: *red, green: *green, blue: *blue };
            let entries: Vec<Rgb> = colors.iter().map(rgb).collect();
            let table = Table::from_records(&entries, Endian::Big).unwrap();
            all.push((ChunkType::PLTE, ChunkData::Palette(table)));
            let background = Background::Palette { palette_index: index };
            all.push((ChunkType::bKGD, ChunkData::Background(background)));
            if has_histogram {
                let counts = vec![u16::from(pixel); colors.len()];
                let table = Table::from_records(&counts, Endian::Big).unwrap();
                all.push((ChunkType::hIST, ChunkData::Histogram(table)));
            }
            let rows = Zlib::<bytescope_formats::Binary>::compress(&[0, pixel]).compressed;
            let (start, rest) = rows.as_bytes().unwrap().split_at(cut);
            all.push((ChunkType::IDAT, ChunkData::Image(start.into())));
            all.push((ChunkType::IDAT, ChunkData::Image(rest.into())));
            all.extend(texts);
            all
        },
    )
}

/// Generates a chunk of a type that may be at any position.
fn text_chunk() -> impl Strategy<Value = (ChunkType, ChunkData)> {
    let bytes = || vec(1..=u8::MAX, 0..50);
    let keyword = "[a-zA-Z]( ?[a-zA-Z]){0,20}";
    prop_oneof![
        (keyword, bytes()).prop_map(|(keyword, text)| {
            let (keyword, text) = (keyword.as_str().into(), Text::new(text));
            (ChunkType::tEXt, ChunkData::Text { keyword, text })
        }),
        (keyword, bytes()).prop_map(|(keyword, text)| {
            let (keyword, text) = (keyword.as_str().into(), Zlib::compress(&text));
            let compression_method = png::PngCompression::DEFLATE;
            (ChunkType::zTXt, ChunkData::CompressedText { keyword, compression_method, text })
        }),
        (keyword, "[a-zß€\n]{0,9}").prop_map(|(keyword, words)| {
            let text = Some(Text::new(words.as_bytes().to_vec()));
            let data = ChunkData::InternationalText {
                keyword: keyword.as_str().into(),
                compression_flag: 0,
                compression_method: png::PngCompression::DEFLATE,
                language_tag: "de".into(),
                translated_keyword: words.as_str().into(),
                text,
                compressed_text: None,
            };
            (ChunkType::iTXt, data)
        }),
        bytes().prop_map(|bytes| (ChunkType(*b"prVt"), ChunkData::Other(bytes.into()))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn sensor_files_round_trip(records in readings()) {
        let file = Sensor::new(&records).unwrap();
        let read = Sensor::from_bytes(&file.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(&read, &file);
        let back: Vec<Reading> = read.records.rows(&[]).map(Result::unwrap).collect();
        prop_assert_eq!(back, records);
    }

    #[test]
    fn sensor_files_with_checksums_round_trip(records in readings()) {
        let file = SensorXor::new(records).unwrap();
        let bytes = file.to_bytes().unwrap();
        prop_assert_eq!(SensorXor::from_bytes(&bytes).unwrap(), file);
        for row in bytes.chunks(18) {
            prop_assert_eq!(row[14], row[..14].iter().fold(0, |sum, byte| sum ^ byte));
        }
    }

    #[test]
    fn score_lists_round_trip(names in vec(("[a-zäß€]{0,6}", any::<u32>()), 0..9)) {
        let new = |(name, score): &(String, u32)| Player::new(name, *score).unwrap();
        let players: Vec<Player> = names.iter().map(new).collect();
        let file = Players::new(&players).unwrap();
        let read = Players::from_bytes(&file.to_bytes().unwrap()).unwrap();
        let back: Vec<Player> = read.records.rows(&[]).map(Result::unwrap).collect();
        prop_assert_eq!(&back, &players);
        prop_assert!(back.iter().zip(&names).all(|(player, (name, _))| player.name.text() == *name));
    }

    #[test]
    fn pydb_tables_round_trip(rows in vec((any::<u32>(), -1e9_f32..1e9), 0..20)) {
        let records: Vec<_> =
            rows.into_iter().map(|(id, value)| pydb::PydbRow { id, value }).collect();
        let file = Pydb::new(&records).unwrap();
        let read = Pydb::from_bytes(&file.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(&read, &file);
        let back: Vec<_> = read.records.rows(&[]).map(Result::unwrap).collect();
        prop_assert_eq!(back, records);
    }

    #[test]
    fn pydt_payloads_round_trip(version in any::<u16>(), payload in vec(any::<u8>(), 0..99)) {
        let file = Pydt::new(version, payload.clone()).unwrap();
        prop_assert_eq!(file.length as usize, payload.len());
        prop_assert_eq!(Pydt::from_bytes(&file.to_bytes().unwrap()).unwrap(), file);
    }

    #[test]
    fn gzip_members_round_trip(
        content in vec(any::<u8>(), 0..999),
        name in "[a-zé]{0,9}",
        mtime in any::<u32>(),
    ) {
        let file = gzip::GzipBuilder::new().name(name).mtime(mtime).build(&content).unwrap();
        let bytes = file.to_bytes().unwrap();
        prop_assert_eq!(Gzip::from_bytes(&bytes).unwrap(), file);
        let mut inflated = Vec::new();
        flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut inflated).unwrap();
        prop_assert_eq!(inflated, content);
    }

    #[test]
    fn png_chunk_lists_round_trip(chunks in chunks()) {
        let header = png::ImageHeader {
            width: 1,
            height: 1,
            bit_depth: 8,
            color_type: png::ColorType::INDEXED,
            ..Default::default()
        };
        let first = (ChunkType::IHDR, ChunkData::Header(header));
        let all = [first].into_iter().chain(chunks).chain([(ChunkType::IEND, ChunkData::End)]);
        let file = Png::from_chunks(all).unwrap();
        let bytes = file.to_bytes().unwrap();
        prop_assert_eq!(Png::from_bytes(&bytes).unwrap(), file);
        let tree = (by_name("png").unwrap().inspect)(&bytes, Limits::default()).tree;
        prop_assert!(!tree.has_fault());
    }

    /// The output receives every record once, in order and sealed, for any write size.
    #[test]
    fn streamed_records_are_written_once_and_in_order(
        records in readings(),
        max in 1_usize..40,
        flush_every in 1_usize..5,
    ) {
        let out = FlakyOutput { written: Vec::new(), max, fails: false };
        let mut writer = RecordWriter::<Checked, _>::new(out);
        for (index, record) in (1..).zip(&records) {
            writer.push(&record.clone().into()).unwrap();
            if index % flush_every == 0 {
                // After a failure, no records are lost.
                let _ = writer.flush();
            }
        }
        while writer.flush().is_err() {}
        let (out, rest) = writer.into_parts();
        prop_assert!(rest.is_empty());
        prop_assert_eq!(out.written, SensorXor::new(records).unwrap().to_bytes().unwrap());
    }
}

#[test]
fn blocks_are_whole_records() {
    struct Blocks(Vec<usize>);
    impl Write for Blocks {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let record = Reading { timestamp: 1, sensor_id: 2, temperature: 3.0, humidity: 4.0 };
    let mut writer = RecordWriter::<Reading, _>::new(Blocks(Vec::new()));
    for _ in 0..10_000 {
        writer.push(&record).unwrap();
    }
    let blocks = writer.into_inner().unwrap().0;
    assert!(blocks.len() > 1 && blocks.iter().all(|len| len % 14 == 0), "{blocks:?}");
    assert_eq!(blocks.iter().sum::<usize>(), 140_000);
}

#[test]
fn builders_reject_invalid_values() {
    let header =
        || ChunkData::Header(png::ImageHeader { width: 1, height: 1, ..Default::default() });
    let end = || (ChunkType::IEND, ChunkData::End);
    let error_of =
        |chunks: Vec<(ChunkType, ChunkData)>| Png::from_chunks(chunks).unwrap_err().to_string();
    assert_eq!(
        error_of(vec![(ChunkType::IHDR, header()), end()]),
        "png: chunks[0].data.bit_depth: bit depth not allowed for this color type (table 12)"
    );
    error_of(vec![end()]);
    error_of(vec![(ChunkType::gAMA, ChunkData::Other(vec![0; 4].into())), end()]);
    assert!(gzip::GzipBuilder::new().name("日本").build(b"").is_err());
}

#[test]
fn errors_contain_the_location() {
    let bytes = fs::read(samples().join("png/bad-cut.png")).unwrap();
    let error = Png::from_bytes(&bytes).unwrap_err();
    assert!(
        error.to_string().starts_with("png: chunks[2].data at 0x42: unexpected end of data"),
        "{error}"
    );
    assert!(std::error::Error::source(&error).is_some());
    let error = Png::open(samples().join("no.png")).unwrap_err();
    assert!(error.to_string().contains("no.png"), "{error}");
}
