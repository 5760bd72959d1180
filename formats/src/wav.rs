//! WAVE audio in a RIFF file (Multimedia Programming Interface 1.0; 64-bit sizes: EBU Tech 3306).

mod chunks;
mod duration;
mod format;
mod list;
mod padding;

pub use chunks::{
    Broadcast, Cue, CuePoint, Ds64, Instrument, Peak, Peaks, SampleLoop, SamplerChunk, TableEntry,
};
pub use format::{Adpcm, ChannelMask, Extension, Fmt, FormatTag, Guid, MpegLayer3};
pub use list::{AdtlItem, CueNote, InfoItem, ListChunk, ListItems};

use crate::FileFormat;
use crate::format::begins;
use binrw::{BinRead, BinResult, Endian, VecArgs, binrw};
use bytescope_inspect::{
    Blob, BuildResult, Cx, Draft, Inspect, NulPadded, Text, Value, Within, to_end,
};
use duration::SoundProperties;
use padding::ZeroPadding;
use std::fmt;
use std::io::SeekFrom;

/// WAVE audio: chunks within a RIFF chunk
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "WAVE audio, {chunks[chunk_id=\"fmt \"].data}")]
pub struct Wav {
    /// Chunk ID: RIFF; RIFX if big-endian; RF64 or BW64 if a ds64 chunk gives the sizes
    #[br(assert(chunk_id.is_riff(), "must be RIFF, RIFX, RF64 or BW64"))]
    pub chunk_id: FourCc,
    /// Size of the rest of the file
    #[br(is_big = chunk_id == FourCc::RIFX)]
    #[bw(is_big = *chunk_id == FourCc::RIFX)]
    #[inspect(
        unit = "bytes",
        note = context.is_stream.then_some("size unknown (streamed); assumed to extend to the end of the file"),
        expect("the size of the rest of the file", context.riff_size),
        check(context.riff_fits, "the ds64 chunk must give a size within the file")
    )]
    pub chunk_size: u32,
    #[br(temp, parse_with = read_context, args(chunk_id, chunk_size), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    context: ChunkContext,
    /// Form type: WAVE
    #[br(assert(form_type == FourCc::WAVE, "must be WAVE"))]
    pub form_type: FourCc,
    /// Chunks in file order
    #[br(parse_with = read_chunks, args(context), is_big = chunk_id == FourCc::RIFX)]
    #[bw(is_big = *chunk_id == FourCc::RIFX)]
    #[inspect(
        with = inspect_chunks,
        check(missing_chunk(&context, &chunks).is_none(), missing_chunk(&context, &chunks).unwrap_or_default())
    )]
    pub chunks: Vec<RiffChunk>,
    #[br(temp, parse_with = remaining_to, args(context.riff_end))]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Zeros after the last chunk, up to the end of the RIFF chunk
    #[br(if(remaining > 0), count = remaining)]
    pub padding: Option<Blob>,
}

/// Returns the fault for a chunk that is required but missing. If the RIFF chunk is truncated or its
/// size is unknown, this is already a fault of `chunk_size`.
fn missing_chunk(context: &ChunkContext, chunks: &[RiffChunk]) -> Option<&'static str> {
    let has = |id| chunks.iter().any(|chunk| chunk.chunk_id == id);
    let is_wave_list = |chunk: &RiffChunk| match &chunk.data.value {
        Some(RiffData::List(list)) => &list.list_type.0 == b"wavl",
        _ => false,
    };
    let has_sound = has(FourCc::DATA) || chunks.iter().any(is_wave_list);
    match (has(FourCc::FMT), has_sound) {
        _ if context.riff_size.is_some() => None,
        (_, false) => Some("must contain a data chunk"),
        // A data chunk without a preceding fmt chunk has its own fault.
        (false, true) if !has(FourCc::DATA) => Some("must contain a fmt chunk"),
        _ => None,
    }
}

/// Four-character code of a chunk or list type
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, PartialEq, Eq)]
#[inspect(name = "FourCC", from_json = four_cc, show = |cx, _| cx.ascii(&self_0))]
pub struct FourCc(pub [u8; 4]);

impl FourCc {
    const RIFX: Self = Self(*b"RIFX");
    const WAVE: Self = Self(*b"WAVE");
    const DATA: Self = Self(*b"data");
    const FMT: Self = Self(*b"fmt ");
    const DS64: Self = Self(*b"ds64");
    const FACT: Self = Self(*b"fact");

