//! WAVE sound in a RIFF file (Multimedia Programming Interface 1.0; EBU Tech 3306 for 64 bits).

mod chunks;
mod format;
mod list;

pub use chunks::{
    Broadcast, Cue, CuePoint, Instrument, Peak, Peaks, SampleLoop, Sampler, Sizes, TableEntry,
};
pub use format::{Adpcm, ChannelMask, Extension, Fmt, FormatTag, Guid, MpegLayer3};
pub use list::{AdtlItem, InfoItem, Items, List, Note};

use crate::FileFormat;
use crate::format::begins;
use binrw::{BinRead, BinResult, Endian, binrw};
use bytescope_inspect::{
    Blob, BuildResult, Cx, Draft, Filled, Inspect, Text, Value, Within, to_end,
};
use std::fmt;
use std::io::SeekFrom;

/// WAVE sound: chunks within a RIFF chunk
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Wav {
    /// RIFF; RIFX when numbers are big-endian; RF64 or BW64 when sizes stand in a ds64 chunk
    #[br(assert(chunk_id.is_riff(), "not RIFF, RIFX, RF64 or BW64"))]
    pub chunk_id: FourCc,
    /// Bytes that follow up to the end of the file
    #[br(is_big = chunk_id == FourCc::RIFX)]
    #[bw(is_big = *chunk_id == FourCc::RIFX)]
    #[inspect(
        unit = "bytes",
        note = around.is_stream.then_some("not known when this was written; taken to the file's end"),
        expect("size up to the end of the file", around.riff_size),
        check(around.riff_fits, "the file is not as long as the ds64 chunk says")
    )]
    pub chunk_size: u32,
    #[br(temp, parse_with = look_around, args(chunk_id, chunk_size), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    around: Around,
    /// What the RIFF chunk holds: WAVE
    #[br(assert(form_type == FourCc::WAVE, "a RIFF file, but not a sound"))]
    pub form_type: FourCc,
    /// The chunks in file order
    #[br(parse_with = read_chunks, args(around), is_big = chunk_id == FourCc::RIFX)]
    #[bw(is_big = *chunk_id == FourCc::RIFX)]
    #[inspect(with = inspect_chunks)]
    pub chunks: Vec<Chunk>,
}

/// Four letters that name a chunk or a kind of list
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, PartialEq, Eq)]
#[inspect(name = "FourCC", from_json = letters, show = |cx, _| cx.leaf(Value::text(self_0.escape_ascii().to_string())))]
pub struct FourCc(pub [u8; 4]);

impl FourCc {
    const RIFX: Self = Self(*b"RIFX");
    const WAVE: Self = Self(*b"WAVE");
    const DATA: Self = Self(*b"data");
    const FMT: Self = Self(*b"fmt ");
    const DS64: Self = Self(*b"ds64");

    /// The chunks that have a form of their own: one that is broken must not count as unknown.
    const DECODED: [&[u8; 4]; 13] = [
        b"fmt ", b"data", b"LIST", b"fact", b"cue ", b"smpl", b"inst", b"bext", b"ds64", b"PEAK",
        b"iXML", b"axml", b"_PMX",
    ];

    fn is_riff(self) -> bool {
        matches!(&self.0, b"RIFF" | b"RIFX" | b"RF64" | b"BW64")
    }

    fn is_64(self) -> bool {
        matches!(&self.0, b"RF64" | b"BW64")
    }
}

impl fmt::Debug for FourCc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

fn letters(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<FourCc> {
    draft.letters().map(FourCc)
}

/// What a chunk must know of the file around it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// Where the file ends.
    file_end: u64,
    /// Where the RIFF chunk ends, by its own words but no later than the file.
    riff_end: u64,
    /// The size of a RIFF chunk that fills the file; none where it ends before.
    riff_size: Option<u32>,
    /// Whether the size that a ds64 chunk gives is there.
    riff_fits: bool,
    /// Whether the file was written to a pipe, sizes unknown.
    is_stream: bool,
    /// Bytes of the data chunk, from the ds64 chunk.
    data_size: Option<u64>,
    /// Bytes of a second of sound, from the fmt chunk.
    byte_rate: u32,
}

