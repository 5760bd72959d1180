//! Structure of members that is determined in advance: sizes and names in extended headers.

use super::pax::records;
use super::{MAGIC_OFFSET, TarChecksum, TarNumber, TypeFlag};
use binrw::BinResult;
use binrw::io::{Read, SeekFrom};

/// Size of a block in bytes.
pub(super) const BLOCK_SIZE: u64 = 512;
/// Maximum size in bytes of the data of an extended header that is evaluated.
const MAX_EXTENSION: u64 = 1 << 20;
/// Maximum number of characters of a name in a note.
const MAX_NAME: usize = 200;
/// Offset of the flag for more blocks of a sparse map in a header of GNU tar.
const IS_EXTENDED: usize = 482;
/// Bytes of the checksum in a header.
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// Sums of the bytes of a header, and its magic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeaderSum {
    unsigned: i64,
    /// Sum of the bytes as signed numbers, which some old programs store.
    signed: i64,
    pub(super) magic: MagicKind,
    /// True if all bytes of the block are present.
    is_complete: bool,
}

/// Format of a header according to its magic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MagicKind {
    /// No magic.
    #[default]
    None,
    /// POSIX.
    Ustar,
    /// GNU tar.
    Gnu,
}

impl HeaderSum {
    /// Returns the sums of a block.
    pub(super) fn of(block: &[u8]) -> Self {
        let is_complete = block.len() as u64 == BLOCK_SIZE;
        let mut sums = Self { is_complete, ..Self::default() };
        for (at, byte) in block.iter().enumerate() {
            let byte = if CHECKSUM.contains(&at) { b' ' } else { *byte };
            sums.unsigned = sums.unsigned.saturating_add(byte.into());
            sums.signed = sums.signed.saturating_add(byte.cast_signed().into());
        }
        let magic = block.get(MAGIC_OFFSET..).unwrap_or_default();
        sums.magic = match magic {
            [b'u', b's', b't', b'a', b'r', b' ', ..] => MagicKind::Gnu,
            [b'u', b's', b't', b'a', b'r', ..] => MagicKind::Ustar,
            _ => MagicKind::None,
        };
        sums
    }

    /// Returns the expected checksum; `None` if the block is truncated.
    pub(super) fn expected(self, stored: Option<i64>) -> Option<u64> {
        let sum = if self.is_signed(stored) { self.signed } else { self.unsigned };
        u64::try_from(sum).ok().filter(|_| self.is_complete)
    }

    /// True if the stored checksum is the sum of signed bytes.
    pub(super) fn is_signed(self, stored: Option<i64>) -> bool {
        stored == Some(self.signed) && self.signed != self.unsigned && self.signed >= 0
    }

    /// True if the checksum in the block is valid.
    pub(super) fn is_valid(self, block: &[u8]) -> bool {
        let stored = block.get(CHECKSUM).and_then(<[u8]>::first_chunk);
        let stored = stored.and_then(|bytes| TarChecksum(*bytes).value());
        stored == Some(self.unsigned) || self.is_signed(stored)
    }
}

/// Blocks of zeros at the end of an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndBlocks {
    /// Number of zeros.
    zeros: u64,
    /// True if no other bytes follow.
    is_last: bool,
}

impl EndBlocks {
    /// Size of the blocks that must be present.
    const MIN_SIZE: u64 = 2 * BLOCK_SIZE;

    /// Returns the size of the indicator. A missing one is missing at the end of the data.
    pub(super) fn size(self) -> u64 {
        if self.is_last { self.zeros.max(Self::MIN_SIZE) } else { self.zeros }
    }

    /// True if the indicator is long enough.
    pub(super) fn is_complete(self) -> bool {
        self.zeros >= Self::MIN_SIZE
    }
}

/// Extended headers and size of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberPlan {
    /// Number of extended headers.
    pub(super) num_extensions: u64,
    /// True if a header follows the extended headers.
    pub(super) has_member: bool,
    /// True if an extended header is not global.
    pub(super) requires_member: bool,
    /// Size of the data in bytes.
    pub(super) size: u64,
    /// True for a sparse file, whose data lacks the zeros.
    pub(super) is_sparse: bool,
    pub(super) has_sparse_blocks: bool,
    /// Name and size in extended headers.
    name: Option<String>,
    extended_size: Option<u64>,
}

