//! The tree reader and the plain binrw reader agree for every sample, truncated or with a bit
//! flipped. Spans nest, and every byte is accounted for.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::formats::{self, Format};
use bytescope_properties::agree::agree;
use bytescope_properties::samples;
use std::fs;

/// Maximum size in bytes of samples that are damaged at every offset. Larger samples are damaged at
/// every seventh offset.
const SMALL_SIZE: usize = 2048;

#[test]
fn truncations_agree() {
    each_sample(|format, data, name| {
        for len in offsets(data.len()).chain([data.len()]) {
            agree(format, &data[..len], &format!("{name} truncated to {len} bytes"));
        }
    });
}

#[test]
fn bit_flips_agree() {
    each_sample(|format, data, name| {
        let mut damaged = data.to_vec();
        for at in offsets(data.len()) {
            for bit in 0..8 {
                damaged[at] ^= 1 << bit;
                agree(format, &damaged, &format!("{name} with bit {bit} of byte {at} flipped"));
                damaged[at] ^= 1 << bit;
            }
        }
    });
}

/// Each sample is read as every format.
#[test]
fn files_of_other_formats_agree() {
    each_sample(|_, data, name| {
        for format in formats::FORMATS {
            agree(format, data, &format!("{name} read as {}", format.name));
        }
    });
}

fn each_sample(mut test: impl FnMut(&'static Format, &[u8], &str)) {
    for sample in samples::all() {
        let Some(format) = formats::by_name(&sample.format) else { continue };
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        test(format, &data, &sample.path.display().to_string());
    }
}

fn offsets(len: usize) -> impl Iterator<Item = usize> {
    (0..len).step_by(if len <= SMALL_SIZE { 1 } else { 7 })
}
