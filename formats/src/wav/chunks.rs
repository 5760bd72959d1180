//! The smaller chunks.

use super::FourCc;
use binrw::binrw;
use bytescope_inspect::{Blob, Filled, Inspect, Padded, Table, Text, labels, to_end};

/// Marked places in the sound
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Number of marked places
    pub cue_point_count: u32,
    /// The places
    #[br(count = cue_point_count)]
    pub cue_points: Table<CuePoint>,
}

/// A marked place
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct CuePoint {
    /// Number that other chunks name it by
    pub id: u32,
    /// Where it comes in the play order, in samples
    pub position: u32,
    /// The chunk that it is in: data, or slnt in a wave list
    pub data_chunk_id: FourCc,
    /// Where that chunk stands in a wave list; otherwise 0
    pub chunk_start: u32,
    /// Where the block stands in that chunk; 0 for PCM
    pub block_start: u32,
    /// Sample within the block
    pub sample_offset: u32,
}

impl bytescope_inspect::FixedSize for FourCc {
    const SIZE: u64 = 4;
}

/// How a sampler plays the sound
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Sampler {
    /// Maker of the sampler, by MIDI number; 0 for any
    #[inspect(hex)]
    pub manufacturer: u32,
    /// Model of the sampler; 0 for any
    pub product: u32,
    /// Duration of a sample
    #[inspect(unit = "ns")]
    pub sample_period: u32,
    /// MIDI note that plays the sound at its own pitch
    #[inspect(check(midi_unity_note < 128, "a MIDI note is 0 to 127"))]
    pub midi_unity_note: u32,
    /// What the pitch is above that note, in parts of 2^32 of a semitone
    pub midi_pitch_fraction: u32,
    /// Frames a second of the time code
    pub smpte_format: SmpteFormat,
    /// Time of the first sample: hours, minutes, seconds, frames, a byte each
    #[inspect(hex)]
    pub smpte_offset: u32,
    /// Number of loops
    pub sample_loop_count: u32,
    /// Bytes of what the sampler adds
    #[inspect(unit = "bytes")]
    pub sampler_data_size: u32,
    /// The loops
    #[br(count = sample_loop_count)]
    pub loops: Table<SampleLoop>,
    /// What the sampler adds
    #[br(if(sampler_data_size > 0), count = sampler_data_size)]
    pub sampler_data: Option<Blob>,
}

labels! {
    /// Frames a second of a time code
    pub struct SmpteFormat(u32) {
        /// No time code
        NONE = 0,
        /// 24 frames
        FPS_24 = 24,
        /// 25 frames
        FPS_25 = 25,
        /// 30 frames, some left out
        FPS_30_DROP = 29,
        /// 30 frames
        FPS_30 = 30,
    }
}

/// A part that is repeated
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct SampleLoop {
    /// The cue point that names it
    pub cue_point_id: u32,
    /// How it is repeated
    pub kind: LoopKind,
    /// First sample
    pub start: u32,
    /// Last sample
    pub end: u32,
    /// What is added to the length, in parts of 2^32 of a sample
    pub fraction: u32,
    /// How often it is played; 0 for ever
    pub play_count: u32,
}

labels! {
    /// How a loop is repeated
    pub struct LoopKind(u32) {
        /// From start to end, over again
        FORWARD = 0,
        /// To and fro
        ALTERNATING = 1,
        /// From end to start
        BACKWARD = 2,
    }
}

/// How an instrument plays the sound
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    /// MIDI note that plays the sound at its own pitch
    pub unshifted_note: u8,
    /// Pitch shift
    #[inspect(unit = "cents")]
    pub fine_tune: i8,
    /// Volume
    #[inspect(unit = "dB")]
    pub gain: i8,
    /// Lowest note to play it for
    pub low_note: u8,
    /// Highest note
    pub high_note: u8,
    /// Lowest velocity
    pub low_velocity: u8,
    /// Highest velocity
    pub high_velocity: u8,
}

/// What a broadcaster says of the sound (EBU Tech 3285)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Broadcast {
    /// What is heard
    pub description: Padded<256>,
    /// Who made it
    pub originator: Padded<32>,
    /// The maker's own number for it
    pub originator_reference: Padded<32>,
    /// Date, as yyyy-mm-dd
    pub origination_date: Padded<10>,
    /// Time, as hh:mm:ss
    pub origination_time: Padded<8>,
    /// Samples from midnight up to the first
    pub time_reference_low: u32,
    /// The upper 32 bits of that
    pub time_reference_high: u32,
    /// Version of this chunk
    pub version: u16,
    /// Unique material identifier (SMPTE 330)
    #[br(count = 64)]
    pub umid: Blob,
    /// Integrated loudness, in hundredths of LUFS (version 2)
    #[inspect(note = hundredths(version, loudness_value, "LUFS"))]
    pub loudness_value: i16,
    /// Loudness range, in hundredths of LU
    #[inspect(note = hundredths(version, loudness_range, "LU"))]
    pub loudness_range: i16,
    /// Highest true peak, in hundredths of dBTP
    #[inspect(note = hundredths(version, max_true_peak_level, "dBTP"))]
    pub max_true_peak_level: i16,
    /// Highest momentary loudness, in hundredths of LUFS
    #[inspect(note = hundredths(version, max_momentary_loudness, "LUFS"))]
    pub max_momentary_loudness: i16,
    /// Highest short-term loudness, in hundredths of LUFS
    #[inspect(note = hundredths(version, max_short_term_loudness, "LUFS"))]
    pub max_short_term_loudness: i16,
    /// Zeros
    #[br(count = 180)]
    pub reserved: Blob,
    /// One line for each coding that the sound went through
    #[br(parse_with = to_end)]
    pub coding_history: Text<Filled>,
}

/// A level that is stored times 100; versions before 2 have none.
fn hundredths(version: u16, stored: i16, unit: &str) -> Option<String> {
    (version >= 2 && stored != 0x7fff).then(|| format!("{} {unit}", f64::from(stored) / 100.0))
}

/// Sizes of more than 32 bits (EBU Tech 3306)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// Bytes of the RIFF chunk
    #[inspect(unit = "bytes")]
    pub riff_size: u64,
    /// Bytes of the data chunk
    #[inspect(unit = "bytes")]
    pub data_size: u64,
    /// Samples of one channel; 0 where the fact chunk tells
    pub sample_count: u64,
    /// Number of other large chunks
    pub table_length: u32,
    /// Sizes of other large chunks
    #[br(count = table_length)]
    pub table: Table<TableEntry>,
}

/// The size of a large chunk
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct TableEntry {
    /// Which chunk
    pub chunk_id: FourCc,
    /// Bytes of the chunk
    #[inspect(unit = "bytes")]
    pub chunk_size: u64,
}

/// The highest level of each channel
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct Peaks {
    /// Version of this chunk
    pub version: u32,
    /// When it was made, in seconds since 1970
    #[inspect(unit = "s")]
    pub timestamp: u32,
    /// One for each channel
    #[br(parse_with = to_end)]
    pub peaks: Table<Peak>,
}

/// The highest level of a channel
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct Peak {
    /// The level, 1.0 being full scale
    pub value: f32,
    /// Where it is, in samples
    pub position: u32,
}
