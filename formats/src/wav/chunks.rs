//! Cue, sampler, instrument, broadcast, ds64 and peak chunks.

use super::{FourCc, remaining};
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, NulPadded, Padded, Table, Text, labels, to_end};

/// Cue points
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Number of cue points
    pub cue_point_count: u32,
    /// Cue points
    #[br(count = cue_point_count)]
    pub cue_points: Table<CuePoint>,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Trailing bytes, added by some writers
    #[br(if(remaining > 0), count = remaining)]
    pub surplus: Option<Blob>,
}

/// Cue point
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct CuePoint {
    /// Cue point ID, referenced by other chunks
    pub id: u32,
    /// Sample position in play order
    pub position: u32,
    /// ID of the chunk that contains the cue point: data, or slnt in a wave list
    pub data_chunk_id: FourCc,
    /// Offset of that chunk in a wave list; otherwise 0
    pub chunk_start: u32,
    /// Offset of the block in that chunk; 0 for PCM
    pub block_start: u32,
    /// Sample offset within the block
    pub sample_offset: u32,
}

impl bytescope_inspect::FixedSize for FourCc {
    const SIZE: u64 = 4;
}

/// Sampler settings
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct SamplerChunk {
    /// MIDI manufacturer ID of the target sampler; 0 for any
    #[inspect(hex)]
    pub manufacturer: u32,
    /// Product ID of the target sampler; 0 for any
    pub product: u32,
    /// Sample period
    #[inspect(unit = "ns")]
    pub sample_period: u32,
    /// MIDI unity note
    #[inspect(check(midi_unity_note < 128, "must be 0 to 127"))]
    pub midi_unity_note: u32,
    /// Pitch offset from the unity note, in units of 2^-32 semitone
    pub midi_pitch_fraction: u32,
    /// SMPTE format: time code frames per second
    pub smpte_format: SmpteFormat,
    /// SMPTE offset of the first sample: hours, minutes, seconds and frames, one byte each
    #[inspect(hex)]
    pub smpte_offset: u32,
    /// Number of sample loops
    pub sample_loop_count: u32,
    /// Size of the sampler-specific data in bytes
    #[inspect(unit = "bytes")]
    pub sampler_data_size: u32,
    /// Sample loops
    #[br(count = sample_loop_count)]
    pub loops: Table<SampleLoop>,
    /// Sampler-specific data
    #[br(if(sampler_data_size > 0), count = sampler_data_size)]
    pub sampler_data: Option<Blob>,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Trailing bytes, added by some writers
    #[br(if(remaining > 0), count = remaining)]
    pub surplus: Option<Blob>,
}

labels! {
    /// SMPTE format: time code frames per second
    pub struct SmpteFormat(u32) {
        /// No SMPTE offset
        NONE = 0,
        /// 24 frames per second
        FPS_24 = 24,
        /// 25 frames per second
        FPS_25 = 25,
        /// 30 frames per second, drop-frame
        FPS_30_DROP = 29,
        /// 30 frames per second
        FPS_30 = 30,
    }
}

/// Sample loop
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct SampleLoop {
    /// Cue point ID
    pub cue_point_id: u32,
    /// Loop type
    pub kind: LoopKind,
    /// First sample
    pub start: u32,
    /// Last sample
    pub end: u32,
    /// Fraction of a sample at the loop point, in units of 2^-32 sample
    pub fraction: u32,
    /// Number of times to play the loop; 0 for infinite
    pub play_count: u32,
}

labels! {
    /// Loop type
    pub struct LoopKind(u32) {
        /// Forward
        FORWARD = 0,
        /// Alternating (forward and backward)
        ALTERNATING = 1,
        /// Backward
        BACKWARD = 2,
    }
}

/// Instrument settings
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    /// Unshifted MIDI note
    pub unshifted_note: u8,
    /// Fine-tuning
    #[inspect(unit = "cents")]
    pub fine_tune: i8,
    /// Gain
    #[inspect(unit = "dB")]
    pub gain: i8,
    /// Lowest MIDI note of the usable range
    pub low_note: u8,
    /// Highest MIDI note of the usable range
    pub high_note: u8,
    /// Lowest MIDI velocity of the usable range
    pub low_velocity: u8,
    /// Highest MIDI velocity of the usable range
    pub high_velocity: u8,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Trailing bytes, added by some writers
    #[br(if(remaining > 0), count = remaining)]
    pub surplus: Option<Blob>,
}

