//! Offsets and sizes of the tables, determined before any table is shown.

use super::Header;
use super::class::{ClassWord, wide};
use super::labels::{OsAbi, Platform, SectionType, SegmentType};
use super::names::{FileSpan, Names};
use super::sections::PartReaders;
use super::tables::{ProgramHeader, SectionHeader};
use super::unclaimed::{self, Unclaimed};
use binrw::{BinRead, BinResult, Endian};
use bytescope_inspect::FixedSize;
use std::io::{Read, Seek, SeekFrom};

/// Layout of the file according to the ELF header, and to section header 0 for extended numbering.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FileLayout<W: ClassWord> {
    /// Program headers present in the file.
    pub(super) segments: Vec<W::ProgramHeader>,
    /// Section headers present in the file.
    pub(super) headers: Vec<SectionHeader<W>>,
    /// Declared number of program headers.
    pub(super) phnum: u64,
    /// Declared number of section headers.
    pub(super) shnum: u64,
    /// Tables for looking up names.
    pub(super) names: Names,
    /// Index of the section name string table; 0 if none.
    shstrndx: u32,
    /// Offset of the program header table.
    pub(super) phoff: u64,
    /// Offset of the section header table.
    pub(super) shoff: u64,
    /// Size of the file in bytes.
    pub(super) file_end: u64,
    /// Bytes after the end mark of each section, or of each segment in a file without sections;
    /// empty spans if there are none.
    pub(super) tails: Vec<FileSpan>,
    /// Spans not covered by any table or section: bytes that are not zero padding, and zero fill at
    /// the end of the file.
    pub(super) unclaimed: Vec<Unclaimed>,
    /// Size in bytes of the signature at the end of the file.
    pub(super) signature: Option<u64>,
    /// Offset of the first nonzero byte not covered by any field: trailing bytes.
    pub(super) uncovered: Option<u64>,
}

/// Information that is required to write a file but not contained in its headers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WriteContext {
    /// Start offsets of the unclaimed spans.
    pub(super) unclaimed: Vec<u64>,
    /// Start offset of the signature.
    pub(super) signature: u64,
    /// Size of the file in bytes.
    pub(super) file_end: u64,
    /// End of the last padding after an end mark.
    pub(super) tail_end: u64,
    /// Offset of the first nonzero byte not covered by any field.
    pub(super) uncovered: Option<u64>,
}

/// Value of `e_phnum` if the count is stored in section header 0.
pub(super) const PN_XNUM: u16 = 0xffff;
/// Value of `e_shstrndx` if the index is stored in section header 0.
const SHN_XINDEX: u16 = 0xffff;

impl<W: ClassWord> FileLayout<W> {
    /// Creates the layout of a file to be written. Its size is not yet known.
    pub(super) fn of(
        header: &Header<W>,
        segments: Vec<W::ProgramHeader>,
        headers: Vec<SectionHeader<W>>,
        names: Names,
    ) -> Self {
        let (phoff, shoff) = (wide(header.e_phoff), wide(header.e_shoff));
        let length = SectionHeader::<W>::SIZE.saturating_mul(headers.len() as u64);
        let mut layout = Self {
            phnum: segments.len() as u64,
            shnum: headers.len() as u64,
            segments,
            headers,
            names: Names { headers: FileSpan::new(shoff, length), ..names },
            shstrndx: 0,
            phoff,
            shoff,
            file_end: u64::MAX,
            tails: Vec::new(),
            unclaimed: Vec::new(),
            signature: None,
            uncovered: None,
        };
        layout.shstrndx = match (header.e_shstrndx, layout.headers.first()) {
            (SHN_XINDEX, Some(first)) => first.sh_link.0,
            (index, _) => index.into(),
        };
        layout
    }

    /// Returns the index of the section name string table; `None` if there is none.
    pub(super) fn section_names(&self) -> Option<usize> {
        usize::try_from(self.shstrndx).ok().filter(|index| *index > 0)
    }

