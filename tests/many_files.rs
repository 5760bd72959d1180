//! Many files in one call of `inspect`: they are read on several threads, and printed in the order of the arguments.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::fs;
use support::Folder;

/// A text that no format matches.
const UNKNOWN: &str = "plain text";

/// Creates files of several formats, sizes and problems, and returns their names.
fn folder(name: &str) -> (Folder, Vec<String>) {
    let folder = Folder::new(name);
    let mut names = Vec::new();
    for sample in ["png/animation.png", "gif/v89a.gif", "pydb/table.pydb", "tzif/v2.tzif"] {
        let path = format!("{}/samples/{sample}", env!("CARGO_MANIFEST_DIR"));
        let bytes = fs::read(path).unwrap();
        let (format, _) = sample.split_once('/').unwrap();
        folder.write(&format!("valid.{format}"), &bytes);
        folder.write(&format!("cut.{format}"), &bytes[..bytes.len() * 2 / 3]);
        names.extend([format!("valid.{format}"), format!("cut.{format}")]);
    }
    folder.write("unknown", UNKNOWN.repeat(200));
    folder.write("empty", "");
    // With `--all`, the output is larger than what is recorded of a file.
    let numbers = (0..300_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8);
    folder.write("long", numbers.collect::<Vec<_>>());
    // Larger than the files that are read in advance.
    folder.write("large", vec![b'x'; 2 << 20]);
    fs::create_dir(folder.0.join("folder")).unwrap();
    names.extend(["unknown", "empty", "missing", "folder", "long", "large"].map(str::to_owned));
    (folder, names)
}

/// Returns the lines that `inspect` prints to both outputs, in the order in which they are printed,
/// and the status.
fn printed(folder: &Folder, options: &[&str], files: &[&str]) -> (Vec<u8>, i32) {
    let path = folder.0.join("output");
    let out = fs::File::create(&path).unwrap();
    let mut command = folder.command(&["inspect"]);
    let status = command
        .args(options)
        .args(files)
        .stderr(out.try_clone().unwrap())
        .stdout(out)
        .status()
        .unwrap();
    (fs::read(path).unwrap(), status.code().unwrap())
}

#[test]
fn files_are_printed_in_order_with_their_messages() {
    let (folder, names) = folder("order");
    let many: Vec<&str> = names.iter().cycle().take(60).map(String::as_str).collect();
    for options in [
        &[][..],
        &["--json"],
        &["--json=full"],
        &["--all"],
        &["--depth", "1"],
        &["--path", "version"],
    ] {
        // The output of one of several files, without that of another file after it.
        let (twice, _) = printed(&folder, options, &["unknown", "unknown"]);
        let after = &twice[twice.len() / 2..];
        let (mut expected, mut worst) = (Vec::new(), 0);
        let severity =
            |status: i32| [0, 3, 1, 2].iter().position(|other| *other == status).unwrap();
        let alone: Vec<_> = names
            .iter()
            .map(|name| {
                let (mut text, status) = printed(&folder, options, &[name, "unknown"]);
                assert!(text.ends_with(after), "{name}: {options:?}");
                text.truncate(text.len() - after.len());
                (text, status)
            })
            .collect();
        for (text, status) in alone.iter().cycle().take(many.len()) {
            expected.extend_from_slice(text);
            worst = worst.max(severity(*status));
        }
        let (text, status) = printed(&folder, options, &many);
        assert!(text == expected, "{options:?}: {}", String::from_utf8_lossy(&text));
        assert_eq!(severity(status), worst, "{options:?}");
    }
}

#[test]
fn standard_input_is_read_in_order() {
    let (folder, _) = folder("stdin");
    let output = folder
        .shell("cat valid.gif | bytescope inspect --depth 0 valid.png - unknown - valid.pydb 2>&1");
    let text = String::from_utf8(output.stdout).unwrap();
    let order =
        ["valid.png: PNG", "<stdin>: ", "unknown: ", "<stdin>: the file is empty", "valid.pydb: "];
    let mut rest = text.as_str();
    for part in order {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
        rest = &rest[at + part.len()..];
    }
}

/// A file that is read in advance does not change the status if the output is closed before.
#[cfg(unix)]
#[test]
fn closed_output_ends_the_program() {
    let (folder, _) = folder("closed");
    let output =
        folder.shell("{ bytescope inspect --all long cut.png cut.png; echo $? >&2; } | head -1");
    assert_eq!(String::from_utf8(output.stderr).unwrap().trim(), "0");
}