/// Broadcast extension (EBU Tech 3285)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Broadcast {
    /// Description of the sound sequence
    pub description: Padded<256>,
    /// Name of the originator
    pub originator: Padded<32>,
    /// Reference allocated by the originator
    pub originator_reference: Padded<32>,
    /// Origination date, yyyy-mm-dd
    pub origination_date: Padded<10>,
    /// Origination time, hh:mm:ss
    pub origination_time: Padded<8>,
    /// Sample count from midnight to the first sample, low word
    pub time_reference_low: u32,
    /// Sample count from midnight to the first sample, high word
    pub time_reference_high: u32,
    /// Version of the broadcast extension
    pub version: u16,
    /// Unique material identifier (SMPTE 330)
    #[br(count = 64)]
    pub umid: Blob,
    /// Integrated loudness value, in units of 0.01 LUFS (version 2)
    #[inspect(note = hundredths(version, loudness_value, "LUFS"))]
    pub loudness_value: i16,
    /// Loudness range, in units of 0.01 LU
    #[inspect(note = hundredths(version, loudness_range, "LU"))]
    pub loudness_range: i16,
    /// Maximum true peak level, in units of 0.01 dBTP
    #[inspect(note = hundredths(version, max_true_peak_level, "dBTP"))]
    pub max_true_peak_level: i16,
    /// Maximum momentary loudness, in units of 0.01 LUFS
    #[inspect(note = hundredths(version, max_momentary_loudness, "LUFS"))]
    pub max_momentary_loudness: i16,
    /// Maximum short-term loudness, in units of 0.01 LUFS
    #[inspect(note = hundredths(version, max_short_term_loudness, "LUFS"))]
    pub max_short_term_loudness: i16,
    /// Reserved, must be 0
    #[br(count = 180)]
    pub reserved: Blob,
    /// Coding history, one line per coding process
    #[br(parse_with = to_end)]
    pub coding_history: Text<NulPadded>,
}

/// Formats a level stored in hundredths; `None` if unset, or for versions before 2.
fn hundredths(version: u16, stored: i16, unit: &str) -> Option<String> {
    (version >= 2 && stored != 0x7fff).then(|| format!("{} {unit}", f64::from(stored) / 100.0))
}

/// 64-bit sizes (EBU Tech 3306)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Ds64 {
    /// Size of the RIFF chunk in bytes
    #[inspect(unit = "bytes")]
    pub riff_size: u64,
    /// Size of the data chunk in bytes
    #[inspect(unit = "bytes")]
    pub data_size: u64,
    /// Number of samples per channel; 0 if the fact chunk gives it
    pub sample_count: u64,
    /// Number of table entries
    pub table_length: u32,
    /// Sizes of other chunks
    #[br(count = table_length)]
    pub table: Table<TableEntry>,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Trailing bytes, added by some writers
    #[br(if(remaining > 0), count = remaining)]
    pub surplus: Option<Blob>,
}

/// 64-bit size of a chunk
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct TableEntry {
    /// Chunk ID
    pub chunk_id: FourCc,
    /// Size of the chunk data in bytes
    #[inspect(unit = "bytes")]
    pub chunk_size: u64,
}

/// Peak level of each channel
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Peaks {
    /// Version of the PEAK chunk
    pub version: u32,
    /// Creation time, in seconds since 1970-01-01 00:00:00 UTC
    #[inspect(unit = "s")]
    pub timestamp: u32,
    /// Peaks, one per channel
    #[br(parse_with = to_end)]
    pub peaks: Table<Peak>,
}

/// Peak level of a channel
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct Peak {
    /// Peak level, relative to full scale (1.0)
    pub value: f32,
    /// Index of the peak's sample frame
    pub position: u32,
}