    /// Reads the tables and restores the offset of the reader.
    pub(super) fn read<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        (header, os): (&Header<W>, OsAbi),
    ) -> BinResult<Self> {
        let here = reader.stream_position()?;
        let file_end = reader.seek(SeekFrom::End(0))?;
        let (phoff, shoff) = (wide(header.e_phoff), wide(header.e_shoff));
        let names = Names {
            platform: Platform { os, machine: header.e_machine },
            file_type: header.e_type,
            is_64: W::IS_64,
            ..Names::default()
        };
        let first = match shoff {
            0 => None,
            _ => table::<SectionHeader<W>, R>(reader, endian, names, (shoff, 1, file_end))?.pop(),
        };
        let shnum = match (header.e_shnum, &first) {
            (_, None) if shoff == 0 => 0,
            (0, Some(first)) => wide(first.sh_size),
            // Section header 0, which gives the count, is truncated. With a count of 1, reading the
            // table reports this.
            (0, None) => 1,
            (count, _) => count.into(),
        };
        let phnum = match (header.e_phnum, &first) {
            (PN_XNUM, Some(first)) if first.sh_info != 0 => first.sh_info.into(),
            (count, _) => u64::from(count),
        };
        let shstrndx = match (header.e_shstrndx, &first) {
            (SHN_XINDEX, Some(first)) => first.sh_link.0,
            (index, _) => u32::from(index),
        };
        let headers: Vec<SectionHeader<W>> =
            table(reader, endian, names, (shoff, shnum, file_end))?;
        let segments = table(reader, endian, names, (phoff, phnum, file_end))?;
        let strings = usize::try_from(shstrndx).ok().filter(|index| *index > 0);
        let strings = strings.and_then(|index| headers.get(index)).map(SectionHeader::span);
        let length = SectionHeader::<W>::SIZE.saturating_mul(headers.len() as u64);
        let names = Names {
            headers: FileSpan::new(shoff, length),
            section_names: strings.unwrap_or_default(),
            ..names
        };
        let (unclaimed, signature) = (Vec::new(), None);
        let mut layout = Self {
            segments,
            headers,
            phnum,
            shnum,
            names,
            shstrndx,
            phoff,
            shoff,
            file_end,
            tails: Vec::new(),
            unclaimed,
            signature,
            uncovered: None,
        };
        layout.tails = layout.find_tails(reader, endian)?;
        unclaimed::find(reader, &mut layout)?;
        reader.seek(SeekFrom::Start(here))?;
        Ok(layout)
    }

    /// Returns the information required for writing.
    pub(super) fn write_context(&self) -> WriteContext {
        WriteContext {
            unclaimed: self.unclaimed.iter().map(|part| part.span.start).collect(),
            signature: self.signature_start(),
            file_end: self.file_end,
            tail_end: self.tails.iter().map(|tail| tail.end).max().unwrap_or(0).min(self.file_end),
            uncovered: self.uncovered,
        }
    }

    /// Locates the bytes after the end mark of each section, or of each segment in a file without
    /// sections.
    fn find_tails<R: Read + Seek>(
        &self,
        reader: &mut R,
        endian: Endian,
    ) -> BinResult<Vec<FileSpan>> {
        let mut readers = PartReaders::new(self);
        let mut tails = Vec::new();
        if self.has_sections() {
            for header in &self.headers {
                let name = self.short_name(reader, header)?;
                tails.push(readers.section(header, &name).tail::<W, R>(reader, endian)?);
            }
        } else {
            for segment in &self.segments {
                let part = readers.segment(segment, self.names);
                tails.push(part.tail::<W, R>(reader, endian)?);
            }
        }
        Ok(tails)
    }

    /// Returns the spans of the contents of sections, without the bytes after an end mark; of
    /// segments in a file without sections.
    pub(super) fn content_spans(&self) -> Vec<FileSpan> {
        let mut spans: Vec<FileSpan> = match self.has_sections() {
            true => self.headers.iter().map(SectionHeader::span).collect(),
            false => self.segments.iter().map(segment_span).collect(),
        };
        for (span, tail) in spans.iter_mut().zip(&self.tails) {
            if tail.size() > 0 {
                span.end = tail.start;
            }
        }
        spans
    }

    /// True if there are sections in addition to the null section with index 0.
    pub(super) fn has_sections(&self) -> bool {
        self.headers.len() > 1
    }

    /// Returns the span of the contents of all sections, or of all segments in a file without
    /// sections.
    pub(super) fn bounds(&self) -> FileSpan {
        let bytes = |span: FileSpan| FileSpan { end: span.end.min(self.file_end), ..span };
        let hull = |a: FileSpan, b: FileSpan| FileSpan {
            start: a.start.min(b.start),
            end: a.end.max(b.end),
        };
        let present = |span: &FileSpan| span.size() > 0;
        let all = self.content_spans().into_iter().map(bytes).filter(present).reduce(hull);
        all.unwrap_or_default()
    }

    /// Returns the start offset of the first unclaimed span.
    pub(super) fn first_unclaimed(&self) -> u64 {
        self.unclaimed.first().map_or(0, |part| part.span.start)
    }

    /// Returns the start offset of the signature.
    pub(super) fn signature_start(&self) -> u64 {
        let size =
            self.signature.unwrap_or_default().saturating_add(unclaimed::SIGNATURE_TRAILER_SIZE);
        self.file_end.saturating_sub(size)
    }

    /// Returns the final offset of the reader: the end of the section header table.
    pub(super) fn end(&self) -> u64 {
        self.names.headers.end.min(self.file_end)
    }

    /// Reads the start of the name of an `SHT_PROGBITS` section, enough to recognize names that
    /// imply a format. The result is empty for other section types.
    pub(super) fn short_name<R: Read + Seek>(
        &self,
        reader: &mut R,
        header: &SectionHeader<W>,
    ) -> BinResult<ShortName> {
        let strings = self.names.section_names;
        let at = strings.start.saturating_add(header.sh_name.0.into());
        let left = strings.end.min(self.file_end).saturating_sub(at);
        let mut name = ShortName { bytes: [0; SHORT_NAME_SIZE], len: 0 };
        if header.sh_type.0 != SectionType::SHT_PROGBITS || left == 0 {
            return Ok(name);
        }
        let size = usize::try_from(left).unwrap_or(usize::MAX).min(SHORT_NAME_SIZE);
        reader.seek(SeekFrom::Start(at))?;
        reader.read_exact(name.bytes.get_mut(..size).unwrap_or_default())?;
        name.len = memchr::memchr(0, &name.bytes).unwrap_or(SHORT_NAME_SIZE);
        Ok(name)
    }
}

