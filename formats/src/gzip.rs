//! Gzip files (RFC 1952), with the block sizes of BGZF (SAM specification, 4.1).

mod builder;

pub use builder::Builder;

use crate::deflate::Deflate;
use crate::{FileFormat, format, time};
use binrw::helpers::until;
use binrw::io::Read;
use binrw::{BinResult, Endian, NullString, binrw};
use bytescope_inspect::{
    Algorithm, Blob, BuildResult, Draft, Expected, Inspect, Value, Within, bits, labels, to_end,
};

/// Gzip file: one compressed member or more (2.2)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Gzip {
    /// The members in file order; the content is that of all, joined
    #[br(parse_with = until(|member: &Member| !member.has_next))]
    pub members: Vec<Member>,
    #[br(parse_with = peek_zeros, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    zeros: u64,
    /// Zeros behind the last member, which fill a block of a tape or a disk
    #[br(if(zeros > 0), count = zeros)]
    pub padding: Option<Blob>,
}

/// A member: header, compressed data and trailer (2.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Member {
    /// What the data is and where it came from
    #[inspect(check(
        header.block_size().is_none_or(|size| size == member_size(&header, crc16, &data)),
        "the BGZF block size is not the size of this member"
    ))]
    pub header: Header,
    /// CRC-32 of the header, its low 16 bits
    #[br(if(header.flags.header_crc() == 1))]
    #[inspect(hex, checksum(Algorithm::CRC_32_LOW_16, from = header, to = header))]
    pub crc16: Option<u16>,
    /// The deflate data (RFC 1951)
    #[inspect(note = format!("inflates to {} bytes", data.inflated_len))]
    pub data: Deflate,
    /// CRC-32 of the uncompressed data
    #[inspect(hex, expect("crc-32 of the content", Expected::checksum(data.crc32)))]
    pub crc32: u32,
    /// Size of the uncompressed data, modulo 2^32
    #[inspect(unit = "bytes", expect("size of the content", data.inflated_len & 0xffff_ffff))]
    pub isize: u32,
    #[br(parse_with = peek_next, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    has_next: bool,
}

/// What the data is and where it came from (2.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"\x1f\x8b")]
#[inspect(magic("id", "The two bytes that every member begins with"))]
pub struct Header {
    /// How the data is compressed
    #[br(assert(compression_method == CompressionMethod::DEFLATE, "only method 8 is defined"))]
    pub compression_method: CompressionMethod,
    /// Which of the optional fields are present
    #[inspect(hex, check(flags.reserved() == 0, "the reserved bits must be zero (2.3.1.2)"))]
    pub flags: Flags,
    /// When the original file was last changed, in seconds since 1970; 0 when unknown
    #[inspect(unit = "s", note = (mtime != 0).then(|| time::unix_utc(mtime.into())))]
    pub mtime: u32,
    /// How hard the compressor tried
    pub extra_flags: ExtraFlags,
    /// The file system that the original file came from
    pub os: OperatingSystem,
    /// Number of bytes in the extra field
    #[br(if(flags.extra() == 1))]
    #[inspect(unit = "bytes")]
    pub extra_length: Option<u16>,
    /// What other programs have added
    #[br(if(flags.extra() == 1), count = extra_length.unwrap_or_default())]
    pub extra_field: Option<Within<ExtraField>>,
    /// Name of the original file, Latin-1
    #[br(if(flags.name() == 1))]
    pub name: Option<NullString>,
    /// A remark for people, Latin-1
    #[br(if(flags.comment() == 1))]
    pub comment: Option<NullString>,
}

labels! {
    /// How the data is compressed
    pub struct CompressionMethod(u8) {
        /// Deflate (RFC 1951)
        DEFLATE = 8,
    }
}

bits! {
    /// Which of the optional fields are present
    pub struct Flags(u8) {
        /// FTEXT: the data is probably text
        text: 0..1,
        /// FHCRC: a checksum of the header is present
        header_crc: 1..2,
        /// FEXTRA: extra fields are present
        extra: 2..3,
        /// FNAME: the name of the original file is present
        name: 3..4,
        /// FCOMMENT: a comment is present
        comment: 4..5,
        /// Must be zero
        reserved: 5..8,
    }
}

labels! {
    /// How hard the compressor tried
    pub struct ExtraFlags(u8) {
        /// Nothing is said
        NONE = 0,
        /// The smallest result, the slowest way
        MAXIMUM_COMPRESSION = 2,
        /// The fastest way
        FASTEST = 4,
    }
}