    /// IDs of chunks with a decoded structure. Such a chunk, if corrupt, must not be read as
    /// [`RiffData::Other`].
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

fn four_cc(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<FourCc> {
    draft.characters().map(FourCc)
}

/// Properties of the file that its chunks depend on.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChunkContext {
    /// Size of the file in bytes.
    file_end: u64,
    /// End offset of the RIFF chunk, not past the end of the file.
    riff_end: u64,
    /// Size of the rest of the file, if the size in the RIFF header is unknown or too large.
    riff_size: Option<u32>,
    /// False if an RF64 or BW64 file has no ds64 chunk with a RIFF size within the file.
    riff_fits: bool,
    /// True if the size of the RIFF chunk is unknown, because the file was streamed.
    is_stream: bool,
    /// Size of the data chunk in bytes, from the ds64 chunk.
    data_size: Option<u64>,
    /// Properties of the sound, from the fmt, fact and ds64 chunks.
    sound: SoundProperties,
    /// True after the fmt chunk.
    has_format: bool,
    /// True after the data chunk.
    has_data: bool,
}

/// Reads the context: size of the file, and fields of the ds64, fmt and fact chunks.
#[binrw::parser(reader, endian)]
fn read_context(chunk_id: FourCc, chunk_size: u32) -> BinResult<ChunkContext> {
    let start = reader.stream_position()?;
    let file_end = reader.seek(SeekFrom::End(0))?;
    let endian = if chunk_id == FourCc::RIFX { Endian::Big } else { endian };
    let mut context = ChunkContext { file_end, ..ChunkContext::default() };
    let mut riff_size = u64::from(chunk_size);
    let mut at = start.saturating_add(4);
    // Only the first chunks are searched, to avoid traversing the whole file.
    for _ in 0..32 {
        reader.seek(SeekFrom::Start(at))?;
        let Ok((id, size)) = <(FourCc, u32)>::read_options(reader, endian, ()) else { break };
        if id == FourCc::DS64 && chunk_id.is_64() {
            let sizes = Ds64::read_options(reader, endian, ()).ok();
            riff_size = sizes.as_ref().map_or(riff_size, |sizes| sizes.riff_size);
            context.sound.add_count(sizes.as_ref().map_or(0, |sizes| sizes.sample_count));
            context.data_size = sizes.map(|sizes| sizes.data_size);
        } else if id == FourCc::FMT {
            let fmt = Within::<Fmt>::read_options(reader, endian, fmt_args(size)).ok();
            context.sound.add_format(fmt.and_then(|fmt| fmt.value).as_ref());
        } else if id == FourCc::FACT && size >= 4 {
            context.sound.add_count(u32::read_options(reader, endian, ()).map_or(0, u64::from));
        }
        if context.sound.is_complete() {
            break;
        }
        let size = match context.data_size {
            Some(data_size) if id == FourCc::DATA && size == u32::MAX => data_size,
            _ => size.into(),
        };
        at = at.saturating_add(8).saturating_add(size).saturating_add(size & 1);
    }
    let left = file_end.saturating_sub(start);
    context.is_stream = matches!(riff_size, 0 | 0xffff_ffff);
    let fits = riff_size <= left && !context.is_stream;
    context.riff_fits = fits || !chunk_id.is_64();
    context.riff_size =
        (!fits && !chunk_id.is_64()).then(|| u32::try_from(left).unwrap_or(u32::MAX));
    let known = if context.is_stream { left } else { riff_size.min(left) };
    context.riff_end = start.saturating_add(known);
    Ok(context)
}

impl ChunkContext {
    /// Returns the size in bytes of the chunk data at `start`, where `size` is the value of the
    /// size field.
    fn len_of(self, id: FourCc, size: u32, start: u64) -> u64 {
        let left = self.file_end.saturating_sub(start);
        match (self.data_size, size) {
            (Some(data_size), u32::MAX) if id == FourCc::DATA => data_size,
            _ if self.is_size_unknown(id, size, start) => left,
            _ => size.into(),
        }
    }

    /// True for a data chunk whose size was unknown when it was written, for example to a pipe.
    fn is_size_unknown(self, id: FourCc, size: u32, start: u64) -> bool {
        let left = self.file_end.saturating_sub(start);
        let empty = size == 0 && (self.is_stream || start >= self.riff_end);
        let endless = size >= 0x7fff_0000 && u64::from(size) > left && self.data_size.is_none();
        id == FourCc::DATA && left > 0 && (empty || endless)
    }

