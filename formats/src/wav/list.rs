//! LIST chunks: metadata (INFO) and associated data of cue points (adtl).

use super::padding::ZeroPadding;
use super::{FourCc, remaining};
use binrw::io::{Read, Seek};
use binrw::{BinRead, BinResult, Endian, binrw};
use bytescope_inspect::{Blob, Cx, Inspect, NulPadded, Terminated, Text, Value, Within, to_end};

/// List of subchunks
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(summary = "{list_type}")]
pub struct ListChunk {
    /// List type: INFO or adtl
    pub list_type: FourCc,
    /// Items of the list
    #[br(args(list_type))]
    #[inspect(flat)]
    pub items: ListItems,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Zeros after the last item, added by some writers to align the list
    #[br(if(remaining > 0), count = remaining)]
    pub padding: Option<Blob>,
}

/// Items of a list
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(list_type: FourCc))]
pub enum ListItems {
    /// Metadata
    #[br(pre_assert(&list_type.0 == b"INFO"))]
    Info {
        /// Metadata strings
        #[br(parse_with = read_items)]
        #[inspect(with = inspect_items)]
        items: Vec<InfoItem>,
    },
    /// Associated data of cue points
    #[br(pre_assert(&list_type.0 == b"adtl"))]
    Associated {
        /// Items, each for one cue point
        #[br(parse_with = read_items)]
        #[inspect(with = inspect_items)]
        items: Vec<AdtlItem>,
    },
    /// Any other list
    #[br(pre_assert(!matches!(&list_type.0, b"INFO" | b"adtl")))]
    Other {
        /// Raw contents of the list
        #[br(parse_with = to_end)]
        bytes: Blob,
    },
}

/// Reads items up to the end of the list, or to zero padding at its end.
fn read_items<T, R>(reader: &mut R, endian: Endian, (): ()) -> BinResult<Vec<T>>
where
    T: for<'a> BinRead<Args<'a> = ()>,
    R: Read + Seek,
{
    let mut items = Vec::new();
    let mut padding = ZeroPadding::before(u64::MAX);
    while !padding.starts_here(reader)? {
        items.push(T::read_options(reader, endian, ())?);
    }
    Ok(items)
}

/// Counterpart of [`read_items`] that builds the field tree.
fn inspect_items<T>(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Vec<T>>
where
    T: Inspect + for<'a> BinRead<Args<'a> = ()>,
{
    cx.leaf(Value::List);
    let mut items = Vec::new();
    let mut padding = ZeroPadding::before(u64::MAX);
    while !padding.starts_here(cx)? {
        let index = items.len() as u64;
        items.push(cx.item(index, T::ITEM, |cx| T::inspect(cx, endian, ()))?);
    }
    Ok(items)
}

/// Metadata string
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(summary = "{chunk_id}  {text:quoted}")]
pub struct InfoItem {
    /// Chunk ID: subject of the text
    #[inspect(note = subject(chunk_id))]
    pub chunk_id: FourCc,
    /// Size of the text in bytes
    #[inspect(unit = "bytes")]
    pub chunk_size: u32,
    /// Text, NUL-terminated
    #[br(count = chunk_size)]
    pub text: Text<Terminated>,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Padding to an even size
    #[br(if(chunk_size & 1 == 1 && remaining > 0))]
    pub pad: Option<u8>,
}

/// Returns the subject of an INFO item.
fn subject(id: FourCc) -> Option<&'static str> {
    Some(match &id.0 {
        b"IARL" => "archival location",
        b"IART" => "artist",
        b"ICMS" => "commissioned by",
        b"ICMT" => "comments",
        b"ICOP" => "copyright",
        b"ICRD" => "creation date",
        b"ICRP" => "cropped",
        b"IDIM" => "dimensions of the original",
        b"IDPI" => "dots per inch",
        b"IENG" => "engineer",
        b"IGNR" => "genre",
        b"IKEY" => "keywords",
        b"ILGT" => "lightness",
        b"ILNG" => "language",
        b"IMED" => "medium of the original",
        b"INAM" => "title",
        b"IPLT" => "palette setting (number of colors)",
        b"IPRD" => "album or product",
        b"IPRT" | b"ITRK" => "track number",
        b"ISBJ" => "subject",
        b"ISFT" => "software",
        b"ISHP" => "sharpness",
        b"ISMP" => "time code",
        b"ISRC" => "source",
        b"ISRF" => "source form",
        b"ITCH" => "technician",
        b"IMUS" => "composer",
        b"IWRI" => "writer",
        b"ISTR" => "performers",
        _ => return None,
    })
}

/// Label, note, text range or file of a cue point
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct AdtlItem {
    /// Chunk ID: labl, note, ltxt or file
    pub chunk_id: FourCc,
    /// Size of the item's contents in bytes
    #[inspect(unit = "bytes")]
    pub chunk_size: u32,
    /// Contents of the item
    #[br(count = chunk_size, args { inner: (chunk_id,) })]
    pub data: Within<CueNote>,
    #[br(temp, parse_with = remaining)]
    #[bw(ignore)]
    #[inspect(skip)]
    remaining: u64,
    /// Padding to an even size
    #[br(if(chunk_size & 1 == 1 && remaining > 0))]
    pub pad: Option<u8>,
}

/// Associated data of a cue point
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(id: FourCc))]
pub enum CueNote {
    /// Label or note
    #[br(pre_assert(matches!(&id.0, b"labl" | b"note")))]
    Text {
        /// Cue point ID
        cue_point_id: u32,
        /// Text, NUL-terminated
        #[br(parse_with = to_end)]
        text: Text<Terminated>,
    },
    /// Text associated with a range of samples
    #[br(pre_assert(&id.0 == b"ltxt"))]
    Range {
        /// ID of the cue point at the start of the range
        cue_point_id: u32,
        /// Number of samples in the range
        sample_length: u32,
        /// Purpose of the text
        purpose_id: FourCc,
        /// Country code
        country: u16,
        /// Language code
        language: u16,
        /// Dialect code
        dialect: u16,
        /// Code page
        code_page: u16,
        /// Text
        #[br(parse_with = to_end)]
        text: Text<NulPadded>,
    },
    /// Embedded file
    #[br(pre_assert(&id.0 == b"file"))]
    File {
        /// Cue point ID
        cue_point_id: u32,
        /// Media type of the file
        media_type: FourCc,
        /// File contents
        #[br(parse_with = to_end)]
        file_data: Blob,
    },
    /// Any other item
    #[br(pre_assert(!matches!(&id.0, b"labl" | b"note" | b"ltxt" | b"file")))]
    Other {
        /// Raw contents of the item
        #[br(parse_with = to_end)]
        bytes: Blob,
    },
}
