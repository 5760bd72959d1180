//! Memory use for damaged input is bounded: the program runs in an address space of 1 GiB. Output
//! of overlapping fields is bounded, too.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::formats::{FORMATS, SCHEMAS};
use bytescope_properties::samples;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, process};

/// Number of damaged variants per sample.
const VARIANTS: u64 = 12;
/// Size of the address space in KiB.
const ADDRESS_SPACE_KIB: u32 = 1 << 20;

/// Pseudorandom numbers (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }
}

/// Damages one to four positions: sets bytes so that lengths, counts and offsets become large,
/// flips a bit, or truncates the data.
fn damage(data: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        if data.is_empty() {
            return;
        }
        let at = random.below(data.len());
        match random.below(5) {
            0 => data[at..].iter_mut().take(4).for_each(|byte| *byte = 0xff),
            1 => data[at..].iter_mut().take(8).for_each(|byte| *byte = 0xff),
            2 => data[at] = 0x7f,
            3 => data[at] ^= 1 << random.below(8),
            _ => data.truncate(at),
        }
    }
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn new(name: &str) -> Self {
        Self(env::temp_dir().join(format!("bytescope-bounds-{}-{name}", process::id())))
    }

    /// Writes damaged variants of a file to a subfolder.
    fn damaged(&self, folder: &str, name: &str, data: &[u8]) {
        let folder = self.0.join(folder);
        fs::create_dir_all(&folder).unwrap();
        for variant in 0..VARIANTS {
            let mut random = Random(variant * 1_000_003 + data.len() as u64);
            let mut data = data.to_vec();
            damage(&mut data, &mut random);
            fs::write(folder.join(format!("{variant}-{name}")), data).unwrap();
        }
    }
}

/// Runs the program in an address space of 1 GiB. Returns its exit status and standard error.
fn run_bounded(arguments: &[&str], files: &[PathBuf]) -> (Option<i32>, String) {
    // The standard library cannot set limits, so the shell does.
    let done = Command::new("sh")
        .args(["-c", &format!(r#"ulimit -v {ADDRESS_SPACE_KIB}; exec "$0" "$@" > /dev/null"#)])
        .arg(env!("CARGO_BIN_EXE_bytescope"))
        .args(arguments)
        .args(files)
        .output()
        .unwrap();
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

/// Every built-in format and schema has samples.
#[test]
fn damaged_samples_stay_within_a_gibibyte() {
    let root = Folder::new("samples");
    for sample in samples::all() {
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        root.damaged(&sample.format, &sample.name(), &data);
    }
    for (number, (name, frame)) in samples::frames().into_iter().enumerate() {
        root.damaged(&name, &format!("{number}.frame"), &frame);
    }
    let formats = FORMATS.iter().map(|format| format.name);
    for name in formats.chain(SCHEMAS.iter().map(|schema| schema.name)) {
        let folder = root.0.join(name);
        assert!(folder.is_dir(), "no samples of {name}");
        let (status, stderr) =
            run_bounded(&["check", "--quiet", "-f", name], std::slice::from_ref(&folder));
        assert!(matches!(status, Some(0 | 1)) && stderr.is_empty(), "{name}: {status:?}\n{stderr}");
        let files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        let (status, stderr) =
            run_bounded(&["inspect", "--json=full", "--instances", "-f", name], &files);
        let crashed = stderr.contains("allocation") || stderr.contains("panicked");
        assert!(matches!(status, Some(0 | 1)) && !crashed, "{name}: {status:?}\n{stderr}");
    }
}

#[test]
fn damaged_schemas_stay_within_a_gibibyte() {
    let root = Folder::new("schemas");
    for path in samples::schemas() {
        let text = fs::read(samples::root().join(&path)).unwrap();
        root.damaged("schemas", &path.file_name().unwrap().to_string_lossy(), &text);
    }
    let files = fs::read_dir(root.0.join("schemas")).unwrap();
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 100);
    let (status, stderr) = run_bounded(&["schema", "check"], &files);
    assert_eq!(status, Some(2), "{stderr}");
    assert!(!stderr.contains("allocation") && !stderr.contains("panicked"), "{stderr}");
}

#[test]
fn output_of_overlapping_fields_is_bounded() {
    let folder = samples::root().join("fuzz/regressions");
    let elf = fs::read(folder.join("inspect_agrees/overlapping-tables")).unwrap();
    let root = Folder::new("overlap");
    fs::create_dir_all(&root.0).unwrap();
    fs::write(root.0.join("elf"), elf.strip_prefix(b"elf\n").unwrap()).unwrap();
    let schema = |name: &str| folder.join("ksy_load").join(name).display().to_string();
    let (tables, bytes) = (schema("overlapping-tables"), schema("overlapping-bytes"));
    let elf = root.0.join("elf").display().to_string();
    for (naming, file) in
        [(["-f", "elf"], &elf), (["-s", &tables], &tables), (["-s", &bytes], &bytes)]
    {
        let done = Command::new(env!("CARGO_BIN_EXE_bytescope"))
            .args(["inspect", "--json=full", "--instances"])
            .args(naming)
            .arg(file)
            .output()
            .unwrap();
        assert!(done.stdout.len() < 32 << 20, "{file}: {} bytes", done.stdout.len());
        let text = String::from_utf8(done.stdout).unwrap();
        assert!(text.contains("cover the data more than"), "{file}: no limit reported");
    }
    let long = schema("long-line-of-errors");
    let (status, stderr) = run_bounded(&["schema", "check", &long], &[]);
    assert!(status == Some(2) && stderr.len() < 4 << 20, "{status:?}: {} bytes", stderr.len());
}