    /// Formats the duration of a data chunk.
    fn duration(self, id: FourCc, data: &Within<RiffData>) -> Option<String> {
        let Some(RiffData::Sound(samples)) = data.value.as_ref() else { return None };
        if id == FourCc::DATA { self.sound.duration(samples.len()) } else { None }
    }

    /// Returns the context of the chunks after a chunk with this ID.
    fn after(self, id: FourCc) -> Self {
        Self {
            has_format: self.has_format || id == FourCc::FMT,
            has_data: self.has_data || id == FourCc::DATA,
            ..self
        }
    }

    /// Returns the fault of a chunk that is not allowed after the chunks before it.
    fn order_fault(self, id: FourCc) -> Option<&'static str> {
        match id {
            FourCc::FMT if self.has_format => Some("duplicate fmt chunk"),
            FourCc::DATA if self.has_data => Some("duplicate data chunk"),
            FourCc::DATA if !self.has_format => Some("no fmt chunk before the data chunk"),
            _ => None,
        }
    }
}

/// Returns the arguments of a fmt chunk with this size.
fn fmt_args(size: u32) -> VecArgs<(u32,)> {
    VecArgs { count: usize::try_from(size).unwrap_or(usize::MAX), inner: (size,) }
}

/// Reads chunks up to the end of the RIFF chunk, or to zero padding at its end.
#[binrw::parser(reader, endian)]
fn read_chunks(mut context: ChunkContext) -> BinResult<Vec<RiffChunk>> {
    let mut chunks = Vec::new();
    let mut padding = ZeroPadding::before(context.riff_end);
    while !padding.starts_here(reader)? {
        let chunk = RiffChunk::read_options(reader, endian, (context,))?;
        context = context.after(chunk.chunk_id);
        chunks.push(chunk);
    }
    Ok(chunks)
}

/// Counterpart of [`read_chunks`] that builds the field tree.
fn inspect_chunks(
    cx: &mut Cx<'_>,
    endian: Endian,
    (mut context,): (ChunkContext,),
) -> BinResult<Vec<RiffChunk>> {
    cx.leaf(Value::List);
    let mut chunks = Vec::new();
    let mut padding = ZeroPadding::before(context.riff_end);
    while !padding.starts_here(cx)? {
        let index = chunks.len() as u64;
        let chunk =
            cx.item(index, RiffChunk::ITEM, |cx| RiffChunk::inspect(cx, endian, (context,)))?;
        context = context.after(chunk.chunk_id);
        chunks.push(chunk);
    }
    Ok(chunks)
}

/// Returns the number of bytes up to the end of the chunk.
#[binrw::parser(reader)]
fn remaining() -> BinResult<u64> {
    let here = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(here))?;
    Ok(end.saturating_sub(here))
}

/// Returns the number of bytes up to offset `end`.
#[binrw::parser(reader)]
fn remaining_to(end: u64) -> BinResult<u64> {
    Ok(end.saturating_sub(reader.stream_position()?))
}

/// Returns the current offset of the reader.
#[binrw::parser(reader)]
fn current_offset() -> BinResult<u64> {
    Ok(reader.stream_position()?)
}

/// Chunk: ID, size and data, padded to an even size
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(context: ChunkContext))]
#[inspect(summary = "{chunk_id}  {data}")]
pub struct RiffChunk {
    /// Chunk ID
    #[inspect(
        note = meaning(chunk_id),
        check(
            context.order_fault(chunk_id).is_none(),
            context.order_fault(chunk_id).unwrap_or_default()
        )
    )]
    pub chunk_id: FourCc,
    /// Size of the chunk data in bytes
    #[inspect(
        unit = "bytes",
        check(
            !context.is_size_unknown(chunk_id, chunk_size, start),
            format!("size unknown (streamed); assumed to be the remaining {} bytes", len)
        ),
        check(
            start.saturating_add(len) <= context.riff_end || len > context.file_end.saturating_sub(start),
            format!("extends past the end of the RIFF chunk at {:#x}", context.riff_end)
        )
    )]
    pub chunk_size: u32,
    #[br(temp, parse_with = current_offset)]
    #[bw(ignore)]
    #[inspect(skip)]
    start: u64,
    /// Chunk data
    #[br(
        count = context.len_of(chunk_id, chunk_size, start),
        args { inner: (chunk_id, chunk_size) }
    )]
    #[inspect(note = context.duration(chunk_id, &data))]
    pub data: Within<RiffData>,
    #[br(temp, calc = context.len_of(chunk_id, chunk_size, start))]
    #[bw(ignore)]
    len: u64,
    /// Padding to an even size
    #[br(if(len & 1 == 1 && start.saturating_add(len) < context.file_end))]
    pub pad: Option<u8>,
}