/// Looks for what stands elsewhere: the end of the file, and the chunks ds64 and fmt.
#[binrw::parser(reader, endian)]
fn look_around(chunk_id: FourCc, chunk_size: u32) -> BinResult<Around> {
    let start = reader.stream_position()?;
    let file_end = reader.seek(SeekFrom::End(0))?;
    let endian = if chunk_id == FourCc::RIFX { Endian::Big } else { endian };
    let mut around = Around { file_end, ..Around::default() };
    let mut riff_size = u64::from(chunk_size);
    let mut at = start.saturating_add(4);
    // What is not among the first chunks is not worth a walk over the whole file.
    for _ in 0..32 {
        reader.seek(SeekFrom::Start(at))?;
        let Ok((id, size)) = <(FourCc, u32)>::read_options(reader, endian, ()) else { break };
        if id == FourCc::DS64 && chunk_id.is_64() {
            let sizes = Sizes::read_options(reader, endian, ()).ok();
            riff_size = sizes.as_ref().map_or(riff_size, |sizes| sizes.riff_size);
            around.data_size = sizes.map(|sizes| sizes.data_size);
        } else if id == FourCc::FMT {
            let fmt = Fmt::read_options(reader, endian, (size,)).ok();
            around.byte_rate = fmt.map_or(0, |fmt| fmt.byte_rate);
            break;
        }
        at = at.saturating_add(8).saturating_add(u64::from(size).next_multiple_of(2));
    }
    let left = file_end.saturating_sub(start);
    around.is_stream = matches!(riff_size, 0 | 0xffff_ffff);
    let fits = riff_size <= left && !around.is_stream;
    around.riff_fits = fits || !chunk_id.is_64();
    around.riff_size =
        (!fits && !chunk_id.is_64()).then(|| u32::try_from(left).unwrap_or(u32::MAX));
    let known = if around.is_stream { left } else { riff_size.min(left) };
    around.riff_end = start.saturating_add(known);
    Ok(around)
}

impl Around {
    /// The length of a chunk at `start`, which is what it says except for sound of unknown length.
    fn len_of(self, id: FourCc, size: u32, start: u64) -> u64 {
        let left = self.file_end.saturating_sub(start);
        match (self.data_size, size) {
            (Some(data_size), u32::MAX) if id == FourCc::DATA => data_size,
            _ if self.is_unknown(id, size, start) => left,
            _ => size.into(),
        }
    }

    /// Whether the sound's length was not known when it was written, as to a pipe.
    fn is_unknown(self, id: FourCc, size: u32, start: u64) -> bool {
        let left = self.file_end.saturating_sub(start);
        let empty = size == 0 && (self.is_stream || start >= self.riff_end);
        let endless = size >= 0x7fff_0000 && u64::from(size) > left && self.data_size.is_none();
        id == FourCc::DATA && left > 0 && (empty || endless)
    }

    /// How long the sound of a data chunk lasts.
    fn duration(self, id: FourCc, data: &Within<Data>) -> Option<String> {
        let Some(Data::Sound(sound)) = data.value.as_ref() else { return None };
        if id != FourCc::DATA || self.byte_rate == 0 {
            return None;
        }
        let seconds = sound.len() as f64 / f64::from(self.byte_rate);
        Some(format!("{} s", (seconds * 1e6).round() / 1e6))
    }
}

/// Chunks up to the end of the RIFF chunk.
#[binrw::parser(reader, endian)]
fn read_chunks(around: Around) -> BinResult<Vec<Chunk>> {
    let mut chunks = Vec::new();
    while reader.stream_position()? < around.riff_end {
        chunks.push(Chunk::read_options(reader, endian, (around,))?);
    }
    Ok(chunks)
}

/// The tree twin of [`read_chunks`].
fn inspect_chunks(cx: &mut Cx<'_>, endian: Endian, (around,): (Around,)) -> BinResult<Vec<Chunk>> {
    cx.leaf(Value::List);
    let mut chunks = Vec::new();
    while cx.pos() < around.riff_end {
        let index = chunks.len() as u64;
        chunks.push(cx.item(index, Chunk::ITEM, |cx| Chunk::inspect(cx, endian, (around,)))?);
    }
    Ok(chunks)
}

#[binrw::parser(reader)]
fn position() -> BinResult<u64> {
    Ok(reader.stream_position()?)
}

