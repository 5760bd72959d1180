//! `encode` reproduces valid files byte for byte from their JSON, even without the numbers
//! determined by other fields.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use bytescope::formats::{self, Format};
use bytescope::inspect::{Buffers, DraftOptions, Limits};
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use serde_json::{Value as Json, json};
use std::fs;

fn json_of(format: &Format, data: &[u8]) -> Json {
    let outcome = (format.inspect)(data, Limits::default());
    let bytes = Buffers { source: data, buffers: &outcome.buffers };
    let context = JsonContext { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView::new(&outcome.tree, context);
    serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap()
}

#[test]
fn valid_samples_round_trip() {
    let mut failures = Vec::new();
    for sample in samples::all().into_iter().filter(samples::Sample::is_valid) {
        let Some(format) = formats::by_name(&sample.format) else { continue };
        let Some(encode) = format.encode else { continue };
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let path = sample.path.display().to_string();
        let again = encode(&json_of(format, &data), DraftOptions::default());
        match again {
            Ok(again) if again == data => {}
            Ok(again) => failures.push(format!("{path}: {} other bytes", again.len())),
            Err(error) => failures.push(format!("{path}: {error}")),
        }
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
}

/// Verified field that must not be omitted, because it determines the presence of other fields.
const REQUIRED: &str = "compression_method";

#[test]
fn omitted_numbers_determined_by_other_fields_are_computed() {
    let mut failures = Vec::new();
    for sample in samples::all().into_iter().filter(samples::Sample::is_valid) {
        let Some(format) = formats::by_name(&sample.format) else { continue };
        let Some(encode) = format.encode else { continue };
        let path = sample.path.display().to_string();
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let mut json = json_of(format, &data);
        let outcome = (format.inspect)(&data, Limits::default());
        let mut omitted = 0;
        outcome.tree.walk(&mut |at, node| {
            let verified = node.extra.as_ref().is_some_and(|e| e.verified.is_some());
            if verified && node.as_int().is_some() && node.meta.name != REQUIRED {
                omitted += usize::from(remove(&mut json, &at.to_string()));
            }
        });
        let again = encode(&json, DraftOptions::default());
        match again {
            Ok(again) if again == data => {}
            Ok(_) => failures.push(format!("{path} without {omitted} numbers: other bytes")),
            Err(error) => failures.push(format!("{path} without {omitted} numbers: {error}")),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Removes the field at a path from the JSON. Returns true if it existed.
fn remove(json: &mut Json, path: &str) -> bool {
    let (above, name) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer: String = above
        .split(['.', '[', ']'])
        .filter(|step| !step.is_empty())
        .map(|step| format!("/{step}"))
        .collect();
    let map = json.pointer_mut(&pointer).and_then(Json::as_object_mut);
    map.is_some_and(|map| map.remove(name).is_some())
}

/// Removes offsets, counts and gaps from Exif data.
fn without_layout(json: &mut Json) {
    const LAYOUT: [&str; 6] =
        ["count", "offset", "entry_count", "first_ifd_offset", "next_ifd_offset", "unclaimed"];
    match json {
        Json::Array(items) => items.iter_mut().for_each(without_layout),
        Json::Object(map) => {
            map.retain(|name, _| !LAYOUT.contains(&&**name));
            let tag = map.get("tag").and_then(Json::as_str).unwrap_or_default();
            if tag.ends_with("IFD") || tag.starts_with("JPEGInterchangeFormat") {
                map.remove("value");
            }
            map.values_mut().for_each(without_layout);
        }
        _ => {}
    }
}

#[test]
fn offsets_and_counts_of_exif_data_are_computed() {
    let png = formats::by_name("png").unwrap();
    for name in ["exif.png", "exif-mm.png", "exif-loose.png"] {
        let data = fs::read(samples::root().join("samples/png").join(name)).unwrap();
        let mut json = json_of(png, &data);
        without_layout(&mut json);
        json["chunks"][1].as_object_mut().unwrap().retain(|key, _| key == "type" || key == "data");
        let made = png.encode.unwrap()(&json, DraftOptions::default()).unwrap();
        let tree = (png.inspect)(&made, Limits::default()).tree;
        assert_eq!(tree.recorded_faults(), [], "{name}");
        let mut again = json_of(png, &made);
        again["chunks"][1].as_object_mut().unwrap().retain(|key, _| key == "type" || key == "data");
        without_layout(&mut again);
        assert_eq!(again, json, "{name}");
    }
}

/// Sections of object files are stored in order.
#[test]
fn offsets_and_sizes_of_elf_sections_are_computed() {
    let elf = formats::by_name("elf").unwrap();
    for name in ["object-mips64el.o", "object-s390x.o", "object-x86-64.o"] {
        let data = fs::read(samples::root().join("samples/elf").join(name)).unwrap();
        let strip = |json: &mut Json| {
            json.as_object_mut().unwrap().remove("unclaimed");
            let omitted = ["e_phoff", "e_shoff", "e_phnum", "e_shnum", "e_ehsize", "e_shentsize"];
            json["header"].as_object_mut().unwrap().retain(|k, _| !omitted.contains(&&**k));
            for header in json["section_headers"].as_array_mut().unwrap() {
                let header = header.as_object_mut().unwrap();
                let in_file = header["sh_type"] != "SHT_NOBITS";
                header.retain(|k, _| k != "sh_offset" && (k != "sh_size" || !in_file));
            }
        };
        let mut json = json_of(elf, &data);
        strip(&mut json);
        let made = elf.encode.unwrap()(&json, DraftOptions::default()).unwrap();
        assert_eq!((elf.inspect)(&made, Limits::default()).tree.recorded_faults(), [], "{name}");
        let mut again = json_of(elf, &made);
        for header in again["section_headers"].as_array().unwrap() {
            let number = |field: &str| header[field].as_u64().unwrap();
            assert_eq!(number("sh_offset") % number("sh_addralign").max(1), 0, "{name}");
        }
        strip(&mut again);
        assert_eq!(again, json, "{name}");
    }
}

#[test]
fn inconsistent_exif_data_is_rejected() {
    let png = formats::by_name("png").unwrap();
    let data = fs::read(samples::root().join("samples/png/exif.png")).unwrap();
    let valid = json_of(png, &data);
    let exif = |path: &str| format!("/chunks/1/data/{path}");
    for (path, value, message) in [
        (
            "ifd0/entry_count",
            json!(7),
            "ifd0.entry_count: does not match the data: expected 8, found 7",
        ),
        (
            "ifd0/entries/0/count",
            json!(9),
            "ifd0.entries[0].count: does not match the data: expected 10, found 9",
        ),
        ("ifd0/entries/2/value", json!(70000), "entries[2].value: out of range: expected"),
        ("ifd0/entries/2/type", json!("SHORTS"), "unknown value 'SHORTS'; did you mean"),
        ("ifd0/entries/6/tag", json!("Artist"), "exif_ifd: requires tag ExifIFD in ifd0"),
        (
            "ifd1/entries/2/value",
            json!(23),
            "ifd1.entries[2].value: does not match the data: expected 22, found 23",
        ),
        ("ifd0/entries/0/offset", json!(8), "conflicting values for the byte at"),
        (
            "ifd0/entries/0/offset",
            json!(1 << 30),
            "entries[0].offset: offset 0x40000000 exceeds the limit of 67,108,864 bytes",
        ),
        ("gps_ifd", Json::Null, "gps_ifd: is missing, but ifd0.entries[7].value points to it"),
        (
            "unclaimed",
            json!(["010203", "04"]),
            "unclaimed: does not fit in the gaps between values",
        ),
    ] {
        let mut failures = valid.clone();
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        let above = exif(above);
        let map =
            failures.pointer_mut(above.trim_end_matches('/')).unwrap().as_object_mut().unwrap();
        match value {
            Json::Null => drop(map.remove(name)),
            value => drop(map.insert(name.to_owned(), value)),
        }
        let error =
            png.encode.unwrap()(&failures, DraftOptions::default()).unwrap_err().to_string();
        assert!(error.contains(message), "{path}: {error}");
    }
}
