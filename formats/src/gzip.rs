//! gzip files (RFC 1952), including BGZF block sizes (SAM specification, 4.1).

mod builder;

pub use builder::GzipBuilder;

use crate::deflate::Deflate;
use crate::{FileFormat, format, time};
use binrw::helpers::until;
use binrw::io::Read;
use binrw::{BinResult, Endian, NullString, binrw};
use bytescope_inspect::{
    Algorithm, Blob, BuildResult, ContentCoding, Draft, Expected, Inspect, Within, bits, labels,
    to_end,
};

/// gzip file: one or more compressed members (2.2)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(
    summary = "gzip file, {members:count member}, {members[0].header.name:quoted}, {members[].isize:sum:size} uncompressed"
)]
pub struct Gzip {
    /// Members in file order; the uncompressed file is their concatenation
    #[br(parse_with = until(|member: &Member| !member.has_next))]
    #[inspect(format = (members.len() > 1).then_some(ContentCoding::Gzip))]
    pub members: Vec<Member>,
    #[br(parse_with = peek_zeros, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    zeros: u64,
    /// Zero padding after the last member, up to the end of a tape or disk block
    #[br(if(zeros > 0), count = zeros)]
    pub padding: Option<Blob>,
}

/// Member: header, compressed blocks and trailer (2.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "{header.name:quoted}  {data:size} → {isize:size}")]
pub struct Member {
    /// Member header
    #[inspect(check(
        header.block_size().is_none_or(|size| size == member_size(&header, crc16, &data)),
        "BGZF block size does not match the size of this member"
    ))]
    pub header: MemberHeader,
    /// CRC-16 of the header: the low 16 bits of its CRC-32
    #[br(if(header.flags.FHCRC() == 1))]
    #[inspect(hex, checksum(Algorithm::CRC_32_LOW_16, from = header, to = header))]
    pub crc16: Option<u16>,
    /// Compressed blocks: DEFLATE data (RFC 1951)
    #[inspect(note = format!("inflates to {} bytes", data.inflated_len))]
    pub data: Deflate,
    /// CRC-32 of the uncompressed data
    #[inspect(hex, expect("crc-32", Expected::checksum(data.crc32)))]
    pub crc32: u32,
    /// Size of the uncompressed data, modulo 2^32
    #[inspect(
        unit = "bytes",
        expect("the size of the uncompressed data", data.inflated_len & 0xffff_ffff)
    )]
    pub isize: u32,
    #[br(parse_with = peek_next, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    has_next: bool,
}

/// Member header (2.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"\x1f\x8b")]
#[inspect(magic("id", "Identification (ID1, ID2)"))]
pub struct MemberHeader {
    /// Compression method (CM)
    #[br(assert(compression_method == GzipCompression::DEFLATE, "must be 8 (DEFLATE)"))]
    pub compression_method: GzipCompression,
    /// Flags (FLG)
    #[inspect(hex, check(flags.reserved() == 0, "reserved bits must be 0 (2.3.1.2)"))]
    pub flags: GzipFlags,
    /// Modification time of the original file, in seconds since 1970-01-01 UTC; 0 if unknown
    #[inspect(unit = "s", note = (mtime != 0).then(|| time::unix_utc(mtime.into())))]
    pub mtime: u32,
    /// Extra flags (XFL)
    pub extra_flags: ExtraFlags,
    /// Operating system, i.e. type of file system on which the file was compressed
    pub os: OperatingSystem,
    /// Length of the extra field (XLEN)
    #[br(if(flags.FEXTRA() == 1))]
    #[inspect(unit = "bytes")]
    pub extra_length: Option<u16>,
    #[br(
        temp,
        if(flags.FEXTRA() == 1),
        parse_with = peek_is_opaque,
        args(extra_length.unwrap_or_default()),
        restore_position
    )]
    #[bw(ignore)]
    #[inspect(skip)]
    is_opaque: bool,
    /// Extra field
    #[br(
        if(flags.FEXTRA() == 1),
        count = extra_length.unwrap_or_default(),
        args { inner: (is_opaque,) }
    )]
    #[inspect(note = is_opaque.then_some("not a series of subfields (2.3.1.1)"))]
    pub extra_field: Option<Within<GzipExtraField>>,
    /// Original file name, in ISO 8859-1 (Latin-1)
    #[br(if(flags.FNAME() == 1))]
    pub name: Option<NullString>,
    /// File comment, in ISO 8859-1 (Latin-1)
    #[br(if(flags.FCOMMENT() == 1))]
    pub comment: Option<NullString>,
}

labels! {
    /// Compression method
    pub struct GzipCompression(u8) {
        /// DEFLATE (RFC 1951)
        DEFLATE = 8,
    }
}

bits! {
    /// Flags (FLG)
    pub struct GzipFlags(u8) {
        /// File is probably ASCII text
        FTEXT: 0..1,
        /// CRC-16 of the header is present
        FHCRC: 1..2,
        /// Extra field is present
        FEXTRA: 2..3,
        /// Original file name is present
        FNAME: 3..4,
        /// File comment is present
        FCOMMENT: 4..5,
        /// Must be zero
        reserved: 5..8,
    }
}

labels! {
    /// Extra flags (XFL)
    pub struct ExtraFlags(u8) {
        /// None
        NONE = 0,
        /// Maximum compression, slowest algorithm
        MAXIMUM_COMPRESSION = 2,
        /// Fastest algorithm
        FASTEST = 4,
    }
}