/// Chunk data
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(id: FourCc, size: u32))]
pub enum RiffData {
    /// Audio format
    #[br(pre_assert(&id.0 == b"fmt "))]
    Format(#[br(args(size))] Fmt),
    /// Audio samples
    #[br(pre_assert(&id.0 == b"data"))]
    Sound(#[br(parse_with = to_end)] Blob),
    /// List of subchunks
    #[br(pre_assert(&id.0 == b"LIST"))]
    List(ListChunk),
    /// Number of samples
    #[br(pre_assert(&id.0 == b"fact"))]
    Fact {
        /// Number of samples per channel
        sample_count: u32,
        /// Fields of later versions
        #[br(if(size > 4), parse_with = to_end)]
        more: Option<Blob>,
    },
    /// Cue points
    #[br(pre_assert(&id.0 == b"cue "))]
    Cue(Cue),
    /// Sampler settings
    #[br(pre_assert(&id.0 == b"smpl"))]
    Sampler(SamplerChunk),
    /// Instrument settings
    #[br(pre_assert(&id.0 == b"inst"))]
    Instrument(Instrument),
    /// Broadcast extension
    #[br(pre_assert(&id.0 == b"bext"))]
    Broadcast(Box<Broadcast>),
    /// 64-bit sizes
    #[br(pre_assert(&id.0 == b"ds64"))]
    Sizes(Ds64),
    /// Peak levels
    #[br(pre_assert(&id.0 == b"PEAK"))]
    Peaks(Peaks),
    /// XML metadata
    #[br(pre_assert(matches!(&id.0, b"iXML" | b"axml" | b"_PMX")))]
    Xml(#[br(parse_with = to_end)] Text<NulPadded>),
    /// Any other chunk
    #[br(pre_assert(!FourCc::DECODED.contains(&&id.0)))]
    Other(#[br(parse_with = to_end)] Blob),
}

/// Returns the purpose of a chunk whose ID is not self-explanatory.
fn meaning(id: FourCc) -> Option<&'static str> {
    Some(match &id.0 {
        b"fact" => "number of samples",
        b"smpl" => "sampler",
        b"inst" => "instrument",
        b"plst" => "playlist",
        b"bext" => "broadcast extension (EBU Tech 3285)",
        b"ds64" => "64-bit sizes",
        b"id3 " | b"ID3 " => "ID3v2 tag",
        b"iXML" => "production metadata",
        b"axml" => "XML metadata",
        b"_PMX" => "XMP metadata",
        b"chna" => "Audio Definition Model channels",
        b"cart" => "radio traffic data (AES46)",
        b"levl" => "peak envelope",
        b"JUNK" | b"junk" | b"PAD " | b"FLLR" => "filler",
        b"DISP" => "title or picture in clipboard format",
        b"acid" => "loop properties",
        _ => return None,
    })
}

impl FileFormat for Wav {
    const NAME: &'static str = "wav";
    const TITLE: &'static str = "WAVE audio";
    const EXTENSIONS: &'static [&'static str] = &["wav", "wave", "bwf", "rf64"];
    const SPEC: &'static str =
        "Multimedia Programming Interface and Data Specifications 1.0; EBU Tech 3285 and 3306";
    const ENDIAN: Endian = Endian::Little;
    const BY_CONTENT: bool = true;

    /// Other formats also use RIFF, so the form type must match as far as present.
    fn detect(data: &[u8]) -> bool {
        let riffs: [&[u8]; 4] = [b"RIFF", b"RIFX", b"RF64", b"BW64"];
        let form = data.get(8..).unwrap_or_default();
        let riff = data.get(..4).unwrap_or(data);
        riffs.iter().any(|id| begins(riff, id))
            && (form.starts_with(b"WAVE") || b"WAVE".starts_with(form))
    }
}
