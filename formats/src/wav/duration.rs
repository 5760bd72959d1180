//! Duration of the sound.

use super::{Extension, Fmt, FormatTag};

/// Properties of the sound that determine its duration.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SoundProperties {
    /// Sample rate per channel; 0 if unknown.
    sample_rate: u32,
    /// Average number of bytes per second.
    byte_rate: u32,
    /// Size of a block in bytes; 0 if unknown.
    block_align: u16,
    /// Number of samples per channel in a block; 0 if unknown.
    samples_per_block: u16,
    /// True for uncompressed or companded samples.
    is_linear: bool,
    /// Number of samples per channel, from the fact or ds64 chunk; 0 if unknown.
    sample_count: u64,
}

impl SoundProperties {
    /// Adds the properties in the fmt chunk, if valid.
    pub(super) fn add_format(&mut self, fmt: Option<&Fmt>) {
        let Some(fmt) = fmt else { return };
        let extension = fmt.extension.as_ref().and_then(|within| within.value.as_ref());
        self.sample_rate = fmt.sample_rate;
        self.byte_rate = fmt.byte_rate;
        self.block_align = fmt.block_align;
        self.is_linear = fmt.is_linear();
        self.samples_per_block = match extension {
            _ if self.is_linear => 1,
            Some(Extension::Adpcm(adpcm)) => adpcm.samples_per_block,
            Some(Extension::Blocks { samples_per_block, .. }) => *samples_per_block,
            _ if fmt.format_tag == FormatTag::GSM610 => GSM_SAMPLES,
            _ => 0,
        };
    }

    /// Adds the number of samples of a fact or ds64 chunk. A fact chunk with the maximum value
    /// refers to the ds64 chunk (EBU Tech 3306).
    pub(super) fn add_count(&mut self, count: u64) {
        if count != 0 && count != u64::from(u32::MAX) {
            self.sample_count = count;
        }
    }

    /// True if other chunks do not affect the duration.
    pub(super) fn is_complete(&self) -> bool {
        self.sample_rate != 0 && (self.is_linear || self.sample_count != 0)
    }

    /// Formats the duration of `size` bytes of sound.
    ///
    /// For coded sound, the last block may contain fewer samples than it has room for, so the number
    /// of samples is that of the fact chunk. The byte rate is a rounded average: it gives only an
    /// estimate.
    pub(super) fn duration(&self, size: u64) -> Option<String> {
        let seconds = |count: u64, rate: u32| (rate != 0).then(|| count as f64 / f64::from(rate));
        match self.samples_in(size).and_then(|count| seconds(count, self.sample_rate)) {
            Some(seconds) => Some(format!("{} s", (seconds * 1e6).round() / 1e6)),
            None => seconds(size, self.byte_rate).map(estimate),
        }
    }

    /// Returns the number of samples per channel in `size` bytes; `None` if it is unknown.
    fn samples_in(&self, size: u64) -> Option<u64> {
        let block = u64::from(self.block_align);
        let (blocks, part) = (size.checked_div(block), size.checked_rem(block));
        if self.is_linear {
            return blocks;
        }
        let given = Some(self.sample_count).filter(|count| *count != 0);
        let (1.., Some(blocks), Some(part)) = (self.samples_per_block, blocks, part) else {
            return given;
        };
        let samples = |blocks: u64| blocks.saturating_mul(self.samples_per_block.into());
        // A given number that exceeds the data is ignored.
        let most = samples(blocks.saturating_add(part.min(1)));
        given.filter(|count| *count <= most).or((part == 0).then(|| samples(blocks)))
    }
}

/// Number of samples in a block of GSM 6.10.
const GSM_SAMPLES: u16 = 320;

/// Formats a duration with about three digits.
fn estimate(seconds: f64) -> String {
    let decimals = match seconds {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    format!("about {seconds:.decimals$} s")
}
