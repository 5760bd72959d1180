//! tar archives: ustar and pax (POSIX.1-2024, pax), GNU tar, and the format of Seventh Edition Unix.

mod number;
mod pax;
mod plan;

pub use number::{TarChecksum, TarNumber};
pub use pax::{PaxRecord, PaxText, RecordParts};
pub use plan::{EndBlocks, HeaderSum, MemberPlan};

use crate::{FileFormat, time};
use binrw::helpers::until;
use binrw::{Endian, binrw};
use bytescope_inspect::{
    Blob, Inspect, NestedContent, Padded, Terminated, Text, Within, labels, to_end,
};
use plan::{BLOCK_SIZE, MagicKind, padding};

/// tar archive: members, each a header and data in blocks of 512 bytes
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "tar archive, {entries:count member}")]
pub struct Tar {
    #[br(parse_with = plan::peek_is_member, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    has_members: bool,
    /// Members in file order
    #[br(if(has_members), parse_with = until(|entry: &TarEntry| !entry.has_next))]
    pub entries: Vec<TarEntry>,
    #[br(parse_with = plan::peek_end, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    end: EndBlocks,
    /// End-of-archive indicator: at least two blocks of zeros, usually up to a multiple of 10,240 bytes
    #[br(count = end.size())]
    #[inspect(check(end.is_complete(), "must be at least two blocks of zeros"))]
    pub end_of_archive: Blob,
}

/// Member: extended headers, header and data
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(
    summary = "{header:note}  {header.name}  {header.typeflag}  {header.size:size}",
    columns(
        "name=header.name",
        "size=header.size",
        "type=header.typeflag",
        "modified=header.mtime",
        "mode=header.mode",
        "user=header.uname",
        "group=header.gname",
        "link=header.linkname"
    )
)]
pub struct TarEntry {
    #[br(parse_with = plan::peek_member, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    plan: MemberPlan,
    /// Extended headers and long names of this member, and global headers
    #[br(if(plan.num_extensions > 0), count = plan.num_extensions)]
    #[inspect(check(plan.has_member || !plan.requires_member, "must be followed by a member"))]
    pub extended_headers: Vec<TarExtension>,
    /// Header
    #[br(if(plan.has_member))]
    #[inspect(note = plan.note())]
    pub header: Option<TarHeader>,
    /// Maps of a sparse file that do not fit in the header (GNU tar)
    #[br(if(plan.has_sparse_blocks), parse_with = until(|block: &SparseBlock| block.is_extended == 0))]
    pub sparse_blocks: Vec<SparseBlock>,
    #[br(temp, parse_with = plan::nonzero_padding, args(plan.size))]
    #[bw(ignore)]
    #[inspect(skip)]
    kept: u64,
    /// Data of the file
    #[br(if(plan.size > 0), count = plan.size)]
    #[br(pad_after = if kept > 0 { 0 } else { padding(plan.size) })]
    #[bw(pad_after = written_padding(data, padding_bytes))]
    #[inspect(format = (!plan.is_sparse).then_some(NestedContent::FILE))]
    pub data: Option<Blob>,
    /// Bytes up to the next block, only if they are not zeros
    #[br(if(kept > 0), count = kept)]
    pub padding_bytes: Option<Blob>,
    #[br(parse_with = plan::peek_is_member, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    has_next: bool,
}

/// Header block
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct TarHeader {
    #[br(parse_with = plan::peek_sum, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    sum: HeaderSum,
    /// Pathname, or its last part if there is a prefix
    pub name: Padded<100>,
    /// Permission bits
    #[inspect(note = mode.value().map(|mode| format!("{mode:04o}")))]
    pub mode: TarNumber<8>,
    /// User ID of the owner
    pub uid: TarNumber<8>,
    /// Group ID of the owner
    pub gid: TarNumber<8>,
    /// Size of the data in bytes; a pax header may contain another size
    #[inspect(unit = "bytes")]
    pub size: TarNumber<12>,
    /// Modification time, in seconds since 1970-01-01 UTC
    #[inspect(unit = "s", note = mtime.value().map(time::unix_utc))]
    pub mtime: TarNumber<12>,
    /// Sum of all bytes of the header, with spaces in place of the checksum
    #[inspect(
        note = sum.is_signed(chksum.value()).then_some("sum of signed bytes"),
        expect("the sum of the header bytes", sum.expected(chksum.value()))
    )]
    pub chksum: TarChecksum,
    /// Type of the member
    pub typeflag: TypeFlag,
    /// Target of a link
    pub linkname: Padded<100>,
    /// Fields of later formats
    #[br(args(sum.magic))]
    #[inspect(flat)]
    pub extension: HeaderExtension,
}

