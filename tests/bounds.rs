//! Damaged samples cost no more memory than is promised: the program is run within an address space
//! of 1 GiB.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, process};

/// Variants of each sample.
const VARIANTS: u64 = 12;
const KIB: u32 = 1 << 20;

/// `SplitMix64`: the same damage in every run.
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

/// Bytes that make lengths, counts and places as large as they get, and others.
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

#[test]
fn damaged_samples_stay_within_a_gibibyte() {
    let root = Folder(env::temp_dir().join(format!("bytescope-bounds-{}", process::id())));
    let mut formats: Vec<String> = Vec::new();
    for sample in samples::all() {
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let folder = root.0.join(&sample.format);
        fs::create_dir_all(&folder).unwrap();
        for variant in 0..VARIANTS {
            let mut random = Random(variant * 1_000_003 + data.len() as u64);
            let mut data = data.clone();
            damage(&mut data, &mut random);
            fs::write(folder.join(format!("{variant}-{}", sample.name())), data).unwrap();
        }
        formats.push(sample.format);
    }
    formats.dedup();
    for format in formats {
        // The shell sets the limit: the standard library does not.
        let line = format!(r#"ulimit -v {KIB}; exec "$0" check --quiet -f "$1" "$2""#);
        let done = Command::new("sh")
            .args(["-c", &line, env!("CARGO_BIN_EXE_bytescope"), &format])
            .arg(root.0.join(&format))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{format}: {:?}\n{said}", done.status);
        assert!(said.is_empty(), "{format}: {said}");
    }
}