labels! {
    /// Operating system, i.e. type of file system
    pub struct OperatingSystem(u8) {
        /// FAT file system (MS-DOS, OS/2, NT/Win32)
        FAT = 0,
        /// Amiga
        AMIGA = 1,
        /// VMS (or `OpenVMS`)
        VMS = 2,
        /// Unix
        UNIX = 3,
        /// VM/CMS
        VM_CMS = 4,
        /// Atari TOS
        ATARI_TOS = 5,
        /// HPFS file system (OS/2, NT)
        HPFS = 6,
        /// Macintosh
        MACINTOSH = 7,
        /// Z-System
        Z_SYSTEM = 8,
        /// CP/M
        CP_M = 9,
        /// TOPS-20
        TOPS_20 = 10,
        /// NTFS file system (NT)
        NTFS = 11,
        /// QDOS
        QDOS = 12,
        /// Acorn RISCOS
        ACORN_RISCOS = 13,
        /// Unknown
        UNKNOWN = 255,
    }
}

/// Extra field
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(is_opaque: bool))]
pub enum GzipExtraField {
    /// Series of subfields (2.3.1.1)
    #[br(pre_assert(!is_opaque))]
    Subfields(#[br(parse_with = to_end)] Vec<Subfield>),
    /// Bytes that are not a series of subfields. Decompressors skip the extra field, and some
    /// writers store other data in it.
    #[br(pre_assert(is_opaque))]
    Opaque(#[br(parse_with = to_end)] Blob),
}

/// Subfield of the extra field (2.3.1.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Subfield {
    /// Subfield ID (SI1, SI2)
    #[inspect(note = id.meaning())]
    pub id: SubfieldId,
    /// Length of the subfield data (LEN)
    #[inspect(unit = "bytes")]
    pub length: u16,
    /// Subfield data
    #[br(count = length, args { inner: (id, length) })]
    pub data: Within<SubfieldData>,
}

/// Subfield ID (SI1, SI2)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[inspect(from_json = subfield_id, show = |cx, _| cx.ascii(&self_0))]
pub struct SubfieldId(pub [u8; 2]);

impl SubfieldId {
    /// ID of the BGZF subfield.
    pub const BGZF: Self = Self(*b"BC");

    /// Returns the purpose of a known subfield, or an empty string.
    fn meaning(self) -> &'static str {
        match &self.0 {
            b"BC" => "BGZF block",
            b"AP" => "Apollo file type information",
            b"RA" => "random access (dictzip)",
            b"cp" => "name in another character set",
            _ => "",
        }
    }
}

fn subfield_id(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<SubfieldId> {
    draft.characters().map(SubfieldId)
}

/// Subfield data
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(id: SubfieldId, length: u16))]
pub enum SubfieldData {
    /// BGZF block
    #[br(pre_assert(id == SubfieldId::BGZF && length == 2))]
    Bgzf {
        /// Total block size minus one (BSIZE)
        #[inspect(unit = "bytes")]
        block_size: u16,
    },
    /// Any other subfield
    #[br(pre_assert(id != SubfieldId::BGZF || length != 2))]
    Other(#[br(parse_with = to_end)] Blob),
}

impl MemberHeader {
    /// Returns the size of the member according to its BGZF subfield.
    fn block_size(&self) -> Option<u64> {
        let GzipExtraField::Subfields(fields) = self.extra_field.as_ref()?.value.as_ref()? else {
            return None;
        };
        fields.iter().find_map(|field| match &field.data.value {
            Some(SubfieldData::Bgzf { block_size }) => {
                Some(u64::from(*block_size).saturating_add(1))
            }
            _ => None,
        })
    }
}

/// Returns the actual size of a member.
fn member_size(header: &MemberHeader, crc16: Option<u16>, data: &Deflate) -> u64 {
    let text = |text: &Option<NullString>| text.as_ref().map_or(0, |t| t.len().saturating_add(1));
    let extra = header.extra_length.map_or(0, |length| u64::from(length).saturating_add(2));
    let optional = [
        extra,
        text(&header.name) as u64,
        text(&header.comment) as u64,
        crc16.map_or(0, |_| 2),
        data.compressed.len(),
    ];
    // 10 bytes of fixed header fields and 8 bytes of trailer.
    optional.into_iter().fold(18, u64::saturating_add)
}

/// True if the next `length` bytes are not a series of subfields: the last one would extend past
/// them. False if fewer bytes remain.
#[binrw::parser(reader)]
fn peek_is_opaque(length: u16) -> BinResult<bool> {
    let mut field = Vec::new();
    reader.take(length.into()).read_to_end(&mut field)?;
    if field.len() < usize::from(length) {
        return Ok(false);
    }
    let mut rest = &*field;
    while let Some(([_, _, low, high], data)) = rest.split_first_chunk() {
        match data.get(usize::from(u16::from_le_bytes([*low, *high]))..) {
            Some(next) => rest = next,
            None => return Ok(true),
        }
    }
    Ok(!rest.is_empty())
}

/// True if another member follows, possibly truncated. Any other data is not part of the file.
#[binrw::parser(reader)]
fn peek_next() -> BinResult<bool> {
    let mut start = Vec::new();
    reader.take(MemberHeader::MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(!start.is_empty() && MemberHeader::MAGIC.starts_with(&start))
}

/// Returns the number of zero bytes that follow.
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
        format::begins(data, MemberHeader::MAGIC)
    }
}
