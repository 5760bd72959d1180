//! `inspect --html`: pages of files, their limits, and their output.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope_properties::samples;
use serde_json::Value;
use std::fs;
use std::process::Command;
use support::Folder;

/// Runs a command in a folder with a copy of a sample. Returns status, output and messages.
fn run(folder: &Folder, args: &[&str]) -> (i32, String, String) {
    let output = folder.command(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn folder_with(test: &str, sample: &str) -> (Folder, String) {
    let folder = Folder::new(test);
    let name = sample.rsplit('/').next().unwrap();
    folder.write(name, fs::read(samples::root().join("samples").join(sample)).unwrap());
    (folder, name.to_owned())
}

/// Returns the data of a page.
fn data(page: &str) -> Value {
    let json = page.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
    serde_json::from_str(json).unwrap()
}

#[test]
fn page_has_fields_bytes_and_faults() {
    let (folder, name) = folder_with("parts", "png/bad-crc.png");
    let (status, out, err) = run(&folder, &["inspect", &name, "--html", "-o", "page.html"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.contains("chunks[0].crc at 0x1d: CRC-32 mismatch"), "{err}");
    let page = folder.text("page.html");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("<code>chunks[0].crc</code> <span class=\"at\">at 0x1d</span>"));
    for tag in ["src=", "href=", "@import", "url("] {
        assert!(!page.contains(tag), "{tag}");
    }
    let data = data(&page);
    let fault = data["faults"][0].as_u64().unwrap() as usize;
    let node = &data["nodes"][fault];
    assert_eq!((&node["s"], &node["l"]), (&29.into(), &4.into()));
    assert!(node["f"].as_str().unwrap().starts_with("CRC-32 mismatch: expected 0x"));
    let meta = &data["metas"][node["m"].as_u64().unwrap() as usize];
    assert_eq!(
        (meta[0].as_str(), meta[2].as_str()),
        (Some("crc"), Some("CRC-32 of chunk type and chunk data"))
    );
    let digits = data["buffers"][0]["parts"][0][1].as_str().unwrap();
    assert_eq!(hex::decode(digits).unwrap(), fs::read(folder.0.join(&name)).unwrap());
}

#[test]
fn output_is_standard_output_or_a_complete_file() {
    let (folder, name) = folder_with("output", "png/rgba.png");
    let (status, page, err) = run(&folder, &[&name, "--html"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(run(&folder, &[&name, "--html", "-o", "a.html"]).0, 0);
    assert_eq!(folder.text("a.html"), page);
    // The input is not overwritten.
    let input = fs::read(folder.0.join(&name)).unwrap();
    let (status, _, err) = run(&folder, &[&name, "--html", "-o", &name]);
    assert_eq!((status, fs::read(folder.0.join(&name)).unwrap()), (2, input), "{err}");
    // A file that cannot be read leaves the output unchanged.
    assert_eq!(run(&folder, &["missing", "--html", "-o", "a.html"]).0, 2);
    assert_eq!(folder.text("a.html"), page);
    assert_eq!(run(&folder, &[&name, "--html", "-o", "missing/a.html"]).0, 2);
}

#[test]
fn usage_is_checked() {
    let (folder, name) = folder_with("usage", "png/rgba.png");
    for args in [
        &["--html", name.as_str(), name.as_str()][..],
        &["--html", "--json", &name],
        &["--html", "--path", "chunks", &name],
        &["--html", "--at", "0", &name],
        &["-o", "a.html", &name],
    ] {
        let (status, out, _) = run(&folder, args);
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
    }
    assert!(!folder.0.join("a.html").exists());
}

#[test]
fn statuses_are_those_of_inspect() {
    for sample in ["png/rgba.png", "png/bad-crc.png", "zip/bad-cut.zip", "pydb/bad-count.pydb"] {
        let (folder, name) = folder_with("status", sample);
        let status = run(&folder, &["--json", &name]).0;
        assert_eq!(run(&folder, &["--html", &name]).0, status, "{sample}");
    }
    let (folder, name) = folder_with("limit", "png/rgba.png");
    let (status, page, err) = run(&folder, &["--html", "--max-nodes", "5", &name]);
    assert_eq!(status, 3, "{err}");
    assert!(page.contains("class=\"incomplete\"") && page.contains("(raise with --max-nodes)"));
}

#[test]
fn unrecognized_files_have_a_page() {
    let folder = Folder::new("unknown");
    folder.write("a.bin", vec![b'<'; 100_000]);
    let (status, page, err) = run(&folder, &["--html", "a.bin"]);
    assert_eq!(status, 1);
    assert!(err.contains("unrecognized format (use -f NAME"), "{err}");
    assert!(page.contains("unrecognized format, 100,000 bytes"));
    assert!(page.len() < 100_000, "{}", page.len());
    let parts = data(&page)["buffers"][0]["parts"].clone();
    assert_eq!(parts[0][1].as_str().unwrap().len(), 2 * (16 * 1024 - 64));
    let whole = data(&run(&folder, &["--html", "--all", "a.bin"]).1);
    assert_eq!(whole["buffers"][0]["parts"][0][1].as_str().unwrap().len(), 200_000);
}

#[test]
fn offsets_are_those_of_the_file() {
    let folder = Folder::new("offset");
    let sample = fs::read(samples::root().join("samples/png/bad-crc.png")).unwrap();
    folder.write("a.bin", [&[0; 256][..], &sample].concat());
    let page = run(&folder, &["--html", "--offset", "256", "a.bin"]).1;
    assert!(page.contains("<span class=\"at\">at 0x11d</span>"));
    let data = data(&page);
    assert_eq!(data["base"], 256);
    assert_eq!(data["nodes"][data["faults"][0].as_u64().unwrap() as usize]["s"], 29);
}

#[test]
fn pages_work_in_a_browser() {
    let folder = Folder::new("browser");
    let script = samples::root().join("tests/html/check.py");
    let mut command = Command::new("python3");
    command.arg(script).arg(env!("CARGO_BIN_EXE_bytescope")).arg(&folder.0);
    let Ok(output) = command.output() else {
        println!("skipped: python3 is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{text}");
    let skipped = output.status.code() == Some(77);
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(skipped || output.status.success(), "{text}{messages}");
}
