//! LIST chunks: what the sound is about, and names for marked places.

use super::FourCc;
use binrw::{BinResult, binrw};
use bytescope_inspect::{Blob, Filled, Inspect, Terminated, Text, Within, to_end};
use std::io::SeekFrom;

/// A list of chunks
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What the list holds: INFO or adtl
    pub list_type: FourCc,
    /// The items of the list
    #[br(args(list_type))]
    #[inspect(flat)]
    pub items: Items,
}

/// The items of a list
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(list_type: FourCc))]
pub enum Items {
    /// What the sound is about
    #[br(pre_assert(&list_type.0 == b"INFO"))]
    Info {
        /// One text each
        #[br(parse_with = to_end)]
        items: Vec<InfoItem>,
    },
    /// Names and notes for cue points
    #[br(pre_assert(&list_type.0 == b"adtl"))]
    Associated {
        /// One cue point each
        #[br(parse_with = to_end)]
        items: Vec<AdtlItem>,
    },
    /// Any other list
    #[br(pre_assert(!matches!(&list_type.0, b"INFO" | b"adtl")))]
    Other {
        /// The list as stored
        #[br(parse_with = to_end)]
        bytes: Blob,
    },
}

/// Bytes up to the end of the list.
#[binrw::parser(reader)]
fn left() -> BinResult<u64> {
    let here = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(here))?;
    Ok(end.saturating_sub(here))
}

/// A text on the sound
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct InfoItem {
    /// What the text is about
    #[inspect(note = subject(chunk_id))]
    pub chunk_id: FourCc,
    /// Bytes of the text
    #[inspect(unit = "bytes")]
    pub chunk_size: u32,
    /// The text, ended by a NUL
    #[br(count = chunk_size)]
    pub text: Text<Terminated>,
    #[br(temp, parse_with = left)]
    #[bw(ignore)]
    #[inspect(skip)]
    left: u64,
    /// Makes the next item begin at an even place
    #[br(if(chunk_size & 1 == 1 && left > 0))]
    pub pad: Option<u8>,
}

/// What an item of an INFO list is about.
fn subject(id: FourCc) -> Option<&'static str> {
    Some(match &id.0 {
        b"IARL" => "where the original is archived",
        b"IART" => "artist",
        b"ICMS" => "who commissioned it",
        b"ICMT" => "comments",
        b"ICOP" => "copyright",
        b"ICRD" => "creation date",
        b"ICRP" => "how it was cropped",
        b"IDIM" => "dimensions of the original",
        b"IDPI" => "dots per inch",
        b"IENG" => "engineer",
        b"IGNR" => "genre",
        b"IKEY" => "keywords",
        b"ILGT" => "lightness",
        b"ILNG" => "language",
        b"IMED" => "medium of the original",
        b"INAM" => "title",
        b"IPLT" => "number of colours",
        b"IPRD" => "album or product",
        b"IPRT" | b"ITRK" => "track number",
        b"ISBJ" => "subject",
        b"ISFT" => "software",
        b"ISHP" => "sharpness",
        b"ISMP" => "time code",
        b"ISRC" => "source",
        b"ISRF" => "form of the original",
        b"ITCH" => "technician",
        b"IMUS" => "composer",
        b"IWRI" => "writer",
        b"ISTR" => "performers",
        _ => return None,
    })
}

/// A name, note or range for a cue point
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
pub struct AdtlItem {
    /// labl, note, ltxt or file
    pub chunk_id: FourCc,
    /// Bytes of the item
    #[inspect(unit = "bytes")]
    pub chunk_size: u32,
    /// What is said of the cue point
    #[br(count = chunk_size, args { inner: (chunk_id,) })]
    pub data: Within<Note>,
    #[br(temp, parse_with = left)]
    #[bw(ignore)]
    #[inspect(skip)]
    left: u64,
    /// Makes the next item begin at an even place
    #[br(if(chunk_size & 1 == 1 && left > 0))]
    pub pad: Option<u8>,
}

/// What is said of a cue point
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(id: FourCc))]
pub enum Note {
    /// A name or a note
    #[br(pre_assert(matches!(&id.0, b"labl" | b"note")))]
    Text {
        /// Which cue point
        cue_point_id: u32,
        /// The text, ended by a NUL
        #[br(parse_with = to_end)]
        text: Text<Terminated>,
    },
    /// A text for a range of samples
    #[br(pre_assert(&id.0 == b"ltxt"))]
    Range {
        /// Which cue point the range begins at
        cue_point_id: u32,
        /// Samples in the range
        sample_length: u32,
        /// What the text is for
        purpose_id: FourCc,
        /// Country, as a telephone code
        country: u16,
        /// Language
        language: u16,
        /// Dialect of the language
        dialect: u16,
        /// Code page of the text
        code_page: u16,
        /// The text
        #[br(parse_with = to_end)]
        text: Text<Filled>,
    },
    /// A file that goes with a cue point
    #[br(pre_assert(&id.0 == b"file"))]
    File {
        /// Which cue point
        cue_point_id: u32,
        /// What the file is
        media_type: FourCc,
        /// The file
        #[br(parse_with = to_end)]
        file_data: Blob,
    },
    /// Any other item
    #[br(pre_assert(!matches!(&id.0, b"labl" | b"note" | b"ltxt" | b"file")))]
    Other {
        /// The item as stored
        #[br(parse_with = to_end)]
        bytes: Blob,
    },
}