/// A chunk: name, size and data, and a byte more when the size is odd
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(around: Around))]
pub struct Chunk {
    /// What the chunk is
    #[inspect(note = meaning(chunk_id))]
    pub chunk_id: FourCc,
    /// Bytes of the data
    #[inspect(
        unit = "bytes",
        check(
            !around.is_unknown(chunk_id, chunk_size, start),
            format!("not known when this was written; {} bytes follow", len)
        ),
        check(
            start.saturating_add(len) <= around.riff_end || len > around.file_end.saturating_sub(start),
            format!("the RIFF chunk ends at byte {}", around.riff_end)
        )
    )]
    pub chunk_size: u32,
    #[br(temp, parse_with = position)]
    #[bw(ignore)]
    #[inspect(skip)]
    start: u64,
    /// What the chunk holds
    #[br(
        count = around.len_of(chunk_id, chunk_size, start),
        args { inner: (chunk_id, chunk_size) }
    )]
    #[inspect(note = around.duration(chunk_id, &data))]
    pub data: Within<Data>,
    #[br(temp, calc = around.len_of(chunk_id, chunk_size, start))]
    #[bw(ignore)]
    len: u64,
    /// Makes the next chunk begin at an even place
    #[br(if(len & 1 == 1 && start.saturating_add(len) < around.file_end))]
    pub pad: Option<u8>,
}

/// What a chunk holds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(id: FourCc, size: u32))]
pub enum Data {
    /// How the sound is coded
    #[br(pre_assert(&id.0 == b"fmt "))]
    Format(#[br(args(size))] Fmt),
    /// The sound
    #[br(pre_assert(&id.0 == b"data"))]
    Sound(#[br(parse_with = to_end)] Blob),
    /// A list of chunks
    #[br(pre_assert(&id.0 == b"LIST"))]
    List(List),
    /// The number of samples
    #[br(pre_assert(&id.0 == b"fact"))]
    Fact {
        /// Samples of one channel
        sample_count: u32,
        /// What a later version may add
        #[br(if(size > 4), parse_with = to_end)]
        more: Option<Blob>,
    },
    /// Marked places
    #[br(pre_assert(&id.0 == b"cue "))]
    Cue(Cue),
    /// How a sampler plays the sound
    #[br(pre_assert(&id.0 == b"smpl"))]
    Sampler(Sampler),
    /// How an instrument plays the sound
    #[br(pre_assert(&id.0 == b"inst"))]
    Instrument(Instrument),
    /// What a broadcaster says of the sound
    #[br(pre_assert(&id.0 == b"bext"))]
    Broadcast(Box<Broadcast>),
    /// Sizes of more than 32 bits
    #[br(pre_assert(&id.0 == b"ds64"))]
    Sizes(Sizes),
    /// Highest levels
    #[br(pre_assert(&id.0 == b"PEAK"))]
    Peaks(Peaks),
    /// Text in XML
    #[br(pre_assert(matches!(&id.0, b"iXML" | b"axml" | b"_PMX")))]
    Xml(#[br(parse_with = to_end)] Text<Filled>),
    /// Any other chunk
    #[br(pre_assert(!FourCc::DECODED.contains(&&id.0)))]
    Other(#[br(parse_with = to_end)] Blob),
}

/// What a chunk is for, where its name does not say it.
fn meaning(id: FourCc) -> Option<&'static str> {
    Some(match &id.0 {
        b"fact" => "number of samples",
        b"smpl" => "sampler",
        b"inst" => "instrument",
        b"plst" => "play list",
        b"bext" => "broadcast extension (EBU Tech 3285)",
        b"ds64" => "sizes of 64 bits",
        b"id3 " | b"ID3 " => "ID3v2 tag",
        b"iXML" => "production metadata",
        b"axml" => "metadata in XML",
        b"_PMX" => "XMP metadata",
        b"chna" => "channels of an audio definition model",
        b"cart" => "radio traffic (AES46)",
        b"levl" => "peak envelope",
        b"JUNK" | b"junk" | b"PAD " | b"FLLR" => "filler",
        b"DISP" => "title or picture for the clipboard",
        b"acid" => "loop properties",
        _ => return None,
    })
}

impl FileFormat for Wav {
    const NAME: &'static str = "wav";
    const TITLE: &'static str = "WAVE sound";
    const EXTENSIONS: &'static [&'static str] = &["wav", "wave", "bwf", "rf64"];
    const SPEC: &'static str =
        "Multimedia Programming Interface and Data Specifications 1.0; EBU Tech 3285 and 3306";
    const ENDIAN: Endian = Endian::Little;
    const BY_CONTENT: bool = true;

    /// Other files are RIFF files too: the form type must fit as far as it is there.
    fn detect(data: &[u8]) -> bool {
        let riffs: [&[u8]; 4] = [b"RIFF", b"RIFX", b"RF64", b"BW64"];
        let form = data.get(8..).unwrap_or_default();
        let riff = data.get(..4).unwrap_or(data);
        riffs.iter().any(|id| begins(riff, id))
            && (form.starts_with(b"WAVE") || b"WAVE".starts_with(form))
    }
}