impl MemberPlan {
    /// Returns a note on values in extended headers.
    pub(super) fn note(&self) -> Option<String> {
        let name = self.name.as_ref().map(|name| format!("path {name:?}"));
        let size = self.extended_size.map(|size| format!("size {size}"));
        let all: Vec<_> = name.into_iter().chain(size).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// Evaluates an extended header.
    fn extend(&mut self, typeflag: TypeFlag, data: &[u8]) {
        self.num_extensions = self.num_extensions.saturating_add(1);
        self.requires_member |= typeflag != TypeFlag::XGLTYPE;
        let text = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            text.trim_end_matches('\0').chars().take(MAX_NAME).collect::<String>()
        };
        if typeflag == TypeFlag::GNUTYPE_LONGNAME {
            self.name = Some(text(data));
        }
        if !matches!(typeflag, TypeFlag::XHDTYPE | TypeFlag::SOLARIS_XHDTYPE) {
            return;
        }
        for (keyword, value) in records(data) {
            match keyword {
                b"path" => self.name = Some(text(value)),
                b"size" => self.extended_size = text(value).parse().ok(),
                b"GNU.sparse.major" | b"GNU.sparse.map" => self.is_sparse = true,
                _ => {}
            }
        }
    }
}

fn read_block<R: Read>(reader: &mut R) -> BinResult<Vec<u8>> {
    let mut block = Vec::new();
    reader.take(BLOCK_SIZE).read_to_end(&mut block)?;
    Ok(block)
}

fn size_of(block: &[u8]) -> u64 {
    let bytes = block.get(124..136).and_then(<[u8]>::first_chunk);
    bytes.map_or(0, |bytes| TarNumber::<12>(*bytes).size())
}

/// Returns the number of bytes up to the next block.
pub(super) fn padding(size: u64) -> i64 {
    let up = size.checked_next_multiple_of(BLOCK_SIZE).unwrap_or(size);
    i64::try_from(up.saturating_sub(size)).unwrap_or(0)
}

/// Returns the size of the padding after `size` bytes, if it contains a nonzero byte; otherwise 0.
#[binrw::parser(reader)]
pub(super) fn nonzero_padding(size: u64) -> BinResult<u64> {
    let start = reader.stream_position()?;
    let mut bytes = Vec::new();
    if reader.seek(SeekFrom::Start(start.saturating_add(size))).is_ok() {
        reader.take(padding(size).unsigned_abs()).read_to_end(&mut bytes)?;
    }
    reader.seek(SeekFrom::Start(start))?;
    Ok(if bytes.iter().all(|byte| *byte == 0) { 0 } else { bytes.len() as u64 })
}

/// True if a block follows that is not all zeros.
#[binrw::parser(reader)]
pub(super) fn peek_is_member() -> BinResult<bool> {
    Ok(read_block(reader)?.iter().any(|byte| *byte != 0))
}

/// Returns the sums of the next block.
#[binrw::parser(reader)]
pub(super) fn peek_sum() -> BinResult<HeaderSum> {
    Ok(HeaderSum::of(&read_block(reader)?))
}

/// Returns the zeros that follow.
#[binrw::parser(reader)]
pub(super) fn peek_end() -> BinResult<EndBlocks> {
    let mut zeros = 0_u64;
    let mut buffer = [0; 4096];
    loop {
        let filled = reader.read(&mut buffer)?;
        let found = buffer.get(..filled).unwrap_or_default();
        let run = found.iter().take_while(|byte| **byte == 0).count();
        zeros = zeros.saturating_add(run as u64);
        if filled == 0 || run < filled {
            return Ok(EndBlocks { zeros, is_last: filled == 0 });
        }
    }
}

/// Reads ahead up to the header of the next member.
#[binrw::parser(reader)]
pub(super) fn peek_member() -> BinResult<MemberPlan> {
    let mut plan = MemberPlan::default();
    loop {
        let block = read_block(reader)?;
        let Some(typeflag) = block.get(156).copied().map(TypeFlag) else {
            // A truncated header is a member, unless nothing follows.
            plan.has_member = !block.is_empty();
            return Ok(plan);
        };
        let size = size_of(&block);
        if typeflag.is_extension() {
            let mut data = Vec::new();
            reader.take(size.min(MAX_EXTENSION)).read_to_end(&mut data)?;
            let skipped = size.saturating_sub(data.len() as u64);
            plan.extend(typeflag, &data);
            let skipped = skipped.saturating_add(padding(size).unsigned_abs());
            let Ok(skipped) = i64::try_from(skipped) else { return Ok(plan) };
            if reader.seek(SeekFrom::Current(skipped)).is_err() {
                return Ok(plan);
            }
            continue;
        }
        plan.has_member = block.iter().any(|byte| *byte != 0);
        let size = plan.extended_size.unwrap_or(size);
        plan.size = if typeflag.has_no_data() || !plan.has_member { 0 } else { size };
        let is_gnu = HeaderSum::of(&block).magic == MagicKind::Gnu;
        plan.is_sparse |= typeflag == TypeFlag::GNUTYPE_SPARSE;
        plan.has_sparse_blocks = typeflag == TypeFlag::GNUTYPE_SPARSE
            && is_gnu
            && block.get(IS_EXTENDED).is_some_and(|flag| *flag != 0);
        return Ok(plan);
    }
}