labels! {
    /// The file system that the original file came from
    pub struct OperatingSystem(u8) {
        /// MS-DOS, OS/2, Windows
        FAT = 0,
        /// Amiga
        AMIGA = 1,
        /// VMS or `OpenVMS`
        VMS = 2,
        /// Unix and its like
        UNIX = 3,
        /// VM/CMS
        VM_CMS = 4,
        /// Atari TOS
        ATARI_TOS = 5,
        /// OS/2, NT
        HPFS = 6,
        /// Classic Mac OS
        MACINTOSH = 7,
        /// Z-System
        Z_SYSTEM = 8,
        /// CP/M
        CP_M = 9,
        /// TOPS-20
        TOPS_20 = 10,
        /// Windows NT
        NTFS = 11,
        /// QDOS
        QDOS = 12,
        /// Acorn RISC OS
        ACORN_RISCOS = 13,
        /// Not told
        UNKNOWN = 255,
    }
}

/// What other programs have added: subfields (2.3.1.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct ExtraField(#[br(parse_with = to_end)] pub Vec<Subfield>);

/// A part of the extra field (2.3.1.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Subfield {
    /// Two letters that tell whose it is
    #[inspect(note = id.meaning())]
    pub id: SubfieldId,
    /// Number of bytes in the data
    #[inspect(unit = "bytes")]
    pub length: u16,
    /// What the subfield holds
    #[br(count = length, args { inner: (id,) })]
    pub data: Within<SubfieldData>,
}

/// Two letters that tell whose a subfield is
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[inspect(from_json = letters, show = |cx, _| cx.leaf(Value::text(self_0.escape_ascii().to_string())))]
pub struct SubfieldId(pub [u8; 2]);

impl SubfieldId {
    /// A block of a BGZF file.
    pub const BGZF: Self = Self(*b"BC");

    fn meaning(self) -> &'static str {
        match &self.0 {
            b"BC" => "BGZF block",
            b"AP" => "Apollo file type information",
            b"RA" => "dictzip, random access",
            b"cp" => "name in another charset",
            _ => "",
        }
    }
}

fn letters(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<SubfieldId> {
    draft.letters().map(SubfieldId)
}

/// What a subfield holds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(id: SubfieldId))]
pub enum SubfieldData {
    /// A block of a BGZF file
    #[br(pre_assert(id == SubfieldId::BGZF))]
    Bgzf {
        /// Size of the whole member, less one
        #[inspect(unit = "bytes")]
        block_size: u16,
    },
    /// Any other subfield
    #[br(pre_assert(id != SubfieldId::BGZF))]
    Other(#[br(parse_with = to_end)] Blob),
}

impl Header {
    /// The size that a BGZF subfield says the member has.
    fn block_size(&self) -> Option<u64> {
        let fields = &self.extra_field.as_ref()?.value.as_ref()?.0;
        fields.iter().find_map(|field| match &field.data.value {
            Some(SubfieldData::Bgzf { block_size }) => {
                Some(u64::from(*block_size).saturating_add(1))
            }
            _ => None,
        })
    }
}

/// The size that a member has.
fn member_size(header: &Header, crc16: Option<u16>, data: &Deflate) -> u64 {
    let text = |text: &Option<NullString>| text.as_ref().map_or(0, |t| t.len().saturating_add(1));
    let extra = header.extra_length.map_or(0, |length| u64::from(length).saturating_add(2));
    let optional = [
        extra,
        text(&header.name) as u64,
        text(&header.comment) as u64,
        crc16.map_or(0, |_| 2),
        data.compressed.len(),
    ];
    // The header has ten bytes before the optional ones, and the trailer has eight.
    optional.into_iter().fold(18, u64::saturating_add)
}

/// Whether another member follows, cut short as it may be. Anything else is not gzip's.
#[binrw::parser(reader)]
fn peek_next() -> BinResult<bool> {
    let mut start = Vec::new();
    reader.take(Header::MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(!start.is_empty() && Header::MAGIC.starts_with(&start))
}

/// How many zeros follow.
#[binrw::parser(reader)]
fn peek_zeros() -> BinResult<u64> {
    let mut zeros = 0_u64;
    let mut buffer = [0; 4096];
    loop {
        let filled = reader.read(&mut buffer)?;
        let found = buffer.get(..filled).unwrap_or_default();
        let run = found.iter().take_while(|byte| **byte == 0).count();
        zeros = zeros.saturating_add(run as u64);
        if filled == 0 || run < filled {
            return Ok(zeros);
        }
    }
}

impl FileFormat for Gzip {
    const NAME: &'static str = "gzip";
    const TITLE: &'static str = "gzip file";
    const EXTENSIONS: &'static [&'static str] = &["gz", "tgz", "svgz", "bgz"];
    const SPEC: &'static str = "RFC 1952";
    const ENDIAN: Endian = Endian::Little;
    const BY_CONTENT: bool = true;

    fn detect(data: &[u8]) -> bool {
        format::begins(data, Header::MAGIC)
    }
}