/// Size of the longest recognized section name, including its NUL.
const SHORT_NAME_SIZE: usize = 18;

/// Start of a section name.
pub(super) struct ShortName {
    bytes: [u8; SHORT_NAME_SIZE],
    len: usize,
}

impl std::ops::Deref for ShortName {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// Returns the span of a segment's contents, which is empty if they are shown elsewhere.
pub(super) fn segment_span<S: ProgramHeader>(segment: &S) -> FileSpan {
    let span = segment.span();
    match segment.kind() {
        // The program header table is a separate field.
        SegmentType::PT_NULL | SegmentType::PT_PHDR => FileSpan::new(span.start, 0),
        _ => span,
    }
}

/// Reads the complete records of a table that may extend past the end of the file.
fn table<T, R>(
    reader: &mut R,
    endian: Endian,
    names: Names,
    (at, count, file_end): (u64, u64, u64),
) -> BinResult<Vec<T>>
where
    T: for<'a> BinRead<Args<'a> = (Names,)> + FixedSize,
    R: Read + Seek,
{
    let available = file_end.saturating_sub(at).checked_div(T::SIZE).unwrap_or(0);
    let count = count.min(available);
    let mut records = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
    if count > 0 {
        reader.seek(SeekFrom::Start(at))?;
    }
    for _ in 0..count {
        records.push(T::read_options(reader, endian, (names,))?);
    }
    Ok(records)
}