/// Fields after those of Seventh Edition Unix
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(magic: MagicKind))]
pub enum HeaderExtension {
    /// POSIX ustar and pax
    #[br(pre_assert(magic == MagicKind::Ustar))]
    Ustar {
        /// Magic: ustar and NUL
        magic: Padded<6>,
        /// Version: 00
        version: Padded<2>,
        /// User name of the owner
        uname: Padded<32>,
        /// Group name of the owner
        gname: Padded<32>,
        /// Major number of a device
        devmajor: TarNumber<8>,
        /// Minor number of a device
        devminor: TarNumber<8>,
        /// First part of the pathname, without the slash before the name
        prefix: Padded<155>,
        /// Unused
        #[br(count = 12)]
        reserved: Blob,
    },
    /// GNU tar
    #[br(pre_assert(magic == MagicKind::Gnu))]
    Gnu {
        /// Magic: ustar and a space
        magic: Padded<6>,
        /// Version: a space and NUL
        version: Padded<2>,
        /// User name of the owner
        uname: Padded<32>,
        /// Group name of the owner
        gname: Padded<32>,
        /// Major number of a device
        devmajor: TarNumber<8>,
        /// Minor number of a device
        devminor: TarNumber<8>,
        /// Access time, in seconds since 1970-01-01 UTC
        atime: TarNumber<12>,
        /// Status change time, in seconds since 1970-01-01 UTC
        ctime: TarNumber<12>,
        /// Offset of the data in a file that continues from another volume
        #[inspect(unit = "bytes")]
        offset: TarNumber<12>,
        /// Unused
        #[br(count = 5)]
        longnames: Blob,
        /// Map of a sparse file
        #[br(count = 4)]
        sparse: Vec<SparseEntry>,
        /// 1 if a block with more entries of the map follows
        is_extended: u8,
        /// Size of a sparse file in bytes
        #[inspect(unit = "bytes")]
        realsize: TarNumber<12>,
        /// Unused
        #[br(count = 17)]
        reserved: Blob,
    },
    /// Seventh Edition Unix
    #[br(pre_assert(magic == MagicKind::None))]
    V7 {
        /// Unused
        #[br(count = 255)]
        reserved: Blob,
    },
}

/// Data range of a sparse file
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct SparseEntry {
    /// Offset in the file
    #[inspect(unit = "bytes")]
    pub offset: TarNumber<12>,
    /// Size of the data
    #[inspect(unit = "bytes")]
    pub numbytes: TarNumber<12>,
}

/// Block with more entries of the map of a sparse file
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct SparseBlock {
    /// Entries of the map
    #[br(count = 21)]
    pub sparse: Vec<SparseEntry>,
    /// 1 if another block follows
    pub is_extended: u8,
    /// Unused
    #[br(count = 7)]
    pub reserved: Blob,
}

labels! {
    /// Type of a member
    pub struct TypeFlag(u8) {
        /// Regular file, in archives of Seventh Edition Unix
        AREGTYPE = 0x00,
        /// Regular file
        REGTYPE = 0x30,
        /// Hard link to a member
        LNKTYPE = 0x31,
        /// Symbolic link
        SYMTYPE = 0x32,
        /// Character device
        CHRTYPE = 0x33,
        /// Block device
        BLKTYPE = 0x34,
        /// Folder
        DIRTYPE = 0x35,
        /// Named pipe
        FIFOTYPE = 0x36,
        /// Contiguous file
        CONTTYPE = 0x37,
        /// Names of the files in a folder (GNU tar)
        GNUTYPE_DUMPDIR = 0x44,
        /// Long name of a link target (GNU tar)
        GNUTYPE_LONGLINK = 0x4b,
        /// Long name (GNU tar)
        GNUTYPE_LONGNAME = 0x4c,
        /// Continuation of a file from another volume (GNU tar)
        GNUTYPE_MULTIVOL = 0x4d,
        /// Sparse file (GNU tar)
        GNUTYPE_SPARSE = 0x53,
        /// Label of the volume (GNU tar)
        GNUTYPE_VOLHDR = 0x56,
        /// Extended header (Solaris)
        SOLARIS_XHDTYPE = 0x58,
        /// Global extended header (pax)
        XGLTYPE = 0x67,
        /// Extended header of the next member (pax)
        XHDTYPE = 0x78,
    }
}

impl TypeFlag {
    /// True for a header that describes the next member.
    fn is_extension(self) -> bool {
        self.is_pax() || matches!(self, Self::GNUTYPE_LONGLINK | Self::GNUTYPE_LONGNAME)
    }

    /// True for a header whose data is a list of pax records.
    fn is_pax(self) -> bool {
        matches!(self, Self::SOLARIS_XHDTYPE | Self::XGLTYPE | Self::XHDTYPE)
    }

    /// True for a member without data, whatever its size.
    fn has_no_data(self) -> bool {
        (Self::LNKTYPE.0..=Self::FIFOTYPE.0).contains(&self.0)
    }
}

/// Extended header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "{header.typeflag}  {data}")]
pub struct TarExtension {
    /// Header
    pub header: TarHeader,
    #[br(temp, parse_with = plan::nonzero_padding, args(header.size.size()))]
    #[bw(ignore)]
    #[inspect(skip)]
    kept: u64,
    /// Data
    #[br(count = header.size.size(), args { inner: (header.typeflag,) })]
    #[br(pad_after = if kept > 0 { 0 } else { padding(header.size.size()) })]
    #[bw(pad_after = if padding_bytes.is_some() { 0 } else { padding(header.size.size()) })]
    pub data: Within<ExtensionData>,
    /// Bytes up to the next block, only if they are not zeros
    #[br(if(kept > 0), count = kept)]
    pub padding_bytes: Option<Blob>,
}

/// Data of an extended header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(typeflag: TypeFlag))]
pub enum ExtensionData {
    /// Records of a pax header
    #[br(pre_assert(typeflag.is_pax()))]
    Records(#[br(parse_with = to_end)] Vec<PaxRecord>),
    /// Name, terminated by NUL
    #[br(pre_assert(!typeflag.is_pax()))]
    Name(#[br(parse_with = to_end)] Text<Terminated>),
}

/// Returns the size of the padding after the data of a member, unless it is a field.
fn written_padding(data: &Option<Blob>, kept: &Option<Blob>) -> i64 {
    match kept {
        Some(_) => 0,
        None => padding(data.as_ref().map_or(0, Blob::len)),
    }
}

/// Offset of the magic of ustar and GNU tar.
const MAGIC_OFFSET: usize = 257;

impl FileFormat for Tar {
    const NAME: &'static str = "tar";
    const TITLE: &'static str = "tar archive";
    const EXTENSIONS: &'static [&'static str] = &["tar"];
    const SPEC: &'static str = "POSIX.1-2024 (pax), GNU tar manual";
    const ENDIAN: Endian = Endian::Big;
    // The structure is determined by reading ahead, so it is not known before the bytes are.
    const ENCODABLE: bool = false;
    const BY_CONTENT: bool = true;

    /// The first block must have the magic of ustar or GNU tar, or the checksum of a header with a
    /// name.
    fn detect(data: &[u8]) -> bool {
        let magic = data.get(MAGIC_OFFSET..).unwrap_or_default();
        if magic.starts_with(b"ustar\0") || magic.starts_with(b"ustar ") {
            return true;
        }
        let block = data.get(..BLOCK_SIZE as usize);
        block.is_some_and(|block| block.first() != Some(&0) && HeaderSum::of(block).is_valid(block))
    }
}
